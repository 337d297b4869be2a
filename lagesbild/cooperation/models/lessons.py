"""What cooperation has taught: what made it work, what stood in the way, and what was done about it."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.search import index

from lagesbild.cooperation.models.exchanges import Exchange
from lagesbild.cooperation.models.partnerships import Partnership
from lagesbild.cooperation.models.parts import Theme, TiedQuerySet
from lagesbild.cooperation.models.projects import Project
from lagesbild.framework.publishing import Reviewed
from lagesbild.framework.translated import Translated
from lagesbild.organisations.models import Organisation


class Lesson(Reviewed):
    """A success factor or a challenge, seen in some cooperation, with what shows it."""

    TIED_TO = ("partnership", "project", "exchange", "exchange__partnership", "exchange__project")

    class Kind(models.TextChoices):
        SUCCESS = "success", _("Framgångsfaktor")
        CHALLENGE = "challenge", _("Utmaning")

    kind = models.CharField(_("slag"), max_length=10, choices=Kind, default=Kind.SUCCESS)
    title_sv = models.CharField(_("i en mening, på svenska"), max_length=200)
    title_en = models.CharField(_("i en mening, på engelska"), max_length=200, blank=True)
    noted_on = models.DateField(_("noterat den"))
    partnership = models.ForeignKey(
        Partnership,
        verbose_name=_("samarbete"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="lessons",
    )
    project = models.ForeignKey(
        Project,
        verbose_name=_("projekt"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="lessons",
    )
    exchange = models.ForeignKey(
        Exchange,
        verbose_name=_("utbyte"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="lessons",
    )
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("noterat av"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="lessons",
    )
    evidence_sv = models.TextField(_("vad som visar det, på svenska"))
    evidence_en = models.TextField(_("vad som visar det, på engelska"), blank=True)
    evidence_url = models.URLField(_("adress till underlaget"), max_length=400, blank=True)
    done_sv = models.TextField(_("vad som gjordes åt det, på svenska"), blank=True)
    done_en = models.TextField(_("vad som gjordes åt det, på engelska"), blank=True)
    done_on = models.DateField(_("gjort den"), null=True, blank=True)
    themes = ParentalManyToManyField(Theme, verbose_name=_("teman"), blank=True, related_name="lessons")
    is_example = models.BooleanField(_("påhittat exempel"), default=False)

    title, evidence, done = Translated(), Translated(), Translated()

    objects = TiedQuerySet.as_manager()

    panels = [
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("kind"), FieldPanel("noted_on")])]
            + [FieldPanel("title_sv"), FieldPanel("title_en")],
            heading=_("Lärdomen"),
        ),
        FieldRowPanel([FieldPanel("partnership"), FieldPanel("project"), FieldPanel("exchange")]),
        FieldPanel("organisation"),
        MultiFieldPanel(
            [FieldPanel("evidence_sv"), FieldPanel("evidence_en"), FieldPanel("evidence_url")],
            heading=_("Vad som visar det"),
        ),
        MultiFieldPanel(
            [FieldPanel("done_sv"), FieldPanel("done_en"), FieldPanel("done_on")],
            heading=_("Vad som gjordes åt det"),
        ),
        FieldPanel("themes"),
        FieldPanel("is_example"),
    ]
    search_fields = [
        index.SearchField("title_sv"),
        index.SearchField("evidence_sv"),
        index.AutocompleteField("title_sv"),
        index.FilterField("kind"),
    ]

    class Meta:
        ordering = ["-noted_on", "title_sv"]
        verbose_name = _("lärdom")
        verbose_name_plural = _("lärdomar")
        constraints = [
            models.CheckConstraint(
                condition=Q(partnership__isnull=False) | Q(project__isnull=False) | Q(exchange__isnull=False),
                name="lesson_comes_from_something",
                violation_error_message=_("Välj ett samarbete, ett projekt eller ett utbyte."),
            )
        ]

    def __str__(self):
        return self.title_sv

    def get_absolute_url(self):
        # The list is paged, and what stands after # never reaches the server.
        return f"{reverse('lessons')}?lardom={self.pk}#lardom-{self.pk}"
