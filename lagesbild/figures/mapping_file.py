"""A mapping of a table as a file that a person fills in: YAML with a line of help above each part."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from lagesbild.figures.problems import SourceProblems
from lagesbild.tables.layout import MappingFault, TableMapping, Understanding, as_words, from_words
from lagesbild.tables.layout.mapping import KEYS, ColumnRole
from lagesbild.tables.measured_yaml import yaml_of

_HELP = {
    "sheet": "Bladets namn, om arbetsboken har flera.",
    "heading_rows": "Raderna med rubriker, som Excel räknar.",
    "columns": f"Vad varje kolumn är: {', '.join(role for role in ColumnRole if role != ColumnRole.MEASURE)}.",
    "measures": "Nyckeltalets id för varje kolumn med värden (rubriken utan år). bort = läses inte.",
    "area": 'Kommunkod, om ingen kolumn säger platsen: "0680".',
    "period": 'År eller månad, om varken kolumner eller rubriker säger tiden: "2024".',
    "left_out_rows": "Text i rader som inte ska läsas, till exempel Totalsumma. (tom) = rader utan plats.",
    "missing": "Tecken som betyder att värdet saknas, utöver - . och ..",
    "unknown_places_left_out": "ja = rader med platser som inte är kända lämnas bort.",
    "short_names": "län eller kommuner, om namn som Stockholm och Jönköping kan vara bådadera.",
    "blank_as_above": "ja = en tom cell under plats, tid eller grupp är samma som den ovanför.",
}
_ANSWER = (
    "Beskrivningen av en tabell. Fyll i det som saknas och läs in filen igen med --map och den här filen."
)


def mapping_text(understanding: Understanding, questions: Sequence[str] = (), sheet: str = "") -> str:
    """The mapping as it is understood, with what is asked on top and every open answer left empty."""
    plain = as_words(understanding.mapping) | ({KEYS["sheet"]: sheet} if sheet else {})
    open_headings = {q.heading: "" for q in understanding.questions if q.about == "column"}
    plain[KEYS["columns"]] = {**plain[KEYS["columns"]], **open_headings}
    lines = [f"# {_ANSWER}", *(f"# {question}" for question in questions)]
    for name, key in KEYS.items():
        lines += ["", f"# {_HELP[name]}", _dumped({key: _spoken(plain[key])}).rstrip()]
    return "\n".join(lines) + "\n"


def _spoken(part: Any) -> Any:
    return ("nej", "ja")[part] if isinstance(part, bool) else part


def _dumped(part: Mapping[str, Any]) -> str:
    return yaml.safe_dump(part, allow_unicode=True, sort_keys=False, width=1000, default_flow_style=False)


def mapping_of(text: str, name: str) -> TableMapping:
    """The mapping that the text says. Raises SourceProblems with a sentence."""
    try:
        # Every word as text: a year that is a heading is no number.
        return from_words(yaml_of(text, yaml.BaseLoader) or {})
    except MappingFault as fault:
        raise SourceProblems.one(name, fault.what.sv, "Rätta beskrivningen.") from None
    except yaml.YAMLError as error:
        line = getattr(getattr(error, "problem_mark", None), "line", None)
        where = f" Felet är nära rad {line + 1}." if line is not None else ""
        raise SourceProblems.one(
            name, f"Beskrivningen går inte att läsa som YAML.{where}", "Rätta den."
        ) from None


def read_mapping(file: Path) -> TableMapping:
    """The mapping in the file. Raises SourceProblems."""
    try:
        return mapping_of(file.read_text(encoding="utf-8-sig"), file.name)
    except (OSError, UnicodeDecodeError):
        raise SourceProblems.one(file.name, "Filen går inte att läsa.", "Kontrollera namnet.") from None
