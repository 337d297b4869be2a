from django import forms
from django.http import Http404
from django.templatetags.static import static
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.search import SearchArea
from wagtail.admin.site_summary import PagesSummaryItem
from wagtail.admin.ui.tables import UpdatedAtColumn
from wagtail.documents import get_document_model
from wagtail.documents.views.chooser import viewset as documents
from wagtail.images import get_image_model
from wagtail.images.views.chooser import viewset as images
from wagtail.snippets.models import register_snippet

from lagesbild.organisations.editor_access import (
    PUBLICATION,
    Choose,
    ChooseResults,
    CreateInChooser,
    MakingChooser,
    StaffViewSet,
)
from lagesbild.organisations.editor_search import EditorSearch
from lagesbild.organisations.files import by_number, choosable_files, may_see
from lagesbild.organisations.models import Organisation

REPORTS_OF_PAGES = ("locked-pages", "aging-pages", "page-types-usage")
"""Wagtail's, about a tree of pages that is not here."""


class NewOrganisation(forms.ModelForm):
    """What has to be said of an organisation that is made where it is first needed."""

    class Meta:
        model = Organisation
        fields = ["name_sv", "kind", "country"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # It is nearly always a partner that is missing, and nobody's country is guessed.
        self.initial = {"kind": Organisation.Kind.MUNICIPALITY, **kwargs.get("initial", {}), "country": ""}

    def clean(self):
        fields = super().clean()
        if Organisation.named(fields.get("name_sv", ""), fields.get("country", "")):
            self.add_error("name_sv", _("Organisationen finns redan. Sök efter den i stället."))
        return fields


class OfKind:
    """The kind that the field asks for stands in the form already."""

    def get_creation_form_kwargs(self):
        kind = self.request.GET.get("kind", Organisation.Kind.ADMINISTRATION if self._ours else "")
        initial = {"initial": {"kind": kind}} if kind in Organisation.Kind.values else {}
        return super().get_creation_form_kwargs() | initial

    def get_object_list(self):
        """Where somebody of ours is asked for, nobody else is offered."""
        organisations = super().get_object_list()
        return organisations.filter(kind__in=Organisation.Kind.ours()) if self._ours else organisations

    @property
    def _ours(self) -> bool:
        return "ours" in self.request.GET


class ChooseOrganisation(OfKind, Choose):
    pass


class ChooseOrganisationResults(OfKind, ChooseResults):
    pass


class CreateOrganisation(OfKind, CreateInChooser):
    pass


class OrganisationChooserViewSet(MakingChooser):
    choose_view_class = ChooseOrganisation
    choose_results_view_class = ChooseOrganisationResults
    create_view_class = CreateOrganisation
    preserve_url_parameters = [*MakingChooser.preserve_url_parameters, "kind", "ours"]
    creation_form_class = NewOrganisation
    create_action_label = _("Lägg till organisationen")


@register_snippet
class OrganisationViewSet(StaffViewSet):
    model = Organisation
    icon = "group"
    menu_label = _("Organisationer")
    menu_order = 110
    add_to_admin_menu = True
    list_display = ["name_sv", "kind", "parent", "status", PUBLICATION, UpdatedAtColumn()]
    list_filter = ["kind", "status", "country"]
    chooser_viewset_class = OrganisationChooserViewSet


@hooks.register("construct_document_chooser_queryset")
@hooks.register("construct_image_chooser_queryset")
def offer_files(files, request):
    return choosable_files(files, request.user)


@hooks.register("register_admin_urls")
def editor_search_address():
    return [path("sok/", EditorSearch.as_view(), name="editor_search")]


@hooks.register("register_admin_search_area")
def search_what_there_is():
    # The first area is the one of the menu, and would else be images.
    return SearchArea(EditorSearch.page_title, reverse("editor_search"), name="editor", order=1)


# Before Wagtail's own, which ask only for the right to choose among the whole collection.
@hooks.register("register_admin_urls", order=-1)
def files_by_number():
    document, image = get_document_model(), get_image_model()
    return [
        by_number("documents/chooser/chosen/<str:pk>/", document, documents.chosen_view),
        by_number("documents/chooser/chosen-multiple/", document, documents.chosen_multiple_view),
        by_number("images/chooser/chosen/<str:pk>/", image, images.chosen_view),
        by_number("images/chooser/chosen-multiple/", image, images.chosen_multiple_view),
        by_number("images/chooser/<int:image_id>/select_format/", image, images.select_format_view),
    ]


@hooks.register("construct_help_menu")
def our_own_help(request, menu_items):
    """Not Wagtail's news and its guide, in English and about pages that are not here."""
    menu_items[:] = [
        MenuItem(_("Vad rollerna får göra"), reverse("roles"), icon_name="help", order=100),
        MenuItem(_("Teckenförklaring"), reverse("legend"), icon_name="help", order=200),
    ]


@hooks.register("construct_settings_menu")
def no_sites(request, menu_items):
    menu_items[:] = [item for item in menu_items if item.name not in ("sites", "locales")]


@hooks.register("construct_reports_menu")
def no_reports_of_pages(request, menu_items):
    menu_items[:] = [item for item in menu_items if item.name not in REPORTS_OF_PAGES]


@hooks.register("construct_homepage_summary_items")
def no_page_count(request, summary_items):
    summary_items[:] = [item for item in summary_items if not isinstance(item, PagesSummaryItem)]


@hooks.register("insert_global_admin_js")
def land_in_field():
    return format_html('<script src="{}" defer></script>', static("organisations/land_in_field.js"))


@hooks.register("before_serve_document")
def only_what_somebody_may_see(document, request):
    """A document that nothing public shows is not there, and not forbidden: nobody learns that it is."""
    if not may_see(document, request.user):
        raise Http404
