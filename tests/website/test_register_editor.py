"""The register in the editor: what it asks about, and what it warns of, before anybody else sees it."""

from datetime import date

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from wagtail.models import DraftStateMixin
from wagtail.snippets.models import get_snippet_models

from lagesbild.cooperation.audit import commitments, years_report
from lagesbild.cooperation.funding import register_rows
from lagesbild.cooperation.funding.money import Rates, payments
from lagesbild.cooperation.models import (
    Application,
    Call,
    Exchange,
    FundingProgramme,
    Grant,
    Partnership,
    Project,
)
from lagesbild.organisations.editor_access import PUBLICATION
from lagesbild.organisations.models import Organisation, User
from lagesbild.organisations.roles import INTERNATIONAL, READER
from tests.website.reading import Html

from .test_editing import DRAFT, PUBLISH, add, child, edit, errors, log_in

pytestmark = [pytest.mark.django_db, pytest.mark.indexed]


@pytest.fixture
def staff(client):
    return log_in(client, INTERNATIONAL)


# --- The same money twice ---------------------------------------------------------------------------------

CAME = {"value": "134400", "received_on": "2026-02-03", "due_on": ""}
PAID = {
    "submitted_on": "2026-01-05",
    "value": "134400",
    "approved_on": "2026-02-01",
    "approved": "134400",
    "paid_on": "2026-02-03",
    "came_as": "",
}


@pytest.fixture
def grant():
    funder = Organisation.objects.create(name_sv="Finansiären", slug="f", kind="funder")
    return Grant.objects.create(
        project=Project.objects.create(name_sv="Rent vatten", slug="rent-vatten"),
        programme=FundingProgramme.objects.create(name_sv="Programmet", funder=funder),
        value=500_000,
    )


def test_money_written_as_claim_and_instalment_is_asked_about(staff, grant):
    answer = edit(staff, grant, PUBLISH, **child("instalments", CAME), **child("claims", PAID))
    assert "134\xa0400 kronor den 2026-02-03; koppla ihop dem" in errors(answer)
    assert not grant.claims.model.objects.exists()


@pytest.mark.parametrize("came_as, counted", [("instalment", "134\xa0400"), ("itself", "268\xa0800")])
def test_what_the_editor_says_is_what_the_public_page_counts(staff, grant, came_as, counted):
    rows = child("instalments", CAME) | child("claims", PAID | {"came_as": came_as})
    assert edit(staff, grant, PUBLISH, **rows).status_code == 302
    for page in ("/projekt/rent-vatten/", "/finansiering/"):
        assert f"{counted} kronor" in staff.get(page).content.decode()


def test_received_money_is_the_same_wherever_it_is_told(staff, grant):
    rows = child("instalments", CAME) | child("claims", PAID | {"came_as": "instalment"})
    edit(staff, grant, PUBLISH, **rows)
    project = Project.objects.get()
    (told,) = staff.get("/api/v1/projects").json()
    assert told["money"]["received"]["kronor"] == 134_400
    (given,) = staff.get("/api/v1/grants").json()
    assert given["claims"][0]["came_as"] == "instalment"
    assert register_rows.FundingRegister.load(Rates.load()).received[0].amount.value == 134_400
    assert years_report.report(2026, date(2026, 12, 31), Rates.load()).money.received.kronor == 134_400
    (listed,) = commitments.commitments(0, 10, Rates.load(), flows=True)
    assert listed.flows.received.kronor == 134_400
    assert sum(payment.value for payment in payments(project.grants.get())) == 134_400


# --- What the lists say -----------------------------------------------------------------------------------


@pytest.mark.parametrize("model", [one for one in get_snippet_models() if issubclass(one, DraftStateMixin)])
def test_every_list_says_what_is_a_draft(model):
    assert PUBLICATION in model.snippet_viewset.list_display


def test_a_draft_is_told_from_what_is_published(staff):
    for name, live in (("Halvfärdig", False), ("Tartu", True)):
        Organisation.objects.create(name_sv=name, slug=name.lower(), live=live)
    page = Html(staff.get(reverse(Organisation.snippet_viewset.get_url_name("list"))).content.decode()).text
    halves = page.partition("Halvfärdig")[2].partition("Tartu")
    assert "Utkast" in halves[0] and "Publicerat" in halves[2] and "Utkast" not in halves[2]


