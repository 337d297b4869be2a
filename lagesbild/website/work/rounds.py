"""The coordinator's rounds: making one, seeing what it would ask, the board, closing it, and its record."""

from itertools import groupby

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lagesbild.organisations.models import Municipality
from lagesbild.reporting import board as boards
from lagesbild.reporting import rounds as asking
from lagesbild.reporting.findings import open_and_resting
from lagesbild.reporting.models import Item, Record, Round
from lagesbild.reporting.my_items import contacts
from lagesbild.reporting.rounds import RoundProblem
from lagesbild.reporting.unreached import unreached
from lagesbild.website.findings.all_findings import findings
from lagesbild.website.indicators.as_of_day import shown_that_day
from lagesbild.website.work import board_files
from lagesbild.website.work.access import COORDINATE, FOLLOW, staff_page
from lagesbild.website.work.names import name_of
from lagesbild.website.work.record_words import in_words
from lagesbild.website.work.round_form import OpenRoundForm, RoundForm, problems_of

PER_PAGE = 100


@staff_page(FOLLOW)
@require_safe
def rounds(request):
    """Every round, the latest first, with how far it has come."""
    today = timezone.localdate()
    rounds_and_standings = [
        (round_, _standing(round_, today)) for round_ in Round.objects.prefetch_related("items")
    ]
    guarded = open_and_resting(findings(today), today)
    return render(request, "website/work/rounds.html", {"rounds": rounds_and_standings, "findings": guarded})


def _standing(round: Round, today):
    return boards.progress_of(round.items.all(), today)


@staff_page(COORDINATE)
@require_http_methods(["GET", "HEAD", "POST"])
def new_round(request):
    usual = _usual() | {"held_by": request.user}
    form = RoundForm(request.POST if request.method == "POST" else None, initial=usual)
    if form.is_bound and form.is_valid():
        new = form.save()
        messages.success(request, _("Omgången är sparad. Ingen har fått någon fråga än."))
        return redirect(new)
    return _form_page(request, form, None)


def _usual() -> dict:
    """What most rounds are: about this year, asked from today."""
    today = timezone.localdate()
    return {"year": today.year, "opens_on": today}


@staff_page(COORDINATE)
@require_http_methods(["GET", "HEAD", "POST"])
def edit_round(request, pk):
    if request.method != "POST":
        round_ = _changeable(Round.objects, pk)
        return _form_page(request, _form(round_)(instance=round_), round_)
    with transaction.atomic():
        # Locked, so that a draft that somebody opens meanwhile is not saved as a draft again.
        round_ = _changeable(Round.objects.select_for_update(), pk)
        form = _form(round_)(request.POST, instance=round_)
        if not form.is_valid():
            return _form_page(request, form, Round.objects.get(pk=pk))
        form.save()
    messages.success(request, _("Omgången är sparad."))
    return redirect(round_)


def _changeable(rounds, pk: int) -> Round:
    return get_object_or_404(rounds.exclude(status=Round.Status.CLOSED), pk=pk)


def _form(round: Round):
    return RoundForm if round.status == Round.Status.DRAFT else OpenRoundForm


def _form_page(request, form, round_: Round | None):
    context = {"form": form, "round": round_, "problems": problems_of(form)}
    return render(request, "website/work/round_form.html", context)


@staff_page(FOLLOW)
@require_safe
def round_page(request, pk):
    """A draft shows what it would ask; an open or closed round shows its board."""
    round_ = get_object_or_404(Round, pk=pk)
    if round_.status == Round.Status.DRAFT:
        return _preview_page(request, round_)
    return _board_page(request, round_)


def _preview_page(request, round_: Round, trouble: str = ""):
    preview = asking.preview(round_)
    questions = sorted(
        preview.asked, key=lambda question: (question.organisation.name, question.organisation.pk)
    )
    by_unit = [
        (unit, list(group)) for unit, group in groupby(questions, key=lambda question: question.organisation)
    ]
    reached = set(contacts().values_list("organisations", flat=True))
    context = {
        "round": round_,
        "preview": preview,
        "by_unit": [(unit, group, unit.pk in reached) for unit, group in by_unit],
        "unreached": unreached(round_),
        "may_coordinate": request.user.has_perm(COORDINATE),
        "trouble": trouble,
    }
    return render(request, "website/work/round_preview.html", context)


@staff_page(COORDINATE)
@require_POST
def open_round(request, pk):
    round_ = get_object_or_404(Round, pk=pk)
    try:
        asking.open_round(pk, by=request.user, at=timezone.now())
    except RoundProblem as trouble:
        if round_.status != Round.Status.DRAFT:
            messages.error(request, str(trouble))
            return redirect(round_)
        return _preview_page(request, round_, str(trouble))
    messages.success(request, _("Omgången är öppen. Frågorna ligger nu hos dem som ska svara."))
    return redirect(round_)


