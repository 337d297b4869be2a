"""``lagesbild manage``: Django's own commands."""

import sys

from lagesbild.commands import common


def add(commands) -> None:
    common.command(commands, "manage", None, "Django's own commands", "lagesbild manage createsuperuser")


def run(argv: list[str]) -> int:
    from django.core.exceptions import ImproperlyConfigured

    try:
        common.django()
    except ImproperlyConfigured as error:
        print(f"lagesbild: {error}", file=sys.stderr)
        return 1
    from django.core.management import execute_from_command_line
    from django.db import DatabaseError

    try:
        execute_from_command_line(["lagesbild manage", *argv])
    except DatabaseError as error:
        if not common.is_damaged(error):
            raise
        print(f"lagesbild: {common.told_plainly(error)}", file=sys.stderr)
        return 1
    return 0
