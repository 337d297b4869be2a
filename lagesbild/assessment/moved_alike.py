"""How many municipalities moved as this one did, from the last value but one to the last."""

from collections.abc import Sequence
from math import floor, log10

from lagesbild.assessment.answer_numbers import readable, readable_change
from lagesbild.assessment.numerals import own_decimals
from lagesbild.assessment.recent_reason import PER_CENT, is_told_in_per_cent
from lagesbild.assessment.recent_years import RecentYears
from lagesbild.assessment.rule import Rule
from lagesbild.assessment.words import NO_TEXT, Text

FEWEST_PLACES = 30
"""Among fewer it is no picture of a country."""
_STEPS = (5, 2, 1)
_HAIR = 1e-9


def moved_alike(recent: RecentYears | None, pairs: Sequence[tuple[float, float]], rule: Rule) -> Text:
    """In how many places the value changed the same way by more than a round number: at most half of what it did here.

    ``pairs``: the value before and the value after of every place that has both, this one too. Empty where nothing
    changed here or there are too few places.
    """
    if recent is None or not recent.change.absolute:
        return NO_TEXT
    relative = is_told_in_per_cent(recent, rule)
    comparable = [pair for pair in pairs if pair[0] > 0] if relative else pairs
    if len(comparable) < FEWEST_PLACES:
        return NO_TEXT
    own = recent.change.percent if relative else recent.change.absolute
    least = _round_down(abs(own) / 2)
    way = 1 if own > 0 else -1
    changes = [_change(before, after, relative) for before, after in comparable]
    return _MOVED.fill(
        count=sum(change * way > least * (1 + _HAIR) for change in changes),
        n=len(comparable),
        moved=_ROSE if own > 0 else _FELL,
        least=readable(least, own_decimals(least), PER_CENT)
        if relative
        else readable_change(least, own_decimals(least), rule.unit),
    )


def _change(before: float, after: float, relative: bool) -> float:
    return 100 * (after - before) / before if relative else after - before


def _round_down(size: float) -> float:
    """The largest of …, 0.5, 1, 2, 5, 10 … that is not above ``size``."""
    power = 10.0 ** floor(log10(size))
    return next(round(step * power, 12) for step in _STEPS if step * power <= size * (1 + _HAIR))


_ROSE, _FELL = Text("ökade", "rose"), Text("minskade", "fell")
_MOVED = Text(
    "I {count} av {n} kommuner {moved} det med mer än {least}.",
    "In {count} of {n} municipalities it {moved} by more than {least}.",
)
