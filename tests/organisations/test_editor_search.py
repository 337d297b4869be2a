"""Search in the editor: what there is, and only what one may open."""

from datetime import date

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from lagesbild.cooperation.models import Exchange, Lesson, Partnership
from lagesbild.organisations.editor_search import MOST, find
from lagesbild.organisations.models import Organisation, User
from lagesbild.organisations.roles import INTERNATIONAL, READER, REPORTER

pytestmark = pytest.mark.django_db


def person(role: str) -> User:
    user = User.objects.create_user(role)
    user.groups.add(Group.objects.get(name=role))
    return user


def found(question: str, user: User) -> dict[str, list[tuple[str, str]]]:
    return {hits.kind: [(row.name, row.publication) for row in hits.rows] for hits in find(question, user)}


@pytest.fixture
def kuopio():
    organisation = Organisation.objects.create(name_sv="Kuopio", slug="kuopio")
    town = Partnership.objects.create(name_sv="Vänorten Kuopio", slug="kuopio")
    draft = Partnership.objects.create(name_sv="Kuopios skolor", slug="skolor", live=False)
    Lesson.objects.create(title_sv="Språket i Bodø", partnership=town, noted_on=date(2026, 1, 1))
    return organisation, town, draft


def test_every_kind_is_found_by_the_beginning_of_a_word_and_drafts_are_told(kuopio):
    hits = found("kuop", person(INTERNATIONAL))
    assert list(hits) == ["Organisationer", "Samarbeten"]
    assert sorted(hits["Samarbeten"]) == [("Kuopios skolor", "Utkast"), ("Vänorten Kuopio", "Publicerat")]
    assert found("", person("Godkännare")) == {}


def test_who_only_reports_finds_what_is_theirs(kuopio):
    organisation, town, _draft = kuopio
    anna = person(REPORTER)
    assert list(found("kuop", anna)) == ["Organisationer"]
    anna.organisations.add(organisation)
    town.responsibilities.create(organisation=organisation)
    town.save()
    assert found("kuop", anna)["Samarbeten"] == [("Vänorten Kuopio", "Publicerat")]


def test_what_one_may_change_is_led_to_and_what_one_may_see_is_named(kuopio):
    address = reverse(Partnership.snippet_viewset.get_url_name("edit"), args=[kuopio[1].pk])
    for role, expected in ((INTERNATIONAL, address), (READER, "")):
        (kind,) = find("vänorten", person(role))
        assert [(row.name, row.address) for row in kind.rows] == [("Vänorten Kuopio", expected)]


def test_many_are_counted_and_the_kinds_own_list_has_them_all(client):
    for number in range(MOST + 2):
        Exchange.objects.create(name_sv=f"Möte {number}", slug=f"m{number}", starts=date(2026, 1, 1))
    client.force_login(person(INTERNATIONAL))
    page = client.get("/redigera/sok/?q=möte").content.decode()
    assert f"Utbyten ({MOST + 2})" in page and page.count("/exchange/edit/") == MOST
    assert f"Visa alla {MOST + 2} utbyten" in page
    listed = client.get(reverse(Exchange.snippet_viewset.get_url_name("list")), {"q": "möte"})
    assert f'href="{listed.request["PATH_INFO"]}?q=m%C3%B6te"' in page
    assert "Möte 11" in listed.content.decode()


def test_the_first_page_and_the_menu_search_there(client, kuopio):
    client.force_login(person(INTERNATIONAL))
    page = client.get("/redigera/").content.decode()
    assert "Sök bland alla sidor" not in page and 'action="/redigera/sok/"' in page
    assert "Börja här" in page and "Bilder" in page
    menu = page.split('id="wagtail-sidebar-props"')[1].split("</script>")[0]
    assert "/redigera/sok/" in menu


@pytest.mark.parametrize("kind", ["images", "documents"])
def test_searching_in_pictures_and_documents_answers_while_one_types(client, kind):
    client.force_login(person(INTERNATIONAL))
    assert client.get(f"/redigera/{kind}/results/?q=x").status_code == 200


def test_what_is_not_found_is_told_and_shown_as_text(client):
    client.force_login(person(INTERNATIONAL))
    page = client.get("/redigera/sok/?q=<b>x").content.decode()
    assert "Inget du kan öppna har ett namn med ”&lt;b&gt;x”." in page and "<b>x" not in page
    assert "Inget du kan öppna" not in client.get("/redigera/sok/?q=+").content.decode()


def test_who_is_not_logged_in_finds_nothing(client, kuopio):
    answer = client.get("/redigera/sok/?q=kuopio")
    assert answer.status_code == 302 and "logga-in" in answer.url


def test_a_draft_without_a_name_can_be_opened(client):
    anna = person(INTERNATIONAL)
    nameless = Partnership.objects.create(slug="tom", live=False, has_unpublished_changes=True)
    nameless.save_revision(user=anna, clean=False)
    client.force_login(anna)
    assert ">utan namn</a>" in client.get("/redigera/").content.decode()
