"""The auditor's list to take away: CSV and Excel, with a reason wherever an answer is missing."""

import re
from collections.abc import Iterable
from datetime import date

from django.http import HttpResponse
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from lagesbild.cooperation.audit.commitment_sums import Overall
from lagesbild.cooperation.audit.commitments import Commitment
from lagesbild.cooperation.audit.ledger import LedgerRow, ledger_of, ledger_of_exchanges
from lagesbild.cooperation.funding.money import Rates, Total
from lagesbild.cooperation.importing import own_list
from lagesbild.framework.language import language_in_force
from lagesbild.website.cells import CSV, XLSX, attachment, csv_text, harmless, xlsx_bytes
from lagesbild.website.register.commitment_columns import COLUMNS, GRANT_COLUMNS, grant_rows, remarks, row
from lagesbild.website.register.ledger_sheets import LEDGER_COLUMNS, YEAR_COLUMNS, ledger_row, sums_by_year

# What a partnership has in the list is a row of the same table; its sheet leaves out what it cannot have.
ONLY_PROJECTS = {
    "grants",
    "granted",
    "granted_reason",
    "own_kind",
    "received",
    "received_reason",
    "repaid",
    "repaid_reason",
    "spent",
    "spent_reason",
}
SUMMED = ("cost", "granted", "own_cash", "own_kind", "received", "repaid", "spent")
WIDE = {
    "name",
    "partners",
    "together",
    "owner",
    "decision",
    "grants",
    "result",
    "documents",
    "thing",
    "about",
}
# What neither XML 1.0 nor a workbook can hold.
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def csv_response(commitments: Iterable[Commitment], origin: str) -> HttpResponse:
    lines = ([safe(cell) for cell in row(commitment, origin).values()] for commitment in commitments)
    return attachment(csv_text([list(COLUMNS.values()), *lines]), CSV, f"{_('forteckning')}.csv")


def safe(cell):
    """A cell that no spreadsheet runs and every one can hold."""
    return harmless(CONTROL.sub("", cell)) if isinstance(cell, str) else cell


def xlsx_response(
    commitments: Iterable[Commitment], summed: Overall, rates: Rates, origin: str, on: date
) -> HttpResponse:
    """Partnerships, projects and grants on a sheet each with its sums; every amount of them; then all sums."""
    book = Workbook(write_only=True)
    book.properties.title = _("Förteckning över samarbeten och projekt")
    partnerships, projects, grants = [], [], []
    ledger: list[LedgerRow] = []
    for commitment in commitments:
        (projects if commitment.is_project else partnerships).append(row(commitment, origin))
        grants.extend(grant_rows(commitment, rates, origin))
        ledger.extend(ledger_of(commitment, rates))
    ledger.extend(ledger_of_exchanges(rates))
    shared = {key: label for key, label in COLUMNS.items() if key not in ONLY_PROJECTS}
    _sheet(book, _("Samarbeten"), shared, partnerships)
    _sheet(book, _("Projekt"), COLUMNS, projects)
    _sheet(book, _("Bidrag"), GRANT_COLUMNS, grants)
    _sheet(book, _("Belopp"), LEDGER_COLUMNS, [ledger_row(amount, origin) for amount in ledger])
    _sums_sheet(book, summed, projects)
    _sheet(book, _("Summor per år"), YEAR_COLUMNS, sums_by_year(ledger))
    _about_sheet(book, summed, on)
    _original_sheet(
        book,
        {
            _("Samarbeten"): (shared, partnerships),
            _("Projekt"): (COLUMNS, projects),
            _("Bidrag"): (GRANT_COLUMNS, grants),
        },
    )
    return attachment(xlsx_bytes(book), XLSX, f"{_('forteckning')}.xlsx")


def _original_sheet(book: Workbook, sheets: dict[str, tuple[dict, list[dict]]]) -> None:
    """What the sheets say, hidden: read in again, only a cell that says something else changes anything."""
    original = book.create_sheet(_("Som hämtad"))
    original.sheet_state = "hidden"
    original.append([own_list.MARK, language_in_force()])
    for title, (columns, rows) in sheets.items():
        original.append([own_list.SHEET, title, *columns])
        original.append([own_list.HEADINGS, title, *map(str, columns.values())])
        for line in rows:
            original.append([own_list.LINE, title, *(safe(line[key]) for key in columns)])


