"""The page with the map of partners."""

from collections.abc import Sequence

from django.shortcuts import render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from lagesbild.cooperation.countries import country_name
from lagesbild.cooperation.models import Partnership
from lagesbild.cooperation.partners import partner_places
from lagesbild.organisations.models import Municipality
from lagesbild.website.drawing.world_map import HOME_MARK, MARKS, MOST_NAMES, Mark, place_in, place_map
from lagesbild.website.paging import page_of
from lagesbild.website.register.choices import PER_PAGE


def partner_map(request):
    """Where the partners are, and how far it is."""
    home = Municipality.load(request_or_site=request)
    has_home = home.latitude is not None and home.longitude is not None
    all_places = partner_places.places((home.latitude, home.longitude))
    placed = [place for place in all_places if place.is_placed]
    marks = [_mark(place) for place in placed]
    at_home = Mark(home.name, home.name, home.latitude, home.longitude) if has_home else None
    in_europe = [mark for mark in marks if place_in("europe", mark)]
    far = [mark for mark in marks if not place_in("europe", mark)]
    kinds = [kind for kind in partner_places.KINDS if any(place.kind == kind for place in placed)]
    context = {
        "home": home,
        "has_home": has_home,
        "pictures": _maps(in_europe, far, at_home),
        "placed": len(placed),
        "countries": len({place.organisation.country for place in all_places}),
        "page": page_of(request, "sida", _by_distance(placed), PER_PAGE),
        "without_place": page_of(
            request, "utan-plats", [place for place in all_places if not place.is_placed], PER_PAGE
        ),
        "legend": [(_kind_label(kind), MARKS[kind], f"place-{kind}") for kind in kinds],
        "home_mark": HOME_MARK,
        "any_over": any(place.is_over for place in placed),
        "most_names": MOST_NAMES,
        "far_off": [place for place in (_by_distance(placed)[:1] + _by_distance(placed)[-1:]) if has_home],
    }
    return render(request, "website/partner_map.html", context)


def _by_distance(placed: Sequence[partner_places.PartnerPlace]) -> list[partner_places.PartnerPlace]:
    """The nearest first; where home has no place, in the order of countries."""
    return sorted(placed, key=lambda place: place.kilometres or 0.0)


def _kind_label(kind: str) -> str:
    return _("Bara i projekt") if kind == partner_places.PROJECT else Partnership.Kind(kind).label


def _mark(place: partner_places.PartnerPlace) -> Mark:
    organisation = place.organisation
    country = country_name(organisation.country).in_(get_language())
    description = (
        f"{organisation.name}, {country}. {_kind_label(place.kind)}, {place.cooperation.get_status_display()}"
    )
    return Mark(
        organisation.name,
        description,
        organisation.latitude,
        organisation.longitude,
        place.kind,
        place.is_over,
    )


def _maps(in_europe: list[Mark], far: list[Mark], at_home: Mark | None) -> list[str]:
    """Europe where there is something, and the world where something is outside Europe."""
    drawn = []
    if in_europe:
        description = ngettext(
            "Karta över Europa med %(n)s part utmärkt. Tabellen på sidan säger var och hur långt bort.",
            "Karta över Europa med %(n)s parter utmärkta. Tabellen på sidan säger var och hur långt bort.",
            len(in_europe),
        )
        drawn.append(
            place_map(
                "europe",
                in_europe,
                home=at_home,
                id="europa",
                title=_("Parter i Europa"),
                description=description % {"n": len(in_europe)},
            )
        )
    if far:
        description = ngettext(
            "Karta över världen med %(n)s part utmärkt. Tabellen på sidan säger var och hur långt bort.",
            "Karta över världen med %(n)s parter utmärkta. Tabellen på sidan säger var och hur långt bort.",
            len(far) + len(in_europe),
        )
        drawn.append(
            place_map(
                "world",
                [*far, *in_europe],
                home=at_home,
                id="varlden",
                title=_("Parter i världen"),
                description=description % {"n": len(far) + len(in_europe)},
                named=far,
            )
        )
    return drawn
