"""What somebody wrote in an open form while their session ran out: kept until they have logged in again.

A form carries a ticket, signed by us, of whom we gave it to. Only such a form is kept, and only they get it back.
"""

from dataclasses import dataclass

from django.contrib.auth.views import redirect_to_login
from django.core import signing
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from lagesbild.organisations.models import User
from lagesbild.reporting.answering import FIELDS
from lagesbild.reporting.models import Item

KEY, SALT = "unsaved", "lagesbild.unsaved"
DAYS = 14
"""How long a form may have been open."""
FIELD_NAMES = {name for names in FIELDS.values() for name in names}


@dataclass(frozen=True)
class Unsaved:
    content: dict[str, str]
    version: int


def ticket(user: User, item: Item) -> str:
    return signing.dumps([user.pk, item.pk], salt=SALT)


def wants_data(request) -> bool:
    return "application/json" in request.headers.get("Accept", "")


def keep(request):
    """Keep what was sent, and ask for a log-in. A script is told so, and keeps the text itself."""
    if wants_data(request):
        return JsonResponse({"log_in": True}, status=401)
    if _ticket_content(request.POST.get("biljett", "")):
        names = FIELD_NAMES & set(request.POST)
        request.session[KEY] = {"ticket": request.POST["biljett"], "version": number(request.POST)} | {
            "content": {name: request.POST[name] for name in names}
        }
    return redirect_to_login(request.path)


def take(request, item: Item) -> Unsaved | None:
    """What the user had written in the item's form when the session ran out. It is given once."""
    draft = request.session.get(KEY) if KEY in request.session else None
    if not draft or _ticket_content(draft["ticket"]) != [request.user.pk, item.pk]:
        return None
    del request.session[KEY]
    return Unsaved(draft["content"], draft["version"])


def number(sent) -> int:
    """The version that a form began from; one that nothing has where it does not say."""
    try:
        return int(sent.get("version", ""))
    except ValueError:
        return -1


def csrf_failure(request, reason=""):
    """A form opened before a new log-in has an old mark: its text is kept, and shown again in a form that works."""
    if wants_data(request):
        return JsonResponse({"log_in": True, "trouble": _("Ladda om sidan.")}, status=403)
    if not _ticket_content(request.POST.get("biljett", "")):
        return render(request, "website/form_refused.html", status=403)
    to_log_in = keep(request)
    return redirect(request.path) if request.user.is_authenticated else to_log_in


def _ticket_content(ticket: str) -> list[int] | None:
    try:
        return signing.loads(ticket, salt=SALT, max_age=DAYS * 24 * 3600)
    except signing.BadSignature:
        return None
