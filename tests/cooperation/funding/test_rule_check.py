"""An application held against the rules of its call: from the database, and on the editor's page."""

from datetime import date

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.text import slugify

from lagesbild.cooperation.funding.applications import check, draft_of, suitable_partners
from lagesbild.cooperation.models import (
    Application,
    ApplicationLine,
    ApplicationPartner,
    Call,
    CallRule,
    Partnership,
    PartnershipPartner,
    RuleJudgement,
)
from lagesbild.cooperation.rules import ANSWERS, RuleOutcome
from lagesbild.organisations.models import Identifier, Municipality, Organisation, User
from lagesbild.organisations.roles import INTERNATIONAL, READER, REPORTER

pytestmark = pytest.mark.django_db

ON = date(2026, 3, 1)
FOUR_COUNTRIES = {"kind": "countries", "minimum": 4, "places": "EU ?", "text_sv": "Minst fyra länder."}


@pytest.fixture(autouse=True)
def jonkoping():
    us = Municipality.load()
    us.name, us.home_area, us.country, us.organisation_number = "Jönköping", "0680", "SE", "212000-0530"
    us.save()


def organisation(name: str, country: str = "SE", kind: str = "municipality", **more) -> Organisation:
    return Organisation.objects.create(name_sv=name, slug=slugify(name), country=country, kind=kind, **more)


def call(*rules: dict, **more) -> Call:
    new_call = Call.objects.create(
        **{"name_sv": "Nätverk av orter", "currency": "EUR", "origin": "test"} | more
    )
    for place, rule in enumerate(rules):
        CallRule.objects.create(call=new_call, sort_order=place, **rule)
    return new_call


def application(to: Call, *partners: Organisation, **more) -> Application:
    new_application = Application.objects.create(
        **{"name_sv": "Unga i fyra länder", "call": to, "currency": "EUR"} | more
    )
    for partner in partners:
        ApplicationPartner.objects.create(application=new_application, organisation=partner, confirmed=True)
    return new_application


def outcomes(of: Application, on: date = ON) -> dict[str, RuleOutcome]:
    return {answer.rule.text.sv: answer.outcome for answer in check(of, on).answers}


def names(suggestions) -> list[set[str]]:
    return [{organisation.name_sv for organisation in suggestion.organisations} for suggestion in suggestions]


# --- From the database ------------------------------------------------------------------------------------


def test_every_kind_of_rule_in_the_database_has_an_answer():
    assert set(ANSWERS) == set(CallRule.Kind)


def test_denmark_finland_and_estonia_make_four_eu_countries():
    partners = [
        organisation(*applicant) for applicant in (("Svendborg", "DK"), ("Kuopio", "FI"), ("Tartu", "EE"))
    ]
    applicant = application(call(FOUR_COUNTRIES), *partners)

    (answer,) = check(applicant, ON).answers
    assert answer.outcome is RuleOutcome.MET
    assert answer.sentence.sv == (
        "Det ska vara minst fyra länder, och nu är de fyra (Sverige, Danmark, Finland, Estland)."
    )


def test_a_partner_that_has_ceased_counts_only_if_somebody_steps_in():
    partners = [organisation("Svendborg", "DK"), organisation("Kuopio", "FI")]
    gone = organisation("Väst-Virumaa", "EE", status="dissolved")

    assert outcomes(application(call(FOUR_COUNTRIES), *partners, gone)) == {
        "Minst fyra länder.": RuleOutcome.CANNOT_TELL
    }


def test_a_unit_of_ours_among_the_partners_is_ourselves():
    unit = organisation("Stadskontoret", kind="administration")
    same = organisation("Jönköpings kommun")
    Identifier.objects.create(organisation=same, value="212000-0530")
    draft_application = application(call(FOUR_COUNTRIES), unit, same, organisation("Kuopio", "FI"))

    assert [partner.name for partner in draft_of(draft_application).applicants] == ["Jönköping", "Kuopio"]


