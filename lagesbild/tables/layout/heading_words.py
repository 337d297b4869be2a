"""Words that people and agencies head their columns with, and what such a column holds."""

import re

from lagesbild.tables.columns import fold
from lagesbild.tables.layout.mapping import ColumnRole

_PLACE = re.compile(
    r"(?:hem|bostads|boende)?(?:kommun|region|regions|län|läns|lan|områdes?|municipality|municip|county|area|geografi)"
    r"(?:er|en|et)?(?: ?(?:namn|kod|code|name|id|nr))?|kommun(?: ?/ ?| och | )län|län ?/ ?kommun|region kod|plats"
)
_TIME = re.compile(
    r"(?:mät|års?|redovisnings)?(?:år|ar|year|tid|time|period|månad|manad|month|kvartal|quarter|läsår|halvår|vecka|week)"
    r"|årtal|datum|date|(?:år|ar) ?(?:månad|manad|kvartal)|year of år"
)
_GROUP = re.compile(
    r"kön|kon|sex|gender|ålder|åldersgrupp(?:er)?|age|age group|civilstånd|födelseregion"
    r"|utbildningsnivå|utbildning|bakgrund|inrikes/utrikes född|näringsgren.*|bransch"
    r"|(?:huvud|under)sektor|sektor|sector|hustyp|hushållstyp|upplåtelseform|ursprung|diagnoskapitel|skolform|huvudman|drivmedel|energislag|energityp"
    r"|förbrukarkategori|bränsletyp|parti|ägare|ägarkategori|anställningsform"
)
_INDICATOR = re.compile(
    r"tabellinnehåll|contents|innehåll|nyckeltal|nyckeltalsid|indikator|indicator|kpi|variabel|variable|mått|measure"
    r"|statistikvärden?|uppgift"
)
_UNIT = re.compile(r"enhet|unit")
_FLAG = re.compile(r"flagga|flag")
_COMMENT = re.compile(r"kommentarer?|anmärkning(?:ar)?|comment|notes?|noter|fotnot|källa|källor|källa/länk")

_ROLES = (
    (_PLACE, ColumnRole.PLACE),
    (_TIME, ColumnRole.TIME),
    (_GROUP, ColumnRole.GROUP),
    (_INDICATOR, ColumnRole.INDICATOR),
    (_UNIT, ColumnRole.UNIT),
    (_FLAG, ColumnRole.FLAG),
    (_COMMENT, ColumnRole.COMMENT),
)
GENERIC = frozenset(
    (
        "",
        "värde",
        "värden",
        "value",
        "values",
        "antal",
        "andel",
        "procent",
        "%",
        "tal",
        "mätvärde",
        "mätvärden",
    )
    + ("number", "count", "share", "summa", "totalt", "total", "index", "resultat", "obs value")
)
"""What says that a column has values, and not of what."""
_ID = re.compile(r"|unnamed.*|.*\bid|.*\bnr|nummer|löpnummer|sort|ordning|kod|code|.*kod|.*code|x|rad|row")
_OF_MEASURES = re.compile(
    r"\b(?:antal|andel|procent|kronor|number|share|per cent|percent|index|medelvärde)\b|%"
)


def plain(heading: str) -> str:
    """What a heading is known by: its words, however they are joined."""
    return " ".join(re.sub(r"[_.\-–]+|(?<=[a-zåäö])(?=[A-ZÅÄÖ])", " ", heading).split()).casefold()


def role_of(heading: str) -> ColumnRole | None:
    """What a column with this heading holds, if it is one of those that are known."""
    words = plain(heading)
    return next((role for form, role in _ROLES if form.fullmatch(words)), None)


def is_identifier(heading: str) -> bool:
    """Whether numbers under this heading may name something instead of measuring it."""
    return bool(_ID.fullmatch(plain(heading)))


def sounds_measured(text: str) -> bool:
    """Whether a text in a column of groups says what is counted instead of who."""
    return bool(_OF_MEASURES.search(fold(text)))
