"""A table sent in the editor: understood or asked about, answered, handed in, and next year read with the same answers."""

import tempfile

import pytest
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile

from lagesbild.barometer.models import SentTable
from lagesbild.figures import origin
from lagesbild.figures.sources import workbook
from lagesbild.organisations.models import User
from lagesbild.organisations.roles import COORDINATOR, REPORTER

pytestmark = pytest.mark.django_db

START = "/redigera/las-in-tabell/"
PXWEB = '"region","kön","år","Folkmängd"\n"0680 Jönköping","kvinnor","2022",72000\n'
WIDE = "Kommun;Betyg;{year}\nHabo;höga;81,5\nTotalt;höga;81\n"
ORIGIN = {"id": "skolor", "publisher": "Skolverket", "licence": "CC0", "address": "https://example.org/"}


@pytest.fixture
def coordinator(client, settings, tmp_path):
    settings.HOME = tmp_path
    return as_role(client, COORDINATOR)


def as_role(client, role):
    user = User.objects.create_user("en")
    user.groups.set([Group.objects.get(name=role)])
    client.force_login(user)
    return client


def send(client, content, name="skolor-2023.csv"):
    return client.post(START, {"file": SimpleUploadedFile(name, content.encode())}, follow=True)


def text(answer):
    assert answer.status_code == 200
    return answer.content.decode()


def address(answer):
    return answer.redirect_chain[-1][0]


def runs(tmp_path):
    return sorted(tmp_path.glob("raw/*/*"))


def test_a_table_without_doubt_is_shown_and_handed_in(coordinator, tmp_path):
    shown = send(coordinator, PXWEB, "folkmangd.csv")
    assert "Så läses tabellen: 1 värde" in text(shown) and "frågor att svara på" not in text(shown)
    assert not runs(tmp_path)
    done = coordinator.post(address(shown), {"lamna": "1", **ORIGIN}, follow=True)
    assert "1 värde är inlämnat." in text(done)
    [run] = runs(tmp_path)
    assert (origin.read(run).id, (run / "folkmangd.csv").read_text()) == ("skolor", PXWEB)
    table = SentTable.objects.get()
    assert (bytes(table.content), table.answers["kolumner"]["kön"]) == (b"", "grupp")


ANSWERS = {
    "svar": "1",
    "kolumn-0": "plats",
    "kolumn-1": "bort",
    "matt-0": "N15428",
    "rubrikrader": "1",
    "bort": "Totalt\r\n",
}


def test_questions_are_answered_and_the_answers_are_offered_next_year(coordinator, tmp_path):
    asked = send(coordinator, WIDE.format(year=2023))
    assert "Vilket nyckeltal är värdena?" in text(asked) and "Vad är kolumnen Betyg" in text(asked)
    answered = coordinator.post(address(asked), ANSWERS)
    assert "N15428" in text(answered) and "Så läses tabellen: 1 värde" in text(answered)
    coordinator.post(address(asked), {"lamna": "1", **ORIGIN})
    again = send(coordinator, WIDE.format(year=2024), "skolor-2024.csv")
    assert "Svaren från skolor-2023.csv" in text(again) and "Så läses tabellen: 1 värde" in text(again)
    assert 'value="Skolverket"' in text(again)
    assert workbook.tidy(runs(tmp_path)[0], None).observations.to_pyarrow()["indicator"].to_pylist() == [
        "N15428"
    ]


def test_a_contradiction_is_told_and_nothing_can_be_handed_in(coordinator, tmp_path):
    shown = send(coordinator, "Kod;Kommun;År;Elever\n0643;Jönköping;2021;3\n0643;Habo;2022;4\n")
    assert "säger olika platser" in text(shown)
    coordinator.post(address(shown), {"lamna": "1", **ORIGIN})
    assert not runs(tmp_path)


@pytest.mark.parametrize(
    ("said", "trouble"),
    [
        ({"id": "Våra siffror"}, "små bokstäver a–z"),
        ({"id": "kolada"}, "fylls av något annat"),
        ({"publisher": ""}, "Skriv vem som har gett ut siffrorna"),
    ],
)
def test_what_is_said_of_the_origin_is_checked(coordinator, tmp_path, said, trouble):
    shown = send(coordinator, PXWEB, "folkmangd.csv")
    refused = coordinator.post(address(shown), {"lamna": "1", **ORIGIN, **said})
    assert trouble in text(refused) and not runs(tmp_path)


@pytest.mark.parametrize(
    ("said", "trouble"),
    [
        ({"tid": "i fjol"}, "”i fjol” är ingen tid."),
        ({"rubrikrader": "ett"}, "rubrikrader går inte att läsa"),
    ],
)
def test_an_answer_that_cannot_be_read_is_told(coordinator, said, trouble):
    shown = send(coordinator, WIDE.format(year=2023))
    assert trouble in text(coordinator.post(address(shown), {**ANSWERS, **said}))


@pytest.mark.parametrize(
    ("name", "trouble"), [("bild.png", "Filen är inte en tabell."), ("", "Välj en fil först.")]
)
def test_what_is_no_table_is_told(coordinator, name, trouble):
    sent = {"file": SimpleUploadedFile(name, b"x")} if name else {}
    assert trouble in text(coordinator.post(START, sent))


def test_a_broken_file_is_a_sentence(coordinator):
    sent = {"file": SimpleUploadedFile("bok.xlsx", b"PK\x03\x04 not really")}
    assert "Filen går inte att läsa" in text(coordinator.post(START, sent, follow=True))


def test_only_who_makes_and_publishes_indicators_may_send_and_only_their_own(coordinator, client):
    shown = send(coordinator, PXWEB)
    SentTable.objects.update(owner=None)
    assert coordinator.get(address(shown)).status_code == 404
    User.objects.all().delete()
    assert as_role(client, REPORTER).get(START).status_code == 302


def test_broken_off_while_it_is_handed_in_nothing_stays_among_the_raw_files(
    coordinator, tmp_path, monkeypatch
):
    table = send(coordinator, PXWEB, "folkmangd.csv")

    def broken_off(*_arguments):
        raise KeyboardInterrupt  # as a killed process, but for what it clears away itself

    with monkeypatch.context() as patched:
        patched.setattr(origin, "write", broken_off)
        patched.setattr(tempfile.TemporaryDirectory, "cleanup", lambda folder: None)
        with pytest.raises(KeyboardInterrupt):
            coordinator.post(address(table), {"lamna": "1", **ORIGIN})
    assert not runs(tmp_path)
    assert SentTable.objects.get().handed_in_at is None
    coordinator.post(address(table), {"lamna": "1", **ORIGIN})
    assert [origin.verify(run).id for run in runs(tmp_path)] == ["skolor"]
    assert [path.name for path in tmp_path.glob("handing-in/*")] == ["lock"]
