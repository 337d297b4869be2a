"""An application as it stands, checked against the rules of its call; and who in the register would help it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations

from django.db.models import Count

from lagesbild.assessment import Text
from lagesbild.cooperation.countries import RulePlaces
from lagesbild.cooperation.models import Application, CallRule, Project, RuleJudgement
from lagesbild.cooperation.rules import (
    Applicant,
    Checked,
    DraftApplication,
    DraftBudgetLine,
    FundingRule,
    PersonJudgement,
    RuleAnswer,
    RuleOutcome,
)
from lagesbild.cooperation.rules import check as check_rules
from lagesbild.organisations.models import Identifier, Municipality, Organisation

KIND = Organisation.Kind
OURSELVES = (KIND.COUNCIL, KIND.BOARD, KIND.ADMINISTRATION, KIND.UNIT)
"""Parts of the municipality: whichever of them stands in an application, the applicant is the municipality."""

ABOUT_PARTNERS = ("countries", "partners", "eligible")
WHERE_PARTNERS_ARE = ("amount", "cofinancing")
"""The kinds of rule that one more partner may bear on: always, and where they are about some countries."""

MOST_TOGETHER = 3
MOST_TRIED_TOGETHER = 25
"""Organisations that are tried in pairs and threes; each is always tried alone."""


def check(application: Application, on: date) -> Checked:
    """Each rule of the application's call, answered or set aside. Reads the application as it is given."""
    return check_rules(draft_of(application), rules_of(application), checked_on(application, on))


def checked_on(application: Application, on: date) -> date:
    """The day whose rules count: what has been sent is held to those of the day it was sent."""
    return application.sent_on or on


def rules_of(application: Application) -> list[FundingRule]:
    """The rules of the application's call, in the call's order."""
    call, judgements = application.call, _judgements(application)
    return [
        FundingRule(
            kind=rule.kind,
            minimum=rule.minimum,
            maximum=rule.maximum,
            places=RulePlaces.read(rule.places),
            applies_to=rule.applies_to,
            per_year=rule.per_year,
            text=Text(rule.text_sv or str(CallRule.Kind(rule.kind).label), rule.text_en),
            source_url=rule.source_url,
            verified=rule.verified,
            valid_from=rule.valid_from,
            valid_to=rule.valid_to,
            currency=call.currency,
            deadline=call.deadline,
            judged=judgements.get(rule.pk),
            key=rule.pk,
        )
        for rule in call.rules.all()
    ]


def _judgements(application: Application) -> dict[int, PersonJudgement]:
    """Rule → what was last judged of it."""
    in_order = RuleJudgement.objects.filter(application=application.pk) if application.pk else ()
    return {
        judgement.rule_id: PersonJudgement(
            judgement.met, judgement.role, judgement.judged_on, judgement.reason
        )
        for judgement in in_order
    }


def lacks_partner(answers: Iterable[RuleAnswer]) -> bool:
    """Whether a partner is what is missing: not an amount, a list, or something that nobody has filled in."""
    return any(
        answer.outcome is RuleOutcome.LACKING and answer.rule.kind in ABOUT_PARTNERS for answer in answers
    )


def draft_of(application: Application) -> DraftApplication:
    """The application as the rules see it: ourselves, the partners outside, the plan and the money."""
    us = Municipality.load()
    partners = list(application.partners.all())
    organisations = Organisation.objects.in_bulk([partner.organisation_id for partner in partners])
    ours = _ours(us, organisations.values())
    leads = application.role == Project.Role.LEAD
    leads = leads or any(partner.leads for partner in partners if partner.organisation_id in ours)
    return DraftApplication(
        home=Applicant(us.name, us.country, leads=leads),
        area=us.home_area,
        partners=tuple(
            _applicant(
                organisations[partner.organisation_id], leads=partner.leads, confirmed=partner.confirmed
            )
            for partner in partners
            if partner.organisation_id not in ours
        ),
        starts=application.starts,
        finishes=application.finishes,
        participants=application.participants,
        from_abroad=application.from_abroad,
        activity_countries=tuple(application.activity_countries.upper().replace(",", " ").split()),
        kind=application.kind,
        currency=application.currency,
        budget=application.budget,
        applied=application.applied,
        own_cash=application.own_cash,
        own_kind=application.own_kind,
        lines=tuple(
            DraftBudgetLine(line.value, line.on, line.salary) for line in application.budget_lines.all()
        ),
        sent_on=application.sent_on,
    )


def _ours(us: Municipality, organisations: Iterable[Organisation]) -> set[int]:
    """Those that are the municipality itself: a part of it, or one with its organisation number."""
    of_ours = {organisation.pk for organisation in organisations if organisation.kind in OURSELVES}
    if not us.organisation_number:
        return of_ours
    same = Identifier.objects.filter(scheme=Identifier.Scheme.SWEDISH, value=us.organisation_number)
    return of_ours | set(same.values_list("organisation_id", flat=True))


def _applicant(organisation: Organisation, *, leads: bool = False, confirmed: bool = True) -> Applicant:
    ceased = organisation.status == Organisation.Status.DISSOLVED
    return Applicant(organisation.name, organisation.country, leads, confirmed, ceased)


