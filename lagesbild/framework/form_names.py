"""The names that a browser keeps for a form itself, and a form of the editor that gives none of them to a field."""

from wagtail.admin.forms import WagtailAdminModelForm

OF_THE_FORM = frozenset(
    {
        "acceptCharset",
        "action",
        "autocomplete",
        "autofocus",
        "children",
        "className",
        "closest",
        "dataset",
        "dir",
        "elements",
        "encoding",
        "enctype",
        "hidden",
        "id",
        "lang",
        "length",
        "matches",
        "method",
        "name",
        "noValidate",
        "rel",
        "remove",
        "requestSubmit",
        "reset",
        "style",
        "submit",
        "target",
        "title",
    }
)
"""Those of HTMLFormElement that scripts ask for. ``form.method`` is the field where a field is called so."""


def name_in_form(field: str) -> str:
    return f"{field}_field" if field in OF_THE_FORM else field


class EditorForm(WagtailAdminModelForm):
    """Scripts that send the form, as the editor's saving by itself, ask it for its method and get no field."""

    def add_prefix(self, field_name: str) -> str:
        return super().add_prefix(name_in_form(field_name))
