"""Found calls written down as drafts. What people have written stays; what changes at the source is remembered.

A call is the same call when origin and reference are. ``Call.found`` keeps a mark of each field as it was fetched: a
field that still has its mark has not been touched, and follows its source. Of a published call the new words become a
draft, and reach the public when somebody publishes them.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from hashlib import sha256

from django.db import transaction
from wagtail.models import ReferenceIndex
from wagtail.search.backends import get_search_backends

from lagesbild.cooperation.models import Call, FundingProgramme
from lagesbild.cooperation.scanning import tagging
from lagesbild.cooperation.scanning.language import ENGLISH, language_of
from lagesbild.cooperation.scanning.listed_call import FoundCall
from lagesbild.cooperation.scanning.places import countries_in

MANY = 200
_DAYS = {"opens", "deadline"}


@dataclass(frozen=True)
class DraftCounts:
    """What came of a list: how many calls were new, changed, as before.

    ``locked`` were left because somebody has locked them. ``with_our_words`` have changed at the source in a field
    that people have written in, which was left. ``by_hand`` are references that a call written by hand has too.
    """

    new: int = 0
    changed: int = 0
    same: int = 0
    locked: int = 0
    with_our_words: tuple[str, ...] = ()
    by_hand: tuple[str, ...] = ()


@transaction.atomic
def keep(found_calls: Iterable[FoundCall], *, now: datetime) -> DraftCounts:
    """Write calls down: new ones as drafts, changed ones with what they were before. Twice gives no doubles."""
    calls = list(dict.fromkeys(found_calls))
    there = _there(calls)
    pairs = [(call, there[_key(call)]) for call in calls if _key(call) in there]
    _add([call for call in calls if _key(call) not in there], now)
    locked = [before for _call, before in pairs if before.locked]
    free = [(call, before) for call, before in pairs if not before.locked]
    differing = [
        (call, before) for call, before in free if not _source_marks(call).items() <= before.found.items()
    ]
    ours = [before.reference for call, before in differing if _follow(before, call)]
    _note_fetched([before.pk for _call, before in free], now)
    _index([before.pk for _call, before in differing])
    return DraftCounts(
        new=len(calls) - len(pairs),
        changed=len(differing),
        same=len(free) - len(differing),
        locked=len(locked),
        with_our_words=tuple(ours),
        by_hand=_by_hand(calls),
    )


def _key(call: FoundCall | Call) -> tuple[str, str]:
    return call.origin, call.reference


def _there(calls: list[FoundCall]) -> dict[tuple[str, str], Call]:
    calls_by_key: dict[tuple[str, str], Call] = {}
    for some in _portions(calls):
        origins, references = {call.origin for call in some}, {call.reference for call in some}
        for call in Call.objects.filter(origin__in=origins, reference__in=references):
            calls_by_key[_key(call)] = call
    return calls_by_key


def _by_hand(calls: list[FoundCall]) -> tuple[str, ...]:
    references = [call.reference for call in calls]
    querysets = (Call.objects.filter(origin="", reference__in=some) for some in _portions(references))
    return tuple(
        sorted(reference for some in querysets for reference in some.values_list("reference", flat=True))
    )


def _portions(things: list) -> Iterator[list]:
    for start in range(0, len(things), MANY):
        yield things[start : start + MANY]


# --- New --------------------------------------------------------------------------------------------------


def _add(calls: list[FoundCall], now: datetime) -> None:
    if not calls:
        return
    programmes = _programmes()
    rows = [
        Call(
            origin=call.origin,
            reference=call.reference,
            programme=programmes.get(call.programme.casefold()),
            fetched_at=now,
            live=False,
            has_unpublished_changes=True,
            found=_marks_and_countries(call),
            suggested=_suggested(call),
            **_fields(call),
        )
        for call in calls
    ]
    added = Call.objects.bulk_create(rows, batch_size=MANY)
    # Made in bulk, they pass no signals: search and the list of what is used where are told here.
    for call in added:
        if call.programme_id:
            ReferenceIndex.create_or_update_for_object(call)
    _index([call.pk for call in added])


def _programmes() -> dict[str, FundingProgramme]:
    """Programmes by each of their names; a name that two share is nobody's."""
    by_name: dict[str, set[FundingProgramme]] = {}
    for programme in FundingProgramme.objects.all():
        for name in {programme.name_sv.casefold(), programme.name_en.casefold()} - {""}:
            by_name.setdefault(name, set()).add(programme)
    return {name: programmes.pop() for name, programmes in by_name.items() if len(programmes) == 1}


