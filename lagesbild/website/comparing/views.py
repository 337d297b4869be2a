"""One indicator among all municipalities that have it."""

from dataclasses import replace

from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from lagesbild.assessment.words import one_stop
from lagesbild.barometer.models import Goal, Indicator
from lagesbild.framework.countries import alphabetical
from lagesbild.organisations.models import Municipality
from lagesbild.website.citing import citation
from lagesbild.website.comparing import files, picture_files, pictures, sentences
from lagesbild.website.comparing.choice import (
    PlaceChoice,
    PlaceGroup,
    RankingOrder,
    areas_of,
    groups_for,
    read_choice,
)
from lagesbild.website.comparing.comparison import (
    IndicatorComparison,
    comparison_of,
    names_in,
)
from lagesbild.website.drawing.marks import HOME, place_mark
from lagesbild.website.drawing.png import PNG_WIDTH, as_png, picture_response
from lagesbild.website.indicators.among import panel_of
from lagesbild.website.indicators.answers import public_indicators
from lagesbild.website.indicators.page import IndicatorPage, show
from lagesbild.website.indicators.pictures import municipality_map
from lagesbild.website.site_address import whole_address


def compare(request, slug):
    """The municipalities over time, in order, and on a map; whom they are compared with is in the address."""
    indicator, home, choice = _what_is_compared(request, slug)
    if not choice.canonical and not choice.refusals:
        return HttpResponseRedirect(f"{request.path}?{choice.query}")
    page = show(indicator, home, timezone.localdate().year)
    context = {"indicator": indicator, "shown": page, "rows": [], "map": ""}
    if comparison := comparison_of(indicator, home, choice):
        context |= comparison_context(request, comparison, page)
    return render(request, "website/indicator_compare.html", context)


def as_csv(request, slug):
    return files.as_csv(_comparison(request, slug))


def as_xlsx(request, slug):
    comparison = _comparison(request, slug)
    page = show(comparison.indicator, comparison.home, timezone.localdate().year)
    return files.as_xlsx(comparison, page)


def as_svg(request, slug):
    return picture_response(_svg(request, slug).encode(), "image/svg+xml", f"{slug}-jamforelse.svg")


def as_picture(request, slug):
    return picture_response(as_png(_svg(request, slug), PNG_WIDTH), "image/png", f"{slug}-jamforelse.png")


def _svg(request, slug) -> str:
    comparison = _comparison(request, slug)
    page = show(comparison.indicator, comparison.home, timezone.localdate().year)
    return picture_files.indicator_file(
        comparison, page, chips(comparison), _exact_address(request, comparison)
    )


def _exact_address(request, comparison: IndicatorComparison) -> str:
    path = reverse("indicator_compare", args=[comparison.indicator.slug])
    return whole_address(request, f"{path}?{comparison.choice.query}".rstrip("?"))


def _what_is_compared(request, slug) -> tuple[Indicator, Municipality, PlaceChoice]:
    indicator = get_object_or_404(public_indicators(), slug=slug)
    home = Municipality.load(request_or_site=request)
    panel = panel_of(indicator)
    return indicator, home, read_choice(request.GET, home.home_area, names_in([panel] if panel else []))


def _comparison(request, slug) -> IndicatorComparison:
    comparison = comparison_of(*_what_is_compared(request, slug))
    if comparison is None:
        raise Http404
    return comparison


def comparison_context(request, comparison: IndicatorComparison, page: IndicatorPage) -> dict:
    language, choice = get_language(), comparison.choice
    address = _exact_address(request, comparison)
    return {
        "comparison": comparison,
        "others": comparison.others,
        "rows": comparison.ordered,
        "entries": sentences.listing(comparison),
        "sentences": [
            one_stop(sentence)
            for sentence in (
                sentences.place_sentence(comparison, language),
                comparison.others.middles.in_(language),
                sentences.picked_sentence(comparison, language),
            )
            if sentence
        ],
        "change_sentence": sentences.change_sentence(comparison, language),
        "movers": sentences.movers(comparison),
        "cloud": pictures.cloud_picture(comparison, page, language),
        "strip": pictures.strip_picture(comparison, language, "pa-en-linje"),
        "spread": pictures.spread_picture(comparison, page, language),
        "spread_rows": pictures.spread_rows(comparison),
        "table": table_over_time(comparison),
        "map": municipality_map(comparison.indicator, comparison.others, comparison.home_area, language),
        "chips": chips(comparison),
        "groups": group_links(choice, comparison.home_area),
        "orders": order_links(choice, comparison.since is not None),
        "all_rows": replace(choice, everything=True).query,
        "unsearched": replace(choice, search="").query,
        "names": addable(comparison),
        "goal_query": _goal_query(comparison),
        "exact_address": address,
        "citation": citation(
            comparison.home,
            picture_files.comparison_title(comparison),
            picture_files.comparison_source_sentence(comparison, page),
            address,
            timezone.localdate(),
        ),
    }


