"""``lagesbild fetch kolada``."""

import re
from datetime import date
from pathlib import Path

from lagesbild.commands import common
from lagesbild.commands.bound_indicators import barometer_units


def add(sources) -> None:
    command_parser = common.command(
        sources,
        "kolada",
        run,
        "Kolada, the Swedish municipalities' open statistics",
        "lagesbild fetch kolada --kpi N00945 --area 0680 G37414 0000",
        "lagesbild fetch kolada --indicators-of-barometer --since 2026-10-01",
    )
    command_parser.add_argument(
        "--kpi", nargs="+", default=[], metavar="ID", help="indicators, by Kolada's id"
    )
    command_parser.add_argument(
        "--indicators-of-barometer", action="store_true", help="every indicator of Kolada's in the barometer"
    )
    command_parser.add_argument(
        "--area", nargs="+", metavar="CODE", help="areas (default: every municipality and region)"
    )
    command_parser.add_argument(
        "--group", nargs="+", default=[], metavar="ID", help="municipality groups, with members"
    )
    command_parser.add_argument(
        "--year", nargs="+", type=years, metavar="YEAR", help="2020 or 2015-2024 (default: all)"
    )
    command_parser.add_argument(
        "--since", type=date.fromisoformat, metavar="DATE", help="only what changed from that day"
    )
    command_parser.add_argument("--base-url", default="", metavar="URL", help="another address of the API")
    command_parser.add_argument(
        "--resume", type=Path, metavar="FOLDER", help="go on with this run (default: the latest)"
    )
    common.add_json(command_parser)


def years(text: str) -> range:
    """``2020`` or ``2015-2024``, both ends included."""
    first, _dash, last = text.partition("-")
    return range(int(first), int(last or first) + 1)


def run(arguments) -> None:
    from lagesbild.figures.sources import kolada

    kpis = [*arguments.kpi, *(_ids_in_barometer() if arguments.indicators_of_barometer else ())]
    selection = {
        "kpis": list(dict.fromkeys(kpis)),
        "areas": arguments.area,
        "years": [year for span in arguments.year for year in span] if arguments.year else None,
        "groups": arguments.group,
        "since": arguments.since,
        "now": common.now(),
    }
    base_url = (arguments.base_url or kolada.DEFAULT_BASE_URL).rstrip("/")
    raw, planned = common.raw_folder("kolada"), kolada.plan(**selection)
    begun = arguments.resume or kolada.unfinished_run(raw, planned, base_url, common.progress)
    folder = begun or common.new_run("kolada")
    origin = kolada.fetch(folder, **selection, base_url=base_url, progress=common.progress)
    common.print_fetched(arguments, folder, origin)


def _ids_in_barometer() -> list[str]:
    ids = [figure for figure in barometer_units() if re.fullmatch(r"[NU]\d{5}", figure)]
    if not ids:
        raise common.CommandProblem("The barometer has no indicator from Kolada yet. Name some with --kpi.")
    return ids
