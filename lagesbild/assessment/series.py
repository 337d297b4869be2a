"""A series of measured values, and which of them a trend may rest on."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from numbers import Integral, Real

from lagesbild.assessment.words import FLAG_LABELS, NO_TEXT, Text

FLAGS = tuple(FLAG_LABELS)
UNSETTLED = ("extrapolated", "preliminary")
"""Flags of values that no trend rests on: the first is a computation, the second may still change."""

FEWEST = 5
"""Below this many values the usual tests cannot reach 5 % whatever the values are."""
STRONG = 8
"""From this many values the evidence is called strong."""

_BEFORE_BREAK = Text("före brottet {year}{why}", "before the break in {year}{why}")
_SHARED_YEARS = Text("delar år med ett senare värde", "shares years with a later value")
_BEFORE_START = Text("före startåret {year}", "before the start year {year}")
REPEAT = Text("upprepar en tidigare mätning", "repeats an earlier measurement")
_REPEATED = Text("mätt {year}, upprepat till {to}", "measured in {year}, repeated until {to}")
_LEFT_OUT = Text("Inte medräknat: {groups}.", "Left out: {groups}.")
_MANY = Text("{count} värden {first}–{last}", "{count} values {first}–{last}")
_MOST_RUNS = 4
# No measurement is, and squares of what is below cannot overflow.
_TOO_LARGE = 1e100


@dataclass(frozen=True, slots=True)
class Point:
    """One value and its year. ``flag`` is empty, preliminary, extrapolated or estimated.

    ``margin``: half of the value's own 95 % interval, as its publisher gives it; None where none is published.

    Raises ValueError for None, NaN, numbers beyond 1e100, a year that is no whole number, a margin below 0, or an
    unknown flag.
    """

    year: int
    value: float
    flag: str = ""
    margin: float | None = None

    def __post_init__(self) -> None:
        # Plain numbers first: to ask for the abstract kinds takes longer than all the rest.
        if type(self.year) is not int and not isinstance(self.year, Integral):
            raise ValueError(f"The year {self.year!r} is not a whole number. Give the period's last year.")
        is_number = type(self.value) is float or isinstance(self.value, Real)
        if not is_number or not -_TOO_LARGE < self.value < _TOO_LARGE:
            raise ValueError(
                f"The value for {self.year} is {self.value!r}. Leave out years without a measured number."
            )
        if self.margin is not None and not 0 <= self.margin < _TOO_LARGE:
            raise ValueError(
                f"The margin for {self.year} is {self.margin!r}. Give half of the interval, or None."
            )
        if self.flag not in FLAG_LABELS:
            raise ValueError(
                f"Unknown flag {self.flag!r} for {self.year}. Use one of {', '.join(FLAGS[1:])}."
            )

    def __reduce__(self) -> tuple:
        # What a dataclass does by itself takes three times as long, for each of a million points.
        return Point, (self.year, self.value, self.flag, self.margin)


@dataclass(frozen=True, slots=True)
class Break:
    """A break in the series. ``year`` is the first of the new series; ``reason`` is read after a colon."""

    year: int
    reason: Text = NO_TEXT

    def __post_init__(self) -> None:
        if not isinstance(self.year, Integral):
            raise ValueError(f"The break's year is {self.year!r}. Give the first year of the new series.")


@dataclass(frozen=True, slots=True)
class OmittedPoint:
    """A point that does not count in the trend, and why."""

    point: Point
    reason: Text


@dataclass(frozen=True, slots=True)
class TrendLine:
    """What a method finds in a series: the change per year, in the indicator's unit.

    ``low`` and ``high`` are the ends of its 95 % interval, None where the method gives none.
    """

    slope: float
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Latest:
    """The newest measurement, and the last year that only repeats it (None where none does)."""

    point: Point
    repeated_to: int | None = None

    @property
    def when(self) -> Text:
        """Its year as it stands in brackets, with the repeats told."""
        if self.repeated_to is None:
            return Text(str(self.point.year), str(self.point.year))
        return _REPEATED.fill(year=self.point.year, to=self.repeated_to)


@dataclass(frozen=True, slots=True)
class CountingPoints:
    """The points a trend rests on, those it does not, and the breaks inside the series; all by year."""

    used: tuple[Point, ...]
    left_out: tuple[OmittedPoint, ...]
    breaks: tuple[Break, ...]


def in_order(points: Iterable[Point]) -> tuple[Point, ...]:
    """The points by year. Raises ValueError naming the years that occur twice."""
    ordered = tuple(sorted(points, key=lambda point: point.year))
    twice = sorted({point.year for point, other in pairwise(ordered) if point.year == other.year})
    if twice:
        years = ", ".join(map(str, twice))
        raise ValueError(
            f"More than one value for {years}. Give one value a year: choose subgroup and version first."
        )
    return ordered


def with_margins(points: Iterable[Point], margins: Mapping[int, float]) -> tuple[Point, ...]:
    """The points with the published margin of each one's year; what is not above zero is no margin."""
    return tuple(
        replace(point, margin=margins[point.year]) if margins.get(point.year, 0) > 0 else point
        for point in points
    )