# --- Who would make the call possible ---------------------------------------------------------------------


@dataclass(frozen=True)
class PartnerSuggestion:
    """Organisations that together turn some rules to met, and what then is left to do."""

    organisations: tuple[Organisation, ...]
    turned: tuple[RuleAnswer, ...]
    left: tuple[RuleAnswer, ...]


def about_partners(application: Application, on: date) -> tuple[RuleAnswer, ...]:
    """The answers to those rules of the call that other partners could change."""
    rules = [rule for rule in rules_of(application) if _about_partners(rule)]
    return check_rules(draft_of(application), rules, checked_on(application, on)).answers


def suitable_partners(application: Application, on: date) -> list[PartnerSuggestion]:
    """Who in the register would turn a rule that is not met to met: each alone, then the smallest combinations.

    A combination is given only where it turns what no smaller part of it does, and never where it makes another
    rule worse. Pairs and threes are tried among the ``MOST_TRIED_TOGETHER`` that we cooperate with most.
    """
    draft, on = draft_of(application), checked_on(application, on)
    rules = [rule for rule in rules_of(application) if _about_partners(rule)]
    before = _by_rule(check_rules(draft, rules, on))
    unmet_rules = {rule for rule, answer in before.items() if answer.outcome is not RuleOutcome.MET}
    suggestions: dict[frozenset[int], PartnerSuggestion] = {}
    in_vain: set[tuple[str, ...]] = set()  # what helps nothing goes by countries, whoever is there
    candidates = _candidates(application) if unmet_rules else []
    for size in range(1, MOST_TOGETHER + 1):
        tried = candidates if size == 1 else candidates[:MOST_TRIED_TOGETHER]
        if unmet_rules <= {
            answer.rule for suggestion in suggestions.values() for answer in suggestion.turned
        }:
            break
        for together in combinations(tried, size):
            countries = tuple(sorted(organisation.country for organisation in together))
            if countries in in_vain:
                continue
            suggestion = _with_them(draft, together, rules, before, on)
            if not suggestion.turned:
                in_vain.add(countries)
            elif not _met_by_fewer(suggestion, suggestions):
                suggestions[_keys(together)] = suggestion
    return sorted(
        suggestions.values(), key=lambda suggestion: (len(suggestion.organisations), len(suggestion.left))
    )


def _about_partners(rule: FundingRule) -> bool:
    return rule.kind in ABOUT_PARTNERS or (rule.kind in WHERE_PARTNERS_ARE and bool(rule.places))


def _candidates(application: Application) -> list[Organisation]:
    """Organisations outside the municipality that could be partners, those that we cooperate with most first."""
    already = {partner.organisation_id for partner in application.partners.all()}
    outside = (
        Organisation.objects.filter(live=True, status=Organisation.Status.ACTIVE)
        .exclude(kind__in=(*OURSELVES, KIND.FUNDER))
        .exclude(pk__in=already)
        .annotate(together=Count("partnerships"))
        .order_by("-together", "name_sv")
    )
    outside_organisations = list(outside)
    ours = _ours(Municipality.load(), outside_organisations)
    return [organisation for organisation in outside_organisations if organisation.pk not in ours]


def _with_them(
    draft: DraftApplication,
    together: tuple[Organisation, ...],
    rules: list[FundingRule],
    before: dict[FundingRule, RuleAnswer],
    on: date,
) -> PartnerSuggestion:
    partners = (*draft.partners, *map(_applicant, together))
    after = _by_rule(check_rules(replace(draft, partners=partners), rules, on))
    unmet_after = tuple(answer for answer in after.values() if answer.outcome is not RuleOutcome.MET)
    worse = any(_worse(answer, before.get(answer.rule)) for answer in unmet_after)
    turned = tuple(
        answer
        for rule, answer in after.items()
        if answer.outcome is RuleOutcome.MET
        and rule in before
        and before[rule].outcome is not RuleOutcome.MET
    )
    return PartnerSuggestion(together, () if worse else turned, unmet_after)


def _worse(now: RuleAnswer, before: RuleAnswer | None) -> bool:
    """``before`` is None for a rule that did not bear on the draft: then only what it lacks is worse."""
    if now.outcome is RuleOutcome.LACKING:
        return before is None or before.outcome is not RuleOutcome.LACKING
    return before is not None and before.outcome is RuleOutcome.MET


def _by_rule(checked: Checked) -> dict[FundingRule, RuleAnswer]:
    return {answer.rule: answer for answer in checked.answers}


def _met_by_fewer(
    suggestion: PartnerSuggestion, suggestions: dict[frozenset[int], PartnerSuggestion]
) -> bool:
    """Whether everything that the combination turns is turned already by parts of it."""
    keys = _keys(suggestion.organisations)
    smaller = (smaller_suggestion for part, smaller_suggestion in suggestions.items() if part < keys)
    turned = {answer.rule for smaller_suggestion in smaller for answer in smaller_suggestion.turned}
    return {answer.rule for answer in suggestion.turned} <= turned


def _keys(organisations: Iterable[Organisation]) -> frozenset[int]:
    return frozenset(organisation.pk for organisation in organisations)
