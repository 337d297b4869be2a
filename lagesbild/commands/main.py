"""The command line: ``lagesbild <command>``. Trouble that can be foreseen is a sentence and exit 1."""

import argparse
import sys
from dataclasses import asdict

from lagesbild import __version__
from lagesbild.commands import (
    assess,
    backup,
    build,
    check,
    common,
    demo,
    doctor,
    fetch,
    import_cooperation,
    import_iati,
    load,
    manage,
    migrate,
    new,
    person,
    remind,
    restore,
    serve,
    sync,
)


def main(argv: list[str] | None = None) -> int:
    """Run one command and return its exit code: 0 done, 1 findings or trouble, 2 wrong arguments, 130 stopped."""
    argv = sys.argv[1:] if argv is None else argv
    if argv[:1] == ["manage"]:  # Django reads its own options, --help among them
        return manage.run(argv[1:])
    arguments = parser().parse_args(argv)
    try:
        return arguments.run(arguments) or 0
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        return 130
    except Exception as error:
        is_told = isinstance(error, foreseeable()) or common.lacks_tables(error) or common.is_damaged(error)
        if not is_told:
            raise
        print_trouble(arguments, error)
        return 1


def parser() -> argparse.ArgumentParser:
    top = argparse.ArgumentParser(prog="lagesbild", description="An open barometer for a municipality.")
    top.add_argument("--version", action="version", version=__version__)
    commands = top.add_subparsers(title="commands", metavar="<command>", required=True)
    demo.add(commands)
    new.add(commands)
    migrate.add(commands)
    load.add(commands)
    fetch.add(commands)
    sync.add(commands)
    build.add(commands)
    assess.add(commands)
    check.add(commands)
    import_iati.add(commands)
    import_cooperation.add(commands)
    remind.add(commands)
    backup.add(commands)
    restore.add(commands)
    doctor.add(commands)
    person.add(commands)
    serve.add(commands)
    manage.add(commands)
    return top


def foreseeable() -> tuple[type[Exception], ...]:
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management.base import CommandError
    from django.db import OperationalError

    from lagesbild.backup.problems import BackupProblem
    from lagesbild.commands.demo import DemoProblem
    from lagesbild.commands.serve import PortTaken
    from lagesbild.figures.engines import EngineError
    from lagesbild.figures.origin import OriginError
    from lagesbild.figures.problems import SourceProblems
    from lagesbild.figures.sources.kolada import KoladaError
    from lagesbild.figures.store import StoreError
    from lagesbild.kits import KitProblems

    ours = (common.CommandProblem, BackupProblem, DemoProblem, KitProblems, PortTaken)
    figures = (StoreError, EngineError, OriginError, KoladaError, SourceProblems)
    loading = sys.modules.get("lagesbild.framework.loading")
    words = (loading.LoadProblems,) if loading else ()
    synchronising = sys.modules.get("lagesbild.reporting.synchronising")
    words += (synchronising.Busy,) if synchronising else ()
    return (*ours, *figures, *words, CommandError, ImproperlyConfigured, OperationalError, OSError)


def print_trouble(arguments: argparse.Namespace, error: Exception) -> None:
    problems = getattr(error, "problems", ())
    if getattr(arguments, "json", False):
        common.print_json(
            {"error": common.told_plainly(error), "problems": [asdict(problem) for problem in problems]}
        )
    elif problems:
        heading = getattr(error, "heading", f"{len(problems)} to put right, and nothing was changed")
        print(f"lagesbild: {heading}:\n{error}", file=sys.stderr)
    else:
        print(f"lagesbild: {common.told_plainly(error)}", file=sys.stderr)
