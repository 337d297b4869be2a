"""What was corrected after it was approved, for everyone to read."""

from collections.abc import Iterable
from datetime import date, datetime

from django.utils import timezone

from lagesbild.barometer.models import Action, Goal
from lagesbild.framework.publishing import Published
from lagesbild.reporting.models import Step


def corrections(thing: Published) -> list[tuple[date, str]]:
    """(day, reason) of what was corrected on something after it was approved, the latest first. Public."""
    return days_and_reasons(corrected_steps(thing).values_list("at", "note"))


def corrected_steps(thing: Published):
    """The steps that :func:`corrections` tells of, for whoever asks for them together with something else."""
    field = {Goal: "goal", Action: "action"}.get(type(thing), "indicator")
    return Step.objects.filter(what=Step.What.CORRECTED, **{f"item__{field}": thing.pk})


def days_and_reasons(steps: Iterable[tuple[datetime, str]]) -> list[tuple[date, str]]:
    return [(timezone.localdate(at), note) for at, note in sorted(steps, reverse=True)]
