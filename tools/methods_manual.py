"""The methods' manual, made from its tests (tests/methods): a document in English, and the data of the public page."""

import json
import re
from typing import Any

from lagesbild.assessment import Text, number
from tests.methods.drawing import Example, Rows, Spec, rows_of
from tests.methods.specs import CELLS, COLUMNS, SPECS
from tools import calibration_pages

LANGUAGES = ("sv", "en")
NUMBER = re.compile(r"-?\d+(\.\d+)?")
SAID = 2
"""How many of an example's answers are also given as sentences."""


def as_markdown() -> str:
    """docs/methods.md."""
    contents = "\n".join(f"- [{spec.name['en']}](#{spec.key})" for spec in SPECS)
    columns = [[f"`{name}`", column.means["en"]] for name, column in COLUMNS.items()]
    return "\n".join(
        [
            HEAD,
            contents,
            *map(_section, SPECS),
            "\n## The columns\n",
            _markdown_table(["Column", "What stands in it"], columns),
            calibration_pages.as_markdown(),
            "",
        ]
    )


def as_json() -> str:
    """lagesbild/website/indicators/methods.json: for each language the manual as its page shows it."""
    return "{" + ",\n".join(f'"{language}":{_page(language)}' for language in LANGUAGES) + "}\n"


def _section(spec: Spec) -> str:
    words = [[f"`{word}`", means["en"]] for word, means in spec.words.items()]
    parts = [
        f'\n<a id="{spec.key}"></a>\n\n## {spec.name["en"]}\n',
        f"**Answers:** {spec.answers['en']}\n",
        f"**Misleads when:** {spec.misleads['en']}\n",
        f"```\n{spec.formula['en']}\n```\n",
        *(f"- {edge['en']}" for edge in spec.edges),
        f"\n**Source:** {spec.source['en']}\n",
        f"**[m]** Not found word for word in the source: {spec.unverified['en']}\n"
        if spec.unverified
        else "",
        _markdown_table(["Verdict", "Means"], words) + "\n" if words else "",
        *(_example(spec, example) for example in spec.examples),
    ]
    return "\n".join(part for part in parts if part)


def _example(spec: Spec, example: Example) -> str:
    said = [f"> {series}: {why['en']}" for series, why in _said(spec, example)]
    parts = [
        f"### {example.title['en']}\n",
        _csv_table(example.table),
        f"\nBreaks:\n\n{_csv_table(example.breaks)}" if example.breaks else "",
        f"\n```\n{spec.called(example)}\n```\n",
        _csv_table(example.answer),
        "\n" + "\n>\n".join(said) + "\n",
    ]
    return "\n".join(part for part in parts if part)


def _csv_table(table: str) -> str:
    rows = rows_of(table)
    return _markdown_table(list(rows[0]), [list(row.values()) for row in rows])


def _markdown_table(heads: list[str], rows: list[list[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _page(language: str) -> str:
    # A line for each method and column, so that what changes can be read.
    columns = [
        {"name": name, "heading": column.heading[language], "means": column.means[language]}
        for name, column in COLUMNS.items()
    ]
    methods = [_entry(spec, language) for spec in SPECS]
    return f'{{"methods":{_lines(methods)},"columns":{_lines(columns)}}}'


def _lines(entries: list[dict[str, Any]]) -> str:
    drawn = (json.dumps(entry, ensure_ascii=False, separators=(",", ":")) for entry in entries)
    return "[\n" + ",\n".join(drawn) + "]"


def _entry(spec: Spec, language: str) -> dict[str, Any]:
    return {
        "key": spec.key,
        "name": spec.name[language],
        "answers": spec.answers[language],
        "misleads": spec.misleads[language],
        "formula": spec.formula[language].split("\n"),
        "edges": [edge[language] for edge in spec.edges],
        "source": spec.source[language],
        "unverified": spec.unverified[language],
        "words": [{"word": word, "means": means[language]} for word, means in spec.words.items()],
        "examples": [_drawn(spec, example, language) for example in spec.examples],
    }


def _drawn(spec: Spec, example: Example, language: str) -> dict[str, Any]:
    return {
        "title": example.title[language],
        "call": spec.called(example),
        "table": _shown(rows_of(example.table), CELLS, language),
        "breaks": _shown(rows_of(example.breaks), {}, language),
        "answer": _shown(rows_of(example.answer), spec.words, language),
        "said": [{"series": series, "why": why[language]} for series, why in _said(spec, example)],
    }


def _said(spec: Spec, example: Example) -> list[tuple[str, Text]]:
    return [(one["series"], Text(one["why_sv"], one["why_en"])) for one in spec.answer(example)[:SAID]]


def _shown(rows: Rows, words: dict[str, Text], language: str) -> dict[str, Any]:
    heads = list(rows[0]) if rows else []
    return {
        "heads": [COLUMNS[head].heading[language] for head in heads],
        "rows": [[_cell(head, row[head], words, language) for head in heads] for row in rows],
    }


def _cell(column: str, cell: str, words: dict[str, Text], language: str) -> str:
    """A cell as it is read: words in the language, numbers with its decimal sign, a range with a dash."""
    if cell in words and column not in ("series", "area"):
        return words[cell][language]
    if ".." in cell:
        return "–".join(_cell(column, end, {}, language) for end in cell.split(".."))
    if not NUMBER.fullmatch(cell):
        return cell
    if COLUMNS[column].year:
        return cell.replace(".", ",") if language == "sv" else cell
    return number(float(cell), len(cell.partition(".")[2]), language)


HEAD = """# Methods

Made by `tools/generate_docs.py` from the tests in `tests/methods`: every table below is judged when the tests run,
and every answer compared with what stands here, to as many decimals as are written. The tables are what
`lagesbild assess` takes (CSV, Excel or Parquet); of its answer the columns worth seeing are shown, and the first
sentences. *Status*, *pace* and *comparison* are asked for in Python instead (`lagesbild.assessment`).

Each entry says what the method answers, when it misleads, its formula, its edge cases and its source. **[m]** marks
what was not found word for word in a source: check it before citing.
"""
