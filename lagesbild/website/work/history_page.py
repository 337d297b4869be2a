"""The history of a goal, an indicator, an action or a reported figure, for staff; an earlier version brought back."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from lagesbild.organisations.models import Municipality
from lagesbild.reporting.models import ReportedValue
from lagesbild.reporting.restoring import CannotRestore
from lagesbild.reporting.restoring import restore as bring_back
from lagesbild.website.work.access import staff_page
from lagesbild.website.work.history import KINDS, events, may_see
from lagesbild.website.work.text_difference import parts

PER_PAGE = 40
LONG = 60
"""Texts longer than this are shown side by side, shorter ones in a line."""


@staff_page()
@require_safe
def history(request, kind, pk):
    thing = _thing(request, kind, pk)
    page = Paginator(events(thing, Municipality.load(request_or_site=request)), PER_PAGE).get_page(
        request.GET.get("sida")
    )
    about = thing.indicator if isinstance(thing, ReportedValue) else thing
    context = {
        "thing": thing,
        "about": about,
        "kind": kind,
        "page": page,
        "rows": [(event, [_change_row(change) for change in event.changes]) for event in page.object_list],
        "latest": getattr(thing, "latest_revision_id", None),
        "may_restore": _may_restore(request.user, thing),
    }
    return render(request, "website/work/history.html", context)


def _thing(request, kind: str, pk: int):
    """What is not for the user to see does not exist for them."""
    thing = KINDS[kind].objects.filter(pk=pk).first() if kind in KINDS else None
    if thing is None or not may_see(request.user, thing):
        raise Http404
    return thing


def _may_restore(user, thing) -> bool:
    return not isinstance(thing, ReportedValue) and user.has_perm(
        f"barometer.change_{thing._meta.model_name}"
    )


def _change_row(change) -> dict:
    """A change with its texts, side by side where they are long."""
    long = len(change.before) > LONG or len(change.after) > LONG
    before, after = parts(change.before, change.after) if long else ([], [])
    return {"change": change, "long": long, "before": before, "after": after}


@staff_page()
@require_POST
def restore(request, kind, pk):
    thing = _thing(request, kind, pk)
    if not _may_restore(request.user, thing):
        raise PermissionDenied
    number = request.POST.get("version", "")
    try:
        bring_back(thing, int(number) if number.isdecimal() else 0, by=request.user)
    except CannotRestore as trouble:
        messages.error(request, str(trouble))
        return redirect("history", kind=kind, pk=pk)
    messages.success(request, _("Versionen är hämtad som ett nytt utkast. Läs den och publicera den här."))
    return redirect(reverse(thing.snippet_viewset.get_url_name("edit"), args=[thing.pk]))
