"""A pasted list of people: what each row says, and what is wrong with it, before anybody looks in the database.

Columns come in any order under a heading of theirs; without headings the address is told by its @, the role by its
name, and the first of the rest is the person. Addresses as Outlook gives them are read too.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from lagesbild.tables.pasted import PastedRow, pasted_rows

SEPARATORS = "\t;,"
HEADINGS = {
    "name": ("namn", "name", "person", "för- och efternamn", "kontaktperson"),
    "first": ("förnamn", "first name"),
    "last": ("efternamn", "last name"),
    "address": ("e-post", "epost", "e-postadress", "epostadress", "mejl", "mail", "email", "e-mail"),
    "organisations": (
        *("organisation", "organisationer", "organisations", "förvaltning", "nämnd", "enhet", "bolag"),
        *("svarar för", "förvaltning eller bolag"),
    ),
    "role": ("roll", "roller", "role", "roles", "behörighet", "grupp"),
}
_OUTLOOK = re.compile(r"^\s*\"?(?P<name>[^<>\"]*?)\"?\s*<(?P<address>[^<>\s]+@[^<>\s]+)>\s*$")


@dataclass(frozen=True)
class PastedPerson:
    row: int
    name: str
    address: str
    organisations: tuple[str, ...] = ()
    """As they are written; a text that holds several is taken apart by whoever knows their names."""
    roles: tuple[str, ...] = ()


def pasted_people(text: str, is_role: Callable[[str], bool]) -> tuple[PastedPerson, ...]:
    """Everybody in the list. ``is_role``: whether a text is the name of a role."""
    rows = pasted_rows(_one_a_line(text), SEPARATORS)
    if not rows:
        return ()
    columns = _columns(rows[0])
    if columns:
        return tuple(_by_heading(row, columns) for row in rows[1:])
    return tuple(_by_content(row, is_role) for row in rows)


def _one_a_line(text: str) -> str:
    """A line of addresses, as Outlook copies the receivers of a letter, with one on each line."""
    lines = []
    for line in text.splitlines():
        parts = [part for part in re.split(r"[;,](?![^<]*>)", line) if part.strip()]
        several = len(parts) > 1 and all(_OUTLOOK.match(part) or _is_address(part) for part in parts)
        lines += parts if several else [line]
    return "\n".join(lines)


def _is_address(text: str) -> bool:
    return "@" in text and " " not in text.strip()


def _columns(row: PastedRow) -> dict[str, int]:
    """Which column holds what, if the row is one of headings."""
    columns: dict[str, int] = {}
    for place, cell in enumerate(row.cells):
        heading = cell.casefold().rstrip(":*")
        for name, words in HEADINGS.items():
            if heading in words:
                columns.setdefault(name, place)
    return columns if "address" in columns else {}


def _by_heading(row: PastedRow, columns: dict[str, int]) -> PastedPerson:
    cells = {name: row.cells[place] for name, place in columns.items() if place < len(row.cells)}
    name = cells.get("name") or f"{cells.get('first', '')} {cells.get('last', '')}".strip()
    return _person(row.number, name, cells.get("address", ""), [cells.get("organisations", "")], cells)


def _person(row: int, name: str, address: str, organisations: Sequence[str], cells: dict) -> PastedPerson:
    if outlook := _OUTLOOK.match(address):
        name, address = name or outlook["name"].strip(), outlook["address"]
    roles = tuple(role.strip() for role in re.split(r"[,;/]", cells.get("role", "")) if role.strip())
    units = tuple(filter(None, organisations))
    return PastedPerson(row, name, address.removeprefix("mailto:").strip(" <>"), units, roles)


def _by_content(row: PastedRow, is_role: Callable[[str], bool]) -> PastedPerson:
    cells = [cell for cell in row.cells if cell]
    address = next((cell for cell in cells if "@" in cell), "")
    roles = [cell for cell in cells if cell != address and is_role(cell)]
    rest = [cell for cell in cells if cell != address and cell not in roles]
    if _OUTLOOK.match(address):
        return _person(row.number, "", address, rest, {"role": ",".join(roles)})
    return _person(row.number, rest[0] if rest else "", address, rest[1:], {"role": ",".join(roles)})
