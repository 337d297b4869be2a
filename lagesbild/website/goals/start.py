from datetime import date

from django.shortcuts import render
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from lagesbild.assessment.answer_order import GoalOrder
from lagesbild.assessment.answer_words import FROM_WORST
from lagesbild.organisations.models import Municipality
from lagesbild.website.changes import changed_since_the_start
from lagesbild.website.goals.attention import by_kind, public_needs
from lagesbild.website.goals.cards import ORDERS, GoalCard, goal_cards, going_worst, in_order, order_of
from lagesbild.website.indicators.answers import IndicatorAnswer, rolled_up, wholes
from lagesbild.website.indicators.shared_answers import every_public_answer

MOST_KINDS, MOST_NEEDS = 4, 3
"""So many headings of what needs attention, and so many things under each."""


def start(request):
    """The 17 goals and how they go, what needs attention, and what was last changed."""
    home = Municipality.load(request_or_site=request)
    today = timezone.localdate()
    indicator_answers = every_public_answer(home.home_area, today.year)
    needs = public_needs(home.home_area, today)
    in_headlines = wholes(indicator_answers)
    context = {
        **_cards(request, home.home_area, today, GoalOrder.WORST),
        "roll_up": rolled_up(in_headlines),
        "promises": _promises(in_headlines),
        "indicator_count": len(in_headlines),
        "kinds": by_kind(needs)[:MOST_KINDS],
        "most_needs": MOST_NEEDS,
        "need_count": len(needs),
        "changes": changed_since_the_start(5),
    }
    return render(request, "website/start.html", context)


def _promises(indicator_answers: list[IndicatorAnswer]) -> list[IndicatorAnswer]:
    """The indicators with a target of the municipality's own or a limit, those that go worst first."""
    about = [
        answer for answer in indicator_answers if answer.answer.is_promise and not answer.indicator.is_example
    ]
    return sorted(about, key=lambda answer: FROM_WORST[answer.answer.code])


def all_goals(request):
    """The same cards alone, for those who look for a goal."""
    home = Municipality.load(request_or_site=request)
    cards = _cards(request, home.home_area, timezone.localdate(), GoalOrder.NUMBER)
    return render(request, "website/global_goals.html", cards)


def _cards(request, area: str, today: date, default: GoalOrder) -> dict:
    """The cards in the order that the reader has chosen, and those that go worst."""
    cards = goal_cards(area, today)
    order, is_unknown = order_of(request, default)
    worst, worst_goals = going_worst(cards)
    return {
        "cards": in_order(cards, order),
        "orders": ORDERS,
        "order": order,
        "default_order": default,
        "unknown": is_unknown,
        "worst": worst,
        "worst_goals": _linked(sorted(worst_goals, key=lambda card: card.goal.number)),
    }


def _linked(cards: list[GoalCard]) -> str:
    """The goals in a sentence, each a link to its page."""
    links = [
        format_html(
            '<a href="{}">{}</a>',
            card.goal.get_absolute_url(),
            _("mål %(number)s, %(name)s") % {"number": card.goal.number, "name": card.name},
        )
        for card in cards
    ]
    all_but_last = format_html_join(", ", "{}", ((link,) for link in links[:-1]))
    return format_html(_("{} och {}"), all_but_last, links[-1]) if all_but_last else mark_safe("".join(links))
