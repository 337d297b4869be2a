"""Organisations and things of the register by reference, also those that the list makes."""

from collections.abc import Iterable

from lagesbild.cooperation.importing.headings import MODELS, plain
from lagesbild.cooperation.importing.matches import CALL, PROGRAMME
from lagesbild.cooperation.models import Application, Call, FundingProgramme, Theme
from lagesbild.framework.models import GlobalGoal
from lagesbild.organisations.models import Organisation

FUNDS = {PROGRAMME: FundingProgramme, CALL: Call}


class Resolver:
    """Organisations and things by reference, for a preview: those that are not there yet are not saved."""

    def __init__(self, matches: Iterable):
        self.meant = {match.reference: match for match in matches if match.made}
        self.found: dict[str, Organisation] = {}
        self.goals = {goal.number: goal for goal in GlobalGoal.objects.all()}
        self.themes = {
            plain(name): theme for theme in Theme.objects.all() for name in (theme.name_sv, theme.name_en)
        }

    def organisation(self, reference: str) -> Organisation:
        if reference not in self.found:
            match = self.meant.get(reference)
            self.found[reference] = (
                Organisation(name_sv=match.name, country=match.country)
                if match
                else Organisation.objects.get(pk=reference)
            )
        return self.found[reference]

    def fund(self, thing: str, reference: str):
        """A programme or a call."""
        if reference not in self.meant:
            return FUNDS[thing].objects.get(pk=reference)
        match = self.meant[reference]
        if thing == PROGRAMME:
            return FundingProgramme(name_sv=match.name, funder=self.organisation(match.whose))
        return Call(name_sv=match.name, programme=self.fund(PROGRAMME, match.whose))

    def application(self, grant, call: Call) -> Application | None:
        """The application that a grant answers to; None where the register has none."""
        is_saved = call.pk and grant.project_id
        return Application.objects.filter(call=call, project=grant.project).first() if is_saved else None

    def thing(self, thing: str, reference: str):
        return MODELS[thing].objects.get(pk=reference) if reference.isdecimal() else None


def latest_version(model, pk: int):
    """A thing as it was last saved, published or not."""
    return model.objects.get(pk=pk).get_latest_revision_as_object()
