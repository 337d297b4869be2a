"""Does a Swedish text agree with the figures beside it, and with the calendar?"""

import pytest
from django.utils import translation

from lagesbild.barometer.text_checks import decades_that_differ, plain, remarks_on, sentences

HEALTH = {"Bra hälsa enligt en själv": [76.4, 77.1]}
WATER = {"Övergödning i vattendrag": [14.2, 12.0]}
CARS = {"Elbilar i trafik": [4.8, 6.3, 8.4]}


@pytest.fixture(autouse=True)
def in_swedish():
    with translation.override("sv"):
        yield


def remarks(html, shown=(), year_now=2026):
    return [remark.replace("\u00a0", " ") for remark in remarks_on(html, dict(shown), year_now)]


# Percentages


def test_the_text_says_72_the_indicator_77_1():
    text = "<p>I enkäten säger 72 % av invånarna själva att de har bra hälsa. Unga mår sämre.</p>"
    assert remarks(text, HEALTH) == [
        "Texten säger 72 %, nyckeltalet Bra hälsa enligt en själv har inget sådant värde (77,1 %)."
    ]


def test_the_text_says_13_the_table_12():
    text = "<p>Övergödningen är kvar: 13&nbsp;procent av proven i våra vattendrag har mycket näring.</p>"
    [remark] = remarks(text, WATER)
    assert remark.startswith("Texten säger 13 %, nyckeltalet Övergödning i vattendrag")
    assert remark.endswith("(12,0 %).")


def test_a_decimal_comma_is_read_and_one_digit_wrong_is_seen():
    assert remarks("Själva tycker 77,2 % att de har bra hälsa.", HEALTH) == [
        "Texten säger 77,2 %, nyckeltalet Bra hälsa enligt en själv har inget sådant värde (77,1 %)."
    ]


def test_each_wrong_percentage_gets_its_remark():
    assert len(remarks("Av elbilar i trafik är 9 % nya och 11,5 % gamla.", CARS)) == 2


def test_a_level_reached_is_checked_even_after_a_rise():
    assert len(remarks("Andelen elbilar i trafik har ökat till 9 %.", CARS)) == 1


@pytest.mark.parametrize("space", ["", " ", "&nbsp;", "\u202f", "\u00a0"])
def test_any_space_or_none_before_the_sign(space):
    assert len(remarks(f"Elbilar i trafik: 9{space}%.", CARS)) == 1
    assert remarks(f"Elbilar i trafik: 8,4{space}%.", CARS) == []


CLEAN = {
    "the latest value": ("Nu är 8,4 % av bilarna i trafik elbilar.", CARS),
    "rounded": ("Nu är 8 % av bilarna i trafik elbilar.", CARS),
    "an earlier value": ("För två år sedan var 4,8 procent av bilarna i trafik elbilar.", CARS),
    "from one value to another": ("Elbilar i trafik har gått från 4,8 % till 8,4 %.", CARS),
    "a half rounded up": ("Av elbilarna i trafik är 13 % röda.", {"Elbilar i trafik": [12.5]}),
    "a half rounded to even": ("Av elbilarna i trafik är 12 % röda.", {"Elbilar i trafik": [12.5]}),
    "a half that the machine stores below": ("Elbilar i trafik: 2,7 %.", {"Elbilar i trafik": [2.65]}),
    "a change": ("Elbilar i trafik har ökat med 75 % på tre år.", CARS),
    "a change with a sign": ("Utsläppen från elbilar i trafik: -5 %.", {"Elbilar i trafik": [-5.0]}),
    "a change a year": ("Elbilar i trafik ökar 30 % om året.", CARS),
    "percentage points": ("Elbilar i trafik har ökat 2 procentenheter, eller 2 %-enheter.", CARS),
    "about": ("Drygt 70 % har bra hälsa enligt dem själva, nästan 80 %, cirka 75 % och mer än 60 %.", HEALTH),
    "a span": ("Mellan 5 och 9 % av bilarna i trafik är elbilar, eller 5–9 %.", CARS),
    "a span with two signs": ("Mellan 5 % och 9 % av bilarna i trafik är elbilar.", CARS),
    "an aim": ("Målet är att 50 % av bilarna i trafik ska vara elbilar 2030.", CARS),
    "a decision": ("Senast 2030 ska 95 % ha bra hälsa enligt dem själva.", HEALTH),
    "something else": ("Av hushållen har 43 % bredband.", CARS),
    "one word alike": ("Trafiken står för 41 % av utsläppen.", CARS),
    "little words alike": (
        "Av invånarna i kommunen röstade 86 %.",
        {"Andel invånare i kommunen från alla länder": [3.0]},
    ),
    "another heading's indicator": ("<h3>Elbilar i trafik</h3><p>Solceller finns på 3 % av taken.</p>", CARS),
    "another item's indicator": (
        "<ul><li>elbilar i trafik</li><li>solceller på 3 % av taken</li></ul>",
        CARS,
    ),
    "another sentence's indicator": ("Elbilar i trafik blir fler. Solceller finns på 3 % av taken.", CARS),
    "larger than a percentage": ("Elbilar i trafik har mångdubblats: 1 200 % fler.", CARS),
    "a decimal point": ("Elbilar i trafik: 8.4 %.", CARS),
    "an indicator without values": ("Elbilar i trafik: 9 %.", {"Elbilar i trafik": []}),
    "one of two indicators": (
        "Vid valet 2022 var valdeltagandet i kommunvalet 84,5 %.",
        {"Valdeltagande i riksdagsvalet": [86.9], "Valdeltagande i kommunvalet": [84.5]},
    ),
    "no percentages": ("Elbilar i trafik blir fler för varje år.", CARS),
    "no figures": ("Nu är 8 % av bilarna i trafik elbilar.", {}),
    "no text": ("", CARS),
}


