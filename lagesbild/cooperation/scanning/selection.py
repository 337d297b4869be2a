"""Questions to the calls: which stand open, which are judged, which are about a goal, in what order."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models
from django.db.models import Case, F, OuterRef, Prefetch, Q, Subquery, When
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from lagesbild.cooperation.models import Call, CallJudgement, ListedStatus
from lagesbild.cooperation.scanning.matching import MatchReason, Ours, Strength, strength
from lagesbild.framework.translated import Translated


class ScanStatus(models.TextChoices):
    # In the order in which somebody looks for money.
    OPEN = "oppna", _("Öppna nu")
    COMING = "kommande", _("Har inte öppnat än")
    CLOSED = "stangda", _("Stängda")
    ALL = "alla", _("Alla")


class ScanVerdict(models.TextChoices):
    NOT_YET = "ej", _("Inte bedömda")
    WORTH_A_LOOK = "vard", _("Värda att titta på")
    NOT_FOR_US = "inte", _("Inte för oss")
    ALL = "alla", _("Alla")


class Order(models.TextChoices):
    DEADLINE = "sista-dag", _("Sista dag")
    RELEVANCE = "skal", _("Starkaste skälet")


LONGEST_WORDS = 200
VERDICTS = {
    ScanVerdict.WORTH_A_LOOK: CallJudgement.Judgement.WORTH_A_LOOK,
    ScanVerdict.NOT_FOR_US: CallJudgement.Judgement.NOT_FOR_US,
}


@dataclass(frozen=True)
class ScanChoice:
    """What somebody has asked for. ``goal``: the number of a suggested goal, 0 for any.

    ``words``: all of them stand in the call, or in why somebody judged it so.
    """

    when: ScanStatus = ScanStatus.OPEN
    judged: ScanVerdict = ScanVerdict.NOT_YET
    order: Order = Order.DEADLINE
    goal: int = 0
    words: str = ""

    @classmethod
    def of(cls, query) -> "ScanChoice":
        """From a page's address. What cannot be understood is as if it were not asked for."""
        goal = query.get("mal", "")
        return cls(
            _one_of(ScanStatus, query.get("lage"), ScanStatus.OPEN),
            _one_of(ScanVerdict, query.get("bedomning"), ScanVerdict.NOT_YET),
            _one_of(Order, query.get("ordning"), Order.DEADLINE),
            int(goal) if goal in {str(number) for number in range(1, 18)} else 0,
            query.get("ord", "").replace("\x00", "").strip()[:LONGEST_WORDS],
        )


def _one_of(choices, value, otherwise):
    return choices(value) if value in choices.values else otherwise


def calls(choice: ScanChoice, today: date):
    """Calls, drafts too, by their last day; those without one last.

    A call with no last day that is known may be open, so it is among the open ones.
    """
    queryset = _by_status(_drafted_calls(), choice.when, today)
    if choice.judged == ScanVerdict.NOT_YET:
        queryset = queryset.filter(verdict=None)
    elif choice.judged in VERDICTS:
        queryset = queryset.filter(verdict=VERDICTS[choice.judged])
    if choice.goal:
        # Suggestions are a list in JSON, which SQLite cannot look inside the way PostgreSQL can.
        about = [pk for pk, tags in queryset.values_list("pk", "suggested") if _is_about(tags, choice.goal)]
        queryset = _drafted_calls().filter(pk__in=about)
    if choice.words:
        queryset = _drafted_calls().filter(pk__in=_holding(queryset, choice.words))
    return queryset.order_by(F("last_day").asc(nulls_last=True), "name_sv", "pk")


def _drafted_calls():
    """Every call with its first and last day as last written, published or not, and the verdict that counts."""
    return Call.objects.annotate(
        first_day=_drafted("opens"), last_day=_drafted("deadline"), verdict=_latest_verdict()
    )


def _drafted(day: str) -> Case:
    """A day as text (2026-09-01, which orders as days do): the draft's, where there is one, else the call's."""
    draft = When(
        has_unpublished_changes=True,
        latest_revision__isnull=False,
        then=KeyTextTransform(day, "latest_revision__content"),
    )
    return Case(draft, default=Cast(day, models.TextField()), output_field=models.TextField())


def _is_about(tags: Iterable[dict], goal: int) -> bool:
    return any(tag["goal"] == goal for tag in tags)


