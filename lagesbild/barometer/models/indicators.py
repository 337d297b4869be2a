"""Indicators: one measure each, how to read it, and where its figures come from."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Orderable
from wagtail.search import index

from lagesbild.assessment import Break, Direction, Reference, Rule, Text
from lagesbild.barometer.models.goals import Goal, with_former_code
from lagesbild.framework.publishing import Published
from lagesbild.framework.translated import Translated
from lagesbild.organisations.models import Responsibility, followed_up

year_validators = [MinValueValidator(1900), MaxValueValidator(2200)]


class Indicator(Published):
    """One measure, shown under any number of goals. Its figures are in the store under ``figure``."""

    class Judged(models.IntegerChoices):
        # The value is assessment.Direction.
        HIGHER = 1, _("Högre är bättre")
        LOWER = -1, _("Lägre är bättre")
        HOLD = 2, _("Nivån ska hållas mellan två gränser")
        NOT = 0, _("Bedöms inte")

    class Method(models.TextChoices):
        # The default first.
        MANN_KENDALL = "mann-kendall", _("Mann–Kendall (värdenas ordning)")
        THEIL_SEN = "theil-sen", _("Theil–Sen (medianen av alla lutningar)")
        REGRESSION = "regression", _("Linjär regression")
        BASELINE = "baseline", _("Utgångsvärde mot senaste värde")

    code = models.CharField(_("nummer"), max_length=20, blank=True)
    former_codes = models.TextField(_("tidigare nummer"), blank=True)
    name_sv = models.CharField(_("namn på svenska"), max_length=255)
    name_en = models.CharField(_("namn på engelska"), max_length=255, blank=True)
    definition_sv = models.TextField(_("vad det mäter, på svenska"), blank=True)
    definition_en = models.TextField(_("vad det mäter, på engelska"), blank=True)
    note_sv = models.TextField(_("att tänka på, på svenska"), blank=True)
    note_en = models.TextField(_("att tänka på, på engelska"), blank=True)
    unit_sv = models.CharField(_("enhet på svenska"), max_length=60, blank=True)
    unit_en = models.CharField(_("enhet på engelska"), max_length=60, blank=True)
    decimals = models.PositiveSmallIntegerField(_("decimaler"), default=0, validators=[MaxValueValidator(6)])

    counted_per_sv = models.CharField(
        _("räknas per, på svenska"),
        max_length=200,
        blank=True,
        help_text=_("Det som värdet delas med: invånare 18–64 år, alla sjöar."),
    )
    counted_per_en = models.CharField(_("räknas per, på engelska"), max_length=200, blank=True)

    direction = models.SmallIntegerField(_("riktning"), choices=Judged, default=Judged.NOT)
    direction_reason_sv = models.TextField(_("varför den riktningen, på svenska"), blank=True)
    direction_reason_en = models.TextField(_("varför den riktningen, på engelska"), blank=True)
    direction_proposed = models.BooleanField(
        _("riktningen är startpaketets förslag"),
        default=False,
        help_text=_("Kryssa ur när ni har bekräftat riktningen eller valt en egen."),
    )
    method = models.CharField(
        _("metod för utvecklingen"), max_length=20, choices=Method, default=Method.MANN_KENDALL
    )
    start_year = models.PositiveSmallIntegerField(
        _("räkna från år"), null=True, blank=True, validators=year_validators
    )
    cycle_years = models.PositiveSmallIntegerField(
        _("mäts vart … år"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_(
            "Upprepas samma värde inom så många år räknas det en gång. Vattenstatus mäts vart sjätte år."
        ),
    )

    part_of = models.ForeignKey(
        "self",
        verbose_name=_("del av"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="parts",
        help_text=_(
            "Helheten som nyckeltalet är en del av, eller samma sak i en annan enhet. Ett mål räknar helheten en gång."
        ),
    )
    is_total = models.BooleanField(
        _("växer med kommunens storlek"),
        default=False,
        help_text=_("Ton, kronor eller antal. Jämförs med andra kommuner bara per invånare."),
    )
    window_years = models.PositiveSmallIntegerField(
        _("varje värde täcker … år"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_(
            "Medellivslängd räknas ofta på fem år. Värden som delar år räknas då inte som skilda mätningar."
        ),
    )

    small_change = models.FloatField(
        _("en liten förändring"),
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text=_(
            "I nyckeltalets enhet. En säker förändring som är mindre kallas knappt ändrad. Lämna tomt om ingen vet."
        ),
    )
    is_example = models.BooleanField(
        _("påhittat exempel"),
        default=False,
        help_text=_("Helt eller delvis påhittade siffror märks och räknas inte i någon rubrik."),
    )

    figure = models.CharField(
        _("id i siffrorna"), max_length=120, blank=True, help_text=_("Källans eget id, till exempel N00945.")
    )
    subgroup = models.CharField(_("grupp"), max_length=120, default="T", help_text=_("T är alla."))
    margin_figure = models.CharField(
        _("id för osäkerhetstalet"),
        max_length=120,
        blank=True,
        help_text=_("Källans egen felmarginal för nyckeltalet, där den publiceras. Hämtas med siffrorna."),
    )
    former_figures = models.CharField(
        _("tidigare id i siffrorna"),
        max_length=200,
        blank=True,
        help_text=_(
            "Id som källan har slutat publicera och som det här kommer efter. Skilj dem åt med komma."
        ),
    )
    by_form = models.BooleanField(
        _("mätvärden lämnas i formulär"),
        default=False,
        help_text=_("Den som följer upp nyckeltalet frågas då om nya värden i varje omgång."),
    )
    source_sv = models.CharField(_("källa som den ska anges"), max_length=200, blank=True)
    source_en = models.CharField(_("källa på engelska"), max_length=200, blank=True)
    source_url = models.URLField(_("adress till källan"), max_length=400, blank=True)
    expected_every_years = models.PositiveSmallIntegerField(
        _("nya siffror vart … år"),
        null=True,
        blank=True,
        default=1,
        help_text=_("Lämna tomt om inga fler siffror väntas."),
    )
    expected_month = models.PositiveSmallIntegerField(
        _("brukar komma i månad"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(12)],
        help_text=_("Året efter mätåret. Lämna tomt om det inte är känt."),
    )

    name, definition, note = Translated(), Translated(), Translated()
    unit, direction_reason, source = Translated(), Translated(), Translated()
    counted_per = Translated()

    panels = [
        HelpPanel(_("Siffrorna ändras inte här. De byggs om från källan; se id i siffrorna.")),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("code"), FieldPanel("former_codes"), FieldPanel("slug")]),
                FieldPanel("name_sv"),
                FieldPanel("name_en"),
                FieldPanel("definition_sv"),
                FieldPanel("definition_en"),
                FieldPanel("note_sv"),
                FieldPanel("note_en"),
                FieldRowPanel([FieldPanel("unit_sv"), FieldPanel("unit_en"), FieldPanel("decimals")]),
                FieldRowPanel([FieldPanel("counted_per_sv"), FieldPanel("counted_per_en")]),
            ],
            heading=_("Nyckeltalet"),
        ),
        InlinePanel("goal_links", heading=_("Visas under målen"), label=_("mål")),
        MultiFieldPanel([FieldPanel("part_of"), FieldPanel("is_total")], heading=_("Helhet och delar")),
        MultiFieldPanel(
            [
                FieldPanel("direction"),
                FieldPanel("direction_reason_sv"),
                FieldPanel("direction_reason_en"),
                FieldPanel("direction_proposed"),
                FieldRowPanel([FieldPanel("method"), FieldPanel("start_year")]),
                FieldRowPanel(
                    [FieldPanel("cycle_years"), FieldPanel("window_years"), FieldPanel("small_change")]
                ),
            ],
            heading=_("Hur det bedöms"),
        ),
        InlinePanel("reference_values", heading=_("Gränser, mål- och riktvärden"), label=_("värde")),
        InlinePanel("breaks", heading=_("Brott i serien"), label=_("brott")),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("figure"), FieldPanel("subgroup"), FieldPanel("by_form")]),
                FieldRowPanel([FieldPanel("margin_figure"), FieldPanel("former_figures")]),
                FieldPanel("is_example"),
                FieldRowPanel([FieldPanel("source_sv"), FieldPanel("source_en"), FieldPanel("source_url")]),
                FieldRowPanel([FieldPanel("expected_every_years"), FieldPanel("expected_month")]),
            ],
            heading=_("Var siffrorna kommer ifrån"),
        ),
        InlinePanel("series", heading=_("Fler serier i diagram och tabell"), label=_("serie")),
        InlinePanel("responsibilities", heading=_("Ansvariga"), label=_("ansvarig")),
    ]
    search_fields = [
        index.SearchField("name_sv"),
        index.SearchField("name_en"),
        index.SearchField("definition_sv"),
        index.SearchField("code"),
        index.SearchField("former_codes"),
        index.AutocompleteField("name_sv"),
        index.AutocompleteField("code"),
        index.FilterField("direction"),
    ]

    class Meta:
        ordering = ["name_sv"]
        verbose_name = _("nyckeltal")
        verbose_name_plural = pgettext_lazy("plural", "nyckeltal")
        constraints = [
            models.UniqueConstraint(fields=["slug"], name="indicator_slug"),
            models.UniqueConstraint(
                fields=["code"],
                condition=~models.Q(code=""),
                name="indicator_code",
                violation_error_message=_("Ett annat nyckeltal har redan det numret."),
            ),
            models.CheckConstraint(
                condition=models.Q(direction__in=[-1, 0, 1, 2]), name="indicator_direction_is_known"
            ),
            models.CheckConstraint(
                condition=models.Q(cycle_years__isnull=True) | models.Q(cycle_years__gte=1),
                name="indicator_cycle_is_a_year_or_more",
                violation_error_message=_("Mätningar kan inte komma oftare än en gång om året."),
            ),
            models.CheckConstraint(
                condition=models.Q(small_change__isnull=True) | models.Q(small_change__gt=0),
                name="indicator_small_change_is_above_nothing",
                violation_error_message=_("En liten förändring är större än noll."),
            ),
            models.CheckConstraint(
                condition=models.Q(window_years__isnull=True) | models.Q(window_years__gte=1),
                name="indicator_window_is_a_year_or_more",
                violation_error_message=_("Ett värde kan inte täcka mindre än ett år."),
            ),
        ]

    def __str__(self):
        return f"{self.code} {self.name_sv}".strip()

    def get_absolute_url(self):
        return reverse("indicator", args=[self.slug])

    def clean(self):
        super().clean()
        if self.pk and self.pk in self._above():
            raise ValidationError({"part_of": _("Ett nyckeltal kan inte vara en del av sig självt.")})
        if self.by_form and not self.figure:
            raise ValidationError(
                {
                    "figure": _(
                        "Värden som lämnas i formulär behöver ett id. Hitta på ett, till exempel EGET01."
                    )
                }
            )

    def _above(self) -> set[int]:
        """The indicators that it is a part of, and those that they are parts of."""
        above, whole = set(), self.part_of
        while whole and whole.pk not in above:
            above.add(whole.pk)
            whole = whole.part_of
        return above

    def save(self, *args, update_fields=None, **kwargs):
        if self.pk and (update_fields is None or "code" in update_fields):
            self.former_codes = with_former_code(self)
        super().save(*args, update_fields=update_fields, **kwargs)

    @property
    def unit_text(self) -> Text:
        """The unit in both languages."""
        return Text(self.unit_sv, self.unit_en or self.unit_sv)

    def rule(self) -> Rule:
        """How its figures are judged, in the terms of the assessment package."""
        return Rule(
            direction=Direction(self.direction),
            method=self.method,
            start_year=self.start_year,
            breaks=tuple(a_break.as_break() for a_break in self.breaks.all()),
            cycle_years=self.cycle_years,
            window_years=self.window_years,
            unit=self.unit_text,
            decimals=self.decimals,
            references=tuple(value.as_reference() for value in self.reference_values.all()),
            small_change=self.small_change,
            margin_indicator=self.margin_figure,
        )


class IndicatorGoal(Orderable):
    """An indicator's place under a goal of a programme, or directly under a global goal."""

    class Role(models.TextChoices):
        MAIN = "main", _("Huvudnyckeltal")
        COMPLEMENTARY = "complementary", _("Kompletterande")

    indicator = ParentalKey(Indicator, on_delete=models.CASCADE, related_name="goal_links")
    goal = models.ForeignKey(
        Goal,
        verbose_name=_("mål"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="indicator_links",
    )
    global_goal = models.ForeignKey(
        "framework.GlobalGoal",
        verbose_name=_("eller globalt mål"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="indicator_links",
        help_text=_("För ett nyckeltal som inte hör till något mål i ett program."),
    )
    role = models.CharField(_("roll"), max_length=16, choices=Role, default=Role.MAIN)
    leads_card = models.BooleanField(
        _("leder målets kort"),
        default=False,
        help_text=_("Visas först på målets kort på startsidan. Utan val visas det nyckeltal som går sämst."),
    )

    panels = [
        FieldRowPanel(
            [FieldPanel("goal"), FieldPanel("global_goal"), FieldPanel("role"), FieldPanel("leads_card")]
        )
    ]

    class Meta(Orderable.Meta):
        constraints = [
            models.UniqueConstraint(fields=["indicator", "goal"], name="indicator_once_under_a_goal"),
            models.UniqueConstraint(
                fields=["indicator", "global_goal"], name="indicator_once_under_a_global_goal"
            ),
            models.CheckConstraint(
                condition=models.Q(goal__isnull=False) ^ models.Q(global_goal__isnull=False),
                name="indicator_goal_is_of_a_programme_or_global",
                violation_error_message=_("Välj ett mål i ett program eller ett globalt mål, inte båda."),
            ),
        ]


class ReferenceValue(Orderable):
    """A level to hold the figures against. An indicator may have several."""

    class Kind(models.TextChoices):
        # What was promised, what must not be passed, what is advised, where it began, what the world agreed.
        TARGET = "target", _("Målvärde")
        LIMIT = "limit", _("Gränsvärde")
        GUIDELINE = "guideline", _("Riktvärde")
        BASELINE = "baseline", _("Utgångsvärde")
        GLOBAL = "global", _("Globalt mål")

    indicator = ParentalKey(Indicator, on_delete=models.CASCADE, related_name="reference_values")
    kind = models.CharField(_("slag"), max_length=12, choices=Kind, default=Kind.TARGET)
    label_sv = models.CharField(_("kallas på svenska"), max_length=120)
    label_en = models.CharField(_("kallas på engelska"), max_length=120, blank=True)
    value = models.FloatField(_("värde"))
    year = models.PositiveSmallIntegerField(_("år"), null=True, blank=True, validators=year_validators)
    source = models.CharField(_("var det är beslutat"), max_length=300, blank=True)

    label = Translated()

    panels = [
        FieldRowPanel([FieldPanel("kind"), FieldPanel("value"), FieldPanel("year")]),
        FieldRowPanel([FieldPanel("label_sv"), FieldPanel("label_en")]),
        FieldPanel("source"),
    ]

    class Meta(Orderable.Meta):
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(kind="baseline") | models.Q(year__isnull=False),
                name="baseline_has_a_year",
                violation_error_message=_("Ange vilket år utgångsvärdet gäller."),
            )
        ]

    def __str__(self):
        return f"{self.label_sv} {self.value}"

    def as_reference(self) -> Reference:
        return Reference(
            self.kind, Text(self.label_sv, self.label_en or self.label_sv), self.value, self.year
        )


