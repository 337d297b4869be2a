"""What a coordinator begins the week with: what waits, is late, turned or is wrong, and who is not reached."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from lagesbild.organisations.models import User
from lagesbild.reporting.board import is_late, items_in, waiting_for_approval
from lagesbild.reporting.findings import Finding, open_and_resting
from lagesbild.reporting.models import Item, Round
from lagesbild.reporting.unreached import Unreached, unreached
from lagesbild.website.findings.all_findings import findings
from lagesbild.website.work.synchronised import turned_since

MOST_SHOWN = 10
WEEK = timedelta(days=7)


@dataclass(frozen=True)
class TurnedPromise:
    """A promise that has another answer than a week ago: where it stands, and both answers in words."""

    title: str
    address: str
    before: str
    now: str


@dataclass(frozen=True)
class RoundMonday:
    """An open round: what has come back to its organisation, what is late by organisation, whom it does not reach."""

    round: Round
    returned: tuple[Item, ...]
    late: tuple[tuple[str, int], ...]
    unreached: Unreached

    @property
    def late_count(self) -> int:
        return sum(count for _name, count in self.late)

    def __bool__(self) -> bool:
        return bool(self.returned or self.late or self.unreached)


@dataclass(frozen=True)
class Monday:
    to_review: tuple[Item, ...]
    rounds: tuple[RoundMonday, ...]
    turned: tuple[TurnedPromise, ...]
    findings: tuple[Finding, ...]

    def first_findings(self) -> tuple[Finding, ...]:
        return self.findings[:MOST_SHOWN]

    def __bool__(self) -> bool:
        return bool(self.to_review or any(self.rounds) or self.turned or self.findings)


def monday(user: User, today: date) -> Monday:
    open_rounds = Round.objects.filter(status=Round.Status.OPEN)
    return Monday(
        tuple(waiting_for_approval()) if user.has_perm("reporting.approve_item") else (),
        tuple(_round(round, today) for round in open_rounds),
        _turned(today),
        open_and_resting(findings(today), today).open,
    )


def _turned(today: date) -> tuple[TurnedPromise, ...]:
    """Where a night with Kolada has changed an answer. Other sources are built by hand: whoever does it sees."""
    return tuple(
        TurnedPromise(turn["name"], turn["address"], _words(turn["before"]), _words(turn["after"]))
        for turn in turned_since(today - WEEK)
    )


def _words(verdict: dict) -> str:
    return ", ".join(word for word, _why in verdict["parts"])


def _round(round: Round, today: date) -> RoundMonday:
    items = list(items_in(round))
    late = Counter(item.organisation.name for item in items if is_late(item, today))
    returned = tuple(item for item in items if item.status == Item.Status.RETURNED)
    return RoundMonday(round, returned, tuple(late.most_common()), unreached(round))
