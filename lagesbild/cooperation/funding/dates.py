"""The days of others' money: what falls due, what ends, what collides, what is late, and how long papers are kept."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from operator import attrgetter
from typing import Any, NamedTuple

from django.db import models
from django.db.models import Count, Sum
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from lagesbild.cooperation.bare_rows import bare_rows
from lagesbild.cooperation.funding.money import Rates, Total
from lagesbild.cooperation.funding.overview import GOES_ON, Amount, Register, summed
from lagesbild.cooperation.models import (
    Application,
    Call,
    Claim,
    Instalment,
    Partnership,
    ProjectResponsibility,
    ReportDue,
)
from lagesbild.organisations.models import Organisation

CENT = Decimal("0.01")
COLLIDES_WITHIN = 14
"""Days. Two things that fall due for the same unit in so many days in a row are in each other's way."""
AHEAD = 365
"""How many days ahead collisions are looked for."""
MOST_SHOWN = 5
"""Of the duties of one collision."""


TOLD_OF_GRANT = (
    "currency",
    "is_example",
    "project__slug",
    "project__name_sv",
    "project__name_en",
    "project__is_example",
    "programme__name_sv",
    "programme__name_en",
)
"""Of the grant of something late: where it leads, and what it is called."""


class Kind(models.TextChoices):
    # In the order of the lanes of the timeline.
    END = "end", _("Upphör")
    GRANT_END = "grant_end", _("Bidrag slutar")
    REPORT = "report", _("Rapporter")
    INSTALMENT = "instalment", _("Utbetalningar")
    CALL = "call", _("Sista dag att söka")


DUTIES = (Kind.REPORT, Kind.INSTALMENT, Kind.CALL)
"""What somebody has to do or watch over by its day."""


class Event(NamedTuple):
    """Something of a day. ``thing`` is a row or an object with ``name_sv``, ``name_en`` and ``is_example``."""

    day: date
    kind: Kind
    thing: Any
    about_sv: str = ""
    about_en: str = ""
    amount: Amount | None = None
    done_on: date | None = None
    project: int | None = None
    funder: int | None = None
    is_example: bool = False

    @property
    def about(self) -> str:
        english = (get_language() or "sv").startswith("en") and self.about_en
        return english or self.about_sv

    @property
    def word(self) -> str:
        """Its kind, of one alone."""
        return {Kind.REPORT: _("Rapport"), Kind.INSTALMENT: _("Utbetalning")}.get(self.kind, self.kind.label)


# --- What happens on which day ----------------------------------------------------------------------------


def events(register: Register, first: date, last: date, funder: int | None = None) -> list[Event]:
    """Everything public from one day to another, both included, in order; of one funder (id) or all. Seven queries."""
    span = (first, last)
    # In the order of Kind, which those of one day keep.
    found = [
        *_programme_ends(register, span),
        *([] if funder else _partnership_ends(span)),
        *_grant_ends(register, span),
        *_reports(register, span),
        *_instalments(register, span),
        *_calls(register, span),
    ]
    found = [each for each in found if not funder or each.funder == funder]
    return sorted(found, key=attrgetter("day"))


def _programme_ends(register: Register, span) -> list[Event]:
    return [
        Event(one.ends, Kind.END, one, one.ends_note_sv, one.ends_note_en, funder=one.funder_id)
        for one in register.programmes.values()
        if one.ends and span[0] <= one.ends <= span[1]
    ]


def _partnership_ends(span) -> list[Event]:
    ending = Partnership.objects.public().filter(ends__range=span).order_by("ends", "name_sv")
    ending = ending.only("slug", "name_sv", "name_en", "ends", "is_example")
    return [Event(one.ends, Kind.END, one, is_example=one.is_example) for one in ending]


def _grant_ends(register: Register, span) -> list[Event]:
    return [
        Event(
            grant["finishes"],
            Kind.GRANT_END,
            register.programmes[grant["programme"]],
            amount=Amount(grant["value"], grant["currency"], grant["kronor"]),
            project=grant["project"],
            funder=grant["funder"],
            is_example=grant["is_example"],
        )
        for grant in register.grants
        if grant["finishes"] and span[0] <= grant["finishes"] <= span[1]
    ]


