from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from lagesbild.assessment import roll_up_actions
from lagesbild.barometer import overview
from lagesbild.barometer.models import Action, ActionEffect
from lagesbild.reporting.corrections import corrections

PER_PAGE = 50


def actions(request):
    """Every action, with where it stands today, fifty to a page."""
    statuses = overview.action_statuses(timezone.localdate())
    status_key = request.GET.get("lage", "")
    status_filter = status_key if status_key in Action.Status.values else ""
    action_ids = [pk for pk, status in statuses.items() if not status_filter or status == status_filter]
    page = Paginator(action_ids, PER_PAGE).get_page(request.GET.get("sida"))
    page_actions = overview.actions_by_id(page.object_list)
    for action in page_actions:
        action.status_now = statuses[action.pk]
    context = {
        "actions": page_actions,
        "page": page,
        "roll_up": roll_up_actions(statuses.values()),
        "statuses": Action.Status.choices,
        "wanted": status_filter,
        "unknown": status_key != status_filter,
        "count": len(statuses),
    }
    return render(request, "website/actions.html", context)


def action(request, slug):
    """One action: what, who, when, what it cost and what it gave."""
    effects = ActionEffect.objects.filter(indicator__live=True).select_related("indicator")
    public_actions = overview.public_actions().prefetch_related(Prefetch("effects", queryset=effects))
    return action_page(request, get_object_or_404(public_actions, slug=slug))


def action_page(request, action: Action):
    action.status_now = action.status(timezone.localdate())
    context = {"action": action, "corrections": corrections(action)}
    return render(request, "website/action.html", context)
