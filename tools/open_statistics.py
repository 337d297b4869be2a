"""The open statistics that come with the product, packed from a folder with ``values.csv.gz`` and ``series.csv.gz``.

python -m tools.open_statistics FOLDER

Writes ``lagesbild/kits/open_statistics.tar.xz``: raw runs as any fetch leaves them, each with its publisher and
licence, and the quotients that are worked out of them. The same folder gives the same archive.
"""

import csv
import gzip
import io
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from lagesbild.figures import origin
from lagesbild.kits import home_places
from lagesbild.kits.home_places import ALL_MUNICIPALITIES, SWEDEN
from lagesbild.kits.open_statistics import ARCHIVE

RUN = "2026-08-01"
FETCHED = datetime(2026, 8, 1, tzinfo=UTC)
POPULATION, DWELLINGS, CYCLE = "scb_population", "scb_dwellings_completed", "trafikverket_cycle_network"
COUNTRY_NOTE = "Riket är vår summa av de 290 kommunerna."


@dataclass(frozen=True)
class Publisher:
    id: str
    name: str
    licence: str
    address: str
    note: str = ""


SCB = Publisher(
    "scb", "SCB, Statistiska centralbyrån", "CC0 1.0", "https://www.statistikdatabasen.scb.se/", COUNTRY_NOTE
)
SMHI = Publisher(
    "smhi",
    "SMHI, Nationella emissionsdatabasen",
    "CC BY 4.0 (SMHI:s villkor för öppna data)",
    "https://nationellaemissionsdatabasen.smhi.se/",
    "Upplagan som slutar 2024. Totalen är summan av åtta sektorer, utan utrikes transporter. " + COUNTRY_NOTE,
)
TRAFA = Publisher(
    "trafikanalys",
    "Trafikanalys",
    "Sveriges officiella statistik; ange källan",
    "https://www.trafa.se/vagtrafik/fordon/",
    "Laddbara nya bilar: Upplands Väsby och Upplands-Bro var omkastade i förlagan 2016, 2017, 2019 och 2022 och är"
    " rättade; 2023 och 2024 har inte gått att kontrollera.",
)
TRAFIKVERKET = Publisher("trafikverket", "Trafikverket (NVDB)", "CC0 1.0", "https://www.nvdb.se/")
ELECTIONS = Publisher(
    "valmyndigheten",
    "Valmyndigheten",
    "Öppna data; ange källan",
    "https://www.val.se/",
    "2014 är valnattens räkning.",
)
KOLADA = Publisher(
    "kolada-n03937",
    "Kolada (RKA)",
    "Fri användning med källhänvisning: Källa: Kolada",
    "https://www.kolada.se/",
)
SEI = Publisher(
    "sei",
    "Stockholm Environment Institute, Konsumtionskompassen",
    "Öppen statistik; ange källan",
    "https://konsumtionskompassen.se/",
)

