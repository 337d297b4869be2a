"""Is a draft application within the rules of a call? One function a kind of rule, and a sentence with each answer.

Nothing here reads a database or a clock. A rule is answered *met*, *lacking* or *cannot tell*, and never met on a
guess: what the draft or the rule leaves out makes it *cannot tell*, with what is left out. A rule that is not in
force on the day, or is about other kinds of application or partners elsewhere, is set aside with the reason.

What the numbers of a rule mean, by kind:

================== ==============================================================================================
countries          at least ``minimum`` countries among the applicants, of those in ``places``
partners           at least ``minimum`` organisations among the applicants, ourselves counted
eligible           every applicant's country is in ``places``; also the list of those two where they have none
lead               the country of the one who leads is in ``places``
area               our municipality's code begins with one of ``places``: county 06 or municipality 0680
participants       at least ``minimum`` participants
from_abroad        at least ``minimum`` participants invited from abroad
activity_countries something happens in at least ``minimum`` countries, of those in ``places``
duration           ``minimum`` to ``maximum`` months
amount             ``minimum`` to ``maximum`` is applied for, in all or a year; ``places``: where the partners are
cofinancing        the grant is at most ``maximum`` per cent of the budget; ``places``: whose part of it
own_share          our own money and work is at least ``minimum`` per cent of the budget
budget             the lines of the budget make up the whole
salaries           no line of the budget is pay to participants
period             every line of the budget falls within the time of the work
deadline           sent no later than the last day of the call
by_hand            somebody has to judge it; what they judged, with role, day and reason, is the answer
================== ==============================================================================================
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date

from lagesbild.assessment import Text
from lagesbild.cooperation.rules import formalities, money, partner_rules, plan
from lagesbild.cooperation.rules.draft import (
    Applicant,
    Checked,
    DraftApplication,
    DraftBudgetLine,
    FundingRule,
    PersonJudgement,
    RuleAnswer,
    RuleOutcome,
    RuleSetAside,
    cannot_tell,
)
from lagesbild.cooperation.rules.sentences import either

__all__ = [
    "RuleAnswer",
    "Applicant",
    "Checked",
    "DraftApplication",
    "DraftBudgetLine",
    "RuleOutcome",
    "FundingRule",
    "PersonJudgement",
    "RuleSetAside",
    "answer",
    "check",
]

ANSWERS: dict[str, Callable[[FundingRule, DraftApplication, date], RuleAnswer]] = {
    "countries": partner_rules.countries,
    "partners": partner_rules.partners,
    "eligible": partner_rules.eligible,
    "lead": partner_rules.lead,
    "area": partner_rules.area,
    "participants": plan.participants,
    "from_abroad": plan.from_abroad,
    "activity_countries": plan.activity_countries,
    "duration": plan.duration,
    "amount": money.amount,
    "cofinancing": money.cofinancing,
    "own_share": money.own_share,
    "budget": money.budget,
    "salaries": money.salaries,
    "period": money.period,
    "deadline": formalities.deadline,
    "by_hand": formalities.by_hand,
}
NEEDS = {
    **dict.fromkeys(("countries", "partners", "participants", "from_abroad"), "minimum"),
    **dict.fromkeys(("activity_countries", "own_share"), "minimum"),
    "cofinancing": "maximum",
}
"""Kind → the number that says nothing when left out."""

# A ceiling goes by where the cooperation is; a share of the budget by whose budget it is.
WHOSE = {"amount": money.abroad, "cofinancing": money.everybody}


def check(draft: DraftApplication, rules: Iterable[FundingRule], on: date) -> Checked:
    """Every rule as of a day, in the order of the rules: answered, or set aside with the reason."""
    answers, set_aside = [], []
    for rule in _with_lists(list(rules), on):
        if reason := _why_not(rule, draft, on):
            set_aside.append(RuleSetAside(reason, rule))
        else:
            answers.append(answer(rule, draft, on))
    return Checked(tuple(answers), tuple(set_aside))


def answer(rule: FundingRule, draft: DraftApplication, on: date) -> RuleAnswer:
    """One rule answered, as if it bears on the draft."""
    if why := _unanswerable(rule, draft):
        return cannot_tell(rule, why)
    return ANSWERS[rule.kind](rule, draft, on)


def _unanswerable(rule: FundingRule, draft: DraftApplication) -> Text | None:
    if rule.kind != "area" and rule.places.unknown:
        sentence = Text(
            "regelns lista innehåller {codes}, som inte är någon landskod.",
            "the rule's list has {codes}, which is no country code.",
        )
        return sentence.fill(codes=", ".join(rule.places.unknown))
    if rule.kind in NEEDS and getattr(rule, NEEDS[rule.kind]) is None:
        return Text("regeln saknar sitt tal.", "the rule lacks its number.")
    if rule.applies_to and not draft.kind.strip():
        sentence = Text(
            "regeln gäller ansökningar av slaget {kind}, och slaget är inte ifyllt.",
            "the rule is about applications of the kind {kind}, and the kind is not filled in.",
        )
        return sentence.fill(kind=rule.applies_to)
    return None


def _with_lists(rules: list[FundingRule], on: date) -> list[FundingRule]:
    """The rules, where those that count without a list of their own have that of the call."""
    lists = [rule.places for rule in rules if rule.kind == "eligible" and not _out_of_force(rule, on)]
    if len(lists) != 1:
        return rules
    counting = {"countries", "partners"}
    return [
        replace(rule, places=lists[0]) if rule.kind in counting and not rule.places else rule
        for rule in rules
    ]


# --- Whether a rule bears on the draft --------------------------------------------------------------------


def _why_not(rule: FundingRule, draft: DraftApplication, on: date) -> Text | None:
    return _out_of_force(rule, on) or _another_kind(rule, draft) or _nobody_there(rule, draft, on)


def _out_of_force(rule: FundingRule, on: date) -> Text | None:
    if rule.valid_from and on < rule.valid_from:
        return Text("Gäller först från {day}.", "In force only from {day}.").fill(day=rule.valid_from)
    if rule.valid_to and on > rule.valid_to:
        return Text("Gällde till {day}.", "Was in force until {day}.").fill(day=rule.valid_to)
    return None


def _another_kind(rule: FundingRule, draft: DraftApplication) -> Text | None:
    kinds = {kind.strip().casefold() for kind in rule.applies_to.split(",")} - {""}
    ours = draft.kind.strip()
    if not kinds or not ours or ours.casefold() in kinds:
        return None
    sentence = Text(
        "Gäller ansökningar av slaget {kind}, och den här är av slaget {ours}.",
        "Is about applications of the kind {kind}, and this one is of the kind {ours}.",
    )
    return sentence.fill(kind=rule.applies_to, ours=ours)


def _nobody_there(rule: FundingRule, draft: DraftApplication, on: date) -> Text | None:
    if rule.kind not in WHOSE or not rule.places or rule.places.unknown:
        return None
    held = [rule.places.holds(code, on) for code in WHOSE[rule.kind](draft)]
    if not held or any(place_held is not False for place_held in held):
        return None
    sentence = Text(
        "Gäller parter i {places}, och ingen finns där.", "Is about partners in {places}, and none is there."
    )
    return sentence.fill(places=either(rule.places.names))
