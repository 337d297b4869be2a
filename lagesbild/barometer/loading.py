"""A municipality's words, from a folder of YAML files into the database, published.

``examples/jonkoping`` shows the files: municipality, organisations, programmes, goals/*, indicators, actions.
What stands in the database already is left as it is, so that a second load changes nothing that people have
written since. Everything gets a permanent identity made of its key in the files: it is found again even when
its address or its code has changed.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

import yaml
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models, transaction
from django.utils import translation
from django.utils.text import slugify
from modelcluster.fields import ParentalKey

from lagesbild.barometer.models import (
    Action,
    ActionEffect,
    ActionResponsibility,
    Goal,
    GoalAssessment,
    GoalResponsibility,
    Indicator,
    IndicatorGoal,
    IndicatorResponsibility,
    IndicatorSeries,
    Programme,
    ReferenceValue,
    SeriesBreak,
)
from lagesbild.framework.models import GlobalGoal, GlobalTarget
from lagesbild.organisations.models import ComparisonArea, Municipality, Organisation

DIRECTIONS = {"up": Indicator.Judged.HIGHER, "down": Indicator.Judged.LOWER, "none": Indicator.Judged.NOT}
COMPARISONS = {
    "similar_group": ("Liknande kommuner", "Similar municipalities"),
    "county_group": ("Länets kommuner", "The county's municipalities"),
    "all_municipalities_group": ("Alla kommuner", "All municipalities"),
    "country": ("Riket", "Sweden"),
}
ROLES = ("follow_up", "implementation")

# What each kind of entry must have, and what it may have. Some of it is for other readers of the files.
SHAPES = {
    "municipality": (
        "name home_area",
        "name_full name_full_en accent official_url intro_sv intro_en notice_sv notice_en accessibility"
        f" {' '.join(COMPARISONS)}",
    ),
    "organisation": ("slug name_sv kind", "name_en parent country status note_sv note_en"),
    "programme": (
        "slug name_sv",
        "name_en about_sv about_en decided_on valid_from valid_to superseded_by source_url dnr levels goals",
    ),
    "level": ("label_sv", "label_en prefix_sv prefix_en assessed"),
    "goal": (
        "code slug name_sv",
        "name_en global_goal intro_sv intro_en status_sv status_en examples_sv examples_en changed source_url"
        " targets areas",
    ),
    "area": ("name_sv", "name_en goals"),
    "prioritised goal": (
        "key name_sv",
        "code name_en text_sv text_en targets global_goals follow_up implementation assessment source_url",
    ),
    "assessment": ("on", "grade motivation_sv motivation_en example by source_url"),
    "indicator": (
        "slug name_sv direction",
        "code name_en definition_sv definition_en note_sv note_en unit_sv unit_en decimals figure subgroup"
        " direction_reason_sv direction_reason_en method start_year cycle_years breaks references series"
        " goals former_codes publisher_sv publisher_en source_url expected_every_years expected_month follow_up"
        " implementation percent_share zero_axis published_trend",
    ),
    "action": (
        "slug name_sv",
        "name_en description_sv description_en status by_hand starts finishes finished_on responsible goals"
        " indicators result_sv result_en cost cost_note_sv cost_note_en dnr example",
    ),
}


@dataclass(frozen=True)
class Problem:
    """One thing wrong in the files: where it stands (file, key) and what it is."""

    file: str
    key: str
    trouble: str

    def __str__(self):
        return f"{self.file}, {self.key}: {self.trouble}" if self.key else f"{self.file}: {self.trouble}"


class LoadProblems(ValueError):
    """Everything wrong in the files, in ``problems``. As text: one line each. Nothing was loaded."""

    def __init__(self, problems: Iterable[Problem]):
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


@dataclass(frozen=True)
class Loaded:
    """How many of each kind were written, and how many stood there already and were left alone."""

    counts: dict[str, int]
    kept: int


def load(folder: Path, *, now: datetime, overwrite: bool = False) -> Loaded:
    """Load ``folder`` in one transaction, published with a first revision dated ``now`` (an aware time).

    ``overwrite`` writes the files' words over what people have written since. Raises LoadProblems, listing
    everything wrong with its file and key, and then loads nothing.
    """
    work = _Work(now, overwrite)
    files = _read(folder, work.problems)
    if work.problems:
        raise LoadProblems(work.problems)
    # English, as the problems are: a field's own messages are part of them.
    with translation.override("en"), transaction.atomic():
        _load_all(work, files)
        if work.problems:
            raise LoadProblems(work.problems)
    return Loaded(dict(work.counts), work.kept)


def _load_all(work: "_Work", files: dict) -> None:
    goal_files = {file: tree for file, tree in files.items() if file.startswith("goals/")}
    for home in _entries(work, "municipality", {"municipality.yaml": [files["municipality.yaml"]]}, "name"):
        _municipality(home)
    for organisation in _entries(work, "organisation", _only(files, "organisations.yaml"), "slug"):
        _organisation(organisation)
    for programme in _entries(work, "programme", _only(files, "programmes.yaml"), "slug"):
        _programme(programme, goal_files)
    for indicator in _entries(work, "indicator", _only(files, "indicators.yaml"), "code"):
        _indicator(indicator)
    for action in _entries(work, "action", _only(files, "actions.yaml"), "slug"):
        _action(action)


# --- Reading ----------------------------------------------------------------------------------------------

FILES = {
    "municipality.yaml": dict,
    "organisations.yaml": list,
    "programmes.yaml": list,
    "indicators.yaml": list,
    "actions.yaml": list,
}


def _read(folder: Path, problems: list[Problem]) -> dict:
    """What each file holds, by its name below ``folder``."""
    goals = {f"goals/{path.name}": dict for path in sorted(folder.glob("goals/*.yaml"))}
    return {name: _parsed(folder, name, kind, problems) for name, kind in {**FILES, **goals}.items()}


def _parsed(folder: Path, name: str, kind: type, problems: list[Problem]):
    try:
        content = yaml.safe_load((folder / name).read_text(encoding="utf-8"))
    except FileNotFoundError:
        problems.append(Problem(name, "", f"is missing from {folder}"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        problems.append(Problem(name, "", f"is not YAML in UTF-8 ({' '.join(str(error).split())})"))
    else:
        if isinstance(content, kind):
            return content
        problems.append(Problem(name, "", f"must be a {'mapping' if kind is dict else 'list'} at the top"))
    return kind()


def _only(files: dict, name: str) -> dict[str, list]:
    return {name: files[name]}


def _entries(work: "_Work", kind: str, files: dict[str, list], key: str) -> Iterable["_Entry"]:
    """Each well-formed entry of some files. Those that are not are told of, and so are keys that recur."""
    for file, rows in files.items():
        for number, row in enumerate(rows, 1):
            data = row if isinstance(row, dict) else {}
            name = data.get(key) or data.get("slug") or f"{kind} {number}"
            entry = _Entry(work, file, kind, str(name), data)
            if entry.is_well_formed():
                yield entry
            if not entry.whole:
                work.failed.add((kind, entry.key))


# --- One entry --------------------------------------------------------------------------------------------


@dataclass
class _Work:
    """What a load has come to: what can be referred to, what failed, what was written."""

    now: datetime
    overwrite: bool
    problems: list[Problem] = field(default_factory=list)
    counts: Counter = field(default_factory=Counter)
    kept: int = 0
    found: dict[tuple[str, str], models.Model] = field(default_factory=dict)
    failed: set[tuple[str, str]] = field(default_factory=set)
    seen: set[tuple[str, str]] = field(default_factory=set)
    goal_slugs: set[tuple[str, str]] = field(default_factory=set)
    global_goals: dict[int, GlobalGoal] = field(default_factory=lambda: GlobalGoal.objects.in_bulk())
    global_targets: dict[str, GlobalTarget] = field(
        default_factory=lambda: GlobalTarget.objects.in_bulk(field_name="code")
    )


@dataclass
class _Entry:
    """One entry of a file. ``whole`` turns false with its first problem; such an entry is not written."""

    work: _Work
    file: str
    kind: str
    key: str
    data: dict
    whole: bool = True

    def __getitem__(self, name):
        return self.data.get(name)

    def words(self, *names: str) -> dict[str, str]:
        """Fields in both languages, under the same names in the files as in the model."""
        return {f"{name}_{lang}": self[f"{name}_{lang}"] or "" for name in names for lang in ("sv", "en")}

    def given(self, *names: str) -> dict:
        """Fields that the entry gives; the model's own defaults stand for the others."""
        return {name: self.data[name] for name in names if self.data.get(name) is not None}

    def part(self, kind: str, key: str, data) -> "_Entry":
        return _Entry(self.work, self.file, kind, key, data if isinstance(data, dict) else {})

    def trouble(self, text: str) -> None:
        self.whole = False
        self.work.problems.append(Problem(self.file, self.key, text))

    def is_well_formed(self) -> bool:
        must, may = (names.split() for names in SHAPES[self.kind])
        if not self.data:
            self.trouble("must be a mapping of names to values")
            return False
        missing = [name for name in must if self.data.get(name) in (None, "")]
        for name in missing:
            self.trouble(f"{name} is missing")
        for name in sorted(self.data.keys() - {*must, *may}, key=str):
            self.trouble(f"{name} is not a field here")
        if (self.kind, self.key) in self.work.seen:
            self.trouble("stands twice")
        self.work.seen.add((self.kind, self.key))
        return not missing

    def refer(self, kind: str, key) -> models.Model | None:
        """What another entry became. Told of only where that entry has no problem of its own."""
        found = self.work.found.get((kind, str(key)))
        if found is None:
            self.whole = False
            if (kind, str(key)) not in self.work.failed:
                self.trouble(f"there is no {kind} {key} before this")
        return found

    def one_of(self, known: dict, what: str, key):
        if key not in known:
            self.trouble(f"{key} is not a {what}")
        return known.get(key)

    def rows(self, name: str) -> list[dict]:
        """A list of mappings, empty when it is not given."""
        rows = self[name] or []
        if isinstance(rows, list) and all(isinstance(row, dict) for row in rows):
            return rows
        self.trouble(f"{name} must be a list of mappings")
        return []

    def values(self, name: str) -> list:
        values = self[name] or []
        if isinstance(values, list):
            return values
        self.trouble(f"{name} must be a list")
        return []

    def children(self, model: type[models.Model], rows: Iterable[dict]) -> list[models.Model]:
        """Rows below the entry, in the order of the file."""
        ordered = any(each.name == "sort_order" for each in model._meta.get_fields())
        return [self._child(model, row, {"sort_order": n} if ordered else {}) for n, row in enumerate(rows)]

    def _child(self, model: type[models.Model], row: dict, order: dict) -> models.Model | None:
        try:
            child = model(**row, **order)
        except TypeError as error:
            self.trouble(f"{model._meta.model_name}: {error}")
            return None
        self.check(child, exclude=[f.name for f in model._meta.fields if isinstance(f, ParentalKey)])
        return child

    def check(self, thing: models.Model, exclude: Iterable[str] = ()) -> None:
        # Where ``refer`` found nothing the field is empty, and told of already.
        relations = () if self.whole else [each.name for each in thing._meta.fields if each.is_relation]
        try:
            thing.full_clean(exclude={*exclude, *relations}, validate_unique=not exclude)
        except ValidationError as error:
            for name, messages in error.message_dict.items():
                said = "" if name == NON_FIELD_ERRORS else f"{name}: "
                self.trouble(said + " ".join(messages))

    def put(self, model: type[models.Model], identity: dict, fields: dict, **below) -> models.Model | None:
        """The entry as a published object, written if new or to be overwritten; None if it has a problem."""
        uid = uuid5(NAMESPACE_URL, f"lagesbild/{self.kind}/{self.key}")
        identified = models.Q(uid=uid) | models.Q(**identity)
        thing = model.objects.filter(identified).first() if self.whole else None
        if thing and not self.work.overwrite:
            self.work.kept += 1
            return self._know(thing)
        thing = thing or model(uid=uid)
        for name, value in {**identity, **fields}.items():
            setattr(thing, name, value)
        self.check(thing)
        if not self.whole:
            return None
        for name, children in below.items():
            setattr(thing, name, children)
        self.publish(thing)
        return self._know(thing)

    def _know(self, thing: models.Model) -> models.Model:
        self.work.found[self.kind, self.key] = thing
        return thing

    def publish(self, thing: models.Model) -> None:
        """As somebody who saves and publishes in the editor, at the load's own time."""
        thing.live = True
        thing.first_published_at = thing.first_published_at or self.work.now
        thing.last_published_at = self.work.now
        thing.save()
        thing.live_revision = thing.save_revision(clean=False, changed=False, log_action="wagtail.publish")
        type(thing).objects.filter(pk=thing.pk).update(live_revision=thing.live_revision)
        self.work.counts[thing._meta.model_name] += 1


