"""Fields where an organisation of a certain kind is asked for."""

from urllib.parse import urlencode

from wagtail.snippets.widgets import AdminSnippetChooser

from lagesbild.organisations.models import Organisation


class ChooseOfKind(AdminSnippetChooser):
    """Any organisation can be chosen; one that is made there is of ``kind`` unless somebody says otherwise."""

    def __init__(self, kind: str, **options):
        super().__init__(Organisation, icon="group", **options)
        self.kind = kind

    def get_chooser_modal_url(self):
        return f"{super().get_chooser_modal_url()}?{urlencode({'kind': self.kind})}"


class ChooseOurs(AdminSnippetChooser):
    """Only what is the municipality's own can be chosen: who answers for something here is nobody outside."""

    def __init__(self, **options):
        super().__init__(Organisation, icon="group", **options)

    def get_chooser_modal_url(self):
        return f"{super().get_chooser_modal_url()}?{urlencode({'ours': 1})}"
