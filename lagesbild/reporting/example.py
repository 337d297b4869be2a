"""What the example municipality has reported, and its open round, from ``reporting.yaml``. Marked as made up."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import yaml
from django.utils import timezone

from lagesbild.barometer.models import Indicator
from lagesbild.organisations.models import Municipality, User
from lagesbild.reporting.findings import Finding, rest, resting
from lagesbild.reporting.models import ReportedValue, Round
from lagesbild.reporting.rounds import open_round

FILE = "reporting.yaml"
REST = 365


def load_values(folder: Path) -> int:
    """The earlier years' values, approved in the January after. What is there already is left as it is."""
    added = 0
    for series in _file_content(folder)["values"]:
        indicator = Indicator.objects.get(code=series["indicator"])
        for year, value in series["years"].items():
            _value, created = ReportedValue.objects.get_or_create(
                indicator=indicator,
                area=Municipality.load().home_area,
                period=str(year),
                defaults={
                    "value": Decimal(str(value)),
                    "source": series["source"],
                    "comment_sv": series["comment"],
                    "approved_at": datetime(year + 1, 1, 20, 9, tzinfo=UTC),
                },
            )
            added += created
    return added


def open_the_round(folder: Path, *, by: User, at: datetime) -> Round | None:
    """A round that everybody with a duty is asked in; None where there is a round already."""
    if Round.objects.exists():
        return None
    fields, today = _file_content(folder)["round"], timezone.localdate(at)
    round = Round.objects.create(
        name=fields["name"].format(year=today.year),
        year=today.year,
        instructions_sv=fields["instructions_sv"],
        instructions_en=fields["instructions_en"],
        opens_on=today - timedelta(days=fields["opened_days_ago"]),
        closes_on=today + timedelta(days=fields["open_days_left"]),
    )
    return open_round(round.pk, by=by, at=at)


def answer_findings(folder: Path, findings: Iterable[Finding], *, by: User, at: datetime) -> int:
    """Let rest what is known of the example's figures: they are as their sources had them on one day."""
    explanations = _file_content(folder)["known"]
    today = timezone.localdate(at)
    answered = set(resting(today))
    rested = [finding for finding in findings if finding.kind in explanations and finding.key not in answered]
    for finding in rested:
        rest(finding.key, explanations[finding.kind], today + timedelta(days=REST), by=by, at=at)
    return len(rested)


def _file_content(folder: Path) -> dict:
    return yaml.safe_load((folder / FILE).read_text(encoding="utf-8"))
