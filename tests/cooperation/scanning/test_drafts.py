"""Found calls become drafts, once; what people have written stays, and what changes is remembered."""

import dataclasses
import json
import threading
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lagesbild.commands.fetch import calls
from lagesbild.commands.main import main
from lagesbild.cooperation import downloads
from lagesbild.cooperation.models import Call, CallJudgement, CallRule, FundingProgramme, ListedStatus
from lagesbild.cooperation.scanning import fetching
from lagesbild.cooperation.scanning.drafts import keep
from lagesbild.cooperation.scanning.listed_call import FoundCall
from lagesbild.cooperation.scanning.selection import judge
from lagesbild.organisations.models import Organisation, User

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
LATER = NOW + timedelta(days=7)
WATER = FoundCall(
    origin="EU Funding & Tenders",
    reference="LIFE-2026-WATER",
    name="Safe drinking water and sanitation",
    summary="Grants for the water and sanitation of towns in Finland, and for better hygiene.",
    deadline=date(2027, 3, 1),
    currency="EUR",
    amount_max=Decimal(200_000),
    url="https://example.eu/water",
    programme="LIFE",
    standing=ListedStatus.OPEN,
)


def numbered(count: int, **more) -> list[FoundCall]:
    return [dataclasses.replace(WATER, reference=f"CALL-{number}", **more) for number in range(count)]


def kept(found: FoundCall = WATER, **changed) -> Call:
    keep([dataclasses.replace(found, **changed)], now=LATER if changed else NOW)
    return Call.objects.get(reference=found.reference)


def as_a_person(call: Call, publish: bool = False, **written) -> Call:
    """What the editor's form does."""
    draft = call.get_latest_revision_as_object()
    for name, value in written.items():
        setattr(draft, name, value)
    revision = draft.save_revision()
    if publish:
        revision.publish()
    return Call.objects.get(pk=call.pk)


def drafted(call: Call) -> Call:
    return Call.objects.get(pk=call.pk).get_latest_revision_as_object()


# --- New --------------------------------------------------------------------------------------------------


def test_a_new_call_is_a_draft_with_suggestions_and_never_public():
    call = kept()
    assert (call.live, Call.objects.public().count()) == (False, 0)
    assert (call.name_sv, call.name_en, call.summary_sv) == (WATER.name, WATER.name, "")
    assert (call.deadline, call.amount_max, call.fetched_at) == (date(2027, 3, 1), 200_000, NOW)
    assert call.suggested[0]["goal"] == 6 and call.suggested[0]["words"]
    assert call.found["countries"] == ["FI"]
    assert list(call.global_goals.all()) == []


def test_a_swedish_call_has_swedish_words():
    call = kept(dataclasses.replace(WATER, name="Bidrag", summary="Utlysningen är för kommuner och regioner"))
    assert (call.name_sv, call.name_en, call.summary_en) == ("Bidrag", "", "")


def test_a_programme_that_we_have_is_found_by_its_name():
    funder = Organisation.objects.create(name_sv="EU", slug="eu", kind="funder", country="BE")
    life = FundingProgramme.objects.create(name_sv="Life", funder=funder)
    assert kept().programme == life
    assert kept(dataclasses.replace(WATER, reference="B", programme="Horizon")).programme is None


def test_calls_made_in_bulk_are_found_by_the_editors_search():
    keep(numbered(3), now=NOW)
    from wagtail.search.backends import get_search_backend

    assert len(get_search_backend().search("sanitation", Call)) == 3


def test_a_draft_from_a_list_can_be_published():
    call = as_a_person(kept(), publish=True)
    assert (call.live, call.name_sv, call.found["standing"]) == (True, WATER.name, "open")


# --- Twice ------------------------------------------------------------------------------------------------


def test_twice_gives_no_doubles_and_no_revision():
    keep(numbered(5), now=NOW)
    counts = keep(numbered(6), now=LATER)
    assert (counts.new, counts.changed, counts.same) == (1, 0, 5)
    assert Call.objects.count() == 6
    assert {call.fetched_at for call in Call.objects.all()} == {LATER}
    assert not any(call.latest_revision_id for call in Call.objects.all())


def test_the_same_reference_in_two_lists_is_two_calls_and_by_hand_is_told():
    kept()
    Call.objects.create(name_sv="Vatten", reference=WATER.reference)
    counts = keep([dataclasses.replace(WATER, origin="Annan lista")], now=NOW)
    assert (counts.new, counts.by_hand) == (1, (WATER.reference,))


@pytest.mark.parametrize("count", [2, 20])
def test_queries_do_not_grow_with_the_calls(count):
    with CaptureQueriesContext(
        connection,
    ) as first:
        keep(numbered(count), now=NOW)
    with CaptureQueriesContext(connection) as again:
        keep(numbered(count), now=LATER)
    assert len(first) <= 30 and len(again) <= 10


# --- Changed at the source --------------------------------------------------------------------------------


def test_a_changed_deadline_is_taken_over_and_the_old_one_remembered():
    call = kept()
    counts = keep([dataclasses.replace(WATER, deadline=date(2027, 4, 1))], now=LATER)
    assert (counts.changed, counts.with_our_words) == (1, ())
    call.refresh_from_db()
    assert (call.deadline, drafted(call).deadline) == (date(2027, 4, 1), date(2027, 4, 1))
    assert [revision.content["deadline"] for revision in call.revisions.order_by("pk")] == [
        "2027-03-01",
        "2027-04-01",
    ]


def test_what_people_have_written_stays():
    call = as_a_person(kept(), name_sv="Rent vatten", deadline=date(2027, 2, 20))
    counts = keep(
        [dataclasses.replace(WATER, name="Water", deadline=date(2027, 4, 1), url="https://b.eu/")], now=LATER
    )
    assert counts.with_our_words == (WATER.reference,)
    ours = drafted(call)
    assert (ours.name_sv, ours.deadline) == ("Rent vatten", date(2027, 2, 20))
    assert (ours.name_en, ours.url) == ("Water", "https://b.eu/")


