"""What a claim gives and takes away."""

import pytest
from django.contrib.auth.models import Group

from lagesbild.organisations.claims import ClaimRules, claim_texts, follow, groups_of, lets_in
from lagesbild.organisations.models import Organisation, User

RULES = ClaimRules(groups={"S": "Samordnare", "L": "Läsare"})


@pytest.mark.parametrize(
    ("claims", "name", "values"),
    [
        ({"groups": ["a", "b"]}, "groups", ["a", "b"]),
        ({"groups": "a"}, "groups", ["a"]),
        ({"groups": [7]}, "groups", ["7"]),
        ({}, "groups", []),
        ({"realm_access": {"roles": ["a"]}}, "realm_access.roles", ["a"]),
        ({"realm_access": "a"}, "realm_access.roles", []),
        ({"http://schemas.example/2008/groups": ["a"]}, "http://schemas.example/2008/groups", ["a"]),
    ],
)
def test_what_is_said(claims, name, values):
    assert claim_texts(claims, name) == values


def test_only_what_a_rule_names_is_a_group_of_ours():
    assert groups_of({"groups": ["S", "Läsare", "Administratör", "x"]}, RULES) == {"Samordnare"}


@pytest.fixture
def eva(db):
    return User.objects.create_user("eva", "eva@example.org")


def names(user) -> set[str]:
    return set(user.groups.values_list("name", flat=True))


def test_given_taken_away_and_left_alone(eva):
    eva.groups.set(Group.objects.filter(name__in=["Läsare", "Godkännare"]))
    follow(eva, {"groups": ["S"]}, RULES)
    assert names(eva) == {"Samordnare", "Godkännare"}
    follow(eva, {}, RULES)
    assert names(eva) == {"Godkännare"}


def test_without_rules_nothing_is_touched(eva):
    eva.groups.set(Group.objects.filter(name="Läsare"))
    follow(eva, {"groups": ["S"]}, ClaimRules())
    assert names(eva) == {"Läsare"}


@pytest.mark.parametrize(
    ("known", "has", "claim", "rules", "let_in"),
    [
        (False, [], ["S"], RULES, True),
        (False, [], [], RULES, False),
        (False, [], ["S"], ClaimRules(), False),
        (True, [], [], RULES, False),
        (True, ["Godkännare"], [], RULES, True),
        (True, [], [], ClaimRules(), True),
    ],
)
def test_who_is_let_in(eva, known, has, claim, rules, let_in):
    eva.groups.set(Group.objects.filter(name__in=has))
    assert lets_in(eva if known else None, {"groups": claim}, rules) is let_in


@pytest.mark.parametrize("before", [True, False])
@pytest.mark.parametrize(
    ("rule", "claim", "after"), [(True, ["it"], True), (True, [], False), (False, ["it"], None)]
)
def test_administrators_follow_only_where_a_rule_says_so(eva, before, rule, claim, after):
    eva.is_superuser = before
    eva.save()
    follow(eva, {"groups": claim}, ClaimRules(groups={"it": "Administratör" if rule else "Läsare"}))
    eva.refresh_from_db()
    assert eva.is_superuser is (before if after is None else after)


def test_a_rule_for_a_group_that_nobody_made_is_told_of(eva, caplog):
    follow(eva, {"groups": ["x"]}, ClaimRules(groups={"x": "Hållbarhet"}))
    assert "No group is called Hållbarhet" in caplog.text


def test_organisations_by_rule_by_address_and_by_name(eva, caplog):
    boards = [Organisation.objects.create(name_sv=f"Nämnd {n}", slug=f"namnd-{n}") for n in "abcd"]
    eva.organisations.set(boards[3:])
    rules = ClaimRules(organisations_claim="unit", organisations={"NA": "namnd-a"})
    follow(eva, {"unit": ["NA", "namnd-b", "NÄMND C", "Finns inte"]}, rules)
    assert set(eva.organisations.all()) == set(boards[:3])
    assert "Finns inte" in caplog.text