def test_the_list_of_grants_says_amounts_as_the_pages_do(staff, grant):
    Grant.objects.create(project=grant.project, programme=grant.programme, value=None)
    page = staff.get(reverse(Grant.snippet_viewset.get_url_name("list"))).content.decode()
    assert "500\xa0000 kronor" in page and "Inte känt" in page


# --- Where to begin ---------------------------------------------------------------------------------------


def test_the_first_page_leads_to_new_things_and_to_ones_own_drafts(staff):
    begun(staff)
    Partnership.objects.create(name_sv="Någon annans", slug="nagon", live=False, has_unpublished_changes=True)
    page = Html(staff.get("/redigera/").content.decode())
    for model in (Partnership, Project, Grant):
        assert f'href="{reverse(model.snippet_viewset.get_url_name("add"))}"' in page.source
    assert "Lägg till samarbete" in page.text and "Halvfärdig (samarbete" in page.text
    assert "Någon annans" not in page.text


def test_who_may_add_nothing_is_offered_nothing(client):
    page = Html(log_in(client, READER).get("/redigera/").content.decode()).text
    assert "Börja här" not in page and "Nu finns inget." in page


# --- What was begun and given up ---------------------------------------------------------------------------


def begun(staff) -> Partnership:
    """A draft of the one who is logged in, as the editor saves it a moment after the first words."""
    add(staff, Partnership, DRAFT, name_sv="Halvfärdig", kind="twin_town")
    return Partnership.objects.get()


def delete(client, thing):
    return client.post(reverse(type(thing).snippet_viewset.get_url_name("delete"), args=[thing.pk]))


def test_who_began_a_draft_may_take_it_away(staff):
    draft = begun(staff)
    where = reverse(Partnership.snippet_viewset.get_url_name("edit"), args=[draft.pk])
    assert reverse(Partnership.snippet_viewset.get_url_name("delete"), args=[draft.pk]) in (
        staff.get(where).content.decode()
    )
    delete(staff, draft)
    assert not Partnership.objects.exists()


def test_what_has_been_public_stays(staff):
    draft = begun(staff)
    draft.save_revision(user=draft.latest_revision.user).publish()
    draft.refresh_from_db()
    draft.unpublish()
    delete(staff, draft)
    assert Partnership.objects.exists()


def test_what_somebody_else_has_written_in_stays(staff):
    draft = begun(staff)
    draft.save_revision(user=User.objects.create_user("en till"))
    delete(staff, draft)
    assert Partnership.objects.exists()


# --- Drafts behind what is published ----------------------------------------------------------------------


def town(live: bool, name: str = "Tjörnarp & co") -> Partnership:
    partner = Organisation.objects.create(name_sv=name, slug="t", kind="partner", country="DK", live=live)
    one = Partnership(name_sv="Vänorten", slug="vanorten", live=False)
    one.partners.create(organisation=partner)
    one.save()
    return one


def told(client, answer) -> list[str]:
    """The messages after a change, as the next page would show them."""
    return [str(one) for one in get_messages(answer.wsgi_request)]


def test_a_published_partnership_tells_of_the_draft_it_points_at(staff):
    answer = edit(staff, town(live=False), PUBLISH)
    (_done, warning) = told(staff, answer)
    assert "Det pekar på ett utkast" in warning
    assert f"{reverse(Organisation.snippet_viewset.get_url_name('edit'), args=[1])[:-2]}" in warning
    assert "Tjörnarp &amp; co</a>." in warning


def test_nothing_is_told_of_a_draft_or_of_what_is_public(staff):
    assert len(told(staff, edit(staff, town(live=False)))) == 1
    Organisation.objects.update(live=True)
    assert len(told(staff, edit(staff, Partnership.objects.get(), PUBLISH))) == 1


def test_a_project_tells_of_its_draft_partnership(staff):
    project = Project.objects.create(name_sv="Rent", slug="rent", partnership=town(live=True))
    assert "Vänorten</a>." in told(staff, edit(staff, project, PUBLISH))[-1]


def test_who_publishes_is_led_to_the_public_page_and_who_saves_a_draft_is_not(staff):
    way = '<a href="/samarbeten/vanorten/"'
    one = town(live=True)
    assert way not in told(staff, edit(staff, one))[0]
    said = told(staff, edit(staff, one, PUBLISH))[0]
    assert way in said and "Visa på webbplatsen" in said
    assert staff.get("/samarbeten/vanorten/").status_code == 200
    said = told(staff, add(staff, Partnership, PUBLISH, name_sv="Vänorten Tartu", kind="twin_town"))[0]
    assert '<a href="/samarbeten/vanorten-tartu/"' in said


