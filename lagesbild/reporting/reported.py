"""Reported and approved figures as a run of raw files: from here they go the way of every other figure."""

import csv
import shutil
import tempfile
from datetime import datetime
from pathlib import Path

from lagesbild.figures import origin
from lagesbild.figures.areas import known_areas
from lagesbild.figures.origin import Origin
from lagesbild.figures.sources import workbook
from lagesbild.organisations.models import Municipality
from lagesbild.reporting.models import ReportedValue

ID = "reported"
FILE = "values.csv"
COLUMNS = ("indicator", "area", "period", "subgroup", "value", "comment")


class NothingReported(ValueError):
    """There is no reported figure to write. The message says what to do."""


def rows() -> list[tuple[str, ...]]:
    """The newest approved value of each indicator, area, period and group, as text in the order of COLUMNS."""
    newest, home = {}, Municipality.load().home_area
    for value in ReportedValue.objects.select_related("indicator").order_by("approved_at", "pk"):
        newest[value.indicator.figure, value.area or home, value.period, value.subgroup] = value
    return [(*key, _cell(value), value.comment_sv) for key, value in sorted(newest.items()) if key[0]]


def _cell(value: ReportedValue) -> str:
    return value.missing if value.value is None else f"{value.value.normalize():f}"


def fetch(folder: Path, *, now: datetime) -> Origin | None:
    """Write what has been reported and approved, and seal the run in ``folder``. It is all there is of its origin.

    Values that were corrected are kept in the earlier runs: the build makes vintages of them. None, and no run, where
    the newest one says the same already. Raises NothingReported and writes nothing where no approved value belongs to
    an indicator with an id in the figures.
    """
    table = rows()
    if not table:
        raise NothingReported("No reported value is approved yet. Approve one under /arbete/granska/ first.")
    home = Municipality.load()
    if not home.home_area:
        raise NothingReported("Say which municipality it is first: Inställningar → Kommunen och utseendet.")
    indicators = {
        value.indicator.figure: value.indicator
        for value in ReportedValue.objects.select_related("indicator")
        if value.indicator.figure
    }
    folder.parent.mkdir(parents=True, exist_ok=True)
    _remove_unfinished(folder.parent)
    before = _newest(folder.parent)
    with tempfile.TemporaryDirectory(dir=folder.parent) as beside:
        file = Path(beside) / FILE
        with file.open("w", encoding="utf-8", newline="") as lines:
            csv.writer(lines, delimiter=";", lineterminator="\n").writerows([COLUMNS, *table])
        run = workbook.fetch(
            folder,
            file=file,
            id=ID,
            publisher=f"{home.name}, egen uppföljning",
            licence="CC0 1.0",
            address="",
            now=now,
            indicators={figure: indicator.unit_sv for figure, indicator in indicators.items()},
            described={
                figure: (indicator.name_sv, indicator.definition_sv)
                for figure, indicator in indicators.items()
            },
            extra_areas=None
            if home.home_area in known_areas()
            else {home.home_area: (home.name, "municipality")},
            decimal=".",
            unbounded=tuple(indicators),
            note="Rapporterat i formulär av den som ansvarar, och godkänt innan det publicerades.",
        )
    if before is None or run.files != before.files or _approved_since(before):
        return run
    shutil.rmtree(folder)
    return None


def _newest(runs: Path) -> Origin | None:
    finished = (origin.read(file.parent) for file in runs.glob(f"*/{origin.FILE}"))
    return max(finished, key=lambda run: run.fetched, default=None)


def _approved_since(run: Origin) -> bool:
    """A figure changed and changed back is news, though it reads the same."""
    return ReportedValue.objects.filter(approved_at__gt=run.fetched).exclude(indicator__figure="").exists()


def _remove_unfinished(runs: Path) -> None:
    """What a killed fetch has left behind. Nobody goes on with it: the next one writes everything anew."""
    for run in runs.iterdir():
        if run.is_dir() and not (run / origin.FILE).exists():
            shutil.rmtree(run)
