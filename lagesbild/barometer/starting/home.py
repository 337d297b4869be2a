"""Whose barometer it is: name, code, place on the map, and whom it is compared with."""

from lagesbild.kits import HomePlace, home_places
from lagesbild.kits.home_places import ALL_MUNICIPALITIES, SWEDEN
from lagesbild.organisations.models import ComparisonArea, Municipality

LABELS = {
    ALL_MUNICIPALITIES: ("Alla kommuner (ovägt medel)", "All municipalities (unweighted mean)"),
    SWEDEN.code: ("Riket", "Sweden"),
}
SIMILAR, COUNTY = (
    ("Liknande kommuner", "Similar municipalities"),
    ("Länets kommuner", "The county's municipalities"),
)


class AnotherHome(ValueError):
    """The installation is another municipality's already. The message says whose, and what to do."""


def settle_home(place: HomePlace, *, instead: bool = False) -> bool:
    """Make the barometer the place's. Returns whether anything was changed.

    ``instead``: also where it is another's. Otherwise raises AnotherHome. What people have written in the settings of
    the same municipality stays.
    """
    home = Municipality.load()
    if home.home_area == place.code:
        return False
    if home.home_area and not instead:
        now = home_places().get(home.home_area)
        name = f"{now.name} ({now.code})" if now else f"{home.name} ({home.home_area})"
        raise AnotherHome(
            f"This installation is {name} already. Give LAGESBILD_HOME an empty folder for {place.name}."
        )
    home.name, home.home_area = place.name, place.code
    home.latitude, home.longitude = place.latitude, place.longitude
    home.comparisons = [
        ComparisonArea(area=area, label_sv=sv, label_en=en, sort_order=order)
        for order, (area, (sv, en)) in enumerate(_compared_with(place))
    ]
    home.full_clean()
    home.save()
    return True


def _compared_with(place: HomePlace) -> list[tuple[str, tuple[str, str]]]:
    groups = [
        (area, LABELS.get(area) or (SIMILAR if area == place.similar_group else COUNTY))
        for area in place.groups
    ]
    return [*groups, (SWEDEN.code, LABELS[SWEDEN.code])]
