"""The files of the Riksbank and the ECB as they publish them: kronor for one unit, or a sentence."""

import io
import json
import zipfile
from datetime import date
from decimal import Decimal

import pytest

from lagesbild.cooperation.rates.reading import RateProblems, read_rates

SECOND, THIRD = date(2024, 1, 2), date(2024, 1, 3)
SWEA = json.dumps(
    [{"date": "2024-01-02", "value": 11.0935}, {"date": "2024-01-03", "value": 11.1563}]
).encode()
HISTORY = (
    b"Date,USD,JPY,BGN,CYP,SEK,NOK,\n"
    b"2024-01-03,1.0919,155.97,1.9558,N/A,11.1645,11.2905,\n"
    b"2024-01-02,1.0956,155.68,1.9558,N/A,11.1035,11.2815,\n"
)
SDMX = (
    b"KEY,FREQ,CURRENCY,CURRENCY_DENOM,EXR_TYPE,EXR_SUFFIX,TIME_PERIOD,OBS_VALUE,OBS_STATUS,TITLE\n"
    b'EXR.D.SEK.EUR.SP00.A,D,SEK,EUR,SP00,A,2024-01-01,,H,"Swedish krona/Euro"\n'
    b'EXR.D.SEK.EUR.SP00.A,D,SEK,EUR,SP00,A,2024-01-02,11.1035,A,"Swedish krona/Euro"\n'
)
XML = b"""<?xml version="1.0" encoding="UTF-8"?>
<gesmes:Envelope xmlns:gesmes="http://www.gesmes.org/xml/2002-08-01"
 xmlns="http://www.ecb.int/vocabulary/2002-08-01/eurofxref"><Cube>
<Cube time="2024-01-02"><Cube currency="USD" rate="1.0956"/><Cube currency="SEK" rate="11.1035"/></Cube>
</Cube></gesmes:Envelope>"""


def zipped(content: bytes, name: str = "eurofxref-hist.csv") -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(name, content)
    return file.getvalue()


def read(name: str, content: bytes, currency: str = "") -> dict:
    return {(rate.currency, rate.on): rate.kronor for rate in read_rates(name, content, currency)}


def test_the_riksbanks_json_of_one_series():
    assert read("SEKEURPMI", SWEA) == {
        ("EUR", SECOND): Decimal("11.0935"),
        ("EUR", THIRD): Decimal("11.1563"),
    }
    assert read("svar.json", SWEA, "EUR") == read("SEKEURPMI", SWEA)
    assert {rate.source for rate in read_rates("SEKEURPMI", SWEA)} == {"Sveriges riksbank, SEKEURPMI"}


@pytest.mark.parametrize(
    "text",
    [
        "Period;Grupp;Serie;Värde\n2024-01-02;Valutor mot svenska kronor;1 EUR;11,0935\n2024-01-02;V;100 JPY;7,0812\n",
        "Datum;Serie;Värde\n2024-01-02;1 EUR;11,0935\n2024-01-02;100 JPY;7,0812\n2024-01-01;1 EUR;n/a\n",
        "Period;Group;Series;Value\n2024-01-02;x;SEKEURPMI;11.0935\n2024-01-02;x;SEKJPYPMI;7.0812\n",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252"])
def test_the_riksbanks_csv_in_either_language(text, encoding):
    assert read("kurser.csv", text.encode(encoding)) == {
        ("EUR", SECOND): Decimal("11.0935"),
        ("JPY", SECOND): Decimal("0.070812"),
    }


@pytest.mark.parametrize("value, one", [(0.9841, "0.9841"), (98.41, "0.9841")])
def test_a_currency_that_is_quoted_by_the_hundred_is_told_by_what_it_is_worth(value, one):
    swea = json.dumps([{"date": "2024-01-02", "value": value}]).encode()
    assert read("SEKNOKPMI", swea) == {("NOK", SECOND): Decimal(one)}


@pytest.mark.parametrize("content", [HISTORY, zipped(HISTORY)])
def test_the_ecbs_history(content):
    rates = read("eurofxref-hist", content)
    assert (rates["EUR", SECOND], rates["EUR", THIRD]) == (Decimal("11.1035"), Decimal("11.1645"))
    assert rates["NOK", SECOND] == Decimal("0.984222")  # 11.1035 / 11.2815
    assert ("CYP", SECOND) not in rates and ("SEK", SECOND) not in rates


def test_a_quotient_says_that_it_is_one():
    sources = {rate.currency: rate.source for rate in read_rates("eurofxref-hist.csv", HISTORY)}
    assert (sources["EUR"], sources["USD"]) == ("ECB, EUR/SEK", "ECB, EUR/SEK : EUR/USD")


@pytest.mark.parametrize("content", [SDMX, XML])
def test_the_ecbs_other_forms(content):
    assert read("svar", content)["EUR", SECOND] == Decimal("11.1035")


@pytest.mark.parametrize(
    "name, content, sentence",
    [
        ("svar.json", SWEA, "vilken valuta"),
        ("SEKEURPMI", b'{"statusCode": 429, "message": "Rate limit"}', "ingen kursserie"),
        ("SEKEURPMI", b"[]", "inga kurser"),
        ("SEKEURPMI", b'[{"date": "2024-01-02", "value": 1109350}]', "kan inte stämma"),
        ("a.csv", b"Kommun;Antal\n0680;12\n", "ingen kursserie"),
        ("a.csv", b"", "ingen kursserie"),
        ("a.csv", b"Date,SEK\n2 jan,11.1\n", "ingen dag"),
        ("a.csv", b"Date,SEK\n2024-01-02,elva\n", "ingen kurs"),
        ("a.csv", b"Date,SEK\n2024-01-02,-1\n", "ingen kurs"),
        ("a.csv", "Datum;Serie;Värde\n2024-01-02;Styrränta;4,0\n".encode(), "ingen växelkurs"),
        ("a.csv", SDMX.replace(b",SEK,EUR,", b",SEK,USD,"), "ingen daglig kurs"),
        ("a.xml", XML[:-20], "ingen hel XML"),
        ("a.zip", zipped(HISTORY)[:60], "går inte att öppna"),
        ("a.zip", zipped(HISTORY, "las-mig.txt"), "en enda CSV"),
    ],
)
def test_what_is_none_of_them_is_refused_with_a_sentence(name, content, sentence):
    with pytest.raises(RateProblems) as refused:
        read_rates(name, content)
    assert sentence in str(refused.value)
