"""The year's report on projects and what they have taught."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lagesbild.assessment import number
from lagesbild.assessment.numerals import own_decimals
from lagesbild.cooperation.audit.report_projects import WorkedProject
from lagesbild.cooperation.audit.years_report import YearsReport
from lagesbild.cooperation.countries import country_name
from lagesbild.cooperation.funding.amounts_in_words import no_partner_in_words
from lagesbild.cooperation.funding.money import Total
from lagesbild.cooperation.models import (
    Lesson,
    ResultLine,
)
from lagesbild.framework.language import language_in_force
from lagesbild.website.register.report_blocks import (
    Cell,
    Paragraph,
    linked_name,
    sum_in_words,
    table_or_sentence,
)


def project_blocks(report: YearsReport) -> tuple:
    blocks = [
        table_or_sentence(
            _("Projekt som pågick under året"),
            (
                _("Projekt"),
                _("Parter"),
                _("Under året"),
                _("Tid"),
                _("Hela budgeten"),
                _("Beviljat"),
                _("Egen insats"),
            ),
            [_project(worked) for worked in report.projects],
            numbers=(4, 5, 6),
            empty=_("Inga projekt pågick under året."),
        )
    ]
    measured = [(worked, line) for worked in report.projects for line in worked.measures]
    if report.projects:
        blocks.append(
            table_or_sentence(
                _("Vad projekten skulle nå, och vad de har nått"),
                (_("Mått"), _("Projekt"), _("Utgångsläge"), _("Målvärde"), _("Utfall")),
                [_measure(worked, line, report.year.as_of) for worked, line in measured],
                empty=_("Inget av årets projekt har mått i sitt resultatramverk."),
            )
        )
    if report.undated_projects:
        blocks.append(Paragraph(_undated(report.undated_projects)))
    return tuple(blocks)


def _undated(count: int) -> str:
    return ngettext(
        "%(n)d projekt saknar startdatum och går inte att räkna till något år.",
        "%(n)d projekt saknar startdatum och går inte att räkna till något år.",
        count,
    ) % {"n": count}


def _project(worked: WorkedProject) -> tuple:
    project, money = worked.project, worked.money
    partners = ", ".join(
        f"{partner.name} ({country_name(partner.country).in_(language_in_force())})"
        for partner in worked.partners
    )
    return (
        linked_name(project),
        partners or no_partner_in_words(project),
        _in_the_year(worked),
        f"{project.starts.isoformat()} – {_last_day(project)}",
        sum_in_words(money.budget),
        sum_in_words(money.granted) if money.granted != Total() else _("Inget bidrag är registrerat"),
        sum_in_words(money.own),
    )


def _in_the_year(worked: WorkedProject) -> str:
    if worked.began and worked.ended:
        return _("Började och slutade")
    if worked.began:
        return _("Började")
    return _("Slutade") if worked.ended else _("Pågick")


def _last_day(project) -> str:
    return project.finishes.isoformat() if project.finishes else _("slutdatum saknas")


def _measure(worked: WorkedProject, line: ResultLine, as_of: date) -> tuple:
    baseline = _measured(line.baseline, line.unit, line.baseline_year)
    target = _measured(line.target, line.unit, line.target_on, line.target_words)
    is_measured = line.actual is not None or line.actual_words
    if is_measured and (line.actual_on is None or line.actual_on <= as_of):
        actual = _measured(line.actual, line.unit, line.actual_on, line.actual_words)
    elif is_measured:
        actual = _("Mättes senare, %(day)s") % {"day": line.actual_on.isoformat()}
    else:
        actual = line.note or _("Inte mätt")
    return line.text, linked_name(worked.project), baseline, target, actual


def _measured(value, unit: str, when, in_words: str = "") -> str:
    if value is None and not in_words:
        return _("Inte angivet")
    if value is None:
        amount = in_words
    else:
        figure = number(value, own_decimals(value), language_in_force())
        amount = " ".join(filter(None, [figure, unit]))
    return f"{amount} ({when})" if when else amount


def lesson_blocks(report: YearsReport) -> tuple:
    head = (_("Lärdom"), _("Var"), _("Vad som visar det"), _("Vad som gjordes"))

    def rows(lessons):
        return [_lesson(lesson, report.year.as_of) for lesson in lessons]

    success = [lesson for lesson in report.lessons if lesson.kind == Lesson.Kind.SUCCESS]
    challenges = [lesson for lesson in report.lessons if lesson.kind == Lesson.Kind.CHALLENGE]
    blocks = [
        table_or_sentence(
            _("Framgångsfaktorer"),
            head,
            rows(success),
            empty=_("Inga framgångsfaktorer är noterade för året."),
        ),
        table_or_sentence(
            _("Utmaningar"), head, rows(challenges), empty=_("Inga utmaningar är noterade för året.")
        ),
    ]
    if report.done:
        blocks.append(table_or_sentence(_("Gjort under året åt tidigare lärdomar"), head, rows(report.done)))
    return tuple(blocks)


def _lesson(lesson: Lesson, as_of: date) -> tuple:
    where = [
        cooperation
        for cooperation in (lesson.partnership, lesson.project, lesson.exchange)
        if cooperation and cooperation.live
    ]
    return (
        Cell(lesson.title, lesson.get_absolute_url(), lesson.is_example),
        ", ".join(cooperation.name for cooperation in where),
        lesson.evidence,
        _done(lesson, as_of),
    )


def _done(lesson: Lesson, as_of: date) -> str:
    if lesson.done_on and lesson.done_on > as_of:
        return _("Inget under året")
    if not lesson.done:
        return _("Inget är angivet")
    day = lesson.done_on.isoformat() if lesson.done_on else _("dagen är inte angiven")
    return f"{lesson.done} ({day})"
