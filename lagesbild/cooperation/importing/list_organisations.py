"""Every organisation that a list's rows name, and which one of the register each is taken for."""

import hashlib
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from lagesbild.cooperation.importing.headings import EXCHANGE, GRANT, plain
from lagesbild.cooperation.importing.matches import NEW, ListMatch, MatchChoice
from lagesbild.cooperation.importing.organisation_matches import (
    KnownOrganisation,
    OrganisationMatch,
    bare_number,
    find,
)
from lagesbild.cooperation.importing.rows import ListRow, NamedOrganisation
from lagesbild.figures.problems import Problem
from lagesbild.framework.countries import country_code
from lagesbild.organisations.models import Alias, Identifier, Organisation


@dataclass(frozen=True)
class OrganisationsOfList:
    """Every organisation there is or will be, and which of them each name in the list means."""

    meant: dict[NamedOrganisation, ListMatch]
    known: list[KnownOrganisation]

    def reference(self, mention: NamedOrganisation) -> str:
        """A reference; empty while nobody has said, or where the name is of nobody we know."""
        if mention in self.meant:
            return self.meant[mention].reference
        match = find(mention.name, mention.country, mention.identifiers, self.known)
        return match.sure.reference if match.sure else ""


def organisations_of_list(
    rows: list[ListRow], choices: Mapping[str, str], problems: list[Problem]
) -> OrganisationsOfList:
    """What each name in the list's rows is taken for, with the choices that somebody has made."""
    known_organisations = _register_organisations()
    matches = _matches(rows, choices, known_organisations, problems)
    return OrganisationsOfList(matches, known_organisations)


def _register_organisations() -> list[KnownOrganisation]:
    """Every organisation there is, drafts too."""
    numbers = defaultdict(set)
    for pk, scheme, value in Identifier.objects.values_list("organisation_id", "scheme", "value"):
        numbers[pk].add((scheme, bare_number(value)))
    aliases = defaultdict(list)
    for pk, name in Alias.objects.values_list("organisation_id", "name"):
        aliases[pk].append(name)
    organisations = Organisation.objects.values_list(
        "pk", "name_sv", "name_en", "country", "status", "successor_id"
    )
    return [
        KnownOrganisation(
            str(pk),
            tuple(dict.fromkeys(filter(None, (name_sv, name_en, *aliases[pk])))),
            country,
            frozenset(numbers[pk]),
            status == Organisation.Status.DISSOLVED,
            str(successor or ""),
        )
        for pk, name_sv, name_en, country, status, successor in organisations.order_by("pk")
    ]


def _matches(
    rows: list[ListRow],
    choices: Mapping[str, str],
    known_organisations: list[KnownOrganisation],
    problems: list[Problem],
) -> dict[NamedOrganisation, ListMatch]:
    """Each organisation that the rows name → what it was taken for. The same partner is never two."""
    places: dict[NamedOrganisation, list[ListRow]] = defaultdict(list)
    for row in rows:
        for mention in (*row.partners, row.owner, row.body, row.funder):
            # The partner of an exchange is that of the partnership it belongs to: none is made for it.
            if mention and (row.thing != EXCHANGE or mention.ours):
                places[mention].append(row)
    matches: dict[NamedOrganisation, ListMatch] = {}
    by_key: dict[str, ListMatch] = {}
    # Those that say most first: a later "Kuopio" without country is then the "Kuopio, Finland" of another row.
    for mention in sorted(places, key=lambda mention: (not mention.identifiers, not mention.country)):
        key = _key(mention)
        if key in by_key:
            by_key[key].rows += _places(places[mention])
            matches[mention] = by_key[key]
            continue
        match = _organisation_match(mention, places[mention], known_organisations, choices)
        matches[mention] = by_key[key] = match
        if not match.reference and not match.choices:
            match.lacks_country = True
            first = places[mention][0]
            what = _("”%(name)s” finns inte i registret, och listan säger inte i vilket land.") % {
                "name": match.name
            }
            problems.append(Problem(first.sheet, first.number, "", what, _where(first)))
            match.reference, match.made = f"{NEW}:{match.key}", True
    return matches


def _where(row: ListRow) -> str:
    if row.thing == GRANT:
        return _("Skriv landet i kolumnen Finansiärens land.")
    return _("Skriv landet i kolumnen Land.")


def _key(mention: NamedOrganisation) -> str:
    identity = repr((plain(mention.name), mention.country, mention.identifiers))
    return hashlib.sha256(identity.encode()).hexdigest()[:12]


def _places(rows: list[ListRow]) -> list[str]:
    return [f"{row.sheet} {row.number}" for row in rows]


def _organisation_match(
    mention: NamedOrganisation,
    rows: list[ListRow],
    known_organisations: list[KnownOrganisation],
    choices: Mapping[str, str],
) -> ListMatch:
    key = _key(mention)
    match = ListMatch(key, mention.name, mention.country, _places(rows), mention.identifiers)
    candidates = find(mention.name, mention.country, mention.identifiers, known_organisations)
    if candidates.sure:
        match.reference = candidates.sure.reference
        return match
    answer = choices.get(key, "")
    if not mention.country and country_code(answer.removeprefix(f"{NEW}:")) and answer.startswith(NEW):
        match.country = country_code(answer.removeprefix(f"{NEW}:"))
        match.reference, match.lacks_country = NEW, True
    if candidates.alternatives:
        match.lacks_country = not mention.country
        match.choices = _choices(candidates, mention)
        match.reference = match.reference or (
            answer if answer in {choice.value for choice in match.choices} else ""
        )
    elif mention.country:
        match.reference = NEW
    if match.reference == NEW:
        match.reference, match.made = f"{NEW}:{key}", True
        numbers = frozenset((scheme, bare_number(value)) for scheme, value in mention.identifiers)
        known_organisations.append(
            KnownOrganisation(match.reference, (mention.name,), match.country, numbers)
        )
    return match


def _choices(candidates: OrganisationMatch, mention: NamedOrganisation) -> tuple[MatchChoice, ...]:
    alike = tuple(
        MatchChoice(
            organisation.reference, organisation.names[0], organisation.country, score, organisation.dissolved
        )
        for organisation, score in candidates.alternatives
    )
    # Without a country nothing can be made.
    return (*alike, MatchChoice(NEW, mention.name, mention.country)) if mention.country else alike
