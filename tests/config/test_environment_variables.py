"""What the environment says: read as it is meant, and refused in words that name the variable."""

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from lagesbild.config.environment_variables import read_environment
from tests.conftest import lagesbild
from tests.key_pair import key_pair


@pytest.fixture
def environment(monkeypatch):
    """``environment(SESSION_HOURS="8")``: what is read when only that is set."""

    def read(**variables: str):
        for name, text in variables.items():
            monkeypatch.setenv(f"LAGESBILD_{name}", text)
        return read_environment()

    return read


WRONG = [
    ("SESSION_HOURS", "tio", "LAGESBILD_SESSION_HOURS should be a whole number, 1 or more, such as 10."),
    ("SESSION_HOURS", "0", "LAGESBILD_SESSION_HOURS should be a whole number, 1 or more, such as 10."),
    ("IDLE_MINUTES", "1.5", "LAGESBILD_IDLE_MINUTES should be a whole number, 1 or more, such as 60."),
    ("PROXIES", "-1", "LAGESBILD_PROXIES should be a whole number, 0 or more, such as 0."),
    ("HTTPS", "ja", "LAGESBILD_HTTPS should be 1 or 0."),
    ("SECOND_STEP", "kanske", "LAGESBILD_SECOND_STEP should be 1 or 0."),
    ("SMTP", "mail:smtp", "LAGESBILD_SMTP should be host:port, such as mail.kommun.se:25."),
    ("ADDRESS", "barometer.kommun.se", "LAGESBILD_ADDRESS should be the site's whole address"),
    ("OIDC_GROUPS", "alla", "LAGESBILD_OIDC_GROUPS has 'alla', which should be their word, =, ours"),
    ("DATABASE", "mysql://a:hemligt@b/c", "LAGESBILD_DATABASE is of the kind 'mysql'. Use postgresql://"),
    ("DATABASE", "kommunen", "LAGESBILD_DATABASE does not begin with its kind"),
    ("DATABASE", "postgresql://a:b@c:hemligt/d", "LAGESBILD_DATABASE cannot be read as an address"),
    ("DATABASE", "postgresql://a:b@c", "LAGESBILD_DATABASE names no database"),
]


@pytest.mark.parametrize(
    "text", [None, "", "-----BEGIN CERTIFICATE-----\nhemligt\n-----END CERTIFICATE-----"]
)
def test_a_file_that_has_no_key_with_its_certificate_is_refused(environment, tmp_path, text):
    file = tmp_path / "both.pem"
    if text is not None:
        file.write_text(text)
    with pytest.raises(
        ImproperlyConfigured, match="^LAGESBILD_SAML_KEY should be a file .*key and its cert"
    ) as refused:
        environment(SAML_KEY=str(file))
    assert "hemligt" not in str(refused.value)


def test_a_key_and_its_certificate_are_read_in_any_order(environment, tmp_path):
    key, certificate = (path.read_text() for path in key_pair(tmp_path))
    file = tmp_path / "both.pem"
    for parts in ((key, certificate), (certificate, key)):
        file.write_text("".join(parts))
        assert environment(SAML_KEY=str(file)).saml_key == (key.strip(), certificate.strip())


@pytest.mark.parametrize(("name", "text", "sentence"), WRONG)
def test_a_wrong_value_is_a_sentence_that_names_the_variable(environment, name, text, sentence):
    with pytest.raises(ImproperlyConfigured) as refused:
        environment(**{name: text})
    assert str(refused.value).startswith(sentence)
    assert "hemligt" not in str(refused.value)


def test_everything_that_is_wrong_is_told_at_once(environment):
    with pytest.raises(ImproperlyConfigured) as refused:
        environment(SESSION_HOURS="tio", HTTPS="ja")
    assert len(str(refused.value).splitlines()) == 2


@pytest.mark.parametrize("command", [["build"], ["manage", "check"], ["serve"]])
def test_no_command_answers_with_a_traceback(tmp_path, command):
    ended = lagesbild(*command, home=tmp_path, check=False, LAGESBILD_SESSION_HOURS="tio")
    assert ended.returncode == 1
    assert ended.stderr.strip() == f"lagesbild: {WRONG[0][2]}"


def test_what_is_set_is_read(environment):
    settings = environment(
        HOSTS="a.se,b.se",
        HTTPS="1",
        RAW="/a:/b",
        SMTP="mail.a.se",
        OIDC_GROUPS="hallbarhet=Samordnare; alla=Läsare",
    )
    assert settings.hosts == ["a.se", "b.se"] and settings.https and settings.proxies == 1
    assert [str(folder) for folder in settings.raw] == ["/a", "/b"]
    assert settings.smtp == ("mail.a.se", 25)
    assert settings.oidc.groups == {"hallbarhet": "Samordnare", "alla": "Läsare"}


def test_a_database_of_another_kind_than_the_file_at_home(environment):
    postgres = environment(DATABASE="postgresql://anna:b%40c@host:5433/lagesbild").database
    assert (postgres["USER"], postgres["PASSWORD"], postgres["PORT"]) == ("anna", "b@c", 5433)
    assert environment(DATABASE="sqlite:////srv/l.sqlite3").database == {"NAME": Path("/srv/l.sqlite3")}
