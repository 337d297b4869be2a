"""The answer's codes in the order of the ladder, and the word, sign and colour of each."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from lagesbild.assessment.words import Text


class AnswerCode(StrEnum):
    """The one answer about an indicator. In the order in which the ladder asks for them: the first that fits."""

    NONE = "none"
    NOT_JUDGED = "not_judged"
    OUTSIDE = "outside"
    SLIPPING = "slipping"
    REACHED = "reached"
    LOST = "lost"
    MISSED = "missed"
    OVERDUE = "overdue"
    UNMET_UNKNOWN = "unmet_unknown"
    WRONG_WAY = "wrong_way"
    UNMET_BETTER = "unmet_better"
    UNMET_UNCLEAR = "unmet_unclear"
    IN_TIME = "in_time"
    TOO_SLOW = "too_slow"
    STALLED = "stalled"
    UNCERTAIN = "uncertain"
    WITHIN_NEARING = "within_nearing"
    WITHIN = "within"
    ONE = "one"
    FEW = "few"
    BETTER = "better"
    WORSE = "worse"
    NO_CLEAR_CHANGE = "no_clear_change"


@dataclass(frozen=True, slots=True)
class Sign:
    """How an answer is drawn: the name of a shape and the name of a colour. The drawings are the website's."""

    shape: str
    colour: str


_C = AnswerCode
PROMISES = (
    _C.SLIPPING,
    _C.REACHED,
    _C.LOST,
    _C.MISSED,
    _C.OVERDUE,
    _C.UNMET_UNKNOWN,
    _C.WRONG_WAY,
    _C.UNMET_BETTER,
    _C.UNMET_UNCLEAR,
    _C.IN_TIME,
    _C.TOO_SLOW,
    _C.STALLED,
    _C.UNCERTAIN,
)
"""The answers that only a target of the municipality's own can get."""
LIMITS = (_C.OUTSIDE, _C.WITHIN_NEARING, _C.WITHIN)
"""The answers about a limit, or a level to hold."""
UNKNOWN = (_C.NONE, _C.NOT_JUDGED, _C.UNMET_UNKNOWN, _C.ONE, _C.FEW)
"""The answers that say: nobody knows where this is going. Never counted as "no change"."""
TURNABLE = (_C.BETTER, _C.WORSE, _C.NO_CLEAR_CHANGE)
"""The answers whose word and sign tell of a turn."""

WORST_FIRST = (
    _C.OUTSIDE,
    _C.MISSED,
    _C.LOST,
    _C.WRONG_WAY,
    _C.OVERDUE,
    _C.STALLED,
    _C.TOO_SLOW,
    _C.UNMET_UNCLEAR,
    _C.WORSE,
    _C.UNMET_UNKNOWN,
    _C.SLIPPING,
    _C.WITHIN_NEARING,
    _C.UNCERTAIN,
    _C.UNMET_BETTER,
    _C.FEW,
    _C.ONE,
    _C.NONE,
    _C.NOT_JUDGED,
    _C.NO_CLEAR_CHANGE,
    _C.BETTER,
    _C.IN_TIME,
    _C.WITHIN,
    _C.REACHED,
)
"""From what goes worst to what goes best. What is unknown comes after what is known to go badly."""
FROM_WORST: Mapping[AnswerCode, int] = {code: place for place, code in enumerate(WORST_FIRST)}
"""What is sorted by for that order."""

ANSWER_LABELS: Mapping[AnswerCode, Text] = {
    _C.NONE: Text("Ingen mätning", "No measurement"),
    _C.NOT_JUDGED: Text("Bedöms inte", "Not judged"),
    _C.OUTSIDE: Text("Utanför gränsen", "Outside the limit"),
    _C.SLIPPING: Text("Nått men på väg bort", "Reached but slipping away"),
    _C.REACHED: Text("Nått", "Reached"),
    _C.LOST: Text("Nåddes men har gått förlorat", "Was reached but has been lost"),
    _C.MISSED: Text("Målåret passerat utan att nås", "Target year passed without being reached"),
    _C.OVERDUE: Text("Målåret passerat, senast mätt {year}", "Target year passed, last measured {year}"),
    _C.UNMET_UNKNOWN: Text("Inte nått, vet inte vart det går", "Not reached, direction not known"),
    _C.WRONG_WAY: Text("Åt fel håll", "In the wrong direction"),
    _C.UNMET_BETTER: Text("Inte nått, åt rätt håll", "Not reached, in the right direction"),
    _C.UNMET_UNCLEAR: Text("Inte nått, ingen tydlig riktning", "Not reached, no clear direction"),
    _C.IN_TIME: Text("Når målet i tid", "Reaches the target in time"),
    _C.TOO_SLOW: Text("Åt rätt håll men för långsamt", "In the right direction but too slowly"),
    _C.STALLED: Text("Står still", "Standing still"),
    _C.UNCERTAIN: Text("Osäkert om det räcker", "Uncertain whether it is enough"),
    _C.WITHIN_NEARING: Text("Inom gränsen men på väg mot den", "Within the limit but moving towards it"),
    _C.WITHIN: Text("Inom gränsen", "Within the limit"),
    _C.ONE: Text("En mätning", "One measurement"),
    _C.FEW: Text("{n} mätningar", "{n} measurements"),
    _C.BETTER: Text("Bättre sedan {since}", "Better since {since}"),
    _C.WORSE: Text("Sämre sedan {since}", "Worse since {since}"),
    _C.NO_CLEAR_CHANGE: Text("Ingen tydlig förändring", "No clear change"),
}
BARELY_CHANGED = Text("Knappt ändrat sedan {since}", "Barely changed since {since}")
"""The word where a change is sure but small in its own field."""
_TURNED = Text(", men vände {turned}", ", but turned in {turned}")
HOW_MANY: Mapping[int, Text] = {
    2: Text("Två", "Two"),
    3: Text("Tre", "Three"),
    4: Text("Fyra", "Four"),
}
_YEAR = Text("ÅÅÅÅ", "YYYY")
_TWO_TO_FOUR = Text("Två–fyra", "Two to four")

