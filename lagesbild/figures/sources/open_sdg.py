"""An Open SDG data repository on disk: ``data/indicator_*.csv``, and ``meta/*.yml`` or ``*.md``.

Some repositories keep a part of the metadata in ``indicator-config/*.yml``; where both say something, ``meta`` counts.

How its layout becomes the long table:

- The indicator's id is the file's, ``1-2-1``. One indicator is one measure: where a file has several units,
  unit multipliers or series, each combination is an indicator of its own, ``1-2-1 [Series=…|Units=…]``, named
  by the columns that differ. Values are never multiplied; the multiplier stands in the unit.
- The headline row, with every disaggregation column empty, is the subgroup T. Others are labels such as
  ``Age=16 to 24|Sex=Female``, columns in alphabetical order.
- ``GeoCode`` is the area where it is one that we know; otherwise the row belongs to the home area and the
  code stands in the comment, as the disaggregation columns already name the place.
- A column ``Progress`` is what progress is measured by (``open_sdg_progress``), and no observation.
- Observation status and footnotes go to the comment, estimated and provisional also to the flag. A row
  without a value is missing (``-``), or secret (``..``) where its status says suppressed or confidential.
- A year may be ``2015/16``, ``2015-16``, ``2010 to 2012``, ``2016 Q4``: the period stands as published, its
  year is the last that it names. A text without year and value is a remark, not an observation.
- The same row twice counts once; two values for the same key are a problem.
"""

import csv
import io
import json
import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from lagesbild.figures import origin
from lagesbild.figures.areas import known_areas
from lagesbild.figures.cells import FIRST_YEAR, LAST_YEAR, REASONS, TOTAL, Wrong, last_year
from lagesbild.figures.origin import Coverage, Origin
from lagesbild.figures.sheets import Problem, Sheet, WorkbookProblems, content_of, csv_sheet, text_of

if TYPE_CHECKING:
    from ibis.backends import BaseBackend

    from lagesbild.figures.tables import Tidied

__all__ = [
    "OpenSdgProblems",
    "Table",
    "covers",
    "fetch",
    "long_table",
    "meta_of",
    "number",
    "read_files",
    "tidy",
]

PATTERNS = ("data/indicator_*.csv", "indicator-config/*.yml", "meta/*.yml", "meta/*.md")
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
DROP, CHOICES = "drop.json", "choices.json"
COUNTRY = "0000"

UNITS = ("units", "unit measure", "unit_measure")
MULTIPLIERS = ("unit multiplier", "unit_mult")
SERIES = ("series",)
AREAS = ("geocode",)
COMMENTS = ("observation status", "obs status", "obs_status", "flag", "flags")
COMMENTS += ("comment", "comments", "comment_obs", "footnote", "footnotes", "source_detail")
COMMENTS += tuple(f"comment_obs_{place}" for place in range(10))
MEASURES = UNITS + MULTIPLIERS + SERIES
PROGRESS = "progress"
HEADINGS = ("year", "value", "units", "series")  # tell a file's delimiter
NOT_GROUPS = MEASURES + AREAS + COMMENTS + ("year", "value", PROGRESS)

NO_MULTIPLIER = ("", "units", "unit")
NOTHING_SAID = ("", "normal value", "undefined")

_VALUE = re.compile(r"-?[0-9]+(?:\.[0-9]+)?(?:[eE][-+]?[0-9]{1,3})?")
# A year, and the end of its span in two digits if it has one: 2015, 2015/16, 2015-16 but not 2015-06-30.
_YEAR = re.compile(r"(?<!\d)(\d{4})(?:[/–-](\d{2})(?![\d-]))?(?!\d)")
_WHOLE_FLOAT = re.compile(r"(\d{4})\.0")
_TRANSLATION_KEY = re.compile(r"[a-z_]+\.[\w.-]+")
_FRONT_MATTER = re.compile(r"---[ \t]*\r?\n(.*?)^---[ \t]*\r?$", re.DOTALL | re.MULTILINE)


