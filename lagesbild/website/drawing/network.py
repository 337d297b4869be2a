"""The network as a picture in three columns: who keeps the contact, the partners, the themes.

Drawn as charts.py draws: places across in shares of the width, heights in em, letters in rem. Kinds are told apart by
column and by shape, so that no colour is needed.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from lagesbild.cooperation.partners.contacts import Register
from lagesbild.cooperation.partners.network import CONTACT, PARTNER, THEME, Excerpt, Network, Node
from lagesbild.website.drawing.charts import checked, in_em, per_cent, render

ROW, HEAD = 1.9, 2.6  # em: a partner's row, and what the headings take
LETTERS, OUTER_LETTERS = (
    30,
    36,
)  # that fit in a box and beside it, on the narrowest screen that shows the picture
# Where things stand, in per cent: squares, the partners' boxes, diamonds, and where the words begin or end.
SQUARE, BOX, BOX_END, DIAMOND = 28.5, 41.0, 65.0, 76.0
MOST_STROKE = 4


@dataclass(frozen=True)
class Named:
    """What a node is called: ``name`` for short, ``whole`` where there is room. ``slug``: of its organisation."""

    name: str
    whole: str
    slug: str = ""
    country: str = ""
    has_position: bool = True

    @property
    def as_contact(self) -> str:
        """Said where nothing else tells that no position is named."""
        return self.whole if self.has_position else f"{self.whole} ({_('tjänst inte angiven')})"

    @property
    def href(self) -> str:
        return reverse("organisation", args=[self.slug]) if self.slug else ""


def named(net: Network, register: Register) -> dict[Node, Named]:
    """Every node's words. A position that several organisations have is told with its organisation."""
    found: dict[Node, Named] = {}
    positions = dict(net.names)
    shared = Counter(position.casefold() for position in positions.values())
    nodes = [*net.partners, *positions, *(other for _partner, other, _count in net.ties)]
    for node in dict.fromkeys(nodes):
        kind, key = node
        if kind == THEME:
            found[node] = Named(register.themes[key].name, register.themes[key].name)
            continue
        organisation = register.organisations[key if kind == PARTNER else key[0]]
        name, slug = organisation.name, organisation.slug
        if kind == PARTNER:
            found[node] = Named(name, name, slug, organisation.country)
        elif not positions[node]:
            found[node] = Named(name, name, slug, has_position=False)
        else:
            position = positions[node]
            whole = f"{position}, {name}"
            found[node] = Named(whole if shared[position.casefold()] > 1 else position, whole, slug)
    return found


def network_picture(
    excerpt: Excerpt,
    names: Mapping[Node, Named],
    *,
    headings: tuple[str, str, str],
    id: str,
    title: str,
    description: str,
) -> SafeString:
    """A figure. ``headings``: of contacts, partners and themes, from the left. The same excerpt, the same picture."""
    columns = (excerpt.contacts, excerpt.partners, excerpt.themes)
    height = max(len(column) for column in columns) * ROW
    at = {
        node: HEAD + height * (index + 0.5) / len(column)
        for column in columns
        for index, node in enumerate(column)
    }
    drawn = {
        "id": checked(id),
        "title": title,
        "description": description,
        "height": in_em(HEAD + height),
        "headings": [
            {"x": f"{x}%", "anchor": anchor, "text": text}
            for x, anchor, text in zip(
                (SQUARE, (BOX + BOX_END) / 2, DIAMOND), ("end", "middle", "start"), headings, strict=True
            )
        ],
        "ties": [_tie(partner, other, count, at) for partner, other, count in excerpt.ties],
        "contacts": [_node(node, names, at) for node in excerpt.contacts],
        "partners": [_node(node, names, at) for node in excerpt.partners],
        "themes": [_node(node, names, at) for node in excerpt.themes],
    }
    return render("network.svg", drawn)


def _tie(partner: Node, other: Node, count: int, at: Mapping[Node, float]) -> dict[str, str]:
    ends = (SQUARE, BOX) if other[0] == CONTACT else (DIAMOND, BOX_END)
    return {
        "x1": per_cent(ends[0]),
        "y1": in_em(at[other]),
        "x2": per_cent(ends[1]),
        "y2": in_em(at[partner]),
        "css": f"net-tie-{min(count, MOST_STROKE)}",
    }


def _node(node: Node, names: Mapping[Node, Named], at: Mapping[Node, float]) -> dict[str, str]:
    one = names[node]
    most = LETTERS if node[0] == PARTNER else OUTER_LETTERS
    cut = one.name if len(one.name) <= most else one.name[: most - 1].rstrip(" ,") + "…"
    return {"y": in_em(at[node]), "top": in_em(at[node] - ROW * 0.4), "name": cut, "text": one.whole}
