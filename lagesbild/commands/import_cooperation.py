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
        "lagesbild import-cooperation samarbeten.xlsx --take-clean --write --aside rest.xlsx",
    )
    command_parser.add_argument("file", type=Path, help="the .xlsx or .csv file")
    command_parser.add_argument(
        "--write", action="store_true", help="save everything as drafts, or nothing; see --take-clean"
    )
    command_parser.add_argument(
        "--take-clean", action="store_true", help="take the rows that are right, and leave the others aside"
    )
    command_parser.add_argument(
        "--aside",
        type=Path,
        metavar="FILE",
        help="write the rows that are not taken to an .xlsx file, each with what to put right",
    )
    command_parser.add_argument(
        "--map",
        type=Path,
        dest="mapping",
        metavar="FILE",
        help="what columns are that are not known by their headings; asked for in FILE.mapping.yaml, and"
        " kept for the next list",
    )
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
    from lagesbild.cooperation.importing.mapping_file import mapping_of
    from lagesbild.figures.sheets import content_of

    choices = dict(choice.partition("=")[::2] for choice in arguments.choose)
    mapping = arguments.mapping
    columns = mapping_of(content_of(mapping).decode("utf-8", "replace"), mapping.name) if mapping else {}
    outcome = report.run(
        arguments.file.name,
        content_of(arguments.file),
        choices,
        common.now().date(),
        arguments.write,
        columns=columns,
        take_clean=arguments.take_clean,
    )
    common.print_json(outcome.as_json) if arguments.json else print(outcome.as_text)
    _write_beside(outcome, arguments)
    return 0 if outcome.is_done else 1


def _write_beside(outcome, arguments) -> None:
    """The questions about columns, and the rows that were left aside, as files."""
    from lagesbild.cooperation.importing.mapping_file import mapping_text

    if outcome.reading.columns:
        questions = arguments.file.with_name(f"{arguments.file.name}.mapping.yaml")
        if arguments.mapping is None or questions.resolve() != arguments.mapping.resolve():
            questions.write_text(mapping_text(outcome.reading.columns), encoding="utf-8")
            common.progress(
                f"What the columns are that are not read can be said in {questions}: then --map it."
            )
    if arguments.aside and outcome.plan.doubtful:
        arguments.aside.write_bytes(outcome.aside_file)
        common.progress(f"{len(outcome.plan.doubtful)} rows are in {arguments.aside}.")