@pytest.mark.parametrize(
    "values, told_of", [(["300000", "200000"], False), (["300000", "250000"], True), ([], False)]
)
def test_instalments_that_come_to_more_than_was_granted_are_told_of(staff, grant, values, told_of):
    rows = [{"value": value, "received_on": "", "due_on": ""} for value in values]
    said = told(staff, edit(staff, grant, **child("instalments", *rows)))
    more = "Utbetalningarna är tillsammans 550\xa0000 kronor, mer än det beviljade: 500\xa0000 kronor."
    assert (more in said[-1]) is told_of


@pytest.mark.parametrize("page", ["/samarbeten/vanorten/", "/samarbeten/", "/samarbeten/forteckning/"])
def test_the_public_page_counts_a_hidden_partner_and_does_not_name_it(client, page):
    town(live=False)
    Partnership.objects.update(live=True)
    shown = client.get(page).content.decode()
    assert "Parten är inte offentliggjord än" in shown
    assert "Ingen part är angiven" not in shown and "Tjörnarp" not in shown


def test_one_public_and_one_hidden_partner(client):
    one = town(live=False)
    other = Organisation.objects.create(name_sv="Bodø", slug="bodo", kind="partner", country="NO")
    one.partners.create(organisation=other)
    one.live = True
    one.save()
    assert "1 part till är inte offentliggjord än." in client.get("/samarbeten/vanorten/").content.decode()
    assert "· Bodø, Norge ·" in " ".join(client.get("/samarbeten/").content.decode().split())


def test_a_running_project_is_no_day(client):
    Project.objects.create(
        name_sv="Rent",
        slug="rent",
        status="running",
        starts=date(2020, 1, 1),
        partnership=town(live=True),
    )
    Partnership.objects.update(live=True)
    for page in ("/samarbeten/vanorten/", "/samarbeten/"):
        shown = client.get(page).content.decode()
        assert "Projekt pågår" in shown and "light-green" in shown
        assert f"Senast {date.today().year}" not in shown


# --- Countries --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "model, field",
    [
        (Organisation, "country"),
        (Exchange, "country"),
        (Project, "countries-__prefix__-country"),
    ],
)
def test_a_country_is_chosen_by_its_name_wherever_one_is_asked_for(staff, model, field):
    form = staff.get(reverse(model.snippet_viewset.get_url_name("add"))).content.decode()
    asked = form.split(f'<select name="{field}"')[1].split("</select>")[0]
    assert '<option value="PL">Polen</option>' in asked
    assert asked.index(">Sverige<") < asked.index(">Afghanistan<") < asked.index(">Åland<")


@pytest.mark.parametrize(
    "model, field",
    [
        (Application, "activity_countries"),
        (Call, "rules-__prefix__-places"),
        (Partnership, "goals"),
        (Project, "goals"),
        (Project, "global_targets"),
    ],
)
def test_several_are_chosen_without_knowing_a_key_to_hold(staff, model, field):
    form = staff.get(reverse(model.snippet_viewset.get_url_name("add"))).content.decode()
    assert f'<choose-several data-name="{field}"' in form
    assert f'for="id_{field}"' in form and f'id="id_{field}"' in form
    assert "Håll ned" not in form and "framework/choose_several" in form


def test_a_rule_names_countries_groups_counties_and_municipalities(staff):
    form = staff.get(reverse(Call.snippet_viewset.get_url_name("add"))).content.decode()
    asked = form.split('id="id_rules-__prefix__-places"')[1].split("</select>")[0]
    said = ["EU<", "Kandidatländerna<", "Fler som vi inte känner till<", "Sverige<", "Polen<", "Skåne (län)<"]
    places = [asked.index(f">{each}") for each in [*said, "Jönköping (kommun)<"]]
    assert places == sorted(places)


RULE = {"kind": "countries", "minimum": "2", "valid_from": "", "valid_to": ""}
WRITTEN = ["EU", "NO ?", "eu no is", "12 10 07 08", "0680", "?", ""]


