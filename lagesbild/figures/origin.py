"""Where raw files came from: one ``origin.json`` beside them, written last.

A raw folder is ``raw/<origin id>/<run>/``. Without its ``origin.json`` a run is not finished, and no build
reads it.
"""

import hashlib
import json
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path

FILE = "origin.json"


class OriginError(ValueError):
    """A raw folder's files are not what its origin.json says."""


@dataclass(frozen=True)
class Origin:
    """A fetched set of raw files.

    ``module`` names the source that tidies it (kolada, workbook, open_sdg); ``fetched`` is an aware time;
    ``files`` maps each file's name to its SHA-256 in hex.
    """

    id: str
    module: str
    publisher: str
    licence: str
    address: str
    fetched: datetime
    note: str = ""
    files: dict[str, str] = field(default_factory=dict)


def write(folder: Path, origin: Origin) -> Origin:
    """Seal ``folder``: note every file's checksum, then write origin.json in one step."""
    sealed = Origin(**{**asdict(origin), "fetched": origin.fetched, "files": _checksums(folder)})
    beside = folder / f"{FILE}.new"
    beside.write_text(
        json.dumps({**asdict(sealed), "fetched": sealed.fetched.isoformat()}, ensure_ascii=False, indent=1)
        + "\n",
        encoding="utf-8",
    )
    beside.replace(folder / FILE)
    return sealed


def read(folder: Path) -> Origin:
    """The origin of a finished run. Raises OriginError when the file is missing or malformed."""
    try:
        fields = json.loads((folder / FILE).read_text(encoding="utf-8"))
        fetched = datetime.fromisoformat(fields["fetched"])
        if fetched.tzinfo is None:
            raise ValueError(f"the time {fields['fetched']} has no time zone")
        if not isinstance(fields.get("files", {}), dict):
            raise ValueError("its files are not names with checksums")
        return Origin(**{**fields, "fetched": fetched})
    except FileNotFoundError:
        raise OriginError(f"{folder} has no {FILE}: the fetch did not finish. Run it again.") from None
    except (ValueError, TypeError, KeyError) as error:
        raise OriginError(f"{folder / FILE} cannot be read ({error}). Fetch the source again.") from error


def verify(folder: Path) -> Origin:
    """The origin, once every file is found unchanged. Raises OriginError naming those that are not."""
    origin = read(folder)
    found = _checksums(folder)
    wrong = sorted(name for name in origin.files.keys() | found if origin.files.get(name) != found.get(name))
    if wrong:
        raise OriginError(
            f"{folder}: changed since it was fetched: {', '.join(wrong)}. Fetch the source again."
        )
    return origin


def _checksums(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name not in (FILE, f"{FILE}.new")
    }
