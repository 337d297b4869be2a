"""Applications, and the grants they lead to: instalments, claims, reports, and what must be kept afterwards."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Orderable
from wagtail.search import index

from lagesbild.cooperation.models.funding import Call, CallRule, FundingProgramme
from lagesbild.cooperation.models.parts import (
    Decision,
    TiedQuerySet,
    amount,
    currency,
    not_before,
    voucher,
)
from lagesbild.cooperation.models.projects import Project
from lagesbild.cooperation.same_money import GrantForm
from lagesbild.framework.country_field import CountriesField
from lagesbild.framework.publishing import Reviewed
from lagesbild.framework.translated import Translated
from lagesbild.organisations.models import Organisation


class Application(Reviewed):
    """What is asked of a call: with whom, for how long, for how much. Its draft is checked against the rules."""

    TIED_TO = ("project",)

    class Status(models.TextChoices):
        DRAFT = "draft", _("Utkast")
        SENT = "sent", _("Inskickad")
        GRANTED = "granted", _("Beviljad")
        REJECTED = "rejected", _("Avslag")
        WITHDRAWN = "withdrawn", _("Återtagen")

    name_sv = models.CharField(_("namn på svenska"), max_length=200)
    name_en = models.CharField(_("namn på engelska"), max_length=200, blank=True)
    call = models.ForeignKey(
        Call, verbose_name=_("utlysning"), on_delete=models.PROTECT, related_name="applications"
    )
    project = models.ForeignKey(
        Project,
        verbose_name=_("projekt"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="applications",
    )
    status = models.CharField(_("läge"), max_length=10, choices=Status, default=Status.DRAFT)
    kind = models.CharField(
        _("slag av ansökan"),
        max_length=60,
        blank=True,
        help_text=_("Finansiärens ord, till exempel förstudie."),
    )
    role = models.CharField(
        _("kommunens roll"), max_length=8, choices=Project.Role, default=Project.Role.LEAD
    )
    starts = models.DateField(_("börjar"), null=True, blank=True)
    finishes = models.DateField(_("slutar"), null=True, blank=True)
    currency = currency()
    budget = amount(_("hela budgeten"))
    applied = amount(_("sökt belopp"))
    own_cash = amount(_("egna pengar"))
    own_kind = amount(_("egen insats i arbete och lokaler"))
    participants = models.PositiveIntegerField(_("planerade deltagare"), null=True, blank=True)
    from_abroad = models.PositiveIntegerField(_("varav inbjudna från utlandet"), null=True, blank=True)
    activity_countries = CountriesField(
        _("länder där något händer"), blank=True, help_text=_("Landskoder: SE DK FI.")
    )
    sent_on = models.DateField(_("inskickad"), null=True, blank=True)
    decided_on = models.DateField(_("beslutad av finansiären"), null=True, blank=True)
    dnr = models.CharField(_("diarienummer"), max_length=40, blank=True)
    is_example = models.BooleanField(_("påhittat exempel"), default=False)

    name = Translated()

    objects = TiedQuerySet.as_manager()

    panels = [
        MultiFieldPanel(
            [
                FieldPanel("name_sv"),
                FieldPanel("name_en"),
                FieldRowPanel([FieldPanel("call"), FieldPanel("project")]),
                FieldRowPanel([FieldPanel("status"), FieldPanel("kind"), FieldPanel("role")]),
            ],
            heading=_("Ansökan"),
        ),
        InlinePanel("partners", heading=_("Parter"), label=_("part")),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("starts"), FieldPanel("finishes")]),
                FieldRowPanel([FieldPanel("participants"), FieldPanel("from_abroad")]),
                # In the form they are chosen by name; the letters are what is kept.
                FieldPanel("activity_countries", help_text=_("Välj ett land i taget.")),
            ],
            heading=_("Vad som planeras"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("budget"), FieldPanel("applied"), FieldPanel("currency")]),
                FieldRowPanel([FieldPanel("own_cash"), FieldPanel("own_kind")]),
            ],
            heading=_("Pengar"),
        ),
        InlinePanel("budget_lines", heading=_("Budgetposter"), label=_("budgetpost")),
        FieldRowPanel([FieldPanel("sent_on"), FieldPanel("decided_on"), FieldPanel("dnr")]),
        InlinePanel("decisions", heading=_("Beslut"), label=_("beslut")),
        FieldPanel("is_example"),
    ]
    search_fields = [index.SearchField("name_sv"), index.AutocompleteField("name_sv")]

    class Meta:
        ordering = ["-sent_on", "name_sv"]
        verbose_name = _("ansökan")
        verbose_name_plural = _("ansökningar")
        constraints = [
            not_before(
                "finishes",
                "starts",
                "application_finishes_after_it_starts",
                _("Arbetet kan inte sluta innan det börjar."),
            )
        ]

    def __str__(self):
        return self.name_sv


class ApplicationPartner(Orderable):
    application = ParentalKey(Application, on_delete=models.CASCADE, related_name="partners")
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("organisation"), on_delete=models.PROTECT, related_name="applications"
    )
    leads = models.BooleanField(_("leder"), default=False)
    confirmed = models.BooleanField(_("har tackat ja"), default=False)

    panels = [FieldRowPanel([FieldPanel("organisation"), FieldPanel("leads"), FieldPanel("confirmed")])]

    class Meta(Orderable.Meta):
        constraints = [
            models.UniqueConstraint(fields=["application", "organisation"], name="application_partner_once")
        ]


class ApplicationLine(Orderable):
    """A line of an application's budget, in its currency."""

    application = ParentalKey(Application, on_delete=models.CASCADE, related_name="budget_lines")
    about = models.CharField(_("vad"), max_length=200)
    value = amount(_("belopp"), null=False, blank=False)
    on = models.DateField(_("när"), null=True, blank=True)
    salary = models.BooleanField(_("lön till deltagare"), default=False)

    panels = [
        FieldRowPanel([FieldPanel("about"), FieldPanel("value"), FieldPanel("on"), FieldPanel("salary")])
    ]


