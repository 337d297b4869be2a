"""From files and addresses to calls, by the shape that each is said to have."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

import requests
from django.utils.translation import gettext as _

from lagesbild import __version__
from lagesbild.cooperation.scanning import eu_portal, rss, workbook
from lagesbild.cooperation.scanning.drafts import DraftCounts, keep
from lagesbild.cooperation.scanning.listed_call import LONGEST_ORIGIN, FoundCall
from lagesbild.figures.problems import Problem, SourceProblems
from lagesbild.figures.sheets import LARGEST, content_of

__all__ = ["LONGEST_ORIGIN", "READERS", "Fetched", "fetch", "read_calls"]

READERS: dict[str, Callable[..., tuple[FoundCall, ...]]] = {
    "eu": eu_portal.read_calls,
    "rss": rss.read_calls,
    "workbook": workbook.read_calls,
}
SILENCE, LONGEST = 20, 120
"""Seconds: between two pieces of an answer, and for the whole of it."""


class AddressProblems(SourceProblems):
    """An address that does not answer, or not with a list of calls."""


@dataclass(frozen=True)
class Fetched:
    """What came of one file or address: what was kept, or everything that is wrong with it."""

    place: str
    kept: DraftCounts | None
    problems: tuple[Problem, ...] = ()


def fetch(place: str, shape: str, *, origin: str = "", now: datetime) -> Fetched:
    """Read a list and keep its calls, all of them or none."""
    try:
        return Fetched(place, keep(read_calls(place, shape, origin), now=now))
    except SourceProblems as error:
        return Fetched(place, None, error.problems)


def read_calls(place: str, shape: str, origin: str = "") -> tuple[FoundCall, ...]:
    """The calls of a file or an address. Raises SourceProblems when it cannot be had or read."""
    name, content = (_name(place), _downloaded(place)) if "://" in place else _opened(Path(place))
    return READERS[shape](name, content, origin)


def _opened(file: Path) -> tuple[str, bytes]:
    return file.name, content_of(file)


def _name(address: str) -> str:
    parts = urlsplit(address)
    return Path(parts.path).name or parts.netloc


def _downloaded(address: str) -> bytes:
    if urlsplit(address).scheme.lower() not in ("http", "https"):
        raise AddressProblems.one(
            address, _("Bara adresser med http eller https läses."), _("Rätta adressen.")
        )
    until = time.monotonic() + LONGEST
    try:
        headers = {"User-Agent": f"Lagesbild/{__version__}"}
        with requests.get(address, timeout=SILENCE, stream=True, headers=headers) as answer:
            if answer.status_code != requests.codes.ok:
                what = _("Adressen svarar %(status)s.") % {"status": answer.status_code}
                raise AddressProblems.one(address, what, _("Kontrollera adressen, eller försök senare."))
            return _whole(address, answer, until)
    except requests.RequestException as error:
        what = _("Adressen svarar inte (%(error)s).") % {"error": type(error).__name__}
        raise AddressProblems.one(address, what, _("Kontrollera adressen, eller försök senare.")) from error


def _whole(address: str, answer: requests.Response, until: float) -> bytes:
    content = bytearray()
    for piece in answer.iter_content(64 * 1024):
        content += piece
        if len(content) > LARGEST:
            raise AddressProblems.one(address, _("Svaret är större än 100 MB."), _("Kontrollera adressen."))
        if time.monotonic() > until:
            what = _("Svaret tog längre tid än %(seconds)s sekunder.") % {"seconds": LONGEST}
            raise AddressProblems.one(address, what, _("Försök senare, eller hämta filen för hand."))
    return bytes(content)
