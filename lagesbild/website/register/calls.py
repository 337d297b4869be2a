"""The page of calls."""

from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils import timezone

from lagesbild.cooperation.funding.open_calls import Standing, with_rules
from lagesbild.cooperation.funding.open_calls import calls as calls_that_are
from lagesbild.website.paging import page_holding

PER_PAGE = 20


def calls(request):
    """Every public call: open ones by their last day, without one, coming, closed."""
    today, call_key = timezone.localdate(), request.GET.get("utlysning", "")
    groups, unfold = [], Standing.CLOSED in request.GET
    for standing in Standing:
        calls_of_standing = calls_that_are(standing, today)
        holding = page_holding(calls_of_standing, call_key, PER_PAGE)
        unfold = unfold or bool(standing == Standing.CLOSED and holding)
        paginator = Paginator(with_rules(calls_of_standing), PER_PAGE)
        groups.append((standing, paginator.get_page(request.GET.get(standing, holding))))
    context = {
        "today": today,
        "groups": groups,
        "any": any(page.paginator.count for _standing, page in groups),
        "unfold": unfold,
    }
    return render(request, "website/calls.html", context)
