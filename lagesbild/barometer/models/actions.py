"""Actions: what is done, by whom, when, and with what result."""

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Orderable
from wagtail.search import index

from lagesbild.assessment import ActionStatus, action_status
from lagesbild.barometer.models.goals import Goal
from lagesbild.barometer.models.indicators import Indicator
from lagesbild.framework.choose_several import ChooseSeveral
from lagesbild.framework.publishing import Published
from lagesbild.framework.three_questions import Considered
from lagesbild.framework.translated import Translated
from lagesbild.organisations.models import Responsibility


class Action(Published, Considered):
    """Something the municipality does, with dates, responsible units and, in the end, a result."""

    class Status(models.TextChoices):
        # From done to given up, as in the roll-up bar.
        DONE = "done", _("Genomförd")
        STARTED = "started", _("Påbörjad")
        NOT_STARTED = "not_started", _("Inte påbörjad")
        LATE = "late", _("Försenad")
        CANCELLED = "cancelled", _("Inställd")

    name_sv = models.CharField(_("namn på svenska"), max_length=255)
    name_en = models.CharField(_("namn på engelska"), max_length=255, blank=True)
    description_sv = models.TextField(_("vad som görs, på svenska"), blank=True)
    description_en = models.TextField(_("vad som görs, på engelska"), blank=True)
    set_status = models.CharField(
        _("läge"),
        max_length=12,
        choices=Status,
        blank=True,
        help_text=_("Lämna tomt, så följer läget av datumen."),
    )
    by_hand = models.BooleanField(
        _("läget gäller även om datumen säger något annat"),
        default=False,
        help_text=_("Annars visas åtgärden som försenad när ett datum har passerat."),
    )
    starts = models.DateField(_("börjar"), null=True, blank=True)
    finishes = models.DateField(_("ska vara klar"), null=True, blank=True)
    finished_on = models.DateField(_("blev klar"), null=True, blank=True)
    goals = ParentalManyToManyField(Goal, verbose_name=_("mål"), blank=True, related_name="actions")
    result_sv = models.TextField(_("resultat på svenska"), blank=True)
    result_en = models.TextField(_("resultat på engelska"), blank=True)
    cost = models.DecimalField(_("kostnad, kronor"), max_digits=14, decimal_places=2, null=True, blank=True)
    cost_note_sv = models.CharField(_("om kostnaden, på svenska"), max_length=300, blank=True)
    cost_note_en = models.CharField(_("om kostnaden, på engelska"), max_length=300, blank=True)
    dnr = models.CharField(_("diarienummer"), max_length=40, blank=True)
    is_example = models.BooleanField(_("påhittat exempel"), default=False)

    name, description = Translated(), Translated()
    result, cost_note = Translated(), Translated()

    panels = [
        MultiFieldPanel(
            [FieldPanel("name_sv"), FieldPanel("name_en"), FieldPanel("slug")], heading=_("Åtgärden")
        ),
        MultiFieldPanel(
            [FieldPanel("description_sv"), FieldPanel("description_en")], heading=_("Vad som görs")
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("set_status"), FieldPanel("by_hand")]),
                FieldRowPanel([FieldPanel("starts"), FieldPanel("finishes"), FieldPanel("finished_on")]),
            ],
            heading=_("Läge"),
        ),
        InlinePanel("responsibilities", heading=_("Ansvariga"), label=_("ansvarig")),
        FieldPanel("goals", widget=ChooseSeveral),
        InlinePanel("effects", heading=_("Effekt på nyckeltal"), label=_("effekt")),
        MultiFieldPanel([FieldPanel("result_sv"), FieldPanel("result_en")], heading=_("Resultat")),
        MultiFieldPanel(
            [FieldPanel("cost"), FieldRowPanel([FieldPanel("cost_note_sv"), FieldPanel("cost_note_en")])],
            heading=_("Kostnad"),
        ),
        Considered.considered_panel,
        FieldRowPanel([FieldPanel("dnr"), FieldPanel("is_example")]),
    ]
    search_fields = [
        index.SearchField("name_sv"),
        index.SearchField("name_en"),
        index.SearchField("description_sv"),
        index.AutocompleteField("name_sv"),
        index.FilterField("set_status"),
    ]

    class Meta:
        ordering = ["name_sv"]
        verbose_name = _("åtgärd")
        verbose_name_plural = _("åtgärder")
        constraints = [
            models.UniqueConstraint(fields=["slug"], name="action_slug"),
            models.CheckConstraint(
                condition=models.Q(starts__isnull=True)
                | models.Q(finishes__isnull=True)
                | models.Q(finishes__gte=models.F("starts")),
                name="action_finishes_after_it_starts",
                violation_error_message=_("Åtgärden kan inte vara klar innan den börjar."),
            ),
        ]

    def __str__(self):
        return self.name_sv

    def get_absolute_url(self):
        return reverse("action", args=[self.slug])

    def clean(self):
        super().clean()
        if self.finished_on and self.set_status in (self.Status.CANCELLED, self.Status.NOT_STARTED):
            raise ValidationError(
                {"finished_on": _("Åtgärden har ett slutdatum men läget säger något annat.")}
            )
        if self.finished_on and self.starts and self.finished_on < self.starts:
            raise ValidationError({"finished_on": _("Åtgärden kan inte bli klar innan den började.")})

    def status(self, today) -> ActionStatus:
        """What was reported, or follows from the dates; late when a date has passed, unless set by hand."""
        return status_on(today, self.set_status, self.by_hand, self.starts, self.finishes, self.finished_on)


STATUS_FIELDS = ("set_status", "by_hand", "starts", "finishes", "finished_on")
"""What a status follows from, in the order that ``status_on`` takes them."""


def status_on(today, set_status, by_hand, starts, finishes, finished_on) -> ActionStatus:
    """:meth:`Action.status` of the bare fields, for lists of a thousand."""
    begun = starts is not None and starts <= today
    by_dates = (
        ActionStatus.DONE if finished_on else ActionStatus.STARTED if begun else ActionStatus.NOT_STARTED
    )
    reported = ActionStatus(set_status) if set_status else by_dates
    return action_status(reported, starts, finishes, today, by_hand=by_hand)


class ActionResponsibility(Responsibility):
    action = ParentalKey(Action, on_delete=models.CASCADE, related_name="responsibilities")

    class Meta(Responsibility.Meta):
        constraints = [
            models.UniqueConstraint(fields=["action", "organisation", "role"], name="action_role_once")
        ]


class ActionEffect(Orderable):
    """What an action was expected to do to an indicator, and what was seen."""

    action = ParentalKey(Action, on_delete=models.CASCADE, related_name="effects")
    indicator = models.ForeignKey(
        Indicator, verbose_name=_("nyckeltal"), on_delete=models.CASCADE, related_name="effects"
    )
    expected_sv = models.CharField(_("väntad effekt på svenska"), max_length=300, blank=True)
    expected_en = models.CharField(_("väntad effekt på engelska"), max_length=300, blank=True)
    seen_sv = models.CharField(_("sedd effekt på svenska"), max_length=300, blank=True)
    seen_en = models.CharField(_("sedd effekt på engelska"), max_length=300, blank=True)

    expected, seen = Translated(), Translated()

    panels = [
        FieldPanel("indicator"),
        FieldRowPanel([FieldPanel("expected_sv"), FieldPanel("expected_en")]),
        FieldRowPanel([FieldPanel("seen_sv"), FieldPanel("seen_en")]),
    ]
