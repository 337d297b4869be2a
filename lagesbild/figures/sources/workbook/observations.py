"""From cells to observations, and what is wrong with the cells."""

import difflib
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from lagesbild.figures.cells import (
    HALF_EMPTY,
    Value,
    Wrong,
    not_a_number,
    not_begun,
    read,
    read_count,
    read_flag,
    read_periods,
    read_text,
    read_value,
    read_word,
    refused,
    settle,
)
from lagesbild.figures.left_out import Remark
from lagesbild.figures.problems import Problem
from lagesbild.figures.sources.workbook.choices import Areas, Choices
from lagesbild.figures.sources.workbook.respellings import group_spellings, place_spellings, respelt
from lagesbild.figures.sources.workbook.sheet_values import SheetCells
from lagesbild.tables.columns import one_spelling
from lagesbild.tables.groups import read_groups
from lagesbild.tables.periods import Period
from lagesbild.tables.places import Place, Places


def observations_of(
    cells: SheetCells, choices: Choices, today: date, problems: list[Problem], remarks: list[Remark]
):
    """The columns of OBSERVATION and each indicator's unit; what is wrong goes to ``problems``.

    Nothing can have been measured after ``today``. What is spelt in another way than it is read goes to ``remarks``.
    """

    def column(role: str, reader: Callable[[Any], Any]) -> list:
        return _readings(cells, role, reader, problems)

    places = _places(choices.areas)
    cells.cell["indicator"] = _spelt_alike(cells, choices.units or (), remarks)
    indicators = column("indicator", _indicator_reader(choices.units))
    areas = column("area", _area_reader(places))
    remarks += _respelt_areas(cells, places)
    periods = _periods(cells, problems)
    problems += _wrong_names(cells, areas, places)
    answers = _answers(cells, choices)
    units = _units(cells, indicators, column("unit", read_text), choices.units or {}, problems)
    units |= _per_cent(indicators, units, answers)
    values = _values(cells, indicators, units, answers, choices, problems)
    flags = column("flag", read_flag)
    problems += _not_begun(cells, periods, values, flags, today)
    texts = {period: period if isinstance(period, Wrong) else str(period) for period in set(periods)}
    observations = {
        "indicator": indicators,
        "area": areas,
        "period": [texts[period] for period in periods],
        "year": [None if isinstance(period, Wrong) else period.year for period in periods],
        "subgroup": _subgroups(cells, problems, remarks),
        "value": [value.number for value in values],
        "text": [value.text for value in values],
        "reason": [value.reason for value in values],
        "flag": flags,
        "members": column("members", read_count),
        "comment": column("comment", read_text),
        "deleted": [False] * len(values),
    }
    problems += _duplicates(cells, observations)
    return observations, units


def _periods(cells: SheetCells, problems: list[Problem]) -> list[Period | Wrong]:
    """Each value's period, each sheet's column read at once."""
    of_sheet: dict[str, set] = defaultdict(set)
    for sheet, cell in set(zip(cells.sheet, cells.cell["period"], strict=True)):
        of_sheet[sheet].add(cell)
    answers = {sheet: read_periods(column) for sheet, column in of_sheet.items()}
    periods = [answers[sheet][cell] for sheet, cell in zip(cells.sheet, cells.cell["period"], strict=True)]
    problems += [cells.problem(i, "period", p) for i, p in enumerate(periods) if isinstance(p, Wrong)]
    return periods


def _not_begun(
    cells: SheetCells, periods: list, values: list[Value], flags: list, today: date
) -> list[Problem]:
    """The measurements of times that had not begun. What is said to be a forecast may be of them."""
    late = {period for period in set(periods) if isinstance(period, Period) and period.begins_after(today)}
    do = "Rätta perioden, eller skriv framskriven i kolumnen flagga om det är en prognos."
    return [
        cells.problem(i, "period", not_begun(period, do))
        for i, period in enumerate(periods if late else ())
        if period in late and flags[i] != "extrapolated" and not values[i].reason
    ]


