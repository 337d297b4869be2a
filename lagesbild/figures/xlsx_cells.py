"""What one cell of an Excel sheet holds, as it is seen: a number, a text, a date, or what is wrong with it."""

import math
import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache

from lagesbild.figures.cells import Wrong


@dataclass(frozen=True)
class Taken:
    """Which cells are read as what Excel shows, and are otherwise a Wrong."""

    dates: bool = False
    percents: bool = False


def xlsx_cell(cell, taken: Taken) -> str | int | float | date | Wrong:
    value = cell.value
    match value:
        case None:
            return ""
        case str():
            value = value.strip()
            return value if value.isascii() else unicodedata.normalize("NFC", value)
        case bool():
            return Wrong("Cellen är SANT eller FALSKT.", "Skriv Ja eller Nej som text.")
        case int() | float() if not math.isfinite(value):
            return Wrong("Cellen är inte ett ändligt tal.", "Skriv talet, eller - om det saknas.")
        case int() | float() if taken.percents and _shows_percent(cell.number_format):
            return f"{(Decimal(repr(value)) * 100).normalize():f} %"
        case int() | float() if _shows_percent(cell.number_format):
            do = "Välj talformatet Allmänt och skriv procenttalet, till exempel 12,5."
            return Wrong(f"Cellen visas i procent men innehåller {value}.", do)
        case int() | float():
            return value
        case datetime() if taken.dates:
            return value.date()
        case datetime():
            return Wrong(
                f"Cellen är ett datum ({value:%Y-%m-%d}).", "Skriv text, eller året med fyra siffror."
            )
    return Wrong("Cellen är ett klockslag eller datum.", "Skriv text, eller året med fyra siffror.")


@cache
def _shows_percent(number_format: str) -> bool:
    """Whether Excel multiplies by 100 before it shows the cell; a quoted percent sign is only a letter."""
    return "%" in re.sub(r'"[^"]*"|\\.', "", number_format)
