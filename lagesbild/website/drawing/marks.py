"""How a chosen place is told from the others: a colour, a dash and a shape, the same in every drawing of a page."""

from dataclasses import dataclass

DASHES = ("8 3", "5 5", "10 3 2 3", "14 4", "4 2 1 2 1 2")
SHAPES = (
    "M-5 0a5 5 0 1 0 10 0a5 5 0 1 0-10 0z",
    "M-4.5-4.5h9v9h-9z",
    "M0-6.5l6 11h-12z",
    "M0-6.5l6 6.5-6 6.5-6-6.5z",
    "M-1.8-5.5h3.6v3.7h3.7v3.6h-3.7v3.7h-3.6v-3.7h-3.7v-3.6h3.7z",
)
HOME_SHAPE = "M-2.5-9h5v18h-5z"
COUNTRY_SHAPE = "M-1-11h2v22h-2z"
OTHER_SHAPE = "M-3 0a3 3 0 1 0 6 0a3 3 0 1 0-6 0z"
HOME = -1
MOST_TOLD_APART = 2 * len(SHAPES)
"""Filled shapes, then hollow ones. Further places look alike and are told apart by their labels and in the table."""


@dataclass(frozen=True)
class PlaceMark:
    """``css`` gives the colour. ``hollow`` is yes or empty, for the templates."""

    css: str
    dash: str
    shape: str
    hollow: str = ""


def place_mark(rank: int | None) -> PlaceMark:
    """``rank``: a place's number among the chosen, from 0; HOME for the municipality itself, None for the country."""
    if rank is None:
        return PlaceMark("mark-country", "", COUNTRY_SHAPE)
    if rank == HOME:
        return PlaceMark("mark-home", "", HOME_SHAPE)
    turn, kind = divmod(rank, len(SHAPES))
    if rank >= MOST_TOLD_APART:
        return PlaceMark("mark-other", DASHES[kind], OTHER_SHAPE)
    # Another dash the second time round, so that no two lines look alike.
    dash = DASHES[(kind + turn) % len(DASHES)]
    return PlaceMark(f"mark-{kind + 1}", dash, SHAPES[kind], "yes" if turn else "")
