"""What somebody may open in the editor. Who only reports opens what their own organisations answer for."""

from functools import wraps

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db.models import Model, Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import URLPattern
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.ui.tables import StatusTagColumn
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.log_actions import log
from wagtail.permissions import ModelPermissionPolicy
from wagtail.snippets.views.chooser import (
    ChooseResultsView,
    ChooseView,
    SnippetChooserViewSet,
    SnippetChosenMultipleView,
    SnippetChosenView,
    SnippetCreateView,
)
from wagtail.snippets.views.snippets import (
    ConfirmWorkflowCancellationView,
    CopyView,
    CreateView,
    DeleteView,
    EditView,
    SnippetViewSet,
)

from lagesbild.framework.sent_forms import ChosenOnce, EditedOnce, MadeBeside, MadeOnce
from lagesbild.organisations.models import User

FOLLOWS = "reporting.view_round"


def sees_all(user: User | AnonymousUser, model: type[Model]) -> bool:
    """Who follows the rounds, and who publishes things of the kind: a draft of anybody's may wait for them."""
    options = model._meta
    return user.has_perm(FOLLOWS) or user.has_perm(f"{options.app_label}.publish_{options.model_name}")


def theirs(things: QuerySet, user: User, answered_by: tuple[str, ...]) -> QuerySet:
    """What of ``things`` the user may open: all, or what their organisations answer for and their own new drafts.

    ``answered_by``: the ways from the model to an organisation that answers for it.
    """
    if sees_all(user, things.model):
        return things
    units = user.organisations.values("pk")
    own = Q(live=False, first_published_at=None, latest_revision__user=user)
    for way in answered_by:
        own |= Q(**{f"{way}__in": units})
    return things.filter(pk__in=things.model._default_manager.filter(own).values("pk"))


def is_own_draft(thing: Model, user: User) -> bool:
    """Whether nobody but the user has written in it, and it has never been public: begun by mistake, or given up."""
    if not hasattr(thing, "first_published_at") or thing.live or thing.first_published_at:
        return False
    writers = set(thing.revisions.values_list("user", flat=True))
    return writers == {user.pk}


class DraftPolicy(ModelPermissionPolicy):
    """The rights of the groups. What somebody began and never published they may also take away."""

    def user_has_permission_for_instance(self, user, action, instance):
        if action == "delete" and self.user_has_permission(user, "add") and is_own_draft(instance, user):
            return True
        return super().user_has_permission_for_instance(user, action, instance)


class OwnPolicy(DraftPolicy):
    """The rights of the groups, and on one thing only where it is theirs."""

    def __init__(self, model: type[Model], answered_by: tuple[str, ...]):
        super().__init__(model)
        self.answered_by = answered_by

    def user_has_permission_for_instance(self, user, action, instance):
        allowed = super().user_has_permission_for_instance(user, action, instance)
        return allowed and self.may_open(user, instance.pk)

    def instances_user_has_any_permission_for(self, user, actions):
        return theirs(super().instances_user_has_any_permission_for(user, actions), user, self.answered_by)

    def may_open(self, user, pk) -> bool:
        return theirs(self.model._default_manager.filter(pk=pk), user, self.answered_by).exists()


class ChoiceAmong:
    """A chooser's page. It offers what may be chosen, to look at and by the number of a thing alike."""

    def get_object_list(self):
        return self._offered(super().get_object_list())

    def get_objects(self, pks):
        return self._offered(super().get_objects(pks))

    def get_object(self, pk):
        return get_object_or_404(self._offered(self.model_class._default_manager.all()), pk=pk)

    def _offered(self, things: QuerySet) -> QuerySet:
        return choosable(things, self.request.user)


class Choose(ChoiceAmong, MadeBeside, ChooseView):
    pass


class ChooseResults(ChoiceAmong, ChooseResultsView):
    pass


class ChosenThing(ChoiceAmong, SnippetChosenView):
    pass


class ChosenMultiple(ChoiceAmong, SnippetChosenMultipleView):
    pass


class ChooserOfOwn(SnippetChooserViewSet):
    """Wagtail lets anybody in the editor choose among everything of a kind, drafts and their titles too."""

    choose_view_class = Choose
    choose_results_view_class = ChooseResults
    chosen_view_class = ChosenThing
    chosen_multiple_view_class = ChosenMultiple


class CreateInChooser(ChosenOnce, SnippetCreateView):
    def make(self, form):
        return made_by(self.request.user, form.save(commit=False))


class MakingChooser(ChooserOfOwn):
    """Where what is missing is made without leaving the form that needs it."""

    create_view_class = CreateInChooser
    creation_tab_label = _("Lägg till en ny")


