"""The cooperation that goes on, read once: its partners, its themes, and the positions that keep the contact."""

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from lagesbild.cooperation.models import (
    Partnership,
    PartnershipPartner,
    PartnershipResponsibility,
    Project,
    ProjectPartner,
    ProjectResponsibility,
    Theme,
)
from lagesbild.framework.database_state import kept_until_written
from lagesbild.framework.translated import Translated
from lagesbild.organisations.models import Organisation

GOING_ON = (Project.Status.GRANTED, Project.Status.RUNNING, Project.Status.REPORTING)
"""Projects that somebody keeps in touch about. A partnership goes on until it is said to have ended."""


class PartnershipContact(NamedTuple):
    """A position that keeps the contact, in its organisation; without a position, the organisation itself."""

    organisation: int
    position: str

    @property
    def key(self) -> tuple[int, str]:
        return self.organisation, self.position.casefold()


@dataclass
class Cooperation:
    """A partnership or a project that goes on."""

    kind: str
    pk: int
    name_sv: str
    name_en: str
    slug: str
    is_example: bool
    partners: list[int] = field(default_factory=list)
    themes: list[int] = field(default_factory=list)
    keepers: list[PartnershipContact] = field(default_factory=list)

    name = Translated()

    @cached_property
    def contacts(self) -> list[PartnershipContact]:
        """The positions; where no position is named, the organisations that answer for it."""
        with_position = [keeper for keeper in self.keepers if keeper.position]
        return list({keeper.key: keeper for keeper in with_position or self.keepers}.values())


@dataclass(frozen=True)
class ContactRegister:
    """Public cooperation that goes on, by (kind, id), with the organisations and themes that it names."""

    cooperations: dict[tuple[str, int], Cooperation]
    organisations: dict[int, Organisation]
    themes: dict[int, Theme]

    @classmethod
    def load(cls) -> "ContactRegister":
        """Ten queries whatever the number."""
        going_on = {
            "partnership": Partnership.objects.public().exclude(status=Partnership.Status.ENDED),
            "project": Project.objects.public().filter(status__in=GOING_ON),
        }
        cooperations = {
            (kind, pk): Cooperation(kind, pk, *fields)
            for kind, things in going_on.items()
            for pk, *fields in things.order_by("name_sv", "pk").values_list(
                "pk", "name_sv", "name_en", "slug", "is_example"
            )
        }
        _add_partners(cooperations, going_on)
        _add_themes(cooperations, going_on)
        _add_keepers(cooperations, going_on)
        organisation_ids = {pk for cooperation in cooperations.values() for pk in cooperation.partners}
        organisation_ids |= {
            keeper.organisation for cooperation in cooperations.values() for keeper in cooperation.keepers
        }
        organisations = {
            organisation.pk: organisation
            for organisation in Organisation.objects.public().only(
                "slug", "name_sv", "name_en", "kind", "country"
            )
            if organisation.pk in organisation_ids
        }
        return cls(cooperations, organisations, Theme.objects.in_bulk())


@kept_until_written
def read_contacts() -> ContactRegister:
    """The register as it is now, for many readers: nobody changes it."""
    return ContactRegister.load()


def _add_partners(cooperations, going_on) -> None:
    for kind, model in (("partnership", PartnershipPartner), ("project", ProjectPartner)):
        rows = _rows_of(model, kind, going_on).filter(organisation__live=True).order_by("sort_order", "pk")
        for pk, organisation in rows.values_list(kind, "organisation"):
            if (kind, pk) in cooperations:
                cooperations[kind, pk].partners.append(organisation)


def _add_themes(cooperations, going_on) -> None:
    for kind, model in (("partnership", Partnership), ("project", Project)):
        rows = _rows_of(model.themes.through, kind, going_on).order_by("pk")
        for pk, theme in rows.values_list(kind, "theme"):
            if (kind, pk) in cooperations:
                cooperations[kind, pk].themes.append(theme)


def _add_keepers(cooperations, going_on) -> None:
    for kind, model in (("partnership", PartnershipResponsibility), ("project", ProjectResponsibility)):
        rows = _rows_of(model, kind, going_on).filter(organisation__live=True).order_by("sort_order", "pk")
        for pk, organisation, position in rows.values_list(kind, "organisation", "position"):
            if (kind, pk) in cooperations:
                cooperations[kind, pk].keepers.append(
                    PartnershipContact(organisation, " ".join(position.split()))
                )


def _rows_of(model, kind: str, going_on):
    """What belongs to the partnerships or projects that go on: most projects of a large register are over."""
    return model.objects.filter(**{f"{kind}__in": going_on[kind]})


def by_contact(register: ContactRegister) -> dict[tuple[int, str], list[Cooperation]]:
    """What each contact keeps, by its key, in the order of the register."""
    by_key = defaultdict(list)
    for cooperation in register.cooperations.values():
        for contact in cooperation.contacts:
            by_key[contact.key].append(cooperation)
    return dict(by_key)
