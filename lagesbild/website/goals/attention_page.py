from django.shortcuts import render
from django.utils import timezone

from lagesbild.barometer import overview
from lagesbild.organisations.models import Municipality
from lagesbild.website.goals.attention import by_kind, needs_attention
from lagesbild.website.indicators.answers import answers, public_indicators


def attention(request):
    """Goals not reached, indicators going the wrong way, late actions, stale texts and retired sources."""
    today = timezone.localdate()
    home = Municipality.load(request_or_site=request)
    indicator_answers = answers(public_indicators(), area=home.home_area, year_now=today.year)
    needs = needs_attention(overview.forest(), indicator_answers, today=today)
    return render(request, "website/attention.html", {"kinds": by_kind(needs), "count": len(needs)})
