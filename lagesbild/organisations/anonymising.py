"""A person taken out of the database: what they did stays, by nobody; their address stays in frozen records alone."""

from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from wagtail.models import ModelLogEntry

from lagesbild.organisations.models import User
from lagesbild.organisations.person_data import (
    Mention,
    accounts_of,
    full_names,
    links_to_accounts,
    mentions,
    sessions_of,
    standing_in,
    text_columns,
    whole,
)

REMOVED = "[borttagen]"
FROZEN = {"reporting.Record"}
"""As they were the day they were made, with a checksum, until the municipality disposes of them by its own rule."""
ACCOUNT_ROWS = {
    "account.EmailAddress",
    "mfa.Authenticator",
    "socialaccount.SocialAccount",
    "wagtailusers.UserProfile",
    "wagtailadmin.EditingSession",
    "cooperation.ImportedFile",
}
"""Rows that are about the person alone, and go with them."""


@dataclass(frozen=True)
class Anonymised:
    """``remaining``: where the name, or in frozen records the address, still stands: a person decides about those."""

    accounts: int
    sessions: int
    texts: int
    remaining: tuple[Mention, ...]


@transaction.atomic
def anonymise(address: str) -> Anonymised:
    """Close and empty the accounts of ``address``, and take it out of every text."""
    accounts = accounts_of(address)
    names = full_names(accounts)
    words = {address, *(account.email for account in accounts)} - {""}
    sessions = sessions_of(accounts)
    for session in sessions:
        session.delete()
    for account in accounts:
        _empty(account)
    texts = sum(_remove(word) for word in sorted(words, key=len, reverse=True))
    return Anonymised(len(accounts), len(sessions), texts, tuple(mentions([*words, *names])))


def _empty(account: User) -> None:
    """The account stays, so that what it did stays by one and the same nobody."""
    for model, column in links_to_accounts():
        if model._meta.label in ACCOUNT_ROWS:
            model._base_manager.filter(**{column: account}).delete()
    old_name, account.username = account.username, f"borttagen-{account.pk}"
    account.first_name = account.last_name = account.email = ""
    account.is_active = account.is_staff = account.is_superuser = False
    account.last_login = None
    account.set_unusable_password()
    account.save()
    account.groups.clear()
    account.organisations.clear()
    account.user_permissions.clear()
    entries = ModelLogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(User), object_id=str(account.pk)
    )
    entries.update(label=account.username)
    if len(old_name) > len("admin"):
        _remove_from_log(entries, old_name)


def _remove_from_log(entries, name: str) -> None:
    for entry in entries:
        entry.data = _without(entry.data, name)
        entry.save(update_fields=["data"])


def _remove(word: str) -> int:
    """Take a word out of every text but the frozen. How many texts."""
    number = 0
    for model, columns in text_columns():
        if model._meta.label in FROZEN:
            continue
        for pk, contents in standing_in(model, columns, word):
            removed = {name: _removed(model, name, content, word) for name, content in contents.items()}
            model._base_manager.filter(pk=pk).update(**removed)
            number += len(removed)
    return number


def _removed(model: type[models.Model], column: str, content, word: str):
    field = model._meta.get_field(column)
    if isinstance(field, models.EmailField):
        return ""
    rest = _without(content, word)
    return rest[: field.max_length] if field.max_length else rest


def _without(content, word: str):
    if isinstance(content, str):
        return whole(word).sub(REMOVED, content)
    if isinstance(content, dict):
        return {_without(name, word): _without(part, word) for name, part in content.items()}
    if isinstance(content, list):
        return [_without(part, word) for part in content]
    return content
