"""A reporter's questions as a workbook: taken out, and handed in after a look at what it means."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core import signing
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from lagesbild.reporting import my_items, workbook, workbook_return
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
    """A filled-in workbook, what it means, and then, when that is right, all of it saved at once."""
    if request.method == "POST" and "betyder" in request.POST:
        return _save(request)
    if request.method == "POST":
        return _preview(request)
    return _page(request)


def _preview(request):
    sent = request.FILES.get("arbetsbok")
    if sent is None:
        return _page(request, trouble=_("Välj en fil först."))
    if sent.size > workbook_return.MOST_BYTES or not workbook_return.is_a_workbook(sent.name):
        return _page(request, trouble=workbook_return.not_ours())
    try:
        found = workbook_return.read(
            sent.read(),
            _open_items(request.user),
            today=timezone.localdate(),
            choices=answer_form.choices,
        )
    except workbook_return.NotOurWorkbook as trouble:
        return _page(request, trouble=str(trouble))
    return _page(request, read=found, name=sent.name)


def _page(request, *, trouble: str = "", read: workbook_return.Read | None = None, name: str = ""):
    rows = read.rows if read and not read.problems else ()
    context = {
        "trouble": trouble,
        "read": read,
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
        meant = signing.loads(request.POST["betyder"], salt=SALT, max_age=HOURS * 3600)
    except signing.BadSignature:
        return _page(request, trouble=_("Det har gått för lång tid. Lämna in arbetsboken en gång till."))
    if meant["user"] != request.user.pk:
        return _page(request, trouble=_("Arbetsboken lämnades in av någon annan. Lämna in den en gång till."))
    own = set(_open_items(request.user).values_list("pk", flat=True))
    chosen = [
        _chosen(one, request.POST)
        for one in meant["rows"]
        if one["item"] in own and _wanted(one, request.POST)
    ]
    try:
        handed_in, drafts = workbook_return.apply(chosen, by=request.user, at=timezone.now())
    except CannotAnswer as trouble:
        return _page(request, trouble=str(trouble))
    messages.success(request, _summary(handed_in, drafts))
    return redirect("my_work")


def _wanted(one: dict, sent) -> bool:
    """What collides is left as it stands unless it is ticked."""
    return not one["asks"] or f"byt-{one['item']}" in sent


def _chosen(one: dict, sent) -> dict:
    """A value far from the last one is a draft until it is ticked."""
    if not one["leap"]:
        return one
    if f"stammer-{one['item']}" not in sent:
        return one | {"hand_in": False}
    return one | {"content": one["content"] | {"confirmed": one["content"]["value"]}}


def _summary(handed_in: int, drafts: int) -> str:
    told = [
        ngettext("%(n)s svar är inlämnat.", "%(n)s svar är inlämnade.", handed_in) % {"n": handed_in},
        ngettext("%(n)s är sparat som utkast.", "%(n)s är sparade som utkast.", drafts) % {"n": drafts},
    ]
    return " ".join(words for words, count in zip(told, (handed_in, drafts), strict=True) if count) or _(
        "Inget ändrades."
    )
