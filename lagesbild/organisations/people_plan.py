"""What a pasted list of people would do: row by row what is added, what is wrong and what is asked, and doing it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches

from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lagesbild.organisations.editor_access import made_by
from lagesbild.organisations.models import Organisation, User
from lagesbild.organisations.pasted_people import PastedPerson, pasted_people
from lagesbild.organisations.people import add_person, by_address, give_more, may_change, roles_to_give
from lagesbild.organisations.roles import DESCRIPTIONS, REPORTER

ALIKE = 0.75
"""How like a name must be to be suggested. It is always asked about, never taken."""
CREATE, SKIP = "ny", "hoppa"
MOST_ROWS = 1000


@dataclass(frozen=True)
class UnknownOrganisation:
    """A name in the list that no organisation has. ``choice``: what is to be done, empty until somebody has said."""

    name: str
    rows: tuple[int, ...]
    alike: tuple[Organisation, ...]
    choice: str

    @property
    def key(self) -> str:
        return self.name.casefold()


@dataclass(frozen=True)
class PersonPlan:
    """One row. ``user`` is the account that is there already; ``new_units`` are names of organisations to be made."""

    row: int
    name: str
    address: str
    groups: tuple[Group, ...]
    organisations: tuple[Organisation, ...]
    new_units: tuple[str, ...] = ()
    user: User | None = None
    problems: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()

    @property
    def is_new(self) -> bool:
        return not self.problems and self.user is None

    @property
    def is_changed(self) -> bool:
        return not self.problems and self.user is not None and bool(self.more)

    @property
    def more(self) -> tuple[str, ...]:
        """What somebody who is here already gets beside what they have."""
        own = {*self.user.groups.all(), *self.user.organisations.all()}
        names = [str(thing) for thing in (*self.groups, *self.organisations) if thing not in own]
        return (*names, *self.new_units)


@dataclass(frozen=True)
class PeoplePlan:
    rows: tuple[PersonPlan, ...]
    unknown: tuple[UnknownOrganisation, ...] = ()
    too_many: bool = False

    @property
    def ready(self) -> tuple[PersonPlan, ...]:
        return tuple(row for row in self.rows if row.is_new or row.is_changed)

    @property
    def problems(self) -> list[tuple[int, str]]:
        return [(row.row, problem) for row in self.rows for problem in row.problems]


@dataclass
class _Places:
    """The organisations by their names, and what is to be done with names that nobody has."""

    choices: Mapping[str, str]
    by_name: dict[str, Organisation] = field(default_factory=dict)
    unknown: dict[str, list[int]] = field(default_factory=dict)

    def __post_init__(self):
        for unit in Organisation.objects.filter(live=True):
            for name in (unit.name_sv, unit.name_en, unit.slug):
                self.by_name.setdefault(name.casefold(), unit)

    def names_in(self, texts: Iterable[str]) -> list[str]:
        """Each name by itself. A name with a comma in it is one name where there is such an organisation."""
        names = []
        for text in texts:
            whole = text.casefold() in self.by_name
            names += [text] if whole else [part.strip() for part in text.replace(";", ",").split(",")]
        return [name for name in dict.fromkeys(names) if name]

    def unit(self, name: str) -> Organisation | None:
        return self.by_name.get(name.casefold())

    def alike(self, name: str) -> tuple[Organisation, ...]:
        near = get_close_matches(name.casefold(), [key for key in self.by_name if key], 3, ALIKE)
        return tuple(dict.fromkeys(self.by_name[key] for key in near))

    def choice(self, name: str) -> str:
        """What is new and like nothing is made; what is like something else is asked about."""
        return self.choices.get(name.casefold(), "" if self.alike(name) else CREATE)


def plan(text: str, choices: Mapping[str, str], *, by: User) -> PeoplePlan:
    """What the list would do. ``choices``: a name in small letters → CREATE, SKIP or an organisation's number."""
    roles = {group.name.casefold(): group for group in roles_to_give(by)}
    every_role = {name.casefold() for name in DESCRIPTIONS}
    pasted = pasted_people(text, lambda cell: cell.casefold() in every_role)
    places, accounts = _Places(choices), by_address(person.address for person in pasted)
    rows, earlier = [], {}
    for person in pasted[:MOST_ROWS]:
        rows.append(_planned(person, roles, places, accounts, earlier, by))
        earlier.setdefault(person.address.casefold(), person.row)
    unknown = tuple(
        UnknownOrganisation(name, tuple(numbers), places.alike(name), places.choice(name))
        for name, numbers in places.unknown.items()
    )
    return PeoplePlan(tuple(rows), unknown, len(pasted) > MOST_ROWS)


