"""Review: what is handed in, beside what is public; approved, sent back, moved, or corrected afterwards."""

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from lagesbild.organisations.models import Municipality, Organisation
from lagesbild.organisations.roles import ADMINISTRATOR, ADMINISTRATOR_DOES, DESCRIPTIONS
from lagesbild.reporting import answering, publishing
from lagesbild.reporting.answering import WRITABLE, CannotAnswer
from lagesbild.reporting.board import TOLD, is_late, waiting_for_approval
from lagesbild.reporting.earlier import earlier
from lagesbild.reporting.models import Item, Round
from lagesbild.reporting.my_items import contacts, question
from lagesbild.website.work import answer_form
from lagesbild.website.work.access import APPROVE, COORDINATE, FOLLOW, staff_page
from lagesbild.website.work.names import name_of
from lagesbild.website.work.what_approval_changes import not_built, proposed, reported_until

PER_PAGE = 50
OWN_KINDS = [Organisation.Kind[name] for name in ("COUNCIL", "BOARD", "ADMINISTRATION", "COMPANY", "UNIT")]
"""The municipality's own organisations; the rest are partners."""
KIND_OF = {"goal_id": "mal", "indicator_id": "nyckeltal", "action_id": "atgard"}
"""What each thing is called in the address of its history."""


@staff_page(APPROVE)
@require_http_methods(["GET", "HEAD", "POST"])
def review(request):
    """Everything that is handed in, with what approving it would change; many are approved at once."""
    if request.method == "POST":
        return _approve(request)
    page = Paginator(waiting_for_approval(), PER_PAGE).get_page(request.GET.get("sida"))
    home = Municipality.load(request_or_site=request)
    proposals = proposed(page.object_list, home=home, year_now=timezone.localdate().year)
    context = {
        "page": page,
        "rows": [(proposal, name_of(proposal.item.changed_by)) for proposal in proposals],
        "not_built": not_built(reported_until(settings.FIGURES)),
        "by_units": _units(proposals),
    }
    return render(request, "website/work/review.html", context)


def _units(proposals) -> list[str]:
    return list(dict.fromkeys(proposal.item.organisation.name for proposal in proposals))


def _approve(request):
    versions = _versions_seen(request.POST.getlist("svar"))
    if not versions:
        messages.error(request, _("Inget är valt. Kryssa för det du vill godkänna."))
        return redirect("review")
    outcomes = publishing.approve(versions, by=request.user, at=timezone.now(), versions=versions)
    _tell(request, outcomes)
    return redirect("review")


def _versions_seen(sent: list[str]) -> dict[int, int]:
    """``"12:3"``: version 3 of item 12, as it was read. What is not so is nothing of ours."""
    pairs = [version.partition(":")[::2] for version in sent]
    return {int(pk): int(version) for pk, version in pairs if pk.isdecimal() and version.isdecimal()}


def _tell(request, outcomes: list[publishing.ApprovalOutcome]) -> None:
    done = [outcome.item for outcome in outcomes if not outcome.trouble]
    if done:
        sentence = ngettext(
            "%(n)s svar är godkänt och publicerat.", "%(n)s svar är godkända och publicerade.", len(done)
        )
        sentence %= {"n": len(done)}
        if any(item.kind == Item.Kind.VALUE for item in done):
            sentence += " " + _(
                "Mätvärden syns på sidorna när siffrorna har byggts om, vilket görs varje natt."
            )
        messages.success(request, sentence)
    for outcome in outcomes:
        if outcome.trouble:
            messages.error(request, f"{outcome.item.thing}: {outcome.trouble}")


# --- One answer -------------------------------------------------------------------------------------------


@staff_page(FOLLOW)
@require_http_methods(["GET", "HEAD", "POST"])
def review_item(request, pk):
    """One answer: what it says, what it would change, every step of it, and what may be done with it."""
    question = _item(pk)
    if request.method != "POST":
        return _item_page(request, question)
    do = DO.get(request.POST.get("gor"))
    if do is None:
        return _item_page(request, question)
    right, act = do
    if not request.user.has_perm(right):
        raise PermissionDenied
    try:
        return act(request, question)
    except CannotAnswer as trouble:
        return _item_page(request, _item(pk), trouble=str(trouble))


def _item(pk: int) -> Item:
    return get_object_or_404(Item.objects.select_related(*TOLD), pk=pk)


def _approve_one(request, question: Item):
    versions = _versions_seen([f"{question.pk}:{request.POST.get('version', '')}"]) or {question.pk: -1}
    outcomes = publishing.approve([question.pk], by=request.user, at=timezone.now(), versions=versions)
    if outcomes[0].trouble:
        return _item_page(request, _item(question.pk), trouble=outcomes[0].trouble)
    _tell(request, outcomes)
    return _onwards()


def _return(request, question: Item):
    note = request.POST.get("fraga", "")
    if not note.strip():
        lacking = _("Skriv vad som behöver ändras, så att den som svarar vet.")
        return _item_page(request, question, problems={"fraga": lacking})
    answering.return_to(question.pk, note, by=request.user, at=timezone.now())
    if question.round.status == Round.Status.OPEN:
        sentence = _(
            "Frågan är tillbaka hos %(unit)s. De ser den under Mitt arbete och i veckans påminnelse."
        )
    else:
        sentence = _("Svaret från %(unit)s är lagt åt sidan. Det publiceras inte.")
    messages.success(request, sentence % {"unit": question.organisation.name})
    return _onwards()


def _move(request, question: Item):
    unit = _others(question).filter(slug=request.POST.get("till", "")).first()
    if unit is None:
        return _item_page(request, question, problems={"till": _("Välj vilken organisation som ska svara.")})
    moved = answering.move(
        question.pk, unit, request.POST.get("varfor", ""), by=request.user, at=timezone.now()
    )
    messages.success(request, _("Frågan ligger nu hos %(unit)s.") % {"unit": unit.name})
    return redirect(moved.round)


