"""Anyone's table of series judged by named methods: ``lagesbild assess``. CSV, Excel and Parquet in; several out."""

import argparse
import csv
import io
import json
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, BinaryIO

from lagesbild.assessment.table import COLUMNS, Answer, TableFaults, TableMethod, assess_rows

# What reads the files is imported when it is needed: it would make ``lagesbild --help`` slow.

FORMATS = ("table", "csv", "json", "parquet")


Source = Path | str | BinaryIO | Iterable[Mapping[str, Any]]


def assess(
    table: Source,
    methods: Sequence[str] = ("theil-sen",),
    breaks: Source | None = None,
    *,
    decimal: str = "",
    remark: Callable[[str], None] = lambda line: None,
) -> list[dict[str, Any]]:
    """Judge every series of ``table`` by every one of ``methods``: one row each, with the keys of ``COLUMNS``.

    ``table`` and ``breaks`` are a path to a CSV, XLSX or Parquet file, an open binary file, or rows as mappings
    from column to cell (text or numbers; None is a missing value). Their columns are the readers of
    :mod:`lagesbild.figures.assess_reading`. ``decimal`` ("," or ".") settles numbers like 1.234. ``remark`` is
    told of columns that were not read.

    Raises WorkbookProblems naming everything that is wrong, with line numbers, and then judges nothing.
    """
    from lagesbild.figures import assess_reading as reading

    wanted = [reading.method(name) for name in methods]
    rows, breaks_of = reading.read(table, breaks, decimal, remark)
    try:
        answers = assess_rows(map(reading.row_of, rows), wanted, breaks_of)
    except TableFaults as wrong:
        raise reading.problems_of(rows, wrong.faults) from None
    return [_plain(answer) for answer in answers]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of ``lagesbild assess``."""
    parser.add_argument(
        "table", metavar="TABLE", help="a .csv, .xlsx or .parquet file, or - for standard input"
    )
    parser.add_argument(
        "--method",
        action="append",
        default=[],
        metavar="NAME",
        dest="methods",
        help=f"may be given again (default: theil-sen). One of {', '.join(TableMethod)}",
    )
    parser.add_argument(
        "--breaks",
        type=Path,
        metavar="FILE",
        help="breaks: columns series, year (the first of the new series), reason",
    )
    parser.add_argument("--format", choices=FORMATS, default="table", help="(default: %(default)s)")
    parser.add_argument(
        "-o", "--output", type=Path, metavar="FILE", help="write here (default: standard output)"
    )
    parser.add_argument(
        "--decimal",
        default="",
        choices=[",", "."],
        metavar="MARK",
        help="the decimal mark, , or . : needed only where all that shows it are numbers like 1.234",
    )
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = "\n\n".join(filter(None, (parser.epilog, _MANUAL)))


def run(options: argparse.Namespace) -> int:
    """Do what ``lagesbild assess`` was asked to. Raises WorkbookProblems."""
    source = sys.stdin.buffer if options.table == "-" else Path(options.table)
    methods = options.methods or ["theil-sen"]

    def remark(line: str) -> None:
        print(line, file=sys.stderr)

    answers = assess(source, methods, options.breaks, decimal=options.decimal, remark=remark)
    written = WRITERS[options.format](answers)
    if options.output:
        _write(options.output, written)
    else:
        sys.stdout.buffer.write(written)
        sys.stdout.buffer.flush()
    return 0


def _write(file: Path, written: bytes) -> None:
    from lagesbild.figures.sheets import WorkbookProblems

    try:
        file.write_bytes(written)
    except OSError:
        do = "Kontrollera mappen och rättigheterna."
        raise WorkbookProblems.one(file.name, "Svaret går inte att skriva dit.", do) from None


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
    texts = ("series", "method", "verdict", "evidence", "colour", "why_sv", "why_en")
    kinds = dict.fromkeys(whole, pyarrow.int64()) | dict.fromkeys(texts, pyarrow.string())
    schema = pyarrow.schema([(column, kinds.get(column, pyarrow.float64())) for column in COLUMNS])
    content = io.BytesIO()
    parquet.write_table(pyarrow.Table.from_pylist(list(answers), schema=schema), content)
    return content.getvalue()


def as_table(answers: Sequence[Mapping[str, Any]]) -> bytes:
    """The answers for reading: the columns that say something, rounded to four figures, and why below."""
    if not answers:
        return b"Inga serier.\n"
    shown = [c for c in COLUMNS if not c.startswith("why") and any(a[c] not in (None, "") for a in answers)]
    lines = [shown, *([_short(answer[column]) for column in shown] for answer in answers)]
    widths = [max(len(line[place]) for line in lines) for place in range(len(shown))]
    drawn = [
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    ]
    reasons = [f"{answer['series']} ({answer['method']}): {answer['why_sv']}" for answer in answers]
    return ("\n".join([*drawn, "", *reasons]) + "\n").encode()


WRITERS = {"table": as_table, "csv": as_csv, "json": as_json, "parquet": as_parquet}


def _plain(answer: Answer) -> dict[str, Any]:
    # asdict() would copy deep, which takes longer than all the rest.
    row = {column: getattr(answer, column) for column in COLUMNS}
    return row | {"method": answer.method.value}


def _short(value: Any) -> str:
    if value is None:
        return ""
    return f"{value:.4g}" if isinstance(value, float) else str(value)


_MANUAL = """\
One row per series and year, in any order; a year or a series may be left out. Columns needed: series, year,
value (- where it is missing; an empty cell is refused in CSV and Excel). Headings in any case, in English or,
for the commonest, in Swedish (serie, år, värde, riktning, mål, målår, basår); other columns are told of and left.
Years are 2023, 2022/23 or 2020–2022, which count as their last. Numbers have a decimal comma or point, and spaces
between thousands. CSV has comma, semicolon or tab, in UTF-8, UTF-16 or Windows-1252; Excel has one sheet, with the
headings first. What is wrong is told all at once, row by row as Excel counts, and then nothing is judged. Damage to
a Parquet file shows only where it was written with checksums, or belies its own statistics.

