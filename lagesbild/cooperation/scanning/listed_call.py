"""A call as somebody else's list has it, whatever the shape of the list, and what a list may not say."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from lagesbild.cooperation.models import ListedStatus
from lagesbild.figures.problems import Problem, SourceProblems

LONGEST_NAME, LONGEST_REFERENCE, LONGEST_ADDRESS, LONGEST_TEXT = 300, 120, 400, 50_000
LONGEST_ORIGIN = 60
MOST_MONEY = Decimal(10) ** 12
_ADDRESS = re.compile(r"https?://[^\s/]+\S*", re.IGNORECASE)
# What no database keeps: NUL, and halves of characters.
_UNKEPT = re.compile("[\x00\ud800-\udfff]")


@dataclass(frozen=True)
class FoundCall:
    """One call. What the list does not say is None or empty; amounts are in ``currency`` and for one project."""

    origin: str
    reference: str
    name: str
    summary: str = ""
    opens: date | None = None
    deadline: date | None = None
    currency: str = ""
    amount_min: Decimal | None = None
    amount_max: Decimal | None = None
    url: str = ""
    programme: str = ""
    standing: ListedStatus = ListedStatus.UNTOLD

    @property
    def text(self) -> str:
        return f"{self.name}\n\n{self.summary}"


@dataclass(frozen=True)
class PlacedCall:
    """A call and where it stands: the row or line, and the columns' or elements' own names."""

    call: FoundCall
    row: int
    names: dict[str, str]

    def problem(self, sheet: str, field: str, what: str, do: str) -> Problem:
        return Problem(sheet, self.row, self.names.get(field, ""), what, do)


class CallListProblems(SourceProblems):
    """Everything wrong with a list of calls, in ``problems``. As text: one line each."""


def accepted(
    sheet: str, placed: Iterable[PlacedCall], problems: Iterable[Problem] = ()
) -> tuple[FoundCall, ...]:
    """The calls of one list, each once. All or nothing: raises CallListProblems with every problem, by row."""
    placed, all_problems = list(placed), list(problems)
    for placed_call in placed:
        all_problems += (placed_call.problem(sheet, *fault) for fault in _faults(placed_call.call))
    all_problems += _contradicted(sheet, placed)
    if all_problems:
        raise CallListProblems(sorted(all_problems, key=lambda problem: (problem.row or 0, problem.column)))
    return tuple(dict.fromkeys(placed_call.call for placed_call in placed))


def _faults(call: FoundCall) -> Iterator[tuple[str, str, str]]:
    """Field, what is wrong with it, and what to do."""
    if not call.name:
        yield "name", _("Namnet saknas."), _("Fyll i det eller ta bort utlysningen.")
    if not call.reference:
        what = _("Beteckning saknas. Utan den går det inte att se om utlysningen redan finns.")
        yield "reference", what, _("Fyll i en beteckning eller en adress.")
    if len(call.reference) > LONGEST_REFERENCE:
        yield "reference", *_too_long(LONGEST_REFERENCE)
    if len(call.url) > LONGEST_ADDRESS:
        yield "url", *_too_long(LONGEST_ADDRESS)
    if call.url and not _ADDRESS.fullmatch(call.url):
        yield "url", _("Det är ingen webbadress."), _("Skriv hela adressen, med https:// först.")
    for field in ("name", "reference", "summary", "url", "programme"):
        if _UNKEPT.search(getattr(call, field)):
            yield field, _("Texten har trasiga tecken."), _("Hämta listan på nytt, eller rätta texten.")
    yield from _faults_of_money(call)
    if call.opens and call.deadline and call.deadline < call.opens:
        yield "deadline", _("Sista dag kommer före öppningen."), _("Rätta en av dem.")


def _faults_of_money(call: FoundCall) -> Iterator[tuple[str, str, str]]:
    for field in ("amount_min", "amount_max"):
        value = getattr(call, field)
        if value is not None and not 0 <= value < MOST_MONEY:
            yield field, _("Beloppet är inte rimligt."), _("Rätta det eller lämna det tomt.")
        if value is not None and not re.fullmatch("[A-Z]{3}", call.currency):
            yield "currency", _("Beloppet har ingen valuta."), _("Skriv tre bokstäver, till exempel EUR.")
            return
    if call.amount_min is not None and call.amount_max is not None and call.amount_min > call.amount_max:
        yield "amount_min", _("Minsta bidrag är större än det största."), _("Rätta ett av dem.")


def _too_long(most: int) -> tuple[str, str]:
    return _("Texten är längre än %(most)s tecken.") % {"most": most}, _("Korta den.")


def _contradicted(sheet: str, placed: list[PlacedCall]) -> Iterator[Problem]:
    """Calls under a reference that another call of the list has."""
    first: dict[tuple[str, str], PlacedCall] = {}
    for placed_call in placed:
        key = placed_call.call.origin, placed_call.call.reference
        before = first.setdefault(key, placed_call)
        if placed_call.call.reference and placed_call.call != before.call:
            what = _("Beteckningen %(reference)s står redan på rad %(row)s, med annat innehåll.")
            sentence = what % {"reference": placed_call.call.reference, "row": before.row}
            yield placed_call.problem(sheet, "reference", sentence, _("Behåll en av dem."))
