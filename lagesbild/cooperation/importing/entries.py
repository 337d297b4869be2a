"""A row's words as an entry of the register, in its own fields. What is taken otherwise than it stands is remarked."""

import re
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from lagesbild.cooperation.importing import grant_entries, lessons
from lagesbild.cooperation.importing.cells import OPEN_END, CellAmount, PartialDate, several
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
from lagesbild.cooperation.importing.rows import NamedOrganisation
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
    "role": "role",
}
_MEMBERSHIP = re.compile(
    r"^(?:medlemskap|medlem|medlemskapet|nätverket|nätverk)(?: i|:)? (?:nätverket )?", re.IGNORECASE
)
PRECISIONS = {"day": "day", "month": "year", "half": "year", "year": "year", "decade": "decade"}


@dataclass
class RegisterEntry:
    """What a row says, in the register's own fields. References are to organisations and to things."""

    thing: str
    title: str
    fields: dict[str, object]
    when_new: dict[str, object] = field(default_factory=dict)
    partners: tuple[str, ...] = ()
    named_partner: str = ""
    """The organisation of the register that a network without a partner bears the name of."""
    same_as: str = ""
    """What somebody has said that it is, though it is called otherwise."""
    owner: str | None = None
    position: str = ""
    decision: tuple[str, date, str] | None = None
    part_of: dict[str, str] = field(default_factory=dict)
    goals: tuple[int, ...] = ()
    themes: tuple[str, ...] = ()
    participants: dict[str, int] = field(default_factory=dict)
    within: dict[str, PartialDate] = field(default_factory=dict)
    programme: str | None = None
    call: str | None = None
    parts: tuple[grant_entries.GrantPartEntry, ...] = ()

    @property
    def waits(self) -> bool:
        """Whether somebody has yet to say which organisation, programme or call is meant."""
        references = (*self.partners, self.owner, *(self.decision or ())[:1])
        return "" in (*references, self.programme, self.call)


def register_entry(
    row, reference, register: dict, today: date, problems: list, remarks: list
) -> RegisterEntry:
    """What the row says, in the register's fields. What is taken otherwise than it stands becomes a remark."""
    values = row.values

    def remark(column: str, what: str) -> None:
        heading = label(row.thing, column) if column else ""
        remarks.append(Problem(row.sheet, row.number, heading, what, ""))

    if row.thing in (GRANT, LESSON):
        return (_grant_entry if row.thing == GRANT else _lesson_entry)(
            row, reference, register, remark, problems
        )
    # The partner of an exchange is that of the partnership it belongs to.
    mentions = () if row.thing == EXCHANGE else row.partners
    partners = tuple(dict.fromkeys(map(reference, mentions)))
    fields = {field: values[name] for name, field in TEXTS.items() if values.get(name)}
    fields |= _dates(row, remark) | _money(row)
    if row.kind and row.thing != PROJECT:
        fields["kind"] = row.kind
    if row.thing in (PROJECT, EXCHANGE) and values.get("currency"):
        fields["currency"] = values["currency"]
    if row.thing == EXCHANGE and values.get("country"):
        fields["country"] = values["country"]
    title = values.get("name") or title_of(row)
    entry = RegisterEntry(row.thing, title, fields, _when_new(row, fields, title, today), partners)
    _note_money(row, entry)
    if row.kind == Partnership.Kind.NETWORK and not partners:
        entry.named_partner = reference(NamedOrganisation(_MEMBERSHIP.sub("", title)))
    entry.owner = reference(row.owner) if row.owner else None
    entry.position = values.get("position", "")
    if entry.position and entry.owner is None:
        remark("position", _("Tjänsten sparas inte: raden säger inte vem som är ansvarig."))
    entry.goals = values.get("goals", ())
    entry.themes = _themes(values, remark)
    entry.decision = _decision(row, reference, remark)
    entry.part_of = _part_of(row, reference, register, remark, problems)
    entry.within = _partial_dates(row)
    entry.participants = _participants(values)
    return entry


def _grant_entry(row, reference, register: dict, remark, problems: list) -> RegisterEntry:
    values = row.values
    title = (
        f"{values.get('programme') or (row.funder.name if row.funder else '')}: {values.get('project', '')}"
    )
    fields = grant_entries.fields_of(row, remark) | _dates(row, remark)
    entry = RegisterEntry(GRANT, title, fields)
    if "currency" not in fields:
        entry.when_new["currency"] = "SEK"
    entry.part_of = _part_of(row, reference, register, remark, problems)
    entry.within = _partial_dates(row)
    entry.decision = _decision(row, reference, remark) if row.body or values.get("paragraph") else None
    entry.parts = grant_entries.parts_of(row, remark)
    return entry


def _lesson_entry(row, reference, register: dict, remark, problems: list) -> RegisterEntry:
    entry = RegisterEntry(LESSON, row.values["title"], lessons.fields_of(row, remark))
    entry.owner = reference(row.owner) if row.owner else None
    entry.part_of = lessons.part_of(row, register, problems)
    entry.themes = _themes(row.values, remark)
    return entry


def title_of(row) -> str:
    """The name of a partnership that the list only gives a partner for: ”Vänort: Kuopio”."""
    kind = Partnership.Kind(row.kind).label if row.kind else _("Samarbete")
    return f"{kind}: {', '.join(partner.name for partner in row.partners)}"[:200]


