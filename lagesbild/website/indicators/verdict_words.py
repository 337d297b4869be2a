"""What the pages say of every public indicator today, as plain data: to be kept, and compared with another day's."""

from datetime import date

from lagesbild.assessment import Text, with_unit
from lagesbild.organisations.models import Municipality
from lagesbild.website.indicators.answers import IndicatorAnswer
from lagesbild.website.indicators.shared_answers import every_public_answer


def verdict_words(today: date) -> dict[str, dict]:
    """Indicator's uid → its name, address, latest value, and its answer's words and reasons, in both languages."""
    indicator_answers = every_public_answer(Municipality.load().home_area, today.year)
    return {
        str(answer.indicator.uid): _verdict_and_latest(answer)
        for answer in indicator_answers
        if answer.indicator.figure
    }


def _verdict_and_latest(answer: IndicatorAnswer) -> dict:
    verdict, indicator = answer.verdict, answer.indicator
    why = [verdict.answer.sentence, *(status.why for status in verdict.statuses)]
    return {
        "figure": indicator.figure,
        "name": {"sv": indicator.name_sv, "en": indicator.name_en or indicator.name_sv},
        "address": indicator.path,
        "latest": _latest(answer),
        "words": [_plain(part.label) for part in (verdict.answer, *verdict.statuses)],
        "why": [_plain(text) for text in why],
    }


def _latest(answer: IndicatorAnswer) -> dict | None:
    observation, indicator = answer.latest, answer.indicator
    if observation is None:
        return None
    unit = indicator.unit_text
    return {
        language: f"{_amount(answer, unit, language)} ({observation.when.label(language)})"
        for language in ("sv", "en")
    }


def _amount(answer: IndicatorAnswer, unit: Text, language: str) -> str:
    if answer.latest.value is None:
        return answer.latest.text
    return with_unit(answer.latest.value, answer.decimals, unit, language)


def _plain(text: Text) -> dict:
    return {"sv": text.in_("sv"), "en": text.in_("en")}
