from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from lagesbild.assessment import roll_up_actions
from lagesbild.barometer import overview
from lagesbild.barometer.models import Action, ActionEffect
from lagesbild.reporting.publishing import corrections

PER_PAGE = 50


def actions(request):
    """Every action, with where it stands today, fifty to a page."""
    statuses = overview.action_statuses(timezone.localdate())
    asked = request.GET.get("lage", "")
    wanted = asked if asked in Action.Status.values else ""
    chosen = [pk for pk, status in statuses.items() if not wanted or status == wanted]
    page = Paginator(chosen, PER_PAGE).get_page(request.GET.get("sida"))
    shown = overview.actions_by_id(page.object_list)
    for action in shown:
        action.status_now = statuses[action.pk]
    context = {
        "actions": shown,
        "page": page,
        "roll_up": roll_up_actions(statuses.values()),
        "statuses": Action.Status.choices,
        "wanted": wanted,
        "unknown": asked != wanted,
        "count": len(statuses),
    }
    return render(request, "website/actions.html", context)


def action(request, slug):
    """One action: what, who, when, what it cost and what it gave."""
    effects = ActionEffect.objects.filter(indicator__live=True).select_related("indicator")
    found = overview.public_actions().prefetch_related(Prefetch("effects", queryset=effects))
    return action_page(request, get_object_or_404(found, slug=slug))


def action_page(request, found: Action):
    found.status_now = found.status(timezone.localdate())
    context = {"action": found, "corrections": corrections(found)}
    return render(request, "website/action.html", context)
