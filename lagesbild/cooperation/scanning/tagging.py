"""Global goals and targets suggested for a text, from the words it shares with the UN's own texts.

A goal is the bag of words and word pairs of its title, its targets and their short names, each weighted by how few of
the 17 goals use it (TF–IDF). A text is compared with the 17 bags by cosine. Nothing is learnt from anything else, so
a suggestion can always be told as the words that made it. The accuracy, and how it was measured: bench/sdg_tags.py.

The sums know English only. In other languages a goal is suggested only where it is named.
"""

import csv
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from lagesbild import framework
from lagesbild.cooperation.scanning.language import ENGLISH, language_of

VERSION = 1
"""Raised when the same text may get other suggestions than before."""
THRESHOLD = 0.06
"""Cosine from which a passage is said to be about a goal. Chosen on the benchmark, by halves: see bench/sdg_tags.py."""
EVERYWHERE = 0.3
"""Added to every word's weight, so that a word all goals use still counts for something."""
PASSAGE = 60
"""Words that mean something in a passage: about as many as in the texts that the accuracy was measured on."""
SHARE = 0.5
"""How much of a text must be about a goal for the goal to be suggested."""
MOST_GOALS, MOST_TARGETS, MOST_WORDS = 4, 2, 5
FEWEST_WORDS = 2
"""One shared word makes no target."""
TARGET_THRESHOLD = 0.15

OFFICIAL = Path(__file__).with_name("un_texts.csv")  # United Nations General Assembly, A/RES/70/1
OURS = Path(framework.__file__).parent

