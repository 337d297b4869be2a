"""Against Open SDG's own programme: ``make bench-opensdg REPO=… SDG_BUILD=… [PYTHON=…] [TRANSLATIONS=…]``.

The same work on the same files of a data repository: read, check, and write one CSV and one JSON per indicator in
every language of the repository, translated. Ours and sdg-build's take turns, each in a process of its own; what is
counted is its whole processor time and wall time, start included. Nothing is fetched from anywhere: translations are
those of the repository, and of the folder TRANSLATIONS (as ``sdg-translations/translations``) where it is named.
"""

import argparse
import json
import operator
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from bench.measure import Row, print_rows
from lagesbild.figures.sources import open_sdg
from lagesbild.figures.sources.open_sdg import IndicatorFile

TARGET = 20
PUBLISHED = "indicator_calculation_components.yml"
"""Where Canada's repository keeps what its progress was worked out from, and what came of it."""
DRIVER = Path(__file__).with_name("sdg_build.py")
THEIRS = {
    "files": "sdg-build, the same files and no more",
    "output": "sdg-build, its output without data package",
    "package": "sdg-build, data package included",
}
# What Open SDG leaves as it stands in every language.
UNTRANSLATED = {"year", "value", "units", "series", "geocode", "observation status", "unit multiplier"}
UNTRANSLATED |= {"unit measure", "unit_measure", "comment_ts", "data_last_update", "comment_obs", "progress"}

QUOTED = re.compile('[,"\r\n]')
NUMBER = re.compile(r"-?(0|[1-9]\d*)(\.\d+)?([eE][-+]?\d+)?")
AS_JSON = json.JSONEncoder(ensure_ascii=False).encode

Words = dict[str, dict[str, str]]


@dataclass(frozen=True)
class Took:
    """One process: seconds of processor, seconds on the wall, and what it said."""

    processor: float
    wall: float
    said: str


class BenchProblem(RuntimeError):
    """What could not be run, and what to do."""


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("repository", type=Path)
    options.add_argument("sdg_build", type=Path, nargs="?")
    options.add_argument("--python", default="python3", help="a Python that has what sdg-build needs")
    options.add_argument("--translations", type=Path, help="translations besides the repository's own")
    options.add_argument("--ours", type=Path, help=argparse.SUPPRESS)  # this process is the one measured
    options = options.parse_args()
    folders = [folder for folder in (options.translations, options.repository / "translations") if folder]
    folders = [folder.resolve() for folder in folders if folder.is_dir()]
    if options.ours:
        return print(write_all(options.repository, options.ours, folders)) or 0
    try:
        return compare(options.repository, options.sdg_build, options.python, folders)
    except BenchProblem as problem:
        print(f"bench: {problem}", file=sys.stderr)
        return 1


def compare(repository: Path, sdg_build: Path, python: str, translations: list[Path]) -> int:
    if not (sdg_build / "sdg").is_dir():
        raise BenchProblem(f"{sdg_build} has no folder sdg. Name a working copy of open-sdg/sdg-build.")
    with tempfile.TemporaryDirectory() as folder:
        same, out = Path(folder, "repository"), Path(folder, "out")
        _only_what_both_read(repository, same)
        ours = _ours(same, out / "ours", translations)
        theirs = {what: _theirs(sdg_build, python, same, out / what, what, translations) for what in THEIRS}
        again = _ours(same, out / "again", translations)
        rows = [_our_row(name, took, theirs) for name, took in (("ours", ours), ("ours, once more", again))]
        rows += [_row(THEIRS[what], took, ours.processor, note=took.said) for what, took in theirs.items()]
        print_rows(f"Open SDG: {repository.name}, processor time", "our time", rows)
        print(f"\n  ours: {ours.said}\n  {_same_rows(out / 'ours', out / 'files' / 'site')}")
    if (repository / PUBLISHED).exists():
        print(f"  {published_progress(repository)}")
    return int(any(row.met is False for row in rows))


def _our_row(name: str, took: Took, theirs: Mapping[str, Took]) -> Row:
    times = theirs["output"].processor / took.processor
    note = f"1/{times:.1f}; data package included 1/{theirs['package'].processor / took.processor:.1f}"
    target = f"≤ 1/{TARGET} of sdg-build's without data package"
    return _row(name, took, took.processor, target, times >= TARGET, note)


