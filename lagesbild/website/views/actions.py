from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from lagesbild.assessment import roll_up_actions
from lagesbild.barometer import overview
from lagesbild.barometer.models import Action, ActionEffect


def actions(request):
    """Every action, with where it stands today."""
    found = list(overview.public_actions())
    for action in found:
        action.status_now = action.status(timezone.localdate())
    asked = request.GET.get("lage", "")
    wanted = asked if asked in Action.Status.values else ""
    context = {
        "actions": [action for action in found if not wanted or action.status_now == wanted],
        "roll_up": roll_up_actions(action.status_now for action in found),
        "statuses": Action.Status.choices,
        "wanted": wanted,
        "unknown": asked != wanted,
        "count": len(found),
    }
    return render(request, "website/actions.html", context)


def action(request, slug):
    """One action: what, who, when, what it cost and what it gave."""
    effects = ActionEffect.objects.filter(indicator__live=True).select_related("indicator")
    found = overview.public_actions().prefetch_related(Prefetch("effects", queryset=effects))
    return action_page(request, get_object_or_404(found, slug=slug))


def action_page(request, found: Action):
    found.status_now = found.status(timezone.localdate())
    return render(request, "website/action.html", {"action": found})
