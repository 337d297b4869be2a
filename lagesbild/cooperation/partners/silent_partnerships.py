"""Partnerships that have gone quiet: nothing in a year, or in two."""

from dataclasses import dataclass
from datetime import date

from lagesbild.cooperation.models import Partnership
from lagesbild.cooperation.partners.activity import (
    LatestActivity,
    Light,
    activity,
    latest_activity,
    met_since,
    years_before,
)


@dataclass(frozen=True)
class QuietPartnership:
    """A partnership whose light is not green; ``days`` since something happened, None where nothing is noted."""

    partnership: Partnership
    activity: LatestActivity
    days: int | None


def quiet_partnerships(today: date) -> list[QuietPartnership]:
    """Public partnerships that have not ended and where nothing has happened for a year, the longest first.

    Those where nothing is noted at all come last: nobody knows about them. Six queries whatever the number.
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
    others = [partnership for partnership in going_on if partnership.pk not in met]
    latest = latest_activity([partnership.pk for partnership in others], today)
    silent = []
    for partnership in others:
        latest_activity_of = activity(latest.get(partnership.pk), today)
        if latest_activity_of.light != Light.GREEN:
            silent.append(
                QuietPartnership(
                    partnership,
                    latest_activity_of,
                    (today - latest_activity_of.latest).days if latest_activity_of.latest else None,
                )
            )
    return sorted(silent, key=lambda silence: silence.activity.latest or date.max)
