"""The editor's pages for reading in a list: send the file, see what becomes of it, agree, and find what was written."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Model
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView, View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from lagesbild.cooperation.importing import (
    NotAsShown,
    planning,
    preview_words,
    publishing,
    read_list,
    write,
)
from lagesbild.cooperation.importing.file_answers import LEFT, FileAnswers
from lagesbild.cooperation.importing.headings import GRANT, MODELS
from lagesbild.cooperation.importing.matches import ORGANISATION
from lagesbild.cooperation.importing.reading import LARGEST
from lagesbild.cooperation.importing.rows import ListReading
from lagesbild.cooperation.importing.set_aside import set_aside_workbook
from lagesbild.cooperation.importing.template import workbook
from lagesbild.cooperation.models import (
    Application,
    Call,
    Exchange,
    FundingProgramme,
    Grant,
    ImportedFile,
    Lesson,
    Partnership,
    Project,
)
from lagesbild.figures.problems import Problem
from lagesbild.organisations.editor_access import sees_all
from lagesbild.organisations.models import Municipality, Organisation

A_PAGE = 200
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WRITTEN = {
    model._meta.label_lower: model
    for model in (
        *(Organisation, Partnership, Project, Exchange),
        *(FundingProgramme, Call, Application, Grant, Lesson),
    )
}
"""What a list may make, each after what it points at."""


def may_import(user) -> bool:
    return user.has_perm("cooperation.add_partnership")


class _Page(WagtailAdminTemplateMixin, TemplateView):
    page_title = gettext_lazy("Läs in en lista")
    header_icon = "upload"
    _show_breadcrumbs = True

    def dispatch(self, request, *args, **kwargs):
        if not may_import(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self):
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_title}]


class _SentFilePage(_Page):
    """A page about the file that this user has sent; nobody else's."""

    @cached_property
    def file(self) -> ImportedFile:
        return get_object_or_404(ImportedFile, key=self.kwargs["key"], owner=self.request.user)


class Template(View):
    def get(self, request):
        if not may_import(request.user):
            raise PermissionDenied
        answer = HttpResponse(workbook(), content_type=XLSX)
        answer["Content-Disposition"] = 'attachment; filename="samarbeten-mall.xlsx"'
        return answer


class Upload(_Page):
    template_name = "cooperation/import_upload.html"

    def post(self, request):
        sent = request.FILES.get("file")
        if not sent:
            return self.render_to_response(self.get_context_data(trouble=_("Välj en fil först.")))
        if sent.size > LARGEST:
            return self.render_to_response(
                self.get_context_data(trouble=_("Filen är större än 10 MB. Dela upp den."))
            )
        file = ImportedFile.keep(request.user, sent.name, sent.read(), timezone.now())
        return redirect("cooperation_import_preview", file.key)


class ImportPreview(_SentFilePage):
    """What a list becomes, and everything that is asked of it. What is answered is kept with the file."""

    template_name = "cooperation/import_preview.html"

    def dispatch(self, request, *args, **kwargs):
        if may_import(request.user) and self.file.written is not None and not self.file.content:
            return redirect("cooperation_import_done", self.file.key)
        return super().dispatch(request, *args, **kwargs)

    def get(self, request, *args, **kwargs):
        return self._show()

    def post(self, request, *args, **kwargs):
        answers = FileAnswers.of_form(self.file.answers, request.POST)
        if answers != self.file.answers:
            self.file.answers = answers
            self.file.save(update_fields=["answers"])
        fingerprint, take_clean = request.POST.get("shown", ""), "clean" in request.POST
        if not fingerprint or not (take_clean or "write" in request.POST):
            return self._show()
        return self._write(request.POST.get("shown_clean", "") if take_clean else fingerprint, take_clean)

    @property
    def answers(self) -> FileAnswers:
        return FileAnswers(self.file.answers)

    def _write(self, fingerprint: str, take_clean: bool):
        reading, today, choices = self.reading, timezone.localdate(), self.answers.choices
        plan = (planning.clean_plan if take_clean else planning.plan)(reading, choices, today)
        if self._lacking(plan):
            return self._show()
        try:
            _made, written = write(
                reading, choices, today, fingerprint=fingerprint, by=self.request.user, take_clean=take_clean
            )
        except NotAsShown:
            return self._show(changed=True)
        self.answers.remember()
        self.file.keep_written([[record.model, record.pk, record.name, record.is_new] for record in written])
        if take_clean and plan.aside:
            self.file.answers = self.file.answers | {LEFT: len(plan.aside & reading.places)}
        else:
            self.file.answers, self.file.content = {}, b""
        self.file.save()
        return redirect("cooperation_import_done", self.file.key)

    @cached_property
    def reading(self) -> ListReading:
        return self._reading()

    def _reading(self) -> ListReading:
        reading = read_list(
            self.file.name, bytes(self.file.content), Municipality.load().country, self.answers.of_list
        )
        money = [*reading.parts, *(row for row in reading.rows if row.thing == GRANT)]
        if not money or self.request.user.has_perm("cooperation.add_grant"):
            return reading
        # A preview tells what the register has: of grants nothing to who may not see them.
        do = _("Ta bort bladet, eller be en samordnare läsa in listan.")
        what = _("Du har inte rätt att läsa in bidrag.")
        sheets = sorted({row.sheet for row in money})
        return ListReading(problems=[Problem(sheet, None, "", what, do) for sheet in sheets])

    def _row_for_reader(self, planned: planning.PlannedRow) -> dict:
        """Of what is not theirs to open, who only reports reads what the list itself says, and no more."""
        page_row = preview_words.page_row(planned)
        if planned.pk and not _may_open(self.request.user, MODELS[planned.row.thing], planned.pk):
            return page_row | {"title": planned.wanted.title, "differences": []}
        return page_row

    def _lacking(self, plan) -> set[str]:
        lacking = {right for right in plan.rights if not self.request.user.has_perm(right)}
        # A list tells of anybody's cooperation. Who may not open all of it adds by a list, and changes nothing.
        if plan.counts.get(planning.CHANGED) and not sees_all(self.request.user, Partnership):
            lacking.add("cooperation.publish_partnership")
        return lacking

    def _show(self, *, changed: bool = False):
        today, choices = timezone.localdate(), self.answers.choices
        plan = planning.plan(self.reading, choices, today)
        clean = planning.clean_plan(self.reading, choices, today) if plan.doubtful else plan
        places = self.reading.places
        counts = [(*preview_words.ACTIONS[action], count) for action, count in plan.counts.items() if count]
        return self.render_to_response(
            self.get_context_data(
                file=self.file,
                plan=plan,
                clean=clean,
                clean_count=sum(row.action in (planning.ADDED, planning.CHANGED) for row in clean.rows),
                may_take_clean=self._may_take_clean(plan, clean),
                columns=[preview_words.column_question(column) for column in self.reading.columns],
                row_questions=preview_words.row_questions(self.reading, plan)[:A_PAGE],
                whole=[problem for problem in plan.problems if (problem.sheet, problem.row) not in places],
                waiting=len(plan.doubtful & places),
                counts=counts,
                skipped=self.answers.skipped,
                rows=[self._row_for_reader(row) for row in preview_words.telling_first(plan.rows)[:A_PAGE]],
                more=max(len(plan.rows) - A_PAGE, 0),
                asked=[preview_words.name_question(match) for match in plan.questions],
                made=[preview_words.new_thing(match) for match in plan.made if match.thing == ORGANISATION],
                funds=[
                    preview_words.new_thing(match)
                    for match in plan.made
                    if match.thing in preview_words.FUNDS
                ],
                lacking=bool(self._lacking(plan)),
                changed=changed,
            )
        )

    def _may_take_clean(self, plan, clean) -> bool:
        is_whole = not plan.doubtful or bool(clean.blocked)
        return not is_whole and clean.changes_something and not self._lacking(clean)


