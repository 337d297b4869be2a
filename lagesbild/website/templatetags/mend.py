"""The way from a page to the field where it is put right, for whoever may."""

from django import template

from lagesbild.organisations.mending import Mend, mend_of

register = template.Library()


@register.simple_tag(takes_context=True)
def mend_address(context, mend: Mend | None) -> str:
    """Empty for those who may not write there."""
    request = context.get("request")
    return mend.address if request and mend and mend.is_for(request.user) else ""


@register.inclusion_tag("website/parts/mend.html", takes_context=True)
def mend(context, thing, field: str = "") -> dict:
    """On a public page, a link for whoever is logged in and may change ``field`` of ``thing``."""
    may = None
    if context.get("staff") and thing:
        way = mend_of(thing, field)
        may = way if way and way.is_for(context["request"].user) else None
    return {"address": may.address if may else "", "thing": thing}
