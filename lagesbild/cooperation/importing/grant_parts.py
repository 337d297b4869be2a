"""Payments, claims and reports put into their grant, and what is wrong with the grant that they make."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from lagesbild.cooperation.funding.amounts_in_words import amount_in_words
from lagesbild.cooperation.importing import headings
from lagesbild.cooperation.importing.differences import Difference
from lagesbild.cooperation.importing.grant_entries import GrantPartEntry
from lagesbild.cooperation.importing.headings import CLAIM, GRANT, INSTALMENT, PART, REPORT, plain
from lagesbild.cooperation.importing.rows import ListRow
from lagesbild.cooperation.models import Claim, Grant, Instalment, ReportDue
from lagesbild.cooperation.same_money import seems_same
from lagesbild.figures.problems import Problem

RELATIONS = {
    INSTALMENT: ("instalments", Instalment),
    CLAIM: ("claims", Claim),
    REPORT: ("reports", ReportDue),
}


def add_parts(thing: Grant, entries: tuple[GrantPartEntry, ...]) -> list[Difference]:
    """Add what is not there and fill in what was not known."""
    differences, used = [], set()
    for entry in entries:
        name, model = RELATIONS[entry.kind]
        there = list(getattr(thing, name).all())
        same = next((part for part in there if id(part) not in used and _is_same(part, entry)), None)
        label = str(headings.PART_NAMES[entry.kind])
        if same is None:
            same = model(**entry.fields)
            getattr(thing, name).add(same)
            differences.append(Difference(label, "", _in_words(same, thing)))
        else:
            before = _in_words(same, thing)
            for field, value in entry.fields.items():
                setattr(same, field, value)
            if before != _in_words(same, thing):
                getattr(thing, name).add(same)
                differences.append(Difference(label, before, _in_words(same, thing)))
        used.add(id(same))
    return differences


def _is_same(there, entry: GrantPartEntry) -> bool:
    """Whether what stands there is what the list says, perhaps before it was paid, approved or handed in."""
    fields = entry.fields
    if entry.kind == CLAIM:
        return (there.value, there.submitted_on) == (fields["value"], fields["submitted_on"])
    if entry.kind == REPORT:
        about = plain(fields["about_sv"])
        is_final = about == plain(str(_("Slutrapport")))
        return plain(there.about_sv) == about and (is_final or there.due_on == fields["due_on"])
    if there.value != fields["value"]:
        return False
    pairs = [(getattr(there, name), fields.get(name)) for name in ("due_on", "received_on")]
    dated_pairs = [(ours, theirs) for ours, theirs in pairs if ours and theirs]
    return bool(dated_pairs) and all(ours == theirs for ours, theirs in dated_pairs)


def _in_words(part, grant: Grant) -> str:
    if isinstance(part, ReportDue):
        done = _("lämnad %(day)s") % {"day": part.done_on} if part.done_on else ""
        return ", ".join(filter(None, (part.about_sv, _("senast %(day)s") % {"day": part.due_on}, done)))
    phrases = [amount_in_words(part.value, grant.currency)]
    if isinstance(part, Claim):
        phrases.append(_("inskickad %(day)s") % {"day": part.submitted_on})
        if part.approved is not None:
            approval = _("godkänt %(amount)s %(day)s")
            approved = amount_in_words(part.approved, grant.currency)
            phrases.append(approval % {"amount": approved, "day": part.approved_on})
        phrases += [_("betald %(day)s") % {"day": part.paid_on}] if part.paid_on else []
    else:
        phrases += [_("väntas %(day)s") % {"day": part.due_on}] if part.due_on else []
        phrases += [_("kom in %(day)s") % {"day": part.received_on}] if part.received_on else []
    return ", ".join(phrases)


# --- What only the whole grant can tell -------------------------------------------------------------------


def grant_problems(
    row: ListRow, before: Grant | None, thing: Grant, parts: tuple[GrantPartEntry, ...]
) -> Iterator[Problem]:
    """What is wrong with the grant as it would be: money in two currencies, or told twice."""
    currency = row.values.get("currency", "")
    if before is not None and currency and before.value is not None and currency != before.currency:
        what = _("Bidraget är i %(theirs)s i registret och i %(ours)s i listan.")
        what %= {"theirs": before.currency, "ours": currency}
        do = _("Skriv beloppen i registrets valuta, eller ändra bidraget i registret först.")
        yield Problem(row.sheet, row.number, headings.label(GRANT, "currency"), what, do)
    for entry in parts:
        if entry.currency and entry.currency != thing.currency:
            what = _("Beloppet är i %(ours)s och bidraget i %(theirs)s.")
            what %= {"ours": entry.currency, "theirs": thing.currency}
            do = _("Skriv det i bidragets valuta.")
            yield Problem(entry.sheet, entry.number, headings.label(PART, "amount"), what, do)
    yield from _double_payments(row, thing, parts)


def _double_payments(row: ListRow, thing: Grant, parts: tuple[GrantPartEntry, ...]) -> Iterator[Problem]:
    came = [
        {"value": instalment.value, "received_on": instalment.received_on}
        for instalment in thing.instalments.all()
    ]
    places = {
        (entry.fields["submitted_on"], entry.fields["value"]): entry for entry in parts if entry.kind == CLAIM
    }
    for claim in thing.claims.all():
        approval = {"approved": claim.approved, "paid_on": claim.paid_on}
        if claim.came_as or not any(seems_same(approval, payment) for payment in came):
            continue
        place = places.get((claim.submitted_on, claim.value), row)
        what = _("Rekvisitionen är betald %(day)s, och samma pengar står som en utbetalning.")
        do = _("Behåll en av dem: ta bort utbetalningen, eller dagen då rekvisitionen betalades.")
        column = headings.label(PART, "done")
        yield Problem(place.sheet, place.number, column, what % {"day": claim.paid_on}, do)