# --- What the entries mean --------------------------------------------------------------------------------


def _municipality(entry: _Entry) -> None:
    home = Municipality.load()
    untouched = home.home_area == Municipality._meta.get_field("home_area").default
    if not (untouched or entry.work.overwrite):
        entry.work.kept += 1
        return
    contact = entry["accessibility"] if isinstance(entry["accessibility"], dict) else {}
    fields = entry.words("intro", "notice") | entry.given("name", "home_area")
    fields |= {"contact_role": contact.get("role_sv", ""), "contact_email": contact.get("email", "")}
    fields |= {"accent_colour": entry["accent"]} if entry["accent"] else {}
    for name, value in fields.items():
        setattr(home, name, value)
    entry.check(home)
    beside = [
        {"area": entry[name], "label_sv": label_sv, "label_en": label_en}
        for name, (label_sv, label_en) in COMPARISONS.items()
        if entry[name]
    ]
    home.comparisons = entry.children(ComparisonArea, beside)
    if entry.whole:
        home.save()
        entry.work.counts["municipality"] += 1


def _organisation(entry: _Entry) -> None:
    fields = entry.words("name") | entry.given("kind", "country", "status")
    fields |= {"about_sv": entry["note_sv"] or "", "about_en": entry["note_en"] or ""}
    if entry["parent"]:
        fields["parent"] = entry.refer("organisation", entry["parent"])
    entry.put(Organisation, {"slug": entry["slug"]}, fields)


