"""All indicators of a goal beside each other, a strip each, for the municipalities that the reader chooses."""

from dataclasses import dataclass, replace
from functools import cached_property

from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language

from lagesbild.barometer import overview
from lagesbild.barometer.models import Indicator
from lagesbild.framework.countries import alphabetical
from lagesbild.framework.models import GlobalGoal
from lagesbild.organisations.models import Municipality
from lagesbild.website.citing import citation
from lagesbild.website.comparing import goal_files, picture_files, pictures
from lagesbild.website.comparing.choice import PlaceChoice, read_choice
from lagesbild.website.comparing.comparison import (
    IndicatorComparison,
    comparison_of,
    names_in,
)
from lagesbild.website.comparing.views import group_links
from lagesbild.website.drawing.marks import HOME, place_mark
from lagesbild.website.drawing.png import PNG_WIDTH, as_png, picture_response
from lagesbild.website.indicators.among import panel_of
from lagesbild.website.indicators.shared_answers import indicators_under
from lagesbild.website.site_address import whole_address


@dataclass(frozen=True)
class GoalComparison:
    """What an address asks for: a goal, its indicators, and whom they are compared with."""

    goal: GlobalGoal | None
    goal_name: str
    goals: list[tuple[GlobalGoal, str]]
    home: Municipality
    indicators: list[Indicator]
    names: dict[str, str]
    choice: PlaceChoice

    @cached_property
    def comparisons(self) -> list[IndicatorComparison]:
        return compared_by(self.indicators, self.home, self.choice)

    @property
    def uncompared(self) -> list[Indicator]:
        compared = {comparison.indicator.pk for comparison in self.comparisons}
        return [indicator for indicator in self.indicators if indicator.pk not in compared]

    @property
    def key(self) -> list[dict]:
        return _chips(self.home, self.choice, self.names, self.comparisons)

    @property
    def addable(self) -> list[str]:
        home_and_chosen = {*self.choice.areas, self.home.home_area}
        return sorted(
            (name for area, name in self.names.items() if area not in home_and_chosen), key=alphabetical
        )


def compare_goal(request):
    """One goal's indicators, a dot strip each; without a goal the seventeen to choose among."""
    asked_for = goal_comparison(request)
    choice, home, comparisons = asked_for.choice, asked_for.home, asked_for.comparisons
    if not choice.canonical and not choice.refusals:
        return HttpResponseRedirect(f"{request.path}?{choice.query}")
    address = whole_address(request, f"{request.path}?{choice.query}".rstrip("?"))
    title, source = picture_files.goal_title(asked_for), picture_files.sources_sentence(comparisons)
    context = {
        "goal": asked_for.goal,
        "goal_name": asked_for.goal_name,
        "goals": asked_for.goals,
        "choice": choice,
        "strips": [_strip_row(comparison) for comparison in comparisons],
        "columns": goal_files.columns_of(comparisons, home, choice, asked_for.names),
        "uncompared": asked_for.uncompared,
        "chips": asked_for.key,
        "groups": group_links(choice, home.home_area),
        "names": asked_for.addable,
        "exact_address": address,
        "citation": citation(home, title, source, address, timezone.localdate()),
    }
    return render(request, "website/goal_compare.html", context)


def goal_comparison(request) -> GoalComparison:
    goals = list(GlobalGoal.objects.order_by("number"))
    home = Municipality.load(request_or_site=request)
    goal = next((goal for goal in goals if str(goal.number) == request.GET.get("mal")), None)
    under = overview.by_global_goal(overview.forest())
    page_names = [(option, overview.page_name(option, under[option.number])) for option in goals]
    indicators = indicators_of(goal.number, under[goal.number]) if goal else []
    panels = [panel for panel in map(panel_of, indicators) if panel]
    names = names_in(panels)
    choice = replace(read_choice(request.GET, home.home_area, names), goal=str(goal.number) if goal else "")
    goal_name = next((name for option, name in page_names if option == goal), "")
    return GoalComparison(goal, goal_name, page_names, home, indicators, names, choice)


def as_csv(request):
    return goal_files.as_csv(*_for_files(request))


def as_xlsx(request):
    return goal_files.as_xlsx(*_for_files(request))


def _for_files(request) -> tuple:
    asked_for = goal_comparison(request)
    return asked_for.comparisons, asked_for.home, asked_for.choice, asked_for.names


def as_svg(request):
    return picture_response(_svg(request).encode(), "image/svg+xml", "jamforelse.svg")


def as_picture(request):
    return picture_response(as_png(_svg(request), PNG_WIDTH), "image/png", "jamforelse.png")


def _svg(request) -> str:
    asked_for = goal_comparison(request)
    if not asked_for.comparisons:
        raise Http404
    address = whole_address(request, f"{reverse('compare_goal')}?{asked_for.choice.query}")
    return picture_files.goal_file(asked_for, address)


def indicators_of(number: int, branches: list[overview.Branch]) -> list[Indicator]:
    """The public indicators under a global goal, main ones first."""
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