class RuleJudgement(models.Model):
    """What a person thought of a rule that only a person can judge: in which role, when and why. The latest counts.

    Not a part of the application's versions: what was judged stays, whatever is written in the draft.
    """

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="rule_judgements")
    rule = models.ForeignKey(CallRule, on_delete=models.CASCADE, related_name="judgements")
    met = models.BooleanField(_("uppfylld"))
    role = models.CharField(
        _("bedömd av"), max_length=120, help_text=_("En tjänst, inte ett namn: till exempel jurist.")
    )
    judged_on = models.DateField(_("bedömd den"))
    reason = models.CharField(_("varför"), max_length=300)
    judged_at = models.DateTimeField(auto_now_add=True)
    judged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["judged_at", "pk"]

    def __str__(self):
        return f"{self.role} {self.judged_on}: {self.reason}"


class ApplicationDecision(Decision):
    application = ParentalKey(Application, on_delete=models.CASCADE, related_name="decisions")


class Grant(Reviewed):
    """Money that a funder has decided to give, and what follows with it."""

    TIED_TO = ("project", "programme")

    project = models.ForeignKey(
        Project, verbose_name=_("projekt"), on_delete=models.PROTECT, related_name="grants"
    )
    programme = models.ForeignKey(
        FundingProgramme, verbose_name=_("program"), on_delete=models.PROTECT, related_name="grants"
    )
    application = models.ForeignKey(
        Application,
        verbose_name=_("ansökan"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="grants",
    )
    reference = models.CharField(_("finansiärens nummer"), max_length=80, blank=True)
    currency = currency()
    value = amount(_("beviljat belopp"))
    value_note_sv = models.CharField(
        _("om beloppet, på svenska"),
        max_length=300,
        blank=True,
        help_text=_("Till exempel varför det inte är känt."),
    )
    value_note_en = models.CharField(_("om beloppet, på engelska"), max_length=300, blank=True)
    decided_on = models.DateField(_("beviljat den"), null=True, blank=True)
    starts = models.DateField(_("kostnader räknas från"), null=True, blank=True)
    finishes = models.DateField(_("kostnader räknas till"), null=True, blank=True)
    share = models.DecimalField(
        _("bidragets andel av kostnaderna, procent"),
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )
    in_arrears = models.BooleanField(_("betalas i efterskott"), default=False)
    visibility_sv = models.CharField(_("så ska finansiären synas, på svenska"), max_length=300, blank=True)
    visibility_en = models.CharField(_("så ska finansiären synas, på engelska"), max_length=300, blank=True)
    repayment_risk_sv = models.CharField(
        _("risk att få betala tillbaka, på svenska"), max_length=300, blank=True
    )
    repayment_risk_en = models.CharField(
        _("risk att få betala tillbaka, på engelska"), max_length=300, blank=True
    )
    retained_until = models.DateField(_("handlingarna sparas till"), null=True, blank=True)
    retention_rule = models.CharField(
        _("enligt regeln"), max_length=200, blank=True, help_text=_("Den längsta tiden gäller.")
    )
    archive = models.CharField(_("handlingarna finns"), max_length=200, blank=True)
    dnr = models.CharField(_("diarienummer"), max_length=40, blank=True)
    source_url = models.URLField(_("källa"), max_length=400, blank=True)
    is_example = models.BooleanField(_("påhittat exempel"), default=False)

    value_note, visibility, repayment_risk = Translated(), Translated(), Translated()

    objects = TiedQuerySet.as_manager()
    base_form_class = GrantForm

    panels = [
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("project"), FieldPanel("programme"), FieldPanel("application")]),
                FieldRowPanel([FieldPanel("value"), FieldPanel("currency"), FieldPanel("decided_on")]),
                FieldRowPanel([FieldPanel("value_note_sv"), FieldPanel("value_note_en")]),
                FieldRowPanel([FieldPanel("starts"), FieldPanel("finishes"), FieldPanel("share")]),
                FieldRowPanel([FieldPanel("reference"), FieldPanel("dnr"), FieldPanel("in_arrears")]),
            ],
            heading=_("Bidraget"),
        ),
        InlinePanel("instalments", heading=_("Utbetalningar"), label=_("utbetalning")),
        InlinePanel("claims", heading=_("Rekvisitioner"), label=_("rekvisition")),
        InlinePanel(
            "repayments",
            heading=_("Återbetalningar till finansiären"),
            label=_("återbetalning"),
            classname="collapsed",
        ),
        InlinePanel("reports", heading=_("Rapporter till finansiären"), label=_("rapport")),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("visibility_sv"), FieldPanel("visibility_en")]),
                FieldRowPanel([FieldPanel("repayment_risk_sv"), FieldPanel("repayment_risk_en")]),
                FieldRowPanel(
                    [FieldPanel("retained_until"), FieldPanel("retention_rule"), FieldPanel("archive")]
                ),
            ],
            heading=_("Plikter och risker"),
        ),
        InlinePanel("decisions", heading=_("Beslut"), label=_("beslut")),
        FieldRowPanel([FieldPanel("source_url"), FieldPanel("is_example")]),
    ]
    search_fields = [
        index.SearchField("reference"),
        index.AutocompleteField("reference"),
        index.FilterField("programme"),
    ]

    class Meta:
        ordering = ["-decided_on", "pk"]
        verbose_name = _("bidrag")
        verbose_name_plural = pgettext_lazy("plural", "bidrag")
        constraints = [
            not_before(
                "finishes",
                "starts",
                "grant_finishes_after_it_starts",
                _("Bidraget kan inte sluta innan det börjar."),
            )
        ]

    def __str__(self):
        return f"{self.programme}: {self.project}"

    def get_absolute_url(self):
        return f"{reverse('project', args=[self.project.slug])}#bidrag-{self.pk}"


