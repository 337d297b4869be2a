"""What every command has in common: its parser, its answer, its clock, and where raw files go."""

import argparse
import json
import os
import re
import sys
from collections.abc import Callable
from dataclasses import asdict, is_dataclass
from datetime import UTC, datetime
from pathlib import Path


class CommandProblem(Exception):
    """The command cannot be done as asked. The message says what to do."""


def command(commands, name: str, run: Callable | None, about: str, *examples: str) -> argparse.ArgumentParser:
    lines = "\n".join(f"  {example}" for example in examples)
    command_parser = commands.add_parser(
        name,
        help=about,
        description=f"{about[0].upper()}{about[1:]}.",
        epilog=f"Example:\n{lines}" if len(examples) == 1 else f"Examples:\n{lines}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    command_parser.set_defaults(run=run, command=name)
    return command_parser


def add_json(command_parser: argparse.ArgumentParser) -> None:
    command_parser.add_argument("--json", action="store_true", help="answer in JSON, for a machine")


def progress(line: str) -> None:
    """To standard error, so that what a machine reads on standard output stays whole."""
    print(line, file=sys.stderr, flush=True)


def print_json(value) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=1, default=_plain))


def _plain(value):
    return asdict(value) if is_dataclass(value) else str(value)


def django():
    """Django, set up, and its settings."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lagesbild.config.settings")
    import django as framework
    from django.conf import settings

    framework.setup()
    return settings


NO_TABLES = (
    "The database has no tables of this version yet. Lay it: lagesbild migrate (or begin with lagesbild new)"
)


def lacks_tables(error: Exception) -> bool:
    """Whether the database, SQLite or PostgreSQL, was asked for a table or a column that it does not have."""
    from django.db import OperationalError, ProgrammingError

    if isinstance(error, ProgrammingError):
        return getattr(error.__cause__, "sqlstate", "") in ("42P01", "42703")
    return isinstance(error, OperationalError) and str(error).startswith(("no such table", "no such column"))


def told_plainly(error: Exception) -> str:
    return NO_TABLES if lacks_tables(error) else str(error)


NO_ADDRESS = (
    "Letters are sent (LAGESBILD_SMTP), and their links would lead each reader to their own computer."
    " Say the site's address: LAGESBILD_ADDRESS=https://barometer.kommun.se"
)
NO_MAIL = (
    "There is no mail server (LAGESBILD_SMTP): nobody gets a letter, a code or a new password. What would be mailed is"
    " written to the log; codes and keys in it only where LAGESBILD_ADDRESS is this machine."
)


def see_that_links_lead_here() -> None:
    """Raises CommandProblem where mail reaches people and the site has not been told its own address."""
    from lagesbild.framework.own_address import leads_nowhere

    if leads_nowhere():
        raise CommandProblem(NO_ADDRESS)


def warn_without_mail() -> None:
    """On standard error, where nobody would get a letter or a code. The site can be read all the same."""
    from django.conf import settings

    if not settings.MAIL_REACHES_PEOPLE:
        progress(NO_MAIL)


def figure_settings():
    """The settings alone: what only touches figures needs no models."""
    from lagesbild.config import settings

    return settings


def now() -> datetime:
    return datetime.now(UTC)


def options(arguments: argparse.Namespace, *names: str) -> dict:
    """Those of the command's options that are named, as keywords."""
    return {name: getattr(arguments, name) for name in names}


def raw_folder(origin_id: str) -> Path:
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]*", origin_id):
        raise CommandProblem(f"--id {origin_id}: use small letters a–z, digits and hyphens.")
    return figure_settings().HOME / "raw" / origin_id


def new_run(origin_id: str) -> Path:
    return raw_folder(origin_id) / f"{now():%Y-%m-%dT%H%M%SZ}"


def print_fetched(arguments, folder: Path, origin) -> None:
    if arguments.json:
        return print_json({"folder": folder, "origin": asdict(origin)})
    print(f"Fetched into {folder}: {len(origin.files)} files. Next: lagesbild build")