def _row(
    what: str, took: Took, ours: float, target: str = "", met: bool | None = None, note: str = ""
) -> Row:
    return Row(what, took.processor, took.processor / ours, target, met, f"wall {took.wall:.2f} s, {note}")


def _only_what_both_read(repository: Path, folder: Path) -> None:
    """Indicators' data and metadata, without archived ones, which our import leaves out."""
    parts = ("data/indicator_*.csv", "meta/**/*", "indicator-config/**/*", "translations/**/*", "*.yml")
    for path in (path for part in parts for path in repository.glob(part)):
        if path.is_file() and not path.name.startswith("archived"):
            copy = folder / path.relative_to(repository)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, copy)


def _ours(repository: Path, out: Path, translations: list[Path]) -> Took:
    order = [sys.executable, "-m", "bench.open_sdg", str(repository), "--ours", str(out)]
    own = repository / "translations"
    more = [str(folder) for folder in translations if folder.resolve() != own.resolve()][:1]
    return _measured([*order, "--translations", *more] if more else order)


def _theirs(
    sdg_build: Path, python: str, repository: Path, out: Path, what: str, translations: list[Path]
) -> Took:
    out.mkdir(parents=True)
    order = [python, str(DRIVER), str(sdg_build.resolve()), str(repository), str(out), what]
    words = ["--translations", *map(str, translations)] if translations else []
    try:
        return _measured([*order, *languages(repository), *words])
    except (BenchProblem, OSError) as problem:
        raise BenchProblem(
            f"sdg-build did not run with {python}: {problem}. Install what its requirements.txt and setup.py name in "
            "an environment of its own, and name that: make bench-opensdg … PYTHON=that/bin/python"
        ) from None


def _measured(order: list[str]) -> Took:
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(order, capture_output=True, text=True)
    wall, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        raise BenchProblem((done.stderr.strip() or done.stdout.strip() or "no word").splitlines()[-1])
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Took(processor, wall, done.stdout.strip().splitlines()[-1])


def _same_rows(ours: Path, theirs: Path) -> str:
    """How many of our CSV files have as many lines as sdg-build's, as proof that the work is the same."""
    files = sorted(path.relative_to(ours) for path in ours.glob("*/*.csv"))
    pairs = [(ours / file, theirs / file.parent / "data" / file.name) for file in files]
    same = sum(_lines(file) == _lines(other) for file, other in pairs if other.exists())
    return f"{same} of {len(files)} CSV files have as many lines as sdg-build's"


def _lines(file: Path) -> int:
    return file.read_bytes().count(b"\n")


def published_progress(repository: Path) -> str:
    """How many series have the progress that the repository itself has published, and which have another."""
    from lagesbild.figures.sources import open_sdg_progress  # not for the process that is measured

    published = yaml.load((repository / PUBLISHED).read_bytes(), open_sdg.LOADER)
    ours = open_sdg_progress.progress(repository)
    series = [
        (id, tag, progress)
        for id, parts in published.items()
        for tag, progress in parts.items()
        if isinstance(progress, dict)
    ]
    # Long names are shortened there, so a series is told by its two values, not by its name.
    differ = [
        tag
        for id, tag, progress in series
        if id not in ours or not any(_as_published(series, progress) for series in ours[id].series.values())
    ]
    others = f"; others: {', '.join(differ)}" if differ else ""
    return f"progress: {len(series) - len(differ)} of {len(series)} series as the repository publishes them{others}"


def _as_published(ours, progress: Mapping) -> bool:
    base, latest = (None if point is None else point.value for point in (ours.base, ours.latest))
    pairs = (
        (base, progress["base_value"], 1e-3),  # where it is zero, a thousandth is published
        (latest, progress["current_value"], 1e-9),
        (ours.value, progress["progress_value"], 1e-9),
        (ours.score, progress["score"], 1e-4),
    )
    near = (a == b if a is None or b is None else abs(a - b) <= within for a, b, within in pairs)
    return ours.status == progress["status"] and all(near)


# What is measured of ours


