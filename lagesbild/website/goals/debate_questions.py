"""Questions that the figures put to a committee: what nobody has answered, and a debate could be about."""

from collections.abc import Iterator
from datetime import date
from itertools import islice

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from lagesbild.assessment import AnswerCode
from lagesbild.assessment.answer_numbers import decided_readable, readable_change
from lagesbild.assessment.numerals import rate_decimals
from lagesbild.website.goals.debate_sheet import DebateSheet
from lagesbild.website.indicators.answers import IndicatorAnswer
from lagesbild.website.indicators.freshness import overdue

MOST_QUESTIONS = 4
OUT_OF_PACE = (AnswerCode.TOO_SLOW, AnswerCode.STALLED, AnswerCode.WRONG_WAY, AnswerCode.UNCERTAIN)
FAILED = (AnswerCode.OUTSIDE, AnswerCode.MISSED, AnswerCode.LOST, AnswerCode.OVERDUE)


def questions(sheet: DebateSheet, name: str, today: date) -> list[str]:
    """``name``: the organisation's. At most a handful, the weightiest first."""
    return list(islice(_questions(sheet, name, today), MOST_QUESTIONS))


def _questions(sheet: DebateSheet, name: str, today: date) -> Iterator[str]:
    figures = {answer.indicator.pk: answer for row in sheet.rows for answer in row.answers}.values()
    real = [answer for answer in figures if not answer.indicator.is_example]
    yield from islice((_about_pace(answer) for answer in real if _lacks_pace(answer)), 2)
    yield from islice((_about_failure(answer) for answer in real if answer.answer.code in FAILED), 1)
    if sheet.unmeasured:
        yield ngettext(
            "Hur ska %(name)s veta om målet som inget nyckeltal följer är på väg att nås?",
            "Hur ska %(name)s veta om de %(n)d mål som inget nyckeltal följer är på väg att nås?",
            sheet.unmeasured,
        ) % {"n": sheet.unmeasured, "name": name}
    yield from islice((_about_age(answer) for answer in real if overdue(answer, today)), 1)
    for action in sheet.late[:1]:
        yield _("Åtgärden %(name)s är försenad. Vad behövs för att den ska bli klar?") % {"name": action.name}


def _lacks_pace(answer: IndicatorAnswer) -> bool:
    pace = answer.verdict.pace
    return answer.answer.code in OUT_OF_PACE and None not in (pace.needed, pace.slope)


def _about_pace(answer: IndicatorAnswer) -> str:
    pace = answer.verdict.pace
    places = rate_decimals(pace.slope, pace.needed)
    return _(
        "%(name)s har ändrats med %(slope)s om året. Det behövs %(needed)s om året för att nå %(target)s %(year)s."
        " Vad skulle ge den takten?"
    ) % {
        "name": answer.indicator.name,
        "slope": _change(answer, pace.slope, places),
        "needed": _change(answer, pace.needed, places),
        "target": _target(answer),
        "year": pace.reference.year,
    }


def _about_failure(answer: IndicatorAnswer) -> str:
    words = {"name": answer.indicator.name, "answer": answer.answer.label[get_language()]}
    return _("%(name)s: %(answer)s. Vad görs åt det, och vad har det kostat?") % words


def _about_age(answer: IndicatorAnswer) -> str:
    words = {"name": answer.indicator.name, "period": answer.latest.when.label(get_language())}
    return _("Siffrorna om %(name)s slutar %(period)s. När kommer nästa?") % words


def _change(answer: IndicatorAnswer, value: float, decimals: int) -> str:
    return readable_change(value, decimals, answer.indicator.unit_text)[get_language()]


def _target(answer: IndicatorAnswer) -> str:
    return decided_readable(answer.verdict.pace.reference.value, answer.indicator.unit_text)[get_language()]
