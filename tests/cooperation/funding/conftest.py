"""A funder's programme and a grant of it, for the tests of its days."""

from datetime import date

import pytest

from lagesbild.cooperation.models import (
    FundingProgramme,
    Grant,
    Project,
)
from lagesbild.organisations.models import Organisation
from tests.cooperation.funding.days import made


@pytest.fixture
def icld(db):
    of = made(Organisation, "ICLD", kind="funder")
    return FundingProgramme.objects.create(
        name_sv="Partnerskap", funder=of, ends=date(2026, 12, 31), ends_note_sv="Kärnstödet upphör."
    )


@pytest.fixture
def grant(icld):
    """Of a running project that the city office carries out and the board follows up."""
    project = made(Project, "Broar", status="running", starts=date(2025, 1, 1), finishes=date(2027, 5, 1))
    for name, role in (("Kontoret", "implementation"), ("Styrelsen", "follow_up")):
        project.responsibilities.create(organisation=made(Organisation, name), role=role)
    project.save()
    return Grant.objects.create(project=project, programme=icld, value=900, finishes=date(2027, 3, 31))