def _reports(register: Register, span) -> list[Event]:
    rows = bare_rows(
        ReportDue.objects.filter(due_on__range=span).order_by(),
        ("grant", "due_on", "done_on", "about_sv", "about_en"),
    )
    return [
        _of_grant(
            register,
            register.grants_by_id[row["grant"]],
            row["due_on"],
            Kind.REPORT,
            row["done_on"],
            about_sv=row["about_sv"],
            about_en=row["about_en"],
        )
        for row in rows
        if row["grant"] in register.grants_by_id
    ]


def _instalments(register: Register, span) -> list[Event]:
    rows = bare_rows(
        Instalment.objects.filter(due_on__range=span).order_by(), ("grant", "due_on", "received_on", "value")
    )
    found = []
    for row in rows:
        if grant := register.grants_by_id.get(row["grant"]):
            amount = Amount(row["value"], grant["currency"], None)
            found.append(
                _of_grant(register, grant, row["due_on"], Kind.INSTALMENT, row["received_on"], amount=amount)
            )
    return found


def _of_grant(register: Register, grant: dict, day: date, kind: Kind, done: date | None, **more) -> Event:
    return Event(
        day,
        kind,
        register.programmes[grant["programme"]],
        done_on=done,
        project=grant["project"],
        funder=grant["funder"],
        is_example=grant["is_example"],
        **more,
    )


def _calls(register: Register, span) -> list[Event]:
    """A call's last day, once; or once for each project of ours that has a draft for it, which then is its duty."""
    closing = Call.objects.public().filter(deadline__range=span).order_by("deadline", "name_sv")
    calls = list(closing.only("name_sv", "name_en", "deadline", "programme"))
    drafts = defaultdict(set)
    written = Application.objects.public().filter(call__in=[call.pk for call in calls])
    for call, project in written.filter(status=Application.Status.DRAFT).values_list("call", "project"):
        drafts[call].add(project)
    funders = {key: one.funder_id for key, one in register.programmes.items()}
    return [
        Event(call.deadline, Kind.CALL, call, project=project, funder=funders.get(call.programme_id))
        for call in calls
        for project in sorted(drafts.get(call.pk, {None}), key=lambda pk: pk or 0)
    ]


# --- Collisions -------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Collision:
    """Two or more things that fall due close to each other for the same ``unit``."""

    unit: Any
    duties: tuple[Event, ...]

    @property
    def first(self) -> date:
        return self.duties[0].day

    @property
    def last(self) -> date:
        return self.duties[-1].day

    @property
    def shown(self) -> tuple[Event, ...]:
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
    found = [
        (unit, group)
        for unit, theirs in by_unit.items()
        for group in _windows(sorted(theirs, key=attrgetter("day")), timedelta(days=within))
        if len(group) > 1
    ]
    return sorted(found, key=lambda one: (one[1][0].day, one[1][-1].day, str(one[0])))


def _windows(duties: Sequence, width: timedelta) -> Iterable[tuple]:
    """The largest runs of duties whose first and last day are less than ``width`` apart."""
    end = 0
    for start, duty in enumerate(duties):
        reached = end
        while end < len(duties) and duties[end].day - duty.day < width:
            end += 1
        if end > reached:
            yield tuple(duties[start:end])


def colliding(found: Iterable[Event], today: date) -> tuple[list[Collision], int]:
    """What collides of what is not done, from today and a year on; and how many duties no unit answers for.

    Without a known unit there is nobody to be in the way of. Two queries.
    """
    last = today + timedelta(days=AHEAD)
    ahead = [
        each
        for each in found
        if each.kind in DUTIES and each.project and not each.done_on and today <= each.day <= last
    ]
    units = units_of({each.project for each in ahead})
    answering = {unit for theirs in units.values() for unit in theirs}
    known = Organisation.objects.only("slug", "name_sv", "name_en").in_bulk(answering)
    pairs = [(unit, each) for each in ahead for unit in units.get(each.project, ())]
    unanswered = sum(not units.get(each.project) for each in ahead)
    return [Collision(known[unit], group) for unit, group in collisions(pairs)], unanswered


def units_of(projects: Iterable[int]) -> dict[int, set[int]]:
    """Project → ids of the public units that carry it out; of those that follow it up where nobody carries it out."""
    role = ProjectResponsibility.Role
    rows = ProjectResponsibility.objects.filter(organisation__live=True).order_by()
    carrying, following, wanted = defaultdict(set), defaultdict(set), set(projects)
    # All of them are read: thousands of ids in a question cost more than the rows that are left out.
    for project, unit, part in rows.values_list("project", "organisation", "role"):
        if project in wanted:
            (carrying if part == role.IMPLEMENTATION else following)[project].add(unit)
    return {**following, **carrying}