def test_the_municipality_leads_by_its_role_or_by_a_unit_of_its():
    to = call()
    unit = organisation("Stadskontoret", kind="administration")
    partner = application(to, unit, role="partner")

    assert draft_of(application(to)).home.leads
    assert not draft_of(partner).home.leads
    ApplicationPartner.objects.update(leads=True)
    assert draft_of(Application.objects.get(pk=partner.pk)).home.leads


def test_the_whole_application_is_read():
    draft_application = application(
        call(),
        starts=date(2027, 1, 1),
        finishes=date(2027, 12, 31),
        participants=60,
        from_abroad=30,
        activity_countries="se, dk",
        kind="projekt",
        budget=100,
        own_kind=20,
    )
    ApplicationLine.objects.create(
        application=draft_application, about="Resor", value=100, on=date(2027, 3, 1), salary=True
    )
    whole_draft = draft_of(Application.objects.get(pk=draft_application.pk))

    assert (whole_draft.participants, whole_draft.from_abroad, whole_draft.kind) == (60, 30, "projekt")
    assert whole_draft.activity_countries == ("SE", "DK")
    assert (whole_draft.budget, whole_draft.own_cash, whole_draft.own_kind) == (100, None, 20)
    assert [(line.value, line.salary) for line in whole_draft.lines] == [(100, True)]


def test_what_has_been_sent_is_held_to_the_rules_of_that_day():
    dated = FOUR_COUNTRIES | {"valid_to": date(2026, 12, 31)}
    to = call(dated)

    assert outcomes(application(to, sent_on=date(2026, 4, 1)), date(2030, 1, 1))
    assert not outcomes(application(to), date(2030, 1, 1))


def test_a_list_with_something_that_is_no_country_is_refused():
    with pytest.raises(ValidationError, match="NORGE"):
        CallRule(call=call(), kind="countries", minimum=2, places="EU NORGE").full_clean()
    with pytest.raises(ValidationError, match=r"Regeln gäller länder. Ta bort: Skåne \(län\)."):
        CallRule(call=call(reference="2"), kind="countries", minimum=2, places="EU 12").clean()


def test_an_area_is_counties_and_municipalities():
    rule = CallRule(call=call(), kind="area", places="12 10 07 08 0680")
    rule.full_clean()
    rule.places = "12 EU QQ"
    with pytest.raises(ValidationError, match="Regeln gäller län och kommuner. Ta bort: EU, QQ."):
        rule.clean()


# --- Who would make it possible ---------------------------------------------------------------------------


def test_each_partner_that_makes_the_fourth_country_is_suggested():
    svendborg, kuopio = organisation("Svendborg", "DK"), organisation("Kuopio", "FI")
    for candidate in (("Tartu", "EE"), ("Alytus", "LT"), ("Bodø", "NO"), ("Odense", "DK")):
        organisation(*candidate)
    organisation("Väst-Virumaa", "EE", status="dissolved")
    organisation("Utkastet", "LV", live=False)
    organisation("ICLD", "DE", kind="funder")
    suggestions = suitable_partners(application(call(FOUR_COUNTRIES), svendborg, kuopio), ON)

    assert names(suggestions) == [{"Alytus"}, {"Tartu"}]
    assert [answer.rule.text.sv for answer in suggestions[0].turned] == ["Minst fyra länder."]
    assert suggestions[0].left == ()


def test_bodo_counts_where_norway_is_on_the_list():
    svendborg, kuopio = organisation("Svendborg", "DK"), organisation("Kuopio", "FI")
    organisation("Bodø", "NO")
    draft_application = application(call(FOUR_COUNTRIES), svendborg, kuopio)

    assert suitable_partners(draft_application, ON) == []
    CallRule.objects.update(places="EU NO")
    assert names(suitable_partners(Application.objects.get(pk=draft_application.pk), ON)) == [{"Bodø"}]


def test_the_smallest_combinations_are_suggested():
    for candidate in (("Kuopio", "FI"), ("Tartu", "EE"), ("Svendborg", "DK"), ("Odense", "DK")):
        organisation(*candidate)
    suggestions = suitable_partners(application(call(FOUR_COUNTRIES)), ON)

    assert sorted(map(sorted, names(suggestions))) == [
        ["Kuopio", "Odense", "Tartu"],
        ["Kuopio", "Svendborg", "Tartu"],
    ]


