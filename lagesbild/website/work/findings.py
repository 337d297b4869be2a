"""What the guard has found, for those it concerns: each has an owner, and rests once somebody has answered it."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from lagesbild.reporting.findings import Finding, Kind, rest, resting, standing, wake
from lagesbild.reporting.models import FindingAnswer
from lagesbild.reporting.my_items import contacts
from lagesbild.website.findings.all_findings import findings
from lagesbild.website.work.access import COORDINATE, FOLLOW, staff_page
from lagesbild.website.work.names import name_of

USUAL_REST = timedelta(days=180)


@dataclass(frozen=True)
class Chosen:
    """Which findings are listed: one kind, one owner's address part, "-" for the coordinator's own."""

    kind: str
    owner: str

    def takes(self, one: Finding) -> bool:
        owner = one.owner.slug if one.owner else "-"
        return self.kind in ("", one.kind) and self.owner in ("", owner)


@staff_page()
@require_safe
def findings_page(request):
    """Those who follow rounds see everything, others what their own organisations answer for."""
    today = timezone.localdate()
    theirs = _theirs(request.user, today)
    chosen = Chosen(request.GET.get("slag", ""), request.GET.get("ansvarig", ""))
    now = standing([one for one in theirs if chosen.takes(one)], today)
    owners = {one.owner.slug: one.owner.name for one in theirs if one.owner}
    context = {
        "now": now,
        "kinds": [(kind, some) for kind, some in now.by_kind()],
        "resting": [(one, answer, name_of(answer.answered_by)) for one, answer in now.resting],
        "all_kinds": [kind for kind in Kind if any(one.kind == kind for one in theirs)],
        "owners": sorted(owners.items(), key=lambda each: each[1]),
        "chosen": chosen,
        "sees_all": request.user.has_perm(FOLLOW),
    }
    return render(request, "website/work/findings.html", context)


@staff_page()
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request, key):
    """One finding: what it is, what was answered before, and a place to answer."""
    today = timezone.localdate()
    one = next((one for one in _theirs(request.user, today) if one.key == key), None)
    if one is None:
        raise Http404
    typed, problems = _suggested(today), {}
    if request.method == "POST":
        if not _may_answer(request.user, one):
            raise PermissionDenied
        if "vack" in request.POST:
            wake(key, by=request.user, at=timezone.now())
            messages.success(request, _("Iakttagelsen visas igen."))
            return redirect("findings")
        typed = {name: request.POST.get(name, "") for name in ("answer", "until", "stance")}
        problems = _answered(request, key, typed)
        if not problems:
            messages.success(
                request, _("Svaret är sparat. Iakttagelsen vilar till %(day)s.") % {"day": typed["until"]}
            )
            return redirect("findings")
    context = {
        "one": one,
        "typed": typed,
        "problems": problems,
        "problem_links": list(problems.items()),
        "stances": _stances(one),
        "may_answer": _may_answer(request.user, one),
        "resting": resting(today).get(key),
        "earlier": [(said, name_of(said.answered_by)) for said in FindingAnswer.objects.filter(key=key)],
    }
    return render(request, "website/work/finding.html", context)


def _theirs(user, today: date) -> list[Finding]:
    found = findings(today)
    if user.has_perm(FOLLOW):
        return found
    own = set(user.organisations.values_list("pk", flat=True))
    return [one for one in found if one.owner and one.owner.pk in own]


def _may_answer(user, one: Finding) -> bool:
    """The coordinator, and whoever answers for the organisation that it is about."""
    if user.has_perm(COORDINATE):
        return True
    return bool(one.owner) and contacts().filter(pk=user.pk, organisations=one.owner).exists()


def _suggested(today: date) -> dict[str, str]:
    return {"answer": "", "until": (today + USUAL_REST).isoformat(), "stance": FindingAnswer.Stance.KNOWN}


def _stances(one: Finding) -> list[FindingAnswer.Stance]:
    """A source that has changed its figures is accepted or questioned; all else is known."""
    every = FindingAnswer.Stance
    return [every.ACCEPTED, every.QUESTIONED] if one.kind == Kind.REVISION else []


def _answered(request, key: str, typed: dict[str, str]) -> dict[str, str]:
    """Field → what is wrong; empty where the answer is kept."""
    try:
        until = date.fromisoformat(typed["until"].strip())
    except ValueError:
        return {"until": _("Skriv dagen som ÅÅÅÅ-MM-DD, till exempel 2027-01-31.")}
    stance = typed["stance"] if typed["stance"] in FindingAnswer.Stance else FindingAnswer.Stance.KNOWN
    try:
        rest(key, typed["answer"], until, by=request.user, at=timezone.now(), stance=stance)
    except ValidationError as error:
        return {field: " ".join(said) for field, said in error.message_dict.items()}
    return {}
