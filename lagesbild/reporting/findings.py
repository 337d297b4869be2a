"""What the guard finds: one shape for all of it, whose it is, and the answers that let it rest for a while."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from django.core.exceptions import ValidationError
from django.db.models import OuterRef, Subquery
from django.utils import translation
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lagesbild.assessment import Text
from lagesbild.organisations.mending import Mend, mend_of
from lagesbild.organisations.models import Organisation, Responsibility, User
from lagesbild.reporting.models import FindingAnswer

LONGEST_REST = timedelta(days=731)
"""What is known must be looked at again within two years."""


class FindingKind(StrEnum):
    """What is found, what is wrong first, what is only old or missing after."""

    CONTRADICTION = "contradiction"
    OTHER_ANSWER = "other_answer"
    REFERENCE = "reference"
    LINK = "link"
    PAST_PLAN = "past_plan"
    DIFFERING = "differing"
    DISAGREEMENT = "disagreement"
    EDITIONS = "editions"
    PARTS_DIFFER = "parts_differ"
    CARRIED_FORWARD = "carried_forward"
    GRANTS_OVER_BUDGET = "grants_over_budget"
    COST_TWICE = "cost_twice"
    PAYMENT_TWICE = "payment_twice"
    REVISION = "revision"
    RETIRED = "retired"
    OVERDUE = "overdue"
    RATE_OLD = "rate_old"
    TARGET_PASSED = "target_passed"
    TEXT_OLDER = "text_older"
    ACTION_LATE = "action_late"
    REPORT_LATE = "report_late"
    REVIEW_PASSED = "review_passed"
    NO_INDICATORS = "no_indicators"
    NO_FIGURES = "no_figures"
    NO_DIRECTION = "no_direction"
    GAP = "gap"

    @property
    def label(self) -> str:
        return str(LABELS[self])


LABELS = {
    FindingKind.CONTRADICTION: gettext_lazy("Texten säger en annan siffra än nyckeltalet"),
    FindingKind.OTHER_ANSWER: gettext_lazy("Texten säger något annat än nyckeltalets svar"),
    FindingKind.REFERENCE: gettext_lazy("Hänvisningar till nyckeltal som inte går att följa"),
    FindingKind.LINK: gettext_lazy("Länkar som inte leder någonstans"),
    FindingKind.PAST_PLAN: gettext_lazy("Texter som planerar för år som har passerat"),
    FindingKind.DIFFERING: gettext_lazy("Texter som inte är överens"),
    FindingKind.DISAGREEMENT: gettext_lazy("Bedömningen och siffrorna säger olika"),
    FindingKind.EDITIONS: gettext_lazy("Siffror ur olika utgåvor av samma statistik"),
    FindingKind.PARTS_DIFFER: gettext_lazy("Delar som inte blir helheten"),
    FindingKind.CARRIED_FORWARD: gettext_lazy("Serier som kanske bara upprepar sin senaste mätning"),
    FindingKind.GRANTS_OVER_BUDGET: gettext_lazy("Bidrag som är mer än hela budgeten"),
    FindingKind.COST_TWICE: gettext_lazy("Kostnader som två bidrag betalar"),
    FindingKind.PAYMENT_TWICE: gettext_lazy("Utbetalningar som står två gånger"),
    FindingKind.REVISION: gettext_lazy("Källan har ändrat siffror i efterhand"),
    FindingKind.RETIRED: gettext_lazy("Källor som har upphört"),
    FindingKind.OVERDUE: gettext_lazy("Siffror som borde vara nyare"),
    FindingKind.RATE_OLD: gettext_lazy("Belopp utan växelkurs för sin dag"),
    FindingKind.TARGET_PASSED: gettext_lazy("Målår som har passerat"),
    FindingKind.TEXT_OLDER: gettext_lazy("Texter som är äldre än sina siffror"),
    FindingKind.ACTION_LATE: gettext_lazy("Försenade åtgärder"),
    FindingKind.REPORT_LATE: gettext_lazy("Rapporter till finansiärer som är sena"),
    FindingKind.REVIEW_PASSED: gettext_lazy("Samarbeten som skulle ha setts över"),
    FindingKind.NO_INDICATORS: gettext_lazy("Mål utan nyckeltal"),
    FindingKind.NO_FIGURES: gettext_lazy("Nyckeltal utan siffror"),
    FindingKind.NO_DIRECTION: gettext_lazy("Nyckeltal utan riktning"),
    FindingKind.GAP: gettext_lazy("Luckor i registret som ingen förklarar"),
}


FIELDS = {
    **dict.fromkeys(
        (
            *(FindingKind.CONTRADICTION, FindingKind.OTHER_ANSWER, FindingKind.REFERENCE, FindingKind.LINK),
            *(FindingKind.PAST_PLAN, FindingKind.DIFFERING, FindingKind.DISAGREEMENT),
        ),
        "status_sv",
    ),
    **dict.fromkeys(
        (
            *(FindingKind.REVISION, FindingKind.RETIRED, FindingKind.NO_FIGURES),
            *(FindingKind.EDITIONS, FindingKind.PARTS_DIFFER),
        ),
        "figure",
    ),
    FindingKind.CARRIED_FORWARD: "cycle_years",
    FindingKind.GRANTS_OVER_BUDGET: "budget",
    FindingKind.COST_TWICE: "costs",
    FindingKind.PAYMENT_TWICE: "instalments",
    FindingKind.REPORT_LATE: "reports",
    FindingKind.GAP: "gaps",
    FindingKind.OVERDUE: "expected_every_years",
    FindingKind.TARGET_PASSED: "reference_values",
    FindingKind.TEXT_OLDER: "as_of",
    FindingKind.ACTION_LATE: "finishes",
    FindingKind.REVIEW_PASSED: "review_on",
    FindingKind.NO_DIRECTION: "direction",
}
"""The field of the editor where a finding of the kind is usually put right."""


@dataclass(frozen=True)
class Finding:
    """One thing somebody should look at.

    ``key`` is the same as long as nothing in it changes: a new number gives another key, and an answer to the old one
    no longer covers it. ``owner``: who answers for it, None for the coordinator. ``since``: from when it has been so,
    where that is known. ``mend``: where it is put right. ``is_example``: it is about an example's invention.
    """

    kind: FindingKind
    key: str
    title: str
    address: str
    owner: Organisation | None
    sentence_sv: str
    sentence_en: str
    since: date | None = None
    mend: Mend | None = None
    is_example: bool = False

    @property
    def sentence(self) -> str:
        """In the language in force."""
        return Text(self.sentence_sv, self.sentence_en).in_(translation.get_language())


def finding(
    kind: FindingKind,
    thing,
    what: str,
    sentence: Callable[[], str],
    *,
    title: str = "",
    address: str = "",
    owner: Organisation | None = None,
    since: date | None = None,
    field: str = "",
    mend: Mend | None = None,
    is_example: bool = False,
) -> Finding:
    """A finding about ``thing`` (anything with a uid). ``what`` tells it from others of the kind and holds its numbers.

    ``sentence`` is asked for in each language in turn. ``field``: where it is put right, if not where
    its kind usually is; ``mend`` where that is no field of the thing itself.
    """
    sentences = {}
    for language in ("sv", "en"):
        with translation.override(language):
            sentences[language] = sentence()
    return Finding(
        kind,
        key_of(kind, thing.uid, what),
        title or thing.name,
        address or thing.get_absolute_url(),
        owner or owner_of(thing),
        sentences["sv"],
        sentences["en"],
        since,
        mend or mend_of(thing, field or FIELDS.get(kind, "")),
        is_example or getattr(thing, "is_example", False),
    )


def key_of(kind: str, uid, what: str) -> str:
    return hashlib.sha256(f"{kind} {uid} {what}".encode()).hexdigest()[:40]


def owner_of(thing) -> Organisation | None:
    """Who follows it up; else the first who answers for it in any way; None where nobody does.

    Whoever wants to know has read the duties with the things (prefetch): one question each would be hundreds.
    ``falls_to`` on the thing, if it is there, says whose it is where nobody answers for it.
    """
    falls_to = getattr(thing, "falls_to", None)
    if "responsibilities" not in getattr(thing, "_prefetched_objects_cache", {}):
        return falls_to
    duties = [duty for duty in thing.responsibilities.all() if duty.organisation.live]
    duties.sort(key=lambda duty: duty.role != Responsibility.Role.FOLLOW_UP)
    return duties[0].organisation if duties else falls_to


# --- Answers ----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class OpenAndResting:
    """The findings that wait for somebody, and those that rest, each with its answer."""

    open: tuple[Finding, ...]
    resting: tuple[tuple[Finding, FindingAnswer], ...]

    def by_kind(self) -> list[tuple[FindingKind, list[Finding]]]:
        kinds = {kind: [finding for finding in self.open if finding.kind == kind] for kind in FindingKind}
        return [(kind, some) for kind, some in kinds.items() if some]

    def counts(self) -> list[tuple[str, int]]:
        """(kind in words, how many are open), for a board or a letter."""
        counts = Counter(finding.kind for finding in self.open)
        return [(kind.label, counts[kind]) for kind in FindingKind if counts[kind]]


def open_and_resting(findings: Iterable[Finding], today: date) -> OpenAndResting:
    """Which of the findings rest today because somebody has answered them."""
    findings = list(findings)
    answers = resting(today)
    return OpenAndResting(
        tuple(finding for finding in findings if finding.key not in answers),
        tuple((finding, answers[finding.key]) for finding in findings if finding.key in answers),
    )


def resting(today: date) -> dict[str, FindingAnswer]:
    """The latest answer to each finding, where it still lets it rest."""
    latest = (
        FindingAnswer.objects.filter(key=OuterRef("key")).order_by("-answered_at", "-pk").values("pk")[:1]
    )
    answers = FindingAnswer.objects.filter(pk=Subquery(latest), until__gte=today).select_related(
        "answered_by"
    )
    return {answer.key: answer for answer in answers}


def rest(
    key: str, answer: str, until: date, *, by: User, at: datetime, stance: str = FindingAnswer.Stance.KNOWN
) -> FindingAnswer:
    """Answer a finding, which then rests to the end of the day ``until``. Earlier answers stay as history.

    Raises ValidationError with ``answer`` and ``until`` where they must be put right.
    """
    today = localdate(at)
    problems = {}
    if not answer.strip():
        problems["answer"] = _("Skriv varför, så att nästa som ser det förstår.")
    elif len(answer.strip()) > 300:
        problems["answer"] = _("Skriv högst 300 tecken.")
    if not today <= until <= today + LONGEST_REST:
        problems["until"] = _("Välj en dag från i dag och högst två år framåt.")
    if problems:
        raise ValidationError(problems)
    return FindingAnswer.objects.create(
        key=key, answer=answer.strip(), until=until, stance=stance, answered_at=at, answered_by=by
    )


def wake(key: str, *, by: User, at: datetime) -> None:
    """Take an answer back, so that the finding is told again. The answer stays as history, ended the day before."""
    last = FindingAnswer.objects.filter(key=key).order_by("-answered_at", "-pk").first()
    if last:
        FindingAnswer.objects.create(
            key=key,
            answer=last.answer,
            until=localdate(at) - timedelta(days=1),
            stance=last.stance,
            answered_at=at,
            answered_by=by,
        )
