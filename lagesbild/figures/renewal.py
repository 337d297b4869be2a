"""What a build may carry over from the store that it replaces.

A build that only adds runs to those the old store was built from begins with a copy of it, and works out again only
the indicators that the new runs speak of. The store it ends in holds the same as one built from nothing.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import duckdb
import ibis

from lagesbild.figures.origin import Origin

PACKAGE = Path(__file__).parent.parent
WORKED_OUT_BY = ("figures/**/*.py", "figures/*.csv", "assessment/**/*.py", "tables/**/*.py")


@dataclass(frozen=True)
class Basis:
    """What a store is built from. ``program``: the code and the quotients asked for; ``runs``: in their order."""

    program: str
    runs: tuple[str, ...]

    def carried_over(self, old: "Basis | None") -> int:
        """How many runs the ``old`` store has taken in already; 0 where it was built in another way."""
        same = old is not None and old.program == self.program
        return len(old.runs) if same and self.runs[: len(old.runs)] == old.runs else 0


def basis(runs: Iterable[tuple[Path, Origin]], derivations: Sequence[Mapping]) -> Basis:
    """The basis of a store of ``runs`` (folder and origin) and ``derivations``."""
    program = _checksum(_program(), repr(derivations))
    return Basis(program, tuple(_checksum(folder.name, repr(origin)) for folder, origin in runs))


def with_quotients(indicators: set[str], derivations: Sequence[Mapping]) -> set[str]:
    """``indicators``, and those that a quotient ties them to: a quotient is worked out with both its parts."""
    tied = [{d["indicator"], d["numerator"], d["denominator"]} for d in derivations]
    reached = set(indicators)
    while more := set().union(*(some for some in tied if some & reached)) - reached:
        reached |= more
    return reached


@cache
def _program() -> str:
    """A checksum of all that has a say in what a store holds: another program may work it out in another way."""
    files = sorted(file for pattern in WORKED_OUT_BY for file in PACKAGE.glob(pattern))
    return _checksum(duckdb.__version__, ibis.__version__, *(file.read_bytes().hex() for file in files))


def _checksum(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()
