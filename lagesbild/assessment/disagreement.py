"""Where a person's assessment and the figures point different ways. Both are shown; neither is overruled."""

from collections import Counter
from collections.abc import Iterable

from lagesbild.assessment.words import GOAL_GRADES, OFF_TRACK, ON_THE_WAY, Text, TrendWord

_WORSENING = Text(
    "Bedömningen är ”{grade}”, men {against} går åt fel håll och {along} åt rätt håll.",
    "The assessment is “{grade}”, but {against} in the wrong direction and {along} in the right.",
)
_IMPROVING = Text(
    "Bedömningen är ”{grade}”, men {against} går åt rätt håll och {along} åt fel håll.",
    "The assessment is “{grade}”, but {against} in the right direction and {along} in the wrong.",
)
_AGAINST = Text(
    "{count} av {judged} bedömda nyckeltal", "{count} of {judged} judged indicators {verb} moving"
)


def disagrees(grade: int | None, words: Iterable[TrendWord], label: str | Text | None = None) -> Text | None:
    """How ``grade`` and the trends of the goal's main indicators disagree, in a sentence; None where they do
    not.

    ``label``: what the programme calls the grade; the default wording where it is empty or None.
    Grades 1–2 against more indicators worsening than improving, or 4–5 against more improving than worsening.
    Grade 3 and no grade disagree with nothing. Raises ValueError for a grade that does not exist.
    """
    if grade is not None and grade not in GOAL_GRADES:
        raise ValueError(f"Unknown grade {grade!r}. Use 1–5, or None where not assessed.")
    counts = Counter(words)
    better, worse = counts[TrendWord.IMPROVING], counts[TrendWord.WORSENING]
    judged = better + worse + counts[TrendWord.NO_CLEAR_CHANGE]
    grade_label = label if isinstance(label, Text) else Text(label or "")
    if grade in ON_THE_WAY and worse > better:
        return _sentence(_WORSENING, grade_label or GOAL_GRADES[grade], judged, worse, better)
    if grade in OFF_TRACK and better > worse:
        return _sentence(_IMPROVING, grade_label or GOAL_GRADES[grade], judged, better, worse)
    return None


def _sentence(template: Text, grade: Text, judged: int, against: int, along: int) -> Text:
    verb = "is" if against == 1 else "are"
    proportion = _AGAINST.fill(count=against, judged=judged, verb=verb)
    return template.fill(grade=grade, against=proportion, along=along)
