"""Which words of a prose text may say what it is about, and which of them are forms of the same word."""

import re
from functools import cache

PART = 0.6
"""How much a word counts that is only a part of the indicator's."""

_LITTLE = {
    "sv": r"(?:andel|antal|kommun|person|procent|invånar|befolkning|jönköping|enkät|värde|nivå|siffr|mätning"
    r"|uppgift|resultat"
    r"|genomsnitt|medel|totalt?|snitt|hel|hela|stor|större|störst|mindre|minst|mycket|många|flest|fler|vissa?"
    r"|enligt|själv"
    r"|räkna|senaste?|idag|dag|dagens|sedan|under|över|efter|eller|från|inom|samt|till|utan|bland|ålder|alla"
    r"|samma|varje|också"
    r"|ligger|ligga|låg|hade|hamna|uppgår|uppgick|utgör|utgjorde|visa|svara|säga|säger|ökat|minska|stig|stigit"
    r"|sjunk|sjunkit"
    r"|ökar|öka|vuxit|gått|blivit|blir|vara|varit|bara|endast|kunde|inte|deras|sina|året|åren|årets?|slut|detta"
    r"|denna|dessa"
    r"|jämfört|jämför|gör|görs|finns|fanns|känner|avser|gäller|drygt|knappt|nästan|omkring|cirka|ungefär|exempel"
    r"|land|landet"
    r"|medan|däremot|därför|alltså|numera|fortfarande|lite|mer|något|någon|stycken)",
    "en": r"(?:share|number|municipal|person|percent|resident|inhabitant|population|survey|value|level|figure"
    r"|average|total"
    r"|whole|large|small|more|most|many|some|according|latest|today|since|under|over|after|from|within|with"
    r"|without|among"
    r"|year|every|also|were|have|been|that|this|their|they|them|which|than|about|only|just|still|now|says?|said"
    r"|report"
    r"|show|risen|fallen|rose|fell|increase|decrease|grown|end|there|those|these|into|each|half|quarter|third"
    r"|jönköping"
    r"|almost|nearly|part|amount|make|makes|made|stand|stood|according|while|per|cent|less|country)",
}
_ENDINGS = {
    "sv": (
        "arnas", "ernas", "ornas", "heterna", "heten", "heter", "andet", "ande", "ningarna", "ningen", "ningar", "ning",
        "arna", "erna", "orna", "aren", "aste", "are", "het", "ens", "ets", "ade", "ern", "ar", "er", "or", "en", "et",
        "an", "na", "as", "es", "at", "ad", "it", "a", "e", "n", "t", "s",
    ),
    "en": ("ations", "ation", "ments", "ment", "ness", "ings", "ing", "ies", "ers", "ed", "es", "er", "ly",
        "s", "y", "e"),
}  # fmt: skip
_ALIKE = (
    {"män", "mäns", "männen", "männens"},
    {"nior", "niorna", "årskurs"},
    {"feel", "health", "healthy"},
    {"trygg", "trygga", "trygghet", "tryggheten"},
    {"mår", "hälsa", "frisk", "friska", "hälsotillstånd"},
    {"eldrivna", "elbil", "elbilar", "elbilarna", "laddbara", "laddbilar"},
    {"avfall", "sopor", "soporna"},
    {"mat", "maten", "livsmedel", "livsmedlen"},
    {"arbetslösa", "arbetslöshet", "arbetslösheten", "arbetslös"},
    {"arbetar", "förvärvsarbetar", "jobbar", "jobb", "sysselsatta"},
    {"vatten", "vattendrag", "åar", "bäckar"},
    {"röstade", "valdeltagande", "valdeltagandet", "röstberättigade"},
    {"befolkningen", "folkmängd", "folkmängden", "folkbokförda"},
    {"koldioxid", "växthusgaser", "klimatgaser", "co₂e", "koldioxidekvivalenter", "klimatpåverkan", "klimatutsläpp"},
    {"cyklister", "cykel", "cyklar", "cykeltrafik"},
    {"unemployed", "unemployment", "jobless"},
    {"turnout", "voted", "voters", "election"},
    {"cars", "vehicles", "electric"},
    {"streams", "watercourses", "rivers"},
    {"emissions", "greenhouse", "carbon"},
)  # fmt: skip


def telling_words(text: str) -> tuple[str, ...]:
    """The words of a text that may say what it is about, in small letters."""
    return tuple(dict.fromkeys(re.findall(r"[^\W\d_]{3,}[\w₂]*", text.lower())))


def is_little(word: str, language: str) -> bool:
    return (
        len(word) < 4
        and word not in ("mår", "män", "bil", "sjö", "msc", "vab", "bra", "mat")
        or bool(
            re.fullmatch(
                _LITTLE[language] + r"(?:en|ens|et|ets|er|ar|or|erna|arna|a|e|na|t|s|de|te|ed|es|ing|ly)?",
                word,
            )
        )
    )


@cache
def stem(word: str, language: str) -> str:
    """The word without its ending, so that forms of the same word are alike."""
    for ending in _ENDINGS[language]:
        if word.endswith(ending) and len(word) - len(ending) >= (4 if len(ending) == 1 else 3):
            return word[: -len(ending)]
    return word


@cache
def sameness(own: str, other: str) -> float:
    """1 where two stems are of the same word or mean the same; less where one is a part of the other (elbil, bil)."""
    if own == other or any(_among(own, group) and _among(other, group) for group in _ALIKE):
        return 1.0
    short, long = sorted((own, other), key=len)
    shared = next((n for n, (a, b) in enumerate(zip(own, other, strict=False)) if a != b), len(short))
    if shared >= 4 and shared >= len(long) - 3:
        return 1.0
    return PART if len(short) >= 5 and (long.startswith(short) or long.endswith(short)) else 0.0


def _among(word: str, group: set[str]) -> bool:
    return any(stem(member, "sv") == word or stem(member, "en") == word or member == word for member in group)
