"""Questions to the register about others' money: how much, from whom, for which goals, and what hangs on one funder.

Counted from bare rows, as the auditor's sums are: thousands of grants with all that hangs on them take seconds to
read. The tests hold every sum to what ``project_money`` says of each project.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

from django.db.models import CharField
from django.db.models.functions import Cast
from django.utils.translation import gettext as _

from lagesbild.barometer.models import Goal
from lagesbild.barometer.overview import public_goals
from lagesbild.cooperation.bare_rows import bare_rows
from lagesbild.cooperation.funding.money import KRONOR, Rates, Total, payment_rows, worth
from lagesbild.cooperation.models import FundingProgramme, Grant, Partnership, Project
from lagesbild.cooperation.partners.activity import AT_WORK
from lagesbild.framework.database_state import kept_until_written
from lagesbild.framework.models import GlobalGoal
from lagesbild.organisations.models import Organisation

GOES_ON = (Project.Status.GRANTED, *AT_WORK)
"""Projects whose outside money is not over: what would be missed if it ended."""
NOT_PROMISED = (Project.Status.IDEA, Project.Status.APPLIED, Project.Status.REJECTED)
STAGES = (
    ("at_work", AT_WORK),
    ("granted", (Project.Status.GRANTED,)),
    ("over", (Project.Status.CLOSED, Project.Status.RETAINED)),
    ("not_promised", NOT_PROMISED),
)
"""The lives of projects as the own share is summed: what goes on, what will, what has been, what nobody promised."""

PROJECT_FIELDS = (
    "pk",
    "name_sv",
    "name_en",
    "slug",
    "status",
    "starts",
    "finishes",
    "currency",
    "own_cash",
    "own_kind",
    "partnership",
    "is_example",
)
GRANT_FIELDS = (
    "pk",
    "project",
    "programme",
    "value",
    "value_note_sv",
    "value_note_en",
    "currency",
    "decided_on",
    "starts",
    "finishes",
    "repayment_risk_sv",
    "repayment_risk_en",
    "retained_until",
    "retention_rule",
    "archive",
    "is_example",
)


class Amount(NamedTuple):
    """Amounts that are summed together: ``value`` in its currency, ``kronor`` where there is a rate for its day."""

    value: Decimal | None
    currency: str
    kronor: Decimal | None
    count: int = 1


def summed(amounts: Iterable[Amount | tuple]) -> Total:
    """Their sum in kronor. What has no rate is put together by currency, so that it can be said in a line."""
    kronor, count, unknown = Decimal(0), 0, 0
    without_rate: dict[str, Decimal] = defaultdict(Decimal)
    for value, currency, in_kronor, n in amounts:
        if value is None:
            unknown += n
        elif in_kronor is None:
            without_rate[currency] += value
        else:
            kronor, count = kronor + in_kronor, count + n
    return Total(kronor, count, unknown, tuple(f"{value} {code}" for code, value in without_rate.items()))


def granted(grants: Iterable[dict]) -> Total:
    """What was granted, in kronor."""
    return summed((grant["value"], grant["currency"], grant["kronor"], 1) for grant in grants)


# --- The register, read once ------------------------------------------------------------------------------


class Received(NamedTuple):
    """Money that has come in from a funder in a year."""

    funder: int
    is_example: bool
    year: int
    amount: Amount


@dataclass(frozen=True)
class Register:
    """Public projects and grants as rows, by id, and what has come in. Seven queries whatever their number."""

    projects: dict[int, dict]
    grants: list[dict]
    """Each with ``kronor`` (None: unknown, or no rate) and ``funder`` (id); ``is_example``: it, or its project."""
    programmes: dict[int, FundingProgramme]
    """With their funders. Every programme that a public grant or call may belong to."""
    received: Sequence[Received]
    rates: Rates

    @classmethod
    def load(cls, rates: Rates) -> "Register":
        projects = {row["pk"]: row for row in bare_rows(Project.objects.public().order_by(), PROJECT_FIELDS)}
        programmes = _programmes()
        # Something may have been published between two of the questions.
        rows = bare_rows(Grant.objects.public().order_by(), GRANT_FIELDS)
        grants = [row for row in rows if row["project"] in projects and row["programme"] in programmes]
        for grant in grants:
            grant["kronor"] = _in_kronor(grant["value"], grant["currency"], grant["decided_on"], rates)
            grant["funder"] = programmes[grant["programme"]].funder_id
            grant["is_example"] |= projects[grant["project"]]["is_example"]
        return cls(projects, grants, programmes, _received(grants, rates), rates)

    @cached_property
    def funders(self) -> dict[int, Organisation]:
        """Those that have given something, by id; also one that is not published, whose name is then not told."""
        given = {grant["programme"] for grant in self.grants}
        return {self.programmes[key].funder_id: self.programmes[key].funder for key in given}

    @cached_property
    def grants_by_id(self) -> dict[int, dict]:
        return {grant["pk"]: grant for grant in self.grants}

    @cached_property
    def grants_going_on(self) -> list[dict]:
        """Of projects that are granted, go on or are giving their last account."""
        return [grant for grant in self.grants if self.projects[grant["project"]]["status"] in GOES_ON]

    def years(self) -> list[int]:
        """When something was granted or came in, the latest first."""
        years = {grant["decided_on"].year for grant in self.grants if grant["decided_on"]}
        return sorted(years | {each.year for each in self.received}, reverse=True)


@kept_until_written
def read_register() -> Register:
    """The register as it is now, for many readers: nobody changes it."""
    return Register.load(Rates.load())


def _programmes() -> dict[int, FundingProgramme]:
    """With their funders, of whom there are fewer; and of both only what is told of them."""
    told = ("name_sv", "name_en", "funder", "ends", "ends_note_sv", "ends_note_en")
    programmes = FundingProgramme.objects.public().only(*told).in_bulk()
    giving = Organisation.objects.filter(pk__in={one.funder_id for one in programmes.values()})
    funders = giving.only("slug", "name_sv", "name_en", "live").in_bulk()
    for one in programmes.values():
        one.funder = funders[one.funder_id]
    return programmes


def _received(grants: list[dict], rates: Rates) -> tuple[Received, ...]:
    """What has come in. The rows are read as text, and without joins, since it is thousands of them that cost."""
    paid = []
    for rows, amount, day in payment_rows():
        texts = rows.annotate(on=Cast(day, CharField()), text=Cast(amount, CharField()))
        paid += texts.values_list("grant", "on", "text")
    given = [(grant["pk"], grant["funder"], grant["is_example"], grant["currency"]) for grant in grants]
    return _came_in(tuple(paid), tuple(given), rates)


@lru_cache(maxsize=2)
def _came_in(paid: tuple, given: tuple, rates: Rates) -> tuple[Received, ...]:
    """By funder and year: in kronor, or in a currency that has no rate for its day.

    Each payment is converted by itself, since it is rounded by itself when it becomes kronor: only so is the sum that
    of the projects. Kept for the latest payments: the same rows give the same sums.
    """
    of_grant = {pk: rest for pk, *rest in given}
    sums: dict[tuple, list] = defaultdict(lambda: [Decimal(0), 0])
    for pk, on, text in paid:
        if pk in of_grant:
            funder, is_example, currency = of_grant[pk]
            value, kronor = worth(rates, text, currency, on)
            so_far = sums[funder, is_example, on[:4], currency if kronor is None else None]
            so_far[0] += value if kronor is None else kronor
            so_far[1] += 1
    return tuple(
        Received(funder, is_example, int(year), _amount(value, without_rate, count))
        for (funder, is_example, year, without_rate), (value, count) in sums.items()
    )


def _amount(value: Decimal, without_rate: str | None, count: int) -> Amount:
    return Amount(value, without_rate or KRONOR, None if without_rate else value, count)


def _in_kronor(value: Decimal | None, currency: str, day: date | None, rates: Rates) -> Decimal | None:
    return None if value is None else rates.in_kronor(value, currency, day)


# --- Sums -------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Sums:
    """What was granted and what has come in, in kronor; ``made_up`` is the part of it that is examples."""

    grants: int = 0
    examples: int = 0
    granted: Total = Total()
    made_up: Total = Total()
    received: Total = Total()
    received_made_up: Total = Total()
    funders: int = 0
    projects: int = 0


def sums(grants: Sequence[dict], received: Sequence[Received] = ()) -> Sums:
    made_up = [grant for grant in grants if grant["is_example"]]
    return Sums(
        grants=len(grants),
        examples=len(made_up),
        granted=granted(grants),
        made_up=granted(made_up),
        received=summed(each.amount for each in received),
        received_made_up=summed(each.amount for each in received if each.is_example),
        funders=len({grant["funder"] for grant in grants}),
        projects=len({grant["project"] for grant in grants}),
    )


@dataclass(frozen=True)
class Line:
    """One funder, year or goal. ``of`` is None where it is not known or belongs to none.

    Its sums are worked out when somebody asks: of a long list most lines are on another page.
    """

    of: Any
    grants: list[dict]
    received: Sequence[Received] = ()

    @cached_property
    def sums(self) -> Sums:
        return sums(self.grants, self.received)


def by_funder(register: Register, grants: list[dict], received: Sequence[Received]) -> list[Line]:
    """The one that has granted most first."""
    funders = register.funders
    gave = _grouped(grants, lambda grant: grant["funder"])
    came = _grouped(received, lambda each: each.funder)
    lines = [Line(funders[key], gave[key], came[key]) for key in {**gave, **came}]
    return sorted(lines, key=lambda line: (-_known(line.grants), line.of.name_sv))


def by_year(grants: list[dict], received: Sequence[Received]) -> list[Line]:
    """The latest first; last, what was granted on a day that is not known."""
    gave = _grouped(grants, lambda grant: grant["decided_on"].year if grant["decided_on"] else None)
    came = _grouped(received, lambda each: each.year)
    years = sorted({**gave, **came}, key=lambda year: year or 0, reverse=True)
    return [Line(year, gave[year], came[year]) for year in years]


def by_global_goal(grants: list[dict]) -> list[Line]:
    """Each of the 17 that some project with a grant points at; last, the grants of projects that point at none.

    A grant counts in full at every goal of its project, so the lines add up to more than there is.
    """
    return _by_goal(grants, "global_goals", "globalgoal", GlobalGoal.objects.in_bulk())


def by_own_goal(grants: list[dict]) -> list[Line]:
    """The same by the municipality's own public goals. ``of`` is a goal's id: :func:`with_goals` gives the goals."""
    pointed_at = Project.goals.through.objects.values("goal")
    goals = public_goals().filter(pk__in=pointed_at).values_list("pk", flat=True) if grants else ()
    return _by_goal(grants, "goals", "goal", {pk: pk for pk in goals})


def with_goals(lines: Iterable[Line]) -> list[Line]:
    """Some lines of :func:`by_own_goal`, each with its goal. Apart, since making goals of all would take long."""
    lines = list(lines)
    goals = Goal.objects.select_related("programme").in_bulk([line.of for line in lines if line.of])
    return [Line(goals.get(line.of), line.grants) for line in lines]


def _by_goal(grants: list[dict], field: str, column: str, goals: dict[int, Any]) -> list[Line]:
    by_project, found = _grouped(grants, lambda grant: grant["project"]), defaultdict(list)
    pointing = set()
    for project, goal in getattr(Project, field).through.objects.order_by().values_list("project", column):
        if goal in goals and project in by_project:
            found[goal] += by_project[project]
            pointing.add(project)
    lines = [Line(goal, found[key]) for key, goal in goals.items() if key in found]
    without = [grant for grant in grants if grant["project"] not in pointing]
    return lines + ([Line(None, without)] if without else [])


def _grouped(rows: Iterable, key: Callable[[Any], Any]) -> defaultdict[Any, list]:
    groups = defaultdict(list)
    for row in rows:
        groups[key(row)].append(row)
    return groups


def _known(grants: Iterable[dict]) -> Decimal:
    """What they are in kronor, as far as that is known."""
    return sum((grant["kronor"] or 0 for grant in grants), Decimal(0))


@dataclass(frozen=True)
class OwnShare:
    """What we put in ourselves, in the projects of a stage."""

    stage: str
    projects: int
    cash: Total
    kind: Total
    made_up: Total


def own_shares(projects: Iterable[dict], rates: Rates) -> list[OwnShare]:
    """Own money and own work by the life of the project, at the rate of its first day. Stages without projects too."""
    staged = _grouped(projects, lambda row: row["status"])
    return [
        _own_share(stage, [row for status in statuses for row in staged[status]], rates)
        for stage, statuses in STAGES
    ]


def _own_share(stage: str, projects: list[dict], rates: Rates) -> OwnShare:
    def own(name: str, rows: Iterable[dict]) -> list[tuple]:
        return [
            (row[name], row["currency"], _in_kronor(row[name], row["currency"], row["starts"], rates), 1)
            for row in rows
        ]

    made_up = [row for row in projects if row["is_example"]]
    return OwnShare(
        stage=stage,
        projects=len(projects),
        cash=summed(own("own_cash", projects)),
        kind=summed(own("own_kind", projects)),
        made_up=summed(own("own_cash", made_up) + own("own_kind", made_up)),
    )


# --- What depends on one funder ---------------------------------------------------------------------------


@dataclass(frozen=True)
class Largest:
    """The funder that has granted most, and its part of the money whose amount in kronor is known, in percent."""

    funder: Organisation
    percent: float
    granted: Total
    """Of all funders: says what is left out."""

    @property
    def name(self) -> str:
        return self.funder.name if self.funder.live else _("en finansiär som inte är publicerad")


@dataclass(frozen=True)
class Leaning:
    """A project or a partnership whose only outside money comes from one funder."""

    thing: dict
    """``name_sv``, ``name_en``, ``slug``, ``is_example``."""
    funder: Organisation
    grants: list[dict]
    ends: date | None
    """When the last of the funder's programmes that pay it ends, where that is known of all of them."""

    @property
    def granted(self) -> Total:
        return granted(self.grants)


