"""Which tables public pages are made of, and the triggers by which the database raises the number of each.

What an editor notes of a draft is in columns of its own, and a thing that is not published shows on no page: neither
raises it. The triggers are taken away before the tables change (``pre_migrate``) and laid anew after.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.apps import apps
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model

OURS = ("framework", "organisations", "barometer", "cooperation")
NOT_PUBLIC = {
    "framework.SentForm",
    "framework.PublicNumber",
    "framework.OutgoingMail",
    "organisations.User",
    "cooperation.ImportedFile",
}
"""Of ours what no page shows: the people, letters, and what keeps a form from being saved twice."""
OTHERS = {
    "reporting.ReportedValue": "",
    "reporting.Step": "{new}.what IN ('approved', 'corrected')",
    "wagtailcore.ModelLogEntry": "{new}.action IN ('wagtail.publish', 'wagtail.unpublish')",
    "wagtailimages.Image": "",
    "wagtaildocs.Document": "",
    "wagtailcore.ReferenceIndex": "",
}
"""Of others what pages show, with what makes a row public where not every row is."""
OF_THE_DRAFT = {
    "latest_revision",
    "has_unpublished_changes",
    "locked",
    "locked_at",
    "locked_by",
    "go_live_at",
    "expire_at",
}
PREFIX = "public_number_"


@dataclass(frozen=True)
class PublicTable:
    """``is_public``: what makes a row public, of ``{new}`` or ``{old}`` row; empty where every row is."""

    name: str
    columns: tuple[str, ...]
    is_public: str


def public_tables() -> list[PublicTable]:
    return [
        PublicTable(model._meta.db_table, _columns(model), _is_public(model))
        for model in apps.get_models(include_auto_created=True)
        if _is_watched(model)
    ]


def _is_watched(model: type[Model]) -> bool:
    owner = model._meta.auto_created or model
    if owner._meta.label in OTHERS:
        return owner is model
    return owner._meta.app_label in OURS and owner._meta.label not in NOT_PUBLIC


def _columns(model: type[Model]) -> tuple[str, ...]:
    return tuple(
        field.column for field in model._meta.local_concrete_fields if field.name not in OF_THE_DRAFT
    )


def _is_public(model: type[Model]) -> str:
    has_live = any(field.name == "live" for field in model._meta.local_concrete_fields)
    return OTHERS.get(model._meta.label, '{new}."live"' if has_live else "")


# --- Triggers ---------------------------------------------------------------------------------------------


def lay_triggers(connection: BaseDatabaseWrapper) -> None:
    """Anew, for every table there is, with the row that they raise."""
    there = set(connection.introspection.table_names())
    if "framework_publicnumber" not in there:
        return
    take_triggers_away(connection)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(RAISE_IN_POSTGRESQL)
        for table in public_tables():
            if table.name in there:
                cursor.execute(NEW_ROW, [table.name, table.name])
                for order in _orders(table, connection.vendor):
                    cursor.execute(order)


def take_triggers_away(connection: BaseDatabaseWrapper) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("DROP FUNCTION IF EXISTS raise_public_number() CASCADE")
            return
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        for (name,) in cursor.fetchall():
            if name.startswith(PREFIX):
                cursor.execute(f'DROP TRIGGER "{name}"')


def are_laid(connection: BaseDatabaseWrapper) -> bool:
    """Whether every table has its three: a migration that broke off leaves none."""
    catalogue = (
        "SELECT count(DISTINCT tgname || tgrelid::text) FROM pg_trigger WHERE tgname LIKE %s"
        if connection.vendor == "postgresql"
        else "SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND name LIKE %s"
    )
    with connection.cursor() as cursor:
        cursor.execute(catalogue, [f"{PREFIX}%"])
        return cursor.fetchone()[0] == 3 * len(public_tables())


NEW_ROW = """
INSERT INTO framework_publicnumber ("table", number) SELECT %s, 0
WHERE NOT EXISTS (SELECT 1 FROM framework_publicnumber WHERE "table" = %s)
"""
RAISE_IN_POSTGRESQL = """
CREATE FUNCTION raise_public_number() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('framework_publicnumber'));
    UPDATE framework_publicnumber SET number = number + 1, raised_in = txid_current()
    WHERE "table" = TG_TABLE_NAME AND raised_in IS DISTINCT FROM txid_current();
    RETURN NULL;
END $$
"""
"""Once a transaction, however many rows it writes. They take turns, so that two never wait for each other's rows."""


def _orders(table: PublicTable, vendor: str) -> Iterator[str]:
    new, old = table.is_public.format(new="NEW"), table.is_public.format(new="OLD")
    columns = ", ".join(f'"{column}"' for column in table.columns)
    for event, when in (
        ("INSERT", new),
        (f"UPDATE OF {columns}", new and f"{new} OR {old}"),
        ("DELETE", old),
    ):
        name = f"{PREFIX}{event.split()[0].lower()}_{table.name}"
        yield _IN[vendor].format(
            name=name, event=event, table=table.name, when=f"WHEN ({when})" if when else ""
        )


_IN = {
    "sqlite": (
        'CREATE TRIGGER "{name}" AFTER {event} ON "{table}" {when}'
        " BEGIN UPDATE framework_publicnumber SET number = number + 1 WHERE \"table\" = '{table}'; END"
    ),
    # When the transaction ends: the row is then held no longer than the commit takes.
    "postgresql": (
        'CREATE CONSTRAINT TRIGGER "{name}" AFTER {event} ON "{table}" DEFERRABLE INITIALLY DEFERRED'
        " FOR EACH ROW {when} EXECUTE FUNCTION raise_public_number()"
    ),
}
