"""How one indicator is to be judged: which way is good, by which method, against which reference values."""

from dataclasses import dataclass, replace
from enum import IntEnum, StrEnum
from numbers import Integral, Real

from lagesbild.assessment.series import Break
from lagesbild.assessment.words import NO_TEXT, Text


class Direction(IntEnum):
    """Which way is better. NONE: nobody has decided, so nothing is judged and nothing coloured.

    HOLD: neither way is; the level is to be held between two limits, and only whether it is inside them is judged.
    """

    DOWN = -1
    NONE = 0
    UP = 1
    HOLD = 2

    @property
    def is_a_way(self) -> bool:
        """Whether a change can be for the better: upwards or downwards."""
        return abs(self) == 1


class Method(StrEnum):
    """How a trend is found: one module of this package each. The default first."""

    MANN_KENDALL = "mann-kendall"
    THEIL_SEN = "theil-sen"
    REGRESSION = "regression"
    BASELINE = "baseline"


class ReferenceKind(StrEnum):
    """What a reference value is. A baseline is where things started: shown, never a verdict of its own."""

    TARGET = "target"
    LIMIT = "limit"
    GUIDELINE = "guideline"
    BASELINE = "baseline"
    GLOBAL = "global"


@dataclass(frozen=True, slots=True)
class Reference:
    """A value to hold figures against, in the indicator's unit. ``year``: when a target is due, or None."""

    kind: ReferenceKind
    label: Text
    value: float
    year: int | None = None

    def __post_init__(self) -> None:
        _set(self, "kind", _one_of(ReferenceKind, self.kind, "kind of reference value"))
        _require_text(self.label, "A reference value's label")
        if not isinstance(self.value, Real) or not -1e100 < self.value < 1e100:
            raise ValueError(
                f"The reference value {self.label.sv!r} is {self.value!r}. Give a number or remove it."
            )
        if self.year is not None and not isinstance(self.year, Integral):
            raise ValueError(f"The year of {self.label.sv!r} is {self.year!r}. Give a whole year, or None.")


@dataclass(frozen=True, slots=True)
class Rule:
    """Everything that is decided, not measured, about an indicator.

    ``start_year`` leaves earlier values out of the trend. ``cycle_years`` is how often the indicator is
    really measured: an equal value within that many years is a repeat. ``window_years`` is how many years each value
    covers: values that share years are not independent, and only every so many count in a trend. ``decimals`` is how
    values are usually printed. ``references`` stand in order of importance. ``small_change``: a change over the whole
    period smaller than this, in the indicator's unit, is sure but hardly matters in its field; never a share of the
    level. ``margin_indicator``: which indicator publishes the margins of its values, empty where none does. Lists are
    taken as tuples. Raises ValueError saying what to change.
    """

    direction: Direction
    method: Method = Method.MANN_KENDALL
    start_year: int | None = None
    breaks: tuple[Break, ...] = ()
    cycle_years: int | None = None
    window_years: int | None = None
    unit: Text = NO_TEXT
    decimals: int = 0
    references: tuple[Reference, ...] = ()
    small_change: float | None = None
    margin_indicator: str = ""

    def __post_init__(self) -> None:
        _set(self, "direction", _one_of(Direction, self.direction, "direction"))
        _set(self, "method", _one_of(Method, self.method, "method"))
        _set(self, "breaks", tuple(sorted(self.breaks, key=lambda b: b.year)))
        _set(self, "references", tuple(self.references))
        _require_text(self.unit, "The unit")
        if self.start_year is not None and not isinstance(self.start_year, Integral):
            raise ValueError(f"The start year is {self.start_year!r}. Give a whole year, or None.")
        _require_years(self.cycle_years, "cycle_years", "the years between measurements")
        _require_years(self.window_years, "window_years", "the years that each value covers")
        if not isinstance(self.decimals, Integral) or not 0 <= self.decimals <= 6:
            raise ValueError(f"decimals is {self.decimals!r}. Give a whole number from 0 to 6.")
        if self.small_change is not None and not (
            isinstance(self.small_change, Real) and 0 < self.small_change < 1e100
        ):
            raise ValueError(
                f"small_change is {self.small_change!r}. Give a change above 0 in the unit, or None."
            )
        if self.method is Method.BASELINE and self.baseline and self.baseline.year is None:
            raise ValueError(
                "The baseline method needs to know the baseline's year. Give it, or use another method."
            )

    @property
    def baseline(self) -> Reference | None:
        """The first reference value that is a baseline, if any."""
        return next((ref for ref in self.references if ref.kind is ReferenceKind.BASELINE), None)

    def from_its_baseline(self) -> "Rule":
        """A promise is counted from its baseline: earlier values are left out where no other start is decided."""
        year = self.baseline.year if self.baseline else None
        if self.method is not Method.MANN_KENDALL or self.start_year is not None or not year:
            return self
        return replace(self, start_year=year)

    @property
    def held_between(self) -> tuple[float, float] | None:
        """The limits a level is to be held between: the lowest and the highest there are; None without two."""
        limits = [ref.value for ref in self.references if ref.kind is ReferenceKind.LIMIT]
        if self.direction is not Direction.HOLD or len(set(limits)) < 2:
            return None
        return min(limits), max(limits)

    def better_from(self, reference: Reference) -> Direction:
        """Which way is better at ``reference``: inwards from the limits that a level is held between."""
        if self.direction is not Direction.HOLD:
            return self.direction
        between = self.held_between
        if between is None or reference.kind is not ReferenceKind.LIMIT:
            return Direction.NONE
        return {between[0]: Direction.UP, between[1]: Direction.DOWN}.get(reference.value, Direction.NONE)


def _set(instance: object, name: str, value: object) -> None:
    # The way round `frozen`: only __post_init__ may, before anybody else has seen the instance.
    object.__setattr__(instance, name, value)


def _one_of(kinds: type, value: object, what: str) -> object:
    try:
        return kinds(value)
    except ValueError:
        choices = ", ".join(str(kind.value) for kind in kinds)
        raise ValueError(f"Unknown {what} {value!r}. Use one of {choices}.") from None


def _require_years(years: object, name: str, what: str) -> None:
    if years is not None and (not isinstance(years, Integral) or years < 1):
        raise ValueError(f"{name} is {years!r}. Give {what}, or None.")


def _require_text(value: object, what: str) -> None:
    if not isinstance(value, Text):
        raise ValueError(f"{what} is {value!r}. Give it in both languages: Text(swedish, english).")
