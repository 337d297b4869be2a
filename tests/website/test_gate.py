"""The one gate to the public: what is not published is nowhere, nor what lies under it."""

import pytest
from django.db import transaction
from django.utils.text import slugify

from lagesbild.barometer.models import ActionEffect, GoalDocument, GoalResponsibility, IndicatorResponsibility
from lagesbild.cooperation.models import Exchange, Partnership, Project
from lagesbild.framework.models import GlobalGoal
from tests.conftest import drawn_store, noted_in_search
from tests.website import site_drawing as drawing

pytestmark = pytest.mark.django_db

PUBLIC = (
    "/",
    "/mal/",
    "/mal/6/",
    "/program/",
    "/program/oppet-program/",
    "/program/oppet-program/oppet-mal/",
    "/nyckeltal/",
    "/nyckeltal/oppet-nyckeltal/",
    "/nyckeltal/oppet-nyckeltal/tabell/",
    "/nyckeltal/oppet-nyckeltal/jamfor/",
    "/nyckeltal/oppet-nyckeltal/jamfor.csv",
    "/nyckeltal/oppet-nyckeltal/jamfor.svg",
    "/nyckeltal/oppet-nyckeltal/diagram/",
    "/nyckeltal/oppet-nyckeltal/diagram.svg",
    "/inbaddad/nyckeltal/oppet-nyckeltal/",
    "/nyckeltal/oppet-nyckeltal.csv",
    "/nyckeltal/oppet-nyckeltal.json",
    "/jamfor/?mal=6",
    "/jamfor.csv?mal=6",
    "/jamfor.svg?mal=6",
    "/atgarder/",
    "/atgarder/oppen-atgard/",
    "/ansvariga/",
    "/ansvariga/oppen-namnd/",
    "/behover-uppmarksamhet/",
    "/teckenforklaring/",
    "/sok/?q=heml",
    "/sok/?q=H.9",
    "/oppna-data/",
    "/feed/andringar/",
    "/andringar/",
    "/sitemap.xml",
    "/samarbeten/",
    "/samarbeten/oppet-samarbete/",
    "/samarbeten/forteckning/",
    "/samarbeten/forteckning.csv",
    "/samarbeten/rapport/2026/",
    "/samarbeten/utbyten/",
    "/samarbeten/lardomar/",
    "/samarbeten/natverk/",
    "/samarbeten/karta/",
    "/samarbeten/overvagt/",
    "/projekt/",
    "/projekt/oppet-projekt/",
    "/finansiering/",
    "/finansiering/utlysningar/",
    "/api/v1/goals",
    "/api/v1/indicators",
    "/api/v1/indicators/oppet-nyckeltal",
    "/api/v1/actions",
    "/api/v1/organisations",
)
HIDDEN = (
    "/program/hemligt-program/",
    "/program/hemligt-program/hemligt-i-program/",
    "/program/oppet-program/hemligt-mal/",
    "/program/oppet-program/hemligt-barn/",
    "/program/oppet-program/hemligt-barnbarn/",
    "/nyckeltal/hemligt-nyckeltal/",
    "/nyckeltal/hemligt-nyckeltal/tabell/",
    "/nyckeltal/hemligt-nyckeltal/jamfor/",
    "/nyckeltal/hemligt-nyckeltal/jamfor.csv",
    "/nyckeltal/hemligt-nyckeltal/jamfor.xlsx",
    "/nyckeltal/hemligt-nyckeltal/jamfor.svg",
    "/nyckeltal/hemligt-nyckeltal/jamfor.png",
    "/nyckeltal/hemligt-nyckeltal/diagram/",
    "/nyckeltal/hemligt-nyckeltal/diagram.svg",
    "/nyckeltal/hemligt-nyckeltal/diagram.png",
    "/nyckeltal/hemligt-nyckeltal/kort.png",
    "/inbaddad/nyckeltal/hemligt-nyckeltal/",
    "/oppna-data/ra/hemlig/2026-08-01/values.csv",
    "/samarbeten/hemligt-samarbete/",
    "/samarbeten/utbyten/hemligt-utbyte/",
    "/projekt/hemligt-projekt/",
    "/nyckeltal/hemligt-nyckeltal.csv",
    "/nyckeltal/hemligt-nyckeltal.json",
    "/nyckeltal/hemligt-nyckeltal.xlsx",
    "/api/v1/indicators/hemligt-nyckeltal",
    "/atgarder/hemlig-atgard/",
    "/ansvariga/hemlig-namnd/",
)


@pytest.fixture(scope="module")
def hidden(django_db_setup, django_db_blocker, tmp_path_factory):
    """Drawn once, with its figures; no test changes it."""
    figures = drawn_store(tmp_path_factory.mktemp("gate"))(
        "nyckeltal område 2021 2022 2023\nN1 0680 10 11 12\nN1 0682 1 2 3\nN2 0680 1 2 3\nN2 0682 1 2 3"
    )
    with django_db_blocker.unblock(), transaction.atomic(), noted_in_search():
        _draw_hidden()
        yield figures
        transaction.set_rollback(True)


