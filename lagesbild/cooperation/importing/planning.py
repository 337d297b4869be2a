"""What a list would make and change in the register, row by row, without doing it.

The plan is made anew for each look, from the file and what has been chosen: nothing of it is kept by the browser.
"""

import hashlib
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from lagesbild.cooperation.funding import budget_sums
from lagesbild.cooperation.importing import applying, grants, lessons
from lagesbild.cooperation.importing.applying import Difference, Wanted
from lagesbild.cooperation.importing.fund_matches import funds
from lagesbild.cooperation.importing.headings import (
    EXCHANGE,
    GRANT,
    LESSON,
    MODELS,
    PARTNERSHIP,
    plain,
)
from lagesbild.cooperation.importing.matches import CALL, NEW, ORGANISATION, PROGRAMME, Choice, Meant
from lagesbild.cooperation.importing.organisation_matches import Found, Known, bare_number, find
from lagesbild.cooperation.importing.rows import Mention, Reading, Row
from lagesbild.cooperation.models import Partnership
from lagesbild.figures.sheets import Problem
from lagesbild.organisations.models import Identifier, Organisation

SAME, ADDED, CHANGED, WAITING = "same", "new", "changed", "waiting"
_ALONE = ("twin_town", "sister_city")
"""Kinds that we have at most once with a partner."""


@dataclass
class Planned:
    """What a row leads to. ``pk`` is the thing there is; ``differences`` what changes, or what a new one gets."""

    row: Row
    action: str
    title: str
    wanted: Wanted
    pk: int | None = None
    differences: list[Difference] = field(default_factory=list)


@dataclass
class Plan:
    """Everything a list leads to. It can be written when it has no problems and nothing waits for a choice."""

    problems: list[Problem]
    remarks: list[Problem]
    unread: list[tuple[str, str]]
    meant: list[Meant] = field(default_factory=list)
    rows: list[Planned] = field(default_factory=list)

    @property
    def asked(self) -> list[Meant]:
        """The organisations that somebody has to choose for, or has chosen for."""
        return [one for one in self.meant if one.choices]

    @property
    def made(self) -> list[Meant]:
        return [one for one in self.meant if one.made]

    @property
    def unanswered(self) -> int:
        return sum(not one.reference for one in self.meant)

    @property
    def counts(self) -> dict[str, int]:
        return {
            action: sum(row.action == action for row in self.rows)
            for action in (ADDED, CHANGED, SAME, WAITING)
        }

    @property
    def changes_something(self) -> bool:
        return any(row.action in (ADDED, CHANGED) for row in self.rows)

    @property
    def is_ready(self) -> bool:
        return not self.problems and not self.unanswered and self.changes_something

    @property
    def fingerprint(self) -> str:
        """The same for two plans that would write the same. A plan that somebody saw is known by it."""
        told = [(one.key, one.reference, one.made) for one in self.meant]
        rows = [(r.row.sheet, r.row.number, r.action, r.pk, r.title, r.differences) for r in self.rows]
        return hashlib.sha256(repr((told, rows)).encode()).hexdigest()

    @property
    def rights(self) -> set[str]:
        """The permissions that writing it takes."""
        written = [row for row in self.rows if row.action != SAME]
        wanted = {f"cooperation.{_right(row)}_{row.row.thing}" for row in written}
        wanted |= {"cooperation.add_application"} if any(row.wanted.call for row in written) else set()
        return wanted | {_ADDING[one.thing] for one in self.made}


_ADDING = {
    ORGANISATION: "organisations.add_organisation",
    PROGRAMME: "cooperation.add_fundingprogramme",
    CALL: "cooperation.add_call",
}


def _right(row: Planned) -> str:
    return "change" if row.pk else "add"