class OpenSdgProblems(WorkbookProblems):
    """Everything wrong with a repository's files, in ``problems``. As text: one line each."""


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
    drop: Collection[str] = (),
    note: str = "",
) -> Origin:
    """Check a repository's indicator files and metadata, copy them as they are into ``folder``, and seal it.

    ``area`` is the code of the place that the repository is about. ``drop`` leaves out
    ``indicator_1-2-1.csv!14`` (a row) or ``indicator_1-2-1.csv`` (a file, of metadata too).

    Raises OpenSdgProblems with every problem of every file, and writes nothing, until they are clean or
    dropped. Raises OriginError when the folder already holds a run.
    """
    if (folder / origin.FILE).exists():
        raise origin.OriginError(f"{folder} already holds a finished run. Give a new folder.")
    contents = _contents(repository)
    _read(contents, area, drop)
    for path, content in contents.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    if area != COUNTRY:
        (folder / CHOICES).write_text(json.dumps({"area": area}) + "\n", encoding="utf-8")
    if drop:
        (folder / DROP).write_text(json.dumps(sorted(drop), indent=1) + "\n", encoding="utf-8")
    return origin.write(folder, Origin(id, "open_sdg", publisher, licence, address, now, note))


def tidy(folder: Path, con: "BaseBackend", area: str = "") -> "Tidied":
    """The tables of a run. ``area`` is the home area; else what ``fetch`` was told, else the country.

    Raises OpenSdgProblems as ``fetch`` does.
    """
    # Here, not above: who only checks a repository's files need not wait for Ibis.
    import ibis
    import pyarrow

    from lagesbild.figures.tables import AREA, INDICATOR, MEMBER, OBSERVATION, Tidied, empty

    said = json.loads(_text_or(folder / CHOICES, "{}"))
    drop = json.loads(_text_or(folder / DROP, "[]"))
    columns, indicators = _read(_contents(folder), area or said.get("area", COUNTRY), drop)
    return Tidied(
        observations=ibis.memtable(
            pyarrow.table({name: columns[name] for name in OBSERVATION}, schema=OBSERVATION.to_pyarrow())
        ),
        indicators=ibis.memtable(indicators, schema=INDICATOR),
        areas=empty(AREA),
        members=empty(MEMBER),
    )


def covers(folder: Path) -> Coverage:
    """What a whole run speaks of: everything of its origin, for a repository is all there is."""
    return Coverage()


def read_files(
    repository: Path, problems: list[Problem] | None = None
) -> tuple[dict[str, dict], dict[str, "Table"]]:
    """A repository's metadata and tables as they stand, by indicator id.

    What is wrong is added to ``problems``, and the other files are read. Without it: raises OpenSdgProblems.
    """
    found: list[Problem] = [] if problems is None else problems
    files = _files(_contents(repository), (), found)
    if found and problems is None:
        raise OpenSdgProblems(found)
    return files


def long_table(
    metas: Mapping[str, dict], tables: Mapping[str, "Table"], area: str, problems: list[Problem]
) -> tuple[dict[str, list], list[dict]]:
    """The columns of OBSERVATION and the rows of INDICATOR; what is wrong is added to ``problems``."""
    columns: dict[str, list] = defaultdict(list)
    indicators = {id: _indicator(id, fields) for id, fields in metas.items()}
    for id, table in tables.items():
        _add(columns, indicators, table, metas.get(id, {}), area, problems)
    return columns, list(indicators.values())


def number(table: "Table", cell: str) -> float | None:
    """A cell of ``table`` as a number, None where it is none."""
    value = _comma_value(cell) if table.comma else _value(cell)
    return value if isinstance(value, float) else None


def _text_or(path: Path, otherwise: str) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else otherwise


def _contents(repository: Path) -> dict[str, bytes]:
    paths = sorted(path for pattern in PATTERNS for path in repository.glob(pattern))
    if not any(path.suffix == ".csv" for path in paths):
        what = "Mappen har inga filer data/indicator_*.csv."
        raise OpenSdgProblems.one(repository.name, what, "Ange mappen som data och meta ligger i.")
    return {path.relative_to(repository).as_posix(): content_of(path) for path in paths}


