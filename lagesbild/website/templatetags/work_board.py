"""How a round's board is drawn."""

from django import template
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from lagesbild.reporting.board import Standing
from lagesbild.reporting.models import Item
from lagesbild.website.drawing import charts

register = template.Library()

DONE_FIRST = (
    Item.Status.APPROVED,
    Item.Status.SUBMITTED,
    Item.Status.RETURNED,
    Item.Status.NOT_OURS,
    Item.Status.STARTED,
    Item.Status.TODO,
)


@register.simple_tag
def board_bar(standing: Standing, id: str, tiny: bool = True) -> str:
    """How far some questions have come, as a bar of shares with its numbers in words."""
    parts = [
        (str(status.label), standing.counts[status], f"share-item-{str(status).replace('_', '-')}")
        for status in DONE_FIRST
    ]
    return charts.share_bar(
        parts, title=_("Så långt har frågorna kommit"), language=get_language() or "sv", id=id, tiny=tiny
    )
