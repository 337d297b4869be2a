"""The indicators of the barometer that are bound to figures; none before there is a database."""

from collections.abc import Iterable
from pathlib import Path

from lagesbild.commands import common


def barometer_units() -> dict[str, str]:
    """Each indicator of the barometer, by the source's id, and its unit."""
    return {indicator.figure: indicator.unit_sv for indicator in bound_indicators()}


def bound_indicators() -> Iterable:
    """With breaks and reference values, as a rule needs them."""
    if not has_table("barometer_indicator"):
        return []
    from lagesbild.barometer.models import Indicator

    return Indicator.objects.exclude(figure="").prefetch_related("breaks", "reference_values")


def has_table(name: str) -> bool:
    """Whether there is a database, and the table in it. Asking makes no empty database."""
    database = common.django().DATABASES["default"]
    if database["ENGINE"].endswith("sqlite3") and not Path(database["NAME"]).exists():
        return False
    from django.db import connection

    return name in connection.introspection.table_names()
