"""How a round's board is drawn."""

from django import template
from django.utils.translation import gettext as _

from lagesbild.framework.language import language_in_force
from lagesbild.reporting.board import ItemProgress
from lagesbild.reporting.models import Item
from lagesbild.website.drawing.shares import share_bar

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
def board_bar(standing: ItemProgress, id: str, tiny: bool = True) -> str:
    """How far some questions have come, as a bar of shares with its numbers in words."""
    parts = [
        (str(status.label), standing.counts[status], f"share-item-{str(status).replace('_', '-')}")
        for status in DONE_FIRST
    ]
    return share_bar(
        parts, title=_("Så långt har frågorna kommit"), language=language_in_force(), id=id, tiny=tiny
    )
