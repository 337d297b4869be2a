"""Does a text say the same as the figures on its page?"""

import pytest

from lagesbild.barometer.agreement import contradictions
from lagesbild.barometer.measures import Measure

HEALTH = {"Bra hälsa enligt en själv": [76.4, 77.1]}
WATER = {"Övergödning i vattendrag": [14.2, 12.0]}
CARS = {"Elbilar i trafik": [4.8, 6.3, 8.4]}
LAST = 2024


def told(text, series, language="sv", unit="%", **more):
    """What is contradicted, as written. ``series``: name → values, the last of them of 2024."""
    measures = [
        Measure(name, name, "", unit, {LAST + 1 - len(values) + n: value for n, value in enumerate(values)})
        for name, values in series.items()
    ]
    return [
        contradiction.claim.written
        for contradiction in contradictions(text, measures, language=language, **more)
    ]


def test_the_text_says_72_the_indicator_77_1():
    text = "<p>I enkäten säger 72 % av invånarna själva att de har bra hälsa. Unga mår sämre.</p>"
    measures = [Measure("h", "Bra hälsa enligt en själv", "", "%", {2021: 78.0, 2022: 77.1})]
    [contradiction] = contradictions(text, measures)
    assert (
        contradiction.claim.written,
        contradiction.measure.key,
        contradiction.year,
        contradiction.value,
    ) == ("72 %", "h", 2022, 77.1)
    assert contradiction.sentence == "I enkäten säger 72 % av invånarna själva att de har bra hälsa."


def test_the_text_says_13_the_table_12():
    text = "<p>Övergödningen är kvar: 13&nbsp;procent av proven i våra vattendrag har mycket näring.</p>"
    assert told(text, WATER) == ["13 procent"]


def test_each_wrong_percentage_is_told():
    assert told("Av elbilar i trafik är 9 % nya och 11,5 % gamla.", CARS) == ["9 %", "11,5 %"]


@pytest.mark.parametrize("space", ["", " ", "&nbsp;", "\u202f", "\u00a0"])
def test_any_space_or_none_before_the_sign(space):
    assert len(told(f"Elbilar i trafik: 9{space}%.", CARS)) == 1
    assert told(f"Elbilar i trafik: 8,4{space}%.", CARS) == []


@pytest.mark.parametrize(
    "text, wrong",
    [
        ("Drygt 70 procent har bra hälsa enligt sig själva.", True),
        ("Drygt 75 procent har bra hälsa enligt sig själva.", False),
        ("Nästan 80 procent har bra hälsa enligt sig själva.", False),
        ("Nästan 75 procent har bra hälsa enligt sig själva.", True),
        ("Tre av fyra har bra hälsa enligt sig själva.", False),
        ("Två av tre har bra hälsa enligt sig själva.", True),
        ("Mer än hälften har bra hälsa enligt sig själva.", False),
        ("Mindre än hälften har bra hälsa enligt sig själva.", True),
        ("Mellan 75 och 80 % har bra hälsa enligt sig själva.", False),
        ("Mellan 60 och 70 % har bra hälsa enligt sig själva.", True),
        ("Sjuttiosju procent har bra hälsa enligt sig själva.", False),
        ("Sjuttiotvå procent har bra hälsa enligt sig själva.", True),
        ("Var fjärde har bra hälsa enligt sig själva.", True),
    ],
)
def test_rough_words_are_as_wide_as_people_mean_them(text, wrong):
    assert bool(told(text, HEALTH)) is wrong


def test_the_year_that_is_named_is_the_one_compared_with():
    assert told("År 2022 var andelen elbilar i trafik 4,8 %.", CARS) == []
    assert told("År 2022 var andelen elbilar i trafik 8,4 %.", CARS) == ["8,4 %"]
    assert told("År 2019 var andelen elbilar i trafik 2 %.", CARS) == []  # no value, nothing known


def test_without_a_year_it_is_the_latest_or_the_latest_when_the_text_was_written():
    assert told("Elbilar i trafik: 4,8 %.", CARS) == ["4,8 %"]
    assert told("Elbilar i trafik: 4,8 %.", CARS, as_of=2022) == []
    assert told("Tidigare var elbilar i trafik 4,8 %.", CARS) == []


def test_from_one_value_to_another():
    assert told("Elbilar i trafik har ökat från 4,8 till 8,4 procent.", CARS) == []
    assert told("Elbilar i trafik har ökat från 5,8 till 8,4 procent.", CARS) == ["5,8"]
    assert told("Elbilar i trafik har ökat från 4,8 till 9,4 procent.", CARS) == ["9,4"]


