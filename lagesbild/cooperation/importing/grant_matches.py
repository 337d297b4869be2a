"""Which grant of the register a row means: by the funder's number, or by programme, project and day."""

from dataclasses import dataclass

from lagesbild.cooperation.importing.headings import PROJECT, plain
from lagesbild.cooperation.importing.rows import ListRow
from lagesbild.cooperation.models import Grant

SEVERAL = "?"
"""What ``GrantMatches.find`` answers where more than one grant could be meant."""


@dataclass(frozen=True)
class _GrantKey:
    reference: str
    number: str
    project: str
    programme: str
    decided_on: object
    value: object


class GrantMatches:
    """The grants of the register, drafts as they were last saved, and those further up in the list."""

    def __init__(self):
        self.known: list[_GrantKey] = []
        for grant in Grant.objects.select_related("latest_revision"):
            self._add(str(grant.pk), grant)
            if grant.live and grant.has_unpublished_changes:
                self._add(str(grant.pk), grant.get_latest_revision_as_object())

    def _add(self, reference: str, grant: Grant) -> None:
        key = (
            plain(grant.reference),
            str(grant.project_id),
            str(grant.programme_id),
            grant.decided_on,
            grant.value,
        )
        self.known.append(_GrantKey(reference, *key))

    def find(self, row: ListRow, entry) -> str:
        """By the funder's number, otherwise the one grant from the programme to the project that it can be."""
        if "grant" in row.values:
            return str(row.values["grant"])
        number, fields = plain(row.values.get("reference", "")), entry.fields
        alike = [
            (key, (key.programme == entry.programme) + (key.project == entry.part_of.get(PROJECT)))
            for key in self.known
        ]
        if by_number := [key for key, same in alike if same and number and key.number == number]:
            return _one_of(by_number)
        can_be = [key for key, same in alike if same == 2 and not (number and key.number)]
        decided = fields.get("decided_on")
        can_be = [key for key in can_be if not (decided and key.decided_on) or key.decided_on == decided]
        exact = [key for key in can_be if (key.decided_on, key.value) == (decided, fields.get("value"))]
        return _one_of(exact or can_be)

    def remember(self, planned) -> str:
        row, entry = planned.row, planned.wanted
        reference = str(planned.pk) if planned.pk else f"{row.sheet}!{row.number}"
        self.known.append(
            _GrantKey(
                reference,
                plain(row.values.get("reference", "")),
                entry.part_of.get(PROJECT, ""),
                entry.programme or "",
                entry.fields.get("decided_on"),
                entry.fields.get("value"),
            )
        )
        return reference


def _one_of(keys: list[_GrantKey]) -> str:
    references = {key.reference for key in keys}
    return "" if not references else next(iter(references)) if len(references) == 1 else SEVERAL
