"""The coordinator's people: who logs in, as what and for whom; who has never done so; and inviting them."""

import sys

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.mail import get_connection
from django.db import IntegrityError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lagesbild.framework.own_address import leads_nowhere
from lagesbild.organisations import people as keeping
from lagesbild.organisations.authenticators import REMOVED, app_of, remove_app, tell_owner
from lagesbild.organisations.models import User
from lagesbild.organisations.roles import DESCRIPTIONS
from lagesbild.reporting.letter_words import to_newcomer
from lagesbild.reporting.models import Round
from lagesbild.reporting.unreached import unreached
from lagesbild.reporting.welcome import invite
from lagesbild.website.work.access import COORDINATE, staff_page
from lagesbild.website.work.names import name_of
from lagesbild.website.work.person_form import PersonForm
from lagesbild.website.work.round_form import problems_of

NEVER = "aldrig"


@staff_page(COORDINATE)
@require_safe
def people(request):
    """Everybody with an account; ``?visa=aldrig`` only those who have never logged in."""
    accounts = list(keeping.people())
    newcomers = [person for person in accounts if not keeping.has_logged_in(person)]
    only_never = request.GET.get("visa") == NEVER
    open_rounds = Round.objects.exclude(status=Round.Status.CLOSED)
    reach = [(round_, unreached(round_)) for round_ in open_rounds]
    context = {
        "people": newcomers if only_never else accounts,
        "all": len(accounts),
        "never": len(newcomers),
        "only_never": only_never,
        "to_invite": sum(
            bool(person.email) for person in newcomers if keeping.may_change(request.user, person)
        ),
        "closed": User.objects.filter(is_active=False),
        "reach": [(round_, some) for round_, some in reach if some],
    }
    return render(request, "website/work/people.html", context)


@staff_page(COORDINATE)
@require_http_methods(["GET", "HEAD", "POST"])
def new_person(request):
    form = PersonForm(request.POST if request.method == "POST" else None, giver=request.user)
    if form.is_bound and form.is_valid() and _is_added(request, form):
        return redirect("people")
    return _form_page(request, form, None)


def _is_added(request, form: PersonForm) -> bool:
    fields = form.cleaned_data
    try:
        person = keeping.add_person(
            fields["name"], fields["address"], fields["groups"], fields["organisations"], by=request.user
        )
    except (ValidationError, IntegrityError):
        # Somebody else has added the same just now, or a second press of the button has.
        form.add_error("address", _("Ett konto har redan den adressen."))
        return False
    messages.success(request, _("%(name)s är tillagd.") % {"name": name_of(person)})
    if fields["invites"]:
        invite_and_say(request, [person])
    return True


@staff_page(COORDINATE)
@require_http_methods(["GET", "HEAD", "POST"])
def person(request, pk):
    account = get_object_or_404(User, pk=pk)
    if not keeping.may_change(request.user, account):
        raise PermissionDenied
    form = PersonForm(request.POST if request.method == "POST" else None, giver=request.user, person=account)
    if form.is_bound and form.is_valid():
        fields = {name: value for name, value in form.cleaned_data.items() if name != "invites"}
        keeping.change_person(account, **fields, by=request.user)
        messages.success(request, _("%(name)s är sparad.") % {"name": name_of(account)})
        return redirect("people")
    return _form_page(request, form, account)


def _form_page(request, form: PersonForm, account: User | None):
    context = {
        "form": form,
        "person": account,
        "problems": problems_of(form),
        "app": account and request.user.is_superuser and account != request.user and app_of(account),
        "does": [(name, does) for name, does in DESCRIPTIONS.items() if name in form.role_names],
    }
    return render(request, "website/work/person.html", context, status=422 if problems_of(form) else 200)


@staff_page(COORDINATE)
@require_POST
def without_app(request, pk):
    """By another administrator, for somebody who has lost both the telephone and the recovery codes."""
    account = get_object_or_404(User, pk=pk)
    if not request.user.is_superuser or account == request.user:
        raise PermissionDenied
    if remove_app(account, by=request.user):
        tell_owner(REMOVED, account)
    messages.success(request, _("%(name)s loggar nu in med en kod med e-post.") % {"name": name_of(account)})
    return redirect("person", pk)


@staff_page(COORDINATE)
@require_POST
def send_invitations(request):
    """To those of ``person`` who have never logged in; to all of them with ``alla``."""
    newcomers = keeping.people().filter(last_login=None).exclude(email="")
    if "alla" not in request.POST:
        numbers = [number for number in request.POST.getlist("person") if number.isdecimal()]
        newcomers = newcomers.filter(pk__in=numbers)
    invite_and_say(request, [account for account in newcomers if keeping.may_change(request.user, account)])
    return redirect("people")


def invite_and_say(request, newcomers: list[User]) -> None:
    """Send the letters and say what came of each."""
    if leads_nowhere():
        sentence = _(
            "Inga brev är skickade: webbplatsen vet inte sin egen adress, så länkarna skulle inte gå att följa."
            " Den som driver webbplatsen anger den i LAGESBILD_ADDRESS."
        )
        messages.error(request, sentence)
        return
    # Standard error where mail is only written down, as in the daily run.
    connection = get_connection(stream=sys.stderr, timeout=30)
    outcomes = invite(newcomers, connection, at=timezone.now(), write=to_newcomer, by=request.user)
    sent = sum(outcome.result == "sent" for outcome in outcomes)
    if sent:
        words = ngettext("%(n)s inbjudan är skickad.", "%(n)s inbjudningar är skickade.", sent)
        messages.success(request, words % {"n": sent})
    for result, words in _UNSENT.items():
        names = [outcome.address for outcome in outcomes if outcome.result == result]
        if names:
            messages.warning(request, f"{words()} {', '.join(names)}.")
    if not outcomes:
        messages.warning(request, _("Ingen att bjuda in: alla har loggat in, eller saknar e-postadress."))


_UNSENT = {
    "begun": lambda: _("Har redan fått ett brev i dag, och kan bjudas in i morgon:"),
    "failed": lambda: _("Brevet gick inte iväg, och skickas av sig självt nästa gång:"),
}
