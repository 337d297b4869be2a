"""A chart's own addresses: a page, two files, a card for links, and a frame in other sites' pages."""

from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.clickjacking import xframe_options_exempt

from lagesbild.organisations.models import Municipality
from lagesbild.website.drawing.card import CardWords, card
from lagesbild.website.drawing.png import PNG_WIDTH, as_png, picture_response
from lagesbild.website.drawing.series import ChartLine
from lagesbild.website.indicators.chart_object import ChartObject
from lagesbild.website.indicators.page import period_in_words, show
from lagesbild.website.indicators.pictures import breaks_of, line_of
from lagesbild.website.indicators.shared_answers import public_indicator

CARD_WIDTH = 1200
ANYWHERE = ["*"]


def chart(request, slug):
    """One chart by itself: to look at, take away, cite and embed."""
    chart_object = _chart_object(request, slug)
    context = {"indicator": chart_object.indicator, "shown": chart_object.page, "chart": chart_object}
    return render(request, "website/indicator_chart.html", context)


def as_svg(request, slug):
    return picture_response(_chart_object(request, slug).svg().encode(), "image/svg+xml", f"{slug}.svg")


def as_picture(request, slug):
    return picture_response(as_png(_chart_object(request, slug).svg(), PNG_WIDTH), "image/png", f"{slug}.png")


def as_card(request, slug):
    """What a link to the indicator is shown with elsewhere."""
    chart_object = _chart_object(request, slug)
    observation = chart_object.page.answer.latest
    when = period_in_words(observation.period) if observation else ""
    words = CardWords(
        chart_object.indicator.name,
        chart_object.answer,
        chart_object.number,
        f"{chart_object.unit} {chart_object.home.name} {when}".strip(),
        chart_object.site,
        chart_object.short_source,
    )
    home = next((line for line in chart_object.page.series if line.home), None)
    line = line_of(home, get_language()) if home else ChartLine("", (), True)
    svg = card(words, line, breaks_of(chart_object.indicator), chart_object.home.accent_colour)
    return picture_response(as_png(svg, CARD_WIDTH), "image/png", f"{slug}-kort.png")


@xframe_options_exempt
def embedded(request, slug):
    """The chart in a frame of another site: no script, no cookie, and always with answer, year and source."""
    chart_object = _chart_object(request, slug)
    response = render(request, "website/embedded.html", {"chart": chart_object})
    response._csp_replace = {"frame-ancestors": ANYWHERE}
    return response


def _chart_object(request, slug) -> ChartObject:
    home = Municipality.load(request_or_site=request)
    today = timezone.localdate()
    page = show(public_indicator(slug), home, today.year)
    return ChartObject(request, page, home, today)
