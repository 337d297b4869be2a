"""A decided document with a tree of goals. Old programmes stay published."""

from dataclasses import dataclass

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from lagesbild.assessment import GOAL_GRADES, NOT_ASSESSED, Text
from lagesbild.barometer.replaces_panel import WhatItReplaces
from lagesbild.framework.publishing import Published
from lagesbild.framework.translated import Translated


class LevelBlock(blocks.StructBlock):
    """What goals on one level are called: Hållbarhetsmål, Område, Prioriterat mål."""

    label_sv = blocks.CharBlock(label=_("kallas på svenska"), max_length=60)
    label_en = blocks.CharBlock(label=_("kallas på engelska"), max_length=60, required=False)
    prefix_sv = blocks.CharBlock(label=_("ord före numret, svenska"), max_length=30, required=False)
    prefix_en = blocks.CharBlock(label=_("ord före numret, engelska"), max_length=30, required=False)
    assessed = blocks.BooleanBlock(label=_("målen på nivån bedöms"), required=False, default=True)

    class Meta:
        label = _("nivå")


class WordingBlock(blocks.StructBlock):
    """A programme's own words for one of the five grades."""

    grade = blocks.ChoiceBlock(label=_("bedömning"), choices=[(str(n), str(n)) for n in GOAL_GRADES])
    label_sv = blocks.CharBlock(label=_("ord på svenska"), max_length=80)
    label_en = blocks.CharBlock(label=_("ord på engelska"), max_length=80, required=False)

    class Meta:
        label = _("bedömning")


class Programme(Published):
    """A decided steering document."""

    name_sv = models.CharField(_("namn på svenska"), max_length=200)
    name_en = models.CharField(_("namn på engelska"), max_length=200, blank=True)
    about_sv = models.TextField(_("om programmet på svenska"), blank=True)
    about_en = models.TextField(_("om programmet på engelska"), blank=True)
    decided_on = models.DateField(_("beslutat"), null=True, blank=True)
    decided_by = models.ForeignKey(
        "organisations.Organisation",
        verbose_name=_("beslutat av"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="programmes",
    )
    dnr = models.CharField(_("diarienummer"), max_length=40, blank=True)
    valid_from = models.DateField(_("gäller från"), null=True, blank=True)
    valid_to = models.DateField(_("gäller till"), null=True, blank=True)
    superseded_by = models.ForeignKey(
        "self",
        verbose_name=_("ersatt av"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="replaces",
    )
    document = models.ForeignKey(
        "wagtaildocs.Document",
        verbose_name=_("beslutat dokument"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    source_url = models.URLField(_("adress till dokumentet"), blank=True)
    # Read with every goal, so they lie in the programme's own row and cost no query.
    levels = StreamField(
        [("level", LevelBlock())],
        verbose_name=_("nivåer, uppifrån och ned"),
        blank=True,
        help_text=_("Vad målen kallas på varje nivå, till exempel Hållbarhetsmål, Område, Prioriterat mål."),
    )
    wordings = StreamField(
        [("wording", WordingBlock())], verbose_name=_("egna ord för målbedömningen"), blank=True
    )
    counts_unassessed = models.BooleanField(_("visa ej bedömda mål som en egen del i stapeln"), default=True)

    name, about = Translated(), Translated()

    panels = [
        MultiFieldPanel(
            [FieldPanel("name_sv"), FieldPanel("name_en"), FieldPanel("slug")], heading=_("Namn")
        ),
        MultiFieldPanel([FieldPanel("about_sv"), FieldPanel("about_en")], heading=_("Om programmet")),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("decided_on"), FieldPanel("decided_by"), FieldPanel("dnr")]),
                FieldRowPanel(
                    [FieldPanel("valid_from"), FieldPanel("valid_to"), FieldPanel("superseded_by")]
                ),
                FieldRowPanel([FieldPanel("document"), FieldPanel("source_url")]),
            ],
            heading=_("Beslut"),
        ),
        WhatItReplaces(heading=_("Det som programmet ersätter")),
        FieldPanel("levels"),
        FieldPanel("wordings"),
        FieldPanel("counts_unassessed"),
    ]
    search_fields = [
        index.SearchField("name_sv"),
        index.SearchField("name_en"),
        index.SearchField("about_sv"),
        index.AutocompleteField("name_sv"),
    ]

    class Meta:
        ordering = [models.F("superseded_by").asc(nulls_first=True), "name_sv"]
        verbose_name = _("program")
        verbose_name_plural = pgettext_lazy("plural", "program")
        constraints = [
            models.UniqueConstraint(fields=["slug"], name="programme_slug"),
            models.CheckConstraint(
                condition=models.Q(valid_to__isnull=True)
                | models.Q(valid_from__isnull=True)
                | models.Q(valid_to__gte=models.F("valid_from")),
                name="programme_ends_after_it_starts",
                violation_error_message=_("Programmet kan inte upphöra innan det börjar gälla."),
            ),
        ]

    def __str__(self):
        return self.name_sv

    def get_absolute_url(self):
        return reverse("programme", args=[self.slug])

    @property
    def successor(self) -> "Programme | None":
        """The programme that has replaced it, once that one is published and its day has come."""
        newer = self.superseded_by
        return newer if newer and newer.live and newer.has_begun else None

    @property
    def has_begun(self) -> bool:
        """Whether its first day has come. Until then it is read on pages of its own, and replaces nothing."""
        return self.valid_from is None or self.valid_from <= timezone.localdate()

    def level(self, depth: int) -> "GoalLevel | None":
        """The level at a depth, 0 at the top; None below the last that is named."""
        return GoalLevel.of(self.levels[depth].value) if depth < len(self.levels) else None

    def grade_label(self, grade: int | None) -> str:
        """The programme's own words for a grade, or else the common ones; without a grade that it is not assessed."""
        if grade not in GOAL_GRADES:
            return NOT_ASSESSED.in_(get_language())
        own = {int(wording.value["grade"]): wording.value for wording in self.wordings}
        common = GOAL_GRADES[grade]
        label = Text(own[grade]["label_sv"], own[grade]["label_en"]) if grade in own else common
        return label.in_(get_language())

    def grade_labels(self) -> list[str]:
        """The words for the five grades, the best first."""
        return [self.grade_label(grade) for grade in GOAL_GRADES]


@dataclass(frozen=True)
class GoalLevel:
    """What goals at one depth are called, and whether they are judged."""

    label: str
    prefix: str
    assessed: bool

    @classmethod
    def of(cls, value) -> "GoalLevel":
        label, prefix = (
            Text(value[f"{name}_sv"] or "", value[f"{name}_en"] or "").in_(get_language())
            for name in ("label", "prefix")
        )
        return cls(label, prefix, value["assessed"])
