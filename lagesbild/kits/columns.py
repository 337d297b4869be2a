"""The columns of a kit's file, and an indicator as the cells of one row."""

import csv
import io
from collections.abc import Iterable

from lagesbild.kits.kit import KitIndicator

COLUMNS = (
    *("id", "namn", "namn_en", "mål", "även_mål", "roll", "kärna", "enhet", "enhet_en", "decimaler"),
    *("räknat_per", "riktning", "håll_vid", "skäl", "skäl_en", "säkerhet", "mäts_vart_år", "fönster_år"),
    *("osäkerhetstal", "del_av", "absolut_tal", "regioner", "brukar_komma_månad", "ersätter", "välj_mellan"),
    *("välj_så", "målvärde", "målår", "beslutat_av", "beslutat_den", "beslutet_står_i", "nationellt_mål"),
    *("att_tänka_på", "källa"),
)
DIRECTIONS = {"upp": "up", "ned": "down", "ingen": "none", "håll": "hold", "": "none"}
_DIRECTION_WORDS = {name: word for word, name in DIRECTIONS.items() if word}
_YES_NO = {True: "ja", False: "nej"}


def kit_text(indicators: Iterable[KitIndicator]) -> str:
    """The indicators as a kit's file, which reads back as the same."""
    lines = io.StringIO()
    writer = csv.DictWriter(lines, COLUMNS, delimiter=";", lineterminator="\n")
    writer.writeheader()
    writer.writerows(cells_of(indicator) for indicator in indicators)
    return lines.getvalue()


def cells_of(indicator: KitIndicator) -> dict[str, str]:
    """An indicator's cells, by column, as a kit's file has them."""
    return {
        "id": indicator.id,
        "namn": indicator.name_sv,
        "namn_en": indicator.name_en,
        "mål": str(indicator.goal),
        "även_mål": ",".join(map(str, indicator.other_goals)),
        "roll": "huvud" if indicator.main else "kompletterande",
        "kärna": _YES_NO[indicator.core],
        "enhet": indicator.unit_sv,
        "enhet_en": indicator.unit_en,
        "decimaler": str(indicator.decimals),
        "räknat_per": indicator.counted_per,
        "riktning": _DIRECTION_WORDS[indicator.direction],
        "håll_vid": "–".join(f"{end:g}" for end in indicator.hold or ()),
        "skäl": indicator.reason_sv,
        "skäl_en": indicator.reason_en,
        "säkerhet": indicator.confidence.value,
        "mäts_vart_år": str(indicator.cycle_years),
        "fönster_år": str(indicator.window_years or ""),
        "osäkerhetstal": indicator.margin,
        "del_av": indicator.part_of,
        "absolut_tal": _YES_NO[indicator.absolute],
        "regioner": _YES_NO[indicator.for_regions],
        "brukar_komma_månad": str(indicator.month or ""),
        "ersätter": ",".join(indicator.replaces),
        "välj_mellan": indicator.choose,
        "välj_så": indicator.choose_why,
        "nationellt_mål": indicator.national_sv,
        "att_tänka_på": indicator.caveat_sv,
        "källa": indicator.source,
        **_target_cells(indicator),
    }


def _target_cells(indicator: KitIndicator) -> dict[str, str]:
    target = indicator.target
    if target is None:
        return {}
    return {
        "målvärde": f"{target.value:g}",
        "målår": str(target.year or ""),
        "beslutat_av": target.decided_by,
        "beslutat_den": target.decided_on,
        "beslutet_står_i": target.written_in,
    }
