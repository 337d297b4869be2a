"""What an organisation answers for in the register, and is a partner of."""

import pytest

from lagesbild.cooperation.audit.answered_for import answered_for
from lagesbild.cooperation.models import (
    PartnershipResponsibility,
    Project,
    ProjectPartner,
)
from lagesbild.organisations.models import Organisation
from tests.cooperation.partners.test_lists import made, names, town

pytestmark = pytest.mark.django_db


def test_an_organisations_part():
    board, partnership, project = made(Organisation, "Kommunstyrelsen"), town("Oslo"), made(Project, "Broar")
    PartnershipResponsibility.objects.create(partnership=partnership, organisation=board)
    ProjectPartner.objects.create(project=project, organisation=board)
    part = answered_for(board)
    assert names(part.partnerships.shown) == ["Oslo"]
    assert names(part.partner_in.shown) == ["Broar"]
    assert part.projects.count == part.partner_of.count == 0
    assert not answered_for(made(Organisation, "Annan"))
    assert not answered_for(Organisation(name_sv="Inte sparad"))
