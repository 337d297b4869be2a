"""Partnerships that have gone quiet: nothing in a year, or in two."""

from dataclasses import dataclass
from datetime import date

from lagesbild.cooperation.models import Partnership
from lagesbild.cooperation.partners.activity import (
    Activity,
    Light,
    activity,
    latest_activity,
    met_since,
    years_before,
)


@dataclass(frozen=True)
class Quiet:
    """A partnership whose light is not green; ``days`` since something happened, None where nothing is noted."""

    partnership: Partnership
    activity: Activity
    days: int | None


def quiet(today: date) -> list[Quiet]:
    """Public partnerships that have not ended and where nothing has happened for a year, the longest first.

    Those where nothing is noted at all come first. Six queries whatever the number.
    """
    fields = ("slug", "name_sv", "name_en", "kind", "is_example")
    going_on = list(
        Partnership.objects.public()
        .exclude(status=Partnership.Status.ENDED)
        .order_by("name_sv")
        .only(*fields)
    )
    # Most have met within the year. That is soon seen, and spares reading everything that ever happened in them.
    met = met_since(years_before(today, 1), today)
    others = [one for one in going_on if one.pk not in met]
    latest = latest_activity([one.pk for one in others], today)
    found = []
    for one in others:
        seen = activity(latest.get(one.pk), today)
        if seen.light != Light.GREEN:
            found.append(Quiet(one, seen, (today - seen.latest).days if seen.latest else None))
    return sorted(found, key=lambda each: each.activity.latest or date.min)
