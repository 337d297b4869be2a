"""A list of people pasted from Excel or an e-mail: what it means, row by row, and then what is right in it written."""

import uuid

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from lagesbild.framework.models import SentForm
from lagesbild.organisations.models import User
from lagesbild.organisations.people import roles_to_give
from lagesbild.organisations.people_plan import CREATE, SKIP, carry_out, plan, summary
from lagesbild.website.work.access import COORDINATE, staff_page
from lagesbild.website.work.people import invite_and_say

LONGEST = 200_000
PREFIX = "org-"


@staff_page(COORDINATE)
@require_http_methods(["GET", "HEAD", "POST"])
def paste_people(request):
    """The list, what it means, and a button. Nothing is written before the button is pressed."""
    text = request.POST.get("lista", "")
    if request.method != "POST":
        return _page(request, "")
    if len(text) > LONGEST:
        return _page(request, "", trouble=_("Listan är för lång. Klistra in högst tusen rader."))
    if not text.strip():
        return _page(request, "", trouble=_("Klistra in en lista först."))
    if "skriv" in request.POST:
        return _write(request, text)
    return _page(request, text, with_plan=True)


def _choices(sent) -> dict[str, str]:
    return {
        name.removeprefix(PREFIX): choice
        for name, choice in sent.items()
        if name.startswith(PREFIX) and choice
    }


def _write(request, text: str):
    try:
        with transaction.atomic():
            sent = _take_turn(request.POST.get("nyckel", ""))
            if sent and sent.made_pk is not None:
                messages.info(request, _("Listan är redan sparad. Inget är sparat två gånger."))
                return redirect("people")
            people_plan = plan(text, _choices(request.POST), by=request.user)
            added, changed = carry_out(people_plan, by=request.user)
            if sent:
                sent.made_pk = added[0].pk if added else 0
                sent.save()
    except (ValidationError, IntegrityError):
        trouble = _("Någon annan har lagt till en av personerna just nu. Se efter här, och spara igen.")
        return _page(request, text, trouble=trouble, with_plan=True)
    messages.success(request, summary(added, changed))
    if "bjud-in" in request.POST and added:
        invite_and_say(request, added)
    if people_plan.problems:
        return _page(request, text, with_plan=True)
    return redirect("people")


def _take_turn(key: str) -> SentForm | None:
    try:
        return SentForm.take_turn(uuid.UUID(key), User)
    except ValueError:
        return None


def _page(request, text: str, *, trouble: str = "", with_plan: bool = False):
    people_plan = plan(text, _choices(request.POST), by=request.user) if with_plan else None
    context = {
        "text": text,
        "trouble": trouble,
        "plan": people_plan,
        "key": uuid.uuid4(),
        "create": CREATE,
        "skip": SKIP,
        "roles": [group.name for group in roles_to_give(request.user)],
    }
    status = 422 if trouble else 200
    return render(request, "website/work/people_paste.html", context, status=status)
