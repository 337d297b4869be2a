"""Calls by where they stand on a day: open, without a known last day, coming, closed."""

from datetime import date

from django.db import models
from django.db.models import F, Prefetch, Q, Value
from django.db.models.fields.json import KT
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from lagesbild.cooperation.models import Application, Call, ListedStatus


class CallStatus(models.TextChoices):
    # In the order in which somebody with a project looks for them. The values stand in addresses.
    OPEN = "oppna", _("Öppna nu")
    UNDATED = "utan-dag", _("Utan känd sista dag")
    COMING = "kommande", _("Öppnar senare")
    CLOSED = "stangda", _("Stängda")


def calls(standing: CallStatus, today: date):
    """Public calls that stand so today: open ones by their last day, coming by their first, closed the latest first.

    A call whose first day is not known counts as open until its last day has passed, unless the list that it was
    found in said that it had not opened. A last day is in the call.
    """
    not_over = Q(deadline=None) | Q(deadline__gte=today)
    coming = Q(opens__gt=today) | (Q(opens=None, listed_as=ListedStatus.FORTHCOMING) & not_over)
    condition, order = {
        CallStatus.OPEN: (Q(deadline__gte=today) & ~coming, "deadline"),
        CallStatus.UNDATED: (Q(deadline=None) & ~coming, "name_sv"),
        CallStatus.COMING: (coming, F("opens").asc(nulls_last=True)),
        CallStatus.CLOSED: (Q(deadline__lt=today), "-deadline"),
    }[standing]
    # What was written by hand comes from no list: empty, and not unknown, which no "not" would find.
    listed_as = Coalesce(KT("found__standing"), Value("", models.TextField()))
    return Call.objects.public().alias(listed_as=listed_as).filter(condition).order_by(order, "name_sv", "pk")


def with_rules(calls):
    """The calls with what a page tells of each, in a few queries: programme, funder, rules, who of us has applied."""
    applied = Application.objects.public().select_related("project")
    return calls.select_related("programme__funder").prefetch_related(
        "rules", "global_goals", Prefetch("applications", applied.order_by("-sent_on", "pk"), "ours")
    )
