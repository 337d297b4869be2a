"""The list that lies last in a backup: what is in it, by whom it was written, and how much of everything there is."""

import json
from dataclasses import asdict, dataclass
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
    fields = asdict(manifest) | {"program": "lagesbild", "written_at": manifest.written_at.isoformat()}
    return json.dumps(fields, ensure_ascii=False, indent=1).encode()


def from_bytes(content: bytes) -> Manifest:
    """Raises BackupProblem where it is of a later format, or none at all."""
    try:
        fields = json.loads(content)
        if fields.pop("program") != "lagesbild":
            raise ValueError("it is not Lägesbild's")
        if fields["format"] > FORMAT:
            raise BackupProblem(
                f"The backup was written by version {fields['version']}, in a way that this one cannot read."
                f" Install {fields['version']} or a later version, and restore with that."
            )
        return _from_fields(fields)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise BackupProblem(f"{NAME} cannot be read ({error}). Take another backup.") from error


def _from_fields(fields: dict) -> Manifest:
    database = fields["database"]
    figures = fields["figures"]
    typed = {
        "written_at": datetime.fromisoformat(fields["written_at"]),
        "database": DatabaseContents(**database | {"migrations": tuple(database["migrations"])}),
        "figures": figures and FigureContents(**figures | {"runs": tuple(figures["runs"])}),
        "raw_folders": tuple(fields["raw_folders"]),
        "missing_runs": tuple(fields.get("missing_runs", ())),
        "files": {name: FileSeal(**seal) for name, seal in fields["files"].items()},
    }
    return Manifest(**fields | typed)
