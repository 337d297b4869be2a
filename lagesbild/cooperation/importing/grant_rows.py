"""The rows of grants gathered before anything is planned.

Payments, claims and reports on rows of their own go to their grant, a grant of a partnership to its project, and our
own share to the project, where the register has it.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from lagesbild.cooperation.importing import headings
from lagesbild.cooperation.importing.cells import CellAmount
from lagesbild.cooperation.importing.headings import GRANT, PART, PARTNERSHIP, PROJECT, plain
from lagesbild.cooperation.importing.rows import GrantPartRow, ListRow
from lagesbild.cooperation.models import Grant, Project
from lagesbild.figures.problems import Problem


def gather_rows(
    rows: list[ListRow], parts: list[GrantPartRow], broken: list[ListRow], problems: list[Problem]
) -> list[ListRow]:
    """The rows to plan: each grant with its project and its parts, each project with our own share.

    ``broken``: rows with problems of their own, which the parts of a grant may be about.
    """
    rows = [_with_project(row, rows, problems) if row.thing == GRANT else row for row in rows]
    waiting = [(row, _names_of(row)) for row in broken if row.thing == GRANT]
    parts = [part for part in parts if not _grants_of_part(part, waiting)]
    return _with_own_share(_with_parts(rows, parts, problems), problems)


def _refuse(problems: list[Problem], row: ListRow | GrantPartRow, column: str, what: str, do: str) -> None:
    table = PART if isinstance(row, GrantPartRow) else GRANT
    problems.append(Problem(row.sheet, row.number, headings.label(table, column), what, do))


def _with_project(row: ListRow, rows: list[ListRow], problems: list[Problem]) -> ListRow:
    """A grant that is only said to be for a partnership pays for its project, where it has just one."""
    if row.values.get("project") or not row.values.get("partnership"):
        return row
    name = plain(row.values["partnership"])
    there = Project.objects.filter(partnership__isnull=False).select_related("partnership")
    names = {
        plain(project.name_sv): project.name_sv
        for project in there
        if name in (plain(project.partnership.name_sv), plain(project.partnership.name_en))
    }
    names |= {
        plain(other.values["name"]): other.values["name"]
        for other in rows
        if other.thing == PROJECT and plain(other.values.get(PARTNERSHIP, "")) == name
    }
    if len(names) != 1:
        what = _("Ett bidrag hör till ett projekt, och ”%(name)s” har %(n)s projekt.")
        what %= {"name": row.values["partnership"], "n": len(names)}
        _refuse(
            problems, row, "project", what, _("Skriv projektets namn, eller lägg till en rad för projektet.")
        )
        return row
    return replace(row, values=row.values | {"project": next(iter(names.values()))})


# --- Payments, claims and reports on rows of their own ----------------------------------------------------


def _with_parts(rows: list[ListRow], parts: list[GrantPartRow], problems: list[Problem]) -> list[ListRow]:
    grants = [row for row in rows if row.thing == GRANT]
    listed, parts_by_grant = defaultdict(list), defaultdict(list)
    register = _register_grants() if parts else []
    for part in parts:
        here = _grants_of_part(part, [(row, _names_of(row)) for row in grants])
        there = [] if here else _grants_of_part(part, register)
        if len(here) + len(there) != 1:
            _refuse(problems, part, "reference", *_not_one(len(here) + len(there)))
        elif here:
            listed[here[0].sheet, here[0].number].append(part)
        else:
            parts_by_grant[there[0]].append(part)
    grant_rows = [
        replace(row, parts=tuple(listed[row.sheet, row.number])) if row.thing == GRANT else row
        for row in rows
    ]
    # Of a grant that only the register has, a row that says nothing but its parts.
    alone = [
        ListRow(
            parts_of_grant[0].sheet,
            parts_of_grant[0].number,
            GRANT,
            "",
            {"grant": pk},
            parts=tuple(parts_of_grant),
        )
        for pk, parts_of_grant in parts_by_grant.items()
    ]
    return grant_rows + alone


def _not_one(number: int) -> tuple[str, str]:
    what = (
        _("Flera bidrag kan vara det som menas.")
        if number
        else _("Bidraget finns varken i registret eller i listan.")
    )
    return what, _("Skriv finansiärens nummer, eller projektet och programmet som de står på bidragets rad.")


@dataclass(frozen=True)
class _Names:
    """What a grant is known by, as it is looked up."""

    reference: str
    projects: tuple[str, ...]
    programmes: tuple[str, ...]


def _names_of(row: ListRow) -> _Names:
    values = row.values
    programmes = (values.get("programme", ""), row.funder.name if row.funder else "")
    return _Names(
        plain(values.get("reference", "")),
        (plain(values.get("project", "")),),
        tuple(plain(name) for name in programmes),
    )


def _register_grants() -> list[tuple[int, _Names]]:
    grants = Grant.objects.select_related("project", "programme__funder")
    return [
        (
            grant.pk,
            _Names(
                plain(grant.reference),
                (plain(grant.project.name_sv), plain(grant.project.name_en)),
                tuple(
                    plain(name)
                    for name in (
                        grant.programme.name_sv,
                        grant.programme.name_en,
                        grant.programme.funder.name_sv,
                    )
                ),
            ),
        )
        for grant in grants
    ]


def _grants_of_part(part: GrantPartRow, grants: Iterable[tuple]) -> list:
    """The grants that a part may be of: by the funder's number, otherwise by the project and the programme."""
    reference, project, programme = (
        plain(part.values.get(name, "")) for name in ("reference", "project", "programme")
    )
    if reference:
        return [grant for grant, names in grants if names.reference == reference]
    return [
        grant
        for grant, names in grants
        if project in names.projects and (not programme or programme in names.programmes)
    ]