def _read(
    contents: Mapping[str, bytes], area: str, drop: Collection[str]
) -> tuple[dict[str, list], list[dict]]:
    """The columns of OBSERVATION and the rows of INDICATOR. Raises OpenSdgProblems."""
    problems: list[Problem] = []
    columns, indicators = long_table(*_files(contents, drop, problems), area, problems)
    if problems:
        raise OpenSdgProblems(sorted(problems, key=lambda problem: problem.sheet))
    return columns, indicators


def _files(
    contents: Mapping[str, bytes], drop: Collection[str], problems: list[Problem]
) -> tuple[dict[str, dict], dict[str, "Table"]]:
    """Metadata and tables by indicator id, of the files that can be read; what is wrong goes to ``problems``."""
    kept = {path: content for path, content in contents.items() if path.rpartition("/")[2] not in drop}
    metas = _metas(kept, problems)
    named = [(path.rpartition("/")[2], content) for path, content in kept.items() if path.endswith(".csv")]
    tables = [_table(name, content, drop, problems) for name, content in named]
    return metas, {table.id: table for table in tables if table}


# Metadata


def _metas(contents: Mapping[str, bytes], problems: list[Problem]) -> dict[str, dict]:
    """Each indicator's metadata by its id. An .md file without front matter is not metadata."""
    metas = {}
    for path, content in contents.items():
        folder, _, name = path.partition("/")
        if folder == "data" or name.startswith("archived"):
            continue
        try:
            fields = meta_of(name, text_of(name, content))
        except WorkbookProblems as found:
            problems += found.problems
        else:
            if fields:
                metas.setdefault(name.rpartition(".")[0], {}).update(fields)
    return metas


def meta_of(name: str, text: str) -> dict:
    """A metadata file's fields. Raises WorkbookProblems."""
    if name.endswith(".md"):
        front = _FRONT_MATTER.match(text)
        text = front.group(1) if front else ""
    try:
        fields = yaml.load(text, Loader=LOADER)
    # Besides its own errors the loader lets through those of impossible dates and numbers.
    except (yaml.YAMLError, ValueError) as error:
        row = getattr(getattr(error, "problem_mark", None), "line", None)
        what = f"Metadata går inte att läsa ({getattr(error, 'problem', None) or error})."
        raise WorkbookProblems.one(name, what, "Rätta YAML-texten.", row and row + 1) from None
    if fields is not None and not isinstance(fields, dict):
        raise WorkbookProblems.one(
            name, "Metadata är inte en lista av fält.", "Skriv fälten som namn: värde."
        )
    return fields or {}


def _indicator(id: str, meta: Mapping) -> dict:
    sources = [_said(meta, f"source_organisation_{number}") for number in range(1, 7)]
    definition = _said(
        meta, "national_indicator_description", "indicator_definition", "computation_definitions"
    )
    source = ", ".join(dict.fromkeys(filter(None, sources)))
    return {
        "indicator": id,
        "title": _title(meta) or id,
        "unit": _said(meta, "computation_units"),
        "definition": "\n\n".join(filter(None, (definition, source and f"Källa: {source}"))),
        "retired": False,
    }


def _title(meta: Mapping) -> str:
    """The indicator's name; a key into translations kept elsewhere, as in Open SDG's own, is no name."""
    name = _said(meta, "indicator_name")
    if name and not _TRANSLATION_KEY.fullmatch(name):
        return name
    return _said(meta, "indicator_available", "graph_title", "indicator_number")


def _said(meta: Mapping, *names: str) -> str:
    """The first of these fields that says something, on one line."""
    said = (" ".join(str(meta[name]).split()) for name in names if meta.get(name) is not None)
    return next(filter(None, said), "")


# Data


