"""The answers as they are written: CSV, JSON, Parquet, or a table to read."""

import csv
import io
import json
from collections.abc import Mapping, Sequence
from typing import Any

from lagesbild.assessment.table import COLUMNS

SENTENCES = tuple(column for column in COLUMNS if column.endswith(("_sv", "_en")))
"""The columns that are whole sentences, each in one language."""


def as_csv(answers: Sequence[Mapping[str, Any]]) -> bytes:
    """The answers as CSV in UTF-8. Numbers unrounded, with a point; an empty cell where there is no answer."""
    lines = io.StringIO()
    writer = csv.DictWriter(lines, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(answers)
    return lines.getvalue().encode()


def as_json(answers: Sequence[Mapping[str, Any]]) -> bytes:
    """The answers as a JSON list of objects; null where there is no answer."""
    return (json.dumps(answers, ensure_ascii=False, indent=1) + "\n").encode()


def as_parquet(answers: Sequence[Mapping[str, Any]]) -> bytes:
    """The answers as one Parquet file, typed."""
    import pyarrow
    from pyarrow import parquet

    whole = ("n", "first_year", "last_year")
    texts = ("series", "method", "verdict", "evidence", "colour", "answer", *SENTENCES)
    kinds = dict.fromkeys(whole, pyarrow.int64()) | dict.fromkeys(texts, pyarrow.string())
    schema = pyarrow.schema([(column, kinds.get(column, pyarrow.float64())) for column in COLUMNS])
    content = io.BytesIO()
    parquet.write_table(pyarrow.Table.from_pylist(list(answers), schema=schema), content)
    return content.getvalue()


def as_table(answers: Sequence[Mapping[str, Any]], language: str = "sv") -> bytes:
    """The answers for reading: the columns that say something, rounded to four figures, and below them the words."""
    if not answers:
        return b"Inga serier.\n" if language == "sv" else b"No series.\n"
    columns = [c for c in COLUMNS if c not in SENTENCES and any(a[c] not in (None, "") for a in answers)]
    lines = [columns, *([_short(answer[column]) for column in columns] for answer in answers)]
    widths = [max(len(line[place]) for line in lines) for place in range(len(columns))]
    drawn = [
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    ]
    words = [f"{answer['series']} ({answer['method']}): {_words(answer, language)}" for answer in answers]
    return ("\n".join([*drawn, "", *words]) + "\n").encode()


WRITERS = {"table": as_table, "csv": as_csv, "json": as_json, "parquet": as_parquet}


def _words(answer: Mapping[str, Any], language: str) -> str:
    """The answer, what the last years say, and why, as far as the method has them."""
    sentences = (answer[f"{about}_{language}"] for about in ("answer", "recent", "why"))
    return " ".join(sentence for sentence in sentences if sentence)


def _short(value: Any) -> str:
    if value is None:
        return ""
    return f"{value:.4g}" if isinstance(value, float) else str(value)
