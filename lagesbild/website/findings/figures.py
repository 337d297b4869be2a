"""What is wrong with the figures: late, gone, changed afterwards, past their target, or never judged."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from lagesbild.assessment import StatusWord, number
from lagesbild.assessment.numerals import own_decimals
from lagesbild.figures import queries
from lagesbild.figures.replacements import replacements
from lagesbild.figures.vintages import Revision, revisions
from lagesbild.framework.language import language_in_force
from lagesbild.reporting.findings import Finding, FindingKind, finding
from lagesbild.website.indicators.answers import IndicatorAnswer
from lagesbild.website.indicators.freshness import due, overdue
from lagesbild.website.indicators.page import period_in_words


def about_figures(answers: list[IndicatorAnswer], area: str, today: date) -> Iterator[Finding]:
    yield from late(answers, today)
    facts = queries.indicators(settings.FIGURES)
    yield from retired(answers, facts)
    yield from revised(answers, area)
    yield from targets_passed(answers)
    gone = {id for id, row in facts.items() if row["retired"]}
    yield from without_figures(answer for answer in answers if answer.indicator.figure not in gone)
    yield from without_direction(answers)


def late(answers: Iterable[IndicatorAnswer], today: date) -> Iterator[Finding]:
    for answer in answers:
        if overdue(answer, today):
            dates = {"period": answer.latest.when.label(language_in_force()), "day": due(answer)}
            yield finding(
                FindingKind.OVERDUE,
                answer.indicator,
                answer.latest.period,
                lambda dates=dates: (
                    _("Senaste siffran gäller %(period)s. Nästa väntades senast %(day)s.") % dates
                ),
                since=due(answer),
            )


def retired(answers: Iterable[IndicatorAnswer], facts: dict[str, dict] | None = None) -> Iterator[Finding]:
    """With what the source publishes instead, as far as the titles tell. ``facts``: what the store says of each id,
    where it has been asked already."""
    facts = queries.indicators(settings.FIGURES) if facts is None else facts
    living = {id: row["title"] for id, row in facts.items() if not row["retired"] and row["title"]}
    for answer in answers:
        row = facts.get(answer.indicator.figure, {})
        if row.get("retired"):
            others = replacements(row["title"] or answer.indicator.name_sv, living)
            yield finding(
                FindingKind.RETIRED,
                answer.indicator,
                answer.indicator.figure,
                lambda id=answer.indicator.figure, others=others: _stopped(id, others),
            )


def _stopped(id: str, others) -> str:
    sentence = _("Källan publicerar inte längre %(id)s.") % {"id": id}
    if not others:
        return sentence
    near = ", ".join(f"{suggestion.id} {suggestion.title}" for suggestion in others)
    return sentence + " " + _("Kanske kan det ersättas av: %(near)s.") % {"near": near}


def revised(answers: Iterable[IndicatorAnswer], area: str) -> Iterator[Finding]:
    """What the sources have changed afterwards, and the verdict that followed from what stood before."""
    answers = [answer for answer in answers if answer.indicator.figure]
    changed = revisions(
        settings.FIGURES,
        [answer.indicator.figure for answer in answers],
        area,
        {answer.indicator.subgroup for answer in answers},
    )
    for answer in answers:
        changes = changed.get(answer.indicator.figure, [])
        if changes:
            what = ";".join(f"{change.period} {change.before!r} {change.value!r}" for change in changes)
            yield finding(
                FindingKind.REVISION,
                answer.indicator,
                what,
                lambda answer=answer, changes=changes: _changed(answer, changes),
                since=max(change.fetched for change in changes).date(),
            )


def _changed(answer: IndicatorAnswer, changes: list[Revision]) -> str:
    language = language_in_force()
    sentences = [
        _("%(period)s från %(before)s till %(now)s")
        % {
            "period": period_in_words(change.period),
            "before": _exact(change.before, language),
            "now": _exact(change.value, language),
        }
        for change in changes[-5:]
    ]
    more = len(changes) - len(sentences)
    sentence = _("Ändrat: %(changes)s%(more)s.") % {
        "changes": "; ".join(sentences),
        "more": _(" och %(n)s till") % {"n": more} if more else "",
    }
    before, now = before_revisions(answer, changes).answer.label, answer.answer.label
    if before == now:
        return sentence + " " + _("Bedömningen är densamma: %(now)s.") % {"now": now[language]}
    return (
        sentence
        + " "
        + _("Bedömningen blir en annan: ”%(before)s” var det, ”%(now)s” är det nu.")
        % {
            "before": before[language],
            "now": now[language],
        }
    )


def before_revisions(answer: IndicatorAnswer, changes: Iterable[Revision]):
    """The verdict of the same series with what stood before it was changed."""
    was = {change.period: change.before for change in changes}
    observations = tuple(
        replace(observation, value=was.get(observation.period, observation.value))
        for observation in answer.observations
    )
    return IndicatorAnswer(answer.indicator, observations, answer.year_now, answer.margins).verdict


def _exact(value: float, language: str) -> str:
    return number(value, min(own_decimals(value), 3), language)


def targets_passed(answers: Iterable[IndicatorAnswer]) -> Iterator[Finding]:
    for answer in answers:
        for status in answer.verdict.statuses:
            reference = status.reference
            if status.word == StatusWord.PASSED_UNREACHED:
                yield finding(
                    FindingKind.TARGET_PASSED,
                    answer.indicator,
                    f"{reference.value} {reference.year}",
                    lambda why=status.why: why[get_language()],
                    since=date(reference.year, 12, 31) if reference.year else None,
                )


def without_figures(answers: Iterable[IndicatorAnswer]) -> Iterator[Finding]:
    for answer in answers:
        if not answer.latest:
            yield finding(
                FindingKind.NO_FIGURES,
                answer.indicator,
                answer.indicator.figure,
                lambda id=answer.indicator.figure: (
                    _("Det finns inga siffror under %(id)s.") % {"id": id}
                    if id
                    else _("Nyckeltalet är inte kopplat till några siffror.")
                ),
            )


def without_direction(answers: Iterable[IndicatorAnswer]) -> Iterator[Finding]:
    """Those where nobody has said why it is not judged: a reason is a decision."""
    for answer in answers:
        if answer.indicator.direction == 0 and not answer.indicator.direction_reason_sv:
            yield finding(
                FindingKind.NO_DIRECTION,
                answer.indicator,
                "",
                lambda: _(
                    "Ingen har bestämt om högre är bättre eller sämre, och inte heller varför det inte bedöms."
                ),
            )
