"""Which place a cell names, as tables, over places drawn by hand and over Sweden's own."""

import pytest

from lagesbild.figures.areas import known_areas
from lagesbild.tables.outcome import Refusal
from lagesbild.tables.places import COUNTY_NAMES, MUNICIPALITY, Place, Places

SWEDEN = Places(tuple(Place(code, name, kind) for code, (name, kind) in known_areas().items()))


def drawn(places: Places, cell) -> str:
    """The code; or why there is none, with the suggestion after an arrow."""
    outcome = places.read(cell)
    if not isinstance(outcome, Refusal):
        return outcome.code
    suggestion = outcome.do.sv.partition("Menas ")[2].partition(" (")[0]
    return f"{outcome.why}{' → ' + suggestion if suggestion else ''}"


@pytest.mark.parametrize(
    ("cell", "drawing"),
    [
        # codes
        ("1280", "1280"),
        (1280, "1280"),
        (1280.0, "1280"),
        (" 1280 ", "1280"),
        (680, "0680"),  # as Excel keeps 0680
        ("680", "0680"),
        ("06", "0006"),  # as Statistics Sweden has the counties
        ("00", "0000"),
        ("0006", "0006"),
        ("6", "unknown"),
        ("9999", "unknown"),
        # names
        ("Malmö", "1280"),
        ("malmö", "1280"),
        ("MALMÖ", "1280"),
        ("Malmo\u0308", "1280"),
        ("Malmö\u200b", "1280"),
        ("Upplands  Väsby", "0114"),
        ("Malmö stad", "1280"),
        ("Malmö kommun", "1280"),
        ("Lunds kommun", "1281"),
        ("Lund kommun", "1281"),
        ("Lunds k:n", "1281"),
        ("Lunds", "1281"),
        ("Borås", "1490"),
        ("Borås stad", "1490"),
        ("Borås Stads kommun", "1490"),
        ("Boros stads kommun", "unknown → Borås"),
        ("Göteborgs Stad", "1480"),
        ("Gothenburg", "1480"),
        ("City of Gothenburg", "1480"),
        ("Stockholms stad", "0180"),
        ("Västerås stad", "1980"),
        ("Höganäs kommun", "1284"),
        ("Falu kommun", "2080"),
        ("Dals-Eds kommun", "1438"),
        ("Karlstad", "1780"),
        ("Karlstads kommun", "1780"),
        ("Municipality of Lund", "1281"),
        ("Lund municipality", "1281"),
        ("Habo", "0643"),
        ("Håbo kommun", "0305"),
        # counties and regions
        ("Skåne län", "0012"),
        ("Region Skåne", "0012"),
        ("Jönköpings län", "0006"),
        ("Jönköping län", "0006"),
        ("Region Jönköpings län", "0006"),
        ("Södermanlands län", "0004"),
        ("Region Sörmland", "0004"),
        ("Västra Götalands län", "0014"),
        ("Västra Götalandsregionen", "0014"),
        ("Kronobergs län", "0007"),
        ("Stockholms län", "0001"),
        ("Jämtlands län", "0023"),
        ("Gotlands län", "0009"),
        ("Gotland", "0980"),
        ("Gotlands kommun", "0980"),
        ("Region Gotland", "0009"),
        ("Skåne County", "0012"),
        ("Malmö län", "unknown → Malmö"),
        ("Skåne kommun", "unknown → Region Skåne"),
        # the country
        ("Sverige", "0000"),
        ("Sveriges", "0000"),
        ("Riket", "0000"),
        ("Hela riket", "0000"),
        ("Sweden", "0000"),
        ("00 Riket", "0000"),
        # a code and a name
        ("0680 Jönköping", "0680"),
        ("0680 Jönköpings kommun", "0680"),
        ("0680-Jönköping", "0680"),
        ("Jönköping (0680)", "0680"),
        ("Jönköping, 0680", "0680"),
        ("680 Jönköping", "0680"),
        ("06 Jönköpings län", "0006"),
        ("0680 Habo", "code and name disagree"),
        ("1280 Malmöö", "code and name disagree"),
        # what is no place, with a suggestion only where it is really alike
        ("", "empty"),
        (None, "empty"),
        ("Jönköpng", "unknown → Jönköping"),
        ("Jonkoping", "unknown → Jönköping"),
        ("Malmo stad", "unknown → Malmö"),
        ("Skane lan", "unknown → Region Skåne"),
        ("Lundd kommun", "unknown → Lund"),
        ("Atlantis", "unknown"),
        ("Kommunen", "unknown"),
        ("Springfield stad", "unknown"),
        ("Liknande kommuner", "unknown"),
    ],
)
def test_sweden(cell, drawing):
    assert drawn(SWEDEN, cell) == drawing


FEW = Places((Place("1278", "Båstad"), Place("1380", "Halmstad"), Place("1282", "Landskrona")))


@pytest.mark.parametrize(
    "cell", ["Borås stad", "Malmö stad", "Lunds kommun", "Borås", "Solna stad", "Tomelilla kommun"]
)
def test_no_place_is_suggested_for_the_sake_of_its_ending(cell):
    assert drawn(FEW, cell) == "unknown"


@pytest.mark.parametrize("ending", ["kommun", "stad", "k:n"])
def test_every_municipality_is_found_with_its_endings(ending):
    for place in SWEDEN.places:
        if place.kind == MUNICIPALITY:
            for name in (place.name, f"{place.name}s"):
                assert SWEDEN.read(f"{name} {ending}") == place


def test_every_county_and_region_is_found():
    for code, county in COUNTY_NAMES.items():
        for name in (county, f"Region {county}", f"{code} {county}", county.upper()):
            assert SWEDEN.read(name).code == f"00{code}"


def test_two_places_of_one_name_are_asked_about():
    twins = Places((Place("A01", "Newtown", "district"), Place("B07", "Newtown", "district")))
    assert twins.read("Newtown").what.sv == "”Newtown” kan vara Newtown (A01) eller Newtown (B07)."
    assert twins.read("a01").code == "A01"


def test_the_sentences():
    refusal = SWEDEN.read("0680 Habo")
    assert (refusal.what.sv, refusal.do.sv) == (
        "”0680 Habo”: koden hör till Jönköping (0680).",
        "Rätta koden eller namnet.",
    )
    assert SWEDEN.read("Jönköpng").do.sv == "Menas Jönköping (0680)? Rätta cellen."
