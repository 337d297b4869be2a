"""What a question finds: first what holds its words or their synonyms, then, where there is nothing, what is near.

A municipality has some hundreds of things to find, and reading them all takes a few milliseconds; the databases' own
search engines only know whole words and beginnings, each in its own way.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from lagesbild.barometer.text_checks import plain
from lagesbild.framework.language import language_in_force
from lagesbild.website.search.things import (
    Fold,
    FoldedThing,
    Thing,
    all_synonyms,
    all_things,
    cooperation,
    vocabulary,
)
from lagesbild.website.search.words import (
    folded,
    holds_parts,
    root,
    unmarked,
    without_ending,
    words_of,
)

MOST_SHOWN = 50
"""Of each kind of cooperation so many hits are shown."""
MARKED, VOWELS = "eu", "aeiouyåäö"
"""Letters that may have other marks in a text (é, ü) than in the question, and those that unmarked() changes."""
CODE, TITLE_WORD, TITLE_BEGINS, TITLE_HOLDS, TITLE_PARTS = 40.0, 12.0, 8.0, 5.0, 4.0
KIND, TEXT_BEGINS, TEXT_HOLDS = 2.0, 1.5, 1.0
STEM, SYNONYM, LESS = 0.85, 0.7, 0.03
"""How much a word counts with another ending, and one that only means the same, each of these less than the last."""
SHARE, ALSO = 4.0, 0.2
"""A title that says little else counts more, and so does one that holds several of the writings."""


@dataclass(frozen=True)
class Hit:
    kind: str
    title: str
    address: str
    excerpt: str
    weight: float
    is_example: bool = False


@dataclass(frozen=True)
class SearchResult:
    """What a search gave. ``widened`` is the question that was tried when the whole one gave nothing.

    ``asked``: whether there was a word long enough to look for; ``cut``: whether a kind had more hits than are shown;
    ``partly``: whether the hits hold only some of the words; ``suggested``: words to try where there are no hits.
    """

    hits: tuple[Hit, ...]
    widened: str = ""
    asked: bool = True
    cut: bool = False
    partly: bool = False
    suggested: tuple[str, ...] = ()


@dataclass(frozen=True)
class Term:
    """A word of the question, itself with other endings, what means the same, and whether a compound's parts do."""

    word: str
    stem: str = ""
    alike: tuple[str, ...] = ()
    in_parts: bool = False

    @property
    def all_writings(self) -> list[str]:
        return [self.word, *filter(None, [self.stem]), *self.alike]


def find(question: str) -> SearchResult:
    words = words_of(question)
    if not words:
        return SearchResult((), asked=False)
    return _Search(words, language_in_force()).result()


class _Search:
    """The ways to look for some words, the surest first; each gives None where it finds nothing."""

    def __init__(self, words: list[str], language: str) -> None:
        self.words, self.language = words, language
        self.things, self.synonyms = all_things(language), all_synonyms()

    def result(self) -> SearchResult:
        result = self._as_written() or self._nearly() or self._misspelt()
        return result or SearchResult((), suggested=self._suggested())

    def _as_written(self) -> SearchResult | None:
        """The words or what means the same; where there is that, titles with another ending of them too."""
        terms = [self._term(word) for word in self.words]
        with_stems = [replace(term, stem=without_ending(term.word)) for term in terms]
        partners = cooperation([term.all_writings for term in with_stems], MARKED)
        if _any_holds(chain(self.things, *partners), terms, folded):
            return _hits(self.things, partners, with_stems, folded)
        return None

    def _nearly(self) -> SearchResult | None:
        """With other endings, on keyboards without å, ä and ö, and compounds by their parts."""
        shorter = [without_ending(word) for word in self.words]
        partners = cooperation([[word] for word in shorter], VOWELS)
        for tried, fold in [(shorter, folded), (self.words, unmarked), (shorter, unmarked)]:
            if result := _hits(self.things, partners, [self._term(word) for word in tried], fold):
                return replace(result, widened="" if tried == self.words else " ".join(tried))
        terms = [replace(self._term(word), in_parts=True) for word in shorter]
        result = _hits(self.things, partners, terms, folded)
        return result and replace(result, widened=" ".join(shorter))

    def _misspelt(self) -> SearchResult | None:
        """With the nearest words that there are; then whatever holds some of the words."""
        names = vocabulary(self.language)
        tried = [word if names.knows(word) else names.nearest(word) or word for word in self.words]
        terms = [replace(self._term(word), in_parts=True) for word in map(without_ending, tried)]
        partners = cooperation([term.all_writings for term in terms], VOWELS) if tried != self.words else []
        result = _hits(self.things, partners, terms, folded) or _hits(
            self.things, partners, terms, folded, partly=True
        )
        return result and replace(result, widened="" if tried == self.words else " ".join(tried))

    def _suggested(self) -> tuple[str, ...]:
        names = vocabulary(self.language)
        return tuple(dict.fromkeys(alike for word in self.words for alike in names.alike(word)))[:5]

    def _term(self, word: str) -> Term:
        return Term(word, alike=self.synonyms.get(root(word), ()))


def _any_holds(things: Iterable[Thing], terms: Sequence[Term], fold: Fold) -> bool:
    """Whether anything holds every word: known at the first that does, and nothing is made of it."""
    writings = [_writings(term, fold) for term in terms]
    return any(True for _ in _holding(things, terms, writings, fold, partly=False))


