"""Review, through its pages: what would change, approving one or many, sending back, moving, correcting."""

import pytest
from django.contrib.auth.models import Group

from lagesbild.barometer.models import GoalAssessment, Indicator
from lagesbild.organisations.models import Municipality, Organisation
from lagesbild.organisations.roles import APPROVER, COORDINATOR, READER, REPORTER
from lagesbild.reporting.models import Item, ReportedValue, Round
from tests.reporting.drawing import NOW, goal, item, open_round, person, unit
from tests.website.reading import Html

pytestmark = pytest.mark.django_db

GOOD = {"grade": "2", "motivation_sv": "Bättre nu"}


@pytest.fixture(autouse=True)
def no_figures(settings, tmp_path):
    settings.FIGURES = tmp_path / "none.duckdb"


def log_in(client, role: str):
    user = person(f"en-{role}")
    user.groups.set([Group.objects.get(name=role)])
    client.force_login(user)
    return client


@pytest.fixture
def approver(client):
    return log_in(client, APPROVER)


def words(answer) -> str:
    assert answer.status_code == 200
    return " ".join(" ".join(Html(answer.content.decode()).words).split())


def handed_in(name="Renare vatten", **fields) -> Item:
    round = Round.objects.first() or open_round()
    made = {"content": GOOD, "changed_at": NOW, "version": 1, "status": "submitted"}
    made |= {"organisation": unit(f"Nämnden för {name}")}
    return item(round=round, goal=goal(name), **(made | fields))


def do(client, asked: Item, what: str, **sent):
    sent = {"version": asked.version, "gor": what} | sent
    return client.post(f"/arbete/granska/{asked.pk}/", sent, follow=True)


def test_the_difference_is_shown_in_words(approver):
    asked = handed_in()
    GoalAssessment.objects.create(
        goal=asked.goal, grade=4, assessed_on="2025-01-01", motivation_sv="Sämre nu"
    )
    told = words(approver.get("/arbete/granska/"))
    assert "Målet bedöms inte kunna uppnås" in told and "Målet bedöms kunna uppnås" in told
    marked = approver.get("/arbete/granska/").content.decode()
    assert "<mark>Sämre" in marked and "<mark>Bättre" in marked


def test_many_are_approved_at_once(approver):
    asked = [handed_in("Ett"), handed_in("Två"), handed_in("Tre")]
    sent = {"svar": [f"{one.pk}:{one.version}" for one in asked[:2]]}
    assert "2 svar är godkända" in words(approver.post("/arbete/granska/", sent, follow=True))
    assert {one.goal.name_sv for one in GoalAssessment.objects.public()} == {"Ett", "Två"}


def test_an_answer_that_changed_since_it_was_read_is_not_published(approver):
    asked = handed_in()
    Item.objects.update(version=7, content=GOOD | {"motivation_sv": "Något annat"})
    sent = {"svar": [f"{asked.pk}:1"]}
    assert "har ändrats sedan du läste det" in words(approver.post("/arbete/granska/", sent, follow=True))
    assert not GoalAssessment.objects.exists()


@pytest.mark.parametrize("sent", [[], ["x"], ["1"], ["9999999:1x"]])
def test_nothing_chosen_approves_nothing(approver, sent):
    handed_in()
    assert "Inget är valt" in words(approver.post("/arbete/granska/", {"svar": sent}, follow=True))
    assert not GoalAssessment.objects.exists()


def test_one_is_approved_and_the_next_comes(approver):
    first, second = handed_in("Ett"), handed_in("Två")
    answer = do(approver, first, "godkann")
    assert answer.redirect_chain[-1][0] == f"/arbete/granska/{second.pk}/"
    assert GoalAssessment.objects.get().goal == first.goal


def test_it_is_sent_back_with_a_note(approver):
    asked = handed_in()
    assert "Skriv vad som behöver ändras" in words(do(approver, asked, "tillbaka", fraga=" "))
    do(approver, asked, "tillbaka", fraga="Vilket år?")
    asked.refresh_from_db()
    assert asked.status == "returned"
    assert asked.steps.get().note == "Vilket år?"


def test_what_is_not_theirs_is_given_to_somebody_else(client):
    log_in(client, COORDINATOR)
    asked = handed_in(status="not_ours")
    other = unit("Miljökontoret")
    do(client, asked, "flytta", till=other.slug, varfor="Ni mäter det")
    asked.refresh_from_db()
    assert (asked.organisation, asked.status) == (other, "started")
    assert "Välj vilken" in words(do(client, asked, "flytta", till="finns-inte"))


def test_the_question_is_offered_to_those_who_could_answer(client):
    log_in(client, COORDINATOR)
    asked = handed_in(status="not_ours")
    kinds = Organisation.Kind
    person("rapportör", unit("Miljökontoret"))
    unit("Utan rapportör")
    for name, kind in [("Partnern", kinds.SCHOOL), ("Partnern med kontakt", kinds.SCHOOL)]:
        Organisation.objects.filter(pk=unit(name).pk).update(kind=kind)
    person("kontakten", Organisation.objects.get(slug="partnern-med-kontakt"))
    Organisation.objects.filter(pk=unit("Ett utkast").pk).update(live=False)
    Organisation.objects.filter(pk=unit("Nedlagd").pk).update(status=Organisation.Status.DISSOLVED)
    page = Html(client.get(f"/arbete/granska/{asked.pk}/").content.decode())
    offered = [tag["value"] for tag in page.tags if tag.name == "option"]
    assert offered == ["", "miljokontoret", "partnern-med-kontakt", "utan-rapportor"]
    assert "Utan rapportör (ingen rapportör)" in " ".join(" ".join(page.words).split())
    assert "Välj vilken" in words(do(client, asked, "flytta", till="partnern"))


