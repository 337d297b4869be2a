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
        "lagesbild fetch open-sdg ../sdg-data --id sdg-data --take-clean --json",
    )
    command_parser.add_argument(
        "repository", type=Path, help="the folder with config_data.yml, or with data/ and meta/"
    )
    command_parser.add_argument("--id", default="open-sdg", help="the origin's name (default: %(default)s)")
    for name in ("publisher", "licence", "address", "note"):
        command_parser.add_argument(
            f"--{name}", default="", help=f"{name}, as it is to be given beside the figures"
        )
    command_parser.add_argument(
        "--area", default="0000", metavar="CODE", help="the place it is about (default: %(default)s)"
    )
    command_parser.add_argument(
        "--language",
        default="en",
        metavar="CODE",
        help="the language of names and definitions, where the repository has several (default: %(default)s)",
    )
    command_parser.add_argument(
        "--drop", nargs="+", default=[], metavar="WHERE", help="rows or files to leave out"
    )
    command_parser.add_argument(
        "--take-clean",
        action="store_true",
        help="take what is right, and leave out every row and file with a problem; "
        "what that is is listed, counted and kept with the run",
    )
    common.add_json(command_parser)


def run(arguments) -> None:
    from lagesbild.figures.sources import open_sdg

    folder = common.new_run(arguments.id)
    described = common.options(
        arguments, "repository", "id", "publisher", "licence", "address", "area", "language", "drop", "note"
    )
    origin = open_sdg.fetch(folder, **described, take_clean=arguments.take_clean, now=common.now())
    left_out = open_sdg.left_out_of(folder)
    if arguments.json:
        return common.print_json({"folder": folder, "origin": origin, "left_out": left_out})
    for line in (*left_out.problems, *left_out.remarks, left_out.sentence) if left_out else ():
        print(line)
    common.print_fetched(arguments, folder, origin)
