"""Reporting rounds: what is asked of whom, what was answered, and every step of it, which nothing rewrites."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from lagesbild.barometer.models import Action, Goal, Indicator
from lagesbild.framework.translated import Translated
from lagesbild.organisations.models import Organisation


class Round(models.Model):
    """One follow-up: what is asked, of whom, by when. Closed, it is never opened again (see Record)."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("Förbereds")
        OPEN = "open", _("Öppen")
        CLOSED = "closed", _("Stängd")

    name = models.CharField(_("namn"), max_length=120)
    year = models.PositiveSmallIntegerField(_("gäller år"))
    instructions_sv = models.TextField(_("instruktion på svenska"), blank=True)
    instructions_en = models.TextField(_("instruktion på engelska"), blank=True)
    opens_on = models.DateField(_("öppnar"))
    closes_on = models.DateField(_("sista dag att svara"))
    asks_assessments = models.BooleanField(_("bedömning av mål"), default=True)
    asks_values = models.BooleanField(_("mätvärden till nyckeltal"), default=True)
    asks_actions = models.BooleanField(_("läget för åtgärder"), default=True)
    asks_texts = models.BooleanField(_("texten Hur går det?"), default=False)
    organisations = models.ManyToManyField(
        Organisation,
        verbose_name=_("frågas"),
        blank=True,
        related_name="rounds",
        help_text=_("Ingen vald: alla som ansvarar för något."),
    )
    held_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("håller i omgången"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Den som får svaren när någon svarar på ett brev om omgången."),
    )
    status = models.CharField(_("läge"), max_length=8, choices=Status, default=Status.DRAFT, editable=False)
    opened_at = models.DateTimeField(_("öppnad"), null=True, editable=False)
    closed_at = models.DateTimeField(_("stängd"), null=True, editable=False)

    instructions = Translated()

    class Meta:
        ordering = ["-year", "-opens_on"]
        verbose_name = _("uppföljningsomgång")
        verbose_name_plural = _("uppföljningsomgångar")
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_on__gte=models.F("opens_on")),
                name="round_closes_after_it_opens",
                violation_error_message=_("Sista dag kommer före första."),
            ),
            models.CheckConstraint(
                condition=Q(status="draft", opened_at__isnull=True, closed_at__isnull=True)
                | Q(status="open", opened_at__isnull=False, closed_at__isnull=True)
                | Q(status="closed", opened_at__isnull=False, closed_at__isnull=False),
                name="round_status_has_its_times",
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("round", args=[self.pk])

    def clean(self):
        super().clean()
        if not any((self.asks_assessments, self.asks_values, self.asks_actions, self.asks_texts)):
            raise ValidationError(_("Välj minst en sak att fråga om."))


class Item(models.Model):
    """One thing asked of one organisation in a round: a small form of its own.

    ``content`` is the answer as it stands, ``version`` how many times it has been saved: who saves must say
    which version they began from, so that nobody's text is written over unseen.
    """

    class Kind(models.TextChoices):
        # In the order of the reporter's list.
        ASSESSMENT = "assessment", _("Bedöm målet")
        VALUE = "value", _("Lämna mätvärde")
        ACTION = "action", _("Läget för åtgärden")
        TEXT = "text", _("Skriv hur det går")

    class Status(models.TextChoices):
        # The way an answer goes.
        TODO = "todo", _("Inte påbörjad")
        STARTED = "started", _("Påbörjad")
        SUBMITTED = "submitted", _("Inlämnad")
        RETURNED = "returned", _("Tillbaka med fråga")
        NOT_OURS = "not_ours", _("Inte vår, säger de")
        APPROVED = "approved", _("Godkänd och publicerad")

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="items")
    kind = models.CharField(_("fråga"), max_length=12, choices=Kind)
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("svarar"), on_delete=models.PROTECT, related_name="items"
    )
    goal = models.ForeignKey(Goal, null=True, blank=True, on_delete=models.PROTECT, related_name="items")
    indicator = models.ForeignKey(
        Indicator, null=True, blank=True, on_delete=models.PROTECT, related_name="items"
    )
    action = models.ForeignKey(Action, null=True, blank=True, on_delete=models.PROTECT, related_name="items")
    status = models.CharField(_("läge"), max_length=10, choices=Status, default=Status.TODO)
    content = models.JSONField(_("svar"), default=dict)
    version = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField(null=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["round", "organisation", "kind", "pk"]
        verbose_name = _("fråga i en omgång")
        verbose_name_plural = _("frågor i en omgång")
        permissions = [
            ("answer_item", _("Kan svara på det som den egna organisationen ansvarar för")),
            ("approve_item", _("Kan godkänna svar, skicka tillbaka dem och rätta dem")),
        ]
        constraints = [
            models.CheckConstraint(
                condition=(
                    Q(kind__in=["assessment", "text"], goal__isnull=False, indicator=None, action=None)
                    | Q(kind="value", goal=None, indicator__isnull=False, action=None)
                    | Q(kind="action", goal=None, indicator=None, action__isnull=False)
                ),
                name="item_asks_about_one_thing",
            ),
            *(
                models.UniqueConstraint(
                    fields=["round", "kind", "organisation", thing],
                    condition=Q(**{f"{thing}__isnull": False}),
                    name=f"item_once_for_each_{thing}",
                )
                for thing in ("goal", "indicator", "action")
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.thing}"

    def get_absolute_url(self):
        return reverse("item", args=[self.pk])

    @property
    def thing(self):
        return self.goal or self.indicator or self.action


class Step(models.Model):
    """Something that was done to an item. Steps are only added: together they are its whole history."""

    class What(models.TextChoices):
        SAVED = "saved", _("Sparade")
        # Saved from a version that somebody else had gone past: kept whole, shown to both, chosen by a person.
        CONFLICT = "conflict", _("Sparade samtidigt som någon annan")
        SUBMITTED = "submitted", _("Lämnade in")
        TAKEN_BACK = "taken_back", _("Tog tillbaka")
        RETURNED = "returned", _("Skickade tillbaka")
        NOT_OURS = "not_ours", _("Sa att frågan inte är deras")
        MOVED = "moved", _("Flyttade till en annan organisation")
        APPROVED = "approved", _("Godkände och publicerade")
        CORRECTED = "corrected", _("Rättade efter sista dag")

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="steps")
    number = models.PositiveIntegerField()
    what = models.CharField(max_length=10, choices=What)
    content = models.JSONField(default=dict)
    note = models.TextField(blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["item", "number"]
        constraints = [models.UniqueConstraint(fields=["item", "number"], name="step_number_once")]

    def __str__(self):
        return f"{self.item} {self.number}: {self.get_what_display()}"


class ReportedValue(models.Model):
    """A figure that was reported and approved. From here it is a source like the others (reported.py).

    The newest of an indicator, area, subgroup and period counts; the earlier stay as its vintages.
    """

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="reported_values")
    # Empty: the municipality's own, reported before it was said which one it is.
    area = models.CharField(_("område"), max_length=20, blank=True)
    subgroup = models.CharField(_("grupp"), max_length=120, default="T")
    period = models.CharField(_("period"), max_length=10)
    value = models.DecimalField(_("värde"), max_digits=20, decimal_places=6, null=True, blank=True)
    missing = models.CharField(
        _("varför det saknas"),
        max_length=2,
        blank=True,
        choices=[("-", _("Saknas")), (".", _("Gäller inte")), ("..", _("Sekretess"))],
    )
    comment_sv = models.TextField(_("kommentar på svenska"), blank=True)
    comment_en = models.TextField(_("kommentar på engelska"), blank=True)
    source = models.CharField(_("källa"), max_length=300, blank=True)
    correction = models.CharField(_("varför det rättades"), max_length=300, blank=True)
    step = models.OneToOneField(
        Step, null=True, blank=True, on_delete=models.PROTECT, related_name="reported_value"
    )
    approved_at = models.DateTimeField(_("godkänt"))

    comment = Translated()

    class Meta:
        ordering = ["indicator", "area", "subgroup", "period", "approved_at"]
        verbose_name = _("rapporterat mätvärde")
        verbose_name_plural = _("rapporterade mätvärden")
        constraints = [
            models.CheckConstraint(
                condition=Q(value__isnull=False, missing="") | (Q(value__isnull=True) & ~Q(missing="")),
                name="reported_value_or_reason",
            )
        ]

    def __str__(self):
        return f"{self.indicator} {self.period}: {self.value if self.value is not None else self.missing}"


class Letter(models.Model):
    """A mail to somebody: one collected when rounds open, one reminder a week, never two in a day."""

    class Kind(models.TextChoices):
        INVITATION = "invitation", _("Inbjudan")
        REMINDER = "reminder", _("Påminnelse")
        WEEKLY = "weekly", _("Veckobrev till samordnaren")
        WELCOME = "welcome", _("Inbjudan att logga in")

    # The open round that closes first, and the others it told of. Who has been told of a round is not invited to it
    # again. A letter to the coordinator is about no round in particular.
    round = models.ForeignKey(Round, null=True, on_delete=models.CASCADE, related_name="letters")
    also = models.ManyToManyField(Round, related_name="+")
    to = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="letters")
    kind = models.CharField(max_length=10, choices=Kind)
    day = models.DateField()
    items = models.PositiveIntegerField()
    # Empty until the mail server has taken it: what was begun and never sent is seen, and sent once more.
    sent_at = models.DateTimeField(null=True)
    # The first day it may be tried again, as long as it is not sent. Empty: there is nothing more to do.
    again_from = models.DateField(null=True)
    trouble = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-day", "to"]
        constraints = [models.UniqueConstraint(fields=["to", "day"], name="one_letter_a_day")]

    def __str__(self):
        return f"{self.get_kind_display()} {self.day}"


class Record(models.Model):
    """What was known and decided the day a round closed, as it was. The checksum shows that it still is."""

    round = models.OneToOneField(Round, on_delete=models.PROTECT, related_name="record")
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    def __str__(self):
        return f"{self.round} {self.made_at:%Y-%m-%d}"


class FindingAnswer(models.Model):
    """ "Known, because …": what somebody answered to a finding of the guard, and until when it may rest."""

    class Stance(models.TextChoices):
        KNOWN = "known", _("Känt")
        # To a source that has changed its figures.
        ACCEPTED = "accepted", _("Godtas")
        QUESTIONED = "questioned", _("Ifrågasätts hos källan")

    key = models.CharField(_("iakttagelse"), max_length=64)
    stance = models.CharField(_("svar"), max_length=10, choices=Stance, default=Stance.KNOWN)
    answer = models.CharField(_("känt, därför att"), max_length=300)
    until = models.DateField(_("får vila till"))
    answered_at = models.DateTimeField()
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["key", "-answered_at"]
        indexes = [models.Index(fields=["key", "-answered_at"], name="finding_latest_answer")]

    def __str__(self):
        return self.answer