def _board_page(request, round_: Round):
    today = timezone.localdate()
    board = boards.board(round_, today=today)
    choices = _choices(board)
    query = {name: request.GET.get(name, "") for name in choices}
    filters = {name: value for name, value in query.items() if value in choices[name]}
    items = _filtered_items(board, today, filters)
    page = Paginator(items, PER_PAGE).get_page(request.GET.get("sida"))
    context = {
        "round": round_,
        "board": board,
        "items": [(item, boards.is_late(item, today), name_of(item.changed_by)) for item in page.object_list],
        "count": len(items),
        "page": page,
        "choices": [
            {"name": name, "label": label, "options": choices[name].items(), "chosen": filters.get(name, "")}
            for name, label in (
                ("organisation", _("Organisation")),
                ("lage", _("Läge")),
                ("fraga", _("Fråga")),
            )
        ],
        "narrowed": bool(filters),
        "unknown": any(value and name not in filters for name, value in query.items()),
        "query": request.GET.urlencode(),
        "days": (round_.closes_on - today).days,
        "may_coordinate": request.user.has_perm(COORDINATE),
        "unreached": unreached(round_),
    }
    return render(request, "website/work/board.html", context)


def _choices(board: boards.Board) -> dict[str, dict[str, str]]:
    return {
        "organisation": {line.organisation.slug: line.organisation.name for line in board.lines},
        "lage": {boards.LATE: _("Sena"), **{str(key): str(label) for key, label in Item.Status.choices}},
        "fraga": {str(key): str(label) for key, label in Item.Kind.choices},
    }


def _filtered_items(board: boards.Board, today, filters: dict[str, str]) -> list[Item]:
    return boards.filtered_items(
        board.items,
        today=today,
        status=filters.get("lage", ""),
        kind=filters.get("fraga", ""),
        unit=filters.get("organisation", ""),
    )


@staff_page(FOLLOW)
@require_safe
def board_file(request, pk, ending):
    """The board as it is filtered on the page."""
    round_ = get_object_or_404(Round.objects.exclude(status=Round.Status.DRAFT), pk=pk)
    today = timezone.localdate()
    board = boards.board(round_, today=today)
    items = _filtered_items(board, today, request.GET.dict())
    return board_files.RESPONSES[ending](round_, items, today)


@staff_page(COORDINATE)
@require_http_methods(["GET", "HEAD", "POST"])
def close_round(request, pk):
    """What would be left undone, and a button. A closed round is not opened again."""
    round_ = get_object_or_404(Round.objects.filter(status=Round.Status.OPEN), pk=pk)
    if request.method == "POST" and request.POST.get("sakert") == "ja":
        return _close(request, round_)
    today = timezone.localdate()
    items = list(boards.items_in(round_))
    context = {
        "round": round_,
        "standing": boards.progress_of(items, today),
        "left": [item for item in items if item.status != Item.Status.APPROVED],
        "days": (round_.closes_on - today).days,
        "unsure": request.method == "POST",
    }
    return render(request, "website/work/round_close.html", context)


def _close(request, round_: Round):
    home = Municipality.load(request_or_site=request)
    page_contents = shown_that_day(home, timezone.localdate())
    try:
        asking.close_round(round_.pk, by=request.user, at=timezone.now(), public_pages=page_contents)
    except RoundProblem as trouble:
        messages.error(request, str(trouble))
        return redirect(round_)
    messages.success(request, _("Omgången är stängd, och protokollet är fryst."))
    return redirect("round_record", pk=round_.pk)


@staff_page(FOLLOW)
@require_safe
def record(request, pk):
    """What was known and decided the day the round closed, from the record alone."""
    round_record = _record(pk)
    context = {
        "round": round_record.round,
        "record": round_record,
        "unchanged": asking.is_unchanged(round_record),
        "told": in_words(round_record.content),
    }
    return render(request, "website/work/record.html", context)


@staff_page(FOLLOW)
@require_safe
def record_file(request, pk):
    """The record as the very bytes that the checksum is of: ``sha256sum`` gives the same sum."""
    round_record = _record(pk)
    response = HttpResponse(asking.canonical(round_record.content), content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="protokoll-{pk}.json"'
    return response


def _record(pk: int) -> Record:
    round_record = Record.objects.select_related("round").filter(round=pk).first()
    if round_record is None:
        raise Http404
    return round_record
