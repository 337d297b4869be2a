"""Goals from the files, at every level, and what other entries say of goals."""

from django.db import models
from django.utils.text import slugify

from lagesbild.barometer.models import Goal, GoalAssessment, GoalResponsibility, Programme
from lagesbild.framework.loading import Entry, entries
from lagesbild.framework.models import GlobalTarget

ROLES = ("follow_up", "implementation")


def level_of(entry: Entry, number: int, row: dict) -> tuple[str, dict]:
    level = entry.part("level", f"{entry.key}, level {number}", row)
    level.is_well_formed()
    return "level", level.words("label", "prefix") | {"assessed": row.get("assessed", True)}


def load_top_goal(entry: Entry, programme: Programme | None) -> None:
    entry.whole &= programme is not None
    number = entry["global_goal"]
    fields = entry.words("name", "status", "examples") | entry.given_fields("source_url")
    fields |= {
        "text_sv": entry["intro_sv"] or "",
        "text_en": entry["intro_en"] or "",
        "code": entry["code"],
        "order": number or 0,
        "as_of": entry["changed"],
        "represents": entry.one_of(entry.work.global_goals, "global goal", number) if number else None,
    }
    own = {"programme": programme, "slug": entry["slug"]}
    goal = entry.write_published(Goal, own, fields, global_targets=targets_of(entry))
    for order, row in enumerate(entry.rows("areas"), 1):
        area = entry.part("area", f"{entry.key}/{row.get('name_sv')}", row)
        if area.is_well_formed():
            _area(area, entry, goal, order)


def _area(entry: Entry, above: Entry, parent: Goal | None, order: int) -> None:
    entry.whole &= parent is not None
    programme = parent.programme if parent else None
    # Headings recur from goal to goal, so the address has the goal's in it.
    own = {"programme": programme, "slug": slugify(f"{above['slug']} {entry['name_sv']}")[:120]}
    area = entry.write_published(Goal, own, entry.words("name") | {"parent": parent, "order": order})
    rows = entry.rows("goals")
    for number, goal in enumerate(entries(entry.work, "prioritised goal", {entry.file: rows}, "key"), 1):
        _prioritised_goal(goal, above["slug"], area, number)


def _prioritised_goal(entry: Entry, top_slug: str, parent: Goal | None, order: int) -> None:
    entry.whole &= parent is not None
    programme = parent.programme if parent else None
    fields = entry.words("name", "text") | entry.given_fields("code", "source_url")
    numbers = entry.values("global_goals")
    goal = entry.write_published(
        Goal,
        {"programme": programme, "slug": _goal_slug(entry, programme, top_slug)},
        fields | {"parent": parent, "order": order},
        responsibilities=entry.children(GoalResponsibility, duties_of(entry)),
        global_targets=targets_of(entry),
        global_goals=[entry.one_of(entry.work.global_goals, "global goal", number) for number in numbers],
    )
    if entry["assessment"]:
        assessment = entry.part("assessment", entry.key, entry["assessment"])
        if assessment.is_well_formed():
            _assessment(assessment, goal)


def _goal_slug(entry: Entry, programme: Programme | None, top_slug: str) -> str:
    """The goal's name, with the name of the goal at the top where two goals are called the same."""
    slug = slugify(entry["name_sv"])[:120]
    if (f"goal of {programme}", slug) in entry.work.seen:
        slug = slugify(f"{top_slug} {entry['name_sv']}")[:120]
    entry.work.seen.add((f"goal of {programme}", slug))
    return slug


def targets_of(entry: Entry) -> list[GlobalTarget]:
    targets = entry.work.global_targets
    return [entry.one_of(targets, "global target", code) for code in entry.values("targets")]


def duties_of(entry: Entry) -> list[dict]:
    roles_and_names = [(role, name) for role in ROLES for name in entry.values(role)]
    return [
        {"organisation": entry.refer("organisation", name), "role": role} for role, name in roles_and_names
    ]


def _assessment(entry: Entry, goal: Goal | None) -> None:
    """A later assessment is added beside it, so what is found is never written over."""
    entry.whole &= goal is not None
    assessment = GoalAssessment(
        goal=goal,
        grade=entry["grade"],
        assessed_on=entry["on"],
        assessed_by=entry["by"] or "",
        is_example=bool(entry["example"]),
        **entry.words("motivation"),
    )
    entry.check(assessment)
    if entry.whole and goal.assessments.filter(assessed_on=assessment.assessed_on).exists():
        entry.work.kept += 1
    elif entry.whole:
        entry.publish(assessment)


def goal_of(entry: Entry, key) -> models.Model | None:
    """A goal by its code or its key, at whichever level it stands."""
    at_top = ("goal", str(key)) in entry.work.found or ("goal", str(key)) in entry.work.failed
    return entry.refer("goal" if at_top else "prioritised goal", key)
