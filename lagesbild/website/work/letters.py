"""The log of letters: who was written to about what, and what has not been sent."""

from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from lagesbild.reporting.letters import due
from lagesbild.reporting.models import Letter
from lagesbild.website.work.access import COORDINATE, staff_page
from lagesbild.website.work.names import name_of

PER_PAGE = 50


@staff_page(COORDINATE)
@require_safe
def letters(request):
    """Every letter, the newest first; ``?visa=osanda`` only those that wait to be sent."""
    all_letters = (
        Letter.objects.select_related("to", "round").prefetch_related("also").order_by("-day", "-pk")
    )
    waiting = all_letters.filter(again_from__isnull=False)
    only_waiting = request.GET.get("visa") == "osanda"
    page = Paginator(waiting if only_waiting else all_letters, PER_PAGE).get_page(request.GET.get("sida"))
    context = {
        "rows": [_row(letter) for letter in page],
        "page": page,
        "waiting": waiting.count(),
        "only_waiting": only_waiting,
        "unreachable": [name_of(letter.to) for letter in due(timezone.localdate()) if not letter.to.email],
    }
    return render(request, "website/work/letters.html", context)


def _row(letter: Letter) -> dict:
    rounds = [letter.round, *letter.also.all()] if letter.round else []
    return {"letter": letter, "name": name_of(letter.to), "rounds": [round.name for round in rounds]}
