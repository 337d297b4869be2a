"""``lagesbild import-iati``: what others' open aid data holds."""

from pathlib import Path

from lagesbild.commands import common
from lagesbild.commands.bound_indicators import has_table


def add(commands) -> None:
    command_parser = common.command(
        commands,
        "import-iati",
        run,
        "others' open aid data (IATI 1.01 to 2.03): what is in the files, and where our partners are; stores nothing",
        "lagesbild import-iati sida.xml --partners",
        "lagesbild import-iati *.xml --json",
    )
    command_parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="IATI activity files")
    command_parser.add_argument(
        "--partners",
        action="store_true",
        help="only activities where a partner of ours takes part, or that share a global goal with us in its country",
    )
    common.add_json(command_parser)


def run(arguments) -> int:
    common.django()
    from lagesbild.cooperation.iati import report

    problems = report.print_activities(
        arguments.files, _partners(), only_partners=arguments.partners, as_json=arguments.json
    )
    for problem in problems:
        common.progress(f"Problem: {problem}")
    return 1 if problems else 0


def _partners():
    """Our partners; none before there is a database."""
    from lagesbild.cooperation.iati.matching import Partners, our_partners

    return our_partners() if has_table("cooperation_partnership") else Partners([])