@dataclass
class Table:
    """One indicator's file: its columns by name in lower case, and the number of each row."""

    id: str
    name: str
    rows: list[int]
    columns: dict[str, tuple[str, ...]]
    distinct: dict[str, dict[str, None]]  # each column's different cells, in the order that they come
    headings: dict[str, str] = field(default_factory=dict)  # as written, by name in lower case
    comma: bool = False  # a semicolon-separated file, whose numbers may have a decimal comma

    def some(self, names: Iterable[str]) -> list[str]:
        return [name for name in names if name in self.columns]

    def row_by_row(self, reader: Callable[..., object], names: Sequence[str]) -> list:
        """What ``reader`` says of each row's cells in these columns. What many rows have alike is read once."""
        if not self.rows:
            return []
        if all(len(self.distinct[name]) < 2 for name in names):
            return [reader(*(cell for name in names for cell in self.distinct[name]))] * len(self.rows)
        if len(names) == 1:
            answers = {cell: reader(cell) for cell in self.distinct[names[0]]}
            return list(map(answers.__getitem__, self.columns[names[0]]))
        rows = list(zip(*(self.columns[name] for name in names), strict=True))
        answers = {cells: reader(*cells) for cells in dict.fromkeys(rows)}
        return list(map(answers.__getitem__, rows))


def _table(name: str, content: bytes, drop: Collection[str], problems: list[Problem]) -> Table | None:
    """A file's table, or None with the reasons in ``problems``."""
    try:
        sheet = _sheet(name, content)
    except WorkbookProblems as found:
        problems += found.problems
        return None
    dropped = {where for where in drop if where.startswith(f"{name}!")}
    numbers = [
        number
        for number, row in enumerate(sheet.rows, start=1)
        if ((row and row[0].strip()) or "".join(row).strip())
        and not (dropped and f"{name}!{number}" in dropped)
    ]
    rows = sheet.rows if len(numbers) == len(sheet.rows) else [sheet.rows[number - 1] for number in numbers]
    header = [heading.strip() for heading in rows[0]] if rows else []
    if wrong := _wrong_header(header):
        problems.append(Problem(name, None, "", *wrong))
        return None
    del numbers[0], rows[0]
    if set(map(len, rows)) - {len(header)}:
        problems += [
            _ragged(sheet, number, row, header)
            for number, row in zip(numbers, rows, strict=True)
            if len(row) != len(header)
        ]
        return None
    names = [heading.lower() for heading in header]
    columns = [_stripped(column) for column in zip(*rows, strict=True)] or [((), {})] * len(names)
    return Table(
        id=name.removeprefix("indicator_").removesuffix(".csv"),
        name=name,
        rows=numbers,
        columns={name: cells for name, (cells, _different) in zip(names, columns, strict=True)},
        distinct={name: different for name, (_cells, different) in zip(names, columns, strict=True)},
        headings=dict(zip(names, header, strict=True)),
        comma=sheet.delimiter == ";",
    )


def _sheet(name: str, content: bytes) -> Sheet:
    """As csv_sheet, but for the cells of an ordinary file, which are not stripped here: see _stripped."""
    text = text_of(name, content)
    if not re.match("[^;\t\r\n]*,[^;\t\r\n]*[\r\n]", text):
        return csv_sheet(name, content, HEADINGS)
    try:
        # Tuples of texts are no business of the garbage collector, which lists in such numbers keep occupied.
        return Sheet(name, list(map(tuple, csv.reader(io.StringIO(text, newline=""), strict=True))), ",")
    except csv.Error:
        return csv_sheet(name, content, HEADINGS)


def _stripped(column: tuple[str, ...]) -> tuple[tuple[str, ...], dict[str, None]]:
    """The cells, stripped, and the different ones among them. What stands in many cells is stripped once."""
    clean = {cell: cell.strip() for cell in dict.fromkeys(column)}
    return tuple(map(clean.__getitem__, column)), dict.fromkeys(clean.values())


