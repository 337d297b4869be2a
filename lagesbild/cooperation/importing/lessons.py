"""A lesson of a list: what it comes from, and which one of the register it is."""

from collections import defaultdict

from django.utils.translation import gettext as _

from lagesbild.cooperation.importing.cells import PartialDate
from lagesbild.cooperation.importing.headings import EXCHANGE, LESSON, PARTNERSHIP, PROJECT, label, plain
from lagesbild.cooperation.models import Lesson
from lagesbild.figures.problems import Problem

TEXTS = {
    "title": "title_sv",
    "title_en": "title_en",
    "evidence": "evidence_sv",
    "evidence_url": "evidence_url",
    "did": "done_sv",
}
SOURCES = (PARTNERSHIP, PROJECT, EXCHANGE)


def fields_of(row, remark) -> dict[str, object]:
    """The lesson's own fields. Of a year or a month the first day is kept."""
    values = row.values
    fields = {field: values[name] for name, field in TEXTS.items() if values.get(name)}
    fields |= {"kind": row.kind, "noted_on": values["noted"].first}
    if values["noted"].precision != "day":
        remark("noted", _("Dagen är inte känd: %(day)s sparas.") % {"day": values["noted"].first})
    if isinstance(values.get("did_on"), PartialDate):
        fields["done_on"] = values["did_on"].first
    return fields


def part_of(row, register: dict, problems: list[Problem]) -> dict[str, str]:
    """What the lesson comes from: by the columns for each kind, and by the one that is for any of them."""
    sources: dict[str, str] = {}
    for column in (*SOURCES, "about"):
        name = row.values.get(column)
        if not name:
            continue
        kinds = SOURCES if column == "about" else (column,)
        references = {thing: register[thing].named(name) for thing in kinds}
        references = {thing: reference for thing, reference in references.items() if reference}
        if len(references) == 1:
            sources |= references
        elif references or plain(name) not in register[PARTNERSHIP].broken:
            problems.append(
                Problem(row.sheet, row.number, label(LESSON, column), *_not_one(name, len(references)))
            )
    return sources


def _not_one(name: str, number: int) -> tuple[str, str]:
    if number:
        what = _("”%(name)s” är namnet på flera saker i registret eller i listan.")
        do = _("Skriv det i kolumnen Samarbete, Projekt eller Utbyte i stället.")
    else:
        what = _("”%(name)s” finns varken i registret eller i listan, eller finns flera gånger.")
        do = _("Skriv namnet som det står där.")
    return what % {"name": name}, do


class LessonMatches:
    """The lessons of the register, drafts as they were last saved, and those further up in the list."""

    def __init__(self):
        self.known: dict[str, list[tuple[str, set[tuple[str, str]]]]] = defaultdict(list)
        for lesson in Lesson.objects.select_related("latest_revision"):
            self._add(lesson)
            if lesson.live and lesson.has_unpublished_changes:
                self._add(lesson.get_latest_revision_as_object())

    def _add(self, lesson: Lesson) -> None:
        sources = {(thing, str(pk)) for thing in SOURCES if (pk := getattr(lesson, f"{thing}_id"))}
        for title in filter(None, {plain(lesson.title_sv), plain(lesson.title_en)}):
            self.known[title].append((str(lesson.pk), sources))

    def find(self, row, entry) -> str:
        """The same words about the same cooperation. The same words may be a lesson of another too."""
        sources = set(entry.part_of.items())
        return next(
            (reference for reference, theirs in self.known[plain(entry.title)] if sources & theirs), ""
        )

    def remember(self, planned) -> str:
        reference = str(planned.pk) if planned.pk else f"{planned.row.sheet}!{planned.row.number}"
        self.known[plain(planned.wanted.title)].append((reference, set(planned.wanted.part_of.items())))
        return reference
