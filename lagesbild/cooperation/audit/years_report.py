"""The year's report on international work: what the register says of a year, as of its last day.

Counted from what is dated, so that an old year can be printed again. What carries no date, such as a project's
status, is as it stands today: the report says so.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Min, Prefetch, Q, Sum

from lagesbild.barometer import overview
from lagesbild.barometer.models import Goal, GoalAssessment
from lagesbild.cooperation.audit.commitments import NOT_DECIDED, Money, Overall, overall, with_promises
from lagesbild.cooperation.funding.money import Rates, Total, payment_rows, project_money, total
from lagesbild.cooperation.models import (
    Application,
    Cost,
    Exchange,
    FundingProgramme,
    Grant,
    Lesson,
    Participants,
    Partnership,
    PartnershipReview,
    Project,
    ResultLine,
)
from lagesbild.cooperation.partners.activity import Activity, Light, activity, latest_activity
from lagesbild.organisations.models import Organisation

GOAL_17 = 17
EARLIEST = 1900
FINISHED = (Project.Status.CLOSED, Project.Status.RETAINED)


@dataclass(frozen=True)
class Year:
    number: int
    first: date
    as_of: date
    """The year's last day, or today while the year goes on."""

    @classmethod
    def of(cls, number: int, today: date) -> "Year":
        """Raises ValueError for a year to come, or one before 1900."""
        if not EARLIEST <= number <= today.year:
            raise ValueError(f"There is no report for {number}.")
        return cls(number, date(number, 1, 1), min(date(number, 12, 31), today))

    @property
    def is_over(self) -> bool:
        return self.as_of == date(self.number, 12, 31)

    def holds(self, day: date | None) -> bool:
        return day is not None and self.first <= day <= self.as_of

    @property
    def span(self) -> tuple[date, date]:
        """For ``…__range``: both days are in it."""
        return self.first, self.as_of


@dataclass(frozen=True)
class JudgedGoal:
    goal: Goal
    assessment: GoalAssessment | None
    """The latest until the year's end."""
    under_17: bool
    """Else a goal that some cooperation of the year points at."""
    is_judged: bool
    """Whether goals on its level are judged at all."""


@dataclass(frozen=True)
class Group:
    """So many participants that are alike."""

    organisation: int | None
    role: str
    sex: str
    from_abroad: bool
    count: int


@dataclass(frozen=True)
class Department:
    """Whose exchanges: None where no public unit is named."""

    organisation: Organisation | None
    exchanges: tuple[Exchange, ...]
    groups: tuple[Group, ...]

    @property
    def participants(self) -> int:
        return sum(group.count for group in self.groups)

    @property
    def uncounted(self) -> int:
        """Exchanges whose participants are not told."""
        return sum(not each.told for each in self.exchanges)

    def of_sex(self, *sexes: str) -> int:
        return sum(group.count for group in self.groups if group.sex in sexes)

    @property
    def from_abroad(self) -> int:
        return sum(group.count for group in self.groups if group.from_abroad)


@dataclass(frozen=True)
class WorkedProject:
    """A project that was at work in the year."""

    project: Project
    partners: tuple[Organisation, ...]
    money: Money
    measures: tuple[ResultLine, ...]
    began: bool
    ended: bool


@dataclass(frozen=True)
class FunderYear:
    """A funder's part of the year's money: None where the funder is not public."""

    funder: Organisation | None
    applied: Total = Total()
    granted: Total = Total()
    received: Total = Total()


@dataclass(frozen=True)
class MoneyYear:
    applied: Total
    granted: Total
    received: Total
    own_cash: Total
    """Of projects that began in the year."""
    own_kind: Total
    spent: Total
    funders: tuple[FunderYear, ...]


@dataclass(frozen=True)
class Ending:
    """Something that ends, and when."""

    on: date
    thing: Project | Grant | FundingProgramme | Partnership


@dataclass(frozen=True)
class Quiet:
    """A partnership in which nothing has happened for a year."""

    partnership: Partnership
    activity: Activity


