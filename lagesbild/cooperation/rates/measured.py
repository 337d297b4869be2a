"""A file of rates before it is read: out of its zip file, and no larger than a published series is."""

import zipfile
import zlib

from django.utils.translation import gettext as _

from lagesbild.figures.problems import SourceProblems
from lagesbild.figures.size_limits import WorkbookRefused, chunks, opened_zip, refuse_if_crowded


class RateProblems(SourceProblems):
    """A file that is not a published series of rates, or is not whole."""


def measured(name: str, content: bytes) -> tuple[str, bytes]:
    """The name and the bytes of the file that holds the rates. Raises RateProblems."""
    if content[:4] == b"PK\x03\x04":
        name, content = _unzipped(name, content)
    try:
        refuse_if_crowded(content, b"<[{\n")
    except WorkbookRefused:
        raise RateProblems.one(name, _("Filen är större än som läses."), _("Hämta en kortare tid.")) from None
    return name, content


def _unzipped(name: str, content: bytes) -> tuple[str, bytes]:
    try:
        with opened_zip(content) as archive:
            inside = [info for info in archive.infolist() if info.filename.lower().endswith(".csv")]
            if len(inside) == 1 and inside[0].file_size < 50_000_000:
                return inside[0].filename, b"".join(chunks(archive, inside[0]))
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, ValueError) as error:
        raise RateProblems.one(name, _("Zip-filen går inte att öppna."), _("Hämta den på nytt.")) from error
    raise RateProblems.one(
        name, _("Zip-filen ska hålla en enda CSV-fil."), _("Packa upp den och ge CSV-filen.")
    )
