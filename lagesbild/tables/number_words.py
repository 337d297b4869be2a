"""Why a cell is no number, and what it may mean, in sentences. Every remedy can be followed."""

import re
from collections.abc import Sequence
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from lagesbild.tables.outcome import Refusal, Wording, either, short

if TYPE_CHECKING:
    from lagesbild.tables.numbers import Number, NumberRules

NBSP = "\u00a0"
MINUS = "\u2212"


class Why(StrEnum):
    EMPTY = "empty"
    NOT_A_NUMBER = "not a number"
    NOT_FINITE = "not finite"
    SEVERAL = "several numbers"
    APPROXIMATE = "approximate"
    GROUPS = "misplaced marks"
    PERCENT = "per cent"
    CURRENCY = "currency"
    SCALE = "thousands or millions"
    UNKNOWN_UNIT = "unknown unit"
    NEGATIVE = "negative"
    NOT_WHOLE = "not whole"
    DECIMALS = "too many decimals"
    TOO_LARGE = "too large"


_WHAT = {
    Why.EMPTY: Wording("Cellen är tom.", "The cell is empty."),
    Why.NOT_A_NUMBER: Wording("”{cell}” är inte {kind}.", "“{cell}” is not {kind}."),
    Why.NOT_FINITE: Wording("”{cell}” är inget värde.", "“{cell}” is no value."),
    Why.SEVERAL: Wording("”{cell}” är mer än ett tal.", "“{cell}” is more than one number."),
    Why.APPROXIMATE: Wording("”{cell}” är inte exakt.", "“{cell}” is not exact."),
    Why.GROUPS: Wording(
        "Mellanslag, punkter eller kommatecken står fel i ”{cell}”.",
        "Spaces, points or commas are misplaced in “{cell}”.",
    ),
    Why.PERCENT: Wording("”{cell}” är i procent och inte {kind}.", "“{cell}” is per cent and not {kind}."),
    Why.CURRENCY: Wording("”{cell}” är ett belopp.", "“{cell}” is an amount of money."),
    Why.SCALE: Wording(
        "”{cell}” är i tusental eller miljoner.", "“{cell}” is written in thousands or millions."
    ),
    Why.UNKNOWN_UNIT: Wording(
        "Det som står bredvid talet i ”{cell}” är ingen känd enhet.",
        "What stands beside the number in “{cell}” is no known unit.",
    ),
    Why.NEGATIVE: Wording("”{cell}” är mindre än noll.", "“{cell}” is less than zero."),
    Why.NOT_WHOLE: Wording("”{cell}” är inte ett heltal.", "“{cell}” is not a whole number."),
    Why.DECIMALS: Wording("”{cell}” har för många decimaler.", "“{cell}” has too many decimals."),
    Why.TOO_LARGE: Wording("”{cell}” är för stort.", "“{cell}” is too large."),
}
_DO = {
    Why.SCALE: Wording("Skriv ut hela talet i siffror.", "Write the whole number in digits."),
    Why.NOT_WHOLE: Wording("Skriv ett heltal i siffror.", "Write a whole number in digits."),
    Why.NEGATIVE: Wording("Skriv ett tal som är noll eller mer.", "Write a number that is zero or more."),
    Why.APPROXIMATE: Wording("Skriv det exakta talet, {example}.", "Write the exact number, {example}."),
    Why.UNKNOWN_UNIT: Wording("Skriv bara talet, {example}.", "Write only the number, {example}."),
    Why.CURRENCY: Wording("Skriv bara talet, {example}.", "Write only the number, {example}."),
    Why.DECIMALS: Wording("Skriv högst {decimals} decimaler.", "Write at most {decimals} decimals."),
}
_OTHERWISE = Wording("Skriv {kind}, {example}.", "Write {kind}, {example}.")
_OR_MISSING = Wording(
    "Skriv {kind}, {example}, eller - om det saknas.", "Write {kind}, {example}, or - where it is missing."
)

