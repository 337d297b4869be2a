"""Rules about money: what is applied for, what part of the budget that is, and the lines of the budget."""

from collections.abc import Callable
from datetime import date
from decimal import ROUND_DOWN, ROUND_UP, Decimal

from lagesbild.assessment import Text
from lagesbild.cooperation.rules import sentences
from lagesbild.cooperation.rules.draft import (
    NO_TEXT,
    DraftApplication,
    FundingRule,
    RuleAnswer,
    cannot_tell,
    lacking,
    met,
)
from lagesbild.cooperation.rules.durations import Length
from lagesbild.cooperation.rules.plan import NO_TIME
from lagesbild.cooperation.rules.sentences import either, of_names, per_cent

NO_AMOUNT = Text("det sökta beloppet är inte ifyllt.", "the amount applied for is not filled in.")
NO_BUDGET = Text("budgeten är inte ifylld.", "the budget is not filled in.")
NO_LINES = Text("inga budgetposter är ifyllda.", "no lines of the budget are filled in.")
NOTHING = Decimal(0)
CENT = Decimal("0.01")


def abroad(draft: DraftApplication) -> list[str]:
    """The countries of the partners outside our own."""
    return [partner.country for partner in draft.partners if partner.country != draft.home.country]


def everybody(draft: DraftApplication) -> list[str]:
    """The countries of all who take part, our own too."""
    return [applicant.country for applicant in draft.applicants]


# --- What is applied for ----------------------------------------------------------------------------------


def amount(rule: FundingRule, draft: DraftApplication, on: date) -> RuleAnswer:
    if draft.applied is None:
        return cannot_tell(rule, NO_AMOUNT)
    if draft.currency != rule.currency:
        return cannot_tell(rule, _another_currency(rule, draft))
    if rule.minimum is not None and draft.applied < rule.minimum:
        sentence = Text(
            "{short} till behöver sökas: minst {least}, och nu är det {now}.",
            "{short} more must be applied for: at least {least}, and now it is {now}.",
        )
        short = rule.minimum - draft.applied
        return lacking(rule, _fill(sentence, draft, short=short, least=rule.minimum, now=draft.applied))
    if rule.maximum is None or draft.applied <= rule.maximum:
        return met(rule, _within(rule, draft))
    if rule.places and (why := _not_all_there(rule, draft, on)):
        return cannot_tell(rule, why)
    return _a_year(rule, draft) if rule.per_year else _too_much(rule, draft, rule.maximum)


def _another_currency(rule: FundingRule, draft: DraftApplication) -> Text:
    sentence = Text(
        "ansökan är i {ours} och regeln i {theirs}. Skriv beloppen i {theirs}.",
        "the application is in {ours} and the rule in {theirs}. Write the amounts in {theirs}.",
    )
    currency_names = sentences.CURRENCIES
    return sentence.fill(
        ours=currency_names.get(draft.currency, draft.currency),
        theirs=currency_names.get(rule.currency, rule.currency),
    )


def _within(rule: FundingRule, draft: DraftApplication) -> Text:
    limits = sentences.limits(rule.minimum, rule.maximum, _in(draft))
    yearly = Text(" per år", " a year") if rule.per_year and rule.maximum is not None else NO_TEXT
    sentence = Text("{now} söks{limits}{yearly}.", "Applied for is {now}{limits}{yearly}.")
    return _fill(sentence, draft, now=draft.applied, limits=limits, yearly=yearly)


def _not_all_there(rule: FundingRule, draft: DraftApplication, on: date) -> Text | None:
    """Why it is not clear that a ceiling of cooperation in some countries is the one to keep to."""
    countries = abroad(draft)
    if countries and all(rule.places.holds(code, on) for code in countries):
        return None
    sentence = (
        Text(
            "taket {most} gäller parter i {places}, och det finns parter på andra håll.",
            "the ceiling of {most} is about partners in {places}, and there are partners elsewhere.",
        )
        if countries
        else Text(
            "taket {most} gäller parter i {places}, och ingen part är ifylld.",
            "the ceiling of {most} is about partners in {places}, and no partner is filled in.",
        )
    )
    return _fill(sentence, draft, most=rule.maximum, places=either(rule.places.names))


