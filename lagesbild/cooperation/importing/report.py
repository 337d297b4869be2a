"""The reading in of a list as the command line tells it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date

from lagesbild.cooperation.importing import NotAsShown, Plan, Written, plan, read_list, write
from lagesbild.organisations.models import Municipality

ACTIONS = {"new": "New", "changed": "Changed", "waiting": "Waits for a choice", "same": "As it is"}


@dataclass(frozen=True)
class ImportReport:
    """What the list leads to, and what was written of it. ``is_done``: nothing is left to put right or to choose."""

    plan: Plan
    written: list[Written]

    @property
    def is_done(self) -> bool:
        return not self.plan.problems and not self.plan.unanswered

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
            "written": [asdict(record) for record in self.written],
        }

    @property
    def as_text(self) -> str:
        list_plan = self.plan
        lines = [f"Put right: {problem}" for problem in list_plan.problems]
        lines += [f"Not read: {sheet}, {heading}" for sheet, heading in list_plan.unread]
        lines += [f"Remark: {remark}" for remark in list_plan.remarks]
        for match in list_plan.asked:
            lines.append(f"Which is {match.name} ({', '.join(match.rows)})? --choose")
            lines += [
                f"  {match.key}={choice.value:<18} {choice.name} {choice.country} {choice.score:.0%}"
                for choice in match.choices
            ]
        for planned in list_plan.rows:
            lines.append(
                f"{ACTIONS[planned.action]}: {planned.title} ({planned.row.sheet} {planned.row.number})"
            )
            lines += [
                f"  {difference.label}: {difference.before or '–'} → {difference.after}"
                for difference in planned.differences
            ]
        lines += [f"Saved as a draft: {record.model} {record.pk} {record.name}" for record in self.written]
        summary = ", ".join(
            f"{count} {ACTIONS[action].lower()}" for action, count in list_plan.counts.items()
        )
        return "\n".join([*lines, f"{summary}. {'' if self.written else 'Nothing was saved.'}".strip()])


def run(name: str, content: bytes, choices: Mapping[str, str], today: date, save: bool) -> ImportReport:
    """Read a list and, with ``save``, write it when nothing is left to put right or to choose."""
    reading = read_list(name, content, Municipality.load().country)
    if not save:
        return ImportReport(plan(reading, choices, today), [])
    try:
        return ImportReport(*write(reading, choices, today))
    except NotAsShown as refused:
        return ImportReport(refused.plan, [])
