"""An indicator's metadata: its title, unit and definition, in the words of the repository."""

import csv
import io
import re
from collections.abc import Callable, Iterable, Mapping

import yaml

from lagesbild.figures.problems import Problem
from lagesbild.figures.sheets import WorkbookProblems, sheets_of, text_of
from lagesbild.figures.sources.open_sdg.configuration import MetadataInput
from lagesbild.figures.sources.open_sdg.findings import RepositoryFindings
from lagesbild.figures.sources.open_sdg.problems import OpenSdgProblems
from lagesbild.figures.sources.open_sdg.texts import plain
from lagesbild.figures.sources.open_sdg.translations import ENGLISH, LOADER, Translations
from lagesbild.tables.measured_yaml import yaml_of

NO_TRANSLATIONS = Translations()
_FRONT_MATTER = re.compile(r"---[ \t]*\r?\n(.*?)^---[ \t]*\r?$", re.DOTALL | re.MULTILINE)
_TITLES = ("indicator_name", "indicator_available", "graph_title", "sdmx_title", "indicator_number")
_DEFINITIONS = ("national_indicator_description", "indicator_definition", "computation_definitions")
_DEFINITIONS += ("indicator_description",)


def indicator_id(path: str) -> str:
    """What Open SDG calls the indicator of a file: ``data/indicator_1.2.1.csv`` is 1-2-1."""
    stem = path.rpartition("/")[2].rpartition(".")[0]
    return stem.removeprefix("indicator_").replace(".", "-")


def metas_of(
    contents: Mapping[str, bytes],
    inputs: Iterable[tuple[MetadataInput, list[str]]],
    language: str,
    findings: RepositoryFindings,
) -> dict[str, dict]:
    """Each indicator's metadata by its id, from the files of each input; a later input's fields count.

    Beside ``meta/1-1-1.md`` may stand ``meta/<language>/1-1-1.md``, whose fields then count.
    """
    metas: dict[str, dict] = {}
    for source, paths in inputs:
        labels = _mapping_of(source.mapping, contents, findings)
        for path in paths:
            for place in (path, *_in_languages(path, language)):
                fields = _fields(place, contents, source.sheet_number, findings) if place in contents else {}
                keyed = {labels.get(name, name): text for name, text in fields.items()}
                if fields:
                    metas.setdefault(indicator_id(path), {}).update(fields | keyed)
    return metas


def _in_languages(path: str, language: str) -> list[str]:
    """The same file's translations, the one that counts last."""
    folder, _, name = path.rpartition("/")
    return [f"{folder}/{code}/{name}" for code in dict.fromkeys((ENGLISH, language)) if code]


def _mapping_of(
    mapping: str | Mapping[str, str], contents: Mapping[str, bytes], findings: RepositoryFindings
) -> Mapping[str, str]:
    """The keys of metadata by their labels, from a CSV file or the configuration itself."""
    if not isinstance(mapping, str) or mapping not in contents:
        return mapping if isinstance(mapping, dict) else {}
    return {str(label): str(key) for label, key in _pairs(mapping, contents[mapping], 0, findings).items()}


def _fields(
    path: str, contents: Mapping[str, bytes], sheet_number: int, findings: RepositoryFindings
) -> dict:
    name = path.rpartition("/")[2]
    if path.endswith((".csv", ".xlsx")):
        return _pairs(path, contents[path], sheet_number, findings)
    try:
        return meta_of(name, text_of(name, contents[path]))
    except (WorkbookProblems, OpenSdgProblems) as error:
        findings.problems += error.problems
    return {}


def _pairs(path: str, content: bytes, sheet_number: int, findings: RepositoryFindings) -> dict:
    """Labels and texts of the first two columns."""
    try:
        if path.endswith(".csv"):
            rows: list = list(csv.reader(io.StringIO(text_of(path, content), newline="")))
        else:
            sheets = sheets_of(path, content, (), dates=True)
            rows = sheets[sheet_number].rows if sheet_number < len(sheets) else []
    except WorkbookProblems as error:
        findings.problems += error.problems
        return {}
    except csv.Error as error:
        what = f"Metadata går inte att läsa ({error})."
        findings.problems.append(Problem(path, None, "", what, "Kontrollera citattecknen."))
        return {}
    cells = ((str(pair[0]).strip(), pair[1]) for pair in rows if len(pair) > 1)
    return {
        label: text for label, text in cells if label and isinstance(text, str | int | float) and text != ""
    }


def meta_of(name: str, text: str) -> dict:
    """A metadata file's fields. Raises OpenSdgProblems."""
    if name.endswith(".md"):
        front = _FRONT_MATTER.match(text)
        text = front.group(1) if front else ""
    try:
        fields = yaml_of(text, LOADER)
    # Besides its own errors the loader lets through those of impossible dates and numbers.
    except (yaml.YAMLError, ValueError) as error:
        line = getattr(getattr(error, "problem_mark", None), "line", None)
        what = f"Metadata går inte att läsa ({getattr(error, 'problem', None) or error})."
        raise OpenSdgProblems.one(name, what, "Rätta YAML-texten.", line and line + 1) from None
    if fields is not None and not isinstance(fields, dict):
        raise OpenSdgProblems.one(name, "Metadata är inte en lista av fält.", "Skriv fälten som namn: värde.")
    return fields or {}


def indicator_of(id: str, meta: Mapping, translations: Translations = NO_TRANSLATIONS) -> dict:
    def first(*names: str) -> str:
        return _first_text(meta, names, translations.find)

    sources = dict.fromkeys(filter(None, (first(f"source_organisation_{number}") for number in range(1, 7))))
    definition = first(*_DEFINITIONS)
    return {
        "indicator": id,
        "title": first(*_TITLES) or _translated_title(id, translations) or id,
        "unit": _first_text(meta, ("computation_units",), translations.name),
        "definition": "\n\n".join(filter(None, (definition, sources and f"Källa: {', '.join(sources)}"))),
        "retired": False,
    }


def _translated_title(id: str, translations: Translations) -> str:
    keys = (f"{group}.{id}-title" for group in ("national_indicators", "global_indicators"))
    return next((plain(translations.words[key]) for key in keys if key in translations.words), "")


def _first_text(meta: Mapping, names: Iterable[str], translated: Callable[[str], str]) -> str:
    """The first of these fields that says something, as plain text on one line. A key without words says nothing."""
    texts = (str(meta[name]).strip() for name in names if meta.get(name) is not None)
    return next(filter(None, (plain(translated(text)) for text in texts)), "")
