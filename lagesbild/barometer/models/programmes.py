"""A decided document with a tree of goals. Old programmes stay published."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Orderable
from wagtail.search import index

from lagesbild.framework.publishing import Published
from lagesbild.framework.words import Translated


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
        InlinePanel("levels", heading=_("Nivåer, uppifrån och ned"), label=_("nivå")),
        InlinePanel("wordings", heading=_("Egna ord för målbedömningen"), label=_("betyg")),
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
        verbose_name_plural = _("program")
        constraints = [
            models.UniqueConstraint(fields=["slug"], name="programme_slug"),
            models.CheckConstraint(
                condition=models.Q(valid_to__isnull=True)
                | models.Q(valid_from__isnull=True)
                | models.Q(valid_to__gte=models.F("valid_from")),
                name="programme_ends_after_it_starts",
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("programme", args=[self.slug])

    def level(self, depth: int) -> "GoalLevel | None":
        """The level at a depth, 0 at the top; None below the last that is named."""
        levels = list(self.levels.all())
        return levels[depth] if depth < len(levels) else None


class GoalLevel(Orderable):
    """What goals at one depth are called, and whether they are judged: Hållbarhetsmål, Område, Prioriterat mål."""

    programme = ParentalKey(Programme, on_delete=models.CASCADE, related_name="levels")
    label_sv = models.CharField(_("kallas på svenska"), max_length=60)
    label_en = models.CharField(_("kallas på engelska"), max_length=60, blank=True)
    prefix_sv = models.CharField(_("ord före numret, svenska"), max_length=30, blank=True)
    prefix_en = models.CharField(_("ord före numret, engelska"), max_length=30, blank=True)
    assessed = models.BooleanField(_("målen på nivån bedöms"), default=True)

    label, prefix = Translated(), Translated()

    panels = [
        FieldRowPanel([FieldPanel("label_sv"), FieldPanel("label_en")]),
        FieldRowPanel([FieldPanel("prefix_sv"), FieldPanel("prefix_en"), FieldPanel("assessed")]),
    ]

    def __str__(self):
        return self.label


class AssessmentWording(models.Model):
    """A programme's own words for one of the five grades."""

    programme = ParentalKey(Programme, on_delete=models.CASCADE, related_name="wordings")
    grade = models.PositiveSmallIntegerField(
        _("betyg"), validators=[MinValueValidator(1), MaxValueValidator(5)]
    )
    label_sv = models.CharField(_("ord på svenska"), max_length=80)
    label_en = models.CharField(_("ord på engelska"), max_length=80, blank=True)

    label = Translated()

    panels = [FieldRowPanel([FieldPanel("grade"), FieldPanel("label_sv"), FieldPanel("label_en")])]

    class Meta:
        ordering = ["grade"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "grade"], name="one_wording_per_grade"),
            models.CheckConstraint(
                condition=models.Q(grade__gte=1, grade__lte=5), name="wording_grade_1_to_5"
            ),
        ]

    def __str__(self):
        return self.label
