"""How what is taken along is cited: who shows it, when, what it is, where it is from, where it stands."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.utils.translation import gettext as _

from lagesbild.organisations.models import Municipality


def site_name(home: Municipality) -> str:
    return f"{_('Lägesbild')} {home.name}"


def source_sentence(publishers: str, origins: Iterable[Mapping]) -> str:
    """Who answers for the figures and when they were last fetched."""
    publishers = publishers or _("källan är inte angiven")
    days = [origin["fetched"] for origin in origins if origin["fetched"]]
    if not days:
        return _("Källa: %(source)s") % {"source": publishers}
    return _("Källa: %(source)s, hämtat %(day)s") % {"source": publishers, "day": f"{max(days):%Y-%m-%d}"}


def citation(home: Municipality, name: str, source: str, address: str, today: date) -> str:
    """A sentence to cite. ``source`` as ``source_sentence`` gives it."""
    return _("%(site)s (%(year)s). %(name)s. %(source)s. %(address)s (läst %(day)s).") % {
        "site": site_name(home),
        "year": today.year,
        "name": name,
        "source": source,
        "address": address,
        "day": f"{today:%Y-%m-%d}",
    }