def _a_year(rule: FundingRule, draft: DraftApplication) -> RuleAnswer:
    """A ceiling a year, for work of whole years and for work that is not."""
    if not draft.starts or not draft.finishes:
        sentence = Text(
            "taket är {most} per år, och start och slut är inte ifyllda.",
            "the ceiling is {most} a year, and start and end are not filled in.",
        )
        return cannot_tell(rule, _fill(sentence, draft, most=rule.maximum))
    length = Length.between(draft.starts, draft.finishes)
    parts = {"now": draft.applied, "most": rule.maximum, "length": length.words}
    if draft.applied > rule.maximum * length.begun_years:
        return _too_much(rule, draft, rule.maximum * length.begun_years, _times(rule, draft, length))
    if draft.applied <= rule.maximum * length.whole_years:
        sentence = Text(
            "{now} söks för {length}: högst {most} per år.",
            "Applied for is {now} over {length}: at most {most} a year.",
        )
        return met(rule, _fill(sentence, draft, **parts))
    sentence = Text(
        "taket är {most} per år, arbetet pågår {length}, och regeln säger inte vad en del av ett år ger.",
        "the ceiling is {most} a year, the work lasts {length}, and the rule does not say what part of a year gives.",
    )
    return cannot_tell(rule, _fill(sentence, draft, **parts))


def _times(rule: FundingRule, draft: DraftApplication, length: Length) -> Text:
    if length.begun_years == 1:
        return NO_TEXT
    sentence = Text(" ({most} per år i {length})", " ({most} a year for {length})")
    return _fill(sentence, draft, most=rule.maximum, length=length.words)


def _too_much(
    rule: FundingRule, draft: DraftApplication, ceiling: Decimal, how: Text = NO_TEXT
) -> RuleAnswer:
    sentence = Text(
        "Det sökta beloppet är {over} för stort: högst {most}{how}, och nu är det {now}.",
        "The amount applied for is {over} too much: at most {most}{how}, and now it is {now}.",
    )
    parts = {"over": draft.applied - ceiling, "most": ceiling, "now": draft.applied}
    return lacking(rule, _fill(sentence, draft, how=how, **parts))


# --- Shares of the budget ---------------------------------------------------------------------------------


def cofinancing(rule: FundingRule, draft: DraftApplication, on: date) -> RuleAnswer:
    if draft.budget is None:
        return cannot_tell(rule, NO_BUDGET)
    if draft.applied is None:
        return cannot_tell(rule, NO_AMOUNT)
    share = per_cent(rule.maximum)
    if rule.places and not all(rule.places.holds(code, on) for code in everybody(draft)):
        sentence = Text(
            "för parter i {places} är bidraget högst {share}, och budgeten är inte uppdelad på parter.",
            "for partners in {places} the grant is at most {share}, and the budget is not divided between partners.",
        )
        return cannot_tell(rule, sentence.fill(places=either(rule.places.names), share=share))
    most = (draft.budget * rule.maximum / 100).quantize(CENT, ROUND_DOWN)
    if draft.applied <= most:
        sentence = Text(
            "{now} söks, och bidraget får vara högst {share} av budgeten: {most}.",
            "Applied for is {now}, and the grant may be at most {share} of the budget: {most}.",
        )
        return met(rule, _fill(sentence, draft, now=draft.applied, share=share, most=most))
    of_the_budget = Text("{share} av budgeten, alltså ", "{share} of the budget, that is ").fill(share=share)
    sentence = Text(
        "Det sökta beloppet är {over} för stort: högst {share}{most}, och nu är det {now}.",
        "The amount applied for is {over} too much: at most {share}{most}, and now it is {now}.",
    )
    parts = {"over": draft.applied - most, "most": most, "now": draft.applied}
    return lacking(rule, _fill(sentence, draft, share=of_the_budget, **parts))


def own_share(rule: FundingRule, draft: DraftApplication, on: date) -> RuleAnswer:
    if draft.budget is None:
        return cannot_tell(rule, NO_BUDGET)
    parts = (draft.own_cash, draft.own_kind)
    known_share = sum((part for part in parts if part is not None), NOTHING)
    least = (draft.budget * rule.minimum / 100).quantize(CENT, ROUND_UP)
    if known_share < least and None in parts:
        return cannot_tell(
            rule, Text("hela den egna insatsen är inte ifylld.", "our whole own share is not filled in.")
        )
    if known_share >= least:
        sentence = Text(
            "Den egna insatsen är {now}, och den ska vara minst {share} av budgeten: {least}.",
            "Our own share is {now}, and it must be at least {share} of the budget: {least}.",
        )
        return met(rule, _fill(sentence, draft, now=known_share, share=per_cent(rule.minimum), least=least))
    sentence = Text(
        "{short} till behövs i egen insats: minst {share} av budgeten, alltså {least}, och nu är det {now}.",
        "{short} more of our own is needed: at least {share} of the budget, that is {least}, and now it is {now}.",
    )
    share = per_cent(rule.minimum)
    return lacking(
        rule, _fill(sentence, draft, short=least - known_share, share=share, least=least, now=known_share)
    )


