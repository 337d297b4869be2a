"""The network of partners, the themes they share with us, and the positions that keep the contact.

A partner is tied to a theme and to a contact where a cooperation that goes on has both. Degree is how many such ties
something has. Betweenness (Freeman 1977, reckoned by Brandes' method as networkx does) is how much of the shortest
ways between two partners passes through it: what holds the network together.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import networkx

from lagesbild.cooperation.partners.contacts import ContactRegister

PARTNER, THEME, CONTACT = "partner", "theme", "contact"
FOLLOW_ALL, ENOUGH = 100, 30
"""With more partners than the first, the shortest ways are followed from the second number of them, always the same."""

Node = tuple[str, object]
"""(kind, key): an organisation's id, a theme's id, or a contact's key."""


@dataclass(frozen=True)
class Network:
    """``ties``: (partner, theme or contact, number of cooperations), in order. Partners without ties are here too."""

    partners: tuple[Node, ...]
    ties: tuple[tuple[Node, Node, int], ...]
    cooperations: tuple[tuple[Node, int], ...]
    """How many cooperations each partner has with us."""
    names: tuple[tuple[Node, str], ...]
    """What a contact is called: its position, or nothing where none is named."""

    def neighbours(self) -> dict[Node, list[Node]]:
        neighbours_of: dict[Node, list[Node]] = defaultdict(list)
        for partner, other, _count in self.ties:
            neighbours_of[partner].append(other)
            neighbours_of[other].append(partner)
        return neighbours_of


def network(register: ContactRegister) -> Network:
    """The network as it stands, the same for the same register."""
    ties, counts, names = Counter(), Counter(), {}
    for cooperation in register.cooperations.values():
        for contact in cooperation.contacts:
            names.setdefault((CONTACT, contact.key), contact.position)
        others = [(THEME, theme) for theme in cooperation.themes]
        others += [(CONTACT, contact.key) for contact in cooperation.contacts]
        for organisation in cooperation.partners:
            counts[PARTNER, organisation] += 1
            for other in others:
                ties[(PARTNER, organisation), other] += 1
    return Network(
        partners=tuple(sorted(counts)),
        ties=tuple((*pair, count) for pair, count in sorted(ties.items())),
        cooperations=tuple(sorted(counts.items())),
        names=tuple(sorted(names.items())),
    )


# --- Who holds it together --------------------------------------------------------------------------------


@dataclass(frozen=True)
class Measures:
    """Of each node: its ties, and which share (0–1) of the shortest ways between two partners passes through it."""

    degree: dict[Node, int]
    between: dict[Node, float]
    estimated: bool
    parts: int
    """Into how many pieces, without a tie between them, the network falls. A partner without ties is a piece."""


@lru_cache(maxsize=8)
def measures(net: Network) -> Measures:
    """Kept for the latest networks: the same ties give the same answer, and the largest take a while to follow."""
    graph = as_graph(net)
    starts = _starts(net.partners)
    between = networkx.betweenness_centrality_subset(
        graph, sources=starts, targets=net.partners, normalized=False
    )
    return Measures(
        degree=dict(graph.degree()),
        # networkx counts a pair from both its ends, and then halves.
        between={node: 2 * passed / _pairs(node, starts, net) for node, passed in between.items()},
        estimated=len(starts) < len(net.partners),
        parts=networkx.number_connected_components(graph) if graph else 0,
    )


def as_graph(net: Network) -> networkx.Graph:
    graph = networkx.Graph()
    graph.add_nodes_from(net.partners)
    graph.add_edges_from((a, b) for a, b, _count in net.ties)
    return graph


