"""``lagesbild remind`` and ``lagesbild sync kolada`` as a machine reads them."""

import json

import pytest

from lagesbild.commands.main import main
from lagesbild.reporting.models import Letter
from tests.reporting.drawing import item, person, unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked_item(monkeypatch):
    from datetime import UTC, datetime

    monkeypatch.setattr("lagesbild.commands.common.now", lambda: datetime(2026, 11, 2, 6, tzinfo=UTC))
    office = unit()
    person("anna", office)
    return item(organisation=office)


def test_remind_tells_of_each_letter_and_sends_it_once(asked_item, capsys):
    assert main(["remind", "--json"]) == 0
    [outcome] = json.loads(capsys.readouterr().out)
    assert (outcome["to"], outcome["kind"], outcome["result"]) == ("anna", "invitation", "sent")
    assert main(["remind", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == []


def test_a_dry_run_only_tells(asked_item, capsys):
    assert main(["remind", "--dry-run"]) == 0
    assert "anna <anna@example.org> invitation, 1 items: would be sent" in capsys.readouterr().out
    assert not Letter.objects.exists()


def test_a_letter_that_fails_is_told_with_exit_1(asked_item, capsys, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    assert main(["remind"]) == 1
    assert "E-postservern svarar inte" in capsys.readouterr().out
    assert Letter.objects.get().sent_at is None


@pytest.mark.parametrize("address", ["http://127.0.0.1:8000", "http://localhost"])
def test_no_letter_leads_to_the_readers_own_computer(asked_item, capsys, settings, address):
    settings.MAIL_REACHES_PEOPLE, settings.WAGTAILADMIN_BASE_URL = True, address
    assert main(["remind"]) == 1
    assert "LAGESBILD_ADDRESS=https://" in capsys.readouterr().err
    assert not Letter.objects.exists()


def test_with_the_sites_own_address_letters_are_sent(asked_item, capsys, settings):
    settings.MAIL_REACHES_PEOPLE, settings.WAGTAILADMIN_BASE_URL = True, "https://barometer.example.org"
    assert main(["remind"]) == 0


def test_without_anything_from_kolada_there_is_nothing_to_ask_for(capsys):
    assert main(["sync", "kolada"]) == 1
    assert "no indicator from Kolada yet" in capsys.readouterr().err
