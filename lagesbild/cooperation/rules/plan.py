"""Rules about what is planned: for how many, in which countries, for how long."""

from datetime import date
from decimal import Decimal

from lagesbild.assessment import Text
from lagesbild.cooperation.rules import partner_rules, sentences
from lagesbild.cooperation.rules.draft import (
    Applicant,
    DraftApplication,
    FundingRule,
    RuleAnswer,
    cannot_tell,
    lacking,
    met,
)
from lagesbild.cooperation.rules.durations import Length, last_day
from lagesbild.cooperation.rules.sentences import ACTIVITY_COUNTRY, FROM_ABROAD, PARTICIPANT, Noun

NO_TIME = Text("start och slut är inte ifyllda.", "start and end are not filled in.")


def participants(rule: FundingRule, draft: DraftApplication, on: date) -> RuleAnswer:
    return _head_count(rule, draft.participants, PARTICIPANT)


def from_abroad(rule: FundingRule, draft: DraftApplication, on: date) -> RuleAnswer:
    return _head_count(rule, draft.from_abroad, FROM_ABROAD)


def _head_count(rule: FundingRule, now: int | None, noun: Noun) -> RuleAnswer:
    if now is None:
        sentence = Text("antalet {who} är inte ifyllt.", "the number of {who} is not filled in.")
        return cannot_tell(rule, sentence.fill(who=noun.many))
    least = int(rule.minimum)
    if now >= least:
        return met(rule, sentences.enough(noun, least, now))
    return lacking(rule, sentences.missing(noun, least, now))


def activity_countries(rule: FundingRule, draft: DraftApplication, on: date) -> RuleAnswer:
    if not draft.activity_countries:
        return cannot_tell(
            rule,
            Text(
                "länderna där något händer är inte ifyllda.", "the countries of activity are not filled in."
            ),
        )
    held = [Applicant(name=code, country=code) for code in draft.activity_countries]
    placing = partner_rules.applicant_placing(held, rule.places, on)
    names, possible = partner_rules.country_names(placing.certain), len(partner_rules.codes(placing.possible))
    return partner_rules.at_least(rule, placing, names, possible, ACTIVITY_COUNTRY)


def duration(rule: FundingRule, draft: DraftApplication, on: date) -> RuleAnswer:
    if not draft.starts or not draft.finishes:
        return cannot_tell(rule, NO_TIME)
    now = Length.between(draft.starts, draft.finishes)
    if rule.minimum is not None and draft.finishes < last_day(draft.starts, int(rule.minimum)):
        sentence = Text(
            "Arbetet är för kort: det ska pågå minst {months}, och nu är det {now}. Det kan sluta tidigast {last}.",
            "The work is too short: it must last at least {months}, and now it is {now}."
            " It can end {last} at the earliest.",
        )
        return lacking(rule, _ended(sentence, draft, rule.minimum, now))
    if rule.maximum is not None and draft.finishes > last_day(draft.starts, int(rule.maximum)):
        sentence = Text(
            "Arbetet är för långt: det får pågå högst {months}, och nu är det {now}. Det kan sluta senast {last}.",
            "The work is too long: it may last at most {months}, and now it is {now}."
            " It can end {last} at the latest.",
        )
        return lacking(rule, _ended(sentence, draft, rule.maximum, now))
    sentence = Text("Arbetet pågår {now}{limits}.", "The work lasts {now}{limits}.")
    return met(
        rule, sentence.fill(now=now.words, limits=sentences.limits(rule.minimum, rule.maximum, _months))
    )


def _ended(sentence: Text, draft: DraftApplication, months: Decimal, now: Length) -> Text:
    return sentence.fill(months=_months(months), now=now.words, last=last_day(draft.starts, int(months)))


def _months(number: Decimal) -> Text:
    return Length(int(number), 0).words
