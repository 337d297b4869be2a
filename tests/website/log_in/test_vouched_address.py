"""An account that is there is found by an address that somebody vouches for, and by no other."""

from types import SimpleNamespace

import pytest

from lagesbild.organisations.models import User
from lagesbild.website.log_in.adapters import IdentityProvider

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("claims", "trusted", "is_found"),
    [
        ({"email_verified": True}, False, True),
        ({"email_verified": "true"}, False, True),
        ({}, False, False),
        ({"email_verified": None}, False, False),
        ({"email_verified": "1"}, False, False),
        ({"email_verified": False}, False, False),
        ({}, True, True),
        ({"email_verified": False}, True, False),
        ({"email_verified": "False"}, True, False),
    ],
)
def test_the_address_is_vouched_for(claims, trusted, is_found):
    anna = User.objects.create_user("anna", "anna@exempel.se")
    app = SimpleNamespace(settings={"claim_rules": {}, "trusts_addresses": trusted})
    login = SimpleNamespace(
        user=User(email="Anna@exempel.se"), claims=claims, provider=SimpleNamespace(app=app)
    )
    match = IdentityProvider().authenticate_by_email(login)
    assert (match[0] == anna) if is_found else match is None