def test_a_partner_that_helps_one_rule_and_breaks_another_is_not_suggested():
    on_the_list = {"kind": "eligible", "places": "EU", "text_sv": "Bara EU."}
    three = {"kind": "partners", "minimum": 3, "places": "EU NO", "text_sv": "Minst tre."}
    kuopio = organisation("Kuopio", "FI")
    organisation("Bodø", "NO")
    draft_application = application(call(on_the_list, three), kuopio)

    assert suitable_partners(draft_application, ON) == []
    organisation("Tartu", "EE")
    assert names(suitable_partners(draft_application, ON)) == [{"Tartu"}]


def test_those_that_we_cooperate_with_come_first():
    to = call({"kind": "countries", "minimum": 2, "text_sv": "Minst två länder."})
    organisation("Alytus", "LT")
    partner = organisation("Tartu", "EE")
    twin = Partnership.objects.create(name_sv="Tartu", slug="tartu")
    PartnershipPartner.objects.create(partnership=twin, organisation=partner)

    assert names(suitable_partners(application(to), ON)) == [{"Tartu"}, {"Alytus"}]


def test_nothing_is_suggested_where_nothing_about_partners_is_lacking():
    organisation("Tartu", "EE")
    assert suitable_partners(application(call({"kind": "participants", "minimum": 50})), ON) == []


# --- The editor's page ------------------------------------------------------------------------------------


def log_in(client, role: str | None):
    user = User.objects.create_user("någon", password="x")
    user.groups.set(Group.objects.filter(name=role))
    client.force_login(user)
    return client


def address(page: str, *arguments) -> str:
    return reverse(Application.snippet_viewset.get_url_name(page), args=arguments)


def text(answer) -> str:
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


@pytest.mark.parametrize("role", [INTERNATIONAL, READER])
def test_who_may_change_or_see_applications_may_check_them(client, role):
    draft_application = application(
        call(FOUR_COUNTRIES), organisation("Svendborg", "DK"), organisation("Kuopio", "FI")
    )
    organisation("Tartu", "EE")
    page = text(log_in(client, role).get(address("check", draft_application.pk)))

    assert (
        "Ett land till behövs: det ska vara minst fyra, och nu är de tre (Sverige, Danmark, Finland)." in page
    )
    assert "Inte uppfyllt: <strong>1</strong>" in page
    assert "Inte kontrollerad mot källan." in page
    assert "Tartu (Estland)" in page


@pytest.mark.parametrize(
    "rule, sentence",
    [
        (FOUR_COUNTRIES, "Ingen organisation i registret skulle göra reglerna om parterna uppfyllda."),
        (
            FOUR_COUNTRIES | {"minimum": 3},
            "Reglerna om parterna är redan uppfyllda. Det som återstår gäller annat.",
        ),
        (
            {"kind": "participants", "minimum": 50, "text_sv": "Minst 50."},
            "Utlysningen har inga regler om parterna.",
        ),
    ],
)
def test_why_nobody_is_suggested(client, rule, sentence):
    draft_application = application(call(rule), organisation("Svendborg", "DK"), organisation("Kuopio", "FI"))
    assert sentence in text(log_in(client, INTERNATIONAL).get(address("check", draft_application.pk)))


def test_what_is_too_long_is_not_said_to_be_lacking(client):
    rule = {"kind": "duration", "maximum": 12, "text_sv": "Högst ett år."}
    draft_application = application(call(rule), starts=date(2026, 1, 1), finishes=date(2027, 6, 30))
    page = text(log_in(client, INTERNATIONAL).get(address("check", draft_application.pk)))
    assert (
        "Arbetet är för långt" in page
        and "Inte uppfyllt: <strong>1</strong>" in page
        and "Saknas" not in page
    )


