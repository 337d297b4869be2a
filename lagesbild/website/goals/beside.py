"""What stands at the end of a goal's page: its global targets, its documents, and what has been corrected."""

from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import CharField, DateTimeField, IntegerField, TextField, Value
from django.db.models.functions import Cast
from wagtail.documents import get_document_model

from lagesbild.barometer.models import Goal, GoalDocument
from lagesbild.framework.database_state import kept_until_written
from lagesbild.framework.models import GlobalTarget
from lagesbild.reporting.corrections import corrected_steps, corrections, days_and_reasons

TARGET, DOCUMENT, STEP = "target", "document", "step"
IN_ORDER = Cast("goal_id", IntegerField()) * 1000 + Cast("order", IntegerField())
"""The order of global targets, as one number."""


@dataclass(frozen=True)
class Beside:
    targets: list[GlobalTarget] = field(default_factory=list)
    documents: list[GoalDocument] = field(default_factory=list)
    corrections: list = field(default_factory=list)
    """(day, reason), the latest first."""


def beside(goal: Goal) -> Beside:
    """Of a published goal. It is shared by all who ask."""
    return _beside(goal.pk)


@kept_until_written
def _beside(goal_id: int) -> Beside:
    """In one question."""
    targets = GlobalTarget.objects.filter(goals=goal_id)
    documents = GoalDocument.objects.filter(goal=goal_id)
    # The columns of each: which it is, its order, three texts, a file's id and path, a time.
    rows = work_rows(targets, TARGET, IN_ORDER, "code", "name_sv", "name_en").union(
        work_rows(documents, DOCUMENT, "sort_order", "title", "url", None, "document_id", "document__file"),
        work_rows(corrected_steps(Goal(pk=goal_id)), STEP, None, "note", at="at"),
        all=True,
    )
    rows_by_kind = {TARGET: [], DOCUMENT: [], STEP: []}
    for of, *row in rows:
        rows_by_kind[of].append(row)
    return Beside(
        [_target(*row) for row in sorted(rows_by_kind[TARGET], key=lambda row: row[0])],
        [_document(*row) for row in sorted(rows_by_kind[DOCUMENT], key=lambda row: row[0])],
        days_and_reasons((row[-1], row[1]) for row in rows_by_kind[STEP]),
    )


def beside_draft(goal: Goal) -> Beside:
    """As it stands in the editor."""
    documents = list(goal.documents.select_related("document"))
    return Beside(list(goal.global_targets.all()), documents, corrections(goal))


def work_rows(things, of, order=None, first=None, two=None, three=None, file=None, path=None, at=None):
    def text(name):
        return Cast(name, TextField()) if name else Value("", TextField())

    return (
        things.order_by()
        .annotate(
            row_of=Value(of, CharField()),
            row_order=Cast(order or Value(None), IntegerField()),
            row_one=text(first),
            row_two=text(two),
            row_three=text(three),
            row_file=Cast(file or Value(None), IntegerField()),
            row_path=text(path),
            row_at=Cast(at or Value(None), DateTimeField()),
        )
        .values_list(
            *(f"row_{name}" for name in ("of", "order", "one", "two", "three", "file", "path", "at"))
        )
    )


def _target(_order: int, code: str, name_sv: str, name_en: str, *_rest) -> GlobalTarget:
    return GlobalTarget(code=code, name_sv=name_sv, name_en=name_en)


def _document(order: int, title: str, url: str, _three: str, file: int | None, path: str, _at: datetime):
    document = get_document_model()(pk=file, file=path) if file else None
    return GoalDocument(sort_order=order, title=title, url=url, document=document)
