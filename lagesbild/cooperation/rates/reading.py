"""From the files of the Riksbank and the ECB, as they publish them, to kronor for one unit of a currency on a day.

What a file is shows in itself, never in its name: a layout that is not one of these is refused. The ECB says what one
euro is worth; what another currency is in kronor is then the quotient of two of its rates of the same day.
"""

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import NamedTuple

from django.utils.translation import gettext as _
from lxml import etree

from lagesbild.cooperation.rates.measured import RateProblems, measured
from lagesbild.figures.size_limits import SENT_IN, WorkbookRefused, refuse_if_long

RIKSBANK = "Sveriges riksbank"
ECB = "ECB"
MOST_DIGITS = 9
SIX_DECIMALS = Decimal("0.000001")
NO_RATE = {"", "N/A", "n/a", "-", ".", "NaN"}
ONE_IN_KRONOR = {
    "NOK": "1",
    "DKK": "1.4",
    "ISK": "0.08",
    "JPY": "0.08",
    "CZK": "0.42",
    "HUF": "0.03",
    "INR": "0.13",
    "KRW": "0.008",
    "THB": "0.29",
    "PHP": "0.18",
    "TWD": "0.3",
    "PLN": "2.5",
    "EUR": "10",
    "USD": "9.5",
    "GBP": "12.5",
    "CHF": "10",
}
"""Roughly. The Riksbank has quoted some of them by the hundred, and does not say so in its figures."""


class PublishedRate(NamedTuple):
    currency: str
    on: date
    kronor: Decimal
    source: str


def read_rates(name: str, content: bytes, currency: str = "") -> list[PublishedRate]:
    """The rates of a file. ``currency``: whose they are, where the file itself does not say (the Riksbank's JSON).

    Raises RateProblems with what is wrong and in which row.
    """
    name, content = measured(name, content)
    text = _text(content)
    start = text.lstrip()[:1]
    if start == "<":
        rates = _ecb_xml(name, content)
    elif start in ("[", "{"):
        rates = _riksbank_json(name, text, currency)
    else:
        rates = _csv_rates(name, text, content)
    if not rates:
        raise RateProblems.one(name, _("Filen har inga kurser."), _("Kontrollera valutan och tiden."))
    return rates


