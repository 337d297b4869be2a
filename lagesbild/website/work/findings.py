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

from lagesbild.reporting.findings import Finding, FindingKind, open_and_resting, rest, resting, wake
from lagesbild.reporting.models import FindingAnswer
from lagesbild.reporting.my_items import contacts
from lagesbild.website.findings.all_findings import findings
from lagesbild.website.work.access import COORDINATE, FOLLOW, staff_page
from lagesbild.website.work.names import name_of

USUAL_REST = timedelta(days=180)


@dataclass(frozen=True)
class FindingFilters:
    """Which findings are listed: one kind, one owner's address part, "-" for the coordinator's own."""

    kind: str
    owner: str

    def takes(self, finding: Finding) -> bool:
        owner = finding.owner.slug if finding.owner else "-"
        return self.kind in ("", finding.kind) and self.owner in ("", owner)


@staff_page()
@require_safe
def findings_page(request):
    """Those who follow rounds see everything, others what their own organisations answer for."""
    today = timezone.localdate()
    theirs = _theirs(request.user, today)
    filters = FindingFilters(request.GET.get("slag", ""), request.GET.get("ansvarig", ""))
    now = open_and_resting([finding for finding in theirs if filters.takes(finding)], today)
    owners = {finding.owner.slug: finding.owner.name for finding in theirs if finding.owner}
    context = {
        "now": now,
        "kinds": [(kind, some) for kind, some in now.by_kind()],
        "resting": [(finding, answer, name_of(answer.answered_by)) for finding, answer in now.resting],
        "all_kinds": [kind for kind in FindingKind if any(finding.kind == kind for finding in theirs)],
        "owners": sorted(owners.items(), key=lambda owner: owner[1]),
        "chosen": filters,
        "sees_all": request.user.has_perm(FOLLOW),
    }
    return render(request, "website/work/findings.html", context)


@staff_page()
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request, key):
    """One finding: what it is, what was answered before, and a place to answer."""
    today = timezone.localdate()
    finding = next((finding for finding in _theirs(request.user, today) if finding.key == key), None)
    if finding is None:
        raise Http404
    typed, problems = _suggested(today), {}
    if request.method == "POST":
        if not _may_answer(request.user, finding):
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
        "one": finding,
        "typed": typed,
        "problems": problems,
        "problem_links": list(problems.items()),
        "stances": _stances(finding),
        "may_answer": _may_answer(request.user, finding),
        "resting": resting(today).get(key),
        "earlier": [
            (earlier, name_of(earlier.answered_by)) for earlier in FindingAnswer.objects.filter(key=key)
        ],
    }
    return render(request, "website/work/finding.html", context)


def _theirs(user, today: date) -> list[Finding]:
    all_findings = findings(today)
    if user.has_perm(FOLLOW):
        return all_findings
    own = set(user.organisations.values_list("pk", flat=True))
    return [finding for finding in all_findings if finding.owner and finding.owner.pk in own]


def _may_answer(user, finding: Finding) -> bool:
    """The coordinator, and whoever answers for the organisation that it is about."""
    if user.has_perm(COORDINATE):
        return True
    return bool(finding.owner) and contacts().filter(pk=user.pk, organisations=finding.owner).exists()


def _suggested(today: date) -> dict[str, str]:
    return {"answer": "", "until": (today + USUAL_REST).isoformat(), "stance": FindingAnswer.Stance.KNOWN}


def _stances(finding: Finding) -> list[FindingAnswer.Stance]:
    """A source that has changed its figures is accepted or questioned; all else is known."""
    every = FindingAnswer.Stance
    return [every.ACCEPTED, every.QUESTIONED] if finding.kind == FindingKind.REVISION else []


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
        return {field: " ".join(sentences) for field, sentences in error.message_dict.items()}
    return {}
