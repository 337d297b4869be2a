"""The one reader of numbers: of sheets, forms, the register and ``assess``, in Swedish or English writing.

What may stand in a cell depends on the place, and is said by :class:`NumberRules`; what a writing means does not.
A single mark before exactly three digits is a :class:`Doubt` (1.234, also ``1.200 tkr``): a decimal mark or a mark
of thousands. ``settle`` decides such doubts where the other cells of the column show which mark is which.
"""

import math
import re
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Context, Decimal
from itertools import product
from types import MappingProxyType

from lagesbild.tables.columns import visible
from lagesbild.tables.number_words import Why, doubt_words, refusal
from lagesbild.tables.outcome import Absence, Doubt, Refusal
from lagesbild.tables.units import PERCENT, Unit, unit_of

REASONS: Mapping[str, str] = MappingProxyType({"-": "-", ".": ".", "..": ".."})
"""What stands in statistics where there is no number: missing, not applicable, secret."""

MOST_MONEY = Decimal(10) ** 12
MOST_PEOPLE = Decimal(10) ** 6


@dataclass(frozen=True, slots=True)
class NumberRules:
    """What may stand in a cell.

    ``unit`` is the number's own, which may be repeated after it. ``heading`` is what the heading gives to numbers
    that have no currency or scale of their own. ``absences`` are the texts, in lower case, that say why there is no
    number. ``scale``: ``1,2 miljoner``; with ``currency`` always. ``most`` is the first number that is too large.
    """

    negative: bool = True
    percent: bool = False
    currency: bool = False
    scale: bool = False
    whole: bool = False
    unit: str = ""
    heading: Unit | None = None
    absences: Mapping[str, str] = field(default_factory=dict)
    most: Decimal | None = None
    decimals: int | None = None


MEASUREMENT = NumberRules(percent=True, absences=REASONS)
AMOUNT = NumberRules(negative=False, currency=True, most=MOST_MONEY)
COUNT = NumberRules(negative=False, whole=True, most=MOST_PEOPLE + 1)


def typed_in(unit: str) -> NumberRules:
    """What a person types in a form about an indicator in ``unit``: its database column holds 14 + 6 digits."""
    is_percent = unit.strip().casefold().startswith(("%", "procent", "percent"))
    return NumberRules(percent=is_percent, unit=unit, most=Decimal(10) ** 14, decimals=6)


@dataclass(frozen=True, slots=True)
class Number:
    """A number, exact. ``mark`` and ``grouping`` are the marks that the writing shows in use, if any."""

    value: Decimal
    currency: str = ""
    percent: bool = False
    mark: str = ""
    grouping: str = ""


Outcome = Number | Absence | Doubt[Number] | Refusal

_MINUS = ("-", "−", "–", "‐", "‑", "﹣", "－")
_DASH = re.escape("".join(_MINUS))  # inside a class of characters
# The default context's 28 digits would round long numbers off.
_ROOMY = Context(prec=400)
_SHAPE = re.compile(
    # What stands before, which may end in the mark of .5 but not swallow that of kr.500
    r"(?P<before>[^0-9]*?)"
    rf"(?P<digits>(?:(?<![^\s(+€$£{_DASH}])[.,])?[0-9](?:[0-9., '’]*[0-9])?)\.?"
    rf"(?:e(?P<power>[+{_DASH}]?[0-9]{{1,3}}))?"
    r"(?P<after>[^0-9]*)"
)
_WORD = re.compile(r"[^\W\d_]+[€$£]?\.?|[€$£%]")
_PRICE = re.compile(r"[:,][-–]$")
_BRACKETED_UNIT = re.compile(r"\(([^()]+)\)")
_PER_YEAR = re.compile(r"(?:/| per )(?:år|year)$")
_ABOUT = re.compile(
    r"\b(ca|cirka|circa|c:a|ungefär|uppskattat|uppskattningsvis|drygt|knappt|minst|högst|upp till|about|approx"
    r"|over|under|över|mer än|mindre än|more than|less than)\b|[~≈<>≤≥]"
)
_NOT_NUMBERS = frozenset(("nan", "na", "n/a", "inf", "infinity", "null", "none", "#n/a"))

# What most cells of large files hold, with nothing in it to weigh: read without more ado.
_SIMPLE = re.compile(r"-?(?:0|[1-9][0-9]*)(?:([.,])(?:[0-9]{1,2}|[0-9]{4,}))?")
_PLAIN = re.compile(r"([0-9]*)(?:([.,])([0-9]+))?")
_BY_SPACE = re.compile(r"([1-9][0-9]{0,2}(?:([ '’])[0-9]{3})(?:\2[0-9]{3})*)(?:([.,])([0-9]+))?")
_BY_MARK = re.compile(r"([1-9][0-9]{0,2}(?:([.,])[0-9]{3})(?:\2[0-9]{3})*)(?:(?!\2)([.,])([0-9]+))?")