def write_all(repository: Path, out: Path, translations: list[Path]) -> str:
    """Read and check the repository, and write every indicator in every language. Returns a line about it."""
    findings = open_sdg.RepositoryFindings()
    metas, tables = open_sdg.read_files(repository, findings.problems)
    columns, _indicators = open_sdg.long_table(metas, tables, open_sdg.COUNTRY, findings)
    for language in languages(repository):
        words = words_of(translations, language)
        plain = {**words["data"], **words[""]}
        own = _metas_in(repository, language)
        folder = out / language
        folder.mkdir(parents=True)
        for id in metas.keys() | tables.keys():
            meta = {**metas.get(id, {}), **own.get(id, {})}
            _write(folder, id, tables.get(id), _translated(meta, plain), words)
    return f"{len(tables)} tables, {len(columns['value'])} observations, {len(findings.problems)} rows or files refused"


def languages(repository: Path) -> list[str]:
    config = repository / "config_data.yml"
    settings = yaml.load(config.read_bytes(), open_sdg.LOADER) if config.exists() else {}
    return settings.get("languages") or ["en"]


def words_of(folders: Iterable[Path], language: str) -> Words:
    """The translations of a language by group, a group being a file; the whole key ``group.key`` by the group ""."""
    words: Words = {"": {}, "data": {}}
    for file in (file for folder in folders for file in sorted((folder / language).glob("*.yml"))):
        translations = yaml.load(file.read_bytes(), open_sdg.LOADER) or {}
        texts = {str(key): value for key, value in translations.items() if isinstance(value, str)}
        words.setdefault(file.stem, {}).update(texts)
        words[""].update({f"{file.stem}.{key}": value for key, value in texts.items()})
    return words


def _metas_in(repository: Path, language: str) -> dict[str, dict]:
    metas = {}
    for file in (repository / "meta" / language).glob("*.*"):
        metas[file.stem] = open_sdg.meta_of(file.name, file.read_text(encoding="utf-8"))
    return metas


def _translated(content, words: Mapping[str, str]):
    if isinstance(content, dict):
        return {key: _translated(value, words) for key, value in content.items()}
    if isinstance(content, list):
        return [_translated(value, words) for value in content]
    return words.get(content, content) if isinstance(content, str) else content


def _write(folder: Path, id: str, table: IndicatorFile | None, meta: dict, words: Words) -> None:
    headings, cells, data = [], [], []
    for name, column in table.columns.items() if table else ():
        heading = table.headings[name]
        own = {**words["data"], **words.get(heading, {}), **words[""]}
        translated = heading if name in UNTRANSLATED else own.get(heading, heading)
        translations = {cell: own.get(cell, cell) for cell in table.distinct[name]}
        headings.append(_for_csv(translated))
        cells.append(_cell_texts(column, translations, _for_csv))
        coded = _cell_texts(column, translations, _as_number if name in ("year", "value") else _for_json)
        data.append(f"{json.dumps(translated)}: [{', '.join(coded)}]")
    lines = [",".join(headings) or "Year,Value", *map(",".join, zip(*cells, strict=True)), ""]
    (folder / f"{id}.csv").write_text("\n".join(lines), encoding="utf-8")
    about = json.dumps(meta, default=str, ensure_ascii=False)
    (folder / f"{id}.json").write_text(
        f'{{"data": {{{", ".join(data)}}}, "meta": {about}}}', encoding="utf-8"
    )


def _cell_texts(
    column: Iterable[str], translations: Mapping[str, str], written: Callable[[str], str]
) -> Iterable[str]:
    """The cells as they are written. What stands in many cells is written once, and what stays is left."""
    texts = {cell: written(text) for cell, text in translations.items()}
    return column if all(map(operator.is_, texts, texts.values())) else map(texts.__getitem__, column)


def _for_csv(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if QUOTED.search(text) else text


def _for_json(text: str) -> str:
    return AS_JSON(text) if text else "null"


def _as_number(text: str) -> str:
    return text if NUMBER.fullmatch(text) else _for_json(text)


if __name__ == "__main__":
    os.environ.setdefault("PYTHONDONTWRITEBYTECODE", "1")
    sys.exit(main())
