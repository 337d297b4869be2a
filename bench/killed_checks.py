"""What must be so whenever the work was killed: one function each, which returns what is wrong, in sentences.

Import it only when LAGESBILD_HOME is set.
"""

import re
import sqlite3
from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path

from django.conf import settings
from django.db import connection

from bench.killed_shape import AREAS, KPIS, TABLE_ORIGINS, YEARS, Standing, generation
from bench.killed_upload_checks import AFTER as UPLOADS_AFTER
from bench.killed_upload_checks import AT_ONCE as UPLOADS_AT_ONCE
from bench.killed_upload_checks import the_store_shows_whole_tables
from bench.killed_work import A_LIST, mailbox
from lagesbild.barometer.models import Action, Goal, GoalAssessment
from lagesbild.cooperation.models import Partnership
from lagesbild.figures import origin, queries
from lagesbild.figures.check_report import check
from lagesbild.reporting import reported, synchronising
from lagesbild.reporting.models import Item, Letter, ReportedValue, Round, Step
from lagesbild.reporting.rounds import is_unchanged
from lagesbild.reporting.text_marks import as_html
from lagesbild.tables.numbers import Number, read_number, typed_in

PUBLISHED = (Step.What.APPROVED, Step.What.CORRECTED)
AFTER = {
    Step.What.SAVED: {Item.Status.STARTED, Item.Status.RETURNED},
    Step.What.SUBMITTED: {Item.Status.SUBMITTED},
    Step.What.TAKEN_BACK: {Item.Status.STARTED},
    Step.What.RETURNED: {Item.Status.RETURNED},
    Step.What.NOT_OURS: {Item.Status.NOT_OURS},
    Step.What.MOVED: {Item.Status.TODO, Item.Status.STARTED},
    Step.What.APPROVED: {Item.Status.APPROVED},
    Step.What.CORRECTED: {Item.Status.APPROVED},
}
"""Where an item stands after its last step."""


def database_is_sound() -> Iterable[str]:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA journal_mode")
        if cursor.fetchone() != ("wal",):
            yield "the database is not in WAL mode, as the product sets it"
        for order in ("PRAGMA integrity_check", "PRAGMA foreign_key_check"):
            cursor.execute(order)
            yield from (f"{order}: {row}" for row in cursor.fetchall() if row != ("ok",))


def every_version_has_its_step() -> Iterable[str]:
    """Steps are numbered without a hole, one for each version, and the last says what the item says."""
    for item in Item.objects.prefetch_related("steps"):
        steps = list(item.steps.all())
        if [step.number for step in steps] != list(range(1, len(steps) + 1)):
            yield f"item {item.pk}: a step is missing from the row"
        own_steps = [step for step in steps if step.what != Step.What.CONFLICT]
        if len(own_steps) != item.version:
            yield f"item {item.pk}: version {item.version}, {len(own_steps)} steps"
        contents = [step.content for step in own_steps if step.what != Step.What.MOVED]
        if item.content != (contents[-1] if contents else {}):
            yield f"item {item.pk}: it says something else than its last step"
        if item.status not in (AFTER[own_steps[-1].what] if own_steps else {Item.Status.TODO}):
            yield f"item {item.pk}: {item.status} after {own_steps[-1].what if own_steps else 'nothing'}"
        last = own_steps[-1] if own_steps else None
        if last and (item.changed_at, item.changed_by_id) != (last.at, last.by_id):
            yield f"item {item.pk}: changed by somebody else than its last step"


def what_is_approved_is_public_and_the_reverse() -> Iterable[str]:
    published = Step.objects.filter(what__in=PUBLISHED).select_related("item").order_by("at", "pk")
    by_kind = {kind: [step for step in published if step.item.kind == kind] for kind in Item.Kind}
    yield from _values(by_kind[Item.Kind.VALUE])
    yield from _assessments(by_kind[Item.Kind.ASSESSMENT])
    yield from _fields(
        Action, "action_id", by_kind[Item.Kind.ACTION], lambda content: {"result_sv": content["result_sv"]}
    )
    yield from _fields(
        Goal, "goal_id", by_kind[Item.Kind.TEXT], lambda content: {"status_sv": as_html(content["status_sv"])}
    )


def _number(typed: str) -> Decimal | None:
    outcome = read_number(typed, typed_in(""))
    return outcome.value if isinstance(outcome, Number) else None


def _values(steps: list[Step]) -> Iterable[str]:
    value_of = {value.step_id: value for value in ReportedValue.objects.select_related("step__item")}
    for step in steps:
        value = value_of.pop(step.pk, None)
        if value is None:
            yield f"step {step.pk}: approved, and no value is public"
        elif _number(step.content["value"]) != value.value:
            yield f"step {step.pk}: {step.content['value']} was approved, {value.value} is public"
    yield from (f"value {value.pk}: public, and nobody approved it" for value in value_of.values())


