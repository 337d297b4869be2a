"""Rules about the application as such: sent in time, and what only a person can judge."""

from datetime import date

from lagesbild.assessment import Text
from lagesbild.cooperation.rules.draft import (
    DraftApplication,
    FundingRule,
    RuleAnswer,
    cannot_tell,
    lacking,
    met,
)


def deadline(rule: FundingRule, draft: DraftApplication, on: date) -> RuleAnswer:
    if not rule.deadline:
        return cannot_tell(rule, Text("sista dag är inte känd.", "the deadline is not known."))
    if draft.sent_on:
        return _sent(rule, draft.sent_on)
    if on > rule.deadline:
        sentence = Text(
            "Tiden är ute: sista dag var {last}, och ansökan är inte inskickad.",
            "Time is up: the deadline was {last}, and the application has not been sent.",
        )
        return lacking(rule, sentence.fill(last=rule.deadline))
    sentence = Text(
        "ansökan är inte inskickad. Sista dag är {last}, {left}.",
        "the application has not been sent. The deadline is {last}, {left}.",
    )
    return cannot_tell(rule, sentence.fill(last=rule.deadline, left=_left((rule.deadline - on).days)))


def _sent(rule: FundingRule, sent_on: date) -> RuleAnswer:
    late = (sent_on - rule.deadline).days
    if late <= 0:
        sentence = Text(
            "Inskickad {sent}, och sista dag är {last}.", "Sent {sent}, and the deadline is {last}."
        )
        return met(rule, sentence.fill(sent=sent_on, last=rule.deadline))
    sentence = Text(
        "Inskickad {sent}, {days} för sent: sista dag var {last}.",
        "Sent {sent}, {days} too late: the deadline was {last}.",
    )
    days = Text("1 dag", "1 day") if late == 1 else Text(f"{late} dagar", f"{late} days")
    return lacking(rule, sentence.fill(sent=sent_on, days=days, last=rule.deadline))


def _left(days: int) -> Text:
    if days == 0:
        return Text("i dag", "today")
    if days == 1:
        return Text("i morgon", "tomorrow")
    return Text(f"om {days} dagar", f"in {days} days")


def by_hand(rule: FundingRule, draft: DraftApplication, on: date) -> RuleAnswer:
    if judged := rule.judged:
        sentence = Text("Bedömt {day} av {role}: {reason}", "Judged {day} by {role}: {reason}")
        sentence = sentence.fill(day=judged.on, role=judged.role, reason=judged.reason)
        return met(rule, sentence) if judged.met else lacking(rule, sentence)
    return cannot_tell(rule, Text("en människa behöver bedöma det.", "a person has to judge it."))
