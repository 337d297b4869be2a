"""Calls as the EU Funding & Tenders Portal's data has them: JSON objects, one after the other.

With or without gzip, byte order mark, line breaks between the objects, and a list around them.
"""

import contextlib
import json
import re
import zlib
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from lagesbild.cooperation.models import ListedStatus
from lagesbild.cooperation.scanning.listed_call import CallListProblems, FoundCall, PlacedCall, accepted
from lagesbild.cooperation.scanning.texts import mended, one_line, several_lines
from lagesbild.figures.cells import Wrong
from lagesbild.figures.problems import Problem
from lagesbild.figures.sheets import LARGEST

ORIGIN = "EU Funding & Tenders"
CURRENCY = "EUR"
_GZIP = b"\x1f\x8b"
GZIPPED, CHUNK = zlib.MAX_WBITS | 16, 1 << 20
_BETWEEN = re.compile(r"[\s,\[\]]*")
_NEXT = re.compile(r'(?<=[}\n])[\s,]*(?=\{\s*")')
_HEADINGS = re.compile(r"(?<=[.\w)])(?=(?:Objectives?|Scope|Expected (?:Outcome|Impact)s?|Activities):)")
_NAMES = {
    "name": "title",
    "reference": "topicId",
    "deadline": "deadline",
    "amount_min": "budgetMin",
    "amount_max": "budgetMax",
    "url": "portalUrl",
    "programme": "programme",
    "summary": "description",
    "standing": "callStatus",
}
_STATUSES = {
    "open": ListedStatus.OPEN,
    "forthcoming": ListedStatus.FORTHCOMING,
    "closed": ListedStatus.CLOSED,
    "": ListedStatus.UNTOLD,
}


class PortalFileProblems(CallListProblems):
    """A file of the portal that cannot be unpacked, is no text, or has no calls."""


def read_calls(name: str, content: bytes, origin: str = "") -> tuple[FoundCall, ...]:
    """The calls of a file. Raises CallListProblems: every problem, with its line and the number of its call."""
    placed, problems = [], []
    for number, line, thing in _objects(name, _text(name, content)):
        call, wrong = _call(thing, origin or ORIGIN) if isinstance(thing, dict) else (None, [("", thing)])
        where = _("utlysning %(number)s") % {"number": number}
        names = {field: f"{where}, {theirs}" for field, theirs in _NAMES.items()}
        problems += (Problem(name, line, names.get(field, where), *trouble) for field, trouble in wrong)
        if call:
            placed.append(PlacedCall(call, line, names))
    if not placed and not problems:
        raise PortalFileProblems.one(name, _("Filen har inga utlysningar."), _("Hämta den på nytt."))
    return accepted(name, placed, problems)


def _text(name: str, content: bytes) -> str:
    try:
        return _unpacked(name, content).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise PortalFileProblems.one(name, _("Filen är inte UTF-8."), _("Hämta den på nytt."), line) from None


def _unpacked(name: str, content: bytes) -> bytes:
    if not content.startswith(_GZIP):
        return content
    if _unpacked_size(content) > LARGEST:
        raise PortalFileProblems.one(name, _("Filen är större än 100 MB uppackad."), _("Dela upp den."))
    unpacker = zlib.decompressobj(wbits=GZIPPED)
    try:
        unpacked = unpacker.decompress(content, LARGEST)
    except zlib.error:
        unpacked = b""
    if unpacker.eof and not unpacker.unconsumed_tail:
        return unpacked
    raise PortalFileProblems.one(name, _("Filen går inte att packa upp."), _("Hämta den på nytt."))


def _unpacked_size(content: bytes) -> int:
    """Of what can be unpacked, as far as it matters. Nothing of it is kept."""
    unpacker, size, packed = zlib.decompressobj(wbits=GZIPPED), 0, content
    with contextlib.suppress(zlib.error):
        while packed and not unpacker.eof and size <= LARGEST:
            size += len(unpacker.decompress(packed, CHUNK))
            packed = unpacker.unconsumed_tail
    return size


def _objects(name: str, text: str) -> Iterator[tuple[int, int, Any]]:
    """Number, line and object; a Wrong in place of what cannot be read, and then from the next that begins."""
    decoder = json.JSONDecoder(parse_constant=_refuse_constant)
    at, number, line, counted_to = 0, 0, 1, 0
    while (at := _BETWEEN.match(text, at).end()) < len(text):
        number += 1
        line, counted_to = line + text.count("\n", counted_to, at), at
        try:
            thing, at = decoder.raw_decode(text, at)
            yield number, line, thing if isinstance(thing, dict) else _unread()
        except (ValueError, RecursionError):
            yield number, line, _unread()
            following = _NEXT.search(text, at + 1)
            at = following.end() if following else len(text)


def _refuse_constant(constant: str):
    raise ValueError(constant)


def _unread() -> Wrong:
    return Wrong(_("Utlysningen går inte att läsa som JSON."), _("Hämta filen på nytt."))


def _call(thing: dict, origin: str) -> tuple[FoundCall | None, list[tuple[str, Wrong]]]:
    """The call, or what is wrong with its fields."""
    fields = {field: _READERS[field](thing.get(theirs)) for field, theirs in _NAMES.items()}
    fields["objectives"] = _words(thing.get("objectives"))
    wrong = [(field, value) for field, value in fields.items() if isinstance(value, Wrong)]
    if wrong:
        return None, wrong
    objectives = fields.pop("objectives")
    both = f"{objectives}\n\n{fields['summary']}" if objectives else fields["summary"]
    fields["summary"] = several_lines(_HEADINGS.sub("\n\n", both))
    fields["name"] = one_line(fields["name"])
    return FoundCall(origin=origin, currency=CURRENCY, **fields), []


def _words(value) -> str | Wrong:
    if value is None:
        return ""
    return (
        mended(value).strip() if isinstance(value, str) else Wrong(_("Det är inte text."), _("Rätta filen."))
    )


def _day(value) -> date | None | Wrong:
    if value in (None, ""):
        return None
    try:
        # A time of day may follow; the day is what counts.
        return date.fromisoformat(value[:10])
    except (TypeError, ValueError):
        return Wrong(_("Det är ingen dag som finns."), _("Skriv som 2026-09-01."))


def _money(value) -> Decimal | None | Wrong:
    """Zero is how the portal leaves an amount out."""
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        return Wrong(_("Det är inget tal."), _("Skriv ett belopp i euro."))
    return Decimal(str(value)).quantize(Decimal("0.01")) if 0 < abs(value) < 10**13 else _no_money(value)


def _no_money(value) -> None | Wrong:
    return None if value == 0 else Wrong(_("Beloppet är inte rimligt."), _("Rätta filen."))


def _listed_status(value) -> ListedStatus | Wrong:
    status = _STATUSES.get((value or "").lower()) if isinstance(value, str | None) else None
    return (
        Wrong(_("Läget är okänt."), _("Läget ska vara open, forthcoming eller closed."))
        if status is None
        else status
    )


_READERS = dict.fromkeys(_NAMES, _words) | {
    "deadline": _day,
    "amount_min": _money,
    "amount_max": _money,
    "standing": _listed_status,
}
