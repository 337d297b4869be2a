"""The 17 global goals and their 169 targets: the vocabulary that everything else points to; and what was sent in."""

import uuid
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.search import index

from lagesbild.framework.contrast import contrast
from lagesbild.framework.publishing import FormerAddress
from lagesbild.framework.translated import Translated

__all__ = ["FormerAddress", "GlobalGoal", "GlobalTarget", "OutgoingMail", "PublicNumber", "SentForm"]

hex_colour = RegexValidator(
    r"^#[0-9A-Fa-f]{6}$", _("Skriv färgen som # och sex tecken, till exempel #19486A.")
)


def is_colour(text: str) -> bool:
    """Whether a text is a colour as ``hex_colour`` wants it, so that its contrast can be worked out."""
    return bool(hex_colour.regex.match(text))


class GlobalGoal(index.Indexed, models.Model):
    """One of the 17. Names differ between bodies, so a municipality may edit them; the number is fixed."""

    number = models.PositiveSmallIntegerField(_("nummer"), primary_key=True)
    name_sv = models.CharField(_("namn på svenska"), max_length=120)
    name_en = models.CharField(_("namn på engelska"), max_length=120)
    summary_sv = models.TextField(_("kort förklaring på svenska"), blank=True)
    summary_en = models.TextField(_("kort förklaring på engelska"), blank=True)
    colour = models.CharField(_("färg"), max_length=7, validators=[hex_colour])
    icon = models.ForeignKey(
        "wagtailimages.Image",
        verbose_name=_("egen ikon"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("FN:s ikoner följer inte med. Ladda upp en egen om kommunen har rätt att använda den."),
    )

    name, summary = Translated(), Translated()

    panels = [
        MultiFieldPanel([FieldPanel("name_sv"), FieldPanel("name_en")], heading=_("Namn")),
        MultiFieldPanel([FieldPanel("summary_sv"), FieldPanel("summary_en")], heading=_("Kort förklaring")),
        FieldPanel("colour"),
        FieldPanel("icon"),
    ]
    search_fields = [
        index.SearchField("name_sv"),
        index.SearchField("name_en"),
        index.AutocompleteField("name_sv"),
    ]

    class Meta:
        ordering = ["number"]
        verbose_name = _("globalt mål")
        verbose_name_plural = _("globala mål")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(number__gte=1, number__lte=17), name="global_goal_number_1_to_17"
            )
        ]

    def __str__(self):
        return f"{self.number}. {self.name}"

    def get_absolute_url(self):
        return reverse("global_goal", args=[self.number])

    @property
    def text_colour(self) -> str:
        """White or black, whichever reads best on the tile (10 of the official colours fail with white)."""
        return max(("#FFFFFF", "#000000"), key=lambda text: contrast(text, self.colour))

    def clean(self):
        super().clean()
        if is_colour(self.colour) and contrast(self.text_colour, self.colour) < 4.5:
            raise ValidationError({"colour": _("Varken vit eller svart text går att läsa på färgen.")})


class GlobalTarget(models.Model):
    """One of the 169 targets, under a short name of our own. The official wording is the UN's."""

    code = models.CharField(_("nummer"), max_length=6, unique=True)
    goal = models.ForeignKey(GlobalGoal, on_delete=models.CASCADE, related_name="targets")
    name_sv = models.CharField(_("namn på svenska"), max_length=160)
    name_en = models.CharField(_("namn på engelska"), max_length=160)
    order = models.PositiveSmallIntegerField(editable=False)

    name = Translated()

    class Meta:
        ordering = ["goal", "order"]
        verbose_name = _("globalt delmål")
        verbose_name_plural = _("globala delmål")

    def __str__(self):
        return f"{self.code} {self.name}"


class PublicNumber(models.Model):
    """A number a table, which the database raises whenever something public in it changes (database_state.py)."""

    table = models.CharField(max_length=100, unique=True)
    number = models.BigIntegerField(default=0)
    raised_in = models.BigIntegerField(null=True)
    """The transaction that raised it last, in PostgreSQL: one raises it once."""

    def __str__(self):
        return f"{self.table} {self.number}"


class SentForm(models.Model):
    """A form of the editor that was sent in, by the key it was drawn with, and what came of it (sent_forms.py)."""

    key = models.UUIDField(primary_key=True)
    kind = models.CharField(max_length=100)
    made_pk = models.PositiveBigIntegerField(null=True)
    rows = models.JSONField(default=dict)
    is_saved = models.BooleanField(default=False)
    sent_at = models.DateTimeField(auto_now_add=True, db_index=True)

    KEPT = timedelta(days=30)
    """No page is open for longer."""

    def __str__(self):
        return str(self.key)

    @classmethod
    def take_turn(cls, key: uuid.UUID, model: type[models.Model]) -> "SentForm | None":
        """The form of that key, once nobody else has it in hand; the caller's transaction holds it."""
        cls.objects.filter(sent_at__lt=timezone.now() - cls.KEPT).delete()
        # Inserting waits for another that is inserting the same, which looking it up does not.
        cls.objects.bulk_create([cls(key=key, kind=model._meta.label)], ignore_conflicts=True)
        return cls.objects.select_for_update().filter(key=key, kind=model._meta.label).first()

    def remember(self, thing: models.Model, form, is_autosave: bool) -> None:
        """What was saved of the form: the thing, and its new rows by their places; and whether a person saved it."""
        children = [child for formset in getattr(form, "formsets", {}).values() for child in formset.forms]
        self.made_pk = thing.pk
        self.rows |= {child.prefix: child.instance.pk for child in children if child.instance.pk}
        self.is_saved |= not is_autosave
        self.save()


class OutgoingMail(models.Model):
    """A letter that a page has asked for, until the mail server has it (outbox.py). It may hold a code or a link."""

    sender = models.CharField(max_length=320)
    to = models.CharField(max_length=320, blank=True)
    subject = models.CharField(max_length=500, blank=True)
    text = models.TextField(blank=True)
    html = models.TextField(blank=True)
    headers = models.JSONField(default=dict, blank=True)
    asked_at = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField()
    again_at = models.DateTimeField(default=timezone.now, db_index=True)
    tries = models.PositiveSmallIntegerField(default=0)
    trouble = models.CharField(max_length=300, blank=True)
    given_up = models.BooleanField(default=False)

    class Meta:
        default_permissions = ()

    def __str__(self):
        return f"{self.pk}"
