"""Questions to the lessons: what helps and what hinders, in how many cooperations, since when, and what was done."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from typing import NamedTuple

from lagesbild.cooperation.models import Exchange, Lesson, Partnership, Project, Theme
from lagesbild.framework.database_state import kept_until_written
from lagesbild.organisations.models import Organisation

SUCCESS, CHALLENGE = Lesson.Kind.SUCCESS, Lesson.Kind.CHALLENGE
DONE, NOT_DONE = "ja", "nej"


class Seen(NamedTuple):
    """What the sums need of a public lesson. ``where``: (model name, id) of the cooperation that it comes from."""

    pk: int
    kind: str
    title: str
    noted_on: date
    done: bool
    is_example: bool
    where: tuple[str, int]


def seen() -> list[Seen]:
    """Every public lesson, the earliest first.

    It comes from the partnership that is named on it; else from that of its project, the project itself, or what
    its exchange belongs to. So two projects of one partnership are one cooperation. One query.
    """
    rows = Lesson.objects.public().order_by("noted_on", "pk")
    fields = ("pk", "kind", "title_sv", "title_en", "noted_on", "done_sv", "is_example")
    places = (
        "partnership",
        "project__partnership",
        "project__partnership__live",
        "project",
        "exchange__partnership",
        "exchange__partnership__live",
        "exchange__project",
        "exchange__project__live",
        "exchange",
    )
    return [
        Seen(pk, kind, title_sv, noted_on, bool(done.strip()), example, _where(*where))
        for pk, kind, title_sv, _en, noted_on, done, example, *where in rows.values_list(*fields, *places)
    ]


def _where(
    partnership, of_project, of_project_live, project, of_exchange, of_exchange_live, for_, for_live, exchange
) -> tuple[str, int]:
    if partnership:
        return "partnership", partnership
    if of_project and of_project_live:
        return "partnership", of_project
    if project:
        return "project", project
    if of_exchange and of_exchange_live:
        return "partnership", of_exchange
    return ("project", for_) if for_ and for_live else ("exchange", exchange)


# --- By theme ---------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Recurring:
    """The lessons of one kind and theme together. ``theme`` is None for those that have no theme."""

    theme: Theme | None
    kind: str
    lessons: tuple[Seen, ...]
    """The earliest first."""

    @property
    def places(self) -> list[tuple[str, int]]:
        """The different cooperations, the latest to note it first."""
        return list(dict.fromkeys(lesson.where for lesson in reversed(self.lessons)))

    @property
    def cooperations(self) -> int:
        return len(self.places)

    @property
    def recurs(self) -> bool:
        """Whether more than one cooperation has seen it."""
        return self.cooperations > 1

    @property
    def first(self) -> date:
        return self.lessons[0].noted_on

    @property
    def latest(self) -> date:
        return self.lessons[-1].noted_on

    @property
    def done(self) -> int:
        """Of how many lessons it is noted what was done."""
        return sum(lesson.done for lesson in self.lessons)

    @property
    def kind_label(self) -> str:
        return Lesson.Kind(self.kind).label

    @property
    def is_example(self) -> bool:
        """Whether all of it is made up."""
        return all(lesson.is_example for lesson in self.lessons)


def by_theme(lessons: Sequence[Seen]) -> list[Recurring]:
    """Each theme and kind, what most cooperations have seen first. A lesson with two themes stands in both.

    Two queries whatever the number.
    """
    themes = Theme.objects.in_bulk()
    tied = defaultdict(list)
    for lesson, theme in Lesson.themes.through.objects.order_by().values_list("lesson", "theme"):
        tied[lesson].append(theme)
    groups = defaultdict(list)
    for lesson in lessons:
        for theme in tied.get(lesson.pk, [None]):
            groups[theme, lesson.kind].append(lesson)
    recurring = [Recurring(themes.get(theme), kind, tuple(group)) for (theme, kind), group in groups.items()]
    return sorted(
        recurring,
        key=lambda common: (
            common.theme is None,
            -common.cooperations,
            -len(common.lessons),
            common.theme.name_sv if common.theme else "",
            common.kind,
        ),
    )


def names(places: Iterable[tuple[str, int]]) -> dict[tuple[str, int], Partnership | Project | Exchange]:
    """The things that lessons come from, with no more than name, address and whether they are examples."""
    ids_by_model = defaultdict(set)
    for model, pk in places:
        ids_by_model[model].add(pk)
    things = {}
    for model in (Partnership, Project, Exchange):
        key = model._meta.model_name
        if key in ids_by_model:
            rows = model.objects.public().only("slug", "name_sv", "name_en", "is_example")
            things |= {(key, pk): thing for pk, thing in rows.in_bulk(ids_by_model[key]).items()}
    return things


# --- In short ---------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class InShort:
    """All lessons in a few numbers. ``most_common``: the theme that most cooperations have as a challenge."""

    successes: int
    challenges: int
    cooperations: int
    done: int
    """Challenges that something has been done about."""
    most_common: Recurring | None

    @property
    def not_done(self) -> int:
        return self.challenges - self.done

    @property
    def count(self) -> int:
        return self.successes + self.challenges


def in_short(lessons: Sequence[Seen], recurring: Sequence[Recurring]) -> InShort:
    challenges = [lesson for lesson in lessons if lesson.kind == CHALLENGE]
    common = [lesson for lesson in recurring if lesson.kind == CHALLENGE and lesson.theme and lesson.recurs]
    return InShort(
        successes=len(lessons) - len(challenges),
        challenges=len(challenges),
        cooperations=len({lesson.where for lesson in lessons}),
        done=sum(lesson.done for lesson in challenges),
        most_common=common[0] if common else None,
    )


def nobody_did_anything(lessons: Iterable[Seen]) -> list[Seen]:
    """Challenges without a word of what was done about them, the oldest first."""
    return sorted(
        (lesson for lesson in lessons if lesson.kind == CHALLENGE and not lesson.done),
        key=attrgetter("noted_on", "pk"),
    )


# --- The list ---------------------------------------------------------------------------------------------


def lessons(*, kind: str = "", theme: str = "", unit: str = "", done: str = ""):
    """Public lessons, the latest first; of one kind, theme (id), unit that noted it (slug), done about or not."""
    public_lessons = Lesson.objects.public().order_by("-noted_on", "title_sv", "pk")
    if kind:
        public_lessons = public_lessons.filter(kind=kind)
    if theme:
        public_lessons = public_lessons.filter(themes=theme)
    if unit:
        public_lessons = public_lessons.filter(organisation__slug=unit, organisation__live=True)
    if done:
        public_lessons = (
            public_lessons.exclude(done_sv="") if done == DONE else public_lessons.filter(done_sv="")
        )
    return public_lessons


def with_all(lessons):
    """The lessons with all that a row tells of them."""
    return lessons.select_related(
        "partnership", "project__partnership", "exchange", "organisation"
    ).prefetch_related("themes")


@kept_until_written
def units() -> list[Organisation]:
    """The public organisations that have noted a public lesson."""
    noted = Lesson.objects.public().order_by().values("organisation")
    return list(Organisation.objects.public().filter(pk__in=noted).only("slug", "name_sv", "name_en"))
