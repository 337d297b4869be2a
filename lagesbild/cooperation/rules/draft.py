"""What is checked, what it is checked against, and what the answer is."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from lagesbild.assessment import Text
from lagesbild.cooperation.countries import RulePlaces

NO_TEXT = Text("")
NO_PLACES = RulePlaces(())


@dataclass(frozen=True)
class Applicant:
    """An organisation in the draft. One that has ceased to exist counts only if somebody steps in for it."""

    name: str
    country: str
    leads: bool = False
    confirmed: bool = True
    ceased: bool = False


@dataclass(frozen=True)
class DraftBudgetLine:
    """A line of the budget, in the currency of the application."""

    value: Decimal
    on: date | None = None
    salary: bool = False


@dataclass(frozen=True)
class DraftApplication:
    """What is asked of a call. ``home`` is ourselves, ``area`` our municipality's code; None is not filled in."""

    home: Applicant
    area: str = ""
    partners: tuple[Applicant, ...] = ()
    starts: date | None = None
    finishes: date | None = None
    participants: int | None = None
    from_abroad: int | None = None
    activity_countries: tuple[str, ...] = ()
    kind: str = ""
    currency: str = "SEK"
    budget: Decimal | None = None
    applied: Decimal | None = None
    own_cash: Decimal | None = None
    own_kind: Decimal | None = None
    lines: tuple[DraftBudgetLine, ...] = ()
    sent_on: date | None = None

    @property
    def applicants(self) -> tuple[Applicant, ...]:
        return (self.home, *self.partners)


@dataclass(frozen=True)
class PersonJudgement:
    """What a person in a role thought of a rule that only a person can judge."""

    met: bool
    role: str
    on: date
    reason: str


@dataclass(frozen=True)
class FundingRule:
    """One rule of a call. ``currency`` and ``deadline`` are the call's; the package says what each ``kind`` means.

    ``judged``: of a rule for a person, what was last judged of the draft. ``key`` is what the register knows it by.
    """

    kind: str
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    places: RulePlaces = NO_PLACES
    applies_to: str = ""
    per_year: bool = False
    text: Text = NO_TEXT
    source_url: str = ""
    verified: bool = False
    valid_from: date | None = None
    valid_to: date | None = None
    currency: str = "SEK"
    deadline: date | None = None
    judged: PersonJudgement | None = None
    key: int | None = None


class RuleOutcome(StrEnum):
    # From what can be left as it is to what must be done.
    MET = "met"
    CANNOT_TELL = "cannot_tell"
    LACKING = "lacking"


@dataclass(frozen=True)
class RuleAnswer:
    """What a draft says of a rule, and the sentence that says why."""

    outcome: RuleOutcome
    sentence: Text
    rule: FundingRule


@dataclass(frozen=True)
class RuleSetAside:
    """A rule that does not bear on the draft, and why."""

    reason: Text
    rule: FundingRule


@dataclass(frozen=True)
class Checked:
    """The rules that bear on a draft, answered; and those that do not. Together every rule, once."""

    answers: tuple[RuleAnswer, ...] = ()
    set_aside: tuple[RuleSetAside, ...] = ()

    def number_of(self, outcome: RuleOutcome) -> int:
        return sum(answer.outcome is outcome for answer in self.answers)


def met(rule: FundingRule, *sentences: Text) -> RuleAnswer:
    return RuleAnswer(RuleOutcome.MET, Text.sentences(*sentences), rule)


def lacking(rule: FundingRule, *sentences: Text) -> RuleAnswer:
    return RuleAnswer(RuleOutcome.LACKING, Text.sentences(*sentences), rule)


def cannot_tell(rule: FundingRule, why: Text, *more: Text) -> RuleAnswer:
    """``why`` begins with a small letter: it comes after a colon."""
    sentence = Text("Går inte att avgöra: ", "Cannot tell: ") + why
    return RuleAnswer(RuleOutcome.CANNOT_TELL, Text.sentences(sentence, *more), rule)
