"""Lasting cooperation: twin towns, municipal partnerships, networks, agreements."""

from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Orderable
from wagtail.search import index

from lagesbild.barometer.models import Goal
from lagesbild.cooperation.models.parts import (
    TICKS,
    Attachment,
    Decision,
    FocusArea,
    Gap,
    Theme,
    amount,
    currency,
    not_before,
    voucher,
)
from lagesbild.framework.choose_several import ChooseSeveral
from lagesbild.framework.day_or_year import DayOrYear
from lagesbild.framework.publishing import Published
from lagesbild.framework.translated import Translated
from lagesbild.organisations.choosers import ChooseOurs
from lagesbild.organisations.models import Organisation, Responsibility

TAKEN = {"forteckning", "natverk", "karta", "lardomar", "utbyten", "rapport", "overvagt"}
"""Pages of their own below /samarbeten/: no partnership may have such an address."""


class Precision(models.TextChoices):
    """How exactly a date is known. Twin towns are remembered by decade."""

    DAY = "day", _("På dagen")
    YEAR = "year", _("Året är känt")
    DECADE = "decade", _("Årtiondet är känt")


class Partnership(Published):
    """Cooperation that goes on, with one or several partners outside the municipality."""

    class Kind(models.TextChoices):
        # From the most lasting to the most particular.
        TWIN_TOWN = "twin_town", _("Vänort")
        SISTER_CITY = "sister_city", _("Systerstad")
        MUNICIPAL = "municipal_partnership", _("Kommunalt partnerskap")
        NETWORK = "network", _("Nätverk")
        AGREEMENT = "agreement", _("Avtal")

    class Status(models.TextChoices):
        ACTIVE = "active", _("Pågår")
        RESTING = "resting", _("Vilande")
        ENDED = "ended", _("Avslutat")
        UNCLEAR = "unclear", _("Oklart om det pågår")

    name_sv = models.CharField(_("namn på svenska"), max_length=200)
    name_en = models.CharField(_("namn på engelska"), max_length=200, blank=True)
    kind = models.CharField(_("slag"), max_length=24, choices=Kind, default=Kind.TWIN_TOWN)
    status = models.CharField(_("läge"), max_length=10, choices=Status, default=Status.ACTIVE)
    description_sv = models.TextField(_("vad samarbetet är, på svenska"), blank=True)
    description_en = models.TextField(_("vad samarbetet är, på engelska"), blank=True)
    since = models.DateField(_("sedan"), null=True, blank=True)
    since_precision = models.CharField(
        _("hur säkert är startdatumet?"), max_length=8, choices=Precision, default=Precision.YEAR
    )
    ends = models.DateField(_("upphör"), null=True, blank=True)
    open_ended = models.BooleanField(_("gäller tills vidare"), default=False)
    review_on = models.DateField(_("ska ses över senast"), null=True, blank=True)
    yearly_cost = amount(_("kommunens kostnad per år, kronor"))
    own_funding = amount(_("varav egna pengar, kronor per år"))
    cost_note_sv = models.CharField(_("om kostnaden, på svenska"), max_length=300, blank=True)
    cost_note_en = models.CharField(_("om kostnaden, på engelska"), max_length=300, blank=True)
    result_sv = models.TextField(_("vad det har gett, på svenska"), blank=True)
    result_en = models.TextField(_("vad det har gett, på engelska"), blank=True)
    goals = ParentalManyToManyField(
        Goal, verbose_name=_("kommunens mål"), blank=True, related_name="partnerships"
    )
    global_goals = ParentalManyToManyField(
        "framework.GlobalGoal", verbose_name=_("globala mål"), blank=True, related_name="partnerships"
    )
    focus_areas = ParentalManyToManyField(
        FocusArea, verbose_name=_("insatsområden"), blank=True, related_name="partnerships"
    )
    themes = ParentalManyToManyField(Theme, verbose_name=_("teman"), blank=True, related_name="partnerships")
    dnr = models.CharField(_("diarienummer"), max_length=40, blank=True)
    source_url = models.URLField(_("källa"), max_length=400, blank=True)
    is_example = models.BooleanField(_("påhittat exempel"), default=False)

    name, description = Translated(), Translated()
    cost_note, result = Translated(), Translated()

    panels = [
        MultiFieldPanel(
            [
                FieldPanel("name_sv"),
                FieldRowPanel([FieldPanel("kind"), FieldPanel("status")]),
                FieldPanel("description_sv"),
            ],
            heading=_("Samarbetet"),
        ),
        InlinePanel("partners", heading=_("Parter"), label=_("part")),
        InlinePanel("responsibilities", heading=_("Ansvariga hos oss"), label=_("ansvarig")),
        MultiFieldPanel(
            [
                FieldRowPanel(
                    [
                        FieldPanel(
                            "since",
                            widget=DayOrYear,
                            help_text=_(
                                "Ett år räcker: 2019. För 1960-talet: skriv 1960 och välj Årtiondet är känt."
                            ),
                        ),
                        FieldPanel("since_precision"),
                    ]
                ),
                FieldRowPanel([FieldPanel("ends"), FieldPanel("open_ended"), FieldPanel("review_on")]),
            ],
            heading=_("Tid"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("yearly_cost"), FieldPanel("own_funding")]),
                FieldPanel("cost_note_sv"),
            ],
            heading=_("Kostnad"),
        ),
        InlinePanel(
            "fees",
            heading=_("Medlemsavgifter, år för år"),
            label=_("avgift"),
            help_text=_("Det som betalas till ett nätverk eller en förening, i den valuta avgiften har."),
            classname="collapsed",
        ),
        InlinePanel("decisions", heading=_("Beslut"), label=_("beslut")),
        MultiFieldPanel(
            [
                FieldPanel("global_goals", widget=TICKS),
                FieldPanel("focus_areas", widget=TICKS),
                FieldPanel("themes", widget=TICKS),
                FieldPanel("goals", widget=ChooseSeveral),
            ],
            heading=_("Mål och teman"),
        ),
        MultiFieldPanel([FieldPanel("result_sv")], heading=_("Vad det har gett")),
        InlinePanel("reviews", heading=_("Analyser"), label=_("analys"), classname="collapsed"),
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
                FieldPanel("cost_note_en"),
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
        index.FilterField("status"),
    ]

    class Meta:
        ordering = ["name_sv"]
        verbose_name = _("samarbete")
        verbose_name_plural = _("samarbeten")
        constraints = [
            models.UniqueConstraint(fields=["slug"], name="partnership_slug"),
            not_before(
                "ends",
                "since",
                "partnership_ends_after_it_began",
                _("Samarbetet kan inte upphöra innan det började."),
            ),
        ]

    def __str__(self):
        return self.name_sv

    def get_absolute_url(self):
        return reverse("partnership", args=[self.slug])

    @property
    def cost_in_a_year(self) -> tuple[Decimal | None, str, date | None]:
        """(amount, currency, day of its rate): what somebody has written, else the fee of the latest year."""
        latest_fee = max(self.fees.all(), key=lambda fee: fee.year, default=None)
        if self.yearly_cost is not None or latest_fee is None:
            return self.yearly_cost, "SEK", None
        return latest_fee.value, latest_fee.currency, latest_fee.day

    def clean(self):
        super().clean()
        if self.slug in TAKEN:
            raise ValidationError({"slug": _("Adressen är upptagen av en annan sida. Välj en annan.")})
        if self.ends and self.open_ended:
            raise ValidationError(
                {"open_ended": _("Det som gäller tills vidare har inget slutdatum. Ta bort det ena.")}
            )
        if (
            self.own_funding is not None
            and self.yearly_cost is not None
            and self.own_funding > self.yearly_cost
        ):
            raise ValidationError({"own_funding": _("De egna pengarna är mer än hela kostnaden.")})