def _programme(entry: _Entry, goal_files: dict[str, dict]) -> None:
    fields = entry.words("name", "about") | entry.given(
        "decided_on", "valid_from", "valid_to", "source_url", "dnr"
    )
    if entry["superseded_by"]:
        fields["superseded_by"] = entry.refer("programme", entry["superseded_by"])
    fields["levels"] = [_level(entry, n, row) for n, row in enumerate(entry.rows("levels"), 1)]
    programme = entry.put(Programme, {"slug": entry["slug"]}, fields)
    # The programme in force is the one whose goals have files of their own.
    trees = {entry.file: entry.rows("goals")} if entry["goals"] else {}
    if not entry["superseded_by"]:
        trees |= {file: [tree] for file, tree in goal_files.items()}
    for goal in _entries(entry.work, "goal", trees, "code"):
        _top_goal(goal, programme)


def _level(entry: _Entry, number: int, row: dict) -> tuple[str, dict]:
    level = entry.part("level", f"{entry.key}, level {number}", row)
    level.is_well_formed()
    return "level", level.words("label", "prefix") | {"assessed": row.get("assessed", True)}


def _top_goal(entry: _Entry, programme: Programme | None) -> None:
    entry.whole &= programme is not None
    number = entry["global_goal"]
    fields = entry.words("name", "status", "examples") | entry.given("source_url")
    fields |= {
        "text_sv": entry["intro_sv"] or "",
        "text_en": entry["intro_en"] or "",
        "code": entry["code"],
        "order": number or 0,
        "as_of": entry["changed"],
        "represents": entry.one_of(entry.work.global_goals, "global goal", number) if number else None,
    }
    own = {"programme": programme, "slug": entry["slug"]}
    goal = entry.put(Goal, own, fields, global_targets=_targets(entry))
    for order, row in enumerate(entry.rows("areas"), 1):
        area = entry.part("area", f"{entry.key}/{row.get('name_sv')}", row)
        if area.is_well_formed():
            _area(area, entry, goal, order)


