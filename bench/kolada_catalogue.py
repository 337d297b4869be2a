"""A Kolada on this machine with a whole catalogue, and made-up values of a starter kit for every municipality.

The values are drawn from the indicator and the place, so that they are the same at every question and need not be kept:
a level, a slope and some noise, measured as often as the kit says and carried forward between, as Kolada does. Some
small municipalities lack some of them.
"""

import csv
import gzip
import io
import random
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from lagesbild.kits import KitIndicator, home_places, read_kit
from tests.figures.sources.kolada_server import Kolada, point

YEARS = range(2006, 2026)
MISSING_ANYWHERE, MISSING_IN_SMALL = 0.03, 0.15
"""The share of the indicators that a municipality has no values of."""
MOST_OF_WHOLE = 0.8
"""What the parts of a whole make up together: evidently not all of it."""
COASTAL = ("N85089", "N85056", "N60111")
WITH_A_COAST = 80
SMALL = ("2418", "0821", "2506", "0560", "1439", "2403", "2480", "2505", "2417")
"""Some of the smallest municipalities."""


class CataloguedKolada(Kolada):
    """``catalogue`` is a folder with kpis.csv.gz, municipalities.csv.gz and municipality_group_members.csv.gz.

    Without it the catalogue is the kit's indicators and the places that come with the product.
    """

    def __init__(self, catalogue: Path | None = None, rows: Iterable[KitIndicator] | None = None):
        super().__init__()
        self.rows = {row.id: row for row in (read_kit().indicators if rows is None else rows)}
        self._of_margins = {row.margin: row for row in self.rows.values() if row.margin}
        (self._read if catalogue else self._make)(catalogue)
        self._ids = {kpi["id"] for kpi in self.kpis}
        self._places = [municipality["id"] for municipality in self.municipalities]
        codes = sorted(place.code for place in home_places().values() if place.kind == "municipality")
        self._coastal = frozenset(random.Random(14).sample(codes, WITH_A_COAST))
        self._series = lru_cache(maxsize=4)(self._drawn_series)

    def has_values(self, kpi: str, area: str) -> bool:
        return bool(self.series_of(kpi, area))

    def series_of(self, kpi: str, area: str) -> dict[int, float]:
        """The values by year; none where the source has none."""
        row = self.rows.get(kpi) or self._of_margins.get(kpi)
        if row is None or kpi not in self._ids:
            return {}
        if row.part_of in self.rows and kpi == row.id:
            share = MOST_OF_WHOLE / sum(part.part_of == row.part_of for part in self.rows.values())
            whole = self.series_of(row.part_of, area)
            return {year: round(value * share, 1) for year, value in whole.items()}
        return _values(row, kpi, area, area in self._coastal)

    def held(self, asked: dict[str, list[str]], since: str) -> list[dict]:
        if since > "2020-01-01":
            return []
        years = set(asked.get("year", ()))
        areas = tuple(asked.get("municipality", self._places))
        figures = self._series(tuple(asked.get("kpi", ())), areas)
        return [figure for figure in figures if not years or str(figure["period"]) in years]

    def _drawn_series(self, kpis: tuple[str, ...], areas: tuple[str, ...]) -> list[dict]:
        return [
            {"kpi": kpi, "municipality": area, "period": year, "values": [point("T", value)]}
            for kpi in kpis
            for area in areas
            for year, value in self.series_of(kpi, area).items()
        ]

    def _read(self, folder: Path) -> None:
        for kpi in _lines(folder / "kpis.csv.gz"):
            self.kpi(kpi["id"], kpi["title"], description=kpi["description"])
        for place in _lines(folder / "municipalities.csv.gz"):
            self.municipality(place["id"], place["title"], place["type"])
        members: dict[tuple[str, str], list[str]] = {}
        for line in _lines(folder / "municipality_group_members.csv.gz"):
            members.setdefault((line["group_id"], line["group_title"]), []).append(line["member_id"])
        for (id, title), codes in members.items():
            self.group(id, title, *codes)

    def _make(self, _no_folder: None) -> None:
        for row in self.rows.values():
            self.kpi(row.id, row.name_sv)
        for margin in self._of_margins:
            self.kpi(margin, f"Osäkerhetstal {margin}")
        self.municipality("0000", "Riket", "L")
        for place in home_places().values():
            self.municipality(place.code, place.name, "K" if place.kind == "municipality" else "L")
            if place.similar_group:
                self.group(
                    place.similar_group, f"Liknande kommuner övergripande, {place.name}", *place.similar
                )


def _values(row: KitIndicator, kpi: str, area: str, coastal: bool) -> dict[int, float]:
    draw = random.Random(f"{kpi} {area}")
    missing = MISSING_IN_SMALL if area in SMALL else MISSING_ANYWHERE
    region = area.startswith("00") and area != "0000"
    if draw.random() < missing or (kpi in COASTAL and not coastal) or (region and not row.for_regions):
        return {}
    if kpi == row.margin:
        return dict.fromkeys(YEARS, 3.0)
    level, slope, cycle = draw.uniform(20, 80), draw.gauss(0, 0.6), max(row.cycle_years, 1)
    measured = [round(level + slope * (year - YEARS[0]) + draw.gauss(0, 1), 1) for year in YEARS]
    return {year: measured[place - place % cycle] for place, year in enumerate(YEARS)}


def _lines(file: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(gzip.open(file, "rt", encoding="utf-8").read())))
