"""What a comparison comes to in words. A place among others is never called good or bad."""

from dataclasses import dataclass
from statistics import mean

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lagesbild.assessment import compare
from lagesbild.website.comparing.choice import PlaceGroup
from lagesbild.website.comparing.comparison import IndicatorComparison, RankedRow

MOVERS = 5


def place_sentence(comparison: IndicatorComparison, language: str) -> str:
    """The home's value, its place and the median of the others; empty where it has no value."""
    own = comparison.own()
    if own is None:
        return _("%(home)s har inget värde för %(year)s.") % {
            "home": comparison.home.name,
            "year": comparison.panel.last.label(language),
        }
    placing = compare(
        own.area,
        own.value,
        {row.area: row.value for row in comparison.ranked},
        direction=comparison.indicator.rule().direction,
        unit=comparison.others.unit,
        decimals=comparison.others.decimals,
    )
    return f"{own.name} {comparison.panel.last.label(language)}: {placing.why.in_(language)}"


def picked_sentence(comparison: IndicatorComparison, language: str) -> str:
    """What those picked out are together, and who they are."""
    values = [row.value for row in comparison.ranked if row.mark is not None and not row.home]
    if len(values) < 2:
        return ""
    names = {
        PlaceGroup.SIMILAR: _("De %(n)s liknande kommunernas ovägda medelvärde är %(mean)s."),
        PlaceGroup.COUNTY: _("De %(n)s andra kommunerna i länet har det ovägda medelvärdet %(mean)s."),
    }
    sentence = names.get(
        comparison.choice.group, _("De %(n)s valda kommunernas ovägda medelvärde är %(mean)s.")
    )
    return sentence % {"n": len(values), "mean": comparison.amount(mean(values)).in_(language)}


def change_sentence(comparison: IndicatorComparison, language: str) -> str:
    """How far the home has moved, and where that puts it among the others."""
    own = comparison.own()
    if own is None or own.change is None:
        return ""
    changes = [row.change for row in comparison.risers]
    return _(
        "Sedan %(since)s har %(home)s gått från %(before)s till %(now)s (%(change)s). Det är plats %(rank)s av %(n)s, "
        "räknat från den som ökat mest eller minskat minst."
    ) % {
        "since": comparison.since.label(language),
        "home": own.name,
        "before": comparison.amount(own.before).in_(language),
        "now": comparison.amount(own.value).in_(language),
        "change": comparison.measure.text(own.change).in_(language),
        "rank": 1 + sum(change > own.change for change in changes),
        "n": len(changes),
    }


def movers(comparison: IndicatorComparison) -> list[tuple[str, list[RankedRow]]]:
    """Those that have risen most and those that have fallen most, under their headings; nobody in both."""
    rows = comparison.risers
    if not rows:
        return []
    few = min(MOVERS, len(rows) // 2) or 1
    up = [row for row in rows[:few] if row.change > 0]
    down = [row for row in rows[::-1][:few] if row.change < 0]
    return [(_("Har ökat mest"), up), (_("Har minskat mest"), down)]


# --- The list ---------------------------------------------------------------------------------------------

AROUND, FIRST, LAST = 2, 3, 2
SHORT_ENOUGH = 40


@dataclass(frozen=True)
class ListEntry:
    """A row of the list, or how many are left out in its place."""

    row: RankedRow | None
    left_out: str = ""


def listing(comparison: IndicatorComparison) -> list[ListEntry]:
    """The list as it is printed: of a long one the ends, those picked out, and those around the home."""
    rows = comparison.ordered
    if comparison.choice.everything or comparison.choice.search or len(rows) <= SHORT_ENOUGH:
        return [ListEntry(row) for row in rows]
    home = next((place for place, row in enumerate(rows) if row.home), -AROUND - 1)
    entries, hidden = [], 0
    for place, row in enumerate(rows):
        at_an_end = place < FIRST or place >= len(rows) - LAST
        if at_an_end or row.mark is not None or abs(place - home) <= AROUND:
            entries += [_gap(hidden), ListEntry(row)] if hidden else [ListEntry(row)]
            hidden = 0
        else:
            hidden += 1
    return entries


def _gap(hidden: int) -> ListEntry:
    return ListEntry(None, ngettext("… %(n)s kommun till", "… %(n)s kommuner till", hidden) % {"n": hidden})
