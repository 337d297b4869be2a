"""Is what we hold what we fetched, and does the store hold all of it?"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

from lagesbild.figures import left_out, origin, queries
from lagesbild.figures.store import StoreError


@dataclass(frozen=True)
class IntegrityReport:
    """``findings`` are to be put right; ``remarks`` are to be known."""

    findings: tuple[str, ...]
    remarks: tuple[str, ...]


def check(store: Path, raw: Iterable[Path], in_barometer: Collection[str] = ()) -> IntegrityReport:
    """Raw runs against their checksums, the store against the runs, and the barometer against the store.

    ``in_barometer``: the ids of the figures that the barometer's indicators point to.
    """
    runs = [folder for root in raw for folder in sorted(root.glob("*/*")) if folder.is_dir()]
    finished = [folder for folder in runs if (folder / origin.FILE).exists()]
    unfinished = [folder for folder in runs if folder not in finished]
    findings = [*_changed(finished)]
    remarks = [f"{folder}: the fetch did not finish. Run it again to go on." for folder in unfinished]
    remarks += left_out.of_newest_runs(finished)
    try:
        findings += _not_built(store, finished)
        remarks += [*_retired(store), *_without_figures(store, in_barometer)]
    except StoreError as error:
        findings.append(str(error))
    return IntegrityReport(tuple(findings), tuple(remarks))


def _changed(finished: list[Path]) -> Iterable[str]:
    for folder in finished:
        try:
            origin.verify(folder)
        except origin.OriginError as error:
            yield str(error)


def _not_built(store: Path, finished: list[Path]) -> list[str]:
    if not store.exists():
        return [f"There is no store at {store}. Build it: lagesbild build"]
    built = {(origin_row["origin"], origin_row["run"]) for origin_row in queries.origins(store).values()}
    return [
        f"{folder}: not in the store yet. Build it: lagesbild build"
        for folder in finished
        if (folder.parent.name, folder.name) not in built
    ]


def _retired(store: Path) -> list[str]:
    return [
        f"{name}: its source has stopped publishing it"
        for name, indicator in queries.indicators(store).items()
        if indicator["retired"]
    ]


def _without_figures(store: Path, in_barometer: Collection[str]) -> list[str]:
    missing = sorted(set(in_barometer) - queries.indicators(store).keys())
    return [f"{name}: in the barometer, and no source has it" for name in missing]
