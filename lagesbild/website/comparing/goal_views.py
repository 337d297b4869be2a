"""All indicators of a goal beside each other, a strip each, for the municipalities that the reader chooses."""

from dataclasses import replace

from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language

from lagesbild.barometer import overview
from lagesbild.framework.countries import alphabetical
from lagesbild.framework.models import GlobalGoal
from lagesbild.organisations.models import Municipality
from lagesbild.website.comparing import goal_files, pictures
from lagesbild.website.comparing.choice import PlaceChoice, read_choice
from lagesbild.website.comparing.comparison import (
    IndicatorComparison,
    comparison_of,
    names_in,
)
from lagesbild.website.comparing.views import group_links
from lagesbild.website.drawing.marks import HOME, place_mark
from lagesbild.website.indicators.among import panel_of
from lagesbild.website.indicators.answers import indicators_under
from lagesbild.website.site_address import whole_address


def compare_goal(request):
    """One goal's indicators, a dot strip each; without a goal the seventeen to choose among."""
    goals = list(GlobalGoal.objects.order_by("number"))
    home = Municipality.load(request_or_site=request)
    goal = next((goal for goal in goals if str(goal.number) == request.GET.get("mal")), None)
    indicators = indicators_of(goal.number) if goal else []
    panels = {indicator.pk: panel_of(indicator) for indicator in indicators}
    names = names_in(panel for panel in panels.values() if panel)
    choice = read_choice(request.GET, home.home_area, names)
    choice = replace(choice, goal=str(goal.number) if goal else "")
    if not choice.canonical and not choice.refusals:
        return HttpResponseRedirect(f"{request.path}?{choice.query}")
    comparisons = compared_by(indicators, home, choice)
    compared = {comparison.indicator.pk for comparison in comparisons}
    context = {
        "goal": goal,
        "goals": goals,
        "choice": choice,
        "strips": [_strip_row(comparison) for comparison in comparisons],
        "columns": goal_files.columns_of(comparisons, home, choice, names),
        "uncompared": [indicator for indicator in indicators if indicator.pk not in compared],
        "chips": _chips(home, choice, names, comparisons),
        "groups": group_links(choice, home.home_area),
        "names": sorted(
            (name for area, name in names.items() if area not in (*choice.areas, home.home_area)),
            key=alphabetical,
        ),
        "exact_address": whole_address(request, f"{request.path}?{choice.query}".rstrip("?")),
    }
    return render(request, "website/goal_compare.html", context)


def as_csv(request):
    return goal_files.as_csv(*_for_files(request))


def as_xlsx(request):
    return goal_files.as_xlsx(*_for_files(request))


def _for_files(request) -> tuple:
    home = Municipality.load(request_or_site=request)
    number = request.GET.get("mal", "")
    indicators = indicators_of(int(number)) if number in map(str, range(1, 18)) else []
    panels = [panel for panel in map(panel_of, indicators) if panel]
    names = names_in(panels)
    choice = read_choice(request.GET, home.home_area, names)
    return compared_by(indicators, home, choice), home, choice, names


def indicators_of(number: int) -> list:
    """The public indicators under a global goal, main ones first."""
    branches = overview.by_global_goal(overview.forest())[number]
    return indicators_under({node.goal.pk for branch in branches for node in branch.walk()}, number)


def compared_by(indicators, home: Municipality, choice: PlaceChoice) -> list[IndicatorComparison]:
    comparisons = (comparison_of(indicator, home, choice) for indicator in indicators)
    return [comparison for comparison in comparisons if comparison]


def _strip_row(comparison: IndicatorComparison) -> dict:
    """An indicator with its strip, its own value and place, and the address of the whole comparison."""
    query = replace(comparison.choice, goal="").query
    address = reverse("indicator_compare", args=[comparison.indicator.slug])
    return {
        "comparison": comparison,
        "own": comparison.own(),
        "strip": pictures.strip_picture(
            comparison, get_language(), f"strip-{comparison.indicator.slug}"[:60].rstrip("-")
        ),
        "address": f"{address}?{query}" if query else address,
        "counted_from": pictures.counted_from(comparison),
    }


def _chips(home: Municipality, choice: PlaceChoice, names: dict[str, str], comparisons) -> list[dict]:
    """The key: the home, those picked out that have any value, and the country where any indicator has one."""
    entries = [{"name": home.name, "mark": place_mark(HOME)}] if home.home_area in names else []
    entries += [
        {"name": names[area], "mark": place_mark(rank), "without": choice.without(area).query}
        for rank, area in enumerate(choice.areas)
        if area in names
    ]
    if any(comparison.country is not None for comparison in comparisons):
        entries.append({"name": pictures.country_name(), "mark": place_mark(None)})
    return entries