_KINDS = {
    "amount": Wording("ett belopp", "an amount"),
    "number": Wording("ett tal", "a number"),
    "whole": Wording("ett antal", "a count"),
}
_EXAMPLES = {
    "amount": Wording(
        "till exempel 120 000 kr, 1,2 mnkr eller € 5 000", "such as SEK 120 000, 1.2 mnkr or € 5 000"
    ),
    "number": Wording("till exempel 12 345,6", "such as 12 345.6"),
    "whole": Wording("till exempel 12", "such as 12"),
}


def refusal(why: Why, cell: object, rules: "NumberRules") -> Refusal:
    kind = "amount" if rules.currency else "whole" if rules.whole else "number"
    parts = {
        "cell": short(cell),
        "kind": _KINDS[kind],
        "example": _EXAMPLES[kind],
        "decimals": rules.decimals,
    }
    otherwise = _OR_MISSING if "-" in rules.absences else _OTHERWISE
    return Refusal(why, _WHAT[why].fill(**parts), _DO.get(why, otherwise).fill(**parts))


_DOUBT = Wording("”{cell}” kan vara {readings}.", "“{cell}” may be {readings}.")
_MARK = Wording(
    "”{cell}” kan vara tusental eller decimaler: {readings}.",
    "“{cell}” may be thousands or decimals: {readings}.",
)
_WRITE = Wording("Skriv {writings}.", "Write {writings}.")


def doubt_words(cell: str, readings: "Sequence[Number]", digits: str) -> tuple[Wording, Wording]:
    """What the cell may be, and how to write each of its readings so that it can be nothing else."""
    by_mark = any(reading.mark for reading in readings)
    what = (_MARK if by_mark else _DOUBT).fill(
        cell=short(cell), readings=either([_amount(reading) for reading in readings])
    )
    writings = dict.fromkeys(_writing(cell, reading, digits) for reading in readings)
    return what, _WRITE.fill(writings=either([Wording(sv, en) for sv, en in writings]))


def _amount(number: "Number") -> Wording:
    """The number as it reads, with its currency or percent sign."""
    unit = "%" if number.percent else number.currency
    swedish = "kr" if unit == "SEK" else unit
    return Wording(
        f"{written(number.value, 'sv')} {swedish}".rstrip(), f"{written(number.value, 'en')} {unit}".rstrip()
    )


def _writing(cell: str, number: "Number", digits: str) -> tuple[str, str]:
    """The cell with its digits written so that they have this reading only."""
    bare = re.sub("[^0-9.,]", "", digits)
    if number.grouping:
        sv = en = re.sub("[.,]", "", bare)
    else:
        sv, en = (_not_three_decimals(re.sub("[.,]", mark, bare)) for mark in ",.")
    sign = "-" if number.value < 0 else ""
    start, end = re.split(re.escape(digits), " ".join(cell.split()), maxsplit=1)
    start, end = re.sub(r"[(+\-−–]", "", start), re.sub(r"^\.$|[)\-−–]$", "", end)
    return f"{start}{sign}{sv}{end}", f"{start}{sign}{en}{end}"


def _not_three_decimals(number: str) -> str:
    """1,250 as 1,25, and 1,234 as 1,2340: three decimals would be doubtful again."""
    whole, mark, decimals = re.fullmatch(r"([0-9]*)([.,]?)([0-9]*)", number).groups()
    shorter = decimals.rstrip("0")
    if not shorter:
        return whole
    return f"{whole}{mark}{f'{shorter}0' if len(shorter) == 3 else shorter}"


def written(number: Decimal, language: str) -> str:
    """The number as people write it: 1 234,5 in Swedish, 1,234.5 in English, all its decimals, none for show."""
    exact = number.quantize(Decimal(1)) if number == number.to_integral_value() else number.normalize()
    english = f"{abs(exact):,f}"
    sign = MINUS if number < 0 else ""
    swedish = str.maketrans({",": NBSP, ".": ","})
    return sign + (english if language.startswith("en") else english.translate(swedish))
