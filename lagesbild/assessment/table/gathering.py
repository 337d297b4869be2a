"""Rows put together to series, and everything that does not fit."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from lagesbild.assessment.rule import Direction
from lagesbild.assessment.sdsn import Thresholds
from lagesbild.assessment.series import Break, Point
from lagesbild.assessment.table.answers import TableMethod
from lagesbild.assessment.table.rows import SETTINGS, SeriesSettings, TableRow, TableSeries


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong in one place, and what to do about it."""

    line: int | None
    column: str
    what: str
    do: str

    def __str__(self) -> str:
        place = ", ".join(part for part in (f"rad {self.line}" if self.line else "", self.column) if part)
        return f"{place}: {self.what} {self.do}" if place else f"{self.what} {self.do}"


class TableFaults(ValueError):
    """Everything wrong with a table, in ``faults``. As text: one line each."""

    def __init__(self, faults: Iterable[Fault]):
        self.faults = tuple(faults)
        super().__init__("\n".join(map(str, self.faults)))


def gather(
    rows: Iterable[TableRow], breaks: Mapping[str, Sequence[Break]]
) -> tuple[list[TableSeries], list[Fault]]:
    """The rows put together to series, and everything that does not fit."""
    by_name: dict[str, list[TableRow]] = {}
    for row in rows:
        by_name.setdefault(row.series, []).append(row)
    faults: list[Fault] = []
    series = [_series(name, of, breaks.get(name, ()), faults) for name, of in by_name.items()]
    faults += [
        Fault(None, "", f"Brott för serien {name}, som inte finns i tabellen.", "Rätta namnet.")
        for name in breaks
        if name not in by_name
    ]
    for key, columns in _AGREE.items():
        faults += _disagreements(series, key, columns)
    return series, faults + _twins(series, "indicator")


NEEDS: Mapping[TableMethod, tuple[str, ...]] = {
    TableMethod.WILSON: ("denominator", "per"),
    TableMethod.BYAR: ("denominator", "per"),
    TableMethod.WETTER: ("direction",),
    TableMethod.WETTER_INDICATOR: ("indicator", "direction"),
    TableMethod.EUROSTAT: ("direction",),
    TableMethod.EUROSTAT_LONG: ("direction",),
    TableMethod.SDSN: ("lower", "upper"),
    TableMethod.SDSN_GOAL: ("area", "indicator", "goal", "lower", "upper"),
    TableMethod.SDSN_GOAL_FILLED: ("area", "indicator", "goal", "region", "lower", "upper"),
    TableMethod.SDSN_INDEX_GOALS: ("area", "goal", "region"),
    TableMethod.SDSN_INDEX: ("area", "indicator", "goal", "region", "lower", "upper"),
    TableMethod.SDSN_INDEX_UNFILLED: ("area", "indicator", "goal", "lower", "upper"),
    TableMethod.STATCAN: ("direction",),
    TableMethod.STATCAN_INDICATOR: ("indicator", "direction"),
    TableMethod.UNSD: ("direction",),
    TableMethod.ESCAP: ("direction", "target"),
    TableMethod.KOLADA_RANK: ("indicator", "direction"),
    TableMethod.RANK: ("indicator", "denominator", "per"),
    TableMethod.FUNNEL: ("indicator", "denominator", "per"),
}
"""The columns without which a method has nothing to say of any series."""
_ALIKE: Mapping[TableMethod, tuple[str, ...]] = {
    TableMethod.KOLADA_RANK: ("direction",),
    TableMethod.RANK: ("direction", "per"),
    TableMethod.FUNNEL: ("per",),
}
"""What all series of an indicator must have alike to be compared."""
TIES = ("indicator", "area", "goal", "region")
"""Columns that a method which needs them needs for every series."""


def lacking(series: Sequence[TableSeries], methods: Sequence[TableMethod]) -> list[Fault]:
    """What the table lacks for ``methods``: whole columns, and names that tie a series to others."""
    faults = []
    for method in dict.fromkeys(methods):
        for column in NEEDS.get(TableMethod(method), ()):
            without = [
                single
                for single in series
                if not _has(single, column) and not _excused(single, column, method)
            ]
            if series and len(without) == len(series):
                what = f"Metoden {method} behöver kolumnen {column}."
                faults.append(Fault(None, column, what, "Lägg till den eller välj en annan metod."))
            elif column in TIES:
                faults += [_untied(single, column, method) for single in without]
        faults += _disagreements(series, "indicator", _ALIKE.get(method, ()))
    if TableMethod.SDSN_INDEX_GOALS in methods:
        faults += _no_goal_scores(series)
    return faults


def _no_goal_scores(series: Sequence[TableSeries]) -> list[Fault]:
    """Series that are no ready scores: beyond 0 to 100, or the second of the same goal and area."""
    faults = _twins(series, "goal")
    for single in series:
        if single.latest and not 0 <= single.latest.value <= 100:
            what = f"Serien {single.name} har värdet {single.latest.value:g}, som inte är en poäng."
            faults.append(Fault(single.line, "value", what, "En poäng är från 0 till 100."))
    return faults


def _untied(series: TableSeries, column: str, method: TableMethod) -> Fault:
    what = f"Serien {series.name} saknar {column}, som metoden {method} behöver."
    return Fault(series.line, column, what, "Fyll i den eller ta bort serien.")


def _excused(series: TableSeries, column: str, method: TableMethod) -> bool:
    """Where too much is as bad as too little no direction is the better one."""
    return column == "direction" and method == TableMethod.ESCAP and bool(series.settings.parity)


def _has(series: TableSeries, column: str) -> bool:
    return (
        bool(series.denominators) if column == "denominator" else getattr(series.settings, column) is not None
    )