@pytest.fixture
def secrets(hidden, db, settings):
    settings.FIGURES = hidden


def _draw_hidden() -> None:
    """An open programme with all that an editor has not published in it, beside it, over it and under it."""
    drawing.home()
    board = drawing.organisation("Hemlig nämnd", live=False)
    later = drawing.programme("Hemligt program", live=False)
    programme = drawing.programme(
        "Öppet program", superseded_by=later, decided_on="2020-01-01", decided_by=board
    )
    six = {"represents": GlobalGoal.objects.get(number=6)}
    open_goal = drawing.goal("Öppet mål", programme, **six)
    hidden_goal = drawing.goal("Hemligt mål", open_goal, live=False, code="H.9")
    child = drawing.goal("Hemligt barn", hidden_goal, text_sv="Ska vara klart till 2020.")
    drawing.goal("Hemligt barnbarn", child)
    within = drawing.goal("Hemligt i program", later, **six)
    seen = drawing.indicator("Öppet nyckeltal", open_goal, hidden_goal, figure="N1")
    unseen = drawing.indicator("Hemligt nyckeltal", open_goal, figure="N2", live=False)
    action = drawing.action("Öppen åtgärd", open_goal, hidden_goal, within, by=board)
    other = drawing.action("Hemlig åtgärd", open_goal, live=False, finishes="2020-01-01")
    ActionEffect.objects.create(action=action, indicator=unseen, expected_sv="Hemlig effekt")
    ActionEffect.objects.create(action=other, indicator=seen, expected_sv="Hemlig effekt")
    GoalResponsibility.objects.create(goal=open_goal, organisation=board)
    IndicatorResponsibility.objects.create(indicator=seen, organisation=board)
    GoalDocument.objects.create(goal=hidden_goal, title="Hemligt dokument", url="https://exempel.se/")
    drawing.organisation("Öppen nämnd", parent=board, status="dissolved", successor=board)
    drawing.assessment(open_goal, 4, motivation_sv="Hemlig motivering", live=False)
    drawing.assessment(child, 5, motivation_sv="Hemlig motivering")
    for live, word in ((True, "Öppet"), (False, "Hemligt")):
        cooperation = {"status": "active", "live": live, "description_sv": f"{word} innehåll"}
        partnership = Partnership.objects.create(
            name_sv=f"{word} samarbete", slug=slugify(f"{word} samarbete"), **cooperation
        )
        partnership.goals.add(hidden_goal)
        Project.objects.create(
            name_sv=f"{word} projekt", slug=slugify(f"{word} projekt"), **cooperation | {"status": "running"}
        )
        Exchange.objects.create(
            name_sv=f"{word} utbyte",
            slug=slugify(f"{word} utbyte"),
            starts="2026-03-01",
            partnership=partnership,
            live=live,
        )


@pytest.mark.parametrize("address", PUBLIC)
def test_the_unpublished_is_in_no_page_list_file_feed_or_search(secrets, client, address):
    answer = client.get(address, follow=True)
    said = answer.content.decode().lower().replace("/sok/?q=heml", "")

    assert answer.status_code == 200
    # The question itself is repeated by the search page.
    assert said.replace("”heml”", "").count("hemlig") == 0
    assert "h.9" not in said or "q=H.9" in address


@pytest.mark.parametrize("address", HIDDEN)
def test_the_unpublished_has_no_page(secrets, client, address):
    assert client.get(address).status_code == 404


def test_a_file_to_take_away_holds_nothing_unpublished(secrets, client):
    from io import BytesIO

    from openpyxl import load_workbook

    book = load_workbook(BytesIO(client.get("/nyckeltal/oppet-nyckeltal.xlsx").content))
    assert "emlig" not in str([row for sheet in book for row in sheet.values])


def test_an_unpublished_successor_does_not_retire_a_programme(secrets, client):
    answer = client.get("/program/oppet-program/oppet-mal/")

    assert (answer.status_code, answer["Location"]) == (302, "/mal/6/")


def test_what_is_taken_back_is_gone_and_so_is_the_way_to_it(client):
    one = drawing.indicator("Buller")
    one.slug = "ljud"
    one.save()
    assert client.get("/nyckeltal/buller/").status_code == 301
    one.unpublish()

    assert client.get("/nyckeltal/ljud/").status_code == 404
    assert client.get("/nyckeltal/buller/").status_code == 404


def test_a_draft_beside_a_published_text_changes_no_page(client):
    one = drawing.indicator("Buller", references=[("Riktvärde", 55)])
    one.name_sv = "Hemligt namn"
    limit = one.reference_values.get()
    limit.label_sv = "Hemligt värde"
    one.reference_values.add(limit)
    one.save_revision()

    assert "Hemligt" not in client.get("/nyckeltal/buller/").content.decode()
    assert "Hemligt" not in client.get("/api/v1/indicators/buller").content.decode()
