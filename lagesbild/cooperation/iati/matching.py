"""Our partners in others' files: those that take part, and work where they are for a goal we share."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lagesbild.cooperation.iati.activity import Activity, Party
from lagesbild.cooperation.iati.parties import reference, references
from lagesbild.cooperation.models import Partnership, Project
from lagesbild.organisations.models import Municipality, Organisation

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
    """One of ours, and the global goals we work for together. ``organisation``: its key; None for ourselves."""

    name: str
    country: str
    references: frozenset[str]
    names: frozenset[str]
    goals: frozenset[int]
    organisation: int | None = None


@dataclass(frozen=True)
class Match:
    """Why an activity concerns us: a partner, or we ourselves, take part, found by number or name; or a shared goal."""

    partner: str
    by: str
    goals: tuple[int, ...] = ()
    organisation: int | None = None


class Partners:
    """Our partners, and ourselves, looked up by number, by name and by country."""

    def __init__(self, partners: Iterable[Partner], ourselves: Partner | None = None):
        self.ourselves = ourselves
        self.by_reference: dict[str, Partner] = {}
        self.by_name: dict[str, Partner] = {}
        self.by_country: dict[str, list[Partner]] = defaultdict(list)
        for partner in filter(None, [*partners, ourselves]):
            self.by_reference |= dict.fromkeys(map(_reference_key, partner.references), partner)
            self.by_name |= dict.fromkeys(partner.names, partner)
            if partner is not ourselves:
                self.by_country[partner.country].append(partner)

    def matches(self, activity: Activity) -> tuple[Match, ...]:
        """One match a partner: that it takes part, or else that it is in the country and shares a goal."""
        matches: dict[str, Match] = {}
        if ours := self._by_our_number(activity):
            matches[ours.partner] = ours
        for party in _parties(activity):
            if partner := self.by_reference.get(_reference_key(party.ref)):
                matches[partner.name] = Match(partner.name, "identifier", (), partner.organisation)
            elif partner := self._named(party):
                matches.setdefault(partner.name, Match(partner.name, "name", (), partner.organisation))
        goals = global_goals(activity)
        for country in countries(activity):
            for partner in self.by_country.get(country, ()):
                if shared := tuple(sorted(goals & partner.goals)):
                    match = Match(partner.name, "country and goal", shared, partner.organisation)
                    matches.setdefault(partner.name, match)
        return tuple(matches.values())

    def _by_our_number(self, activity: Activity) -> Match | None:
        """Whether it points at an activity of ours: their numbers begin with our own."""
        if not self.ourselves:
            return None
        starts = tuple(f"{_reference_key(reference)}-" for reference in self.ourselves.references)
        if starts and any(
            _reference_key(number).startswith(starts) for number in _activity_numbers(activity)
        ):
            return Match(self.ourselves.name, "activity number")
        return None

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
    organisations = Organisation.objects.filter(pk__in=goals).prefetch_related("identifiers", "aliases")
    return Partners(
        [
            Partner(
                organisation.name_sv,
                organisation.country,
                frozenset(filter(None, (reference(organisation), *references(organisation)))),
                frozenset(filter(None, map(name_key, organisation.all_names))),
                frozenset(goals[organisation.pk]),
                organisation.pk,
            )
            for organisation in organisations
        ],
        ourselves(Municipality.load()),
    )


def ourselves(municipality: Municipality) -> Partner | None:
    """The municipality as others may write it; None before it has an organisation number."""
    digits = re.sub(r"\D", "", municipality.organisation_number)
    if not digits:
        return None
    numbers = frozenset((f"SE-ON-{municipality.organisation_number}", f"SE-ON-{digits}"))
    names = frozenset(filter(None, [name_key(municipality.name)]))
    return Partner(municipality.name, municipality.country, numbers, names, frozenset())


def _reference_key(reference: str) -> str:
    """SE-ON-212000-0530 is written SE-ON-2120000530 too."""
    reference = reference.strip().upper()
    return re.sub(r"^(SE-ON-\d{6})-(\d{4})", r"\1\2", reference)


def _activity_numbers(activity: Activity) -> Iterator[str]:
    """Numbers of activities that it points at, or is known by elsewhere."""
    yield activity.identifier
    yield from (related.ref for related in activity.related)
    yield from (other.ref for other in activity.other_identifiers)
    yield from (participant.party.activity for participant in activity.participants)
    for money in (*activity.transactions, *activity.planned):
        yield from (money.provider.activity, money.receiver.activity)


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
