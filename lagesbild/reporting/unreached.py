"""Whom and what a round does not reach, said alike on its preview, on its board and in the weekly letter."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from lagesbild.organisations.models import Organisation, User
from lagesbild.reporting.models import Item, Round
from lagesbild.reporting.my_items import contacts
from lagesbild.reporting.rounds import preview


@dataclass(frozen=True)
class Unreached:
    """``unowned``: kind in words and thing that no organisation answers for. ``without_contact``: organisations that
    are asked and for which nobody answers, with how many questions. ``never`` and ``no_address``: of those who are
    asked, who has never logged in and who gets no letters."""

    unowned: tuple[tuple[str, object], ...] = ()
    without_contact: tuple[tuple[Organisation, int], ...] = ()
    never: tuple[User, ...] = ()
    no_address: tuple[User, ...] = ()

    def __bool__(self) -> bool:
        return any((self.unowned, self.without_contact, self.never, self.no_address))


def unreached(round: Round) -> Unreached:
    """Of a draft as it would be asked, of an open round as it is asked; of a closed one nothing is left to reach."""
    if round.status == Round.Status.CLOSED:
        return Unreached()
    previewed = preview(round)
    if round.status == Round.Status.DRAFT:
        units = [question.organisation for question in previewed.asked]
    else:
        items = Item.objects.filter(round=round).select_related("organisation")
        units = [item.organisation for item in items]
    return of_units(units, ((kind.label, thing) for kind, thing in previewed.unowned))


def of_units(units: Iterable[Organisation], unowned: Iterable[tuple[str, object]]) -> Unreached:
    """``units``: one for each question."""
    questions = Counter(units)
    people = contacts().filter(organisations__in=questions).prefetch_related("organisations")
    people = sorted(people.distinct(), key=lambda person: (person.get_full_name(), person.username))
    reached = {unit.pk for person in people for unit in person.organisations.all()}
    alone = [(unit, count) for unit, count in questions.items() if unit.pk not in reached]
    return Unreached(
        tuple(unowned),
        tuple(sorted(alone, key=lambda unit_and_count: unit_and_count[0].name)),
        tuple(person for person in people if person.last_login is None and person.email),
        tuple(person for person in people if not person.email),
    )