_AGREE = {
    "area": ("region", "oecd", "ranked"),
    "indicator": ("goal", "global_set", "oecd_set"),
}
"""What must be the same for all series of an area, and of an indicator that areas share."""


def _disagreements(series: Sequence[TableSeries], key: str, columns: Collection[str]) -> list[Fault]:
    faults = []
    for column in columns:
        first: dict[str, object] = {}
        for single in series:
            name, value = getattr(single.settings, key), getattr(single.settings, column)
            if name is not None and value is not None and first.setdefault(name, value) != value:
                what = f"{name} har både {_setting_text(first[name])} och {_setting_text(value)}."
                faults.append(Fault(single.line, column, what, "Skriv samma på alla rader."))
    return faults


def _twins(series: Sequence[TableSeries], column: str) -> list[Fault]:
    """Series that are the same indicator, or goal, of the same area."""
    first: dict[tuple[str, str], str] = {}
    faults = []
    for single in series:
        pair = (single.settings.area, getattr(single.settings, column))
        if None not in pair and first.setdefault(pair, single.name) != single.name:
            what = f"Serierna {first[pair]} och {single.name} är båda {pair[1]} för {pair[0]}."
            faults.append(Fault(single.line, "series", what, "Behåll en av dem."))
    return faults


def _series(name: str, rows: Sequence[TableRow], breaks: Sequence[Break], faults: list[Fault]) -> TableSeries:
    points: dict[int, Point] = {}
    lines: dict[int, int | None] = {}
    for row in rows:
        if row.year in lines:
            what = f"Serien {name} har redan ett värde för {row.year} (rad {lines[row.year]})."
            faults.append(Fault(row.line, "year", what, "Behåll ett."))
            continue
        lines[row.year] = row.line
        if row.value is not None:
            points[row.year] = Point(row.year, row.value, row.flag, _margin(row.interval))
    settings = _merged(name, rows, faults)
    _check(settings, rows[0].line, name, faults)
    denominators = {row.year: row.denominator for row in rows if row.denominator is not None}
    with_interval = [row for row in rows if row.interval != _NO_INTERVAL]
    faults += [_wrong_interval(name, row) for row in with_interval if not _is_interval(row.interval)]
    return TableSeries(
        name,
        tuple(points[year] for year in sorted(points)),
        denominators,
        tuple(sorted(breaks, key=lambda series_break: series_break.year)),
        settings,
        rows[0].line,
        {row.year: row.interval for row in with_interval},
    )


_NO_INTERVAL = (None, None)


def _margin(ends: tuple[float | None, float | None]) -> float | None:
    low, high = ends
    return (high - low) / 2 if low is not None and _is_interval(ends) else None


def _is_interval(ends: tuple[float | None, float | None]) -> bool:
    low, high = ends
    return low is high is None or (low is not None and high is not None and low <= high)


def _wrong_interval(name: str, row: TableRow) -> Fault:
    what = f"Serien {name} har ett intervall utan båda ändarna, eller upp och ner, för {row.year}."
    return Fault(row.line, "value_low, value_high", what, "Ange den lägre och den högre.")


def _merged(name: str, rows: Sequence[TableRow], faults: list[Fault]) -> SeriesSettings:
    if all(row.settings is rows[0].settings for row in rows):
        return rows[0].settings
    settings: dict[str, object] = {}
    for row in rows:
        for column in SETTINGS:
            value = getattr(row.settings, column)
            if value is not None and settings.setdefault(column, value) != value:
                what = f"Serien {name} har både {_setting_text(settings[column])} och {_setting_text(value)}."
                faults.append(Fault(row.line, column, what, "Skriv samma på alla seriens rader."))
    return SeriesSettings(**settings)


def _check(settings: SeriesSettings, line: int | None, name: str, faults: list[Fault]) -> None:
    if (settings.lower is None) != (settings.upper is None):
        faults.append(Fault(line, "lower, upper", f"Serien {name} har bara den ena.", "Ange båda."))
    elif settings.lower is not None and settings.lower == settings.upper:
        faults.append(
            Fault(line, "lower, upper", f"Serien {name} har samma tal i båda.", "Rätta ett av dem.")
        )
    if (settings.red is None) != (settings.green is None):
        faults.append(Fault(line, "red, green", f"Serien {name} har bara den ena.", "Ange båda."))
    elif settings.red is not None and settings.lower is None:
        faults.append(
            Fault(line, "lower, upper", f"Serien {name} har färggränser men inte dessa.", "Ange dem.")
        )
    elif None not in (settings.lower, settings.red, settings.upper) and settings.lower != settings.upper:
        _check_order(settings, line, name, faults)
    if settings.per is not None and settings.per <= 0:
        faults.append(
            Fault(line, "per", f"Serien {name} räknas per {settings.per:g}.", "Ange ett tal över noll.")
        )
    if None not in (settings.base_year, settings.target_year) and settings.base_year >= settings.target_year:
        what = f"Serien {name} har basåret {settings.base_year} och målåret {settings.target_year}."
        faults.append(Fault(line, "base_year, target_year", what, "Basåret måste komma först."))


def _check_order(settings: SeriesSettings, line: int | None, name: str, faults: list[Fault]) -> None:
    try:
        Thresholds(settings.lower, settings.red, settings.green, settings.upper)
    except ValueError:
        what = f"Serien {name} har gränser som inte går från sämst till bäst."
        do = "De ska komma i ordningen lower, red, green, upper."
        faults.append(Fault(line, "lower, red, green, upper", what, do))


def _setting_text(value: object) -> str:
    if isinstance(value, Direction):
        return value.name.lower()
    return {True: "ja", False: "nej"}.get(value, str(value)) if isinstance(value, bool) else str(value)
