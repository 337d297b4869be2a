"""The cards of the 17 goals: one figure that leads, how many indicators have each answer, and in which order."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy

from lagesbild.assessment import AnswerCode, AnswerRollUp, GoalRollUp
from lagesbild.assessment.answer_order import GoalOrder, order_key
from lagesbild.assessment.answer_words import UNKNOWN
from lagesbild.barometer import overview
from lagesbild.framework.models import GlobalGoal
from lagesbild.website.goals.lead import LeadFigure, lead_answer, with_middles
from lagesbild.website.indicators.answers import IndicatorAnswer, rolled_up, wholes
from lagesbild.website.indicators.shared_answers import every_public_answer
from lagesbild.website.kept_until_changed import kept_until_changed

ORDERS = (
    (GoalOrder.WORST, gettext_lazy("Går sämst först")),
    (GoalOrder.BEST, gettext_lazy("Går bäst först")),
    (GoalOrder.LEAST_KNOWN, gettext_lazy("Vet minst först")),
    (GoalOrder.NUMBER, gettext_lazy("Nummer")),
)


@dataclass(frozen=True)
class GoalCard:
    goal: GlobalGoal
    name: str
    """The municipality's own name for the goal where its programme has one."""
    goals: GoalRollUp
    roll_up: AnswerRollUp
    lead: LeadFigure | None

    @property
    def goal_bar(self) -> str:
        return f"mal-{self.goal.number}"


@kept_until_changed
def goal_cards(area: str, today: date) -> list[GoalCard]:
    """One card a global goal, in the order of their numbers. They are shared by all who ask."""
    roots, answers = overview.forest(), every_public_answer(area, today.year)
    branches = overview.by_global_goal(roots)
    by_number, picked = _by_global_goal(roots, answers)
    goals = list(GlobalGoal.objects.select_related("icon"))
    leads = with_middles(
        lead_answer(wholes(by_number[goal.number].values()), picked[goal.number]) for goal in goals
    )
    return [
        GoalCard(
            goal,
            overview.page_name(goal, branches[goal.number]),
            overview.roll_up(branches[goal.number]),
            rolled_up(wholes(by_number[goal.number].values())),
            lead,
        )
        for goal, lead in zip(goals, leads, strict=True)
    ]


def in_order(cards: list[GoalCard], order: GoalOrder) -> list[GoalCard]:
    key = order_key(order)
    return sorted(cards, key=lambda card: key(card.roll_up))


def order_of(request, default: GoalOrder) -> tuple[GoalOrder, bool]:
    """The order that the address asks for, and whether it asks for one that there is not."""
    key = request.GET.get("ordning", default)
    return (GoalOrder(key), False) if key in set(GoalOrder) else (default, True)


def going_worst(cards: list[GoalCard]) -> tuple[AnswerCode | None, list[GoalCard]]:
    """The worst answer that any goal has, and the goals that have it, the most of them first."""
    codes = {code for card in cards for code in card.roll_up.counts if code not in UNKNOWN}
    if not codes:
        return None, []
    worst = AnswerRollUp(dict.fromkeys(codes, 1)).worst
    ordered = in_order(cards, GoalOrder.WORST)
    return worst, [card for card in ordered if card.roll_up.counts.get(worst)]


def _by_global_goal(roots, answers: list[IndicatorAnswer]) -> tuple[dict, dict]:
    """The answers under each global goal by their indicators' keys, and the keys that a person has picked to lead."""
    numbers = overview.goal_numbers(roots)
    by_number = {number: {} for number in range(1, 18)}
    picked = {number: set() for number in range(1, 18)}
    for answer in answers:
        for link in answer.indicator.links:
            of_link = {link.global_goal_id} if link.global_goal_id else numbers.get(link.goal_id, ())
            for number in of_link:
                by_number[number][answer.indicator.pk] = answer
                if link.leads_card:
                    picked[number].add(answer.indicator.pk)
    return by_number, picked