def plan(reading: Reading, choices: Mapping[str, str], today: date) -> Plan:
    """What ``reading`` leads to with these choices (the key of a Meant → a Choice's value)."""
    made = Plan(list(reading.problems), list(reading.remarks), list(reading.unread))
    rows = grants.gathered(reading.rows, reading.parts, reading.broken, made.problems)
    known = register()
    meant = _organisations(rows, choices, known, made.problems)
    organisations = _Organisations(meant, known)
    found = funds(rows, organisations.reference, choices, made.problems, made.remarks)
    made.meant = [*{one.key: one for one in meant.values()}.values(), *found.meant]
    standing = {thing: _STANDING.get(thing, _Standing)(thing) for thing in MODELS}
    for each in standing.values():
        each.broken = {name for row in reading.broken for name in _called(row)}
    _plan_rows(made, rows, standing, organisations, found, today)
    for row in reading.broken:
        applying.look_for_whole(row, organisations.reference, standing, made.problems)
    return made


def _called(row: Row) -> set[str]:
    """What others in the list may call a row that has problems, so that they are not said to be part of nothing."""
    partner = applying.title_of(row) if row.thing == PARTNERSHIP and row.partners else ""
    return {plain(name) for name in (row.values.get("name", ""), partner) if name}


# --- Organisations ----------------------------------------------------------------------------------------


def register() -> list[Known]:
    """Every organisation there is, drafts too."""
    numbers = defaultdict(set)
    for pk, scheme, value in Identifier.objects.values_list("organisation_id", "scheme", "value"):
        numbers[pk].add((scheme, bare_number(value)))
    told = Organisation.objects.values_list("pk", "name_sv", "name_en", "country", "status", "successor_id")
    return [
        Known(
            str(pk),
            tuple(dict.fromkeys(filter(None, (name_sv, name_en)))),
            country,
            frozenset(numbers[pk]),
            status == Organisation.Status.DISSOLVED,
            str(successor or ""),
        )
        for pk, name_sv, name_en, country, status, successor in told.order_by("pk")
    ]


@dataclass(frozen=True)
class _Organisations:
    """Every organisation there is or will be, and which of them each name in the list means."""

    meant: dict[Mention, Meant]
    known: list[Known]

    def reference(self, mention: Mention) -> str:
        """A reference; empty while nobody has said, or where the name is of nobody we know."""
        if mention in self.meant:
            return self.meant[mention].reference
        found = find(mention.name, mention.country, mention.identifiers, self.known)
        return found.sure.reference if found.sure else ""


def _organisations(
    rows: list[Row], choices: Mapping[str, str], known: list[Known], problems: list[Problem]
) -> dict[Mention, Meant]:
    """Each organisation that the rows name → what it was taken for. The same partner is never two."""
    places: dict[Mention, list[Row]] = defaultdict(list)
    for row in rows:
        for mention in (*row.partners, row.owner, row.body, row.funder):
            # The partner of an exchange is that of the partnership it belongs to: none is made for it.
            if mention and (row.thing != EXCHANGE or mention.ours):
                places[mention].append(row)
    meant: dict[Mention, Meant] = {}
    by_key: dict[str, Meant] = {}
    # Those that say most first: a later "Kuopio" without country is then the "Kuopio, Finland" of another row.
    for mention in sorted(places, key=lambda one: (not one.identifiers, not one.country)):
        key = _key(mention)
        if key in by_key:
            by_key[key].rows += _places(places[mention])
            meant[mention] = by_key[key]
            continue
        one = _meant(mention, places[mention], known, choices)
        meant[mention] = by_key[key] = one
        if not one.reference and not one.choices:
            first = places[mention][0]
            what = _("”%(name)s” finns inte i registret, och listan säger inte i vilket land.") % {
                "name": one.name
            }
            problems.append(Problem(first.sheet, first.number, "", what, _where(first)))
            one.reference, one.made = f"{NEW}:{one.key}", True
    return meant


def _where(row: Row) -> str:
    if row.thing == GRANT:
        return _("Skriv landet i kolumnen Finansiärens land.")
    return _("Skriv landet i kolumnen Land.")


def _key(mention: Mention) -> str:
    told = repr((plain(mention.name), mention.country, mention.identifiers))
    return hashlib.sha256(told.encode()).hexdigest()[:12]


def _places(rows: list[Row]) -> list[str]:
    return [f"{row.sheet} {row.number}" for row in rows]


