"""A repository checked and kept as a run, and a run read again with the same checks."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from lagesbild.figures import left_out, origin
from lagesbild.figures.origin import Origin, RunCoverage
from lagesbild.figures.problems import Problem
from lagesbild.figures.sources.open_sdg.files import RepositoryFiles, files_of, write_all
from lagesbild.figures.sources.open_sdg.findings import RepositoryFindings
from lagesbild.figures.sources.open_sdg.metadata import indicator_id, metas_of
from lagesbild.figures.sources.open_sdg.observations import long_table
from lagesbild.figures.sources.open_sdg.problems import OpenSdgProblems
from lagesbild.figures.sources.open_sdg.sdmx_tables import add_sdmx
from lagesbild.figures.sources.open_sdg.tables import IndicatorFile, add_table, table_of
from lagesbild.figures.sources.open_sdg.translations import ENGLISH, translations_of

if TYPE_CHECKING:
    from ibis.backends import BaseBackend

    from lagesbild.figures.tables import Tidied

DROP, CHOICES = "drop.json", "choices.json"
COUNTRY = "0000"


@dataclass(frozen=True)
class RepositoryChoices:
    """How a repository is to be read: what it is about, in which language names are, and what stays out."""

    area: str = COUNTRY
    language: str = ENGLISH
    take_clean: bool = False
    drop: tuple[str, ...] = ()

    @classmethod
    def of_run(cls, folder: Path) -> "RepositoryChoices":
        fields = json.loads(_text_or(folder / CHOICES, "{}"))
        return cls(drop=tuple(json.loads(_text_or(folder / DROP, "[]"))), **fields)

    def write(self, folder: Path) -> None:
        usual = RepositoryChoices()
        fields = {
            name: getattr(self, name)
            for name in ("area", "language", "take_clean")
            if getattr(self, name) != getattr(usual, name)
        }
        if fields:
            (folder / CHOICES).write_text(json.dumps(fields) + "\n", encoding="utf-8")
        if self.drop:
            (folder / DROP).write_text(json.dumps(sorted(self.drop), indent=1) + "\n", encoding="utf-8")


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
    language: str = ENGLISH,
    drop: Collection[str] = (),
    take_clean: bool = False,
    note: str = "",
) -> Origin:
    """Check a repository's indicator files and metadata, copy them as they are into ``folder``, and seal it.

    ``area`` is the code of the place that the repository is about, ``language`` that of names and definitions where
    the repository has several. ``drop`` leaves out ``indicator_1-2-1.csv!14`` (a row) or ``indicator_1-2-1.csv`` (a
    file, of metadata too). ``take_clean`` takes what is right, and leaves out every row and file with a problem;
    what that is stands in ``left_out.json`` of the run.

    Raises OpenSdgProblems with every problem of every file, and writes nothing, until they are clean, dropped or
    ``take_clean``. Raises OriginError when the folder already holds a run.
    """
    if (folder / origin.FILE).exists():
        raise origin.OriginError(f"{folder} already holds a finished run. Give a new folder.")
    choices = RepositoryChoices(area, language, take_clean, tuple(drop))
    findings = RepositoryFindings()
    files = files_of(repository, drop, findings, _languages(choices))
    _read(files, choices, now.date(), findings)
    account = findings.left_out()
    if account.rows and not account.stored and account.problems:
        raise OpenSdgProblems(account.problems)
    folder.mkdir(parents=True, exist_ok=True)
    write_all(files.contents, folder)
    choices.write(folder)
    left_out.write(folder, account)
    return origin.write(folder, Origin(id, "open_sdg", publisher, licence, address, now, note))


def tidy(folder: Path, con: "BaseBackend", area: str = "") -> "Tidied":
    """The tables of a run. ``area`` is the home area; else what ``fetch`` was told, else the country.

    Raises OpenSdgProblems as ``fetch`` does.
    """
    # Here, not above: who only checks a repository's files need not wait for Ibis.
    import ibis
    import pyarrow

    from lagesbild.figures.tables import AREA, INDICATOR, MEMBER, OBSERVATION, Tidied, empty

    choices, findings = RepositoryChoices.of_run(folder), RepositoryFindings()
    fetched = origin.read(folder).fetched.date()
    files = files_of(folder, choices.drop, findings, _languages(choices))
    columns, indicators = _read(files, choices, fetched, findings, area)
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
) -> tuple[dict[str, dict], dict[str, IndicatorFile]]:
    """A repository's metadata and tables as they stand, by indicator id.

    What is wrong is added to ``problems``, and the other files are read. Without it: raises OpenSdgProblems.
    """
    findings = RepositoryFindings()
    files = _metas_and_tables(files_of(repository, (), findings), RepositoryChoices(), findings)
    if findings.problems and problems is None:
        raise OpenSdgProblems(findings.problems)
    if problems is not None:
        problems += findings.problems
    return files


def _text_or(path: Path, otherwise: str) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else otherwise


def _languages(choices: RepositoryChoices) -> tuple[str, ...]:
    return tuple(dict.fromkeys((ENGLISH, choices.language)))


def _read(
    files: RepositoryFiles,
    choices: RepositoryChoices,
    today: date,
    findings: RepositoryFindings,
    area: str = "",
) -> tuple[dict[str, list], list[dict]]:
    """The columns of OBSERVATION and the rows of INDICATOR. Raises OpenSdgProblems unless what is clean is taken."""
    languages = (choices.language, ENGLISH, *files.configuration.languages)
    translations = translations_of(files.contents, files.configuration.translations, languages, findings)
    metas, tables = _metas_and_tables(files, choices, findings)
    columns, indicators = long_table(metas, tables, area or choices.area, findings, translations, today)
    if findings.problems and not choices.take_clean:
        raise OpenSdgProblems(sorted(findings.problems, key=lambda problem: problem.sheet))
    return columns, indicators


def _metas_and_tables(
    files: RepositoryFiles, choices: RepositoryChoices, findings: RepositoryFindings
) -> tuple[dict[str, dict], dict[str, IndicatorFile]]:
    """Metadata and tables by indicator id, of the files that can be read."""
    metas = metas_of(files.contents, files.metadata, choices.language, findings)
    tables: dict[str, IndicatorFile] = {}
    for path in files.data:
        if path in files.contents:
            _add_table(tables, files, path, choices.drop, findings)
    add_sdmx(tables, metas, files, choices.language, choices.drop, findings)
    return metas, tables


def _add_table(
    tables: dict[str, IndicatorFile],
    files: RepositoryFiles,
    path: str,
    drop: Collection[str],
    findings: RepositoryFindings,
) -> None:
    name, id = files.name(path), indicator_id(path)
    table = table_of(name, id, files.contents[path], drop, findings, files.configuration.columns)
    if table is None:
        return
    add_table(tables, table, findings)


def left_out_of(folder: Path) -> left_out.LeftOut | None:
    """What a run left out of its repository, and what is to be known of it; None where there is nothing."""
    return left_out.read(folder)