# --- Our own share ----------------------------------------------------------------------------------------


def _with_own_share(rows: list[ListRow], problems: list[Problem]) -> list[ListRow]:
    """The register has our own share once for a project: it is moved from the grant's row to the project's."""
    all_rows, row_by_project = list(rows), {}
    for row in rows:
        own = {name: row.values[name] for name in ("own", "own_kind") if name in row.values}
        if row.thing != GRANT or not own:
            continue
        name = plain(row.values.get("project", ""))
        if other := row_by_project.get(name):
            what = _("Den egna delen av projektet står redan på rad %(number)s i %(sheet)s.")
            what %= {"number": other.number, "sheet": other.sheet}
            do = _("Registret har den en gång för projektet. Skriv hela den egna delen på en av raderna.")
            _refuse(problems, row, next(iter(own)), what, do)
            continue
        row_by_project[name] = row
        _move(row, name, own, all_rows, problems)
    return all_rows


def _move(
    row: ListRow, name: str, own: dict[str, CellAmount], rows: list[ListRow], problems: list[Problem]
) -> None:
    currency = row.values.get("currency", "")
    for place, other in enumerate(rows):
        if other.thing == PROJECT and plain(other.values.get("name", "")) == name:
            theirs = other.values.get("currency", "")
            if _differ(currency, theirs or "SEK") or any(
                other.values.get(name_of_share, value).value != value.value
                for name_of_share, value in own.items()
            ):
                what = _("Projektets egen rad (%(number)s i %(sheet)s) säger något annat.")
                what %= {"number": other.number, "sheet": other.sheet}
                _refuse(problems, row, next(iter(own)), what, _("Skriv den egna delen på ett av ställena."))
            else:
                rows[place] = replace(other, values=own | other.values)
            return
    projects = [
        project
        for project in Project.objects.all()
        if name in (plain(project.name_sv), plain(project.name_en))
    ]
    if len(projects) == 1:  # a project that is nowhere is told of when the grant is planned
        project = projects[0].get_latest_revision_as_object()
        if _differ(currency, project.currency):
            what = _("Projektet räknas i %(theirs)s, och den egna delen står i %(ours)s.")
            what %= {"theirs": project.currency, "ours": currency or "SEK"}
            _refuse(problems, row, next(iter(own)), what, _("Skriv den i projektets valuta."))
        else:
            rows.append(ListRow(row.sheet, row.number, PROJECT, "", {"name": projects[0].name_sv, **own}))


def _differ(ours: str, theirs: str) -> bool:
    return (ours or "SEK") != theirs