SIGNS: Mapping[str, Sign] = {
    "reached": Sign("disc-tick", "pine"),
    "slipping": Sign("ring-arrow-away", "olive"),
    "lost": Sign("octagon-arrow-away", "plum"),
    "missed": Sign("octagon-cross", "wine"),
    "overdue": Sign("octagon-question", "mauve"),
    "unmet_unknown": Sign("dashed-ring-bar", "slate"),
    "wrong_way": Sign("square-arrow-away", "brick"),
    "unmet_better": Sign("diamond-arrow", "moss"),
    "unmet_unclear": Sign("diamond-wave", "umber"),
    "in_time": Sign("disc-arrow-at-bar", "leaf"),
    "too_slow": Sign("square-arrow-short", "rust"),
    "stalled": Sign("open-square-pause", "clay"),
    "uncertain": Sign("diamond-question", "amber"),
    "outside": Sign("square-outside-line", "crimson"),
    "within_nearing": Sign("ring-arrow-to-line", "ochre"),
    "within": Sign("disc-between-lines", "teal"),
    "better": Sign("arrow-forward", "blue"),
    "better_turned": Sign("arrow-forward-hooked", "blue"),
    "worse": Sign("arrow-back", "violet"),
    "worse_turned": Sign("arrow-back-hooked", "violet"),
    "no_clear_change": Sign("wave", "stone"),
    "no_clear_change_turned": Sign("wave-hooked", "stone"),
    "few": Sign("dashed-ring-dots", "grey"),
    "one": Sign("dashed-ring-dot", "grey"),
    "none": Sign("dashed-ring", "grey"),
    "not_judged": Sign("ring-dash", "grey"),
}
"""Each answer's own shape. Circle: the promise is kept. Square: it does not look so. Diamond: nobody can tell.
Octagon: the time is out. Dashed ring: measurements are lacking. A bare arrow: no promise to keep."""


def sign_key(code: AnswerCode, turned: object = None) -> str:
    """The key in :data:`SIGNS` of an answer."""
    return f"{code.value}_turned" if turned and code in TURNABLE else code.value


def answer_label(
    code: AnswerCode,
    *,
    since: int | Text | None = None,
    turned: int | Text | None = None,
    year: int | Text | None = None,
    n: int | None = None,
) -> Text:
    """The answer's word, with its years. Without years as the legend has it: "Bättre sedan ÅÅÅÅ"."""
    label = ANSWER_LABELS[code].fill(
        since=since or _YEAR, year=year or _YEAR, n=HOW_MANY.get(n, _TWO_TO_FOUR)
    )
    return label + _TURNED.fill(turned=turned) if turned and code in TURNABLE else label


def legend_label(key: str) -> Text:
    """The word of a sign as the legend has it, for every key of :data:`SIGNS`."""
    code = AnswerCode(key.removesuffix("_turned"))
    return answer_label(code, turned=_YEAR if key.endswith("_turned") else None)


def plain_label(code: AnswerCode) -> Text:
    """The word without years, for counting and for filters: "bättre" rather than "Bättre sedan 2005"."""
    return _PLAIN.get(code) or ANSWER_LABELS[code]


_PLAIN: Mapping[AnswerCode, Text] = {
    _C.OVERDUE: Text("Målåret passerat, inte mätt sedan dess", "Target year passed, not measured since"),
    _C.FEW: Text("Två–fyra mätningar", "Two to four measurements"),
    _C.BETTER: Text("Bättre", "Better"),
    _C.WORSE: Text("Sämre", "Worse"),
    _C.NO_CLEAR_CHANGE: Text("Ingen tydlig förändring", "No clear change"),
}
