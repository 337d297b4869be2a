"""The way from something that is wrong on a page to the very field of the editor where it is put right."""

from dataclasses import dataclass

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model
from django.urls import reverse

from lagesbild.framework.form_names import name_in_form
from lagesbild.organisations.models import User


@dataclass(frozen=True)
class Mend:
    """``address`` leads to the field; the script land_in_field.js puts the cursor there. ``right`` is what it takes."""

    address: str
    right: str

    def is_for(self, user: User) -> bool:
        return user.has_perm(self.right)


def mend_of(thing: Model, field: str = "") -> Mend | None:
    """None where the editor has no form for such a thing."""
    view = getattr(type(thing), "snippet_viewset", None)
    if view is None or thing.pk is None:
        return None
    options = thing._meta
    address = reverse(view.get_url_name("edit"), args=[thing.pk]) + _anchor(type(thing), field)
    return Mend(address, f"{options.app_label}.change_{options.model_name}")


def _anchor(model: type[Model], field: str) -> str:
    try:
        is_list = bool(field) and model._meta.get_field(field).one_to_many
    except FieldDoesNotExist:
        return ""
    # As Wagtail calls the label of a field and the rows of a list.
    return f"#id_{name_in_form(field)}-{'FORMS' if is_list else 'label'}" if field else ""
