"""The lines of a project's form: partners, those responsible, budget, costs, results, decisions, papers and gaps."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable

from lagesbild.cooperation.models.partnerships import Keeper
from lagesbild.cooperation.models.parts import (
    Attachment,
    Decision,
    Gap,
    amount,
    not_before,
)
from lagesbild.cooperation.models.projects import Project
from lagesbild.framework.country_field import CountryField
from lagesbild.framework.translated import Translated
from lagesbild.organisations.models import Organisation


class ProjectPartner(Orderable):
    class Role(models.TextChoices):
        LEAD = "lead", _("Leder projektet")
        PARTNER = "partner", _("Part")
        ASSOCIATED = "associated", _("Medverkar utan egen budget")
        IMPLEMENTING = "implementing", _("Genomför på uppdrag")

    project = ParentalKey(Project, on_delete=models.CASCADE, related_name="partners")
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("organisation"), on_delete=models.PROTECT, related_name="projects"
    )
    role = models.CharField(_("roll"), max_length=12, choices=Role, default=Role.PARTNER)

    panels = [FieldRowPanel([FieldPanel("organisation"), FieldPanel("role")])]

    class Meta(Orderable.Meta):
        constraints = [
            models.UniqueConstraint(fields=["project", "organisation"], name="project_partner_once")
        ]


class ProjectResponsibility(Keeper):
    project = ParentalKey(Project, on_delete=models.CASCADE, related_name="responsibilities")

    class Meta(Keeper.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["project", "organisation", "role", "position"], name="project_role_once"
            )
        ]


class BudgetLine(Orderable):
    """What is planned to be spent between two days, in the project's currency. No longer than a year."""

    project = ParentalKey(Project, on_delete=models.CASCADE, related_name="budget_lines")
    starts = models.DateField(_("från"))
    finishes = models.DateField(_("till"))
    about_sv = models.CharField(_("vad, på svenska"), max_length=200, blank=True)
    about_en = models.CharField(_("vad, på engelska"), max_length=200, blank=True)
    value = amount(_("belopp"), null=False, blank=False)

    about = Translated()

    panels = [
        FieldRowPanel([FieldPanel("starts"), FieldPanel("finishes"), FieldPanel("value")]),
        FieldRowPanel([FieldPanel("about_sv"), FieldPanel("about_en")]),
    ]

    class Meta(Orderable.Meta):
        constraints = [
            not_before(
                "finishes", "starts", "budget_line_finishes_after_it_starts", _("Till kommer före från.")
            )
        ]


