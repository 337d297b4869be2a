"""What a grant's row and the rows of its payments, claims and reports say, in the register's own fields."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from lagesbild.cooperation.importing.cells import CellAmount, PartialDate
from lagesbild.cooperation.importing.headings import CLAIM, INSTALMENT, REPORT
from lagesbild.cooperation.importing.rows import GrantPartRow, ListRow


def fields_of(row: ListRow, remark) -> dict[str, object]:
    """The grant's own fields. A day of decision without a deciding body of ours is the funder's."""
    values = row.values
    fields = {name: values[name] for name in ("reference", "dnr", "currency") if values.get(name)}
    if values.get("url"):
        fields["source_url"] = values["url"]
    if isinstance(values.get("amount"), CellAmount):
        fields["value"] = values["amount"].value
    if note := values.get("money_note"):
        fields["value_note_sv"] = str(note)[:300]
    granted = values.get("granted")
    if granted is None and not row.body and not values.get("paragraph") and values.get("decided"):
        granted = values["decided"]
        remark(
            "decided", _("Raden säger inte vem som beslutade: dagen sparas som den då pengarna beviljades.")
        )
    if isinstance(granted, PartialDate):
        fields["decided_on"] = granted.first
    return fields


@dataclass(frozen=True)
class GrantPartEntry:
    """A payment, a claim or a report that a grant should have: where it was said, its fields, its currency."""

    kind: str
    sheet: str
    number: int
    fields: dict[str, object]
    currency: str = ""


def parts_of(row: ListRow, remark) -> tuple[GrantPartEntry, ...]:
    """What the grant's own row and its rows of parts say. A payment that both tell of is one."""
    own = list(_of_the_row(row))
    others = [_part_entry(part) for part in row.parts]
    for entry in list(own):
        if any(_is_same_payment(entry, other) for other in others):
            own.remove(entry)
            remark("paid", _("Utbetalningen står också på en egen rad och räknas en gång."))
    return (*own, *others)


def _of_the_row(row: ListRow) -> Iterator[GrantPartEntry]:
    values = row.values
    if "paid" in values and "paid_on" in values:
        fields = {"value": values["paid"].value, "received_on": values["paid_on"].first}
        yield GrantPartEntry(INSTALMENT, row.sheet, row.number, fields, values["paid"].currency)
    if "report_due" in values:
        fields = {"about_sv": str(_("Slutrapport")), "due_on": values["report_due"].first}
        fields |= {"done_on": values["report_done"].first} if "report_done" in values else {}
        yield GrantPartEntry(REPORT, row.sheet, row.number, fields)


_NAMES = {
    INSTALMENT: {"amount": "value", "due": "due_on", "done": "received_on"},
    CLAIM: {
        "amount": "value",
        "sent": "submitted_on",
        "approved": "approved",
        "approved_on": "approved_on",
        "done": "paid_on",
    },
    REPORT: {"about": "about_sv", "due": "due_on", "done": "done_on"},
}


def _part_entry(part: GrantPartRow) -> GrantPartEntry:
    fields = {
        field: _bare(part.values[name]) for name, field in _NAMES[part.kind].items() if name in part.values
    }
    return GrantPartEntry(part.kind, part.sheet, part.number, fields, part.values.get("currency", ""))


def _bare(cell):
    return (
        cell.value if isinstance(cell, CellAmount) else cell.first if isinstance(cell, PartialDate) else cell
    )


def _is_same_payment(entry: GrantPartEntry, other: GrantPartEntry) -> bool:
    fields, others = entry.fields, other.fields
    return entry.kind == other.kind == INSTALMENT and all(
        fields.get(name) == others.get(name) for name in ("value", "received_on")
    )
