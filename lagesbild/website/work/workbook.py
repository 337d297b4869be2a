"""A reporter's questions as a workbook: taken out, and handed in after a look at what it means."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from lagesbild.reporting import my_items, workbook, workbook_return, workbook_rows
from lagesbild.reporting.answering import CannotAnswer
from lagesbild.reporting.models import Round
from lagesbild.website.work import answer_form

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SALT = "lagesbild.workbook"
HOURS = 12
"""How long what was shown may wait to be saved."""


def _open_items(user):
    return my_items.items_of(user).filter(round__status=Round.Status.OPEN)


@never_cache
@login_required
@require_safe
def download(request):
    today = timezone.localdate()
    content = workbook.make(_open_items(request.user), today=today, choices=answer_form.choices)
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="mitt-arbete-{today}.xlsx"'
    return response


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request):
    """A filled-in workbook, what it means, and then, when that is right, all of it saved at once.

    A file is opened for those who answer for somebody, and for nobody else.
    """
    if request.method == "POST" and not my_items.contacts().filter(pk=request.user.pk).exists():
        raise PermissionDenied
    if request.method == "POST" and "betyder" in request.POST:
        return _save(request)
    if request.method == "POST":
        return _preview(request)
    return _page(request)


def _preview(request):
    sent = request.FILES.get("arbetsbok")
    if sent is None:
        return _page(request, trouble=_("Välj en fil först."))
    if sent.size > workbook_rows.MOST_BYTES or not workbook_rows.is_a_workbook(sent.name):
        return _page(request, trouble=workbook_rows.not_ours())
    try:
        returned = workbook_return.answers_in(
            sent.read(),
            _open_items(request.user),
            today=timezone.localdate(),
            choices=answer_form.choices,
        )
    except workbook_rows.NotOurWorkbook as trouble:
        return _page(request, trouble=str(trouble))
    return _page(request, returned=returned, name=sent.name)


def _page(
    request, *, trouble: str = "", returned: workbook_return.WorkbookAnswers | None = None, name: str = ""
):
    rows = returned.rows if returned and not returned.problems else ()
    context = {
        "trouble": trouble,
        "read": returned,
        "name": name,
        "rows": [
            {
                "row": row,
                "says": answer_form.in_words(row.item, row.content),
                "stands": answer_form.in_words(row.item, row.item.content) if row.collides else [],
            }
            for row in rows
        ],
        "means": signing.dumps(_plain(request.user, rows), salt=SALT, compress=True) if rows else "",
    }
    return render(request, "website/work/workbook.html", context)


def _plain(user, rows) -> dict:
    return {
        "user": user.pk,
        "rows": [
            {
                "item": row.item.pk,
                "version": row.item.version,
                "content": row.content,
                "hand_in": row.hand_in,
                "asks": row.collides,
                "leap": bool(row.leap),
            }
            for row in rows
        ],
    }


def _save(request):
    try:
        intended = signing.loads(request.POST["betyder"], salt=SALT, max_age=HOURS * 3600)
    except signing.BadSignature:
        return _page(request, trouble=_("Det har gått för lång tid. Lämna in arbetsboken en gång till."))
    if intended["user"] != request.user.pk:
        return _page(request, trouble=_("Arbetsboken lämnades in av någon annan. Lämna in den en gång till."))
    own = set(_open_items(request.user).values_list("pk", flat=True))
    rows_to_save = [
        _row_to_save(row_meant, request.POST)
        for row_meant in intended["rows"]
        if row_meant["item"] in own and _is_to_be_saved(row_meant, request.POST)
    ]
    try:
        handed_in, drafts = workbook_return.apply(rows_to_save, by=request.user, at=timezone.now())
    except CannotAnswer as trouble:
        return _page(request, trouble=str(trouble))
    messages.success(request, _summary(handed_in, drafts))
    return redirect("my_work")


def _is_to_be_saved(intended: dict, sent) -> bool:
    """What collides is left as it stands unless it is ticked."""
    return not intended["asks"] or f"byt-{intended['item']}" in sent


def _row_to_save(intended: dict, sent) -> dict:
    """A value far from the last one is a draft until it is ticked."""
    if not intended["leap"]:
        return intended
    if f"stammer-{intended['item']}" not in sent:
        return intended | {"hand_in": False}
    return intended | {"content": intended["content"] | {"confirmed": intended["content"]["value"]}}


def _summary(handed_in: int, drafts: int) -> str:
    sentences = [
        ngettext("%(n)s svar är inlämnat.", "%(n)s svar är inlämnade.", handed_in) % {"n": handed_in},
        ngettext("%(n)s är sparat som utkast.", "%(n)s är sparade som utkast.", drafts) % {"n": drafts},
    ]
    return " ".join(words for words, count in zip(sentences, (handed_in, drafts), strict=True) if count) or _(
        "Inget ändrades."
    )
