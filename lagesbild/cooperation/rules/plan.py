"""Rules about what is planned: for how many, in which countries, for how long."""

from datetime import date
from decimal import Decimal

from lagesbild.assessment import Text
from lagesbild.cooperation.rules import partner_rules, sentences
from lagesbild.cooperation.rules.draft import Answer, Applicant, Draft, Rule, cannot_tell, lacking, met
from lagesbild.cooperation.rules.durations import Length, last_day
from lagesbild.cooperation.rules.sentences import ACTIVITY_COUNTRY, FROM_ABROAD, PARTICIPANT, Noun

NO_TIME = Text("start och slut är inte ifyllda.", "start and end are not filled in.")


def participants(rule: Rule, draft: Draft, on: date) -> Answer:
    return _head_count(rule, draft.participants, PARTICIPANT)


def from_abroad(rule: Rule, draft: Draft, on: date) -> Answer:
    return _head_count(rule, draft.from_abroad, FROM_ABROAD)


def _head_count(rule: Rule, now: int | None, noun: Noun) -> Answer:
    if now is None:
        told = Text("antalet {who} är inte ifyllt.", "the number of {who} is not filled in.")
        return cannot_tell(rule, told.fill(who=noun.many))
    least = int(rule.minimum)
    if now >= least:
        return met(rule, sentences.enough(noun, least, now))
    return lacking(rule, sentences.missing(noun, least, now))


def activity_countries(rule: Rule, draft: Draft, on: date) -> Answer:
    if not draft.activity_countries:
        return cannot_tell(
            rule,
            Text(
                "länderna där något händer är inte ifyllda.", "the countries of activity are not filled in."
            ),
        )
    held = [Applicant(name=code, country=code) for code in draft.activity_countries]
    found = partner_rules.standing(held, rule.places, on)
    names, possible = partner_rules.country_names(found.certain), len(partner_rules.codes(found.possible))
    return partner_rules.at_least(rule, found, names, possible, ACTIVITY_COUNTRY)


def duration(rule: Rule, draft: Draft, on: date) -> Answer:
    if not draft.starts or not draft.finishes:
        return cannot_tell(rule, NO_TIME)
    now = Length.between(draft.starts, draft.finishes)
    if rule.minimum is not None and draft.finishes < last_day(draft.starts, int(rule.minimum)):
        told = Text(
            "Arbetet är för kort: det ska pågå minst {months}, och nu är det {now}. Det kan sluta tidigast {last}.",
            "The work is too short: it must last at least {months}, and now it is {now}."
            " It can end {last} at the earliest.",
        )
        return lacking(rule, _ended(told, draft, rule.minimum, now))
    if rule.maximum is not None and draft.finishes > last_day(draft.starts, int(rule.maximum)):
        told = Text(
            "Arbetet är för långt: det får pågå högst {months}, och nu är det {now}. Det kan sluta senast {last}.",
            "The work is too long: it may last at most {months}, and now it is {now}."
            " It can end {last} at the latest.",
        )
        return lacking(rule, _ended(told, draft, rule.maximum, now))
    told = Text("Arbetet pågår {now}{limits}.", "The work lasts {now}{limits}.")
    return met(rule, told.fill(now=now.words, limits=sentences.limits(rule.minimum, rule.maximum, _months)))


def _ended(told: Text, draft: Draft, months: Decimal, now: Length) -> Text:
    return told.fill(months=_months(months), now=now.words, last=last_day(draft.starts, int(months)))


def _months(number: Decimal) -> Text:
    return Length(int(number), 0).words