def _readings(cells: SheetCells, role: str, reader: Callable[[Any], Any], problems: list[Problem]) -> list:
    """Every cell of a role, read. What stands in many cells is read once."""
    column = cells.cell[role]
    answers = {cell: read(cell, reader) for cell in set(column)}
    if any(isinstance(answer, Wrong) for answer in answers.values()):
        readings = ((i, answers[cell]) for i, cell in enumerate(column))
        problems += [cells.problem(i, role, answer) for i, answer in readings if isinstance(answer, Wrong)]
    return [answers[cell] for cell in column]


def _indicator_reader(units: Mapping[str, str] | None) -> Callable[[Any], str | Wrong]:
    def reader(cell: Any) -> str | Wrong:
        name = read_text(cell)
        if name == "":
            return HALF_EMPTY
        if isinstance(name, str) and units is not None and name not in units:
            return Wrong(f"Nyckeltalet {name} är okänt.", _nearest(name, units))
        return name

    return reader


def _area_reader(places: Places) -> Callable[[Any], str | Wrong]:
    def reader(cell: Any) -> str | Wrong:
        name = read_text(cell)
        if name == "":
            return HALF_EMPTY
        if isinstance(name, Wrong):
            return name
        outcome = places.read(name)
        return outcome.code if isinstance(outcome, Place) else refused(outcome)

    return reader


def _places(areas: Areas) -> Places:
    return Places(tuple(Place(code, name, kind) for code, (name, kind) in areas.items()))


def _subgroups(cells: SheetCells, problems: list[Problem], remarks: list[Remark]) -> list:
    names = _readings(cells, "subgroup", read_text, problems)
    groups = read_groups(names)
    remarks += respelt(cells, "subgroup", names, group_spellings(groups))
    return [groups[name] for name in names]


def _respelt_areas(cells: SheetCells, places: Places) -> list[Remark]:
    column = cells.cell["area"]
    outcomes = {name: places.read(name) for name in set(column) if isinstance(name, str) and name}
    readings = {name: place for name, place in outcomes.items() if isinstance(place, Place)}
    return respelt(cells, "area", column, place_spellings(readings))


def _spelt_alike(cells: SheetCells, declared: Iterable[str], remarks: list[Remark]) -> list:
    """The cells of the indicators, spelt as the first that looks the same: no series is split by what nobody sees."""
    column = cells.cell["indicator"]
    spellings = one_spelling([*declared, *column])
    remarks += respelt(cells, "indicator", column, spellings)
    return [spellings[cell] for cell in column]


def _nearest(word: str, candidates: Iterable[str]) -> str:
    near = difflib.get_close_matches(word, list(candidates), 1, cutoff=0.5)
    return f"Menas {near[0]}? Rätta cellen." if near else "Rätta cellen, eller lägg till det först."


def _wrong_names(cells: SheetCells, areas: list, places: Places) -> list[Problem]:
    """Where an area's code and name both stand, they must say the same."""
    name_by_code = {place.code: place.name for place in places.places}
    own = {name: places.read(name) for name in set(cells.cell["name"]) if isinstance(name, str) and name}
    problems = []
    for i, (area, name) in enumerate(zip(areas, cells.cell["name"], strict=True)):
        if name == "" or not isinstance(area, str) or name == name_by_code[area]:
            continue
        outcome = own.get(name)
        if not (isinstance(outcome, Place) and outcome.code == area):
            what = f"Koden {area} hör till {name_by_code[area]}, inte {name}."
            problems.append(cells.problem(i, "name", Wrong(what, "Rätta koden eller namnet.")))
    return problems


