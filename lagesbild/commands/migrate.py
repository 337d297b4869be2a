"""``lagesbild migrate``: the database and the static files of this version."""

from lagesbild.commands import common


def add(commands) -> None:
    common.command(
        commands,
        "migrate",
        run,
        "bring the database and the static files up to this version; run it after every upgrade",
        "lagesbild migrate",
    )


def run(arguments) -> None:
    bring_up_to_date()
    common.progress("Done. Next: lagesbild build, lagesbild serve")


def bring_up_to_date() -> None:
    common.django()
    from django.core.management import call_command

    common.progress("The database")
    call_command("migrate", verbosity=0, interactive=False)
    common.progress("Style sheets and other static files")
    call_command("collectstatic", verbosity=0, interactive=False)