def _hits(
    things: Iterable[Thing],
    partners: Sequence[Sequence[Thing]],
    terms: Sequence[Term],
    fold: Fold,
    *,
    partly: bool = False,
) -> SearchResult | None:
    """What holds every word, or where ``partly`` as many of them as anything does."""
    writings = [_writings(term, fold) for term in terms]
    of_each = [_weighed(kind, terms, writings, fold, partly) for kind in partners]
    weighed = list(
        chain(_weighed(things, terms, writings, fold, partly), *(kind[:MOST_SHOWN] for kind in of_each))
    )
    if partly and weighed:
        most = max(held for held, _weight, _thing in weighed)
        weighed = [hit for hit in weighed if hit[0] == most]
    if not weighed:
        return None
    patterns = [writing for of_word in writings for writing in of_word]
    hits = [_hit(thing, weight, patterns, fold) for _held, weight, thing in weighed]
    hits.sort(key=lambda hit: (hit.is_example, -hit.weight, hit.title))
    return SearchResult(tuple(hits), cut=any(len(kind) > MOST_SHOWN for kind in of_each), partly=partly)


def _writings(term: Term, fold: Fold) -> list["_Writing"]:
    alike = (
        _Writing(word, fold, SYNONYM - LESS * place, begins_only=True)
        for place, word in enumerate(term.alike)
    )
    stem = [_Writing(term.stem, fold, STEM, begins_only=True, title_only=True)] if term.stem else []
    return [_Writing(term.word, fold), *stem, *alike]


class _Writing:
    """One way to write a word, and what finds it as a word and at the start of a word.

    A synonym counts at the start of a word; a short one, and a number, as a word of its own.
    """

    def __init__(
        self,
        word: str,
        fold: Fold,
        worth: float = 1.0,
        *,
        begins_only: bool = False,
        title_only: bool = False,
    ) -> None:
        self.word, self.worth = fold(word), worth
        self.alone = self.word.isdigit() or begins_only and len(self.word) < 4
        self.begins_only, self.title_only = begins_only, title_only
        self.is_word = re.compile(rf"\b{re.escape(self.word)}\b").search
        self.begins = re.compile(rf"\b{re.escape(self.word)}").search

    def weight(self, thing: FoldedThing) -> float:
        if self.word in thing.codes:
            return CODE * self.worth
        if self.word in thing.title and (weight := self._in_title(thing.title)):
            return self.worth * (weight + SHARE * len(self.word) / len(thing.title))
        if self.title_only:
            return 0.0
        return self.worth * (self._in_kind(thing.kind) or self._in_text(thing.text))

    def _in_title(self, title: str) -> float:
        if self.is_word(title):
            return TITLE_WORD
        if self.alone:
            return 0.0
        return TITLE_BEGINS if self.begins(title) else 0.0 if self.begins_only else TITLE_HOLDS

    def _in_kind(self, kind: str) -> float:
        return KIND if self.word == kind or self.word in kind.split() else 0.0

    def _in_text(self, text: str) -> float:
        if self.word not in text or self.alone and not self.is_word(text):
            return 0.0
        return TEXT_BEGINS if self.begins(text) else 0.0 if self.begins_only else TEXT_HOLDS


def _weighed(
    things: Iterable[Thing],
    terms: Sequence[Term],
    writings: Sequence[list[_Writing]],
    fold: Fold,
    partly: bool,
) -> list[tuple[int, float, Thing]]:
    """(words held, weight, thing) of those that hold the words, the heaviest first."""
    weighed = _holding(things, terms, writings, fold, partly)
    return sorted(weighed, key=lambda hit: (-hit[0], hit[2].is_example, -hit[1], hit[2].title))


def _holding(
    things: Iterable[Thing],
    terms: Sequence[Term],
    writings: Sequence[list[_Writing]],
    fold: Fold,
    partly: bool,
) -> Iterator[tuple[int, float, Thing]]:
    for thing in things:
        own = thing.folded_by(fold)
        weights = [_weight(own, term, of_term) for term, of_term in zip(terms, writings, strict=True)]
        held = sum(map(bool, weights))
        if held and (partly or held == len(terms)):
            yield held, sum(weights) * thing.weight, thing


def _weight(thing: FoldedThing, term: Term, writings: list[_Writing]) -> float:
    of_each = [writing.weight(thing) for writing in writings]
    best = max(of_each)
    best += ALSO * (sum(of_each) - best)
    if not best and term.in_parts and holds_parts(thing.title, term.word):
        return TITLE_PARTS
    return best


def _hit(thing: Thing, weight: float, writings: Sequence[_Writing], fold: Fold) -> Hit:
    excerpt = _excerpt(thing.text, [writing.word for writing in writings], fold)
    return Hit(thing.kind, thing.title, thing.address(), excerpt, weight, thing.is_example)


def _excerpt(text: str, words: Sequence[str], fold: Fold, length: int = 160) -> str:
    text = plain(text)
    letters = fold(text)
    places = [place for word in words if (place := letters.find(word)) >= 0]
    start = max(0, min(places, default=0) - 40)
    start = text.rfind(" ", 0, start) + 1 if start else 0
    cut = text[start : start + length]
    return ("… " if start else "") + cut + (" …" if len(text) > start + length else "")
