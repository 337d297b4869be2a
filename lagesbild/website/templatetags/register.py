"""How the register of cooperation is printed: money, countries, uncertain dates, lights."""

import re
from datetime import date
from decimal import Decimal

from django import template
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from lagesbild.assessment import number
from lagesbild.assessment.numerals import own_decimals
from lagesbild.cooperation.audit.auditor_questions import decision_in_words
from lagesbild.cooperation.countries import country_name
from lagesbild.cooperation.funding.amounts_in_words import (
    amount_in_words,
    day_in_words,
    no_partner_in_words,
    total_in_words,
)
from lagesbild.cooperation.funding.money import Total
from lagesbild.cooperation.goal17.remarks import remark
from lagesbild.cooperation.models import Exchange, Partnership
from lagesbild.cooperation.partners.activity import LatestActivity, Light
from lagesbild.framework.language import language_in_force
from lagesbild.website.read_query import used_query
from lagesbild.website.templatetags.shown_as import sign

register = template.Library()

DAY = re.compile(r"(?<!\S)\d{4}-\d{2}-\d{2}(?!\S)")
LIGHT_SIGNS = {
    Light.GREEN: "improving",
    Light.YELLOW: "no_clear_change",
    Light.RED: "worsening",
    Light.GREY: "not_judged",
}


@register.filter
def country(code: str) -> str:
    """Denmark for DK; a code that is no country's is said as it stands."""
    return country_name(code).in_(get_language())


@register.filter
def in_kronor(total: Total) -> str:
    """A sum, and what it leaves out."""
    return total_in_words(total)


@register.filter
def amount(value: Decimal, currency: str = "SEK") -> str:
    return amount_in_words(value, currency)


@register.filter
def exactly(value: Decimal) -> str:
    """A number with as many decimals as it has."""
    return number(value, own_decimals(float(value)), language_in_force())


@register.filter
def whole(value: int) -> str:
    """A count, with its thousands apart."""
    return number(value, 0, language_in_force())


@register.filter
def with_whole_days(text: str) -> SafeString:
    """A text in which no line breaks within a day: 2025-10-06 has two places where one otherwise may."""
    return mark_safe(DAY.sub(r'<span class="day">\g<0></span>', escape(text)))


@register.filter
def since(partnership: Partnership) -> str:
    """ "sedan 1940-talet": no more exact than it is known."""
    if not partnership.since:
        return _("startår okänt")
    return _("sedan %(when)s") % {"when": day_in_words(partnership.since, partnership.since_precision)}


@register.filter
def people(exchange: Exchange) -> int | None:
    """How many took part; None where nobody has said."""
    counts = [group.count for group in exchange.participants.all()]
    return sum(counts) if counts else None


@register.filter
def public_partners(thing) -> list:
    """A partnership's or a project's partners that may be named."""
    return [link for link in thing.partners.all() if link.organisation.live]


@register.filter
def hidden_partners(thing) -> int:
    """How many of its partners are not public: they are counted, never named."""
    return len(thing.partners.all()) - len(public_partners(thing))


@register.filter
def no_partner(thing) -> str:
    return no_partner_in_words(thing)


@register.filter
def decided_by(decision) -> str:
    return decision_in_words(decision)


@register.filter
def passed(day: date | None, today: date) -> bool:
    return bool(day) and day < today


@register.simple_tag
def light(activity: LatestActivity) -> str:
    """The traffic light as a sign of its own shape, with its words."""
    drawn = sign(LIGHT_SIGNS[activity.light])
    return format_html('<span class="light light-{}">{} {}</span>', activity.light, drawn, activity.label)


@register.simple_tag(takes_context=True)
def with_page(context, page: int) -> str:
    """The address of another page of the same list, with the choices made."""
    query = used_query(context["request"])
    query["sida"] = page
    return f"?{query.urlencode()}"


@register.simple_tag
def latest_remark(comment: str) -> SafeString:
    """What is said beside a figure, in the language of the page; marked as Swedish where it has that alone."""
    language, both = language_in_force(), remark(comment)
    swedish = mark_safe(' lang="sv"') if language == "en" and not both.en else ""
    return format_html("<span{}>{}</span>", swedish, both.in_(language))
