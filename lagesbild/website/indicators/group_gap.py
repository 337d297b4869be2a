"""How far two groups of the municipality are from each other, now and at first, in a sentence."""

from django.utils.translation import gettext as _

from lagesbild.assessment.numerals import amount, change
from lagesbild.website.indicators.page import IndicatorPage, PageSeries, period_in_words


def gap_sentence(page: IndicatorPage, language: str) -> str:
    """Of exactly two groups beside all together; empty otherwise, or where they have no period in common."""
    groups = [line for line in page.series if line.area == page.home_area and not line.home]
    if len(groups) != 2 or groups[0].subgroup == groups[1].subgroup:
        return ""
    values = [_values(line) for line in groups]
    shared = [period for period in values[0] if period in values[1]]
    if not shared:
        return ""
    last = _at(page, groups, values, shared[-1], language)
    sentence = _("%(when)s skiljer det %(gap)s mellan %(one)s och %(other)s.") % last
    if len(shared) == 1:
        return sentence
    first = _at(page, groups, values, shared[0], language)
    return f"{sentence} " + _("%(when)s skilde det %(gap)s: %(one)s och %(other)s.") % first


def _values(line: PageSeries) -> dict[str, float]:
    return {row.period: row.value for row in line.observations if row.value is not None}


def _at(page: IndicatorPage, groups, values, period: str, language: str) -> dict[str, str]:
    unit, decimals = page.indicator.unit_text, page.answer.decimals
    pair = [of_group[period] for of_group in values]
    named = [
        f"{line.label} ({amount(value, decimals, unit).in_(language)})"
        for line, value in zip(groups, pair, strict=True)
    ]
    return {
        "when": period_in_words(period),
        "gap": change(abs(pair[0] - pair[1]), decimals, unit).in_(language),
        "one": named[0],
        "other": named[1],
    }