def read_number(cell: object, rules: NumberRules = MEASUREMENT) -> Outcome:
    """The number that a cell says. Text is read; Excel's numbers are taken as they are."""
    if isinstance(cell, str):
        return _read_text(cell, rules)
    if isinstance(cell, bool) or not isinstance(cell, int | float | Decimal):
        return refusal(Why.NOT_A_NUMBER, cell, rules)
    if not math.isfinite(cell):
        return refusal(Why.NOT_FINITE, cell, rules)
    exact = Decimal(repr(cell)) if isinstance(cell, float) else Decimal(cell)
    return _within(_measured(Number(exact), None, rules), cell, rules)


def _read_text(cell: str, rules: NumberRules) -> Outcome:
    if simple := _SIMPLE.fullmatch(cell):
        number = Number(_plain(Decimal(cell.replace(",", "."))), mark=simple[1] or "")
        return _within(_measured(number, None, rules) if rules.heading else number, cell, rules)
    text = visible(cell).casefold()
    if text in rules.absences:
        return Absence(rules.absences[text])
    if not text:
        return refusal(Why.EMPTY, cell, rules)
    if text.lstrip("+" + "".join(_MINUS)) in _NOT_NUMBERS:
        return refusal(Why.NOT_FINITE, cell, rules)
    if _ABOUT.search(text):
        return refusal(Why.APPROXIMATE, cell, rules)
    return _read_shape(cell, _without_unit(text, rules.unit), rules)


def _without_unit(text: str, unit: str) -> str:
    """The text without the number's own unit after it, except per cent, which is told of the number."""
    ending = visible(unit).casefold()
    if not ending or ending in PERCENT or not text.endswith(ending):
        return text
    bare = text.removesuffix(ending)
    return text if bare[-1:].isalpha() else bare.rstrip()


def _read_shape(cell: str, text: str, rules: NumberRules) -> Outcome:
    shape = _SHAPE.fullmatch(text)
    if not shape or re.search(r"[\n\r\t\v\f]", cell.strip()):
        return refusal(Why.SEVERAL if len(re.findall("[0-9]+", text)) > 1 else Why.NOT_A_NUMBER, cell, rules)
    signs, after = _signs(shape["before"], shape["after"])
    unit = _unit_beside(shape["before"], after, rules) if signs else Why.NOT_A_NUMBER
    numbers = list(_magnitudes(shape["digits"], shape["power"]))
    if unit == Why.NOT_A_NUMBER or not numbers:
        return refusal(Why.GROUPS if unit != Why.NOT_A_NUMBER else unit, cell, rules)
    if shape["power"] and rules.whole:
        return refusal(Why.NOT_WHOLE, cell, rules)
    if isinstance(unit, Why):
        return refusal(unit, cell, rules)
    readings = [_measured(_signed(number, sign), unit, rules) for number, sign in product(numbers, signs)]
    return _decided(readings, cell, shape["digits"], rules)


def _signed(number: Number, sign: int) -> Number:
    return number if sign > 0 else replace(number, value=number.value.copy_negate())


def _signs(before: str, after: str) -> tuple[tuple[int, ...] | None, str]:
    """The signs that the number may have, and what stands after it without any: ``(5)`` and ``5-`` may be −5."""
    after = _PRICE.sub(" kr", after)
    signs = re.findall(rf"[+{_DASH}]", before)
    bracketed = before.count("(") == 1 == after.count(")")
    trailing = after.strip() in _MINUS
    if len(signs) + bracketed + trailing > 1:
        return None, after
    if bracketed or trailing:
        return (-1, 1), re.sub(rf"[){_DASH}]", "", after, count=1)
    return ((-1,) if signs and signs[0] != "+" else (1,)), after


def _unit_beside(before: str, after: str, rules: NumberRules) -> Unit | Why:
    """The unit that the words on both sides say, or why they cannot stand here."""
    after = _BRACKETED_UNIT.sub(r" \1", _PER_YEAR.sub("", after.rstrip())).replace("per cent", "percent")
    beside = f"{re.sub(rf'[(+{_DASH}]', ' ', before)} {after}"
    if _WORD.sub("", beside).strip():
        return Why.NOT_A_NUMBER
    unit = unit_of(_WORD.findall(beside))
    if unit is None:
        return Why.UNKNOWN_UNIT
    if unit.percent and not rules.percent:
        return Why.PERCENT
    if unit.currency and not rules.currency:
        return Why.CURRENCY
    if unit.times > 1 and not (rules.scale or rules.currency):
        return Why.SCALE
    return unit