@pytest.mark.parametrize("text, shown", CLEAN.values(), ids=CLEAN)
def test_clean_text_gets_no_remark(text, shown):
    assert remarks(text, shown) == []


# Plans for years gone by

PASSED_2020 = ["Texten planerar för 2020, som har passerat."]


def test_a_text_changed_in_2024_still_plans_for_2020():
    text = "<p>Ändrad 2024-03-01.</p><p>Kommunen ska ta fram en ny strategi under 2020.</p>"
    assert remarks(text, year_now=2024) == PASSED_2020
    assert remarks(text, year_now=2020) == []


@pytest.mark.parametrize(
    "text",
    [
        "Utsläppen ska halveras till 2020.",
        "En plan kommer att antas senast 2020.",
        "Nämnden planerar att bygga tre förskolor före 2020.",
        "Tre förskolor planeras under våren 2020.",
        "Målet är att alla sjöar har god status år 2020.",
        "Arbetet ska vara klart senast den 31 december 2020.",
        "Under 2020 ska kommunen ta fram en plan.",
        "Under hösten 2020 kommer vi att följa upp arbetet.",
        "Till 2020 planeras två nya reningsverk.",
        "Kommunen ska ta fram en plan som ska gälla till 2020.",
        "Utsläppen ska minska med 40 % till 2020 jämfört med 1990.",
    ],
)
def test_plans_for_2020_in_many_words(text):
    assert remarks(text) == PASSED_2020


@pytest.mark.parametrize(
    "text",
    [
        "Utsläppen ska halveras till 2030.",
        "Utsläppen ska halveras till 2030 jämfört med år 2010.",
        "Utsläppen ska vara lägre än år 2010.",
        "Utsläppen ska minska från år 2015 till år 2030.",
        "Arbetet ska följa den plan som antogs år 2019.",
        "Kommunen ska fortsätta det arbete som började under 2018.",
        "Under 2020 tog kommunen fram en ny strategi.",
        "Från och med år 2020 ska alla nya bussar gå på el.",
        "Under 2020-talet ska utsläppen halveras.",
        "Utsläppen ska halveras under 2020-talet.",
        "Planen ska gälla under 2020–2030.",
        "Under 2019 beslutade fullmäktige att utsläppen ska minska.",
        "Arbetet skulle vara klart till 2020.",
        "Sedan 2020 har närmare 200 personer fått jobb.",
        "Kommunen ska bli bättre. Under 2020 blev den sämre.",
        "<ul><li>Kommunen ska växa</li><li>under 2020 krympte den</li></ul>",
    ],
)
def test_what_looks_back_or_far_ahead_gets_no_remark(text):
    assert remarks(text) == []


def test_a_year_is_told_once_a_sentence():
    assert remarks("Till 2020 ska utsläppen minska och under 2020 ska planen antas.") == PASSED_2020


# Decades


def test_twin_towns_since_the_1960s_on_one_page_and_the_1940s_on_another():
    pages = {
        "Mål 17": "<p>Jönköping har samarbetat med sina nordiska vänorter sedan 1960-talet.</p>",
        "Vänorter": "<p>Med vänorterna i Norden har vi utbyte sedan 1940-talet.</p>",
        "Mål 11": "<p>Segregationen har ökat sedan 1990-talet.</p>",
    }
    remark, first = decades_that_differ(list(pages.items()), "vänort")
    assert remark == "Texterna är inte överens om sedan när: 1940-talet (Vänorter); 1960-talet (Mål 17)."
    assert list(pages)[first] in ("Mål 17", "Vänorter")


def test_two_pages_of_the_same_name_are_two_pages():
    pages = [("Samverkan", "Vänorter sedan 1960-talet."), ("Samverkan", "Vänorter sedan 1940-talet.")]
    assert decades_that_differ(pages, "vänort")[1] == 0


@pytest.mark.parametrize(
    "other",
    [
        "Vänorter har vi haft alltsedan 1940-talet.",
        "Vänorter har vi haft sedan 40-talet.",
        "Vänorter har vi haft sedan slutet av 1940-talet.",
        "Sedan&nbsp;1940-talet har Jönköping vänorter.",
    ],
)
def test_the_same_decade_in_other_words(other):
    assert decades_that_differ([("a", "Vänorter sedan 1960-talet."), ("b", other)], "vänort")
    assert decades_that_differ([("a", "Vänorter sedan 1940-talet."), ("b", other)], "vänort") is None


@pytest.mark.parametrize(
    "pages",
    [
        {},
        {"a": "Vänorter sedan 1960-talet."},
        {"a": "Vänorter sedan 1960-talet.", "b": "Vänorterna är fem."},
        {"a": "Vänorter sedan 1960-talet.", "b": "Scouterna har funnits sedan 1940-talet."},
        {
            "a": "Vänorter sedan 1960-talet.",
            "b": "Vänorter har vi. Biblioteket har funnits sedan 1940-talet.",
        },
    ],
)
def test_pages_that_agree_or_speak_of_other_things(pages):
    assert decades_that_differ(list(pages.items()), "vänort") is None


# Plain text


def test_plain_text_of_html():
    assert plain("<p>Vi  &amp;\n<b>de</b></p>") == "Vi & de"


def test_sentences_end_with_their_block():
    assert sentences("<h2>Rubrik</h2><p>En mening. En till! <b>Och</b> en<br>Ny rad</p>") == [
        "Rubrik",
        "En mening.",
        "En till!",
        "Och en",
        "Ny rad",
    ]