# --- The lines of the budget ------------------------------------------------------------------------------


def budget(rule: FundingRule, draft: DraftApplication, on: date) -> RuleAnswer:
    if draft.budget is None:
        return cannot_tell(rule, NO_BUDGET)
    if not draft.lines:
        return cannot_tell(rule, NO_LINES)
    lines = sum((line.value for line in draft.lines), NOTHING)
    if lines == draft.budget:
        sentence = Text(
            "Budgetposterna är tillsammans {lines}, lika mycket som budgeten.",
            "The lines of the budget make {lines}, as much as the budget.",
        )
        return met(rule, _fill(sentence, draft, lines=lines))
    sentence = (
        Text(
            "{apart} saknas bland budgetposterna: de är tillsammans {lines}, och budgeten är {budget}.",
            "{apart} is missing among the lines of the budget: they make {lines}, and the budget is {budget}.",
        )
        if lines < draft.budget
        else Text(
            "Budgetposterna är {apart} för mycket: de är tillsammans {lines}, och budgeten är {budget}.",
            "The lines of the budget are {apart} too much: they make {lines}, and the budget is {budget}.",
        )
    )
    return lacking(
        rule, _fill(sentence, draft, apart=abs(lines - draft.budget), lines=lines, budget=draft.budget)
    )


def salaries(rule: FundingRule, draft: DraftApplication, on: date) -> RuleAnswer:
    if not draft.lines:
        return cannot_tell(rule, NO_LINES)
    paid = [line.value for line in draft.lines if line.salary]
    if not paid:
        return met(
            rule,
            Text("Ingen budgetpost är lön till deltagare.", "No line of the budget is pay to participants."),
        )
    sentence = (
        Text(
            "En budgetpost är lön till deltagare ({sum}): ta bort den.",
            "One line of the budget is pay to participants ({sum}): take it away.",
        )
        if len(paid) == 1
        else Text(
            "{n} budgetposter är lön till deltagare (tillsammans {sum}): ta bort dem.",
            "{n} lines of the budget are pay to participants ({sum} together): take them away.",
        )
    )
    return lacking(
        rule,
        _fill(
            sentence,
            draft,
            n=sentences.capital(sentences.spelled(len(paid), sentences.PARTICIPANT)),
            sum=sum(paid, NOTHING),
        ),
    )


def period(rule: FundingRule, draft: DraftApplication, on: date) -> RuleAnswer:
    if not draft.starts or not draft.finishes:
        return cannot_tell(rule, NO_TIME)
    if not draft.lines:
        return cannot_tell(rule, NO_LINES)
    days = [line.on for line in draft.lines if line.on]
    outside = [day for day in days if not draft.starts <= day <= draft.finishes]
    parts = {"first": draft.starts, "last": draft.finishes}
    if outside:
        return lacking(rule, _lines_outside(outside).fill(**parts))
    if undated := len(draft.lines) - len(days):
        one_undated = Text("en budgetpost har inget datum.", "one line of the budget has no date.")
        many = Text("{n} budgetposter har inget datum.", "{n} lines of the budget have no date.")
        return cannot_tell(rule, one_undated if undated == 1 else many.fill(n=undated))
    sentence = Text(
        "Alla budgetposter ligger mellan {first} och {last}.",
        "Every line of the budget is between {first} and {last}.",
    )
    return met(rule, sentence.fill(**parts))


def _lines_outside(days: list[date]) -> Text:
    return of_names(
        [Text(day.isoformat()) for day in sorted(set(days))],
        Text(
            "En kostnad ligger utanför tiden {{first}} till {{last}}: {names}.",
            "A cost falls outside {{first}} to {{last}}: {names}.",
        ),
        Text(
            "Kostnader ligger utanför tiden {{first}} till {{last}}: {names}.",
            "Costs fall outside {{first}} to {{last}}: {names}.",
        ),
    )


def _in(draft: DraftApplication) -> Callable[[Decimal], Text]:
    return lambda value: sentences.money(value, draft.currency)


def _fill(sentence: Text, draft: DraftApplication, **parts: Decimal | Text | str) -> Text:
    """The sentence with its amounts in the currency of the draft."""
    amount_in_words = _in(draft)
    return sentence.fill(
        **{name: amount_in_words(part) if isinstance(part, Decimal) else part for name, part in parts.items()}
    )
