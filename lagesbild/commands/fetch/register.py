"""``lagesbild fetch register``: goal 17's key figures, counted from the register."""

from lagesbild.commands import common


def add(sources) -> None:
    command_parser = common.command(
        sources,
        "register",
        run,
        "goal 17's key figures, counted from what is published in the municipality's own register",
        "lagesbild fetch register",
    )
    common.add_json(command_parser)


def run(arguments) -> None:
    common.django()
    from lagesbild.cooperation.goal17 import figure_run

    folder = common.new_run(figure_run.ID)
    try:
        origin = figure_run.fetch(folder, now=common.now())
    except figure_run.NothingToCount as error:
        raise common.CommandProblem(str(error)) from error
    common.print_fetched(arguments, folder, origin)
