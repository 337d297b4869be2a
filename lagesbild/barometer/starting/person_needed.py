"""What a machine cannot settle: a list for a person, worked out anew each time, in the language in force."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from lagesbild.barometer.models import Indicator, IndicatorGoal
from lagesbild.barometer.starting.kit_indicators import identity
from lagesbild.kits import Kit
from lagesbild.organisations.models import Municipality


@dataclass(frozen=True)
class PersonNeeded:
    """One kind of thing to settle: what it is, what to do, and the indicators or places that it is about."""

    kind: str
    do: str
    about: tuple[str, ...]


def person_needed(
    kit: Kit, *, with_figures: Collection[str], retired: Mapping[str, list[str]], trouble: str = ""
) -> list[PersonNeeded]:
    """``with_figures``: ids that have a value in the municipality. ``retired``: id → what it may have become.
    ``trouble``: why figures could not be fetched."""
    rows = list(Indicator.objects.exclude(figure="").order_by("figure"))
    rows = [row for row in rows if row.uid == identity(row.figure)]
    without = [row for row in rows if row.figure not in with_figures and row.figure not in retired]
    kinds = [
        _no_figures(trouble),
        _retired(rows, retired),
        _to_confirm(rows),
        _to_choose(rows, kit),
        _without_goal(rows),
        None if trouble else _without_values(without),
        _organisation_number(),
    ]
    return [kind for kind in kinds if kind is not None]


def _no_figures(trouble: str) -> PersonNeeded | None:
    if not trouble:
        return None
    do = _("Kör samma kommando igen när nätet eller Kolada svarar. Det som har kommit är sparat.")
    return PersonNeeded(_("Siffrorna kunde inte hämtas"), do, (trouble,))


def _retired(rows: list[Indicator], retired: Mapping[str, list[str]]) -> PersonNeeded | None:
    about = tuple(f"{_named(row)}: {_perhaps(retired[row.figure])}" for row in rows if row.figure in retired)
    do = _("Kolada har dem inte längre. Välj en efterträdare, eller ta bort dem.")
    return PersonNeeded(_("Id som har upphört"), do, about) if about else None


def _perhaps(successors: list[str]) -> str:
    return _("kanske nu %s") % "; ".join(successors) if successors else _("ingen efterträdare är känd")


def _to_confirm(rows: list[Indicator]) -> PersonNeeded | None:
    about = tuple(
        _named(row) for row in rows if row.direction_proposed and row.direction == Indicator.Judged.NOT
    )
    do = _("De bedömer ingenting förrän någon har valt riktning.")
    return PersonNeeded(_("Riktningar att bekräfta"), do, about) if about else None


def _to_choose(rows: list[Indicator], kit: Kit) -> PersonNeeded | None:
    here = {row.figure: row for row in rows}
    about = tuple(
        f"{_named(here[row.id])}: {row.choose_why}" for row in kit.indicators if row.choose and row.id in here
    )
    do = _("Paketets val står först. Byt id i nyckeltalet om ni hellre följer det andra.")
    return PersonNeeded(_("En definition att välja"), do, about) if about else None


def _without_goal(rows: list[Indicator]) -> PersonNeeded | None:
    placed = set(IndicatorGoal.objects.values_list("indicator", flat=True))
    about = tuple(_named(row) for row in rows if row.pk not in placed)
    do = _("De hör inte till något mål än, och syns bara i listan över nyckeltal.")
    return PersonNeeded(_("Mål att välja"), do, about) if about else None


def _without_values(rows: list[Indicator]) -> PersonNeeded | None:
    about = tuple(map(_named, rows))
    do = _("Kolada har inga värden för %s. De är utkast och syns inte.") % Municipality.load().name
    return PersonNeeded(_("Nyckeltal utan värden"), do, about) if about else None


def _organisation_number() -> PersonNeeded | None:
    if Municipality.load().organisation_number:
        return None
    do = _("Ingen öppen lista finns. Skriv numret under Inställningar → Kommunen och utseendet.")
    return PersonNeeded(_("Organisationsnummer"), do, ())


def _named(row: Indicator) -> str:
    return f"{row.figure} {row.name}"
