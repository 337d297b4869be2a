"""Projects: what is to be reached, with whom, for what money, and what came of it."""

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.search import index

from lagesbild.barometer.models import Goal
from lagesbild.cooperation.models.partnerships import Partnership
from lagesbild.cooperation.models.parts import (
    TICKS,
    FocusArea,
    Theme,
    amount,
    currency,
    not_before,
)
from lagesbild.cooperation.sectors import SectorField
from lagesbild.framework.choose_several import ChooseSeveral
from lagesbild.framework.publishing import Published
from lagesbild.framework.three_questions import Considered
from lagesbild.framework.translated import Translated


class Project(Published, Considered):
    """Work with a start and an end, often with others and often for others' money."""

    class Status(models.TextChoices):
        # The life of a project, from a thought to the archive.
        IDEA = "idea", _("Idé")
        APPLIED = "applied", _("Ansökan inlämnad")
        REJECTED = "rejected", _("Avslag")
        GRANTED = "granted", _("Beviljat")
        RUNNING = "running", _("Pågår")
        REPORTING = "reporting", _("Slutredovisas")
        CLOSED = "closed", _("Avslutat")
        RETAINED = "retained", _("Arkiverat")

    class Role(models.TextChoices):
        LEAD = "lead", _("Kommunen leder")
        PARTNER = "partner", _("Kommunen deltar")

    name_sv = models.CharField(_("namn på svenska"), max_length=200)
    name_en = models.CharField(_("namn på engelska"), max_length=200, blank=True)
    status = models.CharField(_("läge"), max_length=10, choices=Status, default=Status.IDEA)
    role = models.CharField(_("kommunens roll"), max_length=8, choices=Role, default=Role.LEAD)
    description_sv = models.TextField(_("vad projektet gör, på svenska"), blank=True)
    description_en = models.TextField(_("vad projektet gör, på engelska"), blank=True)
    starts = models.DateField(_("börjar"), null=True, blank=True)
    finishes = models.DateField(_("slutar"), null=True, blank=True)
    partnership = models.ForeignKey(
        Partnership,
        verbose_name=_("del av samarbetet"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="projects",
    )
    currency = currency()
    budget = amount(_("hela budgeten"))
    own_cash = amount(_("egna pengar"))
    own_kind = amount(_("egen insats i arbete och lokaler"))
    result_sv = models.TextField(_("resultat på svenska"), blank=True)
    result_en = models.TextField(_("resultat på engelska"), blank=True)
    continues_sv = models.TextField(_("det som fortsätter efteråt, på svenska"), blank=True)
    continues_en = models.TextField(_("det som fortsätter efteråt, på engelska"), blank=True)
    goals = ParentalManyToManyField(
        Goal, verbose_name=_("kommunens mål"), blank=True, related_name="projects"
    )
    global_goals = ParentalManyToManyField(
        "framework.GlobalGoal", verbose_name=_("globala mål"), blank=True, related_name="projects"
    )
    global_targets = ParentalManyToManyField(
        "framework.GlobalTarget", verbose_name=_("globala delmål"), blank=True, related_name="projects"
    )
    focus_areas = ParentalManyToManyField(
        FocusArea, verbose_name=_("insatsområden"), blank=True, related_name="projects"
    )
    themes = ParentalManyToManyField(Theme, verbose_name=_("teman"), blank=True, related_name="projects")
    sector = SectorField(
        _("ämneskod (DAC)"), blank=True, help_text=_("Behövs för öppna biståndsdata (IATI).")
    )
    dnr = models.CharField(_("diarienummer"), max_length=40, blank=True)
    source_url = models.URLField(_("källa"), max_length=400, blank=True)
    is_example = models.BooleanField(_("påhittat exempel"), default=False)

    name, description = Translated(), Translated()
    result, continues = Translated(), Translated()

    panels = [
        MultiFieldPanel(
            [
                FieldPanel("name_sv"),
                FieldRowPanel([FieldPanel("status"), FieldPanel("role"), FieldPanel("partnership")]),
                FieldRowPanel([FieldPanel("starts"), FieldPanel("finishes")]),
                FieldPanel("description_sv"),
            ],
            heading=_("Projektet"),
        ),
        InlinePanel("partners", heading=_("Parter"), label=_("part")),
        InlinePanel("responsibilities", heading=_("Ansvariga hos oss"), label=_("ansvarig")),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("budget"), FieldPanel("currency")]),
                FieldRowPanel([FieldPanel("own_cash"), FieldPanel("own_kind")]),
            ],
            heading=_("Pengar"),
            help_text=_("Andras pengar läggs in för sig: Finansiering, Bidrag."),
        ),
        InlinePanel(
            "budget_lines",
            heading=_("Budget, år för år"),
            label=_("budgetpost"),
            help_text=_("En post är högst ett år. Behövs för öppna biståndsdata (IATI)."),
        ),
        InlinePanel(
            "result_lines",
            heading=_("Mål, effekter, resultat och mått"),
            label=_("rad"),
            help_text=_(
                "Uppifrån och ned: långsiktigt mål, effekt, resultat. Ett mått hör till raden ovanför."
            ),
        ),
        MultiFieldPanel([FieldPanel("result_sv"), FieldPanel("continues_sv")], heading=_("Vad det gav")),
        InlinePanel("decisions", heading=_("Beslut"), label=_("beslut")),
        MultiFieldPanel(
            [
                FieldPanel("global_goals", widget=TICKS),
                FieldPanel("focus_areas", widget=TICKS),
                FieldPanel("themes", widget=TICKS),
                FieldPanel("goals", widget=ChooseSeveral),
                FieldPanel("global_targets", widget=ChooseSeveral),
            ],
            heading=_("Mål och teman"),
        ),
        Considered.considered_panel,
        InlinePanel("costs", heading=_("Kostnader"), label=_("kostnad"), classname="collapsed"),
        InlinePanel(
            "countries", heading=_("Länder som projektet gäller"), label=_("land"), classname="collapsed"
        ),
        InlinePanel("documents", heading=_("Dokument"), label=_("dokument"), classname="collapsed"),
        InlinePanel(
            "gaps",
            heading=_("Det som saknas, och varför"),
            label=_("skäl"),
            help_text=_("Det en revisor frågar efter men som ni inte kan svara på."),
            classname="collapsed",
        ),
        MultiFieldPanel(
            [
                FieldPanel("name_en"),
                FieldPanel("description_en"),
                FieldPanel("result_en"),
                FieldPanel("continues_en"),
            ],
            heading=_("På engelska"),
            classname="collapsed",
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("dnr"), FieldPanel("sector")]),
                FieldRowPanel([FieldPanel("source_url"), FieldPanel("slug"), FieldPanel("is_example")]),
            ],
            heading=_("Diarienummer, ämneskod, källa och adress"),
            classname="collapsed",
        ),
    ]
    search_fields = [
        index.SearchField("name_sv"),
        index.SearchField("name_en"),
        index.SearchField("description_sv"),
        index.AutocompleteField("name_sv"),
        index.FilterField("status"),
    ]

    class Meta:
        ordering = ["name_sv"]
        verbose_name = _("projekt")
        verbose_name_plural = pgettext_lazy("plural", "projekt")
        constraints = [
            models.UniqueConstraint(fields=["slug"], name="project_slug"),
            not_before(
                "finishes",
                "starts",
                "project_finishes_after_it_starts",
                _("Projektet kan inte sluta innan det börjar."),
            ),
        ]

    def __str__(self):
        return self.name_sv

    def get_absolute_url(self):
        return reverse("project", args=[self.slug])

    def clean(self):
        super().clean()
        own = (self.own_cash or 0) + (self.own_kind or 0)
        if self.budget is not None and own > self.budget:
            raise ValidationError({"own_cash": _("Den egna delen är större än hela budgeten.")})


# The parts of a project's life, as lists and sums set them apart.
NOT_DECIDED = (Project.Status.IDEA, Project.Status.APPLIED, Project.Status.REJECTED)
"""Nobody has promised anything to anybody."""
AT_WORK = (Project.Status.RUNNING, Project.Status.REPORTING)
OVER = (Project.Status.CLOSED, Project.Status.RETAINED)
BEEN_AT_WORK = (*AT_WORK, *OVER)
UNDER_WAY = (Project.Status.GRANTED, *BEEN_AT_WORK)
"""Somebody has said yes to it."""
GOES_ON = (Project.Status.GRANTED, *AT_WORK)
"""Its outside money is not over: what would be missed if it ended."""