def _planned(person: PastedPerson, roles, places: _Places, accounts, earlier, by: User) -> PersonPlan:
    groups, role_problems = _groups(person, roles)
    units, new_units, unit_problems = _units(person, places)
    users = accounts.get(person.address.lower(), [])
    user = users[0] if len(users) == 1 else None
    problems = [*_address_problems(person, earlier), *role_problems, *unit_problems]
    if not person.name and user is None:
        problems.append(_("Namnet saknas."))
    problems += _account_problems(users, by)
    remarks = []
    if any(group.name == REPORTER for group in groups) and not (units or new_units or _has_units(user)):
        remarks.append(_("Svarar inte för någon organisation än, och får då inga frågor."))
    return PersonPlan(
        *(person.row, person.name, person.address, tuple(groups), tuple(units), tuple(new_units), user),
        *(tuple(problems), tuple(remarks)),
    )


def _has_units(user: User | None) -> bool:
    return user is not None and bool(user.organisations.all())


def _address_problems(person: PastedPerson, earlier: dict[str, int]) -> list[str]:
    if not person.address:
        return [_("E-postadressen saknas.")]
    try:
        validate_email(person.address)
    except ValidationError:
        return [_("”%(address)s” är ingen e-postadress.") % {"address": person.address}]
    if len(person.address) > 150:
        return [_("E-postadressen är längre än 150 tecken.")]
    if first := earlier.get(person.address.casefold()):
        return [_("Samma e-postadress står på rad %(row)s.") % {"row": first}]
    return []


def _account_problems(users: list[User], by: User) -> list[str]:
    if len(users) > 1:
        return [_("Flera konton har den adressen. Be en administratör reda ut det.")]
    if users and not users[0].is_active:
        return [_("Personen har ett avstängt konto. Öppna det i listan över personer.")]
    if users and not may_change(by, users[0]):
        return [_("Kontot finns redan, och bara en administratör får ändra det.")]
    return []


def _groups(person: PastedPerson, roles: dict[str, Group]) -> tuple[list[Group], list[str]]:
    """The roles of a row; somebody without one reports."""
    groups, problems = [], []
    for name in person.roles or (REPORTER,):
        if group := roles.get(name.casefold()):
            groups.append(group)
        elif name.casefold() in {role.casefold() for role in DESCRIPTIONS}:
            problems.append(_("Rollen %(role)s får bara en administratör ge.") % {"role": name})
        else:
            words = ", ".join(group.name for group in roles.values())
            problems.append(
                _("Rollen ”%(role)s” finns inte. Välj bland: %(roles)s.") % {"role": name, "roles": words}
            )
    return groups, problems


def _units(person: PastedPerson, places: _Places) -> tuple[list[Organisation], list[str], list[str]]:
    """(organisations, names of those to be made, what is to be said of the others) of a row."""
    units, new, problems = [], [], []
    for name in places.names_in(person.organisations):
        if unit := places.unit(name):
            units.append(unit)
            continue
        key = next(
            (unknown_name for unknown_name in places.unknown if unknown_name.casefold() == name.casefold()),
            name,
        )
        places.unknown.setdefault(key, []).append(person.row)
        choice = places.choice(name)
        if choice == CREATE:
            new.append(key)
        elif choice.isdecimal():
            units += [unit for unit in places.by_name.values() if unit.pk == int(choice)][:1]
        elif choice != SKIP:
            problems.append(_("Ingen organisation heter ”%(name)s”. Välj här nedanför.") % {"name": name})
    return list(dict.fromkeys(units)), new, problems


@transaction.atomic
def carry_out(people_plan: PeoplePlan, *, by: User) -> tuple[list[User], list[User]]:
    """(added, changed): what is right in the list; the rest is left."""
    new_units: dict[str, Organisation] = {}
    added, changed = [], []
    for row in people_plan.ready:
        units = [*row.organisations, *(_made_unit(name, new_units, by) for name in row.new_units)]
        if row.user is None:
            added.append(add_person(row.name, row.address, row.groups, units, by=by))
        else:
            give_more(row.user, row.groups, units, by=by)
            changed.append(row.user)
    return added, changed


def _made_unit(name: str, new_units: dict[str, Organisation], by: User) -> Organisation:
    if name.casefold() not in new_units:
        unit = Organisation(name_sv=name, kind=Organisation.Kind.ADMINISTRATION)
        unit.full_clean()
        new_units[name.casefold()] = made_by(by, unit)
    return new_units[name.casefold()]


def summary(added: list[User], changed: list[User]) -> str:
    sentences = [
        ngettext("%(n)s person är tillagd.", "%(n)s personer är tillagda.", len(added)) % {"n": len(added)},
        ngettext("%(n)s som fanns har fått mer.", "%(n)s som fanns har fått mer.", len(changed))
        % {"n": len(changed)},
    ]
    return " ".join(words for words, some in zip(sentences, (added, changed), strict=True) if some) or _(
        "Inget ändrades."
    )