def _index(pks: list[int]) -> None:
    for some in _portions(pks):
        calls = list(Call.objects.filter(pk__in=some))
        for backend in get_search_backends(with_auto_update=True):
            backend.add_bulk(Call, calls)


# --- There before -----------------------------------------------------------------------------------------


def _follow(call: Call, found_call: FoundCall) -> bool:
    """Take over what has changed at the source where nobody has written. True when something was left for that."""
    fields, before = _fields(found_call), call.found.get("marks", {})
    draft = call.get_latest_revision_as_object()
    changed = {name for name, value in fields.items() if before.get(name) != _mark(value)}
    free = {name for name in changed if _mark(getattr(draft, name)) == before.get(name, "")}
    followed = {name: fields[name] for name in free if getattr(draft, name) != fields[name]}
    if _turned_around(draft, followed):
        followed = {name: value for name, value in followed.items() if name not in _DAYS}
    if followed:
        _revise(call, draft, followed)
    Call.objects.filter(pk=call.pk).update(
        found=_marks_and_countries(found_call), suggested=_suggested(found_call)
    )
    return any(getattr(draft, name) != fields[name] for name in changed)


def _turned_around(draft: Call, followed: Mapping[str, object]) -> bool:
    """Whether the source's day and a person's day would close the call before it opens."""
    opens, deadline = (followed.get(name, getattr(draft, name)) for name in ("opens", "deadline"))
    return bool(opens and deadline and deadline < opens)


def _revise(call: Call, draft: Call, followed: Mapping[str, object]) -> None:
    if not call.latest_revision_id:
        # Its first words were never a revision. Without one, nobody could see what they were.
        draft.save_revision(clean=False, changed=False)
    for name, value in followed.items():
        setattr(draft, name, value)
    draft.save_revision(clean=False, log_action=True)
    if not call.live:
        Call.objects.filter(pk=call.pk).update(**followed)


def _note_fetched(pks: list[int], now: datetime) -> None:
    for some in _portions(pks):
        Call.objects.filter(pk__in=some).update(fetched_at=now)


# --- What a found call says -------------------------------------------------------------------------------


def _fields(call: FoundCall) -> dict[str, object]:
    """The fields of a Call. An English name stands in both languages until somebody translates it."""
    english = language_of(call.text) == ENGLISH
    return {
        "name_sv": call.name,
        "name_en": call.name if english else "",
        "summary_sv": "" if english else call.summary,
        "summary_en": call.summary if english else "",
        "opens": call.opens,
        "deadline": call.deadline,
        "currency": call.currency or Call._meta.get_field("currency").default,
        "amount_min": call.amount_min,
        "amount_max": call.amount_max,
        "url": call.url,
    }


def _source_marks(call: FoundCall) -> dict[str, object]:
    """What of ``Call.found`` shows whether a list says something else than before."""
    return {
        "marks": {name: _mark(value) for name, value in _fields(call).items()},
        "standing": str(call.standing),
        "programme": call.programme,
        "tagging": tagging.VERSION,
    }


def _marks_and_countries(call: FoundCall) -> dict[str, object]:
    return _source_marks(call) | {"countries": countries_in(call.text)}


def _suggested(call: FoundCall) -> list[dict]:
    return [
        {
            "goal": tag.goal,
            "share": tag.share,
            "words": list(tag.words),
            "named": tag.named,
            "targets": [{"code": target.code, "words": list(target.words)} for target in tag.targets],
        }
        for tag in tagging.suggest(call.text)
    ]


def _mark(value: object) -> str:
    """A value as one short text, the same for the same value; a long text by its checksum."""
    match value:
        case None:
            return ""
        case date():
            return value.isoformat()
        case Decimal():
            return f"{value:.2f}"
    text = str(value)
    return text if len(text) <= 300 else sha256(text.encode()).hexdigest()
