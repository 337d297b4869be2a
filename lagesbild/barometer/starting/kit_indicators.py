"""The kit's rows as indicators under the global goals: drafts first, published once they have figures."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import NAMESPACE_URL, UUID, uuid5

from django.db import transaction
from django.db.models import Q
from django.utils.text import slugify

from lagesbild.barometer.models import Indicator, IndicatorGoal, ReferenceValue
from lagesbild.framework.publishing import PLAIN
from lagesbild.kits import KitIndicator

DIRECTIONS = {
    "up": Indicator.Judged.HIGHER,
    "down": Indicator.Judged.LOWER,
    "hold": Indicator.Judged.HOLD,
}
KOLADA_PAGE = "https://www.kolada.se/verktyg/fri-sokning/?kpis={id}"
LONGEST_SLUG = 100


@dataclass(frozen=True)
class Brought:
    """Which of the kit's indicators are new here, and which were here already and stayed as they were."""

    new: tuple[str, ...]
    kept: tuple[str, ...]


def bring(rows: Iterable[KitIndicator], *, definitions: Mapping[str, str], now: datetime) -> Brought:
    """Keep those that are not here yet as drafts. An indicator is here when one has its identity or its id.

    ``definitions``: Kolada's own descriptions, by id.
    """
    rows = list(rows)
    here = _here(rows)
    new = [row for row in rows if row.id not in here]
    with transaction.atomic():
        slugs = set(Indicator.objects.values_list("slug", flat=True))
        for row in sorted(new, key=lambda row: bool(row.part_of)):
            _keep(row, definitions.get(row.id, ""), slugs)
    return Brought(tuple(row.id for row in new), tuple(row.id for row in rows if row.id in here))


def identity(id: str) -> UUID:
    """What the kit's indicator is known by, also when somebody has given it another id or address."""
    return uuid5(NAMESPACE_URL, f"lagesbild/kit/{id}")


def _here(rows: list[KitIndicator]) -> set[str]:
    bound = set(Indicator.objects.exclude(figure="").values_list("figure", flat=True))
    identities = set(Indicator.objects.values_list("uid", flat=True))
    return {row.id for row in rows if row.id in bound or identity(row.id) in identities}


def _keep(row: KitIndicator, definition: str, slugs: set[str]) -> None:
    whole = _whole_of(row)
    indicator = Indicator(
        uid=identity(row.id),
        slug=_slug(row, slugs),
        name_sv=row.name_sv,
        name_en=row.name_en,
        definition_sv=definition,
        note_sv=_note(row, whole),
        counted_per_sv=row.counted_per,
        unit_sv=row.unit_sv,
        unit_en=row.unit_en,
        decimals=row.decimals,
        direction=DIRECTIONS[row.direction] if row.judged else Indicator.Judged.NOT,
        direction_reason_sv=row.reason_sv,
        direction_reason_en=row.reason_en,
        direction_proposed=row.direction != "none",
        part_of=whole,
        is_total=row.absolute,
        cycle_years=row.cycle_years if row.cycle_years > 1 else None,
        window_years=row.window_years if (row.window_years or 1) > 1 else None,
        figure=row.id,
        margin_figure=row.margin,
        former_figures=", ".join(row.replaces),
        source_sv=_source(row),
        source_en=_source(row),
        source_url=KOLADA_PAGE.format(id=row.id) if row.of_kolada else "",
        expected_every_years=row.cycle_years,
        expected_month=row.month,
        live=False,
    )
    indicator.goal_links = _places(row)
    indicator.reference_values = [*_level_to_hold(row), *_targets(row)]
    indicator.full_clean()
    indicator.save()
    indicator.save_revision(clean=False)


def _whole_of(row: KitIndicator) -> Indicator | None:
    """The indicator that it is a part of, where that is here."""
    if not row.part_of:
        return None
    return Indicator.objects.filter(Q(uid=identity(row.part_of)) | Q(figure=row.part_of)).first()


def _places(row: KitIndicator) -> list[IndicatorGoal]:
    """Main under its own goal, beside under the others."""
    roles = IndicatorGoal.Role
    own = roles.MAIN if row.main else roles.COMPLEMENTARY
    return [
        IndicatorGoal(
            global_goal_id=goal, role=own if goal == row.goal else roles.COMPLEMENTARY, sort_order=order
        )
        for order, goal in enumerate(row.goals)
    ]


def _level_to_hold(row: KitIndicator) -> list[ReferenceValue]:
    """The two limits of a level to hold."""
    if not row.holds_an_interval:
        return []
    words = (("Nedre gräns", "Lower limit"), ("Övre gräns", "Upper limit"))
    return [
        ReferenceValue(
            kind=ReferenceValue.Kind.LIMIT, label_sv=sv, label_en=en, value=value, source=row.reason_sv[:300]
        )
        for (sv, en), value in zip(words, row.hold, strict=True)
    ]


def _targets(row: KitIndicator) -> list[ReferenceValue]:
    target = row.target
    if target is None:
        return []
    value = ReferenceValue(
        kind=ReferenceValue.Kind.GLOBAL,
        label_sv="Nationellt mål",
        label_en="National target",
        value=target.value,
        year=target.year,
        source=f"{target.decided_by}, {target.decided_on}: {target.written_in}"[:300],
    )
    return [value]


def _note(row: KitIndicator, whole: Indicator | None) -> str:
    """What has no field of its own."""
    hold = f"Bör ligga nära {row.hold[0]:g}." if row.hold and not row.holds_an_interval else ""
    parts = {
        "": row.caveat_sv,
        "Del av ": "" if whole else row.part_of,
        "Nationellt mål: ": row.national_sv.rstrip("."),
    }
    sentences = [f"{words}{part}".rstrip(".") + "." for words, part in parts.items() if part]
    return " ".join([*sentences, hold]).strip()


def _source(row: KitIndicator) -> str:
    return ", ".join(filter(None, ("Kolada" if row.of_kolada else "", row.source)))[:200]


def _slug(row: KitIndicator, slugs: set[str]) -> str:
    slug = slugify(row.name_sv.translate(PLAIN))[:LONGEST_SLUG].strip("-") or row.id.lower()
    slug = f"{slug}-{row.id.lower()}" if slug in slugs else slug
    slugs.add(slug)
    return slug


def publish_with_figures(with_figures: Iterable[str], *, now: datetime) -> list[str]:
    """Publish the kit's drafts that have figures here and were never public. Returns their ids."""
    drafts = Indicator.objects.filter(live=False, first_published_at=None, figure__in=list(with_figures))
    published = [draft for draft in drafts if draft.uid == identity(draft.figure)]
    with transaction.atomic():
        for draft in published:
            draft.get_latest_revision().publish()
    return [draft.figure for draft in published]