SECTORS = {
    "machinery": ("Arbetsmaskiner", "arbetsmaskiner"),
    "waste": ("Avfall (inkl.avlopp)", "avfall och avlopp"),
    "heating": ("Egen uppvärmning av bostäder och lokaler", "egen uppvärmning"),
    "power_heat": ("El och fjärrvärme", "el och fjärrvärme"),
    "industry": ("Industri (energi + processer)", "industri"),
    "agriculture": ("Jordbruk", "jordbruk"),
    "products": ("Produktanvändning (inkl. lösningsmedel)", "produkter"),
    "transport": ("Transporter", "transporter"),
}
# Our id → whose, what the files call it, title, unit, and whether Sweden is the sum of the municipalities.
SERIES = {
    POPULATION: (SCB, "scb_population", "Folkmängd", "invånare", True),
    "scb_median_income": (SCB, "scb_median_income", "Medianinkomst", "tkr/år", False),
    "scb_dwellings_completed": (SCB, "scb_dwellings_completed", "Färdigställda bostäder", "bostäder", True),
    "scb_tertiary_share": (
        SCB,
        "scb_tertiary_share_16_74",
        "Eftergymnasial utbildning, 16–74 år",
        "%",
        False,
    ),
    "scb_elementary_share": (
        SCB,
        "scb_elementary_share_16_74",
        "Högst förgymnasial utbildning, 16–74 år",
        "%",
        False,
    ),
    "scb_share_75": (SCB, "scb_share_75", "Invånare 75 år och äldre", "%", False),
    "scb_density": (SCB, "scb_density", "Invånare per kvadratkilometer", "inv./km²", False),
    "scb_tax_rate": (SCB, "scb_tax_rate", "Kommunal skattesats", "kr per 100 kr", False),
    "scb_turnout_young": (
        SCB,
        "turnout_national_residents_18_29",
        "Valdeltagande 18–29 år, riksdagsvalet",
        "%",
        False,
    ),
    "smhi_ghg_total": (
        SMHI,
        "smhi2026_ghg_total_sum_of_sectors",
        "Utsläpp av växthusgaser, totalt",
        "ton CO₂e",
        False,
    ),
    **{
        f"smhi_ghg_{id}": (SMHI, f"smhi_ghg_sector:{name}", f"Utsläpp från {words}", "ton CO₂e", True)
        for id, (name, words) in SECTORS.items()
    },
    "smhi_ghg_foreign": (
        SMHI,
        "smhi_ghg_sector:Utrikes transporter",
        "Utsläpp från utrikes transporter",
        "ton CO₂e",
        True,
    ),
    "trafa_electric_share": (TRAFA, "trafa_ev_share_fleet", "Elbilar i trafik", "%", False),
    "trafa_plugin_share": (TRAFA, "trafa_plugin_share_fleet", "Laddbara bilar i trafik", "%", False),
    "trafa_plugin_share_new": (TRAFA, "trafa_plugin_share_new_cars", "Laddbara bland nya bilar", "%", False),
    "trafa_electric_share_new": (TRAFA, "trafa_ev_share_new_cars", "Elbilar bland nya bilar", "%", False),
    "trafa_fossil_share": (
        TRAFA,
        "trafa_petrol_diesel_share_fleet",
        "Bensin- och dieselbilar i trafik",
        "%",
        False,
    ),
    "trafa_cars_per_1000": (
        TRAFA,
        "trafa_cars_per_1000",
        "Personbilar per 1 000 invånare",
        "per 1 000 inv.",
        False,
    ),
    "trafa_women_share": (
        TRAFA,
        "trafa_women_share_private_cars",
        "Kvinnors del av personägda bilar",
        "%",
        False,
    ),
    "trafikverket_cycle_network": (TRAFIKVERKET, "trafikverket_cycle_network", "Cykelvägnät", "m", True),
    "val_turnout_municipal": (
        ELECTIONS,
        "turnout_municipal_election",
        "Valdeltagande i kommunvalet",
        "%",
        False,
    ),
    "val_turnout_national": (
        ELECTIONS,
        "turnout_national_election",
        "Valdeltagande i riksdagsvalet",
        "%",
        False,
    ),
    "kolada_unemployment": (KOLADA, "kolada_N03937_unemployment", "Öppet arbetslösa, 18–65 år", "%", False),
    "sei_consumption": (
        SEI,
        "sei_consumption_emissions_per_capita",
        "Konsumtionens utsläpp",
        "kg CO₂e/inv.",
        False,
    ),
}
DERIVED = [
    *(
        (f"{id}_per_inhabitant", f"{title} per invånare", "ton CO₂e/inv.", id, POPULATION, 1)
        for id, (_publisher, _name, title, _unit, _sum) in SERIES.items()
        if id.startswith("smhi_")
    ),
    (
        "trafikverket_cycle_per_inhabitant",
        "Cykelväg per invånare",
        "m/inv.",
        CYCLE,
        POPULATION,
        1,
    ),
    (
        "scb_dwellings_per_1000",
        "Färdigställda bostäder per 1 000 invånare",
        "per 1 000 inv.",
        DWELLINGS,
        POPULATION,
        1000,
    ),
]
FLAGS = {"": "", "election-night preliminary (1 decimal)": "preliminary"}
FIRST_YEAR = 1990
DECIMALS = {"%": 2, "ton CO₂e": 1}


def main(folder: Path, archive: Path = ARCHIVE) -> None:
    values = _values(folder)
    with tempfile.TemporaryDirectory() as home:
        for publisher in dict.fromkeys(row[0] for row in SERIES.values()):
            _write_run(Path(home) / "raw" / publisher.id / RUN, publisher, values)
        _write_csv(
            Path(home) / "derived.csv",
            ("indicator", "title", "unit", "numerator", "denominator", "factor"),
            DERIVED,
        )
        _pack(Path(home), archive)


