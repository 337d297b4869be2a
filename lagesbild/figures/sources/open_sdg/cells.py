"""What a cell says: a year, a number or the reason why there is none, a comment, a flag."""

import re
from typing import TYPE_CHECKING

from lagesbild.figures.cells import FIRST_YEAR, LAST_YEAR, REASONS, Wrong, last_year

if TYPE_CHECKING:
    pass
from lagesbild.figures.sources.open_sdg.tables import IndicatorFile

NOTHING_SAID = ("", "normal value", "undefined")
_VALUE = re.compile(r"-?[0-9]+(?:\.[0-9]+)?(?:[eE][-+]?[0-9]{1,3})?")
# A year, and the end of its span in two digits if it has one: 2015, 2015/16, 2015-16 but not 2015-06-30.
_YEAR = re.compile(r"(?<!\d)(\d{4})(?:[/–-](\d{2})(?![\d-]))?(?!\d)")
_WHOLE_FLOAT = re.compile(r"(\d{4})\.0")


def number(table: "IndicatorFile", cell: str) -> float | None:
    """A cell of ``table`` as a number, None where it is none."""
    value = comma_value_of(cell) if table.comma else value_of(cell)
    return value if isinstance(value, float) else None


def period_of(cell: str) -> tuple[str, int] | Wrong:
    if whole := _WHOLE_FLOAT.fullmatch(cell):
        cell = whole.group(1)
    years = _YEAR.findall(cell)
    if not years:
        return Wrong(
            f"{cell or 'En tom cell'} är inte ett år.", "Skriv året med fyra siffror, eller 2015/16."
        )
    first, last = int(years[0][0]), last_year(*years[-1])
    if not (FIRST_YEAR <= first <= last <= LAST_YEAR and last - first < 100):
        return Wrong(f"{cell} ligger inte mellan {FIRST_YEAR} och {LAST_YEAR}.", "Rätta året.")
    return cell, last


def value_of(cell: str) -> float | str | Wrong:
    """A number, or the reason why there is none."""
    if cell == "" or cell in REASONS:
        return cell or "-"
    number = float(cell) if _VALUE.fullmatch(cell) else float("inf")
    if abs(number) == float("inf"):
        return Wrong(f"{cell} är inte ett tal.", "Skriv talet med decimalpunkt och utan tusentalsavskiljare.")
    return number


def comma_value_of(cell: str) -> float | str | Wrong:
    return value_of(cell.replace(",", ".", 1))


def comment_of(*cells: str) -> str:
    return "; ".join(cell for cell in cells if cell.lower() not in NOTHING_SAID)


def reasons_of(numbers: list[float | str], comments: list[str]) -> list[str | None]:
    return [
        None if isinstance(number, float) else _reason(number, comment)
        for number, comment in zip(numbers, comments, strict=True)
    ]


def _reason(number: str, comment: str) -> str:
    remark = comment.lower()
    return ".." if number == "-" and ("suppress" in remark or "confidential" in remark) else number


def flag_of(*comments: str) -> str:
    remark = comment_of(*comments).lower()
    if "estimate" in remark:
        return "estimated"
    return "preliminary" if "provisional" in remark or "preliminary" in remark else ""
