"""The page of calls."""

from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils import timezone

from lagesbild.cooperation.funding.open_calls import CallStatus, with_rules
from lagesbild.cooperation.funding.open_calls import calls as calls_that_are
from lagesbild.website.paging import page_holding

PER_PAGE = 20


def calls(request):
    """Every public call: open ones by their last day, without one, coming, closed."""
    today, call_key = timezone.localdate(), request.GET.get("utlysning", "")
    groups, unfold = [], CallStatus.CLOSED in request.GET
    for status in CallStatus:
        calls_of_status = calls_that_are(status, today)
        holding = page_holding(calls_of_status, call_key, PER_PAGE)
        unfold = unfold or bool(status == CallStatus.CLOSED and holding)
        paginator = Paginator(with_rules(calls_of_status), PER_PAGE)
        groups.append((status, paginator.get_page(request.GET.get(status, holding))))
    context = {
        "today": today,
        "groups": groups,
        "any": any(page.paginator.count for _status, page in groups),
        "unfold": unfold,
    }
    return render(request, "website/calls.html", context)
