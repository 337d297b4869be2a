"""A small municipality drawn in a test: what is not said is as short as can be, and published.

water = indicator("Vatten", goal("Rent vatten"), figure="N1")
"""

from datetime import date

from django.utils.text import slugify

from lagesbild.barometer.models import (
    Action,
    ActionResponsibility,
    Goal,
    GoalAssessment,
    Indicator,
    IndicatorGoal,
    Programme,
    ReferenceValue,
    SeriesBreak,
)
from lagesbild.organisations.models import Municipality, Organisation

YEAR = 2026
TODAY = date(YEAR, 11, 23)


def home(name: str = "Sjöbo", area: str = "0680", **more) -> Municipality:
    """The municipality whose site it is; its code is that of the store's drawings."""
    one = Municipality.load()
    for field, value in {"name": name, "home_area": area, **more}.items():
        setattr(one, field, value)
    one.save()
    return one


def programme(name: str = "Programmet", **more) -> Programme:
    return Programme.objects.create(**_named(name, more))


def goal(name: str, under: Programme | Goal | None = None, **more) -> Goal:
    """A goal of a programme, or below another goal."""
    if isinstance(under, Goal):
        more |= {"programme": under.programme, "parent": under}
    else:
        more |= {"programme": under or Programme.objects.first() or programme()}
    return Goal.objects.create(**_named(name, more))


def indicator(name: str, *goals: Goal, figure: str = "", references=(), breaks=(), **more) -> Indicator:
    """``references``: (label, value, year) or (label, value); ``breaks``: (year, reason)."""
    one = Indicator.objects.create(**_named(name, {"figure": figure, "expected_every_years": None, **more}))
    for place in goals:
        IndicatorGoal.objects.create(indicator=one, goal=place)
    for label, value, *year in references:
        ReferenceValue.objects.create(
            indicator=one, label_sv=label, value=value, year=year[0] if year else None
        )
    for year, reason in breaks:
        SeriesBreak.objects.create(indicator=one, year=year, reason_sv=reason)
    return one


def action(name: str, *goals: Goal, by: Organisation | None = None, **more) -> Action:
    one = Action.objects.create(**_named(name, more))
    one.goals.set(goals)
    one.save()
    if by:
        ActionResponsibility.objects.create(action=one, organisation=by)
    return one


def organisation(name: str, **more) -> Organisation:
    return Organisation.objects.create(**_named(name, more))


def assessment(of: Goal, grade: int | None, on: date = TODAY, **more) -> GoalAssessment:
    return GoalAssessment.objects.create(
        goal=of, grade=grade, assessed_on=on, **{"motivation_sv": "Så är det.", **more}
    )


def _named(name: str, more: dict) -> dict:
    return {"name_sv": name, "slug": slugify(name), **more}
