"""Which programme and which call of the register a grant in a list means. What is only alike is asked about."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from lagesbild.cooperation.importing import headings
from lagesbild.cooperation.importing.headings import GRANT, plain
from lagesbild.cooperation.importing.matches import CALL, NEW, PROGRAMME, Choice, Meant
from lagesbild.cooperation.importing.organisation_matches import ALIKE, MOST_ALTERNATIVES, likeness
from lagesbild.cooperation.importing.rows import Row
from lagesbild.cooperation.models import Call, FundingProgramme
from lagesbild.figures.sheets import Problem


@dataclass(frozen=True)
class _Known:
    reference: str
    names: tuple[str, ...]
    whose: str
    told: str


@dataclass
class Funds:
    """Every programme and call that the list's grants name. ``meant`` is in the order they are to be made."""

    meant: list[Meant] = field(default_factory=list)
    programmes: dict[tuple[str, int], str] = field(default_factory=dict)
    calls: dict[tuple[str, int], str] = field(default_factory=dict)

    def programme(self, row: Row) -> str | None:
        return self.programmes.get((row.sheet, row.number))

    def call(self, row: Row) -> str | None:
        return self.calls.get((row.sheet, row.number))


def funds(
    rows: list[Row],
    organisation: Callable[[object], str],
    choices: Mapping[str, str],
    problems: list[Problem],
    remarks: list[Problem],
) -> Funds:
    """The programmes and calls of the rows' grants. ``organisation``: which one a funder is, empty while it waits."""
    found = Funds()
    grants = [row for row in rows if row.thing == GRANT and "grant" not in row.values]
    programmes, calls = _Matching(PROGRAMME, _programmes(), choices), _Matching(CALL, _calls(), choices)
    for row in grants:
        funder = organisation(row.funder) if row.funder else ""
        if row.funder and not funder:
            # First somebody has to say who gives the money.
            found.programmes[row.sheet, row.number] = ""
            continue
        if row.funder and not row.values.get("programme"):
            what = _("Programmet är inte angivet: bidraget läggs under ett som heter som finansiären.")
            remarks.append(Problem(row.sheet, row.number, headings.label(GRANT, "programme"), what, ""))
        name = row.values.get("programme") or row.funder.name
        programme = programmes.find(name, funder, row)
        if programme is None:
            problems.append(
                Problem(row.sheet, row.number, headings.label(GRANT, "programme"), *_unknown(name))
            )
            continue
        found.programmes[row.sheet, row.number] = programme
        if programme and row.values.get("call"):
            found.calls[row.sheet, row.number] = calls.find(row.values["call"], programme, row) or ""
    found.meant = [*programmes.meant.values(), *calls.meant.values()]
    return found


def _unknown(name: str) -> tuple[str, str]:
    what = _("”%(name)s” är inget program i registret, eller finns flera gånger.") % {"name": name}
    return what, _("Skriv finansiären i kolumnen Finansiär.")


def _programmes() -> list[_Known]:
    return [
        _Known(str(one.pk), _names(one.name_sv, one.name_en), str(one.funder_id), f"{one} ({one.funder})")
        for one in FundingProgramme.objects.select_related("funder").order_by("pk")
    ]


def _calls() -> list[_Known]:
    return [
        _Known(
            str(one.pk),
            _names(one.name_sv, one.name_en, one.reference),
            str(one.programme_id or ""),
            str(one),
        )
        for one in Call.objects.order_by("pk")
    ]


def _names(*names: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, names)))


class _Matching:
    """Names of one kind → references. ``whose`` of a call may be unknown in the register: then it fits any."""

    def __init__(self, thing: str, known: list[_Known], chosen: Mapping[str, str]):
        self.thing, self.known, self.chosen = thing, known, chosen
        self.meant: dict[str, Meant] = {}

    def find(self, name: str, whose: str, row: Row) -> str | None:
        """A reference; empty while nobody has said; None for a programme of nobody that the register does not have."""
        key = self._key(name, whose)
        place = f"{row.sheet} {row.number}"
        if key in self.meant:
            self.meant[key].rows.append(place)
            return self.meant[key].reference
        exact = [one for one in self.known if plain(name) in map(plain, one.names)]
        if not whose:
            return exact[0].reference if len(exact) == 1 else None
        own = [one for one in exact if self._fits(one, whose)]
        one = Meant(key, name, "", [place], thing=self.thing, whose=whose)
        self.meant[key] = one
        if len(own) == 1:
            one.reference = own[0].reference
            return one.reference
        one.choices = self._choices(name, whose, exact)
        answer = self.chosen.get(key, "") if one.choices else NEW
        one.reference = answer if answer in {NEW, *(each.value for each in one.choices)} else ""
        if one.reference == NEW:
            one.reference, one.made = f"{NEW}:{key}", True
            self.known.append(_Known(one.reference, (name,), whose, name))
        return one.reference

    def _fits(self, one: _Known, whose: str) -> bool:
        return one.whose == whose or (self.thing == CALL and not one.whose)

    def _choices(self, name: str, whose: str, exact: list[_Known]) -> tuple[Choice, ...]:
        """Those that have just that name, and those of the same funder or programme whose names are alike."""
        scored = dict.fromkeys(exact, 1.0)
        for one in self.known:
            if one not in scored and self._fits(one, whose):
                score = max(likeness(name, other) for other in one.names)
                scored |= {one: score} if score >= ALIKE else {}
        best = sorted(scored.items(), key=lambda each: -each[1])[:MOST_ALTERNATIVES]
        found = tuple(Choice(one.reference, one.told, score=score) for one, score in best)
        return (*found, Choice(NEW, name)) if found else ()

    def _key(self, name: str, whose: str) -> str:
        told = repr((self.thing, plain(name), whose))
        return hashlib.sha256(told.encode()).hexdigest()[:12]
