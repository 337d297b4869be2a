"""``lagesbild fetch``: figures and calls from a source, as they came. One module a source."""

from lagesbild.commands import common
from lagesbild.commands.fetch import calls, kolada, open_sdg, rates, register, reported, workbook


def add(commands) -> None:
    command_parser = common.command(
        commands,
        "fetch",
        None,
        "figures from a source into LAGESBILD_HOME/raw, as they came",
        "lagesbild fetch kolada --kpi N00945 N07403",
        "lagesbild fetch --help",
    )
    sources = command_parser.add_subparsers(title="sources", metavar="<source>", required=True)
    kolada.add(sources)
    workbook.add(sources)
    open_sdg.add(sources)
    register.add(sources)
    reported.add(sources)
    calls.add(sources)
    rates.add(sources)
