"""An entry put into the thing that it is about, and what that changes in it.

The preview and the writing pass the same function, so what is shown is what is written.
"""

from django.utils.translation import gettext as _

from lagesbild.cooperation.importing.differences import Difference, field_in_words, field_label
from lagesbild.cooperation.importing.entries import PRECISIONS, Wanted
from lagesbild.cooperation.importing.grant_parts import put_parts
from lagesbild.cooperation.importing.headings import GRANT, PARTNERSHIP, PROJECT
from lagesbild.cooperation.importing.matches import CALL, PROGRAMME
from lagesbild.cooperation.models import (
    GrantDecision,
    Participants,
    PartnershipDecision,
    PartnershipPartner,
    PartnershipResponsibility,
    ProjectDecision,
    ProjectPartner,
    ProjectResponsibility,
)

PARTNERS = {PARTNERSHIP: PartnershipPartner, PROJECT: ProjectPartner}
KEEPERS = {PARTNERSHIP: PartnershipResponsibility, PROJECT: ProjectResponsibility}
DECISIONS = {PARTNERSHIP: PartnershipDecision, PROJECT: ProjectDecision, GRANT: GrantDecision}
FINEST = ("day", "year", "decade")


def put(thing, wanted: Wanted, resolver, *, is_new: bool) -> list[Difference]:
    """Put what is wanted into the unsaved thing, and tell what that changes. What the list lacks stays."""
    given = {**wanted.when_new, **wanted.fields} if is_new else _unsettled(thing, wanted)
    differences = [each for name, value in given.items() if (each := _put_field(thing, name, value, is_new))]
    differences += _put_parts(thing, wanted, resolver)
    if wanted.thing in PARTNERS:
        differences += _put_partners(thing, wanted, resolver)
        differences += _put_owner(thing, wanted, resolver)
    elif wanted.owner:
        differences += _put_link(thing, "organisation", resolver.organisation(wanted.owner))
    if wanted.thing in DECISIONS:
        differences += _put_decision(thing, wanted, resolver)
    if wanted.thing == GRANT:
        differences += _put_funds(thing, wanted, resolver)
        differences += put_parts(thing, wanted.parts)
    differences += _put_tags(thing, "global_goals", [resolver.goals[number] for number in wanted.goals])
    differences += _put_tags(thing, "themes", [resolver.themes[name] for name in wanted.themes])
    differences += _put_participants(thing, wanted)
    return differences


def _unsettled(thing, wanted: Wanted) -> dict[str, object]:
    """The fields without those days that the register knows as well as the list, or better."""
    settled = set()
    for name, when in wanted.within.items():
        there = getattr(thing, name)
        precision = getattr(thing, "since_precision", "day") if name == "since" else "day"
        finer = FINEST.index(precision) <= FINEST.index(PRECISIONS[when.precision])
        if there and finer and when.first <= there <= when.last:
            settled |= {name, "since_precision"} if name == "since" else {name}
    return {name: value for name, value in wanted.fields.items() if name not in settled}


def _put_field(thing, name: str, value, is_new: bool) -> Difference | None:
    before = getattr(thing, name)
    if before == value and not is_new:
        return None
    shown = "" if is_new else field_in_words(thing, name)
    setattr(thing, name, value)
    return Difference(field_label(thing, name), shown, field_in_words(thing, name))


def _put_parts(thing, wanted: Wanted, resolver) -> list[Difference]:
    found = []
    for name, reference in wanted.part_of.items():
        whole = resolver.thing(name, reference)
        # The preview of a part of something new: told by its place in the list.
        if whole is None:
            place = _("det nya i %(place)s") % {"place": reference.replace("!", " ")}
            found.append(Difference(field_label(thing, name), "", place))
        else:
            found += _put_link(thing, name, whole)
    return found


def _put_link(thing, name: str, other) -> list[Difference]:
    if other.pk and getattr(thing, f"{name}_id") == other.pk:
        return []
    before = getattr(thing, name) if getattr(thing, f"{name}_id") else ""
    setattr(thing, name, other)
    return [Difference(field_label(thing, name), str(before), str(other))]


def _put_funds(thing, wanted: Wanted, resolver) -> list[Difference]:
    """The programme; and the application that ties the grant to its call, made where the register has none."""
    found = []
    if wanted.programme:
        found += _put_link(thing, "programme", resolver.fund(PROGRAMME, wanted.programme))
    if not wanted.call:
        return found
    call = resolver.fund(CALL, wanted.call)
    if call.pk and thing.application_id and thing.application.call_id == call.pk:
        return found
    application = resolver.application(thing, call)
    if application is None:
        told = _("en ny, till utlysningen %(call)s") % {"call": call}
        return [*found, Difference(field_label(thing, "application"), "", told)]
    return found + _put_link(thing, "application", application)


def _put_partners(thing, wanted: Wanted, resolver) -> list[Difference]:
    there = {each.organisation_id for each in thing.partners.all()}
    added = [resolver.organisation(reference) for reference in wanted.partners]
    added = [each for each in added if not each.pk or each.pk not in there]
    for each in added:
        thing.partners.add(PARTNERS[wanted.thing](organisation=each))
    return [Difference(_("ny part"), "", str(each)) for each in added]


def _put_owner(thing, wanted: Wanted, resolver) -> list[Difference]:
    if wanted.owner is None:
        return []
    owner = resolver.organisation(wanted.owner)
    there = [each for each in thing.responsibilities.all() if owner.pk and each.organisation_id == owner.pk]
    if any(not wanted.position or each.position == wanted.position for each in there):
        return []
    kept = KEEPERS[wanted.thing](organisation=owner, role="follow_up", position=wanted.position)
    thing.responsibilities.add(kept)
    return [Difference(_("ansvarig"), "", f"{owner}, {wanted.position}" if wanted.position else str(owner))]


def _put_decision(thing, wanted: Wanted, resolver) -> list[Difference]:
    if wanted.decision is None:
        return []
    reference, decided_on, paragraph = wanted.decision
    body = resolver.organisation(reference)
    told = (body.pk, decided_on, paragraph)
    if body.pk and told in {
        (each.body_id, each.decided_on, each.paragraph) for each in thing.decisions.all()
    }:
        return []
    thing.decisions.add(DECISIONS[wanted.thing](body=body, decided_on=decided_on, paragraph=paragraph))
    return [Difference(_("beslut"), "", f"{body} {decided_on} {paragraph}".strip())]


def _put_tags(thing, name: str, tags: list) -> list[Difference]:
    if not tags:
        return []
    there = list(getattr(thing, name).all())
    added = [tag for tag in tags if tag not in there]
    if not added:
        return []
    setattr(thing, name, [*there, *added])
    after = ", ".join(map(str, added))
    return [Difference(field_label(thing, name), "", after)]


def _put_participants(thing, wanted: Wanted) -> list[Difference]:
    found = []
    for role, count in wanted.participants.items():
        # What somebody has divided by age and sex is not written over by a whole.
        there = [each for each in thing.participants.all() if each.role == role]
        if sum(each.count for each in there) == count:
            continue
        label = str(Participants.Role(role).label)
        if len(there) > 1:
            continue
        if there:
            found.append(Difference(label, str(there[0].count), str(count)))
            there[0].count = count
            thing.participants.add(there[0])
        else:
            found.append(Difference(label, "", str(count)))
            thing.participants.add(Participants(role=role, count=count))
    return found
