"""Three questions that every action and every project is asked, and the answers to them."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel


class ConsideredAnswer(models.TextChoices):
    # Empty is a fourth: nobody has answered.
    YES = "yes", _("Ja")
    NO = "no", _("Nej")
    NOT_YET = "not_yet", _("Inte ännu")


QUESTIONS = {
    "civil_society": _("Har samverkan med civilsamhället övervägts?"),
    "environmental_management": _("Ingår arbetet i kommunens miljöledning?"),
    "external_funding": _("Har extern finansiering övervägts?"),
}
"""Field → question. Each field has a reason beside it, ``<field>_why``."""


def answer(question: str) -> models.CharField:
    return models.CharField(QUESTIONS[question], max_length=8, choices=ConsideredAnswer, blank=True)


def reason() -> models.CharField:
    return models.CharField(_("varför, eller varför inte"), max_length=300, blank=True)


class Considered(models.Model):
    """Yes, no or not yet to each of the three questions, with a reason. A no without a reason is no answer."""

    civil_society = answer("civil_society")
    civil_society_why = reason()
    environmental_management = answer("environmental_management")
    environmental_management_why = reason()
    external_funding = answer("external_funding")
    external_funding_why = reason()

    considered_panel = MultiFieldPanel(
        [FieldRowPanel([FieldPanel(name), FieldPanel(f"{name}_why")]) for name in QUESTIONS],
        heading=_("Har detta övervägts?"),
    )

    class Meta:
        abstract = True

    def clean(self):
        super().clean()
        unexplained = [
            name
            for name in QUESTIONS
            if getattr(self, name) == ConsideredAnswer.NO and not getattr(self, f"{name}_why")
        ]
        if unexplained:
            raise ValidationError(
                {f"{name}_why": _("Ett nej behöver ett skäl: skriv några ord.") for name in unexplained}
            )

    @property
    def considerations(self) -> list[tuple[str, str, str]]:
        """(question, answer as a word or empty, reason) for each of the three."""
        return [
            (
                question,
                ConsideredAnswer(answer_key).label if (answer_key := getattr(self, name)) else "",
                getattr(self, f"{name}_why"),
            )
            for name, question in QUESTIONS.items()
        ]
