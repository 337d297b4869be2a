"""Numbers in words: decimal comma, thousands apart, a real minus sign, decimals enough to see the verdict.

Rounding is half away from zero on the number as it is written, as people and spreadsheets do it.
"""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache
from math import floor, isfinite, log10

from lagesbild.assessment.series import Point
from lagesbild.assessment.words import Text, TrendWord

MAX_DECIMALS = 6
NBSP = "\u00a0"
MINUS = "\u2212"

# The default context's 28 digits cannot hold every float.
_ROOMY = Context(prec=400)
_STEPS = tuple(Decimal(1).scaleb(-places) for places in range(MAX_DECIMALS + 1))
_SWEDISH = str.maketrans({",": NBSP, ".": ","})
POINTS = Text("procentenheter", "percentage points")
POINT = Text("procentenhet", "percentage point")


def number(value: float, decimals: int, language: str = "sv") -> str:
    """``value`` with ``decimals`` (0–6) places: "−1 234,5" with no-break spaces, in English "−1,234.5".

    Raises ValueError for NaN and infinities: a missing value has a reason, not a number.
    """
    return numeral(value, decimals).in_(language)


def with_unit(value: float, decimals: int, unit: Text, language: str = "sv") -> str:
    """``value`` and its unit, held together: "77,1 %", in English "77.1%"."""
    return amount(value, decimals, unit).in_(language)


def visible_decimals(points: Sequence[Point], decimals: int, word: TrendWord) -> int:
    """How many decimals let a reader see a better or worse verdict between the first and last of ``points``.

    ``decimals``, raised (to at most 6) while both print alike. Other words, and series that end exactly where
    they began, keep ``decimals``.
    """
    if word not in (TrendWord.IMPROVING, TrendWord.WORSENING) or not points:
        return decimals
    return telling_decimals(points[0].value, points[-1].value, decimals)


def telling_decimals(number: float, other: float, decimals: int) -> int:
    """``decimals``, raised (to at most 6) until two different values also print differently."""
    if number == other:
        return decimals
    enough = (
        places
        for places in range(decimals, MAX_DECIMALS)
        if numeral(number, places) != numeral(other, places)
    )
    return next(enough, MAX_DECIMALS)


def rate_decimals(slope: float, *bounds: float) -> int:
    """Decimals for a yearly change: two figures of it, and no bound beside zero printed as zero."""
    size = abs(slope) or max(map(abs, bounds), default=0.0)
    two_figures = min(max(0, 1 - floor(log10(size))), MAX_DECIMALS) if size else 0
    decimals = max([two_figures, *(telling_decimals(bound, 0.0, two_figures) for bound in bounds)])
    printed = [numeral(value, decimals).sv for value in (slope, *bounds)]
    return decimals - 1 if decimals and all(figure.endswith("0") for figure in printed) else decimals


def own_decimals(value: float) -> int:
    """As many decimals as the number itself is written with, six at most: 12.5 has one, 40.0 none."""
    exact = round(value, MAX_DECIMALS)  # what a float has beyond that is noise
    return next(places for places in range(MAX_DECIMALS + 1) if round(value, places) == exact)


@lru_cache(maxsize=4096)
def numeral(value: float, decimals: int) -> Text:
    """:func:`number` in both languages at once."""
    if not isfinite(value):
        raise ValueError(f"{value} is not a number to print. Leave the value out and show why it is missing.")
    english = _rounded(abs(float(value)), decimals)
    sign = MINUS if value < 0 and english.strip("0.,") else ""
    return Text(sign + english.translate(_SWEDISH), sign + english)


def _rounded(value: float, decimals: int) -> str:
    written = repr(value)
    places = written.partition(".")[2]
    if "e" not in written and 0 < len(places) <= decimals:
        return f"{int(written[: -len(places) - 1]):,}.{places.ljust(decimals, '0')}"
    halfway = len(places) == decimals + 1 and places[-1] == "5"
    if halfway or "e" in written:
        return f"{Decimal(written).quantize(_STEPS[decimals], ROUND_HALF_UP, _ROOMY):,f}"
    # Only exactly half way does it matter how the number is written: what is nearer to one side is so in binary too.
    return f"{value:,.{decimals}f}"


def amount(value: float, decimals: int, unit: Text) -> Text:
    """:func:`with_unit` in both languages at once."""
    return joined(numeral(value, decimals), unit)


def decided(value: float, unit: Text) -> Text:
    """A decided value as it was decided, whatever decimals are printed beside it: 12,5 is never 13."""
    return amount(value, own_decimals(value), unit)


def change(value: float, decimals: int, unit: Text) -> Text:
    """A difference between two values with its unit: per cent become percentage points."""
    figure = numeral(value, decimals)
    if not is_share(unit):
        return joined(figure, unit)
    return joined(figure, POINT if figure.sv.lstrip(MINUS) == "1" else POINTS)


def change_unit(unit: Text) -> Text:
    """The unit of a difference, with a space before it where there is one."""
    unit = POINTS if is_share(unit) else unit
    return Text(_spaced(unit.sv), _spaced(unit["en"]))


def is_share(unit: Text) -> bool:
    """Whether values are percentages, so that their differences are percentage points."""
    return unit.sv.strip().lower().startswith(("%", "procent"))


def joined(figure: Text, unit: Text) -> Text:
    """A printed number and its unit, held together."""
    if not unit:
        return figure
    english = unit["en"].strip()
    beside = english if english.startswith("%") else _spaced(english)
    return Text(figure.sv + _spaced(unit.sv), figure.en + beside)


def _spaced(unit: str) -> str:
    unit = unit.strip()
    return NBSP + unit if unit else ""
