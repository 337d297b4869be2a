"""One indicator, all municipalities: where they are, how they have moved, and those that are picked out."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from statistics import median

from lagesbild.assessment import Direction, Text, number
from lagesbild.assessment.numerals import amount, change, is_share
from lagesbild.assessment.ranks import places
from lagesbild.barometer.models import Indicator
from lagesbild.figures.panel import Panel, PanelPlace
from lagesbild.framework.countries import alphabetical
from lagesbild.organisations.models import Municipality
from lagesbild.tables.columns import fold
from lagesbild.tables.periods import Period
from lagesbild.website.comparing.choice import PlaceChoice, RankingOrder
from lagesbild.website.drawing.marks import HOME
from lagesbild.website.indicators.among import Among, among, panel_of

PER_CENT = Text("%", "%")


@dataclass(frozen=True)
class RankedRow:
    """One municipality in the ranking. ``rank``: its place; ``mark``: how it is drawn, None where not picked out."""

    area: str
    name: str
    rank: int
    value: float
    flag: str
    before: float | None
    change: float | None
    mark: int | None
    home: bool


@dataclass(frozen=True)
class ChangeMeasure:
    """How a change is told: in per cent, or where values are shares or may be nought or below, as a difference."""

    relative: bool
    decimals: int
    unit: Text

    def between(self, before: float | None, after: float | None) -> float | None:
        if before is None or after is None:
            return None
        return 100 * (after - before) / before if self.relative else after - before

    def text(self, amount_of_change: float) -> Text:
        if self.relative:
            difference = amount(amount_of_change, self.decimals, PER_CENT)
        else:
            difference = change(amount_of_change, self.decimals, self.unit)
        grows = amount_of_change > 0 and any(digit in "123456789" for digit in difference.sv)
        return Text(f"+{difference.sv}", f"+{difference['en']}") if grows else difference


@dataclass(frozen=True)
class IndicatorComparison:
    """An indicator's municipalities as the reader has chosen to see them."""

    indicator: Indicator
    home: Municipality
    choice: PlaceChoice
    panel: Panel
    others: Among

    @property
    def home_area(self) -> str:
        return self.home.home_area

    @property
    def n(self) -> int:
        return len(self.others.placed)

    @cached_property
    def picked(self) -> list[PanelPlace]:
        """The municipalities picked out that have any value, in the reader's order."""
        return [self.panel.places[area] for area in self.choice.areas if area in self.panel.places]

    @property
    def without_values(self) -> list[str]:
        return [area for area in self.choice.areas if area not in self.panel.places]

    @cached_property
    def marks(self) -> dict[str, int]:
        """How each is drawn: the same for a choice whatever the indicator, also where some have no value."""
        return {self.home_area: HOME} | {area: rank for rank, area in enumerate(self.choice.areas)}

    # --- Change -------------------------------------------------------------------------------------------

    @cached_property
    def since_options(self) -> list[Period]:
        """The periods that a change can be counted from: those that most have reported."""
        return [self.panel.periods[place] for place in self.panel.well_reported[:-1]]

    @cached_property
    def since(self) -> Period | None:
        """The reader's, else the first."""
        options = self.since_options
        return next((period for period in options if str(period) == self.choice.since), None) or (
            options[0] if options else None
        )

    @cached_property
    def measure(self) -> ChangeMeasure:
        unit, decimals = self.others.unit, self.others.decimals
        befores = self._befores().values()
        values = [place.value for place in self.others.placed]
        if is_share(unit) or not befores or min(befores) <= 0 or min(values) < 0:
            return ChangeMeasure(False, decimals, unit)
        relative = ChangeMeasure(True, 0, unit)
        sizes = [abs(row) for row in self._changes(relative).values()]
        return ChangeMeasure(True, 0 if sizes and median(sizes) >= 10 else 1, unit)

    def _befores(self) -> dict[str, float]:
        return self.panel.values_of(self.panel.periods.index(self.since)) if self.since else {}

    def _changes(self, measure: ChangeMeasure) -> dict[str, float]:
        befores = self._befores()
        pairs = {
            place.area: measure.between(befores.get(place.area), place.value) for place in self.others.placed
        }
        return {area: moved for area, moved in pairs.items() if moved is not None}

    @cached_property
    def risers(self) -> list[RankedRow]:
        """All that have a change, the one that has risen most first."""
        moved = [row for row in self.ranked if row.change is not None]
        return sorted(moved, key=lambda row: (-row.change, row.name))

    # --- The ranking --------------------------------------------------------------------------------------

    @property
    def lowest_first(self) -> bool:
        return self.indicator.direction == Direction.DOWN

    def rank_in(self, value: float | None, values: Iterable[float]) -> int | None:
        """The place of a value among those of its period, counted as the ranking is."""
        if value is None:
            return None
        return 1 + sum(other < value if self.lowest_first else other > value for other in values)

    @cached_property
    def ranked(self) -> list[RankedRow]:
        """All that have a value, by place: from the better end, or from the highest. Equal values share a place."""
        placed = self.others.placed[::-1] if self.lowest_first else self.others.placed
        ranks = places({place.area: place.value for place in placed}, highest_first=not self.lowest_first)
        befores, changes = self._befores(), self._changes(self.measure)
        return [
            RankedRow(
                place.area,
                place.name,
                ranks[place.area],
                place.value,
                place.flag,
                befores.get(place.area),
                changes.get(place.area),
                self.marks.get(place.area),
                place.area == self.home_area,
            )
            for place in placed
        ]

    @cached_property
    def ordered(self) -> list[RankedRow]:
        """The ranking as it is searched and sorted."""
        rows = [row for row in self.ranked if fold(self.choice.search) in fold(row.name)]
        return sorted(rows, key=self._order_of)

    def _order_of(self, row: RankedRow):
        unmoved = row.change is None
        match self.choice.order:
            case RankingOrder.LOWEST:
                return (row.value, row.name)
            case RankingOrder.HIGHEST:
                return (-row.value, row.name)
            case RankingOrder.FELL:
                return (unmoved, row.change or 0, row.name)
            case RankingOrder.ROSE:
                return (unmoved, -(row.change or 0), row.name)
            case RankingOrder.NAME:
                return (alphabetical(row.name),)
        return (row.rank, row.name)

    def own(self) -> RankedRow | None:
        return next((row for row in self.ranked if row.home), None)

    # --- Words --------------------------------------------------------------------------------------------

    def amount(self, value: float) -> Text:
        return amount(value, self.others.decimals, self.others.unit)

    def plain(self, value: float, language: str) -> str:
        return number(value, self.others.decimals, language)

    @property
    def country(self) -> float | None:
        """The country's value of the ranked period."""
        return self.panel.country[-1] if self.panel.country else None


def comparison_of(
    indicator: Indicator, home: Municipality, choice: PlaceChoice
) -> IndicatorComparison | None:
    """None where there is nothing to compare: fewer than two places, or a total that nothing can be divided by."""
    places_over_time = panel_of(indicator)
    others = among(indicator)
    if places_over_time is None or not others.placed:
        return None
    return IndicatorComparison(indicator, home, choice, places_over_time, others)


def names_in(panels: Iterable[Panel]) -> dict[str, str]:
    """Every municipality that has a value, by code."""
    return {area: place.name for one_panel in panels for area, place in one_panel.places.items()}
