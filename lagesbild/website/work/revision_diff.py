"""Two saved versions of something, compared field by field, in the words of the editor."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from lagesbild.reporting.text_marks import as_plain

BOOKKEEPING = {
    "pk",
    "id",
    "uid",
    "live",
    "locked",
    "locked_at",
    "locked_by",
    "has_unpublished_changes",
    "first_published_at",
    "last_published_at",
    "live_revision",
    "latest_revision",
    "go_live_at",
    "expire_at",
    "expired",
    "sort_order",
}


@dataclass(frozen=True)
class Changed:
    """One field: what it is called, what it said and what it says. As text."""

    what: str
    before: str
    after: str


def changes(model: type[models.Model], before: dict, after: dict, *, public: bool = False) -> list[Changed]:
    """What differs between the contents of two revisions of a ``model``, in the order of its fields.

    ``public``: only what stands on pages for everybody; nothing that leads to something that may be a draft.
    """
    fields = [field for field in _fields(model) if not (public and field.is_relation)]
    differences = [
        Changed(capfirst(str(field.verbose_name)), _field_text(field, before), _field_text(field, after))
        for field in fields
        if before.get(field.name) != after.get(field.name)
    ]
    for name, heading in _children(model).items():
        if public and name not in ("reference_values", "breaks"):
            continue
        texts = [_child_lines(model, name, content.get(name) or []) for content in (before, after)]
        differences.append(Changed(heading, *texts))
    return [change for change in differences if change.before != change.after]


@cache
def _fields(model: type[models.Model]) -> tuple[models.Field, ...]:
    own = (*model._meta.concrete_fields, *model._meta.many_to_many)
    return tuple(field for field in own if field.name not in BOOKKEEPING and not field.primary_key)


@cache
def _children(model: type[models.Model]) -> dict[str, str]:
    """The lists that are edited with the thing, by name, with the heading they have in the editor."""
    headings: dict[str, str] = {}

    def walk(panels: Iterable) -> None:
        for panel in panels:
            if name := getattr(panel, "relation_name", ""):
                headings[name] = str(panel.heading)
            walk(getattr(panel, "children", ()))

    walk(getattr(model, "panels", ()))
    return headings


def _field_text(field: models.Field, content: dict) -> str:
    """A field's value as people read it."""
    value = content.get(field.name)
    if value in (None, "", []):
        return ""
    if isinstance(field, models.ManyToManyField):
        related = field.related_model._default_manager.filter(pk__in=value)
        return ", ".join(str(thing) for thing in related)
    if field.is_relation:
        related = field.related_model._default_manager.filter(pk=value).first()
        return str(related) if related else _("något som inte finns längre")
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(field, models.BooleanField):
        return _("Ja") if value else _("Nej")
    return _as_text(field, value)


def _as_text(field: models.Field, value) -> str:
    if isinstance(field, models.TextField):
        return as_plain(value) if str(value).startswith("<") else str(value)
    if isinstance(field, models.FloatField | models.DecimalField):
        return str(value).replace(".", ",")
    return str(value)


def _child_lines(model: type[models.Model], name: str, rows: list[dict]) -> str:
    """One line a child, in their order."""
    relation = model._meta.get_field(name)
    fields = [field for field in _fields(relation.related_model) if field.name != relation.field.name]
    ordered = sorted(rows, key=lambda row: (row.get("sort_order") or 0, row.get("pk") or 0))
    lines = [", ".join(text for field in fields if (text := _field_text(field, row))) for row in ordered]
    return "\n".join(line for line in lines if line)
