"""What the municipality's own log-in says of somebody, and what follows from it here: groups and organisations.

The rules come from the environment (see ``docs/running.md``). Claims are what the provider sent: name → text or list.
"""

import logging
from dataclasses import dataclass, field

from django.contrib.auth.models import Group
from django.db import transaction

from lagesbild.organisations.models import Organisation, User

logger = logging.getLogger(__name__)

ADMINISTRATOR = "Administratör"
"""The word that, as the group of a claim, gives the right to everything. Without it no claim does."""


@dataclass(frozen=True)
class ClaimRules:
    """``groups`` and ``organisations``: what the provider says → what that is here. Empty: not asked."""

    groups_claim: str = "groups"
    groups: dict[str, str] = field(default_factory=dict)
    organisations_claim: str = ""
    organisations: dict[str, str] = field(default_factory=dict)

    @property
    def names_administrators(self) -> bool:
        return ADMINISTRATOR in self.groups.values()


def claim_texts(claims: dict, name: str) -> list[str]:
    """Every value of a claim. ``realm_access.roles`` looks in ``roles`` of ``realm_access``."""
    claim = claims.get(name)
    if claim is None:
        claim = claims
        for part in name.split("."):
            claim = claim.get(part) if isinstance(claim, dict) else None
    if claim is None:
        return []
    return [str(text) for text in claim] if isinstance(claim, list | tuple | set) else [str(claim)]


def groups_of(claims: dict, rules: ClaimRules) -> set[str]:
    """The names of our groups that the claims give."""
    return {
        rules.groups[claimed]
        for claimed in claim_texts(claims, rules.groups_claim)
        if claimed in rules.groups
    }


def lets_in(user: User | None, claims: dict, rules: ClaimRules) -> bool:
    """Whether somebody may log in: a new person with a group, and a known one who has any left."""
    if groups_of(claims, rules):
        return True
    if user is None:
        return False
    return not rules.groups or user.is_superuser or user.groups.exists()


@transaction.atomic
def follow(user: User, claims: dict, rules: ClaimRules) -> None:
    """Give and take away what the claims say. What no rule names is left as the administrator made it."""
    if rules.groups:
        _follow_groups(user, groups_of(claims, rules), rules)
    if rules.organisations_claim:
        user.organisations.set(_organisations(claim_texts(claims, rules.organisations_claim), rules))


def _follow_groups(user: User, claimed: set[str], rules: ClaimRules) -> None:
    ruled = Group.objects.filter(name__in=rules.groups.values())
    here = [group for group in ruled if group.name in claimed]
    if unknown := claimed - {group.name for group in here} - {ADMINISTRATOR}:
        logger.error("No group is called %s. Mend the groups of the log-in.", ", ".join(sorted(unknown)))
    user.groups.remove(*[group for group in ruled if group.name not in claimed])
    user.groups.add(*here)
    administrator = ADMINISTRATOR in claimed
    if rules.names_administrators and user.is_superuser != administrator:
        user.is_superuser = administrator
        user.save(update_fields=["is_superuser"])


def _organisations(names: list[str], rules: ClaimRules) -> list[Organisation]:
    """By the rule, else by address or name, whatever the letters' size."""
    sought = {name: rules.organisations.get(name, name).casefold() for name in names}
    by_name: dict[str, Organisation] = {}
    for organisation in Organisation.objects.only("slug", "name_sv"):
        by_name.setdefault(organisation.name_sv.casefold(), organisation)
        by_name[organisation.slug] = organisation
    for name, key in sought.items():
        if key not in by_name:
            logger.warning("The log-in named %r, and no organisation is called that.", name)
    return [by_name[key] for key in sought.values() if key in by_name]