def test_a_sentence_that_names_nothing_is_about_what_was_spoken_of_just_before():
    assert told("Elbilar i trafik blir fler. Andelen är nu 9 %.", CARS) == ["9 %"]


def test_other_units():
    per_head = {"Utsläpp av växthusgaser per invånare": [3.1, 3.3]}
    text = "Utsläppen av växthusgaser är {} ton per invånare."
    assert told(text.format("3,3"), per_head, unit="ton CO₂e/inv.") == []
    assert told(text.format("3,9"), per_head, unit="ton CO₂e/inv.") == ["3,9"]
    assert told("Utsläppen av växthusgaser är 3,9 miljoner kronor.", per_head, unit="ton CO₂e/inv.") == []
    assert told("Vi har fem aktiva samarbeten.", {"Aktiva samarbeten": [7]}, unit="samarbeten") == ["fem"]
    assert told("Kommunen har 147 000 invånare.", {"Folkmängd": [148152]}, unit="invånare") == ["147 000"]
    assert told("Kommunen har 148 000 invånare.", {"Folkmängd": [148152]}, unit="invånare") == []


def test_english():
    health = {"Good self-rated health": [77.1]}
    assert told("Just over 70 per cent say that their health is good.", health, "en") == [
        "Just over 70 per cent"
    ]
    assert told("Three in four say that their health is good.", health, "en") == []
    assert told("One in four say that their health is good.", health, "en") == ["One in four"]


def test_a_target_may_be_told_of():
    measure = Measure("c", "Elbilar i trafik", "", "%", {2024: 8.4}, decided=(50.0,))
    assert contradictions("Elbilar i trafik: 50 % är nivån.", [measure]) == []


CLEAN = {
    "rounded": ("Nu är 8 % av bilarna i trafik elbilar.", CARS),
    "a half rounded up": ("Av elbilarna i trafik är 13 % röda.", {"Elbilar i trafik": [12.5]}),
    "a half that the machine stores below": ("Elbilar i trafik: 2,7 %.", {"Elbilar i trafik": [2.65]}),
    "a change": ("Elbilar i trafik har ökat med 75 % på tre år.", CARS),
    "a change with a sign": ("Utsläppen från elbilar i trafik: -5 %.", {"Elbilar i trafik": [-5.0]}),
    "a change a year": ("Elbilar i trafik ökar 30 % om året.", CARS),
    "percentage points": ("Elbilar i trafik har ökat 2 procentenheter, eller 2 %-enheter.", CARS),
    "a span": ("Mellan 5 och 9 % av bilarna i trafik är elbilar, eller 5–9 %.", CARS),
    "an aim": ("Målet är att 50 % av bilarna i trafik ska vara elbilar 2030.", CARS),
    "a decision": ("Senast 2030 ska 95 % ha bra hälsa enligt dem själva.", HEALTH),
    "something else": ("Av hushållen har 43 % bredband.", CARS),
    "one word alike": ("Trafiken står för 41 % av utsläppen.", CARS),
    "little words alike": (
        "Av invånarna i kommunen röstade 86 %.",
        {"Andel invånare i kommunen från alla länder": [3.0]},
    ),
    "another heading's indicator": ("<h3>Elbilar i trafik</h3><p>Solceller finns på 3 % av taken.</p>", CARS),
    "another sentence's indicator": ("Elbilar i trafik blir fler. Solceller finns på 3 % av taken.", CARS),
    "larger than a percentage": ("Elbilar i trafik har mångdubblats: 1 200 % fler.", CARS),
    "an indicator without values": ("Elbilar i trafik: 9 %.", {"Elbilar i trafik": []}),
    "one of two indicators": (
        "I valet var valdeltagandet i kommunvalet 84,5 %.",
        {"Valdeltagande i riksdagsvalet": [86.9], "Valdeltagande i kommunvalet": [84.5]},
    ),
    "another place": ("I riket är elbilar i trafik 12 %.", CARS),
    "a group": ("Bland kvinnor har 61 % bra hälsa enligt dem själva.", HEALTH),
    "no percentages": ("Elbilar i trafik blir fler för varje år.", CARS),
    "no figures": ("Nu är 8 % av bilarna i trafik elbilar.", {}),
    "no text": ("", CARS),
}


@pytest.mark.parametrize("text, shown", CLEAN.values(), ids=CLEAN)
def test_clean_text_is_left_alone(text, shown):
    assert told(text, shown) == []