DO = {"godkann": (APPROVE, _approve_one), "tillbaka": (APPROVE, _return), "flytta": (COORDINATE, _move)}


def _onwards():
    """To the answer that has waited longest, or to the empty list."""
    following = waiting_for_approval().first()
    return redirect("review_item", pk=following.pk) if following else redirect("review")


def _item_page(request, waiting_question: Item, *, trouble: str = "", problems: dict | None = None):
    home, today = Municipality.load(request_or_site=request), timezone.localdate()
    is_open = waiting_question.round.status == Round.Status.OPEN
    may_approve = request.user.has_perm(APPROVE)
    waits = may_approve and waiting_question.status == Item.Status.SUBMITTED
    movable = is_open and waiting_question.status in (*WRITABLE, Item.Status.NOT_OURS)
    context = {
        "item": waiting_question,
        "is_open": is_open,
        "asked": question(waiting_question),
        "late": is_late(waiting_question, today),
        "answer": answer_form.in_words(waiting_question, waiting_question.content),
        "proposed": _would_change(waiting_question, home, today),
        "steps": [(step, name_of(step.by)) for step in waiting_question.steps.select_related("by").reverse()],
        "answered_by": name_of(waiting_question.changed_by) if waiting_question.changed_at else "",
        "history": _history_address(waiting_question),
        "may_approve": waits and not publishing.is_answered_later(waiting_question),
        "may_return": waits,
        "may_correct": may_approve and publishing.may_correct(waiting_question),
        "may_move": movable and request.user.has_perm(COORDINATE),
        "organisations": _others(waiting_question) if movable else (),
        "reached": set(contacts().values_list("organisations", flat=True)) if movable else (),
        "trouble": trouble,
        "problems": problems or {},
        "typed": request.POST,
    }
    return render(request, "website/work/review_item.html", context)


def _others(question: Item):
    """Who could be asked instead: the municipality's own, and partners that somebody answers for."""
    active = (
        Organisation.objects.public()
        .filter(status=Organisation.Status.ACTIVE)
        .exclude(pk=question.organisation_id)
    )
    ours = Q(kind__in=OWN_KINDS) | Q(users__in=contacts())
    return active.filter(ours).distinct().order_by("name_sv")


def _would_change(question: Item, home: Municipality, today):
    if question.status != Item.Status.SUBMITTED:
        return None
    return proposed([question], home=home, year_now=today.year)[0]


def _history_address(question: Item) -> tuple[str, int]:
    return next((kind, getattr(question, name)) for name, kind in KIND_OF.items() if getattr(question, name))


# --- After it was approved --------------------------------------------------------------------------------


@staff_page(APPROVE)
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request, pk):
    """Change what was published. The reason stands on the public page, with the day."""
    question = _item(pk)
    if not publishing.may_correct(question):
        messages.error(request, _("Bara det som är godkänt kan rättas."))
        return redirect("review_item", pk=pk)
    if request.method != "POST":
        return _correct_page(request, question, question.content)
    sent = {name: request.POST.get(name, "") for name in answering.FIELDS[question.kind]}
    reason, version = request.POST.get("skal", ""), request.POST.get("version", "")
    try:
        publishing.correct(
            pk,
            sent,
            reason,
            by=request.user,
            at=timezone.now(),
            version=int(version) if version.isdecimal() else -1,
        )
    except CannotAnswer as trouble:
        lacking = {} if reason.strip() else {"skal": str(trouble)}
        return _correct_page(request, question, sent, lacking, trouble="" if lacking else str(trouble))
    except ValidationError as wrong:
        return _correct_page(
            request, question, sent, _by_field(wrong, sent), trouble=_of_no_field(wrong, sent)
        )
    messages.success(request, _("Rättat och publicerat. Skälet visas på den publika sidan."))
    return redirect("review_item", pk=pk)


def _by_field(wrong: ValidationError, sent: dict) -> dict[str, str]:
    messages_by_field = wrong.message_dict if hasattr(wrong, "error_dict") else {}
    return {name: " ".join(texts) for name, texts in messages_by_field.items() if name in sent}


def _of_no_field(wrong: ValidationError, sent: dict) -> str:
    if not hasattr(wrong, "error_dict"):
        return " ".join(wrong.messages)
    messages_by_field = wrong.message_dict
    return " ".join(text for name, texts in messages_by_field.items() if name not in sent for text in texts)


def _correct_page(request, question: Item, content, problems: dict | None = None, trouble: str = ""):
    problems = problems or {}
    fields = answer_form.fields(question, content, problems, earlier(question))
    links = [(field.id, field.problem) for field in fields if field.problem]
    context = {
        "item": question,
        # What was read before it was written: pressing once more does not write over another's correction unseen.
        "version": request.POST.get("version", question.version),
        "fields": fields,
        "reason": request.POST.get("skal", ""),
        "reason_problem": problems.get("skal", ""),
        "problems": [*links, *(("skal", problems[name]) for name in ("skal",) if name in problems)],
        "trouble": trouble,
    }
    return render(request, "website/work/correct.html", context)


# --- Who may what -----------------------------------------------------------------------------------------


@staff_page()
def roles(request):
    """Every role in plain words, and which of them the reader has."""
    mine = set(request.user.groups.values_list("name", flat=True))
    all_roles = [(name, does, name in mine) for name, does in DESCRIPTIONS.items()]
    all_roles.append((ADMINISTRATOR, ADMINISTRATOR_DOES, request.user.is_superuser))
    return render(request, "website/work/roles.html", {"roles": all_roles})
