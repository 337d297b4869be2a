"""Makes what can be made in docs/ (trends, commands, methods, goal 17) and the methods' page. ``--check`` compares."""

import argparse
import os
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import yaml

from lagesbild.assessment import Break, Direction, Point, Reference, Rule, Text, Trend, judge
from lagesbild.commands.main import parser as command_parser
from lagesbild.figures import queries, store
from tools import calibration_pages, methods_manual

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "examples" / "jonkoping"
HOME = "0680"
YEAR = 2026
DIRECTIONS = {"up": Direction.UP, "down": Direction.DOWN, "hold": Direction.HOLD, "none": Direction.NONE}


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--check", action="store_true", help="say which are out of date, and exit with 1")
    check = options.parse_args().check
    made = {
        "docs/trends.md": trends(),
        "docs/commands.md": commands(),
        "docs/methods.md": methods_manual.as_markdown(),
        calibration_pages.CURVES: calibration_pages.as_svg(),
        "docs/goal-17.md": goal_17(),
        "lagesbild/website/indicators/methods.json": methods_manual.as_json(),
    }
    stale = [name for name, text in made.items() if not _is(ROOT / name, text)]
    if check:
        for name in stale:
            print(f"{name} is out of date. Run: make docs", file=sys.stderr)
        return 1 if stale else 0
    for name in stale:
        (ROOT / name).write_text(made[name], encoding="utf-8")
        print(f"wrote {name}")
    return 0


def _is(file: Path, text: str) -> bool:
    return file.exists() and file.read_text(encoding="utf-8") == text


