"""The projects of a year's report: those at work some day of the year."""

from dataclasses import dataclass

from django.db.models import Q

from lagesbild.cooperation.audit.commitment_sums import MoneySums
from lagesbild.cooperation.audit.commitments import read_with_promises
from lagesbild.cooperation.audit.report_year import ReportYear
from lagesbild.cooperation.funding.money import Rates, project_money
from lagesbild.cooperation.models import (
    NOT_DECIDED,
    OVER,
    Project,
    ResultLine,
)
from lagesbild.organisations.models import Organisation


@dataclass(frozen=True)
class WorkedProject:
    """A project that was at work in the year."""

    project: Project
    partners: tuple[Organisation, ...]
    money: MoneySums
    measures: tuple[ResultLine, ...]
    began: bool
    ended: bool


def decided_projects():
    return Project.objects.public().exclude(status__in=NOT_DECIDED)


def worked_projects(year: ReportYear, rates: Rates) -> tuple[WorkedProject, ...]:
    """Projects at work some day of the year. One that is over, nobody knows when, counts in its first year."""
    goes_on = Q(finishes__gte=year.first) | (
        Q(finishes=None) & (~Q(status__in=OVER) | Q(starts__gte=year.first))
    )
    at_work = decided_projects().filter(goes_on, starts__lte=year.as_of).order_by("name_sv", "pk")
    projects = read_with_promises(at_work, "partners", "result_lines", "goals")
    return tuple(_worked(project, year, rates) for project in projects)


def _worked(project: Project, year: ReportYear, rates: Rates) -> WorkedProject:
    return WorkedProject(
        project=project,
        partners=tuple(
            partner.organisation for partner in project.partners.all() if partner.organisation.live
        ),
        money=MoneySums.of(project_money(project, rates)),
        measures=tuple(line for line in project.result_lines.all() if line.level == ResultLine.Level.MEASURE),
        began=year.holds(project.starts),
        ended=year.holds(project.finishes),
    )
