"""A row's words as an entry of the register, in its own fields. What is taken otherwise than it stands is remarked."""

from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from lagesbild.cooperation.importing import grant_entries, lessons
from lagesbild.cooperation.importing.cells import OPEN_END, Amount, When, several
from lagesbild.cooperation.importing.headings import (
    COUNTS,
    EXCHANGE,
    GRANT,
    LESSON,
    PARTNERSHIP,
    PROJECT,
    label,
    plain,
)
from lagesbild.cooperation.models import Participants, Partnership, Project, Theme
from lagesbild.figures.problems import Problem

TEXTS = {
    "name": "name_sv",
    "name_en": "name_en",
    "description": "description_sv",
    "result": "result_sv",
    "dnr": "dnr",
    "url": "source_url",
    "place": "place",
    "status": "status",
}
PRECISIONS = {"day": "day", "month": "year", "year": "year", "decade": "decade"}


@dataclass
class Wanted:
    """What a row says, in the register's own fields. References are to organisations and to things."""

    thing: str
    title: str
    fields: dict[str, object]
    when_new: dict[str, object] = field(default_factory=dict)
    partners: tuple[str, ...] = ()
    owner: str | None = None
    position: str = ""
    decision: tuple[str, date, str] | None = None
    part_of: dict[str, str] = field(default_factory=dict)
    goals: tuple[int, ...] = ()
    themes: tuple[str, ...] = ()
    participants: dict[str, int] = field(default_factory=dict)
    within: dict[str, When] = field(default_factory=dict)
    programme: str | None = None
    call: str | None = None
    parts: tuple[grant_entries.Wanted, ...] = ()

    @property
    def waits(self) -> bool:
        """Whether somebody has yet to say which organisation, programme or call is meant."""
        told = (*self.partners, self.owner, *(self.decision or ())[:1])
        return "" in (*told, self.programme, self.call)


def wanted(row, reference, register: dict, today: date, problems: list, remarks: list) -> Wanted:
    """What the row says, in the register's fields. What is taken otherwise than it stands becomes a remark."""
    values = row.values

    def remark(column: str, what: str) -> None:
        said = label(row.thing, column) if column else ""
        remarks.append(Problem(row.sheet, row.number, said, what, ""))

    if row.thing in (GRANT, LESSON):
        return (_wanted_grant if row.thing == GRANT else _wanted_lesson)(
            row, reference, register, remark, problems
        )
    # The partner of an exchange is that of the partnership it belongs to.
    named = () if row.thing == EXCHANGE else row.partners
    partners = tuple(dict.fromkeys(map(reference, named)))
    fields = {field: values[name] for name, field in TEXTS.items() if values.get(name)}
    fields |= _dates(row, remark) | _money(row)
    if row.kind and row.thing != PROJECT:
        fields["kind"] = row.kind
    if row.thing == PROJECT and values.get("currency"):
        fields["currency"] = values["currency"]
    if row.thing == EXCHANGE and values.get("country"):
        fields["country"] = values["country"]
    title = values.get("name") or title_of(row)
    one = Wanted(row.thing, title, fields, _when_new(row, fields, title, today), partners)
    one.owner = reference(row.owner) if row.owner else None
    one.position = values.get("position", "")
    if one.position and one.owner is None:
        remark("position", _("Tjänsten sparas inte: raden säger inte vem som är ansvarig."))
    one.goals = values.get("goals", ())
    one.themes = _themes(values, remark)
    one.decision = _decision(row, reference, remark)
    one.part_of = _part_of(row, reference, register, remark, problems)
    one.within = _within(row)
    one.participants = _participants(values)
    return one


def _wanted_grant(row, reference, register: dict, remark, problems: list) -> Wanted:
    values = row.values
    title = (
        f"{values.get('programme') or (row.funder.name if row.funder else '')}: {values.get('project', '')}"
    )
    fields = grant_entries.fields_of(row, remark) | _dates(row, remark)
    one = Wanted(GRANT, title, fields)
    if "currency" not in fields:
        one.when_new["currency"] = "SEK"
    one.part_of = _part_of(row, reference, register, remark, problems)
    one.within = _within(row)
    one.decision = _decision(row, reference, remark) if row.body or values.get("paragraph") else None
    one.parts = grant_entries.parts_of(row, remark)
    return one


def _wanted_lesson(row, reference, register: dict, remark, problems: list) -> Wanted:
    one = Wanted(LESSON, row.values["title"], lessons.fields_of(row, remark))
    one.owner = reference(row.owner) if row.owner else None
    one.part_of = lessons.part_of(row, register, problems)
    one.themes = _themes(row.values, remark)
    return one


def title_of(row) -> str:
    """The name of a partnership that the list only gives a partner for: ”Vänort: Kuopio”."""
    kind = Partnership.Kind(row.kind).label if row.kind else _("Samarbete")
    return f"{kind}: {', '.join(each.name for each in row.partners)}"[:200]


