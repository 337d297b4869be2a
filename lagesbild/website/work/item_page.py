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
from lagesbild.website.indicators.answers import public_indicators
from lagesbild.website.indicators.page import IndicatorPage, show
from lagesbild.website.indicators.pictures import indicator_chart
from lagesbild.website.indicators.shared_answers import indicators_under
from lagesbild.website.work import answer_form, unsaved
from lagesbild.website.work.names import name_of
from lagesbild.website.work.text_difference import TextPart, parts

MOST_FIGURES = 4
"""Indicators drawn beside a question about a goal; the goal's own page has them all."""


def own_item(request, pk: int) -> Item:
    return get_object_or_404(my_items.items_of(request.user), pk=pk)


def sent_content(request, question: Item) -> dict[str, str]:
    return {name: request.POST.get(name, "") for name in answering.FIELDS[question.kind]}


def late_step(question: Item, number) -> Step:
    if not str(number).isdecimal():
        raise Http404
    steps = question.steps.filter(what=Step.What.CONFLICT).select_related("by")
    return get_object_or_404(steps, number=number)


def compare_address(request, question: Item) -> str:
    own = question.steps.filter(what=Step.What.CONFLICT, by=request.user).last()
    return f"{reverse('item', args=[question.pk])}?krock={own.number}"


def who_changed(question: Item, user) -> str:
    if question.changed_by_id == user.pk:
        return _("Du själv, i ett annat fönster")
    return name_of(question.changed_by)


@dataclass(frozen=True)
class FieldComparison:
    """One field that differs: what it is called, and the two texts with what differs marked."""

    label: str
    standing: list[TextPart]
    late: list[TextPart]


def _compared(question: Item, step: Step) -> list[FieldComparison]:
    called = answer_form.labels(question)
    comparisons = []
    for name in answering.differences(question.content, step.content):
        texts = [
            answer_form.worded(question, name, content.get(name, ""))
            for content in (question.content, step.content)
        ]
        comparisons.append(FieldComparison(called[name], *parts(*texts)))
    return comparisons


def is_writable(question: Item) -> bool:
    return question.status in WRITABLE and question.round.status == Round.Status.OPEN


def item_page(request, question: Item, *, content=None, problems=None, trouble: str = "", lost=None):
    writable = is_writable(question)
    last = earlier(question)
    today = timezone.localdate()
    if content is None:
        content = question.content or (beginning(question, today) if writable else {})
    form_fields = answer_form.fields(question, content, problems, last) if writable else []
    comparing = late_step(question, request.GET["krock"]) if "krock" in request.GET else None
    context = {
        "item": question,
        "asked": my_items.question(question),
        "writable": writable,
        "fields": [field for field in form_fields if not field.folded],
        "folded": [field for field in form_fields if field.folded],
        "unfolded": any(field.folded and (field.value or field.problem) for field in form_fields),
        "problems": _problem_links(form_fields, problems or {}),
        "not_ours": (problems or {}).get("varfor", ""),
        "note": request.POST.get("varfor", ""),
        "trouble": trouble,
        "lost": answer_form.in_words(question, lost) if lost else [],
        "answer": answer_form.in_words(question, question.content),
        "ticket": unsaved.ticket(request.user, question),
        "back": my_items.asked_back(question),
        "late": [] if comparing else [(step, name_of(step.by)) for step in my_items.late_texts(question)],
        "comparing": comparing,
        "is_own": bool(comparing) and comparing.by_id == request.user.pk != question.changed_by_id,
        "late_by": name_of(comparing.by) if comparing else "",
        "standing_by": name_of(question.changed_by),
        "compared": _compared(question, comparing) if comparing else [],
        "last": last,
        "last_said": _now_public(question, last, today),
        "may_be_same": bool(last) and question.kind != Item.Kind.VALUE,
        "figures": _figures(question, Municipality.load(request_or_site=request), today.year),
        "days": my_items.days_left(question.round, today),
        "steps": [(step, name_of(step.by)) for step in question.steps.select_related("by").reverse()[:10]],
        "place": _place(request.user, question),
        "following": my_items.next_item(request.user, question),
    }
    return render(request, "website/work/item.html", context)


def _now_public(question: Item, last: Earlier | None, today: date) -> list[tuple[str, str, str]]:
    """What is public now, in Swedish; where an action stands follows from its dates unless somebody has said."""
    content = dict(last.content) if last else {}
    if question.action_id:
        content = {**content, "status": str(question.action.status(today))}
    return [line for line in answer_form.in_words(question, content) if not line[0].endswith("_en")]


def _problem_links(form_fields: list[answer_form.Field], problems: dict) -> list[tuple[str, str]]:
    """(id of the field, sentence) in the order of the page."""
    links = [(field.id, field.problem) for field in form_fields if field.problem]
    return [*links, *(("svar-varfor", problems["varfor"]) for _once in "1" if "varfor" in problems)]


def _place(user, question: Item) -> str:
    """ "2 av 5 besvarade" of the item's round."""
    task = next((task for task in my_items.tasks(user) if task.round.pk == question.round_id), None)
    if task is None:
        return ""
    return ngettext("%(done)s av %(all)s besvarad", "%(done)s av %(all)s besvarade", task.count) % {
        "done": len(task.done),
        "all": task.count,
    }


@dataclass(frozen=True)
class Figures:
    """An indicator beside a question: its words, its verdict, its chart."""

    shown: IndicatorPage
    chart: SafeString


def _figures(question: Item, home: Municipality, year: int) -> list[Figures]:
    pages = [show(page, home, year) for page in _indicators(question)[:MOST_FIGURES]]
    return [Figures(page, indicator_chart(page, language_in_force())) for page in pages]


def _indicators(question: Item) -> list[Indicator]:
    """Those that the question is about: the goal's own or, where it has none, those of the nearest goal above."""
    if question.indicator_id:
        return list(public_indicators().filter(pk=question.indicator_id))
    if question.action_id:
        return list(public_indicators().filter(effects__action=question.action_id).distinct())
    goal, near = question.goal, []
    while goal and not near:
        near, goal = indicators_under({goal.pk}), goal.parent
    return near
