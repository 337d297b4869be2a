"""Which indicator each row of a file belongs to: one for each unit, multiplier and series that the file tells apart."""

from collections.abc import Iterable, Mapping

from lagesbild.figures.sources.open_sdg.columns import MULTIPLIERS
from lagesbild.figures.sources.open_sdg.tables import IndicatorFile
from lagesbild.figures.sources.open_sdg.texts import plain
from lagesbild.figures.sources.open_sdg.translations import Translations
from lagesbild.tables.columns import fold, one_spelling

NO_MULTIPLIER = ("", "0", "units", "unit")


def measures_of(
    table: IndicatorFile, base: dict, indicators: dict[str, dict], translations: Translations
) -> list[str]:
    """Each row's indicator id; describes those of this file in ``indicators``, by what ``base`` says of them all."""
    names = sorted(table.some(table.rules.measures))
    spellings = {name: one_spelling(table.distinct[name]) for name in names}
    differing = [
        name for name in names if len({_unscaled(name, cell) for cell in spellings[name].values()}) > 1
    ]

    def described(*cells: str) -> str:
        spelled = {
            name: _unscaled(name, spellings[name].get(cell, cell))
            for name, cell in zip(names, cells, strict=True)
        }
        parts = {table.headings[name]: spelled[name] for name in differing if spelled[name]}
        measure = _measure(table, base, spelled, parts, translations)
        indicators[measure["indicator"]] = measure
        return measure["indicator"]

    if not table.rows:
        described(*("" for _ in names))
    return table.row_by_row(described, names)


def _unscaled(name: str, cell: str) -> str:
    return "" if name in MULTIPLIERS and fold(cell) in NO_MULTIPLIER else cell


def _measure(
    table: IndicatorFile,
    base: dict,
    cells: Mapping[str, str],
    parts: Mapping[str, str],
    translations: Translations,
) -> dict:
    def words(texts: Mapping[str, str], names: Iterable[str]) -> dict[str, None]:
        filled = ((name, texts[name]) for name in names if texts.get(name))
        return dict.fromkeys(
            plain(translations.name(text, table.headings.get(name, name))) for name, text in filled
        )

    unit = ", ".join(words(cells, table.rules.units)) or base["unit"]
    scale = next(iter(words(cells, MULTIPLIERS)), "")
    label = "|".join(f"{name}={part}" for name, part in parts.items())
    names = ", ".join(words(parts, parts))
    return {
        **base,
        "indicator": f"{table.id} [{label}]" if label else table.id,
        "title": f"{base['title']} ({names})" if names else base["title"],
        "unit": f"{unit} ({scale})" if scale and scale != unit else unit,
    }
