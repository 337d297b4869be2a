from django.templatetags.static import static
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import CopyView, CreateView, EditView, SnippetViewSet

from lagesbild.framework.goal_chooser import TEXTS, GlobalGoalChooserViewSet
from lagesbild.framework.models import GlobalGoal
from lagesbild.framework.sent_forms import EditedOnce, MadeOnce


class AddGlobalGoal(MadeOnce, CreateView):
    pass


class CopyGlobalGoal(MadeOnce, CopyView):
    pass


class EditGlobalGoal(EditedOnce, EditView):
    pass


@register_snippet
class GlobalGoalViewSet(SnippetViewSet):
    model = GlobalGoal
    add_view_class = AddGlobalGoal
    copy_view_class = CopyGlobalGoal
    edit_view_class = EditGlobalGoal
    icon = "site"
    menu_label = _("Globala mål")
    menu_order = 120
    add_to_admin_menu = True
    list_display = ["number", "name_sv", "name_en", "colour"]
    inspect_view_enabled = False
    chooser_viewset_class = GlobalGoalChooserViewSet
    # Among the words themselves: the goals come with the database and stand in no index.
    search_backend_name = None
    search_fields = [*TEXTS, "number", "targets__name_sv", "targets__name_en"]


@hooks.register("insert_editor_js")
def scripts_of_the_editor():
    """Where the focus goes after a choice, and that a save is the last word."""
    files = [(static(f"framework/{name}.js"),) for name in ("chooser_focus", "last_word")]
    return format_html_join("", '<script src="{}"></script>', files)
