"""What stands in a list but cannot be seen by whoever looks at it: hidden rows and columns, filtered ones too."""

from collections.abc import Collection, Iterator

from django.utils.translation import gettext as _
from openpyxl.utils import get_column_letter

from lagesbild.figures.problems import Problem
from lagesbild.figures.sheets import Sheet


def hidden_problems(sheet: Sheet, start: int, places: Collection[int]) -> Iterator[Problem]:
    """The hidden rows under the headings (row ``start``, from 0) and the hidden columns at ``places``, if filled."""
    do = _("Visa den, eller ta bort den.")
    rows = list(enumerate(sheet.rows[start + 1 :], start + 2))
    for number, row in rows:
        if number in sheet.hidden_rows and any(_is_filled(row, place) for place in places):
            yield Problem(sheet.name, number, "", _("Raden är dold men har innehåll."), do)
    for place in sorted(places):
        if place + 1 in sheet.hidden_columns and any(_is_filled(row, place) for _number, row in rows):
            letter = get_column_letter(place + 1)
            yield Problem(sheet.name, None, letter, _("Kolumnen är dold men har innehåll."), do)


def _is_filled(row: list, place: int) -> bool:
    return place < len(row) and row[place] not in ("", None)
