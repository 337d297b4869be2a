"""The editor's pages for a table as it is: send it, answer what it leaves open, see its figures, hand them in."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from lagesbild.barometer.models import Indicator, SentTable
from lagesbild.barometer.sent_tables import answers, handing_in
from lagesbild.figures.problems import SourceProblems
from lagesbild.figures.sheets import KINDS, WorkbookProblems, refuse_if_larger
from lagesbild.figures.sources import workbook
from lagesbild.tables.layout import MappingFault, TableMapping
from lagesbild.tables.outcome import Wording
from lagesbild.tables.periods import Period

LARGEST = 10_000_000
NO_PERIOD = Wording(
    "”{text}” är ingen tid. Skriv till exempel 2024, 2024-05 eller 2023/24.",
    "“{text}” is no time. Write for example 2024, 2024-05 or 2023/24.",
)
EARLIER, PROBLEMS = 20, 100


def may_send(user) -> bool:
    """Whoever makes indicators and publishes them: the coordinators."""
    return user.has_perms(("barometer.add_indicator", "barometer.publish_indicator"))


class TableDoor(MenuItem):
    def is_shown(self, request):
        return may_send(request.user)


class _Page(WagtailAdminTemplateMixin, TemplateView):
    page_title = gettext_lazy("Läs in en tabell")
    header_icon = "table"
    _show_breadcrumbs = True

    def dispatch(self, request, *args, **kwargs):
        if not may_send(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self):
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_title}]


class SendTable(_Page):
    template_name = "barometer/table_upload.html"

    def get_context_data(self, **kwargs):
        earlier = SentTable.objects.exclude(handed_in_at=None).order_by("-handed_in_at")[:EARLIER]
        return super().get_context_data(earlier=earlier, kinds=", ".join(KINDS), **kwargs)

    def post(self, request):
        sent = request.FILES.get("file")
        if trouble := _trouble_with(sent):
            return self.render_to_response(self.get_context_data(trouble=trouble))
        content = sent.read()
        try:
            refuse_if_larger(sent.name, content)
        except WorkbookProblems as refused:
            return self.render_to_response(self.get_context_data(trouble=str(refused)))
        table = SentTable.keep(request.user, sent.name, content, timezone.now())
        look = workbook.look_at(table.name, bytes(table.content), None, timezone.localdate())
        table.shape = answers.shape_of(look.understanding)
        if earlier := table.earlier():
            table.answers = answers.next_years(earlier.answers)
        table.save()
        return redirect("sent_table", table.key)


def _trouble_with(sent) -> str:
    if not sent:
        return _("Välj en fil först.")
    if sent.size > LARGEST:
        return _("Filen är större än 10 MB. Dela upp den.")
    if not sent.name.lower().endswith(KINDS):
        return _("Filen är inte en tabell. Välj en fil som slutar på %(kinds)s.") % {
            "kinds": ", ".join(KINDS)
        }
    return ""


class TableAnswers(_Page):
    """How the table is understood; the answers, kept as they are given; and, when nothing is open, its figures."""

    template_name = "barometer/table_answers.html"

    @cached_property
    def table(self) -> SentTable:
        return get_object_or_404(SentTable, key=self.kwargs["key"], owner=self.request.user)

    def get(self, request, *args, **kwargs):
        if self.table.handed_in_at:
            return redirect("send_table")
        return self._show(self._look())

    def post(self, request, *args, **kwargs):
        if self.table.handed_in_at:
            return redirect("send_table")
        look = self._look()
        if look.understanding is not None and "svar" in request.POST:
            try:
                mapping = _with_read_period(answers.mapping_sent(request.POST, look))
            except MappingFault as fault:
                return self._show(look, faults=[fault.what.in_(get_language())])
            self.table.answers = answers.words_of(mapping)
            self.table.save(update_fields=["answers"])
            look = self._look()
        if "lamna" in request.POST and look.is_clean:
            return self._hand_in(look)
        return self._show(look)

    def _look(self) -> workbook.TableLook:
        mapping = answers.kept_mapping(self.table.answers)
        return workbook.look_at(self.table.name, bytes(self.table.content), mapping, timezone.localdate())

    def _hand_in(self, look):
        origin = {field: self.request.POST.get(field, "").strip() for field in handing_in.FIELDS}
        faults = handing_in.origin_faults(origin)
        if not faults:
            if look.understanding:
                self.table.answers = answers.words_of(look.understanding.mapping)
            only_new = "bara-nytt" in self.request.POST
            try:
                handing_in.hand_in(self.table, origin, only_new=only_new, now=timezone.now())
            except SourceProblems as wrong:
                faults = [str(problem) for problem in wrong.problems[:PROBLEMS]]
        if faults:
            return self._show(look, faults=faults, origin=origin)
        sentence = ngettext(
            "%(n)s värde är inlämnat. Det syns när siffrorna byggs om, senast i natt.",
            "%(n)s värden är inlämnade. De syns när siffrorna byggs om, senast i natt.",
            look.count,
        )
        messages.success(self.request, sentence % {"n": look.count})
        return redirect("send_table")

    def _show(self, look, faults=(), origin=None):
        mapping = look.understanding.mapping if look.understanding else TableMapping()
        return self.render_to_response(
            self.get_context_data(
                table=self.table,
                look=look,
                mapping=mapping,
                faults=faults,
                questions=[question.words.in_(get_language()) for question in look.questions],
                problems=look.problems[:PROBLEMS],
                rows=answers.cells_shown(look.rows, mapping.heading_rows),
                columns=answers.column_fields(look),
                measures=answers.measure_fields(look),
                roles=answers.ROLES,
                indicators=Indicator.objects.exclude(figure="").order_by("name_sv"),
                earlier=self.table.earlier(),
                origin=origin or handing_in.beginning(self.table),
            )
        )


def _with_read_period(mapping: TableMapping) -> TableMapping:
    """Raises MappingFault where the time of the whole table is none."""
    try:
        if mapping.period:
            Period.parse(mapping.period)
    except ValueError:
        raise MappingFault(NO_PERIOD.fill(text=mapping.period)) from None
    return mapping
