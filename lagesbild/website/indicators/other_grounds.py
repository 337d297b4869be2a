"""What an indicator's page says of the answer in an older edition of its figures, or counted from another year."""

from datetime import timedelta

from django.conf import settings

from lagesbild.assessment import Point, Text
from lagesbild.assessment.other_grounds import by_older_edition, by_other_start
from lagesbild.figures import queries
from lagesbild.figures.vintages import Vintage, vintages_of
from lagesbild.website.indicators.answers import IndicatorAnswer


def other_answers(answer: IndicatorAnswer, area: str) -> list[Text]:
    """One sentence for each thing that would have turned the answer; none where the answer stands firm."""
    rule, points, now = answer.rule, answer.points, answer.year_now
    sentences = [by_other_start(answer.answer, points, rule, year_now=now)]
    edition, older = older_edition(answer, area)
    if older:
        sentences.insert(0, by_older_edition(answer.answer, older, rule, edition, year_now=now))
    return [sentence for sentence in sentences if sentence]


def older_edition(answer: IndicatorAnswer, area: str) -> tuple[str, list[Point]]:
    """The edition before the one that the figures are of, by name, and what it said; empty where there is none."""
    runs = queries.origins(settings.FIGURES)
    used = {(observation.origin, observation.run) for observation in answer.observations}
    current = [runs[key] for key in used if runs.get(key, {}).get("edition")]
    if not current:
        return "", []
    newest = max(current, key=lambda run: run["fetched"])
    same = [run for run in runs.values() if run["origin"] == newest["origin"] and run.get("edition")]
    began = min(run["fetched"] for run in same if run["edition"] == newest["edition"])
    before = [run for run in same if run["fetched"] < began]
    if not before:
        return "", []
    older = max(before, key=lambda run: run["fetched"])
    indicator = answer.indicator
    vintages = vintages_of(
        settings.FIGURES,
        indicator.figure,
        area,
        subgroup=indicator.subgroup,
        as_of=began - timedelta(microseconds=1),
    )
    return older["edition"], _points(
        vintages, {run["run"] for run in same if run["edition"] == older["edition"]}
    )


def _points(vintages: list[Vintage], runs: set[str]) -> list[Point]:
    by_year = {
        int(vintage.period): Point(int(vintage.period), vintage.value, vintage.flag)
        for vintage in vintages
        if vintage.run in runs and vintage.value is not None and vintage.period.isdigit()
    }
    return list(by_year.values())
