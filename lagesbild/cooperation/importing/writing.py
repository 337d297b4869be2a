"""A plan written into the register: all of it as drafts in one transaction, logged as in the editor, or nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from wagtail.log_actions import log

from lagesbild.cooperation.importing import applying
from lagesbild.cooperation.importing.headings import MODELS
from lagesbild.cooperation.importing.matches import ORGANISATION, PROGRAMME, Meant
from lagesbild.cooperation.importing.planning import ADDED, CHANGED, Plan, Planned, plan
from lagesbild.cooperation.importing.rows import Reading
from lagesbild.cooperation.models import Application, Call
from lagesbild.organisations.models import Identifier, Organisation


class NotAsShown(Exception):
    """The register or the choices have changed since the plan was shown: ``plan`` is what it would be now."""

    def __init__(self, changed: Plan):
        self.plan = changed


@dataclass(frozen=True)
class Written:
    """One thing that was written: the model's name, its key, what it is called, and whether it is new."""

    model: str
    pk: int
    name: str
    is_new: bool


def write(
    reading: Reading, choices: Mapping[str, str], today: date, *, shown: str = "", by=None
) -> tuple[Plan, list[Written]]:
    """Write what the list leads to, as drafts. ``shown`` is the fingerprint of the plan that somebody agreed to.

    Raises NotAsShown, and then writes nothing, when the plan cannot be written or is not the one shown.
    """
    with transaction.atomic():
        made = plan(reading, choices, today)
        if made.problems or made.unanswered or (shown and made.fingerprint != shown):
            raise NotAsShown(made)
        writer = _Writer(made, by)
        return made, writer.written


class _Writer(applying.Pretending):
    """As in the preview, but organisations and things that are new are saved before others point at them."""

    def __init__(self, made: Plan, by):
        super().__init__(made.meant)
        self.by, self.written, self.things, self.funds = by, [], {}, {}
        self.kinds = _kinds(made)
        for one in made.made:
            if one.thing == ORGANISATION:
                self._organisation(one)
            else:
                self._fund(one)
        for row in made.rows:
            if row.action in (ADDED, CHANGED):
                self._row(row)

    def thing(self, thing: str, reference: str):
        return self.things.get((thing, reference)) or super().thing(thing, reference)

    def fund(self, thing: str, reference: str):
        return self.funds.get(reference) or super().fund(thing, reference)

    def application(self, grant, call: Call) -> Application:
        """The one there is, or one that was granted: without it the grant has no call."""
        if found := super().application(grant, call):
            return found
        one = Application(
            name_sv=f"{call}: {grant.project}"[:200],
            call=call,
            project=grant.project,
            status=Application.Status.GRANTED,
            currency=grant.currency,
            decided_on=grant.decided_on,
            live=False,
        )
        self._save(one, is_new=True)
        return one

    def _fund(self, meant: Meant) -> None:
        one = super().fund(meant.thing, meant.reference)
        one.live = False
        self._save(one, is_new=True)
        self.funds[meant.reference] = one

    def _organisation(self, meant: Meant) -> None:
        kind = self.kinds.get(meant.reference, Organisation.Kind.PARTNER)
        one = Organisation(name_sv=meant.name, country=meant.country, kind=kind, live=False)
        one.identifiers = [Identifier(scheme=scheme, value=value) for scheme, value in meant.identifiers]
        self._save(one, is_new=True)
        self.found[meant.reference] = one

    def _row(self, planned: Planned) -> None:
        model = MODELS[planned.row.thing]
        thing = applying.standing(model, planned.pk) if planned.pk else model(live=False)
        applying.put(thing, planned.wanted, self, is_new=not planned.pk)
        self._save(thing, is_new=not planned.pk)
        self.things[planned.row.thing, f"{planned.row.sheet}!{planned.row.number}"] = thing

    def _save(self, thing, *, is_new: bool) -> None:
        """As the editor saves a draft: what is published stays as it is, with the draft beside it."""
        if is_new:
            if hasattr(thing, "slug"):
                thing.slug = ""
            thing.clean()
        if not thing.live:
            thing.save()
        if is_new:
            log(instance=thing, action="wagtail.create", user=self.by, content_changed=True)
        thing.save_revision(user=self.by, changed=True, clean=False, log_action=not is_new and "wagtail.edit")
        self.written.append(Written(thing._meta.label_lower, thing.pk, str(thing), is_new))


def _kinds(made: Plan) -> dict[str, str]:
    """What a new organisation is: our unit where it answers for something, a town where it is a twin town, a funder."""
    found = {one.whose: Organisation.Kind.FUNDER for one in made.made if one.thing == PROGRAMME}
    for row in made.rows:
        kind = row.wanted.fields.get("kind")
        town = kind in ("twin_town", "sister_city", "municipal_partnership")
        for reference in row.wanted.partners:
            if town or reference not in found:
                found[reference] = Organisation.Kind.MUNICIPALITY if town else Organisation.Kind.PARTNER
    for row in made.rows:
        if row.wanted.owner:
            found[row.wanted.owner] = Organisation.Kind.UNIT
        if row.wanted.decision:
            found[row.wanted.decision[0]] = Organisation.Kind.BOARD
    return found
