"""What is new for a committee since last year: figures and their answers, assessments, actions, decisions."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from lagesbild.assessment import ActionStatus, with_unit
from lagesbild.barometer.models import Action
from lagesbild.framework.language import language_in_force
from lagesbild.website.goals.debate_sheet import DebatedGoal, DebateSheet
from lagesbild.website.indicators.answers import IndicatorAnswer


@dataclass(frozen=True)
class News:
    """One thing that is new: where it stands, and in a sentence what."""

    title: str
    address: str
    sentence: str
    is_example: bool = False


def news_since(sheet: DebateSheet, since: date) -> list[News]:
    """Turned answers first, then assessments, actions and other figures."""
    figures = {answer.indicator.pk: answer for row in sheet.rows for answer in row.answers}
    new_figures = [(answer, _before(answer, since)) for answer in figures.values() if _is_new(answer, since)]
    turned = [pair for pair in new_figures if _has_turned(*pair)]
    return [
        *(_turned(*pair) for pair in turned),
        *_assessed(sheet.rows, since),
        *_done(sheet.actions, since),
        *(_measured(*pair) for pair in new_figures if pair not in turned),
    ]


def _is_new(answer: IndicatorAnswer, since: date) -> bool:
    """Figures come out the year after the year that they are of."""
    return answer.latest is not None and answer.latest.value is not None and answer.latest.year >= since.year


def _has_turned(answer: IndicatorAnswer, before: IndicatorAnswer) -> bool:
    return before.latest is not None and before.answer.code != answer.answer.code


def _before(answer: IndicatorAnswer, since: date) -> IndicatorAnswer:
    """As it stood with the figures of the years before."""
    return answer.up_to(since.year - 1, year_now=since.year)


def _turned(answer: IndicatorAnswer, before: IndicatorAnswer) -> News:
    language = get_language()
    words = {"now": answer.answer.label[language], "before": before.answer.label[language]}
    sentence = _("nytt svar: %(now)s. För ett år sedan: %(before)s.") % words
    return _of_figure(answer, f"{_figures(answer, before)}; {sentence}")


def _measured(answer: IndicatorAnswer, before: IndicatorAnswer) -> News:
    return _of_figure(answer, f"{_figures(answer, before)}.")


def _of_figure(answer: IndicatorAnswer, sentence: str) -> News:
    indicator = answer.indicator
    return News(indicator.name, indicator.get_absolute_url(), sentence, indicator.is_example)


def _figures(answer: IndicatorAnswer, before: IndicatorAnswer) -> str:
    now = _figure(answer)
    if before.latest is None or before.latest.value is None:
        return _("%(now)s, den första siffran") % {"now": now}
    return _("%(now)s, tidigare %(before)s") % {"now": now, "before": _figure(before, answer.decimals)}


def _figure(answer: IndicatorAnswer, decimals: int | None = None) -> str:
    indicator, latest = answer.indicator, answer.latest
    unit = indicator.unit_text
    places = answer.decimals if decimals is None else decimals
    value = with_unit(latest.value, places, unit, language_in_force())
    return f"{value} {latest.when.label(language_in_force())}"


def _assessed(rows: Iterable[DebatedGoal], since: date) -> Iterator[News]:
    for row in rows:
        if row.goal is None or row.assessment is None or row.assessment.assessed_on <= since:
            continue
        label = row.goal.programme.grade_label(row.grade)
        words = {"grade": label, "day": row.assessment.assessed_on}
        sentence = _("bedömt %(day)s: %(grade)s.") % words
        if len(row.assessments) > 1 and row.assessments[1].grade != row.grade:
            before = row.goal.programme.grade_label(row.assessments[1].grade)
            sentence += " " + _("Tidigare: %(grade)s.") % {"grade": before}
        yield News(row.goal.name, row.goal.get_absolute_url(), sentence, row.assessment.is_example)


def _done(actions: Iterable[Action], since: date) -> Iterator[News]:
    for action in actions:
        if action.status_now == ActionStatus.DONE and action.finished_on and action.finished_on > since:
            sentence = _("blev klar %(day)s.") % {"day": action.finished_on}
            yield News(action.name, action.get_absolute_url(), sentence, action.is_example)
