"""Who answers for what: units of the municipality, partners outside it, and the people who log in."""

from django.contrib.auth.models import AbstractUser
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting
from wagtail.models import Orderable
from wagtail.search import index

from lagesbild.framework.contrast import contrast
from lagesbild.framework.country_field import CountryField
from lagesbild.framework.models import hex_colour, is_colour
from lagesbild.framework.publishing import Published
from lagesbild.framework.translated import Translated
from lagesbild.organisations.area_codes import comparison_trouble, home_trouble
from lagesbild.organisations.same_name import is_same_name

SWEDEN = "SE"


class Organisation(Published):
    """A committee, department, company or unit of the municipality, or a partner outside it."""

    class Kind(models.TextChoices):
        # From the top of the municipality down, then outwards.
        COUNCIL = "council", _("Fullmäktige")
        BOARD = "board", _("Nämnd eller styrelse")
        ADMINISTRATION = "administration", _("Förvaltning")
        COMPANY = "company", _("Kommunalt bolag")
        UNIT = "unit", _("Enhet")
        MUNICIPALITY = "municipality", _("Annan kommun eller stad")
        REGION = "region", _("Region, län eller delstat")
        AUTHORITY = "authority", _("Statlig myndighet")
        CIVIL_SOCIETY = "civil_society", _("Civilsamhälle")
        SCHOOL = "school", _("Skola eller högskola")
        BUSINESS = "business", _("Företag")
        FUNDER = "funder", _("Finansiär")
        NETWORK = "network", _("Nätverk")
        PARTNER = "partner", _("Annan samarbetspart")

        @classmethod
        def ours(cls) -> tuple["Organisation.Kind", ...]:
            """Those of the municipality itself, its companies too."""
            return (cls.COUNCIL, cls.BOARD, cls.ADMINISTRATION, cls.COMPANY, cls.UNIT)

    class Status(models.TextChoices):
        ACTIVE = "active", _("Verksam")
        DISSOLVED = "dissolved", _("Har upphört")

    name_sv = models.CharField(_("namn på svenska"), max_length=200)
    name_en = models.CharField(_("namn på engelska"), max_length=200, blank=True)
    kind = models.CharField(_("slag"), max_length=20, choices=Kind, default=Kind.BOARD)
    parent = models.ForeignKey(
        "self",
        verbose_name=_("hör till"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="units",
    )
    country = CountryField(_("land"), default="SE")
    status = models.CharField(_("läge"), max_length=12, choices=Status, default=Status.ACTIVE)
    successor = models.ForeignKey(
        "self",
        verbose_name=_("efterföljare"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="predecessors",
    )
    about_sv = models.TextField(_("om organisationen på svenska"), blank=True)
    about_en = models.TextField(_("om organisationen på engelska"), blank=True)
    contact_role = models.CharField(
        _("kontaktroll"), max_length=120, blank=True, help_text=_("En roll, till exempel hållbarhetsstrateg.")
    )
    contact_email = models.EmailField(_("e-post till rollen"), blank=True)
    website = models.URLField(_("webbplats"), blank=True)
    latitude = models.FloatField(
        _("latitud"), null=True, blank=True, validators=[MinValueValidator(-90), MaxValueValidator(90)]
    )
    longitude = models.FloatField(
        _("longitud"), null=True, blank=True, validators=[MinValueValidator(-180), MaxValueValidator(180)]
    )

    name, about = Translated(), Translated()

    panels = [
        MultiFieldPanel(
            [FieldPanel("name_sv"), FieldPanel("name_en"), FieldPanel("slug")], heading=_("Namn")
        ),
        FieldRowPanel([FieldPanel("kind"), FieldPanel("parent"), FieldPanel("country")]),
        FieldRowPanel([FieldPanel("status"), FieldPanel("successor")]),
        MultiFieldPanel([FieldPanel("about_sv"), FieldPanel("about_en")], heading=_("Om organisationen")),
        FieldRowPanel([FieldPanel("contact_role"), FieldPanel("contact_email"), FieldPanel("website")]),
        FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude")], heading=_("Plats på kartan")),
        InlinePanel(
            "aliases",
            heading=_("Kallas också"),
            label=_("namn"),
            help_text=_(
                "Andra namn och stavningar. En lista som läses in känner igen organisationen på dem, så att den"
                " inte blir två."
            ),
        ),
        InlinePanel("identifiers", heading=_("Nummer i andra register"), label=_("nummer")),
    ]
    search_fields = [
        index.SearchField("name_sv"),
        index.SearchField("name_en"),
        index.SearchField("about_sv"),
        index.AutocompleteField("name_sv"),
        index.FilterField("kind"),
    ]

    class Meta:
        ordering = ["name_sv"]
        verbose_name = _("organisation")
        verbose_name_plural = _("organisationer")
        constraints = [models.UniqueConstraint(fields=["slug"], name="organisation_slug")]

    def __str__(self):
        return self.name_sv

    def get_absolute_url(self):
        return reverse("organisation", args=[self.slug])

    def clean(self):
        super().clean()
        if self.successor_id and self.status != self.Status.DISSOLVED:
            raise ValidationError(
                {"successor": _("Bara en organisation som har upphört har en efterföljare.")}
            )
        if self.pk and self.pk in self._successors():
            raise ValidationError({"successor": _("En organisation kan inte efterträda sig själv.")})

    @classmethod
    def named(cls, name: str, country: str) -> "list[Organisation]":
        """Those in the country that have the name, an alias with it, or one that is spelled otherwise."""
        there = cls.objects.filter(country=country).prefetch_related("aliases")
        return [
            organisation
            for organisation in there
            if any(is_same_name(name, other) for other in organisation.all_names)
        ]

    @property
    def all_names(self) -> tuple[str, ...]:
        """Its names in both languages, and what it is called besides."""
        aliases = (alias.name for alias in self.aliases.all())
        return tuple(dict.fromkeys(filter(None, (self.name_sv, self.name_en, *aliases))))

    def _successors(self) -> list[int]:
        """Those that came after, from the nearest; a ring is cut where it closes."""
        successors, organisation = [], self.successor
        while organisation and organisation.pk not in successors:
            successors.append(organisation.pk)
            organisation = organisation.successor
        return successors


class Alias(Orderable):
    """What an organisation is called besides its names, in lists and files of ours or others."""

    organisation = ParentalKey(Organisation, on_delete=models.CASCADE, related_name="aliases")
    name = models.CharField(_("namn"), max_length=200)

    panels = [FieldPanel("name")]

    class Meta(Orderable.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "name"],
                name="alias_once",
                violation_error_message=_("Organisationen har redan det namnet."),
            )
        ]

    def __str__(self):
        return self.name


