"""Rows put together to series, and everything that does not fit."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from lagesbild.assessment.rule import Direction
from lagesbild.assessment.sdsn import Thresholds
from lagesbild.assessment.series import Break, Point
from lagesbild.assessment.table.answers import TableMethod
from lagesbild.assessment.table.rows import SETTINGS, Row, Said, Series


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


def gather(rows: Iterable[Row], breaks: Mapping[str, Sequence[Break]]) -> tuple[list[Series], list[Fault]]:
    """The rows put together to series, and everything that does not fit."""
    by_name: dict[str, list[Row]] = {}
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
    return series, faults + _twins(series)


NEEDS: Mapping[TableMethod, tuple[str, ...]] = {
    TableMethod.WILSON: ("denominator", "per"),
    TableMethod.BYAR: ("denominator", "per"),
    TableMethod.SDSN: ("lower", "upper"),
    TableMethod.SDSN_GOAL: ("area", "indicator", "goal", "lower", "upper"),
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


def lacking(series: Sequence[Series], methods: Sequence[TableMethod]) -> list[Fault]:
    """What the table lacks for ``methods``: whole columns, and names that tie a series to others."""
    faults = []
    for method in dict.fromkeys(methods):
        for column in NEEDS.get(TableMethod(method), ()):
            without = [one for one in series if not _has(one, column) and not _excused(one, column, method)]
            if series and len(without) == len(series):
                what = f"Metoden {method} behöver kolumnen {column}."
                faults.append(Fault(None, column, what, "Lägg till den eller välj en annan metod."))
            elif column in TIES:
                faults += [_untied(one, column, method) for one in without]
        faults += _disagreements(series, "indicator", _ALIKE.get(method, ()))
    return faults


def _untied(series: Series, column: str, method: TableMethod) -> Fault:
    what = f"Serien {series.name} saknar {column}, som metoden {method} behöver."
    return Fault(series.line, column, what, "Fyll i den eller ta bort serien.")


def _excused(series: Series, column: str, method: TableMethod) -> bool:
    """Where too much is as bad as too little no direction is the better one."""
    return column == "direction" and method == TableMethod.ESCAP and bool(series.said.parity)


def _has(series: Series, column: str) -> bool:
    return bool(series.denominators) if column == "denominator" else getattr(series.said, column) is not None


_AGREE = {
    "area": ("region", "oecd", "ranked"),
    "indicator": ("goal", "global_set", "oecd_set"),
}
"""What must be the same for all series of an area, and of an indicator that areas share."""


def _disagreements(series: Sequence[Series], key: str, columns: Collection[str]) -> list[Fault]:
    faults = []
    for column in columns:
        first: dict[str, object] = {}
        for one in series:
            name, value = getattr(one.said, key), getattr(one.said, column)
            if name is not None and value is not None and first.setdefault(name, value) != value:
                what = f"{name} har både {_shown(first[name])} och {_shown(value)}."
                faults.append(Fault(one.line, column, what, "Skriv samma på alla rader."))
    return faults


def _twins(series: Sequence[Series]) -> list[Fault]:
    """Series that are the same indicator of the same area."""
    seen: dict[tuple[str, str], str] = {}
    faults = []
    for one in series:
        pair = (one.said.area, one.said.indicator)
        if None not in pair and seen.setdefault(pair, one.name) != one.name:
            what = f"Serierna {seen[pair]} och {one.name} är båda {pair[1]} för {pair[0]}."
            faults.append(Fault(one.line, "series", what, "Behåll en av dem."))
    return faults


def _series(name: str, rows: Sequence[Row], breaks: Sequence[Break], faults: list[Fault]) -> Series:
    points: dict[int, Point] = {}
    lines: dict[int, int | None] = {}
    for row in rows:
        if row.year in lines:
            what = f"Serien {name} har redan ett värde för {row.year} (rad {lines[row.year]})."
            faults.append(Fault(row.line, "year", what, "Behåll ett."))
            continue
        lines[row.year] = row.line
        if row.value is not None:
            points[row.year] = Point(row.year, row.value, row.flag)
    said = _merged(name, rows, faults)
    _check(said, rows[0].line, name, faults)
    denominators = {row.year: row.denominator for row in rows if row.denominator is not None}
    return Series(
        name,
        tuple(points[year] for year in sorted(points)),
        denominators,
        tuple(sorted(breaks, key=lambda one: one.year)),
        said,
        rows[0].line,
    )


def _merged(name: str, rows: Sequence[Row], faults: list[Fault]) -> Said:
    found: dict[str, object] = {}
    for row in rows:
        for column in SETTINGS:
            value = getattr(row.said, column)
            if value is not None and found.setdefault(column, value) != value:
                what = f"Serien {name} har både {_shown(found[column])} och {_shown(value)}."
                faults.append(Fault(row.line, column, what, "Skriv samma på alla seriens rader."))
    return Said(**found)


def _check(said: Said, line: int | None, name: str, faults: list[Fault]) -> None:
    if (said.lower is None) != (said.upper is None):
        faults.append(Fault(line, "lower, upper", f"Serien {name} har bara den ena.", "Ange båda."))
    elif said.lower is not None and said.lower == said.upper:
        faults.append(
            Fault(line, "lower, upper", f"Serien {name} har samma tal i båda.", "Rätta ett av dem.")
        )
    if (said.red is None) != (said.green is None):
        faults.append(Fault(line, "red, green", f"Serien {name} har bara den ena.", "Ange båda."))
    elif said.red is not None and said.lower is None:
        faults.append(
            Fault(line, "lower, upper", f"Serien {name} har färggränser men inte dessa.", "Ange dem.")
        )
    elif None not in (said.lower, said.red, said.upper) and said.lower != said.upper:
        _check_order(said, line, name, faults)
    if said.per is not None and said.per <= 0:
        faults.append(
            Fault(line, "per", f"Serien {name} räknas per {said.per:g}.", "Ange ett tal över noll.")
        )
    if None not in (said.base_year, said.target_year) and said.base_year >= said.target_year:
        what = f"Serien {name} har basåret {said.base_year} och målåret {said.target_year}."
        faults.append(Fault(line, "base_year, target_year", what, "Basåret måste komma först."))


def _check_order(said: Said, line: int | None, name: str, faults: list[Fault]) -> None:
    try:
        Thresholds(said.lower, said.red, said.green, said.upper)
    except ValueError:
        what = f"Serien {name} har gränser som inte går från sämst till bäst."
        do = "De ska komma i ordningen lower, red, green, upper."
        faults.append(Fault(line, "lower, red, green, upper", what, do))


def _shown(value: object) -> str:
    if isinstance(value, Direction):
        return value.name.lower()
    return {True: "ja", False: "nej"}.get(value, str(value)) if isinstance(value, bool) else str(value)
