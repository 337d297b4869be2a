"""Each row's subgroup: T for the headline, else the disaggregation columns that say something."""

from collections import defaultdict
from collections.abc import Collection, Mapping

from lagesbild.figures.cells import TOTAL
from lagesbild.figures.sources.open_sdg.columns import AREAS
from lagesbild.figures.sources.open_sdg.tables import IndicatorFile
from lagesbild.figures.sources.open_sdg.translations import Translations
from lagesbild.tables.columns import one_spelling, visible
from lagesbild.tables.groups import read_groups

NOT_APPLICABLE = ("_Z", "_X")  # as SDMX writes it


class GroupLabels:
    """The labels of a file's rows, such as ``Age=16 to 24|Sex=Female``, columns in alphabetical order.

    A word for everybody (Total, both sexes, _T) says no more than an empty cell, and letter case tells nothing apart,
    unless the file gives them values of their own. ``GeoCode`` tells places of one name apart.
    """

    def __init__(self, table: IndicatorFile, areas: Collection[str], translations: Translations):
        self._table = table
        self._areas = areas
        names = (name for name in table.columns if name not in table.rules.not_groups)
        self._names = sorted(names, key=lambda name: table.headings[name])
        self._headings = [translations.name(table.headings[name]) for name in self._names]
        self._raw = {name: {cell: visible(cell) for cell in table.distinct[name]} for name in self._names}
        self._words = {
            name: {
                cell: translations.name(word, table.headings[name]) for cell, word in self._raw[name].items()
            }
            for name in self._names
        }

    def labels(self, observations: Mapping[str, list]) -> list[str]:
        """``observations``: the other columns, by which labels must tell values apart."""
        words = self._folded()
        best = self._with_codes(self._read(words), observations)
        for others in (self._words, self._raw):
            if others != words and (contradictions := self._contradictions(best, observations)):
                closer = self._with_codes(self._read(others), observations)
                best = closer if self._contradictions(closer, observations) < contradictions else best
        return best

    def _folded(self) -> dict[str, dict[str, str]]:
        """Each column's cells in one spelling, and nothing for everybody."""
        return {name: self._folded_column(name) for name in self._names}

    def _folded_column(self, name: str) -> dict[str, str]:
        words = self._words[name]
        groups, spellings = read_groups(words.values()), one_spelling(words.values())
        return {
            cell: "" if groups[word] == TOTAL or word in NOT_APPLICABLE else str(spellings[word])
            for cell, word in words.items()
        }

    def _read(self, words: Mapping[str, Mapping[str, str]]) -> list[str]:
        columns = [words[name] for name in self._names]

        def label(*cells: str) -> str:
            texts = [column.get(cell, cell) for column, cell in zip(columns, cells, strict=True)]
            parts = [f"{heading}={text}" for heading, text in zip(self._headings, texts, strict=True) if text]
            return "|".join(parts) or TOTAL

        return self._table.row_by_row(label, self._names)

    def _with_codes(self, labels: list[str], observations: Mapping[str, list]) -> list[str]:
        """The labels, with the code of the place where one label has several."""
        coded = self._table.some(AREAS)
        if not coded or not self._table.rows:
            return labels
        codes = [code if code not in self._areas else "" for code in self._table.columns[coded[0]]]
        heading = self._table.headings[coded[0]]
        several = self._with_several_codes(labels, codes, observations)
        return [
            _joined(label, f"{heading}={code}") if code and (indicator, label) in several else label
            for indicator, label, code in zip(observations["indicator"], labels, codes, strict=True)
        ]

    def _with_several_codes(
        self, labels: list[str], codes: list[str], observations: Mapping[str, list]
    ) -> set:
        """The labels of several coded places, or of a coded place and another in the same period."""
        by_label, by_period = defaultdict(set), defaultdict(set)
        for indicator, label, code in set(zip(observations["indicator"], labels, codes, strict=True)):
            by_label[indicator, label].add(code)
        several = {key for key, different in by_label.items() if len(different - {""}) > 1}
        unsure = {key for key, different in by_label.items() if len(different) > 1} - several
        keys = zip(
            *(observations[name] for name in ("indicator", "area", "period")), labels, codes, strict=True
        )
        for indicator, area, period, label, code in keys if unsure else ():
            if (indicator, label) in unsure:
                by_period[indicator, area, period, label].add(code)
        return several | {(key[0], key[3]) for key, different in by_period.items() if len(different) > 1}

    def _contradictions(self, labels: list[str], observations: Mapping[str, list]) -> int:
        """How many rows say another value than an earlier row of the same key."""
        first: dict[tuple, tuple] = {}
        count = 0
        names = ("indicator", "area", "period")
        keys = zip(*(observations[name] for name in names), labels, strict=True)
        for key, value in zip(
            keys, zip(observations["value"], observations["reason"], strict=True), strict=True
        ):
            count += first.setdefault(key, value) != value
        return count


def _joined(label: str, part: str) -> str:
    """The parts of a label in alphabetical order, the new one among them."""
    return part if label == TOTAL else "|".join(sorted((*label.split("|"), part)))
