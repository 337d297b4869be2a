"""What the cells of a table's columns show: numbers or texts, places or times, and which column follows from which."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from lagesbild.tables.layout.heading_words import role_of
from lagesbild.tables.layout.headings import Column
from lagesbild.tables.layout.labels import county_of_short_name, is_digits, place_in, share_of_places
from lagesbild.tables.layout.mapping import ColumnRole
from lagesbild.tables.layout.times import is_part, is_whole
from lagesbild.tables.numbers import Number, read_number
from lagesbild.tables.outcome import Absence, Doubt
from lagesbild.tables.places import REGION, Places

TOWN = "municipality"
_CODED = re.compile(r"[0-9]{2,4} +[^0-9]")
MOSTLY = 0.9
HALF = 0.5
"""Under a heading that says place: the rest of its texts are asked about."""
_ABSENT = frozenset(("–", "—", "..", ".", "-", "n/a", "na", "x", "…", "*"))


@dataclass(frozen=True)
class ColumnEvidence:
    """One column with its cells in the rows of the table. ``numbers``: the rows', as Excel counts."""

    column: Column
    cells: Sequence[Any]
    places: Places
    numbers: Sequence[int] = ()

    @cached_property
    def filled(self) -> list[Any]:
        return [cell for cell in self.cells if cell != ""]

    @cached_property
    def is_numeric(self) -> bool:
        return self._numeric_share >= MOSTLY

    @property
    def is_half_numeric(self) -> bool:
        """Whether it has numbers enough for a column that is headed by a year; the rest of its cells are told."""
        return self._numeric_share >= HALF

    @cached_property
    def _numeric_share(self) -> float:
        different = {cell for cell in self.filled if cell not in _ABSENT}
        return sum(_is_number(cell) for cell in different) / len(different) if different else 0.0

    @cached_property
    def is_absent(self) -> bool:
        """Whether all that stands in it are signs for what is missing."""
        return bool(self.filled) and all(cell in _ABSENT for cell in self.filled)

    @cached_property
    def known(self) -> ColumnRole | None:
        """What its heading says it is."""
        return role_of(self.column.heading.partition(" [")[0])

    @cached_property
    def is_place(self) -> bool:
        """Bare digits are places only under a heading that says so."""
        of_digits = all(is_digits(cell) for cell in self.filled)
        if self.known == ColumnRole.TIME or (
            of_digits and self.known != ColumnRole.PLACE and not self._is_code
        ):
            return False
        enough = HALF if self.known == ColumnRole.PLACE else MOSTLY
        return share_of_places(self.filled, self.places) >= enough

    @property
    def _is_code(self) -> bool:
        return self.column.heading.casefold() in ("kod", "code")

    @cached_property
    def is_time(self) -> bool:
        """Months by name say themselves; other times only under a heading that says so."""
        if self.known == ColumnRole.TIME:
            return is_whole(self.column.heading, self.filled) or is_part(self.column.heading, self.filled)
        if self.is_numeric:
            return False
        # Without a heading, 2023Q4 and 1998-01-01 are times; 2021 may be anything.
        plain_years = all(str(cell).isdigit() for cell in self.filled)
        dated = self.is_unheaded and not plain_years and is_whole("", self.filled)
        return dated or is_part("", self.filled)

    @property
    def is_unheaded(self) -> bool:
        return self.column.heading.startswith("[")

    @cached_property
    def has_coded_places(self) -> bool:
        """Whether it is written as statistics agencies write places: 0680 Jönköping."""
        texts = [cell for cell in self.different if isinstance(cell, str)]
        return self.is_place and bool(texts) and all(_CODED.match(text) for text in texts)

    @cached_property
    def short_names(self) -> list[str]:
        """The names that may be of a town or of a county."""
        return [str(cell) for cell in self.different if county_of_short_name(cell, self.places)]

    @cached_property
    def has_counties_or_no_towns(self) -> bool:
        """Whether a name that may be a town's or a county's stands among counties, or among nothing that is a town."""
        named = [place for cell in self.different if (place := place_in(cell, self.places))]
        short = set(self.short_names)
        towns = [
            c
            for c in self.different
            if c not in short and getattr(place_in(c, self.places), "kind", "") == TOWN
        ]
        return any(place.kind == REGION for place in named) or not towns

    @property
    def example(self) -> str:
        """A cell to ask about: one that is not what the heading says, where there is one."""
        filled = [cell for cell in self.filled if isinstance(cell, str | int | float | date)] or ["?"]
        strange = [
            c for c in filled if self.known == ColumnRole.PLACE and not share_of_places([c], self.places)
        ]
        return str((strange or filled)[0])[:40]

    @cached_property
    def different(self) -> set[Any]:
        return set(self.filled)


def _is_number(cell: Any) -> bool:
    if isinstance(cell, str):
        return isinstance(read_number(cell), Number | Doubt | Absence)
    return isinstance(cell, int | float) and not isinstance(cell, bool)


def follows_from(cells: Sequence[Any], keys: Sequence[Any]) -> bool:
    """Whether the key decides what stands in the cell, seen from keys that come back. What never changes does not."""
    if len(set(cells)) < 2:
        return False
    answers: dict[Any, Any] = {}
    for key, cell in zip(keys, cells, strict=True):
        if answers.setdefault(key, cell) != cell:
            return False
    return len(answers) < len(cells)


def repeated_row(keys: Sequence[Any]) -> int | None:
    """The first row whose key has come before."""
    first: set[Any] = set()
    for index, key in enumerate(keys):
        if key in first:
            return index
        first.add(key)
    return None