class SeriesBreak(models.Model):
    """The first year whose figures cannot be compared with those before, and why."""

    indicator = ParentalKey(Indicator, on_delete=models.CASCADE, related_name="breaks")
    year = models.PositiveSmallIntegerField(_("första året i den nya serien"), validators=year_validators)
    reason_sv = models.CharField(_("orsak på svenska"), max_length=300)
    reason_en = models.CharField(_("orsak på engelska"), max_length=300, blank=True)

    reason = Translated()

    panels = [FieldPanel("year"), FieldPanel("reason_sv"), FieldPanel("reason_en")]

    class Meta:
        ordering = ["year"]
        constraints = [models.UniqueConstraint(fields=["indicator", "year"], name="one_break_a_year")]

    def __str__(self):
        return f"{self.year}: {self.reason}"

    def as_break(self) -> Break:
        return Break(self.year, Text(self.reason_sv, self.reason_en or self.reason_sv))


class IndicatorSeries(Orderable):
    """One more series to show: another group of people, a district, a category."""

    indicator = ParentalKey(Indicator, on_delete=models.CASCADE, related_name="series")
    label_sv = models.CharField(_("kallas på svenska"), max_length=120)
    label_en = models.CharField(_("kallas på engelska"), max_length=120, blank=True)
    area = models.CharField(
        _("områdeskod"), max_length=40, blank=True, help_text=_("Lämna tomt för kommunens eget område.")
    )
    subgroup = models.CharField(_("grupp"), max_length=120, default="T")

    label = Translated()

    panels = [
        FieldRowPanel([FieldPanel("label_sv"), FieldPanel("label_en")]),
        FieldRowPanel([FieldPanel("area"), FieldPanel("subgroup")]),
    ]

    def __str__(self):
        return self.label


class IndicatorResponsibility(Responsibility):
    role = followed_up()
    indicator = ParentalKey(Indicator, on_delete=models.CASCADE, related_name="responsibilities")

    class Meta(Responsibility.Meta):
        constraints = [
            models.UniqueConstraint(fields=["indicator", "organisation", "role"], name="indicator_role_once")
        ]
