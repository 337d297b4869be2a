"""What is kept of a person: accounts, what points to them, and where their address or name stands in any text."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.apps import apps
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.db import models
from django.db.models.functions import Cast

from lagesbild.organisations.models import User

TEXTS = (models.CharField, models.TextField, models.JSONField)
NOT_TOLD = {"password"}
SECRET_ROWS = {"mfa.Authenticator": {"data"}}
"""Columns that hold what lets somebody in, by table."""
SHORTEST_NAME = 5
"""A name shorter than this, first and last together, would be found in half of all words."""


@dataclass(frozen=True)
class Mention:
    """A row, and the columns of it where the address or the name stands."""

    table: str
    pk: int | str
    columns: tuple[str, ...]


@dataclass(frozen=True)
class PersonData:
    """All that is kept of whoever has an address. ``linked``: rows that say who did something, by table."""

    address: str
    accounts: tuple[dict, ...]
    linked: dict[str, list[dict]]
    sessions: int
    mentions: tuple[Mention, ...] = field(default=())

    @property
    def anything(self) -> bool:
        return bool(self.accounts or self.mentions)


def accounts_of(address: str) -> list[User]:
    by_address = User.objects.filter(models.Q(email__iexact=address) | models.Q(username__iexact=address))
    return list(by_address.prefetch_related("groups", "organisations").order_by("pk"))


def person_data(address: str) -> PersonData:
    accounts = accounts_of(address)
    linked: dict[str, list[dict]] = {}
    for account in accounts:
        for model, field_name in links_to_accounts():
            rows = model._base_manager.filter(**{field_name: account})
            if some := [plain_row(row) for row in rows]:
                linked.setdefault(model._meta.label, []).extend(some)
    return PersonData(
        address,
        tuple(_plain_account(account) for account in accounts),
        linked,
        len(sessions_of(accounts)),
        tuple(mentions([address, *full_names(accounts)])),
    )


def links_to_accounts() -> Iterator[tuple[type[models.Model], str]]:
    """Every column of every table that points to an account."""
    for model in apps.get_models():
        for column in model._meta.local_concrete_fields:
            if column.remote_field and column.related_model is User:
                yield model, column.name


def plain_row(row: models.Model) -> dict:
    """The row as it may be given out: long texts and files by their beginning."""
    fields = {column.attname: getattr(row, column.attname) for column in row._meta.local_concrete_fields}
    secret = NOT_TOLD | SECRET_ROWS.get(row._meta.label, set())
    return {name: _short(value) for name, value in fields.items() if name not in secret}


def _short(cell):
    if isinstance(cell, bytes | memoryview):
        return f"{len(cell)} bytes"
    if isinstance(cell, dict | list):
        cell = json.dumps(cell, ensure_ascii=False, default=str)
    return f"{cell[:300]} …" if isinstance(cell, str) and len(cell) > 300 else cell


def _plain_account(account: User) -> dict:
    more = {
        "groups": [group.name for group in account.groups.all()],
        "organisations": [organisation.name_sv for organisation in account.organisations.all()],
    }
    return plain_row(account) | more


def full_names(accounts: list[User]) -> list[str]:
    names = {account.get_full_name() for account in accounts}
    return sorted(name for name in names if " " in name and len(name) >= SHORTEST_NAME)


def sessions_of(accounts: list[User]) -> list[Session]:
    """Who is logged in where is known only from within each session."""
    theirs = {str(account.pk) for account in accounts}
    return [session for session in Session.objects.all() if session.get_decoded().get(SESSION_KEY) in theirs]


def mentions(words: list[str]) -> Iterator[Mention]:
    """Where any of the words stands by itself, in any text of any table, whatever the case of its letters."""
    for model, columns in text_columns():
        columns_by_row: dict[int | str, set[str]] = {}
        for word in words:
            for pk, contents in standing_in(model, columns, word):
                columns_by_row.setdefault(pk, set()).update(contents)
        for pk, some in columns_by_row.items():
            yield Mention(model._meta.label, pk, tuple(sorted(some)))


def text_columns() -> Iterator[tuple[type[models.Model], list[str]]]:
    for model in apps.get_models():
        columns = [column.name for column in model._meta.local_concrete_fields if isinstance(column, TEXTS)]
        columns = [name for name in columns if name not in NOT_TOLD and name != model._meta.pk.name]
        if columns and model not in (Session,) and not model._meta.proxy:
            yield model, columns


def standing_in(model: type[models.Model], columns: list[str], word: str) -> list[tuple[int | str, dict]]:
    """Rows where the word stands, and not only as a part of a longer address: key, and content of each such column.

    SQLite knows the case of ASCII letters alone, and in JSON å may be an escape: each spelling is asked for.
    """
    spellings = {word, word.lower(), word.upper()}
    spellings |= {json.dumps(spelling)[1:-1] for spelling in spellings}
    texts = {f"_text_{number}": Cast(column, models.TextField()) for number, column in enumerate(columns)}
    condition = models.Q()
    for name in texts:
        for spelling in spellings:
            condition |= models.Q(**{f"{name}__icontains": spelling})
    rows = model._base_manager.annotate(**texts).filter(condition).values("pk", *columns)
    pattern = whole(word)
    holding = (
        (row["pk"], {name: row[name] for name in columns if _holds(row[name], pattern)}) for row in rows
    )
    return [(pk, contents) for pk, contents in holding if contents]


def whole(word: str) -> re.Pattern:
    """The word where it is no part of a longer one, as anna@x.se is of joanna@x.se; in JSON after a line's end too."""
    return re.compile(rf"(?:(?<![\w.+%-])|(?<=\\[nrt])){re.escape(word)}(?![\w-]|\.\w)", re.IGNORECASE)


def _holds(content, pattern: re.Pattern) -> bool:
    if isinstance(content, dict):
        return any(_holds(part, pattern) for part in (*content, *content.values()))
    if isinstance(content, list):
        return any(_holds(part, pattern) for part in content)
    return isinstance(content, str) and bool(pattern.search(content))
