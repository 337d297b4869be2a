"""What months and parts of years are called, and how periods are worded."""

from datetime import date

from lagesbild.tables.outcome import Wording

MONTH_NAMES = (
    Wording("januari", "January"),
    Wording("februari", "February"),
    Wording("mars", "March"),
    Wording("april", "April"),
    Wording("maj", "May"),
    Wording("juni", "June"),
    Wording("juli", "July"),
    Wording("augusti", "August"),
    Wording("september", "September"),
    Wording("oktober", "October"),
    Wording("november", "November"),
    Wording("december", "December"),
)
MONTHS = {
    name: number
    for number, wording in enumerate(MONTH_NAMES, start=1)
    for full in (wording.sv, wording.en.lower())
    for name in (full, full[:3])
} | {"sept": 9}
"""Names and short names of the months, in lower case → number."""

PARTS = {
    "half": {
        1: Wording("första halvåret {year}", "first half of {year}"),
        2: Wording("andra halvåret {year}", "second half of {year}"),
    },
    "quarter": {0: Wording("kvartal {part} {year}", "quarter {part} of {year}")},
    "week": {0: Wording("vecka {part} {year}", "week {part} of {year}")},
}


def month(of: date) -> Wording:
    return Wording("{name} {year}", "{name} {year}").fill(name=MONTH_NAMES[of.month - 1], year=of.year)


def day(of: date) -> Wording:
    return Wording("{day} {month}", "{day} {month}").fill(day=of.day, month=month(of))