@pytest.mark.parametrize("role", [REPORTER, None])
def test_others_may_not(client, role):
    draft_application = application(call(FOUR_COUNTRIES))

    assert log_in(client, role).get(address("check", draft_application.pk)).status_code == 302
    client.logout()
    assert client.get(address("check", draft_application.pk))["Location"].startswith("/logga-in/")


def test_there_is_no_page_for_what_is_not_there(client):
    assert log_in(client, INTERNATIONAL).get(address("check", 12345)).status_code == 404


def test_the_draft_is_checked_as_it_was_last_saved(client):
    rule = {"kind": "participants", "minimum": 50, "text_sv": "Minst 50."}
    draft_application = application(call(rule), participants=60)
    draft_application.participants = 38
    draft_application.partners.add(ApplicationPartner(organisation=organisation("Kuopio", "FI")))
    draft_application.save_revision()

    page = text(log_in(client, INTERNATIONAL).get(address("check", draft_application.pk)))
    assert Application.objects.get(pk=draft_application.pk).participants == 60
    assert "12 deltagare saknas: det ska vara minst 50, och nu är de 38." in page


def test_rules_that_do_not_bear_on_it_stand_for_themselves(client):
    rule = {"kind": "amount", "maximum": 100, "applies_to": "projekt", "text_sv": "Högst hundra."}
    draft_application = application(call(rule), kind="förstudie")
    page = text(log_in(client, INTERNATIONAL).get(address("check", draft_application.pk)))

    assert "Gäller ansökningar av slaget projekt, och den här är av slaget förstudie." in page
    assert "Ingen av utlysningens regler gäller den här ansökan." in page


def test_a_budget_that_does_not_add_up_is_told_even_without_a_rule(client):
    draft_application = application(call(), budget=1000, applied=1200)
    ApplicationLine.objects.create(application=draft_application, about="Resor", value=900)
    page = text(log_in(client, INTERNATIONAL).get(address("check", draft_application.pk))).replace(
        "\xa0", " "
    )

    assert "Budgetposterna är tillsammans 900 euro, men hela budgeten är 1 000 euro: 100 euro saknas." in page
    assert "Det sökta beloppet är 1 200 euro, 200 euro mer än hela budgeten: 1 000 euro." in page


def test_what_a_rule_says_of_the_budget_is_not_said_twice(client):
    draft_application = application(call({"kind": "budget", "text_sv": "Posterna går ihop."}), budget=1000)
    ApplicationLine.objects.create(application=draft_application, about="Resor", value=900)
    page = text(log_in(client, INTERNATIONAL).get(address("check", draft_application.pk))).replace(
        "\xa0", " "
    )

    assert "100 euro saknas bland budgetposterna" in page
    assert "Budgetposterna är tillsammans" not in page


def test_a_call_without_rules_says_so(client):
    page = text(log_in(client, INTERNATIONAL).get(address("check", application(call()).pk)))

    assert "Ingen av utlysningens regler gäller den här ansökan." in page
    assert "Utlysningen har inga regler om parterna." in page


def test_in_english(client):
    draft_application = application(call(FOUR_COUNTRIES), organisation("Svendborg", "DK"))
    user = User.objects.create_superuser("admin")
    client.force_login(user)
    from wagtail.users.models import UserProfile

    UserProfile.objects.create(user=user, preferred_language="en")

    assert "Two more countries are needed" in text(client.get(address("check", draft_application.pk)))


def test_the_list_and_the_form_lead_there(client):
    draft_application = application(call())
    log_in(client, INTERNATIONAL)

    for page in (address("list"), address("edit", draft_application.pk)):
        assert address("check", draft_application.pk) in text(client.get(page))


@pytest.mark.parametrize("page", ["list", "add", "edit", "copy", "history", "usage", "check"])
def test_every_page_of_the_editor_answers(client, page):
    draft_application = application(call())
    arguments = [] if page in ("list", "add") else [draft_application.pk]

    assert log_in(client, INTERNATIONAL).get(address(page, *arguments)).status_code == 200