class Instalment(Orderable):
    """A part of a grant that is paid by itself, in the grant's currency."""

    grant = ParentalKey(Grant, on_delete=models.CASCADE, related_name="instalments")
    due_on = models.DateField(_("väntas"), null=True, blank=True)
    value = amount(_("belopp"), null=False, blank=False)
    received_on = models.DateField(_("kom in"), null=True, blank=True)
    voucher = voucher()

    panels = [
        FieldRowPanel([FieldPanel("due_on"), FieldPanel("value")]),
        FieldRowPanel([FieldPanel("received_on"), FieldPanel("voucher")]),
    ]


class Claim(Orderable):
    """Costs that the funder is asked to pay afterwards, in the grant's currency: a request, not the payment."""

    class CameAs(models.TextChoices):
        # Not a key to the instalment: both are often written at once, and a new one has no key to point at.
        INSTALMENT = "instalment", _("Utbetalning i listan ovan: räknas bara där")
        ITSELF = "itself", _("Egen betalning, utöver utbetalningarna: räknas här")

    grant = ParentalKey(Grant, on_delete=models.CASCADE, related_name="claims")
    submitted_on = models.DateField(_("inskickad"))
    value = amount(_("begärt"), null=False, blank=False)
    approved_on = models.DateField(_("godkänd"), null=True, blank=True)
    approved = amount(_("godkänt"))
    paid_on = models.DateField(_("betald"), null=True, blank=True)
    came_as = models.CharField(
        _("pengarna kom in som"),
        max_length=10,
        choices=CameAs,
        blank=True,
        help_text=_("Välj när rekvisitionen är betald, så att samma pengar inte räknas två gånger."),
    )
    voucher = voucher()

    panels = [
        FieldRowPanel([FieldPanel("submitted_on"), FieldPanel("value")]),
        FieldRowPanel([FieldPanel("approved_on"), FieldPanel("approved"), FieldPanel("paid_on")]),
        FieldRowPanel([FieldPanel("came_as"), FieldPanel("voucher")]),
    ]

    class Meta(Orderable.Meta):
        constraints = [
            models.CheckConstraint(
                condition=models.Q(approved_on__isnull=True, approved__isnull=True, paid_on__isnull=True)
                | models.Q(approved_on__isnull=False, approved__isnull=False),
                name="claim_approval_is_whole",
                violation_error_message=_("En godkänd rekvisition har både dag och belopp."),
            )
        ]


