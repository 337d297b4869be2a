"""Goals in a tree, who answers for them, and what the responsible person judges."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.forms import CheckboxSelectMultiple
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.models import DraftStateMixin, Orderable, RevisionMixin
from wagtail.search import index

from lagesbild.assessment import GOAL_GRADES
from lagesbild.barometer.models.programmes import Programme
from lagesbild.barometer.parent_field import ChooseParent
from lagesbild.framework.choose_several import ChooseSeveral
from lagesbild.framework.language import in_the_language_in_force
from lagesbild.framework.publishing import PublicQuerySet, Published
from lagesbild.framework.translated import Translated
from lagesbild.organisations.models import Responsibility, followed_up

DEEPEST = 6
"""Levels in a programme. The gate to the public looks this far up for a goal that is not published."""
TEXT_FEATURES = ["h3", "bold", "italic", "ul", "ol", "link", "document-link"]

FIGURES_IN_TEXTS = _(
    "Skriv en siffra som {{nyckeltal:adress}}, så stämmer den alltid med nyckeltalet. Adressen är sista delen av"
    " nyckeltalets sida. {{nyckeltal:adress 2022}} ger värdet det året, {{nyckeltal:adress ändring}} hur mycket det"
    " har ändrats."
)


class Goal(Published):
    """A goal with one permanent identity. Its code is hand-set and may change between editions."""

    programme = models.ForeignKey(
        Programme, verbose_name=_("program"), on_delete=models.PROTECT, related_name="goals"
    )
    parent = models.ForeignKey(
        "self",
        verbose_name=_("hör till målet"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="children",
    )
    code = models.CharField(
        _("nummer"), max_length=20, blank=True, help_text=_("Till exempel SE.17 eller 134.")
    )
    former_codes = models.TextField(_("tidigare nummer"), blank=True, help_text=_("Skilj dem åt med komma."))
    order = models.PositiveSmallIntegerField(_("ordning"), default=0)
    name_sv = models.CharField(_("namn på svenska"), max_length=255)
    name_en = models.CharField(_("namn på engelska"), max_length=255, blank=True)
    text_sv = models.TextField(_("vad som lovats, på svenska"), blank=True)
    text_en = models.TextField(_("vad som lovats, på engelska"), blank=True)
    status_sv = RichTextField(_("Hur går det? på svenska"), blank=True, features=TEXT_FEATURES)
    status_en = RichTextField(_("Hur går det? på engelska"), blank=True, features=TEXT_FEATURES)
    examples_sv = RichTextField(_("goda exempel på svenska"), blank=True, features=TEXT_FEATURES)
    examples_en = RichTextField(_("goda exempel på engelska"), blank=True, features=TEXT_FEATURES)
    as_of = models.DateField(
        _("texten gäller läget den"), null=True, blank=True, help_text=_("Visas intill texten.")
    )
    represents = models.ForeignKey(
        "framework.GlobalGoal",
        verbose_name=_("är programmets version av det globala målet"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="represented_by",
        help_text=_("Målets ord visas då på sidan för det globala målet."),
    )
    global_goals = ParentalManyToManyField(
        "framework.GlobalGoal", verbose_name=_("bidrar till globala mål"), blank=True, related_name="goals"
    )
    global_targets = ParentalManyToManyField(
        "framework.GlobalTarget", verbose_name=_("globala delmål"), blank=True, related_name="goals"
    )
    dnr = models.CharField(_("diarienummer"), max_length=40, blank=True)
    source_url = models.URLField(_("källa"), blank=True)

    name, text, status, examples = Translated(), Translated(), Translated(), Translated()

    panels = [
        MultiFieldPanel(
            [
                FieldRowPanel(
                    [FieldPanel("programme"), FieldPanel("parent", widget=ChooseParent), FieldPanel("order")]
                ),
                FieldRowPanel([FieldPanel("code"), FieldPanel("former_codes"), FieldPanel("slug")]),
                FieldPanel("name_sv"),
                FieldPanel("name_en"),
            ],
            heading=_("Målet"),
        ),
        MultiFieldPanel([FieldPanel("text_sv"), FieldPanel("text_en")], heading=_("Vad som lovats")),
        MultiFieldPanel(
            [
                FieldPanel("as_of"),
                FieldPanel("status_sv", help_text=FIGURES_IN_TEXTS),
                FieldPanel("status_en", help_text=FIGURES_IN_TEXTS),
            ],
            heading=_("Hur går det?"),
        ),
        MultiFieldPanel([FieldPanel("examples_sv"), FieldPanel("examples_en")], heading=_("Goda exempel")),
        InlinePanel("responsibilities", heading=_("Ansvariga"), label=_("ansvarig")),
        MultiFieldPanel(
            [
                FieldPanel("represents"),
                FieldPanel("global_goals", widget=CheckboxSelectMultiple),
                FieldPanel("global_targets", widget=ChooseSeveral),
            ],
            heading=_("Globala mål"),
        ),
        InlinePanel("documents", heading=_("Dokument"), label=_("dokument")),
        FieldRowPanel([FieldPanel("dnr"), FieldPanel("source_url")]),
    ]
    search_fields = [
        index.SearchField("name_sv"),
        index.SearchField("name_en"),
        index.SearchField("code"),
        index.SearchField("former_codes"),
        index.SearchField("text_sv"),
        index.SearchField("status_sv"),
        index.AutocompleteField("name_sv"),
        index.AutocompleteField("code"),
        index.FilterField("programme"),
    ]

    class Meta:
        ordering = ["programme", "order", "code"]
        verbose_name = _("mål")
        verbose_name_plural = pgettext_lazy("plural", "mål")
        constraints = [
            models.UniqueConstraint(fields=["programme", "slug"], name="goal_slug_in_programme"),
            models.UniqueConstraint(
                fields=["programme", "code"],
                condition=~Q(code=""),
                name="goal_code_in_programme",
                violation_error_message=_("Ett annat mål i programmet har redan det numret."),
            ),
            models.UniqueConstraint(
                fields=["programme", "represents"],
                name="one_goal_represents_a_global_goal",
                violation_error_message=_("Programmet har redan en version av det globala målet."),
            ),
        ]

    def __str__(self):
        return f"{self.code} {self.name_sv}".strip()

    def get_absolute_url(self):
        return reverse("goal", args=[self.programme.slug, self.slug])

    def clean(self):
        super().clean()
        above = self._above()
        if any(goal.pk == self.pk for goal in above if self.pk):
            raise ValidationError({"parent": _("Ett mål kan inte höra till sig självt.")})
        if any(goal.programme_id != self.programme_id for goal in above):
            raise ValidationError({"parent": _("Välj ett mål i samma program.")})
        if len(above) >= DEEPEST:
            raise ValidationError({"parent": _("Målen kan ha högst %(most)s nivåer.") % {"most": DEEPEST}})
        if self.pk and self.children.exclude(programme=self.programme_id).exists():
            raise ValidationError(
                {"programme": _("Målet har mål under sig i ett annat program. Flytta dem först.")}
            )

    def _above(self) -> list["Goal"]:
        """The goals above, from the nearest; a ring is cut where it closes."""
        above, goal = [], self.parent
        while goal and goal not in above:
            above.append(goal)
            goal = goal.parent
        return above

    def save(self, *args, update_fields=None, **kwargs):
        if self.pk and (update_fields is None or "code" in update_fields):
            self.former_codes = with_former_code(self)
        super().save(*args, update_fields=update_fields, **kwargs)


def with_former_code(thing) -> str:
    """``former_codes`` with the code that ``thing`` had until now, if it has got another."""
    before = type(thing).objects.filter(pk=thing.pk).values_list("code", flat=True).first()
    codes = [code.strip() for code in thing.former_codes.split(",") if code.strip()]
    if before and before != thing.code and before not in codes:
        codes.append(before)
    return ", ".join(code for code in codes if code != thing.code)


class GoalResponsibility(Responsibility):
    role = followed_up()
    goal = ParentalKey(Goal, on_delete=models.CASCADE, related_name="responsibilities")

    class Meta(Responsibility.Meta):
        constraints = [
            models.UniqueConstraint(fields=["goal", "organisation", "role"], name="goal_role_once")
        ]


class GoalDocument(Orderable):
    """A document or a page elsewhere that belongs to a goal."""

    goal = ParentalKey(Goal, on_delete=models.CASCADE, related_name="documents")
    title = models.CharField(_("rubrik"), max_length=200)
    document = models.ForeignKey(
        "wagtaildocs.Document",
        verbose_name=_("dokument"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
    )
    url = models.URLField(_("eller adress"), blank=True)

    panels = [FieldPanel("title"), FieldRowPanel([FieldPanel("document"), FieldPanel("url")])]

    class Meta(Orderable.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(document__isnull=False) ^ ~Q(url=""),
                name="goal_document_is_a_file_or_an_address",
                violation_error_message=_("Välj ett dokument eller skriv en adress, inte båda."),
            )
        ]

    def __str__(self):
        return self.title

    @property
    def href(self) -> str:
        return self.document.url if self.document_id else self.url


class GoalAssessment(DraftStateMixin, RevisionMixin, index.Indexed, models.Model):
    """What the responsible person judges on a day, with a motivation. A later one is added, none is rewritten."""

    goal = models.ForeignKey(
        Goal, verbose_name=_("mål"), on_delete=models.PROTECT, related_name="assessments"
    )
    grade = models.PositiveSmallIntegerField(
        _("bedömning"),
        null=True,
        blank=True,
        choices=[(grade, in_the_language_in_force(label)) for grade, label in GOAL_GRADES.items()],
        help_text=_("Lämna tomt om målet inte är bedömt."),
    )
    assessed_on = models.DateField(_("bedömt den"))
    assessed_by = models.CharField(
        _("bedömt av"), max_length=120, blank=True, help_text=_("En roll, inte ett namn.")
    )
    motivation_sv = models.TextField(_("motivering på svenska"))
    motivation_en = models.TextField(_("motivering på engelska"), blank=True)
    is_example = models.BooleanField(_("påhittat exempel"), default=False)

    motivation = Translated()

    objects = PublicQuerySet.as_manager()

    panels = [
        FieldPanel("goal"),
        FieldRowPanel([FieldPanel("grade"), FieldPanel("assessed_on"), FieldPanel("assessed_by")]),
        FieldPanel("motivation_sv"),
        FieldPanel("motivation_en"),
        FieldPanel("is_example"),
    ]
    search_fields = [
        index.SearchField("motivation_sv"),
        index.AutocompleteField("motivation_sv"),
        index.FilterField("grade"),
        index.FilterField("id"),
    ]

    class Meta:
        ordering = ["-assessed_on", "-pk"]
        verbose_name = _("målbedömning")
        verbose_name_plural = _("målbedömningar")
        constraints = [
            models.CheckConstraint(
                condition=Q(grade__isnull=True) | Q(grade__gte=min(GOAL_GRADES), grade__lte=max(GOAL_GRADES)),
                name="assessment_grade_1_to_5",
            )
        ]

    def __str__(self):
        return f"{self.goal}: {self.get_grade_display() or _('Ej bedömt')} ({self.assessed_on})"

    def clean(self):
        super().clean()
        # A date that cannot be read has been told of already.
        if isinstance(self.assessed_on, date) and self.assessed_on > timezone.localdate():
            raise ValidationError({"assessed_on": _("Datumet ligger i framtiden.")})
        before = type(self).objects.public().filter(pk=self.pk).values("goal", "grade", "assessed_on").first()
        if before and before != {"goal": self.goal_id, "grade": self.grade, "assessed_on": self.assessed_on}:
            raise ValidationError(
                _("Bedömningen är publicerad och ligger kvar som den är. Lägg till en ny i stället.")
            )
