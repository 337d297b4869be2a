"""What the public pages said of the figures on a day, as plain data: what the record of a round keeps."""

from datetime import date

from lagesbild.organisations.models import Municipality
from lagesbild.website.indicators.answers import IndicatorAnswer
from lagesbild.website.indicators.shared_answers import every_public_answer


def shown_that_day(home: Municipality, today: date) -> dict:
    """Every public indicator by its permanent id: its name, latest figure and verdict."""
    indicator_answers = every_public_answer(home.home_area, today.year)
    return {str(answer.indicator.uid): _page_state(answer) for answer in indicator_answers}


def _page_state(answer: IndicatorAnswer) -> dict:
    latest, verdict = answer.latest, answer.verdict
    return {
        "name": answer.indicator.name_sv,
        "unit": answer.indicator.unit_sv,
        "period": latest.period if latest else None,
        "value": (latest.text if latest.value is None else latest.value) if latest else None,
        "answer": answer.answer.code.value,
        "answer_said": answer.answer.label["sv"],
        "sentence": answer.answer.sentence["sv"],
        "trend": str(verdict.trend.word),
        "trend_said": verdict.trend.label["sv"],
        "why": verdict.trend.why["sv"],
        "levels": [
            {
                "label": status.reference.label["sv"],
                "value": status.reference.value,
                "word": str(status.word),
                "said": status.label["sv"],
            }
            for status in verdict.statuses
        ],
    }
