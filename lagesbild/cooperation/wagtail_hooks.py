from django.urls import path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, UpdatedAtColumn
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from lagesbild.cooperation import remarks
from lagesbild.cooperation.funding.amounts_in_words import amount_in_words
from lagesbild.cooperation.funding.new_programme import ProgrammeChooserViewSet
from lagesbild.cooperation.funding.rule_check import ApplicationEditView, ApplicationIndexView, RuleCheckView
from lagesbild.cooperation.iati import admin as open_aid_data
from lagesbild.cooperation.importing import admin as importing
from lagesbild.cooperation.models import (
    Application,
    Call,
    Exchange,
    ExchangeRate,
    FocusArea,
    FundingProgramme,
    Grant,
    Lesson,
    Partnership,
    Project,
    Theme,
)
from lagesbild.cooperation.scanning import admin as scanning
from lagesbild.organisations.editor_access import PUBLICATION, OwnViewSet, StaffViewSet
from lagesbild.organisations.editor_home import Begin

THROUGH = ("partnership__responsibilities__organisation", "project__responsibilities__organisation")


class PartnershipViewSet(OwnViewSet):
    model = Partnership
    icon = "group"
    list_display = ["name_sv", "kind", "status", "review_on", PUBLICATION, UpdatedAtColumn()]
    list_filter = ["kind", "status"]
    list_export = ["name_sv", "kind", "status", "since", "ends", "review_on", "yearly_cost", "dnr"]


class ExchangeViewSet(OwnViewSet):
    model = Exchange
    answered_by = ("organisation", *THROUGH)
    icon = "calendar-alt"
    list_display = ["name_sv", "kind", "starts", "partnership", PUBLICATION, UpdatedAtColumn()]
    list_filter = ["kind", "starts", "organisation"]
    list_export = ["name_sv", "kind", "starts", "finishes", "place", "country", "partnership", "project"]


class ProjectViewSet(OwnViewSet):
    model = Project
    icon = "clipboard-list"
    list_display = ["name_sv", "status", "starts", "finishes", PUBLICATION, UpdatedAtColumn()]
    list_filter = ["status", "role"]
    list_export = ["name_sv", "status", "role", "starts", "finishes", "budget", "currency", "own_cash", "dnr"]


class LessonViewSet(OwnViewSet):
    model = Lesson
    answered_by = ("organisation", "exchange__organisation", *THROUGH)
    icon = "help"
    list_display = ["title_sv", "kind", "noted_on", "done_on", PUBLICATION, UpdatedAtColumn()]
    list_filter = ["kind", "themes"]


class ThemeViewSet(StaffViewSet):
    model = Theme
    icon = "tag"
    list_display = ["name_sv", "name_en"]


class FocusAreaViewSet(StaffViewSet):
    model = FocusArea
    icon = "tag"
    list_display = ["name_sv", "name_en", "order"]


class ListImport(MenuItem):
    def is_shown(self, request):
        return importing.may_import(request.user)


@register_snippet
class CooperationGroup(SnippetViewSetGroup):
    menu_label = _("Samarbeten")
    menu_icon = "group"
    menu_order = 120
    items = [
        PartnershipViewSet,
        ExchangeViewSet,
        ProjectViewSet,
        LessonViewSet,
        ThemeViewSet,
        FocusAreaViewSet,
    ]

    def get_submenu_items(self):
        address = reverse_lazy("cooperation_import")
        last = ListImport(_("Läs in en lista"), address, name="import", icon_name="upload", order=900)
        return [*super().get_submenu_items(), last]


@hooks.register("register_admin_urls")
def list_import_addresses():
    start = "las-in-lista/"
    return [
        path(start, importing.Upload.as_view(), name="cooperation_import"),
        path(f"{start}mall.xlsx", importing.Template.as_view(), name="cooperation_import_template"),
        path(f"{start}<uuid:key>/", importing.ImportPreview.as_view(), name="cooperation_import_preview"),
        path(
            f"{start}<uuid:key>/rader.xlsx", importing.RowsSetAside.as_view(), name="cooperation_import_aside"
        ),
        path(f"{start}<uuid:key>/klart/", importing.Done.as_view(), name="cooperation_import_done"),
    ]


