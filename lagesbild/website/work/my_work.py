"""A reporter's whole world: what is asked of them, and one small form for each question."""

from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lagesbild.barometer.models import Indicator
from lagesbild.organisations.models import Municipality
from lagesbild.reporting import answering, my_items
from lagesbild.reporting.answering import WRITABLE, CannotAnswer, Unanswered
from lagesbild.reporting.earlier import Earlier, beginning, earlier, problems, unchanged
from lagesbild.reporting.models import Item, Round, Step
from lagesbild.reporting.publishing import is_english_left
from lagesbild.website.indicators.answers import indicators_under, public_indicators
from lagesbild.website.indicators.page import Shown, show
from lagesbild.website.indicators.pictures import indicator_chart
from lagesbild.website.work import answer_form, unsaved
from lagesbild.website.work.names import name_of
from lagesbild.website.work.text_difference import Part, parts

MOST_FIGURES = 4
"""Indicators drawn beside a question about a goal; the goal's own page has them all."""


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
    found = _item(request, pk)
    if request.method == "POST":
        do = DO.get(request.POST.get("gor"), _save)
        try:
            return do(request, found)
        except CannotAnswer as trouble:
            return _refused(request, _item(request, pk), str(trouble))
    if kept := unsaved.take(request, found):
        return _restore(request, found, kept)
    return _page(request, found)


def _refused(request, found: Item, trouble: str):
    """The page again with what was written: in the form, or beside the answer where there is none to write in."""
    sent = _sent(request, found)
    if _is_writable(found):
        return _page(request, found, content=sent, trouble=trouble)
    return _page(request, found, trouble=trouble, lost=sent if any(sent.values()) else None)


@never_cache
@require_POST
def save_item(request, pk):
    """What the page's script sends while somebody types: {"version", "at"}, or what came in the way."""
    if not request.user.is_authenticated:
        return unsaved.keep(request)
    found = _item(request, pk)
    try:
        saved = _keep(request, found)
    except CannotAnswer as trouble:
        return JsonResponse({"trouble": str(trouble)}, status=409)
    if saved.differs:
        compare = _compare_address(request, saved.item)
        return JsonResponse({"compare": compare, "who": _who(saved.item, request.user)}, status=409)
    return JsonResponse({"version": saved.item.version, "at": _clock()})


def _item(request, pk: int) -> Item:
    return get_object_or_404(my_items.items_of(request.user), pk=pk)


def _sent(request, found: Item) -> dict[str, str]:
    return {name: request.POST.get(name, "") for name in answering.FIELDS[found.kind]}


def _keep(request, found: Item) -> answering.Saved:
    return answering.save(
        found.pk,
        _sent(request, found),
        version=unsaved.number(request.POST),
        by=request.user,
        at=timezone.now(),
    )


def _clock() -> str:
    return timezone.localtime().strftime("%H.%M")


# --- What the buttons do ----------------------------------------------------------------------------------


def _save(request, found: Item):
    saved = _keep(request, found)
    if saved.differs:
        return redirect(_compare_address(request, saved.item))
    messages.success(request, _("Utkastet är sparat %(at)s.") % {"at": _clock()})
    return redirect(found)


def _submit(request, found: Item):
    try:
        saved = answering.submit(
            found.pk,
            _sent(request, found),
            version=unsaved.number(request.POST),
            by=request.user,
            at=timezone.now(),
            problems=problems,
        )
    except Unanswered as lacking:
        return _page(request, _item(request, found.pk), problems=lacking.problems)
    if saved.differs:
        return redirect(_compare_address(request, saved.item))
    if is_english_left(saved.item):
        left = _("Den engelska texten är inte ändrad. Den som granskar får veta det.")
        messages.info(request, left)
    return _onwards(request, found, _("Tack! ”%(name)s” är inlämnad."))


def _not_ours(request, found: Item):
    saved = _keep(request, found)
    if saved.differs:
        return redirect(_compare_address(request, saved.item))
    note = request.POST.get("varfor", "")
    if not note.strip():
        lacking = {"varfor": _("Skriv några ord om vems frågan är, eller varför den inte är er.")}
        return _page(request, _item(request, found.pk), problems=lacking)
    answering.not_ours(found.pk, note, by=request.user, at=timezone.now())
    return _onwards(request, found, _("”%(name)s” är tillbaka hos samordnaren."))


