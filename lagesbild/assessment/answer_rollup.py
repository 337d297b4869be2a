"""Many answers side by side: how many of each, promises first. What is not known is never counted as no change."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from lagesbild.assessment.answer_words import LIMITS, PROMISES, UNKNOWN, WORST_FIRST, AnswerCode, plain_label
from lagesbild.assessment.rollups import RollUpShare
from lagesbild.assessment.words import NO_TEXT, Text


@dataclass(frozen=True, slots=True)
class CountedAnswer:
    """One answer as it is counted. ``part_of``: the key of the whole that the indicator is a part of. ``invented``:
    its figures are an example's, and no headline counts them."""

    key: str
    code: AnswerCode
    part_of: str | None = None
    invented: bool = False


@dataclass(frozen=True)
class AnswerRollUp:
    """How many of each answer. ``parts``: how many were not counted as parts of a whole that is; ``invented``: how many
    as an example's invention."""

    counts: Mapping[AnswerCode, int]
    parts: int = 0
    invented: int = 0

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @cached_property
    def promises(self) -> int:
        """How many targets of its own, limits and levels to hold."""
        return sum(self.counts.get(code, 0) for code in (*PROMISES, *LIMITS))

    @cached_property
    def unknown(self) -> int:
        """How many of those without a promise nobody can tell anything of."""
        return sum(self.counts.get(code, 0) for code in UNKNOWN if code not in PROMISES)

    @cached_property
    def worst(self) -> AnswerCode | None:
        """The answer that goes worst; what is not known comes after what is known to go badly."""
        return next((code for code in WORST_FIRST if self.counts.get(code)), None)

    @cached_property
    def known(self) -> int:
        """How many whose answer says where it is going."""
        return self.total - sum(self.counts.get(code, 0) for code in UNKNOWN)

    def shares(self) -> tuple[RollUpShare, ...]:
        """The bar's parts, from worst to best: only those there are."""
        return tuple(
            RollUpShare(code.value, plain_label(code), self.counts[code], self.counts[code] / self.total)
            for code in WORST_FIRST
            if self.counts.get(code)
        )

    def sentence(self) -> Text:
        """The promises in one sentence: which are kept, how the others go, and how many nobody can say it of.

        With more than five numbers it becomes several. Empty without any promise.
        """
        if not self.promises:
            return NO_TEXT
        if self.promises == 1:
            return _ONLY.fill(answer=self._lowered_only())
        kept = self._phrases(_KEPT)
        opening = (_OF_ALL if kept else _NONE_KEPT).fill(count=self.promises, kept=kept)
        others = [phrase for code in _OPEN if (phrase := self._phrases((code,)))]
        unclear = [phrase for code in _UNCLEAR if (phrase := self._phrases((code,)))]
        ways_kept = sum(self.counts.get(code, 0) > 0 for code in _KEPT)
        if len(others) + ways_kept <= _MOST_IN_A_SENTENCE + 1:
            comma = _AND if len(others) == ways_kept == 1 else _COMMA
            return _in_one_sentence(opening, comma, _listed(others), _listed(unclear))
        phrases = [*_in_groups(others), *_in_groups(unclear)]
        return Text.sentences(*(_sentence(phrase) for phrase in (opening, *phrases)))

    def _lowered_only(self) -> Text:
        label = next(plain_label(code) for code in (*PROMISES, *LIMITS) if self.counts.get(code))
        return Text(*(f"{words[0].lower()}{words[1:]}" for words in (label.sv, label["en"])))

    def others_sentence(self) -> Text:
        """What has no promise, in a sentence: better, worse, no clear change, and how many nobody knows of."""
        moving = self._phrases((AnswerCode.BETTER, AnswerCode.WORSE, AnswerCode.NO_CLEAR_CHANGE))
        unknown = _UNKNOWN.fill(count=self.unknown) if self.unknown else NO_TEXT
        return Text.sentences(_WITHOUT.fill(moving=moving) if moving else NO_TEXT, unknown)

    def _phrases(self, codes: Iterable[AnswerCode]) -> Text:
        phrases = [
            _PHRASES[code][self.counts[code] > 1].fill(count=self.counts[code])
            for code in codes
            if self.counts.get(code)
        ]
        return _listed(phrases)


def roll_up_answers(answers: Iterable[CountedAnswer]) -> AnswerRollUp:
    """Counts of answers. An indicator counts once, and a part only where its whole is not counted; what is invented
    does not count."""
    every = {answer.key: answer for answer in answers}
    real = {key: answer for key, answer in every.items() if not answer.invented}
    counting = [answer for answer in real.values() if answer.part_of not in real]
    counts = Counter(AnswerCode(answer.code) for answer in counting)
    return AnswerRollUp(counts, parts=len(real) - len(counting), invented=len(every) - len(real))


def _in_one_sentence(opening: Text, comma: Text, others: Text, unclear: Text) -> Text:
    begun = (
        Text(f"{opening.sv}{comma.sv}{others.sv}", f"{opening['en']}{comma['en']}{others['en']}")
        if others
        else opening
    )
    return _sentence(
        Text(f"{begun.sv}; {unclear.sv}", f"{begun['en']}; {unclear['en']}") if unclear else begun
    )


def _listed(phrases: list[Text]) -> Text:
    if not phrases:
        return NO_TEXT
    if len(phrases) == 1:
        return phrases[0]
    *first, last = phrases
    return Text(
        f"{', '.join(phrase.sv for phrase in first)} och {last.sv}",
        f"{', '.join(phrase['en'] for phrase in first)} and {last['en']}",
    )


