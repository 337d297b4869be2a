"""What a sentence of prose says in figures: "drygt 70 procent", "var fjärde", "3,3 ton per invånare".

Each claim is an interval that the true value lies in, if the sentence is right. What is aimed at, what a change
amounts to and what is said of another place or of a part of the people is no claim about how things are here.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from math import inf, log10

from lagesbild.barometer.claim_words import LANGUAGES, ClaimWords, pattern
from lagesbild.barometer.numbers_in_words import value_and_step

PERCENT = "%"
"""The unit of a share. Every other unit is the words after the number, as they stand."""


@dataclass(frozen=True)
class NumberClaim:
    """``written``, as it stands, says that a value lies between ``low`` and ``high``, both included.

    ``unit``: PERCENT, or the words that follow the number. ``year``: the year it is said of, None where none is named.
    ``earlier``: of some earlier time ("från 41", "förra året"). ``clause``: the part of the sentence it stands in.
    """

    written: str
    low: float
    high: float
    unit: str
    year: int | None
    earlier: bool
    clause: str

    def holds(self, value: float) -> bool:
        slack = 1e-9 * max(1.0, abs(value))
        return self.low - slack <= abs(value) <= self.high + slack


YEAR = re.compile(r"\b(?:19|20)\d\d\b(?!-(?:talet|\d{2}\b)|s\b)")


# A start page reads every text of the site, and the texts are the same from one reader to the next.
@lru_cache(maxsize=8192)
def claims(sentence: str, language: str) -> tuple[NumberClaim, ...]:
    """Every claim in one sentence of plain text."""
    words = LANGUAGES[language]
    sentence = sentence.replace("\u00ad", "")
    claims_made = []
    for clause in _clauses(sentence, words):
        if re.search(words.aim, clause, re.IGNORECASE):
            continue
        claims_made += _in_clause(clause, sentence, words, language)
    return tuple(claims_made)


def _clauses(sentence: str, words: ClaimWords) -> Iterator[str]:
    return filter(None, re.split(words.clause, sentence, flags=re.IGNORECASE))


@dataclass(frozen=True)
class _Raw:
    """A figure found: where, the number it is about, its smallest step, and its unit."""

    start: int
    end: int
    low: float
    high: float
    unit: str
    rounded: float = 0.0
    """How far from an exact number people still use these words for it."""


def _in_clause(clause: str, sentence: str, words: ClaimWords, language: str) -> Iterator[NumberClaim]:
    spans: list[tuple[int, int]] = []
    for raw in _raw(clause, words, language):
        if any(raw.start < end and start < raw.end for start, end in spans):
            continue
        spans.append((raw.start, raw.end))
        before = clause[: raw.start]
        hedge, begins = _hedge(before, words)
        if re.search(words.change, clause[:begins], re.IGNORECASE) or re.search(
            words.rank, before, re.IGNORECASE
        ):
            continue
        low, high = _interval(raw, hedge)
        earlier = _is_earlier(clause, begins, words)
        year = _year(clause, begins, raw.end, words) or (
            None if earlier else _year_of(sentence, clause, words)
        )
        yield NumberClaim(clause[begins : raw.end].strip(), low, high, raw.unit, year, earlier, clause)


def _raw(clause: str, words: ClaimWords, language: str) -> list[_Raw]:
    readers = (_spans, _from_to, _percentages, _one_of_many, _every, _parts, _halves, _amounts)
    return [raw for reader in readers for raw in reader(clause, words, language)]


def _from_to(clause: str, words: ClaimWords, language: str) -> Iterator[_Raw]:
    """ "från 41 till 51 procent": two claims, the first of an earlier time."""
    for match in pattern("from_to", language).finditer(clause):
        unit = _unit_of(match["unit"] or PERCENT, words)
        times = words.scale.get((match["scale"] or "").lower(), 1.0)
        for name in ("low", "high"):
            value, step = value_and_step(match[name], language)
            if not _is_year(match[name], value):
                yield _exact(match.start(name), match.end(name), value * times, step * times, unit)


def _spans(clause: str, words: ClaimWords, language: str) -> Iterator[_Raw]:
    """ "mellan 5 och 9 %", "10–15 ton": anything from the one to the other."""
    for match in pattern("span", language).finditer(clause):
        low, high = (value_and_step(match[name], language) for name in ("low", "high"))
        dashed = re.search(r"\d\s?[–−-]\s?\d", match[0])
        opened = re.search(rf"\b(?:{words.between})\s*$", clause[: match.start()], re.IGNORECASE)
        from_ = re.search(words.from_, clause[: match.start()], re.IGNORECASE)
        if low[0] < high[0] and (dashed or (opened and not from_)) and not _is_year(match["low"], low[0]):
            yield _Raw(match.start(), match.end(), low[0], high[0], _unit_of(match["unit"], words))


def _percentages(clause: str, words: ClaimWords, language: str) -> Iterator[_Raw]:
    for match in pattern("percent", language).finditer(clause):
        value, step = value_and_step(match["n"], language)
        if not re.match(r"[ \u00a0](?:om året|per år|årligen|a year|per year|mer|fler|mindre|färre|lägre|högre"
        r"|dyrare"
                        r"|billigare|more|fewer|less|higher|lower)\b", clause[match.end() :]):  # fmt: skip
            yield _exact(match.start(), match.end(), value, step, PERCENT)


def _one_of_many(clause: str, words: ClaimWords, language: str) -> Iterator[_Raw]:
    """ "tre av fyra", "13 av 290": a share; of a hundred or fewer people mean it roughly."""
    for match in pattern("many", language).finditer(clause):
        count, whole = (value_and_step(match[name], language)[0] for name in ("n", "all"))
        if 0 < count <= whole and whole >= 2:
            share = 100 * count / whole
            rough = _rough(share, whole) if whole <= 10 else 50 / whole if whole <= 100 else 0.05
            yield _Raw(match.start(), match.end(), share - rough, share + rough, PERCENT)


def _every(clause: str, words: ClaimWords, language: str) -> Iterator[_Raw]:
    for match in pattern("every", language).finditer(clause):
        if re.match(
            r"\s(?:år|månad|vecka|dag|timme|gång|minut|year|month|week|day|hour|time)\b",
            clause[match.end() :],
        ):
            continue
        yield _fraction(match, 1, words.every[match[0].lower()])


def _parts(clause: str, words: ClaimWords, language: str) -> Iterator[_Raw]:
    for match in pattern("parts", language).finditer(clause):
        count_text, definite = match["n"], match["part"].lower().endswith("delen")
        if not count_text and not definite:
            continue
        count = (
            1.0
            if not count_text or count_text.lower() in ("a", "an", "the")
            else value_and_step(count_text, language)[0]
        )
        if count_text and count_text.lower() == "the" or count >= words.parts[match["part"].lower()]:
            continue
        # "A third concerns …" counts goals, "a third of the food" measures food.
        if language == "en" and count == 1 and not re.match(r" (?:of|are|is)\b", clause[match.end() :]):
            continue
        yield _fraction(match, count, words.parts[match["part"].lower()])


def _halves(clause: str, words: ClaimWords, language: str) -> Iterator[_Raw]:
    for match in pattern("halves", language).finditer(clause):
        yield _fraction(match, 1, 2)


def _fraction(match: re.Match, count: float, whole: int) -> _Raw:
    share = 100 * count / whole
    rough = _rough(share, whole)
    return _Raw(match.start(), match.end(), share - rough, share + rough, PERCENT)


def _rough(share: float, whole: float) -> float:
    """How far from "tre av fyra" it may be and still be called so."""
    return min(50 / whole, 4.0, 0.15 * share)


def _amounts(clause: str, words: ClaimWords, language: str) -> Iterator[_Raw]:
    for match in pattern("amount", language).finditer(clause):
        value, step = value_and_step(match["n"], language)
        per = re.search(r"\b(?:per|varje|each|every)\s*$", clause[: match.start()], re.IGNORECASE)
        if per or _is_year(match["n"], value) and not match["scale"] or not match["unit"].strip():
            continue
        if match["n"].lower() in ("en", "ett", "one"):
            continue
        times = words.scale.get((match["scale"] or "").lower(), 1.0)
        unit = match["unit"].strip()
        abbreviated = unit.split()[0].lower()
        if abbreviated in words.scale:
            times, unit = words.scale[abbreviated], "kronor"
        yield _exact(
            match.start(), match.end("scale" if match["scale"] else "n"), value * times, step * times, unit
        )


def _exact(start: int, end: int, value: float, step: float, unit: str) -> _Raw:
    if unit != PERCENT and value >= 1000 and step >= 1:
        # 148 000 is written by who rounds to thousands, 6 165 by who does not.
        while value % (step * 10) == 0:
            step *= 10
    return _Raw(start, end, value - step / 2, value + step / 2, unit, max(step / 2, 0.0))


def _is_year(written: str, value: float) -> bool:
    return bool(re.fullmatch(r"(?:19|20)\d\d", written)) and 1900 <= value < 2100


def _unit_of(written: str, words: ClaimWords) -> str:
    return PERCENT if re.fullmatch(words.percent, written.strip(), re.IGNORECASE) else written.strip()


def _hedge(before: str, words: ClaimWords) -> tuple[str, int]:
    """Which kind of hedge stands right before the figure, and where the words begin."""
    skip = rf"(?:(?:{words.skip}|en|a|an|the)\s+)*"
    for kind in ("above", "below", "about", "more", "less"):
        match = re.search(rf"(?<!\w)(?:{getattr(words, kind)})\s+{skip}$", before, re.IGNORECASE)
        if match and not (kind == "less" and re.search(r"\bstrax\s+$|\bjust\s+$", before[: match.start()])):
            return kind, match.start()
    return "", len(before)


def _interval(raw: _Raw, hedge: str) -> tuple[float, float]:
    middle, half = (raw.low + raw.high) / 2, (raw.high - raw.low) / 2
    reach = max(0.6 * _grain(middle), 0.03 * middle)
    is_rough = not raw.rounded
    if hedge == "above":
        return middle - (0.0 if not is_rough else 0.25 * half), middle + max(
            reach, half if not is_rough else 1.5 * half
        )
    if hedge == "below":
        return middle - max(reach, half if not is_rough else 1.5 * half), middle + (
            0.0 if not is_rough else 0.25 * half
        )
    if hedge == "about":
        return middle - max(reach, 1.2 * half), middle + max(reach, 1.2 * half)
    if hedge == "more":
        return middle - (0.0 if not is_rough else 0.25 * half), inf
    if hedge == "less":
        return 0.0, middle + (0.0 if not is_rough else 0.25 * half)
    return raw.low, raw.high


def _grain(value: float) -> float:
    """How coarse a number looks: 70 by tens, 75 by fives, 77 by ones; never more than a seventh of it."""
    if value <= 0:
        return 0.0
    size = 10.0 ** int(log10(value))
    for grain in (size, size / 2, size / 10, size / 20):
        if abs(value / grain - round(value / grain)) < 1e-9:
            return min(grain, 0.15 * value)
    return min(size / 100, 0.15 * value)


def _is_earlier(clause: str, begins: int, words: ClaimWords) -> bool:
    return bool(
        re.search(words.from_, clause[:begins], re.IGNORECASE)
        or re.search(words.earlier, clause, re.IGNORECASE)
    )


def _year(clause: str, start: int, end: int, words: ClaimWords) -> int | None:
    """The year that stands beside the figure: "41 % 2012", "2022 var andelen 72 %"."""
    if after := re.match(r"\D{0,12}?((?:19|20)\d\d)\b", clause[end:]):
        lead = clause[end : end + after.start(1)]
        if not re.search(words.base_year, lead, re.IGNORECASE):
            return int(after[1])
    return _nearest(clause, start, words)


def _nearest(clause: str, place: int, words: ClaimWords) -> int | None:
    years = [
        (abs(match.start() - place), int(match[0]))
        for match in YEAR.finditer(clause)
        if not re.search(words.base_year, clause[: match.start()], re.IGNORECASE)
    ]
    return min(years)[1] if years else None


def _year_of(sentence: str, clause: str, words: ClaimWords) -> int | None:
    """The year of the whole sentence, where its parts name no other."""
    return _nearest(sentence, sentence.find(clause), words)
