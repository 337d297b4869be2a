"""The coordinator's letter, once a week: what is late, what came in, and what the guard has found."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.core.mail import EmailMultiAlternatives
from django.db.models import Max
from django.utils.timezone import localdate

from lagesbild.organisations.models import Organisation, User
from lagesbild.organisations.roles import COORDINATOR
from lagesbild.reporting.answering import WRITABLE
from lagesbild.reporting.findings import FindingKind
from lagesbild.reporting.letters import WEEK, LetterOutcome, send_each
from lagesbild.reporting.models import Item, Letter, Round, Step
from lagesbild.reporting.my_items import question
from lagesbild.reporting.unreached import Unreached, unreached

HANDED_IN = (Item.Status.SUBMITTED, Item.Status.APPROVED)


@dataclass(frozen=True)
class RoundNews:
    """A round as it stands. ``left``: what each organisation has not answered; ``came_in`` since a week back;
    ``unreached``: whom and what it does not reach."""

    round: Round
    count: int
    ready: int
    to_review: int
    not_ours: int
    left: tuple[tuple[Organisation, int], ...]
    came_in: tuple[tuple[str, Organisation], ...]
    unreached: Unreached = Unreached()


@dataclass(frozen=True)
class Weekly:
    """A coordinator's letter. ``findings``: kind and number."""

    to: User
    news: tuple[RoundNews, ...]
    findings: tuple[tuple[FindingKind, int], ...]
    kind: str = Letter.Kind.WEEKLY
    rounds: tuple[Round, ...] = ()

    @property
    def count(self) -> int:
        """The answers that wait for somebody to review them."""
        return sum(news.to_review for news in self.news)


def send_weekly(
    connection,
    *,
    at: datetime,
    write: Callable[[Weekly, date], EmailMultiAlternatives],
    findings: Callable[[date], Sequence[tuple[FindingKind, int]]] = lambda today: (),
    dry_run: bool = False,
) -> list[LetterOutcome]:
    """Send the week's letter to each coordinator who has had none for a week, if there is something to say.

    ``findings(today)``: kind and number, asked for once and only when somebody is to have a letter.
    """
    today = localdate(at)
    people = _coordinators(today)
    if not people:
        return []
    news = tuple(news_of(round, at) for round in Round.objects.filter(status=Round.Status.OPEN))
    open_findings = tuple(findings(today))
    if not news and not open_findings:
        return []
    letters = [Weekly(to, news, open_findings) for to in people]
    return send_each(letters, [Letter.Kind.WEEKLY], connection, at=at, write=write, dry_run=dry_run)


def news_of(round: Round, at: datetime) -> RoundNews:
    items = list(round.items.select_related("round", "organisation", "goal", "indicator", "action"))
    statuses = Counter(item.status for item in items)
    unanswered = Counter(item.organisation for item in items if item.status in WRITABLE)
    new = set(
        Step.objects.filter(
            item__round=round, what=Step.What.SUBMITTED, at__gt=at - timedelta(days=WEEK)
        ).values_list("item_id", flat=True)
    )
    return RoundNews(
        round,
        count=len(items),
        ready=sum(statuses[status] for status in HANDED_IN),
        to_review=statuses[Item.Status.SUBMITTED],
        not_ours=statuses[Item.Status.NOT_OURS],
        left=tuple(unanswered.most_common()),
        came_in=tuple((question(item), item.organisation) for item in items if item.pk in new),
        unreached=unreached(round),
    )


def _coordinators(today: date) -> list[User]:
    """Those who have had no weekly letter for a week, and no letter at all today."""
    people = User.objects.filter(is_active=True, groups__name=COORDINATOR).order_by("username")
    busy = Letter.objects.filter(day=today, sent_at__isnull=False).values("to")
    weekly = Letter.objects.filter(kind=Letter.Kind.WEEKLY, sent_at__isnull=False)
    last = dict(weekly.values_list("to").annotate(day=Max("day")))
    return [
        person
        for person in people.exclude(pk__in=busy)
        if person.pk not in last or (today - last[person.pk]).days >= WEEK
    ]
