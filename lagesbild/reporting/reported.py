"""Reported and approved figures as a run of raw files: from here they go the way of every other figure."""

import shutil
from datetime import datetime
from pathlib import Path

from lagesbild.barometer.models import Indicator
from lagesbild.figures import origin
from lagesbild.figures.areas import known_areas
from lagesbild.figures.origin import Origin
from lagesbild.figures.sources import approved
from lagesbild.organisations.models import Municipality
from lagesbild.reporting.models import ReportedValue
from lagesbild.tables.periods import Period

ID = "reported"


class NothingReported(ValueError):
    """There is no reported figure to write. The message says what to do."""


def observations() -> list[dict]:
    """The newest approved value of each indicator, area, period and group, in order of time."""
    newest, home = {}, Municipality.load().home_area
    for value in ReportedValue.objects.select_related("indicator").order_by("approved_at", "pk"):
        if value.indicator.figure:
            newest[value.indicator.figure, value.area or home, Period.parse(value.period), value.subgroup] = (
                value
            )
    return [_observation(key, value) for key, value in sorted(newest.items(), key=lambda pair: pair[0])]


def _observation(key: tuple[str, str, Period, str], reported: ReportedValue) -> dict:
    names = ("indicator", "area", "period", "subgroup")
    number = None if reported.value is None else float(reported.value)
    return dict(zip(names, key, strict=True)) | {
        "value": number,
        "reason": reported.missing or None,
        "comment": reported.comment_sv,
    }


def fetch(folder: Path, *, now: datetime) -> Origin | None:
    """Write what has been reported and approved, and seal the run in ``folder``. It is all there is of its origin.

    Values that were corrected are kept in the earlier runs: the build makes vintages of them. None, and no run, where
    the newest one says the same already. Raises NothingReported and writes nothing where no approved value belongs to
    an indicator with an id in the figures.
    """
    values = observations()
    if not values:
        raise NothingReported("No reported value is approved yet. Approve one under /arbete/granska/ first.")
    home = Municipality.load()
    if not home.home_area:
        raise NothingReported("Say which municipality it is first: Inställningar → Kommunen och utseendet.")
    folder.parent.mkdir(parents=True, exist_ok=True)
    _remove_unfinished(folder.parent)
    before = _newest(folder.parent)
    described = Origin(
        id=ID,
        module="approved",
        publisher=f"{home.name}, egen uppföljning",
        licence="CC0 1.0",
        address="",
        fetched=now,
        note="Rapporterat i formulär av den som ansvarar, och godkänt innan det publicerades.",
    )
    run = approved.fetch(folder, described, values, _indicators(values), _own_areas(home))
    if before is None or run.files != before.files or _approved_since(before):
        return run
    shutil.rmtree(folder)
    return None


def _indicators(values: list[dict]) -> list[dict]:
    by_figure = {indicator.figure: indicator for indicator in Indicator.objects.exclude(figure="")}
    return [
        {
            "indicator": figure,
            "title": by_figure[figure].name_sv,
            "unit": by_figure[figure].unit_sv,
            "definition": by_figure[figure].definition_sv,
            "retired": False,
        }
        for figure in dict.fromkeys(value["indicator"] for value in values)
    ]


def _own_areas(home: Municipality) -> list[dict]:
    if home.home_area in known_areas():
        return []
    return [{"area": home.home_area, "name": home.name, "kind": "municipality"}]


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
