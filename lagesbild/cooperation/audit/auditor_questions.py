"""What an auditor asks of every commitment, answered from the register: never by nothing without a reason."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.utils import translation
from django.utils.translation import gettext as _

from lagesbild.cooperation.audit.what_answers import Facts, facts_of, is_explained, unanswered
from lagesbild.cooperation.funding.amounts_in_words import amount_in_words, day_in_words, total_in_words
from lagesbild.cooperation.funding.money import (
    KRONOR,
    MONEY,
    ProjectMoney,
    Rates,
    Total,
    project_money,
    total,
    with_money,
)
from lagesbild.cooperation.models import Gap, Partnership, Precision, Project
from lagesbild.framework.language import language_in_force


@dataclass(frozen=True)
class WordsOnDemand:
    """Words made when they are asked for: whoever only counts answers pays for no translation."""

    words: Callable[[], str] = field(repr=False, compare=False)

    @property
    def text(self) -> str:
        """In the language in force."""
        return self.words()

    def text_in(self, language: str) -> str:
        if language_in_force() == language:
            return self.words()
        with translation.override(language):
            return self.words()


@dataclass(frozen=True)
class KnownAnswer(WordsOnDemand):
    """An answer. What ``value`` is stands at each field of :class:`AuditorAnswers`."""

    value: object
    is_known = True
    explained = True

    @property
    def text_sv(self) -> str:
        return self.text_in("sv")

    @property
    def text_en(self) -> str:
        return self.text_in("en")


@dataclass(frozen=True)
class MissingAnswer(WordsOnDemand):
    """No answer, and why. ``explained`` is false where nobody has said why."""

    explained: bool
    is_known = False
    value = None

    @property
    def reason_sv(self) -> str:
        return self.text_in("sv")

    @property
    def reason_en(self) -> str:
        return self.text_in("en")


AuditorAnswer = KnownAnswer | MissingAnswer


@dataclass(frozen=True)
class AuditorAnswers:
    """The auditor's questions in their order. ``value`` of each, where it is known:"""

    owner: AuditorAnswer
    """Tuple of the public organisations that answer for it."""
    decision: AuditorAnswer
    """Tuple of decisions, the latest first."""
    cost: AuditorAnswer
    """``Total`` in kronor: a project's whole budget, a partnership's cost in a year."""
    own_funding: AuditorAnswer
    """``Total`` in kronor: what the municipality gives of it, in money and (projects) in kind."""
    start: AuditorAnswer
    """Date. The text is no more exact than the date is known."""
    end: AuditorAnswer
    """Date, or None for what goes on until further notice."""
    result: AuditorAnswer
    """Text in the language in force when it was asked."""

    @property
    def answers(self) -> dict[Gap.Question, AuditorAnswer]:
        return {question: getattr(self, question.value) for question in Gap.Question}

    @property
    def rows(self) -> list[tuple[str, AuditorAnswer]]:
        """(question, answer) for a list of facts."""
        return [(question.label, answer) for question, answer in self.answers.items()]

    @property
    def missing(self) -> dict[Gap.Question, MissingAnswer]:
        return {question: answer for question, answer in self.answers.items() if not answer.is_known}

    @property
    def unexplained(self) -> dict[Gap.Question, MissingAnswer]:
        return {question: answer for question, answer in self.missing.items() if not answer.explained}


OF_A_PARTNERSHIP = ("responsibilities", "decisions", "gaps", "fees")
OF_A_PROJECT = ("responsibilities", "decisions", "gaps", *MONEY)
"""What :func:`auditor_answers` reads of each, for whoever reads them together."""


def with_answers(things):
    """The partnerships or projects with all that :func:`auditor_answers` reads, in a few queries."""
    things = things.prefetch_related("responsibilities__organisation", "decisions__body", "gaps")
    return with_money(things) if things.model is Project else things.prefetch_related("fees")


def auditor_answers(
    thing: Partnership | Project, rates: Rates, money: ProjectMoney | None = None
) -> AuditorAnswers:
    """Every question answered from what is filled in; else by the reason that stands among its gaps.

    What is filled in is public, and counts before a gap that was left standing. ``money``: what
    :func:`project_money` says of a project, where that has been worked out already.
    """
    facts = facts_of(thing)
    missing = unanswered(type(thing), facts)
    if isinstance(thing, Project):
        known_answers = _of_project(thing, money or project_money(thing, rates))
    else:
        known_answers = _of_partnership(thing, rates)
    known_answers |= {
        Gap.Question.OWNER: lambda: _owners(thing),
        Gap.Question.DECISION: lambda: _decisions(thing),
        Gap.Question.RESULT: lambda: KnownAnswer(lambda: thing.result, thing.result),
    }
    gaps = {gap.asked: gap for gap in thing.gaps.all()}
    return AuditorAnswers(
        **{
            question.value: _missing(question, gaps.get(question), facts, thing)
            if question in missing
            else known_answers[question]()
            for question in Gap.Question
        }
    )


