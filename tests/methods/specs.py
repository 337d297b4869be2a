"""The methods' manual. docs/methods.md and the public page are made from it, and test_methods.py runs it."""

from dataclasses import dataclass

from lagesbild.assessment import FLAG_LABELS, Text

from .answer import ANSWER
from .drawing import Spec
from .index import SDSN, SDSN_GOAL, SDSN_GOAL_FILLED, SDSN_INDEX, SDSN_INDEX_GOALS
from .places import BYAR, COMPARISON, FUNNEL, KOLADA_RANK, RANK, WILSON
from .progress import ESCAP, STATCAN, STATCAN_INDICATOR, UNSD
from .published import EUROSTAT, FINGERTIPS, WETTER, WETTER_INDICATOR
from .targets import PACE, STATUS
from .trends import BASELINE, MANN_KENDALL, REGRESSION, THEIL_SEN

SPECS: tuple[Spec, ...] = (
    ANSWER,
    MANN_KENDALL,
    THEIL_SEN,
    REGRESSION,
    BASELINE,
    STATUS,
    PACE,
    COMPARISON,
    SDSN,
    SDSN_GOAL,
    SDSN_GOAL_FILLED,
    SDSN_INDEX,
    SDSN_INDEX_GOALS,
    STATCAN,
    STATCAN_INDICATOR,
    UNSD,
    ESCAP,
    WETTER,
    WETTER_INDICATOR,
    EUROSTAT,
    FINGERTIPS,
    KOLADA_RANK,
    RANK,
    WILSON,
    BYAR,
    FUNNEL,
)


@dataclass(frozen=True, slots=True)
class Column:
    """What a column of the tables is called for a reader, and what stands in it."""

    heading: Text
    means: Text
    year: bool = False


def _column(sv: str, en: str, means_sv: str, means_en: str, year: bool = False) -> Column:
    return Column(Text(sv, en), Text(means_sv, means_en), year)