def _holding(queryset, words: str) -> list[int]:
    """The calls that hold all of the words. In Python: SQLite does not know that Ö is ö."""
    texts = {
        pk: [reference, *written]
        for pk, reference, *written in queryset.values_list(
            "pk", "reference", "name_sv", "name_en", "summary_sv", "summary_en"
        )
    }
    for pk, reason in CallJudgement.objects.values_list("call", "reason"):
        texts.get(pk, []).append(reason)
    search_words = words.casefold().split()
    return [
        pk
        for pk, written in texts.items()
        if all(word in "\n".join(written).casefold() for word in search_words)
    ]


def _by_status(queryset, when: ScanStatus, today: date):
    closed = Q(last_day__lt=today.isoformat()) | Q(last_day=None, found__standing=ListedStatus.CLOSED)
    # Where no first day is known, what the list itself said counts.
    coming = Q(first_day__gt=today.isoformat()) | Q(first_day=None, found__standing=ListedStatus.FORTHCOMING)
    # Asked one way round: SQL's "not" loses calls whose days are not known.
    closed_ones, coming_ones = (queryset.filter(condition).values("pk") for condition in (closed, coming))
    if when == ScanStatus.CLOSED:
        return queryset.filter(pk__in=closed_ones)
    if when == ScanStatus.COMING:
        return queryset.filter(pk__in=coming_ones).exclude(pk__in=closed_ones)
    if when == ScanStatus.OPEN:
        return queryset.exclude(pk__in=closed_ones).exclude(pk__in=coming_ones)
    return queryset


def _latest_verdict():
    judgements = CallJudgement.objects.filter(call=OuterRef("pk")).order_by("-judged_at", "-pk")
    return Subquery(judgements.values("verdict")[:1])


def by_relevance(queryset, ours: Ours) -> list[Call]:
    """The calls by their strongest reason; those with the same keep their order."""
    return sorted(queryset, key=lambda call: strength(call, ours))


def with_judgements(queryset):
    """The calls with everything a page tells of them, in a few queries."""
    judgements = CallJudgement.objects.select_related("judged_by")
    return queryset.select_related("programme__funder", "latest_revision").prefetch_related(
        Prefetch("judgements", judgements, "judged")
    )


@dataclass(frozen=True)
class ScannedCall:
    """A call as the editor's page shows it: with why it may concern us."""

    call: Call
    reasons: list[MatchReason]

    @property
    def strength(self) -> str:
        """In words; the reasons come with the strongest first."""
        return self.reasons[0].strength.label if self.reasons else Strength.NONE.label

    @property
    def judgement(self) -> CallJudgement | None:
        return self.call.judged[0] if self.call.judged else None

    @property
    def first_day(self) -> date | None:
        return _day(self.call.first_day)

    @property
    def last_day(self) -> date | None:
        return _day(self.call.last_day)

    @property
    def at_the_source(self) -> date | None:
        """The last day as the source has it, where another is written here."""
        day = _day(self.call.found.get("marks", {}).get("deadline"))
        return day if day != self.last_day else None

    @property
    def name(self) -> str:
        """The name as it was last written, published or not."""
        revision = self.call.latest_revision
        if not revision or not self.call.has_unpublished_changes:
            return self.call.name
        return CallNames(revision.content["name_sv"], revision.content["name_en"]).name

    @property
    def is_english(self) -> bool:
        """Whether the name is in English, also where it stands as the Swedish name for want of another."""
        return bool(self.call.name_en) and self.name == self.call.name_en

    @property
    def text(self) -> str:
        return self.call.summary_sv or self.call.summary_en

    @property
    def forthcoming(self) -> bool:
        """Whether the list said that the call had not opened, and no day is known."""
        return not self.first_day and self.call.found.get("standing") == ListedStatus.FORTHCOMING


@dataclass(frozen=True)
class CallNames:
    name_sv: str
    name_en: str

    name = Translated()


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None


def judge(call: Call, *, verdict: str, reason: str, by: AbstractBaseUser, now: datetime) -> CallJudgement:
    """Remember what somebody thinks of a call. An earlier judgement stays, and the latest counts."""
    return CallJudgement.objects.create(
        call=call, verdict=verdict, reason=reason, judged_at=now, judged_by=by
    )
