"""What one cell of a list says: a day, an amount, a count, a country. Nothing is guessed.

Each reader takes a cell (text, a number or a date from Excel) and answers with what it says, or with Wrong.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from lagesbild.figures.cells import Wrong

EMPTY = {"", "-", "–", "—", "?", "n/a", "saknas", "okänt", "okänd", "ej känt", "uppgift saknas", "unknown"}
OPEN_END = {"tills vidare", "löpande", "tillsvidare", "until further notice", "open-ended", "ongoing"}
FIRST_YEAR, LAST_YEAR = 1800, 2100
MOST_PEOPLE = 1_000_000
MOST_MONEY = Decimal(10) ** 12

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januari january jan",
            "februari february feb",
            "mars march mar",
            "april apr",
            "maj may",
            "juni june jun",
            "juli july jul",
            "augusti august aug",
            "september sept sep",
            "oktober october okt oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}
_CURRENCIES = {
    "kr": "SEK",
    "kronor": "SEK",
    "sek": "SEK",
    "tkr": "SEK",
    "mkr": "SEK",
    "mnkr": "SEK",
    "€": "EUR",
    "eur": "EUR",
    "euro": "EUR",
    "$": "USD",
    "usd": "USD",
    "£": "GBP",
    "gbp": "GBP",
    "nok": "NOK",
    "dkk": "DKK",
    "chf": "CHF",
    "zar": "ZAR",
    "pln": "PLN",
    "cny": "CNY",
    "isk": "ISK",
}
_TIMES = {
    "tkr": 1000,
    "tusen": 1000,
    "ksek": 1000,
    "keur": 1000,
    **dict.fromkeys(
        ("mkr", "mnkr", "miljon", "miljoner", "milj", "mn", "msek", "million", "m€", "meur"), 10**6
    ),
}
_CURRENCIES |= {"ksek": "SEK", "msek": "SEK", "keur": "EUR", "meur": "EUR", "m€": "EUR"}
_ABOUT = re.compile(
    r"\b(ca|cirka|circa|c:a|ungefär|uppskattat|uppskattningsvis|drygt|knappt|minst|högst|upp till|about|approx)\b|~|≈"
)
_SPACES = re.compile(r"[\s\u00a0\u2009\u202f]+")
_PLAIN = re.compile(r"\d*[.,]\d+|\d+|\d{1,3}(?: \d{3})+(?:[.,]\d+)?")
_THREES = re.compile(r"\d{1,3}(?:\.\d{3}){2,}(?:,\d+)?|\d{1,3}(?:,\d{3}){2,}(?:\.\d+)?")
_EITHER = re.compile(r"\d{0,3}[.,]\d{3}")
_AROUND = re.compile(r"([^\d]*?) ?([.,]?\d[\d., ]*?) ?([^\d]*)")
_UNIT = re.compile(r"[^\W\d]+€?|[€$£]")
_MINUS = re.compile(r"[-−–—]")


@dataclass(frozen=True)
class PartialDate:
    """A day, or the days between which it lies when only the month, the year or the decade is known."""

    first: date
    last: date
    precision: str  # day, month, year or decade


@dataclass(frozen=True)
class CellAmount:
    """Money. ``currency`` is empty where the cell does not say."""

    value: Decimal
    currency: str = ""


def is_empty(cell) -> bool:
    return isinstance(cell, str) and cell.casefold() in EMPTY


def words(cell) -> str:
    """A cell as one text; numbers as they are written in Swedish without decoration."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


def day(cell) -> PartialDate | Wrong:
    """``2016``, ``1960-talet``, ``2016-05-01``, ``maj 2016``, ``1 maj 2016``, ``1.5.2016`` or Excel's date."""
    if isinstance(cell, date):
        return _when(cell.year, cell.month, cell.day)
    text = _SPACES.sub(" ", words(cell).casefold()).strip(" .")
    for form, reader in _FORMS:
        if match := form.fullmatch(text):
            return _checked(reader, match)
    return Wrong(
        _("”%(cell)s” går inte att läsa som ett datum.") % {"cell": _short(cell)},
        _("Skriv till exempel 2016-05-01, maj 2016, 2016 eller 1960-talet."),
    )


