"""What a sentence of prose says in figures: "drygt 70 procent", "var fjärde", "3,3 ton per invånare".

Each claim is an interval that the true value lies in, if the sentence is right. What is aimed at, what a change
amounts to and what is said of another place or of a part of the people is no claim about how things are here.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from math import inf, log10

from lagesbild.barometer.numbers_in_words import any_number, value_and_step

PERCENT = "%"
"""The unit of a share. Every other unit is the words after the number, as they stand."""


@dataclass(frozen=True)
class Claim:
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


@dataclass(frozen=True)
class _Words:
    """What numbers are surrounded by in one language: patterns for the words before and after them."""

    above: str
    below: str
    about: str
    more: str
    less: str
    skip: str
    percent: str
    between: str
    joins: str
    change: str
    aim: str
    elsewhere: str
    groups: str
    earlier: str
    from_: str
    base_year: str
    scale: dict[str, float]
    clause: str
    rank: str
    every: dict[str, int]
    parts: dict[str, int]
    of: str
    half: str


_SV = _Words(
    above=r"drygt|dryga|strax över|lite över|något över|lite mer än|något mer än|strax ovanför|gott och väl|gott"
    r"|väl över",
    below=r"knappt|knappa|nästan|närmare|nära|uppemot|bortåt|strax under|lite under|något under|inte fullt"
    r"|i det närmaste"
    r"|inte riktigt|lite mindre än|något mindre än|lite färre än",
    about=r"cirka|circa|ca\.?|c:a|omkring|ungefär|runt|kring|i runda tal|runt omkring|uppskattningsvis|en sisådär",
    more=r"mer än|fler än|över|minst|högre än|större än|åtminstone|mer än var|fler än var|över var|minst var",
    less=r"mindre än|färre än|under|högst|lägre än|som mest|max|maximalt|upp till|inte ens",
    skip=r"hela|bara|endast|blott|fortfarande|numera|nu|totalt|sammanlagt|nära nog|precis|exakt|i snitt"
    r"|i genomsnitt",
    percent=r"(?:%|procent|pct)(?!-?enhet|-?punkt|ig|\w)",
    between=r"mellan",
    joins=r"–|-|−|till|och|à|eller",
    change=r"\b(?:med|upp|ned|ner|plus|minus|ytterligare|varje år)\s+(?:\w+\s+){0,2}$"
    r"|\b(?:öka|minska|växa|sjunka|höja|sänka|ökade|minskade|ökat|minskat|steg|sjönk|vuxit|stigit|sjunkit|ökar"
    r"|minskar)"
    r"\s+(?:(?!från|till)\w+\s+){0,1}$",
    aim=r"\b(?:ska|skall|bör|skulle|måste|målet är|målet var|målet om|målet på|mål om|mål på|målnivå\w*|målvärde\w*"
    r"|målsättning\w*|målbild\w*|ambition\w*|siktar|senast (?:år )?20\d\d|väntas|förväntas|beräknas|prognos\w*"
    r"|räknar med|planera\w*|kan bli|kommer att|vill vi|gränsvärde\w*|riktvärde\w*|gränsen|lagkrav\w*|kravet)\b",
    elsewhere=r"\b(i landet|hela landet|landet|i riket|rikets?|rikssnitt\w*|riksgenomsnitt\w*|svensk|svenska"
    r"|i sverige|sveriges"
    r"|nationellt|länet|länets|regionen|regionens|europa|eu|världen|andra kommuner|liknande kommuner|kommunsnitt\w*"
    r"|stadsdel\w*|bostadsområde\w*|landsbygd\w*|råslätt|österängen|egna|egen|av dem|stockholm|göteborg|malmö)\b"
    r"|\b(svarade på|besvarade|svarsfrekvens\w*|svarsandel\w*|bortfall\w*)\b",
    groups=r"\b(kvinn|män|flick|pojk|tjej|kill|unga\b|ungdom|äldre\b|barn|pension|utrikes|utlandsfödd|utomlands"
    r"|inrikes|högutbild|lågutbild|ensamståend|nyanländ|funktionsnedsätt|student|hbtq|förvaltning|gymnasie)\w*",
    earlier=r"\b(?:tidigare|förr|förra|dessförinnan|innan dess|året innan|året före|då|dåvarande|en gång"
    r"|för \w+ år sedan"
    r"|ursprungligen|i början av|vid starten|som mest|som minst|som högst|som lägst|rekordår\w*|toppade)\b",
    from_=r"\bfrån\s+(?:\w+\s+){0,1}$",
    base_year=r"(?:sedan|från|jämfört med|mot|än|basåret|till|senast|fram till|före|efter|innan)\s+(?:år\s+)?$",
    scale={"tusen": 1e3, "miljoner": 1e6, "miljon": 1e6, "miljarder": 1e9, "miljard": 1e9}
    | {"mnkr": 1e6, "mkr": 1e6, "tkr": 1e3, "mdkr": 1e9},
    clause=r"\s*(?:;|:(?=\s)|\s[–—-]\s|[()]|,?\s(?=(?:medan|men|fast|däremot|samtidigt som)\b))\s*",
    rank=r"(?:plats|placering|nummer|nr|artikel|kapitel|mål|delmål|årskurs|sida|paragraf|§|agenda|pm)\s*$",
    every={
        "varannan": 2, "vartannat": 2, "var andra": 2, "var tredje": 3, "vart tredje": 3, "var fjärde": 4,
        "vart fjärde": 4, "var femte": 5, "vart femte": 5, "var sjätte": 6, "vart sjätte": 6, "var sjunde": 7,
        "vart sjunde": 7, "var åttonde": 8, "vart åttonde": 8, "var nionde": 9, "vart nionde": 9, "var tionde": 10,
        "vart tionde": 10, "var tjugonde": 20, "vart tjugonde": 20, "var tolfte": 12, "vart tolfte": 12,
    },
    parts={
        "tredjedel": 3, "tredjedelar": 3, "tredjedelen": 3, "fjärdedel": 4, "fjärdedelar": 4, "fjärdedelen": 4,
        "femtedel": 5, "femtedelar": 5, "femtedelen": 5, "sjättedel": 6, "sjättedelar": 6, "åttondel": 8,
        "åttondelar": 8, "tiondel": 10, "tiondelar": 10, "tjugondel": 20, "tjugondelar": 20, "kvart": 4,
    },
    of=r"av|utav",
    half=r"hälften|halva|halvorna",
)  # fmt: skip
_EN = _Words(
    above=r"just over|slightly over|slightly more than|a little over|a little more than|a bit over|just above"
    r"|slightly above"
    r"|a good|a little above",
    below=r"almost|nearly|close to|just under|just below|slightly under|slightly below|a little under|not quite"
    r"|slightly less than|a little less than|approaching|nigh on",
    about=r"about|around|roughly|approximately|some|circa|c\.|ca\.?|in the region of|approx\.?|an estimated",
    more=r"more than|over|above|at least|higher than|greater than|no less than|no fewer than|upwards of|well over",
    less=r"less than|fewer than|under|below|at most|lower than|up to|no more than|not even",
    skip=r"only|just|still|now|as many as|as much as|a full|fully|merely|exactly|precisely|on average|a total of",
    percent=r"(?:%|per ?cent|pct)(?![ -]?points?|age|\w)",
    between=r"between|from",
    joins=r"–|-|−|to|and|or",
    change=r"\b(?:by|(?<!make )(?<!makes )(?<!made )up|down|plus|minus|another|a further|every year"
    r"|each year)\s+(?:\w+\s+){0,2}$"
    r"|\b(?:rose|fell|risen|fallen|grew|grown|increased|decreased|dropped|shrunk|declined)"
    r"\s+(?:(?!from|to)\w+\s+){0,1}$",
    aim=r"\b(?:should|shall|must|would|could|target\w*|goal is|aim\w*|ambition\w*|by (?:the year )?20\d\d"
    r"|expected|forecast\w*"
    r"|projected|plan(?:s|ned)?|will|limit value|guideline|required|objective)\b",
    elsewhere=r"\b(nationally|national average|in sweden|swede|the country|whole country|county|region|europe|eu"
    r"|world\w*"
    r"|other municipalities|similar municipalities|neighbourhoods?|districts?|rural|stockholm|own|of them)\b"
    r"|\b(response rate|responded)\b",
    groups=r"\b(women|men\b|girls?|boys?|young\b|youth|older\b|elderly|children|pensioner|foreign|abroad|immigrant"
    r"|students?\b|lgbtq|graduates)\w*",
    earlier=r"\b(?:earlier|previous\w*|formerly|once|the year before|last year|years? ago|at the time|back then"
    r"|originally|at its peak|peaked|at most)\b",
    from_=r"\bfrom\s+(?:\w+\s+){0,1}$",
    base_year=r"(?:since|from|compared with|compared to|than|base year|by|until|before|after"
    r"|to)\s+(?:the year\s+)?$",
    scale={"thousand": 1e3, "million": 1e6, "billion": 1e9},
    clause=r"\s*(?:;|:(?=\s)|\s[–—-]\s|[()]|,?\s(?=(?:while|but|whereas|although|though)\b))\s*",
    rank=r"(?:place|rank|ranked|number|no|article|chapter|goal|target|grade|page|agenda|pm)\s*$",
    every={
        "every other": 2, "every second": 2, "every third": 3, "every fourth": 4, "every fifth": 5, "every sixth": 6,
        "every eighth": 8, "every tenth": 10, "every twentieth": 20,
    },
    parts={
        "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fourth": 4, "fourths": 4, "fifth": 5, "fifths": 5,
        "sixth": 6, "sixths": 6, "eighth": 8, "eighths": 8, "tenth": 10, "tenths": 10, "twentieth": 20,
    },
    of=r"in|out of|of|of every|in every|out of every",
    half=r"half",
)  # fmt: skip
LANGUAGES = {"sv": _SV, "en": _EN}

YEAR = re.compile(r"\b(?:19|20)\d\d\b(?!-(?:talet|\d{2}\b)|s\b)")


# A start page reads every text of the site, and the texts are the same from one reader to the next.
@lru_cache(maxsize=8192)
def claims(sentence: str, language: str) -> tuple[Claim, ...]:
    """Every claim in one sentence of plain text."""
    words = LANGUAGES[language]
    sentence = sentence.replace("\u00ad", "")
    found = []
    for clause in _clauses(sentence, words):
        if re.search(words.aim, clause, re.IGNORECASE):
            continue
        found += _in_clause(clause, sentence, words, language)
    return tuple(found)


def _clauses(sentence: str, words: _Words) -> Iterator[str]:
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


def _in_clause(clause: str, sentence: str, words: _Words, language: str) -> Iterator[Claim]:
    taken: list[tuple[int, int]] = []
    for raw in _raw(clause, words, language):
        if any(raw.start < end and start < raw.end for start, end in taken):
            continue
        taken.append((raw.start, raw.end))
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
        yield Claim(clause[begins : raw.end].strip(), low, high, raw.unit, year, earlier, clause)


def _raw(clause: str, words: _Words, language: str) -> list[_Raw]:
    readers = (_spans, _from_to, _percentages, _one_of_many, _every, _parts, _halves, _amounts)
    return [raw for reader in readers for raw in reader(clause, words, language)]


@cache
def _pattern(name: str, language: str) -> re.Pattern:
    words, one = LANGUAGES[language], any_number(language)
    gap, scale = r"[ \u00a0\u202f]?", "|".join(LANGUAGES[language].scale)
    patterns = {
        "percent": rf"(?P<n>{one}){gap}{words.percent}",
        "span": rf"(?P<low>{one}){gap}(?:{words.percent}{gap})?\s?(?:{words.joins})\s?(?P<high>{one}){gap}"
        rf"(?P<unit>{words.percent}|[^\W\d_][\w/₂µ³]*)",
        "many": rf"(?P<n>{one})(?:\s[^\W\d]+)?\s(?:{words.of})\s(?:de |the |totalt |a total of )?(?P<all>{one})",
        "every": r"\b(?:" + "|".join(words.every) + r")\b",
        "parts": rf"(?P<n>\b(?:a|an|the)\b|{one})?[ -]?\b(?P<part>{'|'.join(words.parts)})\b",
        "halves": rf"\b(?:{words.half})\b",
        "amount": rf"(?P<n>{any_number(language)})(?:{gap}\b(?P<scale>{scale})\b)?"
        r"(?P<unit>(?:[ \u00a0\u202f](?!\d)[^\s,;.!?]+|[ \u00a0]?[µ%][\w/³]+){0,4})",
        "from_to": rf"\b(?:från|from)\s(?P<low>{one})(?P<mid>(?:\s(?:år\s)?(?:in\s)?(?:19|20)\d\d)?)\s(?:till|to)\s"
        rf"(?:{words.skip}\s|{words.about}\s|{words.above}\s|{words.below}\s)?(?P<high>{one}){gap}"
        rf"(?:(?P<scale>{scale})\s)?(?P<unit>{words.percent}|[^\s,;.!?\d][^\s,;.!?]*)?",
    }
    return re.compile(patterns[name], re.IGNORECASE)


def _from_to(clause: str, words: _Words, language: str) -> Iterator[_Raw]:
    """ "från 41 till 51 procent": two claims, the first of an earlier time."""
    for match in _pattern("from_to", language).finditer(clause):
        unit = _unit_of(match["unit"] or PERCENT, words)
        times = words.scale.get((match["scale"] or "").lower(), 1.0)
        for name in ("low", "high"):
            value, step = value_and_step(match[name], language)
            if not _is_year(match[name], value):
                yield _exact(match.start(name), match.end(name), value * times, step * times, unit)


def _spans(clause: str, words: _Words, language: str) -> Iterator[_Raw]:
    """ "mellan 5 och 9 %", "10–15 ton": anything from the one to the other."""
    for match in _pattern("span", language).finditer(clause):
        low, high = (value_and_step(match[name], language) for name in ("low", "high"))
        dashed = re.search(r"\d\s?[–−-]\s?\d", match[0])
        opened = re.search(rf"\b(?:{words.between})\s*$", clause[: match.start()], re.IGNORECASE)
        from_ = re.search(words.from_, clause[: match.start()], re.IGNORECASE)
        if low[0] < high[0] and (dashed or (opened and not from_)) and not _is_year(match["low"], low[0]):
            yield _Raw(match.start(), match.end(), low[0], high[0], _unit_of(match["unit"], words))


def _percentages(clause: str, words: _Words, language: str) -> Iterator[_Raw]:
    for match in _pattern("percent", language).finditer(clause):
        value, step = value_and_step(match["n"], language)
        if not re.match(r"[ \u00a0](?:om året|per år|årligen|a year|per year|mer|fler|mindre|färre|lägre|högre"
        r"|dyrare"
                        r"|billigare|more|fewer|less|higher|lower)\b", clause[match.end() :]):  # fmt: skip
            yield _exact(match.start(), match.end(), value, step, PERCENT)


def _one_of_many(clause: str, words: _Words, language: str) -> Iterator[_Raw]:
    """ "tre av fyra", "13 av 290": a share; of a hundred or fewer people mean it roughly."""
    for match in _pattern("many", language).finditer(clause):
        count, whole = (value_and_step(match[name], language)[0] for name in ("n", "all"))
        if 0 < count <= whole and whole >= 2:
            share = 100 * count / whole
            rough = _rough(share, whole) if whole <= 10 else 50 / whole if whole <= 100 else 0.05
            yield _Raw(match.start(), match.end(), share - rough, share + rough, PERCENT)


def _every(clause: str, words: _Words, language: str) -> Iterator[_Raw]:
    for match in _pattern("every", language).finditer(clause):
        if re.match(
            r"\s(?:år|månad|vecka|dag|timme|gång|minut|year|month|week|day|hour|time)\b",
            clause[match.end() :],
        ):
            continue
        yield _fraction(match, 1, words.every[match[0].lower()])


def _parts(clause: str, words: _Words, language: str) -> Iterator[_Raw]:
    for match in _pattern("parts", language).finditer(clause):
        said, definite = match["n"], match["part"].lower().endswith("delen")
        if not said and not definite:
            continue
        count = 1.0 if not said or said.lower() in ("a", "an", "the") else value_and_step(said, language)[0]
        if said and said.lower() == "the" or count >= words.parts[match["part"].lower()]:
            continue
        # "A third concerns …" counts goals, "a third of the food" measures food.
        if language == "en" and count == 1 and not re.match(r" (?:of|are|is)\b", clause[match.end() :]):
            continue
        yield _fraction(match, count, words.parts[match["part"].lower()])


def _halves(clause: str, words: _Words, language: str) -> Iterator[_Raw]:
    for match in _pattern("halves", language).finditer(clause):
        yield _fraction(match, 1, 2)


def _fraction(match: re.Match, count: float, whole: int) -> _Raw:
    share = 100 * count / whole
    rough = _rough(share, whole)
    return _Raw(match.start(), match.end(), share - rough, share + rough, PERCENT)


def _rough(share: float, whole: float) -> float:
    """How far from "tre av fyra" it may be and still be called so."""
    return min(50 / whole, 4.0, 0.15 * share)


def _amounts(clause: str, words: _Words, language: str) -> Iterator[_Raw]:
    for match in _pattern("amount", language).finditer(clause):
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


def _unit_of(written: str, words: _Words) -> str:
    return PERCENT if re.fullmatch(words.percent, written.strip(), re.IGNORECASE) else written.strip()


def _hedge(before: str, words: _Words) -> tuple[str, int]:
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


def _is_earlier(clause: str, begins: int, words: _Words) -> bool:
    return bool(
        re.search(words.from_, clause[:begins], re.IGNORECASE)
        or re.search(words.earlier, clause, re.IGNORECASE)
    )


def _year(clause: str, start: int, end: int, words: _Words) -> int | None:
    """The year that stands beside the figure: "41 % 2012", "2022 var andelen 72 %"."""
    if after := re.match(r"\D{0,12}?((?:19|20)\d\d)\b", clause[end:]):
        lead = clause[end : end + after.start(1)]
        if not re.search(words.base_year, lead, re.IGNORECASE):
            return int(after[1])
    return _nearest(clause, start, words)


def _nearest(clause: str, place: int, words: _Words) -> int | None:
    years = [
        (abs(match.start() - place), int(match[0]))
        for match in YEAR.finditer(clause)
        if not re.search(words.base_year, clause[: match.start()], re.IGNORECASE)
    ]
    return min(years)[1] if years else None


def _year_of(sentence: str, clause: str, words: _Words) -> int | None:
    """The year of the whole sentence, where its parts name no other."""
    return _nearest(sentence, sentence.find(clause), words)
