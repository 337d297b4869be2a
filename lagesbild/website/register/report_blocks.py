"""What the year's report is made of: headings, paragraphs and tables, and words that every part of it uses."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import ngettext

from lagesbild.assessment import number
from lagesbild.cooperation.countries import country_name
from lagesbild.cooperation.funding.amounts_in_words import total_in_words
from lagesbild.cooperation.funding.money import Total
from lagesbild.framework.language import language_in_force


@dataclass(frozen=True)
class Cell:
    text: str
    href: str = ""
    is_example: bool = False


@dataclass(frozen=True)
class Paragraph:
    text: str
    kind = "paragraph"


@dataclass(frozen=True)
class ReportTable:
    """The first cell of each row is its heading; ``numbers`` are the places of columns with figures."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    numbers: tuple[int, ...] = ()
    kind = "table"


@dataclass(frozen=True)
class ReportSection:
    key: str
    """Swedish word for the address of the heading."""
    title: str
    blocks: tuple[Paragraph | ReportTable, ...]


@dataclass(frozen=True)
class ReportDocument:
    title: str
    lead: str
    notices: tuple[str, ...]
    sections: tuple[ReportSection, ...]


def whole_number(value: int) -> str:
    return number(value, 0, language_in_force())


def sum_in_words(total: Total) -> str:
    return capfirst(total_in_words(total))


def linked_name(thing, name: str = "name") -> Cell:
    return Cell(getattr(thing, name), thing.get_absolute_url(), getattr(thing, "is_example", False))


def _cells(*cells: str | Cell) -> tuple[Cell, ...]:
    return tuple(cell if isinstance(cell, Cell) else Cell(cell) for cell in cells)


def table_or_sentence(
    caption: str, head: Iterable[str], rows: Iterable, numbers=(), empty: str = ""
) -> ReportTable | Paragraph:
    """A table, or a sentence where it would have no rows."""
    rows = tuple(_cells(*row) for row in rows)
    return ReportTable(caption, tuple(head), rows, tuple(numbers)) if rows else Paragraph(empty)


def country_names(codes: Iterable[str]) -> str:
    return ", ".join(country_name(code).in_(language_in_force()) for code in dict.fromkeys(codes))


def uncounted_in_words(count: int) -> str:
    return ngettext(
        "antalet är inte känt för %(n)d utbyte", "antalet är inte känt för %(n)d utbyten", count
    ) % {"n": count}
