"""The field where a goal says which goal it belongs to."""

from django.apps import apps
from wagtail.snippets.widgets import AdminSnippetChooser


class ChooseParent(AdminSnippetChooser):
    """A goal of the programme that is chosen in the same form."""

    def __init__(self, **options):
        goals = apps.get_model("barometer", "Goal")
        super().__init__(goals, linked_fields={"programme": "#id_programme"}, **options)
