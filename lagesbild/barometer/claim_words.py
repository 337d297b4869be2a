"""What numbers are surrounded by in prose: patterns for the words before and after them, in each language."""

import re
from dataclasses import dataclass
from functools import cache

from lagesbild.barometer.numbers_in_words import any_number


@dataclass(frozen=True)
class ClaimWords:
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


_SV = ClaimWords(
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
_EN = ClaimWords(
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


@cache
def pattern(name: str, language: str) -> re.Pattern:
    words, number = LANGUAGES[language], any_number(language)
    gap, scale = r"[ \u00a0\u202f]?", "|".join(words.scale)
    patterns = {
        "percent": rf"(?P<n>{number}){gap}{words.percent}",
        "span": rf"(?P<low>{number}){gap}(?:{words.percent}{gap})?\s?(?:{words.joins})\s?(?P<high>{number}){gap}"
        rf"(?P<unit>{words.percent}|[^\W\d_][\w/₂µ³]*)",
        "many": rf"(?P<n>{number})(?:\s[^\W\d]+)?\s(?:{words.of})\s(?:de |the |totalt |a total of )?(?P<all>{number})",
        "every": r"\b(?:" + "|".join(words.every) + r")\b",
        "parts": rf"(?P<n>\b(?:a|an|the)\b|{number})?[ -]?\b(?P<part>{'|'.join(words.parts)})\b",
        "halves": rf"\b(?:{words.half})\b",
        "amount": rf"(?P<n>{number})(?:{gap}\b(?P<scale>{scale})\b)?"
        r"(?P<unit>(?:[ \u00a0\u202f](?!\d)[^\s,;.!?]+|[ \u00a0]?[µ%][\w/³]+){0,4})",
        "from_to": rf"\b(?:från|from)\s(?P<low>{number})(?P<mid>(?:\s(?:år\s)?(?:in\s)?(?:19|20)\d\d)?)\s(?:till|to)\s"
        rf"(?:{words.skip}\s|{words.about}\s|{words.above}\s|{words.below}\s)?(?P<high>{number}){gap}"
        rf"(?:(?P<scale>{scale})\s)?(?P<unit>{words.percent}|[^\s,;.!?\d][^\s,;.!?]*)?",
    }
    return re.compile(patterns[name], re.IGNORECASE)
