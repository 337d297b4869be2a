"""A row's words put into the thing that it is about, and what that changes in it.

The preview and the writing pass the same function, so what is shown is what is written.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from lagesbild.cooperation.importing import grants, lessons
from lagesbild.cooperation.importing.cells import OPEN_END, Amount, When, several
from lagesbild.cooperation.importing.headings import (
    COUNTS,
    EXCHANGE,
    GRANT,
    LESSON,
    MODELS,
    PARTNERSHIP,
    PROJECT,
    label,
    plain,
)
from lagesbild.cooperation.importing.matches import CALL, PROGRAMME
from lagesbild.cooperation.models import (
    Application,
    Call,
    FundingProgramme,
    GrantDecision,
    Participants,
    Partnership,
    PartnershipDecision,
    PartnershipPartner,
    PartnershipResponsibility,
    Project,
    ProjectDecision,
    ProjectPartner,
    ProjectResponsibility,
    Theme,
)
from lagesbild.figures.sheets import Problem
from lagesbild.framework.models import GlobalGoal
from lagesbild.organisations.models import Organisation

PARTNERS = {PARTNERSHIP: PartnershipPartner, PROJECT: ProjectPartner}
KEEPERS = {PARTNERSHIP: PartnershipResponsibility, PROJECT: ProjectResponsibility}
DECISIONS = {PARTNERSHIP: PartnershipDecision, PROJECT: ProjectDecision, GRANT: GrantDecision}
FUNDS = {PROGRAMME: FundingProgramme, CALL: Call}
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
FINEST = ("day", "year", "decade")
PRECISIONS = {"day": "day", "month": "year", "year": "year", "decade": "decade"}


@dataclass(frozen=True)
class Difference:
    """One field before and after, in words. ``before`` is empty where nothing stood."""

    label: str
    before: str
    after: str


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
    parts: tuple[grants.Wanted, ...] = ()

    @property
    def waits(self) -> bool:
        """Whether somebody has yet to say which organisation, programme or call is meant."""
        told = (*self.partners, self.owner, *(self.decision or ())[:1])
        return "" in (*told, self.programme, self.call)


class Pretending:
    """Organisations and things by reference, for a preview: those that are not there yet are not saved."""

    def __init__(self, meant: Iterable):
        self.meant = {one.reference: one for one in meant if one.made}
        self.found: dict[str, Organisation] = {}
        self.goals = {goal.number: goal for goal in GlobalGoal.objects.all()}
        self.themes = {
            plain(name): theme for theme in Theme.objects.all() for name in (theme.name_sv, theme.name_en)
        }

    def organisation(self, reference: str) -> Organisation:
        if reference not in self.found:
            made = self.meant.get(reference)
            self.found[reference] = (
                Organisation(name_sv=made.name, country=made.country)
                if made
                else Organisation.objects.get(pk=reference)
            )
        return self.found[reference]

    def fund(self, thing: str, reference: str):
        """A programme or a call."""
        if reference not in self.meant:
            return FUNDS[thing].objects.get(pk=reference)
        made = self.meant[reference]
        if thing == PROGRAMME:
            return FundingProgramme(name_sv=made.name, funder=self.organisation(made.whose))
        return Call(name_sv=made.name, programme=self.fund(PROGRAMME, made.whose))

    def application(self, grant, call: Call) -> Application | None:
        """The application that a grant answers to; None where the register has none."""
        known = call.pk and grant.project_id
        return Application.objects.filter(call=call, project=grant.project).first() if known else None

    def thing(self, thing: str, reference: str):
        return MODELS[thing].objects.get(pk=reference) if reference.isdecimal() else None


def standing(model, pk: int):
    """A thing as it was last saved, published or not."""
    return model.objects.get(pk=pk).get_latest_revision_as_object()


# --- From a row to fields ---------------------------------------------------------------------------------


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
    fields = grants.fields_of(row, remark) | _dates(row, remark)
    one = Wanted(GRANT, title, fields)
    if "currency" not in fields:
        one.when_new["currency"] = "SEK"
    one.part_of = _part_of(row, reference, register, remark, problems)
    one.within = _within(row)
    one.decision = _decision(row, reference, remark) if row.body or values.get("paragraph") else None
    one.parts = grants.parts_of(row, remark)
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


# --- Into a thing -----------------------------------------------------------------------------------------


def put(thing, wanted: Wanted, resolver, *, is_new: bool) -> list[Difference]:
    """Put what is wanted into the unsaved thing, and tell what that changes. What the list lacks stays."""
    given = {**wanted.when_new, **wanted.fields} if is_new else _unsettled(thing, wanted)
    differences = [each for name, value in given.items() if (each := _put_field(thing, name, value, is_new))]
    differences += _put_parts(thing, wanted, resolver)
    if wanted.thing in PARTNERS:
        differences += _put_partners(thing, wanted, resolver)
        differences += _put_owner(thing, wanted, resolver)
    elif wanted.owner:
        differences += _put_link(thing, "organisation", resolver.organisation(wanted.owner))
    if wanted.thing in DECISIONS:
        differences += _put_decision(thing, wanted, resolver)
    if wanted.thing == GRANT:
        differences += _put_funds(thing, wanted, resolver)
        differences += grants.put_parts(thing, wanted.parts, Difference)
    differences += _put_tags(thing, "global_goals", [resolver.goals[number] for number in wanted.goals])
    differences += _put_tags(thing, "themes", [resolver.themes[name] for name in wanted.themes])
    differences += _put_participants(thing, wanted)
    return differences


def _unsettled(thing, wanted: Wanted) -> dict[str, object]:
    """The fields without those days that the register knows as well as the list, or better."""
    settled = set()
    for name, when in wanted.within.items():
        there = getattr(thing, name)
        precision = getattr(thing, "since_precision", "day") if name == "since" else "day"
        finer = FINEST.index(precision) <= FINEST.index(PRECISIONS[when.precision])
        if there and finer and when.first <= there <= when.last:
            settled |= {name, "since_precision"} if name == "since" else {name}
    return {name: value for name, value in wanted.fields.items() if name not in settled}


def _put_field(thing, name: str, value, is_new: bool) -> Difference | None:
    before = getattr(thing, name)
    if before == value and not is_new:
        return None
    shown = "" if is_new else _shown(thing, name)
    setattr(thing, name, value)
    return Difference(str(thing._meta.get_field(name).verbose_name), shown, _shown(thing, name))


def _shown(thing, name: str) -> str:
    value = getattr(thing, name)
    if display := getattr(thing, f"get_{name}_display", None):
        return str(display())
    if value is True:
        return _("ja")
    return "" if value is None or value is False else str(value)


def _put_parts(thing, wanted: Wanted, resolver) -> list[Difference]:
    found = []
    for name, reference in wanted.part_of.items():
        whole = resolver.thing(name, reference)
        # The preview of a part of something new: told by its place in the list.
        if whole is None:
            label = str(thing._meta.get_field(name).verbose_name)
            found.append(
                Difference(label, "", _("det nya i %(place)s") % {"place": reference.replace("!", " ")})
            )
        else:
            found += _put_link(thing, name, whole)
    return found


def _put_link(thing, name: str, other) -> list[Difference]:
    if other.pk and getattr(thing, f"{name}_id") == other.pk:
        return []
    before = getattr(thing, name) if getattr(thing, f"{name}_id") else ""
    setattr(thing, name, other)
    return [Difference(_label(thing, name), str(before), str(other))]


def _label(thing, name: str) -> str:
    return str(thing._meta.get_field(name).verbose_name)


def _put_funds(thing, wanted: Wanted, resolver) -> list[Difference]:
    """The programme; and the application that ties the grant to its call, made where the register has none."""
    found = []
    if wanted.programme:
        found += _put_link(thing, "programme", resolver.fund(PROGRAMME, wanted.programme))
    if not wanted.call:
        return found
    call = resolver.fund(CALL, wanted.call)
    if call.pk and thing.application_id and thing.application.call_id == call.pk:
        return found
    application = resolver.application(thing, call)
    if application is None:
        told = _("en ny, till utlysningen %(call)s") % {"call": call}
        return [*found, Difference(_label(thing, "application"), "", told)]
    return found + _put_link(thing, "application", application)


def _put_partners(thing, wanted: Wanted, resolver) -> list[Difference]:
    there = {each.organisation_id for each in thing.partners.all()}
    added = [resolver.organisation(reference) for reference in wanted.partners]
    added = [each for each in added if not each.pk or each.pk not in there]
    for each in added:
        thing.partners.add(PARTNERS[wanted.thing](organisation=each))
    return [Difference(_("ny part"), "", str(each)) for each in added]


def _put_owner(thing, wanted: Wanted, resolver) -> list[Difference]:
    if wanted.owner is None:
        return []
    owner = resolver.organisation(wanted.owner)
    there = [each for each in thing.responsibilities.all() if owner.pk and each.organisation_id == owner.pk]
    if any(not wanted.position or each.position == wanted.position for each in there):
        return []
    kept = KEEPERS[wanted.thing](organisation=owner, role="follow_up", position=wanted.position)
    thing.responsibilities.add(kept)
    return [Difference(_("ansvarig"), "", f"{owner}, {wanted.position}" if wanted.position else str(owner))]


def _put_decision(thing, wanted: Wanted, resolver) -> list[Difference]:
    if wanted.decision is None:
        return []
    reference, decided_on, paragraph = wanted.decision
    body = resolver.organisation(reference)
    told = (body.pk, decided_on, paragraph)
    if body.pk and told in {
        (each.body_id, each.decided_on, each.paragraph) for each in thing.decisions.all()
    }:
        return []
    thing.decisions.add(DECISIONS[wanted.thing](body=body, decided_on=decided_on, paragraph=paragraph))
    return [Difference(_("beslut"), "", f"{body} {decided_on} {paragraph}".strip())]


def _put_tags(thing, name: str, tags: list) -> list[Difference]:
    if not tags:
        return []
    there = list(getattr(thing, name).all())
    added = [tag for tag in tags if tag not in there]
    if not added:
        return []
    setattr(thing, name, [*there, *added])
    after = ", ".join(map(str, added))
    return [Difference(str(thing._meta.get_field(name).verbose_name), "", after)]


def _put_participants(thing, wanted: Wanted) -> list[Difference]:
    found = []
    for role, count in wanted.participants.items():
        # What somebody has divided by age and sex is not written over by a whole.
        there = [each for each in thing.participants.all() if each.role == role]
        if sum(each.count for each in there) == count:
            continue
        label = str(Participants.Role(role).label)
        if len(there) > 1:
            continue
        if there:
            found.append(Difference(label, str(there[0].count), str(count)))
            there[0].count = count
            thing.participants.add(there[0])
        else:
            found.append(Difference(label, "", str(count)))
            thing.participants.add(Participants(role=role, count=count))
    return found
