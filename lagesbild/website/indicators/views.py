from collections import Counter

from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language

from lagesbild.assessment import WORST_FIRST, AnswerCode, Text, kept_sensitivity, plain_label
from lagesbild.assessment import compare as place_among
from lagesbild.assessment.answer_order import GoalOrder
from lagesbild.assessment.published import by_published_methods
from lagesbild.barometer import overview
from lagesbild.barometer.models import ActionEffect, Indicator
from lagesbild.framework.global_goals import global_goals
from lagesbild.organisations.models import Municipality
from lagesbild.reporting.corrections import corrections
from lagesbild.website.indicators import exports
from lagesbild.website.indicators.among import Among, among
from lagesbild.website.indicators.answers import (
    IndicatorAnswer,
    by_other_methods,
    rolled_up,
    wholes,
)
from lagesbild.website.indicators.group_gap import gap_sentence
from lagesbild.website.indicators.group_multiples import group_multiples
from lagesbild.website.indicators.other_grounds import other_answers
from lagesbild.website.indicators.page import IndicatorPage, show
from lagesbild.website.indicators.pictures import indicator_chart
from lagesbild.website.indicators.shared_answers import every_public_answer, public_indicator, public_parts


def indicators(request):
    """Every indicator in one list, with its answer; those with one answer alone, or the worst first, if asked for."""
    home = Municipality.load(request_or_site=request)
    indicator_answers = every_public_answer(home.home_area, timezone.localdate().year)
    key = request.GET.get("svar", "")
    code = key if key in set(AnswerCode) else ""
    worst_first = request.GET.get("ordning") == GoalOrder.WORST
    listed = [answer for answer in indicator_answers if not code or answer.answer.code == code]
    context = {
        "answers": sorted(listed, key=_place_from_the_worst) if worst_first else listed,
        "roll_up": rolled_up(wholes(indicator_answers)),
        "filters": _counted(indicator_answers),
        "wanted": code,
        "worst_first": worst_first,
        "unknown": key != code,
        "count": len(indicator_answers),
    }
    return render(request, "website/indicators.html", context)


def _counted(indicator_answers: list[IndicatorAnswer]) -> list[tuple[AnswerCode, Text, int]]:
    """How many the list holds of each answer, parts and examples too, from the worst to the best."""
    counts = Counter(answer.answer.code for answer in indicator_answers)
    return [(code, plain_label(code), counts[code]) for code in WORST_FIRST if counts[code]]


def _place_from_the_worst(answer: IndicatorAnswer) -> int:
    return WORST_FIRST.index(answer.answer.code)


def indicator(request, slug):
    """One indicator: the verdict in a sentence, the chart, and how we know."""
    return indicator_page(request, public_indicator(slug))


def indicator_page(request, indicator: Indicator):
    home = Municipality.load(request_or_site=request)
    page = show(indicator, home, timezone.localdate().year)
    context = {
        "indicator": indicator,
        "shown": page,
        "answer": page.answer,
        "chart": indicator_chart(page, get_language()),
        "gap": gap_sentence(page, get_language()),
        "groups": group_multiples(page, get_language()),
        "comparison": _comparison(page),
        "parts": public_parts(indicator),
        "sensitivity": kept_sensitivity(page.answer.points, indicator.rule(), page.answer.year_now),
        "others": by_other_methods(page.answer),
        "other_answers": other_answers(page.answer, home.home_area),
        "published": list(by_published_methods(page.answer.points, indicator.rule())),
        "responsibilities": overview.duties(indicator),
        # Only a value that was reported in a form can have been corrected there.
        "corrections": corrections(indicator) if indicator.by_form else [],
        "effects": ActionEffect.objects.filter(indicator=indicator.pk, action__live=True).select_related(
            "action"
        ),
        "goals": _goals(indicator),
    }
    return render(request, "website/indicator.html", context)


def _goals(indicator: Indicator) -> list:
    """The goals that it stands under: those of programmes, and global goals that it hangs under directly."""
    links = indicator.links if hasattr(indicator, "links") else list(indicator.goal_links.all())
    keys = {link.goal_id for link in links if link.goal_id}
    numbers = [link.global_goal_id for link in links if link.global_goal_id]
    return [
        *overview.goals_of_keys(keys),
        *(goal for number, goal in global_goals().items() if number in numbers),
    ]


def table(request, slug):
    """Every value of the chart, and the reason where there is none."""
    indicator = public_indicator(slug)
    page = show(indicator, Municipality.load(request_or_site=request), timezone.localdate().year)
    return render(request, "website/indicator_table.html", {"indicator": indicator, "shown": page})


def as_csv(request, slug):
    return exports.csv_response(_page_of(request, slug))


def as_json(request, slug):
    return exports.json_response(_page_of(request, slug))


def as_xlsx(request, slug):
    return exports.xlsx_response(_page_of(request, slug))


def _page_of(request, slug) -> IndicatorPage:
    return show(public_indicator(slug), Municipality.load(request_or_site=request), timezone.localdate().year)


def _comparison(page: IndicatorPage):
    return _place(page.indicator, page.home_area, among(page.indicator))


def _place(indicator: Indicator, home_area: str, others: Among):
    """Where the municipality stands among those that have a value, or None."""
    peers = {row.area: row.value for row in others.placed}
    if home_area not in peers or len(peers) < 2:
        return None
    return place_among(
        home_area,
        peers[home_area],
        peers,
        direction=indicator.rule().direction,
        unit=others.unit,
        decimals=others.decimals,
    )
