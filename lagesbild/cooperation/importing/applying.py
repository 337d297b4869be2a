"""An entry put into the thing that it is about, and what that changes in it.

The preview and the writing pass the same function, so what is shown is what is written.
"""

from django.utils.translation import gettext as _

from lagesbild.cooperation.importing.differences import Difference, field_in_words, field_label
from lagesbild.cooperation.importing.entries import PRECISIONS, RegisterEntry
from lagesbild.cooperation.importing.grant_parts import add_parts
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
RESPONSIBILITIES = {PARTNERSHIP: PartnershipResponsibility, PROJECT: ProjectResponsibility}
DECISIONS = {PARTNERSHIP: PartnershipDecision, PROJECT: ProjectDecision, GRANT: GrantDecision}
FINEST = ("day", "year", "decade")


def apply_entry(thing, entry: RegisterEntry, resolver, *, is_new: bool) -> list[Difference]:
    """Put the entry into the unsaved thing, and tell what that changes. What the list lacks stays."""
    fields = {**entry.when_new, **entry.fields} if is_new else _unsettled(thing, entry)
    differences = [
        difference for name, value in fields.items() if (difference := _put_field(thing, name, value, is_new))
    ]
    differences += _put_parts(thing, entry, resolver)
    if entry.thing in PARTNERS:
        differences += _put_partners(thing, entry, resolver)
        differences += _put_owner(thing, entry, resolver)
    elif entry.owner:
        differences += _put_link(thing, "organisation", resolver.organisation(entry.owner))
    if entry.thing in DECISIONS:
        differences += _put_decision(thing, entry, resolver)
    if entry.thing == GRANT:
        differences += _put_funds(thing, entry, resolver)
        differences += add_parts(thing, entry.parts)
    differences += _put_tags(thing, "global_goals", [resolver.goals[number] for number in entry.goals])
    differences += _put_tags(thing, "themes", [resolver.themes[name] for name in entry.themes])
    differences += _put_participants(thing, entry)
    return differences


def _unsettled(thing, entry: RegisterEntry) -> dict[str, object]:
    """The fields without those days that the register knows as well as the list, or better."""
    settled = set()
    for name, partial_date in entry.within.items():
        there = getattr(thing, name)
        precision = getattr(thing, "since_precision", "day") if name == "since" else "day"
        finer = FINEST.index(precision) <= FINEST.index(PRECISIONS[partial_date.precision])
        if there and finer and partial_date.first <= there <= partial_date.last:
            settled |= {name, "since_precision"} if name == "since" else {name}
    return {name: value for name, value in entry.fields.items() if name not in settled}


def _put_field(thing, name: str, value, is_new: bool) -> Difference | None:
    before = getattr(thing, name)
    if before == value and not is_new:
        return None
    before_in_words = "" if is_new else field_in_words(thing, name)
    setattr(thing, name, value)
    return Difference(field_label(thing, name), before_in_words, field_in_words(thing, name))


def _put_parts(thing, entry: RegisterEntry, resolver) -> list[Difference]:
    differences = []
    for name, reference in entry.part_of.items():
        whole = resolver.thing(name, reference)
        # The preview of a part of something new: told by its place in the list.
        if whole is None:
            place = _("det nya i %(place)s") % {"place": reference.replace("!", " ")}
            differences.append(Difference(field_label(thing, name), "", place))
        else:
            differences += _put_link(thing, name, whole)
    return differences


def _put_link(thing, name: str, other) -> list[Difference]:
    if other.pk and getattr(thing, f"{name}_id") == other.pk:
        return []
    before = getattr(thing, name) if getattr(thing, f"{name}_id") else ""
    setattr(thing, name, other)
    return [Difference(field_label(thing, name), str(before), str(other))]


def _put_funds(thing, entry: RegisterEntry, resolver) -> list[Difference]:
    """The programme; and the application that ties the grant to its call, made where the register has none."""
    differences = []
    if entry.programme:
        differences += _put_link(thing, "programme", resolver.fund(PROGRAMME, entry.programme))
    if not entry.call:
        return differences
    call = resolver.fund(CALL, entry.call)
    if call.pk and thing.application_id and thing.application.call_id == call.pk:
        return differences
    application = resolver.application(thing, call)
    if application is None:
        new_application = _("en ny, till utlysningen %(call)s") % {"call": call}
        return [*differences, Difference(field_label(thing, "application"), "", new_application)]
    return differences + _put_link(thing, "application", application)


def _put_partners(thing, entry: RegisterEntry, resolver) -> list[Difference]:
    there = {partner.organisation_id for partner in thing.partners.all()}
    added = [resolver.organisation(reference) for reference in entry.partners]
    added = [organisation for organisation in added if not organisation.pk or organisation.pk not in there]
    for organisation in added:
        thing.partners.add(PARTNERS[entry.thing](organisation=organisation))
    return [Difference(_("ny part"), "", str(organisation)) for organisation in added]


def _put_owner(thing, entry: RegisterEntry, resolver) -> list[Difference]:
    if entry.owner is None:
        return []
    owner = resolver.organisation(entry.owner)
    there = [part for part in thing.responsibilities.all() if owner.pk and part.organisation_id == owner.pk]
    if any(not entry.position or part.position == entry.position for part in there):
        return []
    responsibility = RESPONSIBILITIES[entry.thing](
        organisation=owner, role="follow_up", position=entry.position
    )
    thing.responsibilities.add(responsibility)
    return [Difference(_("ansvarig"), "", f"{owner}, {entry.position}" if entry.position else str(owner))]


def _put_decision(thing, entry: RegisterEntry, resolver) -> list[Difference]:
    if entry.decision is None:
        return []
    reference, decided_on, paragraph = entry.decision
    body = resolver.organisation(reference)
    decision_key = (body.pk, decided_on, paragraph)
    if body.pk and decision_key in {
        (decision.body_id, decision.decided_on, decision.paragraph) for decision in thing.decisions.all()
    }:
        return []
    thing.decisions.add(DECISIONS[entry.thing](body=body, decided_on=decided_on, paragraph=paragraph))
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


def _put_participants(thing, entry: RegisterEntry) -> list[Difference]:
    differences = []
    for role, count in entry.participants.items():
        # What somebody has divided by age and sex is not written over by a whole.
        there = [participants for participants in thing.participants.all() if participants.role == role]
        if sum(participants.count for participants in there) == count:
            continue
        label = str(Participants.Role(role).label)
        if len(there) > 1:
            continue
        if there:
            differences.append(Difference(label, str(there[0].count), str(count)))
            there[0].count = count
            thing.participants.add(there[0])
        else:
            differences.append(Difference(label, "", str(count)))
            thing.participants.add(Participants(role=role, count=count))
    return differences
