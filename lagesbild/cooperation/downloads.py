"""What is had from an address: the whole of it, or a sentence that says why not."""

import time
from pathlib import Path
from urllib.parse import urlsplit

import requests
from django.utils.translation import gettext as _

from lagesbild import __version__
from lagesbild.figures.problems import SourceProblems

LARGEST = 50_000_000
"""Bytes."""
SILENCE, LONGEST = 20, 120
"""Seconds: between two pieces of an answer, and for the whole of it."""


class AddressProblems(SourceProblems):
    """An address that does not answer, or not with what was asked for."""


def file_name(address: str) -> str:
    parts = urlsplit(address)
    return Path(parts.path).name or parts.netloc


def downloaded(address: str) -> bytes:
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
            raise AddressProblems.one(address, _("Svaret är större än 50 MB."), _("Kontrollera adressen."))
        if time.monotonic() > until:
            what = _("Svaret tog längre tid än %(seconds)s sekunder.") % {"seconds": LONGEST}
            raise AddressProblems.one(address, what, _("Försök senare, eller hämta filen för hand."))
    return bytes(content)
