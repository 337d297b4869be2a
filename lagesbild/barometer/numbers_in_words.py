"""Numbers as people write them in Swedish and English prose: "12,5", "1 200", "tolv", "seventy-two"."""

import re
from functools import cache

from lagesbild.assessment import Text

_SV_SMALL = (
    *(
        "noll",
        "ett",
        "två",
        "tre",
        "fyra",
        "fem",
        "sex",
        "sju",
        "åtta",
        "nio",
        "tio",
        "elva",
        "tolv",
        "tretton",
    ),
    *("fjorton", "femton", "sexton", "sjutton", "arton", "nitton"),
)
_SV_TENS = ("tjugo", "trettio", "fyrtio", "femtio", "sextio", "sjuttio", "åttio", "nittio")
_EN_SMALL = (
    *(
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
    ),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_EN_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")

DIGITS = r"(?<![\d.,])(?:\d{1,3}(?:[ \u00a0\u202f\u2009]\d{3})+|\d{1,3}(?:[.,]\d{3}){2,}|\d+)(?:[.,]\d+)?"
"""A number in digits, whatever parts its thousands."""


def _swedish() -> dict[str, int]:
    words = {word: number for number, word in enumerate(_SV_SMALL)} | {
        "en": 1,
        "hundra": 100,
        "ettusen": 1000,
    }
    for ten, word in enumerate(_SV_TENS, 2):
        words[word] = ten * 10
        words |= {
            f"{word}{unit_word}": ten * 10 + number for number, unit_word in enumerate(_SV_SMALL[1:10], 1)
        }
    return words


def _english() -> dict[str, int]:
    words = {word: number for number, word in enumerate(_EN_SMALL)} | {"a hundred": 100, "one hundred": 100}
    for ten, word in enumerate(_EN_TENS, 2):
        words[word] = ten * 10
        for number, unit_word in enumerate(_EN_SMALL[1:10], 1):
            words |= {f"{word}-{unit_word}": ten * 10 + number, f"{word} {unit_word}": ten * 10 + number}
    return words


@cache
def words(language: str) -> dict[str, int]:
    """The whole numbers up to a hundred by what they are called."""
    return _swedish() if language == "sv" else _english()


@cache
def any_number(language: str) -> str:
    """A pattern for a number in digits or in words."""
    longest_first = sorted(words(language), key=len, reverse=True)
    return rf"(?:{DIGITS}|\b(?:{'|'.join(longest_first)})\b)"


def value_and_step(written: str, language: str) -> tuple[float, float]:
    """The number, and the smallest difference that its digits can tell: 12,5 → (12.5, 0.1), 1 200 → (1200, 1)."""
    written = re.sub(r"[ \u00a0\u202f\u2009]", "", written.strip()) if written[0].isdigit() else written
    number_and_step = words(language).get(written.lower())
    if number_and_step is not None:
        return float(number_and_step), 1.0
    if re.fullmatch(r"\d{1,3}(?:[.,]\d{3}){2,}", written) or _is_grouped(written, language):
        return float(re.sub(r"[.,]", "", written)), 1.0
    whole, _mark, decimals = written.replace(",", ".").rpartition(".")
    whole = re.sub(r"[.,]", "", whole or decimals)
    decimals = decimals if _mark else ""
    return float(f"{whole}.{decimals or 0}"), 10.0 ** -len(decimals)


def _is_grouped(written: str, language: str) -> bool:
    """Whether the only mark parts thousands: 45.000 in Swedish, 45,000 in English."""
    mark = re.escape(Text(".", ",").in_(language))
    return bool(re.fullmatch(rf"[1-9]\d{{0,2}}{mark}\d{{3}}", written))
