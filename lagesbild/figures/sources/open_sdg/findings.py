"""What a reading of a repository comes upon: problems, remarks, and how many rows each file holds."""

from collections import Counter
from dataclasses import dataclass, field

from lagesbild.figures.left_out import LeftOut, Remark
from lagesbild.figures.problems import Problem


@dataclass
class RepositoryFindings:
    """``rows`` and ``stored`` by file; ``unread``: files without a row that can be read; ``absences``: n/a and such."""

    problems: list[Problem] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    rows: Counter[str] = field(default_factory=Counter)
    stored: Counter[str] = field(default_factory=Counter)
    unread: set[str] = field(default_factory=set)
    absences: Counter[str] = field(default_factory=Counter)

    def remark(self, sheet: str, what: str, rows: int = 0) -> None:
        self.remarks.append(Remark(sheet, what, rows))

    def unreadable(self, name: str, rows: int, problems: list[Problem]) -> None:
        """A file of which no row can be read."""
        self.problems += problems
        self.rows[name] += rows
        self.unread.add(name)

    def left_out(self) -> LeftOut:
        """All of it, counted: a row with two problems is one row."""
        places = {(problem.sheet, problem.row) for problem in self.problems if problem.row}
        rows = sum(1 for sheet, _row in places if sheet in self.rows and sheet not in self.unread)
        beside: Counter[str] = Counter()
        for remark in self.remarks:
            beside[remark.sheet] += remark.rows
        rows += sum(self.rows[name] - beside[name] for name in self.unread)
        return LeftOut(
            sum(self.rows.values()),
            sum(self.stored.values()),
            rows,
            tuple(sorted(self.problems, key=lambda problem: problem.sheet)),
            (*self.remarks, *self._absence_remarks()),
        )

    def _absence_remarks(self) -> list[Remark]:
        words = ", ".join(f"”{word}” ({count})" for word, count in sorted(self.absences.items()))
        what = f"Läst som att värdet saknas (-): {words}."
        return [Remark("", what)] if words else []
