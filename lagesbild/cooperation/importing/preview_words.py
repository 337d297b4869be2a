"""The preview of a list in the editor's words: what is asked of columns, rows and names, and what each row becomes."""

from collections.abc import Iterable
from decimal import Decimal, InvalidOperation

from django.utils.translation import get_language, gettext_lazy, pgettext_lazy

from lagesbild.cooperation.countries import country_name
from lagesbild.cooperation.importing import cells, headings, planning
from lagesbild.cooperation.importing.answers import cell_key
from lagesbild.cooperation.importing.headings import COOPERATION, KINDS, THINGS
from lagesbild.cooperation.importing.layout import LEFT_OUT, UnknownColumn
from lagesbild.cooperation.importing.mapping_file import column_labels
from lagesbild.cooperation.importing.matches import CALL, NEW, ORGANISATION, PROGRAMME, ListMatch, MatchChoice
from lagesbild.cooperation.importing.planning import Plan
from lagesbild.cooperation.importing.rows import ListReading, ReadSheet
from lagesbild.cooperation.models import Exchange, Partnership
from lagesbild.figures.problems import Problem
from lagesbild.framework.countries import country_choices

ACTIONS = {
    planning.ADDED: (gettext_lazy("Nytt"), "plus"),
    planning.CHANGED: (gettext_lazy("Ändras"), "edit"),
    planning.WAITING: (gettext_lazy("Väntar på ditt val"), "help"),
    planning.SAME: (gettext_lazy("Står redan så"), "check"),
}
FUNDS = {PROGRAMME: pgettext_lazy("ett finansieringsprogram", "Program"), CALL: gettext_lazy("Utlysning")}
CHOICE, COLUMN, CELL, SKIP = "val-", "col-", "cell-", "skip-"
"""What the names of the form's fields begin with, by what they answer."""


def column_question(column: UnknownColumn) -> dict:
    """A heading that is not known, with the columns it may be."""
    return {
        "name": f"{COLUMN}{column.key}",
        "heading": column.heading,
        "sheet": column.sheet,
        "examples": "" if column.people else "; ".join(column.examples),
        "people": column.people,
        "choices": [] if column.people else list(column_labels(column.table).items()),
        "left_out": LEFT_OUT,
    }


def row_questions(reading: ListReading, list_plan: Plan) -> list[dict]:
    """The rows with something to put right: what is wrong, and the cells that it is wrong in, to write anew."""
    problems: dict[tuple[str, int], list[Problem]] = {}
    for problem in list_plan.problems:
        if problem.row:
            problems.setdefault((problem.sheet, problem.row), []).append(problem)
    return [
        _row_question(read_sheet, line, problems[read_sheet.sheet.name, line.number])
        for read_sheet in reading.sheets
        for line in read_sheet.lines
        if (read_sheet.sheet.name, line.number) in problems
    ]


def _row_question(read_sheet: ReadSheet, line, problems: Iterable[Problem]) -> dict:
    sheet = read_sheet.sheet.name
    titles = (cells.words(line.cells.get(name, "")) for name in ("name", "title", "project", "partners"))
    return {
        "place": f"{sheet} {line.number}",
        "title": next(filter(None, titles), ""),
        "problems": problems,
        "fields": [
            _cell_field(read_sheet, line, column)
            for column in dict.fromkeys(
                filter(None, (_column_of(read_sheet, problem) for problem in problems))
            )
        ],
        "skip": f"{SKIP}{sheet}!{line.number}",
    }


def _column_of(read_sheet: ReadSheet, problem: Problem) -> str:
    """The column that a problem is told of, by its heading in the list or what we call it."""
    layout = read_sheet.layout
    by_heading = {column.heading: column.name for column in layout.columns}
    by_label = {label: name for name, label in column_labels(layout.table).items()}
    return by_heading.get(problem.column) or by_label.get(problem.column, "")


def _cell_field(read_sheet: ReadSheet, line, column: str) -> dict:
    table = read_sheet.layout.table
    return {
        "name": f"{CELL}{cell_key(read_sheet.sheet.name, line.number, column)}",
        "label": headings.label(table, column),
        "value": cells.words(line.cells.get(column, "")),
        "choices": _kinds() if (table, column) == (COOPERATION, "kind") else [],
    }


def _kinds() -> list[str]:
    """The kinds that a row can be said to be, as they are called."""
    labels = [*Partnership.Kind.labels, THINGS["project"], *Exchange.Kind.labels]
    return [str(label) for label in labels if headings.plain(str(label)) in KINDS]


def new_thing(match: ListMatch) -> tuple[str, str, str]:
    where = _country(match.country) if match.thing == ORGANISATION else FUNDS[match.thing]
    return match.name, where, ", ".join(match.rows)


def telling_first(rows: list) -> list:
    order = list(ACTIONS)
    return sorted(rows, key=lambda row: order.index(row.action))


def page_row(planned: planning.PlannedRow) -> dict:
    word, sign = ACTIONS[planned.action]
    return {
        "place": f"{planned.row.sheet} {planned.row.number}",
        "thing": THINGS[planned.row.thing],
        "title": planned.title,
        "word": word,
        "sign": sign,
        "differences": [
            (
                f"{difference.label}:".replace("?:", "?"),
                _page_text(difference.before),
                _page_text(difference.after),
            )
            for difference in planned.differences
        ],
    }


def _page_text(text: str) -> str:
    """Amounts as we write them: 1 200 000; everything else as it is, cut where it is long."""
    try:
        value = Decimal(text)
        if "." in text:
            whole = f"{value:,.2f}".replace(",", "\u00a0").replace(".", ",")
            return whole.removesuffix(",00")
    except InvalidOperation:
        pass
    return text if len(text) <= 160 else f"{text[:159]}…"


def name_question(match: ListMatch) -> dict:
    return {
        "name": f"{CHOICE}{match.key}",
        "said": match.name,
        "thing": match.thing,
        "kind": FUNDS.get(match.thing, ""),
        "country": _country(match.country),
        "places": ", ".join(match.rows[:5]),
        "answered": bool(match.reference),
        "countries": country_choices() if match.lacks_country else [],
        "country_field": f"country-{match.key}",
        "new_country": match.country if match.lacks_country and match.reference else "",
        "choices": [
            {
                "value": choice.value,
                "name": choice.name,
                "country": _country(choice.country),
                "percent": round(choice.score * 100) if choice.value != NEW else None,
                "dissolved": choice.dissolved,
                "checked": _is_chosen(match, choice),
            }
            for choice in match.choices
        ],
    }


def _is_chosen(match: ListMatch, choice: MatchChoice) -> bool:
    return match.made if choice.value == NEW else match.reference == choice.value


def _country(code: str) -> str:
    return country_name(code).in_(get_language()) if code else ""