def _text(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


# --- The Riksbank ---------------------------------------------------------------------------------------------


def _riksbank_json(name: str, text: str, currency: str) -> list[PublishedRate]:
    """``[{"date": "2024-01-02", "value": 11.1}]``, as SWEA answers for one series."""
    series = re.search(r"SEK([A-Z]{3})PMI", name)
    code = currency or (series[1] if series else "")
    if not code:
        raise RateProblems.one(
            name,
            _("Filen säger inte vilken valuta den gäller."),
            _("Säg det med --currency, till exempel EUR."),
        )
    try:
        observations = json.loads(text, parse_float=Decimal, parse_int=Decimal)
        days = [(str(entry["date"]), entry["value"]) for entry in observations]
    except (ValueError, KeyError, TypeError, ArithmeticError, RecursionError) as error:
        raise _unknown_layout(name) from error
    rates = []
    for row, (day, value) in enumerate(days, 1):
        if isinstance(value, Decimal) and value.adjusted() > MOST_DIGITS:
            raise _unknown_layout(name)
        if value is not None:
            kronor = value if isinstance(value, Decimal) else _number(name, row, str(value))
            rates.append((_day(name, row, day), kronor))
    return list(_by_the_one(name, code, rates, f"{RIKSBANK}, SEK{code}PMI"))


def _riksbank_csv(name: str, rows: list[list[str]], heads: list[str]) -> list[PublishedRate]:
    """Period, (group), series and value, the value with a comma: ``2024-01-02;Valutor;100 JPY;7,1253``."""
    day, series, value = (_place(heads, words) for words in (PERIOD_WORDS, SERIES_WORDS, VALUE_WORDS))
    rates: dict[tuple[str, int], list[tuple[date, Decimal]]] = {}
    for number, cells in enumerate(rows, 2):
        if len(cells) <= max(day, series, value) or cells[value].strip() in NO_RATE:
            continue
        label = cells[series].strip().upper()
        unit = re.fullmatch(r"(?:(\d+)\s+)?([A-Z]{3})", label) or re.fullmatch(r"()SEK([A-Z]{3})PMI", label)
        if not unit:
            raise RateProblems.one(
                name,
                _("Serien ”%(series)s” är ingen växelkurs mot kronan.") % {"series": cells[series]},
                _("Ta bort raden, eller hämta bara växelkurser."),
                row=number,
            )
        key = (unit[2], int(unit[1] or 0))
        rate = (_day(name, number, cells[day]), _number(name, number, cells[value]))
        rates.setdefault(key, []).append(rate)
    return [
        rate
        for (code, unit), series_rates in rates.items()
        for rate in _by_the_one(name, code, series_rates, f"{RIKSBANK}, SEK{code}PMI", unit)
    ]


def _by_the_one(
    name: str, code: str, rates: list[tuple[date, Decimal]], source: str, unit: int = 0
) -> Iterator[PublishedRate]:
    """``unit``: how many of the currency each rate is for; found from what one is worth where nobody says (0)."""
    for on, kronor in rates:
        units = unit or _units(name, code, kronor)
        yield PublishedRate(code, on, _six(kronor / units), source)


def _units(name: str, code: str, kronor: Decimal) -> int:
    if code not in ONE_IN_KRONOR:
        return 1
    times = kronor / Decimal(ONE_IN_KRONOR[code])
    if Decimal("0.1") <= times <= 10:
        return 1
    if 10 < times <= 1000:
        return 100
    raise RateProblems.one(
        name,
        _("%(kronor)s kronor för %(currency)s kan inte stämma.") % {"kronor": kronor, "currency": code},
        _("Kontrollera filen och valutan."),
    )


# --- The ECB --------------------------------------------------------------------------------------------------


def _ecb_columns(name: str, rows: list[list[str]], heads: list[str]) -> list[PublishedRate]:
    """eurofxref-hist.csv: a day a row, a currency a column, each for one euro."""
    for_one_euro: dict[date, dict[str, Decimal]] = {}
    for number, cells in enumerate(rows, 2):
        on = _day(name, number, cells[0])
        for code, cell in zip(heads[1:], cells[1:], strict=False):
            if code and cell.strip() not in NO_RATE:
                for_one_euro.setdefault(on, {})[code] = _number(name, number, cell)
    return list(_against_kronor(for_one_euro))


def _ecb_sdmx(name: str, rows: list[list[str]], heads: list[str]) -> list[PublishedRate]:
    """SDMX-CSV of the series D.SEK.EUR.SP00.A and its like: a day and a currency a row."""
    place = {head: number for number, head in enumerate(heads)}
    for_one_euro: dict[date, dict[str, Decimal]] = {}
    for number, cells in enumerate(rows, 2):
        row = {head: cells[at].strip() for head, at in place.items() if at < len(cells)}
        is_daily = (row.get("FREQ", "D"), row.get("EXR_TYPE", "SP00"), row.get("EXR_SUFFIX", "A"))
        if row.get("CURRENCY_DENOM") != "EUR" or is_daily != ("D", "SP00", "A"):
            raise RateProblems.one(
                name,
                _("Raden är ingen daglig kurs för en euro."),
                _("Hämta serien D.SEK.EUR.SP00.A."),
                row=number,
            )
        if row.get("OBS_VALUE", "") not in NO_RATE:
            on = _day(name, number, row["TIME_PERIOD"])
            for_one_euro.setdefault(on, {})[row["CURRENCY"]] = _number(name, number, row["OBS_VALUE"])
    return list(_against_kronor(for_one_euro))


def _ecb_xml(name: str, content: bytes) -> list[PublishedRate]:
    """eurofxref-daily.xml, -hist-90d.xml and -hist.xml: a Cube a day, with a Cube for each currency."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        days = etree.fromstring(content, parser).iterfind(".//{*}Cube[@time]")
        for_one_euro = {
            _day(name, day.sourceline, day.get("time")): {
                cube.get("currency"): _number(name, cube.sourceline, cube.get("rate", ""))
                for cube in day.iterfind("{*}Cube[@currency]")
            }
            for day in days
        }
    except etree.XMLSyntaxError as error:
        raise RateProblems.one(name, _("Filen är ingen hel XML-fil."), _("Hämta den på nytt.")) from error
    return list(_against_kronor(for_one_euro))


def _against_kronor(for_one_euro: dict[date, dict[str, Decimal]]) -> Iterator[PublishedRate]:
    """The euro in kronor, and every other currency of a day that has a rate for the krona."""
    for on, rates in sorted(for_one_euro.items()):
        if kronor := rates.get("SEK"):
            yield PublishedRate("EUR", on, _six(kronor), f"{ECB}, EUR/SEK")
            for code, rate in rates.items():
                if code != "SEK" and rate:
                    yield PublishedRate(code, on, _six(kronor / rate), f"{ECB}, EUR/SEK : EUR/{code}")


# --- What they have alike -------------------------------------------------------------------------------------

PERIOD_WORDS = ("period", "datum", "date", "dag")
SERIES_WORDS = ("serie", "series", "valuta", "currency")
VALUE_WORDS = ("värde", "value", "kurs", "medelvärde", "rate")


def _csv_rates(name: str, text: str, content: bytes) -> list[PublishedRate]:
    try:
        refuse_if_long(content, SENT_IN)
        return _csv_table(name, text)
    except (WorkbookRefused, csv.Error) as error:
        raise _unknown_layout(name) from error


def _csv_table(name: str, text: str) -> list[PublishedRate]:
    lines = text.splitlines()
    first = next((line for line in lines if line.strip()), "")
    delimiter = max(";,\t", key=first.count)
    rows = [
        cells for cells in csv.reader(io.StringIO(text), delimiter=delimiter) if any(map(str.strip, cells))
    ]
    heads = [head.strip() for head in rows[0]] if rows else []
    if {"CURRENCY", "CURRENCY_DENOM", "TIME_PERIOD", "OBS_VALUE"} <= set(heads):
        return _ecb_sdmx(name, rows[1:], heads)
    if heads[:1] == ["Date"] and "SEK" in heads:
        return _ecb_columns(name, rows[1:], heads)
    lower = [head.casefold() for head in heads]
    if all(_place(lower, words) is not None for words in (PERIOD_WORDS, SERIES_WORDS, VALUE_WORDS)):
        return _riksbank_csv(name, rows[1:], lower)
    raise _unknown_layout(name)


def _place(heads: list[str], words: Iterable[str]) -> int | None:
    return next((place for place, head in enumerate(heads) if head in words), None)


def _unknown_layout(name: str) -> RateProblems:
    return RateProblems.one(
        name,
        _("Filen är ingen kursserie som Riksbanken eller ECB ger ut."),
        _("Ge Riksbankens JSON eller CSV, eller ECB:s eurofxref-hist (CSV, zip eller XML) eller SDMX-CSV."),
    )


def _day(name: str, row: int, text: str) -> date:
    try:
        return date.fromisoformat(text.strip()[:10])
    except ValueError:
        what = _("”%(text)s” är ingen dag.") % {"text": text}
        raise RateProblems.one(name, what, _("Dagar skrivs som 2024-01-02."), row=row) from None


def _number(name: str, row: int, text: str) -> Decimal:
    try:
        number = Decimal(text.strip().replace("\N{NO-BREAK SPACE}", "").replace(" ", "").replace(",", "."))
    except InvalidOperation:
        number = Decimal(0)
    if not number.is_finite() or number <= 0:
        what = _("”%(text)s” är ingen kurs.") % {"text": text}
        raise RateProblems.one(name, what, _("Kontrollera filen."), row=row)
    return number


def _six(kronor: Decimal) -> Decimal:
    return kronor.quantize(SIX_DECIMALS, rounding=ROUND_HALF_UP)
