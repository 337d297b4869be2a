"""What a sentence says in figures: an interval, a unit, a year."""

import pytest

from lagesbild.barometer.claims import claims

DRAWN = """
sv | 77,1 % mår bra                              | 77.05–77.15    | %
sv | 72 procent mår bra                          | 71.5–72.5      | %
sv | drygt 70 procent mår bra                    | 70–76          | %
sv | cirka 70 procent mår bra                    | 64–76          | %
sv | nästan hälften mår bra                      | 44–51          | %
sv | var fjärde mår bra                          | 21.25–28.75    | %
sv | tre av fyra mår bra                         | 71–79          | %
sv | en tredjedel mår bra                        | 29.33–37.33    | %
sv | 13 av 290 mår bra                           | 4.43–4.53      | %
sv | 5–9 % mår bra                               | 5–9            | %
sv | högst tio procent mår bra                   | 0–10           | %
sv | 12 ton per invånare                         | 11.5–12.5      | ton per invånare
sv | 148 000 invånare bor här                    | 147500–148500  | invånare bor här
sv | 1,5 miljoner kronor                         | 1450000–1550000 | kronor
en | three in four feel well                     | 71–79          | %
en | just over 70 per cent feel well             | 70–76          | %
en | a quarter of us feel well                   | 21.25–28.75    | %
en | seventy-two per cent feel well              | 71.5–72.5      | %
en | 148,152 residents live here                 | 148151.5–148152.5 | residents live here
"""


@pytest.mark.parametrize("line", DRAWN.strip().splitlines())
def test_one_claim(line):
    language, sentence, interval, unit = (part.strip() for part in line.split("|"))
    [claim] = claims(sentence, language)
    low, high = map(float, interval.split("–"))
    assert (round(claim.low, 2), round(claim.high, 2), claim.unit) == (low, high, unit)


@pytest.mark.parametrize(
    "sentence",
    [
        "Andelen ska vara 80 % år 2030.",
        "Andelen har ökat med 5 %.",
        "Andelen har ökat 2 procentenheter.",
        "Vi mäter var fjärde år.",
        "Mål 13 handlar om klimatet.",
        "År 2022 byggdes skolan.",
    ],
)
def test_no_claim(sentence):
    assert claims(sentence, "sv") == ()


@pytest.mark.parametrize(
    "sentence, years",
    [
        ("2022 var andelen 72 %.", [2022]),
        ("Andelen var 72 % (2022).", [2022]),
        ("Andelen har gått från 32 % 2008 till 48 % 2021.", [2008, 2021]),
        ("Andelen är 72 %, mer än år 2010.", [None]),
    ],
)
def test_the_year_it_is_said_of(sentence, years):
    assert [claim.year for claim in claims(sentence, "sv")] == years
