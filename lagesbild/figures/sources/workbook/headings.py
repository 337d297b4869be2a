"""A table's header: which column is what."""

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from openpyxl.utils import get_column_letter

from lagesbild.figures.cells import Wrong, read_periods
from lagesbild.figures.problems import Problem
from lagesbild.figures.sheets import Sheet
from lagesbild.tables.periods import Period

# Each role's first heading is the one that problems are told in.
HEADINGS = {
    "indicator": ("nyckeltal", "indikator", "indicator", "kpi"),
    "area": ("område", "kommunkod", "områdeskod", "area"),
    "name": ("kommun", "kommunnamn", "områdesnamn", "municipality"),
    "period": ("år", "period", "årtal", "year"),
    "subgroup": ("grupp", "kön", "undergrupp", "subgroup", "group", "gender", "sex"),
    "value": ("värde", "mätvärde", "value"),
    "unit": ("enhet", "unit"),
    "flag": ("flagga", "flag", "status"),
    "comment": ("kommentar", "kommentarer", "anmärkning", "comment", "note"),
    "members": ("antal kommuner", "medlemmar", "members"),
}
ROLES = {heading: role for role, headings in HEADINGS.items() for heading in headings}


@dataclass
class TableHeader:
    """A table's header: its row, the column of each role, and the period of each column that is one."""

    row: int
    cells: list
    roles: dict[str, int] = field(default_factory=dict)
    periods: dict[int, Period] = field(default_factory=dict)


def header_of(
    sheet: Sheet, number: int, row: list, *, home: bool, problems: list[Problem]
) -> TableHeader | None:
    """The header, or None with the reasons in ``problems``."""
    width = max(index for index, cell in enumerate(row) if cell != "") + 1
    header = TableHeader(number, row[:width])
    periods = read_periods(cell for cell in header.cells if cell != "" and _role(cell) is None)
    answers = [
        (get_column_letter(i + 1), _heading(header, i, cell, periods)) for i, cell in enumerate(header.cells)
    ]
    if not header.roles:
        do = "Sätt rubrikerna nyckeltal, område, år och värde överst, och ta bort rader ovanför."
        problems.append(Problem(sheet.name, number, "", "Ingen rubrikrad hittades.", do))
        return None
    if "area" not in header.roles and "name" in header.roles:
        header.roles["area"] = header.roles.pop("name")
    wrong = [(column, answer) for column, answer in answers if answer]
    wrong += [("", answer) for answer in _lacking(header, home)]
    problems += [Problem(sheet.name, number, column, *answer) for column, answer in wrong]
    return None if wrong else header


def _name(heading: Any) -> str:
    return " ".join(str(heading).lower().split())


def _role(heading: Any) -> str | None:
    return ROLES.get(_name(heading))


def _heading(
    header: TableHeader, index: int, cell: Any, periods: Mapping[Any, Period | Wrong]
) -> Wrong | None:
    """Put one heading into the header, or say what is wrong with it."""
    if cell == "" or isinstance(cell, Wrong):
        return cell or None
    if role := _role(cell):
        if role in header.roles:
            return Wrong(f"Kolumnen {HEADINGS[role][0]} finns två gånger.", "Ta bort eller döp om den ena.")
        header.roles[role] = index
        return None
    period = periods[cell]
    if isinstance(period, Period) or re.match("[0-9]", _name(cell)):
        header.periods[index] = period
        return period if isinstance(period, Wrong) else None
    near = difflib.get_close_matches(_name(cell), ROLES, 1)
    hint = f"Menas {near[0]}? " if near else ""
    return Wrong(f"Rubriken {cell} är okänd.", f"{hint}Döp om kolumnen, ta bort den eller lämna bort den.")


def _lacking(header: TableHeader, home: bool) -> list[Wrong]:
    if header.periods and ("value" in header.roles or "period" in header.roles):
        what = "Tabellen har både årskolumner och en kolumn för år eller värde."
        return [Wrong(what, "Välj en av formerna.")]
    needed = ["indicator"] if header.periods else ["indicator", "period", "value"]
    lacking = [role for role in needed + ([] if home else ["area"]) if role not in header.roles]
    names = [HEADINGS[role][0] for role in lacking]
    return [Wrong(f"Kolumnen {name} saknas.", f"Lägg till en kolumn med rubriken {name}.") for name in names]
