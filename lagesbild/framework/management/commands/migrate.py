"""Django's ``migrate``, but that a new SQLite database is made at once from a file of SQL, and that a migration is
noted as done in the transaction that does it."""

from django.core.management.base import no_translations
from django.core.management.commands import migrate as djangos_migrate
from django.db import connections
from django.db.migrations.executor import MigrationExecutor

from lagesbild.framework import first_database

# With any of these something else is asked for than everything.
PARTS = ("app_label", "migration_name", "fake", "fake_initial", "plan", "check_unapplied", "prune")


class NotingExecutor(MigrationExecutor):
    """Django waits with indexes and foreign keys to the end, and then notes the migration in another transaction:
    killed between the two, it would be begun once more, and stop at a table that is there already."""

    def apply_migration(self, state, migration, fake=False, fake_initial=False):
        apply = migration.apply

        def apply_to_the_end(state, schema_editor, **options):
            state = apply(state, schema_editor, **options)
            while schema_editor.deferred_sql:
                schema_editor.execute(schema_editor.deferred_sql.pop(0), None)
            return state

        migration.apply = apply_to_the_end
        try:
            return super().apply_migration(state, migration, fake=fake, fake_initial=fake_initial)
        finally:
            del migration.apply


# Django's command makes its executor itself, and has no place where another could be said.
djangos_migrate.MigrationExecutor = NotingExecutor


class Command(djangos_migrate.Command):
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