@dataclass(frozen=True)
class Report:
    year: Year
    partnerships: tuple[Partnership, ...]
    countries: tuple[str, ...]
    goals: tuple[JudgedGoal, ...]
    departments: tuple[Department, ...]
    projects: tuple[WorkedProject, ...]
    money: MoneyYear
    endings: tuple[Ending, ...]
    lessons: tuple[Lesson, ...]
    done: tuple[Lesson, ...]
    """Lessons of earlier years that something was done about in this."""
    quiet: tuple[Quiet, ...]
    missing: Overall
    undated_projects: int
    """Projects without a first day, which belong to no year."""

    @property
    def exchanges(self) -> tuple[Exchange, ...]:
        return tuple(each for one in self.departments for each in one.exchanges)

    @property
    def participants(self) -> int:
        return sum(one.participants for one in self.departments)

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all is dated to the year."""
        money = (self.money.applied, self.money.granted, self.money.received, self.money.spent)
        return not (self.exchanges or self.projects or self.lessons or self.done) and all(
            one == Total() for one in money
        )

    @property
    def examples(self) -> int:
        """How many of the things told of are made up."""
        told = [*self.partnerships, *self.exchanges, *(one.project for one in self.projects), *self.lessons]
        return sum(one.is_example for one in told)


def years(today: date) -> range:
    """From the first year that something in the register is dated to, to this."""
    first = [
        found.order_by().aggregate(first=Min(field))["first"]
        for found, field in (
            (Exchange.objects.public(), "starts"),
            (Project.objects.public().exclude(status__in=NOT_DECIDED), "starts"),
            (Grant.objects.public(), "decided_on"),
            (Lesson.objects.public(), "noted_on"),
            (PartnershipReview.objects.filter(partnership__live=True), "reviewed_on"),
        )
    ]
    known = [day.year for day in first if day and day.year <= today.year]
    return range(max(min(known, default=today.year), EARLIEST), today.year + 1)


def report(number: int, today: date, rates: Rates) -> Report:
    """What the register says of a year. Raises ValueError for a year to come."""
    year = Year.of(number, today)
    partnerships = _partnerships(year)
    projects = _projects(year, rates)
    project_ids = [one.project.pk for one in projects]
    partnership_ids = [one.pk for one in partnerships]
    return Report(
        year=year,
        partnerships=partnerships,
        countries=_countries(partnerships),
        goals=_goals(year, partnership_ids, project_ids),
        departments=_departments(year),
        projects=projects,
        money=_money(year, projects, rates),
        endings=_endings(year),
        lessons=tuple(_lessons().filter(noted_on__range=year.span)),
        done=tuple(_lessons().filter(noted_on__lt=year.first, done_on__range=year.span)),
        quiet=_quiet(partnerships, year),
        missing=overall(rates, Q(pk__in=partnership_ids), Q(pk__in=project_ids)),
        undated_projects=_decided().filter(starts=None).count(),
    )


def _partnerships(year: Year) -> tuple[Partnership, ...]:
    """Those that had begun and not ended; one that has ended nobody knows when is left out."""
    begun = Q(since=None) | Q(since__lte=year.as_of)
    goes_on = Q(ends__gte=year.first) | (Q(ends=None) & ~Q(status=Partnership.Status.ENDED))
    found = Partnership.objects.public().filter(begun, goes_on)
    return tuple(found.prefetch_related("partners__organisation").order_by("name_sv", "pk"))


def _countries(partnerships: Iterable[Partnership]) -> tuple[str, ...]:
    partners = (one.organisation for each in partnerships for one in each.partners.all())
    return tuple(sorted({one.country for one in partners if one.live}))


# --- Goals ------------------------------------------------------------------------------------------------


def _goals(year: Year, partnership_ids: list[int], project_ids: list[int]) -> tuple[JudgedGoal, ...]:
    roots = overview.forest()
    below_17 = [b for branch in overview.by_global_goal(roots)[GOAL_17] for b in branch.judged()]
    pointed_at = {
        *Partnership.goals.through.objects.filter(partnership__in=partnership_ids).values_list(
            "goal", flat=True
        ),
        *Project.goals.through.objects.filter(project__in=project_ids).values_list("goal", flat=True),
    }
    others = [branch for branch in overview.all_branches(roots) if branch.goal.pk in pointed_at]
    shown: dict[int, JudgedGoal] = {}
    for branch, under_17 in [(b, True) for b in below_17] + [(b, False) for b in others]:
        if _in_force(branch.goal.programme, year):
            latest = _latest(branch.assessments, year)
            shown.setdefault(branch.goal.pk, JudgedGoal(branch.goal, latest, under_17, branch.assessed))
    return tuple(shown.values())


def _latest(assessments: list[GoalAssessment], year: Year) -> GoalAssessment | None:
    return next((one for one in assessments if one.assessed_on <= year.as_of), None)


def _in_force(programme, year: Year) -> bool:
    """Whether the programme was in force in the year, as far as its dates tell; a replaced one without was not."""
    if programme.valid_from and programme.valid_from > year.as_of:
        return False
    if programme.valid_to:
        return programme.valid_to >= year.first
    newer = programme.successor
    return newer is None or (newer.valid_from is not None and newer.valid_from > year.first)


# --- Exchanges --------------------------------------------------------------------------------------------


def _departments(year: Year) -> tuple[Department, ...]:
    """By unit, the one with most exchanges first, those of no unit last."""
    held = Exchange.objects.public().filter(starts__range=year.span)
    exchanges = list(held.select_related("organisation").order_by("starts", "name_sv", "pk"))
    groups, told = _groups(held)
    by_unit = defaultdict(list)
    for each in exchanges:
        each.told = each.pk in told
        by_unit[each.organisation_id if each.organisation and each.organisation.live else None].append(each)
    found = [
        Department(
            held_by[0].organisation if unit else None,
            tuple(held_by),
            tuple(group for one in held_by for group in groups.get(one.pk, ())),
        )
        for unit, held_by in by_unit.items()
    ]
    return tuple(sorted(found, key=lambda one: (one.organisation is None, -len(one.exchanges))))


def _groups(held) -> tuple[dict[int, list[Group]], set[int]]:
    """Participants of each exchange by role and sex, and which exchanges have told of any."""
    rows = (
        Participants.objects.filter(exchange__in=held.order_by())
        .order_by()
        .values_list("exchange", "exchange__organisation", "role", "sex", "from_abroad")
        .annotate(count=Sum("count"))
    )
    found = defaultdict(list)
    for exchange, *group in rows:
        found[exchange].append(Group(*group))
    return found, set(found)


# --- Projects ---------------------------------------------------------------------------------------------


def _decided():
    return Project.objects.public().exclude(status__in=NOT_DECIDED)


def _projects(year: Year, rates: Rates) -> tuple[WorkedProject, ...]:
    """Projects at work some day of the year. One that is over, nobody knows when, counts in its first year."""
    goes_on = Q(finishes__gte=year.first) | (
        Q(finishes=None) & (~Q(status__in=FINISHED) | Q(starts__gte=year.first))
    )
    measures = ResultLine.objects.filter(level=ResultLine.Level.MEASURE)
    found = with_promises(_decided().filter(goes_on, starts__lte=year.as_of)).prefetch_related(
        "partners__organisation", Prefetch("result_lines", queryset=measures, to_attr="measures")
    )
    return tuple(_worked(one, year, rates) for one in found.order_by("name_sv", "pk"))


def _worked(project: Project, year: Year, rates: Rates) -> WorkedProject:
    return WorkedProject(
        project=project,
        partners=tuple(one.organisation for one in project.partners.all() if one.organisation.live),
        money=Money.of(project_money(project, rates)),
        measures=tuple(project.measures),
        began=year.holds(project.starts),
        ended=year.holds(project.finishes),
    )


# --- Money ------------------------------------------------------------------------------------------------

Amount = tuple[Decimal | None, str, date | None]


def _money(year: Year, projects: Iterable[WorkedProject], rates: Rates) -> MoneyYear:
    applied, granted, received = _applied(year), _granted(year), _received(year)
    begun = [one.money for one in projects if one.began]
    return MoneyYear(
        applied=_sum(applied, rates),
        granted=_sum(granted, rates),
        received=_sum(received, rates),
        own_cash=sum((one.own_cash for one in begun), Total()),
        own_kind=sum((one.own_kind for one in begun), Total()),
        spent=total(_spent(year), rates),
        funders=_by_funder(applied, granted, received, rates),
    )


def _sum(found: dict[int | None, list[Amount]], rates: Rates) -> Total:
    return total((amount for amounts in found.values() for amount in amounts), rates)


def _applied(year: Year) -> dict[int | None, list[Amount]]:
    sent = Application.objects.public().filter(sent_on__range=year.span)
    return _gathered(sent.order_by().values_list("call__programme__funder", "applied", "currency", "sent_on"))


def _granted(year: Year) -> dict[int | None, list[Amount]]:
    decided = Grant.objects.public().filter(decided_on__range=year.span)
    return _gathered(decided.order_by().values_list("programme__funder", "value", "currency", "decided_on"))


def _received(year: Year) -> dict[int | None, list[Amount]]:
    grants = Grant.objects.public().order_by()
    whose = ("grant__programme__funder", "grant__currency")
    return _gathered(
        [
            (funder, value, currency, day)
            for paid, value, day in payment_rows()
            for funder, currency, value, day in paid.filter(
                grant__in=grants, **{f"{day}__range": year.span}
            ).values_list(*whose, value, day)
        ]
    )


def _gathered(rows) -> dict[int | None, list[Amount]]:
    found = defaultdict(list)
    for funder, *amount in rows:
        found[funder].append(tuple(amount))
    return found


def _spent(year: Year) -> Iterable[Amount]:
    costs = Cost.objects.filter(project__live=True, spent_on__range=year.span).order_by()
    return costs.values_list("value", "project__currency", "spent_on")


def _by_funder(applied, granted, received, rates: Rates) -> tuple[FunderYear, ...]:
    known = Organisation.objects.public().in_bulk({pk for pk in (*applied, *granted, *received) if pk})
    by_name: dict[int | None, list[Total]] = {}
    for place, found in enumerate((applied, granted, received)):
        for pk, amounts in found.items():
            sums = by_name.setdefault(pk if pk in known else None, [Total(), Total(), Total()])
            sums[place] += total(amounts, rates)
    lines = [FunderYear(known.get(pk), *sums) for pk, sums in by_name.items()]
    return tuple(sorted(lines, key=lambda one: (one.funder is None, one.funder and one.funder.name_sv)))


def _endings(year: Year) -> tuple[Ending, ...]:
    """What ends from the day of the report to the last of the next year, in order."""
    span = (year.as_of, date(year.number + 1, 12, 31))
    grants = Grant.objects.public().filter(finishes__range=span).select_related("project", "programme")
    found = [
        *(Ending(one.ends, one) for one in FundingProgramme.objects.public().filter(ends__range=span)),
        *(Ending(one.ends, one) for one in Partnership.objects.public().filter(ends__range=span)),
        *(Ending(one.finishes, one) for one in _decided().filter(finishes__range=span)),
        *(Ending(one.finishes, one) for one in grants),
    ]
    return tuple(sorted(found, key=lambda one: (one.on, str(one.thing))))


# --- Lessons and silence ----------------------------------------------------------------------------------


def _lessons():
    return (
        Lesson.objects.public()
        .select_related("partnership", "project", "exchange")
        .order_by("noted_on", "title_sv", "pk")
    )


def _quiet(partnerships: Iterable[Partnership], year: Year) -> tuple[Quiet, ...]:
    latest = latest_activity([one.pk for one in partnerships], year.as_of)
    judged = [Quiet(one, activity(latest.get(one.pk), year.as_of)) for one in partnerships]
    return tuple(one for one in judged if one.activity.light != Light.GREEN)
