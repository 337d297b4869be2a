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
    ``files`` maps each file's name to its SHA-256 in hex. ``whole``: it is all that its source has of what was
    asked for, so that what earlier runs had beside it is gone; else only additions and changes. ``edition``: what the
    publisher calls this edition of a history that it rewrites, as 2026; figures of two editions are not joined.
    """

    id: str
    module: str
    publisher: str
    licence: str
    address: str
    fetched: datetime
    note: str = ""
    whole: bool = True
    files: dict[str, str] = field(default_factory=dict)
    edition: str = ""


@dataclass(frozen=True)
class RunCoverage:
    """What a whole run speaks of: these indicators in these areas and years. None stands for all."""

    indicators: frozenset[str] | None = None
    areas: frozenset[str] | None = None
    years: frozenset[int] | None = None

    def within(self, other: "RunCoverage") -> bool:
        """Whether the other run speaks of all that this one does."""
        return all(
            theirs is None or (mine is not None and mine <= theirs)
            for mine, theirs in (
                (self.indicators, other.indicators),
                (self.areas, other.areas),
                (self.years, other.years),
            )
        )


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
        fields.setdefault("whole", _was_whole(folder, fields))
        if not isinstance(fields["whole"], bool):
            raise ValueError("whole is neither true nor false")
        return Origin(**{**fields, "fetched": fetched})
    except FileNotFoundError:
        raise OriginError(f"{folder} has no {FILE}: the fetch did not finish. Run it again.") from None
    except (ValueError, TypeError, KeyError) as error:
        raise OriginError(f"{folder / FILE} cannot be read ({error}). Fetch the source again.") from error


def verify(folder: Path) -> Origin:
    """The origin, once every file is found unchanged. Raises OriginError naming those that are not."""
    origin = read(folder)
    checksums = _checksums(folder)
    wrong = sorted(
        name for name in origin.files.keys() | checksums if origin.files.get(name) != checksums.get(name)
    )
    if wrong:
        raise OriginError(
            f"{folder}: changed since it was fetched: {', '.join(wrong)}. Fetch the source again."
        )
    return origin


def _was_whole(folder: Path, fields: dict) -> bool:
    """Of runs from before origin.json said so. Only Kolada could be asked for changes, and its plan tells."""
    plan = folder / "plan.json"
    return fields.get("module") != "kolada" or not plan.exists() or b"from_date=" not in plan.read_bytes()


def _checksums(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name not in (FILE, f"{FILE}.new")
    }
