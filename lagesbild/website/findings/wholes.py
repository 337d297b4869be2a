"""What is wrong between a whole and its parts, and in figures that nobody measured when they say."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from django.conf import settings
from django.utils.translation import gettext as _

from lagesbild.assessment import with_unit
from lagesbild.assessment.standing_still import carried_forward
from lagesbild.cooperation.goal17 import figure_run
from lagesbild.figures import queries
from lagesbild.framework.language import language_in_force
from lagesbild.reporting import reported
from lagesbild.reporting.findings import Finding, FindingKind, finding
from lagesbild.website.indicators.answers import IndicatorAnswer

NEARLY_ALL = 0.9
"""Parts that make up less of the whole than this are evidently not all of its parts."""
COUNTED_HERE = frozenset({figure_run.ID, reported.ID})
"""Sources of our own: counted anew each time, or measured by somebody here. Neither carries a value forward."""


def about_wholes(answers: list[IndicatorAnswer], area: str) -> Iterator[Finding]:
    yield from of_several_editions(answers)
    yield from not_adding_up(answers)
    yield from standing_still(answers, area)


def of_several_editions(answers: Iterable[IndicatorAnswer]) -> Iterator[Finding]:
    """Figures that join two editions, and parts of another edition than their whole."""
    editions = queries.editions(settings.FIGURES)
    for answer in answers:
        indicator = answer.indicator
        for origin, of_origin in editions.get(indicator.figure, {}).items():
            if len(of_origin) > 1:
                names = ", ".join(sorted(of_origin))
                yield finding(
                    FindingKind.EDITIONS,
                    indicator,
                    f"{origin} {names}",
                    lambda names=names: (
                        _("Siffrorna är ur flera utgåvor (%(editions)s), som inte ska blandas.")
                        % {"editions": names}
                    ),
                )
    for whole, parts in _families(answers):
        for part in parts:
            yield from _of_another_edition(whole, part, editions)


def _of_another_edition(whole: IndicatorAnswer, part: IndicatorAnswer, editions: dict) -> Iterator[Finding]:
    of_whole, of_part = (editions.get(answer.indicator.figure, {}) for answer in (whole, part))
    for origin in of_whole.keys() & of_part.keys():
        if of_whole[origin] != of_part[origin]:
            words = {
                "whole": whole.indicator.name,
                "of_whole": ", ".join(sorted(of_whole[origin])),
                "of_part": ", ".join(sorted(of_part[origin])),
            }
            yield finding(
                FindingKind.EDITIONS,
                part.indicator,
                f"{whole.indicator.uid} {words['of_whole']} {words['of_part']}",
                lambda words=words: (
                    _("Delen är ur utgåvan %(of_part)s, men helheten (%(whole)s) ur %(of_whole)s.") % words
                ),
            )


def not_adding_up(answers: Iterable[IndicatorAnswer]) -> Iterator[Finding]:
    """Wholes whose parts are more than they are, or nearly as much but not quite."""
    for whole, parts in _families(answers):
        sums = _sums([part for part in parts if part.indicator.unit_sv == whole.indicator.unit_sv])
        wholes = {point.year: point.value for point in whole.points}
        wrong = {
            year: total
            for year, total in sums.items()
            if year in wholes and _differs(total, wholes[year], whole, len(parts))
        }
        if wrong:
            year = max(wrong)
            yield finding(
                FindingKind.PARTS_DIFFER,
                whole.indicator,
                f"{year} {wrong[year]!r} {wholes[year]!r}",
                lambda whole=whole, year=year, total=wrong[year], own=wholes[year]: _apart(
                    whole, year, total, own
                ),
            )


def _families(answers: Iterable[IndicatorAnswer]) -> list[tuple[IndicatorAnswer, list[IndicatorAnswer]]]:
    answers = list(answers)
    parts = defaultdict(list)
    for answer in answers:
        parts[answer.indicator.part_of_id].append(answer)
    return [(answer, parts[answer.indicator.pk]) for answer in answers if parts[answer.indicator.pk]]


def _sums(parts: list[IndicatorAnswer]) -> dict[int, float]:
    """By year, for the years of which every part has a value. Shares of different things are never added up."""
    if not parts or parts[0].indicator.unit_sv.startswith("%"):
        return {}
    by_year = [{point.year: point.value for point in part.points} for part in parts]
    years = set.intersection(*map(set, by_year))
    return {year: sum(values[year] for values in by_year) for year in years}


def _differs(total: float, own: float, whole: IndicatorAnswer, parts: int) -> bool:
    rounding = 0.5 * 10**-whole.indicator.decimals * (parts + 1)
    if total - own > rounding:
        return True
    return parts > 1 and own - total > rounding and total >= NEARLY_ALL * own


def _apart(whole: IndicatorAnswer, year: int, total: float, own: float) -> str:
    indicator = whole.indicator
    unit = indicator.unit_text
    sides = {
        name: with_unit(amount, indicator.decimals, unit, language_in_force())
        for name, amount in (("parts", total), ("whole", own))
    }
    return _("Delarna är tillsammans %(parts)s %(year)s, men helheten är %(whole)s.") % {
        **sides,
        "year": year,
    }


def standing_still(answers: Iterable[IndicatorAnswer], area: str) -> Iterator[Finding]:
    """Series that their source seems to carry forward, where nobody has said how often they are measured."""
    answers = [answer for answer in answers if _may_be_carried_forward(answer)]
    elsewhere = queries.unchanged(
        settings.FIGURES,
        [answer.indicator.figure for answer in answers],
        {answer.indicator.subgroup for answer in answers},
        area,
    )
    for answer in answers:
        indicator = answer.indicator
        ends = (0.0, 100.0) if indicator.unit_sv.startswith("%") else (0.0,)
        years = carried_forward(
            answer.points, elsewhere.get((indicator.figure, indicator.subgroup)), ends=ends
        )
        if years:
            yield finding(
                FindingKind.CARRIED_FORWARD,
                indicator,
                f"{years[0]} {years[1]}",
                lambda years=years: _still(*years),
            )


def _may_be_carried_forward(answer: IndicatorAnswer) -> bool:
    indicator = answer.indicator
    origins = {observation.origin for observation in answer.measured}
    return bool(indicator.figure) and not indicator.cycle_years and not origins & COUNTED_HERE


def _still(first: int, last: int) -> str:
    return _(
        "Värdet är detsamma %(first)s–%(last)s. Källan kan ha fört det vidare utan ny mätning. Fyll i hur ofta det "
        "mäts, eller svara att det verkligen stod still."
    ) % {"first": first, "last": last}
