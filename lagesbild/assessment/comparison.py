"""How do others fare? Rank and median among areas measured the same year. No position is good or bad."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import isfinite
from statistics import median

from lagesbild.assessment.answer_numbers import readable_beside
from lagesbild.assessment.rule import Direction
from lagesbild.assessment.words import NO_TEXT, Text


@dataclass(frozen=True, slots=True)
class Comparison:
    """Where an area stands among others.

    ``rank``: 1 plus how many stand strictly before it (equal values share a rank). ``n`` counts the area
    itself.
    ``ties``: how many others have its very value. ``median``: the others', in the indicator's unit.
    ``quartile``: 1–4 counted like the rank; None with fewer than four areas or when a tie spans several.
    Rank, median and quartile are None when there is nobody to compare with.
    """

    rank: int | None
    n: int
    ties: int
    median: float | None
    quartile: int | None
    why: Text


def compare(
    area: str,
    value: float,
    peers: Mapping[str, float],
    *,
    direction: Direction = Direction.NONE,
    unit: Text = NO_TEXT,
    decimals: int = 0,
) -> Comparison:
    """``area``'s ``value`` among ``peers``, area → value for the same year (``area`` itself is ignored
    there).

    Ranked from the better end: from the lowest where lower is better, else from the highest. Raises
    ValueError naming the areas without a number.
    """
    _require_numbers({**peers, area: value})
    others = [other for name, other in peers.items() if name != area]
    if not others:
        return Comparison(None, 1, 0, None, None, _ALONE)
    before = sum(other < value if direction is Direction.DOWN else other > value for other in others)
    ties = others.count(value)
    middle = median(others)
    sentence = _SHARED if ties else _RANK
    why = sentence.fill(
        value=readable_beside(value, middle, decimals, unit),
        rank=before + 1,
        n=len(others) + 1,
        ties=ties,
        end=_LOWEST if direction is Direction.DOWN else _HIGHEST,
        median=readable_beside(middle, value, decimals, unit),
    )
    return Comparison(
        before + 1, len(others) + 1, ties, middle, _quartile(before, ties, len(others) + 1), why
    )


def _quartile(before: int, ties: int, n: int) -> int | None:
    first, last = 4 * before // n + 1, 4 * (before + ties) // n + 1
    return first if n >= 4 and first == last else None


def _require_numbers(values: Mapping[str, float]) -> None:
    wrong = [name for name, value in values.items() if value is None or not isfinite(value)]
    if wrong:
        raise ValueError(f"No number for {', '.join(wrong)}. Leave out areas without a value for the year.")


_ALONE = Text("Det finns inga andra värden att jämföra med.", "There are no other values to compare with.")
_RANK = Text(
    "{value} är plats {rank} av {n}, räknat från det {end} värdet; medianen för de övriga är {median}.",
    "{value} is number {rank} of {n}, counted from the {end} value; the median of the others is {median}.",
)
_SHARED = Text(
    "{value} är delad plats {rank} av {n} (samma värde som {ties} till), räknat från det {end} värdet; "
    "medianen för de övriga är {median}.",
    "{value} shares number {rank} of {n} (the same value as {ties} more), counted from the {end} value; the "
    "median of the others is {median}.",
)
_HIGHEST = Text("högsta", "highest")
_LOWEST = Text("lägsta", "lowest")
