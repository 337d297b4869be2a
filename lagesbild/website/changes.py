"""What was last published, in every trade."""

from lagesbild.barometer import overview as barometer
from lagesbild.cooperation.partners import related


def latest_changes(limit: int) -> list:
    """Newest first, without telling by whom."""
    changed = barometer.latest_changes(limit) + related.latest_changes(limit)
    return sorted(changed, key=lambda thing: thing.last_published_at, reverse=True)[:limit]