def made_by(user: User, thing: Model) -> Model:
    """Something new: published where that is the person's to do, otherwise a draft; logged as in the editor."""
    options = thing._meta
    thing.live = user.has_perm(f"{options.app_label}.publish_{options.model_name}")
    thing.save()
    log(instance=thing, action="wagtail.create", content_changed=True, user=user)
    revision = thing.save_revision(user=user, clean=False)
    if thing.live:
        revision.publish(user=user)
    return thing


def choosable(things: QuerySet, user: User) -> QuerySet:
    """What of ``things`` the user may point to: what is public, and what they may see in the editor.

    Words that are neither drafted nor published are everybody's to point to.
    """
    model = things.model
    policy = model.snippet_viewset.permission_policy
    if not hasattr(model, "live"):
        return things
    accessible = policy.instances_user_has_any_permission_for(user, ("add", "change", "view"))
    offered = model.objects.filter(
        Q(pk__in=model.objects.public().values("pk")) | Q(pk__in=accessible.values("pk"))
    )
    if hasattr(model, "name_sv"):  # a draft that was saved before it had a name
        offered = offered.exclude(name_sv="")
    # The search among them knows no other field than the number.
    return things.filter(pk__in=offered.values("pk"))


class AskedOfPublishers(PermissionCheckedMixin, ConfirmWorkflowCancellationView):
    """Publishing past a review that is under way. Wagtail shows the question to whoever asks for its address."""

    permission_required = "publish"


class CheckedWhole:
    """An earlier version that is put back. Wagtail's form forgives a draft its empty fields; its storing does not."""

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.saving_as_draft = False


class ShownOnSite:
    """A form. Who has published is led to what the public now sees, not only back to the form."""

    def get_success_buttons(self):
        buttons, thing = super().get_success_buttons(), self.object
        if "action-publish" not in self.request.POST or not hasattr(thing, "get_absolute_url"):
            return buttons
        # Publishing was done to another copy of it, and may have been put off to a later day.
        public = self.model._default_manager.filter(pk=thing.pk, live=True).first()
        if not public:
            return buttons
        return [*buttons, messages.button(public.get_absolute_url(), _("Visa på webbplatsen"))]


class AddOne(ShownOnSite, MadeOnce, CreateView):
    pass


class CopyOne(ShownOnSite, MadeOnce, CopyView):
    pass


class EditOne(ShownOnSite, EditedOnce, EditView):
    pass


class DeleteOne(DeleteView):
    """Wagtail asks for the right to delete anything of the kind; here it is that to delete this one."""

    permission_required = None

    def dispatch(self, request, *args, **kwargs):
        if not self.user_has_permission_for_instance("delete", self.object):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class StaffViewSet(SnippetViewSet):
    """A kind of thing in the editor, every address of it behind a right."""

    add_view_class = AddOne
    copy_view_class = CopyOne
    edit_view_class = EditOne
    delete_view_class = DeleteOne
    confirm_workflow_cancellation_view_class = AskedOfPublishers
    chooser_viewset_class = ChooserOfOwn

    @property
    def permission_policy(self):
        return DraftPolicy(self.model)

    @property
    def revisions_revert_view_class(self):
        return type("PuttingBack", (CheckedWhole, super().revisions_revert_view_class), {})


class OwnViewSet(StaffViewSet):
    """A kind of thing that organisations answer for. What is not theirs does not exist for who only reports.

    Wagtail's pages ask for rights to the kind, not to the one thing: therefore every address of one thing asks here.
    """

    answered_by: tuple[str, ...] = ("responsibilities__organisation",)

    @property
    def permission_policy(self):
        return OwnPolicy(self.model, self.answered_by)

    def get_queryset(self, request):
        things = super().get_queryset(request)
        if things is None:
            things = self.model._default_manager.all()
        return theirs(things, request.user, self.answered_by)

    def get_urlpatterns(self):
        return [self._asking(pattern) for pattern in super().get_urlpatterns()]

    def _asking(self, pattern: URLPattern) -> URLPattern:
        view = pattern.callback

        @wraps(view)
        def checked_view(request, *args, **kwargs):
            # Who is not logged in, or not let into the editor, is met by the view itself.
            is_let_through = "pk" not in kwargs or not request.user.is_authenticated
            if is_let_through or self.permission_policy.may_open(request.user, kwargs["pk"]):
                return view(request, *args, **kwargs)
            raise Http404

        return URLPattern(pattern.pattern, checked_view, pattern.default_args, pattern.name)


def publication(thing: Model) -> str:
    """Whether the public sees it, and whether somebody has written on since."""
    if not thing.live:
        return _("Utkast")
    return _("Publicerat, med nyare utkast") if thing.has_unpublished_changes else _("Publicerat")


PUBLICATION = StatusTagColumn(
    "publication",
    label=_("Publicering"),
    accessor=publication,
    primary=lambda thing: thing.live,
    sort_key="live",
)
"""Stands in every list of what is drafted and published: a draft looks like any other row."""
