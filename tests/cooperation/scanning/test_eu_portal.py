"""The EU Funding & Tenders Portal's data: objects one after the other, in several wrappings."""

import gzip
import json
from datetime import date
from decimal import Decimal

import pytest

from lagesbild.cooperation.models import ListedStatus
from lagesbild.cooperation.scanning.eu_portal import ORIGIN, read_calls
from lagesbild.cooperation.scanning.listed_call import CallListProblems
from tests.cooperation.scanning.mutating import is_refused_or_read, mutations

TOWNS = {
    "topicId": "CERV-2026-TOWNS",
    "title": "Networks of Towns",
    "programme": "CERV",
    "deadline": "2026-04-16",
    "callStatus": "open",
    "budgetMin": 100000,
    "budgetMax": 200000,
    "portalUrl": "https://example.eu/cerv-2026-towns",
    "objectives": "Bring people together.",
    "description": "Scope:Citizensâ€™ meetings â€“ in OsnabrÃ¼ck.Expected Impact:More exchange.",
}
WATER = {**TOWNS, "topicId": "LIFE-2026-WATER", "title": "Clean water", "callStatus": "forthcoming"}


def written(*things, between: str = "\n") -> bytes:
    return between.join(json.dumps(thing) for thing in things).encode()


def problems(content: bytes) -> list[str]:
    with pytest.raises(CallListProblems) as refused:
        read_calls("calls.jsonl", content)
    return [str(problem) for problem in refused.value.problems]


def test_a_call_is_read_with_its_broken_letters_mended():
    (call,) = read_calls("calls.jsonl", written(TOWNS))
    assert (call.origin, call.reference, call.name) == (ORIGIN, "CERV-2026-TOWNS", "Networks of Towns")
    assert (call.opens, call.deadline, call.standing) == (None, date(2026, 4, 16), ListedStatus.OPEN)
    assert (call.currency, call.amount_min, call.amount_max) == ("EUR", Decimal(100000), Decimal(200000))
    assert call.summary.split("\n\n") == [
        "Bring people together.",
        "Scope:Citizens’ meetings – in Osnabrück.",
        "Expected Impact:More exchange.",
    ]


@pytest.mark.parametrize(
    "content",
    [
        written(TOWNS, WATER),
        written(TOWNS, WATER, between=""),
        b"\xef\xbb\xbf" + written(TOWNS, WATER, between=""),
        gzip.compress(written(TOWNS, WATER), mtime=0),
        b"[" + written(TOWNS, WATER, between=",") + b"]\n",
    ],
    ids=["lines", "no line breaks", "byte order mark", "gzip", "list"],
)
def test_every_wrapping_gives_the_same_calls(content):
    assert [call.reference for call in read_calls("calls", content)] == ["CERV-2026-TOWNS", "LIFE-2026-WATER"]


def test_the_same_call_twice_is_one_and_two_under_one_reference_are_refused():
    assert len(read_calls("calls.jsonl", written(TOWNS, TOWNS))) == 1
    (sentence,) = problems(written(TOWNS, {**TOWNS, "title": "Another"}))
    assert "rad 2" in sentence and "CERV-2026-TOWNS står redan på rad 1" in sentence


def test_an_amount_of_zero_is_one_left_out():
    (call,) = read_calls("calls.jsonl", written({**TOWNS, "budgetMin": 0, "budgetMax": None}))
    assert (call.amount_min, call.amount_max) == (None, None)


def test_every_problem_is_told_at_once_with_its_line():
    broken = [
        {**TOWNS, "topicId": "A", "deadline": "2026-02-30"},
        {**TOWNS, "topicId": "B", "budgetMax": "a lot"},
        {**TOWNS, "topicId": "C", "title": ""},
        {**TOWNS, "topicId": "", "portalUrl": "javascript:alert(1)"},
        {**TOWNS, "topicId": "E", "budgetMin": 3, "budgetMax": 2},
        {**TOWNS, "topicId": "F", "callStatus": "maybe"},
        {**TOWNS, "topicId": "G", "title": "half a letter \ud83d"},
    ]
    sentences = problems(written(*broken[:3]) + b'\n{"topicId": 17,\n' + written(*broken[3:]))
    beginnings = [
        (1, "utlysning 1, deadline", "ingen dag"),
        (2, "utlysning 2, budgetMax", "inget tal"),
        (3, "utlysning 3, title", "Namnet saknas"),
        (4, "utlysning 4", "JSON"),
        (5, "utlysning 5, portalUrl", "webbadress"),
        (5, "utlysning 5, topicId", "Beteckning saknas"),
        (6, "utlysning 6, budgetMin", "större"),
        (7, "utlysning 7, callStatus", "Läget"),
        (8, "utlysning 8, title", "trasiga tecken"),
    ]
    assert len(sentences) == len(beginnings)
    for line, (row, column, what) in zip(sentences, beginnings, strict=True):
        assert f"rad {row}, kolumn {column}" in line and what in line


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        b"5",
        b"null",
        b"\x1f\x8bnot gzip",
        gzip.compress(b"{}" * 50, mtime=0)[:-9],
        b"\xff\xfe{}",
        b"[" * 100_000,
    ],
)
def test_what_is_no_such_file_is_refused_with_a_sentence(content):
    assert problems(content)


def test_a_small_file_that_unpacks_to_too_much_is_refused():
    assert "100 MB" in problems(gzip.compress(bytes(101_000_000), 1))[0]


def test_a_hundred_broken_files_are_refused_or_read():
    whole = written(TOWNS, WATER, {**TOWNS, "topicId": "THIRD"})
    refused = [is_refused_or_read(read_calls, "calls.jsonl", content) for content in mutations(whole)]
    packed = [
        is_refused_or_read(read_calls, "calls.jsonl.gz", content)
        for content in mutations(gzip.compress(whole))
    ]
    assert any(refused) and any(packed)