class Cost(Orderable):
    """Money or work that the project has used, in the project's currency."""

    class Kind(models.TextChoices):
        CASH = "cash", _("Utgift")
        KIND = "kind", _("Arbete och lokaler")
        PARTNER = "partner", _("Betalt vidare till part")

    project = ParentalKey(Project, on_delete=models.CASCADE, related_name="costs")
    spent_on = models.DateField(_("datum"))
    kind = models.CharField(_("slag"), max_length=8, choices=Kind, default=Kind.CASH)
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("till"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    about = models.CharField(_("vad"), max_length=200, blank=True)
    value = amount(_("belopp"), null=False, blank=False)

    panels = [
        FieldRowPanel([FieldPanel("spent_on"), FieldPanel("kind"), FieldPanel("value")]),
        FieldRowPanel([FieldPanel("about"), FieldPanel("organisation")]),
    ]


class ResultLine(Orderable):
    """A line of the results framework, read from the top: an outcome belongs to the objective above it,
    an output to the outcome above it, a measure to whatever line stands above it."""

    class Level(models.TextChoices):
        OBJECTIVE = "objective", _("Långsiktigt mål")
        OUTCOME = "outcome", _("Effekt")
        OUTPUT = "output", _("Resultat")
        MEASURE = "measure", _("Mått")

    project = ParentalKey(Project, on_delete=models.CASCADE, related_name="result_lines")
    level = models.CharField(_("nivå"), max_length=10, choices=Level, default=Level.OUTPUT)
    text_sv = models.CharField(_("text på svenska"), max_length=300)
    text_en = models.CharField(_("text på engelska"), max_length=300, blank=True)
    unit_sv = models.CharField(_("enhet på svenska"), max_length=40, blank=True)
    unit_en = models.CharField(_("enhet på engelska"), max_length=40, blank=True)
    baseline = models.DecimalField(_("utgångsläge"), max_digits=14, decimal_places=2, null=True, blank=True)
    baseline_year = models.PositiveSmallIntegerField(_("år för utgångsläget"), null=True, blank=True)
    target = models.DecimalField(_("målvärde"), max_digits=14, decimal_places=2, null=True, blank=True)
    target_on = models.DateField(_("ska nås"), null=True, blank=True)
    actual = models.DecimalField(_("utfall"), max_digits=14, decimal_places=2, null=True, blank=True)
    actual_on = models.DateField(_("mätt den"), null=True, blank=True)
    note_sv = models.CharField(_("kommentar på svenska"), max_length=300, blank=True)
    note_en = models.CharField(_("kommentar på engelska"), max_length=300, blank=True)

    text, unit, note = Translated(), Translated(), Translated()

    panels = [
        FieldRowPanel([FieldPanel("level"), FieldPanel("text_sv"), FieldPanel("text_en")]),
        FieldRowPanel(
            [FieldPanel("baseline"), FieldPanel("target"), FieldPanel("actual")], heading=_("Bara för mått")
        ),
        FieldRowPanel([FieldPanel("baseline_year"), FieldPanel("target_on"), FieldPanel("actual_on")]),
        FieldRowPanel([FieldPanel("unit_sv"), FieldPanel("unit_en")]),
        FieldRowPanel([FieldPanel("note_sv"), FieldPanel("note_en")]),
    ]

    class Meta(Orderable.Meta):
        constraints = [
            models.CheckConstraint(
                condition=models.Q(actual__isnull=True) | models.Q(actual_on__isnull=False),
                name="result_actual_is_dated",
                violation_error_message=_("Skriv vilken dag utfallet mättes."),
            )
        ]

    def clean(self):
        super().clean()
        measured = ("baseline", "target", "actual")
        if self.level != self.Level.MEASURE and any(getattr(self, name) is not None for name in measured):
            raise ValidationError({"level": _("Bara ett mått har utgångsläge, målvärde och utfall.")})


class ProjectCountry(Orderable):
    """A country that the project is for, and how much of it. Together they are 100 percent."""

    project = ParentalKey(Project, on_delete=models.CASCADE, related_name="countries")
    country = CountryField(_("land"))
    share = models.DecimalField(
        _("andel, procent"),
        max_digits=5,
        decimal_places=2,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )

    panels = [FieldRowPanel([FieldPanel("country"), FieldPanel("share")])]

    class Meta(Orderable.Meta):
        constraints = [models.UniqueConstraint(fields=["project", "country"], name="project_country_once")]


class ProjectDecision(Decision):
    project = ParentalKey(Project, on_delete=models.CASCADE, related_name="decisions")


class ProjectDocument(Attachment):
    project = ParentalKey(Project, on_delete=models.CASCADE, related_name="documents")

    class Meta(Attachment.Meta):
        constraints = [
            models.CheckConstraint(
                condition=models.Q(document__isnull=False) ^ ~models.Q(url=""),
                name="project_document_is_a_file_or_an_address",
                violation_error_message=_("Välj ett dokument eller skriv en adress, inte båda."),
            )
        ]


class ProjectGap(Gap):
    project = ParentalKey(Project, on_delete=models.CASCADE, related_name="gaps")

    class Meta(Gap.Meta):
        constraints = [models.UniqueConstraint(fields=["project", "asked"], name="project_gap_once")]
