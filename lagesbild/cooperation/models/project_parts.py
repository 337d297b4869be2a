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
    line_currency,
    not_before,
    voucher,
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
    """What is planned to be spent between two days, by one partner or by all. No longer than a year."""

    project = ParentalKey(Project, on_delete=models.CASCADE, related_name="budget_lines")
    starts = models.DateField(_("från"))
    finishes = models.DateField(_("till"))
    about_sv = models.CharField(_("vad, på svenska"), max_length=200, blank=True)
    about_en = models.CharField(_("vad, på engelska"), max_length=200, blank=True)
    value = amount(_("belopp"), null=False, blank=False)
    currency = line_currency()
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("partens del"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("Bara om budgeten är delad mellan parterna."),
    )

    about = Translated()

    panels = [
        FieldRowPanel([FieldPanel("starts"), FieldPanel("finishes")]),
        FieldRowPanel([FieldPanel("value"), FieldPanel("currency"), FieldPanel("organisation")]),
        FieldRowPanel([FieldPanel("about_sv"), FieldPanel("about_en")]),
    ]

    class Meta(Orderable.Meta):
        constraints = [
            not_before(
                "finishes", "starts", "budget_line_finishes_after_it_starts", _("Till kommer före från.")
            )
        ]

    @property
    def in_currency(self) -> str:
        return self.currency or self.project.currency


class Cost(Orderable):
    """Money or work that the project has used. Less than nothing where something was put right or paid back."""

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
    value = amount(_("belopp"), null=False, blank=False, validators=[])
    currency = line_currency()
    voucher = voucher()
    grant = models.ForeignKey(
        "cooperation.Grant",
        verbose_name=_("betalas av bidraget"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="costs",
    )

    panels = [
        FieldRowPanel([FieldPanel("spent_on"), FieldPanel("kind"), FieldPanel("about")]),
        FieldRowPanel([FieldPanel("value"), FieldPanel("currency"), FieldPanel("voucher")]),
        FieldRowPanel([FieldPanel("organisation"), FieldPanel("grant")]),
    ]

    @property
    def in_currency(self) -> str:
        return self.currency or self.project.currency


YES_OR_NO = {"": ("", ""), "ja": ("Ja", "Yes"), "nej": ("Nej", "No")}


class ResultLine(Orderable):
    """A line of the results framework, read from the top: an outcome belongs to the objective above it,
    an output to the outcome above it, a measure to whatever line stands above it, a value to the measure above it.

    A measure is a number, a yes or no, or words. What it was in a period, of all or of a group, is a value."""

    class Level(models.TextChoices):
        OBJECTIVE = "objective", _("Långsiktigt mål")
        OUTCOME = "outcome", _("Effekt")
        OUTPUT = "output", _("Resultat")
        MEASURE = "measure", _("Mått")
        VALUE = "value", _("Värde för en period")

    class MeasuredAs(models.TextChoices):
        NUMBER = "number", _("Ett tal")
        YES_NO = "yes_no", _("Ja eller nej")
        WORDS = "words", _("Ord")

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
    measured_as = models.CharField(_("mäts som"), max_length=8, choices=MeasuredAs, default=MeasuredAs.NUMBER)
    target_words_sv = models.CharField(
        _("mål i ord, på svenska"), max_length=200, blank=True, help_text=_("Eller Ja eller Nej.")
    )
    target_words_en = models.CharField(_("mål i ord, på engelska"), max_length=200, blank=True)
    actual_words_sv = models.CharField(
        _("utfall i ord, på svenska"), max_length=200, blank=True, help_text=_("Eller Ja eller Nej.")
    )
    actual_words_en = models.CharField(_("utfall i ord, på engelska"), max_length=200, blank=True)
    starts = models.DateField(_("perioden börjar"), null=True, blank=True)
    finishes = models.DateField(_("perioden slutar"), null=True, blank=True)
    group_sv = models.CharField(
        _("grupp, på svenska"), max_length=80, blank=True, help_text=_("Till exempel flickor.")
    )
    group_en = models.CharField(_("grupp, på engelska"), max_length=80, blank=True)
    note_sv = models.CharField(_("kommentar på svenska"), max_length=300, blank=True)
    note_en = models.CharField(_("kommentar på engelska"), max_length=300, blank=True)

    text, unit, note = Translated(), Translated(), Translated()
    target_words, actual_words, group = Translated(), Translated(), Translated()

    panels = [
        FieldRowPanel([FieldPanel("level"), FieldPanel("text_sv"), FieldPanel("text_en")]),
        FieldRowPanel(
            [FieldPanel("starts"), FieldPanel("finishes"), FieldPanel("group_sv"), FieldPanel("group_en")],
            heading=_("Bara för ett värde för en period"),
        ),
        FieldRowPanel(
            [FieldPanel("baseline"), FieldPanel("target"), FieldPanel("actual")],
            heading=_("Bara för mått och värden"),
        ),
        FieldRowPanel(
            [FieldPanel("measured_as"), FieldPanel("target_words_sv"), FieldPanel("actual_words_sv")],
            heading=_("Mått i ord, eller ja och nej"),
        ),
        FieldRowPanel([FieldPanel("target_words_en"), FieldPanel("actual_words_en")]),
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
            ),
            models.CheckConstraint(
                condition=~models.Q(level="value")
                | models.Q(starts__isnull=False, finishes__isnull=False, finishes__gte=models.F("starts")),
                name="result_value_has_a_period",
                violation_error_message=_("Skriv vilken period värdet gäller, från och till."),
            ),
        ]

    def clean(self):
        super().clean()
        measured = ("baseline", "target", "actual")
        has_figures = any(getattr(self, name) is not None for name in measured)
        if has_figures and self.level not in (self.Level.MEASURE, self.Level.VALUE):
            raise ValidationError({"level": _("Bara ett mått har utgångsläge, målvärde och utfall.")})
        if self.measured_as == self.MeasuredAs.YES_NO:
            self._be_yes_or_no("target_words")
            self._be_yes_or_no("actual_words")

    def _be_yes_or_no(self, name: str) -> None:
        """The answer in both languages, whichever way it is typed."""
        answer = getattr(self, f"{name}_sv").strip().rstrip(".").casefold()
        if answer not in YES_OR_NO:
            raise ValidationError({f"{name}_sv": _("Skriv Ja eller Nej.")})
        swedish, english = YES_OR_NO[answer]
        setattr(self, f"{name}_sv", swedish)
        setattr(self, f"{name}_en", english)


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
