"""Duties of others' money that fall due so close, for the same unit, that they are in each other's way."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from operator import attrgetter
from typing import Any

from lagesbild.cooperation.funding.events import DUTIES, FundingEvent
from lagesbild.cooperation.models import (
    ProjectResponsibility,
)
from lagesbild.organisations.models import Organisation

COLLIDES_WITHIN = 14
"""Days. Two things that fall due for the same unit in so many days in a row are in each other's way."""
AHEAD = 365
"""How many days ahead collisions are looked for."""
MOST_SHOWN = 5
"""Of the duties of one collision."""


@dataclass(frozen=True)
class Collision:
    """Two or more things that fall due close to each other for the same ``unit``."""

    unit: Any
    duties: tuple[FundingEvent, ...]

    @property
    def first(self) -> date:
        return self.duties[0].day

    @property
    def last(self) -> date:
        return self.duties[-1].day

    @property
    def shown(self) -> tuple[FundingEvent, ...]:
        return self.duties[:MOST_SHOWN]

    @property
    def more(self) -> int:
        return len(self.duties) - len(self.shown)


def collisions(
    duties: Iterable[tuple[Hashable, Any]], within: int = COLLIDES_WITHIN
) -> list[tuple[Hashable, tuple]]:
    """Which duties are in each other's way: (unit, its duties in order of day), the earliest first.

    ``duties`` are (unit, something with ``day``) in any order. Duties of one unit collide when at least two of them
    fall within ``within`` days in a row, the first and the last day counted: with 14, the 1st and the 14th collide,
    the 1st and the 15th do not. Every collision is as large as it can be: none is a part of another, but a duty may
    stand in two, when it is close to one before and to another after it that are far from each other.

    >>> from datetime import date
    >>> from types import SimpleNamespace as Duty
    >>> days = [Duty(day=date(2027, 3, day)) for day in (1, 14, 15)]
    >>> [[duty.day.day for duty in group] for _unit, group in collisions(("A", day) for day in days)]
    [[1, 14], [14, 15]]
    """
    by_unit: dict[Hashable, list] = defaultdict(list)
    for unit, duty in duties:
        by_unit[unit].append(duty)
    groups = [
        (unit, group)
        for unit, theirs in by_unit.items()
        for group in _windows(sorted(theirs, key=attrgetter("day")), timedelta(days=within))
        if len(group) > 1
    ]
    return sorted(
        groups,
        key=lambda unit_and_group: (
            unit_and_group[1][0].day,
            unit_and_group[1][-1].day,
            str(unit_and_group[0]),
        ),
    )


def _windows(duties: Sequence, width: timedelta) -> Iterable[tuple]:
    """The largest runs of duties whose first and last day are less than ``width`` apart."""
    end = 0
    for start, duty in enumerate(duties):
        reached = end
        while end < len(duties) and duties[end].day - duty.day < width:
            end += 1
        if end > reached:
            yield tuple(duties[start:end])


def colliding(dated_events: Iterable[FundingEvent], today: date) -> tuple[list[Collision], int]:
    """What collides of what is not done, from today and a year on; and how many duties no unit answers for.

    Without a known unit there is nobody to be in the way of. Two queries.
    """
    last = today + timedelta(days=AHEAD)
    ahead = [
        duty
        for duty in dated_events
        if duty.kind in DUTIES and duty.project and not duty.done_on and today <= duty.day <= last
    ]
    units = units_of({duty.project for duty in ahead})
    answering = {unit for theirs in units.values() for unit in theirs}
    units_by_id = Organisation.objects.only("slug", "name_sv", "name_en").in_bulk(answering)
    pairs = [(unit, duty) for duty in ahead for unit in units.get(duty.project, ())]
    unanswered = sum(not units.get(duty.project) for duty in ahead)
    return [Collision(units_by_id[unit], group) for unit, group in collisions(pairs)], unanswered


def units_of(projects: Iterable[int]) -> dict[int, set[int]]:
    """Project → ids of the public units that carry it out; of those that follow it up where nobody carries it out."""
    role = ProjectResponsibility.Role
    rows = ProjectResponsibility.objects.filter(organisation__live=True).order_by()
    carrying, following, project_ids = defaultdict(set), defaultdict(set), set(projects)
    # All of them are read: thousands of ids in a question cost more than the rows that are left out.
    for project, unit, part in rows.values_list("project", "organisation", "role"):
        if project in project_ids:
            (carrying if part == role.IMPLEMENTATION else following)[project].add(unit)
    return {**following, **carrying}