Columns that methods use, the same in all rows of a series, empty where nothing is said:
  direction      up, down or none (also 1, -1, 0): which way is better
  target, target_year, base_year, limit       what to reach, when, since when; a bound nature sets
  lower, red, green, upper                    the worst, the cuts to orange and green, the best (sdsn)
  start_year, cycle_years                     no value before it counts; years between measurements, so that a
                                              repeated value counts once
  per                                         what a value is counted per: 1 or 100 (a share), else a rate (100000)
  indicator, area                             ties series together: the same measure, the same place
                                              (codes or names; one series for each pair)
  goal, region, oecd, global_set, oecd_set, ranked      for sdsn-goal and sdsn-index (yes or no, but goal and region)
  parity (yes or no: too much is as bad as too little; escap), unit (for the sentences)
Columns that may differ from row to row:
  denominator    how many the value is about, people for instance
  flag           preliminary or extrapolated (no trend rests on it), or estimated
Methods: theil-sen, regression, baseline (trends: improving, no_clear_change, worsening, too_few, not_judged);
sdsn, statcan, unsd, escap; wilson, byar (verdict low..high); and one row for each
  sdsn-goal              area / goal: score and colour
  sdsn-index             area: index as score, place as verdict; a goal it lacks gets the mean of its region.
                         Ranked are those with ranked = yes or, without that column, 80 % of the indicators.
  sdsn-index-unfilled    the same without that
  statcan-indicator      indicator: the mean score of its series
  kolada-rank, rank, funnel    series, among those with the same indicator in its latest year
Without global_set and oecd_set all indicators are in both sets; without oecd no area is a member.
verdict is a word, for kolada-rank and sdsn-index a place, for wilson, byar and rank a range, for sdsn the arrow.
pace is a number, 1 being exactly enough: the rate there is over the rate needed (sdsn, trends), R or growth a year
(statcan), the part of the way expected (unsd, escap)."""
