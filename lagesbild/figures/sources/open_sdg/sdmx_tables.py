"""The SDMX messages of a repository as tables of indicators, like its CSV files."""

import re
from collections import defaultdict
from collections.abc import Collection, Mapping

from lagesbild.figures.problems import Problem
from lagesbild.figures.sources import sdmx_files
from lagesbild.figures.sources.open_sdg.columns import SDMX_AREA, SDMX_ONLY
from lagesbild.figures.sources.open_sdg.configuration import SdmxInput
from lagesbild.figures.sources.open_sdg.files import RepositoryFiles
from lagesbild.figures.sources.open_sdg.findings import RepositoryFindings
from lagesbild.figures.sources.open_sdg.metadata import indicator_id
from lagesbild.figures.sources.open_sdg.tables import IndicatorFile, add_table
from lagesbild.figures.sources.sdmx_files import ALL, NO_STRUCTURE, PERIOD, VALUE, SdmxError, SdmxStructure

HEADINGS = {
    PERIOD: "Year",
    VALUE: "Value",
    "SERIES": "Series",
    "UNIT_MEASURE": "Units",
    "UNIT_MULT": "Unit multiplier",
    **{name: name for name in ("COMMENT_OBS", "COMMENT_TS", "SOURCE_DETAIL", "DATA_LAST_UPDATE")},
    "OBS_STATUS": "Observation status",
}
AREA, SDMX_CODES = SDMX_AREA.upper(), frozenset(map(str.upper, SDMX_ONLY))
STATUSES = {
    "A": "Normal value",
    "E": "Estimated value",
    "P": "Provisional",
    "F": "Forecast value",
    "M": "Missing value",
}
NOTHING = frozenset((ALL, "_Z", "_X", ""))
_INDICATOR = re.compile(r"[0-9]+(?:-[0-9a-z]+){2,3}")


def add_sdmx(
    tables: dict[str, IndicatorFile],
    metas: dict[str, dict],
    files: RepositoryFiles,
    language: str,
    drop: Collection[str],
    findings: RepositoryFindings,
) -> None:
    """Add the tables of every message, and what its structure calls their indicators."""
    for source, paths in files.sdmx:
        structure = _structure_of(source, files.contents, findings) if paths else NO_STRUCTURE
        for path in paths:
            if path in files.contents:
                _add_message(tables, metas, files, path, source, structure, language, drop, findings)


def _structure_of(
    source: SdmxInput, contents: Mapping[str, bytes], findings: RepositoryFindings
) -> SdmxStructure:
    if source.structure not in contents:
        what = f"Strukturen {source.structure or '(DSD)'} finns inte i repot; koder visas i stället för namn."
        findings.remark(source.pattern, what)
        return NO_STRUCTURE
    try:
        return sdmx_files.read_structure(contents[source.structure])
    except SdmxError as error:
        findings.problems.append(Problem(source.structure, None, "", str(error), "Rätta filen."))
        return NO_STRUCTURE


def _add_message(
    tables, metas, files: RepositoryFiles, path: str, source: SdmxInput, structure, language, drop, findings
) -> None:
    name = path.rpartition("/")[2]
    try:
        observations = sdmx_files.read_observations(files.contents[path], structure)
    except SdmxError as error:
        rows = len(re.findall(rb"<(?:\w+:)?Obs[\s>/]", files.contents[path]))
        do = "Rätta filen, eller utelämna den."
        findings.unreadable(name, rows, [Problem(name, None, "", str(error), do)])
        return
    by_indicator: dict[str, list[int]] = defaultdict(list)
    for i, cells in enumerate(observations):
        by_indicator[_indicator(path, cells, source, structure)].append(i)
    for id, rows in by_indicator.items():
        table_name = name if len(by_indicator) == 1 else f"{name} {id}"
        words = _Names(source, structure, language)
        numbers = [i + 1 for i in rows if f"{table_name}!{i + 1}" not in drop]
        findings.rows[table_name] += len(rows)
        if len(numbers) < len(rows):
            count = len(rows) - len(numbers)
            findings.remark(table_name, f"Rader utelämnade som önskat: {count}.", count)
        cells = [observations[number - 1] for number in numbers]
        add_table(tables, words.table(id, table_name, numbers, cells, files), findings)
        if title := _title(observations[rows[0]], structure):
            metas.setdefault(id, {}).setdefault("sdmx_title", title)


