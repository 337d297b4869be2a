"""An indicator's metadata: its title, unit and definition."""

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

import yaml

from lagesbild.figures.problems import Problem
from lagesbild.figures.sheets import WorkbookProblems, text_of
from lagesbild.figures.sources.open_sdg.problems import OpenSdgProblems

if TYPE_CHECKING:
    pass


LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_TRANSLATION_KEY = re.compile(r"[a-z_]+\.[\w.-]+")
_FRONT_MATTER = re.compile(r"---[ \t]*\r?\n(.*?)^---[ \t]*\r?$", re.DOTALL | re.MULTILINE)


def metas_of(contents: Mapping[str, bytes], problems: list[Problem]) -> dict[str, dict]:
    """Each indicator's metadata by its id. An .md file without front matter is not metadata."""
    metas = {}
    for path, content in contents.items():
        folder, _, name = path.partition("/")
        if folder == "data" or name.startswith("archived"):
            continue
        try:
            fields = meta_of(name, text_of(name, content))
        except (WorkbookProblems, OpenSdgProblems) as error:
            problems += error.problems
        else:
            if fields:
                metas.setdefault(name.rpartition(".")[0], {}).update(fields)
    return metas


def meta_of(name: str, text: str) -> dict:
    """A metadata file's fields. Raises OpenSdgProblems."""
    if name.endswith(".md"):
        front = _FRONT_MATTER.match(text)
        text = front.group(1) if front else ""
    try:
        fields = yaml.load(text, Loader=LOADER)
    # Besides its own errors the loader lets through those of impossible dates and numbers.
    except (yaml.YAMLError, ValueError) as error:
        row = getattr(getattr(error, "problem_mark", None), "line", None)
        what = f"Metadata går inte att läsa ({getattr(error, 'problem', None) or error})."
        raise OpenSdgProblems.one(name, what, "Rätta YAML-texten.", row and row + 1) from None
    if fields is not None and not isinstance(fields, dict):
        raise OpenSdgProblems.one(name, "Metadata är inte en lista av fält.", "Skriv fälten som namn: värde.")
    return fields or {}


def indicator_of(id: str, meta: Mapping) -> dict:
    sources = [_first_field(meta, f"source_organisation_{number}") for number in range(1, 7)]
    definition = _first_field(
        meta, "national_indicator_description", "indicator_definition", "computation_definitions"
    )
    source = ", ".join(dict.fromkeys(filter(None, sources)))
    return {
        "indicator": id,
        "title": _title(meta) or id,
        "unit": _first_field(meta, "computation_units"),
        "definition": "\n\n".join(filter(None, (definition, source and f"Källa: {source}"))),
        "retired": False,
    }


def _title(meta: Mapping) -> str:
    """The indicator's name; a key into translations kept elsewhere, as in Open SDG's own, is no name."""
    name = _first_field(meta, "indicator_name")
    if name and not _TRANSLATION_KEY.fullmatch(name):
        return name
    return _first_field(meta, "indicator_available", "graph_title", "indicator_number")


def _first_field(meta: Mapping, *names: str) -> str:
    """The first of these fields that says something, on one line."""
    lines = (" ".join(str(meta[name]).split()) for name in names if meta.get(name) is not None)
    return next(filter(None, lines), "")
