"""Payments, claims and reports put into their grant, and what is wrong with the grant that they make."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from lagesbild.cooperation.funding.amounts_in_words import amount_in_words
from lagesbild.cooperation.importing import headings
from lagesbild.cooperation.importing.differences import Difference
from lagesbild.cooperation.importing.grant_entries import Wanted
from lagesbild.cooperation.importing.headings import CLAIM, GRANT, INSTALMENT, PART, REPORT, plain
from lagesbild.cooperation.importing.rows import Row
from lagesbild.cooperation.models import Claim, Grant, Instalment, ReportDue
from lagesbild.cooperation.same_money import seems_same
from lagesbild.figures.problems import Problem

RELATIONS = {
    INSTALMENT: ("instalments", Instalment),
    CLAIM: ("claims", Claim),
    REPORT: ("reports", ReportDue),
}


def put_parts(thing: Grant, wanted: tuple[Wanted, ...]) -> list[Difference]:
    """Add what is not there and fill in what was not known."""
    found, used = [], set()
    for one in wanted:
        name, model = RELATIONS[one.kind]
        there = list(getattr(thing, name).all())
        same = next((each for each in there if id(each) not in used and _is_same(each, one)), None)
        label = str(headings.PART_NAMES[one.kind])
        if same is None:
            same = model(**one.fields)
            getattr(thing, name).add(same)
            found.append(Difference(label, "", _in_words(same, thing)))
        else:
            before = _in_words(same, thing)
            for field, value in one.fields.items():
                setattr(same, field, value)
            if before != _in_words(same, thing):
                getattr(thing, name).add(same)
                found.append(Difference(label, before, _in_words(same, thing)))
        used.add(id(same))
    return found


def _is_same(there, one: Wanted) -> bool:
    """Whether what stands there is what the list says, perhaps before it was paid, approved or handed in."""
    fields = one.fields
    if one.kind == CLAIM:
        return (there.value, there.submitted_on) == (fields["value"], fields["submitted_on"])
    if one.kind == REPORT:
        about = plain(fields["about_sv"])
        is_final = about == plain(str(_("Slutrapport")))
        return plain(there.about_sv) == about and (is_final or there.due_on == fields["due_on"])
    if there.value != fields["value"]:
        return False
    pairs = [(getattr(there, name), fields.get(name)) for name in ("due_on", "received_on")]
    known = [(ours, theirs) for ours, theirs in pairs if ours and theirs]
    return bool(known) and all(ours == theirs for ours, theirs in known)


def _in_words(part, grant: Grant) -> str:
    if isinstance(part, ReportDue):
        done = _("lämnad %(day)s") % {"day": part.done_on} if part.done_on else ""
        return ", ".join(filter(None, (part.about_sv, _("senast %(day)s") % {"day": part.due_on}, done)))
    said = [amount_in_words(part.value, grant.currency)]
    if isinstance(part, Claim):
        said.append(_("inskickad %(day)s") % {"day": part.submitted_on})
        if part.approved is not None:
            told = _("godkänt %(amount)s %(day)s")
            approved = amount_in_words(part.approved, grant.currency)
            said.append(told % {"amount": approved, "day": part.approved_on})
        said += [_("betald %(day)s") % {"day": part.paid_on}] if part.paid_on else []
    else:
        said += [_("väntas %(day)s") % {"day": part.due_on}] if part.due_on else []
        said += [_("kom in %(day)s") % {"day": part.received_on}] if part.received_on else []
    return ", ".join(said)


# --- What only the whole grant can tell -------------------------------------------------------------------


def troubles(row: Row, before: Grant | None, thing: Grant, parts: tuple[Wanted, ...]) -> Iterator[Problem]:
    """What is wrong with the grant as it would be: money in two currencies, or told twice."""
    said = row.values.get("currency", "")
    if before is not None and said and before.value is not None and said != before.currency:
        what = _("Bidraget är i %(theirs)s i registret och i %(ours)s i listan.")
        what %= {"theirs": before.currency, "ours": said}
        do = _("Skriv beloppen i registrets valuta, eller ändra bidraget i registret först.")
        yield Problem(row.sheet, row.number, headings.label(GRANT, "currency"), what, do)
    for one in parts:
        if one.currency and one.currency != thing.currency:
            what = _("Beloppet är i %(ours)s och bidraget i %(theirs)s.")
            what %= {"ours": one.currency, "theirs": thing.currency}
            do = _("Skriv det i bidragets valuta.")
            yield Problem(one.sheet, one.number, headings.label(PART, "amount"), what, do)
    yield from _told_twice(row, thing, parts)


def _told_twice(row: Row, thing: Grant, parts: tuple[Wanted, ...]) -> Iterator[Problem]:
    came = [{"value": one.value, "received_on": one.received_on} for one in thing.instalments.all()]
    places = {(one.fields["submitted_on"], one.fields["value"]): one for one in parts if one.kind == CLAIM}
    for claim in thing.claims.all():
        asked = {"approved": claim.approved, "paid_on": claim.paid_on}
        if claim.came_as or not any(seems_same(asked, one) for one in came):
            continue
        place = places.get((claim.submitted_on, claim.value), row)
        what = _("Rekvisitionen är betald %(day)s, och samma pengar står som en utbetalning.")
        do = _("Behåll en av dem: ta bort utbetalningen, eller dagen då rekvisitionen betalades.")
        column = headings.label(PART, "done")
        yield Problem(place.sheet, place.number, column, what % {"day": claim.paid_on}, do)
