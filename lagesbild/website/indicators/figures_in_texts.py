"""References in texts, filled in with what their indicators say: value, unit and year, with a link."""

from collections.abc import Iterable

from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _

from lagesbild.assessment import with_unit
from lagesbild.assessment.numerals import change
from lagesbild.barometer.references import IndicatorReference, filled, references
from lagesbild.framework.language import language_in_force
from lagesbild.organisations.models import Municipality
from lagesbild.website.indicators.answers import IndicatorAnswer
from lagesbild.website.indicators.shared_answers import every_public_answer


def with_figures(html: str) -> str:
    """The text with its references filled in. A reference to nothing is told in plain words, never an error."""
    if "{{" not in html:
        return html
    by_slug = answers_to(references(html))
    return filled(
        html, lambda reference: _figure_element(reference, by_slug.get(reference.slug)), unknown=_unknown()
    )


def answers_to(text_references: Iterable[IndicatorReference]) -> dict[str, IndicatorAnswer]:
    """The published indicators that are referred to, with their figures, by slug."""
    slugs = {reference.slug for reference in text_references}
    if not slugs:
        return {}
    indicator_answers = every_public_answer(Municipality.load().home_area, timezone.localdate().year)
    return {answer.indicator.slug: answer for answer in indicator_answers if answer.indicator.slug in slugs}


def is_known(reference: IndicatorReference, answer: IndicatorAnswer | None) -> bool:
    """Whether there is a figure to put in the reference's place."""
    return answer is not None and bool(_figure_text(reference, answer))


def _figure_element(reference: IndicatorReference, answer: IndicatorAnswer | None) -> str:
    figure = _figure_text(reference, answer) if answer else ""
    if not figure:
        return _unknown()
    return format_html('<a href="{}">{}</a>', answer.indicator.get_absolute_url(), figure)


def _unknown() -> str:
    return _("uppgift saknas")


def _figure_text(reference: IndicatorReference, answer: IndicatorAnswer) -> str:
    """The words in the reference's place; empty where no figure is known."""
    values = {point.year: point.value for point in answer.points}
    if not values:
        return ""
    if reference.is_change:
        return _change(values, reference.year, answer)
    year = reference.year or max(values)
    if year not in values:
        return ""
    figure = with_unit(values[year], answer.decimals, answer.indicator.unit_text, language_in_force())
    return _("%(figure)s (%(year)s)") % {"figure": figure, "year": year}


def _change(values: dict[int, float], since: int | None, answer: IndicatorAnswer) -> str:
    first, last = since or min(values), max(values)
    if first not in values or first == last:
        return ""
    moved = values[last] - values[first]
    figure = change(moved, answer.decimals, answer.indicator.unit_text).in_(language_in_force())
    sign = "+" if moved > 0 else ""
    return _("%(figure)s (%(first)s–%(last)s)") % {"figure": f"{sign}{figure}", "first": first, "last": last}