class PartnershipPartner(Orderable):
    partnership = ParentalKey(Partnership, on_delete=models.CASCADE, related_name="partners")
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("organisation"), on_delete=models.PROTECT, related_name="partnerships"
    )
    role_sv = models.CharField(_("roll på svenska"), max_length=120, blank=True)
    role_en = models.CharField(_("roll på engelska"), max_length=120, blank=True)

    role = Translated()

    panels = [FieldRowPanel([FieldPanel("organisation"), FieldPanel("role_sv"), FieldPanel("role_en")])]

    class Meta(Orderable.Meta):
        constraints = [
            models.UniqueConstraint(fields=["partnership", "organisation"], name="partnership_partner_once")
        ]


class Keeper(Responsibility):
    """Who answers for it here, and the position (never a name) that keeps the contact."""

    position = models.CharField(
        _("tjänst som håller kontakten"),
        max_length=120,
        blank=True,
        help_text=_("En tjänst, inte ett namn: till exempel internationell samordnare."),
    )

    panels = [
        FieldRowPanel(
            [FieldPanel("organisation", widget=ChooseOurs), FieldPanel("role"), FieldPanel("position")]
        )
    ]

    class Meta(Responsibility.Meta):
        abstract = True


class PartnershipResponsibility(Keeper):
    partnership = ParentalKey(Partnership, on_delete=models.CASCADE, related_name="responsibilities")

    class Meta(Keeper.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "organisation", "role", "position"], name="partnership_role_once"
            )
        ]


