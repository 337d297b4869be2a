"""One table of writings through every door that numbers come in by: one answer each, or a reason why not.

The doors are a sheet of figures, `assess`, the form where values are reported, the editor's field for numbers and
the register's lists of amounts. ``doubt``: both readings are told. A word is why the place has no use for it.
"""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from lagesbild.cooperation.importing import cells as register
from lagesbild.figures import cells as sheet
from lagesbild.figures.assess import cells as assess
from lagesbild.figures.cells import Value, Wrong
from lagesbild.framework.number_field import NumberField
from lagesbild.tables.numbers import Number, read_number, typed_in
from lagesbild.tables.outcome import Doubt

# writing, its number, then the doors that refuse it, with the reason
TABLE = [
    ("5", "5", {}),
    ("+5", "5", {}),
    ("007", "7", {}),
    ("1 234,5", "1234.5", {}),
    ("1\u00a0234\u202f567", "1234567", {}),
    (".5", "0.5", {}),
    (",5", "0.5", {}),
    ("0,750", "0.75", {}),  # nobody parts thousands after a nought
    ("1.234.567", "1234567", {}),
    ("1,234,567", "1234567", {}),
    ("1.234,50", "1234.5", {}),
    ("1,234.5", "1234.5", {}),
    ("1e3", "1000", {}),
    ("−3", "-3", {"register": "no amount is below zero"}),
    ("12 %", "12", {"editor": "the field has no unit", "register": "a share is no amount"}),
    ("1.234", "doubt", {}),
    ("450.000", "doubt", {}),
    ("(5)", "doubt", {}),
    (
        ",5 mnkr",
        "500000",
        dict.fromkeys(("sheet", "assess", "form", "editor"), "the unit is the indicator's or the field's"),
    ),
    (
        "1.234,50 kr",
        "1234.5",
        dict.fromkeys(("sheet", "assess", "form", "editor"), "the unit is the indicator's or the field's"),
    ),
    (
        "1.200 tkr",
        "doubt",
        dict.fromkeys(("sheet", "assess", "form", "editor"), "the unit is the indicator's or the field's"),
    ),
    ("12 34", "refused", {}),
    ("12-14", "refused", {}),
    ("ca 12", "refused", {}),
    ("tolv", "refused", {}),
    ("nan", "refused", {}),
]


def _sheet(cell):
    answers = {cell: sheet.read_value(cell)}
    return _of_value(answers[cell])


def _of_value(answer):
    if isinstance(answer, Doubt):
        return "doubt"
    return "refused" if isinstance(answer, Wrong) or answer.text is not None else f"{answer.numeral.value:f}"


def _form(cell):
    outcome = read_number(cell, typed_in("%"))
    if isinstance(outcome, Doubt):
        return "doubt"
    return f"{outcome.value:f}" if isinstance(outcome, Number) else "refused"


def _editor(cell):
    try:
        return f"{NumberField().clean(cell):f}"
    except ValidationError as error:
        return "doubt" if error.code == "doubtful" else "refused"


def _register(cell):
    outcome = register.amount(cell)
    if isinstance(outcome, Wrong):
        return "doubt" if " kan vara " in outcome.what else "refused"
    exact = outcome.value.normalize()
    return f"{exact:f}" if exact == outcome.value else str(Decimal(exact))


DOORS = {
    "sheet": _sheet,
    "assess": lambda cell: _of_value(assess.value(cell)),
    "form": _form,
    "editor": _editor,
    "register": _register,
}


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize(("writing", "answer", "not_here"), TABLE, ids=[row[0] for row in TABLE])
def test_one_answer(writing, answer, not_here, door):
    assert DOORS[door](writing) == ("refused" if door in not_here else answer)


def test_a_number_that_is_settled_by_its_column_is_the_number():
    answers = {cell: sheet.read_value(cell) for cell in ("1.234", "2.5")}
    sheet.settle(answers)
    assert answers["1.234"] == Value(Number(Decimal("1.234"), mark="."))
