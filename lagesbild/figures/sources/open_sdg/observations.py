"""From the files' tables to observations, one indicator a measure."""

import re
from collections import defaultdict
from collections.abc import Mapping
from datetime import date

from lagesbild.figures.areas import known_areas
from lagesbild.figures.cells import Wrong, not_begun
from lagesbild.figures.problems import Problem
from lagesbild.figures.sources.open_sdg.cells import (
    comment_of,
    flag_of,
    is_word_for_absence,
    periods_of,
    reasons_of,
    values_of,
)
from lagesbild.figures.sources.open_sdg.columns import AREAS
from lagesbild.figures.sources.open_sdg.findings import RepositoryFindings
from lagesbild.figures.sources.open_sdg.groups import GroupLabels
from lagesbild.figures.sources.open_sdg.measures import measures_of
from lagesbild.figures.sources.open_sdg.metadata import NO_TRANSLATIONS, indicator_of
from lagesbild.figures.sources.open_sdg.tables import IndicatorFile
from lagesbild.figures.sources.open_sdg.translations import Translations

_CODE = re.compile("[0-9]{4}")
_UNREAD = ("", None)


def long_table(
    metas: Mapping[str, dict],
    tables: Mapping[str, IndicatorFile],
    area: str,
    findings: RepositoryFindings,
    translations: Translations = NO_TRANSLATIONS,
    today: date = date.max,
) -> tuple[dict[str, list], list[dict]]:
    """The columns of OBSERVATION and the rows of INDICATOR; what is wrong or left out goes to ``findings``.

    ``today``: when the files were fetched. Nothing can have been measured later.
    """
    columns: dict[str, list] = defaultdict(list)
    indicators = {id: indicator_of(id, fields, translations) for id, fields in metas.items()}
    for id, table in tables.items():
        indicators.pop(id, None)
        described = _described(table, metas, translations)
        rows = _rows(table, described, indicators, area, translations)
        remaining = _stored_rows(table, rows, today, findings)
        findings.stored[table.name] += len(remaining)
        for name, column in rows.observations.items():
            whole = len(remaining) == len(column)
            columns[name] += column if whole else [column[i] for i in remaining]
    return columns, list(indicators.values())


def _described(table: IndicatorFile, metas: Mapping[str, dict], translations: Translations) -> dict:
    """What the metadata say of the file's indicator, and which file it is where there are several of it."""
    id = table.id.removesuffix(f" ({table.beside})")
    described = indicator_of(id, metas.get(id, {}), translations)
    title = f"{described['title']} ({table.beside})" if table.beside else described["title"]
    return {**described, "indicator": table.id, "title": title}


class _Rows:
    """A file's rows, read: the columns of OBSERVATION, and what each cell of the periods and values says."""

    def __init__(self, periods: dict, values: dict, observations: dict[str, list]):
        self.periods = periods
        self.values = values
        self.observations = observations


def _rows(
    table: IndicatorFile, described: dict, indicators: dict[str, dict], area: str, translations: Translations
) -> _Rows:
    periods = periods_of(table.distinct["year"])
    values = values_of(table.distinct["value"], comma=table.comma)
    texts = {
        cell: _UNREAD if isinstance(answer, Wrong) else (str(answer[0]), answer[0].year)
        for cell, answer in periods.items()
    }
    numbers = ["-" if isinstance(values[cell], Wrong) else values[cell] for cell in table.columns["value"]]
    commented, coded = table.some(table.rules.comments), table.some(AREAS)
    areas = _areas_of(table, coded)

    def comment(*cells: str) -> str:
        codes = (code for code in cells[len(commented) :] if code not in areas)
        return "; ".join(filter(None, (comment_of(*cells[: len(commented)]), *codes)))

    notes = table.row_by_row(comment, [*commented, *coded])
    observations = {
        "indicator": measures_of(table, described, indicators, translations),
        "area": table.row_by_row(lambda *code: code[0] if code and code[0] in areas else area, coded),
        "period": [texts[cell][0] for cell in table.columns["year"]],
        "year": [texts[cell][1] for cell in table.columns["year"]],
        "value": [answer if isinstance(answer, float) else None for answer in numbers],
        "text": [None] * len(numbers),
        "reason": reasons_of(numbers, table.row_by_row(comment_of, commented)),
        "flag": table.row_by_row(flag_of, commented),
        "members": [None] * len(numbers),
        "comment": _with_notes(notes, table, periods),
        "deleted": [False] * len(numbers),
    }
    observations["subgroup"] = GroupLabels(table, areas, translations).labels(observations)
    return _Rows(periods, values, observations)


def _areas_of(table: IndicatorFile, coded: list[str]) -> Mapping[str, object]:
    """The areas that the file's codes may be: ours, unless codes of four digits show that they are another's."""
    codes = [code for name in coded for code in table.distinct[name] if _CODE.fullmatch(code)]
    areas = known_areas()
    return areas if all(code in areas for code in codes) else {}


