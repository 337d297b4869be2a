"""``lagesbild load``: a municipality's words from a folder of YAML files."""

from pathlib import Path

from lagesbild.commands import common


def add(commands) -> None:
    command_parser = common.command(
        commands,
        "load",
        run,
        "a municipality's words from a folder of YAML files, as in examples/jonkoping",
        "lagesbild load examples/jonkoping",
    )
    command_parser.add_argument(
        "folder", type=Path, help="the folder with municipality.yaml, indicators.yaml …"
    )
    command_parser.add_argument(
        "--overwrite", action="store_true", help="write over what has been changed in the editor since"
    )
    common.add_json(command_parser)


def run(arguments) -> None:
    common.django()
    from lagesbild.cooperation import loading

    loaded = loading.load(arguments.folder, now=common.now(), overwrite=arguments.overwrite)
    if arguments.json:
        return common.print_json(loaded)
    written = ", ".join(f"{count} {kind}" for kind, count in loaded.counts.items()) or "nothing"
    print(f"Written: {written}. Left as they were: {loaded.kept}.")
