"""``lagesbild doctor``: what ``/halsa/`` says, with what to do about it."""

import sys

from lagesbild.commands import common

MARKS = {"ok": "ok  ", "warning": "note", "failing": "FAIL"}
COLOURS = {"ok": "32", "warning": "33", "failing": "31"}


def add(commands) -> None:
    command_parser = common.command(
        commands,
        "doctor",
        run,
        "how the installation feels, and what to do about it; exit 1 where something is failing",
        "lagesbild doctor",
        "lagesbild doctor --json",
    )
    common.add_json(command_parser)


def run(arguments) -> int:
    common.django()
    from lagesbild.health.checks import health
    from lagesbild.health.report import HealthLevel

    report = health(common.now(), deep=True)
    failing = [line for line in report.lines if line.level == HealthLevel.FAILING]
    if arguments.json:
        common.print_json({"status": report.level, "version": report.version, "checks": report.lines})
    else:
        for line in report.lines:
            print(_line(line, coloured=sys.stdout.isatty()))
        print("All is well." if report.level == HealthLevel.OK else f"{len(failing)} failing.")
    return 1 if failing else 0


def _line(line, *, coloured: bool) -> str:
    mark = MARKS[line.level]
    if coloured:
        mark = f"\033[{COLOURS[line.level]}m{mark}\033[0m"
    lines = [f"{mark} {line.name}: {line.sentence.en}"]
    if line.level != "ok":
        lines += [f"       {text}" for text in (line.detail, line.remedy and f"-> {line.remedy}") if text]
    return "\n".join(lines)