def _missing(question: Gap.Question, gap: Gap | None, facts: Facts, thing) -> MissingAnswer:
    explained = is_explained(question, (gap.reason, gap.note_sv) if gap else None, facts)
    if gap:
        return MissingAnswer(lambda: str(gap), explained)
    if explained:
        return MissingAnswer(lambda: thing.cost_note, explained)
    return MissingAnswer(lambda: _("Inte ifyllt, och ingen har sagt varför"), explained)


def _owners(thing) -> KnownAnswer:
    duties = [duty for duty in thing.responsibilities.all() if duty.organisation.live]
    owners = {duty.organisation_id: duty.organisation for duty in duties}
    return KnownAnswer(lambda: ", ".join(owner.name for owner in owners.values()), tuple(owners.values()))


def _decisions(thing) -> KnownAnswer:
    decisions = sorted(thing.decisions.all(), key=lambda decision: decision.decided_on, reverse=True)
    return KnownAnswer(lambda: "; ".join(map(decision_in_words, decisions)), tuple(decisions))


def decision_in_words(decision) -> str:
    """ "Kommunfullmäktige 2016-05-26 § 112 (dnr KS/2016:1)"."""
    parts = [
        decision.body.name if decision.body.live else "",
        decision.decided_on.isoformat(),
        decision.section,
        _("(dnr %(number)s)") % {"number": decision.dnr} if decision.dnr else "",
    ]
    return " ".join(filter(None, parts))


def _of_partnership(partnership: Partnership, rates: Rates) -> dict[Gap.Question, Callable[[], KnownAnswer]]:
    return {
        Gap.Question.COST: lambda: _yearly(partnership.cost_in_a_year, rates, lambda: partnership.cost_note),
        Gap.Question.OWN_FUNDING: lambda: _yearly((partnership.own_funding, KRONOR, None), rates),
        Gap.Question.START: lambda: _day(partnership.since, partnership.since_precision),
        Gap.Question.END: lambda: (
            _until_further_notice() if partnership.open_ended else _day(partnership.ends)
        ),
    }


def _yearly(
    amount: tuple[Decimal, str, date | None], rates: Rates, note: Callable[[], str] = str
) -> KnownAnswer:
    value, currency, _day = amount
    in_kronor = total([amount], rates)

    def sentence() -> str:
        own = amount_in_words(value, currency)
        return own if currency == KRONOR else f"{own} ({total_in_words(in_kronor)})"

    return KnownAnswer(
        lambda: ". ".join(filter(None, [_("%(amount)s per år") % {"amount": sentence()}, note()])), in_kronor
    )


def _until_further_notice() -> KnownAnswer:
    return KnownAnswer(lambda: _("Gäller tills vidare"), None)


def _day(day: date, precision: str = Precision.DAY) -> KnownAnswer:
    return KnownAnswer(lambda: day_in_words(day, precision), day)


def _of_project(project: Project, money: ProjectMoney) -> dict[Gap.Question, Callable[[], KnownAnswer]]:
    return {
        Gap.Question.COST: lambda: KnownAnswer(
            lambda: _with_original(money.budget, project.budget, project), money.budget
        ),
        Gap.Question.OWN_FUNDING: lambda: KnownAnswer(lambda: _own_share_in_words(money, project), money.own),
        Gap.Question.START: lambda: _day(project.starts),
        Gap.Question.END: lambda: _day(project.finishes),
    }


def _with_original(in_kronor: Total, amount: Decimal, project: Project) -> str:
    """Kronor, with what it was in the project's own currency."""
    if project.currency == KRONOR or not in_kronor.count:
        return total_in_words(in_kronor)
    return f"{amount_in_words(amount, project.currency)} ({total_in_words(in_kronor)})"


def _own_share_in_words(money: ProjectMoney, project: Project) -> str:
    """What is known first, then what is not."""
    shares = [
        (_("i pengar"), money.own_cash, project.own_cash),
        (_("i arbete och lokaler"), money.own_kind, project.own_kind),
    ]
    amounts = [
        f"{_with_original(in_kronor, amount, project)} {form}"
        for form, in_kronor, amount in shares
        if not in_kronor.unknown
    ]
    unknown = [
        _("%(how)s är inte känt") % {"how": form} for form, in_kronor, _amount in shares if in_kronor.unknown
    ]
    return "; ".join(amounts + unknown)
