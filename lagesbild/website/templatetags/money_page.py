"""How the page of others' money is printed: names of rows, numbers as words, several lists with pages of their own."""

from datetime import date
from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from lagesbild.assessment import number
from lagesbild.cooperation.funding.amounts_in_words import amount_in_words, total_in_words
from lagesbild.cooperation.funding.events import EventKind, FundingEvent
from lagesbild.cooperation.funding.money import Total
from lagesbild.cooperation.funding.overview import FundingSums
from lagesbild.cooperation.models import CallRule, Grant
from lagesbild.framework.language import is_english, language_in_force
from lagesbild.website.read_query import used_query

register = template.Library()

WORDS = (
    gettext_lazy("noll"),
    gettext_lazy("ett"),
    gettext_lazy("två"),
    gettext_lazy("tre"),
    gettext_lazy("fyra"),
    gettext_lazy("fem"),
    gettext_lazy("sex"),
    gettext_lazy("sju"),
    gettext_lazy("åtta"),
    gettext_lazy("nio"),
    gettext_lazy("tio"),
    gettext_lazy("elva"),
    gettext_lazy("tolv"),
)


@register.filter
def in_words(count: int) -> str:
    """ "tre", "tolv", "13": small counts as a person would say them."""
    return str(WORDS[count]) if count < len(WORDS) else number(count, 0, language_in_force())


@register.filter
def worded(row: Any, field: str) -> str:
    """``field`` of a row or an object, in the language in force; Swedish where the English is empty."""
    if not isinstance(row, dict):
        return getattr(row, field)
    english = is_english() and row[f"{field}_en"]
    return english or row[f"{field}_sv"]


# Hundreds of these stand on one page. As templates of their own they take longer than all the rest of it.


@register.simple_tag
def concerned(event: FundingEvent, projects: dict[int, dict]) -> SafeString:
    """What something of a day is about: its project and who pays, or the programme, call or partnership itself."""
    thing = event.thing
    if not event.project:
        about = _to(thing)
    elif event.kind == EventKind.CALL:
        about = format_html("{}, {}", project_link(projects[event.project]), _to(thing))
    else:
        about = project_link(projects[event.project]) + small(thing.name)
    return about + example_mark(event.is_example)


def _to(thing) -> SafeString:
    """Its name, leading to its page where it has one."""
    address = getattr(thing, "get_absolute_url", None)
    return format_html('<a href="{}">{}</a>', address(), thing.name) if address else escape(thing.name)


@register.simple_tag
def project_link(project: dict) -> SafeString:
    return format_html(
        '<a href="{}">{}</a>', reverse("project", args=[project["slug"]]), worded(project, "name")
    )


@register.simple_tag
def waiting_for(grant: Grant) -> SafeString:
    """The grant that something late belongs to: its project, and the programme that pays."""
    return format_html(
        '<a href="{}">{}</a>{}{}',
        grant.get_absolute_url(),
        grant.project.name,
        example_mark(grant.is_example or grant.project.is_example),
        small(grant.programme.name),
    )


@register.simple_tag
def money_cells(sums: FundingSums) -> SafeString:
    """Two cells: how many grants, and what they are together."""
    if not sums.grants:
        granted = missing(_("inget beviljat"))
    else:
        granted = format_html("{}{}", total_in_words(sums.granted), made_up(sums))
    count = number(sums.grants, 0, language_in_force())
    return format_html('<td class="number">{}</td><td class="number">{}</td>', count, granted)


@register.simple_tag
def made_up(sums: FundingSums) -> SafeString:
    """Which part of what was granted is examples."""
    if not sums.examples:
        return SafeString("")
    if sums.examples == sums.grants:
        return example_mark(True)
    if sums.made_up.kronor == sums.granted.kronor:
        return small(_("alla kända belopp är påhittade exempel"))
    return small(_("varav påhittade exempel: %(value)s") % {"value": total_in_words(sums.made_up)})


@register.simple_tag
def received_cell(sums: FundingSums) -> SafeString:
    """What has come in, and which part of it is examples where not everything is."""
    if not (sums.received.count or sums.received.without_rate):
        return format_html('<td class="number">{}</td>', missing(_("inget är noterat")))
    part = SafeString("")
    if sums.received_made_up.count and sums.examples != sums.grants:
        part = small(
            _("varav påhittade exempel: %(value)s") % {"value": total_in_words(sums.received_made_up)}
        )
    return format_html('<td class="number">{}{}</td>', total_in_words(sums.received), part)


def small(words: str) -> SafeString:
    return format_html(' <span class="small">{}</span>', words)


def missing(words: str) -> SafeString:
    return format_html('<span class="missing">{}</span>', words)


@register.simple_tag
def example_mark(is_example: bool) -> SafeString:
    return format_html(' <span class="example">{}</span>', _("Exempel")) if is_example else SafeString("")


@register.filter
def entry(rows: dict, key: Any) -> Any:
    return rows.get(key)


@register.filter
def told(amount) -> str:
    """An amount of the register in its own currency."""
    return amount_in_words(amount.value, amount.currency)


@register.filter
def left_out(total: Total) -> str:
    """What a sum does not hold."""
    return total_in_words(Total(unknown=total.unknown, without_rate=total.without_rate))


@register.filter
def rule_in_words(rule: CallRule) -> str:
    """Its own words; else its kind with its numbers."""
    if rule.text:
        return rule.text
    ends = [(_("minst"), rule.minimum), (_("högst"), rule.maximum)]
    language = language_in_force()
    limits = [f"{word} {number(value, 0, language)}" for word, value in ends if value is not None]
    return ": ".join([rule.get_kind_display(), *([", ".join(limits)] if limits else [])])


@register.filter
def percent(share: float) -> str:
    """ "62 %"; what is almost nothing or almost all is not said to be it."""
    language = language_in_force()
    places = 1 if 0 < share < 1 or 99 < share < 100 else 0
    return _("%(share)s %%") % {"share": number(share, places, language)}


@register.filter
def days_left(day: date, today: date) -> str:
    """ "i dag", "1 dag kvar", "38 dagar kvar"."""
    days = (day - today).days
    if not days:
        return _("i dag")
    return ngettext("%(n)s dag kvar", "%(n)s dagar kvar", days) % {"n": number(days, 0, language_in_force())}


@register.filter
def days_ago(day: date, today: date) -> str:
    """ "1 dag sedan", "38 dagar sedan"."""
    gone = (today - day).days
    return ngettext("%(n)s dag sedan", "%(n)s dagar sedan", gone) % {
        "n": number(gone, 0, language_in_force())
    }


@register.simple_tag(takes_context=True)
def page_of(context, name: str, page: int) -> str:
    """The address of another page of the list ``name``, with the choices and the other lists' pages as they are."""
    query = used_query(context["request"])
    query[name] = page
    return f"?{query.urlencode()}#{name}"
