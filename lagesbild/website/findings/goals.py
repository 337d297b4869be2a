"""What is wrong with the goals and the actions: nothing measures them, words and figures disagree, they are late."""

from collections.abc import Iterable, Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from lagesbild.barometer import overview
from lagesbild.barometer.models import Action, Goal, Programme
from lagesbild.barometer.overview import Branch
from lagesbild.organisations.mending import Mend
from lagesbild.organisations.models import Organisation
from lagesbild.reporting.findings import Finding, FindingKind, finding, owner_of
from lagesbild.website.findings.measures import on_pages
from lagesbild.website.indicators.answers import IndicatorAnswer, disagreements

MOST_NAMED = 8


def about_goals(branches: list[Branch], answers: list[IndicatorAnswer], today: date) -> Iterator[Finding]:
    yield from without_indicators(branches, answers)
    yield from disagreeing(branches, answers)
    yield from late_actions(today)


def without_indicators(branches: list[Branch], answers: list[IndicatorAnswer]) -> Iterator[Finding]:
    """Goals that are judged, or stand for a global goal, and that nothing under them measures: one finding for each
    programme and organisation, as it is one decision what to measure."""
    by_goal = on_pages(branches, answers)
    unmeasured: dict[tuple[Programme, Organisation | None], list[Goal]] = {}
    for branch in branches:
        if not by_goal[branch.goal.pk] and (branch.assessed or branch.goal.represents_id):
            key = branch.goal.programme, owner_of(branch.goal)
            unmeasured.setdefault(key, []).append(branch.goal)
    for (programme, owner), goals in unmeasured.items():
        yield _without_one(goals[0]) if len(goals) == 1 else _without_several(programme, owner, goals)


def _without_one(goal: Goal) -> Finding:
    return finding(
        FindingKind.NO_INDICATORS,
        goal,
        "",
        lambda: _("Inget nyckeltal mäter målet eller något mål under det."),
        mend=_indicators_for(goal.programme),
    )


def _without_several(programme: Programme, owner: Organisation | None, goals: list[Goal]) -> Finding:
    what = " ".join(sorted(str(goal.uid) for goal in goals))
    return finding(
        FindingKind.NO_INDICATORS,
        programme,
        what,
        lambda: _unmeasured(goals),
        owner=owner,
        mend=_indicators_for(programme),
    )


def _indicators_for(programme: Programme) -> Mend:
    """An indicator says which goals it measures: no form of a goal has them, so they are pasted."""
    address = f"{reverse('indicator_paste')}?program={programme.pk}#id_text"
    return Mend(address, "barometer.publish_indicator")


def _unmeasured(goals: list[Goal]) -> str:
    names = [goal.name for goal in goals[:MOST_NAMED]] + (["…"] if len(goals) > MOST_NAMED else [])
    words = _("%(n)s mål mäts inte av något nyckeltal: %(names)s.")
    return words % {"n": len(goals), "names": ", ".join(names)}


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
            is_example=bool(judged and judged.is_example),
        )


def _why_by_goal(branches: list[Branch], answers: list[IndicatorAnswer], language: str) -> dict[Goal, str]:
    with override(language):
        return {
            disagreement["goal"]: disagreement["why"][language]
            for disagreement in disagreements(branches, answers)
        }


def late_actions(today: date, actions: Iterable[Action] | None = None) -> Iterator[Finding]:
    """``actions``: those to look at, where nobody asks for their owners."""
    for action in overview.public_actions() if actions is None else actions:
        if action.status(today) == action.Status.LATE:
            ended = action.finishes and action.finishes < today
            passed = action.finishes if ended else action.starts
            yield finding(
                FindingKind.ACTION_LATE,
                action,
                f"{action.starts} {action.finishes} {action.set_status}",
                lambda action=action, ended=ended: why_late(action, bool(ended), today),
                since=passed if passed and passed < today else None,
                field="finishes" if ended else "set_status",
            )


def why_late(action, ended: bool, today: date) -> str:
    if ended:
        return _("Skulle ha varit klar %(day)s.") % {"day": action.finishes}
    if action.starts and action.starts < today and action.set_status != action.Status.LATE:
        return _("Skulle ha börjat %(day)s.") % {"day": action.starts}
    return _("Den ansvariga har satt läget till försenad.")
