"""The words beside a number: currencies, thousands and millions, per cent. Those of a heading too."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from lagesbild.tables.columns import visible

THOUSAND, MILLION, BILLION = 10**3, 10**6, 10**9


@dataclass(frozen=True, slots=True)
class Unit:
    """What the words beside a number make of it: ``tkr`` is a thousand times, in SEK."""

    times: int = 1
    currency: str = ""
    percent: bool = False


PERCENT = frozenset(("%", "procent", "percent", "pct"))

_CURRENCY = {
    **dict.fromkeys(("kr", "kronor", "krona", "sek", "skr"), "SEK"),
    **dict.fromkeys(("€", "eur", "euro", "euros"), "EUR"),
    **dict.fromkeys(("$", "usd", "dollar", "dollars"), "USD"),
    **dict.fromkeys(("£", "gbp", "pund"), "GBP"),
    **{code.lower(): code for code in ("NOK", "DKK", "ISK", "CHF", "ZAR", "PLN", "CNY", "JPY", "CAD", "AUD")},
}
_SCALE = {
    **dict.fromkeys(("tusen", "tusental", "thousand", "thousands"), THOUSAND),
    **dict.fromkeys(("miljon", "miljoner", "milj", "mn", "mln", "million", "millions"), MILLION),
    **dict.fromkeys(("miljard", "miljarder", "mdr", "md", "billion", "billions", "bn"), BILLION),
}
_BOTH = {
    **dict.fromkeys(("tkr", "ksek", "tsek"), (THOUSAND, "SEK")),
    **dict.fromkeys(("mkr", "mnkr", "msek"), (MILLION, "SEK")),
    **dict.fromkeys(("mdkr", "mdrkr", "mdsek"), (BILLION, "SEK")),
    **dict.fromkeys(("keur", "teur", "k€", "t€"), (THOUSAND, "EUR")),
    **dict.fromkeys(("meur", "m€", "mn€"), (MILLION, "EUR")),
    **dict.fromkeys(("knok", "tnok"), (THOUSAND, "NOK")),
    "mnok": (MILLION, "NOK"),
    "kdkk": (THOUSAND, "DKK"),
    "mdkk": (MILLION, "DKK"),
}
_BESIDE_A_CURRENCY = {"k": THOUSAND, "t": THOUSAND, "m": MILLION}
"""Letters that are a scale only where a currency stands too: €5m."""

_THOUSANDS_HEADING = re.compile(r"\b1 ?000(?:-?tals?)?\b")
_HEADING_WORD = re.compile(r"[km€]?€|[^\W\d_]+\.?|[%$£]")
_BRACKETED = re.compile(r"[(\[]([^)\]]*)[)\]]")


def unit_of(words: Sequence[str]) -> Unit | None:
    """What these words together say, or None where one of them is no unit or two contradict each other."""
    bare = [word.rstrip(".") for word in words]
    currencies = {_CURRENCY[word] for word in bare if word in _CURRENCY}
    currencies |= {_BOTH[word][1] for word in bare if word in _BOTH}
    scales = [_SCALE[word] for word in bare if word in _SCALE]
    scales += [_BOTH[word][0] for word in bare if word in _BOTH]
    if currencies:
        scales += [_BESIDE_A_CURRENCY[word] for word in bare if word in _BESIDE_A_CURRENCY]
    percent = [word for word in bare if word in PERCENT]
    if any(not _is_unit(word, bool(currencies)) for word in bare):
        return None
    if len(currencies) > 1 or len(scales) + len(percent) > 1 or (percent and currencies):
        return None
    return Unit(scales[0] if scales else 1, next(iter(currencies), ""), bool(percent))


def _is_unit(word: str, beside_a_currency: bool) -> bool:
    return (
        word in _CURRENCY
        or word in _SCALE
        or word in _BOTH
        or word in PERCENT
        or (beside_a_currency and word in _BESIDE_A_CURRENCY)
    )


@dataclass(frozen=True, slots=True)
class Heading:
    """A column's heading: its name, and the unit that it gives to the bare numbers under it."""

    name: str
    unit: Unit | None = None


def read_heading(heading: str) -> Heading:
    """``Budget (tkr)`` → Budget, a thousand times, SEK. A heading that says no unit has none.

    The unit is what stands in brackets or after a comma, or single words of it at the end: ``Budget tkr``.
    """
    text = visible(heading)
    for bracketed in _BRACKETED.finditer(text):
        if unit := _heading_unit(bracketed[1]):
            return Heading(visible(text[: bracketed.start()] + text[bracketed.end() :]), unit)
    name, comma, after = text.rpartition(",")
    if comma and (unit := _heading_unit(after)):
        return Heading(name.strip(), unit)
    return _with_unit_last(text)


def _with_unit_last(text: str) -> Heading:
    words = text.split(" ")
    for length in (3, 2, 1):
        name = " ".join(words[:-length])
        if name and (unit := _heading_unit(" ".join(words[-length:]))):
            return Heading(name, unit)
    return Heading(text)


def _heading_unit(text: str) -> Unit | None:
    """The unit that the whole of ``text`` is: tkr, i tusen kronor, 1 000 kr, %."""
    folded = re.sub(r"^(?:belopp )?(?:i|in|,) ", "", text.strip().casefold())
    folded, thousands = _THOUSANDS_HEADING.subn("tusen", folded)
    words = [word.rstrip(".") for word in _HEADING_WORD.findall(folded)]
    rest = _HEADING_WORD.sub("", folded).strip()
    return unit_of(words) if words and not rest else None
