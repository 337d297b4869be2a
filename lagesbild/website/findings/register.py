"""What is wrong in the register of cooperation: gaps nobody explains, reviews and reports whose day has passed."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from lagesbild.cooperation.audit.auditor_questions import auditor_answers, with_answers
from lagesbild.cooperation.funding.money import Rates
from lagesbild.cooperation.models import NOT_DECIDED, Grant, Partnership, Project, ReportDue
from lagesbild.reporting.findings import Finding, FindingKind, finding, owner_of


def about_register(today: date) -> Iterator[Finding]:
    yield from unexplained_gaps()
    yield from reviews_passed(today)
    yield from reports_late(today)


def unexplained_gaps() -> Iterator[Finding]:
    rates = Rates.load()
    decided = Project.objects.public().exclude(status__in=NOT_DECIDED)
    for things in (Partnership.objects.public(), decided):
        for thing in with_answers(things):
            missing = auditor_answers(thing, rates).unexplained
            if missing:
                yield finding(
                    FindingKind.GAP,
                    thing,
                    " ".join(sorted(missing)),
                    lambda missing=missing: (
                        _("Inte ifyllt, och ingen har sagt varför: %(what)s.")
                        % {"what": ", ".join(str(question.label).lower() for question in missing)}
                    ),
                )


def reviews_passed(today: date) -> Iterator[Finding]:
    going_on = (
        Partnership.objects.public().exclude(status=Partnership.Status.ENDED).filter(review_on__lt=today)
    )
    for partnership in going_on.prefetch_related("responsibilities__organisation"):
        yield finding(
            FindingKind.REVIEW_PASSED,
            partnership,
            str(partnership.review_on),
            lambda partnership=partnership: (
                _("Skulle ha setts över %(day)s.") % {"day": partnership.review_on}
            ),
            since=partnership.review_on,
        )


def reports_late(today: date) -> Iterator[Finding]:
    late = Prefetch("reports", ReportDue.objects.filter(due_on__lt=today, done_on=None), to_attr="late")
    projects = "project__responsibilities__organisation"
    for grant in (
        Grant.objects.public().select_related("project", "programme").prefetch_related(late, projects)
    ):
        for report in grant.late:
            yield finding(
                FindingKind.REPORT_LATE,
                grant,
                f"{report.pk} {report.due_on}",
                lambda report=report: (
                    _("%(report)s skulle ha lämnats %(day)s.")
                    % {"report": report.about, "day": report.due_on}
                ),
                title=str(grant),
                owner=owner_of(grant.project),
                since=report.due_on,
            )
