"""``lagesbild manage``: Django's own commands."""

from lagesbild.commands import common


def add(commands) -> None:
    common.command(commands, "manage", None, "Django's own commands", "lagesbild manage createsuperuser")


def run(argv: list[str]) -> int:
    common.django()
    from django.core.management import execute_from_command_line

    execute_from_command_line(["lagesbild manage", *argv])
    return 0
