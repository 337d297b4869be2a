from django.shortcuts import render
from django.utils import timezone

from lagesbild.assessment import WORST_FIRST
from lagesbild.barometer import overview
from lagesbild.framework.models import GlobalGoal
from lagesbild.organisations.models import Municipality
from lagesbild.website.changes import latest_changes
from lagesbild.website.goals.attention import needs_attention
from lagesbild.website.indicators.answers import (
    IndicatorAnswer,
    answers,
    public_indicators,
    rolled_up,
    wholes,
)


def start(request):
    """The 17 goals and how they go, what needs attention, and what was last changed."""
    home = Municipality.load(request_or_site=request)
    roots = overview.forest()
    indicator_answers = answers(public_indicators(), area=home.home_area, year_now=timezone.localdate().year)
    needs = needs_attention(roots, indicator_answers, today=timezone.localdate())
    in_headlines = wholes(indicator_answers)
    context = {
        "goals": _tiles(roots, indicator_answers),
        "roll_up": rolled_up(in_headlines),
        "promises": _promises(in_headlines),
        "indicator_count": len(in_headlines),
        "needs": needs[:5],
        "need_count": len(needs),
        "changes": latest_changes(5),
    }
    return render(request, "website/start.html", context)


def _promises(indicator_answers: list[IndicatorAnswer]) -> list[IndicatorAnswer]:
    """The indicators with a target of the municipality's own or a limit, those that go worst first."""
    order = {code: place for place, code in enumerate(WORST_FIRST)}
    about = [
        answer for answer in indicator_answers if answer.answer.is_promise and not answer.indicator.is_example
    ]
    return sorted(about, key=lambda answer: order[answer.answer.code])


def all_goals(request):
    """The same tiles alone, for those who look for a goal."""
    home = Municipality.load(request_or_site=request)
    indicator_answers = answers(public_indicators(), area=home.home_area, year_now=timezone.localdate().year)
    return render(
        request, "website/global_goals.html", {"goals": _tiles(overview.forest(), indicator_answers)}
    )


def _tiles(roots, indicator_answers) -> list[dict]:
    """One tile a global goal, with its roll-ups."""
    branches = overview.by_global_goal(roots)
    numbers = overview.goal_numbers(roots)
    by_number = {number: {} for number in range(1, 18)}
    for answer in indicator_answers:
        for link in answer.indicator.links:
            of_link = {link.global_goal_id} if link.global_goal_id else numbers.get(link.goal_id, ())
            for number in of_link:
                by_number[number][answer.indicator.pk] = answer
    return [
        {
            "goal": goal,
            "name": _name(goal, branches[goal.number]),
            "goals": overview.roll_up(branches[goal.number]),
            "roll_up": rolled_up(wholes(by_number[goal.number].values())),
            "answer_bar": f"nyckeltal-{goal.number}",
            "goal_bar": f"mal-{goal.number}",
        }
        for goal in GlobalGoal.objects.select_related("icon")
    ]


def _name(goal, branches) -> str:
    """The municipality's own name for the goal where its programme has one."""
    own = overview.representative(goal.number, branches)
    return own.name if own else goal.name