@dataclass(frozen=True)
class Dependence:
    largest: Largest | None
    largest_going_on: Largest | None
    projects: list[Leaning] = field(default_factory=list)
    projects_of: int = 0
    """Projects that go on and have any outside money at all."""
    partnerships: list[Leaning] = field(default_factory=list)
    partnerships_of: int = 0
    """Partnerships with such a project."""


def dependence(register: Register) -> Dependence:
    """What would be hit if one funder left, over everything that is public. One query."""
    going_on = register.grants_going_on
    partnerships = {
        row["pk"]: row
        for row in Partnership.objects.public()
        .order_by()
        .values("pk", "name_sv", "name_en", "slug", "is_example")
    }
    by_project = _grouped(going_on, lambda grant: grant["project"])
    by_partnership = _grouped(going_on, lambda grant: register.projects[grant["project"]]["partnership"])
    by_partnership = {key: grants for key, grants in by_partnership.items() if key in partnerships}
    return Dependence(
        largest=_largest(register, register.grants),
        largest_going_on=_largest(register, going_on),
        projects=_leaning(register, register.projects, by_project),
        projects_of=len(by_project),
        partnerships=_leaning(register, partnerships, by_partnership),
        partnerships_of=len(by_partnership),
    )


def _largest(register: Register, grants: list[dict]) -> Largest | None:
    all_, by_funder = granted(grants), _grouped(grants, lambda grant: grant["funder"])
    if not all_.kronor:
        return None
    known = {funder: _known(theirs) for funder, theirs in by_funder.items()}
    largest = max(known, key=known.get)
    return Largest(register.funders[largest], float(100 * known[largest] / all_.kronor), all_)


def _leaning(register: Register, things: dict[int, dict], grants_of: dict[int, list[dict]]) -> list[Leaning]:
    """The soonest to lose its funder first."""
    funders = register.funders
    found = []
    for key, grants in grants_of.items():
        if len({grant["funder"] for grant in grants}) == 1:
            ends = [register.programmes[grant["programme"]].ends for grant in grants]
            found.append(
                Leaning(
                    things[key],
                    funders[grants[0]["funder"]],
                    grants,
                    max(ends) if all(ends) else None,
                )
            )
    return sorted(found, key=lambda one: (one.ends or date.max, one.thing["name_sv"]))