class Identifier(Orderable):
    """What an organisation is called in a register of others, so that it is found again and not doubled."""

    class Scheme(models.TextChoices):
        SWEDISH = "SE-ON", _("Svenskt organisationsnummer")
        IATI = "IATI", _("IATI:s organisationsnummer")
        PIC = "PIC", _("EU:s deltagarnummer (PIC)")
        WIKIDATA = "Wikidata", _("Wikidata")
        OTHER = "other", _("Annat register")

    organisation = ParentalKey(Organisation, on_delete=models.CASCADE, related_name="identifiers")
    scheme = models.CharField(_("register"), max_length=10, choices=Scheme, default=Scheme.SWEDISH)
    value = models.CharField(_("nummer"), max_length=60)

    panels = [FieldRowPanel([FieldPanel("scheme"), FieldPanel("value")])]

    class Meta(Orderable.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["scheme", "value"],
                name="identifier_once",
                violation_error_message=_("En annan organisation har redan det numret."),
            )
        ]

    def __str__(self):
        return f"{self.scheme} {self.value}"


class Responsibility(Orderable):
    """One organisation's part in something. Following up and carrying out are two duties, several may share each.

    The default is the duty that a round asks: of actions to carry out, of goals and indicators to follow up.
    """

    class Role(models.TextChoices):
        FOLLOW_UP = "follow_up", _("Uppföljningsansvar")
        IMPLEMENTATION = "implementation", _("Genomförandeansvar")

    organisation = models.ForeignKey(
        Organisation, verbose_name=_("organisation"), on_delete=models.PROTECT, related_name="%(class)s_set"
    )
    role = models.CharField(_("ansvar"), max_length=16, choices=Role, default=Role.IMPLEMENTATION)

    panels = [FieldRowPanel([FieldPanel("organisation"), FieldPanel("role")])]

    class Meta(Orderable.Meta):
        abstract = True


class User(AbstractUser):
    """Somebody who logs in, and the organisations they act for."""

    organisations = models.ManyToManyField(
        Organisation, verbose_name=_("organisationer"), blank=True, related_name="users"
    )


def followed_up() -> models.CharField:
    """The role where the duty that a round asks is to follow up. The default is what is seldom changed."""
    role = Responsibility.Role
    return models.CharField(_("ansvar"), max_length=16, choices=role, default=role.FOLLOW_UP)


