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
from lagesbild.cooperation.partners.activity import LatestActivity, Light, activity, latest_activity
from lagesbild.cooperation.read_together import read_together
from lagesbild.framework.database_state import kept_until_written


@dataclass(frozen=True)
class Ending:
    """Something that ends, and when."""

    on: date
    thing: Project | Grant | FundingProgramme | Partnership


@dataclass(frozen=True)
class SilentPartnership:
    """A partnership in which nothing has happened for a year."""

    partnership: Partnership
    activity: LatestActivity


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
        return tuple(exchange for department in self.departments for exchange in department.exchanges)

    @property
    def participants(self) -> int:
        return sum(department.participants for department in self.departments)

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all is dated to the year."""
        sums = self.money
        money = (sums.applied, sums.granted, sums.received, sums.repaid, sums.spent)
        return not (self.exchanges or self.projects or self.lessons or self.done) and all(
            sum_of_year == Total() for sum_of_year in money
        )

    @property
    def examples(self) -> int:
        """How many of the things told of are made up."""
        things = [
            *self.partnerships,
            *self.exchanges,
            *(worked.project for worked in self.projects),
            *self.lessons,
        ]
        return sum(thing.is_example for thing in things)


@kept_until_written
def report(number: int, today: date, rates: Rates) -> YearsReport:
    """What the register says of a year, for its page and its file. Raises ValueError for a year to come."""
    year = ReportYear.of(number, today)
    partnerships = _partnerships(year)
    projects = worked_projects(year, rates)
    project_ids = [worked.project.pk for worked in projects]
    partnership_ids = [partnership.pk for partnership in partnerships]
    return YearsReport(
        year=year,
        partnerships=partnerships,
        countries=_countries(partnerships),
        goals=judged_goals(year, [*partnerships, *(worked.project for worked in projects)]),
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
    partnerships = Partnership.objects.public().filter(begun, goes_on)
    return tuple(read_together(partnerships.order_by("name_sv", "pk"), "partners", "goals"))


def _countries(partnerships: Iterable[Partnership]) -> tuple[str, ...]:
    partners = (
        partner.organisation for partnership in partnerships for partner in partnership.partners.all()
    )
    return tuple(sorted({partner.country for partner in partners if partner.live}))


def _endings(year: ReportYear) -> tuple[Ending, ...]:
    """What ends from the day of the report to the last of the next year, in order."""
    span = (year.as_of, date(year.number + 1, 12, 31))
    grants = Grant.objects.public().filter(finishes__range=span).select_related("project", "programme")
    endings = [
        *(
            Ending(programme.ends, programme)
            for programme in FundingProgramme.objects.public().filter(ends__range=span)
        ),
        *(
            Ending(partnership.ends, partnership)
            for partnership in Partnership.objects.public().filter(ends__range=span)
        ),
        *(Ending(project.finishes, project) for project in decided_projects().filter(finishes__range=span)),
        *(Ending(grant.finishes, grant) for grant in grants),
    ]
    return tuple(sorted(endings, key=lambda ending: (ending.on, str(ending.thing))))


def _lessons():
    return (
        Lesson.objects.public()
        .select_related("partnership", "project", "exchange")
        .order_by("noted_on", "title_sv", "pk")
    )


def _silent_partnerships(
    partnerships: Iterable[Partnership], year: ReportYear
) -> tuple[SilentPartnership, ...]:
    latest = latest_activity([partnership.pk for partnership in partnerships], year.as_of)
    silences = [
        SilentPartnership(partnership, activity(latest.get(partnership.pk), year.as_of))
        for partnership in partnerships
    ]
    return tuple(silence for silence in silences if silence.activity.light != Light.GREEN)
