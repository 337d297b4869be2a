from django.conf import settings
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import get_language

from lagesbild.assessment import Direction, TrendWord, by_other_methods, find_sensitivity, roll_up_trends
from lagesbild.assessment import compare as place_among
from lagesbild.assessment.ranks import places
from lagesbild.barometer import overview
from lagesbild.barometer.models import ActionEffect, Indicator
from lagesbild.figures import queries
from lagesbild.organisations.models import Municipality
from lagesbild.reporting.publishing import corrections
from lagesbild.website.indicators import exports
from lagesbild.website.indicators.answers import answers, public_indicators
from lagesbild.website.indicators.page import Shown, show
from lagesbild.website.indicators.pictures import indicator_chart, municipality_map


def indicators(request):
    """Every indicator in one list, with the way it goes."""
    home = Municipality.load(request_or_site=request)
    found = answers(public_indicators(), area=home.home_area, year_now=timezone.localdate().year)
    asked = request.GET.get("utveckling", "")
    wanted = asked if asked in set(TrendWord) else ""
    words = roll_up_trends(answer.verdict.trend.word for answer in found)
    chosen = [answer for answer in found if not wanted or answer.verdict.trend.word == wanted]
    context = {
        "answers": chosen,
        "trends": words,
        "wanted": wanted,
        "unknown": asked != wanted,
        "count": len(found),
    }
    return render(request, "website/indicators.html", context)


def indicator(request, slug):
    """One indicator: the verdict in a sentence, the chart, and how we know."""
    return indicator_page(request, _indicator(slug))


def indicator_page(request, found: Indicator):
    shown = show(found, Municipality.load(request_or_site=request), timezone.localdate().year)
    context = {
        "indicator": found,
        "shown": shown,
        "answer": shown.answer,
        "chart": indicator_chart(shown, get_language()),
        "comparison": _comparison(shown),
        "sensitivity": find_sensitivity(shown.answer.points, found.rule()),
        "others": [trend for trend in by_other_methods(shown.answer.points, found.rule()) if trend.n > 1],
        "responsibilities": overview.duties(found),
        # Only a value that was reported in a form can have been corrected there.
        "corrections": corrections(found) if found.by_form else [],
        "effects": ActionEffect.objects.filter(indicator=found.pk, action__live=True).select_related(
            "action"
        ),
        "goals": overview.public_goals().filter(pk__in=[link.goal_id for link in found.goal_links.all()]),
    }
    return render(request, "website/indicator.html", context)


def table(request, slug):
    """Every value of the chart, and the reason where there is none."""
    found = _indicator(slug)
    shown = show(found, Municipality.load(request_or_site=request), timezone.localdate().year)
    return render(request, "website/indicator_table.html", {"indicator": found, "shown": shown})


def compare(request, slug):
    """The municipalities in order, and on a map. Place among others is never called good or bad."""
    found = _indicator(slug)
    home = Municipality.load(request_or_site=request)
    year, placed = queries.ranking(settings.FIGURES, found.figure, found.subgroup)
    if len(placed) < 2:
        placed = []
    if found.direction == Direction.DOWN:
        placed = placed[::-1]
    shown = show(found, home, timezone.localdate().year)
    context = {
        "indicator": found,
        "shown": shown,
        "year": year,
        "rows": _with_places(found, placed),
        # With one year each there is nothing to say of which way they go, and 290 times "too few" is no news.
        "moving": sum(row.movement != "too_few" for row in placed) * 2 > len(placed),
        "home_area": home.home_area,
        "comparison": _place(found, home.home_area, placed),
        "map": municipality_map(found, placed, year, home.home_area, get_language()) if placed else "",
    }
    return render(request, "website/indicator_compare.html", context)


def _with_places(found: Indicator, placed) -> list[dict]:
    """The municipalities from the better end, or from the highest; those with equal values share a place."""
    shown = places({one.area: one.value for one in placed}, highest_first=found.direction != Direction.DOWN)
    return [{"rank": shown[one.area], "placed": one} for one in placed]


def as_csv(request, slug):
    return exports.csv_response(_shown(request, slug))


def as_json(request, slug):
    return exports.json_response(_shown(request, slug))


def as_xlsx(request, slug):
    return exports.xlsx_response(_shown(request, slug))


def _shown(request, slug) -> Shown:
    return show(_indicator(slug), Municipality.load(request_or_site=request), timezone.localdate().year)


def _indicator(slug) -> Indicator:
    return get_object_or_404(public_indicators(), slug=slug)


def _comparison(shown: Shown):
    _year, placed = queries.ranking(
        settings.FIGURES, shown.answer.indicator.figure, shown.answer.indicator.subgroup
    )
    return _place(shown.answer.indicator, shown.home_area, placed)


def _place(found: Indicator, home_area: str, placed):
    """Where the municipality stands among those that have a value, or None."""
    peers = {row.area: row.value for row in placed}
    if home_area not in peers or len(peers) < 2:
        return None
    rule = found.rule()
    return place_among(
        home_area, peers[home_area], peers, direction=rule.direction, unit=rule.unit, decimals=rule.decimals
    )
