"""Values that are numbers when they come: reported in forms, approved, and kept as they were read then.

``observations.json`` holds every value as a JSON number beside its period; nothing is parsed from text again.
"""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from lagesbild.figures import origin
from lagesbild.figures.origin import Origin, RunCoverage
from lagesbild.tables.periods import Period

if TYPE_CHECKING:
    from ibis.backends import BaseBackend

    from lagesbild.figures.tables import Tidied

FILE = "observations.json"
_PLAIN = {
    "value": None,
    "text": None,
    "reason": None,
    "flag": "",
    "members": None,
    "comment": "",
    "deleted": False,
}


def fetch(
    folder: Path,
    described: Origin,
    observations: Sequence[Mapping],
    indicators: Sequence[Mapping] = (),
    areas: Sequence[Mapping] = (),
) -> Origin:
    """Write the values into ``folder`` and seal the run.

    Each observation has indicator, area, period (a :class:`Period`), subgroup, and a value or a reason; each indicator
    and area has the fields of :mod:`lagesbild.figures.tables`. Raises ValueError for a value that is no finite number.
    """
    rows = [{**row, "period": str(row["period"])} for row in observations]
    content = {"observations": rows, "indicators": list(indicators), "areas": list(areas)}
    text = json.dumps(content, ensure_ascii=False, indent=1, allow_nan=False)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / FILE).write_text(f"{text}\n", encoding="utf-8")
    return origin.write(folder, described)


def tidy(folder: Path, con: "BaseBackend") -> "Tidied":
    """The tables of a run."""
    # Here, not above: who writes a run need not wait for Ibis.
    import ibis

    from lagesbild.figures.tables import AREA, INDICATOR, MEMBER, OBSERVATION, Tidied, empty

    content = json.loads((folder / FILE).read_text(encoding="utf-8"))
    rows = [{**_PLAIN, "year": Period.parse(row["period"]).year, **row} for row in content["observations"]]
    return Tidied(
        observations=ibis.memtable(rows, schema=OBSERVATION),
        indicators=ibis.memtable(content["indicators"], schema=INDICATOR),
        areas=ibis.memtable(content["areas"], schema=AREA),
        members=empty(MEMBER),
    )


def covers(folder: Path) -> RunCoverage:
    """What a whole run speaks of: everything of its origin, for all that is approved stands in it."""
    return RunCoverage()
