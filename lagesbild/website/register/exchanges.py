"""The pages of exchanges."""

from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _

from lagesbild.cooperation.funding.money import KRONOR, NO_RATES, Rates, total
from lagesbild.cooperation.models import Exchange
from lagesbild.cooperation.partners import counts, lists, related
from lagesbild.website.register.choices import (
    ListChoice,
    choices_of,
    country_choice,
    kind_choice,
    list_context,
    search_words,
    whose_exchanges,
)


def exchanges(request):
    """Every exchange, fifty to a page, the latest first, with the sums of what is chosen."""
    choices = choices_of(
        request,
        kind_choice(Exchange),
        ListChoice("ar", _("År"), [(str(year), str(year)) for year in lists.exchange_years()]),
        country_choice(),
        ListChoice("enhet", _("Ansvarig"), [(unit.slug, unit.name) for unit in lists.exchange_units()]),
    )
    within = whose_exchanges(request)
    filtered = lists.exchanges(
        kind=choices["slag"].chosen,
        year=choices["ar"].chosen,
        country=choices["land"].chosen,
        unit=choices["enhet"].chosen,
        words=search_words(request),
        **{name: thing.slug for name, thing in within.items()},
    )
    with_related = filtered.select_related("partnership", "project", "organisation").prefetch_related(
        "participants"
    )
    attendance = counts.attendance(filtered)
    context = list_context(request, choices, with_related, attendance.exchanges)
    context |= {"within": within, "attendance": attendance}
    context["narrowed"] = context["narrowed"] or bool(within)
    context["whole_register"] = not context["narrowed"]
    return render(request, "website/exchanges.html", context)


def exchange(request, slug):
    """One exchange: what it was, with whom, and how many took part."""
    public_exchanges = Exchange.objects.public().select_related(
        "partnership", "project", "organisation", "grant__programme__funder", "grant__project"
    )
    return exchange_page(request, get_object_or_404(public_exchanges, slug=slug))


def exchange_page(request, exchange: Exchange):
    groups, grant = list(exchange.participants.all()), exchange.grant
    is_public = grant and grant.live and grant.programme.live and grant.project.live
    cost = (exchange.cost, exchange.currency, exchange.starts)
    context = {
        "exchange": exchange,
        "grant": grant if is_public else None,
        "cost": total([cost], Rates.load() if exchange.currency != KRONOR else NO_RATES),
        "groups": groups,
        "total": sum(group.count for group in groups),
        "from_abroad": sum(group.count for group in groups if group.from_abroad),
        "lessons": related.lessons_of(exchange),
        "today": timezone.localdate(),
    }
    return render(request, "website/exchange.html", context)
