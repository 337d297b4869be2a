"""Meetings, visits, school exchanges and youth projects, with their participants as counts."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Orderable
from wagtail.search import index

from lagesbild.cooperation.models.grants import Grant
from lagesbild.cooperation.models.partnerships import Partnership
from lagesbild.cooperation.models.parts import (
    TICKS,
    Theme,
    TiedQuerySet,
    amount,
    currency,
    not_before,
    voucher,
)
from lagesbild.cooperation.models.projects import Project
from lagesbild.framework.country_field import CountryField
from lagesbild.framework.publishing import Published
from lagesbild.framework.translated import Translated
from lagesbild.organisations.choosers import ChooseOurs
from lagesbild.organisations.models import Organisation


class Exchange(Published):
    """Something people took part in. Who they were is told in numbers; there is nowhere to put a name."""

    TIED_TO = ("partnership", "project")

    class Kind(models.TextChoices):
        SCHOOL = "school", _("Skolutbyte")
        DIGITAL = "digital", _("Digitalt möte")
        YOUTH = "youth", _("Ungdomsprojekt")
        VISIT = "visit", _("Besök")
        MEETING = "meeting", _("Möte eller konferens")
        COURSE = "course", _("Utbildning")

    name_sv = models.CharField(_("namn på svenska"), max_length=200)
    name_en = models.CharField(_("namn på engelska"), max_length=200, blank=True)
    kind = models.CharField(_("slag"), max_length=10, choices=Kind, default=Kind.VISIT)
    starts = models.DateField(_("börjar"))
    finishes = models.DateField(_("slutar"), null=True, blank=True)
    place = models.CharField(_("plats"), max_length=120, blank=True)
    country = CountryField(_("land"), blank=True)
    partnership = models.ForeignKey(
        Partnership,
        verbose_name=_("samarbete"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="exchanges",
    )
    project = models.ForeignKey(
        Project,
        verbose_name=_("projekt"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="exchanges",
    )
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("ansvarig hos oss"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="exchanges",
    )
    description_sv = models.TextField(_("vad som hände, på svenska"), blank=True)
    description_en = models.TextField(_("vad som hände, på engelska"), blank=True)
    result_sv = models.TextField(_("vad det gav, på svenska"), blank=True)
    result_en = models.TextField(_("vad det gav, på engelska"), blank=True)
    participants_note_sv = models.CharField(
        _("om deltagarna, på svenska"),
        max_length=300,
        blank=True,
        help_text=_("Till exempel varför antalet inte är känt. Inga namn."),
    )
    participants_note_en = models.CharField(_("om deltagarna, på engelska"), max_length=300, blank=True)
    cost = amount(_("kostnad"))
    currency = currency()
    voucher = voucher()
    grant = models.ForeignKey(
        Grant,
        verbose_name=_("betalas av bidraget"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="exchanges",
    )
    global_goals = ParentalManyToManyField(
        "framework.GlobalGoal", verbose_name=_("globala mål"), blank=True, related_name="exchanges"
    )
    themes = ParentalManyToManyField(Theme, verbose_name=_("teman"), blank=True, related_name="exchanges")
    dnr = models.CharField(_("diarienummer"), max_length=40, blank=True)
    source_url = models.URLField(_("källa"), max_length=400, blank=True)
    is_example = models.BooleanField(_("påhittat exempel"), default=False)

    name, description = Translated(), Translated()
    result, participants_note = Translated(), Translated()

    objects = TiedQuerySet.as_manager()

    panels = [
        MultiFieldPanel(
            [
                FieldPanel("name_sv"),
                FieldRowPanel([FieldPanel("kind"), FieldPanel("starts"), FieldPanel("finishes")]),
                FieldRowPanel([FieldPanel("place"), FieldPanel("country")]),
                FieldRowPanel(
                    [
                        FieldPanel("partnership"),
                        FieldPanel("project"),
                        FieldPanel("organisation", widget=ChooseOurs),
                    ]
                ),
            ],
            heading=_("Utbytet"),
        ),
        InlinePanel("participants", heading=_("Deltagare, i antal"), label=_("grupp")),
        FieldPanel("participants_note_sv"),
        MultiFieldPanel(
            [FieldPanel("description_sv"), FieldPanel("result_sv")],
            heading=_("Vad som hände och vad det gav"),
        ),
        MultiFieldPanel(
            [FieldPanel("global_goals", widget=TICKS), FieldPanel("themes", widget=TICKS)],
            heading=_("Mål och teman"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("cost"), FieldPanel("currency")]),
                FieldRowPanel([FieldPanel("voucher"), FieldPanel("grant")]),
            ],
            heading=_("Kostnad"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("name_en"),
                FieldPanel("participants_note_en"),
                FieldPanel("description_en"),
                FieldPanel("result_en"),
            ],
            heading=_("På engelska"),
            classname="collapsed",
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("dnr"), FieldPanel("source_url")]),
                FieldRowPanel([FieldPanel("slug"), FieldPanel("is_example")]),
            ],
            heading=_("Diarienummer, källa och adress"),
            classname="collapsed",
        ),
    ]
    search_fields = [
        index.SearchField("name_sv"),
        index.SearchField("name_en"),
        index.SearchField("description_sv"),
        index.AutocompleteField("name_sv"),
        index.FilterField("kind"),
    ]

    class Meta:
        ordering = ["-starts", "name_sv"]
        verbose_name = _("utbyte")
        verbose_name_plural = _("utbyten")
        indexes = [models.Index(fields=["-starts", "name_sv"], name="exchange_latest_first")]
        constraints = [
            models.UniqueConstraint(fields=["slug"], name="exchange_slug"),
            not_before(
                "finishes",
                "starts",
                "exchange_finishes_after_it_starts",
                _("Utbytet kan inte sluta innan det börjar."),
            ),
        ]

    def __str__(self):
        return self.name_sv

    def get_absolute_url(self):
        return reverse("exchange", args=[self.slug])


class Participants(Orderable):
    """How many of one group took part."""

    class Role(models.TextChoices):
        PUPIL = "pupil", _("Elever")
        YOUTH = "youth", _("Unga utanför skolan")
        TEACHER = "teacher", _("Lärare")
        STAFF = "staff", _("Tjänstepersoner")
        ELECTED = "elected", _("Förtroendevalda")
        CIVIL_SOCIETY = "civil_society", _("Civilsamhälle")
        OTHER = "other", _("Andra")

    class Age(models.TextChoices):
        UNDER_13 = "0-12", _("0–12 år")
        TEENS = "13-17", _("13–17 år")
        YOUNG = "18-29", _("18–29 år")
        ADULT = "30-64", _("30–64 år")
        OLDER = "65-", _("65 år och äldre")
        UNKNOWN = "unknown", _("Ålder inte angiven")

    class Sex(models.TextChoices):
        WOMEN = "women", _("Kvinnor och flickor")
        MEN = "men", _("Män och pojkar")
        OTHER = "other", _("Annat")
        UNKNOWN = "unknown", _("Kön inte angivet")

    exchange = ParentalKey(Exchange, on_delete=models.CASCADE, related_name="participants")
    role = models.CharField(_("roll"), max_length=14, choices=Role, default=Role.STAFF)
    age = models.CharField(_("ålder"), max_length=8, choices=Age, default=Age.UNKNOWN)
    sex = models.CharField(_("kön"), max_length=8, choices=Sex, default=Sex.UNKNOWN)
    from_abroad = models.BooleanField(_("från utlandet"), default=False)
    count = models.PositiveIntegerField(_("antal"))

    panels = [
        # In one row the number, which is the whole point, fell outside an ordinary screen.
        FieldRowPanel([FieldPanel("count"), FieldPanel("role"), FieldPanel("from_abroad")]),
        FieldRowPanel([FieldPanel("age"), FieldPanel("sex")]),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("deltagare")
        verbose_name_plural = pgettext_lazy("plural", "deltagare")
        constraints = [
            models.UniqueConstraint(
                fields=["exchange", "role", "age", "sex", "from_abroad"],
                name="participants_group_once",
                violation_error_message=_("Gruppen står två gånger. Lägg ihop antalen."),
            )
        ]
