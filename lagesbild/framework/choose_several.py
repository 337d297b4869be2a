"""A way to choose several of many in the editor, one at a time, without knowing which key to hold."""

from functools import lru_cache

from django import forms
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

Choices = tuple[tuple[str, str], ...]
SEARCHED = 12
"""A list with more choices than this can be searched in."""


class ChooseSeveral(forms.SelectMultiple):
    """What is chosen as a list that things are taken away from, and another list to add from (choose_several.js)."""

    template_name = "framework/choose_several.html"

    class Media:
        css = {"all": ["framework/choose_several.css"]}
        js = ["framework/choose_several.js"]

    def get_context(self, name, value, attrs):
        context = forms.Widget.get_context(self, name, value, attrs)
        groups = _groups(self.choices)
        names = {key: label for _, choices in groups for key, label in choices}
        keys = [str(key) for key in context["widget"]["value"] or () if key]
        # What is on no list is shown too: a look at the form must not lose it.
        context["widget"] |= {
            "chosen": [(key, names.get(key, key)) for key in keys],
            "options": _options(groups),
            "is_searched": len(names) > SEARCHED,
        }
        return context

    def format_value(self, value):
        return value if isinstance(value, (list, tuple)) else [value] if value else []

    def use_required_attribute(self, initial):
        # The list to add from is empty again as soon as something is added.
        return False


def _groups(choices) -> tuple[tuple[str, Choices], ...]:
    """Choices as (group, its choices), with an empty name for those in no group."""
    groups: list[tuple[str, list]] = []
    for key, label in choices:
        if isinstance(label, (list, tuple)):
            groups.append((str(key), [(str(choice), str(name)) for choice, name in label]))
        else:
            if not groups or groups[-1][0]:
                groups.append(("", []))
            groups[-1][1].append((str(key), str(label)))
    # What has no name is a draft that somebody left behind.
    return tuple(
        (group, tuple((key, name) for key, name in choices if key and name.strip()))
        for group, choices in groups
    )


# A call has a dozen rules, and each of them offers the same hundreds of places.
@lru_cache(maxsize=16)
def _options(groups: tuple[tuple[str, Choices], ...]) -> SafeString:
    parts = []
    for group, choices in groups:
        inside = format_html_join("", '<option value="{}">{}</option>', choices)
        parts.append(format_html('<optgroup label="{}">{}</optgroup>', group, inside) if group else inside)
    return format_html_join("", "{}", ((part,) for part in parts))
