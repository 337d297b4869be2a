"""What the kit knows of indicators that are here already: filled in where nobody has written anything."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Q
from wagtail.models import Revision

from lagesbild.barometer.models import Indicator
from lagesbild.barometer.starting.kit_indicators import identity
from lagesbild.kits import KitIndicator


def complete(rows: Iterable[KitIndicator]) -> dict[str, list[str]]:
    """Fill margin, former ids and what it is counted per; the fields that were filled, by the indicator's id.

    A field that holds something stays, and so does one that somebody has emptied: any earlier version tells.
    """
    rows = {row.id: row for row in rows}
    identities = {identity(id): id for id in rows}
    indicators = Indicator.objects.filter(Q(figure__in=rows) | Q(uid__in=identities))
    filled = {}
    for indicator in indicators:
        row = rows.get(indicator.figure) or rows[identities[indicator.uid]]
        if missing := _never_written(indicator, _kit_fields(row)):
            _fill(indicator, missing)
            filled[row.id] = sorted(missing)
    return filled


def _kit_fields(row: KitIndicator) -> dict[str, str]:
    fields = {
        "margin_figure": row.margin,
        "former_figures": ", ".join(row.replaces),
        "counted_per_sv": row.counted_per,
    }
    return {name: text for name, text in fields.items() if text}


def _never_written(indicator: Indicator, fields: dict[str, str]) -> dict[str, str]:
    """The fields that are empty, and were so in every version of it."""
    empty = {name: text for name, text in fields.items() if not getattr(indicator, name)}
    if not empty:
        return {}
    versions = Revision.objects.for_instance(indicator).values_list("content", flat=True)
    written = {name for content in versions for name in empty if content.get(name)}
    return {name: text for name, text in empty.items() if name not in written}


@transaction.atomic
def _fill(indicator: Indicator, fields: dict[str, str]) -> None:
    """In what is public and in what is being written alike. Nothing is published by it."""
    drafted = indicator.has_unpublished_changes or not indicator.live
    Indicator.objects.filter(pk=indicator.pk).update(**fields)
    latest = indicator.get_latest_revision_as_object()
    for name, text in fields.items():
        setattr(latest, name, text)
    revision = latest.save_revision(clean=False, changed=False)
    if not drafted:
        Indicator.objects.filter(pk=indicator.pk).update(live_revision=revision)
