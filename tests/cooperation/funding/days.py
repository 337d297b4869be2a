"""A grant, and what falls due for it: what the tests of its days are drawn with."""

from lagesbild.cooperation.funding.money import Rates
from lagesbild.cooperation.funding.register_rows import FundingRegister
from lagesbild.cooperation.models import (
    Call,
    Instalment,
    ReportDue,
)


def made(model, name: str, **more):
    return model.objects.create(name_sv=name, slug=name.lower(), **more)


def load() -> FundingRegister:
    return FundingRegister.load(Rates.load())


def report(grant, due, done=None):
    return ReportDue.objects.create(grant=grant, about_sv="Rapport", due_on=due, done_on=done)


def instalment(grant, due, received=None, value=100):
    return Instalment.objects.create(grant=grant, due_on=due, received_on=received, value=value)


def call(programme, deadline, name="CERV 2027"):
    return Call.objects.create(name_sv=name, programme=programme, deadline=deadline, reference=name)
