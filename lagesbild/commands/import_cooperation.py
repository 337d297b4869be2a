"""``lagesbild import-cooperation``: a list of cooperation that somebody has kept."""

from pathlib import Path

from lagesbild.commands import common


def add(commands) -> None:
    command_parser = common.command(
        commands,
        "import-cooperation",
        run,
        "a list of cooperation, grants and lessons in Excel or CSV: what it would change; --write saves drafts",
        "lagesbild import-cooperation samarbeten.xlsx",
        "lagesbild import-cooperation samarbeten.xlsx --choose 3f2a91c07be4=12 --write",
    )
    command_parser.add_argument("file", type=Path, help="the .xlsx or .csv file")
    command_parser.add_argument("--write", action="store_true", help="save everything as drafts, or nothing")
    command_parser.add_argument(
        "--choose",
        nargs="+",
        default=[],
        metavar="KEY=VALUE",
        help="which organisation, programme or call is meant, for those that the preview asks about",
    )
    common.add_json(command_parser)


def run(arguments) -> int:
    common.django()
    from lagesbild.cooperation.importing import report
    from lagesbild.figures.sheets import content_of

    choices = dict(choice.partition("=")[::2] for choice in arguments.choose)
    content = content_of(arguments.file)
    outcome = report.run(arguments.file.name, content, choices, common.now().date(), arguments.write)
    common.print_json(outcome.as_json) if arguments.json else print(outcome.as_text)
    return 0 if outcome.is_done else 1
