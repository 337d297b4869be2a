"""What is wrong with the figures: late, gone, changed afterwards, past their target, or never judged."""

from collections.abc import Iterable, Iterator
from datetime import date

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from lagesbild.assessment import StatusWord, judge, number
from lagesbild.assessment.numerals import own_decimals
from lagesbild.figures import queries
from lagesbild.figures.queries import Revision
from lagesbild.figures.replacements import replacements
from lagesbild.reporting.findings import Finding, Kind, finding
from lagesbild.website.indicators.answers import Answer, as_points
from lagesbild.website.indicators.freshness import due, overdue


def about_figures(found: list[Answer], area: str, today: date) -> Iterator[Finding]:
    yield from late(found, today)
    yield from retired(found)
    yield from revised(found, area)
    yield from targets_passed(found)
    yield from without_figures(found)
    yield from without_direction(found)


def late(found: Iterable[Answer], today: date) -> Iterator[Finding]:
    for answer in found:
        if overdue(answer, today):
            told = {"period": answer.latest.period, "day": due(answer)}
            yield finding(
                Kind.OVERDUE,
                answer.indicator,
                answer.latest.period,
                lambda told=told: (
                    _("Senaste siffran gäller %(period)s. Nästa väntades senast %(day)s.") % told
                ),
                since=due(answer),
            )


def retired(found: Iterable[Answer]) -> Iterator[Finding]:
    """With what the source publishes instead, as far as the titles tell."""
    facts = queries.indicators(settings.FIGURES)
    living = {id: row["title"] for id, row in facts.items() if not row["retired"] and row["title"]}
    for answer in found:
        row = facts.get(answer.indicator.figure, {})
        if row.get("retired"):
            others = replacements(row["title"] or answer.indicator.name_sv, living)
            yield finding(
                Kind.RETIRED,
                answer.indicator,
                answer.indicator.figure,
                lambda id=answer.indicator.figure, others=others: _stopped(id, others),
            )


def _stopped(id: str, others) -> str:
    said = _("Källan publicerar inte längre %(id)s.") % {"id": id}
    if not others:
        return said
    near = ", ".join(f"{one.id} {one.title}" for one in others)
    return said + " " + _("Kanske kan det ersättas av: %(near)s.") % {"near": near}


def revised(found: Iterable[Answer], area: str) -> Iterator[Finding]:
    """What the sources have changed afterwards, and the verdict that followed from what stood before."""
    found = [answer for answer in found if answer.indicator.figure]
    changed = queries.revisions(
        settings.FIGURES,
        [answer.indicator.figure for answer in found],
        area,
        {answer.indicator.subgroup for answer in found},
    )
    for answer in found:
        changes = changed.get(answer.indicator.figure, [])
        if changes:
            what = ";".join(f"{one.period} {one.before!r} {one.value!r}" for one in changes)
            yield finding(
                Kind.REVISION,
                answer.indicator,
                what,
                lambda answer=answer, changes=changes: _changed(answer, changes),
                since=max(one.fetched for one in changes).date(),
            )


def _changed(answer: Answer, changes: list[Revision]) -> str:
    language = get_language() or "sv"
    shown = [
        _("%(period)s från %(before)s till %(now)s")
        % {"period": one.period, "before": _exact(one.before, language), "now": _exact(one.value, language)}
        for one in changes[-5:]
    ]
    more = len(changes) - len(shown)
    said = _("Ändrat: %(changes)s%(more)s.") % {
        "changes": "; ".join(shown),
        "more": _(" och %(n)s till") % {"n": more} if more else "",
    }
    before, now = before_revisions(answer, changes).trend.label, answer.verdict.trend.label
    if before == now:
        return said + " " + _("Bedömningen är densamma: %(now)s.") % {"now": now[language]}
    return (
        said
        + " "
        + _("Bedömningen blir en annan: ”%(before)s” var det, ”%(now)s” är det nu.")
        % {
            "before": before[language],
            "now": now[language],
        }
    )


def before_revisions(answer: Answer, changes: Iterable[Revision]):
    """The verdict of the same series with what stood before it was changed."""
    was = {one.year: one.before for one in changes}
    points = [
        point if point.year not in was else type(point)(point.year, was[point.year], point.flag)
        for point in as_points(answer.observations)
    ]
    return judge(points, answer.indicator.rule(), year_now=answer.year_now)


def _exact(value: float, language: str) -> str:
    return number(value, min(own_decimals(value), 3), language)


def targets_passed(found: Iterable[Answer]) -> Iterator[Finding]:
    for answer in found:
        for status in answer.verdict.statuses:
            reference = status.reference
            if status.word == StatusWord.PASSED_UNREACHED:
                yield finding(
                    Kind.TARGET_PASSED,
                    answer.indicator,
                    f"{reference.value} {reference.year}",
                    lambda why=status.why: why[get_language()],
                    since=date(reference.year, 12, 31) if reference.year else None,
                )


def without_figures(found: Iterable[Answer]) -> Iterator[Finding]:
    for answer in found:
        if not answer.latest:
            yield finding(
                Kind.NO_FIGURES,
                answer.indicator,
                answer.indicator.figure,
                lambda id=answer.indicator.figure: (
                    _("Det finns inga siffror under %(id)s.") % {"id": id}
                    if id
                    else _("Nyckeltalet är inte kopplat till några siffror.")
                ),
            )


def without_direction(found: Iterable[Answer]) -> Iterator[Finding]:
    """Those where nobody has said why it is not judged: a reason is a decision."""
    for answer in found:
        if answer.indicator.direction == 0 and not answer.indicator.direction_reason_sv:
            yield finding(
                Kind.NO_DIRECTION,
                answer.indicator,
                "",
                lambda: _(
                    "Ingen har bestämt om högre är bättre eller sämre, och inte heller varför det inte bedöms."
                ),
            )