def _units(cells: SheetCells, indicators, units, declared: Mapping[str, str], problems) -> dict[str, str]:
    """Each indicator's one unit: declared, or from the unit column."""
    unit_of = dict(declared)
    for i, (indicator, unit) in enumerate(zip(indicators, units, strict=True)):
        if isinstance(indicator, Wrong) or isinstance(unit, Wrong):
            continue
        if not unit_of.get(indicator):
            unit_of[indicator] = unit
        elif unit and unit != unit_of[indicator]:
            what = f"Nyckeltalet {indicator} har enheten {unit_of[indicator]}, här {unit}."
            problems.append(
                cells.problem(i, "unit", Wrong(what, "Ett nyckeltal har en enhet: rätta cellen."))
            )
    return unit_of


def _per_cent(indicators: list, units: Mapping[str, str], answers: list) -> dict[str, str]:
    """The indicators that nobody names a unit of, and whose values say per cent."""
    signed = {
        indicator
        for indicator, answer in zip(indicators, answers, strict=True)
        if isinstance(answer, Value) and answer.percent and units.get(indicator) == ""
    }
    return dict.fromkeys(signed, "%")


def _answers(cells: SheetCells, choices: Choices) -> list[Value | Wrong]:
    """What each cell of the values says, doubts decided by the others."""
    column = cells.cell["value"]
    answers = {cell: read(cell, read_value) for cell in set(column)}
    settle(answers, choices.decimal)
    return [answers[cell] for cell in column]


def _values(
    cells: SheetCells, indicators, units, answers: list, choices: Choices, problems: list[Problem]
) -> list[Value]:
    wordy = _wordy(indicators, answers)
    values = []
    for i, (indicator, cell) in enumerate(zip(indicators, cells.cell["value"], strict=True)):
        unit = units.get(indicator, "")
        answer = read_word(cell, answers[i]) if unit == "text" else answers[i]
        wrong = answer if isinstance(answer, Wrong) else _misfit(answer, indicator, unit, wordy, choices)
        if wrong:
            problems.append(cells.problem(i, "value", wrong))
        values.append(Value() if wrong else answer)
    return values


def _wordy(indicators: list, answers: list) -> set[str]:
    """The indicators whose values are all words or reasons: one stray word among numbers is a slip."""
    words, numbers = set(), set()
    for indicator, answer in zip(indicators, answers, strict=True):
        if isinstance(answer, Value) and answer.text is not None:
            words.add(indicator)
        elif isinstance(answer, Value) and answer.number is not None:
            numbers.add(indicator)
    return words - numbers


def _misfit(value: Value, indicator: str, unit: str, wordy: set[str], choices: Choices) -> Wrong | None:
    """Why a value that can be read does not belong to its indicator."""
    if value.text is not None:
        fits = unit == "text" or (indicator in wordy and "%" not in unit)
        return None if fits else not_a_number(value.text)
    if value.percent and "%" not in unit:
        return Wrong(f"Värdet är i procent men enheten är {unit}.", "Rätta värdet eller enheten.")
    if value.number is None or unit != "%" or indicator in choices.unbounded or 0 <= value.number <= 100:
        return None
    number = f"{value.number:.15g}".replace(".", ",")
    bound = "mer än 100" if value.number > 100 else "mindre än 0"
    do = "Rätta värdet, eller ange att nyckeltalet får gå utanför 0–100."
    return Wrong(f"{number} är {bound} men enheten är %.", do)


def _duplicates(cells: SheetCells, observations: Mapping[str, list]) -> list[Problem]:
    columns = (observations[name] for name in ("indicator", "area", "period", "subgroup"))
    first: dict[tuple, int] = {}
    problems = []
    for i, key in enumerate(zip(*columns, strict=True)):
        other = first.setdefault(key, i)
        if other != i and not any(isinstance(part, Wrong) for part in key):
            problems.append(cells.problem(i, "value", _duplicate(cells, i, other, key)))
    return problems


def _duplicate(cells: SheetCells, index: int, other: int, key: tuple) -> Wrong:
    place = f"rad {cells.row[other]}"
    if cells.sheet[other] != cells.sheet[index]:
        place += f" i {cells.sheet[other]}"
    return Wrong(f"Värdet för {', '.join(key)} finns redan på {place}.", "Ta bort eller rätta en av dem.")
