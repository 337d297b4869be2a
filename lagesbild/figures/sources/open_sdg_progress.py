"""Progress as an Open SDG repository's own metadata asks for it, measured by ``statcan``.

What is read: ``auto_progress_calculation: true`` and the list ``progress_calculation_options``, whose entries name
one series each (``series``, ``unit``, ``disaggregation``; of what is left the headline), ``direction``
(``negative`` unless ``positive`` is said), ``target``, ``target_year``, ``base_year`` and ``limit``, or a ``group`` of
entries, which then weigh as one. A column ``Progress`` in the data takes the place of ``Value``, and a span of
years counts as its first. Source: Open SDG's documentation, Metadata format, progress_calculation_options.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean

from lagesbild.assessment import Direction, Point, statcan
from lagesbild.assessment.statcan import StatcanProgress, StatcanStatus
from lagesbild.figures.problems import Problem
from lagesbild.figures.sources.open_sdg import (
    MEASURES,
    NOT_GROUPS,
    PROGRESS,
    SERIES,
    UNITS,
    IndicatorFile,
    OpenSdgProblems,
    number,
    read_files,
)

DIRECTIONS = {"negative": Direction.DOWN, "positive": Direction.UP}
NUMBERS = ("target", "target_year", "base_year", "limit")
KNOWN = {"series", "unit", "disaggregation", "direction", *NUMBERS}


@dataclass(frozen=True, slots=True)
class IndicatorProgress:
    """An indicator's ``score`` (−5 to 5) and ``status``, and those of its ``series``.

    A series is called what Open SDG calls it: ``1-3-1 / Older persons / Percentage / Canada``.
    """

    score: float | None
    status: StatcanStatus
    series: dict[str, StatcanProgress]


def progress(repository: Path) -> dict[str, IndicatorProgress]:
    """Each indicator's progress by its id, ``1-2-1``, for those whose metadata ask for it.

    Raises OpenSdgProblems when files or options cannot be read, or when an option fits several series.
    """
    metas, tables = read_files(repository)
    problems: list[Problem] = []
    indicators = {
        id: _indicator(tables[id], meta.get("progress_calculation_options") or [{}], problems)
        for id, meta in metas.items()
        if str(meta.get("auto_progress_calculation")).lower() == "true" and id in tables
    }
    if problems:
        raise OpenSdgProblems(problems)
    return indicators


def _indicator(table: IndicatorFile, options: list, problems: list[Problem]) -> IndicatorProgress:
    series: dict[str, StatcanProgress] = {}
    score = _mean(table, options, series, problems)
    scored = [measured for measured in series.values() if measured.score is not None]
    met = all(measured.status == StatcanStatus.TARGET_ACHIEVED for measured in scored)
    scores = [] if score is None else [score]
    return IndicatorProgress(*statcan.indicator(scores, all_achieved=met), series)


def _mean(
    table: IndicatorFile, options: list, series: dict[str, StatcanProgress], problems: list[Problem]
) -> float | None:
    """The mean score of the options, a group among them counting as one; each one's series is added to ``series``."""
    scores = []
    for option in options:
        if isinstance(option, dict) and isinstance(option.get("group"), list):
            scores.append(_mean(table, option["group"], series, problems))
        else:
            tag, measured = _tagged(table, option, problems)
            series[tag] = measured
            scores.append(measured.score)
    numbers = [score for score in scores if score is not None]
    return fmean(numbers) if numbers else None


def _tagged(table: IndicatorFile, option: object, problems: list[Problem]) -> tuple[str, StatcanProgress]:
    nothing = StatcanProgress(None, StatcanStatus.NOT_AVAILABLE, None, None, None)
    if wrong := _wrong(option):
        problems.append(_problem(table, wrong, "Rätta progress_calculation_options i dess metadata."))
        return table.id, nothing
    tag = " / ".join([table.id, *(text for _names, text in _conditions(option))])
    rows = _series_rows(table, option)
    columns = table.some([*MEASURES, *_groups(table)])
    if len({tuple(table.columns[name][i] for name in columns) for i in rows}) > 1:
        do = "Ange series, unit och disaggregation så att en serie blir kvar."
        problems.append(_problem(table, f"Flera serier passar för {tag}.", do))
        return tag, nothing
    numbers = {name: option[name] for name in NUMBERS if option.get(name) is not None}
    direction = DIRECTIONS[option.get("direction") or "negative"]
    return tag, statcan.progress(_points(table, rows, problems), direction, **numbers)


def _wrong(option: object) -> str:
    if not isinstance(option, dict) or set(option) - KNOWN:
        return f"{option!r} är inget val som vi kan räkna med."
    if (option.get("direction") or "negative") not in DIRECTIONS:
        return f"direction är {option['direction']!r}, varken negative eller positive."
    numbers = {name: option[name] for name in NUMBERS if option.get(name) is not None}
    if odd := [name for name, value in numbers.items() if not isinstance(value, int | float)]:
        return f"{odd[0]} är {numbers[odd[0]]!r} och inget tal."
    disaggregations = option.get("disaggregation") or []
    if not isinstance(disaggregations, list) or any(
        not isinstance(disaggregation, dict) or {"field", "value"} - disaggregation.keys()
        for disaggregation in disaggregations
    ):
        return f"disaggregation är {disaggregations!r}, inte en lista av field och value."
    return ""


def _conditions(option: Mapping) -> Iterator[tuple[tuple[str, ...], str]]:
    """What the option names: the columns it may stand in, and the text."""
    for names, text in ((SERIES, option.get("series")), (UNITS, option.get("unit"))):
        if text is not None:
            yield names, str(text).strip()
    for disaggregation in option.get("disaggregation") or []:
        yield (str(disaggregation["field"]).strip().lower(),), str(disaggregation["value"]).strip()


def _series_rows(table: IndicatorFile, option: Mapping) -> list[int]:
    """The places of the rows that the option names: among them the headline, where nothing more is told apart."""
    texts = {name: text for names, text in _conditions(option) for name in table.some(names)}
    matching = _where(table, range(len(table.rows)), texts)
    more = dict.fromkeys((name for name in _groups(table) if name not in texts), "")
    return _where(table, matching, more) or matching


def _where(table: IndicatorFile, rows: Iterable[int], texts: Mapping[str, str]) -> list[int]:
    columns = [(table.columns[name], text) for name, text in texts.items()]
    return [i for i in rows if all(cells[i] == text for cells, text in columns)]


def _groups(table: IndicatorFile) -> list[str]:
    return [name for name in table.columns if name not in NOT_GROUPS]


def _points(table: IndicatorFile, rows: list[int], problems: list[Problem]) -> list[Point]:
    """The values of the rows by the first year that each names, in order."""
    values = table.columns[PROGRESS if PROGRESS in table.columns else "value"]
    points: dict[int, Point] = {}
    for i in rows:
        year, value = re.match(r"\d{4}", table.columns["year"][i]), number(table, values[i])
        if value is None:
            continue
        if year is None or int(year[0]) in points:
            what = f"Året {table.columns['year'][i]} finns redan, eller är inget år."
            problems.append(_problem(table, what, "Rätta året.", table.rows[i]))
            continue
        points[int(year[0])] = Point(int(year[0]), value)
    return [points[year] for year in sorted(points)]


def _problem(table: IndicatorFile, what: str, do: str, row: int | None = None) -> Problem:
    return Problem(table.name, row, "", what, do)
