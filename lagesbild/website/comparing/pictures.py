"""A comparison as drawings: the cloud over time, the places on a line, and how they are spread."""

from statistics import median

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from lagesbild.assessment.words import one_stop
from lagesbild.figures.panel import PanelPlace, Spread
from lagesbild.website.comparing.comparison import IndicatorComparison
from lagesbild.website.drawing.amounts import Amounts
from lagesbild.website.drawing.axes import Frame
from lagesbild.website.drawing.cloud import Course, HighlightedLine, beyond, cloud_chart, cloud_frame
from lagesbild.website.drawing.marks import HOME
from lagesbild.website.drawing.moments import moment
from lagesbild.website.drawing.series import ChartLine, Point
from lagesbild.website.drawing.spread import SpreadColumn, spread_chart
from lagesbild.website.drawing.strip import MarkedPlace, strip
from lagesbild.website.indicators.page import IndicatorPage
from lagesbild.website.indicators.pictures import breaks_of, source_line

MOST_HIGHLIGHTED = 12
"""More lines than this cannot be followed; the table has them all."""


def country_name() -> str:
    return _("Sverige")


def cloud_picture(comparison: IndicatorComparison, page: IndicatorPage, language: str) -> SafeString | str:
    """Nothing where there is only one period: then there is no way that anything goes."""
    panel = comparison.panel
    if len(panel.periods) < 2:
        return ""
    cloud, lines = courses(comparison, language), highlighted_lines(comparison, language)
    frame = cloud_frame(cloud, [highlight.line for highlight in lines])
    periods = {"first": panel.periods[0].label(language), "last": panel.last.label(language)}
    title = _("%(name)s i %(n)s kommuner, %(first)s–%(last)s") % {
        "name": comparison.indicator.name,
        "n": len(panel.places),
        **periods,
    }
    return cloud_chart(
        cloud,
        lines,
        id="kommuner-over-tid",
        title=title,
        description=_("Alla kommuner som tunna grå linjer. Framhävda:"),
        source=comparison_source(comparison, page),
        unit=comparison.others.unit.in_(language),
        decimals=comparison.others.decimals,
        language=language,
        breaks=breaks_of(comparison.indicator),
        notes=cloud_notes(comparison, frame, language),
    )


def courses(comparison: IndicatorComparison, language: str) -> list[Course]:
    times = [moment(period, language) for period in comparison.panel.periods]
    return [list(zip(times, place.values, strict=True)) for place in comparison.panel.places.values()]


def highlighted_lines(comparison: IndicatorComparison, language: str) -> list[HighlightedLine]:
    """The country first, the home last: what comes last is drawn on top."""
    panel = comparison.panel
    country = ChartLine(country_name(), _points(comparison, panel.country, (), language))
    lines = [HighlightedLine(country, None)] if country.known() else []
    for place in comparison.picked[:MOST_HIGHLIGHTED]:
        lines.append(HighlightedLine(_line(comparison, place, language), comparison.marks[place.area]))
    home = panel.places.get(comparison.home_area)
    return [*lines, HighlightedLine(_line(comparison, home, language), HOME)] if home else lines


def _line(comparison: IndicatorComparison, place: PanelPlace, language: str) -> ChartLine:
    points = _points(comparison, place.values, place.flags, language)
    return ChartLine(place.name, points, place.area == comparison.home_area)


def _points(comparison: IndicatorComparison, values, flags, language: str) -> tuple[Point, ...]:
    """Only the periods that it has: one without a value is a gap of the line, not a missing measurement."""
    flags = flags or ("",) * len(values)
    return tuple(
        (moment(period, language), value, flag)
        for period, value, flag in zip(comparison.panel.periods, values, flags, strict=True)
        if value is not None
    )


def cloud_notes(comparison: IndicatorComparison, frame: Frame, language: str) -> list[str]:
    """What one must know to read the cloud right."""
    panel = comparison.panel
    notes = [_("Grått: alla %(n)s kommuner.") % {"n": len(panel.places)}]
    if min(panel.counts) < 0.9 * max(panel.counts):
        fewest = panel.counts.index(min(panel.counts))
        notes.append(
            _("Alla år har inte lika många värden: %(few)s kommuner %(when)s, %(n)s kommuner %(last)s.")
            % {
                "few": panel.counts[fewest],
                "when": panel.periods[fewest].label(language),
                "n": panel.counts[-1],
                "last": panel.last.label(language),
            }
        )
    notes += (
        _beyond_note(comparison, frame, language)
        + _country_note(comparison)
        + _left_out(comparison, language)
    )
    if (hidden := len(comparison.picked) - MOST_HIGHLIGHTED) > 0:
        notes.append(
            _("De första %(n)s av de valda är framhävda. %(hidden)s till står i tabellen och listan.")
            % {"n": MOST_HIGHLIGHTED, "hidden": hidden}
        )
    return [one_stop(note) for note in notes]


def _beyond_note(comparison: IndicatorComparison, frame: Frame, language: str) -> list[str]:
    placed = comparison.others.placed
    outside = beyond([place.value for place in placed], frame)
    if not outside:
        return []
    above, below = placed[0].value - frame.ticks[-1], frame.ticks[0] - placed[-1].value
    farthest = placed[0] if above > below else placed[-1]
    return [
        _("%(n)s av dem ligger utanför skalan %(year)s, längst bort %(name)s med %(value)s.")
        % {
            "n": outside,
            "year": comparison.panel.last.label(language),
            "name": farthest.name,
            "value": comparison.amount(farthest.value).in_(language),
        }
    ]


