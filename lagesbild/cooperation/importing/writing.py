"""A plan written into the register: all of it as drafts in one transaction, logged as in the editor, or nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from wagtail.log_actions import log

from lagesbild.cooperation.importing import applying
from lagesbild.cooperation.importing.headings import MODELS
from lagesbild.cooperation.importing.matches import ORGANISATION, PROGRAMME, ListMatch
from lagesbild.cooperation.importing.planning import ADDED, CHANGED, Plan, PlannedRow, clean_plan, plan
from lagesbild.cooperation.importing.resolving import Resolver, latest_version
from lagesbild.cooperation.importing.rows import ListReading
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
    reading: ListReading,
    choices: Mapping[str, str],
    today: date,
    *,
    fingerprint: str = "",
    by=None,
    take_clean: bool = False,
) -> tuple[Plan, list[Written]]:
    """Write what the list leads to, as drafts. ``fingerprint`` is the fingerprint of the plan that somebody agreed to.

    ``take_clean``: the rows that are right, without the others (``Plan.aside``); otherwise everything or nothing.
    Raises NotAsShown, and then writes nothing, when the plan cannot be written or is not the one shown.
    """
    with transaction.atomic():
        list_plan = (clean_plan if take_clean else plan)(reading, choices, today)
        if (
            list_plan.problems
            or list_plan.unanswered
            or (fingerprint and list_plan.fingerprint != fingerprint)
        ):
            raise NotAsShown(list_plan)
        writer = _Writer(list_plan, by)
        return list_plan, writer.written


class _Writer(Resolver):
    """As in the preview, but organisations and things that are new are saved before others point at them."""

    def __init__(self, list_plan: Plan, by):
        super().__init__(list_plan.meant)
        self.by, self.written, self.things, self.funds = by, [], {}, {}
        self.kinds = _kinds(list_plan)
        for match in list_plan.made:
            if match.thing == ORGANISATION:
                self._organisation(match)
            else:
                self._fund(match)
        for row in list_plan.rows:
            if row.action in (ADDED, CHANGED):
                self._row(row)

    def thing(self, thing: str, reference: str):
        return self.things.get((thing, reference)) or super().thing(thing, reference)

    def fund(self, thing: str, reference: str):
        return self.funds.get(reference) or super().fund(thing, reference)

    def application(self, grant, call: Call) -> Application:
        """The one there is, or one that was granted: without it the grant has no call."""
        if application := super().application(grant, call):
            return application
        new_application = Application(
            name_sv=f"{call}: {grant.project}"[:200],
            call=call,
            project=grant.project,
            status=Application.Status.GRANTED,
            currency=grant.currency,
            decided_on=grant.decided_on,
            live=False,
        )
        self._save(new_application, is_new=True)
        return new_application

    def _fund(self, match: ListMatch) -> None:
        fund = super().fund(match.thing, match.reference)
        fund.live = False
        self._save(fund, is_new=True)
        self.funds[match.reference] = fund

    def _organisation(self, match: ListMatch) -> None:
        kind = self.kinds.get(match.reference, Organisation.Kind.PARTNER)
        organisation = Organisation(name_sv=match.name, country=match.country, kind=kind, live=False)
        organisation.identifiers = [
            Identifier(scheme=scheme, value=value) for scheme, value in match.identifiers
        ]
        self._save(organisation, is_new=True)
        self.found[match.reference] = organisation

    def _row(self, planned: PlannedRow) -> None:
        model = MODELS[planned.row.thing]
        thing = latest_version(model, planned.pk) if planned.pk else model(live=False)
        applying.apply_entry(thing, planned.wanted, self, is_new=not planned.pk)
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


def _kinds(list_plan: Plan) -> dict[str, str]:
    """What a new organisation is: our unit where it answers for something, a town where it is a twin town, a funder."""
    kinds = {match.whose: Organisation.Kind.FUNDER for match in list_plan.made if match.thing == PROGRAMME}
    for row in list_plan.rows:
        kind = row.wanted.fields.get("kind")
        town = kind in ("twin_town", "sister_city", "municipal_partnership")
        for reference in row.wanted.partners:
            if town or reference not in kinds:
                kinds[reference] = Organisation.Kind.MUNICIPALITY if town else Organisation.Kind.PARTNER
    for row in list_plan.rows:
        if row.wanted.owner:
            kinds[row.wanted.owner] = Organisation.Kind.UNIT
        if row.wanted.decision:
            kinds[row.wanted.decision[0]] = Organisation.Kind.BOARD
    return kinds
