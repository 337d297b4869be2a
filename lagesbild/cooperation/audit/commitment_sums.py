"""The sums above and below the auditor's list: how much there is, what is missing, what it comes to.

Counted from bare rows: thousands of commitments with all that hangs on them take seconds to read, and the page wants
milliseconds. The tests hold the sums to what ``auditor_answers`` and ``project_money`` say of each.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q

from lagesbild.cooperation.audit.what_answers import OF_FEE, fact_rows, gaps_of_all, is_explained, unanswered
from lagesbild.cooperation.funding.money import KRONOR, ProjectMoney, Rates, Total, total
from lagesbild.cooperation.models import NOT_DECIDED, Gap, Grant, Partnership, Project
from lagesbild.framework.database_state import kept_until_written

EVERY = Q()


@dataclass(frozen=True)
class MoneySums:
    """The sums of some projects, in kronor; a partnership's cost goes on by the year and is summed apart."""

    budget: Total = Total()
    granted: Total = Total()
    own_cash: Total = Total()
    own_kind: Total = Total()

    @classmethod
    def of(cls, money: ProjectMoney) -> "MoneySums":
        return cls(money.budget, money.granted, money.own_cash, money.own_kind)

    @property
    def own(self) -> Total:
        return self.own_cash + self.own_kind


@dataclass(frozen=True)
class Overall:
    """What stands above the list and at its foot."""

    partnerships: int
    projects: int
    missing: int
    """Answers, seven to each commitment, that are missing."""
    unexplained: int
    """Those of them for which nobody has given a reason."""
    by_question: dict[Gap.Question, tuple[int, int]]
    """Question → missing, and of them without a reason."""
    yearly_cost: Total
    """Of partnerships, a year."""
    own_funding: Total
    """Of partnerships, a year."""
    money: MoneySums
    """Of every project in the list."""
    not_decided: MoneySums
    """Of those that are ideas, waiting for an answer or have got a no."""
    examples: MoneySums
    """Of those that are made up."""
    not_decided_count: int
    example_count: int
    """Partnerships and projects that are made up."""

    @property
    def count(self) -> int:
        return self.partnerships + self.projects

    @property
    def questions(self) -> int:
        return self.count * len(Gap.Question)


@kept_until_written
def overall_of_all(rates: Rates) -> Overall:
    """Of everything that is public: the list's page and its files say the same."""
    return overall(rates)


def overall(rates: Rates, of_partnerships: Q = EVERY, of_projects: Q = EVERY) -> Overall:
    """How much there is, what is missing and what it comes to; of all, or of those that the conditions hold for.

    Five queries whatever the number.
    """
    partnerships = fact_rows(
        Partnership.objects.public().filter(of_partnerships),
        ("is_example", "cost_note_sv", *(f"fee_{name}" for name in OF_FEE)),
    )
    projects = fact_rows(Project.objects.public().filter(of_projects), ("is_example", "status", "currency"))
    granted = _granted()
    by_question = _missing(partnerships, projects)
    not_decided = [row for row in projects if row["status"] in NOT_DECIDED]
    made_up = [row for row in projects if row["is_example"]]
    return Overall(
        partnerships=len(partnerships),
        projects=len(projects),
        missing=sum(missing for missing, _unexplained in by_question.values()),
        unexplained=sum(unexplained for _missing, unexplained in by_question.values()),
        by_question=by_question,
        yearly_cost=total(map(_cost_in_a_year, partnerships), rates),
        own_funding=total(((row["own_funding"], KRONOR, None) for row in partnerships), rates),
        money=_money(projects, granted, rates),
        not_decided=_money(not_decided, granted, rates),
        examples=_money(made_up, granted, rates),
        not_decided_count=len(not_decided),
        example_count=len(made_up) + sum(row["is_example"] for row in partnerships),
    )


GrantAmount = tuple[Decimal | None, str, date | None]
"""(amount, currency, day of the decision)"""


def _granted() -> dict[int, list[GrantAmount]]:
    """Project → each public grant."""
    by_project = defaultdict(list)
    rows = Grant.objects.public().order_by().values_list("project", "value", "currency", "decided_on")
    for project, *amount in rows:
        by_project[project].append(tuple(amount))
    return by_project


def _cost_in_a_year(row: dict) -> tuple[Decimal | None, str, date | None]:
    """As ``Partnership.cost_in_a_year`` says."""
    if row["yearly_cost"] is not None or row["fee_value"] is None:
        return row["yearly_cost"], KRONOR, None
    return row["fee_value"], row["fee_currency"], row["fee_paid_on"] or date(row["fee_year"], 1, 1)


def _money(projects: list[dict], granted: dict[int, list[GrantAmount]], rates: Rates) -> MoneySums:
    def summed(field: str) -> Total:
        return total(
            ((project[field], project["currency"], project["starts"]) for project in projects), rates
        )

    grants = (amount for project in projects for amount in granted.get(project["pk"], ()))
    return MoneySums(summed("budget"), total(grants, rates), summed("own_cash"), summed("own_kind"))


def _missing(partnerships: list[dict], projects: list[dict]) -> dict[Gap.Question, tuple[int, int]]:
    """Question → how many commitments lack an answer, and how many of them an explanation."""
    counts = {question: [0, 0] for question in Gap.Question}
    for kind, things in ((Partnership, partnerships), (Project, projects)):
        gaps = gaps_of_all(kind)
        for facts in things:
            for question in unanswered(kind, facts):
                counts[question][0] += 1
                counts[question][1] += not is_explained(question, gaps.get((facts["pk"], question)), facts)
    return {question: (missing, unexplained) for question, (missing, unexplained) in counts.items()}
