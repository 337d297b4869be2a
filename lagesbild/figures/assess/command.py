"""The command ``lagesbild assess``: its options, its manual, and what it does."""

import argparse
import functools
import gc
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from lagesbild.assessment.table import TableMethod
from lagesbild.figures.assess.judging import assess
from lagesbild.figures.assess.languages import LANGUAGES, SpokenProblems, english, language_of
from lagesbild.figures.assess.processors import on_all_processors
from lagesbild.figures.assess.writers import WRITERS, as_table
from lagesbild.figures.problems import SourceProblems


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
        help=f"may be given again (default: mann-kendall). One of {', '.join(TableMethod)}",
    )
    parser.add_argument(
        "--breaks",
        type=Path,
        metavar="FILE",
        help="breaks: columns series, year (the first of the new series), reason",
    )
    parser.add_argument("--format", choices=tuple(WRITERS), default="table", help="(default: %(default)s)")
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
    parser.add_argument(
        "--language",
        choices=LANGUAGES,
        help="of sentences, remarks and faults (default: that of the locale); CSV, JSON and Parquet hold both",
    )
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = "\n\n".join(filter(None, (parser.epilog, _MANUAL)))


def run(options: argparse.Namespace) -> int:
    """Do what ``lagesbild assess`` was asked to. Raises SourceProblems."""
    language = language_of(options.language, os.environ)
    try:
        return _run(options, language)
    except SourceProblems as wrong:
        raise SpokenProblems(wrong.problems, language) from None


def _run(options: argparse.Namespace, language: str) -> int:
    source = sys.stdin.buffer if options.table == "-" else Path(options.table)
    methods = options.methods or ["mann-kendall"]

    def remark(line: str) -> None:
        print(line if language == "sv" else english(line), file=sys.stderr)

    with _without_collector():
        answers = assess(
            source, methods, options.breaks, decimal=options.decimal, remark=remark, each=on_all_processors
        )
    as_text = functools.partial(as_table, language=language)
    written = (as_text if options.format == "table" else WRITERS[options.format])(answers)
    if options.output:
        _write(options.output, written)
    else:
        sys.stdout.buffer.write(written)
        sys.stdout.buffer.flush()
    return 0


@contextmanager
def _without_collector() -> Iterator[None]:
    """A table is millions of small things without a circle among them, and looking for circles takes long."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _write(file: Path, written: bytes) -> None:
    try:
        file.write_bytes(written)
    except OSError:
        do = "Kontrollera mappen och rättigheterna."
        raise SourceProblems.one(file.name, "Svaret går inte att skriva dit.", do) from None


_MANUAL = """\
One row per series and year, in any order; a year or a series may be left out. Columns needed: series, year,
value (- where it is missing; an empty cell is refused in CSV and Excel). Headings in any case, in English or,
for the commonest, in Swedish (serie, år, värde, riktning, mål, målår, basår); other columns are told of and left.
Periods are years, halves, quarters, months, days, school years or spans, which count in their last year; of a
series only those that are alike are compared. Numbers have a decimal comma or point, and spaces
between thousands. A table with a column a year (series, 2015, 2016 …) is read too, and SDMX-CSV by its own
headings: TIME_PERIOD, OBS_VALUE, REF_AREA, SERIES or INDICATOR, UNIT_MEASURE, OBS_STATUS; its other dimensions,
where they vary, become part of the series' name. CSV has comma, semicolon or tab, in UTF-8, UTF-16 or Windows-1252;
Excel has one sheet, with the headings first. What is wrong is told all at once, row by row as Excel counts, and then
nothing is judged. Damage to a Parquet file shows only where it was written with checksums, or belies its own
statistics.

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
  value_low, value_high    the ends of the value's own 95 % interval (fingertips; mann-kendall, where each of five
                           to nine values has them)
  flag           preliminary or extrapolated (no trend rests on it), or estimated
Methods: mann-kendall, theil-sen, regression, baseline (trends: improving, no_clear_change, worsening, too_few,
not_judged); sdsn, statcan, unsd, escap, wetter, eurostat (5 years), eurostat-long (15), fingertips; wilson, byar
(verdict low..high); and one row for each
  sdsn-goal              area / goal: score and colour
  sdsn-goal-filled       area / goal: its own score or, where it has none, the mean of its region
  sdsn-index             area: index as score, place as verdict; a goal it lacks gets the mean of its region.
                         Ranked are those with ranked = yes or, without that column, 80 % of the indicators.
  sdsn-index-unfilled    the same without that
  sdsn-index-goals       the same as sdsn-index, of ready scores: value is the score of a goal
  statcan-indicator      indicator: the mean score of its series
  wetter-indicator       indicator: the worst symbol of its series
  kolada-rank, rank, funnel    series, among those with the same indicator in its latest year
Without global_set and oecd_set all indicators are in both sets; without oecd no area is a member.
verdict is a word, for kolada-rank and sdsn-index a place, for wilson, byar and rank a range, for sdsn the arrow.
pace is a number, 1 being exactly enough: the rate there is over the rate needed (sdsn, trends), R or growth a year
(statcan), the part of the way expected (unsd, escap)."""
