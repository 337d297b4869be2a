"""``lagesbild fetch open-sdg``."""

from pathlib import Path

from lagesbild.commands import common


def add(sources) -> None:
    command_parser = common.command(
        sources,
        "open-sdg",
        run,
        "an Open SDG data repository on disk",
        "lagesbild fetch open-sdg ../sdg-data --id sdg-data --publisher ONS --licence OGL",
    )
    command_parser.add_argument("repository", type=Path, help="the folder with data/ and meta/")
    command_parser.add_argument("--id", default="open-sdg", help="the origin's name (default: %(default)s)")
    for name in ("publisher", "licence", "address", "note"):
        command_parser.add_argument(
            f"--{name}", default="", help=f"{name}, as it is to be given beside the figures"
        )
    command_parser.add_argument(
        "--area", default="0000", metavar="CODE", help="the place it is about (default: %(default)s)"
    )
    command_parser.add_argument(
        "--drop", nargs="+", default=[], metavar="WHERE", help="rows or files to leave out"
    )
    common.add_json(command_parser)


def run(arguments) -> None:
    from lagesbild.figures.sources import open_sdg

    folder = common.new_run(arguments.id)
    described = common.options(
        arguments, "repository", "id", "publisher", "licence", "address", "area", "drop", "note"
    )
    common.print_fetched(arguments, folder, open_sdg.fetch(folder, **described, now=common.now()))
