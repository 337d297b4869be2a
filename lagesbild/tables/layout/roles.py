"""Which column is what: by its heading and what stands in it, and, where texts are left, by what the rows need."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from lagesbild.tables.columns import fold
from lagesbild.tables.layout import questions as ask
from lagesbild.tables.layout.evidence import MOSTLY, ColumnEvidence, follows_from, repeated_row
from lagesbild.tables.layout.heading_words import is_identifier, sounds_measured
from lagesbild.tables.layout.labels import agrees, covers, is_digits, place_in
from lagesbild.tables.layout.mapping import EMPTY, ColumnRole, TableMapping
from lagesbild.tables.layout.questions import LayoutQuestion
from lagesbild.tables.layout.times import is_whole
from lagesbild.tables.places import Places

TEXTS = (ColumnRole.GROUP, ColumnRole.INDICATOR, ColumnRole.UNIT, ColumnRole.FLAG, ColumnRole.COMMENT)
KEYS = (ColumnRole.PLACE, ColumnRole.TIME, ColumnRole.GROUP, ColumnRole.INDICATOR)


@dataclass
class Roles:
    """The role of each column, by its heading, and what is asked about those that have none."""

    evidence: Sequence[ColumnEvidence]
    answers: TableMapping
    places: Places
    by_heading: dict[str, ColumnRole] = field(default_factory=dict)
    questions: list[LayoutQuestion] = field(default_factory=list)

    def has(self, role: ColumnRole) -> bool:
        return role in self.by_heading.values()

    def asked_of(self, about: str) -> bool:
        return any(question.about == about for question in self.questions)

    def decide(self) -> None:
        undecided = self._as_agencies_write([column for column in self.evidence if not self._settle(column)])
        self._one_place()
        undecided = self._without_codes(undecided)
        undecided += self._of_fewer()
        undecided = [column for column in undecided if not self._follows(column)]
        if undecided and not self.questions:
            undecided = self._needed(undecided)
        self.questions += [_about(column) for column in undecided]
        self.questions += self._unlabelled()
        self.questions += [
            ask.MEASURES_IN_GROUP(column.column.heading, example=text)
            for column in self._of(ColumnRole.GROUP)
            if column.column.heading not in self.answers.columns
            for text in [next((str(c) for c in column.different if sounds_measured(str(c))), "")]
            if text
        ]

    def _as_agencies_write(self, undecided: list[ColumnEvidence]) -> list[ColumnEvidence]:
        """Beside places as 0680 Jönköping, columns without a heading are what the table is by: times and groups."""
        places = [
            column for column in self._of(ColumnRole.PLACE) if column.is_unheaded and column.has_coded_places
        ]
        for column in undecided if places else ():
            if column.is_unheaded and is_whole("", column.filled):
                self.by_heading[column.column.heading] = ColumnRole.TIME
            elif column.is_unheaded and not column.is_numeric:
                self.by_heading[column.column.heading] = ColumnRole.GROUP
        return [column for column in undecided if column.column.heading not in self.by_heading]

    def _settle(self, evidence: ColumnEvidence) -> bool:
        """Give the column the role that its heading and cells leave no doubt of."""
        heading = evidence.column.heading
        role = self.answers.columns.get(heading) or _role(evidence)
        if role is None and self._is_measured(evidence):
            role = ColumnRole.MEASURE
        if role:
            self.by_heading[heading] = role
        return role is not None

    def _is_measured(self, evidence: ColumnEvidence) -> bool:
        column = evidence.column
        if column.heading in self.answers.measures or column.stem in self.answers.measures:
            return True
        if evidence.is_unheaded:
            return False
        if column.period and (evidence.is_absent or evidence.is_half_numeric or not column.stem):
            return True
        if not evidence.is_numeric:
            return False
        # What stands under a heading of places or times, and is none, is asked about.
        of_label = evidence.known in (ColumnRole.PLACE, ColumnRole.TIME) and not column.period
        return not of_label and (
            column.period is not None or not is_identifier(column.stem.partition(" [")[0])
        )

    def _of(self, role: ColumnRole) -> list[ColumnEvidence]:
        return [column for column in self.evidence if self.by_heading.get(column.column.heading) == role]

    def _one_place(self) -> None:
        """Of several columns of places: a code and its name are one, a county beside is left out, others are asked."""
        columns = [c for c in self._of(ColumnRole.PLACE) if c.column.heading not in self.answers.columns]
        if len(columns) < 2 or len(columns) < len(self._of(ColumnRole.PLACE)):
            return
        finest = max(columns, key=lambda column: _municipalities(column, self.places))
        for column in columns:
            if column is finest or _row_without(agrees, finest, column, self.places) is None:
                continue
            row = _row_without(covers, finest, column, self.places)
            if row is None:
                self.by_heading[column.column.heading] = ColumnRole.LEFT_OUT
            else:
                names = f"{finest.column.heading}, {column.column.heading}"
                self.questions.append(ask.SEVERAL_PLACES(headings=names, row=finest.numbers[row]))

    def _without_codes(self, undecided: list[ColumnEvidence]) -> list[ColumnEvidence]:
        """Numbers that are everywhere the code of the row's own place are its code, whatever their heading."""
        for finest in self._of(ColumnRole.PLACE)[:1]:
            for column in [*self._of(ColumnRole.MEASURE), *undecided]:
                if not column.column.period and self._are_codes(finest, column):
                    self.by_heading[column.column.heading] = ColumnRole.PLACE
        return [column for column in undecided if column.column.heading not in self.by_heading]

    def _are_codes(self, finest: ColumnEvidence, column: ColumnEvidence) -> bool:
        same = [
            is_digits(beside) and place_in(beside, self.places) == place
            for cell, beside in set(zip(finest.cells, column.cells, strict=True))
            if (place := place_in(cell, self.places))
        ]
        return sum(same) >= MOSTLY * len(same)

    def _unlabelled(self) -> list[LayoutQuestion]:
        """Rows of values whose place is none that is known, or not said at all."""
        if self.answers.unknown_places_left_out:
            return []
        left_out = {fold(text) for text in self.answers.left_out_rows}
        named = self._of(ColumnRole.PLACE)
        rows = dict.fromkeys(zip(*[column.cells for column in named], strict=True))
        nameless = [
            [str(cell) for cell in cells if cell != ""] for cells in rows if not self._names_one(cells)
        ]
        unknown = [cells[0] for cells in nameless if cells and fold(cells[0]) not in left_out]
        unknown = list(dict.fromkeys(unknown))
        unknown_places = (
            [ask.UNKNOWN_PLACES(named[0].column.heading, texts=_some(unknown))] if unknown else []
        )
        blank = [] if self.answers.blank_as_above or EMPTY in left_out else self._blank_labels(named)
        return unknown_places + blank + self._short_names(named)

    def _short_names(self, named: Sequence[ColumnEvidence]) -> list[LayoutQuestion]:
        """Stockholm among counties is the county, among towns the town: where it may be either, that is asked."""
        if self.answers.short_names or any(is_digits(column.filled[0]) for column in named):
            return []
        return [
            ask.TOWN_OR_COUNTY(column.column.heading, texts=_some(sorted(column.short_names)))
            for column in named[:1]
            if column.short_names and column.has_counties_or_no_towns and not _says_municipality(column)
        ]

    def _names_one(self, cells: Sequence) -> bool:
        return any(place_in(cell, self.places) for cell in cells)

    def _blank_labels(self, named: Sequence[ColumnEvidence]) -> list[LayoutQuestion]:
        measured = list(zip(*[column.cells for column in self._of(ColumnRole.MEASURE)], strict=True))
        places = [
            next((cell for cell in cells if cell != ""), "")
            for cells in zip(*[c.cells for c in named], strict=True)
        ]
        others = [*self._of(ColumnRole.TIME)[:1], *self._of(ColumnRole.GROUP)]
        labels = [(named[0], places)] if named else []
        for column, cells in [*labels, *((other, other.cells) for other in others)]:
            for cell, values in zip(cells, measured, strict=False):
                if cell == "" and any(value != "" for value in values):
                    return [ask.BLANK_LABELS(column.column.heading)]
        return []

    def _of_fewer(self) -> list[ColumnEvidence]:
        """Numbers that are the same whatever the place or the group are asked about: they are of other things."""
        places = list(zip(*[column.cells for column in self._of(ColumnRole.PLACE)], strict=True))
        times = list(zip(*[column.cells for column in self._of(ColumnRole.TIME)], strict=True))
        groups = [column.cells for column in self._of(ColumnRole.GROUP)]
        both = list(zip(places, times, strict=True)) if places and times and groups else []
        keys = [key for key in (*groups, times, places, both) if key]
        fewer = [
            column
            for column in self._of(ColumnRole.MEASURE)
            if column.column.heading not in self.answers.measures
            and column.column.stem not in self.answers.measures
            and any(follows_from(column.cells, key) for key in keys if len(set(key)) < len(key))
        ]
        for column in fewer:
            del self.by_heading[column.column.heading]
        return fewer

    def _follows(self, evidence: ColumnEvidence) -> bool:
        """Whether the place, the time or a group of the row decides what stands here: then it tells nothing apart."""
        decided = [column.cells for role in KEYS for column in self._of(role)]
        times = list(zip(*[column.cells for column in self._of(ColumnRole.TIME)], strict=True))
        keys = [*decided, *([times] if times else [])]
        if evidence.is_numeric or not any(follows_from(evidence.cells, key) for key in keys):
            return False
        self.by_heading[evidence.column.heading] = ColumnRole.LEFT_OUT
        return True

    def _needed(self, undecided: list[ColumnEvidence]) -> list[ColumnEvidence]:
        """Those that still are undecided, once the texts that are needed to tell rows apart are groups."""
        texts = [
            column
            for column in undecided
            if not column.is_numeric and column.known is None and not column.is_unheaded
        ]
        if repeated_row(self._keys([])) is None or repeated_row(self._keys(texts)) is not None:
            return undecided
        needed = list(texts)
        # Of a code and a name that say the same, the name is the group.
        for column in sorted(texts, key=lambda text: not is_identifier(text.column.heading)):
            others = [other for other in needed if other is not column]
            if repeated_row(self._keys(others)) is None:
                needed = others
        for column in needed:
            self.by_heading[column.column.heading] = ColumnRole.GROUP
        return [column for column in undecided if column not in needed and not self._follows(column)]

    def _keys(self, more: Sequence[ColumnEvidence]) -> list[tuple]:
        columns = [column.cells for role in KEYS for column in self._of(role)]
        rows = len(self.evidence[0].cells)
        return list(zip(*columns, *(column.cells for column in more), strict=True)) or [()] * rows