def _meant(mention: Mention, rows: list[Row], known: list[Known], choices: Mapping[str, str]) -> Meant:
    key = _key(mention)
    one = Meant(key, mention.name, mention.country, _places(rows), mention.identifiers)
    found = find(mention.name, mention.country, mention.identifiers, known)
    if found.sure:
        one.reference = found.sure.reference
        return one
    if found.alternatives:
        one.choices = _choices(found, mention)
        chosen = choices.get(key, "")
        one.reference = chosen if chosen in {choice.value for choice in one.choices} else ""
    elif mention.country:
        one.reference = NEW
    if one.reference == NEW:
        one.reference, one.made = f"{NEW}:{key}", True
        numbers = frozenset((scheme, bare_number(value)) for scheme, value in mention.identifiers)
        known.append(Known(one.reference, (mention.name,), mention.country, numbers))
    return one


def _choices(found: Found, mention: Mention) -> tuple[Choice, ...]:
    alike = tuple(
        Choice(one.reference, one.names[0], one.country, score, one.dissolved)
        for one, score in found.alternatives
    )
    # Without a country nothing can be made.
    return (*alike, Choice(NEW, mention.name, mention.country)) if mention.country else alike


# --- Rows -------------------------------------------------------------------------------------------------


def _plan_rows(
    made: Plan, rows: list[Row], standing: dict, organisations: _Organisations, found, today: date
) -> None:
    resolver = applying.Pretending(made.meant)
    seen: dict[str, Row] = {}
    # What others are part of comes first.
    for row in sorted(rows, key=lambda row: list(MODELS).index(row.thing)):
        told = (made.problems, made.remarks)
        wanted = applying.wanted(row, organisations.reference, standing, today, *told)
        wanted.programme, wanted.call = found.programme(row), found.call(row)
        reference = standing[row.thing].find(row, wanted)
        if reference == grants.SEVERAL:
            what = _("Registret har flera bidrag som raden kan mena.")
            do = _("Skriv finansiärens nummer, eller vilken dag pengarna beviljades.")
            made.problems.append(Problem(row.sheet, row.number, "", what, do))
            continue
        if other := seen.get(f"{row.thing} {reference}"):
            what = _("Raden är densamma som rad %(number)s i %(sheet)s.")
            what %= {"number": other.number, "sheet": other.sheet}
            made.problems.append(Problem(row.sheet, row.number, "", what, _("Behåll en av dem.")))
            continue
        pk = int(reference) if reference.isdecimal() else None
        planned = (
            Planned(row, WAITING, wanted.title, wanted, pk)
            if wanted.waits
            else _planned(made, row, wanted, pk, resolver)
        )
        made.rows.append(planned)
        seen[f"{row.thing} {standing[row.thing].remember(planned)}"] = row


def _planned(made: Plan, row: Row, wanted: Wanted, pk: int | None, resolver) -> Planned:
    thing = applying.standing(MODELS[row.thing], pk) if pk else MODELS[row.thing]()
    differences = applying.put(thing, wanted, resolver, is_new=not pk)
    for name, messages in _invalid(thing).items():
        column = "" if name == "__all__" else str(MODELS[row.thing]._meta.get_field(name).verbose_name)
        for message in messages:
            made.problems.append(Problem(row.sheet, row.number, column, message, _("Rätta raden.")))
    if row.thing == GRANT:
        _look_at_grant(made, row, wanted, thing, pk)
    action = ADDED if not pk else CHANGED if differences else SAME
    # What is new may point at what is not there yet, and then has no name of its own.
    title = str(thing) if pk else wanted.title
    return Planned(row, action, title, wanted, pk, differences)


def _look_at_grant(made: Plan, row: Row, wanted: Wanted, thing, pk: int | None) -> None:
    before = applying.standing(MODELS[GRANT], pk) if pk else None
    made.problems += grants.troubles(row, before, thing, wanted.parts)
    for text in budget_sums.of_grant(thing):
        made.remarks.append(Problem(row.sheet, row.number, "", text.in_(get_language() or "sv"), ""))