_SMALL = (
    "a about above after again all also an and any are as at be because been before being between both but by can"
    " could did do does doing down during each few for from further had has have having he her here hers him his"
    " how i if in into is it its itself just me more most my no nor not of off on once only or other our out over"
    " own s same she should so some such t than that the their them then there these they this those through to"
    " too under until up very was we were what when where which while who whom why will with would you your"
)
# Words of the resolution's form, not of its matter.
_FORMAL = "per cent including particular accordance ensure substantially significantly take least well"
_STOP = frozenset(f"{_SMALL} {_FORMAL}".split())
_LONGER = {
    "ational": "ate",
    "ization": "ize",
    "isation": "ize",
    "fulness": "ful",
    "iveness": "ive",
    "ousness": "ous",
}
_ENDINGS = ("ement", "ment", "ation", "ing", "ed", "ity", "al", "able", "ly")
_WORD = re.compile(r"[a-z]{2,}")
# "Mål 134" is a goal of the municipality's own: a bare number counts only after words that mean the 17.
_NAMED = re.compile(
    r"\b(?:SDG|Agenda 2030-mål|globala mål(?:et|en)?|global goals?|hållbarhetsmål)[ -]?(\d{1,2})\b"
    r"|\b(?:SDG|delmål|SDG target)[ -]?(\d{1,2})\.(?:\d{1,2}|[a-z])\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class TargetTag:
    """A target that a text may be about, and the words that weighed most. How often it is right is not measured."""

    code: str
    words: tuple[str, ...]


@dataclass(frozen=True)
class GoalTag:
    """A goal that a text may be about.

    ``share`` is how much of the text, 0 to 1, and ``words`` what weighed most. ``named`` when the text itself names
    the goal; then ``words`` is how.
    """

    goal: int
    share: float
    words: tuple[str, ...]
    targets: tuple[TargetTag, ...] = ()
    named: bool = False


def suggest(text: str) -> tuple[GoalTag, ...]:
    """Goals for a text: those it names first, then by how much of it is about them. The same text, the same answer."""
    named_goals = _named_goals(text)
    weighed = _weighed_goals(text) if language_of(text) == ENGLISH else ()
    already = {tag.goal for tag in named_goals}
    return (*named_goals, *(tag for tag in weighed if tag.goal not in already))[:MOST_GOALS]


def scores(text: str) -> dict[int, float]:
    """Cosine of an English text with each of the 17 goals, 0 to 1."""
    return {goal: sum(parts.values()) for goal, parts in _compared(_terms(_words(text)), _goals()).items()}


# --- Named outright ---------------------------------------------------------------------------------------


def _named_goals(text: str) -> tuple[GoalTag, ...]:
    name_by_goal: dict[int, str] = {}
    for mention in _NAMED.finditer(text):
        number = int(mention[1] or mention[2])
        if 1 <= number <= 17:
            name_by_goal.setdefault(number, mention.group())
    small = text.lower()
    for name, number in _swedish_names().items():
        # Looking for the letters first is many times as quick as looking for the words.
        if name in small and re.search(rf"\b{re.escape(name)}\b", small):
            name_by_goal.setdefault(number, name)
    return tuple(GoalTag(goal, 1.0, (how,), named=True) for goal, how in sorted(name_by_goal.items()))


@cache
def _swedish_names() -> dict[str, int]:
    # A name of one word, such as Jämställdhet, is any text's word and names no goal.
    names = ((int(row["number"]), row["name_sv"].lower()) for row in _rows(OURS / "goals.csv"))
    return {name: number for number, name in names if " " in name}


# --- Weighed ----------------------------------------------------------------------------------------------


def _weighed_goals(text: str) -> tuple[GoalTag, ...]:
    words = _words(text)
    passages = [_terms(passage) for passage in _passages(words)]
    about: Counter[int] = Counter()
    weights: dict[int, Counter[str]] = defaultdict(Counter)
    for passage in passages:
        for goal, parts in _compared(passage, _goals()).items():
            if sum(parts.values()) >= THRESHOLD:
                about[goal] += 1
                weights[goal].update(parts)
    shares = {goal: count / len(passages) for goal, count in about.items()}
    goals = sorted(
        (goal for goal, share in shares.items() if share >= SHARE),
        key=lambda goal: (-shares[goal], -sum(weights[goal].values()), goal),
    )[:MOST_GOALS]
    written, near = _Text(text, words), _compared(_terms(words), _targets()) if goals else {}
    return tuple(
        GoalTag(
            goal, round(shares[goal], 3), _heaviest(weights[goal], written), _nearest(goal, near, written)
        )
        for goal in goals
    )


def _nearest(goal: int, compared: Mapping[str, dict], written: "_Text") -> tuple[TargetTag, ...]:
    """The goal's targets that the text is nearest, of those it is near enough."""
    weights = {
        code: sum(parts.values())
        for code, parts in compared.items()
        if _goal_of(code) == goal and len(parts) >= FEWEST_WORDS
    }
    near = [code for code in weights if weights[code] >= TARGET_THRESHOLD]
    ranked = sorted(near, key=lambda code: (-weights[code], code))[:MOST_TARGETS]
    return tuple(TargetTag(code, _heaviest(compared[code], written)) for code in ranked)


def _heaviest(parts: Mapping[str, float], written: "_Text") -> tuple[str, ...]:
    """The words that weighed most, as the text writes them. A word that stands in a pair is said with the pair."""
    ranked = sorted(parts.items(), key=lambda term_and_weight: (-term_and_weight[1], term_and_weight[0]))
    few = [written.shown[term] for term, _weight in ranked[: 2 * MOST_WORDS]]
    inside = {word for pair in few if len(pair) > 1 for word in pair}
    phrases = [words for words in few if len(words) > 1 or words[0] not in inside]
    return tuple(written.quoted(words) for words in phrases[:MOST_WORDS])


@dataclass(frozen=True)
class _Bags:
    """Bags of words to compare with: how rare each term is, and where it weighs how much (each bag of length 1)."""

    rarity: Mapping[str, float]
    holders: Mapping[str, Mapping]


def _compared(terms: Counter, bags: _Bags) -> dict:
    """What each term adds to the cosine with each bag."""
    weights = {term: count * bags.rarity[term] for term, count in terms.items() if term in bags.rarity}
    length = math.sqrt(sum(weight * weight for weight in weights.values()))
    compared: dict = defaultdict(dict)
    for term, weight in weights.items():
        for holder, share in bags.holders[term].items():
            compared[holder][term] = weight / length * share
    return compared


def _bags(texts: Iterable[tuple]) -> _Bags:
    counts: dict = defaultdict(Counter)
    for holder, text in texts:
        counts[holder].update(_terms(_words(text)))
    used = Counter(term for terms in counts.values() for term in terms)
    rarity = {term: math.log(len(counts) / count) + EVERYWHERE for term, count in used.items()}
    holders: dict = defaultdict(dict)
    for holder, terms in counts.items():
        length = math.sqrt(sum((count * rarity[term]) ** 2 for term, count in terms.items()))
        for term, count in terms.items():
            holders[term][holder] = count * rarity[term] / length
    return _Bags(rarity, holders)


@cache
def _goals() -> _Bags:
    return _bags((_goal_of(code), text) for code, text in _texts())


@cache
def _targets() -> _Bags:
    return _bags((code, text) for code, text in _texts() if "." in code)


def _goal_of(code: str) -> int:
    return int(code.partition(".")[0])


def _texts() -> Iterator[tuple[str, str]]:
    """Every text of a goal or a target, with its code: "6" or "6.1"."""
    for row in _rows(OFFICIAL):
        yield row["code"], row["text"]
    for row in _rows(OURS / "goals.csv"):
        yield row["number"], row["name_en"]
    for row in _rows(OURS / "targets.csv"):
        yield row["code"], row["name_en"]


def _rows(file: Path) -> Iterator[dict[str, str]]:
    with open(file, encoding="utf-8", newline="") as opened:
        yield from csv.DictReader(opened)


# --- Words ------------------------------------------------------------------------------------------------


def _words(text: str) -> list[str]:
    """The words that mean something, in small letters."""
    return [word for word in _WORD.findall(text.lower()) if word not in _STOP]


def _passages(words: list[str]) -> list[list[str]]:
    """The words in pieces of about the same length."""
    size = math.ceil(len(words) / max(1, round(len(words) / PASSAGE))) or 1
    return [words[start : start + size] for start in range(0, len(words), size)]


def _terms(words: list[str]) -> Counter[str]:
    """The words' stems, and each pair of stems that stand together, with how often."""
    stems = [stem(word) for word in words]
    return Counter(stems) + Counter(map(" ".join, zip(stems, stems[1:], strict=False)))


class _Text:
    """How a text writes the terms that are found in it."""

    def __init__(self, text: str, words: list[str]):
        self.text = " ".join(text.lower().split())
        self.shown: dict[str, tuple[str, ...]] = {}
        for first, second in zip(words, [*words[1:], ""], strict=True):
            self.shown.setdefault(stem(first), (first,))
            self.shown.setdefault(f"{stem(first)} {stem(second)}", (first, second))

    def quoted(self, words: tuple[str, ...]) -> str:
        """Two words that small ones stand between are said as two."""
        together = " ".join(words)
        return together if together in self.text else " … ".join(words)


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """An English word without its ending, so that "cities" and "city" are one. Rough, and the same everywhere."""
    singular = _one_of_many(word)
    for ending, shorter in _LONGER.items():
        if singular.endswith(ending) and len(singular) >= len(ending) + 3:
            return _last_letter(singular.removesuffix(ending) + shorter)
    return _last_letter(_short_ending(singular))


def _one_of_many(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word.removesuffix("ies") + "y"
    if word.endswith("sses"):
        return word.removesuffix("es")
    if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3:
        return word.removesuffix("s")
    return word


def _short_ending(word: str) -> str:
    ending = next(
        (suffix for suffix in _ENDINGS if word.endswith(suffix) and len(word) >= len(suffix) + 4), ""
    )
    return word.removesuffix(ending)


def _last_letter(word: str) -> str:
    if word.endswith("e") and len(word) > 4:
        word = word.removesuffix("e")
    if word.endswith("y") and len(word) > 3:
        return word.removesuffix("y") + "i"
    return word.removesuffix("i") if word.endswith("i") else word
