"""The page of the network."""

from collections.abc import Sequence
from fractions import Fraction

from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from lagesbild.cooperation.funding import survival
from lagesbild.cooperation.partners import network as nets
from lagesbild.cooperation.partners.contacts import ContactRegister, read_contacts
from lagesbild.cooperation.partners.silent_partnerships import quiet_partnerships
from lagesbild.website.drawing.network import NodeLabel, network_picture, node_labels
from lagesbild.website.paging import page_of
from lagesbild.website.register.choices import PER_PAGE
from lagesbild.website.templatetags.money_page import in_words

MOST_PARTNERS, MOST_OTHERS = 40, 20
"""More than these cannot be read in a picture; the tables have them all."""
MOST_NAMED = 3
FEW = 20
"""Rows of each of the later lists on the page of the network, which are many."""


def network(request):
    """Who knows whom: the network of partners, themes and positions, and what it leans on."""
    register = read_contacts()
    net = nets.network(register)
    measured, names = nets.measures(net), node_labels(net, register)
    findings = nets.findings(net)
    context = {
        "net": net,
        "measured": measured,
        "said": _findings_in_words(findings, measured, names),
        "picture": _picture(net, names, findings),
        "cooperations": len(register.cooperations),
        "examples": sum(cooperation.is_example for cooperation in register.cooperations.values()),
        "all_drawn": len(net.partners) <= MOST_PARTNERS,
        "most": MOST_PARTNERS,
        "partners": page_of(request, "parter", _partner_rows(net, register, names), PER_PAGE),
        "knots": page_of(request, "knutar", _knots(net, measured, names), FEW),
        "funders": page_of(request, "finansiarer", survival.if_a_funder_leaves(register), FEW),
        "contacts": page_of(request, "tjanster", survival.if_a_contact_leaves(register), FEW),
        "without": page_of(request, "utan", survival.without_contact(register), FEW),
        "quiet": page_of(request, "tysta", quiet_partnerships(timezone.localdate()), FEW),
    }
    return render(request, "website/network.html", context)


def _picture(net, names: dict[nets.Node, NodeLabel], findings: nets.Findings) -> str:
    if not net.partners:
        return ""
    excerpt = nets.strongest(net, MOST_PARTNERS, MOST_OTHERS)
    counts = {
        "contacts": len(excerpt.contacts),
        "partners": len(excerpt.partners),
        "themes": len(excerpt.themes),
    }
    description = _(
        "Tre spalter med streck emellan. Till vänster de som håller kontakten (%(contacts)s), i mitten"
        " parterna (%(partners)s), till höger teman (%(themes)s). Tabellerna på sidan säger samma sak."
    )
    return network_picture(
        excerpt,
        names,
        headings=(_("Håller kontakten"), _("Parter"), _("Teman")),
        id="nat",
        title=_("Parter, teman och de som håller kontakten"),
        description=description % counts,
    )


def _findings_in_words(
    findings: nets.Findings, measured: nets.Measures, names: dict[nets.Node, NodeLabel]
) -> dict:
    """The findings with names in place of nodes."""
    top, count = findings.top or (None, 0)
    between = [(share, node) for node, share in measured.between.items() if node[0] != nets.PARTNER and share]
    holds = max(between, key=lambda share_and_node: (share_and_node[0], str(share_and_node[1])), default=None)
    return {
        "top": names.get(top),
        "top_count": count,
        "contacts": findings.contacts,
        "top_share": _share_in_words(count, findings.contacts),
        "top_is_most": 2 * count >= findings.contacts,
        "one_theme": [(names[partner], names[theme]) for partner, theme in findings.one_theme],
        "one_theme_names": _some_names([names[partner] for partner, _theme in findings.one_theme]),
        "one_contact": len(findings.one_contact),
        "no_contact": len(findings.no_contact),
        "no_contact_names": _some_names([names[share_and_node] for share_and_node in findings.no_contact]),
        "no_theme": len(findings.no_theme),
        "no_theme_names": _some_names([names[share_and_node] for share_and_node in findings.no_theme]),
        "holds": names[holds[1]] if holds else None,
        "holds_percent": 100 * holds[0] if holds else 0,
        "parts": measured.parts,
    }


def _share_in_words(some: int, all_: int) -> str:
    """ "tre av fyra" for 30 of 40; "31 av 44" where there is no shorter way to say it."""
    if not all_:
        return ""
    share = Fraction(some, all_)
    least, most = (share.numerator, share.denominator) if share.denominator <= 12 else (some, all_)
    one_of = _("en") if least == 1 else in_words(least)
    return _("%(some)s av %(all)s") % {"some": one_of, "all": in_words(most)}


def _some_names(labels: Sequence[NodeLabel]) -> str:
    """ "A, B, C och 11 till"."""
    names_text = ", ".join(label.name for label in labels[:MOST_NAMED])
    more = len(labels) - MOST_NAMED
    return names_text if more <= 0 else _("%(names)s och %(n)s till") % {"names": names_text, "n": more}


def _partner_rows(net, register: ContactRegister, names: dict[nets.Node, NodeLabel]) -> list[dict]:
    """Each partner with what it is tied to; those with most cooperations first."""
    around, counts = net.neighbours(), dict(net.cooperations)
    real = {
        who
        for partner in register.cooperations.values()
        if not partner.is_example
        for who in partner.partners
    }
    made_up = {partner for partner in net.partners if partner[1] not in real}
    rows = [
        {
            "name": names[partner],
            "cooperations": counts[partner],
            "is_example": partner in made_up,
            "themes": [names[other].name for other in around[partner] if other[0] == nets.THEME],
            "contacts": [names[other].as_contact for other in around[partner] if other[0] == nets.CONTACT],
        }
        for partner in net.partners
    ]
    return sorted(rows, key=lambda row: (-row["cooperations"], row["name"].name))


def _knots(net, measured: nets.Measures, names: dict[nets.Node, NodeLabel]) -> list[dict]:
    """Those who keep the contact, and the themes: how many partners each reaches, and how many ways pass there."""
    knots = [node for node in measured.degree if node[0] != nets.PARTNER]
    rows = [
        {
            "name": names[node],
            "is_theme": node[0] == nets.THEME,
            "partners": measured.degree[node],
            "percent": 100 * measured.between[node],
        }
        for node in knots
    ]
    return sorted(rows, key=lambda row: (-row["partners"], -row["percent"], row["name"].name))
