"""``lagesbild fetch workbook``."""

import sys
from dataclasses import asdict
from pathlib import Path

from lagesbild.commands import common
from lagesbild.commands.bound_indicators import barometer_units


def add(sources) -> None:
    command_parser = common.command(
        sources,
        "workbook",
        run,
        "a CSV file or an Excel workbook; every problem in it is listed, and only a clean file is taken in",
        "lagesbild fetch workbook skolor.xlsx --id skolor --publisher 'Jönköpings kommun' "
        "--licence CC0 --address https://www.jonkoping.se/statistik",
        "lagesbild fetch workbook skolor.xlsx … --drop 'Blad1!14' 'Blad1!D' --area 0680",
        "lagesbild fetch workbook scb.csv … --indicator N01951",
        "lagesbild fetch workbook egen.xlsx … --map egen.xlsx.mapping.yaml",
    )
    command_parser.add_argument("file", type=Path, help="the .csv or .xlsx file")
    command_parser.add_argument(
        "--map",
        type=Path,
        metavar="FILE",
        dest="mapping",
        help="how the table is read, as FILE says; a table that leaves something open has such a file written beside"
        " it, to fill in",
    )
    command_parser.add_argument("--indicator", default="", metavar="ID", help="the one measure of the table")
    command_parser.add_argument(
        "--period", default="", metavar="TIME", help="the time, for a table that says none: 2024, 2024-05"
    )
    command_parser.add_argument(
        "--id", required=True, help="the origin's name, always the same for the same figures"
    )
    for name, about in (
        ("publisher", "who publishes the figures"),
        ("licence", "what others may do with them"),
        ("address", "where they were found"),
    ):
        command_parser.add_argument(f"--{name}", required=True, help=about)
    command_parser.add_argument(
        "--area", default="", metavar="CODE", help="the area, for a file without such a column"
    )
    command_parser.add_argument(
        "--decimal", default="", choices=[",", "."], help="settles numbers like 1.234"
    )
    command_parser.add_argument(
        "--unbounded", nargs="+", default=[], metavar="ID", help="indicators in %% that may pass 100"
    )
    command_parser.add_argument(
        "--drop", nargs="+", default=[], metavar="WHERE", help="rows, columns or sheets to leave out"
    )
    command_parser.add_argument(
        "--indicators-of-barometer", action="store_true", help="refuse indicators that the barometer lacks"
    )
    command_parser.add_argument(
        "--only-new",
        action="store_true",
        help="the file holds only what is new; without this, values of the origin that it lacks are taken back",
    )
    command_parser.add_argument(
        "--note", default="", help="something that readers of the figures should know"
    )
    command_parser.add_argument(
        "--edition",
        default="",
        help="what the publisher calls this edition of a history that it rewrites, as 2026",
    )
    common.add_json(command_parser)


def run(arguments) -> int | None:
    from lagesbild.figures import left_out
    from lagesbild.figures.mapping_file import read_mapping
    from lagesbild.figures.sources import workbook

    folder = common.new_run(arguments.id)
    try:
        origin = workbook.fetch(
            folder,
            **common.options(
                arguments, "file", "id", "publisher", "licence", "address", "area", "drop", "note", "edition"
            ),
            **common.options(arguments, "decimal", "unbounded", "indicator", "period"),
            mapping=read_mapping(arguments.mapping) if arguments.mapping else None,
            indicators=barometer_units() if arguments.indicators_of_barometer else None,
            whole=not arguments.only_new,
            now=common.now(),
        )
    except workbook.LayoutQuestions as questions:
        return _ask(arguments, questions)
    account = left_out.read(folder)
    if arguments.json:
        return common.print_json({"folder": folder, "origin": asdict(origin), "left_out": account})
    for remark in account.remarks if account else ():
        print(remark)
    common.print_fetched(arguments, folder, origin)
    return None


def _ask(arguments, questions) -> int:
    """Tell what the table leaves open, and write the mapping to fill in beside it."""
    from lagesbild.figures.mapping_file import mapping_text

    words = [problem.what for problem in questions.problems]
    mapping = arguments.file.with_name(f"{arguments.file.name}.mapping.yaml")
    if arguments.mapping and mapping.resolve() == arguments.mapping.resolve():
        mapping = arguments.file.with_name(f"{arguments.file.name}.mapping-2.yaml")
    mapping.write_text(mapping_text(questions.understanding, words, questions.sheet), encoding="utf-8")
    if arguments.json:
        common.print_json({"questions": words, "mapping": mapping})
    else:
        questions = "\n".join(f"  {question}" for question in words)
        again = f"Answer in {mapping}, and run again with --map {mapping}"
        print(
            f"lagesbild: {len(words)} to answer, and nothing was changed:\n{questions}\n{again}",
            file=sys.stderr,
        )
    return 2
