"""Would the answer have been another in an older edition of the figures, or counted from another year?

Source: a plain second judgement of the same kind, with one thing changed.
"""

from collections.abc import Iterable
from dataclasses import replace

from lagesbild.assessment.answer import Answer
from lagesbild.assessment.rule import Reference, ReferenceKind, Rule
from lagesbild.assessment.series import Point, in_order
from lagesbild.assessment.verdict import judge
from lagesbild.assessment.words import Text

FEWEST = 7
"""With fewer values left, that a later start gives another answer says little."""
LATER_STARTS = 2


def by_older_edition(
    answer: Answer, points: Iterable[Point], rule: Rule, edition: str, *, year_now: int
) -> Text | None:
    """What the ``points`` of an older ``edition`` answer; None where it is the same as ``answer``.

    A target that is decided as a share of its baseline is the same share of that edition's own baseline year.
    """
    points = in_order(points)
    if not points:
        return None
    other = judge(points, _own_targets(points, rule), year_now=year_now).answer
    if other.code == answer.code:
        return None
    return _EDITION.fill(edition=edition, year=points[-1].year, label=other.label, sentence=other.sentence)


def by_other_start(answer: Answer, points: Iterable[Point], rule: Rule, *, year_now: int) -> Text | None:
    """The first other start that gives another answer: all values, else without the first one or two; or None."""
    points = in_order(points)
    for year in _other_starts(points, rule):
        other = judge(points, replace(rule, start_year=year), year_now=year_now).answer
        if other.code != answer.code:
            return _START.fill(year=year, label=other.label)
    return None


def _other_starts(points: tuple[Point, ...], rule: Rule) -> list[int]:
    start = rule.start_year or (rule.baseline.year if rule.baseline else None)
    years = [point.year for point in points]
    used = [year for year in years if start is None or year >= start]
    earlier = years[:1] if years and used and years[0] < used[0] else []
    later = [used[n] for n in range(1, LATER_STARTS + 1) if len(used) - n >= FEWEST]
    return [*earlier, *later]


def _own_targets(points: tuple[Point, ...], rule: Rule) -> Rule:
    baseline = rule.baseline
    began = next((point.value for point in points if baseline and point.year == baseline.year), None)
    if began is None or not baseline.value:
        return rule
    share = began / baseline.value
    return replace(rule, references=tuple(_scaled(reference, share) for reference in rule.references))


def _scaled(reference: Reference, share: float) -> Reference:
    if reference.kind not in (ReferenceKind.TARGET, ReferenceKind.BASELINE):
        return reference
    return replace(reference, value=reference.value * share)


_EDITION = Text(
    "I utgåvan från {edition}, som slutar {year}, är svaret ett annat, ”{label}”. {sentence}",
    "In the edition of {edition}, which ends in {year}, the answer is another, “{label}”. {sentence}",
)
_START = Text(
    "Räknat från {year} hade svaret varit ett annat: ”{label}”.",
    "Counted from {year} the answer would have been another: “{label}”.",
)
