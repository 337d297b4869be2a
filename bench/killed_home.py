"""The home that is worked and killed in: a municipality, its people, and what they answer for.

Import it only when Django is set up.
"""

import random

from django.contrib.auth.models import Group
from django.core.management import call_command

from bench.killed_shape import KPIS
from bench.killed_work import Work, synchronise
from lagesbild.barometer.models import Action, Goal, Indicator, Programme
from lagesbild.organisations.models import Municipality, Organisation, User
from lagesbild.organisations.roles import COORDINATOR, REPORTER

UNITS, THINGS = 6, 3
"""Organisations with two contacts each, and how many goals, indicators and actions each answers for."""


def prepare(url: str) -> None:
    """A municipality, its people, what they answer for, an open round, and the first figures."""
    bring_up_to_date()
    home = Municipality.load()
    home.home_area, home.name = "0680", "Provkommunen"
    home.save()
    by = _person("samordnaren", COORDINATOR)
    _person("samordnare-2", COORDINATOR)
    programme = Programme.objects.create(name_sv="Provet", slug="provet", live=True)
    for id, name in KPIS.items():
        Indicator.objects.create(name_sv=name, slug=id.lower(), figure=id, live=True)
    for number in range(UNITS):
        unit = Organisation.objects.create(name_sv=f"Enhet {number}", slug=f"enhet-{number}", live=True)
        for contact in "ab":
            _person(f"kontakt-{number}{contact}", REPORTER, unit)
        for place in range(THINGS):
            _things(programme, unit, f"{number}-{place}")
    Work(0, random.Random(0), by).round()
    synchronise(url, 0)


def bring_up_to_date() -> None:
    """Also a home that another version made, and killed in."""
    call_command("migrate", verbosity=0, interactive=False)


def _person(name: str, role: str, *units: Organisation) -> User:
    user = User.objects.create(username=name, email=f"{name}@example.org", password="!")
    user.groups.add(Group.objects.get(name=role))
    user.organisations.set(units)
    return user


def _things(programme: Programme, unit: Organisation, number: str) -> None:
    words = {"name_sv": f"Nummer {number}", "live": True}
    goal = Goal.objects.create(programme=programme, slug=f"mal-{number}", status_sv="<p>Text 0</p>", **words)
    value = Indicator.objects.create(slug=f"v-{number}", figure=f"egen_{number}", by_form=True, **words)
    action = Action.objects.create(slug=f"a-{number}", **words)
    for thing, role in ((goal, "follow_up"), (value, "follow_up"), (action, "implementation")):
        thing.responsibilities.create(organisation=unit, role=role)
        thing.save()
        thing.save_revision().publish()
