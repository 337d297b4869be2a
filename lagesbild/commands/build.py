"""``lagesbild build``: the figure store anew."""

import json
import re
import socket
from collections.abc import Iterable
from pathlib import Path

from lagesbild.commands import common
from lagesbild.commands.bound_indicators import bound_indicators

# The words of figures.engines, which brings Ibis with it and would make --help slow. A test holds them together.
DUCKDB, ENGINES = "duckdb", "duckdb, spark-local or spark://host:port"


def add(commands) -> None:
    command_parser = common.command(
        commands,
        "build",
        run,
        "the figure store anew from everything that was fetched",
        "lagesbild build",
        "lagesbild build --engine spark-local",
    )
    command_parser.add_argument(
        "--engine",
        default=DUCKDB,
        metavar="NAME",
        help=f"where every series is judged: {ENGINES} (default: %(default)s). Spark is the extra lagesbild[spark]",
    )
    common.add_json(command_parser)


def run(arguments) -> None:
    built = build_figures(arguments.engine)
    if arguments.json:
        return common.print_json(built)
    for remark in built.remarks:
        print(f"Remark: {remark}")
    print(
        f"Built {common.figure_settings().FIGURES}: {built.observations} observations, {built.indicators} indicators, "
        f"{built.areas} areas, {built.series} series."
    )


def build_figures(engine: str = DUCKDB):
    """The store of this installation, anew. Raises CommandProblem where a page that was fetched cannot be read."""
    import duckdb

    from lagesbild.figures import engines, store

    _refuse_silent(engines.check(engine))
    settings = common.figure_settings()
    rules = {indicator.figure: indicator.rule() for indicator in bound_indicators()}
    try:
        return store.build(
            settings.FIGURES,
            settings.RAW,
            now=common.now(),
            rules=rules,
            progress=common.progress,
            engine=engine,
        )
    except duckdb.InvalidInputException as error:
        if reason := _unreadable_page(settings.RAW):
            raise common.CommandProblem(reason) from error
        raise


def _refuse_silent(engine: str) -> None:
    """Raises CommandProblem when nothing answers at a cluster's address. Spark tries for a minute, then speaks Java."""
    masters = re.findall(r"([^/,:]+):(\d+)", engine)
    if not engine.startswith("spark://") or any(_answers(host, int(port)) for host, port in masters):
        return
    raise common.CommandProblem(
        f"Nothing answers at {engine}. Give a running master's address, spark://host:port, or leave --engine out."
    )


def _answers(host: str, port: int) -> bool:
    try:
        with socket.create_connection((host, port), timeout=10):
            return True
    except (OSError, OverflowError):
        return False


def _unreadable_page(raw: Iterable[Path]) -> str:
    """The first page of Kolada's that cannot be read, and why. DuckDB stops at it, but does not always name it."""
    from lagesbild.figures.sources import kolada

    for page in sorted(page for folder in raw for page in folder.glob("kolada*/*/*/*.json")):
        try:
            kolada.check_page(json.loads(page.read_bytes()), page.parent.name)
        except ValueError as error:
            why = str(error).rstrip(".")
            return f"{page} cannot be read: {why}. Remove {page.parent.parent} and fetch again. The old store is kept."
    return ""
