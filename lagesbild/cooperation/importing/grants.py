"""A grant of a list: which project it pays for, which one of the register it is, and its payments and reports.

Before anything is planned the rows are gathered: payments, claims and reports on rows of their own go to their grant,
and our own share goes to the project, where the register has it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from lagesbild.cooperation.funding.amounts_in_words import amount_in_words
from lagesbild.cooperation.importing import headings
from lagesbild.cooperation.importing.cells import Amount, When
from lagesbild.cooperation.importing.headings import (
    CLAIM,
    GRANT,
    INSTALMENT,
    PART,
    PARTNERSHIP,
    PROJECT,
    REPORT,
    plain,
)
from lagesbild.cooperation.importing.rows import Part, Row
from lagesbild.cooperation.models import Claim, Grant, Instalment, Project, ReportDue
from lagesbild.cooperation.same_money import seems_same
from lagesbild.figures.sheets import Problem

SEVERAL = "?"
"""What ``Standing.find`` answers where more than one grant could be meant."""


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


# --- Which grant of the register --------------------------------------------------------------------------


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


# --- What a row says --------------------------------------------------------------------------------------


def fields_of(row: Row, remark) -> dict[str, object]:
    """The grant's own fields. A day of decision without a deciding body of ours is the funder's."""
    values = row.values
    found = {name: values[name] for name in ("reference", "dnr", "currency") if values.get(name)}
    if values.get("url"):
        found["source_url"] = values["url"]
    if isinstance(values.get("amount"), Amount):
        found["value"] = values["amount"].value
    granted = values.get("granted")
    if granted is None and not row.body and not values.get("paragraph") and values.get("decided"):
        granted = values["decided"]
        remark(
            "decided", _("Raden säger inte vem som beslutade: dagen sparas som den då pengarna beviljades.")
        )
    if isinstance(granted, When):
        found["decided_on"] = granted.first
    return found


@dataclass(frozen=True)
class Wanted:
    """A payment, a claim or a report that a grant should have: where it was said, its fields, its currency."""

    kind: str
    sheet: str
    number: int
    fields: dict[str, object]
    currency: str = ""


def parts_of(row: Row, remark) -> tuple[Wanted, ...]:
    """What the grant's own row and its rows of parts say. A payment that both tell of is one."""
    own = list(_of_the_row(row))
    others = [_wanted(part) for part in row.parts]
    for one in list(own):
        if any(_is_same_payment(one, other) for other in others):
            own.remove(one)
            remark("paid", _("Utbetalningen står också på en egen rad och räknas en gång."))
    return (*own, *others)


def _of_the_row(row: Row) -> Iterator[Wanted]:
    values = row.values
    if "paid" in values and "paid_on" in values:
        fields = {"value": values["paid"].value, "received_on": values["paid_on"].first}
        yield Wanted(INSTALMENT, row.sheet, row.number, fields, values["paid"].currency)
    if "report_due" in values:
        fields = {"about_sv": str(_("Slutrapport")), "due_on": values["report_due"].first}
        fields |= {"done_on": values["report_done"].first} if "report_done" in values else {}
        yield Wanted(REPORT, row.sheet, row.number, fields)


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


def _wanted(part: Part) -> Wanted:
    fields = {
        field: _bare(part.values[name]) for name, field in _NAMES[part.kind].items() if name in part.values
    }
    return Wanted(part.kind, part.sheet, part.number, fields, part.values.get("currency", ""))


def _bare(said):
    return said.value if isinstance(said, Amount) else said.first if isinstance(said, When) else said


def _is_same_payment(one: Wanted, other: Wanted) -> bool:
    told = [(each.kind, each.fields.get("value"), each.fields.get("received_on")) for each in (one, other)]
    return one.kind == INSTALMENT and told[0] == told[1]


# --- Into the grant ---------------------------------------------------------------------------------------

RELATIONS = {
    INSTALMENT: ("instalments", Instalment),
    CLAIM: ("claims", Claim),
    REPORT: ("reports", ReportDue),
}