def choose(
    points: tuple[Point, ...],
    breaks: tuple[Break, ...] = (),
    start_year: int | None = None,
    cycle_years: int | None = None,
    window_years: int | None = None,
) -> CountingPoints:
    """Which of ``points`` (by year) count: settled, after the last break, no repeats, from ``start_year``.

    Of values that each cover ``window_years`` only those that share no year, counted back from the last.

    A break counts from the first value after it, settled or not: nothing is said along the old method once
    there are values by the new one.
    """
    left_out = [OmittedPoint(point, FLAG_LABELS[point.flag]) for point in points if point.flag in UNSETTLED]
    measured = [point for point in points if point.flag not in UNSETTLED]
    inside = _inside(points, breaks)
    current, older = _since_break(measured, inside)
    fresh, repeats = _without_repeats(current, cycle_years)
    started, early = _since_start(fresh, start_year)
    used, sharing = _apart(started, window_years)
    everything = sorted(
        left_out + older + repeats + early + sharing, key=lambda omission: omission.point.year
    )
    return CountingPoints(tuple(used), tuple(everything), inside)


def find_latest(
    points: tuple[Point, ...], breaks: tuple[Break, ...] = (), cycle_years: int | None = None
) -> Latest | None:
    """The newest of ``points`` (by year) that is neither extrapolated nor a repeat; None without any.

    A preliminary value counts while no settled one follows it.
    """
    measured = tuple(point for point in points if point.flag != "extrapolated")
    if not measured:
        return None
    current, _older = _since_break(measured, _inside(measured, breaks))
    settled = [point for point in current if point.flag not in UNSETTLED]
    waiting = [point for point in current if not settled or point.year > settled[-1].year]
    fresh, _repeats = _without_repeats([*settled, *waiting], cycle_years)
    return Latest(fresh[-1], measured[-1].year if fresh[-1] != measured[-1] else None)


def left_out_sentence(counting: CountingPoints) -> Text:
    """What was left out and why, in a sentence; empty when all points count."""
    if not counting.left_out:
        return NO_TEXT
    order = {year: place for place, year in enumerate(_all_years(counting))}
    by_reason: dict[Text, list[int]] = {}
    for omission in counting.left_out:
        by_reason.setdefault(omission.reason, []).append(omission.point.year)
    groups = [(_years(years, order), reason) for reason, years in by_reason.items()]
    return _LEFT_OUT.fill(
        groups=Text(
            "; ".join(f"{years.sv} ({reason.sv})" for years, reason in groups),
            "; ".join(f"{years['en']} ({reason['en']})" for years, reason in groups),
        )
    )


def _inside(points: tuple[Point, ...], breaks: tuple[Break, ...]) -> tuple[Break, ...]:
    """The breaks with points on both sides, of whatever kind: a value that still waits has a method too."""
    return tuple(b for b in breaks if points and points[0].year < b.year <= points[-1].year)


def _since_break(
    points: Sequence[Point], breaks: tuple[Break, ...]
) -> tuple[Sequence[Point], list[OmittedPoint]]:
    if not breaks:
        return points, []
    last = max(breaks, key=lambda b: b.year)
    reason = _BEFORE_BREAK.fill(year=last.year, why=_after_colon(last.reason))
    older = [OmittedPoint(point, reason) for point in points if point.year < last.year]
    return points[len(older) :], older


def _after_colon(reason: Text) -> Text:
    return Text(f": {reason.sv.rstrip('. ')}", f": {reason['en'].rstrip('. ')}") if reason else NO_TEXT


def _without_repeats(
    points: Sequence[Point], cycle_years: int | None
) -> tuple[Sequence[Point], list[OmittedPoint]]:
    if cycle_years is None:
        return points, []
    fresh: list[Point] = []
    repeats = []
    for point in points:
        # The same number after a whole cycle is a new measurement that happened to come out alike.
        if fresh and point.value == fresh[-1].value and point.year < fresh[-1].year + cycle_years:
            repeats.append(OmittedPoint(point, REPEAT))
        else:
            fresh.append(point)
    return fresh, repeats


def _since_start(
    points: Sequence[Point], start_year: int | None
) -> tuple[Sequence[Point], list[OmittedPoint]]:
    if start_year is None:
        return points, []
    reason = _BEFORE_START.fill(year=start_year)
    early = [OmittedPoint(point, reason) for point in points if point.year < start_year]
    return points[len(early) :], early


def _apart(points: Sequence[Point], window_years: int | None) -> tuple[Sequence[Point], list[OmittedPoint]]:
    """The points whose windows do not overlap; the last one always counts."""
    if window_years is None or window_years == 1:
        return points, []
    apart: list[Point] = []
    sharing = []
    for point in reversed(points):
        if apart and point.year > apart[-1].year - window_years:
            sharing.append(OmittedPoint(point, _SHARED_YEARS))
        else:
            apart.append(point)
    return apart[::-1], sharing


def _all_years(counting: CountingPoints) -> list[int]:
    return sorted(
        [point.year for point in counting.used] + [omission.point.year for omission in counting.left_out]
    )


def _years(years: list[int], order: dict[int, int]) -> Text:
    """Runs of years that follow each other in the series, "2010–2014, 2016"; a count when runs are many."""
    runs: list[list[int]] = []
    for year in years:
        if runs and order[year] == order[runs[-1][-1]] + 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    if len(runs) > _MOST_RUNS:
        return _MANY.fill(count=len(years), first=years[0], last=years[-1])
    spans = ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)
    return Text(spans, spans)
