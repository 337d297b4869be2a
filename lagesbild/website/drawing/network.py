"""The network as a picture in three columns: who keeps the contact, the partners, the themes.

Drawn as svg.py says: places across in shares of the width, heights in em, letters in rem. Kinds are told apart by
column and by shape, so that no colour is needed.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from lagesbild.cooperation.partners.contacts import ContactRegister
from lagesbild.cooperation.partners.network import CONTACT, PARTNER, THEME, Excerpt, Network, Node
from lagesbild.website.drawing.svg import checked, in_em, per_cent, render

ROW, HEAD = 1.9, 2.6  # em: a partner's row, and what the headings take
LETTERS, OUTER_LETTERS = (
    30,
    36,
)  # that fit in a box and beside it, on the narrowest screen that shows the picture
# Where things stand, in per cent: squares, the partners' boxes, diamonds, and where the words begin or end.
SQUARE, BOX, BOX_END, DIAMOND = 28.5, 41.0, 65.0, 76.0
MOST_STROKE = 4


@dataclass(frozen=True)
class NodeLabel:
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


def node_labels(net: Network, register: ContactRegister) -> dict[Node, NodeLabel]:
    """Every node's words. A position that several organisations have is told with its organisation."""
    labels: dict[Node, NodeLabel] = {}
    positions = dict(net.names)
    shared = Counter(position.casefold() for position in positions.values())
    nodes = [*net.partners, *positions, *(other for _partner, other, _count in net.ties)]
    for node in dict.fromkeys(nodes):
        kind, key = node
        if kind == THEME:
            labels[node] = NodeLabel(register.themes[key].name, register.themes[key].name)
            continue
        organisation = register.organisations[key if kind == PARTNER else key[0]]
        name, slug = organisation.name, organisation.slug
        if kind == PARTNER:
            labels[node] = NodeLabel(name, name, slug, organisation.country)
        elif not positions[node]:
            labels[node] = NodeLabel(name, name, slug, has_position=False)
        else:
            position = positions[node]
            whole = f"{position}, {name}"
            labels[node] = NodeLabel(whole if shared[position.casefold()] > 1 else position, whole, slug)
    return labels


def network_picture(
    excerpt: Excerpt,
    names: Mapping[Node, NodeLabel],
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


def _node(node: Node, names: Mapping[Node, NodeLabel], at: Mapping[Node, float]) -> dict[str, str]:
    label = names[node]
    most = LETTERS if node[0] == PARTNER else OUTER_LETTERS
    cut = label.name if len(label.name) <= most else label.name[: most - 1].rstrip(" ,") + "…"
    return {"y": in_em(at[node]), "top": in_em(at[node] - ROW * 0.4), "name": cut, "text": label.whole}
