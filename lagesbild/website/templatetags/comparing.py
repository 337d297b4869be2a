"""How a comparison between municipalities is printed."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from lagesbild.assessment import number
from lagesbild.barometer.models import Indicator
from lagesbild.framework.language import language_in_force
from lagesbild.tables.periods import Period
from lagesbild.website.drawing.marks import PlaceMark, place_mark
from lagesbild.website.indicators.among import among
from lagesbild.website.indicators.page import flag_in_words

register = template.Library()


@register.filter
def has_others(indicator: Indicator) -> bool:
    """Whether there is anything to compare it with: without, there is no tab."""
    return bool(among(indicator).placed)


@register.filter
def period_name(period: Period) -> str:
    return period.label(language_in_force())


@register.filter
def change_of(change: float, comparison) -> str:
    return comparison.measure.text(change).in_(language_in_force())


@register.filter
def any_has_others(answers) -> bool:
    """Whether any of some answers' indicators can be compared: without, there is no link."""
    return any(has_others(answer.indicator) for answer in answers)


@register.filter
def amount_of(value: float, comparison) -> str:
    return comparison.amount(value).in_(language_in_force())


@register.filter
def period_and_unit(comparison) -> str:
    parts = (period_name(comparison.panel.last), comparison.others.unit.in_(language_in_force()))
    return ", ".join(filter(None, parts))


@register.simple_tag
def value_at(column, place: int, comparison) -> str:
    value = column.values[place]
    return "–" if value is None else comparison.plain(value, language_in_force())


@register.simple_tag
def place_swatch(mark: PlaceMark) -> SafeString:
    """The line and the shape that a place is drawn by. Its name stands beside, so who hears the page misses none."""
    dash = f' stroke-dasharray="{mark.dash}"' if mark.dash else ""
    line = f'<path class="chart-line {mark.css}" d="M-17 0H17" fill="none"{dash}/>'
    return mark_safe(
        '<svg class="place-key-line" viewBox="-17 -9 34 18" width="34" height="18" aria-hidden="true">'
        f"{line}{_shape(mark)}</svg>"
    )


@register.simple_tag
def place_shape(mark: PlaceMark) -> SafeString:
    """The shape alone, where there is no room for more."""
    return mark_safe(
        '<svg class="place-key-line" viewBox="-8 -9 16 18" width="16" height="18" aria-hidden="true">'
        f"{_shape(mark)}</svg>"
    )


def _shape(mark: PlaceMark) -> str:
    hollow = " mark-hollow" if mark.hollow else ""
    return f'<path class="mark {mark.css}{hollow}" d="{mark.shape}"/>'


@register.simple_tag
def ranked_row(row, comparison) -> SafeString:
    """A row of the list. Made here and not in the template, for there may be 290 of them."""
    language = language_in_force()
    swatch = place_shape(place_mark(row.mark)) + "\N{NO-BREAK SPACE}" if row.mark is not None else ""
    flag = format_html(' <span class="small">({})</span>', flag_in_words(row.flag)) if row.flag else ""
    change = "–" if row.change is None else comparison.measure.text(row.change).in_(language)
    return format_html(
        '<tr{}><th scope="row">{}{}</th><td class="number">{}</td><td class="number">{}{}</td>{}</tr>',
        mark_safe(' class="home"' if row.home else ' class="picked"' if row.mark is not None else ""),
        mark_safe(swatch),
        row.name,
        row.rank,
        number(row.value, comparison.others.decimals, language),
        flag,
        format_html('<td class="number">{}</td>', change) if comparison.since else "",
    )
