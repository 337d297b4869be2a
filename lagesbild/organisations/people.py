"""People who log in, as a coordinator keeps them: who may give which role, adding somebody, changing what they do.

A name, an address, roles and organisations are all that is kept of a person. The address is what codes are sent to, so
that of somebody who has logged in is changed by an administrator alone.
"""

from collections.abc import Iterable

from django.contrib.auth.models import Group
from django.db import transaction
from django.db.models import QuerySet
from django.db.models.functions import Lower
from wagtail.log_actions import log

from lagesbild.organisations.models import Organisation, User
from lagesbild.organisations.roles import DESCRIPTIONS, READER, REPORTER

FREELY_GIVEN = (REPORTER, READER)
"""Roles that whoever keeps the people may give, though they lack a right of theirs: to answer, and only to look."""


def roles_to_give(giver: User) -> list[Group]:
    """The roles that ``giver`` may give: nobody gives a right that they have not got. In the order they are told of."""
    groups = Group.objects.filter(name__in=DESCRIPTIONS).prefetch_related("permissions__content_type")
    by_name = {group.name: group for group in groups}
    return [by_name[name] for name in DESCRIPTIONS if name in by_name and _may_give(giver, by_name[name])]


def _may_give(giver: User, group: Group) -> bool:
    if giver.is_superuser or group.name in FREELY_GIVEN:
        return True
    rights = {f"{right.content_type.app_label}.{right.codename}" for right in group.permissions.all()}
    return rights <= giver.get_all_permissions()


def may_change(giver: User, person: User) -> bool:
    """Not an administrator, nor somebody with a role that is not the giver's to give."""
    if giver.is_superuser:
        return True
    ours = {group.pk for group in roles_to_give(giver)}
    return not person.is_superuser and {group.pk for group in person.groups.all()} <= ours


def has_logged_in(person: User) -> bool:
    return person.last_login is not None


def people() -> QuerySet[User]:
    """Everybody with an account that is open, by name."""
    active = User.objects.filter(is_active=True).prefetch_related("groups", "organisations")
    return active.order_by(Lower("last_name"), Lower("first_name"), "username")


def by_address(addresses: Iterable[str]) -> dict[str, list[User]]:
    """The accounts, closed ones too, that have one of the addresses as address or as log-in name, in small letters."""
    small = {address.lower() for address in addresses}
    users = User.objects.annotate(mail=Lower("email"), login=Lower("username"))
    users = users.filter(mail__in=small) | users.filter(login__in=small)
    accounts: dict[str, list[User]] = {}
    for user in users.distinct().prefetch_related("groups", "organisations"):
        for address in {user.mail, user.login} & small:
            accounts.setdefault(address, []).append(user)
    return accounts


@transaction.atomic
def add_person(
    name: str, address: str, groups: Iterable[Group], organisations: Iterable[Organisation], *, by: User
) -> User:
    """An account without a password: it is opened by a code that is sent to the address.

    The log-in name is the address, and the database refuses a second account with it.
    """
    first_name, last_name = split_name(name)
    person = User(
        username=address.lower(), email=address, first_name=first_name, last_name=last_name, is_active=True
    )
    person.set_unusable_password()
    person.full_clean()
    person.save(force_insert=True)
    person.groups.set(groups)
    person.organisations.set(organisations)
    log(instance=person, action="wagtail.create", user=by)
    return person


@transaction.atomic
def give_more(
    person: User, groups: Iterable[Group], organisations: Iterable[Organisation], *, by: User
) -> None:
    """Roles and organisations beside those that the person has; nothing is taken away."""
    person.groups.add(*groups)
    person.organisations.add(*organisations)
    log(instance=person, action="wagtail.edit", user=by)


@transaction.atomic
def change_person(
    person: User,
    *,
    name: str,
    address: str,
    groups: Iterable[Group],
    organisations: Iterable[Organisation],
    is_active: bool,
    by: User,
) -> None:
    """As the form says, and nothing else. Raises ValidationError."""
    person.first_name, person.last_name = split_name(name)
    person.email, person.is_active = address, is_active
    person.full_clean()
    person.save()
    person.groups.set(groups)
    person.organisations.set(organisations)
    log(instance=person, action="wagtail.edit", user=by)


def split_name(name: str) -> tuple[str, str]:
    """First name and the rest. "Berg, Anna" is Anna Berg."""
    last, comma, first = (part.strip() for part in name.partition(","))
    first_name, _space, rest = (f"{first} {last}" if comma and first else name.strip()).partition(" ")
    return first_name[:150], rest.strip()[:150]
