"""What the guard finds, each kind drawn."""

from datetime import date

import pytest
from django.urls import reverse

from lagesbild.barometer.models import Action, Goal, GoalResponsibility, Indicator
from lagesbild.cooperation.models import Exchange, Grant, Partnership, Project
from lagesbild.framework.form_names import name_in_form
from lagesbild.reporting.findings import FIELDS, FindingKind, open_and_resting
from lagesbild.website.findings.all_findings import findings, in_force
from lagesbild.website.findings.links import is_there, lost_outside
from tests.figures.drawing import read_only_store, run
from tests.website import site_drawing as drawing

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def here(settings, tmp_path):
    settings.FIGURES = tmp_path / "none.duckdb"
    drawing.home()


def found(*kinds: str) -> list[tuple[str, str]]:
    """(title, Swedish sentence) of the findings of some kinds."""
    every = findings(drawing.TODAY)
    return [(one.title, one.sentence_sv.replace("\u00a0", " ")) for one in every if one.kind in kinds]


def health(settings, store, **goal):
    settings.FIGURES = store("nyckeltal område 2021 2022\nN1 0680 78,0 77,1")
    place = drawing.goal("Hälsa", **goal)
    drawing.indicator("Bra hälsa", place, figure="N1", unit_sv="%", decimals=1, slug="bra-halsa")
    return place


def test_a_figure_in_the_text_that_the_indicator_does_not_have(settings, store):
    health(settings, store, status_sv="<p>Drygt 70 procent har bra hälsa.</p>")
    assert found("contradiction") == [
        (
            "Hälsa",
            "Texten säger ”Drygt 70 procent”, nyckeltalet Bra hälsa 77,1 % (2022): ”Drygt 70 procent har bra hälsa.”",
        )
    ]


def test_in_english_too_and_the_same_only_once(settings, store):
    place = health(
        settings, store, status_sv="<p>72 % har bra hälsa.</p>", status_en="<p>72% have bra hälsa.</p>"
    )
    assert len(found("contradiction")) == 1
    place.status_en = "<p>One in four have bra hälsa.</p>"
    place.save()
    assert len(found("contradiction")) == 2


def test_a_new_figure_gives_another_key(settings, store):
    health(settings, store, status_sv="<p>72 % har bra hälsa.</p>")
    [before] = [one.key for one in findings(drawing.TODAY) if one.kind == "contradiction"]
    settings.FIGURES = store("nyckeltal område 2021 2022 2023\nN1 0680 78,0 77,1 76,5")
    [after] = [one.key for one in findings(drawing.TODAY) if one.kind == "contradiction"]
    assert before != after


def test_a_reference_always_agrees_and_is_a_link(client, settings, store):
    health(settings, store, status_sv="<p>Nu {{nyckeltal:bra-halsa}}, {{nyckeltal:bra-halsa ändring}}.</p>")
    page = client.get("/program/programmet/halsa/").content.decode().replace("\u00a0", " ")
    assert '<a href="/nyckeltal/bra-halsa/">77,1 % (2022)</a>' in page
    assert "−0,9 procentenheter (2021–2022)" in page
    assert found("contradiction", "reference") == []


@pytest.mark.parametrize(
    "reference", ["{{nyckeltal:finns-inte}}", "{{nyckeltal:bra-halsa 1999}}", "{{nyckeltal bra hälsa}}"]
)
def test_a_reference_to_nothing_is_told_and_the_page_says_so_plainly(client, settings, store, reference):
    health(settings, store, status_sv=f"<p>Nu {reference}.</p>")
    assert "Nu uppgift saknas." in client.get("/program/programmet/halsa/").content.decode()
    [(title, sentence)] = found("reference")
    assert title == "Hälsa" and reference in sentence


def test_what_somebody_writes_is_never_mark_up(client, settings, store):
    health(settings, store, text_sv="<script>x</script> {{nyckeltal:bra-halsa}}")
    page = client.get("/program/programmet/halsa/").content.decode()
    assert "<script>x" not in page and "77,1" in page