def _values(folder: Path) -> dict[str, dict[tuple[str, int], tuple[float, str]]]:
    """Id → area and year → value and flag. A value of the newer file stands where both have one."""
    ids = {name: id for id, (_publisher, name, *_rest) in SERIES.items()}
    values: dict[str, dict] = {id: {} for id in SERIES}
    for name, area, year, value, flag in (*_series_rows(folder), *_values_rows(folder)):
        if name in ids and int(year) >= FIRST_YEAR:
            values[ids[name]][area, int(year)] = (float(value), FLAGS[flag])
    for id, (_publisher, _name, _title, _unit, is_sum) in SERIES.items():
        if is_sum:
            values[id] |= _country(values[id])
    # SCB's income is in kronor; thousands are what people read.
    values["scb_median_income"] = _in_thousands(values["scb_median_income"])
    return values


def _series_rows(folder: Path) -> Iterator[tuple[str, ...]]:
    with gzip.open(folder / "series.csv.gz", "rt", encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            if row["indicator_key"] != "trafikverket_cycle_network":  # another series than the newer file's
                yield row["indicator_key"], row["area_code"], row["year"], row["value"], ""


def _values_rows(folder: Path) -> Iterator[tuple[str, ...]]:
    with gzip.open(folder / "values.csv.gz", "rt", encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            if row["indicator"] != "smhi_ghg_territorial" and row["gender"] == "T":
                yield row["indicator"], row["municipality"], row["period"], row["value"], row["flag"]


def _country(values: dict) -> dict:
    sums: dict[int, list[float]] = {}
    for (area, year), (value, _flag) in values.items():
        if area != SWEDEN.code:
            sums.setdefault(year, []).append(value)
    return {(SWEDEN.code, year): (sum(parts), "") for year, parts in sums.items() if len(parts) == 290}


def _in_thousands(values: dict) -> dict:
    return {key: (value / 1000, flag) for key, (value, flag) in values.items()}


def _write_run(folder: Path, publisher: Publisher, values: dict) -> None:
    folder.mkdir(parents=True)
    ids = [id for id, row in SERIES.items() if row[0] == publisher]
    rows = [
        (id, area, year, "T", _text(value, SERIES[id][3]), flag)
        for id in ids
        for (area, year), (value, flag) in sorted(values[id].items())
    ]
    _write_csv(folder / "values.csv", ("indicator", "area", "period", "subgroup", "value", "flag"), rows)
    described = [(id, SERIES[id][2], SERIES[id][3], "", "false") for id in ids]
    _write_csv(folder / "indicators.csv", ("indicator", "title", "unit", "definition", "retired"), described)
    if publisher == SCB:
        _write_groups(folder)
    sealed = origin.Origin(
        publisher.id,
        "workbook",
        publisher.name,
        publisher.licence,
        publisher.address,
        FETCHED,
        publisher.note,
    )
    origin.write(folder, sealed)


def _text(value: float, unit: str) -> str:
    return f"{value:.0f}" if value.is_integer() else str(round(value, DECIMALS.get(unit, 3)))


def _write_groups(folder: Path) -> None:
    """Whom each municipality is compared with: those like it, its county, and all of them."""
    municipalities = [place for place in home_places().values() if place.kind == "municipality"]
    areas = {ALL_MUNICIPALITIES: "Alla kommuner (ovägt medel)"}
    members = [(ALL_MUNICIPALITIES, place.code, "") for place in municipalities]
    for place in municipalities:
        areas[place.similar_group] = f"Liknande kommuner, övergripande, {place.name}, {place.similar_year}"
        members += [(place.similar_group, code, place.similar_year) for code in place.similar]
        if place.county_group:
            areas[place.county_group] = f"{place.county}, kommuner (ovägt medel)"
            members.append((place.county_group, place.code, ""))
    _write_csv(
        folder / "areas.csv", ("area", "name", "kind"), [(id, name, "group") for id, name in areas.items()]
    )
    _write_csv(folder / "members.csv", ("group_area", "area", "year"), members)


def _write_csv(file: Path, header: tuple, rows: list) -> None:
    with file.open("w", encoding="utf-8", newline="") as lines:
        csv.writer(lines, lineterminator="\n").writerows([header, *rows])


def _pack(home: Path, archive: Path) -> None:
    with tarfile.open(archive, "w:xz", preset=9) as packed:
        for file in sorted(path for path in home.rglob("*") if path.is_file()):
            entry = tarfile.TarInfo(file.relative_to(home).as_posix())
            content = file.read_bytes()
            entry.size, entry.mtime = len(content), int(FETCHED.timestamp())
            packed.addfile(entry, io.BytesIO(content))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
