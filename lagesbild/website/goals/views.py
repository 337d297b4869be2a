from collections import defaultdict

from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from lagesbild.assessment import roll_up_actions
from lagesbild.barometer import overview
from lagesbild.barometer.models import Goal, Programme
from lagesbild.cooperation.goal17.goal_section import section
from lagesbild.framework.global_goals import global_goals
from lagesbild.organisations.models import Municipality
from lagesbild.website.goals.beside import Beside, beside, beside_draft
from lagesbild.website.goals.lead import target_in_words, telling_order
from lagesbild.website.goals.multiples import multiples
from lagesbild.website.goals.opening import opening
from lagesbild.website.indicators.answers import IndicatorAnswer, disagreements, rolled_up, wholes
from lagesbild.website.indicators.shared_answers import answers_under

COOPERATION = 17
"""The global goal whose page also shows what the municipality has decided to work with."""


def global_goal(request, number):
    """One global goal: what was promised, what the figures say, what is done."""
    return global_goal_page(request, number)


def global_goal_page(request, number: int, own: Goal | None = None):
    """``own``: the goal whose words stand there, if it is not the published one."""
    today = timezone.localdate()
    goals = global_goals()
    roots = overview.forest()
    branches = overview.by_global_goal(roots)[number]
    ids = {node.goal.pk for branch in branches for node in branch.walk()}
    around = beside_draft(own) if own else Beside()
    if own is None and (own := overview.representative(number, branches)):
        around = beside(own)
    parts = {
        "tile": goals[number],
        "own": own,
        "branches": branches,
        "promised": [
            area
            for branch in branches
            if branch.goal.represents_id == number
            for area in branch.below
            if any(node.assessed for node in area.walk())
        ],
        "others": [branch for branch in branches if branch.goal.represents_id != number],
        "beside": around,
        "previous": goals.get(number - 1),
        "next": goals.get(number + 1),
        "cooperation": section(ids, number, focus_areas=number == COOPERATION),
    }
    return render(
        request,
        "website/global_goal.html",
        parts | _figures_and_actions(request, ids, branches, today, number),
    )


def goal(request, programme, slug):
    """One goal of a programme's own tree; a programme's version of a global goal has its page there."""
    roots = [root for root in overview.forest() if root.goal.programme.slug == programme]
    public_goal = next((node.goal for root in roots for node in root.walk() if node.goal.slug == slug), None)
    if public_goal is None:
        raise Http404
    if _has_its_page_elsewhere(public_goal):
        return HttpResponseRedirect(public_goal.represents.get_absolute_url())
    return goal_page(request, public_goal, roots)


def goal_preview(request, draft: Goal):
    """The page where the public will read the goal's words."""
    if _has_its_page_elsewhere(draft):
        return global_goal_page(request, draft.represents_id, draft)
    return goal_page(request, draft)


def _has_its_page_elsewhere(goal: Goal) -> bool:
    """Whether the page of the global goal shows this goal's words, and not another programme's."""
    if not goal.represents_id or goal.programme.successor or not goal.programme.has_begun:
        return False
    representative = overview.representative(goal.represents_id, overview.all_branches(overview.forest()))
    return representative is None or representative.pk == goal.pk


def goal_page(request, goal: Goal, roots: list[overview.Branch] | None = None):
    """``roots``: the public goals of its programme, where they are known already."""
    today = timezone.localdate()
    around = beside_draft(goal) if roots is None else beside(goal)
    if roots is None:
        roots = overview.forest(overview.public_goals().filter(programme=goal.programme_id))
    branch = next((node for root in roots for node in root.walk() if node.goal.pk == goal.pk), None)
    branch = branch or overview.Branch(goal, _depth(goal), [])
    ids = {node.goal.pk for node in branch.walk()}
    context = {
        "own": goal,
        "branch": branch,
        "branches": [branch],
        "above": _above(roots, goal.pk),
        "duties": overview.duties(goal),
        "contributes": goal.global_goals.all(),
        "beside": around,
        "cooperation": section(ids),
    }
    return render(request, "website/goal.html", context | _figures_and_actions(request, ids, [branch], today))


