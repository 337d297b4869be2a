"""Which organisation of the register a list means: by number, by its exact name in its country, or perhaps by spelling.

A name is never taken for one in another country, and what is only alike is asked about, never decided.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from lagesbild.cooperation.iati.matching import name_key
from lagesbild.cooperation.importing.headings import plain

ALIKE = 0.8
"""From here on two names are so alike that somebody has to say whether they are the same."""
MOST_ALTERNATIVES = 4
_BRACKETS = re.compile(r"\(([^()]*)\)")


@dataclass(frozen=True)
class Known:
    """An organisation that is there already, or that the same list makes. ``successor`` is its reference."""

    reference: str
    names: tuple[str, ...]
    country: str
    identifiers: frozenset[tuple[str, str]] = frozenset()
    dissolved: bool = False
    successor: str = ""


@dataclass(frozen=True)
class Found:
    """``sure``: the one it is. Otherwise ``alternatives``, the most alike first, each with how alike (0 to 1)."""

    sure: Known | None = None
    alternatives: tuple[tuple[Known, float], ...] = ()


def find(name: str, country: str, identifiers: Iterable[tuple[str, str]], known: Iterable[Known]) -> Found:
    """Who ``name`` is. Without a country an exact name is sure only where just one organisation has it."""
    known = list(known)
    numbers = {(scheme, bare_number(value)) for scheme, value in identifiers}
    by_number = [one for one in known if numbers & one.identifiers]
    if len(by_number) == 1:
        return _alive(by_number[0], known)
    if by_number:
        return Found(alternatives=tuple((one, 1.0) for one in by_number))
    # One that has another number in the same register is another, whatever it is called.
    here = [one for one in known if one.country == country or not country]
    here = [one for one in here if not _contradicts(numbers, one.identifiers)]
    exact = [one for one in here if plain(name) in map(plain, one.names)]
    if len(exact) == 1:
        return _alive(exact[0], known)
    if exact:
        return Found(alternatives=tuple((one, 1.0) for one in exact[:MOST_ALTERNATIVES]))
    scored = [(one, max(likeness(name, other) for other in one.names)) for one in here if one.names]
    alike = sorted((each for each in scored if each[1] >= ALIKE), key=lambda each: -each[1])
    return Found(alternatives=tuple(alike[:MOST_ALTERNATIVES]))


def _alive(one: Known, known: list[Known]) -> Found:
    """What has been dissolved is asked about, with what came after it first."""
    if not one.dissolved:
        return Found(sure=one)
    after = [other for other in known if other.reference == one.successor]
    return Found(alternatives=tuple((each, 1.0) for each in (*after, one)))


def _contradicts(numbers: set[tuple[str, str]], others: frozenset[tuple[str, str]]) -> bool:
    schemes = {scheme for scheme, _value in numbers}
    return any(scheme in schemes for scheme, _value in others)


def bare_number(value: str) -> str:
    """A number without its hyphens, spaces and case: ``212000-0530`` is ``2120000530``."""
    return re.sub(r"[\W_]", "", value).casefold()


def likeness(one: str, other: str) -> float:
    """How alike two names are, 0 to 1, in the best of their forms: ``Kuopio stad`` and ``Kuopio`` are 0.97."""
    return max(_alike(a, b) for a in _forms(one) for b in _forms(other))


@lru_cache(maxsize=20_000)
def _forms(name: str) -> tuple[str, ...]:
    """The name as a key, without what stands in brackets, and what stands there."""
    parts = (_BRACKETS.sub(" ", name), *_BRACKETS.findall(name))
    return tuple(dict.fromkeys(name_key(part) or plain(part) for part in parts if part.strip())) or (
        plain(name),
    )


def _alike(one: str, other: str) -> float:
    if one == other:
        return 0.97
    words, others = set(one.split()), set(other.split())
    if words and others and (words <= others or others <= words):
        return 0.9
    pair = SequenceMatcher(None, one, other, autojunk=False)
    if pair.real_quick_ratio() < ALIKE or pair.quick_ratio() < ALIKE:
        return 0.0
    return min(pair.ratio(), 0.96)