def _wrong_header(header: list[str]) -> Wrong | None:
    names = [heading.lower() for heading in header]
    if not header:
        return Wrong("Filen är tom.", "Skriv åtminstone rubrikerna Year och Value.")
    if missing := [heading for heading in ("Year", "Value") if heading.lower() not in names]:
        return Wrong(f"Kolumner saknas: {', '.join(missing)}.", "Lägg till dem.")
    if "" in names or len(set(names)) < len(names):
        return Wrong("Två kolumner heter lika, eller en har inget namn.", "Ge varje kolumn ett eget namn.")
    return None


def _ragged(sheet: Sheet, number: int, row: list[str], header: list[str]) -> Problem:
    what = f"Raden har {len(row)} celler men rubriken {len(header)}."
    return Problem(sheet.name, number, "", what, "Rätta raden.")


def _add(
    columns: dict[str, list], indicators: dict[str, dict], table: Table, meta, area: str, problems
) -> None:
    """Add a file's observations and indicators, or what is wrong with it to ``problems``."""
    found: list[Problem] = []
    periods = _each(table, "year", _period, found)
    numbers = _each(table, "value", _comma_value if table.comma else _value, found)
    commented, coded, areas = table.some(COMMENTS), table.some(AREAS), known_areas()
    values = [number if isinstance(number, float) else None for number in numbers]

    def area_of(code: str = "") -> str:
        return code if code in areas else area

    def comment(*cells: str) -> str:
        codes = (code for code in cells[len(commented) :] if code not in areas)
        return "; ".join(filter(None, (_comment(*cells[: len(commented)]), *codes)))

    rows = {
        "indicator": _measures(table, meta, indicators),
        "area": table.row_by_row(area_of, coded),
        "period": list(map(itemgetter(0), periods)),
        "year": list(map(itemgetter(1), periods)),
        "subgroup": _labels(table),
        "value": values,
        "text": [None] * len(numbers),
        "reason": _reasons(numbers, table.row_by_row(_comment, commented)),
        "flag": table.row_by_row(_flag, commented),
        "members": [None] * len(numbers),
        "comment": table.row_by_row(comment, [*commented, *coded]),
        "deleted": [False] * len(numbers),
    }
    keep = _kept(table, rows, found)
    problems += found
    for name, column in rows.items():
        columns[name] += column if len(keep) == len(column) else [column[i] for i in keep]


def _each(table: Table, name: str, reader: Callable, problems: list[Problem]) -> list:
    """Every cell of a column, read; those that cannot be are added to ``problems``."""
    answers = {cell: reader(cell) for cell in table.distinct[name]}
    wrong = {cell for cell, answer in answers.items() if isinstance(answer, Wrong)}
    column, valueless = table.columns[name], table.columns["value"]
    for i, cell in enumerate(column if wrong else ()):
        # Words where a year should be, with no value beside them, only say that there is no data yet.
        if cell in wrong and (name == "value" or valueless[i] or re.search("[0-9]", cell)):
            problems.append(Problem(table.name, table.rows[i], table.headings[name], *answers[cell]))
    return list(map(answers.__getitem__, column))


def _period(cell: str) -> tuple[str, int] | Wrong:
    if whole := _WHOLE_FLOAT.fullmatch(cell):
        cell = whole.group(1)
    years = _YEAR.findall(cell)
    if not years:
        return Wrong(
            f"{cell or 'En tom cell'} är inte ett år.", "Skriv året med fyra siffror, eller 2015/16."
        )
    first, last = int(years[0][0]), last_year(*years[-1])
    if not (FIRST_YEAR <= first <= last <= LAST_YEAR and last - first < 100):
        return Wrong(f"{cell} ligger inte mellan {FIRST_YEAR} och {LAST_YEAR}.", "Rätta året.")
    return cell, last


def _value(cell: str) -> float | str | Wrong:
    """A number, or the reason why there is none."""
    if cell == "" or cell in REASONS:
        return cell or "-"
    number = float(cell) if _VALUE.fullmatch(cell) else float("inf")
    if abs(number) == float("inf"):
        return Wrong(f"{cell} är inte ett tal.", "Skriv talet med decimalpunkt och utan tusentalsavskiljare.")
    return number


