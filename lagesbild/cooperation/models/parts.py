"""What several kinds of cooperation have alike: themes, decisions, documents, and reasons for what is missing."""

from django import forms
from django.core.validators import MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable

from lagesbild.framework.publishing import PublicQuerySet
from lagesbild.framework.translated import Translated

TICKS = forms.CheckboxSelectMultiple
"""Of a short list each is ticked by itself: nobody needs to know which key to hold."""
CURRENCY = RegexValidator(r"^[A-Z]{3}$", _("Skriv valutans tre bokstäver, till exempel SEK."))


def amount(label, **options) -> models.DecimalField:
    """Money, in the currency that stands beside it. Empty means unknown, never nothing."""
    options = {"null": True, "blank": True, "validators": [MinValueValidator(0)]} | options
    return models.DecimalField(label, max_digits=14, decimal_places=2, **options)


def currency() -> models.CharField:
    return models.CharField(_("valuta"), max_length=3, default="SEK", validators=[CURRENCY])


def line_currency() -> models.CharField:
    """The currency of a line that may have one of its own: ``in_currency`` says which it is."""
    return models.CharField(
        _("valuta"),
        max_length=3,
        blank=True,
        validators=[CURRENCY],
        help_text=_("Tomt: samma som projektets."),
    )


def voucher() -> models.CharField:
    """Where the payment stands in the books, for whoever recomputes a sum."""
    return models.CharField(_("verifikationsnummer"), max_length=40, blank=True)


def not_before(later: str, earlier: str, name: str, message) -> models.CheckConstraint:
    """The database refuses that ``later`` comes before ``earlier``; either may be unknown."""
    condition = Q(**{f"{later}__isnull": True}) | Q(**{f"{earlier}__isnull": True})
    return models.CheckConstraint(
        condition=condition | Q(**{f"{later}__gte": models.F(earlier)}),
        name=name,
        violation_error_message=message,
    )


class TiedQuerySet(PublicQuerySet):
    """Of what hangs on something else: public only where that is."""

    def public(self):
        tied = (Q(**{name: None}) | Q(**{f"{name}__live": True}) for name in self.model.TIED_TO)
        return super().public().filter(*tied)


class Theme(models.Model):
    """What cooperation is about, in the municipality's own words: shared by partnerships, projects and lessons."""

    name_sv = models.CharField(_("namn på svenska"), max_length=80, unique=True)
    name_en = models.CharField(_("namn på engelska"), max_length=80, blank=True)

    name = Translated()

    panels = [FieldRowPanel([FieldPanel("name_sv"), FieldPanel("name_en")])]

    class Meta:
        ordering = ["name_sv"]
        verbose_name = _("tema")
        verbose_name_plural = _("teman")

    def __str__(self):
        return self.name


class FocusArea(models.Model):
    """One of the fields that the municipality has decided to work in to reach goal 17."""

    name_sv = models.CharField(_("namn på svenska"), max_length=120, unique=True)
    name_en = models.CharField(_("namn på engelska"), max_length=120, blank=True)
    order = models.PositiveSmallIntegerField(_("ordning"), default=0)

    name = Translated()

    panels = [FieldRowPanel([FieldPanel("name_sv"), FieldPanel("name_en"), FieldPanel("order")])]

    class Meta:
        ordering = ["order", "name_sv"]
        verbose_name = _("insatsområde")
        verbose_name_plural = _("insatsområden")

    def __str__(self):
        return self.name


class Decision(Orderable):
    """Who decided, when, and under which paragraph of the minutes."""

    body = models.ForeignKey(
        "organisations.Organisation",
        verbose_name=_("beslutat av"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    decided_on = models.DateField(_("datum"))
    paragraph = models.CharField(_("paragraf"), max_length=20, blank=True, help_text=_("Till exempel § 112."))
    about_sv = models.CharField(_("vad som beslutades, på svenska"), max_length=300, blank=True)
    about_en = models.CharField(_("vad som beslutades, på engelska"), max_length=300, blank=True)
    dnr = models.CharField(_("diarienummer"), max_length=40, blank=True)

    about = Translated()

    panels = [
        FieldRowPanel(
            [FieldPanel("body"), FieldPanel("decided_on"), FieldPanel("paragraph"), FieldPanel("dnr")]
        ),
        FieldRowPanel([FieldPanel("about_sv"), FieldPanel("about_en")]),
    ]

    class Meta(Orderable.Meta):
        abstract = True

    @property
    def section(self) -> str:
        """The paragraph with its sign, which who writes "112" takes for granted."""
        return f"§ {self.paragraph}" if self.paragraph[:1].isdigit() else self.paragraph


class Attachment(Orderable):
    """A document of ours, or an address elsewhere."""

    title = models.CharField(_("rubrik"), max_length=200)
    document = models.ForeignKey(
        "wagtaildocs.Document",
        verbose_name=_("dokument"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
    )
    url = models.URLField(_("eller adress"), max_length=400, blank=True)
    dnr = models.CharField(_("diarienummer"), max_length=40, blank=True)

    panels = [
        FieldRowPanel([FieldPanel("title"), FieldPanel("dnr")]),
        FieldRowPanel([FieldPanel("document"), FieldPanel("url")]),
    ]

    class Meta(Orderable.Meta):
        abstract = True

    def __str__(self):
        return self.title

    @property
    def href(self) -> str:
        return self.document.url if self.document_id else self.url


class Gap(Orderable):
    """Why something an auditor asks for is not there. An empty cell without a reason answers nothing."""

    class Question(models.TextChoices):
        # In the order of the auditor's questions.
        OWNER = "owner", _("Ägare")
        DECISION = "decision", _("Beslut")
        COST = "cost", _("Kostnad")
        OWN_FUNDING = "own_funding", _("Egen finansiering")
        START = "start", _("Start")
        END = "end", _("Slut")
        RESULT = "result", _("Resultat")

    class GapReason(models.TextChoices):
        UNKNOWN = "unknown", _("Uppgiften saknas")
        NOT_YET = "not_yet", _("Inte klart ännu")
        NOT_APPLICABLE = "not_applicable", _("Finns inte här")
        SECRET = "secret", _("Sekretess")

    asked = models.CharField(_("uppgift"), max_length=12, choices=Question)
    reason = models.CharField(_("skäl"), max_length=16, choices=GapReason, default=GapReason.UNKNOWN)
    note_sv = models.CharField(_("förklaring på svenska"), max_length=300, blank=True)
    note_en = models.CharField(_("förklaring på engelska"), max_length=300, blank=True)

    note = Translated()

    panels = [
        FieldRowPanel([FieldPanel("asked"), FieldPanel("reason")]),
        FieldRowPanel([FieldPanel("note_sv"), FieldPanel("note_en")]),
    ]

    class Meta(Orderable.Meta):
        abstract = True

    def __str__(self):
        reason = self.get_reason_display()
        return f"{reason}: {self.note}" if self.note else f"{reason}"
