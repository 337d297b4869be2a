"""The editor's page: what is listed, who may see it, and what is remembered."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from lagesbild.cooperation.models import Call, CallJudgement
from lagesbild.cooperation.scanning.admin import A_PAGE
from lagesbild.cooperation.scanning.selection import (
    ScanChoice,
    ScannedCall,
    ScanStatus,
    ScanVerdict,
    calls,
    judge,
    with_judgements,
)
from lagesbild.organisations.models import User
from lagesbild.organisations.roles import COORDINATOR, INTERNATIONAL, READER, REPORTER

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
WHERE = "/redigera/omvarldsbevakning/"
TAG = {
    "goal": 6,
    "share": 0.5,
    "words": ["water"],
    "named": False,
    "targets": [{"code": "6.1", "words": ["water"]}],
}


def call(name: str, *, days: int | None = 30, standing: str = "", today: date = TODAY, **more) -> Call:
    deadline = None if days is None else today + timedelta(days=days)
    found_fields = {"standing": standing, "marks": {"deadline": deadline.isoformat() if deadline else ""}}
    values = {
        "deadline": deadline,
        "found": found_fields,
        "origin": "lista",
        "reference": name,
        "live": False,
    }
    return Call.objects.create(
        name_sv=name, **values | {"has_unpublished_changes": True, "fetched_at": NOW} | more
    )


def now_call(name: str, **more) -> Call:
    return call(name, today=timezone.localdate(), **more)


def listed(**choice) -> list[str]:
    return [listed_call.name_sv for listed_call in calls(ScanChoice(**choice), TODAY)]


def member_of(group: str) -> User:
    user = User.objects.create(username=group)
    user.groups.add(Group.objects.get(name=group))
    return user


@pytest.fixture
def coordinator(client):
    client.force_login(member_of(INTERNATIONAL))
    return client


def said(client, query: str = "") -> str:
    answer = client.get(WHERE + query)
    assert answer.status_code == 200
    return answer.content.decode()


# --- What is listed ---------------------------------------------------------------------------------------


def test_open_coming_and_closed():
    call("i morgon", days=1)
    call("i dag", days=0)
    call("i går", days=-1)
    call("utan dag", days=None)
    call("sagd stängd", days=None, standing="closed")
    call("sagd kommande", standing="forthcoming")
    call("öppnar sen", opens=TODAY + timedelta(days=1))
    call("har öppnat", standing="forthcoming", opens=TODAY)
    assert listed() == ["i dag", "i morgon", "har öppnat", "utan dag"]
    assert listed(when=ScanStatus.COMING) == ["sagd kommande", "öppnar sen"]
    assert listed(when=ScanStatus.CLOSED) == ["i går", "sagd stängd"]
    assert len(listed(when=ScanStatus.ALL)) == 8


def test_a_day_in_a_draft_counts():
    open_call = call("utan dag", days=None)
    draft = open_call.get_latest_revision_as_object()
    draft.deadline = TODAY - timedelta(days=1)
    draft.save_revision()
    assert listed() == [] and listed(when=ScanStatus.CLOSED) == ["utan dag"]
    scanned = ScannedCall(with_judgements(calls(ScanChoice(when=ScanStatus.CLOSED), TODAY)).get(), [])
    assert (scanned.last_day, scanned.at_the_source) == (TODAY - timedelta(days=1), None)


def test_the_latest_judgement_decides_the_list():
    user, open_call = User.objects.create(username="u"), call("vatten")
    call("annan")
    judge(open_call, verdict="not_for_us", reason="Nej", by=user, now=NOW)
    assert (listed(), listed(judged=ScanVerdict.NOT_FOR_US)) == (["annan"], ["vatten"])
    judge(open_call, verdict="worth_a_look", reason="Jo", by=user, now=NOW)
    assert (listed(judged=ScanVerdict.NOT_FOR_US), listed(judged=ScanVerdict.WORTH_A_LOOK)) == (
        [],
        ["vatten"],
    )
    assert open_call.judgements.count() == 2


def test_a_suggested_goal():
    call("vatten", suggested=[TAG])
    call("annan", suggested=[TAG | {"goal": 16}])
    assert listed(goal=6) == ["vatten"] and listed(goal=1) == []


def test_words_in_the_call_or_in_why_it_was_judged():
    user = User.objects.create(username="u")
    judged = call("Vänorter", summary_en="Towns that meet")
    call("Annan", reference="CERV-2027-Ö")
    judge(judged, verdict="not_for_us", reason="Kräver Universitet", by=user, now=NOW)
    assert listed(judged=ScanVerdict.ALL, words="vänorter towns") == ["Vänorter"]
    assert listed(judged=ScanVerdict.ALL, words="universitet") == ["Vänorter"]
    assert listed(judged=ScanVerdict.ALL, words="cerv-2027-ö") == ["Annan"]
    assert listed(judged=ScanVerdict.ALL, words="universitet cerv") == []
    assert listed(words="universitet") == []


@pytest.mark.parametrize(
    "query", [{}, {"lage": "x", "bedomning": "", "mal": "99", "ordning": "\x00"}, {"mal": "²"}]
)
def test_what_cannot_be_understood_is_not_asked_for(query):
    assert ScanChoice.of(query) == ScanChoice()


# --- Who may ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "group, may", [(COORDINATOR, True), (INTERNATIONAL, True), (REPORTER, False), (READER, False)]
)
def test_whoever_may_change_calls_may_see_and_judge(client, group, may):
    open_call = now_call("vatten")
    client.force_login(member_of(group))
    form_fields = {"call": open_call.pk, "verdict": "not_for_us", "reason": "Nej"}
    assert (client.get(WHERE).status_code == 200) is may
    client.post(WHERE, form_fields)
    assert open_call.judgements.exists() is may
    assert (WHERE in client.get(reverse("wagtailadmin_home")).content.decode()) is may


def test_nobody_comes_in_without_logging_in(client):
    assert client.get(WHERE).status_code == 302


# --- The page ---------------------------------------------------------------------------------------------


def test_a_call_is_shown_with_its_suggestions_and_reasons(coordinator):
    now_call(
        "Vatten & avlopp", suggested=[TAG], summary_en="Water for the towns of the north, and for all of it"
    )
    page = said(coordinator)
    assert "Vatten &amp; avlopp" in page
    assert "därför att texten nämner: water (i 50\u00a0% av texten)" in page
    assert "Delmål 6.1" in page and "Vi hittar inget skäl" in page and "Nej, den är ett utkast" in page


def test_what_is_not_known_is_said(coordinator):
    now_call("Tom", days=None)
    page = said(coordinator)
    for sentence in (
        "Sista dag är inte känd",
        "Inte känt",
        "Listan har ingen text",
        "bara engelska texter ur hämtade listor vägs",
    ):
        assert sentence in page


def test_another_day_at_the_source_is_told(coordinator):
    open_call = now_call("Flyttad")
    Call.objects.filter(pk=open_call.pk).update(found={"marks": {"deadline": "2027-05-01"}})
    assert "Finansiären skriver en annan sista dag: 2027-05-01" in said(coordinator)


def test_empty_lists_say_why(coordinator):
    assert "Inga utlysningar är hämtade än" in said(coordinator)
    now_call("vatten")
    assert "Ingen utlysning stämmer med urvalet" in said(coordinator, "?bedomning=inte")


def test_a_judgement_is_remembered_with_its_reason_and_shown(coordinator):
    open_call = now_call("vatten")
    form_fields = {"call": open_call.pk, "verdict": "not_for_us", "reason": "Kräver <fem> länder"}
    answer = coordinator.post(WHERE + "?lage=oppna", form_fields)
    assert (answer.status_code, answer.url) == (302, WHERE + "?lage=oppna")
    page = said(coordinator, "?bedomning=inte")
    assert "Kräver &lt;fem&gt; länder" in page and INTERNATIONAL in page
    coordinator.post(WHERE, form_fields | {"verdict": "worth_a_look", "reason": "Ändå"})
    page = said(coordinator, "?bedomning=vard")
    assert "Ändå" in page and "En tidigare bedömning" in page
    assert [judgement.verdict for judgement in CallJudgement.objects.all()] == ["worth_a_look", "not_for_us"]


def test_who_has_judged_is_led_to_where_it_can_be_judged_again(coordinator):
    open_call = now_call("vatten", reference="EU 1/27")
    answer = coordinator.post(
        WHERE, {"call": open_call.pk, "verdict": "not_for_us", "reason": "Nej"}, follow=True
    )
    again = f"{WHERE}?lage=alla&bedomning=alla&ord=EU+1%2F27#utlysning-{open_call.pk}"
    assert again.replace("&", "&amp;") in answer.content.decode()
    assert f'id="utlysning-{open_call.pk}"' in said(coordinator, again.removeprefix(WHERE))


def test_enter_in_the_reason_chooses_no_verdict(coordinator):
    """A browser presses the first button of a form that Enter sends."""
    now_call("vatten")
    [_menu, form] = said(coordinator).split('class="horizon-scan__judge"')
    assert 'name="verdict"' not in form[form.index("<button") :].split(">", 1)[0]


def test_an_english_name_is_marked_so(coordinator):
    now_call("Towns", name_en="Towns")
    now_call("Orter")
    page = said(coordinator)
    assert ' lang="en">Towns</a>' in page and '/">Orter</a>' in page


@pytest.mark.parametrize(
    "form_fields, why",
    [
        ({"verdict": "not_for_us", "reason": "   "}, "Skriv varför"),
        ({"verdict": "not_for_us"}, "Skriv varför"),
        ({"reason": "Nej"}, "Välj en av knapparna"),
        ({"verdict": "maybe", "reason": "Nej"}, "Välj en av knapparna"),
        ({"verdict": "not_for_us", "reason": "x" * 301}, "300"),
    ],
)
def test_half_a_judgement_is_not_kept_and_the_words_stay(coordinator, form_fields, why):
    open_call = now_call("vatten")
    answer = coordinator.post(WHERE, {"call": open_call.pk, **form_fields})
    page = answer.content.decode()
    assert answer.status_code == 422 and not open_call.judgements.exists()
    assert why in page and f'href="#varfor-{open_call.pk}"' in page and 'aria-invalid="true"' in page
    if form_fields.get("reason", "").strip():
        assert f'value="{form_fields["reason"]}"' in page


@pytest.mark.parametrize("number", ["", "0", "-1", "x", "²", "9" * 30, "\x00"])
def test_a_call_that_is_not_there_is_not_judged(coordinator, number):
    assert (
        coordinator.post(WHERE, {"call": number, "verdict": "not_for_us", "reason": "Nej"}).status_code == 404
    )


def test_the_list_is_paged_and_keeps_its_choice(coordinator):
    for number in range(A_PAGE + 1):
        now_call(f"nummer {number:02}", suggested=[TAG])
    first = said(coordinator, "?mal=6&ordning=skal")
    assert first.count("<article") == A_PAGE and "mal=6&amp;ordning=skal&amp;sida=2" in first.replace(
        "&amp;amp;", "&amp;"
    )
    assert said(coordinator, "?mal=6&sida=2").count("<article") == 1
    assert said(coordinator, "?sida=x").count("<article") == A_PAGE


@pytest.mark.parametrize("order", ["sista-dag", "skal"])
def test_queries_do_not_grow_with_the_calls(coordinator, order):
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            said(coordinator, f"?ordning={order}&bedomning=alla")
        return len(queries)

    user = User.objects.get(username=INTERNATIONAL)
    for number in range(2):
        judge(now_call(f"a{number}", suggested=[TAG]), verdict="not_for_us", reason="Nej", by=user, now=NOW)
    asked()  # what is asked for once and then remembered
    few = asked()
    for number in range(18):
        open_call = now_call(f"b{number}", suggested=[TAG])
        open_call.save_revision()
        judge(open_call, verdict="worth_a_look", reason="Ja", by=user, now=NOW)
    assert asked() == few