def _invalid(thing) -> dict[str, list[str]]:
    """What the editor's form would say of the thing. Its slug is chosen when it is written."""
    found: dict[str, list[str]] = {}
    pointing = {each.name for each in thing._meta.fields if each.is_relation}
    for check in (
        lambda: thing.clean_fields(exclude={*pointing, "slug"}),
        thing.clean,
        lambda: thing.validate_constraints(exclude={*pointing, "slug"}),
    ):
        try:
            check()
        except ValidationError as error:
            for name, messages in error.message_dict.items():
                found.setdefault(name, []).extend(messages)
    return found


class _Standing:
    """What is in the register of one kind, drafts as they were last saved, found again by what a list says of it."""

    def __init__(self, thing: str):
        self.thing, self.model = thing, MODELS[thing]
        self.by_name: dict[tuple, list[str]] = defaultdict(list)
        self.by_partner: dict[tuple, list[str]] = defaultdict(list)
        self.by_any_partner: dict[str, list[str]] = defaultdict(list)
        self.by_bare_name: dict[str, list[str]] = defaultdict(list)
        fields = ["pk", "name_sv", "name_en", *(["starts"] if thing == EXCHANGE else [])]
        for pk, name_sv, name_en, *starts in self.model.objects.values_list(*fields):
            self._named(str(pk), (name_sv, name_en), *starts)
        drafts = self.model.objects.filter(live=True, has_unpublished_changes=True).select_related(
            "latest_revision"
        )
        for draft in (one.get_latest_revision_as_object() for one in drafts):
            self._named(
                str(draft.pk), (draft.name_sv, draft.name_en), *([draft.starts] if thing == EXCHANGE else [])
            )
        if thing == PARTNERSHIP:
            self._partnerships()

    def _named(self, reference: str, names: tuple[str, ...], *more) -> None:
        for name in filter(None, map(plain, names)):
            for found in (self.by_name[name, *more], self.by_bare_name[name]):
                if reference not in found:
                    found.append(reference)

    def _partnerships(self) -> None:
        for one in Partnership.objects.prefetch_related("partners"):
            partners = {str(each.organisation_id) for each in one.partners.all()}
            self._with(str(one.pk), one.kind, partners)

    def _with(self, reference: str, kind: str, partners: set[str]) -> None:
        if kind in _ALONE and len(partners) == 1:
            self.by_partner[kind, next(iter(partners))].append(reference)
        for each in partners:
            self.by_any_partner[each].append(reference)

    def find(self, row: Row, wanted: Wanted) -> str:
        """A reference to what the row is about if it is there, or stands further up in the list; otherwise empty."""
        more = (wanted.fields.get("starts"),) if self.thing == EXCHANGE else ()
        found = self.by_name.get((plain(wanted.title), *more), [])
        if not row.values.get("name") and row.kind in _ALONE and len(wanted.partners) == 1:
            found = self.by_partner.get((row.kind, wanted.partners[0]), found)
        return found[0] if found else ""

    def remember(self, planned: Planned) -> str:
        """A row further down may be part of this one, or the same again. Its reference."""
        row = planned.row
        reference = str(planned.pk) if planned.pk else f"{row.sheet}!{row.number}"
        more = (planned.wanted.fields.get("starts"),) if self.thing == EXCHANGE else ()
        self._named(reference, (planned.wanted.title, planned.title), *more)
        if self.thing == PARTNERSHIP:
            self._with(reference, row.kind, set(filter(None, planned.wanted.partners)))
        return reference

    def named(self, name: str) -> str:
        """The one thing with that name, as a reference; empty where there is none, or several."""
        found = self.by_bare_name.get(plain(name), [])
        return found[0] if len(found) == 1 else ""

    def partner_of(self, reference: str) -> str:
        """The one partnership with that partner; empty where there is none, or several."""
        found = list(dict.fromkeys(self.by_any_partner.get(reference, [])))
        return found[0] if len(found) == 1 else ""


_STANDING = {GRANT: lambda _thing: grants.Standing(), LESSON: lambda _thing: lessons.Standing()}
"""Those that are found again by something else than a name."""
