"""The rows of grants gathered before anything is planned.

Payments, claims and reports on rows of their own go to their grant, a grant of a partnership to its project, and our
own share to the project, where the register has it.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from lagesbild.cooperation.importing import headings
from lagesbild.cooperation.importing.cells import Amount
from lagesbild.cooperation.importing.headings import GRANT, PART, PARTNERSHIP, PROJECT, plain
from lagesbild.cooperation.importing.rows import Part, Row
from lagesbild.cooperation.models import Grant, Project
from lagesbild.figures.problems import Problem


def gathered(rows: list[Row], parts: list[Part], broken: list[Row], problems: list[Problem]) -> list[Row]:
    """The rows to plan: each grant with its project and its parts, each project with our own share.

    ``broken``: rows with problems of their own, which the parts of a grant may be about.
    """
    rows = [_with_project(row, rows, problems) if row.thing == GRANT else row for row in rows]
    waiting = [(row, _names_of(row)) for row in broken if row.thing == GRANT]
    parts = [part for part in parts if not _meant(part, waiting)]
    return _with_own_share(_with_parts(rows, parts, problems), problems)


def _refuse(problems: list[Problem], row: Row | Part, column: str, what: str, do: str) -> None:
    table = PART if isinstance(row, Part) else GRANT
    problems.append(Problem(row.sheet, row.number, headings.label(table, column), what, do))


def _with_project(row: Row, rows: list[Row], problems: list[Problem]) -> Row:
    """A grant that is only said to be for a partnership pays for its project, where it has just one."""
    if row.values.get("project") or not row.values.get("partnership"):
        return row
    name = plain(row.values["partnership"])
    there = Project.objects.filter(partnership__isnull=False).select_related("partnership")
    names = {
        plain(one.name_sv): one.name_sv
        for one in there
        if name in (plain(one.partnership.name_sv), plain(one.partnership.name_en))
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


def _with_parts(rows: list[Row], parts: list[Part], problems: list[Problem]) -> list[Row]:
    grants = [row for row in rows if row.thing == GRANT]
    listed, known = defaultdict(list), defaultdict(list)
    register = _register() if parts else []
    for part in parts:
        here = _meant(part, [(row, _names_of(row)) for row in grants])
        there = [] if here else _meant(part, register)
        if len(here) + len(there) != 1:
            _refuse(problems, part, "reference", *_not_one(len(here) + len(there)))
        elif here:
            listed[here[0].sheet, here[0].number].append(part)
        else:
            known[there[0]].append(part)
    made = [
        replace(row, parts=tuple(listed[row.sheet, row.number])) if row.thing == GRANT else row
        for row in rows
    ]
    # Of a grant that only the register has, a row that says nothing but its parts.
    alone = [
        Row(found[0].sheet, found[0].number, GRANT, "", {"grant": pk}, parts=tuple(found))
        for pk, found in known.items()
    ]
    return made + alone


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


def _names_of(row: Row) -> _Names:
    values = row.values
    programmes = (values.get("programme", ""), row.funder.name if row.funder else "")
    return _Names(
        plain(values.get("reference", "")),
        (plain(values.get("project", "")),),
        tuple(plain(name) for name in programmes),
    )


def _register() -> list[tuple[int, _Names]]:
    found = Grant.objects.select_related("project", "programme__funder")
    return [
        (
            one.pk,
            _Names(
                plain(one.reference),
                (plain(one.project.name_sv), plain(one.project.name_en)),
                tuple(
                    plain(name)
                    for name in (one.programme.name_sv, one.programme.name_en, one.programme.funder.name_sv)
                ),
            ),
        )
        for one in found
    ]


def _meant(part: Part, grants: Iterable[tuple]) -> list:
    """The grants that a part may be of: by the funder's number, otherwise by the project and the programme."""
    reference, project, programme = (
        plain(part.values.get(name, "")) for name in ("reference", "project", "programme")
    )
    if reference:
        return [one for one, names in grants if names.reference == reference]
    return [
        one
        for one, names in grants
        if project in names.projects and (not programme or programme in names.programmes)
    ]


# --- Our own share ----------------------------------------------------------------------------------------


def _with_own_share(rows: list[Row], problems: list[Problem]) -> list[Row]:
    """The register has our own share once for a project: it is moved from the grant's row to the project's."""
    made, said = list(rows), {}
    for row in rows:
        own = {name: row.values[name] for name in ("own", "own_kind") if name in row.values}
        if row.thing != GRANT or not own:
            continue
        name = plain(row.values.get("project", ""))
        if other := said.get(name):
            what = _("Den egna delen av projektet står redan på rad %(number)s i %(sheet)s.")
            what %= {"number": other.number, "sheet": other.sheet}
            do = _("Registret har den en gång för projektet. Skriv hela den egna delen på en av raderna.")
            _refuse(problems, row, next(iter(own)), what, do)
            continue
        said[name] = row
        _move(row, name, own, made, problems)
    return made


def _move(row: Row, name: str, own: dict[str, Amount], rows: list[Row], problems: list[Problem]) -> None:
    currency = row.values.get("currency", "")
    for place, other in enumerate(rows):
        if other.thing == PROJECT and plain(other.values.get("name", "")) == name:
            theirs = other.values.get("currency", "")
            if _differ(currency, theirs or "SEK") or any(
                other.values.get(each, value).value != value.value for each, value in own.items()
            ):
                what = _("Projektets egen rad (%(number)s i %(sheet)s) säger något annat.")
                what %= {"number": other.number, "sheet": other.sheet}
                _refuse(problems, row, next(iter(own)), what, _("Skriv den egna delen på ett av ställena."))
            else:
                rows[place] = replace(other, values=own | other.values)
            return
    known = [one for one in Project.objects.all() if name in (plain(one.name_sv), plain(one.name_en))]
    if len(known) == 1:  # a project that is nowhere is told of when the grant is planned
        project = known[0].get_latest_revision_as_object()
        if _differ(currency, project.currency):
            what = _("Projektet räknas i %(theirs)s, och den egna delen står i %(ours)s.")
            what %= {"theirs": project.currency, "ours": currency or "SEK"}
            _refuse(problems, row, next(iter(own)), what, _("Skriv den i projektets valuta."))
        else:
            rows.append(Row(row.sheet, row.number, PROJECT, "", {"name": known[0].name_sv, **own}))


def _differ(ours: str, theirs: str) -> bool:
    return (ours or "SEK") != theirs