class Repayment(Orderable):
    """Money of a grant that goes back to the funder, in the grant's currency: wanted back, and then paid."""

    grant = ParentalKey(Grant, on_delete=models.CASCADE, related_name="repayments")
    demanded_on = models.DateField(_("krävd"), null=True, blank=True)
    value = amount(_("belopp"), null=False, blank=False)
    repaid_on = models.DateField(_("betald tillbaka"), null=True, blank=True)
    voucher = voucher()
    reason_sv = models.CharField(_("varför, på svenska"), max_length=200, blank=True)
    reason_en = models.CharField(_("varför, på engelska"), max_length=200, blank=True)

    reason = Translated()

    panels = [
        FieldRowPanel([FieldPanel("demanded_on"), FieldPanel("value")]),
        FieldRowPanel([FieldPanel("repaid_on"), FieldPanel("voucher")]),
        FieldRowPanel([FieldPanel("reason_sv"), FieldPanel("reason_en")]),
    ]

    class Meta(Orderable.Meta):
        constraints = [
            models.CheckConstraint(
                condition=models.Q(demanded_on__isnull=False) | models.Q(repaid_on__isnull=False),
                name="repayment_is_dated",
                violation_error_message=_("Skriv vilken dag pengarna krävdes eller betalades tillbaka."),
            )
        ]


class ReportDue(Orderable):
    """A report that the funder wants."""

    grant = ParentalKey(Grant, on_delete=models.CASCADE, related_name="reports")
    about_sv = models.CharField(_("vilken rapport, på svenska"), max_length=200)
    about_en = models.CharField(_("vilken rapport, på engelska"), max_length=200, blank=True)
    due_on = models.DateField(_("senast"))
    done_on = models.DateField(_("lämnad"), null=True, blank=True)

    about = Translated()

    panels = [
        FieldRowPanel([FieldPanel("about_sv"), FieldPanel("about_en")]),
        FieldRowPanel([FieldPanel("due_on"), FieldPanel("done_on")]),
    ]

    class Meta(Orderable.Meta):
        ordering = ["due_on", "sort_order"]


class GrantDecision(Decision):
    grant = ParentalKey(Grant, on_delete=models.CASCADE, related_name="decisions")