def _dates(row, remark) -> dict:
    start, end, review = (row.values.get(name) for name in ("starts", "ends", "review"))
    found: dict[str, object] = {}
    if isinstance(start, When):
        if row.thing == PARTNERSHIP:
            found |= {"since": start.first, "since_precision": PRECISIONS[start.precision]}
        else:
            found["starts"] = start.first
            if start.precision != "day":
                remark("starts", _("Dagen är inte känd: %(day)s sparas.") % {"day": start.first})
            if row.thing == EXCHANGE and end is None and start.precision != "day":
                found["finishes"] = start.last
    if end is OPEN_END:
        found["open_ended"] = True
    elif isinstance(end, When):
        found["ends" if row.thing == PARTNERSHIP else "finishes"] = end.last
        if end.precision != "day":
            remark("ends", _("Dagen är inte känd: %(day)s sparas.") % {"day": end.last})
    if isinstance(review, When):
        found["review_on"] = review.first
    return found


def _within(row) -> dict[str, When]:
    """Field → what the list says of its day. A day that the register knows better is kept."""
    names = ("since", "ends") if row.thing == PARTNERSHIP else ("starts", "finishes")
    said = zip(names, (row.values.get("starts"), row.values.get("ends")), strict=True)
    return {name: when for name, when in said if isinstance(when, When)}


def _money(row) -> dict:
    money = {
        name: row.values[name].value
        for name in ("budget", "cost", "own", "own_kind")
        if isinstance(row.values.get(name), Amount)
    }
    total = (
        money.get("budget", money.get("cost"))
        if row.thing == PROJECT
        else money.get("cost", money.get("budget"))
    )
    names = {
        PARTNERSHIP: ("yearly_cost", "own_funding", ""),
        PROJECT: ("budget", "own_cash", "own_kind"),
        EXCHANGE: ("cost", "", ""),
    }
    told = zip(names[row.thing], (total, money.get("own"), money.get("own_kind")), strict=True)
    return {name: value for name, value in told if name and value is not None}


def _when_new(row, fields: dict, title: str, today: date) -> dict:
    """What a new thing gets that the list does not say: nothing is called active that nobody has called so."""
    found: dict[str, object] = {"name_sv": title}
    if row.thing == PARTNERSHIP and "status" not in fields:
        ended = fields.get("ends") and fields["ends"] < today
        found["status"] = Partnership.Status.ENDED if ended else Partnership.Status.UNCLEAR
    if row.thing == PARTNERSHIP and not row.kind:
        found["kind"] = Partnership.Kind.AGREEMENT
    if row.thing == PROJECT and "status" not in fields:
        found["status"] = _project_status(fields, today)
    return found


def _project_status(fields: dict, today: date) -> str:
    if fields.get("finishes") and fields["finishes"] < today:
        return Project.Status.CLOSED
    begun = fields.get("starts") and fields["starts"] <= today
    return Project.Status.RUNNING if begun else Project.Status.IDEA


def _themes(values: dict, remark) -> tuple[str, ...]:
    if not values.get("themes"):
        return ()
    known = {plain(name) for pair in Theme.objects.values_list("name_sv", "name_en") for name in pair if name}
    named = several(values["themes"])
    if lacking := [name for name in named if plain(name) not in known]:
        what = _("Temat finns inte i registret och tas inte med: %(names)s.") % {"names": ", ".join(lacking)}
        remark("themes", what)
    return tuple(plain(name) for name in named if plain(name) in known)


def _decision(row, reference, remark) -> tuple[str, date, str] | None:
    decided, paragraph = row.values.get("decided"), row.values.get("paragraph", "")
    if row.body and isinstance(decided, When):
        return reference(row.body), decided.first, paragraph
    if row.body or decided or paragraph:
        remark("body", _("Beslutet tas inte med: det behöver både vem som beslutade och vilken dag."))
    return None


def _part_of(row, reference, register: dict, remark, problems: list) -> dict[str, str]:
    found: dict[str, str] = {}
    for name in (PARTNERSHIP, PROJECT):
        if not row.values.get(name) or row.thing == name or (row.thing, name) == (GRANT, PARTNERSHIP):
            continue
        found[name] = register[name].named(row.values[name])
        if not found[name] and plain(row.values[name]) not in register[name].broken:
            what = _("”%(name)s” finns varken i registret eller i listan, eller finns flera gånger.")
            do = _("Skriv namnet som det står där, eller lämna cellen tom.")
            if row.thing == GRANT:
                do = _("Skriv namnet som det står där, eller lägg till en rad för projektet.")
            told = what % {"name": row.values[name]}
            problems.append(Problem(row.sheet, row.number, label(row.thing, name), told, do))
    if row.thing == EXCHANGE and row.partners and PARTNERSHIP not in found:
        kept = {register[PARTNERSHIP].partner_of(reference(each)) for each in row.partners} - {""}
        if len(kept) == 1:
            found[PARTNERSHIP] = kept.pop()
        else:
            what = _("Parten sparas inte: det finns inte ett samarbete med den, utan inget eller flera.")
            remark("partners", what)
    return {name: whole for name, whole in found.items() if whole}


def look_for_whole(row, reference, register: dict, problems: list) -> None:
    """Of a row that has other problems: whether what it says that it is part of is there."""
    if row.thing == LESSON:
        lessons.part_of(row, register, problems)
    else:
        _part_of(row, reference, register, lambda *_said: None, problems)


def _participants(values: dict) -> dict[str, int]:
    """Counts by group; those of the whole that no group holds are others."""
    found = {str(COUNTS[name][0]): values[name] for name in COUNTS if name in values and name != "count"}
    others = values.get("count", 0) - sum(found.values())
    return found | ({str(Participants.Role.OTHER): others} if others > 0 else {})
