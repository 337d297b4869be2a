"""The editor's pages for reading in a list: send the file, see what becomes of it, agree, and find what was written."""

from datetime import date
from decimal import Decimal, InvalidOperation

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Model
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import get_language, gettext_lazy, ngettext, pgettext_lazy
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from lagesbild.cooperation.countries import country_name
from lagesbild.cooperation.importing import NotAsShown, planning, publishing, read_list, write
from lagesbild.cooperation.importing.headings import GRANT, MODELS, THINGS
from lagesbild.cooperation.importing.matches import CALL, NEW, ORGANISATION, PROGRAMME, ListMatch, MatchChoice
from lagesbild.cooperation.importing.reading import LARGEST
from lagesbild.cooperation.importing.rows import ListReading
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
ACTIONS = {
    planning.ADDED: (gettext_lazy("Nytt"), "plus"),
    planning.CHANGED: (gettext_lazy("Ändras"), "edit"),
    planning.WAITING: (gettext_lazy("Väntar på ditt val"), "help"),
    planning.SAME: (gettext_lazy("Står redan så"), "check"),
}
WRITTEN = {
    model._meta.label_lower: model
    for model in (
        *(Organisation, Partnership, Project, Exchange),
        *(FundingProgramme, Call, Application, Grant, Lesson),
    )
}
"""What a list may make, each after what it points at."""
FUNDS = {PROGRAMME: pgettext_lazy("ett finansieringsprogram", "Program"), CALL: gettext_lazy("Utlysning")}
CHOICE = "val-"


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
    template_name = "cooperation/import_preview.html"

    def get(self, request, *args, **kwargs):
        if self.file.written is not None:
            return redirect("cooperation_import_done", self.file.key)
        return self._show(planning.plan(self._reading(), {}, timezone.localdate()), {})

    def post(self, request, *args, **kwargs):
        if self.file.written is not None:
            return redirect("cooperation_import_done", self.file.key)
        reading, today = self._reading(), timezone.localdate()
        choices = {
            name.removeprefix(CHOICE): value
            for name, value in request.POST.items()
            if name.startswith(CHOICE)
        }
        fingerprint = request.POST.get("shown", "")
        if not fingerprint or "write" not in request.POST:
            return self._show(planning.plan(reading, choices, today), choices)
        return self._write(reading, choices, today, fingerprint)

    def _write(self, reading, choices: dict[str, str], today: date, fingerprint: str):
        plan = planning.plan(reading, choices, today)
        if self._lacking(plan):
            return self._show(plan, choices)
        try:
            _made, written = write(reading, choices, today, fingerprint=fingerprint, by=self.request.user)
        except NotAsShown as changed:
            return self._show(changed.plan, choices, changed=True)
        self.file.written = [[record.model, record.pk, record.name, record.is_new] for record in written]
        self.file.content = b""
        self.file.save()
        return redirect("cooperation_import_done", self.file.key)

    def _reading(self) -> ListReading:
        reading = read_list(self.file.name, bytes(self.file.content), Municipality.load().country)
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
        page_row = _page_row(planned)
        if planned.pk and not _may_open(self.request.user, MODELS[planned.row.thing], planned.pk):
            return page_row | {"title": planned.wanted.title, "differences": []}
        return page_row

    def _lacking(self, plan) -> set[str]:
        lacking = {right for right in plan.rights if not self.request.user.has_perm(right)}
        # A list tells of anybody's cooperation. Who may not open all of it adds by a list, and changes nothing.
        if plan.counts.get(planning.CHANGED) and not sees_all(self.request.user, Partnership):
            lacking.add("cooperation.publish_partnership")
        return lacking

    def _show(self, plan, choices: dict[str, str], *, changed: bool = False):
        counts = [(*ACTIONS[action], count) for action, count in plan.counts.items() if count]
        return self.render_to_response(
            self.get_context_data(
                file=self.file,
                plan=plan,
                counts=counts,
                rows=[self._row_for_reader(row) for row in _telling_first(plan.rows)[:A_PAGE]],
                more=max(len(plan.rows) - A_PAGE, 0),
                asked=[_question(match) for match in plan.asked],
                made=[_new_thing(match) for match in plan.made if match.thing == ORGANISATION],
                funds=[_new_thing(match) for match in plan.made if match.thing != ORGANISATION],
                lacking=bool(self._lacking(plan)),
                changed=changed,
            )
        )


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


def _new_thing(match: ListMatch) -> tuple[str, str, str]:
    where = _country(match.country) if match.thing == ORGANISATION else FUNDS[match.thing]
    return match.name, where, ", ".join(match.rows)


def _telling_first(rows: list) -> list:
    order = list(ACTIONS)
    return sorted(rows, key=lambda row: order.index(row.action))


def _page_row(planned: planning.PlannedRow) -> dict:
    word, sign = ACTIONS[planned.action]
    return {
        "place": f"{planned.row.sheet} {planned.row.number}",
        "thing": THINGS[planned.row.thing],
        "title": planned.title,
        "word": word,
        "sign": sign,
        "differences": [
            (
                f"{difference.label}:".replace("?:", "?"),
                _page_text(difference.before),
                _page_text(difference.after),
            )
            for difference in planned.differences
        ],
    }


def _page_text(text: str) -> str:
    """Amounts as we write them: 1 200 000; everything else as it is, cut where it is long."""
    try:
        value = Decimal(text)
        if "." in text:
            whole = f"{value:,.2f}".replace(",", "\u00a0").replace(".", ",")
            return whole.removesuffix(",00")
    except InvalidOperation:
        pass
    return text if len(text) <= 160 else f"{text[:159]}…"


def _question(match: ListMatch) -> dict:
    return {
        "name": f"{CHOICE}{match.key}",
        "said": match.name,
        "thing": match.thing,
        "kind": FUNDS.get(match.thing, ""),
        "country": _country(match.country),
        "places": ", ".join(match.rows[:5]),
        "answered": bool(match.reference),
        "choices": [
            {
                "value": choice.value,
                "name": choice.name,
                "country": _country(choice.country),
                "percent": round(choice.score * 100) if choice.value != NEW else None,
                "dissolved": choice.dissolved,
                "checked": _is_chosen(match, choice),
            }
            for choice in match.choices
        ],
    }


def _is_chosen(match: ListMatch, choice: MatchChoice) -> bool:
    return match.made if choice.value == NEW else match.reference == choice.value


def _country(code: str) -> str:
    return country_name(code).in_(get_language()) if code else ""


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
