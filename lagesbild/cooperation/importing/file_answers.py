"""What is answered of a list that was sent, by the names of the form's fields, between the steps."""

from collections.abc import Mapping
from dataclasses import dataclass

from lagesbild.cooperation.importing.answers import (
    ListAnswers,
    cells_of,
    remember,
    remembered_choices,
    remembered_columns,
)
from lagesbild.cooperation.importing.matches import NEW
from lagesbild.cooperation.importing.preview_words import CELL, CHOICE, COLUMN, SKIP

LEFT = "left"
"""How many rows waited when the others were saved."""
COUNTRY, UNSKIP = "country-", "unskip"


@dataclass(frozen=True)
class FileAnswers:
    """``texts``: field → what stands in it."""

    texts: Mapping[str, str]

    @classmethod
    def of_form(cls, before: Mapping[str, str], form: Mapping[str, str]) -> dict[str, str]:
        """What was answered before with what the form says now."""
        now = {
            name: text
            for name, text in form.items()
            if name.startswith((CHOICE, COLUMN, CELL, SKIP, COUNTRY))
        }
        unchanged = {
            name: text for name, text in before.items() if not (UNSKIP in form and name.startswith(SKIP))
        }
        return unchanged | now

    @property
    def choices(self) -> dict[str, str]:
        """The key of a ListMatch → what was chosen; of a new organisation with the country that was said."""
        chosen = remembered_choices() | self._of(CHOICE)
        countries = {key: code for key, code in self._of(COUNTRY).items() if code}
        return chosen | {
            key: f"{NEW}:{code}" for key, code in countries.items() if chosen.get(key, NEW) == NEW
        }

    @property
    def skipped(self) -> list[str]:
        """The rows that are passed over, as they are told."""
        return [key.replace("!", " ") for key in self._of(SKIP)]

    @property
    def columns(self) -> dict[str, str]:
        return {key: answer for key, answer in self._of(COLUMN).items() if answer}

    @property
    def of_list(self) -> ListAnswers:
        skipped = {key.rpartition("!")[::2] for key in self._of(SKIP)}
        return ListAnswers(
            remembered_columns() | self.columns,
            cells_of(self._of(CELL)),
            frozenset((sheet, int(row)) for sheet, row in skipped if row.isdecimal()),
        )

    def remember(self) -> None:
        remember(self.columns, self._of(CHOICE))

    def _of(self, kind: str) -> dict[str, str]:
        return {name.removeprefix(kind): text for name, text in self.texts.items() if name.startswith(kind)}
