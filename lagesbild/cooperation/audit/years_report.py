"""The year's report on international work: what the register says of a year, as of its last day.

Counted from what is dated, so that an old year can be printed again. What carries no date, such as a project's
status, is as it stands today: the report says so.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from lagesbild.cooperation.audit.commitment_sums import Overall, overall
from lagesbild.cooperation.audit.report_exchanges import Department, departments
from lagesbild.cooperation.audit.report_goals import JudgedGoal, judged_goals
from lagesbild.cooperation.audit.report_money import MoneyYear, money_of_year
from lagesbild.cooperation.audit.report_projects import WorkedProject, decided_projects, worked_projects
from lagesbild.cooperation.audit.report_year import ReportYear
from lagesbild.cooperation.funding.money import Rates, Total
from lagesbild.cooperation.models import (
    Exchange,
    FundingProgramme,
    Grant,
    Lesson,
    Partnership,
    Project,
)
from lagesbild.cooperation.partners.activity import Activity, Light, activity, latest_activity


@dataclass(frozen=True)
class Ending:
    """Something that ends, and when."""

    on: date
    thing: Project | Grant | FundingProgramme | Partnership


@dataclass(frozen=True)
class SilentPartnership:
    """A partnership in which nothing has happened for a year."""

    partnership: Partnership
    activity: Activity


@dataclass(frozen=True)
class YearsReport:
    year: ReportYear
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
    quiet: tuple[SilentPartnership, ...]
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


def report(number: int, today: date, rates: Rates) -> YearsReport:
    """What the register says of a year. Raises ValueError for a year to come."""
    year = ReportYear.of(number, today)
    partnerships = _partnerships(year)
    projects = worked_projects(year, rates)
    project_ids = [one.project.pk for one in projects]
    partnership_ids = [one.pk for one in partnerships]
    return YearsReport(
        year=year,
        partnerships=partnerships,
        countries=_countries(partnerships),
        goals=judged_goals(year, partnership_ids, project_ids),
        departments=departments(year),
        projects=projects,
        money=money_of_year(year, projects, rates),
        endings=_endings(year),
        lessons=tuple(_lessons().filter(noted_on__range=year.span)),
        done=tuple(_lessons().filter(noted_on__lt=year.first, done_on__range=year.span)),
        quiet=_silent_partnerships(partnerships, year),
        missing=overall(rates, Q(pk__in=partnership_ids), Q(pk__in=project_ids)),
        undated_projects=decided_projects().filter(starts=None).count(),
    )


def _partnerships(year: ReportYear) -> tuple[Partnership, ...]:
    """Those that had begun and not ended; one that has ended nobody knows when is left out."""
    begun = Q(since=None) | Q(since__lte=year.as_of)
    goes_on = Q(ends__gte=year.first) | (Q(ends=None) & ~Q(status=Partnership.Status.ENDED))
    found = Partnership.objects.public().filter(begun, goes_on)
    return tuple(found.prefetch_related("partners__organisation").order_by("name_sv", "pk"))


def _countries(partnerships: Iterable[Partnership]) -> tuple[str, ...]:
    partners = (one.organisation for each in partnerships for one in each.partners.all())
    return tuple(sorted({one.country for one in partners if one.live}))


def _endings(year: ReportYear) -> tuple[Ending, ...]:
    """What ends from the day of the report to the last of the next year, in order."""
    span = (year.as_of, date(year.number + 1, 12, 31))
    grants = Grant.objects.public().filter(finishes__range=span).select_related("project", "programme")
    found = [
        *(Ending(one.ends, one) for one in FundingProgramme.objects.public().filter(ends__range=span)),
        *(Ending(one.ends, one) for one in Partnership.objects.public().filter(ends__range=span)),
        *(Ending(one.finishes, one) for one in decided_projects().filter(finishes__range=span)),
        *(Ending(one.finishes, one) for one in grants),
    ]
    return tuple(sorted(found, key=lambda one: (one.on, str(one.thing))))


def _lessons():
    return (
        Lesson.objects.public()
        .select_related("partnership", "project", "exchange")
        .order_by("noted_on", "title_sv", "pk")
    )


def _silent_partnerships(
    partnerships: Iterable[Partnership], year: ReportYear
) -> tuple[SilentPartnership, ...]:
    latest = latest_activity([one.pk for one in partnerships], year.as_of)
    judged = [SilentPartnership(one, activity(latest.get(one.pk), year.as_of)) for one in partnerships]
    return tuple(one for one in judged if one.activity.light != Light.GREEN)