def _assessments(steps: list[Step]) -> Iterable[str]:
    approved = Counter((step.item.goal_id, step.content["motivation_sv"]) for step in steps)
    public = Counter(GoalAssessment.objects.public().values_list("goal_id", "motivation_sv"))
    if GoalAssessment.objects.count() != public.total():
        yield "an assessment is saved and not published"
    yield from (f"goal {goal}: {text} approved and not public" for goal, text in approved - public)
    yield from (f"goal {goal}: {text} public and not approved" for goal, text in public - approved)


def _fields(model, field: str, steps: list[Step], text_of) -> Iterable[str]:
    """What was approved last stands on the thing, in what was published of it, and in its draft."""
    last = {getattr(step.item, field): text_of(step.content) for step in steps}
    for thing in model.objects.select_related("live_revision", "latest_revision"):
        for name, text in last.get(thing.pk, {}).items():
            revisions = (thing.live_revision, thing.latest_revision)
            if {getattr(thing, name), *(revision.content[name] for revision in revisions)} != {text}:
                yield f"{thing}: {name} is not what was approved last, everywhere"
        if not last.get(thing.pk) and (getattr(thing, "status_sv", "") not in ("", "<p>Text 0</p>")):
            yield f"{thing}: its text is public, and nobody approved it"
        if getattr(thing, "text_sv", ""):
            yield f"{thing}: somebody's draft became public"


def a_closed_round_has_its_record() -> Iterable[str]:
    for round in Round.objects.select_related("record"):
        closed, record = round.status == Round.Status.CLOSED, getattr(round, "record", None)
        if closed != (record is not None):
            yield f"{round}: {round.status}, and its record is {record}"
        elif record and (not is_unchanged(record) or len(record.content["items"]) != round.items.count()):
            yield f"{round}: its record is not whole"
        if (round.status == Round.Status.DRAFT) != (not round.items.exists()):
            yield f"{round}: {round.status} with {round.items.count()} questions"
    if Round.objects.filter(status=Round.Status.OPEN).count() > 1:
        yield "two rounds are open: one was opened before the other was closed"


def lists_are_read_in_whole_or_not_at_all() -> Iterable[str]:
    names = Partnership.objects.filter(name_sv__startswith="Lista ").values_list("name_sv", flat=True)
    for number, count in Counter(name.split()[1] for name in names).items():
        if count != A_LIST:
            yield f"of the list {number} there are {count} rows of {A_LIST}"


def letters_sent(folder: Path | None = None) -> list[tuple[str, int, str]]:
    """The letters that the mail server has taken, whole: (day, the letter's number, to whom)."""
    letters = []
    for file in sorted((folder or mailbox(0).parent).glob("*/*")):
        *whole, _rest = file.read_bytes().decode().split("-" * 79 + "\n")
        for letter in whole:
            number = re.search(r"^Message-ID: <letter-(\d+)@", letter, re.M)
            letters.append((file.parent.name, int(number[1]), re.search(r"^To: (.*)$", letter, re.M)[1]))
    return letters


def letters_are_those_that_the_log_says() -> Iterable[str]:
    """A letter may be taken without the log knowing it, when the kill came between the two: it is then sent once more,
    another day. The reverse, logged as sent and never taken, is a lost letter, and must not be."""
    letters = letters_sent()
    numbers = Counter(number for _day, number, _to in letters)
    logged = {letter.pk: letter for letter in Letter.objects.select_related("to")}
    for letter in logged.values():
        if letter.sent_at and not numbers[letter.pk]:
            yield f"letter {letter.pk}: logged as sent, and never taken"
        if not letter.sent_at and letter.again_from is None and not letter.trouble:
            yield f"letter {letter.pk}: neither sent, nor to be tried again, nor given up"
    yield from (f"letter {number}: sent, and not in the log" for number in numbers.keys() - logged.keys())
    yield from (
        f"letter {number} went to {to} instead of {logged[number].to.email}"
        for _day, number, to in letters
        if number in logged and to != logged[number].to.email
    )
    a_day = Counter((day, to) for day, _number, to in letters)
    yield from (f"{to} got {n} letters on day {day}" for (day, to), n in a_day.items() if n > 1)


def uncertain_letters() -> int:
    """Begun, and neither sent nor given up: at most the one that was being sent."""
    return Letter.objects.filter(sent_at=None, again_from__isnull=False).count()


def shown_generation() -> int:
    """Which of Kolada's generations the store shows; -1 where it is none, or a mixture."""
    series = queries.series(settings.FIGURES, KPIS, AREAS)
    keys = {(id, area, year) for id in KPIS for area in AREAS for year in YEARS}
    numbers_shown = {
        (id, area, observation.year): observation.value
        for (id, area, _total), row in series.items()
        for observation in row
    }
    numbers = {round_down(numbers_shown[key]) for key in keys & numbers_shown.keys()}
    return numbers.pop() if len(numbers) == 1 and numbers_shown.keys() == keys else -1