def _with_notes(comments: list[str], table: IndicatorFile, periods: dict) -> list[str]:
    """The comments, with what stands after the periods: (baseline)."""
    notes = {
        cell: "" if isinstance(answer, Wrong) else answer[1].strip("()[]*†")
        for cell, answer in periods.items()
    }
    if not any(notes.values()):
        return comments
    cells = table.columns["year"]
    return [
        "; ".join(filter(None, (comment, notes[cell]))) for comment, cell in zip(comments, cells, strict=True)
    ]


# What is stored


def _stored_rows(table: IndicatorFile, rows: _Rows, today: date, findings: RepositoryFindings) -> list[int]:
    """The rows that are observations; the others are told of."""
    problems: dict[int, Problem] = {}
    remarks: set[int] = set()
    years, values = table.columns["year"], table.columns["value"]
    no_period, no_value = _unreadable(rows.periods), _unreadable(rows.values)
    late = {
        cell
        for cell, answer in rows.periods.items()
        if cell not in no_period and answer[0].begins_after(today)
    }
    suspects = no_period | late
    doubtful = (i for i in range(len(years)) if years[i] in suspects or values[i] in no_value)
    for i in doubtful if suspects or no_value else ():
        if years[i] in no_period and _is_note(table, i):
            remarks.add(i)
        elif problem := _wrong_cell(table, rows, i, years[i] in late):
            problems[i] = problem
    if remarks:
        findings.remark(
            table.name, f"Rader utan siffror, bara med en anteckning: {len(remarks)}.", len(remarks)
        )
    findings.problems += problems.values()
    _count_absences(table, findings)
    candidates = list(range(len(table.rows)))
    if problems or remarks:
        candidates = [i for i in candidates if i not in problems and i not in remarks]
    return _distinct_rows(table, rows.observations, candidates, findings)


def _unreadable(answers: Mapping[str, object]) -> set[str]:
    return {cell for cell, answer in answers.items() if isinstance(answer, Wrong)}


def _is_note(table: IndicatorFile, i: int) -> bool:
    """Words where a year should be, with no value beside them, only say that there is no data yet."""
    return not table.columns["value"][i] and not re.search("[0-9]", table.columns["year"][i])


def _wrong_cell(table: IndicatorFile, rows: _Rows, i: int, is_late: bool) -> Problem | None:
    period, number = rows.periods[table.columns["year"][i]], rows.values[table.columns["value"][i]]
    if isinstance(period, Wrong):
        return _at(table, i, "year", period)
    if isinstance(number, Wrong):
        return _at(table, i, "value", number)
    if is_late and rows.observations["flag"][i] != "extrapolated" and isinstance(number, float):
        do = "Rätta perioden, eller skriv i Observation status att det är en prognos (Forecast)."
        return _at(table, i, "year", not_begun(period[0], do))
    return None


def _at(table: IndicatorFile, i: int, name: str, wrong: Wrong) -> Problem:
    return Problem(table.name, table.rows[i], table.headings[name], *wrong)


def _count_absences(table: IndicatorFile, findings: RepositoryFindings) -> None:
    words = {cell for cell in table.distinct["value"] if is_word_for_absence(cell)}
    for cell in table.columns["value"] if words else ():
        if cell in words:
            findings.absences[cell] += 1


def _distinct_rows(
    table: IndicatorFile,
    observations: Mapping[str, list],
    candidates: list[int],
    findings: RepositoryFindings,
) -> list[int]:
    """The rows not said before. Of two values for one key neither is stored, for which is right nobody can know."""
    names = ("indicator", "area", "period", "subgroup")
    keys = list(zip(*(observations[name] for name in names), strict=True))
    if len({keys[i] for i in candidates}) == len(candidates):
        return candidates
    by_key: dict[tuple, list[int]] = defaultdict(list)
    for i in candidates:
        by_key[keys[i]].append(i)
    remaining, repeated = [], 0
    for key, alike in by_key.items():
        if len({(observations["value"][i], observations["reason"][i]) for i in alike}) == 1:
            remaining.append(alike[0])
            repeated += len(alike) - 1
        else:
            findings.problems += _contradictions(table, key, alike)
    if repeated:
        findings.remark(table.name, f"Rader som upprepar en tidigare rad: {repeated}.", repeated)
    return sorted(remaining)


def _contradictions(table: IndicatorFile, key: tuple, alike: list[int]) -> list[Problem]:
    do = "Ta bort en av raderna, eller lägg till kolumnen som skiljer dem åt."
    others = [alike[1], *alike[:1] * (len(alike) - 1)]
    return [
        _at(table, i, "value", Wrong(_contradiction(table, key, other), do))
        for i, other in zip(alike, others, strict=True)
    ]


def _contradiction(table: IndicatorFile, key: tuple, other: int) -> str:
    return f"Ett annat värde för {key[2]}, {key[3]} finns på rad {table.rows[other]}."
