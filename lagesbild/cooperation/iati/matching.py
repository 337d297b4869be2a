"""Our partners in others' files: those that take part, and work where they are for a goal we share."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lagesbild.cooperation.iati.activity import Activity, Party
from lagesbild.cooperation.iati.parties import reference
from lagesbild.cooperation.models import Partnership, Project
from lagesbild.organisations.models import Organisation

GOAL_TAG, TARGET_TAG = "2", "3"
GOAL_SECTOR, TARGET_SECTOR = "7", "8"
"""Vocabularies for tags and, in version 2.01 to 2.02, for sectors, that name a global goal or target."""

# What a place is called besides its name, in the languages our partners write.
_COMMON = {
    *(
        "kommun",
        "stad",
        "municipality",
        "city",
        "town",
        "council",
        "local",
        "government",
        "of",
        "the",
        "district",
    ),
    *(
        "kommune",
        "by",
        "kaupunki",
        "kunta",
        "linn",
        "linnavalitsus",
        "vald",
        "gemeinde",
        "stadt",
        "miasto",
        "gmina",
    ),
}


@dataclass(frozen=True)
class Partner:
    """One of ours, and the global goals we work for together."""

    name: str
    country: str
    reference: str
    names: frozenset[str]
    goals: frozenset[int]


@dataclass(frozen=True)
class Match:
    """Why an activity concerns us: a partner takes part (found by its number or its name), or we share a goal."""

    partner: str
    by: str
    goals: tuple[int, ...] = ()


class Partners:
    """Our partners, looked up by number, by name and by country."""

    def __init__(self, partners: Iterable[Partner]):
        self.by_reference: dict[str, Partner] = {}
        self.by_name: dict[str, Partner] = {}
        self.by_country: dict[str, list[Partner]] = defaultdict(list)
        for partner in partners:
            if partner.reference:
                self.by_reference[partner.reference] = partner
            self.by_name |= dict.fromkeys(partner.names, partner)
            self.by_country[partner.country].append(partner)

    def matches(self, activity: Activity) -> tuple[Match, ...]:
        """One match a partner: that it takes part, or else that it is in the country and shares a goal."""
        matches: dict[str, Match] = {}
        for party in _parties(activity):
            if partner := self.by_reference.get(party.ref):
                matches[partner.name] = Match(partner.name, "identifier")
            elif partner := self._named(party):
                matches.setdefault(partner.name, Match(partner.name, "name"))
        goals = global_goals(activity)
        for country in countries(activity):
            for partner in self.by_country.get(country, ()):
                if shared := tuple(sorted(goals & partner.goals)):
                    matches.setdefault(partner.name, Match(partner.name, "country and goal", shared))
        return tuple(matches.values())

    def _named(self, party: Party) -> Partner | None:
        keys = (name_key(text) for _language, text in party.name)
        return next((self.by_name[key] for key in keys if key and key in self.by_name), None)


def our_partners() -> Partners:
    """Every organisation outside the municipality that a partnership or a project of ours has."""
    goals: dict[int, set[int]] = defaultdict(set)
    for model in (Partnership, Project):
        shared = model.objects.prefetch_related("partners", "global_goals")
        for cooperation in shared:
            for partner in cooperation.partners.all():
                goals[partner.organisation_id] |= {goal.number for goal in cooperation.global_goals.all()}
    organisations = Organisation.objects.filter(pk__in=goals).prefetch_related("identifiers")
    return Partners(
        Partner(
            organisation.name_sv,
            organisation.country,
            reference(organisation),
            frozenset(filter(None, map(name_key, (organisation.name_sv, organisation.name_en)))),
            frozenset(goals[organisation.pk]),
        )
        for organisation in organisations
    )


def name_key(name: str) -> str:
    """A name without accents, case and the words that every municipality has: "Tartu linn" is "tartu"."""
    bare = "".join(
        letter for letter in unicodedata.normalize("NFKD", name) if not unicodedata.combining(letter)
    )
    words = re.findall(r"\w+", bare.casefold())
    return " ".join(word for word in words if word not in _COMMON)


def countries(activity: Activity) -> tuple[str, ...]:
    """The countries of the activity, or else of its transactions, each once."""
    inside = (share for transaction in activity.transactions for share in transaction.countries)
    return tuple(dict.fromkeys(share.code for share in (*activity.countries, *inside)))


def global_goals(activity: Activity) -> set[int]:
    """The global goals that the activity is tagged with, or whose targets it is."""
    return set(_goals(activity))


def _goals(activity: Activity) -> Iterator[int]:
    sectors = [sector for transaction in activity.transactions for sector in transaction.sectors]
    codes = [(tag.vocabulary, tag.code, (GOAL_TAG, TARGET_TAG)) for tag in activity.tags]
    codes += [
        (sector.vocabulary, sector.code, (GOAL_SECTOR, TARGET_SECTOR))
        for sector in (*activity.sectors, *sectors)
    ]
    for vocabulary, code, vocabularies in codes:
        number = code.partition(".")[0]
        if vocabulary in vocabularies and number.isdecimal() and 1 <= int(number) <= 17:
            yield int(number)


def _parties(activity: Activity) -> Iterator[Party]:
    yield activity.reporting
    yield from (participant.party for participant in activity.participants)
    for money in (*activity.transactions, *activity.planned):
        yield from (money.provider, money.receiver)
