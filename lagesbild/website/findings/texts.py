"""What is wrong with the texts: figures that nothing bears out, plans for the past, references and texts gone old."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import override

from lagesbild.assessment import number
from lagesbild.assessment.numerals import own_decimals
from lagesbild.barometer.agreement import Contradiction, contradictions
from lagesbild.barometer.answer_agreement import AnswerContradiction, answer_contradictions
from lagesbild.barometer.overview import Branch
from lagesbild.barometer.references import filled, not_understood, references
from lagesbild.barometer.text_checks import decades_that_differ, past_plans
from lagesbild.framework.language import language_in_force
from lagesbild.reporting.findings import Finding, FindingKind, finding
from lagesbild.website.findings.measures import measures, on_pages
from lagesbild.website.indicators.answers import IndicatorAnswer
from lagesbild.website.indicators.figures_in_texts import answers_to, is_known

SAID_OF_SINCE_WHEN = ("vänort", "vänkommun", "partnerskap")
"""What texts on several pages tell the beginning of, as words begin."""
LONG = 240
"""So much of a sentence is quoted."""
YEARS_OLD = 2
"""A text is old when its figures are this many years newer than it."""


def about_texts(branches: list[Branch], answers: list[IndicatorAnswer], today: date) -> Iterator[Finding]:
    by_goal = on_pages(branches, answers)
    for branch in branches:
        yield from contradicting(branch, by_goal[branch.goal.pk])
        yield from answering_otherwise(branch, by_goal[branch.goal.pk])
        yield from planning_the_past(branch, today)
        yield from older_than_figures(branch, by_goal[branch.goal.pk])
    yield from lost_references(branches)
    yield from differing(branches)


def prose(branch: Branch, language: str) -> str:
    """All that the goal's page says in running text, without the figures that are references."""
    goal, latest = branch.goal, branch.assessment
    parts = [getattr(goal, f"{field}_{language}") for field in ("text", "status", "examples")]
    parts += [getattr(latest, f"motivation_{language}")] if latest else []
    return filled("".join(f"<p>{part}</p>" for part in parts), lambda _reference: "")


def contradicting(branch: Branch, page: list[IndicatorAnswer]) -> Iterator[Finding]:
    """Swedish first; what the English says wrong in the same way is told once."""
    as_of, reported = _as_of(branch), set()
    for language in ("sv", "en"):
        wrong = contradictions(
            prose(branch, language),
            measures(page, language),
            language=language,
            as_of=as_of,
            about=getattr(branch.goal, f"name_{language}"),
        )
        for contradiction in wrong:
            same = (
                contradiction.measure.key,
                round(contradiction.claim.low, 3),
                round(contradiction.claim.high, 3),
            )
            if same not in reported:
                reported.add(same)
                yield _contradiction(branch, contradiction, page)


def _contradiction(branch: Branch, contradiction: Contradiction, page: list[IndicatorAnswer]) -> Finding:
    indicator = next(
        answer.indicator for answer in page if str(answer.indicator.uid) == contradiction.measure.key
    )
    what = f"{contradiction.measure.key} {contradiction.claim.written} {contradiction.year} {contradiction.value!r}"

    def sentence():
        language = language_in_force()
        return _("Texten säger ”%(written)s”, nyckeltalet %(name)s %(value)s (%(year)s): ”%(sentence)s”") % {
            "written": contradiction.claim.written,
            "name": indicator.name,
            "value": _value(contradiction.value, indicator, language),
            "year": contradiction.year,
            "sentence": _short(contradiction.sentence),
        }

    return finding(FindingKind.CONTRADICTION, branch.goal, what, sentence, since=branch.goal.as_of)


def _value(value: float, indicator, language: str) -> str:
    figure = number(value, max(indicator.decimals, min(own_decimals(value), 1)), language)
    return f"{figure}\u00a0{indicator.unit}".strip()


