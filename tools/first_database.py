"""lagesbild/framework/first_database.sql: what every migration makes of an empty SQLite database.

make first-database writes it; make check runs it with --check, which fails where it is not what they make.
"""

import os
import sqlite3
import sys
import tempfile
from pathlib import Path


def main() -> None:
    with tempfile.TemporaryDirectory() as home:
        os.environ.update(LAGESBILD_HOME=home, DJANGO_SETTINGS_MODULE="lagesbild.config.settings")
        os.environ.pop("LAGESBILD_DATABASE", None)
        import django

        django.setup()
        from lagesbild.framework import first_database

        made = made_by_migrations(Path(home) / "lagesbild.sqlite3")
        if "--check" not in sys.argv:
            first_database.FILE.write_text(made, encoding="utf-8")
        elif made != first_database.FILE.read_text(encoding="utf-8"):
            sys.exit(f"{first_database.FILE} is not what the migrations make. Run: make first-database")


def made_by_migrations(file: Path) -> str:
    """Django's default database, which is the empty ``file``, migrated one step at a time and written down."""
    from django.core.management import call_command
    from django.core.management.commands.migrate import Command
    from django.db import connection

    from lagesbild.framework.first_database import written

    call_command(Command(), verbosity=0, interactive=False)
    connection.close()
    database = sqlite3.connect(file)
    try:
        return written(database)
    finally:
        database.close()


if __name__ == "__main__":
    main()
