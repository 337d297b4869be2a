"""Answering an item: every write is one transaction, and every text that is sent is kept.

Two people may have the same item open. Who saves says which version they began from; if somebody has saved since,
the item keeps what it has and the late text is kept beside it, whole, until a person chooses.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lagesbild.organisations.models import Organisation, User
from lagesbild.reporting.models import Item, Round, Step

FIELDS = {
    Item.Kind.ASSESSMENT: ("grade", "motivation_sv", "motivation_en", "comment"),
    Item.Kind.VALUE: ("period", "value", "missing", "confirmed", "comment", "source"),
    Item.Kind.ACTION: ("status", "finished_on", "result_sv", "result_en", "comment"),
    Item.Kind.TEXT: ("status_sv", "status_en", "as_of", "comment"),
}
"""What the answer to each kind of item holds, as text. Anything else that is sent is not kept."""

LONGEST = 20_000
WRITABLE = (Item.Status.TODO, Item.Status.STARTED, Item.Status.RETURNED)
TAKEN_BACK = gettext_lazy(
    "Den som svarade har tagit tillbaka svaret för att ändra det. Det kommer hit när det lämnas in igen."
)
"""What a reviewer is told who had the answer before them."""


class CannotAnswer(Exception):
    """The item cannot be written to now. The message says why and what to do; nothing was changed."""


class Unanswered(ValueError):
    """What must be put right before the answer can be handed in: ``problems``, field → sentence."""

    def __init__(self, problems: dict[str, str]):
        self.problems = problems
        super().__init__("; ".join(problems.values()))


@dataclass(frozen=True)
class Saved:
    """What came of a save. ``differs`` names the fields where what was sent is not what the item holds: empty when
    it was kept, else the text is beside the item, and ``theirs`` is the last save that it came after, if any.

    ``step`` is None where nothing was new.
    """

    item: Item
    step: Step | None
    theirs: Step | None = None
    differs: tuple[str, ...] = ()


def save(pk: int, content: dict, *, version: int, by: User, at: datetime) -> Saved:
    """Keep ``content`` (field → text) as the item's answer, if it still stands at ``version``.

    Otherwise it is kept as a conflict, and the item stays as it is. Raises CannotAnswer.
    """
    with transaction.atomic():
        item = _locked(pk)
        _refuse_unless(item.status in WRITABLE, item)
        sent = cleaned(item.kind, content)
        if sent == item.content:
            return Saved(item, None)
        if version != item.version:
            theirs = item.steps.filter(what=Step.What.SAVED).last()
            is_kept = _is_kept_already(item, sent, by)
            step = None if is_kept else _step(item, Step.What.CONFLICT, by, at, content=sent)
            return Saved(item, step, theirs, differences(item.content, sent))
        _write(item, by, at, content=sent, status=_begun(item))
        return Saved(item, _step(item, Step.What.SAVED, by, at, content=sent))


def submit(
    pk: int,
    content: dict,
    *,
    version: int,
    by: User,
    at: datetime,
    problems: Callable[[Item, dict], dict[str, str]],
) -> Saved:
    """Save and hand in. ``problems(item, content)`` says what is wrong, by field.

    Somebody else's save in between is a conflict as in :func:`save`, and then nothing is handed in. With problems
    the text is saved all the same, and Unanswered is raised after that.
    """
    saved = save(pk, content, version=version, by=by, at=at)
    if saved.differs:
        return saved
    with transaction.atomic():
        item = _locked(pk)
        _refuse_unless(item.status in WRITABLE, item)
        wrong = problems(item, item.content)
        if not wrong:
            _write(item, by, at, status=Item.Status.SUBMITTED)
            return Saved(item, _step(item, Step.What.SUBMITTED, by, at, content=item.content))
    raise Unanswered(wrong)


def take_back(pk: int, *, by: User, at: datetime) -> Item:
    """Open again what is handed in and not reviewed yet. Approved at the same moment, one of the two wins.

    Raises CannotAnswer where the answer is not, or no longer, waiting for review.
    """
    with transaction.atomic():
        item = _locked(pk)
        if item.status != Item.Status.SUBMITTED:
            raise CannotAnswer(_why_not_back(item))
        _write(item, by, at, status=Item.Status.STARTED)
        _step(item, Step.What.TAKEN_BACK, by, at, content=item.content)
    return item


def _why_not_back(item: Item) -> str:
    if item.status == Item.Status.APPROVED:
        return _("Svaret hann bli godkänt och publicerat. Be samordnaren rätta det.")
    if item.status == Item.Status.RETURNED:
        return _("Svaret är redan tillbaka hos er, med en fråga från den som granskade.")
    return _("Svaret är inte inlämnat, så det finns inget att ta tillbaka.")


def is_taken_back(item: Item) -> bool:
    """Whether who answered has opened it again, and has it still."""
    if item.status not in WRITABLE:
        return False
    last = item.steps.filter(what__in=(Step.What.SUBMITTED, Step.What.TAKEN_BACK)).last()
    return last is not None and last.what == Step.What.TAKEN_BACK


def not_ours(pk: int, note: str, *, by: User, at: datetime) -> Item:
    """Back to the coordinator, who finds out whose it is. What was written so far stays."""
    return _turn(pk, Item.Status.NOT_OURS, Step.What.NOT_OURS, note, WRITABLE, by=by, at=at)


def return_to(pk: int, note: str, *, by: User, at: datetime) -> Item:
    """Back to who answered, with a question; of a closed round out of what waits, never to be published."""
    handed_in = (Item.Status.SUBMITTED,)
    return _turn(
        pk, Item.Status.RETURNED, Step.What.RETURNED, note, handed_in, by=by, at=at, also_closed=True
    )


def move(pk: int, organisation: Organisation, note: str, *, by: User, at: datetime) -> Item:
    """Ask another organisation instead."""
    with transaction.atomic():
        item = _locked(pk)
        _refuse_unless(item.status in (*WRITABLE, Item.Status.NOT_OURS), item)
        same = {"kind": item.kind, "goal": item.goal, "indicator": item.indicator, "action": item.action}
        if item.round.items.filter(organisation=organisation, **same).exclude(pk=pk).exists():
            raise CannotAnswer(_("%(unit)s har redan den frågan.") % {"unit": organisation.name})
        item.organisation = organisation
        _write(item, by, at, status=Item.Status.STARTED if item.content else Item.Status.TODO)
        _step(item, Step.What.MOVED, by, at, content={"organisation": organisation.slug}, note=note)
    return item


def cleaned(kind: str, content: dict) -> dict[str, str]:
    """The fields that an answer of this kind has, as text without spaces around, empty ones left out.

    Raises CannotAnswer where a text is longer than :data:`LONGEST` characters.
    """
    texts = {name: str(content.get(name) or "").strip() for name in FIELDS[kind]}
    # A browser ends lines with two characters, a script with one: the same text must be the same.
    texts = {name: text.replace("\r\n", "\n") for name, text in texts.items() if text}
    if any(len(text) > LONGEST for text in texts.values()):
        raise CannotAnswer(
            _("Texten är för lång: högst %(most)s tecken. Korta den och spara igen.") % {"most": LONGEST}
        )
    return texts


def differences(answer: dict, other: dict) -> tuple[str, ...]:
    return tuple(name for name in {**answer, **other} if answer.get(name, "") != other.get(name, ""))


def _locked(pk: int, *, also_closed: bool = False) -> Item:
    # SQLite begins every transaction with the write lock; PostgreSQL locks the row.
    items = Item.objects.select_for_update(of=("self",)).select_related("round", "organisation")
    item = items.get(pk=pk)
    if item.round.status != Round.Status.OPEN and not also_closed:
        raise CannotAnswer(_("Omgången är inte öppen, så svaret kan inte ändras. Fråga samordnaren."))
    return item


def _refuse_unless(allowed: bool, item: Item) -> None:
    if not allowed:
        raise CannotAnswer(
            str(TAKEN_BACK)
            if is_taken_back(item)
            else _("Frågan är i läget ”%(status)s” och kan inte ändras här.")
            % {"status": item.get_status_display()}
        )


def _is_kept_already(item: Item, sent: dict, by: User) -> bool:
    """Whether this person's last step is this very text: a form sent twice is one save."""
    last = item.steps.filter(by=by).last()
    return last is not None and last.what == Step.What.CONFLICT and last.content == sent


def _begun(item: Item) -> str:
    return Item.Status.STARTED if item.status == Item.Status.TODO else item.status


def _turn(pk, status, what, note, allowed, *, by, at, also_closed: bool = False) -> Item:
    if not note.strip():
        raise CannotAnswer(_("Skriv några ord om varför, så att den andra vet vad som behövs."))
    with transaction.atomic():
        item = _locked(pk, also_closed=also_closed)
        _refuse_unless(item.status in allowed, item)
        _write(item, by, at, status=status)
        _step(item, what, by, at, content=item.content, note=note.strip())
    return item


def _write(item: Item, by: User, at: datetime, **changed) -> None:
    for name, value in changed.items():
        setattr(item, name, value)
    item.version += 1
    item.changed_by, item.changed_at = by, at
    item.save()


def _step(item: Item, what: str, by: User, at: datetime, *, content: dict, note: str = "") -> Step:
    last = item.steps.order_by("-number").values_list("number", flat=True).first() or 0
    return item.steps.create(number=last + 1, what=what, content=content, note=note, by=by, at=at)