def answering_otherwise(branch: Branch, page: list[IndicatorAnswer]) -> Iterator[Finding]:
    """What the text says of how it goes, where the figures answer something else."""
    reported = set()
    for language in ("sv", "en"):
        wrong = answer_contradictions(
            prose(branch, language),
            measures(page, language),
            language=language,
            about=getattr(branch.goal, f"name_{language}"),
        )
        for contradiction in wrong:
            same = contradiction.measure.key, contradiction.claim.kind
            if same not in reported:
                reported.add(same)
                yield _other_answer(branch, contradiction, page)


def _other_answer(branch: Branch, contradiction: AnswerContradiction, page: list[IndicatorAnswer]) -> Finding:
    indicator = next(
        answer.indicator for answer in page if str(answer.indicator.uid) == contradiction.measure.key
    )
    answer = contradiction.measure.answer
    what = f"{contradiction.measure.key} {contradiction.claim.kind} {answer.code}"

    def sentence():
        return _(
            "Texten säger ”%(written)s”, men nyckeltalet %(name)s svarar ”%(answer)s”: ”%(sentence)s”"
        ) % {
            "written": contradiction.claim.written,
            "name": indicator.name,
            "answer": answer.label[language_in_force()],
            "sentence": _short(contradiction.sentence),
        }

    return finding(FindingKind.OTHER_ANSWER, branch.goal, what, sentence, since=branch.goal.as_of)


def planning_the_past(branch: Branch, today: date) -> Iterator[Finding]:
    reported = set()
    for language in ("sv", "en"):
        for year, remark in past_plans(prose(branch, language), today.year, language):
            if year not in reported:
                reported.add(year)
                yield finding(
                    FindingKind.PAST_PLAN,
                    branch.goal,
                    f"{year} {remark}",
                    lambda year=year, remark=remark: (
                        _("Texten planerar för %(year)s, som har passerat: ”%(sentence)s”")
                        % {"year": year, "sentence": _short(remark)}
                    ),
                    since=date(year, 12, 31),
                )


def older_than_figures(branch: Branch, page: list[IndicatorAnswer]) -> Iterator[Finding]:
    """A dated text about figures that have since become more than a year newer."""
    goal = branch.goal
    newest = max(
        (answer.latest for answer in page if answer.latest),
        key=lambda observation: observation.year,
        default=None,
    )
    if goal.as_of and goal.status_sv and newest and newest.year >= goal.as_of.year + YEARS_OLD - 1:
        dates = {"day": goal.as_of, "year": newest.year}
        yield finding(
            FindingKind.TEXT_OLDER,
            goal,
            f"{goal.as_of} {newest.year}",
            lambda: _("Texten gäller läget %(day)s. Sedan dess har det kommit siffror för %(year)s.") % dates,
            since=goal.as_of,
        )


def lost_references(branches: list[Branch]) -> Iterator[Finding]:
    """References in texts that lead to no figure."""
    texts = [(branch.goal, _whole(branch)) for branch in branches]
    references_of = {goal.pk: references(text) for goal, text in texts}
    answers_by_slug = answers_to(reference for some in references_of.values() for reference in some)
    for goal, text in texts:
        lost = [
            reference.written
            for reference in references_of[goal.pk]
            if not is_known(reference, answers_by_slug.get(reference.slug))
        ]
        for written in dict.fromkeys([*lost, *not_understood(text)]):
            yield finding(
                FindingKind.REFERENCE,
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
            remarks = decades_that_differ(texts, subject)
        if remarks:
            goal = branches[remarks[1]].goal
            yield finding(
                FindingKind.DIFFERING,
                goal,
                f"{subject} {remarks[0]}",
                lambda subject=subject: decades_that_differ(texts, subject)[0],
            )


def _as_of(branch: Branch) -> int | None:
    return branch.goal.as_of.year if branch.goal.as_of else None


def _short(sentence: str) -> str:
    return sentence if len(sentence) <= LONG else sentence[:LONG].rsplit(" ", 1)[0] + " …"