def test_what_people_have_added_stays():
    call = kept()
    CallRule.objects.create(call=call, kind="countries", minimum=2)
    call = as_a_person(call, publish=True)
    kept(summary="Grants for the towns of Norway, for water and for the sea.")
    assert drafted(call).rules.count() == 1


def test_a_published_call_changes_only_when_somebody_publishes_it():
    call = as_a_person(kept(), publish=True)
    kept(deadline=date(2027, 4, 1))
    call.refresh_from_db()
    assert (call.deadline, call.has_unpublished_changes) == (date(2027, 3, 1), True)
    call.get_latest_revision().publish()
    call.refresh_from_db()
    assert (call.deadline, call.fetched_at) == (date(2027, 4, 1), LATER)


def test_publishing_an_old_revision_keeps_what_the_scan_found():
    call = as_a_person(kept())
    old = call.get_latest_revision()
    kept(name="Schools", summary="Education and learning of the pupils in the towns of Norway.")
    old.publish()
    call.refresh_from_db()
    assert (call.name_sv, call.suggested[0]["goal"], call.found["countries"]) == (WATER.name, 4, ["NO"])


def test_a_new_deadline_before_a_persons_opening_is_not_taken_over():
    call = as_a_person(kept(), opens=date(2027, 2, 1))
    counts = keep([dataclasses.replace(WATER, deadline=date(2027, 1, 1))], now=LATER)
    assert (counts.with_our_words, drafted(call).deadline) == ((WATER.reference,), date(2027, 3, 1))


def test_a_locked_call_is_left_until_it_is_unlocked():
    call = kept()
    Call.objects.filter(pk=call.pk).update(locked=True)
    changed = [dataclasses.replace(WATER, deadline=date(2027, 4, 1))]
    assert keep(changed, now=LATER).locked == 1
    assert drafted(call).deadline == date(2027, 3, 1)
    Call.objects.filter(pk=call.pk).update(locked=False)
    assert keep(changed, now=LATER).changed == 1
    assert drafted(call).deadline == date(2027, 4, 1)


def test_a_judged_call_stays_judged():
    call = kept()
    user = User.objects.create(username="u")
    judge(call, verdict=CallJudgement.Judgement.NOT_FOR_US, reason="För stort", by=user, now=NOW)
    kept(deadline=date(2027, 4, 1))
    assert str(call.judgements.get()) == "Inte för oss: För stort"


# --- Addresses, and the command ---------------------------------------------------------------------------


@pytest.fixture
def served():
    """``served(content, status)`` → an address on this machine that answers so."""
    servers = []

    def serve(content: bytes, status: int = 200) -> str:
        class Answer(BaseHTTPRequestHandler):
            def do_GET(self):
                self.send_response(status)
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, *_told):
                pass

        server = HTTPServer(("127.0.0.1", 0), Answer)
        servers.append(server)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{server.server_port}/calls.csv"

    yield serve
    for server in servers:
        server.shutdown()
        server.server_close()


def test_an_address_is_read_as_a_file_is(served):
    address = served("Namn;Beteckning\nVänorter;A".encode())
    assert [call.name for call in fetching.read_calls(address, "workbook")] == ["Vänorter"]


@pytest.mark.parametrize(
    "place, sentence",
    [
        ("ftp://example.org/x", "http eller https"),
        ("file:///etc/passwd", "http eller https"),
        ("no.csv", "läsa"),
    ],
)
def test_other_places_are_refused(place, sentence):
    (problem,) = fetching.fetch(place, "workbook", now=NOW).problems
    assert sentence in str(problem)


def test_an_address_that_does_not_answer_well_is_refused(served, monkeypatch):
    (problem,) = fetching.fetch(served(b"", 500), "rss", now=NOW).problems
    assert "Adressen svarar 500" in str(problem)
    (problem,) = fetching.fetch("http://127.0.0.1:9/", "rss", now=NOW).problems
    assert "Adressen svarar inte" in str(problem)
    monkeypatch.setattr(downloads, "LARGEST", 10)
    (problem,) = fetching.fetch(served(b"x" * 20), "rss", now=NOW).problems
    assert "större än" in str(problem)


def test_the_command_keeps_whole_files_and_refuses_broken_ones(tmp_path, capsys):
    good, bad = tmp_path / "good.csv", tmp_path / "bad.csv"
    good.write_text("Namn;Beteckning\nVänorter;A\n")
    bad.write_text("Namn;Beteckning\nFler orter;B\n;C\n")
    assert main(["fetch", "calls", str(bad), str(good), "--format", "workbook", "--json"]) == 1
    refused, fetched = json.loads(capsys.readouterr().out)
    assert (refused["kept"], refused["problems"][0]["row"]) == (None, 3)
    assert fetched["kept"]["new"] == 1
    assert [call.reference for call in Call.objects.all()] == ["A"]


def test_the_command_says_in_words_what_came_of_it(tmp_path, capsys):
    file = tmp_path / "calls.csv"
    file.write_text("Namn;Beteckning\nVänorter;A\n")
    assert main(["fetch", "calls", str(file), "--format", "workbook", "--origin", "Min lista"]) == 0
    assert "1 new, 0 changed, 0 as before." in capsys.readouterr().out
    assert Call.objects.get().origin == "Min lista"
    assert main(["fetch", "calls", str(file), "--format", "workbook", "--origin", "x" * 61]) == 1


def test_the_commands_formats_are_the_readers():
    assert set(calls.CALL_SHAPES) == set(fetching.READERS)