def _checked(reader, match) -> PartialDate | Wrong:
    try:
        return reader(match)
    except ValueError:
        what = _("”%(cell)s” är ingen dag som finns.") % {"cell": match.group()}
        return Wrong(what, _("Skriv året, månaden och dagen, till exempel 2016-05-01."))


def _when(year: int, month: int | None = None, of_month: int | None = None) -> PartialDate:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(year)
    if of_month:
        return PartialDate(date(year, month, of_month), date(year, month, of_month), "day")
    if month:
        return PartialDate(date(year, month, 1), date(year, month, monthrange(year, month)[1]), "month")
    return PartialDate(date(year, 1, 1), date(year, 12, 31), "year")


def _decade(match) -> PartialDate:
    year = int(match[1]) if len(match[1]) == 4 else 1900 + int(match[1])
    first, last = _when(year - year % 10), _when(year - year % 10 + 9)
    return PartialDate(first.first, last.last, "decade")


def _month_number(name: str) -> int:
    if name.rstrip(".") not in _MONTHS:
        raise ValueError(name)
    return _MONTHS[name.rstrip(".")]


_FORMS = (
    (re.compile(r"(\d{4})"), lambda f: _when(int(f[1]))),
    (re.compile(r"(\d{4})[-/. ](\d{1,2})[-/. ](\d{1,2})"), lambda f: _when(int(f[1]), int(f[2]), int(f[3]))),
    (re.compile(r"(\d{4})(\d{2})(\d{2})"), lambda f: _when(int(f[1]), int(f[2]), int(f[3]))),
    (re.compile(r"(\d{4})[-/](\d{1,2})"), lambda f: _when(int(f[1]), int(f[2]))),
    (re.compile(r"(\d{4}|\d0)(?:-? ?tal(?:et)?|s)"), _decade),
    (re.compile(r"([^\W\d]+\.?) (\d{4})"), lambda f: _when(int(f[2]), _month_number(f[1]))),
    (
        re.compile(r"(\d{1,2})\.? ([^\W\d]+\.?) (\d{4})"),
        lambda f: _when(int(f[3]), _month_number(f[2]), int(f[1])),
    ),
    (re.compile(r"(\d{1,2})/(\d{1,2}) (\d{4})"), lambda f: _when(int(f[3]), int(f[2]), int(f[1]))),
    (re.compile(r"(\d{1,2})\.(\d{1,2})\. ?(\d{4})|(\d{1,2})\.(\d{1,2})\.(\d{4})"), lambda f: _dotted(f)),
)


def _dotted(match) -> PartialDate:
    of_month, month, year = (int(digits) for digits in match.groups() if digits)
    return _when(year, month, of_month)


