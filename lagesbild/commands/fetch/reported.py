"""``lagesbild fetch reported``: reported and approved figures."""

from lagesbild.commands import common


def add(sources) -> None:
    command_parser = common.command(
        sources,
        "reported",
        run,
        "figures that departments have reported in a form and somebody has approved",
        "lagesbild fetch reported",
    )
    common.add_json(command_parser)


def run(arguments) -> None:
    common.django()
    from lagesbild.reporting import reported

    folder = common.new_run(reported.ID)
    try:
        origin = reported.fetch(folder, now=common.now())
    except reported.NothingReported as error:
        raise common.CommandProblem(str(error)) from error
    if origin is not None:
        return common.print_fetched(arguments, folder, origin)
    if arguments.json:
        return common.print_json({"folder": None, "origin": None})
    print("Nothing is approved since the last run, which stands.")
