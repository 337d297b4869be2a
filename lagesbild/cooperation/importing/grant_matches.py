"""Which grant of the register a row means: by the funder's number, or by programme, project and day."""

from dataclasses import dataclass

from lagesbild.cooperation.importing.headings import PROJECT, plain
from lagesbild.cooperation.importing.rows import Row
from lagesbild.cooperation.models import Grant

SEVERAL = "?"
"""What ``Standing.find`` answers where more than one grant could be meant."""


@dataclass(frozen=True)
class _Known:
    reference: str
    number: str
    project: str
    programme: str
    decided_on: object
    value: object


class Standing:
    """The grants of the register, drafts as they were last saved, and those further up in the list."""

    def __init__(self):
        self.known: list[_Known] = []
        for one in Grant.objects.select_related("latest_revision"):
            self._add(str(one.pk), one)
            if one.live and one.has_unpublished_changes:
                self._add(str(one.pk), one.get_latest_revision_as_object())

    def _add(self, reference: str, one: Grant) -> None:
        told = (plain(one.reference), str(one.project_id), str(one.programme_id), one.decided_on, one.value)
        self.known.append(_Known(reference, *told))

    def find(self, row: Row, wanted) -> str:
        """By the funder's number, otherwise the one grant from the programme to the project that it can be."""
        if "grant" in row.values:
            return str(row.values["grant"])
        number, fields = plain(row.values.get("reference", "")), wanted.fields
        alike = [
            (one, (one.programme == wanted.programme) + (one.project == wanted.part_of.get(PROJECT)))
            for one in self.known
        ]
        if by_number := [one for one, same in alike if same and number and one.number == number]:
            return _one_of(by_number)
        can_be = [one for one, same in alike if same == 2 and not (number and one.number)]
        decided = fields.get("decided_on")
        can_be = [one for one in can_be if not (decided and one.decided_on) or one.decided_on == decided]
        exact = [one for one in can_be if (one.decided_on, one.value) == (decided, fields.get("value"))]
        return _one_of(exact or can_be)

    def remember(self, planned) -> str:
        row, wanted = planned.row, planned.wanted
        reference = str(planned.pk) if planned.pk else f"{row.sheet}!{row.number}"
        self.known.append(
            _Known(
                reference,
                plain(row.values.get("reference", "")),
                wanted.part_of.get(PROJECT, ""),
                wanted.programme or "",
                wanted.fields.get("decided_on"),
                wanted.fields.get("value"),
            )
        )
        return reference


def _one_of(found: list[_Known]) -> str:
    references = {one.reference for one in found}
    return "" if not references else next(iter(references)) if len(references) == 1 else SEVERAL