def amount(cell, unit: str = "") -> CellAmount | Wrong:
    """``1,2 mnkr``, ``120 000 kr``, ``€ 5 000`` or a number; ``unit`` is what the heading says of bare numbers."""
    text = _SPACES.sub(" ", words(cell)).strip()
    if _ABOUT.search(text.casefold()):
        what = _("”%(cell)s” är ett ungefärligt belopp.") % {"cell": _short(cell)}
        return Wrong(what, _("Skriv det exakta beloppet, till exempel 134 400 kr, eller lämna cellen tom."))
    if "%" in text or "procent" in text.casefold():
        what = _("”%(cell)s” är en andel och inget belopp.") % {"cell": _short(cell)}
        return Wrong(what, _("Skriv beloppet i pengar, till exempel 134 400 kr, eller lämna cellen tom."))
    bare, units = _units(text.casefold())
    if not units and unit:
        units = [unit]
    if bare is None or any(unit_word not in _CURRENCIES and unit_word not in _TIMES for unit_word in units):
        return _no_amount(cell)
    times = next((_TIMES[unit_word] for unit_word in units if unit_word in _TIMES), 1)
    if times < 10**6 and isinstance(cell, str) and _EITHER.fullmatch(bare):
        what = _("”%(cell)s” kan vara tusental eller decimaler.") % {"cell": _short(cell)}
        return Wrong(what, _("Skriv tusental med mellanslag, till exempel 450 000."))
    value = _number(bare)
    if value is None or value * times >= MOST_MONEY:
        return _no_amount(cell)
    currencies = {_CURRENCIES[unit_word] for unit_word in units if unit_word in _CURRENCIES}
    if len(currencies) > 1:
        return _no_amount(cell)
    return CellAmount((value * times).quantize(Decimal("0.01")), next(iter(currencies), ""))


def _units(text: str) -> tuple[str | None, list[str]]:
    """The digits of an amount, and the words before and after them; None where there is not one number."""
    parts = _AROUND.fullmatch(text)
    if not parts or _MINUS.search(parts[1]):
        return None, []
    before, digits, ending = parts.groups()
    # "kr.5000": the point ends the word. It may as well begin a decimal number, so nothing is guessed.
    if before and digits[0] in ".," and text[len(before)] != " ":
        return None, []
    after = re.sub(r"[:,][-–]", "kr", ending).replace("/år", "").replace("per år", "")
    around = f"{before} {after}"
    if not set(_UNIT.sub("", around)) <= set(" .,:;()"):
        return None, []
    return digits.rstrip(" .,"), _UNIT.findall(around)


def _number(bare: str) -> Decimal | None:
    if _THREES.fullmatch(bare):
        comma_is_decimal = bare.count(".") > 1
        bare = bare.replace(".", "") if comma_is_decimal else bare.replace(",", "")
    elif not _PLAIN.fullmatch(bare):
        return None
    return Decimal(bare.replace(" ", "").replace(",", "."))


def _no_amount(cell) -> Wrong:
    return Wrong(
        _("”%(cell)s” går inte att läsa som ett belopp.") % {"cell": _short(cell)},
        _("Skriv till exempel 120 000 kr, 1,2 mnkr eller € 5 000, eller lämna cellen tom."),
    )


def count(cell) -> int | Wrong:
    """How many people. Text is refused: it may be their names."""
    text = _SPACES.sub("", words(cell))
    if re.fullmatch(r"\d{1,7}", text) and int(text) <= MOST_PEOPLE:
        return int(text)
    return Wrong(
        _("Cellen är inte ett antal."),
        _("Skriv bara ett tal. Registret har antal, aldrig namn på deltagare."),
    )


def goals(cell) -> tuple[int, ...] | Wrong:
    """Global goals by number: ``4, 17`` or ``mål 4 och 17``. A target counts as its goal."""
    numbers = re.findall(r"\d+(?:\.\w)?", words(cell))
    goal_numbers = sorted({int(number.partition(".")[0]) for number in numbers})
    if goal_numbers and all(1 <= number <= 17 for number in goal_numbers):
        return tuple(goal_numbers)
    return Wrong(
        _("Cellen har inga nummer på globala mål."), _("Skriv nummer mellan 1 och 17, till exempel 4, 17.")
    )


def several(cell) -> tuple[str, ...]:
    """The parts of a cell: by line or semicolon, otherwise by comma."""
    text = words(cell)
    parts = re.split(r"[;\n]", text) if re.search(r"[;\n]", text) else re.split(r",(?![^(]*\))", text)
    return tuple(part.strip() for part in parts if part.strip())


def _short(cell) -> str:
    text = _SPACES.sub(" ", str(cell)).strip()
    return text if len(text) <= 40 else f"{text[:39]}…"
