"""The list that lies last in a backup: what is in it, by whom it was written, and how much of everything there is."""

import json
from dataclasses import asdict, dataclass, fields
from datetime import datetime

from lagesbild.backup.problems import BackupProblem

NAME = "manifest.json"
FORMAT = 1
"""Raised when an older program could no longer read what is written."""


@dataclass(frozen=True)
class FileSeal:
    """How long a file of the archive is, and its SHA-256 in hex."""

    size: int
    sha256: str


@dataclass(frozen=True)
class DatabaseContents:
    """``kind``: sqlite or postgresql. ``tables``: rows of each. ``migrations``: app.name of those that are done."""

    kind: str
    tables: dict[str, int]
    migrations: tuple[str, ...]

    def differences(self, other: "DatabaseContents") -> list[str]:
        """What ``other`` has less or more of, a sentence each."""
        lines = [
            f"table {name}: {self.tables.get(name, 'no')} rows in the backup, {other.tables.get(name, 'no')} restored"
            for name in sorted(self.tables.keys() | other.tables)
            if self.tables.get(name) != other.tables.get(name)
        ]
        lines += [
            f"migration {name}: only in {'the backup' if name in self.migrations else 'what was restored'}"
            for name in sorted(set(self.migrations) ^ set(other.migrations))
        ]
        return lines


@dataclass(frozen=True)
class FigureContents:
    """What the store was built from and by, and the figures in it that came from a source."""

    program: str
    runs: tuple[str, ...]
    observations: int
    earlier: int
    checksum: str

    def comparable(self, other: "FigureContents | None") -> bool:
        return other is not None and (self.program, self.runs) == (other.program, other.runs)


@dataclass(frozen=True)
class Manifest:
    """``raw_folders``: those beside the home, as ``raw/1/``, ``raw/2/`` … of the archive, in their order.

    ``missing_runs``: what the store was built from and no raw folder had.
    """

    version: str
    written_at: datetime
    database: DatabaseContents
    figures: FigureContents | None
    raw_folders: tuple[str, ...]
    has_key: bool
    files: dict[str, FileSeal]
    format: int = FORMAT
    missing_runs: tuple[str, ...] = ()

    @property
    def size(self) -> int:
        """Bytes of all files, unpacked."""
        return sum(seal.size for seal in self.files.values())

    @property
    def has_runs(self) -> bool:
        """Whether there are raw figures to build from."""
        return any(
            name.startswith(("home/raw/", "raw/")) and name.endswith("/origin.json") for name in self.files
        )


def to_bytes(manifest: Manifest) -> bytes:
    by_name = asdict(manifest) | {"program": "lagesbild", "written_at": manifest.written_at.isoformat()}
    return json.dumps(by_name, ensure_ascii=False, indent=1).encode()


def from_bytes(content: bytes) -> Manifest:
    """Raises BackupProblem where it is of a later format, or none at all.

    What a later version says besides, in a format that this one knows, is passed by.
    """
    try:
        by_name = json.loads(content)
        if by_name.pop("program") != "lagesbild":
            raise ValueError("it is not Lägesbild's")
        if by_name["format"] > FORMAT:
            raise BackupProblem(
                f"The backup was written by version {by_name['version']}, in a way that this one cannot read."
                f" Install {by_name['version']} or a later version, and restore with that."
            )
        return _from_names(by_name)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise BackupProblem(f"{NAME} cannot be read ({error}). Take another backup.") from error


def _from_names(by_name: dict) -> Manifest:
    database = by_name["database"]
    figures = by_name["figures"]
    typed = {
        "written_at": datetime.fromisoformat(by_name["written_at"]),
        "database": _known(DatabaseContents, database | {"migrations": tuple(database["migrations"])}),
        "figures": figures and _known(FigureContents, figures | {"runs": tuple(figures["runs"])}),
        "raw_folders": tuple(by_name["raw_folders"]),
        "missing_runs": tuple(by_name.get("missing_runs", ())),
        "files": {name: _known(FileSeal, seal) for name, seal in by_name["files"].items()},
    }
    return _known(Manifest, by_name | typed)


def _known(kind, by_name: dict):
    return kind(**{field.name: by_name[field.name] for field in fields(kind) if field.name in by_name})
