"""What is filled into a Swedish sentence about a table, in English: times, and what a cell may be."""

import re

from lagesbild.tables.period_words import MONTH_NAMES

_WORDS = {
    "ett tal": "a number",
    "ett belopp": "an amount",
    "ett antal": "a count",
    "till exempel 12": "such as 12",
    "till exempel 12\u00a0345,6": "such as 12\u00a0345.6",
    "till exempel 12 345,6": "such as 12 345.6",
    "ja": "yes",
    "nej": "no",
}
_ENGLISH_MONTHS = {name.sv: name.en for name in MONTH_NAMES}
_TIMES = (
    (r"\bförsta halvåret (\d{4})", r"first half of \1"),
    (r"\bandra halvåret (\d{4})", r"second half of \1"),
    (r"\bkvartal (\d) (\d{4})", r"quarter \1 of \2"),
    (r"\bvecka (\d+) (\d{4})", r"week \1 of \2"),
    (r"\bläsåret (\d{4})", r"school year \1"),
    (r" eller ", " or "),
)
_MONTH = re.compile(rf"\b({'|'.join(_ENGLISH_MONTHS)}) (?=\d{{4}})")


def in_english(part: str) -> str:
    """A part of a sentence, word for word where it is known; else as it stands."""
    if part in _WORDS:
        return _WORDS[part]
    part = _MONTH.sub(lambda match: f"{_ENGLISH_MONTHS[match[1]]} ", part)
    for swedish, english in _TIMES:
        part = re.sub(swedish, english, part)
    return part