class RowsSetAside(ImportPreview):
    """The rows that are not saved, as a workbook to mend and read in."""

    def get(self, request, *args, **kwargs):
        plan = planning.plan(self.reading, self.answers.choices, timezone.localdate())
        answer = HttpResponse(set_aside_workbook(self.reading, plan, plan.doubtful), content_type=XLSX)
        answer["Content-Disposition"] = 'attachment; filename="rader-att-ratta.xlsx"'
        return answer

    def post(self, request, *args, **kwargs):
        return redirect("cooperation_import_preview", self.file.key)


class Done(_SentFilePage):
    """What the list became. Whoever may publishes all of it at once: a list is read before it is sent."""

    template_name = "cooperation/import_done.html"
    page_title = gettext_lazy("Listan är inläst")

    def dispatch(self, request, *args, **kwargs):
        if may_import(request.user) and self.file.written is None:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        waiting = self.waiting
        if not self._may_publish(waiting):
            raise PermissionDenied
        if not any(draft.wrong for draft in waiting):
            publishing.publish(waiting, by=request.user)
            sentence = ngettext("%(n)s sak är publicerad.", "%(n)s saker är publicerade.", len(waiting))
            messages.success(request, sentence % {"n": len(waiting)})
        return redirect(request.path)

    @cached_property
    def waiting(self) -> list[publishing.PendingDraft]:
        """Organisations first, as others point at them."""
        things = (
            model.objects.filter(pk__in=[pk for name, pk, *_rest in self.file.written if name == label])
            for label, model in WRITTEN.items()
        )
        return [
            draft
            for queryset in things
            for draft in publishing.drafts(queryset.select_related("latest_revision").order_by("pk"))
        ]

    def _may_publish(self, waiting: list[publishing.PendingDraft]) -> bool:
        policies = (
            kind.snippet_viewset.permission_policy for kind in {type(draft.thing) for draft in waiting}
        )
        return all(policy.user_has_permission(self.request.user, "publish") for policy in policies)

    def get_context_data(self, **kwargs):
        page = Paginator(self.file.written, A_PAGE).get_page(self.request.GET.get("sida"))
        drafts = {(draft.thing._meta.label_lower, draft.thing.pk) for draft in self.waiting}
        return super().get_context_data(
            file=self.file,
            page=page,
            written=[_link(*record) | {"is_draft": tuple(record[:2]) in drafts} for record in page],
            total=len(self.file.written),
            left=self.file.answers.get(LEFT, 0) if self.file.content else 0,
            waiting=len(drafts),
            wrong=[
                (_address(draft.thing), draft.thing, draft.wrong) for draft in self.waiting if draft.wrong
            ],
            may_publish=self._may_publish(self.waiting),
            **kwargs,
        )


def _may_open(user, model: type[Model], pk: int | None = None) -> bool:
    policy = model.snippet_viewset.permission_policy
    if hasattr(policy, "may_open"):
        return policy.may_open(user, pk)
    return policy.user_has_any_permission(user, ("add", "change", "view"))


def _link(model: str, pk: int, name: str, is_new: bool) -> dict:
    kind = WRITTEN[model]
    return {
        "kind": kind._meta.verbose_name,
        "name": name,
        "is_new": is_new,
        "address": _address(kind(pk=pk)),
    }


def _address(thing: Model) -> str:
    return reverse(thing.snippet_viewset.get_url_name("edit"), args=[thing.pk])
