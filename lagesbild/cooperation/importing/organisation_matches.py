"""Which organisation of the register a list means: by number, by its name or an alias in its country.

*Bodö kommun* is *Bodø*. A name is never taken for one in another country, and what is only alike is asked about, never
decided.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from lagesbild.cooperation.iati.matching import name_key
from lagesbild.cooperation.importing.headings import plain
from lagesbild.organisations.same_name import is_same_name

ALIKE = 0.8
"""From here on two names are so alike that somebody has to say whether they are the same."""
MOST_ALTERNATIVES = 4
_BRACKETS = re.compile(r"\(([^()]*)\)")


@dataclass(frozen=True)
class KnownOrganisation:
    """An organisation that is there already, or that the same list makes. ``successor`` is its reference."""

    reference: str
    names: tuple[str, ...]
    country: str
    identifiers: frozenset[tuple[str, str]] = frozenset()
    dissolved: bool = False
    successor: str = ""


@dataclass(frozen=True)
class OrganisationMatch:
    """``sure``: the one it is. Otherwise ``alternatives``, the most alike first, each with how alike (0 to 1)."""

    sure: KnownOrganisation | None = None
    alternatives: tuple[tuple[KnownOrganisation, float], ...] = ()


def find(
    name: str,
    country: str,
    identifiers: Iterable[tuple[str, str]],
    organisations: Iterable[KnownOrganisation],
) -> OrganisationMatch:
    """Who ``name`` is. Without a country an exact name is sure only where just one organisation has it."""
    organisations = list(organisations)
    numbers = {(scheme, bare_number(value)) for scheme, value in identifiers}
    by_number = [organisation for organisation in organisations if numbers & organisation.identifiers]
    if len(by_number) == 1:
        return _alive(by_number[0], organisations)
    if by_number:
        return OrganisationMatch(alternatives=tuple((organisation, 1.0) for organisation in by_number))
    # One that has another number in the same register is another, whatever it is called.
    here = [organisation for organisation in organisations if organisation.country == country or not country]
    here = [organisation for organisation in here if not _contradicts(numbers, organisation.identifiers)]
    exact = [organisation for organisation in here if plain(name) in map(plain, organisation.names)] or [
        organisation
        for organisation in here
        if any(is_same_name(name, other) for other in organisation.names)
    ]
    if len(exact) == 1:
        return _alive(exact[0], organisations)
    if exact:
        return OrganisationMatch(
            alternatives=tuple((organisation, 1.0) for organisation in exact[:MOST_ALTERNATIVES])
        )
    scored = [
        (organisation, max(likeness(name, other) for other in organisation.names))
        for organisation in here
        if organisation.names
    ]
    alike = sorted(
        ((organisation, score) for organisation, score in scored if score >= ALIKE), key=lambda pair: -pair[1]
    )
    return OrganisationMatch(alternatives=tuple(alike[:MOST_ALTERNATIVES]))


def _alive(organisation: KnownOrganisation, organisations: list[KnownOrganisation]) -> OrganisationMatch:
    """What has been dissolved is asked about, with what came after it first."""
    if not organisation.dissolved:
        return OrganisationMatch(sure=organisation)
    after = [other for other in organisations if other.reference == organisation.successor]
    return OrganisationMatch(alternatives=tuple((alternative, 1.0) for alternative in (*after, organisation)))


def _contradicts(numbers: set[tuple[str, str]], others: frozenset[tuple[str, str]]) -> bool:
    schemes = {scheme for scheme, _value in numbers}
    return any(scheme in schemes for scheme, _value in others)


def bare_number(value: str) -> str:
    """A number without its hyphens, spaces and case: ``212000-0530`` is ``2120000530``."""
    return re.sub(r"[\W_]", "", value).casefold()


def likeness(name: str, other: str) -> float:
    """How alike two names are, 0 to 1, in the best of their forms: ``Kuopio by`` and ``Kuopio`` are 0.97."""
    return max(_alike(a, b) for a in _forms(name) for b in _forms(other))


@lru_cache(maxsize=20_000)
def _forms(name: str) -> tuple[str, ...]:
    """The name as a key, without what stands in brackets, and what stands there."""
    parts = (_BRACKETS.sub(" ", name), *_BRACKETS.findall(name))
    return tuple(dict.fromkeys(name_key(part) or plain(part) for part in parts if part.strip())) or (
        plain(name),
    )


def _alike(name: str, other: str) -> float:
    if name == other:
        return 0.97
    words, others = set(name.split()), set(other.split())
    if words and others and (words <= others or others <= words):
        return 0.9
    pair = SequenceMatcher(None, name, other, autojunk=False)
    if pair.real_quick_ratio() < ALIKE or pair.quick_ratio() < ALIKE:
        return 0.0
    return min(pair.ratio(), 0.96)
