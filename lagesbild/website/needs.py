"""What needs attention: computed from the goals, the figures, the actions and the texts; nobody keeps the list."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from lagesbild.assessment import StatusWord, TrendWord
from lagesbild.barometer import overview
from lagesbild.barometer.overview import Branch
from lagesbild.barometer.text_checks import decades_that_differ, remarks_on
from lagesbild.figures import queries
from lagesbild.website.answers import Answer, disagreements
from lagesbild.website.freshness import overdue

SAID_OF_SINCE_WHEN = ("vänort", "vänkommun", "partnerskap")
"""What texts on several pages tell the beginning of, as words begin."""


@dataclass(frozen=True)
class Need:
    """One thing somebody should look at: where it is and, in a sentence, why."""

    kind: str
    title: str
    address: str
    why: str


def needs_attention(roots: list[Branch], found: list[Answer], *, today: date) -> list[Need]:
    """Everything that needs attention, by kind, the most serious kind first."""
    branches = [branch for root in roots if not root.goal.programme.successor for branch in root.walk()]
    needs: list[Need] = []
    needs += _goals_not_reached(branches)
    needs += _wrong_way(found)
    needs += _late_actions(today)
    needs += _passed_targets(found)
    needs += _texts(branches, found, today)
    needs += _texts_that_differ(branches)
    needs += _disagreements(branches, found)
    needs += _without_figures(found)
    needs += _stale_figures(found, today)
    needs += _retired_sources(found)
    return needs


def _goals_not_reached(branches: list[Branch]) -> list[Need]:
    return [
        Need(
            _("Mål som inte nås"),
            branch.goal.name,
            branch.goal.get_absolute_url(),
            f"{branch.goal.programme.grade_label(branch.grade)} ({branch.assessment.assessed_on}).",
        )
        for branch in branches
        if branch.assessed and branch.grade in (4, 5)
    ]


def _wrong_way(found: list[Answer]) -> list[Need]:
    return _about(
        _("Nyckeltal som går åt fel håll"),
        found,
        lambda answer: answer.verdict.trend.word == TrendWord.WORSENING,
        lambda answer: f"{answer.verdict.trend.label[get_language()]}.",
    )


def _late_actions(today: date) -> list[Need]:
    return [
        Need(
            _("Försenade åtgärder"),
            action.name,
            action.get_absolute_url(),
            _why_late(action, today),
        )
        for action in overview.public_actions()
        if action.status(today) == action.Status.LATE
    ]


def _why_late(action, today: date) -> str:
    if action.finishes and action.finishes < today:
        return _("Skulle ha varit klar %(day)s.") % {"day": action.finishes}
    if action.starts and action.starts < today and action.set_status != action.Status.LATE:
        return _("Skulle ha börjat %(day)s.") % {"day": action.starts}
    return _("Den ansvariga har satt läget till försenad.")


def _passed_targets(found: list[Answer]) -> list[Need]:
    kind = _("Målår som har passerat")
    return [
        Need(kind, answer.indicator.name, answer.indicator.get_absolute_url(), status.why[get_language()])
        for answer in found
        for status in answer.verdict.statuses
        if status.word == StatusWord.PASSED_UNREACHED
    ]


def _texts(branches: list[Branch], found: list[Answer], today: date) -> list[Need]:
    """Texts that say something else than their figures, or speak of a year gone by as if it were to come."""
    under = defaultdict(list)
    for answer in found:
        for link in answer.indicator.links:
            under[link.goal_id].append(answer)
    needs = []
    for branch in branches:
        text = _text(branch)
        near = {answer.indicator.pk: answer for below in branch.walk() for answer in under[below.goal.pk]}
        called = {answer.indicator.name_sv: answer.indicator.name for answer in near.values()}
        for remark in remarks_on(text, _printed(near.values()), today.year, called):
            needs.append(_about_a_text(branch, remark))
    return needs


def _texts_that_differ(branches: list[Branch]) -> list[Need]:
    """Texts that do not agree on since when, told once, on the first of them."""
    texts = [(branch.goal.name, _text(branch)) for branch in branches]
    differing = [decades_that_differ(texts, subject) for subject in SAID_OF_SINCE_WHEN]
    return [_about_a_text(branches[found[1]], found[0]) for found in differing if found]


def _text(branch: Branch) -> str:
    return f"<p>{branch.goal.text_sv}</p>{branch.goal.status_sv}{branch.goal.examples_sv}"


def _about_a_text(branch: Branch, remark: str) -> Need:
    goal = branch.goal
    return Need(_("Texter att se över"), goal.name, goal.get_absolute_url(), remark)


def _printed(found: Iterable[Answer]) -> dict[str, list[float]]:
    """Every percentage that stands on the page, by its indicator's name."""
    return {
        answer.indicator.name_sv: [
            *(value.value for value in answer.indicator.reference_values.all()),
            *(seen.value for seen in answer.observations if seen.value is not None),
        ]
        for answer in found
        if answer.indicator.unit_sv == "%"
    }


def _disagreements(branches: list[Branch], found: list[Answer]) -> list[Need]:
    return [
        Need(
            _("Bedömning och siffror säger olika"),
            one["goal"].name,
            one["goal"].get_absolute_url(),
            one["why"][get_language()],
        )
        for one in disagreements(branches, found)
    ]


def _without_figures(found: list[Answer]) -> list[Need]:
    return _about(
        _("Nyckeltal utan siffror"),
        found,
        lambda answer: not answer.latest,
        lambda answer: (
            _("Det finns inga siffror under %(id)s.") % {"id": answer.indicator.figure}
            if answer.indicator.figure
            else _("Nyckeltalet är inte kopplat till några siffror.")
        ),
    )


def _stale_figures(found: list[Answer], today: date) -> list[Need]:
    return _about(
        _("Siffror som borde vara nyare"),
        found,
        lambda answer: overdue(answer, today),
        lambda answer: _("Senaste siffran gäller %(period)s.") % {"period": answer.latest.period},
    )


def _retired_sources(found: list[Answer]) -> list[Need]:
    facts = queries.indicators(settings.FIGURES)
    return _about(
        _("Källor som har upphört"),
        found,
        lambda answer: facts.get(answer.indicator.figure, {}).get("retired", False),
        lambda answer: _("Källan publicerar inte längre %(id)s.") % {"id": answer.indicator.figure},
    )


def _about(
    kind: str, found: list[Answer], which: Callable[[Answer], Any], why: Callable[[Answer], str]
) -> list[Need]:
    return [
        Need(kind, answer.indicator.name, answer.indicator.get_absolute_url(), why(answer))
        for answer in found
        if which(answer)
    ]
