"""The words that verdicts are given in, Swedish and English. The public legend is made from this module.

A municipality may word its own goal assessments per programme; what stands here is the default.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Text:
    """The same words in Swedish and English. Where the English is empty the Swedish stands in."""

    sv: str
    en: str = ""

    def in_(self, language: str | None) -> str:
        """The words in ``language``: ``en``, ``en-gb`` and the like give English, anything else Swedish."""
        return self.en if self.en and (language or "").lower().startswith("en") else self.sv

    def __getitem__(self, language: str) -> str:
        return self.in_(language)

    def __bool__(self) -> bool:
        return bool(self.sv or self.en)

    def __add__(self, other: "Text") -> "Text":
        return Text(self.sv + other.sv, self["en"] + other["en"])

    @staticmethod
    def sentences(*texts: "Text") -> "Text":
        """The texts that say something, one after another with a space between."""
        filled = [text for text in texts if text]
        return Text(" ".join(text.sv for text in filled), " ".join(text["en"] for text in filled))

    def fill(self, **parts: object) -> "Text":
        """Both languages with ``{name}`` replaced; a part that is itself a Text is taken in that language."""
        english = dict(parts)
        for name, part in parts.items():
            if isinstance(part, Text):
                parts[name], english[name] = part.sv, part.en or part.sv
        return Text(one_stop(self.sv.format_map(parts)), one_stop((self.en or self.sv).format_map(english)))


def one_stop(sentence: str) -> str:
    """A unit such as "inv." that ends a sentence brings its full stop with it."""
    return sentence.replace("..", ".") if ".." in sentence and "..." not in sentence else sentence


NO_TEXT = Text("")


class TrendWord(StrEnum):
    """Where the figures are going. Ordered from the best answer to none at all."""

    IMPROVING = "improving"
    NO_CLEAR_CHANGE = "no_clear_change"
    WORSENING = "worsening"
    TOO_FEW = "too_few"
    NOT_JUDGED = "not_judged"


class Evidence(StrEnum):
    """How much a trend rests on: 5–7 values are weak, 8 or more strong, empty where no interval is judged."""

    NONE = ""
    WEAK = "weak"
    STRONG = "strong"


class StatusWord(StrEnum):
    """Where the latest value stands against one reference value."""

    REACHED = "reached"
    NOT_REACHED = "not_reached"
    PASSED_UNREACHED = "passed_unreached"
    NOT_JUDGED = "not_judged"


class PaceWord(StrEnum):
    """Whether the change is fast enough for the target year."""

    REACHED = "reached"
    ON_TRACK = "on_track"
    UNCERTAIN = "uncertain"
    TOO_SLOW = "too_slow"
    STALLED = "stalled"
    WRONG_WAY = "wrong_way"
    PASSED = "passed"
    NOT_JUDGED = "not_judged"


class ActionStatus(StrEnum):
    """How far an action has come."""

    DONE = "done"
    STARTED = "started"
    NOT_STARTED = "not_started"
    LATE = "late"
    CANCELLED = "cancelled"


GOAL_GRADES: Mapping[int, Text] = {
    1: Text("Målet är uppnått", "The goal has been reached"),
    2: Text("Målet bedöms kunna uppnås", "The goal is expected to be reached"),
    3: Text("Osäkert om målet kan uppnås", "Uncertain whether the goal can be reached"),
    4: Text("Målet bedöms inte kunna uppnås", "The goal is not expected to be reached"),
    5: Text("Målet har inte uppnåtts", "The goal has not been reached"),
}
ON_THE_WAY, UNCERTAIN, OFF_TRACK = (1, 2), (3,), (4, 5)
"""The grades as they are summed, signed and held against the figures."""
NOT_ASSESSED = Text("Ej bedömt", "Not assessed")

TREND_LABELS: Mapping[TrendWord, Text] = {
    TrendWord.IMPROVING: Text("Utvecklingen har gått åt rätt håll", "Has moved in the right direction"),
    TrendWord.NO_CLEAR_CHANGE: Text("Ingen tydlig förändring", "No clear change"),
    TrendWord.WORSENING: Text("Utvecklingen har gått åt fel håll", "Has moved in the wrong direction"),
    TrendWord.TOO_FEW: Text("För få mätvärden för att bedöma", "Too few values to judge"),
    TrendWord.NOT_JUDGED: Text("Nyckeltalet bedöms inte", "The indicator is not judged"),
}
_SINCE = Text(" sedan {year}", " since {year}")


def trend_label(word: TrendWord, since: int | str | None = None) -> Text:
    """The trend's words, with ``since`` where it goes better or worse. The legend passes "ÅÅÅÅ"."""
    label = TREND_LABELS[word]
    if since is None or word not in (TrendWord.IMPROVING, TrendWord.WORSENING):
        return label
    return label + _SINCE.fill(year=since)


STATUS_LABELS: Mapping[StatusWord, Text] = {
    StatusWord.REACHED: Text("Målvärdet är nått", "Target reached"),
    StatusWord.NOT_REACHED: Text("Målvärdet är inte nått", "Target not reached"),
    StatusWord.PASSED_UNREACHED: Text(
        "Målåret har passerat, målvärdet är inte nått", "Target year passed, target not reached"
    ),
    StatusWord.NOT_JUDGED: Text("Bedöms inte", "Not judged"),
}
LIMIT_LABELS: Mapping[StatusWord, Text] = {
    StatusWord.REACHED: Text("Gränsen klaras", "Within the limit"),
    StatusWord.NOT_REACHED: Text("Gränsen klaras inte", "Not within the limit"),
    StatusWord.NOT_JUDGED: STATUS_LABELS[StatusWord.NOT_JUDGED],
}
"""What a limit's or guideline's status is called: it is kept, not reached, and has no year to pass."""

PACE_LABELS: Mapping[PaceWord, Text] = {
    PaceWord.REACHED: Text("Målvärdet är redan nått", "Target already reached"),
    PaceWord.ON_TRACK: Text("Takten räcker", "Fast enough"),
    PaceWord.UNCERTAIN: Text("Osäkert om takten räcker", "Uncertain whether it is fast enough"),
    PaceWord.TOO_SLOW: Text("För långsam takt", "Too slow"),
    PaceWord.STALLED: Text("Står still", "Standing still"),
    PaceWord.WRONG_WAY: Text("Har rört sig bort från målet", "Has moved away from the target"),
    PaceWord.PASSED: Text("Målåret har passerat", "The target year has passed"),
    PaceWord.NOT_JUDGED: Text("Takten bedöms inte", "The pace is not judged"),
}

ACTION_LABELS: Mapping[ActionStatus, Text] = {
    ActionStatus.DONE: Text("Genomförd", "Done"),
    ActionStatus.STARTED: Text("Påbörjad", "Started"),
    ActionStatus.NOT_STARTED: Text("Inte påbörjad", "Not started"),
    ActionStatus.LATE: Text("Försenad", "Late"),
    ActionStatus.CANCELLED: Text("Inställd", "Cancelled"),
}

EVIDENCE_LABELS: Mapping[Evidence, Text] = {
    Evidence.NONE: NO_TEXT,
    Evidence.WEAK: Text("Svagt underlag", "Weak evidence"),
    Evidence.STRONG: Text("Gott underlag", "Good evidence"),
}

FLAG_LABELS: Mapping[str, Text] = {
    "": NO_TEXT,
    "preliminary": Text("preliminärt", "preliminary"),
    "extrapolated": Text("framräknat, inte uppmätt", "extrapolated, not measured"),
    "estimated": Text("uppskattat", "estimated"),
}