def _starts(partners: tuple[Node, ...]) -> tuple[Node, ...]:
    """All partners; of very many, some evenly spread in their order."""
    few = len(partners) <= FOLLOW_ALL
    return partners if few else tuple(partners[i * len(partners) // ENOUGH] for i in range(ENOUGH))


def _pairs(node: Node, starts: tuple[Node, ...], net: Network) -> int:
    """How many pairs of other partners the ways are looked for between, from the starts to all."""
    if node[0] != PARTNER:
        return max(len(starts) * (len(net.partners) - 1), 1)
    return max((len(starts) - (node in starts)) * (len(net.partners) - 2), 1)


# --- In plain words ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Findings:
    """What the network says. A contact here is a partner tied to a position (or unit) that keeps in touch with it."""

    contacts: int
    top: tuple[Node, int] | None
    """The one that most of them go through, and how many. None where several share that place."""
    one_contact: list[Node]
    """Partners that only one position keeps in touch with."""
    no_contact: list[Node]
    one_theme: list[tuple[Node, Node]]
    """Partners with a single theme, and that theme."""
    no_theme: list[Node]


def findings(net: Network) -> Findings:
    themes, contacts = defaultdict(list), defaultdict(list)
    for partner, other, _count in net.ties:
        (themes if other[0] == THEME else contacts)[partner].append(other)
    keeps = Counter(other for others in contacts.values() for other in others)
    first = keeps.most_common(2)
    is_top = len(first) == 1 or (len(first) == 2 and first[0][1] > first[1][1])
    return Findings(
        contacts=sum(keeps.values()),
        top=first[0] if first and is_top else None,
        one_contact=[partner for partner in net.partners if len(contacts[partner]) == 1],
        no_contact=[partner for partner in net.partners if not contacts[partner]],
        one_theme=[(partner, themes[partner][0]) for partner in net.partners if len(themes[partner]) == 1],
        no_theme=[partner for partner in net.partners if not themes[partner]],
    )


# --- The strongest, for a picture -------------------------------------------------------------------------


@dataclass(frozen=True)
class Excerpt:
    """The part of the network that is drawn: contacts, partners and themes, each from the top down."""

    contacts: tuple[Node, ...]
    partners: tuple[Node, ...]
    themes: tuple[Node, ...]
    ties: tuple[tuple[Node, Node, int], ...]


def strongest(net: Network, partners: int = 40, others: int = 20) -> Excerpt:
    """The partners with most cooperations and ties, and the themes and contacts with most ties to those.

    Each stands near what it is tied to: a few rounds of sorting by the mean place of its neighbours, from an order
    that the register decides. So the same register gives the same picture.
    """
    around, counts = net.neighbours(), dict(net.cooperations)
    ranked = sorted(net.partners, key=lambda partner: (-counts[partner], -len(around[partner]), partner))
    drawn_partners = set(ranked[:partners])
    tied = Counter(other for partner, other, _count in net.ties if partner in drawn_partners)
    picked = {
        kind: {
            node
            for node, _n in sorted(
                _of(tied, kind), key=lambda node_and_count: (-node_and_count[1], str(node_and_count[0]))
            )[:others]
        }
        for kind in (THEME, CONTACT)
    }
    drawn_nodes = drawn_partners | picked[THEME] | picked[CONTACT]
    ties = tuple(tie for tie in net.ties if tie[0] in drawn_nodes and tie[1] in drawn_nodes)
    columns = [sorted(picked[CONTACT], key=str), sorted(drawn_partners), sorted(picked[THEME], key=str)]
    return Excerpt(*map(tuple, _untangled(columns, ties)), ties=ties)


def _of(tied: Counter, kind: str) -> list[tuple[Node, int]]:
    return [(node, count) for node, count in tied.items() if node[0] == kind]


def _untangled(columns: list[list[Node]], ties: Iterable[tuple[Node, Node, int]], rounds: int = 6):
    around = defaultdict(list)
    for a, b, _count in ties:
        around[a].append(b)
        around[b].append(a)
    for _round in range(rounds):
        # The outer columns follow the partners, and then the partners follow both.
        for place in (0, 2, 1):
            at = {
                node: (index + 0.5) / len(column) for column in columns for index, node in enumerate(column)
            }
            columns[place] = sorted(columns[place], key=lambda node: _mean(node, around, at))
    return columns


def _mean(node: Node, around, at: dict[Node, float]) -> tuple[float, str]:
    near = [at[other] for other in around[node]]
    return (round(sum(near) / len(near), 6) if near else 2.0), str(node)