def _area(entry: _Entry, above: _Entry, parent: Goal | None, order: int) -> None:
    entry.whole &= parent is not None
    programme = parent.programme if parent else None
    # Headings recur from goal to goal, so the address has the goal's in it.
    own = {"programme": programme, "slug": slugify(f"{above['slug']} {entry['name_sv']}")[:120]}
    area = entry.put(Goal, own, entry.words("name") | {"parent": parent, "order": order})
    rows = entry.rows("goals")
    for number, goal in enumerate(_entries(entry.work, "prioritised goal", {entry.file: rows}, "key"), 1):
        _prioritised_goal(goal, above["slug"], area, number)


def _prioritised_goal(entry: _Entry, top_slug: str, parent: Goal | None, order: int) -> None:
    entry.whole &= parent is not None
    programme = parent.programme if parent else None
    fields = entry.words("name", "text") | entry.given("code", "source_url")
    numbers = entry.values("global_goals")
    goal = entry.put(
        Goal,
        {"programme": programme, "slug": _goal_slug(entry, programme, top_slug)},
        fields | {"parent": parent, "order": order},
        responsibilities=entry.children(GoalResponsibility, _duties(entry)),
        global_targets=_targets(entry),
        global_goals=[entry.one_of(entry.work.global_goals, "global goal", number) for number in numbers],
    )
    if entry["assessment"]:
        assessment = entry.part("assessment", entry.key, entry["assessment"])
        if assessment.is_well_formed():
            _assessment(assessment, goal)


