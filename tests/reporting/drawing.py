"""A round with one item, drawn."""

from datetime import UTC, date, datetime

from django.contrib.auth.models import Group
from django.utils.text import slugify

from lagesbild.barometer.models import Goal, Programme
from lagesbild.organisations.models import Organisation, User
from lagesbild.organisations.roles import REPORTER
from lagesbild.reporting.models import Item, Round

NOW = datetime(2026, 11, 1, 9, tzinfo=UTC)


def unit(name: str = "Tekniska kontoret") -> Organisation:
    return Organisation.objects.create(name_sv=name, slug=slugify(name), live=True)


def goal(name: str = "Renare vatten") -> Goal:
    programme, _created = Programme.objects.get_or_create(
        slug="hallbarhet", defaults={"name_sv": "Hållbarhetsprogrammet", "live": True}
    )
    return Goal.objects.create(programme=programme, name_sv=name, slug=slugify(name), live=True)


def open_round(**fields) -> Round:
    return Round.objects.create(
        **{
            "name": "Hösten 2026",
            "year": 2026,
            "opens_on": date(2026, 10, 1),
            "closes_on": date(2026, 11, 30),
            "status": Round.Status.OPEN,
            "opened_at": NOW,
        }
        | fields
    )


def item(**fields) -> Item:
    about_a_goal = not fields.keys() & {"indicator", "action"}
    return Item.objects.create(
        **{"round": fields.pop("round", None) or open_round(), "kind": "assessment"}
        | {"goal": fields.pop("goal", None) or (goal() if about_a_goal else None)}
        | {"organisation": fields.pop("organisation", None) or unit()}
        | fields
    )


def person(name: str, *organisations: Organisation) -> User:
    """A contact of the organisations, where there are any."""
    user = User.objects.create_user(name, f"{name}@example.org", "lösenordet-är-långt")
    user.organisations.set(organisations)
    if organisations:
        user.groups.add(Group.objects.get(name=REPORTER))
    return user