def test_the_page_asks_as_often_for_twenty_partners_as_for_two(client):
    log_in(client, INTERNATIONAL)
    few = application(call(FOUR_COUNTRIES), *_many(2))
    many = application(call(*[FOUR_COUNTRIES] * 20, reference="b"), *_many(20))
    _many(20)

    query_counts = []
    for draft_application in (few, few, many):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            text(client.get(address("check", draft_application.pk)))
        query_counts.append(len(queries))
    assert query_counts[1] == query_counts[2] < 40


def _many(number: int) -> list[Organisation]:
    begun = Organisation.objects.count()
    return [organisation(f"Ort {begun + place}", "DK") for place in range(number)]


# --- What only a person can judge -----------------------------------------------------------------------------

BY_HAND = {"kind": "by_hand", "text_sv": "Arbetet ska vara nyskapande."}
JUDGEMENT = {"met": "yes", "role": "Jurist", "judged_on": "2026-02-27", "reason": "Ingen har gjort så förut."}


def judged(client, draft_application: Application, **changed):
    rule = draft_application.call.rules.get(kind="by_hand")
    return client.post(address("check", draft_application.pk), JUDGEMENT | {"rule": rule.pk} | changed)


def test_a_rule_for_a_person_is_judged_with_role_day_and_reason(client):
    draft_application = application(call(BY_HAND))
    log_in(client, INTERNATIONAL)
    assert list(outcomes(draft_application).values()) == [RuleOutcome.CANNOT_TELL]
    for _again in range(2):
        assert judged(client, draft_application).status_code == 302
    assert list(outcomes(draft_application).values()) == [RuleOutcome.MET]
    page = text(client.get(address("check", draft_application.pk)))
    assert "Bedömt 2026-02-27 av Jurist: Ingen har gjort så förut." in page
    assert RuleJudgement.objects.get().judged_by is not None


def test_the_latest_judgement_counts_and_the_earlier_stays(client):
    draft_application = application(call(BY_HAND))
    log_in(client, INTERNATIONAL)
    judged(client, draft_application)
    judged(client, draft_application, met="no", reason="Det är gjort i Lund.")
    assert list(outcomes(draft_application).values()) == [RuleOutcome.LACKING]
    assert RuleJudgement.objects.count() == 2
    assert list(outcomes(application(draft_application.call)).values()) == [RuleOutcome.CANNOT_TELL]


@pytest.mark.parametrize(
    "changed",
    [{"role": ""}, {"reason": " "}, {"judged_on": "2999-01-01"}, {"judged_on": ""}, {"met": "kanske"}],
)
def test_half_a_judgement_is_refused_beside_its_field(client, changed):
    answer = judged(log_in(client, INTERNATIONAL), application(call(BY_HAND)), **changed)
    assert answer.status_code == 200 and "Bedömningen är inte sparad." in text(answer)
    assert not RuleJudgement.objects.exists()


def test_only_rules_of_the_call_that_are_for_a_person_are_judged(client):
    draft_application = application(call(BY_HAND, FOUR_COUNTRIES))
    log_in(client, INTERNATIONAL)
    other = call(BY_HAND).rules.get()
    for rule in (other, draft_application.call.rules.get(kind="countries")):
        assert judged(client, draft_application, rule=rule.pk).status_code == 200
    assert not RuleJudgement.objects.exists()


def test_who_only_reads_judges_nothing(client):
    draft_application = application(call(BY_HAND))
    log_in(client, READER)
    assert judged(client, draft_application).status_code == 302  # to the editor's first page
    assert not RuleJudgement.objects.exists()
    assert "Bedöm regeln" not in text(client.get(address("check", draft_application.pk)))


def test_that_no_organisation_would_help_is_said_only_where_a_partner_is_what_lacks(client):
    too_much = {"kind": "amount", "maximum": 100, "places": "EE", "text_sv": "Högst 100 euro."}
    draft_application = application(call(too_much), organisation("Tartu", "EE"), applied=500)
    page = text(log_in(client, INTERNATIONAL).get(address("check", draft_application.pk)))
    assert "Det är inte en part som saknas." in page and "Ingen organisation i registret" not in page
