"""What the example municipality has reported, and its open round, from ``reporting.yaml``. Marked as made up."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import yaml
from django.utils import timezone

from lagesbild.barometer.models import Indicator
from lagesbild.organisations.models import Municipality, User
from lagesbild.reporting.models import ReportedValue, Round
from lagesbild.reporting.rounds import open_round

FILE = "reporting.yaml"


def load_values(folder: Path) -> int:
    """The earlier years' values, approved in the January after. What is there already is left as it is."""
    made = 0
    for series in _read(folder)["values"]:
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
            made += created
    return made


def open_the_round(folder: Path, *, by: User, at: datetime) -> Round | None:
    """A round that everybody with a duty is asked in; None where there is a round already."""
    if Round.objects.exists():
        return None
    told, today = _read(folder)["round"], timezone.localdate(at)
    round = Round.objects.create(
        name=told["name"].format(year=today.year),
        year=today.year,
        instructions_sv=told["instructions_sv"],
        instructions_en=told["instructions_en"],
        opens_on=today - timedelta(days=told["opened_days_ago"]),
        closes_on=today + timedelta(days=told["open_days_left"]),
    )
    return open_round(round.pk, by=by, at=at)


def _read(folder: Path) -> dict:
    return yaml.safe_load((folder / FILE).read_text(encoding="utf-8"))
