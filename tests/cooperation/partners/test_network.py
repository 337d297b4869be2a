"""The network of partners, themes and positions: drawn by hand, and checked against the plainest way to count."""

from itertools import combinations

import networkx
import pytest
from django.utils.text import slugify

from lagesbild.cooperation.funding.survival import if_a_contact_leaves, if_a_funder_leaves, without_contact
from lagesbild.cooperation.models import (
    FundingProgramme,
    Grant,
    Partnership,
    PartnershipPartner,
    PartnershipResponsibility,
    Project,
    Theme,
)
from lagesbild.cooperation.partners import network as nets
from lagesbild.cooperation.partners.contacts import ContactRegister
from lagesbild.cooperation.partners.network import CONTACT, PARTNER, THEME, Network
from lagesbild.organisations.models import Organisation


def drawn(*ties: str) -> Network:
    """A network from words: partners have a small letter, themes a capital one, contacts a number."""
    kinds = [(PARTNER, word[0]) for word in ties], [_other(word[-1]) for word in ties]
    net_findings = tuple((a, b, 1) for a, b in zip(*kinds, strict=True))
    partners = tuple(sorted({a for a, _b, _n in net_findings}))
    return Network(partners, tuple(sorted(net_findings)), tuple((partner, 1) for partner in partners), ())


def _other(letter: str):
    return (CONTACT, letter) if letter.isdigit() else (THEME, letter)


# --- The sums, without a database -------------------------------------------------------------------------


def test_three_of_four_contacts_go_through_one():
    net_findings = nets.findings(drawn("a1", "b1", "c1", "d2", "aX", "bX", "bY", "cX"))
    assert (net_findings.contacts, net_findings.top) == (4, ((CONTACT, "1"), 3))
    assert net_findings.one_contact == [(PARTNER, letter) for letter in "abcd"]
    assert net_findings.one_theme == [((PARTNER, "a"), (THEME, "X")), ((PARTNER, "c"), (THEME, "X"))]
    assert net_findings.no_theme == [(PARTNER, "d")]


def test_nobody_is_first_where_two_share_the_place():
    assert nets.findings(drawn("a1", "b2")).top is None


def test_all_ways_between_two_islands_pass_the_one_that_joins_them():
    net_findings = nets.measures(drawn("a1", "b1", "bX", "cX"))
    # a–b and a–c pass 1, a–c and b–c pass X; of three pairs.
    assert net_findings.between[CONTACT, "1"] == net_findings.between[THEME, "X"] == pytest.approx(2 / 3)
    assert net_findings.between[PARTNER, "b"] == pytest.approx(1)
    assert (net_findings.parts, net_findings.degree[PARTNER, "b"], net_findings.estimated) == (1, 2, False)


def test_betweenness_is_that_of_walking_every_shortest_way():
    net = drawn("aX", "bX", "bY", "cY", "dY", "a1", "c1", "e1", "d2", "e2", "f2", "gZ")
    graph, plain = nets.as_graph(net), {}
    for node in graph:
        pairs = [pair for pair in combinations(net.partners, 2) if node not in pair]
        passed = [_share_through(graph, node, *pair) for pair in pairs]
        plain[node] = sum(passed) / len(pairs)
    assert nets.measures(net).between == pytest.approx(plain)
    assert nets.measures(net).parts == 2


def _share_through(graph, node, start, end) -> float:
    if not networkx.has_path(graph, start, end):
        return 0.0
    ways = list(networkx.all_shortest_paths(graph, start, end))
    return sum(node in way for way in ways) / len(ways)


def test_a_large_network_is_estimated_and_says_so(monkeypatch):
    monkeypatch.setattr(nets, "FOLLOW_ALL", 4)
    monkeypatch.setattr(nets, "ENOUGH", 3)
    net_findings = nets.measures(drawn("a1", "b1", "c1", "d1", "e1", "eX"))
    assert net_findings.estimated
    assert net_findings.between[CONTACT, "1"] == pytest.approx(1)


def test_a_network_of_nothing_has_no_parts():
    empty = Network((), (), (), ())
    assert nets.measures(empty).parts == 0
    assert nets.findings(empty).top is None


def test_the_picture_keeps_the_strongest_and_is_the_same_each_time():
    net = drawn(*(f"{letter}{hub}" for letter in "abcdefgh" for hub in "1X"), "hY", "h2")
    few = nets.strongest(net, partners=3, others=1)
    assert (PARTNER, "h") in few.partners
    assert (len(few.partners), few.contacts, few.themes) == (3, ((CONTACT, "1"),), ((THEME, "X"),))
    assert all(tie[0] in few.partners for tie in few.ties)
    turned = Network(net.partners, net.ties[::-1], net.cooperations[::-1], ())
    assert nets.strongest(turned, 3, 1).partners == few.partners