def _says_municipality(column: ColumnEvidence) -> bool:
    return any(word in column.column.heading.casefold() for word in ("kommun", "municip"))


def _some(texts: Sequence[str]) -> str:
    more = f" … ({len(texts)})" if len(texts) > 5 else ""
    return ", ".join(f"”{text[:40]}”" for text in texts[:5]) + more


def _role(evidence: ColumnEvidence) -> ColumnRole | None:
    """The role of a column that is no value."""
    if evidence.is_place and not evidence.column.period:
        return ColumnRole.PLACE
    if evidence.is_time and not evidence.column.period:
        return ColumnRole.TIME
    is_label = evidence.known in TEXTS and (not evidence.is_numeric or evidence.known == ColumnRole.GROUP)
    return evidence.known if is_label and not (evidence.column.period and evidence.is_numeric) else None


def _municipalities(evidence: ColumnEvidence, places: Places) -> tuple[int, int]:
    """How fine a column of places is."""
    named = {place for cell in evidence.different if (place := place_in(cell, places))}
    return sum(place.kind == "municipality" for place in named), len(named)


def _row_without(test, finest: ColumnEvidence, other: ColumnEvidence, places: Places) -> int | None:
    """The first row where the two columns do not pass the test."""
    pairs: Mapping[tuple, int] = {}
    for row, pair in enumerate(zip(finest.cells, other.cells, strict=True)):
        pairs.setdefault(pair, row)
    for (cell, beside), row in pairs.items():
        place = place_in(cell, places)
        if (
            place
            and beside != ""
            and not test(place, beside, places)
            and not _by_code(place, beside, cell, places)
        ):
            return row
    return None


def _by_code(place, beside, cell, places: Places) -> bool:
    """A county's bare name may be read as a town: its code beside says which of them it is."""
    other = place_in(beside, places) if is_digits(beside) else None
    return other is not None and agrees(other, cell, places)


def _about(evidence: ColumnEvidence) -> LayoutQuestion:
    heading = evidence.column.heading
    if not evidence.column.heading or heading.startswith("["):
        return ask.NO_HEADING(heading)
    if evidence.known == ColumnRole.PLACE:
        return ask.NOT_PLACES(heading, example=evidence.example)
    if evidence.known == ColumnRole.TIME:
        return ask.NOT_TIMES(heading, example=evidence.example)
    return ask.WHAT_COLUMN(heading, example=evidence.example)