def _dates(row, remark) -> dict:
    start, end, review = (row.values.get(name) for name in ("starts", "ends", "review"))
    dates: dict[str, object] = {}
    if isinstance(start, PartialDate):
        if row.thing == PARTNERSHIP:
            dates |= {"since": start.first, "since_precision": PRECISIONS[start.precision]}
        else:
            dates["starts"] = start.first
            if start.precision != "day":
                remark("starts", _("Dagen är inte känd: %(day)s sparas.") % {"day": start.first})
            if row.thing == EXCHANGE and end is None and start.precision != "day":
                dates["finishes"] = start.last
    if end is OPEN_END:
        dates["open_ended"] = True
    elif isinstance(end, PartialDate):
        dates["ends" if row.thing == PARTNERSHIP else "finishes"] = end.last
        if end.precision != "day":
            remark("ends", _("Dagen är inte känd: %(day)s sparas.") % {"day": end.last})
    if isinstance(review, PartialDate):
        dates["review_on"] = review.first
    return dates


def _partial_dates(row) -> dict[str, PartialDate]:
    """Field → what the list says of its day. A day that the register knows better is kept."""
    names = ("since", "ends") if row.thing == PARTNERSHIP else ("starts", "finishes")
    listed_days = zip(names, (row.values.get("starts"), row.values.get("ends")), strict=True)
    return {name: partial_date for name, partial_date in listed_days if isinstance(partial_date, PartialDate)}


def _money(row) -> dict:
    money = {
        name: row.values[name].value
        for name in ("budget", "cost", "own", "own_kind")
        if isinstance(row.values.get(name), CellAmount)
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
    sums = zip(names[row.thing], (total, money.get("own"), money.get("own_kind")), strict=True)
    return {name: value for name, value in sums if name and value is not None}


def _note_money(row, entry: RegisterEntry) -> None:
    """What is to be known of the row's money is kept beside it: of a project and an exchange in what they are about."""
    note = row.values.get("money_note", "")
    if not note:
        return
    if row.thing == PARTNERSHIP:
        entry.fields["cost_note_sv"] = note[:300]
    elif described := entry.fields.get("description_sv"):
        entry.fields["description_sv"] = f"{described}\n{note}"
    else:
        entry.when_new["description_sv"] = note


def _when_new(row, fields: dict, title: str, today: date) -> dict:
    """What a new thing gets that the list does not say: nothing is called active that nobody has called so."""
    defaults: dict[str, object] = {"name_sv": title}
    if row.thing == PARTNERSHIP and "status" not in fields:
        ended = fields.get("ends") and fields["ends"] < today
        defaults["status"] = Partnership.Status.ENDED if ended else Partnership.Status.UNCLEAR
    if row.thing == PARTNERSHIP and not row.kind:
        defaults["kind"] = Partnership.Kind.AGREEMENT
    if row.thing == PROJECT and "status" not in fields:
        defaults["status"] = _project_status(fields, today)
    return defaults


def _project_status(fields: dict, today: date) -> str:
    if fields.get("finishes") and fields["finishes"] < today:
        return Project.Status.CLOSED
    begun = fields.get("starts") and fields["starts"] <= today
    return Project.Status.RUNNING if begun else Project.Status.IDEA


def _themes(values: dict, remark) -> tuple[str, ...]:
    if not values.get("themes"):
        return ()
    theme_names = {
        plain(name) for pair in Theme.objects.values_list("name_sv", "name_en") for name in pair if name
    }
    listed_names = several(values["themes"])
    if lacking := [name for name in listed_names if plain(name) not in theme_names]:
        what = _("Temat finns inte i registret och tas inte med: %(names)s.") % {"names": ", ".join(lacking)}
        remark("themes", what)
    return tuple(plain(name) for name in listed_names if plain(name) in theme_names)


def _decision(row, reference, remark) -> tuple[str, date, str] | None:
    decided, paragraph = row.values.get("decided"), row.values.get("paragraph", "")
    if row.body and isinstance(decided, PartialDate):
        return reference(row.body), decided.first, paragraph
    if row.body or decided or paragraph:
        remark("body", _("Beslutet tas inte med: det behöver både vem som beslutade och vilken dag."))
    return None


def _part_of(row, reference, register: dict, remark, problems: list) -> dict[str, str]:
    wholes: dict[str, str] = {}
    for name in (PARTNERSHIP, PROJECT):
        if not row.values.get(name) or row.thing == name or (row.thing, name) == (GRANT, PARTNERSHIP):
            continue
        wholes[name] = register[name].named(row.values[name])
        if not wholes[name] and plain(row.values[name]) not in register[name].broken:
            what = _("”%(name)s” finns varken i registret eller i listan, eller finns flera gånger.")
            do = _("Skriv namnet som det står där, eller lämna cellen tom.")
            if row.thing == GRANT:
                do = _("Skriv namnet som det står där, eller lägg till en rad för projektet.")
            sentence = what % {"name": row.values[name]}
            problems.append(Problem(row.sheet, row.number, label(row.thing, name), sentence, do))
    if row.thing == EXCHANGE and row.partners and PARTNERSHIP not in wholes:
        partnerships = {register[PARTNERSHIP].partner_of(reference(partner)) for partner in row.partners} - {
            ""
        }
        if len(partnerships) == 1:
            wholes[PARTNERSHIP] = partnerships.pop()
        else:
            what = _("Parten sparas inte: det finns inte ett samarbete med den, utan inget eller flera.")
            remark("partners", what)
    return {name: whole for name, whole in wholes.items() if whole}


def look_for_whole(row, reference, register: dict, problems: list) -> None:
    """Of a row that has other problems: whether what it says that it is part of is there."""
    if row.thing == LESSON:
        lessons.part_of(row, register, problems)
    else:
        _part_of(row, reference, register, lambda *_said: None, problems)


def _participants(values: dict) -> dict[str, int]:
    """Counts by group; those of the whole that no group holds are others."""
    counts = {str(COUNTS[name][0]): values[name] for name in COUNTS if name in values and name != "count"}
    others = values.get("count", 0) - sum(counts.values())
    return counts | ({str(Participants.Role.OTHER): others} if others > 0 else {})