def _goal_slug(entry: _Entry, programme: Programme | None, top_slug: str) -> str:
    """The goal's name, with the name of the goal at the top where two goals are called the same."""
    slug = slugify(entry["name_sv"])[:120]
    if (str(programme), slug) in entry.work.goal_slugs:
        slug = slugify(f"{top_slug} {entry['name_sv']}")[:120]
    entry.work.goal_slugs.add((str(programme), slug))
    return slug


def _targets(entry: _Entry) -> list[GlobalTarget]:
    known = entry.work.global_targets
    return [entry.one_of(known, "global target", code) for code in entry.values("targets")]


def _duties(entry: _Entry) -> list[dict]:
    named = [(role, name) for role in ROLES for name in entry.values(role)]
    return [{"organisation": entry.refer("organisation", name), "role": role} for role, name in named]


def _assessment(entry: _Entry, goal: Goal | None) -> None:
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


def _indicator(entry: _Entry) -> None:
    fields = entry.words("name", "definition", "note", "unit", "direction_reason")
    fields |= entry.given("code", "decimals", "figure", "subgroup", "method", "source_url")
    fields |= {
        name: entry[name] for name in ("start_year", "cycle_years", "expected_every_years", "expected_month")
    }
    fields |= {
        "direction": entry.one_of(DIRECTIONS, "direction (up, down, none)", entry["direction"]) or 0,
        "former_codes": ", ".join(map(str, entry.values("former_codes"))),
        "source_sv": entry["publisher_sv"] or "",
        "source_en": entry["publisher_en"] or "",
    }
    links = [
        {"goal": _goal(entry, row.get("goal")), "role": row.get("role", "main")}
        for row in entry.rows("goals")
    ]
    entry.put(
        Indicator,
        {"slug": entry["slug"]},
        fields,
        goal_links=entry.children(IndicatorGoal, links),
        reference_values=entry.children(ReferenceValue, entry.rows("references")),
        breaks=entry.children(SeriesBreak, entry.rows("breaks")),
        series=entry.children(IndicatorSeries, entry.rows("series")),
        responsibilities=entry.children(IndicatorResponsibility, _duties(entry)),
    )


def _action(entry: _Entry) -> None:
    fields = entry.words("name", "description", "result", "cost_note")
    fields |= entry.given("by_hand", "starts", "finishes", "finished_on", "cost", "dnr")
    fields |= {"set_status": entry["status"] or "", "is_example": bool(entry["example"])}
    duties = [
        {"organisation": entry.refer("organisation", row.get("organisation")), "role": row.get("role")}
        for row in entry.rows("responsible")
    ]
    effects = [
        {**{name: text or "" for name, text in row.items() if name != "code"}}
        | {"indicator": entry.refer("indicator", row.get("code"))}
        for row in entry.rows("indicators")
    ]
    entry.put(
        Action,
        {"slug": entry["slug"]},
        fields,
        goals=[_goal(entry, key) for key in entry.values("goals")],
        responsibilities=entry.children(ActionResponsibility, duties),
        effects=entry.children(ActionEffect, effects),
    )


def _goal(entry: _Entry, key) -> models.Model | None:
    """A goal by its code or its key, at whichever level it stands."""
    at_top = ("goal", str(key)) in entry.work.found or ("goal", str(key)) in entry.work.failed
    return entry.refer("goal" if at_top else "prioritised goal", key)