class MembershipFee(Orderable):
    """What a membership costs in a year, in its own currency."""

    partnership = ParentalKey(Partnership, on_delete=models.CASCADE, related_name="fees")
    year = models.PositiveSmallIntegerField(
        _("år"), validators=[MinValueValidator(1900), MaxValueValidator(2200)]
    )
    value = amount(_("belopp"), null=False, blank=False)
    currency = currency()
    paid_on = models.DateField(_("betald"), null=True, blank=True)
    voucher = voucher()

    panels = [
        FieldRowPanel([FieldPanel("year"), FieldPanel("value"), FieldPanel("currency")]),
        FieldRowPanel([FieldPanel("paid_on"), FieldPanel("voucher")]),
    ]

    class Meta(Orderable.Meta):
        ordering = ["-year", "sort_order"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "year"],
                name="membership_fee_once_a_year",
                violation_error_message=_("Året har redan en avgift. Lägg ihop beloppen."),
            )
        ]

    @property
    def day(self) -> date:
        """The day whose rate counts: that of the payment, else the first of the year."""
        return self.paid_on or date(self.year, 1, 1)


class PartnershipReview(Orderable):
    """The day the cooperation was looked at as a whole: what helps, what hinders, should it go on?"""

    partnership = ParentalKey(Partnership, on_delete=models.CASCADE, related_name="reviews")
    reviewed_on = models.DateField(_("analyserat den"))
    conclusion_sv = models.TextField(_("slutsats på svenska"))
    conclusion_en = models.TextField(_("slutsats på engelska"), blank=True)

    conclusion = Translated()

    panels = [
        FieldPanel("reviewed_on"),
        FieldRowPanel([FieldPanel("conclusion_sv"), FieldPanel("conclusion_en")]),
    ]

    class Meta(Orderable.Meta):
        ordering = ["-reviewed_on", "sort_order"]


class PartnershipDecision(Decision):
    partnership = ParentalKey(Partnership, on_delete=models.CASCADE, related_name="decisions")


class PartnershipDocument(Attachment):
    partnership = ParentalKey(Partnership, on_delete=models.CASCADE, related_name="documents")

    class Meta(Attachment.Meta):
        constraints = [
            models.CheckConstraint(
                condition=models.Q(document__isnull=False) ^ ~models.Q(url=""),
                name="partnership_document_is_a_file_or_an_address",
                violation_error_message=_("Välj ett dokument eller skriv en adress, inte båda."),
            )
        ]


class PartnershipGap(Gap):
    partnership = ParentalKey(Partnership, on_delete=models.CASCADE, related_name="gaps")

    class Meta(Gap.Meta):
        constraints = [models.UniqueConstraint(fields=["partnership", "asked"], name="partnership_gap_once")]
