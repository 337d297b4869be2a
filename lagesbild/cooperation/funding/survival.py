"""What survives if a funder or a person leaves: what would lose its only money, or its only contact."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from lagesbild.cooperation.models import AT_WORK, Grant
from lagesbild.cooperation.partners.contacts import ContactRegister, Cooperation, by_contact
from lagesbild.organisations.models import Organisation


@dataclass(frozen=True)
class Leaving:
    """A funder or a contact, and what it is the only one for; ``others`` have somebody more."""

    organisation: Organisation | None
    """None where the funder is not public."""
    position: str
    only: tuple[Cooperation, ...]
    others: int

    @property
    def partnerships(self) -> list[Cooperation]:
        return [cooperation for cooperation in self.only if cooperation.kind == "partnership"]

    @property
    def projects(self) -> list[Cooperation]:
        return [cooperation for cooperation in self.only if cooperation.kind == "project"]


def if_a_contact_leaves(register: ContactRegister) -> list[Leaving]:
    """For each position that keeps a contact: what loses its only one. What is hit hardest first. No query."""
    leavings = []
    for (organisation, _position), cooperations in by_contact(register).items():
        own = next(c for c in cooperations[0].contacts if c.key == (organisation, _position))
        only = tuple(cooperation for cooperation in cooperations if len(cooperation.contacts) == 1)
        leavings.append(
            Leaving(register.organisations[organisation], own.position, only, len(cooperations) - len(only))
        )
    return _worst_first(leavings)


def if_a_funder_leaves(register: ContactRegister) -> list[Leaving]:
    """For each funder of projects at work: the projects, and the partnerships with such projects, that it pays alone.

    Two queries. The same projects and partnerships as ``funding_overview.dependence`` finds.
    """
    rows = Grant.objects.public().filter(project__status__in=AT_WORK).order_by()
    funders_of, organisations = defaultdict(set), {}
    for project, partnership, funder in rows.values_list(
        "project", "project__partnership", "programme__funder"
    ):
        for thing in (("project", project), ("partnership", partnership)):
            if thing in register.cooperations:
                funders_of[thing].add(funder)
    funder_ids = set().union(*funders_of.values()) if funders_of else set()
    organisations = Organisation.objects.public().only("slug", "name_sv", "name_en").in_bulk(funder_ids)
    paid = defaultdict(list)
    for thing, funders in funders_of.items():
        for funder in funders:
            paid[funder].append((thing, len(funders) == 1))
    return _worst_first(
        Leaving(
            organisations.get(funder),
            "",
            tuple(register.cooperations[thing] for thing, alone in things if alone),
            sum(not alone for _thing, alone in things),
        )
        for funder, things in paid.items()
    )


def without_contact(register: ContactRegister) -> list[Cooperation]:
    """Cooperation that nobody is said to keep."""
    return [cooperation for cooperation in register.cooperations.values() if not cooperation.contacts]


def _worst_first(leaving: Iterable[Leaving]) -> list[Leaving]:
    return sorted(
        leaving,
        key=lambda leaving: (
            -len(leaving.only),
            -leaving.others,
            leaving.organisation.name_sv if leaving.organisation else "",
            leaving.position,
        ),
    )