def _indicator(path: str, cells: Mapping[str, str], source: SdmxInput, structure: SdmxStructure) -> str:
    """The indicator by the file's own name, by the configuration, by the structure, else the code of the series."""
    of_file = indicator_id(path)
    code = cells.get("SERIES", "")
    if _INDICATOR.fullmatch(of_file):
        return of_file
    of_structure = structure.series[code].indicators[:1] if code in structure.series else ()
    number = source.indicators.get(code) or "".join(of_structure)
    return number.strip().replace(".", "-") or code or of_file


def _title(cells: Mapping[str, str], structure: SdmxStructure) -> str:
    series = structure.series.get(cells.get("SERIES", ""))
    return series.title if series else ""


class _Names:
    """What codes are called in a table: by the repository's own configuration, by the structure, else the code."""

    def __init__(self, source: SdmxInput, structure: SdmxStructure, language: str):
        self._source = source
        self._structure = structure
        self._language = language
        self._alike: set[str] = set()

    def table(
        self,
        id: str,
        name: str,
        numbers: list[int],
        observations: list[dict[str, str]],
        files: RepositoryFiles,
    ) -> IndicatorFile:
        codes = self._kept(observations)
        self._tell_apart(codes, observations)
        headings = [self._heading(code) for code in codes]
        rows = [tuple(self._word(code, cells.get(code, "")) for code in codes) for cells in observations]
        return IndicatorFile.of(
            id, name, numbers, _distinct(headings, codes), rows, rules=files.configuration.columns
        )

    def _tell_apart(self, codes: list[str], observations: list[dict[str, str]]) -> None:
        """Where the structure gives several codes of a dimension one name, the codes stand beside it."""
        for code in codes:
            words = defaultdict(set)
            for cell in {cells.get(code, "") for cells in observations}:
                words[self._word(code, cell)].add(cell)
            alike = {cell for word, cells in words.items() if word and len(cells) > 1 for cell in cells}
            self._alike |= {f"{code}|{cell}" for cell in alike if code not in (PERIOD, VALUE)}

    def _kept(self, observations: list[dict[str, str]]) -> list[str]:
        """The dimensions and attributes that are columns; the area only where there are several."""
        codes = dict.fromkeys(code for cells in observations for code in cells)
        areas = {self._word(AREA, cells.get(AREA, "")) for cells in observations}
        unused = self._source.drop - {PERIOD, VALUE} | SDMX_CODES | ({AREA} if len(areas) < 2 else set())
        return [*dict.fromkeys((PERIOD, VALUE, *(code for code in codes if code not in unused)))]

    def _heading(self, code: str) -> str:
        own = self._source.names.get(code, "")
        return HEADINGS.get(code) or own or self._structure.name(code, self._language) or code

    def _word(self, code: str, cell: str) -> str:
        if code in (PERIOD, VALUE):
            return cell
        key = f"{code}|{cell}"
        if key in self._source.names:
            return self._source.names[key]
        if cell in NOTHING or (code == "UNIT_MULT" and cell == "0"):
            return ""
        name = self._structure.name(key, self._language)
        if key in self._alike:
            return f"{name} ({cell})" if name else cell
        if code == "UNIT_MULT":
            return name or f"10^{cell}"
        return name or (STATUSES.get(cell, cell) if code == "OBS_STATUS" else cell)


def _distinct(headings: list[str], codes: list[str]) -> list[str]:
    """Headings that are told apart: where two concepts have one name, by their codes too."""
    lower = [heading.lower() for heading in headings]
    return [
        f"{heading} ({code})" if lower.count(heading.lower()) > 1 and code not in HEADINGS else heading
        for heading, code in zip(headings, codes, strict=True)
    ]
