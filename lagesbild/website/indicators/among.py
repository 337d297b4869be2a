"""The municipalities of one year: in order, and what they are together. What grows with a place, per inhabitant."""

from dataclasses import dataclass
from functools import cached_property
from statistics import mean

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from lagesbild.assessment import Text, number, with_unit
from lagesbild.barometer.models import Indicator
from lagesbild.figures import queries
from lagesbild.figures.panel import Panel, panel
from lagesbild.figures.per_inhabitant import per_inhabitant
from lagesbild.figures.queries import RankedArea


@dataclass(frozen=True)
class Among:
    """``placed``: the highest first. ``country``: what Sweden is as one place; None where that is not known."""

    placed: tuple[RankedArea, ...] = ()
    year: int | None = None
    unit: Text = Text("", "")
    decimals: int = 0
    country: float | None = None

    @cached_property
    def middles(self) -> Text:
        """The mean of the municipalities and the country's own value, each called what it is."""
        sentences = {language: self._middles(language) for language in ("sv", "en")}
        return Text(sentences["sv"], sentences["en"]).fill()

    def _middles(self, language: str) -> str:
        values = [place.value for place in self.placed]
        with override(language):
            sentence = _("Ovägt medelvärde av %(n)s kommuner: %(mean)s.") % {
                "n": len(values),
                "mean": number(mean(values), self.decimals, language),
            }
            if self.country is None:
                return sentence
            whole = with_unit(self.country, self.decimals, self.unit, language)
            return sentence + " " + _("Sverige: %(value)s.") % {"value": whole}


def among(indicator: Indicator) -> Among:
    """Nobody is placed where there are fewer than two, or where there is nothing to divide a total by."""
    if indicator.is_total:
        return _per_inhabitant(indicator)
    year, placed = queries.ranking(settings.FIGURES, indicator.figure, indicator.subgroup)
    if len(placed) < 2:
        return Among()
    unit = indicator.unit_text
    return Among(tuple(placed), year, unit, indicator.decimals, _country(indicator))


def _per_inhabitant(indicator: Indicator) -> Among:
    quotients = per_inhabitant(settings.FIGURES, indicator.figure, indicator.subgroup)
    if quotients is None:
        return Among()
    typical = abs(quotients.together)
    decimals = 2 if typical < 10 else 1 if typical < 100 else 0
    unit = Text(_unit_per(indicator, quotients.scale, "sv"), _unit_per(indicator, quotients.scale, "en"))
    return Among(quotients.placed, quotients.year, unit, decimals, quotients.together)


def _unit_per(indicator: Indicator, scale: int, language: str) -> str:
    unit = indicator.unit_text[language]
    with override(language):
        per = _("per %(n)s invånare") % {"n": number(scale, 0, language)} if scale > 1 else _("per invånare")
    return f"{unit} {per}".strip()


def panel_of(indicator: Indicator) -> Panel | None:
    """All municipalities over time; None where there is nothing to compare."""
    if not indicator.figure:
        return None
    return panel(settings.FIGURES, indicator.figure, indicator.subgroup, per_inhabitant=indicator.is_total)


def _country(indicator: Indicator) -> float | None:
    """The country's own value of the period that is ranked, where a source or a quotient gives it."""
    over_time = panel_of(indicator)
    return over_time.country[-1] if over_time else None