def _magnitudes(digits: str, power: str | None) -> Iterable[Number]:
    """What the digits can mean, without sign: nothing, one number, or two."""
    times = int(re.sub(f"[{_DASH}]", "-", power or "0"))
    if plain := _PLAIN.fullmatch(digits):
        whole, mark, decimals = plain.groups()
        yield Number(Decimal(f"{whole or 0}.{decimals or 0}").scaleb(times, _ROOMY), mark=mark or "")
    grouped = _BY_SPACE.fullmatch(digits) or _BY_MARK.fullmatch(digits)
    if grouped and not power:
        whole, grouping, mark, decimals = grouped.groups()
        exact = Decimal(f"{re.sub('[^0-9]', '', whole)}.{decimals or 0}")
        yield Number(exact, mark=mark or "", grouping=grouping)


def _measured(number: Number, unit: Unit | None, rules: NumberRules) -> Number:
    """The number in its own unit, or in that of the heading where it has none."""
    if not unit and not rules.heading:
        return replace(number, value=_plain(number.value))
    heading, own = rules.heading or Unit(), unit or Unit()
    times = own.times if own != Unit() else heading.times
    return replace(
        number,
        value=_plain(_ROOMY.multiply(number.value, Decimal(times))),
        currency=own.currency or heading.currency if rules.currency else "",
        percent=own.percent or (heading.percent and rules.percent),
    )


def _decided(readings: list[Number], cell: str, digits: str, rules: NumberRules) -> Outcome:
    possible = [_within(reading, cell, rules) for reading in readings]
    numbers = [reading for reading in possible if isinstance(reading, Number)]
    if len(possible) == 1 or not numbers:
        return possible[0]
    return Doubt(cell, tuple(readings), *doubt_words(cell, readings, digits))


def _within(number: Number, cell: object, rules: NumberRules) -> Number | Refusal:
    """The number, unless it is more than may stand here."""
    exact = number.value
    if _is_too_large(exact) or (rules.most is not None and abs(exact) >= rules.most):
        return refusal(Why.TOO_LARGE, cell, rules)
    if not rules.negative and exact < 0:
        return refusal(Why.NEGATIVE, cell, rules)
    most_decimals = 0 if rules.whole else rules.decimals
    if most_decimals is not None and -int(exact.as_tuple().exponent) > most_decimals:
        return refusal(Why.NOT_WHOLE if rules.whole else Why.DECIMALS, cell, rules)
    return number


def _is_too_large(exact: Decimal) -> bool:
    """Whether no computer's number is so large."""
    return exact.adjusted() > 300 and not math.isfinite(float(exact))


def _plain(exact: Decimal) -> Decimal:
    """The same number without noughts at the end of its decimals, nor a power of ten, nor a minus before zero."""
    if not exact:
        return Decimal(0)
    if exact.adjusted() >= _ROOMY.prec:
        return exact
    whole = exact == exact.to_integral_value(context=_ROOMY)
    return exact.quantize(Decimal(1), context=_ROOMY) if whole else exact.normalize(_ROOMY)


def settle(
    outcomes: Mapping[Hashable, Outcome], rules: NumberRules = MEASUREMENT, decimal: str = ""
) -> dict[Hashable, Outcome]:
    """The outcomes of a column, its doubts decided where the other cells, or ``decimal``, show the marks in use.

    A mark that is a decimal mark in other cells, and the only one, is a decimal mark. A mark that parts thousands in
    other cells, and is nowhere a decimal mark, parts thousands; so does the other mark than ``decimal``.
    """
    numbers = [outcome for outcome in outcomes.values() if isinstance(outcome, Number)]
    marks = {decimal} if decimal else {number.mark for number in numbers} - {""}
    groupings = {",", "."} - marks if decimal else {number.grouping for number in numbers} - marks - {""}
    if len(marks) > 1:
        return dict(outcomes)
    return {cell: _settled(outcome, marks, groupings, rules) for cell, outcome in outcomes.items()}


def _settled(outcome: Outcome, marks: set[str], groupings: set[str], rules: NumberRules) -> Outcome:
    if not isinstance(outcome, Doubt):
        return outcome
    fitting = [number for number in outcome.readings if number.mark in marks or number.grouping in groupings]
    return _within(fitting[0], outcome.cell, rules) if len(fitting) == 1 else outcome
