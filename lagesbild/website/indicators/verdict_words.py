"""What the pages say of every public indicator today, as plain data: to be kept, and compared with another day's."""

from datetime import date

from lagesbild.assessment import Text, with_unit
from lagesbild.organisations.models import Municipality
from lagesbild.website.indicators.answers import Answer, answers, public_indicators


def verdict_words(today: date) -> dict[str, dict]:
    """Indicator's uid → its name, address, latest value, and its verdict's words and reasons, in both languages."""
    found = answers(public_indicators(), area=Municipality.load().home_area, year_now=today.year)
    return {str(answer.indicator.uid): _said(answer) for answer in found if answer.indicator.figure}


def _said(answer: Answer) -> dict:
    verdict, indicator = answer.verdict, answer.indicator
    parts = [verdict.trend, *verdict.statuses]
    return {
        "figure": indicator.figure,
        "name": {"sv": indicator.name_sv, "en": indicator.name_en or indicator.name_sv},
        "address": indicator.path,
        "latest": _latest(answer),
        "words": [_plain(part.label) for part in parts],
        "why": [_plain(part.why) for part in parts],
    }


def _latest(answer: Answer) -> dict | None:
    seen, indicator = answer.latest, answer.indicator
    if seen is None:
        return None
    unit = Text(indicator.unit_sv, indicator.unit_en or indicator.unit_sv)
    if seen.value is None:
        return {"sv": f"{seen.text} ({seen.period})", "en": f"{seen.text} ({seen.period})"}
    return {
        language: f"{with_unit(seen.value, answer.decimals, unit, language)} ({seen.period})"
        for language in ("sv", "en")
    }


def _plain(text: Text) -> dict:
    return {"sv": text.in_("sv"), "en": text.in_("en")}
