from django.shortcuts import render
from django.utils import timezone

from lagesbild.organisations.models import Municipality
from lagesbild.website.goals.attention import by_kind, public_needs


def attention(request):
    """Goals not reached, indicators going the wrong way, late actions, stale texts and retired sources."""
    today = timezone.localdate()
    home = Municipality.load(request_or_site=request)
    needs = public_needs(home.home_area, today)
    return render(request, "website/attention.html", {"kinds": by_kind(needs)})
