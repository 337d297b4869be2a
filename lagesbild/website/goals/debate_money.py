"""What a committee's work costs, who pays, and where it was decided."""

from dataclasses import dataclass

from lagesbild.barometer.models import Programme
from lagesbild.cooperation.audit.answered_for import AnsweredFor, ProjectCost, RegisterDecision
from lagesbild.cooperation.funding.money import Total
from lagesbild.website.goals.debate_sheet import DebateSheet


@dataclass(frozen=True)
class DebateMoney:
    actions: Total
    """What its actions have cost; those without a cost are unknown."""
    projects: tuple[ProjectCost, ...]
    projects_together: ProjectCost | None
    decisions: tuple[RegisterDecision, ...]
    programmes: tuple[Programme, ...]
    """What its goals stand in, with who decided on it as far as that is public."""


def debate_money(sheet: DebateSheet, part: AnsweredFor) -> DebateMoney:
    costs = [action.cost for action in sheet.actions]
    reported = [cost for cost in costs if cost is not None]
    return DebateMoney(
        Total(sum(reported, Total().kronor), len(reported), len(costs) - len(reported)),
        part.costs,
        part.cost_of_all,
        part.decisions,
        tuple(sheet.programmes),
    )
