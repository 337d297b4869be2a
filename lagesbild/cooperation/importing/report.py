"""The reading in of a list as the command line tells it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date

from lagesbild.cooperation.importing import NotAsShown, Plan, Written, plan, read, write
from lagesbild.organisations.models import Municipality

ACTIONS = {"new": "New", "changed": "Changed", "waiting": "Waits for a choice", "same": "As it is"}


@dataclass(frozen=True)
class Told:
    """What the list leads to, and what was written of it. ``is_done``: nothing is left to put right or to choose."""

    plan: Plan
    written: list[Written]

    @property
    def is_done(self) -> bool:
        return not self.plan.problems and not self.plan.unanswered

    @property
    def as_json(self) -> dict:
        made = self.plan
        return {
            "problems": [asdict(each) for each in made.problems],
            "remarks": [asdict(each) for each in made.remarks],
            "unread": [{"sheet": sheet, "heading": heading} for sheet, heading in made.unread],
            "organisations": [asdict(each) for each in made.meant],
            "rows": [
                {
                    "sheet": each.row.sheet,
                    "row": each.row.number,
                    "thing": each.row.thing,
                    "title": each.title,
                    "action": each.action,
                    "differences": [asdict(difference) for difference in each.differences],
                }
                for each in made.rows
            ],
            "written": [asdict(each) for each in self.written],
        }

    @property
    def as_text(self) -> str:
        made = self.plan
        lines = [f"Put right: {each}" for each in made.problems]
        lines += [f"Not read: {sheet}, {heading}" for sheet, heading in made.unread]
        lines += [f"Remark: {each}" for each in made.remarks]
        for one in made.asked:
            lines.append(f"Which is {one.name} ({', '.join(one.rows)})? --choose")
            lines += [
                f"  {one.key}={each.value:<18} {each.name} {each.country} {each.score:.0%}"
                for each in one.choices
            ]
        for each in made.rows:
            lines.append(f"{ACTIONS[each.action]}: {each.title} ({each.row.sheet} {each.row.number})")
            lines += [f"  {one.label}: {one.before or '–'} → {one.after}" for one in each.differences]
        lines += [f"Saved as a draft: {each.model} {each.pk} {each.name}" for each in self.written]
        told = ", ".join(f"{count} {ACTIONS[action].lower()}" for action, count in made.counts.items())
        return "\n".join([*lines, f"{told}. {'' if self.written else 'Nothing was saved.'}".strip()])


def run(name: str, content: bytes, choices: Mapping[str, str], today: date, save: bool) -> Told:
    """Read a list and, with ``save``, write it when nothing is left to put right or to choose."""
    reading = read(name, content, Municipality.load().country)
    if not save:
        return Told(plan(reading, choices, today), [])
    try:
        return Told(*write(reading, choices, today))
    except NotAsShown as refused:
        return Told(refused.plan, [])
