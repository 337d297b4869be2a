"""The first screens: who are you, what to follow, fetch, publish; without script, with a way back."""

import time
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from lagesbild.barometer.models import Indicator
from lagesbild.kits import read_kit
from lagesbild.organisations.models import Municipality, User
from lagesbild.organisations.roles import COORDINATOR
from lagesbild.website.work import begin, begin_files

pytestmark = pytest.mark.django_db
PASTED = "id\tnamn\tmål\nN99999\tVår egen\t3\n"


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    settings.HOME = tmp_path / "home"
    settings.FIGURES = tmp_path / "figures.duckdb"
    settings.HOME.mkdir()
    return settings.HOME


@pytest.fixture
def coordinator(client):
    user = User.objects.create_user("samordnare")
    user.groups.set([Group.objects.get(name=COORDINATOR)])
    client.force_login(user)
    return client


def post(client, name, **sent):
    return client.post(reverse(name), sent)


def page(client, name):
    return client.get(reverse(name)).content.decode()


def noted(orders, order, more):
    """A process that ends at once, and what it was asked."""
    orders.append((order, more))
    return SimpleNamespace(wait=lambda: 0)


def begun(client, *ids):
    post(client, "begin_who", kommun="Växjö")
    post(client, "begin_kit", id=ids or ["N00403"])


def test_the_place_is_settled_by_its_name(coordinator):
    response = post(coordinator, "begin_who", kommun="växjö kommun")
    assert response.url == reverse("begin_kit")
    home = Municipality.load()
    assert (home.name, home.home_area) == ("Växjö", "0780")


def test_a_wrong_code_is_refused_beside_the_field_with_the_right_one(coordinator):
    answer = post(coordinator, "begin_who", kommun="780").content.decode()
    assert "Menar du 0780 Växjö?" in answer and 'value="780"' in answer
    assert Municipality.load().home_area == ""


def test_one_may_go_back_and_be_another_until_something_is_published(coordinator):
    post(coordinator, "begin_who", kommun="Växjö")
    post(coordinator, "begin_who", kommun="Habo")
    assert Municipality.load().name == "Habo"
    Indicator.objects.create(name_sv="Barn", slug="barn", live=True)
    answer = post(coordinator, "begin_who", kommun="Växjö").content.decode()
    assert "redan publicerat" in answer and Municipality.load().name == "Habo"


def test_the_core_is_ticked_from_the_beginning(coordinator):
    post(coordinator, "begin_who", kommun="Växjö")
    assert page(coordinator, "begin_kit").count(" checked") == len(read_kit().core)


def test_a_region_is_offered_what_is_published_for_regions(coordinator):
    post(coordinator, "begin_who", kommun="Region Skåne")
    shown_page = page(coordinator, "begin_kit")
    assert 'value="N00925"' in shown_page and 'value="N00209"' not in shown_page


def test_what_is_chosen_is_kept_and_shown_again(coordinator):
    begun(coordinator, "N00403", "N00925")
    assert [row.id for row in begin_files.followed_kit().indicators] == ["N00403", "N00925"]
    assert page(coordinator, "begin_kit").count(" checked") == 2


def test_rows_of_ones_own_are_pasted(coordinator):
    post(coordinator, "begin_who", kommun="Växjö")
    post(coordinator, "begin_kit", id=["N00403"], egna=PASTED)
    assert [row.name_sv for row in begin_files.followed_kit().indicators][-1] == "Vår egen"
    assert 'value="N99999" checked' in page(coordinator, "begin_kit")


def test_what_is_wrong_in_pasted_rows_is_told_and_they_stay(coordinator):
    post(coordinator, "begin_who", kommun="Växjö")
    answer = post(coordinator, "begin_kit", id=["N00403"], egna="id\tmål\nfoo\t99\n").content.decode()
    assert "rad 2, id" in answer and "rad 2, mål" in answer and "foo\t99" in answer


def test_nothing_chosen_is_told(coordinator):
    post(coordinator, "begin_who", kommun="Växjö")
    assert "Välj minst ett nyckeltal." in post(coordinator, "begin_kit").content.decode()


@pytest.mark.parametrize("name", ["begin_kit", "begin_fetch", "begin_publish"])
def test_a_later_screen_leads_to_the_one_that_is_missing(coordinator, name):
    assert coordinator.get(reverse(name)).url == reverse("begin_who")


def test_the_fetch_is_the_command_in_a_process_of_its_own(coordinator, monkeypatch):
    orders = []
    monkeypatch.setattr(begin_files.subprocess, "Popen", lambda order, **more: noted(orders, order, more))
    begun(coordinator)
    post(coordinator, "begin_fetch")
    ((order, more),) = orders
    assert order[3:9] == ["new", "0780", "--yes", "--no-serve", "--drafts", "--kit"]
    assert more["pass_fds"] and more["env"]["LAGESBILD_HOME"]


def test_a_fetch_under_way_tells_how_far_it_has_come_and_is_not_begun_twice(coordinator, monkeypatch):
    begun(coordinator)
    (begin_files.settings.HOME / "begin" / "fetch.log").write_text("Kolada 3/12: /data/kpi/N00403\n")
    orders = []
    monkeypatch.setattr(begin_files.subprocess, "Popen", lambda order, **more: noted(orders, order, more))
    with begin_files._lock():
        response = coordinator.get(reverse("begin_fetch"))
        post(coordinator, "begin_fetch")
    assert response["Refresh"] == begin.LOOK_AGAIN
    assert 'max="12" value="3"' in response.content.decode()
    assert not orders
    assert "Refresh" not in coordinator.get(reverse("begin_fetch"))


def test_the_lock_is_held_until_the_process_ends(home, monkeypatch):
    monkeypatch.setattr(begin_files.sys, "executable", "/bin/sh")
    monkeypatch.setattr(begin_files, "state", dict)
    (home / "slow").write_text("")
    real = begin_files.subprocess.Popen
    monkeypatch.setattr(
        begin_files.subprocess, "Popen", lambda _order, **more: real(["/bin/sleep", "0.3"], **more)
    )
    begin_files.start_fetch("0780")
    assert begin_files.fetch_progress().running
    time.sleep(0.6)
    assert not begin_files.fetch_progress().running


def test_a_fetch_that_broke_off_says_why(coordinator):
    begun(coordinator)
    (begin_files.settings.HOME / "begin" / "fetch.log").write_text("lagesbild: There is no room left.\n")
    assert "There is no room left." in page(coordinator, "begin_fetch")


def test_publishing_shows_what_has_figures_and_lists_what_needs_a_person(coordinator, store, settings):
    from lagesbild.barometer import starting
    from tests.conftest import NOW

    begun(coordinator, "N00403", "N00953", "N85089")
    settings.FIGURES = store("nyckeltal område 2022 2023\nN00403 0780 10 11\nN00953 0780 98 99")
    starting.bring(begin_files.followed_kit().indicators, definitions={}, now=NOW)
    before = page(coordinator, "begin_publish")
    assert "Publicera 2 nyckeltal" in before
    for kind in ("Riktningar att bekräfta", "Nyckeltal utan värden", "Organisationsnummer"):
        assert kind in before
    post(coordinator, "begin_publish")
    assert set(Indicator.objects.public().values_list("figure", flat=True)) == {"N00403", "N00953"}
    assert "Se barometern" in page(coordinator, "begin_publish")


def test_a_reporter_has_no_business_here(client):
    user = User.objects.create_user("rapportor")
    user.groups.set([Group.objects.get(name="Rapportör")])
    client.force_login(user)
    assert client.get(reverse("begin_who")).status_code == 403