def test_plans_for_the_past_in_both_languages():
    drawing.goal("Cykla", text_sv="Vägen ska vara klar 2020.", text_en="It will be ready in 2021.")
    drawing.goal("Bada", text_sv="Badet ska vara klart till 2020.")
    assert [title for title, _said in found("past_plan")] == ["Bada", "Cykla"]


def test_a_text_older_than_its_figures(settings, store):
    health(settings, store, status_sv="<p>Bra.</p>", as_of=date(2020, 5, 1))
    assert found("text_older") == [
        ("Hälsa", "Texten gäller läget 2020-05-01. Sedan dess har det kommit siffror för 2022.")
    ]


def test_a_revision_is_told_with_the_verdict_it_gives(settings, tmp_path):
    years = range(2015, 2023)
    run(tmp_path / "raw", "kolada", 2024, *(f"N1 0680 {year} {year - 2000}" for year in years))
    run(tmp_path / "raw", "kolada", 2025, *(f"N1 0680 {year} {2030 - year}" for year in years))
    settings.FIGURES = read_only_store(tmp_path, tmp_path / "raw")
    drawing.indicator("Cykling", figure="N1", direction=1)
    [(title, said)] = found("revision")
    assert title == "Cykling"
    assert "2022 från 22 till 8" in said
    assert "”Bättre sedan 2015” var det, ”Sämre sedan 2015” är det nu" in said


def test_a_retired_source_with_what_it_may_have_become(settings, tmp_path):
    run(tmp_path / "raw", "kolada", 2024, "N1 0680 2021 1", "N2 0680 2021 2", retired=["N1"])
    settings.FIGURES = read_only_store(tmp_path, tmp_path / "raw")
    drawing.indicator("Borttaget", figure="N1")
    [(title, said)] = found("retired")
    assert title == "Borttaget" and said.startswith("Källan publicerar inte längre N1.")


def test_an_indicator_falls_to_who_follows_up_its_goal():
    unit, place = drawing.organisation("Nämnden"), drawing.goal("Ren luft")
    GoalResponsibility.objects.create(goal=place, organisation=unit, role="follow_up")
    drawing.indicator("Buller", place)
    drawing.indicator("Ensamt")
    owners = {one.title: one.owner for one in findings(drawing.TODAY) if one.kind == "no_figures"}
    assert owners == {"Buller": unit, "Ensamt": None}


def test_goals_without_indicators_and_indicators_without_direction():
    place = drawing.goal("Mätt")
    drawing.goal("Omätt")
    drawing.goal("Inte heller mätt")
    drawing.indicator("Utan riktning", place)
    drawing.indicator("Med skäl", place, direction_reason_sv="Det är inte bra eller dåligt.")
    assert found("no_indicators") == [
        ("Programmet", "2 mål mäts inte av något nyckeltal: Omätt, Inte heller mätt.")
    ]
    assert [title for title, _said in found("no_direction")] == ["Utan riktning"]


def test_links_within_the_site():
    drawing.indicator("Buller")
    links = ["/nyckeltal/buller/", "/nyckeltal/borta/", "/finns/inte/", "/mal/3/", "/en/nyckeltal/buller/"]
    drawing.goal("Tyst", status_sv="".join(f'<p><a href="{link}">här</a></p>' for link in links))
    assert [is_there(link) for link in links] == [True, False, False, True, True]
    assert [said for _title, said in found("link")] == [
        "Länken till /finns/inte/ leder ingenstans.",
        "Länken till /nyckeltal/borta/ leder ingenstans.",
    ]


def test_links_to_others_are_tried_only_when_asked():
    drawing.goal("Tyst", source_url="https://exempel.se/borta")
    assert found("link") == []
    [one] = lost_outside(in_force(), [], ask=lambda address: "404")
    assert one.sentence_sv == "Länken till https://exempel.se/borta leder ingenstans (404)."


def test_the_example_contradicts_nothing(example):
    assert [one.sentence_sv for one in findings(drawing.TODAY) if one.kind in ("contradiction", "link")] == []


