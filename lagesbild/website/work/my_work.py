"""A reporter's whole world: what is asked of them, and one small form for each question."""

from django.contrib.auth.decorators import login_required
from django.http import JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lagesbild.reporting import my_items
from lagesbild.reporting.answering import CannotAnswer
from lagesbild.reporting.models import Item
from lagesbild.website.work import unsaved
from lagesbild.website.work.access import COORDINATE
from lagesbild.website.work.item_buttons import DO, clock, restore_unsaved, save_draft, save_sent
from lagesbild.website.work.item_page import (
    compare_address,
    is_writable,
    item_page,
    own_item,
    sent_content,
    who_changed,
)
from lagesbild.website.work.monday import monday


@never_cache
@login_required
@require_safe
def my_work(request):
    """What is the reporter's in the open rounds."""
    today = timezone.localdate()
    tasks = [
        {
            "round": task.round,
            "left": _rows(task.left),
            "done": _rows(task.done),
            "count": task.count,
            "days": my_items.days_left(task.round, today),
        }
        for task in my_items.tasks(request.user)
    ]
    first = next((row["item"] for task in tasks for row in task["left"]), None)
    context = {
        "tasks": tasks,
        "first": first,
        "today": today,
        "acts_for": request.user.organisations.all(),
        "several": request.user.organisations.count() > 1,
        "monday": monday(request.user, today) if request.user.has_perm(COORDINATE) else None,
    }
    return render(request, "website/work/mine.html", context)


def _rows(items) -> list[dict]:
    return [
        {"item": item, "question": my_items.question(item), "back": my_items.asked_back(item)}
        for item in items
    ]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def item(request, pk):
    """One question: its form, or, when it is handed in, the answer."""
    if not request.user.is_authenticated:
        return unsaved.keep(request)
    question = own_item(request, pk)
    if request.method == "POST":
        do = DO.get(request.POST.get("gor"), save_draft)
        try:
            return do(request, question)
        except CannotAnswer as trouble:
            return _refused(request, own_item(request, pk), str(trouble))
    if draft := unsaved.take(request, question):
        return restore_unsaved(request, question, draft)
    return item_page(request, question)


def _refused(request, question: Item, trouble: str):
    """The page again with what was written: in the form, or beside the answer where there is none to write in."""
    sent = sent_content(request, question)
    if is_writable(question):
        return item_page(request, question, content=sent, trouble=trouble)
    return item_page(request, question, trouble=trouble, lost=sent if any(sent.values()) else None)


@never_cache
@require_POST
def save_item(request, pk):
    """What the page's script sends while somebody types: {"version", "at"}, or what came in the way."""
    if not request.user.is_authenticated:
        return unsaved.keep(request)
    question = own_item(request, pk)
    try:
        saved = save_sent(request, question)
    except CannotAnswer as trouble:
        return JsonResponse({"trouble": str(trouble)}, status=409)
    if saved.differs:
        compare = compare_address(request, saved.item)
        return JsonResponse({"compare": compare, "who": who_changed(saved.item, request.user)}, status=409)
    return JsonResponse({"version": saved.item.version, "at": clock()})