def _comma_value(cell: str) -> float | str | Wrong:
    return _value(cell.replace(",", ".", 1))


def _measures(table: Table, meta: Mapping, indicators: dict[str, dict]) -> list[str]:
    """Each row's indicator id; describes those of this file in ``indicators``."""
    names = sorted(table.some(MEASURES))
    differing = [name for name in names if len({_plain(name, cell) for cell in table.distinct[name]}) > 1]
    indicators.pop(table.id, None)

    def described(*cells: str) -> str:
        said = dict(zip(names, map(_plain, names, cells), strict=True))
        parts = {table.headings[name]: said[name] for name in differing if said[name]}
        measure = _measure(table.id, _indicator(table.id, meta), said, parts)
        indicators[measure["indicator"]] = measure
        return measure["indicator"]

    if not table.rows:
        described(*("" for _ in names))
    return table.row_by_row(described, names)


def _plain(name: str, cell: str) -> str:
    return "" if name in MULTIPLIERS and cell.lower() in NO_MULTIPLIER else cell


def _measure(id: str, base: dict, said: Mapping[str, str], parts: Mapping[str, str]) -> dict:
    unit = ", ".join(dict.fromkeys(filter(None, (said.get(name) for name in UNITS)))) or base["unit"]
    scale = next(filter(None, (said.get(name) for name in MULTIPLIERS)), "")
    label, words = "|".join(f"{name}={part}" for name, part in parts.items()), ", ".join(parts.values())
    return {
        **base,
        "indicator": f"{id} [{label}]" if label else id,
        "title": f"{base['title']} ({words})" if words else base["title"],
        "unit": f"{unit} ({scale})" if scale and scale != unit else unit,
    }


def _labels(table: Table) -> list[str]:
    """Each row's subgroup: T for the headline, else the disaggregation columns that say something."""
    names = sorted(
        (name for name in table.columns if name not in NOT_GROUPS), key=lambda n: table.headings[n]
    )
    headings = [table.headings[name] for name in names]

    def label(*cells: str) -> str:
        said = (f"{heading}={cell}" for heading, cell in zip(headings, cells, strict=True) if cell)
        return "|".join(said) or TOTAL

    return table.row_by_row(label, names)


def _comment(*cells: str) -> str:
    return "; ".join(cell for cell in cells if cell.lower() not in NOTHING_SAID)


def _reasons(numbers: list[float | str], comments: list[str]) -> list[str | None]:
    return [
        None if isinstance(number, float) else _reason(number, comment)
        for number, comment in zip(numbers, comments, strict=True)
    ]


def _reason(number: str, comment: str) -> str:
    said = comment.lower()
    return ".." if number == "-" and ("suppress" in said or "confidential" in said) else number


def _flag(*comments: str) -> str:
    said = _comment(*comments).lower()
    if "estimate" in said:
        return "estimated"
    return "preliminary" if "provisional" in said or "preliminary" in said else ""


def _kept(table: Table, rows: Mapping[str, list], problems: list[Problem]) -> list[int]:
    """The rows that are observations and not said before; two values for one key are a problem."""
    keys = list(zip(rows["indicator"], rows["area"], rows["period"], rows["subgroup"], strict=True))
    if len(set(keys)) == len(keys) and all(isinstance(year, int) for year in set(rows["year"])):
        return list(range(len(keys)))
    first: dict[tuple, int] = {}
    for i, key in enumerate(keys):
        if not isinstance(rows["year"][i], int):
            continue
        other = first.setdefault(key, i)
        if other != i and (rows["value"][i], rows["reason"][i]) != (
            rows["value"][other],
            rows["reason"][other],
        ):
            what = f"Ett annat värde för {key[2]}, {key[3]} finns på rad {table.rows[other]}."
            do = "Ta bort en av raderna, eller lägg till kolumnen som skiljer dem åt."
            problems.append(Problem(table.name, table.rows[i], table.headings["value"], what, do))
    return list(first.values())