def trends() -> str:
    """The published wording beside ours, for every indicator of the example that has a series."""
    entries = yaml.safe_load((EXAMPLE / "indicators.yaml").read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "figures.duckdb"
        store.build(path, [EXAMPLE / "raw"], now=datetime.now(UTC))
        found = queries.series(path, [entry["figure"] for entry in entries], [HOME])
    rows = [
        _trend_row(entry, found.get((entry["figure"], HOME, "T"), []))
        for entry in sorted(entries, key=lambda entry: _by_number(entry["code"]))
    ]
    return "\n".join([TRENDS_HEAD, *[row for row in rows if row], ""])


def _by_number(code: str) -> list:
    return [(part.isdigit(), int(part) if part.isdigit() else 0, part) for part in code.split(".")]


def _trend_row(entry: dict, observations) -> str:
    points = {
        seen.year: Point(seen.year, seen.value, seen.flag) for seen in observations if seen.value is not None
    }
    if len(points) < 2:
        return ""
    trend = judge(points.values(), _rule(entry), year_now=YEAR).trend
    published = entry.get("published_trend") or {}
    said = published.get("label") or "–"
    since = f" sedan {published['since']}" if published.get("since") else ""
    years = f"{min(points)}–{max(points)}"
    cells = (
        entry["code"],
        entry["name_sv"],
        f"{said}{since}",
        trend.label.sv,
        f"{trend.n} of {len(points)}",
        years,
    )
    return f"| {' | '.join(cells)} | {_explained(said, since, trend, entry)} |"


def _rule(entry: dict) -> Rule:
    return Rule(
        direction=DIRECTIONS[entry["direction"]],
        method=entry["method"],
        start_year=entry["start_year"],
        breaks=tuple(Break(one["year"], Text(one["reason_sv"], one["reason_en"])) for one in entry["breaks"]),
        cycle_years=entry["cycle_years"],
        unit=Text(entry["unit_sv"] or "", entry["unit_en"] or ""),
        decimals=entry["decimals"],
        references=tuple(
            Reference(one["kind"], Text(one["label_sv"], one["label_en"]), one["value"], one["year"])
            for one in entry["references"]
        ),
    )


def _explained(said: str, since: str, trend: Trend, entry: dict) -> str:
    """Why ours is the same or another."""
    if said == "–":
        return "No trend was published for this indicator." + (
            " Not judged: no direction." if not trend.evidence else ""
        )
    if trend.label.sv == said + since:
        return "The same."
    if trend.word == "too_few":
        after = f" after the break in {trend.breaks[-1].year}" if trend.breaks else ""
        values_shown = "1 value" if trend.n == 1 else f"{trend.n} values"
        return f"The pages show {values_shown}{after}; we judge from 5. The publisher has the whole series."
    values = [point.value for point in trend.used]
    if len(set(values)) < len(values) / 2:
        return (
            f"The older values are published in whole units: {len(set(values))} different values in {trend.n} years, "
            f"so half of all pairs of years are equal and no slope can be told from zero."
        )
    return (
        f"The interval of the slope ({trend.slope_low:.3g} to {trend.slope_high:.3g} a year) holds zero."
        if trend.word == "no_clear_change"
        else f"Another first year: ours is {trend.first_year}, the first whose value may be compared."
    )


def commands() -> str:
    """Every command's own help."""
    root = command_parser()
    sections = [f"## `{name}`\n\n```\n{help_text}```\n" for name, help_text in _helps(root)]
    return "\n".join([COMMANDS_HEAD, *sections])


def _helps(parser: argparse.ArgumentParser):
    # Help folds to the terminal's width unless it is told otherwise.
    parser.formatter_class = _wide(parser.formatter_class)
    yield parser.prog, parser.format_help()
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for below in action.choices.values():
                yield from _helps(below)


def _wide(formatter: type) -> type:
    return lambda prog: formatter(prog, width=100)


def goal_17() -> str:
    """The definitions of the figures that are counted from the register of cooperation."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lagesbild.config.settings")
    import django

    django.setup()
    from lagesbild.cooperation.goal17.key_figures import FIGURES

    return "\n".join([GOAL_17_HEAD, *map(_figure_section, FIGURES)])


def _figure_section(figure) -> str:
    better = {"up": "higher is better", "down": "lower is better", "none": "not judged"}[figure.direction]
    counted = f"`{figure.count.__name__}`" if figure.count else "a quotient in `derived.csv`"
    facts = f"`{figure.id}` · {figure.unit_en} ({figure.unit_sv}) · {better} · counted by {counted}"
    return (
        f"## {figure.name_en}\n\n{facts}\n\n{figure.definition_en} {figure.direction_reason_en}\n\n"
        f"*{figure.name_sv}.* {figure.definition_sv}\n"
    )


TRENDS_HEAD = """# Published trends beside ours

Made by `tools/generate_docs.py` from the example municipality. For every indicator with a series (two values or
more) in the municipality's published pages or in open statistics: the wording that was published, ours, how many of
the values count in ours, and why the two differ where they do. Published wordings are facts transcribed in 2026; how
they were worked out is not published.

| Code | Indicator | Published | Ours | Values used | Years | Why |
|---|---|---|---|---|---|---|"""

COMMANDS_HEAD = """# Commands

Made by `tools/generate_docs.py` from each command's own `--help`.
"""

GOAL_17_HEAD = """# Goal 17, counted from the register

Made by `tools/generate_docs.py` from the definitions in `lagesbild/cooperation/goal17/`, which stand
there beside the functions that count them. They are published so that municipalities can compare: the same register
gives the same figures.

`lagesbild fetch register` counts them and puts them among the raw files as a run of the origin `register`, with the
municipality as publisher and CC0 as licence; `lagesbild build` then takes them in like any other source. Tie an
indicator to one by writing its id in the indicator's *id i siffrorna*.

- Only what is published counts, and nothing that hangs on something unpublished.
- Each year is counted as of 31 December. The year that is not over is counted as of today, and is *preliminary*.
- What no date tells of is not counted, and the value's comment says how much that is. A partnership whose decade is
  all that is known counts from the last year of that decade.
- A year that nothing is known of before the first thing in the register has no value; it is not zero.
- A run holds every year, and takes the place of the one before it: what is put right in the register changes earlier
  years too. The earlier values stay among the vintages.
- What is made up (`is_example`) counts too, so that an example has something to show, and the origin's note says how
  much it is.
- Money per inhabitant is worked out when the store is built, from a line in a `derived.csv` beside the `raw` folder:
  `register-funding-per-inhabitant,…,register-funding,<the population's id>,1`, as in `examples/jonkoping`.
"""

if __name__ == "__main__":
    sys.exit(main())
