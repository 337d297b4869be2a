"""Rules about who takes part: how many, from where, who leads, and where we lie ourselves."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from lagesbild.assessment import Text
from lagesbild.cooperation.countries import RulePlaces, area_name, country_name
from lagesbild.cooperation.rules import sentences
from lagesbild.cooperation.rules.draft import (
    Applicant,
    DraftApplication,
    FundingRule,
    RuleAnswer,
    cannot_tell,
    lacking,
    met,
)
from lagesbild.cooperation.rules.sentences import COUNTRY, EU_COUNTRY, ORGANISATION, Noun, either, joined, row

THE_EU = RulePlaces(("EU",))
NOT_WHOLE = Text("hela listan är inte känd.", "the whole list is not known.")


def countries(rule: FundingRule, draft: DraftApplication, on: date) -> RuleAnswer:
    placing = applicant_placing(draft.applicants, rule.places, on)
    return at_least(
        rule, placing, country_names(placing.certain), len(codes(placing.possible)), _country_noun(rule)
    )


def partners(rule: FundingRule, draft: DraftApplication, on: date) -> RuleAnswer:
    placing = applicant_placing(draft.applicants, rule.places, on)
    return at_least(rule, placing, _names(placing.certain), len(placing.possible), ORGANISATION)


def eligible(rule: FundingRule, draft: DraftApplication, on: date) -> RuleAnswer:
    if not rule.places:
        return cannot_tell(rule, Text("listan över länder är tom.", "the list of countries is empty."))
    placing = applicant_placing(draft.applicants, rule.places, on)
    if placing.outside:
        return lacking(rule, *notes(placing, rule))
    if placing.if_listed:
        return cannot_tell(rule, NOT_WHOLE, *notes(placing, rule))
    sentence = Text("Alla länder står på listan ({names}).", "Every country is on the list ({names}).")
    return met(rule, sentence.fill(names=row(country_names(draft.applicants))))


def lead(rule: FundingRule, draft: DraftApplication, on: date) -> RuleAnswer:
    leaders = [applicant for applicant in draft.applicants if applicant.leads]
    if not leaders:
        return cannot_tell(
            rule, Text("ingen part är markerad som den som leder.", "no partner is marked as the lead.")
        )
    if len(leaders) > 1:
        sentence = Text("flera står som den som leder: {names}.", "several are marked as the lead: {names}.")
        return cannot_tell(rule, sentence.fill(names=joined(_names(leaders))))
    return _lead_from(rule, leaders[0], on)


def _lead_from(rule: FundingRule, leader: Applicant, on: date) -> RuleAnswer:
    if not rule.places:
        return cannot_tell(rule, Text("listan över länder är tom.", "the list of countries is empty."))
    held, country = rule.places.holds(leader.country, on), country_name(leader.country)
    if held is None:
        return cannot_tell(rule, NOT_WHOLE, only_if_listed([country]))
    sentence = (
        Text("{name} i {country} leder.", "{name} in {country} leads.")
        if held
        else Text(
            "En part från {places} behöver leda: nu leder {name} i {country}.",
            "A partner from {places} has to lead: now {name} in {country} leads.",
        )
    )
    filled = sentence.fill(name=leader.name, country=country, places=either(rule.places.names))
    return met(rule, filled) if held else lacking(rule, filled)


def area(rule: FundingRule, draft: DraftApplication, on: date) -> RuleAnswer:
    if not rule.places:
        return cannot_tell(rule, Text("området är inte känt.", "the area is not known."))
    if not draft.area.strip("0"):
        return cannot_tell(
            rule, Text("kommunens kod är inte ifylld.", "the municipality's code is not filled in.")
        )
    inside = any(draft.area.startswith(code) for code in rule.places.tokens)
    sentence = (
        Text("{name} ligger i området ({area}).", "{name} is in the area ({area}).")
        if inside
        else Text("{name} ligger utanför området ({area}).", "{name} is outside the area ({area}).")
    )
    names = row([Text(area_name(code)) for code in rule.places.tokens])
    filled = sentence.fill(name=draft.home.name, area=names)
    return met(rule, filled) if inside else lacking(rule, filled)


# --- Who counts -------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ApplicantPlacing:
    """Applicants by whether they count towards a rule: for certain, perhaps for two reasons, or not."""

    certain: tuple[Applicant, ...]
    if_listed: tuple[Applicant, ...]
    if_succeeded: tuple[Applicant, ...]
    outside: tuple[Applicant, ...]

    @property
    def possible(self) -> tuple[Applicant, ...]:
        return (*self.certain, *self.if_listed, *self.if_succeeded)


def applicant_placing(applicants: Iterable[Applicant], places: RulePlaces, on: date) -> ApplicantPlacing:
    held = [(applicant, places.holds(applicant.country, on) if places else True) for applicant in applicants]
    return ApplicantPlacing(
        certain=tuple(applicant for applicant, listed in held if listed and not applicant.ceased),
        if_listed=tuple(applicant for applicant, listed in held if listed is None),
        if_succeeded=tuple(applicant for applicant, listed in held if listed and applicant.ceased),
        outside=tuple(applicant for applicant, listed in held if listed is False),
    )


def at_least(
    rule: FundingRule, placing: ApplicantPlacing, certain: list[Text], possible: int, noun: Noun
) -> RuleAnswer:
    """Whether those that count for certain are enough, and whether they could be with those that perhaps count."""
    least, now = int(rule.minimum), len(certain)
    if now >= least:
        return met(rule, sentences.enough(noun, least, now, certain), *notes(placing, rule))
    if possible < least:
        short = (
            sentences.too_few(noun, least, now, certain)
            if possible == now
            else sentences.too_few_at_best(noun, least, possible)
        )
        return lacking(rule, short, *notes(placing, rule))
    return cannot_tell(rule, sentences.perhaps(noun, least, now, certain), *notes(placing, rule))


def codes(applicants: Iterable[Applicant]) -> list[str]:
    """The countries they come from, each once."""
    return list(dict.fromkeys(applicant.country for applicant in applicants))


def country_names(applicants: Iterable[Applicant]) -> list[Text]:
    return [country_name(code) for code in codes(applicants)]


def _names(applicants: Iterable[Applicant]) -> list[Text]:
    return [Text(applicant.name) for applicant in applicants]


def _country_noun(rule: FundingRule) -> Noun:
    return EU_COUNTRY if rule.places == THE_EU else COUNTRY


# --- What makes somebody count or not ---------------------------------------------------------------------


def notes(placing: ApplicantPlacing, rule: FundingRule) -> list[Text]:
    outside = country_names(placing.outside)
    return [
        only_if_listed(country_names(placing.if_listed)),
        _only_if_succeeded(_names(placing.if_succeeded)),
        _not_in_the_eu(outside) if rule.places == THE_EU else _not_listed(outside),
        _not_confirmed(_names(applicant for applicant in placing.certain if not applicant.confirmed)),
    ]


def only_if_listed(names: list[Text]) -> Text:
    return sentences.of_names(
        names,
        Text(
            "{names} räknas bara om landet står på utlysningens lista.",
            "{names} counts only if it is on the call's list.",
        ),
        Text(
            "{names} räknas bara om länderna står på utlysningens lista.",
            "{names} count only if they are on the call's list.",
        ),
    )


def _only_if_succeeded(names: list[Text]) -> Text:
    return sentences.of_names(
        names,
        Text(
            "{names} har upphört och räknas bara om en efterföljare går in.",
            "{names} has ceased to exist and counts only if a successor steps in.",
        ),
        Text(
            "{names} har upphört och räknas bara om efterföljare går in.",
            "{names} have ceased to exist and count only if successors step in.",
        ),
    )


def _not_listed(names: list[Text]) -> Text:
    return sentences.of_names(
        names,
        Text(
            "{names} räknas inte: landet står inte på utlysningens lista.",
            "{names} does not count: it is not on the call's list.",
        ),
        Text(
            "{names} räknas inte: länderna står inte på utlysningens lista.",
            "{names} do not count: they are not on the call's list.",
        ),
    )


def _not_in_the_eu(names: list[Text]) -> Text:
    return sentences.of_names(
        names,
        Text("{names} räknas inte: landet är inte med i EU.", "{names} does not count: it is not in the EU."),
        Text(
            "{names} räknas inte: länderna är inte med i EU.",
            "{names} do not count: they are not in the EU.",
        ),
    )


def _not_confirmed(names: list[Text]) -> Text:
    return sentences.of_names(
        names,
        Text("{names} har inte tackat ja än.", "{names} has not said yes yet."),
        Text("{names} har inte tackat ja än.", "{names} have not said yes yet."),
    )
