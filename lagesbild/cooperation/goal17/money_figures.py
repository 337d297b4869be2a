"""Goal 17's figures about money: what each means, and the function that counts it."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from lagesbild.cooperation.funding.money import Total, project_money, total
from lagesbild.cooperation.goal17.counting import (
    FigureValue,
    KeyFigure,
    PublicRegister,
    YearSoFar,
    share,
)
from lagesbild.cooperation.goal17.remarks import left_out
from lagesbild.cooperation.models import UNDER_WAY, Grant, Project

YEARS_OF_GRANTS = 3
MONEY_SV = "Mer pengar är inte alltid bättre: pengarna ska gå till det kommunen har bestämt."
MONEY_EN = "More money is not always better: it should go to what the municipality has decided."


def funding(register: PublicRegister, year: YearSoFar) -> list[FigureValue]:
    """Kronor in the grants decided in the year, at the rate of the day of the decision."""
    days = [grant.decided_on for grant in register.grants if grant.decided_on]
    if not any(day <= year.last for day in days):
        return []
    granted = _granted(register, [grant for grant in register.grants if year.holds(grant.decided_on)])
    undated = len(register.grants) - len(days)
    remark = left_out(
        (undated, "bidrag utan känd beslutsdag"),
        (granted.unknown, "bidrag utan känt belopp"),
        (len(granted.without_rate), "bidrag utan växelkurs"),
    )
    unknown = granted.known is None and not granted.is_whole
    return [FigureValue(None if unknown else float(granted.kronor), remark)]


FUNDING = KeyFigure(
    id="register-funding",
    name_sv="Beviljad extern finansiering",
    name_en="External funding granted",
    definition_sv=(
        "Summan i kronor av de bidrag som finansiärer har beslutat om under året. Andra valutor räknas om till "
        "den senaste kursen på eller före beslutsdagen. Bidrag utan känt belopp eller känd beslutsdag är inte med."
    ),
    definition_en=(
        "The sum in kronor of the grants that funders have decided on in the year. Other currencies are converted "
        "at the latest rate on or before the day of the decision. Grants without a known amount or day of decision "
        "are left out."
    ),
    unit_sv="kr",
    unit_en="SEK",
    decimals=0,
    direction="none",
    direction_reason_sv=MONEY_SV,
    direction_reason_en=MONEY_EN,
    count=funding,
)

FUNDING_PER_INHABITANT = KeyFigure(
    id="register-funding-per-inhabitant",
    name_sv="Beviljad extern finansiering per invånare",
    name_en="External funding granted per inhabitant",
    definition_sv=(
        "De bidrag som finansiärer har beslutat om under året, delade med antalet invånare den 31 december samma "
        "år. Räknas bara för år där folkmängden är känd."
    ),
    definition_en=(
        "The grants that funders have decided on in the year, divided by the number of inhabitants on 31 December "
        "of the same year. Counted only for years where the population is known."
    ),
    unit_sv="kr/inv.",
    unit_en="SEK/inh.",
    decimals=2,
    direction="none",
    direction_reason_sv=MONEY_SV,
    direction_reason_en=MONEY_EN,
    count=None,
)


def others_share(register: PublicRegister, year: YearSoFar) -> list[FigureValue]:
    """Granted money, in percent of the budgets of the projects that run some day of the year."""
    running = [
        project for project in register.projects if project.status in UNDER_WAY and _runs(project, year)
    ]
    money = [project_money(project, register.rates) for project in running]
    fully_known = [
        sums for sums in money if sums.budget.is_whole and sums.budget.count and sums.granted.is_whole
    ]
    budget = sum((sums.budget.kronor for sums in fully_known), Decimal(0))
    granted = sum((sums.granted.kronor for sums in fully_known), Decimal(0))
    undated = sum(project.starts is None for project in register.projects if project.status in UNDER_WAY)
    remark = left_out(
        (len(money) - len(fully_known), "projekt där budgeten eller bidraget inte är känt"),
        (undated, "projekt utan startdatum"),
    )
    return share(granted, budget, remark)


OTHERS_SHARE = KeyFigure(
    id="register-others-share",
    name_sv="Andras del av projektens budget",
    name_en="Others' part of the projects' budget",
    definition_sv=(
        "Beviljade bidrag som andel av hela budgeten i de projekt som pågår någon dag under året. Projekt där "
        "budgeten eller ett bidrag inte är känt är inte med."
    ),
    definition_en=(
        "Money granted as a share of the whole budget of the projects that run some day of the year. Projects "
        "where the budget or a grant is not known are left out."
    ),
    unit_sv="%",
    unit_en="%",
    decimals=0,
    direction="none",
    direction_reason_sv=MONEY_SV,
    direction_reason_en=MONEY_EN,
    count=others_share,
)


def largest_funder(register: PublicRegister, year: YearSoFar) -> list[FigureValue]:
    shares, remark = _shares_of_funders(register, year)
    return [FigureValue(float(100 * max(shares)), remark)] if shares else []


LARGEST_FUNDER = KeyFigure(
    id="register-largest-funder",
    name_sv="Den största finansiärens del",
    name_en="The largest funder's part",
    definition_sv=(
        "Den största finansiärens andel av de pengar som beviljats under tre år, året och de två före. Bidrag utan "
        "känt belopp eller känd beslutsdag är inte med."
    ),
    definition_en=(
        "The largest funder's share of the money granted in three years, the year and the two before. Grants "
        "without a known amount or day of decision are left out."
    ),
    unit_sv="%",
    unit_en="%",
    decimals=0,
    direction="none",
    direction_reason_sv="En stor finansiär kan vara både ett stöd och en risk.",
    direction_reason_en="A large funder can be both a support and a risk.",
    count=largest_funder,
)


def effective_funders(register: PublicRegister, year: YearSoFar) -> list[FigureValue]:
    """One divided by the sum of the shares squared: two that give as much as each other are two."""
    shares, remark = _shares_of_funders(register, year)
    return [FigureValue(float(1 / sum(share * share for share in shares)), remark)] if shares else []


EFFECTIVE_FUNDERS = KeyFigure(
    id="register-effective-funders",
    name_sv="Så många finansiärer pengarna vilar på",
    name_en="How many funders the money rests on",
    definition_sv=(
        "Det effektiva antalet finansiärer under tre år: ett delat med summan av finansiärernas andelar i kvadrat. "
        "Två som ger lika mycket blir 2; ger den ena nästan allt blir det nära 1."
    ),
    definition_en=(
        "The effective number of funders in three years: one divided by the sum of the squares of their shares. "
        "Two that give the same make 2; if one gives nearly everything it is near 1."
    ),
    unit_sv="finansiärer",
    unit_en="funders",
    decimals=1,
    direction="none",
    direction_reason_sv="En stor finansiär kan vara både ett stöd och en risk.",
    direction_reason_en="A large funder can be both a support and a risk.",
    count=effective_funders,
)


def _runs(project: Project, year: YearSoFar) -> bool:
    """Some day of the year, as far as its dates tell: without a last day, its first year only."""
    if project.starts is None or project.starts > year.last:
        return False
    return (project.finishes or project.starts) >= year.first


def _shares_of_funders(register: PublicRegister, year: YearSoFar) -> tuple[list[Decimal], str]:
    """Each funder's part of the money granted in the last three years, as a fraction."""
    first = date(year.number - YEARS_OF_GRANTS + 1, 1, 1)
    decided = [
        grant for grant in register.grants if grant.decided_on and first <= grant.decided_on <= year.last
    ]
    by_funder = defaultdict(list)
    for grant in decided:
        by_funder[grant.programme.funder_id].append(grant)
    sums = [_granted(register, grants).kronor for grants in by_funder.values()]
    undated = sum(grant.decided_on is None for grant in register.grants)
    unknown = sum(grant.value is None for grant in decided)
    remark = left_out((undated, "bidrag utan känd beslutsdag"), (unknown, "bidrag utan känt belopp"))
    whole = sum(sums, Decimal(0))
    return [grant / whole for grant in sums if grant] if whole else [], remark


def _granted(register: PublicRegister, grants: Iterable[Grant]) -> Total:
    return total([(grant.value, grant.currency, grant.decided_on) for grant in grants], register.rates)