def programmes(request):
    """Every programme, those in force first. Old ones stay."""
    public_programmes = Programme.objects.public().select_related("superseded_by")
    return render(request, "website/programmes.html", {"programmes": public_programmes})


def programme(request, slug):
    """A programme's own tree of goals."""
    public_programme = get_object_or_404(Programme.objects.public(), slug=slug)
    roots = [root for root in overview.forest() if root.goal.programme_id == public_programme.pk]
    return programme_page(request, public_programme, roots)


def programme_preview(request, draft: Programme):
    """With the levels and the words of the draft."""
    roots = overview.forest(overview.public_goals().filter(programme=draft.pk))
    for branch in overview.all_branches(roots):
        branch.goal.programme = draft
    return programme_page(request, draft, roots)


def programme_page(request, programme: Programme, roots: list[overview.Branch]):
    context = {
        "programme": programme,
        "branches": roots,
        "goals": overview.roll_up(roots),
        "replaced": Programme.objects.public().filter(superseded_by__in=[programme.pk]),
    }
    return render(request, "website/programme.html", context)


def _figures_and_actions(request, goal_ids, branches, today, number: int | None = None) -> dict:
    """What the indicators and actions of some goals say, and how that agrees with what people judge."""
    home = Municipality.load(request_or_site=request)
    indicator_answers = answers_under(goal_ids, number, area=home.home_area, year_now=today.year)
    actions = overview.actions_for(goal_ids)
    for action in actions:
        action.status_now = action.status(today)
    return {
        "answers": indicator_answers,
        "multiples": multiples(indicator_answers),
        "opening": opening(wholes(indicator_answers), _picked(indicator_answers)),
        "target_values": _outcomes(branches, indicator_answers),
        "roll_up": rolled_up(wholes(indicator_answers)),
        "actions": actions,
        "action_roll_up": roll_up_actions(action.status_now for action in actions),
        "goals": overview.roll_up(branches),
        "disagreements": disagreements(branches, indicator_answers),
        "changed": _last_changed(branches, indicator_answers, actions),
    }


def _picked(indicator_answers: list[IndicatorAnswer]) -> set[int]:
    """The indicators that a person has picked to lead the goal's card."""
    return {
        answer.indicator.pk
        for answer in indicator_answers
        if any(link.leads_card for link in answer.indicator.links)
    }


def _outcomes(branches: list[overview.Branch], indicator_answers: list[IndicatorAnswer]) -> list[dict]:
    """Puts beside each promise what its indicators say (``figures``); gives the target values that no promise has."""
    by_goal = defaultdict(list)
    for answer in wholes(indicator_answers):
        for link in answer.indicator.links:
            by_goal[link.goal_id].append(answer)
    promises = [node for branch in branches for node in branch.walk() if node.assessed]
    for branch in promises:
        branch.figures = by_goal[branch.goal.pk]
    beside = {answer.indicator.pk for branch in promises for answer in branch.figures}
    target_values = [
        answer
        for answer in wholes(indicator_answers)
        if answer.answer.target and answer.indicator.pk not in beside and not answer.indicator.is_example
    ]
    return [
        {"answer": answer, "words": target_in_words(answer, answer.answer.target), "figures": [answer]}
        for answer in sorted(target_values, key=telling_order)
    ]


def _last_changed(branches, indicator_answers, actions):
    things = [node.goal for branch in branches for node in branch.walk()]
    things += [answer.indicator for answer in indicator_answers] + actions
    return max((thing.last_published_at for thing in things if thing.last_published_at), default=None)


def _depth(goal: Goal) -> int:
    """How deep a goal lies that is not public yet."""
    depth, above = 0, goal.parent
    while above and depth < overview.DEEPEST:
        depth, above = depth + 1, above.parent
    return depth


def _above(roots, pk) -> list:
    """The goals above one, from the top."""

    def find(branch, path):
        if branch.goal.pk == pk:
            return path
        for below in branch.below:
            if (deeper := find(below, [*path, branch])) is not None:
                return deeper
        return None

    return next((path for root in roots if (path := find(root, [])) is not None), [])
