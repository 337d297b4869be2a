"""What other published methods say of an indicator: told beside its verdict, never mixed into it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lagesbild.assessment import eurostat, statcan, unsd, wetter
from lagesbild.assessment.eurostat import GrowthTerm, Movement
from lagesbild.assessment.rule import Direction, Reference, ReferenceKind, Rule
from lagesbild.assessment.series import Point, choose, in_order
from lagesbild.assessment.words import Text


@dataclass(frozen=True, slots=True)
class PublishedVerdict:
    """``key`` is the method's entry in the manual, ``method`` its name and ``label`` its word."""

    key: str
    method: Text
    label: Text


def by_published_methods(points: Iterable[Point], rule: Rule) -> Iterator[PublishedVerdict]:
    """The words of those that can judge the series: Germany, Eurostat, Statistics Canada and the UN.

    On the same values as the trend, and against the next of the rule's own targets, else the last that has passed.
    """
    used = choose(in_order(points), rule.breaks, rule.start_year, rule.cycle_years).used
    if rule.direction is Direction.NONE or not used:
        return
    target = next_target(rule, used[-1].year)
    aim = {"target": target.value, "target_year": target.year} if target else {}
    symbol = wetter.weather(used, rule.direction, **aim).symbol
    if symbol is not wetter.WeatherSymbol.NOT_CALCULATED:
        yield PublishedVerdict("wetter", _WETTER, WEATHER_LABELS[symbol])
    for term, name in ((GrowthTerm.SHORT, _FIVE_YEARS), (GrowthTerm.LONG, _FIFTEEN_YEARS)):
        movement = eurostat.growth(used, rule.direction, term).movement
        if movement is not Movement.NOT_CALCULATED:
            yield PublishedVerdict("eurostat", name, MOVEMENT_LABELS[movement])
    yield from _by_offices(used, rule.direction, target)


def next_target(rule: Rule, latest_year: int) -> Reference | None:
    """The target whose year comes first after ``latest_year``, else the last one passed, else one without a year."""
    targets = [reference for reference in rule.references if reference.kind is ReferenceKind.TARGET]
    dated = sorted((target for target in targets if target.year is not None), key=lambda target: target.year)
    ahead = next((target for target in dated if target.year > latest_year), None)
    return ahead or next(reversed(dated), None) or next(iter(targets), None)


def _by_offices(
    used: tuple[Point, ...], direction: Direction, target: Reference | None
) -> Iterator[PublishedVerdict]:
    """The two that count from 2015, and towards 2030 where the target has no year of its own."""
    aim = {"target": target.value} if target else {}
    if target and target.year:
        aim["target_year"] = target.year
    status = statcan.progress(used, direction, **aim).status
    if status is not statcan.StatcanStatus.NOT_AVAILABLE:
        yield PublishedVerdict("statcan", _STATCAN, STATCAN_LABELS[status])
    category = unsd.progress(used, direction, **aim).category
    if category is not unsd.Category.NOT_ASSESSED:
        yield PublishedVerdict("unsd", _UNSD, UNSD_LABELS[category])


_WETTER = Text("Tysklands vädersymboler", "Germany's weather symbols")
_FIVE_YEARS = Text("Eurostat, fem år", "Eurostat, five years")
_FIFTEEN_YEARS = Text("Eurostat, femton år", "Eurostat, fifteen years")
_STATCAN = Text("Statistics Canada", "Statistics Canada")
_UNSD = Text("FN:s statistikavdelning", "The UN Statistics Division")
WEATHER_LABELS = {
    wetter.WeatherSymbol.SUN: Text("Sol", "Sun"),
    wetter.WeatherSymbol.SLIGHTLY_CLOUDY: Text("Lätt molnigt", "Slightly cloudy"),
    wetter.WeatherSymbol.CLOUD: Text("Moln", "Cloud"),
    wetter.WeatherSymbol.THUNDERSTORM: Text("Åska", "Thunderstorm"),
    wetter.WeatherSymbol.NOT_CALCULATED: Text("Går inte att räkna", "Not calculated"),
}
MOVEMENT_LABELS = {
    Movement.PROGRESS: Text("Framsteg", "Progress"),
    Movement.NO_MOVEMENT: Text("Ingen rörelse", "No movement"),
    Movement.MOVEMENT_AWAY: Text("Bort från målet", "Movement away"),
    Movement.NOT_CALCULATED: Text("Går inte att räkna", "Not calculated"),
}
STATCAN_LABELS = {
    statcan.StatcanStatus.TARGET_ACHIEVED: Text("Målet är nått", "Target achieved"),
    statcan.StatcanStatus.SUBSTANTIAL_PROGRESS: Text("Stora framsteg", "Substantial progress"),
    statcan.StatcanStatus.MODERATE_PROGRESS: Text("Måttliga framsteg", "Moderate progress"),
    statcan.StatcanStatus.LIMITED_PROGRESS: Text("Små framsteg", "Limited progress"),
    statcan.StatcanStatus.DETERIORATION: Text("Försämring", "Deterioration"),
}
UNSD_LABELS = {
    unsd.Category.TARGET_MET: Text("Målet är nått", "Target met"),
    unsd.Category.ON_TRACK: Text("I fas", "On track"),
    unsd.Category.FAIR_PROGRESS: Text("Vissa framsteg", "Fair progress"),
    unsd.Category.STAGNATION_OR_REVERSAL: Text("Står still eller går bakåt", "Stagnation or reversal"),
}
