"""What is wrong with the goals and the actions: nothing measures them, words and figures disagree, they are late."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import get_language, ngettext, override
from django.utils.translation import gettext as _

from lagesbild.barometer import overview
from lagesbild.barometer.models import Goal, Programme
from lagesbild.barometer.overview import Branch
from lagesbild.reporting.findings import Finding, FindingKind, finding
from lagesbild.website.findings.measures import on_pages
from lagesbild.website.indicators.answers import IndicatorAnswer, disagreements

MOST_NAMED = 8


def about_goals(branches: list[Branch], answers: list[IndicatorAnswer], today: date) -> Iterator[Finding]:
    yield from without_indicators(branches, answers)
    yield from disagreeing(branches, answers)
    yield from late_actions(today)


def without_indicators(branches: list[Branch], answers: list[IndicatorAnswer]) -> Iterator[Finding]:
    """Goals that are judged, or stand for a global goal, and that nothing under them measures: one finding for each
    programme, as it is one decision what to measure."""
    by_goal = on_pages(branches, answers)
    judged: dict[Programme, list[Branch]] = {}
    for branch in branches:
        if branch.assessed or branch.goal.represents_id:
            judged.setdefault(branch.goal.programme, []).append(branch)
    for programme, of_programme in judged.items():
        total = len(of_programme)
        unmeasured = [branch.goal for branch in of_programme if not by_goal[branch.goal.pk]]
        if unmeasured:
            yield finding(
                FindingKind.NO_INDICATORS,
                programme,
                " ".join(sorted(str(goal.uid) for goal in unmeasured)),
                lambda goals=unmeasured, total=total: _unmeasured(goals, total),
            )


def _unmeasured(goals: list[Goal], total: int) -> str:
    words = ngettext(
        "%(n)s av %(total)s mål mäts inte av något nyckeltal: %(names)s.",
        "%(n)s av %(total)s mål mäts inte av något nyckeltal: %(names)s.",
        len(goals),
    )
    names = [goal.name for goal in goals[:MOST_NAMED]] + (["…"] if len(goals) > MOST_NAMED else [])
    return words % {"n": len(goals), "total": total, "names": ", ".join(names)}


def disagreeing(branches: list[Branch], answers: list[IndicatorAnswer]) -> Iterator[Finding]:
    latest = {branch.goal.pk: branch.assessment for branch in branches}
    why_in = {language: _why_by_goal(branches, answers, language) for language in ("sv", "en")}
    for goal, why in why_in["sv"].items():
        judged = latest.get(goal.pk)
        yield finding(
            FindingKind.DISAGREEMENT,
            goal,
            why,
            lambda goal=goal: why_in[get_language()][goal],
            since=judged.assessed_on if judged else None,
        )


def _why_by_goal(branches: list[Branch], answers: list[IndicatorAnswer], language: str) -> dict[Goal, str]:
    with override(language):
        return {
            disagreement["goal"]: disagreement["why"][language]
            for disagreement in disagreements(branches, answers)
        }


def late_actions(today: date) -> Iterator[Finding]:
    for action in overview.public_actions():
        if action.status(today) == action.Status.LATE:
            ended = action.finishes and action.finishes < today
            passed = action.finishes if ended else action.starts
            yield finding(
                FindingKind.ACTION_LATE,
                action,
                f"{action.starts} {action.finishes} {action.set_status}",
                lambda action=action, ended=ended: why_late(action, bool(ended), today),
                since=passed if passed and passed < today else None,
            )


def why_late(action, ended: bool, today: date) -> str:
    if ended:
        return _("Skulle ha varit klar %(day)s.") % {"day": action.finishes}
    if action.starts and action.starts < today and action.set_status != action.Status.LATE:
        return _("Skulle ha börjat %(day)s.") % {"day": action.starts}
    return _("Den ansvariga har satt läget till försenad.")