def _sheet(book: Workbook, title: str, columns: dict, rows: list[dict]) -> None:
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "C2"
    for number, key in enumerate(columns, 1):
        sheet.column_dimensions[get_column_letter(number)].width = 40 if key in WIDE else 20
    sheet.append([_bold(sheet, str(label)) for label in columns.values()])
    for line in rows:
        sheet.append([safe(line[key]) for key in columns])
    if not rows:
        sheet.append([_("Inga är publicerade.")])
        return
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{len(rows) + 1}"
    if not any(key in SUMMED for key in columns):
        return
    sums = [_bold(sheet, _("Summa"))]
    for key in list(columns)[1:]:
        sums.append(_bold(sheet, _summed(rows, key)) if key in SUMMED else None)
    sheet.append(sums)


def _summed(rows: list[dict], key: str):
    amounts = [line[key] for line in rows if line[key] is not None]
    return sum(amounts) if amounts else _("inga belopp")


def _bold(sheet, value) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, value)
    cell.font = Font(bold=True)
    return cell


def _sums_sheet(book: Workbook, summed: Overall, projects: list[dict]) -> None:
    sheet = book.create_sheet(_("Summor"))
    sheet.column_dimensions["A"].width = 60
    sheet.column_dimensions["B"].width = sheet.column_dimensions["C"].width = 30
    sheet.append(
        [_bold(sheet, head) for head in (_("Summa"), _("Kronor"), _("Räknas inte med, eller med äldre kurs"))]
    )
    for label, total in sum_lines(summed):
        kronor = total.known if total.known is not None else _("inga belopp")
        sheet.append([label, kronor, remarks(total) or _("inget")])
    for key in ("received", "repaid", "spent"):
        sheet.append([f"{_('Projekt')}: {COLUMNS[key]}", _summed(projects, key), _("se varje projekt")])


def sum_lines(summed: Overall) -> list[tuple[str, Total]]:
    """(what, sum) in the order of page and sheet."""
    money, ideas, examples = summed.money, summed.not_decided, summed.examples
    lines = [
        (_("Samarbeten: kostnad, kronor per år"), summed.yearly_cost),
        (_("Samarbeten: egna pengar, kronor per år"), summed.own_funding),
        (_("Projekt: hela budgeten"), money.budget),
        (_("Projekt: beviljat av andra"), money.granted),
        (_("Projekt: egna pengar"), money.own_cash),
        (_("Projekt: eget arbete och egna lokaler"), money.own_kind),
    ]
    if summed.not_decided_count:
        lines.append((_("varav budget för idéer, ansökningar och avslag"), ideas.budget))
    if summed.example_count:
        lines.append((_("varav budget för påhittade exempel"), examples.budget))
        lines.append((_("varav beviljat till påhittade exempel"), examples.granted))
    return lines


def _about_sheet(book: Workbook, summed: Overall, on: date) -> None:
    sheet = book.create_sheet(_("Om listan"))
    sheet.column_dimensions["A"].width = 60
    sheet.append([_bold(sheet, _("Om listan")), _bold(sheet, _("Antal"))])
    facts = [
        (_("Hämtad"), on),
        (_("Samarbeten"), summed.partnerships),
        (_("Projekt"), summed.projects),
        (_("Frågor till dem"), summed.questions),
        (_("Svar som saknas"), summed.missing),
        (_("Svar som saknas utan att någon har sagt varför"), summed.unexplained),
        (_("Påhittade exempel"), summed.example_count),
    ]
    for fact in facts:
        sheet.append(fact)
    sheet.append([_("Saknas, fråga för fråga"), _("Saknas"), _("varav utan skäl")])
    for question, (missing, bare) in summed.by_question.items():
        sheet.append([str(question.label), missing, bare])