@register_setting(icon="home")
class Municipality(BaseGenericSetting, ClusterableModel):
    """Whose barometer this is: its name, its place in the figures, and how it looks."""

    name = models.CharField(_("kommunens namn"), max_length=80, default="Kommunen")
    intro_sv = models.TextField(_("inledning på startsidan, svenska"), blank=True)
    intro_en = models.TextField(_("inledning på startsidan, engelska"), blank=True)
    notice_sv = models.CharField(_("notis överst på varje sida, svenska"), max_length=300, blank=True)
    notice_en = models.CharField(_("notis överst på varje sida, engelska"), max_length=300, blank=True)
    home_area = models.CharField(
        _("kommunens kod i siffrorna"),
        max_length=20,
        default="",
        blank=True,
        help_text=_("Fyra siffror med inledande nolla, till exempel 0680. Utan kod visas inga egna siffror."),
    )
    organisation_number = models.CharField(
        _("organisationsnummer"),
        max_length=11,
        blank=True,
        validators=[RegexValidator(r"^\d{6}-\d{4}$", _("Skriv sex siffror, bindestreck och fyra siffror."))],
        help_text=_("Till exempel 212000-0530. Behövs för öppna biståndsdata (IATI)."),
    )
    country = CountryField(_("land"), default="SE")
    latitude = models.FloatField(_("latitud"), null=True, blank=True)
    longitude = models.FloatField(_("longitud"), null=True, blank=True)
    accent_colour = models.CharField(
        _("färg"),
        max_length=7,
        default="#0B5563",
        validators=[hex_colour],
        help_text=_("En enda färg för länkar, knappar och kommunens egen linje i diagram."),
    )
    logo = models.ForeignKey(
        "wagtailimages.Image",
        verbose_name=_("logotyp"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    contact_role = models.CharField(_("kontaktroll"), max_length=120, blank=True)
    contact_email = models.EmailField(_("e-post för frågor och tillgänglighet"), blank=True)
    accessibility_reviewed = models.DateField(
        _("tillgängligheten senast granskad"),
        null=True,
        blank=True,
        help_text=_("Utan datum säger redogörelsen att kommunen inte har granskat webbplatsen."),
    )
    shortcomings_sv = models.TextField(_("kända brister i tillgängligheten, svenska"), blank=True)
    shortcomings_en = models.TextField(_("kända brister i tillgängligheten, engelska"), blank=True)

    synonyms = models.TextField(
        _("ord som betyder samma sak i sökningen"),
        blank=True,
        help_text=_("En rad för varje grupp, med komma emellan: buss, kollektivtrafik, resor."),
    )

    intro, notice, shortcomings = Translated(), Translated(), Translated()

    panels = [
        MultiFieldPanel(
            [
                FieldPanel("name"),
                FieldRowPanel(
                    [FieldPanel("home_area"), FieldPanel("organisation_number"), FieldPanel("country")]
                ),
                FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude")]),
            ],
            heading=_("Kommunen"),
        ),
        InlinePanel("comparisons", heading=_("Jämförs med"), label=_("område")),
        MultiFieldPanel([FieldPanel("accent_colour"), FieldPanel("logo")], heading=_("Utseende")),
        MultiFieldPanel(
            [FieldPanel(name) for name in ("intro_sv", "intro_en", "notice_sv", "notice_en")],
            heading=_("Texter"),
        ),
        MultiFieldPanel([FieldPanel("synonyms")], heading=_("Sökningen")),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("contact_role"), FieldPanel("contact_email")]),
                FieldPanel("accessibility_reviewed"),
                FieldPanel("shortcomings_sv"),
                FieldPanel("shortcomings_en"),
            ],
            heading=_("Kontakt och tillgänglighet"),
        ),
    ]

    class Meta:
        verbose_name = _("kommunen och utseendet")

    @property
    def home_areas(self) -> tuple[str, ...]:
        """The codes of the areas whose figures are the barometer's own: one, or none before it is said which."""
        return (self.home_area,) if self.home_area else ()

    def clean(self):
        super().clean()
        if self.home_area and self.country == SWEDEN and (trouble := home_trouble(self.home_area)):
            raise ValidationError({"home_area": trouble})
        if is_colour(self.accent_colour) and contrast(self.accent_colour, "#FFFFFF") < 4.5:
            raise ValidationError(
                {
                    "accent_colour": _(
                        "Färgen är för ljus: text i den går inte att läsa på vitt. Välj en mörkare."
                    )
                }
            )


class ComparisonArea(Orderable):
    """An area that the municipality's figures are shown beside, in this order."""

    municipality = ParentalKey(Municipality, on_delete=models.CASCADE, related_name="comparisons")
    area = models.CharField(_("områdeskod"), max_length=20)
    label_sv = models.CharField(_("kallas på svenska"), max_length=80)
    label_en = models.CharField(_("kallas på engelska"), max_length=80, blank=True)

    label = Translated()

    panels = [FieldRowPanel([FieldPanel("area"), FieldPanel("label_sv"), FieldPanel("label_en")])]

    def __str__(self):
        return self.label

    def clean(self):
        super().clean()
        home = getattr(self, "municipality", None)
        if (home is None or home.country == SWEDEN) and (trouble := comparison_trouble(self.area)):
            raise ValidationError({"area": trouble})
