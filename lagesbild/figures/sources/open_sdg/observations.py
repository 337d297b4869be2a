"""From the files' tables to observations, one indicator a measure."""

import re
from collections import defaultdict
from collections.abc import Callable, Mapping
from operator import itemgetter
from typing import TYPE_CHECKING

from lagesbild.figures.areas import known_areas
from lagesbild.figures.cells import TOTAL, Wrong
from lagesbild.figures.problems import Problem

if TYPE_CHECKING:
    pass
from lagesbild.figures.sources.open_sdg.cells import (
    comma_value_of,
    comment_of,
    flag_of,
    period_of,
    reasons_of,
    value_of,
)
from lagesbild.figures.sources.open_sdg.columns import (
    AREAS,
    COMMENTS,
    MEASURES,
    MULTIPLIERS,
    NOT_GROUPS,
    UNITS,
)
from lagesbild.figures.sources.open_sdg.metadata import indicator_of
from lagesbild.figures.sources.open_sdg.tables import IndicatorFile

NO_MULTIPLIER = ("", "units", "unit")


def long_table(
    metas: Mapping[str, dict], tables: Mapping[str, "IndicatorFile"], area: str, problems: list[Problem]
) -> tuple[dict[str, list], list[dict]]:
    """The columns of OBSERVATION and the rows of INDICATOR; what is wrong is added to ``problems``."""
    columns: dict[str, list] = defaultdict(list)
    indicators = {id: indicator_of(id, fields) for id, fields in metas.items()}
    for id, table in tables.items():
        _add(columns, indicators, table, metas.get(id, {}), area, problems)
    return columns, list(indicators.values())


def _add(
    columns: dict[str, list], indicators: dict[str, dict], table: IndicatorFile, meta, area: str, problems
) -> None:
    """Add a file's observations and indicators, or what is wrong with it to ``problems``."""
    faults: list[Problem] = []
    periods = _readings(table, "year", period_of, faults)
    numbers = _readings(table, "value", comma_value_of if table.comma else value_of, faults)
    commented, coded, areas = table.some(COMMENTS), table.some(AREAS), known_areas()
    values = [number if isinstance(number, float) else None for number in numbers]

    def area_of(code: str = "") -> str:
        return code if code in areas else area

    def comment(*cells: str) -> str:
        codes = (code for code in cells[len(commented) :] if code not in areas)
        return "; ".join(filter(None, (comment_of(*cells[: len(commented)]), *codes)))

    rows = {
        "indicator": _measures(table, meta, indicators),
        "area": table.row_by_row(area_of, coded),
        "period": list(map(itemgetter(0), periods)),
        "year": list(map(itemgetter(1), periods)),
        "subgroup": _labels(table),
        "value": values,
        "text": [None] * len(numbers),
        "reason": reasons_of(numbers, table.row_by_row(comment_of, commented)),
        "flag": table.row_by_row(flag_of, commented),
        "members": [None] * len(numbers),
        "comment": table.row_by_row(comment, [*commented, *coded]),
        "deleted": [False] * len(numbers),
    }
    keep = _distinct_rows(table, rows, faults)
    problems += faults
    for name, column in rows.items():
        columns[name] += column if len(keep) == len(column) else [column[i] for i in keep]


def _readings(table: IndicatorFile, name: str, reader: Callable, problems: list[Problem]) -> list:
    """Every cell of a column, read; those that cannot be are added to ``problems``."""
    answers = {cell: reader(cell) for cell in table.distinct[name]}
    wrong = {cell for cell, answer in answers.items() if isinstance(answer, Wrong)}
    column, valueless = table.columns[name], table.columns["value"]
    for i, cell in enumerate(column if wrong else ()):
        # Words where a year should be, with no value beside them, only say that there is no data yet.
        if cell in wrong and (name == "value" or valueless[i] or re.search("[0-9]", cell)):
            problems.append(Problem(table.name, table.rows[i], table.headings[name], *answers[cell]))
    return list(map(answers.__getitem__, column))


def _measures(table: IndicatorFile, meta: Mapping, indicators: dict[str, dict]) -> list[str]:
    """Each row's indicator id; describes those of this file in ``indicators``."""
    names = sorted(table.some(MEASURES))
    differing = [name for name in names if len({_plain(name, cell) for cell in table.distinct[name]}) > 1]
    indicators.pop(table.id, None)

    def described(*cells: str) -> str:
        plain = dict(zip(names, map(_plain, names, cells), strict=True))
        parts = {table.headings[name]: plain[name] for name in differing if plain[name]}
        measure = _measure(table.id, indicator_of(table.id, meta), plain, parts)
        indicators[measure["indicator"]] = measure
        return measure["indicator"]

    if not table.rows:
        described(*("" for _ in names))
    return table.row_by_row(described, names)


def _plain(name: str, cell: str) -> str:
    return "" if name in MULTIPLIERS and cell.lower() in NO_MULTIPLIER else cell


def _measure(id: str, base: dict, cells: Mapping[str, str], parts: Mapping[str, str]) -> dict:
    unit = ", ".join(dict.fromkeys(filter(None, (cells.get(name) for name in UNITS)))) or base["unit"]
    scale = next(filter(None, (cells.get(name) for name in MULTIPLIERS)), "")
    label, words = "|".join(f"{name}={part}" for name, part in parts.items()), ", ".join(parts.values())
    return {
        **base,
        "indicator": f"{id} [{label}]" if label else id,
        "title": f"{base['title']} ({words})" if words else base["title"],
        "unit": f"{unit} ({scale})" if scale and scale != unit else unit,
    }


def _labels(table: IndicatorFile) -> list[str]:
    """Each row's subgroup: T for the headline, else the disaggregation columns that say something."""
    names = sorted(
        (name for name in table.columns if name not in NOT_GROUPS), key=lambda n: table.headings[n]
    )
    headings = [table.headings[name] for name in names]

    def label(*cells: str) -> str:
        parts = (f"{heading}={cell}" for heading, cell in zip(headings, cells, strict=True) if cell)
        return "|".join(parts) or TOTAL

    return table.row_by_row(label, names)


def _distinct_rows(table: IndicatorFile, rows: Mapping[str, list], problems: list[Problem]) -> list[int]:
    """The rows that are observations and not said before; two values for one key are a problem."""
    keys = list(zip(rows["indicator"], rows["area"], rows["period"], rows["subgroup"], strict=True))
    if len(set(keys)) == len(keys) and all(isinstance(year, int) for year in set(rows["year"])):
        return list(range(len(keys)))
    first: dict[tuple, int] = {}
    for i, key in enumerate(keys):
        if not isinstance(rows["year"][i], int):
            continue
        other = first.setdefault(key, i)
        if other != i and (rows["value"][i], rows["reason"][i]) != (
            rows["value"][other],
            rows["reason"][other],
        ):
            what = f"Ett annat värde för {key[2]}, {key[3]} finns på rad {table.rows[other]}."
            do = "Ta bort en av raderna, eller lägg till kolumnen som skiljer dem åt."
            problems.append(Problem(table.name, table.rows[i], table.headings["value"], what, do))
    return list(first.values())
