"""The reading in of a list as the command line tells it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date

from lagesbild.cooperation.importing import (
    ListAnswers,
    ListReading,
    NotAsShown,
    Plan,
    Written,
    answers,
    clean_plan,
    plan,
    read_list,
    write,
)
from lagesbild.cooperation.importing.matches import NEW
from lagesbild.cooperation.importing.set_aside import set_aside_workbook
from lagesbild.organisations.models import Municipality

ACTIONS = {"new": "New", "changed": "Changed", "waiting": "Waits for a choice", "same": "As it is"}


@dataclass(frozen=True)
class ImportReport:
    """What the list leads to, and what was written of it. ``is_done``: nothing is left to put right or to choose.

    ``plan`` is of the whole list; ``kept`` of the rows that were taken, where only those that are right were.
    """

    reading: ListReading
    plan: Plan
    written: list[Written]
    kept: Plan | None = None

    @property
    def is_done(self) -> bool:
        return not self.plan.problems and not self.plan.unanswered

    @property
    def aside_file(self) -> bytes:
        """The rows that were not taken, as a workbook to mend."""
        return set_aside_workbook(self.reading, self.plan, self.plan.doubtful)

    @property
    def as_json(self) -> dict:
        list_plan = self.plan
        return {
            "problems": [asdict(problem) for problem in list_plan.problems],
            "remarks": [asdict(remark) for remark in list_plan.remarks],
            "unread": [{"sheet": sheet, "heading": heading} for sheet, heading in list_plan.unread],
            "organisations": [asdict(match) for match in list_plan.meant],
            "rows": [
                {
                    "sheet": planned.row.sheet,
                    "row": planned.row.number,
                    "thing": planned.row.thing,
                    "title": planned.title,
                    "action": planned.action,
                    "differences": [asdict(difference) for difference in planned.differences],
                }
                for planned in list_plan.rows
            ],
            "aside": [{"sheet": sheet, "row": row} for sheet, row in sorted(list_plan.doubtful)],
            "written": [asdict(record) for record in self.written],
        }

    @property
    def as_text(self) -> str:
        list_plan = self.plan
        lines = [f"Put right: {problem}" for problem in list_plan.problems]
        lines += [f"Not read: {sheet}, {heading}" for sheet, heading in list_plan.unread]
        lines += [f"Remark: {remark}" for remark in list_plan.remarks]
        lines += [line for match in list_plan.meant for line in _question_lines(match)]
        for planned in list_plan.rows:
            lines.append(
                f"{ACTIONS[planned.action]}: {planned.title} ({planned.row.sheet} {planned.row.number})"
            )
            lines += [
                f"  {difference.label}: {difference.before or '–'} → {difference.after}"
                for difference in planned.differences
            ]
        lines += [f"Saved as a draft: {record.model} {record.pk} {record.name}" for record in self.written]
        counts = (self.kept or list_plan).counts.items()
        summary = ", ".join(f"{count} {ACTIONS[action].lower()}" for action, count in counts)
        if self.kept:
            summary += f", {len(list_plan.doubtful)} set aside"
        return "\n".join([*lines, f"{summary}. {'' if self.written else 'Nothing was saved.'}".strip()])


def _question_lines(match) -> list[str]:
    if not match.choices and not match.lacks_country:
        return []
    lines = [f"Which is {match.name} ({', '.join(match.rows)})? --choose"]
    lines += [
        f"  {match.key}={choice.value:<18} {choice.name} {choice.country} {choice.score:.0%}"
        for choice in match.choices
    ]
    return lines + ([f"  {match.key}={NEW}:FI  a new one, in Finland"] if match.lacks_country else [])


def run(
    name: str,
    content: bytes,
    choices: Mapping[str, str],
    today: date,
    save: bool,
    *,
    columns: Mapping[str, str] | None = None,
    take_clean: bool = False,
) -> ImportReport:
    """Read a list and, with ``save``, write it when nothing is left to put right or to choose.

    ``take_clean``: write the rows that are right, whatever is left of the others.
    """
    columns, chosen = columns or {}, answers.remembered_choices() | dict(choices)
    list_answers = ListAnswers(answers.remembered_columns() | dict(columns))
    reading = read_list(name, content, Municipality.load().country, list_answers)
    list_plan = plan(reading, chosen, today)
    if not save:
        clean_part = clean_plan(reading, chosen, today) if take_clean else None
        return ImportReport(reading, list_plan, [], clean_part)
    try:
        clean_part, written = write(reading, chosen, today, take_clean=take_clean)
    except NotAsShown as refused:
        return ImportReport(reading, refused.plan, [])
    answers.remember(columns, choices)
    return ImportReport(reading, list_plan, written, clean_part if take_clean else None)
