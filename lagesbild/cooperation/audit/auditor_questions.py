"""What an auditor asks of every commitment, answered from the register: never by nothing without a reason."""

from collections.abc import Callable
from dataclasses import dataclass, field, fields
from datetime import date

from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from lagesbild.cooperation.funding.amounts_in_words import amount_in_words, day_in_words, total_in_words
from lagesbild.cooperation.funding.money import Rates, Total, project_money, total, with_money
from lagesbild.cooperation.models import Gap, Partnership, Project


@dataclass(frozen=True)
class Said:
    """Words made when they are asked for: whoever only counts answers pays for no translation."""

    words: Callable[[], str] = field(repr=False, compare=False)

    @property
    def text(self) -> str:
        """In the language in force."""
        return self.words()

    def text_in(self, language: str) -> str:
        if (get_language() or "sv").startswith(language):
            return self.words()
        with translation.override(language):
            return self.words()


@dataclass(frozen=True)
class Known(Said):
    """An answer. What ``value`` is stands at each field of :class:`Asked`."""

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
class Missing(Said):
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


Answer = Known | Missing


@dataclass(frozen=True)
class Asked:
    """The auditor's questions in their order. ``value`` of each, where it is known:"""

    owner: Answer
    """Tuple of the public organisations that answer for it."""
    decision: Answer
    """Tuple of decisions, the latest first."""
    cost: Answer
    """``Total`` in kronor: a project's whole budget, a partnership's cost in a year."""
    own_funding: Answer
    """``Total`` in kronor: what the municipality gives of it, in money and (projects) in kind."""
    start: Answer
    """Date. The text is no more exact than the date is known."""
    end: Answer
    """Date, or None for what goes on until further notice."""
    result: Answer
    """Text in the language in force when it was asked."""

    @property
    def answers(self) -> dict[Gap.Asked, Answer]:
        return {Gap.Asked(each.name): getattr(self, each.name) for each in fields(self)}

    @property
    def rows(self) -> list[tuple[str, Answer]]:
        """(question, answer) for a list of facts."""
        return [(question.label, answer) for question, answer in self.answers.items()]

    @property
    def missing(self) -> dict[Gap.Asked, Missing]:
        return {question: answer for question, answer in self.answers.items() if not answer.is_known}

    @property
    def unexplained(self) -> dict[Gap.Asked, Missing]:
        return {question: answer for question, answer in self.missing.items() if not answer.explained}


def with_answers(things):
    """The partnerships or projects with all that :func:`asked` reads, in a few queries whatever their number."""
    things = things.prefetch_related("responsibilities__organisation", "decisions__body", "gaps")
    return with_money(things) if things.model is Project else things


def asked(thing: Partnership | Project, rates: Rates) -> Asked:
    """Every question answered from what is filled in; else by the reason that stands among its gaps.

    What is filled in is public, and counts before a gap that was left standing.
    """
    gaps = {gap.asked: gap for gap in thing.gaps.all()}
    found = {
        "owner": _owner(thing),
        "decision": _decision(thing),
        "result": _result(thing),
        **(_of_project(thing, rates) if isinstance(thing, Project) else _of_partnership(thing, rates)),
    }
    return Asked(**{name: answer or _missing(gaps.get(name)) for name, answer in found.items()})


def _missing(gap: Gap | None) -> Missing:
    if gap is None:
        return Missing(lambda: _("Inte ifyllt, och ingen har sagt varför"), explained=False)
    # That it is unknown is no reason why.
    return Missing(lambda: str(gap), explained=gap.reason != Gap.Reason.UNKNOWN or bool(gap.note_sv))


def _owner(thing) -> Known | None:
    duties = [one for one in thing.responsibilities.all() if one.organisation.live]
    if not duties:
        return None
    owners = {one.organisation_id: one.organisation for one in duties}
    return Known(lambda: ", ".join(one.name for one in owners.values()), tuple(owners.values()))


def _decision(thing) -> Known | None:
    decisions = sorted(thing.decisions.all(), key=lambda one: one.decided_on, reverse=True)
    return (
        Known(lambda: "; ".join(map(decision_in_words, decisions)), tuple(decisions)) if decisions else None
    )


def decision_in_words(decision) -> str:
    """ "Kommunfullmäktige 2016-05-26 § 112 (dnr KS/2016:1)"."""
    parts = [
        decision.body.name if decision.body.live else "",
        decision.decided_on.isoformat(),
        decision.section,
        _("(dnr %(number)s)") % {"number": decision.dnr} if decision.dnr else "",
    ]
    return " ".join(filter(None, parts))


def _result(thing) -> Known | None:
    return Known(lambda: thing.result, thing.result) if thing.result else None


def _of_partnership(thing: Partnership, rates: Rates) -> dict[str, Answer | None]:
    return {
        "cost": _yearly(thing.yearly_cost, rates, lambda: thing.cost_note) or _only_a_note(thing),
        "own_funding": _yearly(thing.own_funding, rates),
        "start": _day(thing.since, thing.since_precision),
        "end": _until_further_notice() if thing.open_ended else _day(thing.ends),
    }


def _yearly(value, rates: Rates, note: Callable[[], str] = str) -> Known | None:
    if value is None:
        return None
    return Known(
        lambda: ". ".join(
            filter(None, [_("%(amount)s per år") % {"amount": amount_in_words(value)}, note()])
        ),
        total([(value, "SEK", None)], rates),
    )


def _only_a_note(thing: Partnership) -> Missing | None:
    """What somebody has written of a cost without an amount is a reason, unless a gap gives one."""
    has_reason = any(gap.asked == Gap.Asked.COST for gap in thing.gaps.all())
    if has_reason or not thing.cost_note_sv:
        return None
    return Missing(lambda: thing.cost_note, explained=True)


def _until_further_notice() -> Known:
    return Known(lambda: _("Gäller tills vidare"), None)


def _day(day: date | None, precision: str = "day") -> Known | None:
    return Known(lambda: day_in_words(day, precision), day) if day else None


def _of_project(project: Project, rates: Rates) -> dict[str, Answer | None]:
    money = project_money(project, rates)
    return {
        "cost": _sum(money.budget, project),
        "own_funding": _own_share(money.own_cash, money.own_kind, project),
        "start": _day(project.starts),
        "end": _day(project.finishes),
    }


def _sum(found: Total, project: Project) -> Known | None:
    if found.unknown:
        return None
    return Known(lambda: _with_original(found, project.budget, project), found)


def _with_original(found: Total, value, project: Project) -> str:
    """Kronor, with what it was in the project's own currency."""
    if project.currency == "SEK" or not found.count:
        return total_in_words(found)
    return f"{amount_in_words(value, project.currency)} ({total_in_words(found)})"


def _own_share(cash: Total, kind: Total, project: Project) -> Known | None:
    if cash.unknown and kind.unknown:
        return None

    def words():
        given = [
            (_("i pengar"), cash, project.own_cash),
            (_("i arbete och lokaler"), kind, project.own_kind),
        ]
        known = [
            f"{_with_original(found, value, project)} {how}"
            for how, found, value in given
            if not found.unknown
        ]
        unknown = [_("%(how)s är inte känt") % {"how": how} for how, found, _value in given if found.unknown]
        return "; ".join(known + unknown)

    return Known(words, cash + kind)
