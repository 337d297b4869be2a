"""Others' money: who gives it, through which programme, when it can be applied for, and by which rules."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Orderable
from wagtail.search import index

from lagesbild.cooperation.countries import RulePlaces
from lagesbild.cooperation.models.parts import CURRENCY, Theme, TiedQuerySet, amount, currency, not_before
from lagesbild.cooperation.place_field import PlacesField, place_name
from lagesbild.framework.publishing import Reviewed
from lagesbild.framework.translated import Translated
from lagesbild.organisations.choosers import ChooseOfKind
from lagesbild.organisations.models import Organisation

PLACES = _(
    "Välj en i taget. EU och andra grupper betyder de länder som hör till dem den dag regeln prövas."
    " ”Fler som vi inte känner till”: listan är inte hel, så ett land som saknas kan ändå räknas."
    " Län och kommuner är till för regeln att sökande ska ligga i området."
)


class FundingProgramme(Reviewed):
    """A programme of a funder: what its calls belong to. Its end is known before the money stops."""

    name_sv = models.CharField(_("namn på svenska"), max_length=200)
    name_en = models.CharField(_("namn på engelska"), max_length=200, blank=True)
    funder = models.ForeignKey(
        Organisation, verbose_name=_("finansiär"), on_delete=models.PROTECT, related_name="funding_programmes"
    )
    about_sv = models.TextField(_("om programmet, på svenska"), blank=True)
    about_en = models.TextField(_("om programmet, på engelska"), blank=True)
    ends = models.DateField(_("upphör"), null=True, blank=True)
    ends_note_sv = models.CharField(_("vad som upphör, på svenska"), max_length=300, blank=True)
    ends_note_en = models.CharField(_("vad som upphör, på engelska"), max_length=300, blank=True)
    source_url = models.URLField(_("källa"), max_length=400, blank=True)

    name, about, ends_note = Translated(), Translated(), Translated()

    panels = [
        MultiFieldPanel(
            [
                FieldPanel("name_sv"),
                FieldPanel("name_en"),
                FieldPanel("funder", widget=ChooseOfKind(Organisation.Kind.FUNDER)),
            ],
            heading=_("Programmet"),
        ),
        MultiFieldPanel([FieldPanel("about_sv"), FieldPanel("about_en")], heading=_("Om programmet")),
        FieldPanel("ends"),
        FieldRowPanel([FieldPanel("ends_note_sv"), FieldPanel("ends_note_en")]),
        FieldPanel("source_url"),
    ]
    search_fields = [index.SearchField("name_sv"), index.AutocompleteField("name_sv")]

    class Meta:
        ordering = ["name_sv"]
        verbose_name = _("finansieringsprogram")
        verbose_name_plural = pgettext_lazy("plural", "finansieringsprogram")

    def __str__(self):
        return self.name_sv


class ListedStatus(models.TextChoices):
    """What a list that others keep says of a call in it (``Call.found``). Not asked again until the list is."""

    OPEN = "open"
    FORTHCOMING = "forthcoming"
    CLOSED = "closed"
    UNTOLD = ""


class Call(Reviewed):
    """A chance to apply, with its dates and its rules. Read from a portal or written by hand."""

    TIED_TO = ("programme",)

    programme = models.ForeignKey(
        FundingProgramme,
        verbose_name=_("program"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="calls",
    )
    reference = models.CharField(
        _("beteckning"),
        max_length=120,
        blank=True,
        help_text=_("Finansiärens egen, till exempel CERV-2026-…"),
    )
    name_sv = models.CharField(_("namn på svenska"), max_length=300)
    name_en = models.CharField(_("namn på engelska"), max_length=300, blank=True)
    summary_sv = models.TextField(_("vad som kan få pengar, på svenska"), blank=True)
    summary_en = models.TextField(_("vad som kan få pengar, på engelska"), blank=True)
    opens = models.DateField(_("öppnar"), null=True, blank=True)
    deadline = models.DateField(_("sista dag"), null=True, blank=True)
    currency = currency()
    amount_min = amount(_("minsta bidrag"))
    amount_max = amount(_("största bidrag"))
    url = models.URLField(_("adress"), max_length=400, blank=True)
    global_goals = ParentalManyToManyField(
        "framework.GlobalGoal", verbose_name=_("globala mål"), blank=True, related_name="calls"
    )
    themes = ParentalManyToManyField(Theme, verbose_name=_("teman"), blank=True, related_name="calls")
    # What the scan found, kept apart from what a person has decided above.
    origin = models.CharField(_("hämtad från"), max_length=60, blank=True, editable=False)
    fetched_at = models.DateTimeField(_("hämtad"), null=True, editable=False)
    suggested = models.JSONField(_("föreslagna mål"), default=list, editable=False)
    found = models.JSONField(_("som den hämtades"), default=dict, editable=False)

    name, summary = Translated(), Translated()

    objects = TiedQuerySet.as_manager()

    panels = [
        MultiFieldPanel(
            [
                FieldPanel("name_sv"),
                FieldPanel("name_en"),
                FieldRowPanel([FieldPanel("programme"), FieldPanel("reference")]),
                FieldRowPanel([FieldPanel("opens"), FieldPanel("deadline")]),
                FieldRowPanel([FieldPanel("amount_min"), FieldPanel("amount_max"), FieldPanel("currency")]),
                FieldPanel("url"),
            ],
            heading=_("Utlysningen"),
        ),
        MultiFieldPanel(
            [FieldPanel("summary_sv"), FieldPanel("summary_en")], heading=_("Vad som kan få pengar")
        ),
        InlinePanel("rules", heading=_("Regler"), label=_("regel")),
        FieldPanel("global_goals"),
        FieldPanel("themes"),
    ]
    search_fields = [
        index.SearchField("name_sv"),
        index.SearchField("name_en"),
        index.SearchField("reference"),
        index.SearchField("summary_sv"),
        index.AutocompleteField("name_sv"),
    ]

    class Meta:
        ordering = ["deadline", "name_sv"]
        verbose_name = _("utlysning")
        verbose_name_plural = _("utlysningar")
        constraints = [
            models.UniqueConstraint(
                fields=["origin", "reference"],
                condition=~models.Q(reference=""),
                name="call_reference_once",
            ),
            not_before(
                "deadline", "opens", "call_closes_after_it_opens", _("Sista dag kommer före öppningen.")
            ),
        ]

    def __str__(self):
        return self.name_sv

    def get_absolute_url(self):
        # The list is paged, and what stands after # never reaches the server.
        return f"{reverse('calls')}?utlysning={self.pk}#utlysning-{self.pk}"

    def with_content_json(self, content):
        # What the scan found is about the call, not about one version of its words.
        call = super().with_content_json(content)
        for name in ("origin", "fetched_at", "suggested", "found"):
            setattr(call, name, getattr(self, name))
        return call


class CallRule(Orderable):
    """One rule of a call, with the days it is in force. A rule is data: changed here, never in the code."""

    class Kind(models.TextChoices):
        # What the numbers mean stands in lagesbild/cooperation/rules/__init__.py, beside how each is answered.
        COUNTRIES = "countries", _("Minst så många länder")
        PARTNERS = "partners", _("Minst så många organisationer")
        ELIGIBLE = "eligible", _("Bara länder på listan räknas")
        LEAD = "lead", _("Den som leder ska komma från")
        AREA = "area", _("Sökande ska ligga i området")
        PARTICIPANTS = "participants", _("Minst så många deltagare")
        FROM_ABROAD = "from_abroad", _("Minst så många deltagare från utlandet")
        ACTIVITY_COUNTRIES = "activity_countries", _("Aktiviteter i minst så många länder")
        DURATION = "duration", _("Längd i månader")
        AMOUNT = "amount", _("Sökt belopp")
        COFINANCING = "cofinancing", _("Bidraget är högst så många procent av budgeten")
        OWN_SHARE = "own_share", _("Egen insats är minst så många procent av budgeten")
        BUDGET = "budget", _("Budgetposterna ska gå ihop med budgeten")
        SALARIES = "salaries", _("Inga löner till deltagare")
        PERIOD = "period", _("Kostnader inom tiden")
        DEADLINE = "deadline", _("Inlämnad i tid")
        BY_HAND = "by_hand", _("Bedöms av en människa")

    call = ParentalKey(Call, on_delete=models.CASCADE, related_name="rules")
    kind = models.CharField(_("slag"), max_length=20, choices=Kind)
    minimum = models.DecimalField(_("minst"), max_digits=14, decimal_places=2, null=True, blank=True)
    maximum = models.DecimalField(_("högst"), max_digits=14, decimal_places=2, null=True, blank=True)
    places = PlacesField(
        _("länder eller områden"),
        max_length=300,
        blank=True,
        help_text=_(
            "Landskoder med mellanslag emellan. EU betyder alla EU-länder: EU NO IS. Även EES, EFTA, KANDIDAT,"
            " NORDEN, EUROPA, AFRIKA, ASIEN, NORDAMERIKA, SYDAMERIKA, OCEANIEN. Ett frågetecken sist: resten av"
            " listan är inte känd. För områden: länens eller kommunernas koder, som 12 10 07."
        ),
    )
    applies_to = models.CharField(
        _("gäller bara ansökningar av slaget"), max_length=60, blank=True, help_text=_("Tomt: alla.")
    )
    per_year = models.BooleanField(_("beloppet gäller per år"), default=False)
    text_sv = models.CharField(_("regeln i ord, på svenska"), max_length=300, blank=True)
    text_en = models.CharField(_("regeln i ord, på engelska"), max_length=300, blank=True)
    source_url = models.URLField(_("källa"), max_length=400, blank=True)
    verified = models.BooleanField(_("kontrollerad mot källan"), default=False)
    valid_from = models.DateField(_("gäller från"), null=True, blank=True)
    valid_to = models.DateField(_("gäller till"), null=True, blank=True)

    text = Translated()

    panels = [
        FieldPanel("kind"),
        FieldRowPanel([FieldPanel("minimum"), FieldPanel("maximum"), FieldPanel("per_year")]),
        # In the form they are chosen by name; the codes are what is kept.
        FieldPanel("places", help_text=PLACES),
        FieldPanel("applies_to"),
        FieldRowPanel([FieldPanel("text_sv"), FieldPanel("text_en")]),
        FieldRowPanel([FieldPanel("valid_from"), FieldPanel("valid_to")]),
        FieldRowPanel([FieldPanel("source_url"), FieldPanel("verified")]),
    ]

    class Meta(Orderable.Meta):
        constraints = [
            not_before("valid_to", "valid_from", "rule_ends_after_it_begins", _("Till kommer före från."))
        ]

    def clean(self):
        super().clean()
        places = RulePlaces.read(self.places)
        if self.kind == self.Kind.AREA:
            wrong, sentence = places.not_areas, _("Regeln gäller län och kommuner. Ta bort: %(places)s.")
        else:
            wrong, sentence = places.unknown, _("Regeln gäller länder. Ta bort: %(places)s.")
        if wrong:
            raise ValidationError({"places": sentence % {"places": ", ".join(map(place_name, wrong))}})


class CallJudgement(models.Model):
    """Worth a look, or not for us: what somebody thought of a call on a day, and why. The latest counts."""

    class Judgement(models.TextChoices):
        WORTH_A_LOOK = "worth_a_look", _("Värd att titta på")
        NOT_FOR_US = "not_for_us", _("Inte för oss")

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="judgements")
    verdict = models.CharField(_("bedömning"), max_length=14, choices=Judgement)
    reason = models.CharField(_("varför"), max_length=300)
    judged_at = models.DateTimeField(_("bedömd"))
    judged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["-judged_at", "-pk"]

    def __str__(self):
        return f"{self.get_verdict_display()}: {self.reason}"


class ExchangeRate(models.Model):
    """What one unit of a currency was worth in kronor on a day. The latest on or before a day counts that day."""

    currency = models.CharField(_("valuta"), max_length=3, validators=[CURRENCY])
    on = models.DateField(_("dag"))
    kronor = models.DecimalField(_("kronor för en"), max_digits=14, decimal_places=6)
    source = models.CharField(_("källa"), max_length=200)

    panels = [
        FieldRowPanel([FieldPanel("currency"), FieldPanel("on"), FieldPanel("kronor")]),
        FieldPanel("source"),
    ]

    class Meta:
        ordering = ["currency", "-on"]
        verbose_name = _("växelkurs")
        verbose_name_plural = _("växelkurser")
        constraints = [
            models.UniqueConstraint(fields=["currency", "on"], name="one_rate_a_day"),
            models.CheckConstraint(
                condition=models.Q(kronor__gt=0),
                name="rate_is_above_zero",
                violation_error_message=_("Kursen ska vara större än noll."),
            ),
        ]

    def __str__(self):
        return f"{self.currency} {self.on}: {self.kronor}"
