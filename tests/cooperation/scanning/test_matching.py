"""Reasons for looking at a call, as sentences, and the order they give."""

from datetime import date

import pytest
from django.utils.text import slugify

from lagesbild.barometer.models import Goal, GoalAssessment, Programme
from lagesbild.cooperation.models import Call, Partnership, PartnershipPartner, Theme
from lagesbild.cooperation.scanning.matching import Strength, ours, reasons, strength
from lagesbild.cooperation.scanning.selection import by_relevance
from lagesbild.organisations.models import Municipality, Organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def programme():
    return Programme.objects.create(name_sv="Hållbarhetsprogrammet", slug="program", levels=[])


def goal(programme, name: str, *numbers: int, grade: int | None = None, **more) -> Goal:
    own_goal = Goal.objects.create(programme=programme, name_sv=name, slug=slugify(name), **more)
    own_goal.global_goals.set(numbers)
    own_goal.save()
    if grade:
        GoalAssessment.objects.create(
            goal=own_goal, grade=grade, assessed_on=date(2026, 1, 1), motivation_sv="-"
        )
    return own_goal


def partnership(name: str, country: str, *themes: str, **more) -> Partnership:
    partner, _made = Organisation.objects.get_or_create(
        slug=name.lower(), defaults={"name_sv": name, "country": country, "kind": "municipality"}
    )
    vanort = Partnership.objects.create(name_sv=f"Vänorten {name}", slug=f"vanorten-{name.lower()}", **more)
    PartnershipPartner.objects.create(partnership=vanort, organisation=partner)
    vanort.themes.set(
        [Theme.objects.get_or_create(name_sv=theme, defaults={"name_en": ""})[0] for theme in themes]
    )
    vanort.save()
    return vanort


def call(*goals: int, countries: tuple[str, ...] = (), english: str = "Call", **more) -> Call:
    tags = [{"goal": number, "share": 1, "words": ["x"], "named": False, "targets": []} for number in goals]
    found_fields = {"countries": list(countries), "marks": {"name_en": english}}
    return Call(name_sv="Utlysning", suggested=tags, found=found_fields, **more)


def sentences(open_call: Call) -> list[str]:
    return [reason.sentence for reason in reasons(open_call, ours())]


def test_a_goal_of_ours_that_lags_is_the_strongest_reason(programme):
    goal(programme, "Rena sjöar", 6, grade=4)
    goal(programme, "Bra skola", 4, grade=1)
    assert sentences(call(4, 6)) == [
        "Mål 6 går trögt: ”Rena sjöar” är bedömt som osäkert eller inte uppnått.",
        "Kommunen har ett eget mål för mål 4.",
    ]


@pytest.mark.parametrize(
    "grade, lags", [(1, False), (2, False), (3, True), (4, True), (5, True), (None, False)]
)
def test_three_to_five_is_lagging(programme, grade, lags):
    goal(programme, "Rena sjöar", 6, grade=grade)
    assert (strength(call(6), ours()) == Strength.AT_RISK) is lags


def test_many_goals_are_said_shortly(programme):
    for name in ("Ett", "Två", "Tre", "Fyra", "Fem"):
        goal(programme, name, 6, grade=3)
    (sentence,) = sentences(call(6))
    assert sentence.startswith("Mål 6 går trögt: ") and sentence.count("”") == 6 and "och 2 till" in sentence


def test_what_is_not_published_or_superseded_is_no_reason(programme):
    goal(programme, "Utkast", 6, grade=4, live=False)
    old = Programme.objects.create(name_sv="Förra", slug="forra", levels=[], superseded_by=programme)
    goal(old, "Gammalt", 6, grade=4)
    assert sentences(call(6)) == []


def test_a_country_where_we_have_an_active_partner():
    partnership("Kuopio", "FI")
    partnership("Tartu", "EE", status=Partnership.Status.ENDED)
    partnership("Utkast", "DK", live=False)
    home = Municipality.load()
    partnership("Grannen", home.country)
    assert sentences(call(countries=("DK", "EE", "FI", home.country))) == [
        "Texten nämner Finland, där vi samarbetar med Kuopio."
    ]


def test_a_theme_of_an_active_partnership_as_a_word_of_its_own():
    partnership("Kuopio", "FI", "Trygghet", "El")
    assert sentences(call(summary_sv="Bidrag till trygghet i orten. El.")) == [
        "Texten nämner temat Trygghet."
    ]
    assert sentences(call(summary_sv="Trygghetsfrågor")) == []


def test_the_order_follows_the_strongest_reason_and_then_stays(programme):
    goal(programme, "Rena sjöar", 6, grade=4)
    goal(programme, "Bra skola", 4)
    partnership("Kuopio", "FI")
    listed = [
        call(reference="a"),
        call(4, reference="b"),
        call(countries=("FI",), reference="c"),
        call(6, reference="d"),
    ]
    assert [
        open_call.reference for open_call in by_relevance([*listed, call(reference="e")], ours())
    ] == list("dcbae")


def test_a_text_that_was_not_weighed_comes_before_those_that_say_nothing():
    swedish, silent = call(english="", reference="sv"), call(reference="en")
    assert [open_call.reference for open_call in by_relevance([silent, swedish], ours())] == ["sv", "en"]
    assert sentences(swedish) == ["Bara engelska texter ur hämtade listor vägs mot målen. Läs den här själv."]
    by_hand = Call(name_sv="Utlysning")
    assert strength(by_hand, ours()) == Strength.UNWEIGHED


def test_nothing_to_look_for_gives_no_reason():
    nothing = call(6, countries=("FI",), summary_sv="Text")
    assert (strength(nothing, ours()), reasons(nothing, ours())) == (Strength.NONE, [])


def test_the_strength_is_that_of_the_first_reason(programme):
    goal(programme, "Rena sjöar", 6, grade=4)
    goal(programme, "Bra skola", 4)
    partnership("Kuopio", "FI", "Trygghet")
    for open_call in (call(4, 6), call(4, countries=("FI",)), call(4), call(summary_sv="Om trygghet")):
        assert strength(open_call, ours()) == reasons(open_call, ours())[0].strength
