"""What depends on one funder: the largest, and what would be hit if it left."""

from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from lagesbild.cooperation.funding.money import Total
from lagesbild.cooperation.funding.register_rows import FundingRegister, granted, grouped, known_kronor
from lagesbild.cooperation.models import (
    Partnership,
)
from lagesbild.framework.database_state import kept_until_written
from lagesbild.organisations.models import Organisation


@dataclass(frozen=True)
class LargestFunder:
    """The funder that has granted most, and its part of the money whose amount in kronor is known, in percent."""

    funder: Organisation
    percent: float
    granted: Total
    """Of all funders: says what is left out."""

    @property
    def name(self) -> str:
        return self.funder.name if self.funder.live else _("en finansiär som inte är publicerad")


@dataclass(frozen=True)
class Leaning:
    """A project or a partnership whose only outside money comes from one funder."""

    thing: dict
    """``name_sv``, ``name_en``, ``slug``, ``is_example``."""
    funder: Organisation
    grants: list[dict]
    ends: date | None
    """When the last of the funder's programmes that pay it ends, where that is known of all of them."""

    @property
    def granted(self) -> Total:
        return granted(self.grants)


@dataclass(frozen=True)
class Dependence:
    largest: LargestFunder | None
    largest_going_on: LargestFunder | None
    projects: list[Leaning] = field(default_factory=list)
    projects_of: int = 0
    """Projects that go on and have any outside money at all."""
    partnerships: list[Leaning] = field(default_factory=list)
    partnerships_of: int = 0
    """Partnerships with such a project."""


def dependence(register: FundingRegister) -> Dependence:
    """What would be hit if one funder left, over everything that is public. One query."""
    going_on = register.grants_going_on
    partnerships = _public_partnerships()
    by_project = grouped(going_on, lambda grant: grant["project"])
    by_partnership = grouped(going_on, lambda grant: register.projects[grant["project"]]["partnership"])
    by_partnership = {key: grants for key, grants in by_partnership.items() if key in partnerships}
    return Dependence(
        largest=_largest(register, register.grants),
        largest_going_on=_largest(register, going_on),
        projects=_leaning(register, register.projects, by_project),
        projects_of=len(by_project),
        partnerships=_leaning(register, partnerships, by_partnership),
        partnerships_of=len(by_partnership),
    )


@kept_until_written
def _public_partnerships() -> dict[int, dict]:
    rows = Partnership.objects.public().order_by().values("pk", "name_sv", "name_en", "slug", "is_example")
    return {row["pk"]: row for row in rows}


def _largest(register: FundingRegister, grants: list[dict]) -> LargestFunder | None:
    all_, by_funder = granted(grants), grouped(grants, lambda grant: grant["funder"])
    if not all_.kronor:
        return None
    kronor_by_funder = {funder: known_kronor(theirs) for funder, theirs in by_funder.items()}
    largest = max(kronor_by_funder, key=kronor_by_funder.get)
    return LargestFunder(
        register.funders[largest], float(100 * kronor_by_funder[largest] / all_.kronor), all_
    )


def _leaning(
    register: FundingRegister, things: dict[int, dict], grants_of: dict[int, list[dict]]
) -> list[Leaning]:
    """The soonest to lose its funder first."""
    funders = register.funders
    leanings = []
    for key, grants in grants_of.items():
        if len({grant["funder"] for grant in grants}) == 1:
            ends = [register.programmes[grant["programme"]].ends for grant in grants]
            leanings.append(
                Leaning(
                    things[key],
                    funders[grants[0]["funder"]],
                    grants,
                    max(ends) if all(ends) else None,
                )
            )
    return sorted(leanings, key=lambda leaning: (leaning.ends or date.max, leaning.thing["name_sv"]))
