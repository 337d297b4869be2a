"""The register's key figures as a run of raw files: from here they go the way of every other figure."""

import csv
import tempfile
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from lagesbild.cooperation.goal17.counting import KeyFigure, PublicRegister, YearSoFar
from lagesbild.cooperation.goal17.key_figures import FIGURES
from lagesbild.cooperation.goal17.remarks import counted_on
from lagesbild.figures.areas import known_areas
from lagesbild.figures.origin import Origin
from lagesbild.figures.sources import workbook
from lagesbild.organisations.models import Municipality

ID = "register"
FILE = "values.csv"
COLUMNS = ("indicator", "area", "period", "subgroup", "value", "flag", "comment")
COUNTED = tuple(figure for figure in FIGURES if figure.count)
UNKNOWN = "-"
# What others pay may be more than the budget, where a budget was cut afterwards.
UNBOUNDED = ("register-others-share",)


class NothingToCount(ValueError):
    """The register cannot be counted. The message says what to do."""


def rows(register: PublicRegister, area: str, today: date) -> list[tuple[str, ...]]:
    """The figures of every year as text, in the order of :data:`COLUMNS`. The year of ``today`` is preliminary."""
    years = register.years(today)
    return [row for figure in COUNTED for year in years for row in _rows(figure, register, year, area, today)]


def _rows(
    figure: KeyFigure, register: PublicRegister, year: YearSoFar, area: str, today: date
) -> Iterator[tuple[str, ...]]:
    goes_on = year.number == today.year
    flag, day = ("preliminary", counted_on(today)) if goes_on else ("", "")
    for figure_value in figure.count(register, year):
        value = UNKNOWN if figure_value.value is None else f"{figure_value.value:.15g}"
        comment = " ".join(filter(None, (day, figure_value.remark)))
        yield figure.id, area, str(year.number), figure_value.subgroup, value, flag, comment


def fetch(folder: Path, *, now: datetime) -> Origin:
    """Count the public register and seal the run in ``folder``. It is all there is of its origin.

    Raises NothingToCount where the register is empty or the municipality has no code yet, and writes nothing.
    """
    home = Municipality.load()
    if home.home_area == Municipality._meta.get_field("home_area").default:
        raise NothingToCount("The municipality has no code yet. Give it under Settings in /redigera/.")
    register = PublicRegister.load()
    figure_rows = rows(register, home.home_area, timezone.localdate(now))
    if not figure_rows:
        raise NothingToCount("The register has nothing public with a date yet. Publish a partnership first.")
    with tempfile.TemporaryDirectory() as beside:
        file = Path(beside) / FILE
        with file.open("w", encoding="utf-8", newline="") as lines:
            csv.writer(lines, delimiter=";", lineterminator="\n").writerows([COLUMNS, *figure_rows])
        return workbook.fetch(
            folder,
            file=file,
            id=ID,
            publisher=f"{home.name}, registret över samarbeten",
            licence="CC0 1.0",
            address=f"{settings.WAGTAILADMIN_BASE_URL}/samarbeten/forteckning/",
            now=now,
            indicators={figure.id: figure.unit_sv for figure in COUNTED},
            described={figure.id: (figure.name_sv, figure.definition_sv) for figure in COUNTED},
            extra_areas=None
            if home.home_area in known_areas()
            else {home.home_area: (home.name, "municipality")},
            decimal=".",
            unbounded=UNBOUNDED,
            note=_note(register, timezone.localdate(now)),
        )


def _note(register: PublicRegister, today: date) -> str:
    note = (
        f"Räknat {today.isoformat()} ur kommunens register, bara det som är publicerat. Tidigare år som det var den"
        " 31 december. Definitionerna är öppna."
    )
    return f"{note} {register.examples} av uppgifterna är påhittade exempel." if register.examples else note
