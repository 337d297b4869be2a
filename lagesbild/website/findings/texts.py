"""What is wrong with the texts: figures that nothing bears out, plans for the past, references and texts gone old."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from lagesbild.assessment import number
from lagesbild.assessment.numerals import own_decimals
from lagesbild.barometer.agreement import Contradiction, contradictions
from lagesbild.barometer.overview import Branch
from lagesbild.barometer.references import filled, not_understood, references
from lagesbild.barometer.text_checks import decades_that_differ, past_plans
from lagesbild.reporting.findings import Finding, Kind, finding
from lagesbild.website.findings.measures import measures, on_pages
from lagesbild.website.indicators.answers import Answer
from lagesbild.website.indicators.figures_in_texts import answers_to, is_known

SAID_OF_SINCE_WHEN = ("vänort", "vänkommun", "partnerskap")
"""What texts on several pages tell the beginning of, as words begin."""
LONG = 240
"""So much of a sentence is quoted."""
YEARS_OLD = 2
"""A text is old when its figures are this many years newer than it."""


def about_texts(branches: list[Branch], found: list[Answer], today: date) -> Iterator[Finding]:
    shown = on_pages(branches, found)
    for branch in branches:
        yield from contradicting(branch, shown[branch.goal.pk])
        yield from planning_the_past(branch, today)
        yield from older_than_figures(branch, shown[branch.goal.pk])
    yield from lost_references(branches)
    yield from differing(branches)


def prose(branch: Branch, language: str) -> str:
    """All that the goal's page says in running text, without the figures that are references."""
    goal, latest = branch.goal, branch.assessment
    parts = [getattr(goal, f"{field}_{language}") for field in ("text", "status", "examples")]
    parts += [getattr(latest, f"motivation_{language}")] if latest else []
    return filled("".join(f"<p>{part}</p>" for part in parts), lambda _reference: "")


def contradicting(branch: Branch, page: list[Answer]) -> Iterator[Finding]:
    """Swedish first; what the English says wrong in the same way is told once."""
    as_of, told = _as_of(branch), set()
    for language in ("sv", "en"):
        wrong = contradictions(
            prose(branch, language),
            measures(page, language),
            language=language,
            as_of=as_of,
            about=getattr(branch.goal, f"name_{language}"),
        )
        for one in wrong:
            same = (one.measure.key, round(one.claim.low, 3), round(one.claim.high, 3))
            if same not in told:
                told.add(same)
                yield _contradiction(branch, one, page)


def _contradiction(branch: Branch, one: Contradiction, page: list[Answer]) -> Finding:
    indicator = next(answer.indicator for answer in page if str(answer.indicator.uid) == one.measure.key)
    what = f"{one.measure.key} {one.claim.written} {one.year} {one.value!r}"

    def sentence():
        language = get_language() or "sv"
        return _("Texten säger ”%(written)s”, nyckeltalet %(name)s %(value)s (%(year)s): ”%(sentence)s”") % {
            "written": one.claim.written,
            "name": indicator.name,
            "value": _value(one.value, indicator, language),
            "year": one.year,
            "sentence": _short(one.sentence),
        }

    return finding(Kind.CONTRADICTION, branch.goal, what, sentence, since=branch.goal.as_of)


def _value(value: float, indicator, language: str) -> str:
    figure = number(value, max(indicator.decimals, min(own_decimals(value), 1)), language)
    return f"{figure}\u00a0{indicator.unit}".strip()


def planning_the_past(branch: Branch, today: date) -> Iterator[Finding]:
    told = set()
    for language in ("sv", "en"):
        for year, said in past_plans(prose(branch, language), today.year, language):
            if year not in told:
                told.add(year)
                yield finding(
                    Kind.PAST_PLAN,
                    branch.goal,
                    f"{year} {said}",
                    lambda year=year, said=said: (
                        _("Texten planerar för %(year)s, som har passerat: ”%(sentence)s”")
                        % {"year": year, "sentence": _short(said)}
                    ),
                    since=date(year, 12, 31),
                )


def older_than_figures(branch: Branch, page: list[Answer]) -> Iterator[Finding]:
    """A dated text about figures that have since become more than a year newer."""
    goal = branch.goal
    newest = max(
        (answer.latest for answer in page if answer.latest), key=lambda seen: seen.year, default=None
    )
    if goal.as_of and goal.status_sv and newest and newest.year >= goal.as_of.year + YEARS_OLD - 1:
        told = {"day": goal.as_of, "year": newest.year}
        yield finding(
            Kind.TEXT_OLDER,
            goal,
            f"{goal.as_of} {newest.year}",
            lambda: _("Texten gäller läget %(day)s. Sedan dess har det kommit siffror för %(year)s.") % told,
            since=goal.as_of,
        )


def lost_references(branches: list[Branch]) -> Iterator[Finding]:
    """References in texts that lead to no figure."""
    texts = [(branch.goal, _whole(branch)) for branch in branches]
    asked = {goal.pk: references(text) for goal, text in texts}
    known = answers_to(one for some in asked.values() for one in some)
    for goal, text in texts:
        lost = [one.written for one in asked[goal.pk] if not is_known(one, known.get(one.slug))]
        for written in dict.fromkeys([*lost, *not_understood(text)]):
            yield finding(
                Kind.REFERENCE,
                goal,
                written,
                lambda written=written: (
                    _("Det finns ingen siffra för %(reference)s. På sidan står ”uppgift saknas”.")
                    % {"reference": written}
                ),
            )


def _whole(branch: Branch) -> str:
    goal = branch.goal
    fields = (f"{field}_{language}" for field in ("text", "status", "examples") for language in ("sv", "en"))
    motivation = branch.assessment.motivation_sv if branch.assessment else ""
    return " ".join([*(getattr(goal, field) for field in fields), motivation])


def differing(branches: list[Branch]) -> Iterator[Finding]:
    """Texts that do not agree on since when, told once, on the first of them."""
    texts = [(branch.goal.name_sv, prose(branch, "sv")) for branch in branches]
    for subject in SAID_OF_SINCE_WHEN:
        with override("sv"):  # the key is the same whoever reads
            told = decades_that_differ(texts, subject)
        if told:
            goal = branches[told[1]].goal
            yield finding(
                Kind.DIFFERING,
                goal,
                f"{subject} {told[0]}",
                lambda subject=subject: decades_that_differ(texts, subject)[0],
            )


def _as_of(branch: Branch) -> int | None:
    return branch.goal.as_of.year if branch.goal.as_of else None


def _short(sentence: str) -> str:
    return sentence if len(sentence) <= LONG else sentence[:LONG].rsplit(" ", 1)[0] + " …"
