"""The page of one question: its form, or what has been answered, with what is public and its figures beside."""

from dataclasses import dataclass
from datetime import date

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lagesbild.barometer.models import Indicator
from lagesbild.framework.language import language_in_force
from lagesbild.organisations.models import Municipality
from lagesbild.reporting import answering, my_items
from lagesbild.reporting.answering import WRITABLE
from lagesbild.reporting.earlier import Earlier, beginning, earlier
from lagesbild.reporting.models import Item, Round, Step
from lagesbild.website.indicators.answers import indicators_under, public_indicators
from lagesbild.website.indicators.page import Shown, show
from lagesbild.website.indicators.pictures import indicator_chart
from lagesbild.website.work import answer_form, unsaved
from lagesbild.website.work.names import name_of
from lagesbild.website.work.text_difference import Part, parts

MOST_FIGURES = 4
"""Indicators drawn beside a question about a goal; the goal's own page has them all."""


def own_item(request, pk: int) -> Item:
    return get_object_or_404(my_items.items_of(request.user), pk=pk)


def sent_content(request, found: Item) -> dict[str, str]:
    return {name: request.POST.get(name, "") for name in answering.FIELDS[found.kind]}


def late_step(found: Item, number) -> Step:
    if not str(number).isdecimal():
        raise Http404
    steps = found.steps.filter(what=Step.What.CONFLICT).select_related("by")
    return get_object_or_404(steps, number=number)


def compare_address(request, found: Item) -> str:
    own = found.steps.filter(what=Step.What.CONFLICT, by=request.user).last()
    return f"{reverse('item', args=[found.pk])}?krock={own.number}"


def who_changed(found: Item, user) -> str:
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


def is_writable(found: Item) -> bool:
    return found.status in WRITABLE and found.round.status == Round.Status.OPEN


def item_page(request, found: Item, *, content=None, problems=None, trouble: str = "", lost=None):
    writable = is_writable(found)
    last = earlier(found)
    today = timezone.localdate()
    if content is None:
        content = found.content or (beginning(found, today) if writable else {})
    made = answer_form.fields(found, content, problems, last) if writable else []
    comparing = late_step(found, request.GET["krock"]) if "krock" in request.GET else None
    context = {
        "item": found,
        "asked": my_items.question(found),
        "writable": writable,
        "fields": [one for one in made if not one.folded],
        "folded": [one for one in made if one.folded],
        "unfolded": any(one.folded and (one.value or one.problem) for one in made),
        "problems": _problem_links(made, problems or {}),
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


def _problem_links(made: list[answer_form.Field], problems: dict) -> list[tuple[str, str]]:
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
    return [Figures(one, indicator_chart(one, language_in_force())) for one in made]


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
