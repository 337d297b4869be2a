"""A comparison's drawings as files of their own: what the page shows for the same address, with source and address."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from lagesbild.assessment.words import one_stop
from lagesbild.framework.language import language_in_force
from lagesbild.website.citing import site_name, source_sentence
from lagesbild.website.comparing import pictures, sentences
from lagesbild.website.comparing.comparison import IndicatorComparison
from lagesbild.website.drawing.chart_file import ChartWords, chart_file
from lagesbild.website.drawing.strip_file import KeyEntry, StripRow, strips_file
from lagesbild.website.indicators.page import IndicatorPage

if TYPE_CHECKING:
    from lagesbild.website.comparing.goal_views import GoalComparison


def indicator_file(
    comparison: IndicatorComparison, page: IndicatorPage, key: Sequence[dict], address: str
) -> str:
    """The cloud over time; with one period only, the places on a line."""
    language, home = language_in_force(), comparison.home
    place = one_stop(sentences.place_sentence(comparison, language))
    source = comparison_source_sentence(comparison, page)
    if not (cloud := pictures.cloud_picture(comparison, page, language)):
        words = ChartWords(comparison_title(comparison), place, "", source, site_name(home), address)
        return strips_file([_strip_row(comparison)], _entries(key), strip_note(), words, home.accent_colour)
    picked = one_stop(sentences.picked_sentence(comparison, language))
    title = comparison_title(comparison)
    words = ChartWords(title, place, picked, source, site_name(home), address)
    return chart_file(cloud, words, home.accent_colour)


def goal_file(compared: "GoalComparison", address: str) -> str:
    """The strips of all indicators of a goal that can be compared."""
    rows = [_strip_row(comparison, with_source=True) for comparison in compared.comparisons]
    source, site = sources_sentence(compared.comparisons), site_name(compared.home)
    words = ChartWords(goal_title(compared), "", "", source, site, address)
    return strips_file(rows, _entries(compared.key), strip_note(), words, compared.home.accent_colour)


def _strip_row(comparison: IndicatorComparison, *, with_source: bool = False) -> StripRow:
    language, indicator = language_in_force(), comparison.indicator
    strip = pictures.strip_picture(comparison, language, f"strip-{indicator.slug}"[:60].rstrip("-"))
    source = _("Källa: %(source)s") % {"source": indicator.source} if with_source and indicator.source else ""
    return StripRow(indicator.name, strip_caption(comparison), strip, source)


def strip_caption(comparison: IndicatorComparison) -> str:
    """The year, how many there are, and the home's value and place."""
    caption = _("%(year)s, %(n)s kommuner.") % {
        "year": comparison.panel.last.label(language_in_force()),
        "n": comparison.n,
    }
    if (own := comparison.own()) is None:
        return caption
    return f"{caption} " + _("%(home)s %(value)s, plats %(rank)s %(end)s.") % {
        "home": own.name,
        "value": comparison.amount(own.value).in_(language_in_force()),
        "rank": own.rank,
        "end": pictures.counted_from(comparison),
    }


def strip_note() -> str:
    return _("Varje streck är en kommun, varje tecken en som är vald. Den prickade linjen är medianen.")


def _entries(key: Iterable[dict]) -> list[KeyEntry]:
    return [KeyEntry(entry["name"], entry["mark"]) for entry in key]


# --- What they are called and where they are from ---------------------------------------------------------


def comparison_title(comparison: IndicatorComparison) -> str:
    return _("%(name)s: %(home)s och andra kommuner") % {
        "name": comparison.indicator.name,
        "home": comparison.home.name,
    }


def goal_title(compared: "GoalComparison") -> str:
    number = compared.goal.number if compared.goal else ""
    return _("%(number)s %(name)s: jämför kommuner") % {"number": number, "name": compared.goal_name}


def comparison_source_sentence(comparison: IndicatorComparison, page: IndicatorPage) -> str:
    return source_sentence(pictures.comparison_source(comparison, page), page.origins)


def sources_sentence(comparisons: Iterable[IndicatorComparison]) -> str:
    """All sources once, in the order of the indicators."""
    sources = dict.fromkeys(comparison.indicator.source for comparison in comparisons)
    return source_sentence("; ".join(filter(None, sources)), [])
