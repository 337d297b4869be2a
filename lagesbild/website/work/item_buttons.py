"""What the buttons of a question's page do."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lagesbild.reporting import answering, my_items
from lagesbild.reporting.answering import CannotAnswer, Unanswered
from lagesbild.reporting.earlier import problems, unchanged
from lagesbild.reporting.models import Item
from lagesbild.reporting.public_difference import is_english_left
from lagesbild.website.work import unsaved
from lagesbild.website.work.item_page import compare_address, item_page, late_step, own_item, sent_content


def save_sent(request, question: Item) -> answering.Saved:
    return answering.save(
        question.pk,
        sent_content(request, question),
        version=unsaved.number(request.POST),
        by=request.user,
        at=timezone.now(),
    )


def clock() -> str:
    return timezone.localtime().strftime("%H.%M")


def save_draft(request, question: Item):
    saved = save_sent(request, question)
    if saved.differs:
        return redirect(compare_address(request, saved.item))
    messages.success(request, _("Utkastet är sparat %(at)s.") % {"at": clock()})
    return redirect(question)


def _submit(request, question: Item):
    try:
        saved = answering.submit(
            question.pk,
            sent_content(request, question),
            version=unsaved.number(request.POST),
            by=request.user,
            at=timezone.now(),
            problems=problems,
        )
    except Unanswered as lacking:
        return item_page(request, own_item(request, question.pk), problems=lacking.problems)
    if saved.differs:
        return redirect(compare_address(request, saved.item))
    if is_english_left(saved.item):
        notice = _("Den engelska texten är inte ändrad. Den som granskar får veta det.")
        messages.info(request, notice)
    return _onwards(request, question, _("Tack! ”%(name)s” är inlämnad."))


def _not_ours(request, question: Item):
    saved = save_sent(request, question)
    if saved.differs:
        return redirect(compare_address(request, saved.item))
    note = request.POST.get("varfor", "")
    if not note.strip():
        lacking = {"varfor": _("Skriv några ord om vems frågan är, eller varför den inte är er.")}
        return item_page(request, own_item(request, question.pk), problems=lacking)
    answering.not_ours(question.pk, note, by=request.user, at=timezone.now())
    return _onwards(request, question, _("”%(name)s” är tillbaka hos samordnaren."))


def _take_back(request, question: Item):
    """Nothing was typed, so whatever comes in the way, the page shows the answer as it stands."""
    try:
        answering.take_back(question.pk, by=request.user, at=timezone.now())
    except CannotAnswer as trouble:
        return item_page(request, own_item(request, question.pk), trouble=str(trouble))
    messages.success(request, _("Svaret är ditt att ändra igen. Lämna in det när du är klar."))
    return redirect(question)


def _same(request, question: Item):
    """Fill the form with what is public now. What was typed and differs stays in the history."""
    saved = save_sent(request, question)
    if saved.differs:
        return redirect(compare_address(request, saved.item))
    content = saved.item.content | unchanged(question, timezone.localdate())
    answering.save(question.pk, content, version=saved.item.version, by=request.user, at=timezone.now())
    messages.info(request, _("Ifyllt med det som gäller nu. Läs igenom det och lämna in."))
    return redirect(question)


def _take(request, question: Item):
    """Put a late text in place of what stands, after the two have been compared."""
    step = late_step(question, request.POST.get("krock"))
    saved = answering.save(
        question.pk,
        step.content,
        version=unsaved.number(request.POST),
        by=request.user,
        at=timezone.now(),
    )
    if saved.differs:
        return redirect(compare_address(request, saved.item))
    messages.success(request, _("Texten är utbytt. Den förra finns kvar i historiken."))
    return redirect(question)


DO = {
    "lamna": _submit,
    "spara": save_draft,
    "inte-var": _not_ours,
    "samma": _same,
    "ta": _take,
    "ta-tillbaka": _take_back,
}


def _onwards(request, question: Item, thanks: str):
    """To the next question, or to the list when nothing is left."""
    words = {"name": question.thing.name}
    following = my_items.next_item(request.user, question)
    if following is None:
        messages.success(request, thanks % words)
        return redirect("my_work")
    task = next(task for task in my_items.tasks(request.user) if task.round.pk == following.round_id)
    progress = ngettext("%(done)s av %(all)s besvarad.", "%(done)s av %(all)s besvarade.", task.count) % {
        "done": len(task.done),
        "all": task.count,
    }
    messages.success(request, f"{thanks % words} {progress}")
    return redirect(following)


def restore_unsaved(request, question: Item, draft: unsaved.Unsaved):
    try:
        saved = answering.save(
            question.pk, draft.content, version=draft.version, by=request.user, at=timezone.now()
        )
    except CannotAnswer as trouble:
        return item_page(request, question, trouble=str(trouble), lost=draft.content)
    if saved.differs:
        return redirect(compare_address(request, saved.item))
    messages.success(request, _("Det du skrev är sparat och står i formuläret. Läs igenom det och lämna in."))
    return item_page(request, saved.item)
