"""A repository checked and kept as a run, and a run read again with the same checks."""

import json
from collections.abc import Collection, Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from lagesbild.figures import origin
from lagesbild.figures.origin import Origin, RunCoverage
from lagesbild.figures.problems import Problem
from lagesbild.figures.sheets import content_of
from lagesbild.figures.sources.open_sdg.problems import OpenSdgProblems

if TYPE_CHECKING:
    from ibis.backends import BaseBackend

    from lagesbild.figures.tables import Tidied
from lagesbild.figures.sources.open_sdg.metadata import metas_of
from lagesbild.figures.sources.open_sdg.observations import long_table
from lagesbild.figures.sources.open_sdg.tables import IndicatorFile, table_of

PATTERNS = ("data/indicator_*.csv", "indicator-config/*.yml", "meta/*.yml", "meta/*.md")
DROP, CHOICES = "drop.json", "choices.json"
COUNTRY = "0000"


def fetch(
    folder: Path,
    *,
    repository: Path,
    now: datetime,
    id: str = "open-sdg",
    publisher: str = "",
    licence: str = "",
    address: str = "",
    area: str = COUNTRY,
    drop: Collection[str] = (),
    note: str = "",
) -> Origin:
    """Check a repository's indicator files and metadata, copy them as they are into ``folder``, and seal it.

    ``area`` is the code of the place that the repository is about. ``drop`` leaves out
    ``indicator_1-2-1.csv!14`` (a row) or ``indicator_1-2-1.csv`` (a file, of metadata too).

    Raises OpenSdgProblems with every problem of every file, and writes nothing, until they are clean or
    dropped. Raises OriginError when the folder already holds a run.
    """
    if (folder / origin.FILE).exists():
        raise origin.OriginError(f"{folder} already holds a finished run. Give a new folder.")
    contents = _contents(repository)
    _columns_and_indicators(contents, area, drop)
    for path, content in contents.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    if area != COUNTRY:
        (folder / CHOICES).write_text(json.dumps({"area": area}) + "\n", encoding="utf-8")
    if drop:
        (folder / DROP).write_text(json.dumps(sorted(drop), indent=1) + "\n", encoding="utf-8")
    return origin.write(folder, Origin(id, "open_sdg", publisher, licence, address, now, note))


def tidy(folder: Path, con: "BaseBackend", area: str = "") -> "Tidied":
    """The tables of a run. ``area`` is the home area; else what ``fetch`` was told, else the country.

    Raises OpenSdgProblems as ``fetch`` does.
    """
    # Here, not above: who only checks a repository's files need not wait for Ibis.
    import ibis
    import pyarrow

    from lagesbild.figures.tables import AREA, INDICATOR, MEMBER, OBSERVATION, Tidied, empty

    choices = json.loads(_text_or(folder / CHOICES, "{}"))
    drop = json.loads(_text_or(folder / DROP, "[]"))
    columns, indicators = _columns_and_indicators(
        _contents(folder), area or choices.get("area", COUNTRY), drop
    )
    return Tidied(
        observations=ibis.memtable(
            pyarrow.table({name: columns[name] for name in OBSERVATION}, schema=OBSERVATION.to_pyarrow())
        ),
        indicators=ibis.memtable(indicators, schema=INDICATOR),
        areas=empty(AREA),
        members=empty(MEMBER),
    )


def covers(folder: Path) -> RunCoverage:
    """What a whole run speaks of: everything of its origin, for a repository is all there is."""
    return RunCoverage()


def read_files(
    repository: Path, problems: list[Problem] | None = None
) -> tuple[dict[str, dict], dict[str, "IndicatorFile"]]:
    """A repository's metadata and tables as they stand, by indicator id.

    What is wrong is added to ``problems``, and the other files are read. Without it: raises OpenSdgProblems.
    """
    faults: list[Problem] = [] if problems is None else problems
    files = _files(_contents(repository), (), faults)
    if faults and problems is None:
        raise OpenSdgProblems(faults)
    return files


def _text_or(path: Path, otherwise: str) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else otherwise


def _contents(repository: Path) -> dict[str, bytes]:
    paths = sorted(path for pattern in PATTERNS for path in repository.glob(pattern))
    if not any(path.suffix == ".csv" for path in paths):
        what = "Mappen har inga filer data/indicator_*.csv."
        raise OpenSdgProblems.one(repository.name, what, "Ange mappen som data och meta ligger i.")
    return {path.relative_to(repository).as_posix(): content_of(path) for path in paths}


def _columns_and_indicators(
    contents: Mapping[str, bytes], area: str, drop: Collection[str]
) -> tuple[dict[str, list], list[dict]]:
    """The columns of OBSERVATION and the rows of INDICATOR. Raises OpenSdgProblems."""
    problems: list[Problem] = []
    columns, indicators = long_table(*_files(contents, drop, problems), area, problems)
    if problems:
        raise OpenSdgProblems(sorted(problems, key=lambda problem: problem.sheet))
    return columns, indicators


def _files(
    contents: Mapping[str, bytes], drop: Collection[str], problems: list[Problem]
) -> tuple[dict[str, dict], dict[str, "IndicatorFile"]]:
    """Metadata and tables by indicator id, of the files that can be read; what is wrong goes to ``problems``."""
    remaining = {path: content for path, content in contents.items() if path.rpartition("/")[2] not in drop}
    metas = metas_of(remaining, problems)
    data_files = [
        (path.rpartition("/")[2], content) for path, content in remaining.items() if path.endswith(".csv")
    ]
    tables = [table_of(name, content, drop, problems) for name, content in data_files]
    return metas, {table.id: table for table in tables if table}