def put_parts(thing: Grant, wanted: tuple[Wanted, ...], difference) -> list:
    """Add what is not there and fill in what was not known. ``difference(label, before, after)`` tells of each."""
    found, used = [], set()
    for one in wanted:
        name, model = RELATIONS[one.kind]
        there = list(getattr(thing, name).all())
        same = next((each for each in there if id(each) not in used and _is_same(each, one)), None)
        label = str(headings.PART_NAMES[one.kind])
        if same is None:
            same = model(**one.fields)
            getattr(thing, name).add(same)
            found.append(difference(label, "", _in_words(same, thing)))
        else:
            before = _in_words(same, thing)
            for field, value in one.fields.items():
                setattr(same, field, value)
            if before != _in_words(same, thing):
                getattr(thing, name).add(same)
                found.append(difference(label, before, _in_words(same, thing)))
        used.add(id(same))
    return found


def _is_same(there, one: Wanted) -> bool:
    """Whether what stands there is what the list says, perhaps before it was paid, approved or handed in."""
    fields = one.fields
    if one.kind == CLAIM:
        return (there.value, there.submitted_on) == (fields["value"], fields["submitted_on"])
    if one.kind == REPORT:
        about = plain(fields["about_sv"])
        is_final = about == plain(str(_("Slutrapport")))
        return plain(there.about_sv) == about and (is_final or there.due_on == fields["due_on"])
    if there.value != fields["value"]:
        return False
    pairs = [(getattr(there, name), fields.get(name)) for name in ("due_on", "received_on")]
    known = [(ours, theirs) for ours, theirs in pairs if ours and theirs]
    return bool(known) and all(ours == theirs for ours, theirs in known)


def _in_words(part, grant: Grant) -> str:
    if isinstance(part, ReportDue):
        done = _("lämnad %(day)s") % {"day": part.done_on} if part.done_on else ""
        return ", ".join(filter(None, (part.about_sv, _("senast %(day)s") % {"day": part.due_on}, done)))
    said = [amount_in_words(part.value, grant.currency)]
    if isinstance(part, Claim):
        said.append(_("inskickad %(day)s") % {"day": part.submitted_on})
        if part.approved is not None:
            told = _("godkänt %(amount)s %(day)s")
            approved = amount_in_words(part.approved, grant.currency)
            said.append(told % {"amount": approved, "day": part.approved_on})
        said += [_("betald %(day)s") % {"day": part.paid_on}] if part.paid_on else []
    else:
        said += [_("väntas %(day)s") % {"day": part.due_on}] if part.due_on else []
        said += [_("kom in %(day)s") % {"day": part.received_on}] if part.received_on else []
    return ", ".join(said)


# --- What only the whole grant can tell -------------------------------------------------------------------


def troubles(row: Row, before: Grant | None, thing: Grant, parts: tuple[Wanted, ...]) -> Iterator[Problem]:
    """What is wrong with the grant as it would be: money in two currencies, or told twice."""
    said = row.values.get("currency", "")
    if before is not None and said and before.value is not None and said != before.currency:
        what = _("Bidraget är i %(theirs)s i registret och i %(ours)s i listan.")
        what %= {"theirs": before.currency, "ours": said}
        do = _("Skriv beloppen i registrets valuta, eller ändra bidraget i registret först.")
        yield Problem(row.sheet, row.number, headings.label(GRANT, "currency"), what, do)
    for one in parts:
        if one.currency and one.currency != thing.currency:
            what = _("Beloppet är i %(ours)s och bidraget i %(theirs)s.")
            what %= {"ours": one.currency, "theirs": thing.currency}
            do = _("Skriv det i bidragets valuta.")
            yield Problem(one.sheet, one.number, headings.label(PART, "amount"), what, do)
    yield from _told_twice(row, thing, parts)


def _told_twice(row: Row, thing: Grant, parts: tuple[Wanted, ...]) -> Iterator[Problem]:
    came = [{"value": one.value, "received_on": one.received_on} for one in thing.instalments.all()]
    places = {(one.fields["submitted_on"], one.fields["value"]): one for one in parts if one.kind == CLAIM}
    for claim in thing.claims.all():
        asked = {"approved": claim.approved, "paid_on": claim.paid_on}
        if claim.came_as or not any(seems_same(asked, one) for one in came):
            continue
        place = places.get((claim.submitted_on, claim.value), row)
        what = _("Rekvisitionen är betald %(day)s, och samma pengar står som en utbetalning.")
        do = _("Behåll en av dem: ta bort utbetalningen, eller dagen då rekvisitionen betalades.")
        column = headings.label(PART, "done")
        yield Problem(place.sheet, place.number, column, what % {"day": claim.paid_on}, do)
