"""How words in YAML files become published objects: each trade says what its own entries mean.

All or nothing, and every problem at once. What stands in the database already is left as it is. Everything gets
a permanent identity made of its key in the files: it is found again even when its address has changed.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

import yaml
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models, transaction
from django.utils import translation
from modelcluster.fields import ParentalKey
from wagtail.models import ReferenceIndex
from wagtail.signal_handlers import disable_reference_index_auto_update

from lagesbild.framework.models import GlobalGoal, GlobalTarget
from lagesbild.tables.measured_yaml import yaml_of

SafeLoader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # ten times as quick where libyaml is


@dataclass(frozen=True)
class FileProblem:
    """One thing wrong in the files: where it stands (file, key) and what it is."""

    file: str
    key: str
    trouble: str

    def __str__(self):
        return f"{self.file}, {self.key}: {self.trouble}" if self.key else f"{self.file}: {self.trouble}"


class LoadProblems(ValueError):
    """Everything wrong in the files, in ``problems``. As text: one line each. Nothing was loaded."""

    def __init__(self, problems: Iterable[FileProblem]):
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


@dataclass(frozen=True)
class Loaded:
    """How many of each kind were written, and how many stood there already and were left alone."""

    counts: dict[str, int]
    kept: int


@dataclass(frozen=True)
class Trade:
    """The entries of one trade: what each kind must and may have, its files, and how they are written."""

    shapes: Mapping[str, tuple[str, str]]
    read: Callable[[Path, list[FileProblem]], dict]
    write: Callable[["Work", dict], None]


def load_trades(trades: Sequence[Trade], folder: Path, *, now: datetime, overwrite: bool) -> Loaded:
    """Load the trades' files in ``folder``, in that order and in one transaction, published at ``now``.

    Raises LoadProblems, listing everything wrong with its file and key, and then loads nothing.
    """
    work = Work(now, overwrite, {kind: shape for trade in trades for kind, shape in trade.shapes.items()})
    files = [trade.read(folder, work.problems) for trade in trades]
    if work.problems:
        raise LoadProblems(work.problems)
    # English, as the problems are: a field's own messages are part of them.
    with translation.override("en"), transaction.atomic():
        # What refers to what is noted once for everything, not once for each row below it that is saved.
        with disable_reference_index_auto_update():
            for trade, contents in zip(trades, files, strict=True):
                trade.write(work, contents)
        if work.problems:
            raise LoadProblems(work.problems)
        _note_references(work.written)
    return Loaded(dict(work.counts), work.kept)


def _note_references(written: Iterable[models.Model]) -> None:
    for thing in written:
        if ReferenceIndex.is_indexed(type(thing)):
            ReferenceIndex.create_or_update_for_object(thing)


# --- Reading ----------------------------------------------------------------------------------------------


def parsed(folder: Path, name: str, kind: type, problems: list[FileProblem]):
    """What the file ``name`` below ``folder`` holds; an empty ``kind`` (dict or list) when it cannot be read."""
    try:
        content = yaml_of((folder / name).read_text(encoding="utf-8"), SafeLoader)
    except FileNotFoundError:
        problems.append(FileProblem(name, "", f"is missing from {folder}"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        problems.append(FileProblem(name, "", f"is not YAML in UTF-8 ({' '.join(str(error).split())})"))
    else:
        if isinstance(content, kind):
            return content
        problems.append(
            FileProblem(name, "", f"must be a {'mapping' if kind is dict else 'list'} at the top")
        )
    return kind()


# --- One entry --------------------------------------------------------------------------------------------


def entries(work: "Work", kind: str, files: dict[str, list], key: str) -> Iterable["Entry"]:
    """Each well-formed entry of some files. Those that are not are told of, and so are keys that recur."""
    for file, rows in files.items():
        for number, row in enumerate(rows, 1):
            data = row if isinstance(row, dict) else {}
            name = data.get(key) or data.get("slug") or f"{kind} {number}"
            entry = Entry(work, file, kind, str(name), data)
            if entry.is_well_formed():
                yield entry
            if not entry.whole:
                work.failed.add((kind, entry.key))


@dataclass
class Work:
    """What a load has come to: what can be referred to, what failed, what was written."""

    now: datetime
    overwrite: bool
    shapes: Mapping[str, tuple[str, str]]
    problems: list[FileProblem] = field(default_factory=list)
    counts: Counter = field(default_factory=Counter)
    written: list[models.Model] = field(default_factory=list)
    kept: int = 0
    found: dict[tuple[str, str], models.Model] = field(default_factory=dict)
    failed: set[tuple[str, str]] = field(default_factory=set)
    seen: set[tuple[str, str]] = field(default_factory=set)
    global_goals: dict[int, GlobalGoal] = field(default_factory=lambda: GlobalGoal.objects.in_bulk())
    global_targets: dict[str, GlobalTarget] = field(
        default_factory=lambda: GlobalTarget.objects.in_bulk(field_name="code")
    )


@dataclass
class Entry:
    """One entry of a file. ``whole`` turns false with its first problem; such an entry is not written."""

    work: Work
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

    def given_fields(self, *names: str) -> dict:
        """Fields that the entry gives; the model's own defaults stand for the others."""
        return {name: self.data[name] for name in names if self.data.get(name) is not None}

    def part(self, kind: str, key: str, data) -> "Entry":
        return Entry(self.work, self.file, kind, key, data if isinstance(data, dict) else {})

    def trouble(self, text: str) -> None:
        self.whole = False
        self.work.problems.append(FileProblem(self.file, self.key, text))

    def is_well_formed(self) -> bool:
        must, may = (names.split() for names in self.work.shapes[self.kind])
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
        thing = self.work.found.get((kind, str(key)))
        if thing is None:
            self.whole = False
            if (kind, str(key)) not in self.work.failed:
                self.trouble(f"there is no {kind} {key} before this")
        return thing

    def one_of(self, choices: dict, what: str, key):
        if key not in choices:
            self.trouble(f"{key} is not a {what}")
        return choices.get(key)

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
        ordered = any(column.name == "sort_order" for column in model._meta.get_fields())
        rows = list(rows)
        self._check_once(model, rows)
        return [
            self._child(model, row, {"sort_order": number} if ordered else {})
            for number, row in enumerate(rows)
        ]

    def _check_once(self, model: type[models.Model], rows: list[dict]) -> None:
        """What the database lets a thing have once only. It would say so too late, and without the key."""
        parents = {column.name for column in model._meta.fields if isinstance(column, ParentalKey)}
        for constraint in model._meta.constraints:
            names = getattr(constraint, "fields", ())
            if not parents & set(names):
                continue
            defaults = {
                name: model._meta.get_field(name).get_default() for name in names if name not in parents
            }
            keys = [tuple(row.get(name, default) for name, default in defaults.items()) for row in rows]
            # Of what was not found something else is told.
            counts = Counter(tuple(map(str, key)) for key in keys if None not in key)
            for values, count in counts.items():
                if count > 1:
                    self.trouble(f"{model._meta.model_name}: {' '.join(values)} stands {count} times")

    def _child(self, model: type[models.Model], row: dict, order: dict) -> models.Model | None:
        try:
            child = model(**row, **order)
        except TypeError as error:
            self.trouble(f"{model._meta.model_name}: {error}")
            return None
        self.check(
            child, exclude=[column.name for column in model._meta.fields if isinstance(column, ParentalKey)]
        )
        return child

    def check(self, thing: models.Model, exclude: Iterable[str] = ()) -> None:
        # Where ``refer`` found nothing the field is empty, and told of already.
        relations = () if self.whole else [column.name for column in thing._meta.fields if column.is_relation]
        self._refused(partial(thing.full_clean, exclude={*exclude, *relations}, validate_unique=not exclude))

    def _refused(self, clean: Callable[[], object]) -> None:
        """Tell of what a model's own validation says."""
        try:
            clean()
        except ValidationError as error:
            for name, messages in error.message_dict.items():
                prefix = "" if name == NON_FIELD_ERRORS else f"{name}: "
                self.trouble(prefix + " ".join(messages))

    def keep(self, model: type[models.Model], identity: dict, fields: dict) -> models.Model | None:
        """The entry as a row without drafts or history; None if it has a problem."""
        entry = model(**identity, **fields)
        self._refused(entry.clean_fields)
        # A malformed day cannot be asked for.
        thing = model.objects.filter(**identity).first() if self.whole else None
        if thing and not self.work.overwrite:
            self.work.kept += 1
            return self._know(thing)
        if thing:
            entry.pk, entry._state.adding = thing.pk, False
        if self.whole:
            self.check(entry)
        if not self.whole:
            return None
        entry.save()
        self.wrote(entry)
        return self._know(entry)

    def write_published(
        self, model: type[models.Model], identity: dict, fields: dict, **below
    ) -> models.Model | None:
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
        self.wrote(thing)

    def wrote(self, thing: models.Model) -> None:
        self.work.counts[thing._meta.model_name] += 1
        self.work.written.append(thing)