@pytest.mark.parametrize("written", WRITTEN)
def test_a_look_at_a_call_leaves_the_places_of_its_rules(staff, written):
    to = Call.objects.create(name_sv="Utlysningen")
    to.rules.create(kind="area" if written[:1].isdigit() else "countries", minimum=2, places=written)
    to.save()
    assert edit(staff, to, PUBLISH).status_code == 302
    assert Call.objects.get().rules.get().places == written


def test_the_places_of_a_rule_are_kept_as_their_codes(staff):
    to = Call.objects.create(name_sv="Utlysningen")
    rule = RULE | {"places": ["EU", "NO", "?"]}
    assert edit(staff, to, PUBLISH, **child("rules", rule)).status_code == 302
    assert to.rules.get().places == "EU NO ?"
    assert Call.objects.get().rules.get().places == "EU NO ?"


@pytest.mark.parametrize(
    "places, told",
    [
        (["EU", "QQ"], "QQ är ingen plats vi känner igen. Ta bort den och välj i listan."),
        (["EU", "12"], "Regeln gäller länder. Ta bort: Skåne (län)."),
    ],
)
def test_what_a_rule_cannot_count_is_told(staff, places, told):
    to = Call.objects.create(name_sv="Utlysningen")
    answer = edit(staff, to, PUBLISH, **child("rules", RULE | {"places": places}))
    assert told in errors(answer)


def test_the_municipality_chooses_its_country_too(admin_client):
    where = reverse("wagtailsettings:edit", args=["organisations", "municipality"])
    form = admin_client.get(where, follow=True).content.decode()
    assert '<option value="SE" selected>Sverige</option>' in form


def test_the_letters_of_a_chosen_country_are_kept(staff):
    visit = Exchange.objects.create(name_sv="Besök", slug="besok", starts=date(2025, 1, 1))
    assert edit(staff, visit, PUBLISH, country="PL").status_code == 302
    visit.refresh_from_db()
    assert visit.country == "PL"


def test_the_countries_of_an_application_are_kept_as_they_were_written(staff):
    call = Call.objects.create(name_sv="Utlysningen")
    one = Application.objects.create(name_sv="Ansökan", call=call, activity_countries="se, DK")
    assert edit(staff, one, PUBLISH, activity_countries=["DK", "PL", "SE"]).status_code == 302
    one.refresh_from_db()
    assert one.activity_countries == "DK PL SE"


def test_what_is_no_country_is_told(staff):
    visit = Exchange.objects.create(name_sv="Besök", slug="besok", starts=date(2025, 1, 1))
    answer = edit(staff, visit, PUBLISH, country="QQ")
    assert "QQ är inget land vi känner igen. Välj landet i listan." in errors(answer)


# --- What open aid data would refuse ----------------------------------------------------------------------

LONG = {"starts": "2024-01-01", "finishes": "2025-12-31", "value": "1000", "about_sv": "", "about_en": ""}


@pytest.mark.parametrize("action", [{}, PUBLISH])
def test_a_project_that_is_saved_tells_at_once_what_open_data_would_refuse(staff, action):
    project = Project.objects.create(name_sv="Rent", slug="rent", status="idea")
    shares = child("countries", {"country": "KE", "share": "40"}, {"country": "TZ", "share": "50"})
    warning = told(staff, edit(staff, project, action, **child("budget_lines", LONG), **shares))[-1]
    assert "Länderna är tillsammans 90 procent." in warning.replace("90,00", "90")
    assert "längre än ett år" in warning


def test_a_project_without_lines_or_countries_is_told_nothing(staff):
    project = Project.objects.create(name_sv="Rent", slug="rent", status="idea")
    assert len(told(staff, edit(staff, project, PUBLISH))) == 1


# --- Budgets that do not add up ---------------------------------------------------------------------------

YEAR = {"starts": "2024-01-01", "finishes": "2024-12-31", "about_sv": "", "about_en": ""}


def application(**more) -> Application:
    call = Call.objects.create(name_sv="Utlysningen")
    return Application.objects.create(name_sv="Ansökan", call=call, **more)


def line(value: int) -> dict:
    return {"about": "Resor", "value": str(value), "on": ""}


@pytest.mark.parametrize("action", [DRAFT, PUBLISH])
def test_a_project_tells_when_its_lines_are_not_its_budget(staff, action):
    project = Project.objects.create(name_sv="Rent", slug="rent", budget=3000)
    answer = edit(staff, project, action, **child("budget_lines", YEAR | {"value": "1000.50"}))
    assert answer.status_code == 302  # told, never refused
    said = "Budgetposterna är tillsammans 1 000,50 kronor, men hela budgeten är 3 000 kronor: 1 999,50 kronor saknas."
    assert said in told(staff, answer)[-1].replace("\xa0", " ")