def round_down(value: float) -> int:
    return int(value // generation(1))


def figures_are_the_old_or_the_new(allowed: set[int]) -> Iterable[str]:
    """Every raw run is as it was sealed, and the store holds one whole generation of what Kolada has published."""
    generation = shown_generation()
    if generation not in allowed:
        yield f"the store shows generation {generation} of {allowed}"
    for finding in check(settings.FIGURES, settings.RAW).findings:
        # What is fetched and not yet built is said, and the next build takes it in.
        if "not in the store yet" not in finding:
            yield finding


def what_the_store_shows_was_approved() -> Iterable[str]:
    ours = [name for name in queries.indicators(settings.FIGURES) if name.startswith("egen_")]
    approved = {
        (value.indicator.figure, value.period, float(value.value))
        for value in ReportedValue.objects.select_related("indicator")
    }
    for (id, _area, _group), row in queries.series(settings.FIGURES, ours, ["0680"]).items():
        for observation in row:
            if (id, observation.period, observation.value) not in approved:
                yield f"{id} {observation.period}: {observation.value} is shown, and nobody approved it"


def every_generation_shown_was_told_of(generation: int) -> Iterable[str]:
    folder = settings.HOME / "sync" / synchronising.ID
    reports = [synchronising.report(folder, name) for name in synchronising.names(folder)]
    values = {
        change["after"] for report in reports for change in report["changes"] if change["after"] is not None
    }
    if generation not in {round_down(value) for value in values}:
        yield f"generation {generation} is shown, and no report tells of it"


def nothing_is_left_over() -> Iterable[str]:
    """After the next whole day's work the home holds what the product keeps, and nothing else."""
    expected = re.compile(
        r"lagesbild\.sqlite3(-wal|-shm)?|figures\.duckdb(\.previous)?|secret_key|static/.*|media/.*"
        rf"|raw/({'|'.join((reported.ID, synchronising.ID, *TABLE_ORIGINS))})/[^/]*Z(-new)?/.*"
        r"|backup\.json|handing-in/lock"
        r"|sync/kolada/(lock|last\.json|[0-9T-]+Z\.json)"
    )
    for file in sorted(settings.HOME.rglob("*")):
        name = file.relative_to(settings.HOME).as_posix()
        if file.is_file() and not expected.fullmatch(name):
            yield f"{name} is left over"
        if re.fullmatch(r"raw/[^/]+/[^/]+", name) and not (file / origin.FILE).exists():
            yield f"{name} is half fetched, and nobody goes on with it"
    # SQLite takes the name away as soon as it has opened a temporary file: killed between the two, an empty one stays.
    temporary = sorted(Path(settings.HOME.parent / "tmp").iterdir())
    temporary = [file for file in temporary if not file.name.startswith("etilqs_") or file.stat().st_size]
    yield from (f"{file.name} is left over in the temporary folder" for file in temporary)


def locks_have_fallen() -> Iterable[str]:
    with sqlite3.connect(settings.DATABASES["default"]["NAME"], timeout=0) as database:
        try:
            database.execute("BEGIN EXCLUSIVE")
            database.rollback()
        except sqlite3.OperationalError as trouble:
            yield f"somebody still holds the database: {trouble}"
    try:
        with synchronising._alone(settings.HOME / "sync" / synchronising.ID):
            pass
    except synchronising.Busy as trouble:
        yield str(trouble)


AT_ONCE = (
    locks_have_fallen,
    database_is_sound,
    every_version_has_its_step,
    what_is_approved_is_public_and_the_reverse,
    a_closed_round_has_its_record,
    lists_are_read_in_whole_or_not_at_all,
    letters_are_those_that_the_log_says,
    *UPLOADS_AT_ONCE,
    what_the_store_shows_was_approved,
)
"""Of the database and the letters, whatever was going on. The figures are asked about with what they may show."""


def standing(allowed: set[int]) -> Standing:
    return Standing(wrong_now(allowed), shown_generation(), uncertain_letters())


def wrong_now(allowed: set[int], built: bool = False) -> list[str]:
    """Everything that is wrong right after a kill."""
    faults = [f"{ask.__name__}: {fault}" for ask in AT_ONCE for fault in ask()]
    if uncertain_letters() > 1:
        faults.append(f"{uncertain_letters()} letters are uncertain: at most the last one may be")
    faults += [f"tables: {fault}" for fault in the_store_shows_whole_tables(newest=built)]
    return faults + [f"figures: {fault}" for fault in figures_are_the_old_or_the_new(allowed)]


def wrong_after(current: int, built: bool) -> list[str]:
    """Everything that is wrong when the work has gone on for a day after that. ``built``: with the figures too."""
    faults = wrong_now({current}, built)
    faults += [f"told: {fault}" for fault in every_generation_shown_was_told_of(current)]
    faults += [f"{ask.__name__}: {fault}" for ask in UPLOADS_AFTER for fault in ask()]
    # A synchronising that was broken off is gone on with by the next, which belongs to a whole day.
    return faults + [f"left over: {fault}" for fault in nothing_is_left_over() if built]