# --- What ends --------------------------------------------------------------------------------------------


def endings(register: Register, today: date, funder: int | None = None) -> list[Event]:
    """What is known to end from today on, the soonest first: programmes, grants of what goes on, partnerships."""
    ever = (today, date.max)
    found = [*_programme_ends(register, ever), *([] if funder else _partnership_ends(ever))]
    found += [
        each for each in _grant_ends(register, ever) if register.projects[each.project]["status"] in GOES_ON
    ]
    found = [each for each in found if not funder or each.funder == funder]
    return sorted(found, key=lambda each: (each.day, each.kind != Kind.END))


# --- What is late -----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Late:
    """Rows that wait, the longest waiting first, and their sum in kronor at today's rate. Some are read by slicing."""

    rows: models.QuerySet
    count: int
    total: Total = Total()

    def __len__(self) -> int:
        return self.count

    def __getitem__(self, wanted: slice) -> models.QuerySet:
        return self.rows[wanted]


def late_instalments(today: date, rates: Rates, funder: int | None = None) -> Late:
    """Instalments that should have come and have not."""
    rows = _public(Instalment, funder).filter(due_on__lt=today, received_on=None).order_by("due_on", "pk")
    return _late(rows, today, rates)


def unpaid_claims(today: date, rates: Rates, funder: int | None = None) -> Late:
    """Claims that are sent in and not paid, whether approved or not."""
    rows = _public(Claim, funder).filter(submitted_on__lte=today, paid_on=None)
    return _late(rows.order_by("submitted_on", "pk"), today, rates)


def late_reports(today: date, funder: int | None = None) -> Late:
    rows = _public(ReportDue, funder).filter(due_on__lt=today, done_on=None).order_by("due_on", "pk")
    return Late(rows, rows.count())


def _public(model, funder: int | None):
    own = (field.name for field in model._meta.concrete_fields)
    rows = model.objects.filter(
        grant__live=True, grant__project__live=True, grant__programme__live=True
    ).select_related("grant__project", "grant__programme")
    rows = rows.only(*own, *(f"grant__{name}" for name in TOLD_OF_GRANT))
    return rows.filter(grant__programme__funder=funder) if funder else rows


def _late(rows, today: date, rates: Rates) -> Late:
    amounts = [
        Amount(whole := all_.quantize(CENT), currency, rates.in_kronor(whole, currency, today), n)
        for currency, all_, n in rows.order_by()
        .values_list("grant__currency")
        .annotate(all=Sum("value"), n=Count("pk"))
    ]
    return Late(rows, sum(amount.count for amount in amounts), summed(amounts))


# --- What must be kept, and what may have to be paid back -------------------------------------------------


@dataclass(frozen=True)
class Kept:
    """How long a project's papers are kept: by the grant whose time is the longest."""

    project: dict
    grant: dict
    grants: int
    """How many of its grants have a time."""

    @property
    def until(self) -> date:
        return self.grant["retained_until"]


def kept(register: Register, grants: Iterable[dict], today: date) -> tuple[list[Kept], int]:
    """What must still be kept, the soonest free first; and how many projects have grants but no time at all."""
    by_project = defaultdict(list)
    for grant in grants:
        by_project[grant["project"]].append(grant)
    found, silent = [], 0
    for project, theirs in by_project.items():
        timed = [grant for grant in theirs if grant["retained_until"]]
        silent += not timed
        longest = max(timed, key=lambda grant: grant["retained_until"], default=None)
        if longest and longest["retained_until"] >= today:
            found.append(Kept(register.projects[project], longest, len(timed)))
    return sorted(found, key=lambda one: (one.until, one.project["name_sv"])), silent


def repayment_risks(register: Register, grants: Iterable[dict]) -> list[dict]:
    """Grants that somebody has noted may have to be paid back, those of what goes on first, each by its last day."""
    risky = [grant for grant in grants if grant["repayment_risk_sv"] or grant["repayment_risk_en"]]
    return sorted(
        risky,
        key=lambda grant: (
            register.projects[grant["project"]]["status"] not in GOES_ON,
            grant["finishes"] or date.max,
        ),
    )