def _take_back(request, found: Item):
    """Nothing was typed, so whatever comes in the way, the page shows the answer as it stands."""
    try:
        answering.take_back(found.pk, by=request.user, at=timezone.now())
    except CannotAnswer as trouble:
        return _page(request, _item(request, found.pk), trouble=str(trouble))
    messages.success(request, _("Svaret är ditt att ändra igen. Lämna in det när du är klar."))
    return redirect(found)


def _same(request, found: Item):
    """Fill the form with what is public now. What was typed and differs stays in the history."""
    saved = _keep(request, found)
    if saved.differs:
        return redirect(_compare_address(request, saved.item))
    content = saved.item.content | unchanged(found, timezone.localdate())
    answering.save(found.pk, content, version=saved.item.version, by=request.user, at=timezone.now())
    messages.info(request, _("Ifyllt med det som gäller nu. Läs igenom det och lämna in."))
    return redirect(found)


def _take(request, found: Item):
    """Put a late text in place of what stands, after the two have been compared."""
    step = _late(found, request.POST.get("krock"))
    saved = answering.save(
        found.pk,
        step.content,
        version=unsaved.number(request.POST),
        by=request.user,
        at=timezone.now(),
    )
    if saved.differs:
        return redirect(_compare_address(request, saved.item))
    messages.success(request, _("Texten är utbytt. Den förra finns kvar i historiken."))
    return redirect(found)


DO = {
    "lamna": _submit,
    "spara": _save,
    "inte-var": _not_ours,
    "samma": _same,
    "ta": _take,
    "ta-tillbaka": _take_back,
}


def _onwards(request, found: Item, told: str):
    """To the next question, or to the list when nothing is left."""
    words = {"name": found.thing.name}
    following = my_items.next_item(request.user, found)
    if following is None:
        messages.success(request, told % words)
        return redirect("my_work")
    task = next(task for task in my_items.tasks(request.user) if task.round.pk == following.round_id)
    progress = ngettext("%(done)s av %(all)s besvarad.", "%(done)s av %(all)s besvarade.", task.count) % {
        "done": len(task.done),
        "all": task.count,
    }
    messages.success(request, f"{told % words} {progress}")
    return redirect(following)


def _restore(request, found: Item, kept: unsaved.Unsaved):
    try:
        saved = answering.save(
            found.pk, kept.content, version=kept.version, by=request.user, at=timezone.now()
        )
    except CannotAnswer as trouble:
        return _page(request, found, trouble=str(trouble), lost=kept.content)
    if saved.differs:
        return redirect(_compare_address(request, saved.item))
    messages.success(request, _("Det du skrev är sparat och står i formuläret. Läs igenom det och lämna in."))
    return _page(request, saved.item)


# --- Two texts of the same question -----------------------------------------------------------------------


def _late(found: Item, number) -> Step:
    if not str(number).isdecimal():
        raise Http404
    steps = found.steps.filter(what=Step.What.CONFLICT).select_related("by")
    return get_object_or_404(steps, number=number)


def _compare_address(request, found: Item) -> str:
    own = found.steps.filter(what=Step.What.CONFLICT, by=request.user).last()
    return f"{reverse('item', args=[found.pk])}?krock={own.number}"


def _who(found: Item, user) -> str:
    if found.changed_by_id == user.pk:
        return _("Du själv, i ett annat fönster")
    return name_of(found.changed_by)


@dataclass(frozen=True)
class Compared:
    """One field that differs: what it is called, and the two texts with what differs marked."""

    label: str
    standing: list[Part]
    late: list[Part]


def _compared(found: Item, step: Step) -> list[Compared]:
    called = answer_form.labels(found)
    made = []
    for name in answering.differences(found.content, step.content):
        texts = [answer_form.worded(found, name, one.get(name, "")) for one in (found.content, step.content)]
        made.append(Compared(called[name], *parts(*texts)))
    return made