def _country_note(comparison: IndicatorComparison) -> list[str]:
    if not comparison.panel.has_country:
        return []
    if comparison.indicator.is_total:
        return [_("Sverige är alla kommuner som en enda plats: allt delat med alla invånare.")]
    return [_("Sverige är landets eget värde, där stora kommuner väger mer än små.")]


def _left_out(comparison: IndicatorComparison, language: str) -> list[str]:
    panel = comparison.panel
    notes = [
        _("%(n)s kommuner har också ett värde för %(period)s. Det är för få att jämföra och visas inte.")
        % {"n": n, "period": period.label(language)}
        for period, n in panel.later
    ]
    if panel.extrapolated:
        periods = ", ".join(period.label(language) for period in panel.extrapolated)
        notes.append(_("Framräknade värden visas inte: %(periods)s.") % {"periods": periods})
    return notes


def comparison_source(comparison: IndicatorComparison, page: IndicatorPage) -> str:
    if comparison.indicator.is_total:
        return _("%(source)s. Delat med antalet invånare: egen beräkning") % {
            "source": comparison.indicator.source or source_line(page)
        }
    return source_line(page)


# --- The ranked period on one line ------------------------------------------------------------------------


def strip_picture(comparison: IndicatorComparison, language: str, id: str) -> SafeString:
    values = [place.value for place in comparison.others.placed]
    say = Amounts(comparison.others.unit.in_(language), comparison.others.decimals, language)
    marked = marked_places(comparison)
    middle = median(values)
    parts = [_("Alla %(n)s kommuner som streck på en linje.") % {"n": len(values)}]
    parts += [f"{place.label} {say(place.value)}." for place in reversed(marked)]
    parts.append(_("Mitten (median) är %(value)s.") % {"value": say(middle)})
    title = f"{comparison.indicator.name}, {comparison.panel.last.label(language)}"
    return strip(
        values, marked, id=id, title=title, description=one_stop(" ".join(parts)), middle=middle, say=say
    )


def marked_places(comparison: IndicatorComparison) -> list[MarkedPlace]:
    """The country, those picked out in turn from the last, and the home."""
    values = {place.area: place for place in comparison.others.placed}
    country = comparison.country
    marked = [MarkedPlace(country_name(), country, None)] if country is not None else []
    areas = [*(place.area for place in reversed(comparison.picked)), comparison.home_area]
    return marked + [
        MarkedPlace(values[area].name, values[area].value, comparison.marks[area])
        for area in areas
        if area in values
    ]


# --- How they are spread ----------------------------------------------------------------------------------


def spread_picture(comparison: IndicatorComparison, page: IndicatorPage, language: str) -> SafeString | str:
    """Nothing with one period: then the strip says it."""
    if len(comparison.panel.spreads) < 2:
        return ""
    rows = spread_rows(comparison)
    columns = [
        SpreadColumn(
            spread.period.label(language),
            list(comparison.panel.values_of(comparison.panel.periods.index(spread.period)).values()),
            spread.lower,
            spread.median,
            spread.upper,
            own,
            str(rank) if rank else "",
        )
        for spread, own, rank in rows
    ]
    return spread_chart(
        columns,
        id="spridning-over-tid",
        title=_("%(name)s: spridningen mellan kommunerna, och platsen för %(home)s")
        % {"name": comparison.indicator.name, "home": comparison.home.name},
        description=one_stop(" ".join(_spread_in_words(comparison, row, language) for row in rows)),
        source=comparison_source(comparison, page),
        unit=comparison.others.unit.in_(language),
        decimals=comparison.others.decimals,
        language=language,
        notes=[
            _(
                "Strecket går från lägst till högst, så långt skalan räcker. Hälften av kommunerna ligger i lådan."
            ),
            _("Talet under året är platsen, räknad %(end)s.") % {"end": counted_from(comparison)},
        ],
    )


def spread_rows(comparison: IndicatorComparison) -> list[tuple[Spread, float | None, int | None]]:
    """Each well reported period, with the home's value and its place."""
    rows = []
    for spread in comparison.panel.spreads:
        values = comparison.panel.values_of(comparison.panel.periods.index(spread.period))
        own = values.get(comparison.home_area)
        rows.append((spread, own, comparison.rank_in(own, values.values())))
    return rows


def _spread_in_words(comparison: IndicatorComparison, row, language: str) -> str:
    spread, own, rank = row
    say = Amounts(comparison.others.unit.in_(language), comparison.others.decimals, language)
    sentence = _(
        "%(year)s: från %(lowest)s till %(highest)s, median %(median)s, hälften mellan %(lower)s och %(upper)s"
    ) % {
        "year": spread.period.label(language),
        **{name: say(getattr(spread, name)) for name in ("lowest", "highest", "median", "lower", "upper")},
    }
    if own is None:
        return f"{sentence}."
    return sentence + _("; %(home)s %(value)s, plats %(rank)s av %(n)s.") % {
        "home": comparison.home.name,
        "value": say(own),
        "rank": rank,
        "n": spread.n,
    }


def counted_from(comparison: IndicatorComparison) -> str:
    return _("från det lägsta värdet") if comparison.lowest_first else _("från det högsta värdet")
