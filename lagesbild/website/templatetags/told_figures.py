"""Figures that texts refer to, where the texts are printed."""

from django import template
from django.utils.html import conditional_escape
from django.utils.safestring import mark_safe

from lagesbild.website.indicators.figures_in_texts import with_figures

register = template.Library()


@register.filter
def figures(text: str):
    """A text with its references to indicators filled in: ``{{ own.status|rich|figures }}``."""
    # What is not marked as safe is escaped before the links are put in.
    return mark_safe(with_figures(conditional_escape(text))) if text else ""
