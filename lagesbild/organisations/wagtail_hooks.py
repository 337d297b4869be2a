from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import UpdatedAtColumn
from wagtail.log_actions import log
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.chooser import SnippetChooserViewSet, SnippetCreateView
from wagtail.snippets.views.snippets import SnippetViewSet

from lagesbild.organisations.models import Organisation


class NewOrganisation(forms.ModelForm):
    """What has to be said of an organisation that is made where it is first needed."""

    class Meta:
        model = Organisation
        fields = ["name_sv", "kind", "country"]
        help_texts = {"country": _("Två bokstäver, till exempel FI för Finland.")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # It is nearly always a partner that is missing, and nobody's country is guessed.
        self.initial.update(kind=Organisation.Kind.MUNICIPALITY, country="")

    def clean(self):
        said = super().clean()
        same = Organisation.objects.filter(
            name_sv__iexact=said.get("name_sv", ""), country=said.get("country", "")
        )
        if same.exists():
            self.add_error("name_sv", _("Organisationen finns redan. Sök efter den i stället."))
        return said


class CreateInChooser(SnippetCreateView):
    def save_form(self, form):
        """Published where that is the person's to do, otherwise a draft; logged as in the editor."""
        form.instance.live = self.request.user.has_perm("organisations.publish_organisation")
        made = form.save()
        log(instance=made, action="wagtail.create", content_changed=True)
        revision = made.save_revision(user=self.request.user, clean=False)
        if made.live:
            revision.publish(user=self.request.user)
        return made


class OrganisationChooserViewSet(SnippetChooserViewSet):
    create_view_class = CreateInChooser
    creation_form_class = NewOrganisation
    creation_tab_label = _("Lägg till en ny")
    create_action_label = _("Lägg till organisationen")


@register_snippet
class OrganisationViewSet(SnippetViewSet):
    model = Organisation
    icon = "group"
    menu_label = _("Organisationer")
    menu_order = 110
    add_to_admin_menu = True
    list_display = ["name_sv", "kind", "parent", "status", UpdatedAtColumn()]
    list_filter = ["kind", "status", "country"]
    chooser_viewset_class = OrganisationChooserViewSet
