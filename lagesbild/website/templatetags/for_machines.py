"""What a page's head says to those who link to it and to search engines."""

import re

from django import template
from django.template.loader_tags import BLOCK_CONTEXT_KEY
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from lagesbild.website.indicators.dataset import data_block, dataset
from lagesbild.website.indicators.page import IndicatorPage
from lagesbild.website.site_address import whole_address

register = template.Library()

LINE_BREAKS = re.compile("[ \t\r\n]+")


@register.simple_tag(takes_context=True)
def own_address(context) -> str:
    """The one true address of the page: without what was chosen or asked for in it."""
    request = context["request"]
    return whole_address(request, request.path)


@register.simple_tag(takes_context=True)
def block_again(context, name: str) -> SafeString:
    """What a block of the page says, once more and on one line: a template may hold each block only once."""
    block = context.render_context[BLOCK_CONTEXT_KEY].get_block(name)
    # Escaped as the block itself is; the spaces that hold a number together stay.
    return mark_safe(LINE_BREAKS.sub(" ", block.render(context)).strip(" "))


@register.simple_tag(takes_context=True)
def card_address(context) -> str:
    """The picture that a link to the page is shown with; nothing but of a public indicator."""
    page = _public_page(context)
    return (
        whole_address(context["request"], reverse("indicator_card", args=[page.indicator.slug]))
        if page
        else ""
    )


@register.simple_tag(takes_context=True)
def data_of_the_page(context) -> SafeString | str:
    page = _public_page(context)
    return data_block(dataset(context["request"], page, context["municipality"])) if page else ""


def _public_page(context) -> IndicatorPage | None:
    """The page's figures, where it is of an indicator that is published: a draft's preview has no address."""
    page = context.get("shown")
    is_page = isinstance(page, IndicatorPage)
    return page if is_page and page.indicator.pk and page.indicator.live else None
