"""How long the papers of grants must be kept, and which grants may have to be paid back."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from lagesbild.cooperation.funding.register_rows import FundingRegister
from lagesbild.cooperation.models import (
    GOES_ON,
)


@dataclass(frozen=True)
class RetentionTime:
    """How long a project's papers are kept: by the grant whose time is the longest."""

    project: dict
    grant: dict
    grants: int
    """How many of its grants have a time."""

    @property
    def until(self) -> date:
        return self.grant["retained_until"]


def retention_times(
    register: FundingRegister, grants: Iterable[dict], today: date
) -> tuple[list[RetentionTime], int]:
    """What must still be kept, the soonest free first; and how many projects have grants but no time at all."""
    by_project = defaultdict(list)
    for grant in grants:
        by_project[grant["project"]].append(grant)
    times, silent = [], 0
    for project, theirs in by_project.items():
        timed = [grant for grant in theirs if grant["retained_until"]]
        silent += not timed
        longest = max(timed, key=lambda grant: grant["retained_until"], default=None)
        if longest and longest["retained_until"] >= today:
            times.append(RetentionTime(register.projects[project], longest, len(timed)))
    return sorted(times, key=lambda time: (time.until, time.project["name_sv"])), silent


def repayment_risks(register: FundingRegister, grants: Iterable[dict]) -> list[dict]:
    """Grants that somebody has noted may have to be paid back, those of what goes on first, each by its last day."""
    risky = [grant for grant in grants if grant["repayment_risk_sv"] or grant["repayment_risk_en"]]
    return sorted(
        risky,
        key=lambda grant: (
            register.projects[grant["project"]]["status"] not in GOES_ON,
            grant["finishes"] or date.max,
        ),
    )