class FundingProgrammeViewSet(StaffViewSet):
    model = FundingProgramme
    icon = "folder-open-1"
    list_display = ["name_sv", "funder", "ends", PUBLICATION, UpdatedAtColumn()]
    chooser_viewset_class = ProgrammeChooserViewSet


class CallViewSet(StaffViewSet):
    model = Call
    icon = "calendar"
    list_display = ["name_sv", "programme", "opens", "deadline", PUBLICATION, UpdatedAtColumn()]
    list_filter = ["programme", "deadline"]


class ApplicationViewSet(StaffViewSet):
    model = Application
    icon = "form"
    list_display = ["name_sv", "call", "status", "sent_on", PUBLICATION, UpdatedAtColumn()]
    list_filter = ["status"]
    index_view_class = ApplicationIndexView
    edit_view_class = ApplicationEditView

    def get_urlpatterns(self):
        view = self.construct_view(RuleCheckView)
        return [*super().get_urlpatterns(), path("kontroll/<int:pk>/", view, name="check")]

    def get_common_view_kwargs(self, **kwargs):
        return super().get_common_view_kwargs(check_url_name=self.get_url_name("check"), **kwargs)


def granted(grant: Grant) -> str:
    return _("Inte känt") if grant.value is None else amount_in_words(grant.value, grant.currency)


class GrantViewSet(StaffViewSet):
    model = Grant
    icon = "pick"
    list_display = [
        "project",
        "programme",
        Column("value", label=_("Beviljat belopp"), accessor=granted, sort_key="value"),
        "decided_on",
        PUBLICATION,
        UpdatedAtColumn(),
    ]
    list_filter = ["programme", "decided_on"]
    list_export = [
        "project",
        "programme",
        "reference",
        "value",
        "currency",
        "decided_on",
        "starts",
        "finishes",
    ]


class ExchangeRateViewSet(StaffViewSet):
    model = ExchangeRate
    icon = "sliders"
    list_display = ["currency", "on", "kronor", "source"]
    list_filter = ["currency"]


class HorizonScanItem(MenuItem):
    def is_shown(self, request):
        return scanning.may_judge(request.user)


@register_snippet
class FundingGroup(SnippetViewSetGroup):
    menu_label = _("Finansiering")
    menu_icon = "pick"
    menu_order = 130
    items = [FundingProgrammeViewSet, CallViewSet, ApplicationViewSet, GrantViewSet, ExchangeRateViewSet]

    def get_submenu_items(self):
        scan = HorizonScanItem(
            scanning.TITLE, reverse_lazy("horizon_scan"), name="horizon-scan", icon_name="globe", order=0
        )
        return [scan, *super().get_submenu_items()]


class OpenAidData(MenuItem):
    def is_shown(self, request):
        return open_aid_data.may_see(request.user)


@hooks.register("register_admin_urls")
def open_aid_data_address():
    return [path("oppna-bistandsdata/", open_aid_data.OpenAidReport.as_view(), name="iati_report")]


@hooks.register("register_reports_menu_item")
def open_aid_data_report():
    return OpenAidData(
        _("Öppna biståndsdata"), reverse_lazy("iati_report"), name="iati", icon_name="warning", order=900
    )


@hooks.register("after_create_snippet")
@hooks.register("after_edit_snippet")
def remark_on_what_was_saved(request, thing):
    remarks.warn_about(request, thing)


@hooks.register("register_admin_urls")
def horizon_scan_address():
    return [path("omvarldsbevakning/", scanning.HorizonScanPage.as_view(), name="horizon_scan")]


@hooks.register("construct_homepage_panels")
def where_to_begin(request, panels):
    panels.append(Begin(_("Börja här"), (Partnership, Project, Exchange, Grant, Lesson, Application)))