def test_those_tied_to_each_other_stand_level():
    excerpt = nets.strongest(drawn("aZ", "a2", "bY", "b1", "cX", "c0"))
    level = dict(zip(excerpt.partners, excerpt.themes, strict=True))
    assert level == {(PARTNER, "a"): (THEME, "Z"), (PARTNER, "b"): (THEME, "Y"), (PARTNER, "c"): (THEME, "X")}


# --- From the register ------------------------------------------------------------------------------------

pytestmark = pytest.mark.django_db


def made(model, name: str, **more):
    return model.objects.create(name_sv=name, slug=slugify(name), **more)


def town(name: str, *positions: str, unit=None, themes=(), live=True, **more) -> Partnership:
    """A partnership with a partner of its own name, kept by positions ("" for none named)."""
    partnership = made(Partnership, name, live=live, **more)
    PartnershipPartner.objects.create(
        partnership=partnership, organisation=made(Organisation, f"{name} stad")
    )
    for position in positions:
        PartnershipResponsibility.objects.create(
            partnership=partnership, organisation=unit, position=position
        )
    partnership.themes.set(Theme.objects.get_or_create(name_sv=theme)[0] for theme in themes)
    partnership.save()
    return partnership


def grant(project: Project, funder: Organisation) -> Grant:
    programme = FundingProgramme.objects.create(name_sv=f"Från {funder}", funder=funder)
    return Grant.objects.create(project=project, programme=programme, value=1)


def test_a_partner_is_tied_to_what_it_shares_with_us():
    unit = made(Organisation, "Staden")
    town("Bodo", "Samordnare", "", unit=unit, themes=["Skola"])
    town("Kuopio", "samordnare ", unit=unit)
    net = nets.network(ContactRegister.load())
    assert len(net.partners) == 2
    ends = {other for _partner, other, _count in net.ties}
    # Where somebody is named, the unit itself is no contact; capitals and spaces make no new position.
    assert {key[1] for kind, key in ends if kind == CONTACT} == {"samordnare"}
    assert sum(kind == THEME for kind, _key in ends) == 1


def test_what_has_ended_or_is_not_public_is_left_out():
    unit = made(Organisation, "Staden")
    town("Slut", "A", unit=unit, status="ended")
    town("Utkast", "B", unit=unit, live=False)
    made(Project, "Idé", status="idea")
    hidden = town("Hemlig part", "C", unit=made(Organisation, "Utkastenhet", live=False))
    Organisation.objects.filter(partnerships__partnership=hidden).update(live=False)
    register = ContactRegister.load()
    assert [cooperation.name for cooperation in register.cooperations.values()] == ["Hemlig part"]
    assert nets.network(register) == Network((), (), (), ())
    assert without_contact(register) == list(register.cooperations.values())


def test_what_loses_its_only_contact():
    unit = made(Organisation, "Staden")
    town("Bodo", "Samordnare", unit=unit)
    town("Kuopio", "Samordnare", "Rektor", unit=unit)
    town("Ensam")
    register = ContactRegister.load()
    first, second = if_a_contact_leaves(register)
    assert (first.position, [leaving.name for leaving in first.partnerships], first.others) == (
        "Samordnare",
        ["Bodo"],
        1,
    )
    assert (second.position, second.only, second.others) == ("Rektor", (), 1)
    assert [leaving.name for leaving in without_contact(register)] == ["Ensam"]


def test_what_loses_its_only_funder():
    partnership, other = made(Organisation, "Ettan"), made(Organisation, "Tvåan", live=False)
    bodo, kuopio = town("Bodo"), town("Kuopio")
    alone = made(Project, "Ensamt", status="running", partnership=bodo)
    shared = made(Project, "Delat", status="running", partnership=kuopio)
    over = made(Project, "Slut", status="closed", partnership=bodo)
    for project, funder in ((alone, partnership), (shared, partnership), (shared, other), (over, other)):
        grant(project, funder)
    first, second = if_a_funder_leaves(ContactRegister.load())
    assert (
        [cooperation.name for cooperation in first.partnerships],
        [cooperation.name for cooperation in first.projects],
    ) == (
        ["Bodo"],
        ["Ensamt"],
    )
    assert (first.organisation, first.others) == (partnership, 2)
    # A funder that is not public is counted and not named.
    assert (second.organisation, second.only, second.others) == (None, (), 2)


@pytest.mark.parametrize("count", [2, 20])
def test_the_register_is_read_in_as_many_queries_whatever_its_size(count, django_assert_num_queries):
    unit = made(Organisation, "Staden")
    for number in range(count):
        town(f"Stad {number}", "Samordnare", unit=unit, themes=["Skola"])
    with django_assert_num_queries(10):
        ContactRegister.load()