# --- The page ---------------------------------------------------------------------------------------------


def _is_writable(found: Item) -> bool:
    return found.status in WRITABLE and found.round.status == Round.Status.OPEN


def _page(request, found: Item, *, content=None, problems=None, trouble: str = "", lost=None):
    writable = _is_writable(found)
    last = earlier(found)
    today = timezone.localdate()
    if content is None:
        content = found.content or (beginning(found, today) if writable else {})
    made = answer_form.fields(found, content, problems, last) if writable else []
    comparing = _late(found, request.GET["krock"]) if "krock" in request.GET else None
    context = {
        "item": found,
        "asked": my_items.question(found),
        "writable": writable,
        "fields": [one for one in made if not one.folded],
        "folded": [one for one in made if one.folded],
        "unfolded": any(one.folded and (one.value or one.problem) for one in made),
        "problems": _told(made, problems or {}),
        "not_ours": (problems or {}).get("varfor", ""),
        "note": request.POST.get("varfor", ""),
        "trouble": trouble,
        "lost": answer_form.in_words(found, lost) if lost else [],
        "answer": answer_form.in_words(found, found.content),
        "ticket": unsaved.ticket(request.user, found),
        "back": my_items.asked_back(found),
        "late": [] if comparing else [(step, name_of(step.by)) for step in my_items.late_texts(found)],
        "comparing": comparing,
        "is_own": bool(comparing) and comparing.by_id == request.user.pk != found.changed_by_id,
        "late_by": name_of(comparing.by) if comparing else "",
        "standing_by": name_of(found.changed_by),
        "compared": _compared(found, comparing) if comparing else [],
        "last": last,
        "last_said": _now_public(found, last, today),
        "may_be_same": bool(last) and found.kind != Item.Kind.VALUE,
        "figures": _figures(found, Municipality.load(request_or_site=request), today.year),
        "days": my_items.days_left(found.round, today),
        "steps": [(step, name_of(step.by)) for step in found.steps.select_related("by").reverse()[:10]],
        "place": _place(request.user, found),
        "following": my_items.next_item(request.user, found),
    }
    return render(request, "website/work/item.html", context)


def _now_public(found: Item, last: Earlier | None, today: date) -> list[tuple[str, str, str]]:
    """What is public now, in Swedish; where an action stands follows from its dates unless somebody has said."""
    content = dict(last.content) if last else {}
    if found.action_id:
        content = {**content, "status": str(found.action.status(today))}
    return [one for one in answer_form.in_words(found, content) if not one[0].endswith("_en")]


def _told(made: list[answer_form.Field], problems: dict) -> list[tuple[str, str]]:
    """(id of the field, sentence) in the order of the page."""
    told = [(one.id, one.problem) for one in made if one.problem]
    return [*told, *(("svar-varfor", problems["varfor"]) for _once in "1" if "varfor" in problems)]


def _place(user, found: Item) -> str:
    """ "2 av 5 besvarade" of the item's round."""
    task = next((task for task in my_items.tasks(user) if task.round.pk == found.round_id), None)
    if task is None:
        return ""
    return ngettext("%(done)s av %(all)s besvarad", "%(done)s av %(all)s besvarade", task.count) % {
        "done": len(task.done),
        "all": task.count,
    }


@dataclass(frozen=True)
class Figures:
    """An indicator beside a question: its words, its verdict, its chart."""

    shown: Shown
    chart: SafeString


def _figures(found: Item, home: Municipality, year: int) -> list[Figures]:
    made = [show(one, home, year) for one in _indicators(found)[:MOST_FIGURES]]
    return [Figures(one, indicator_chart(one, get_language() or "sv")) for one in made]


def _indicators(found: Item) -> list[Indicator]:
    """Those that the question is about: the goal's own or, where it has none, those of the nearest goal above."""
    if found.indicator_id:
        return list(public_indicators().filter(pk=found.indicator_id))
    if found.action_id:
        return list(public_indicators().filter(effects__action=found.action_id).distinct())
    goal, near = found.goal, []
    while goal and not near:
        near, goal = indicators_under({goal.pk}), goal.parent
    return near
