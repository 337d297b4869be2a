"""Rates into the register: what its amounts need, nothing twice, and never another over one that is there."""

import json
import threading
from datetime import date
from decimal import Decimal
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from lagesbild.commands.main import main
from lagesbild.cooperation.models import ExchangeRate, Project
from lagesbild.cooperation.rates import fetching
from tests.cooperation.rates.test_reading import HISTORY, SWEA, zipped

pytestmark = pytest.mark.django_db


@pytest.fixture
def project():
    return Project.objects.create(
        name_sv="Broar", slug="broar", currency="EUR", budget=5, starts=date(2024, 1, 9)
    )


@pytest.fixture
def riksbank(monkeypatch):
    """An answer on this machine for what the Riksbank is asked; the paths that were asked for."""
    paths = []

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self):
            paths.append(self.path)
            self.send_response(200)
            self.end_headers()
            self.wfile.write(SWEA)

        def log_message(self, *_words):
            pass

    server = HTTPServer(("127.0.0.1", 0), Answer)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    here = f"http://127.0.0.1:{server.server_port}"
    monkeypatch.setattr(
        fetching, "RIKSBANK_ADDRESS", fetching.RIKSBANK_ADDRESS.replace("https://api.riksbank.se", here)
    )
    yield paths
    server.shutdown()
    server.server_close()


def file(tmp_path, content: bytes, name: str) -> str:
    (tmp_path / name).write_bytes(content)
    return str(tmp_path / name)


def test_what_the_register_needs_is_asked_for_from_a_week_before(project, riksbank, capsys):
    assert main(["fetch", "rates"]) == 0
    assert riksbank[0].startswith("/swea/v1/Observations/SEKEURPMI/2024-01-02/")
    assert "2 new, 0 as before" in capsys.readouterr().out
    rate = ExchangeRate.objects.get(on=date(2024, 1, 2))
    assert (rate.currency, rate.kronor, rate.source) == (
        "EUR",
        Decimal("11.0935"),
        "Sveriges riksbank, SEKEURPMI",
    )


def test_a_file_twice_gives_nothing_twice_and_only_what_is_needed(project, tmp_path, capsys):
    place = file(tmp_path, zipped(HISTORY), "eurofxref-hist.zip")
    for counts in ((2, 0), (0, 2)):
        assert main(["fetch", "rates", "--file", place, "--json"]) == 0
        (kept,) = json.loads(capsys.readouterr().out)
        assert (kept["new"], kept["same"]) == counts
    assert set(ExchangeRate.objects.values_list("currency", flat=True)) == {"EUR"}


def test_another_rate_of_the_day_stays_and_is_told_of(project, tmp_path, capsys):
    ExchangeRate.objects.create(currency="EUR", on=date(2024, 1, 2), kronor=Decimal("11.1"), source="Hand")
    place = file(tmp_path, HISTORY, "a.csv")
    assert main(["fetch", "rates", "--file", place]) == 0
    assert "EUR 2024-01-02: 11.1 (Hand), not 11.1035" in capsys.readouterr().out
    assert ExchangeRate.objects.get(on=date(2024, 1, 2)).source == "Hand"
    assert main(["fetch", "rates", "--file", place, "--replace"]) == 0
    assert ExchangeRate.objects.get(on=date(2024, 1, 2)).kronor == Decimal("11.1035")


def test_currency_and_day_may_be_said(project, tmp_path):
    place = file(tmp_path, HISTORY, "a.csv")
    assert main(["fetch", "rates", "--file", place, "--currency", "usd", "--since", "2024-01-03"]) == 0
    assert [(rate.currency, rate.on) for rate in ExchangeRate.objects.all()] == [("USD", date(2024, 1, 3))]


def test_a_register_in_kronor_needs_no_rates(db, capsys):
    assert main(["fetch", "rates"]) == 1
    assert "--currency EUR" in capsys.readouterr().err


def test_a_file_that_is_no_rates_is_a_sentence_and_keeps_nothing(project, tmp_path, capsys):
    place = file(tmp_path, b"Kommun;Antal\n0680;12\n", "a.csv")
    assert main(["fetch", "rates", "--file", place]) == 1
    assert "ingen kursserie" in capsys.readouterr().err and not ExchangeRate.objects.exists()
