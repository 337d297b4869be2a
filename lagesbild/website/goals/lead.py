"""The one figure that leads a goal's card: which indicator, how it has changed, what was promised and beside whom."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _

from lagesbild.assessment import WORST_FIRST, with_unit
from lagesbild.assessment.answer_words import UNKNOWN
from lagesbild.assessment.numerals import change, own_decimals
from lagesbild.assessment.rule import Reference
from lagesbild.figures import queries
from lagesbild.figures.queries import Middle
from lagesbild.framework.language import language_in_force
from lagesbild.website.indicators.answers import IndicatorAnswer

_TELLING = (
    *(code for code in WORST_FIRST if code not in UNKNOWN),
    *(code for code in WORST_FIRST if code in UNKNOWN),
)
_PLACES = {code: place for place, code in enumerate(_TELLING)}


@dataclass(frozen=True)
class LeadFigure:
    """``middle``: what the country or the municipalities' middle was at the same time, where that is known."""

    answer: IndicatorAnswer
    middle: Middle | None = None

    @property
    def change(self) -> str:
        """How much the value has changed since it was first measured; empty with one value."""
        return change_since(self.answer)

    @property
    def target(self) -> str:
        """What it is held against; empty without a target of the municipality's own."""
        reference = self.answer.answer.target
        return target_in_words(self.answer, reference) if reference else ""

    @property
    def beside(self) -> str:
        """The country's value or the middle of the municipalities; empty where others are not measured."""
        if self.middle is None:
            return ""
        words = {"value": _printed(self.answer, self.middle.value), "n": self.middle.municipalities}
        if self.middle.is_country:
            return _("Sverige: %(value)s.") % words
        return _("I mitten av %(n)s kommuner: %(value)s.") % words


def lead_answer(
    goal_answers: Iterable[IndicatorAnswer], picked: Iterable[int] = ()
) -> IndicatorAnswer | None:
    """The one that a person has picked (``picked``: keys of indicators), else the most telling one.

    That is the one which goes worst of those that say where they are going, a main indicator before a complementary
    one; what is invented only where there is nothing else.
    """
    with_figure = [answer for answer in goal_answers if answer.latest]
    picked = set(picked)
    by_person = [answer for answer in with_figure if answer.indicator.pk in picked]
    return min(by_person or with_figure, key=telling_order, default=None)


def telling_order(answer: IndicatorAnswer) -> tuple:
    """What is sorted by to have the most telling figure first."""
    is_main = any(link.role == link.Role.MAIN for link in answer.indicator.links)
    return (
        answer.indicator.is_example,
        _PLACES[answer.answer.code],
        not answer.answer.is_promise,
        not is_main,
        -len(answer.points),
        answer.indicator.name,
    )


def with_middles(leads: Iterable[IndicatorAnswer | None]) -> list[LeadFigure | None]:
    """Each with what others had at the same time, by one question to the store. Totals are compared with nobody's."""
    leads = list(leads)
    alike = {answer.indicator.figure for answer in leads if answer and not answer.indicator.is_total}
    middles = queries.middles(settings.FIGURES, alike) if alike else {}
    return [LeadFigure(answer, _middle(answer, middles)) if answer else None for answer in leads]


def _middle(answer: IndicatorAnswer, middles: dict) -> Middle | None:
    latest = answer.latest
    key = (answer.indicator.figure, latest.subgroup, latest.period)
    return middles.get(key) if latest.value is not None else None


def change_since(answer: IndicatorAnswer) -> str:
    """As in "−171 177 ton sedan 2005": between the first and the last of the values that the answer rests on."""
    words = change_words(answer)
    if not words:
        return ""
    return (
        _("%(sign)s%(change)s sedan %(since)s.") % words
        if words["change"]
        else _("Samma värde som %(since)s.") % words
    )


def change_words(answer: IndicatorAnswer) -> dict:
    """``since``, ``sign`` and ``change``, which is empty where the value is the same; nothing with one value."""
    points = answer.verdict.trend.used
    if len(points) < 2 or points[-1].year != answer.latest.year:
        return {}
    moved = points[-1].value - points[0].value
    amount = change(moved, answer.decimals, answer.indicator.unit_text).in_(language_in_force())
    return {"since": points[0].year, "sign": "+" if moved > 0 else "", "change": amount if moved else ""}


def target_in_words(answer: IndicatorAnswer, reference: Reference) -> str:
    target = with_unit(
        reference.value, own_decimals(reference.value), answer.indicator.unit_text, language_in_force()
    )
    words = {"target": target, "year": reference.year}
    if reference.year is None:
        return _("Målet är %(target)s.") % words
    if reference.year < answer.year_now:
        return _("Målet var %(target)s till %(year)s.") % words
    return _("Målet är %(target)s till %(year)s.") % words


def _printed(answer: IndicatorAnswer, value: float) -> str:
    return with_unit(value, answer.decimals, answer.indicator.unit_text, language_in_force())
