"""``lagesbild assess``: anyone's table, judged."""

from lagesbild.commands import common


def add(commands) -> None:
    from lagesbild.figures import assess

    command_parser = common.command(
        commands,
        "assess",
        assess.run,
        "judge any table of figures by named methods",
        "lagesbild assess figures.csv --method sdsn --format csv",
    )
    assess.add_arguments(command_parser)
