"""What writing a row would change in a field, as it is told before and after."""

from dataclasses import dataclass

from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Difference:
    """One field before and after, in words. ``before`` is empty where nothing stood."""

    label: str
    before: str
    after: str


def field_in_words(thing, name: str) -> str:
    value = getattr(thing, name)
    if display := getattr(thing, f"get_{name}_display", None):
        return str(display())
    if value is True:
        return _("ja")
    return "" if value is None or value is False else str(value)


def field_label(thing, name: str) -> str:
    return str(thing._meta.get_field(name).verbose_name)
