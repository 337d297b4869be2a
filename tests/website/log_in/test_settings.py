"""What the environment makes of cookies, limits and rules."""

import json
import os
import subprocess
import sys

import pytest

ASKED = """
import json
from lagesbild.config import settings as s
names = ("SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "ALLAUTH_TRUSTED_PROXY_COUNT", "IDLE_SECONDS",
    "SESSION_COOKIE_AGE", "ACCOUNT_LOGIN_BY_CODE_REQUIRED")
told = {name: getattr(s, name, None) for name in names}
print(json.dumps(told | {"providers": s.SOCIALACCOUNT_PROVIDERS}, default=lambda one: sorted(one) if isinstance(one, set) else ""))
"""


def made(tmp_path, **environment):
    usual = {name: value for name, value in os.environ.items() if not name.startswith("LAGESBILD_")}
    order = [sys.executable, "-c", ASKED]
    own = usual | {"LAGESBILD_HOME": str(tmp_path)} | environment
    return subprocess.run(order, env=own, capture_output=True, text=True)


def test_without_anything_said(tmp_path):
    told = json.loads(made(tmp_path).stdout)
    assert told == {
        "SESSION_COOKIE_SECURE": None,
        "CSRF_COOKIE_SECURE": None,
        "ALLAUTH_TRUSTED_PROXY_COUNT": 0,
        "IDLE_SECONDS": 3600,
        "SESSION_COOKIE_AGE": 36000,
        "ACCOUNT_LOGIN_BY_CODE_REQUIRED": ["password"],
        "providers": {},
    }


def test_behind_tls(tmp_path):
    told = json.loads(made(tmp_path, LAGESBILD_HTTPS="1").stdout)
    assert (told["SESSION_COOKIE_SECURE"], told["CSRF_COOKIE_SECURE"]) == (True, True)
    assert told["ALLAUTH_TRUSTED_PROXY_COUNT"] == 1


def test_the_rules_of_a_provider(tmp_path):
    said = {
        "LAGESBILD_OIDC_SERVER": "https://exempel.se",
        "LAGESBILD_OIDC_GROUPS": "CN=a,OU=b=Läsare; c = Samordnare;",
    }
    (app,) = json.loads(made(tmp_path, **said).stdout)["providers"]["openid_connect"]["APPS"]
    assert app["settings"]["claim_rules"]["groups"] == {"CN=a,OU=b": "Läsare", "c": "Samordnare"}


@pytest.mark.parametrize("text", ["hallbarhet", "a=", "=Läsare", "a=Läsare;b"])
def test_a_rule_that_cannot_be_read_stops_the_start_with_a_sentence(tmp_path, text):
    told = made(tmp_path, LAGESBILD_OIDC_SERVER="https://exempel.se", LAGESBILD_OIDC_GROUPS=text)
    assert (
        told.returncode and "LAGESBILD_OIDC_GROUPS" in told.stderr and "should be their word" in told.stderr
    )
