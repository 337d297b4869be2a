"""Which of a repository's files are read, and as what."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from lagesbild.figures.left_out import FILE as LEFT_OUT
from lagesbild.figures.origin import FILE as ORIGIN
from lagesbild.figures.sheets import WorkbookProblems, content_of
from lagesbild.figures.sources.open_sdg.configuration import (
    Configuration,
    MetadataInput,
    SdmxInput,
    configuration_of,
)
from lagesbild.figures.sources.open_sdg.findings import RepositoryFindings
from lagesbild.figures.sources.open_sdg.problems import OpenSdgProblems
from lagesbild.figures.sources.open_sdg.tables import line_count

DATA_ENDINGS = (".csv", ".tsv", ".xlsx", ".xls", ".xml", ".json", ".px")
OURS = (ORIGIN, LEFT_OUT, "drop.json", "choices.json")


@dataclass
class RepositoryFiles:
    """``contents`` by path. ``data``, ``metadata`` and ``sdmx``: the paths of each kind, in order."""

    configuration: Configuration
    contents: dict[str, bytes] = field(default_factory=dict)
    data: list[str] = field(default_factory=list)
    metadata: list[tuple[MetadataInput, list[str]]] = field(default_factory=list)
    sdmx: list[tuple[SdmxInput, list[str]]] = field(default_factory=list)

    def name(self, path: str) -> str:
        """What a file is called to people: its name, or its path where several have that name."""
        name = path.rpartition("/")[2]
        return path if sum(other.rpartition("/")[2] == name for other in self.data) > 1 else name


def files_of(
    repository: Path, drop: Collection[str], findings: RepositoryFindings, languages: Iterable[str] = ()
) -> RepositoryFiles:
    """The files that the configuration names. Raises OpenSdgProblems where there are no figures among them."""
    configuration = configuration_of(repository, findings)
    files = RepositoryFiles(configuration)
    data = _paths(repository, configuration.data)
    files.data = [path for path in data if not _is_dropped(path, drop)]
    _remark_dropped([path for path in data if _is_dropped(path, drop)], repository, findings)
    files.metadata = [
        (source, _remaining(_paths(repository, [source.pattern]), drop)) for source in configuration.metadata
    ]
    configuration = _with_structures(repository, configuration)
    files.configuration = configuration
    structures = {source.structure for source in configuration.sdmx}
    files.sdmx = [
        (
            source,
            [
                path
                for path in _remaining(_paths(repository, [source.pattern]), drop)
                if path not in structures
            ],
        )
        for source in configuration.sdmx
    ]
    if not (data or any(paths for _source, paths in files.sdmx)):
        what = f"Mappen har inga filer med siffror ({', '.join(_patterns(configuration))})."
        reasons = "".join(f" {remark}" for remark in findings.remarks)
        raise OpenSdgProblems.one(repository.name, what + reasons, "Ange mappen som data och meta ligger i.")
    metadata = [path for _source, paths in files.metadata for path in paths]
    sdmx = [path for _source, paths in files.sdmx for path in paths]
    wanted_paths = [*files.data, *metadata, *sdmx, *_beside(repository, configuration, metadata, languages)]
    files.contents = _contents(repository, wanted_paths, findings)
    _remark_unread(repository, {*data, *sdmx, *files.contents}, drop, findings)
    return files


def _with_structures(repository: Path, configuration: Configuration) -> Configuration:
    """The configuration, with each structure where it lies: sdg-build is often run from another folder."""
    sources = tuple(
        replace(source, structure=_located(repository, source.structure)) for source in configuration.sdmx
    )
    return replace(configuration, sdmx=sources)


def _located(repository: Path, path: str) -> str:
    if not path or (repository / path).is_file():
        return path
    return next(iter(_paths(repository, [f"*/{path.rpartition('/')[2]}"])), path)


def _patterns(configuration: Configuration) -> list[str]:
    return [*configuration.data, *(source.pattern for source in configuration.sdmx)]


def _paths(repository: Path, patterns: Iterable[str]) -> list[str]:
    """The files that fit the patterns, none of them outside the repository."""
    root = repository.resolve()
    fitting = (path for pattern in patterns for path in sorted(repository.glob(pattern)))
    inside = (path for path in fitting if path.is_file() and path.resolve().is_relative_to(root))
    return list(dict.fromkeys(path.relative_to(repository).as_posix() for path in inside))


def _remaining(paths: list[str], drop: Collection[str]) -> list[str]:
    """Those that are neither dropped nor archived."""
    return [
        path
        for path in paths
        if not _is_dropped(path, drop) and not path.rpartition("/")[2].startswith("archived")
    ]


def _is_dropped(path: str, drop: Collection[str]) -> bool:
    return path in drop or path.rpartition("/")[2] in drop


def _remark_dropped(paths: list[str], repository: Path, findings: RepositoryFindings) -> None:
    for path in paths:
        name, rows = path.rpartition("/")[2], line_count((repository / path).read_bytes())
        findings.rows[name] += rows
        findings.remark(name, f"Filen är utelämnad som önskat ({rows} rader).", rows)


def _beside(
    repository: Path, configuration: Configuration, metadata: list[str], languages: Iterable[str]
) -> list[str]:
    """The files that others refer to, translations, and metadata in the languages asked for."""
    single = [path for path in configuration.single_files if (repository / path).is_file()]
    folders = [
        f"{folder.strip('/')}/{deep}*.{ending}"
        for folder in configuration.translations
        for deep in ("", "*/")
        for ending in ("yml", "csv")
    ]
    translated = [
        f"{path.rpartition('/')[0]}/{language}/{path.rpartition('/')[2]}"
        for path in metadata
        for language in languages
    ]
    existing = [path for path in translated if (repository / path).is_file()]
    return [*single, *_paths(repository, folders), *existing]


def _contents(repository: Path, paths: Iterable[str], findings: RepositoryFindings) -> dict[str, bytes]:
    contents = {}
    for path in dict.fromkeys(paths):
        try:
            contents[path] = content_of(repository / path)
        except WorkbookProblems as error:
            findings.unreadable(path.rpartition("/")[2], 0, list(error.problems))
    return contents


def _remark_unread(
    repository: Path, read_paths: Collection[str], drop: Collection[str], findings: RepositoryFindings
) -> None:
    """Tell of the files beside the figures that no input of the configuration names."""
    folders = {path.partition("/")[0] for path in read_paths if path.endswith(DATA_ENDINGS) and "/" in path}
    for path in _paths(repository, [f"{folder}/**/*" for folder in sorted({*folders, "data"})]):
        name = path.rpartition("/")[2]
        if path in read_paths or not name.lower().endswith(DATA_ENDINGS) or name in OURS:
            continue
        rows = line_count((repository / path).read_bytes()) if name.lower().endswith(".csv") else 0
        findings.rows[path] += rows
        count = f" ({rows} rader)" if rows else ""
        findings.remark(path, f"Ingen inmatning i inställningarna läser filen{count}.", rows)


def write_all(contents: Mapping[str, bytes], folder: Path) -> None:
    """Copy the files as they are into a run's folder."""
    for path, content in contents.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
