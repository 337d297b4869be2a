"""Django's ``migrate``, but that a new SQLite database is made at once from a file of SQL."""

from django.core.management.base import no_translations
from django.core.management.commands.migrate import Command as DjangosMigrate
from django.db import connections
from django.db.migrations.executor import MigrationExecutor

from lagesbild.framework import first_database

# With any of these something else is asked for than everything.
PARTS = ("app_label", "migration_name", "fake", "fake_initial", "plan", "check_unapplied", "prune")


class Command(DjangosMigrate):
    @no_translations
    def handle(self, *args, **options):
        connection = connections[options["database"]]
        asks_for_everything = not any(options[part] for part in PARTS)
        if asks_for_everything and first_database.lay(connection) and _is_up_to_date(connection):
            if options["verbosity"] > 0:
                self.stdout.write(f"A new database, made from {first_database.FILE.name}.")
            return
        super().handle(*args, **options)


def _is_up_to_date(connection) -> bool:
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())
