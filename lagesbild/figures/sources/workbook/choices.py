"""What the person said of the file, and the tables kept beside it."""

import csv
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lagesbild.figures.areas import known_areas
from lagesbild.figures.mapping_file import read_mapping
from lagesbild.figures.sheets import WorkbookProblems, content_of, csv_sheet
from lagesbild.figures.tables import AREA, INDICATOR, MEMBER
from lagesbild.tables.layout import TableMapping

DROP, CHOICES, MAPPING = "drop.json", "choices.json", "mapping.yaml"
SIDE_FILES = {"indicators.csv": INDICATOR, "areas.csv": AREA, "members.csv": MEMBER}
Areas = Mapping[str, tuple[str, str]]


@dataclass(frozen=True)
class Choices:
    """What the person has said of the files: see ``fetch``. ``units`` is None when any indicator will do.

    ``mapping``, ``indicator``, ``period``: how a table is read that is not laid out as ours.
    """

    area: str = ""
    decimal: str = ""
    unbounded: frozenset[str] = frozenset()
    drop: frozenset[str] = frozenset()
    units: Mapping[str, str] | None = None
    areas: Areas = field(default_factory=known_areas)
    mapping: TableMapping | None = None
    indicator: str = ""
    period: str = ""


def write_choices(
    folder: Path,
    choices: Choices,
    extra_areas: Areas | None,
    described: Mapping[str, tuple[str, str]],
) -> None:
    choices_kept = {"area": choices.area, "decimal": choices.decimal, "unbounded": sorted(choices.unbounded)}
    if any(choices_kept.values()):
        _write_json(folder / CHOICES, choices_kept)
    if choices.drop:
        _write_json(folder / DROP, sorted(choices.drop))
    if choices.units is not None:
        about = {name: described.get(name, (name, "")) for name in choices.units}
        rows = [(name, about[name][0], unit, about[name][1], "false") for name, unit in choices.units.items()]
        _write_csv(folder / "indicators.csv", INDICATOR.names, rows)
    if extra_areas:
        _write_csv(folder / "areas.csv", AREA.names, [(code, *words) for code, words in extra_areas.items()])


def _write_json(path: Path, content: Any) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _write_csv(path: Path, header: Iterable[str], rows: Iterable[tuple]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([tuple(header), *rows])


def read_choices(folder: Path, side: Mapping[str, list[dict] | None]) -> Choices:
    options = json.loads(_text_or(folder / CHOICES, "{}"))
    drop = json.loads(_text_or(folder / DROP, "[]"))
    indicators = side["indicators.csv"]
    return Choices(
        area=options.get("area", ""),
        decimal=options.get("decimal", ""),
        unbounded=frozenset(options.get("unbounded", ())),
        drop=frozenset(drop),
        units=None if indicators is None else {row["indicator"]: row["unit"] for row in indicators},
        areas={
            **known_areas(),
            **{row["area"]: (row["name"], row["kind"]) for row in side["areas.csv"] or []},
        },
        mapping=read_mapping(folder / MAPPING) if (folder / MAPPING).exists() else None,
    )


def _text_or(path: Path, otherwise: str) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else otherwise


def side_table(folder: Path, name: str) -> list[dict] | None:
    """A side file's rows with its schema's types; None when there is no such file."""
    if not (folder / name).exists():
        return None
    schema = SIDE_FILES[name]
    rows = csv_sheet(name, content_of(folder / name), schema).rows
    header = rows[0] if rows else []
    if missing := [column for column in schema if column not in header]:
        raise WorkbookProblems.one(name, f"Kolumner saknas: {', '.join(missing)}.", "Lägg till dem.")
    return [_side_row(name, number, header, row) for number, row in enumerate(rows[1:], start=2) if any(row)]


def _side_row(name: str, number: int, header: list[str], row: list[str]) -> dict:
    try:
        cells = dict(zip(header, row, strict=True))
        return {column: _TYPED[str(kind)](cells[column]) for column, kind in SIDE_FILES[name].items()}
    except (KeyError, ValueError):
        what = f"Raden passar inte rubrikerna {', '.join(header)}."
        raise WorkbookProblems.one(name, what, "Rätta raden.", row=number) from None


_YES_OR_NO = {"": False, "false": False, "nej": False, "0": False, "true": True, "ja": True, "1": True}
_TYPED: dict[str, Callable[[str], Any]] = {
    "string": str,
    "int32": lambda cell: int(cell) if cell else None,
    "boolean": lambda cell: _YES_OR_NO[cell.lower()],
}
