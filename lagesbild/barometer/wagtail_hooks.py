from django.urls import path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.ui.tables import UpdatedAtColumn
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from lagesbild.barometer.models import Action, Goal, GoalAssessment, Indicator, Programme
from lagesbild.barometer.sent_tables import pages
from lagesbild.organisations.editor_access import PUBLICATION, ChooserOfOwn, OwnViewSet, StaffViewSet


class ProgrammeViewSet(StaffViewSet):
    model = Programme
    icon = "doc-full"
    list_display = ["name_sv", "valid_from", "superseded_by", PUBLICATION, UpdatedAtColumn()]


class GoalChooserViewSet(ChooserOfOwn):
    url_filter_parameters = ["programme"]
    preserve_url_parameters = [*ChooserOfOwn.preserve_url_parameters, "programme"]


class GoalViewSet(OwnViewSet):
    model = Goal
    chooser_viewset_class = GoalChooserViewSet
    icon = "crosshairs"
    list_display = ["name_sv", "code", "programme", "as_of", PUBLICATION, UpdatedAtColumn()]
    list_filter = ["programme"]
    list_export = ["code", "name_sv", "name_en", "programme", "parent", "as_of", "last_published_at"]
    ordering = ["programme", "order"]


class IndicatorViewSet(OwnViewSet):
    model = Indicator
    icon = "history"
    list_display = ["name_sv", "code", "direction", "figure", PUBLICATION, UpdatedAtColumn()]
    list_filter = ["direction", "method"]
    list_export = [
        "code",
        "name_sv",
        "name_en",
        "unit_sv",
        "direction",
        "method",
        "figure",
        "last_published_at",
    ]


class ActionViewSet(OwnViewSet):
    model = Action
    icon = "tasks"
    list_display = ["name_sv", "set_status", "starts", "finishes", PUBLICATION, UpdatedAtColumn()]
    list_filter = ["set_status"]
    list_export = ["name_sv", "set_status", "starts", "finishes", "finished_on", "cost", "last_published_at"]


class GoalAssessmentViewSet(OwnViewSet):
    model = GoalAssessment
    answered_by = ("goal__responsibilities__organisation",)
    icon = "tick"
    list_display = ["goal", "grade", "assessed_on", "assessed_by", PUBLICATION]
    list_filter = ["grade", "assessed_on"]


@register_snippet
class BarometerGroup(SnippetViewSetGroup):
    menu_label = _("Barometern")
    menu_icon = "crosshairs"
    menu_order = 100
    items = [GoalViewSet, GoalAssessmentViewSet, IndicatorViewSet, ActionViewSet, ProgrammeViewSet]

    def get_submenu_items(self):
        address = reverse_lazy("send_table")
        last = pages.TableDoor(_("Läs in en tabell"), address, name="table", icon_name="table", order=900)
        return [*super().get_submenu_items(), last]


@hooks.register("register_admin_urls")
def sent_table_addresses():
    return [
        path("las-in-tabell/", pages.SendTable.as_view(), name="send_table"),
        path("las-in-tabell/<uuid:key>/", pages.TableAnswers.as_view(), name="sent_table"),
    ]


@hooks.register("construct_main_menu")
def no_page_tree(request, menu_items):
    """The site is made of goals and figures, not of a tree of pages."""
    menu_items[:] = [item for item in menu_items if item.name != "explorer"]