def test_the_example_has_under_twenty_findings_and_none_about_what_is_counted_here(example):
    open_findings = open_and_resting(findings(drawing.TODAY), drawing.TODAY).open
    assert len(open_findings) < 20
    assert "carried_forward" not in {finding.kind for finding in open_findings}


def test_as_many_questions_for_many_as_for_few(django_assert_max_num_queries):
    for n in range(20):
        drawing.indicator(f"Nr {n}", drawing.goal(f"Mål {n}", status_sv="<p>72 % mår bra.</p>"))
        drawing.action(f"Åtgärd {n}", set_status="late")
    findings(drawing.TODAY)
    with django_assert_max_num_queries(45):
        findings(drawing.TODAY)


def test_a_finding_leads_to_the_field_where_it_is_put_right():
    place = drawing.goal("Mätt")
    indicator = drawing.indicator("Utan riktning", place)
    [one] = [one for one in findings(drawing.TODAY) if one.kind == "no_direction"]
    assert one.mend.address.endswith(f"/barometer/indicator/edit/{indicator.pk}/#id_direction-label")
    assert one.mend.right == "barometer.change_indicator"


def test_what_the_source_has_ended_is_not_told_of_as_missing_too(monkeypatch):
    drawing.indicator("Borta", figure="N1")
    ended = {"N1": {"retired": True, "title": "Borta"}}
    monkeypatch.setattr("lagesbild.figures.queries.indicators", lambda store: ended)
    kinds = [one.kind for one in findings(drawing.TODAY) if one.title == "Borta"]
    assert "no_figures" not in kinds


def test_a_text_that_says_otherwise_how_it_goes(settings, store):
    settings.FIGURES = store("nyckeltal område 2021 2022\nN1 0680 78,0 77,1")
    place = drawing.goal(
        "Hälsa", status_sv="<p>Målet är nått.</p>", status_en="<p>The goal has been reached.</p>"
    )
    drawing.indicator(
        "Bra hälsa", place, figure="N1", unit_sv="%", direction=1, references=[("Mål", 90, 2030)]
    )
    answer = "Inte nått, vet inte vart det går"
    words = f"Texten säger ”Målet är nått”, men nyckeltalet Bra hälsa svarar ”{answer}”: ”Målet är nått.”"
    assert found("other_answer") == [("Hälsa", words)]


PLACES = {
    Goal: ("status_sv", "as_of", "text_sv"),
    Indicator: ("figure", "cycle_years", "expected_every_years", "reference_values", "direction"),
    Action: ("finishes", "set_status"),
    Partnership: ("review_on", "gaps", "fees"),
    Project: ("budget", "costs", "gaps"),
    Grant: ("instalments", "reports"),
    Exchange: ("cost",),
}
"""Where findings lead in the editor."""


def test_every_kind_of_finding_leads_to_a_field():
    elsewhere = {FindingKind.NO_INDICATORS, FindingKind.RATE_OLD}
    assert set(FIELDS) == set(FindingKind) - elsewhere
    assert set(FIELDS.values()) <= {field for fields in PLACES.values() for field in fields}


@pytest.mark.parametrize("model", PLACES, ids=lambda model: model.__name__)
def test_the_field_that_a_finding_leads_to_is_in_the_form(admin_client, model):
    page = admin_client.get(reverse(model.snippet_viewset.get_url_name("add"))).content.decode()
    for field in PLACES[model]:
        kind = "FORMS" if model._meta.get_field(field).one_to_many else "label"
        assert f'id="id_{name_in_form(field)}-{kind}"' in page, field


def test_a_goal_that_nothing_measures_leads_to_where_indicators_are_added():
    place = drawing.goal("Omätt", represents_id=3)
    [finding] = [finding for finding in findings(drawing.TODAY) if finding.kind == "no_indicators"]
    assert finding.mend.address == f"/arbete/program/nyckeltal/?program={place.programme_id}#id_text"
    assert finding.mend.right == "barometer.publish_indicator"