@pytest.mark.parametrize(
    "money, said",
    [
        ({"budget": 900}, "men hela budgeten är 900 kronor: 100 kronor för mycket."),
        ({"budget": 1200}, "men hela budgeten är 1 200 kronor: 200 kronor saknas."),
        ({"applied": 800}, "men det sökta beloppet är 800 kronor: 200 kronor för mycket. Betalar någon mer?"),
        (
            {"applied": 800, "own_cash": 100},
            "den egna insatsen är tillsammans 900 kronor: 100 kronor för mycket.",
        ),
        (
            {"budget": 1000, "applied": 800, "own_kind": 300},
            "tillsammans 1 100 kronor, 100 kronor mer än hela",
        ),
    ],
)
@pytest.mark.parametrize("action", [DRAFT, PUBLISH])
def test_an_application_tells_what_does_not_add_up(staff, action, money, said):
    answer = edit(staff, application(**money), action, **child("budget_lines", line(600), line(400)))
    assert answer.status_code == 302
    assert said in told(staff, answer)[-1].replace("\xa0", " ")


@pytest.mark.parametrize(
    "money", [{}, {"budget": 1000}, {"budget": 1000, "applied": 700}, {"applied": 700, "own_kind": 300}]
)
def test_nothing_is_told_of_an_application_that_adds_up(staff, money):
    answer = edit(staff, application(**money), DRAFT, **child("budget_lines", line(600), line(400)))
    assert len(told(staff, answer)) == 1


# --- The lists --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "live, changed, said",
    [(False, True, "Utkast"), (True, False, "Publicerat"), (True, True, "Publicerat, med nyare utkast")],
)
def test_a_list_says_whether_each_is_published(staff, live, changed, said):
    Project.objects.create(name_sv="Rent", slug="rent", live=live, has_unpublished_changes=changed)
    shown = staff.get(reverse(Project.snippet_viewset.get_url_name("list"))).content.decode()
    assert f">{said}<" in "".join(line.strip() for line in shown.splitlines())


# --- What is counted, in words beside it ------------------------------------------------------------------


def test_the_counts_of_partnerships_say_what_they_count(client):
    town(live=True)
    Partnership.objects.update(live=True)
    Partnership.objects.create(name_sv="Slut", slug="slut", status="ended")
    shown = " ".join(client.get("/samarbeten/").content.decode().split())
    assert "I hela registret finns 2 samarbeten, även vilande och avslutade räknade." in shown
    assert "2 samarbeten i registret, även vilande och avslutade" in shown
    assert "även det som vilar eller är avslutat" in client.get("/samarbeten/forteckning/").content.decode()


def test_what_a_funder_has_approved_stands_beside_what_was_asked(client, grant):
    grant.claims.create(**PAID | {"value": 140_000, "approved": 134_400, "paid_on": None})
    grant.save()
    for page in ("/projekt/rent-vatten/", "/finansiering/"):
        shown = client.get(page).content.decode()
        assert "140\xa0000 kronor" in shown and "134\xa0400 kronor" in shown and "Godkänt</th>" in shown


# --- Cooperation ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "typed, day",
    [("2019", date(2019, 1, 1)), ("2019-05", date(2019, 5, 1)), ("2019-05-17", date(2019, 5, 17))],
)
def test_a_year_is_enough_of_a_day(staff, typed, day):
    add(staff, Partnership, DRAFT, name_sv="Vänort Kaunas", since=typed)
    assert Partnership.objects.get().since == day


def test_two_partnerships_of_the_same_kind_and_partner_are_asked_about(staff):
    partner = Organisation.objects.create(name_sv="Kaunas", slug="kaunas", kind="municipality", live=True)
    row = child("partners", {"organisation": partner.pk, "role_sv": "", "role_en": ""})
    for name, asked in (("Vänort Kaunas", False), ("Kaunas, vänort", True)):
        answer = add(staff, Partnership, DRAFT, name_sv=name, **row)
        warnings = [str(message) for message in get_messages(answer.wsgi_request)]
        assert any("Är det samma samarbete?" in warning for warning in warnings) is asked
    assert Partnership.objects.count() == 2
