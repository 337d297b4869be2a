"""A chart as an object that is taken along: what it says, where it is from, and how it is cited."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from lagesbild.assessment import number, with_unit
from lagesbild.framework.language import language_in_force
from lagesbild.organisations.models import Municipality
from lagesbild.website.citing import citation, site_name, source_sentence
from lagesbild.website.drawing.chart_file import ChartWords, chart_file
from lagesbild.website.indicators.page import IndicatorPage, flag_in_words, period_in_words
from lagesbild.website.indicators.pictures import indicator_chart, source_line
from lagesbild.website.site_address import whole_address


@dataclass(frozen=True)
class ChartObject:
    """One indicator's chart, in the language in force, as it is shown wherever it is taken."""

    request: object
    page: IndicatorPage
    home: Municipality
    today: date

    @property
    def indicator(self):
        return self.page.indicator

    @cached_property
    def figure(self) -> SafeString:
        return indicator_chart(self.page, language_in_force())

    @property
    def title(self) -> str:
        return f"{self.home.name}: {self.indicator.name}"

    @property
    def answer(self) -> str:
        return self.page.answer.answer.label.in_(language_in_force())

    @property
    def latest(self) -> str:
        """The latest figure with its unit and year, and what it is if it is not final."""
        observation = self.page.answer.latest
        if observation is None:
            return _("Ingen siffra ännu")
        flag = f" ({flag_in_words(observation.flag)})" if observation.flag else ""
        return f"{self.amount}, {period_in_words(observation.period)}{flag}"

    @property
    def amount(self) -> str:
        observation, indicator = self.page.answer.latest, self.indicator
        if observation is None or observation.value is None:
            return observation.text if observation else ""
        unit = indicator.unit_text
        return with_unit(observation.value, self.page.answer.decimals, unit, language_in_force())

    @property
    def number(self) -> str:
        """The latest figure by itself, with its per cent, which is no word."""
        observation = self.page.answer.latest
        if observation is None or observation.value is None:
            return self.amount or "–"
        if self.indicator.unit == "%":
            return self.amount
        return number(observation.value, self.page.answer.decimals, language_in_force())

    @property
    def unit(self) -> str:
        """What the number is counted in, where that is said beside it."""
        observation = self.page.answer.latest
        has_number = observation is not None and observation.value is not None
        return self.indicator.unit if has_number and self.indicator.unit != "%" else ""

    @property
    def short_source(self) -> str:
        """The source of the municipality's own figures, without what we have worked out beside them."""
        return self._source(self.indicator.source or source_line(self.page))

    @property
    def source(self) -> str:
        """Who answers for the figures and when they were fetched."""
        return self._source(source_line(self.page))

    def _source(self, publishers: str) -> str:
        return source_sentence(publishers, self.page.origins)

    @property
    def address(self) -> str:
        return whole_address(self.request, reverse("indicator_chart", args=[self.indicator.slug]))

    @property
    def site(self) -> str:
        return site_name(self.home)

    @property
    def citation(self) -> str:
        return citation(self.home, self.indicator.name, self.source, self.address, self.today)

    @property
    def embedded_at(self) -> str:
        return whole_address(self.request, reverse("embedded_indicator", args=[self.indicator.slug]))

    @property
    def embedding(self) -> str:
        """What another site puts in its page."""
        return (
            f'<iframe src="{self.embedded_at}" title="{self.title.replace(chr(34), "")}" width="100%" height="640" '
            'loading="lazy"></iframe>'
        )

    def svg(self) -> str:
        words = ChartWords(self.title, self.answer, self.latest, self.source, self.site, self.address)
        return chart_file(self.figure, words, self.home.accent_colour)