def test_what_became_of_an_answer_is_said_to_the_one_who_sent_it_back(approver):
    first, second = handed_in("Ett"), handed_in("Två")
    told = words(do(approver, first, "tillbaka", fraga="Vilket år?"))
    assert "Frågan är tillbaka hos Nämnden för Ett. De ser den under Mitt arbete" in told
    Round.objects.update(status="closed", closed_at=NOW)
    told = words(do(approver, second, "tillbaka", fraga="Fel mål"))
    assert "Svaret från Nämnden för Två är lagt åt sidan. Det publiceras inte." in told


def test_a_correction_is_marked_on_the_public_page(approver):
    asked = handed_in()
    do(approver, asked, "godkann")
    Round.objects.update(status="closed", closed_at=NOW)
    where = f"/arbete/granska/{asked.pk}/ratta/"
    assert "Skriv varför det rättas" in words(approver.post(where, {**GOOD, "grade": "3", "version": 2}))
    approver.post(where, {**GOOD, "grade": "3", "version": 2, "skal": "Fel ruta"})
    approver.logout()
    told = words(approver.get(asked.goal.get_absolute_url()))
    assert "Rättad" in told and "Fel ruta" in told and "en-Godkännare" not in told


def test_somebody_elses_correction_is_not_written_over(approver):
    asked = handed_in()
    do(approver, asked, "godkann")
    where = f"/arbete/granska/{asked.pk}/ratta/"
    told = words(approver.post(where, {**GOOD, "grade": "3", "version": 1, "skal": "Fel"}))
    assert "Någon annan har rättat" in told and "Fel" in told
    assert GoalAssessment.objects.count() == 1


def test_a_correction_with_errors_keeps_what_was_typed(approver):
    asked = handed_in()
    do(approver, asked, "godkann")
    sent = {"grade": "2", "motivation_sv": "", "version": 2, "skal": "Mitt skäl"}
    told = words(approver.post(f"/arbete/granska/{asked.pk}/ratta/", sent))
    assert "Skriv varför: några meningar räcker." in told and "Mitt skäl" in told


def about_a_figure(value: str, **fields) -> Item:
    indicator = Indicator.objects.create(
        name_sv="Andel", slug="andel", unit_sv="%", direction=1, by_form=True, live=True, **fields
    )
    return Item.objects.create(
        round=open_round(),
        organisation=unit(),
        kind="value",
        status="submitted",
        indicator=indicator,
        content={"period": "2024", "value": value},
        version=1,
        changed_at=NOW,
    )


def test_a_figure_shows_the_verdict_it_would_give(approver, store, settings):
    Municipality.load().save()
    settings.FIGURES = store(
        """
        nyckeltal  område  2017  2018  2019  2020  2021  2022  2023
        andel      0680    10    11    12    13    14    15    16
        """
    )
    home = Municipality.load()
    home.home_area = "0680"
    home.save()
    asked = about_a_figure("1", figure="andel")
    told = words(approver.get(f"/arbete/granska/{asked.pk}/"))
    assert "Inget värde" in told and "1 %" in told
    assert "Vad siffrorna då säger" in told


def test_a_figure_that_no_page_would_show_is_told_of(approver):
    asked = about_a_figure("77,1")
    assert "inget id i siffrorna" in words(approver.get(f"/arbete/granska/{asked.pk}/"))


def test_what_was_handed_in_before_the_round_closed_may_be_put_aside(approver):
    asked = handed_in()
    Round.objects.update(status="closed", closed_at=NOW)
    assert "Lägg åt sidan" in words(approver.get(f"/arbete/granska/{asked.pk}/"))
    do(approver, asked, "tillbaka", fraga="Hör till ett annat mål")
    asked.refresh_from_db()
    assert asked.status == Item.Status.RETURNED
    assert not GoalAssessment.objects.exists()


def test_a_unit_that_was_typed_too_is_said_once(approver):
    asked = about_a_figure("77,1 %")
    told = words(approver.get(f"/arbete/granska/{asked.pk}/"))
    assert "77,1 %" in told.replace("\xa0", " ") and "% %" not in told.replace("\xa0", " ")


def test_an_approved_figure_waits_for_the_figures_to_be_built(approver):
    asked = about_a_figure("77,1", figure="andel")
    assert "när siffrorna har byggts om" in words(do(approver, asked, "godkann"))
    assert ReportedValue.objects.count() == 1
    assert "1 godkänt mätvärde syns inte på sidorna än" in words(approver.get("/arbete/granska/"))


@pytest.mark.parametrize(
    "role, one, act",
    [(COORDINATOR, 200, 200), (APPROVER, 200, 200), (READER, 200, 403), (REPORTER, 403, 403)],
)
def test_who_reviews(client, role, one, act):
    asked = handed_in()
    log_in(client, role)
    assert client.get(f"/arbete/granska/{asked.pk}/").status_code == one
    assert client.get("/arbete/granska/").status_code == act
    assert do(client, asked, "godkann").status_code == act
    assert client.get(f"/arbete/granska/{asked.pk}/ratta/", follow=True).status_code == act
    assert GoalAssessment.objects.exists() is (act == 200)


def test_who_may_not_is_told_so_and_shown_the_way_on(client):
    log_in(client, REPORTER)
    answer = client.get("/arbete/granska/")
    told = answer.content.decode()
    assert answer.status_code == 403 and "Sidan är inte din" in told
    assert 'href="/arbete/roller/"' in told


def test_an_approver_does_not_move_questions(approver):
    assert do(approver, handed_in(status="not_ours"), "flytta", till="x").status_code == 403