COLUMNS: dict[str, Column] = {
    "series": _column("Serie", "Series", "namn på en rad av värden", "the name of a run of values"),
    "year": _column("År", "Year", "året som värdet gäller", "the year a value is about", True),
    "value": _column("Värde", "Value", "det uppmätta, - om det saknas", "what was measured, - where missing"),
    "direction": _column("Riktning", "Direction", "vilket håll som är bättre", "which way is better"),
    "target": _column("Målvärde", "Target", "det som ska nås eller klaras", "what is to be reached or kept"),
    "target_year": _column("Målår", "Target year", "när det ska vara nått", "when it is due", True),
    "base_year": _column("Basår", "Base year", "året man räknar från", "the year counted from", True),
    "kind": _column("Slag", "Kind", "mål- eller gränsvärde", "a target or a limit"),
    "cycle_years": _column("Mäts vart … år", "Cycle", "år mellan mätningar", "years between measurements"),
    "flag": _column("Märkning", "Flag", "till exempel preliminärt", "preliminary, for instance"),
    "limit": _column("Naturlig gräns", "Limit", "det som inte går att passera", "what cannot be passed"),
    "lower": _column("Sämst", "Worst", "värdet som ger 0 poäng", "the value that scores 0"),
    "red": _column("Röd gräns", "Red cut", "gränsen mellan röd och orange", "the cut between red and orange"),
    "green": _column("Grön gräns", "Green cut", "gränsen för grön", "the cut to green"),
    "upper": _column("Bäst", "Best", "värdet som ger 100 poäng", "the value that scores 100"),
    "parity": _column(
        "Lagom", "Parity", "för mycket är lika illa som för lite", "too much is as bad as too little"
    ),
    "value_low": _column(
        "Lägst",
        "Low end",
        "den lägre änden av värdets 95 %-intervall",
        "the low end of the value's 95% interval",
    ),
    "value_high": _column("Högst", "High end", "den högre änden av det", "the high end of it"),
    "denominator": _column("Nämnare", "Denominator", "hur många värdet gäller", "how many a value is about"),
    "per": _column(
        "Per",
        "Per",
        "vad värdet räknas per: 1, 100 eller 100 000",
        "what it is counted per: 1, 100 or 100,000",
    ),
    "indicator": _column(
        "Nyckeltal", "Indicator", "serier som mäter samma sak", "series that measure the same"
    ),
    "area": _column("Område", "Area", "land, kommun eller annat", "a country, a municipality or another"),
    "region": _column(
        "Region", "Region", "grannarna som ett område fylls med", "the neighbours an area is filled from"
    ),
    "goal": _column("Mål", "Goal", "målet som nyckeltalet hör till", "the goal an indicator belongs to"),
    "ranked": _column(
        "Rangordnas", "Ranked", "om området är med i indexet", "whether the area is in the index"
    ),
    "oecd": _column(
        "OECD-land",
        "OECD member",
        "om området färgas av OECD:s nyckeltal",
        "whether coloured by the OECD set",
    ),
    "global_set": _column(
        "Globalt", "Global set", "om nyckeltalet hör till de globala", "whether in the global set"
    ),
    "oecd_set": _column("OECD:s", "OECD set", "om nyckeltalet hör till OECD:s", "whether in the OECD set"),
    "reason": _column("Orsak", "Reason", "varför serien bryts", "why the series breaks"),
    "method": _column("Metod", "Method", "metodens namn", "the method's name"),
    "verdict": _column(
        "Svar", "Verdict", "svaret i ord, en plats eller ett spann", "a word, a place or a range"
    ),
    "evidence": _column("Underlag", "Evidence", "hur mycket svaret vilar på", "how much the answer rests on"),
    "n": _column("Antal", "n", "så många värden svaret vilar på", "the number of values it rests on"),
    "first_year": _column(
        "Första år", "First year", "första året som räknades", "the first that counted", True
    ),
    "last_year": _column("Sista år", "Last year", "sista året som räknades", "the last that counted", True),
    "slope": _column("Lutning", "Slope", "ändring per år", "change a year"),
    "slope_low": _column(
        "Lutning, lägst", "Slope, low", "intervallets nedre ände (95 %)", "low end of its 95% interval"
    ),
    "slope_high": _column("Lutning, högst", "Slope, high", "intervallets övre ände", "high end of it"),
    "pace": _column(
        "Takt", "Pace", "1 är precis tillräckligt; se metoden", "1 is exactly enough; see the method"
    ),
    "needed": _column(
        "Behövd takt", "Needed", "ändring per år som målet kräver", "change a year the target takes"
    ),
    "q": _column("q", "q", "lutning delad med behövd takt", "slope over needed"),
    "q_low": _column("q, lägst", "q, low", "intervallets nedre ände", "low end of its interval"),
    "q_high": _column("q, högst", "q, high", "intervallets övre ände", "high end of it"),
    "arrival": _column(
        "Framme",
        "Arrival",
        "året då målet nås i samma takt",
        "the year the target is reached at this rate",
        True,
    ),
    "arrival_low": _column(
        "Framme, tidigast", "Arrival, earliest", "med den snabbaste takten", "at the fastest rate", True
    ),
    "arrival_high": _column(
        "Framme, senast",
        "Arrival, latest",
        "med den långsammaste, tomt om kanske aldrig",
        "at the slowest, empty where perhaps never",
        True,
    ),
    "gap": _column("Skillnad", "Gap", "värdet minus målvärdet", "the value less the target"),
    "score": _column("Poäng", "Score", "se metoden", "see the method"),
    "colour": _column("Färg", "Colour", "se metoden", "see the method"),
    "rank": _column("Plats", "Rank", "1 är först", "1 comes first"),
    "ties": _column(
        "Lika", "Ties", "hur många andra som har samma värde", "how many others have the same value"
    ),
    "median": _column(
        "De övrigas median", "Others' median", "mittvärdet av de övriga", "the middle of the others"
    ),
    "quartile": _column("Fjärdedel", "Quarter", "1 är den första", "1 is the first"),
}
"""Every column that an example shows, in the order of the manual."""

CELLS: dict[str, Text] = {
    "up": Text("högre är bättre", "higher is better"),
    "down": Text("lägre är bättre", "lower is better"),
    "none": Text("ingen", "neither"),
    "yes": Text("ja", "yes"),
    "no": Text("nej", "no"),
    "target": Text("målvärde", "target"),
    "limit": Text("gränsvärde", "limit"),
    "preliminary": FLAG_LABELS["preliminary"],
}
"""What the words in the cells of a table mean."""