def _goal_query(comparison: IndicatorComparison) -> str:
    """The same choice for all indicators of the global goal that this one stands under; empty where it has none."""
    links = comparison.indicator.links
    numbers = [link.global_goal_id or link.goal.represents_id for link in links]
    above = [link.goal.parent_id for link in links if link.goal and link.goal.parent_id]
    if not any(numbers) and above:
        of_those_above = Goal.objects.filter(pk__in=above).values_list("represents_id", flat=True)
        numbers = sorted(number for number in of_those_above if number)
    number = next(filter(None, numbers), None)
    # What is sorted, searched and counted from is of this list alone.
    whom = PlaceChoice(comparison.choice.areas, comparison.choice.group, goal=str(number))
    return whom.query if number else ""


def chips(comparison: IndicatorComparison) -> list[dict]:
    """The key: the home, each picked out with the address without it, and the country."""
    choice = comparison.choice
    home = comparison.panel.places.get(comparison.home_area)
    entries = [{"name": home.name, "mark": place_mark(HOME)}] if home else []
    entries += [
        {
            "name": place.name,
            "mark": place_mark(comparison.marks[place.area]),
            "without": choice.without(place.area).query,
        }
        for place in comparison.picked
    ]
    if comparison.panel.has_country:
        entries.append({"name": pictures.country_name(), "mark": place_mark(None)})
    return entries


def group_links(choice: PlaceChoice, home: str) -> list[dict]:
    labels = {
        PlaceGroup.SIMILAR: _("Liknande kommuner"),
        PlaceGroup.COUNTY: _("Länet"),
        PlaceGroup.ALL: _("Bara alla tillsammans"),
    }
    return [
        {
            "label": f"{labels[group]} ({len(areas)})" if (areas := areas_of(group, home)) else labels[group],
            "query": choice.with_group(group, home).query,
            "current": choice.group == group,
        }
        for group in groups_for(home)
    ]


def order_links(choice: PlaceChoice, with_change: bool) -> list[dict]:
    labels = {
        RankingOrder.PLACE: _("Plats"),
        RankingOrder.LOWEST: _("Lägst först"),
        RankingOrder.HIGHEST: _("Högst först"),
        RankingOrder.FELL: _("Minskat mest"),
        RankingOrder.ROSE: _("Ökat mest"),
        RankingOrder.NAME: _("Namn"),
    }
    of_change = {RankingOrder.FELL, RankingOrder.ROSE}
    return [
        {"label": label, "query": replace(choice, order=order).query, "current": choice.order == order}
        for order, label in labels.items()
        if with_change or order not in of_change
    ]


def addable(comparison: IndicatorComparison) -> list[str]:
    """The names that can be added, for the field that suggests them."""
    names = (place.name for place in comparison.panel.places.values() if place.area not in comparison.marks)
    return sorted(names, key=alphabetical)


def table_over_time(comparison: IndicatorComparison) -> dict:
    """The highlighted lines as a table: a row a period, the latest first; the home, the country and each picked."""
    panel = comparison.panel
    home = panel.places.get(comparison.home_area)
    columns = [(home.name, home.values, home.flags)] if home else []
    if panel.has_country:
        columns.append((pictures.country_name(), panel.country, ("",) * len(panel.periods)))
    columns += [(place.name, place.values, place.flags) for place in comparison.picked]
    cells = zip(*(zip(values, flags, strict=True) for _name, values, flags in columns), strict=True)
    rows = list(zip((str(period) for period in panel.periods), cells, strict=False)) if columns else []
    return {"names": [name for name, _values, _flags in columns], "rows": rows[::-1]}
