"""What a run leaves out of what its source holds, and why: one ``left_out.json`` beside the raw files.

Every row that a source holds is stored, left out because of a problem, or accounted for by a remark (said twice,
nothing but a note, left out as asked).
"""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from lagesbild.figures.problems import Problem

FILE = "left_out.json"
SHOWN = 3


@dataclass(frozen=True)
class Remark:
    """Something to be known of a file or of the whole source. ``rows``: how many rows it accounts for."""

    sheet: str
    what: str
    rows: int = 0

    def __str__(self) -> str:
        return f"{self.sheet}: {self.what}" if self.sheet else self.what


@dataclass(frozen=True)
class LeftOut:
    """``rows`` the source holds, ``stored`` of them as figures, ``left_out`` because of ``problems``."""

    rows: int
    stored: int
    left_out: int
    problems: tuple[Problem, ...] = ()
    remarks: tuple[Remark, ...] = ()

    @property
    def is_all_stored(self) -> bool:
        return not self.problems and not self.remarks

    @property
    def sentence(self) -> str:
        """How many rows there are, are stored and are not, in one line."""
        beside = sum(remark.rows for remark in self.remarks)
        parts = [f"{self.stored} av {self.rows} rader är med"]
        if self.problems:
            parts.append(f"{self.left_out} är utelämnade för {len(self.problems)} fel")
        if beside:
            parts.append(f"{beside} är upprepningar, anteckningar eller bortvalda")
        return f"{', '.join(parts)}."


def write(folder: Path, left_out: LeftOut) -> None:
    """Keep it with the run; a run that stores all that there is has no such file."""
    if not left_out.is_all_stored:
        text = json.dumps(asdict(left_out), ensure_ascii=False, indent=1)
        (folder / FILE).write_text(f"{text}\n", encoding="utf-8")


def read(folder: Path) -> LeftOut | None:
    """What a run left out; None where it stored all, or is from before it was counted."""
    try:
        fields = json.loads((folder / FILE).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    fields["problems"] = tuple(Problem(**problem) for problem in fields["problems"])
    fields["remarks"] = tuple(Remark(**remark) for remark in fields["remarks"])
    return LeftOut(**fields)


def of_newest_runs(finished: Iterable[Path]) -> list[str]:
    """A line for each origin whose newest run leaves something out, with the first of it."""
    newest = {folder.parent: folder for folder in sorted(finished)}
    counts = ((folder, read(folder)) for folder in newest.values())
    return [f"{folder}: {_summary(left_out, folder)}" for folder, left_out in counts if left_out]


def _summary(left_out: LeftOut, folder: Path) -> str:
    lines = [str(line) for line in (*left_out.problems, *left_out.remarks)]
    more = f" … ({len(lines)} i {folder / FILE})" if len(lines) > SHOWN else ""
    return f"{left_out.sentence} {' '.join(lines[:SHOWN])}{more}"
