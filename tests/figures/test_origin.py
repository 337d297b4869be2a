"""Where raw files came from: sealed with checksums, and read back only as they were."""

import hashlib
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from lagesbild.figures import origin
from lagesbild.figures.origin import Origin, OriginError, RunCoverage

SCB = Origin(
    "scb",
    "workbook",
    "SCB",
    "CC0",
    "https://scb.se/å",
    datetime(2024, 1, 2, 3, 4, 5, tzinfo=UTC),
    "Anmärkning",
)


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "values.csv").write_text("ett")
    (tmp_path / "data" / "1.json").write_text("två")
    return tmp_path


def test_what_is_written_is_read_back_with_a_checksum_a_file(folder):
    sealed = origin.write(folder, SCB)
    assert origin.read(folder) == origin.verify(folder) == sealed
    assert list(sealed.files) == ["data/1.json", "values.csv"]
    assert sealed.files["values.csv"] == hashlib.sha256(b"ett").hexdigest()
    assert (sealed.publisher, sealed.note, sealed.fetched) == (SCB.publisher, SCB.note, SCB.fetched)


def test_nothing_but_origin_json_is_added_and_swedish_letters_can_be_read(folder):
    before = {file.name for file in folder.iterdir()}
    origin.write(folder, SCB)
    assert {file.name for file in folder.iterdir()} - before == {"origin.json"}
    assert "Anmärkning" in (folder / "origin.json").read_bytes().decode("utf-8")


def test_sealing_again_notes_the_files_of_now(folder):
    origin.write(folder, SCB)
    (folder / "values.csv").write_text("tre")
    assert origin.write(folder, SCB) == origin.verify(folder)


@pytest.mark.parametrize("whole", [True, False])
def test_whether_it_is_whole_is_read_back(folder, whole):
    origin.write(folder, replace(SCB, whole=whole))
    assert origin.read(folder).whole is whole


ONE, BOTH = frozenset({"a"}), frozenset({"a", "b"})
NINE = frozenset({2009})


@pytest.mark.parametrize(
    "mine, theirs, within",
    [
        (RunCoverage(), RunCoverage(), True),
        (RunCoverage(ONE), RunCoverage(), True),
        (RunCoverage(), RunCoverage(ONE), False),
        (RunCoverage(ONE, BOTH, NINE), RunCoverage(BOTH, BOTH, None), True),
        (RunCoverage(BOTH, ONE), RunCoverage(ONE, BOTH), False),
        (RunCoverage(ONE, BOTH), RunCoverage(BOTH, ONE), False),
        (RunCoverage(ONE, ONE, None), RunCoverage(ONE, ONE, NINE), False),
    ],
)
def test_one_run_speaks_of_all_that_another_does(mine, theirs, within):
    assert mine.within(theirs) is within


def test_time_keeps_its_zone(folder):
    summer = datetime(2024, 7, 1, 12, tzinfo=timezone(timedelta(hours=2)))
    origin.write(folder, Origin("scb", "workbook", "SCB", "CC0", "", summer))
    assert origin.read(folder).fetched == summer


@pytest.mark.parametrize(
    "spoil, named",
    [
        (lambda folder: (folder / "values.csv").write_text("fel"), "values.csv"),
        (lambda folder: (folder / "values.csv").unlink(), "values.csv"),
        (lambda folder: (folder / "data" / "2.json").write_text("ny"), "data/2.json"),
        (lambda folder: (folder / "values.csv").rename(folder / "annan.csv"), "annan.csv, values.csv"),
    ],
    ids=["changed", "lost", "added", "renamed"],
)
def test_a_folder_that_is_not_as_it_was_names_its_files(folder, spoil, named):
    origin.write(folder, SCB)
    spoil(folder)
    with pytest.raises(
        OriginError, match=rf"changed since it was fetched: {named}\. Fetch the source again\."
    ):
        origin.verify(folder)
    assert origin.read(folder).id == "scb"


def test_unfinished_run_says_to_run_it_again(folder):
    with pytest.raises(OriginError, match=r"has no origin\.json: the fetch did not finish\. Run it again\."):
        origin.read(folder)


def written(**changed):
    fields = {
        "id": "a",
        "module": "workbook",
        "publisher": "",
        "licence": "",
        "address": "",
        "fetched": "2024-01-01T00:00Z",
    }
    return json.dumps({name: value for name, value in (fields | changed).items() if value is not None})


def test_origin_json_by_hand(folder):
    (folder / "origin.json").write_text(written(note="för hand"))
    assert origin.read(folder).fetched == datetime(2024, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    "module, address, whole",
    [
        ("workbook", "/data/kpi/N00001?from_date=2026-04-01", True),
        ("open_sdg", "", True),
        ("kolada", "/data/kpi/N00001/municipality/0680?per_page=5000", True),
        ("kolada", "/data/kpi/N00001/municipality/0680?per_page=5000&from_date=2026-04-01", False),
    ],
)
def test_an_origin_json_that_does_not_say_is_whole_unless_kolada_was_asked_for_changes(
    folder, module, address, whole
):
    requests = [{"kind": "kpi", "number": 1, "address": "/kpi/N00001"}]
    requests.append({"kind": "data", "number": 1, "address": address})
    (folder / "plan.json").write_text(json.dumps({"kpis": ["N00001"], "requests": requests}))
    (folder / "origin.json").write_text(written(module=module))
    assert origin.read(folder).whole is whole


@pytest.mark.parametrize(
    "content, why",
    [
        ("", "Expecting value"),
        ("{", "Expecting property name"),
        ("[]", "list indices"),
        (written(fetched=None), "fetched"),
        (written(publisher=None), "publisher"),
        (written(colour="blue"), "colour"),
        (written(fetched="yesterday"), "yesterday"),
        (written(fetched="2024-01-01"), "the time 2024-01-01 has no time zone"),
        (written(files=["values.csv"]), "files"),
        (written(whole="nej"), "whole is neither true nor false"),
        ("å".encode("latin-1"), "utf-8"),
    ],
)
def test_malformed_origin_json_says_why_and_what_to_do(folder, content, why):
    (folder / "origin.json").write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(
        OriginError, match=rf"origin\.json cannot be read \(.*{why}.*Fetch the source again\."
    ):
        origin.read(folder)