def _in_groups(phrases: list[Text]) -> list[Text]:
    """At most four numbers a sentence, the sentences about as long as each other."""
    groups = -(-len(phrases) // _MOST_IN_A_SENTENCE)
    size = -(-len(phrases) // groups) if groups else 0
    return [_listed(phrases[start : start + size]) for start in range(0, len(phrases), size or 1)]


def _sentence(phrase: Text) -> Text:
    sv, en = phrase.sv, phrase["en"]
    return Text(f"{sv[0].upper()}{sv[1:]}.", f"{en[0].upper()}{en[1:]}.")


_MOST_IN_A_SENTENCE = 4
_COMMA, _AND = Text(", ", ", "), Text(" och ", " and ")
_C = AnswerCode
_KEPT = (_C.REACHED, _C.SLIPPING, _C.WITHIN, _C.WITHIN_NEARING)
_OPEN = (
    _C.IN_TIME,
    _C.TOO_SLOW,
    _C.STALLED,
    _C.WRONG_WAY,
    _C.UNCERTAIN,
    _C.MISSED,
    _C.LOST,
    _C.OVERDUE,
    _C.OUTSIDE,
)
_UNCLEAR = (_C.UNMET_BETTER, _C.UNMET_UNCLEAR, _C.UNMET_UNKNOWN)
_OF_ALL = Text("Av {count} mål- och gränsvärden är {kept}", "Of {count} targets and limits {kept}")
_ONLY = Text("Det finns ett mål- eller gränsvärde: {answer}.", "There is one target or limit: {answer}.")
_NONE_KEPT = Text(
    "Av {count} mål- och gränsvärden är inget nått", "Of {count} targets and limits none is reached"
)
_WITHOUT = Text("Utan eget mål: {moving}.", "Without a target of its own: {moving}.")
_UNKNOWN = Text(
    "För {count} är mätningarna för få, eller ingen har bestämt vad som är bättre, så ingen kan säga hur det går.",
    "For {count} there are too few measurements, or nobody has decided what is better, so nobody can say how it goes.",
)


def _both(sv: str, en: str) -> tuple[Text, Text]:
    return (Text(sv, en),) * 2


_PHRASES: Mapping[AnswerCode, tuple[Text, Text]] = {
    _C.REACHED: (Text("{count} nått", "{count} is reached"), Text("{count} nådda", "{count} are reached")),
    _C.SLIPPING: (
        Text("{count} nått men på väg bort", "{count} is reached but slipping away"),
        Text("{count} nådda men på väg bort", "{count} are reached but slipping away"),
    ),
    _C.WITHIN: (
        Text("{count} inom gränsen", "{count} is within the limit"),
        Text("{count} inom gränsen", "{count} are within the limit"),
    ),
    _C.WITHIN_NEARING: (
        Text("{count} inom gränsen men på väg mot den", "{count} is within the limit but moving towards it"),
        Text("{count} inom gränsen men på väg mot den", "{count} are within the limit but moving towards it"),
    ),
    _C.IN_TIME: _both("{count} når målet i tid om takten håller", "{count} on course to be reached in time"),
    _C.UNCERTAIN: (
        Text("{count} är osäkert", "{count} is uncertain"),
        Text("{count} är osäkra", "{count} are uncertain"),
    ),
    _C.TOO_SLOW: (
        Text("{count} kommer för långsamt", "{count} is coming too slowly"),
        Text("{count} kommer för långsamt", "{count} are coming too slowly"),
    ),
    _C.STALLED: (
        Text("{count} har stått still", "{count} has stood still"),
        Text("{count} har stått still", "{count} have stood still"),
    ),
    _C.WRONG_WAY: (
        Text("{count} har gått åt fel håll", "{count} has gone in the wrong direction"),
        Text("{count} har gått åt fel håll", "{count} have gone in the wrong direction"),
    ),
    _C.MISSED: _both(
        "{count} passerade målåret utan att nås", "{count} passed the target year without being reached"
    ),
    _C.LOST: (
        Text("{count} nåddes men har gått förlorat", "{count} was reached but has been lost"),
        Text("{count} nåddes men har gått förlorade", "{count} were reached but have been lost"),
    ),
    _C.OVERDUE: _both(
        "{count} passerade målåret utan någon ny mätning",
        "{count} passed the target year without a new measurement",
    ),
    _C.OUTSIDE: (
        Text("{count} är utanför gränsen", "{count} is outside the limit"),
        Text("{count} är utanför gränsen", "{count} are outside the limit"),
    ),
    _C.UNMET_BETTER: _both(
        "för {count} är värdet inte nått men har gått åt rätt håll",
        "for {count} the value is not reached but has gone in the right direction",
    ),
    _C.UNMET_UNCLEAR: _both(
        "för {count} är värdet inte nått och riktningen inte tydlig",
        "for {count} the value is not reached and the direction not clear",
    ),
    _C.UNMET_UNKNOWN: _both(
        "för {count} är värdet inte nått och vi vet för lite om takten",
        "for {count} the value is not reached and we know too little of the pace",
    ),
    _C.BETTER: _both("{count} bättre", "{count} better"),
    _C.WORSE: _both("{count} sämre", "{count} worse"),
    _C.NO_CLEAR_CHANGE: _both("{count} utan tydlig förändring", "{count} without a clear change"),
}
