"""Which programme and which call of the register a grant in a list means. What is only alike is asked about."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from lagesbild.cooperation.importing import headings
from lagesbild.cooperation.importing.headings import GRANT, plain
from lagesbild.cooperation.importing.matches import CALL, NEW, PROGRAMME, ListMatch, MatchChoice
from lagesbild.cooperation.importing.organisation_matches import ALIKE, MOST_ALTERNATIVES, likeness
from lagesbild.cooperation.importing.rows import ListRow
from lagesbild.cooperation.models import Call, FundingProgramme
from lagesbild.figures.problems import Problem


@dataclass(frozen=True)
class _KnownFund:
    reference: str
    names: tuple[str, ...]
    whose: str
    told: str


@dataclass
class Funds:
    """Every programme and call that the list's grants name. ``meant`` is in the order they are to be made."""

    meant: list[ListMatch] = field(default_factory=list)
    programmes: dict[tuple[str, int], str] = field(default_factory=dict)
    calls: dict[tuple[str, int], str] = field(default_factory=dict)

    def programme(self, row: ListRow) -> str | None:
        return self.programmes.get((row.sheet, row.number))

    def call(self, row: ListRow) -> str | None:
        return self.calls.get((row.sheet, row.number))


def funds(
    rows: list[ListRow],
    organisation: Callable[[object], str],
    choices: Mapping[str, str],
    problems: list[Problem],
    remarks: list[Problem],
) -> Funds:
    """The programmes and calls of the rows' grants. ``organisation``: which one a funder is, empty while it waits."""
    funds_of_list = Funds()
    grants = [row for row in rows if row.thing == GRANT and "grant" not in row.values]
    programmes, calls = _Matching(PROGRAMME, _programmes(), choices), _Matching(CALL, _calls(), choices)
    for row in grants:
        funder = organisation(row.funder) if row.funder else ""
        if row.funder and not funder:
            # First somebody has to say who gives the money.
            funds_of_list.programmes[row.sheet, row.number] = ""
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
        funds_of_list.programmes[row.sheet, row.number] = programme
        if programme and row.values.get("call"):
            funds_of_list.calls[row.sheet, row.number] = calls.find(row.values["call"], programme, row) or ""
    funds_of_list.meant = [*programmes.meant.values(), *calls.meant.values()]
    return funds_of_list


def _unknown(name: str) -> tuple[str, str]:
    what = _("”%(name)s” är inget program i registret, eller finns flera gånger.") % {"name": name}
    return what, _("Skriv finansiären i kolumnen Finansiär.")


def _programmes() -> list[_KnownFund]:
    return [
        _KnownFund(
            str(programme.pk),
            _names(programme.name_sv, programme.name_en),
            str(programme.funder_id),
            f"{programme} ({programme.funder})",
        )
        for programme in FundingProgramme.objects.select_related("funder").order_by("pk")
    ]


def _calls() -> list[_KnownFund]:
    return [
        _KnownFund(
            str(call.pk),
            _names(call.name_sv, call.name_en, call.reference),
            str(call.programme_id or ""),
            str(call),
        )
        for call in Call.objects.order_by("pk")
    ]


def _names(*names: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, names)))


class _Matching:
    """Names of one kind → references. ``whose`` of a call may be unknown in the register: then it fits any."""

    def __init__(self, thing: str, known_funds: list[_KnownFund], choices: Mapping[str, str]):
        self.thing, self.known, self.chosen = thing, known_funds, choices
        self.meant: dict[str, ListMatch] = {}

    def find(self, name: str, whose: str, row: ListRow) -> str | None:
        """A reference; empty while nobody has said; None for a programme of nobody that the register does not have."""
        key = self._key(name, whose)
        place = f"{row.sheet} {row.number}"
        if key in self.meant:
            self.meant[key].rows.append(place)
            return self.meant[key].reference
        exact = [fund for fund in self.known if plain(name) in map(plain, fund.names)]
        if not whose:
            return exact[0].reference if len(exact) == 1 else None
        own = [fund for fund in exact if self._fits(fund, whose)]
        match = ListMatch(key, name, "", [place], thing=self.thing, whose=whose)
        self.meant[key] = match
        if len(own) == 1:
            match.reference = own[0].reference
            return match.reference
        match.choices = self._choices(name, whose, exact)
        answer = self.chosen.get(key, "") if match.choices else NEW
        match.reference = answer if answer in {NEW, *(choice.value for choice in match.choices)} else ""
        if match.reference == NEW:
            match.reference, match.made = f"{NEW}:{key}", True
            self.known.append(_KnownFund(match.reference, (name,), whose, name))
        return match.reference

    def _fits(self, fund: _KnownFund, whose: str) -> bool:
        return fund.whose == whose or (self.thing == CALL and not fund.whose)

    def _choices(self, name: str, whose: str, exact: list[_KnownFund]) -> tuple[MatchChoice, ...]:
        """Those that have just that name, and those of the same funder or programme whose names are alike."""
        scored = dict.fromkeys(exact, 1.0)
        for fund in self.known:
            if fund not in scored and self._fits(fund, whose):
                score = max(likeness(name, other) for other in fund.names)
                scored |= {fund: score} if score >= ALIKE else {}
        best = sorted(scored.items(), key=lambda scored_fund: -scored_fund[1])[:MOST_ALTERNATIVES]
        choices = tuple(MatchChoice(fund.reference, fund.told, score=score) for fund, score in best)
        return (*choices, MatchChoice(NEW, name)) if choices else ()

    def _key(self, name: str, whose: str) -> str:
        identity = repr((self.thing, plain(name), whose))
        return hashlib.sha256(identity.encode()).hexdigest()[:12]
