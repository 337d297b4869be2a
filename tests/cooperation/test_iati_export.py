"""Our projects as open aid data: 1,000 registers, and what is said of each field, each refusal and each krona."""

import uuid
from collections import defaultdict
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from lagesbild.cooperation.funding.money import Rates, project_money
from lagesbild.cooperation.iati import export, reading, rules
from lagesbild.cooperation.models import (
    BudgetLine,
    Claim,
    Cost,
    FundingProgramme,
    Grant,
    Instalment,
    Project,
    ProjectCountry,
    ProjectPartner,
    ProjectResponsibility,
    Repayment,
    ResultLine,
)
from lagesbild.framework.models import GlobalGoal, GlobalTarget
from lagesbild.organisations.models import Identifier, Municipality, Organisation
from tests.cooperation.iati_oracle import broken_rules, schema_faults

TODAY = date(2026, 11, 23)
OURS = "SE-ON-212000-0530"
RATES = Rates(
    {code: [date(1900, 1, 1), date(2025, 1, 1)] for code in ("EUR", "DKK")},
    {"EUR": [Decimal("11.10"), Decimal("11.456789")], "DKK": [Decimal("1.5"), Decimal("1.533333")]},
)
SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large]


# --- A register that is only in memory --------------------------------------------------------------------


def municipality(**more) -> Municipality:
    fields = {
        "name": "Jönköpings kommun",
        "organisation_number": "212000-0530",
        "contact_email": "a@b.se",
        **more,
    }
    return Municipality(pk=1, **fields)


def organisation(
    pk: int = 1, name: str = "Tartu linn", country: str = "EE", identifiers=(), **more
) -> Organisation:
    record = Organisation(pk=pk, name_sv=name, country=country, **{"kind": "municipality", **more})
    record.identifiers = [Identifier(scheme=scheme, value=value) for scheme, value in identifiers]
    return record


def grant(instalments=(), claims=(), repaid=(), funder=None, **more) -> Grant:
    programme = FundingProgramme(pk=1, name_sv="Programmet", name_en="The programme")
    programme.funder = funder or organisation(99, "Finansiären", "SE", kind="funder")
    record = Grant(pk=1, programme=programme, **more)
    record.instalments = [Instalment(**fields) for fields in instalments]
    record.claims = [Claim(**fields) for fields in claims]
    record.repayments = [Repayment(**fields) for fields in repaid]
    return record


def project(pk: int = 1, partners=None, grants=(), **more) -> Project:
    """A project that may be published as it stands; ``more`` says otherwise."""
    children = {name: more.pop(name, ()) for name in CHILDREN}
    goals, targets = more.pop("goals", ()), more.pop("targets", ())
    fields = {
        "uid": uuid.UUID(int=pk),
        "slug": f"projekt-{pk}",
        "name_sv": "Rent vatten",
        "description_sv": "Vi renar vattnet.",
        "status": "running",
        "starts": date(2025, 1, 1),
        "finishes": date(2027, 12, 31),
        "sector": "14030",
    }
    record = Project(pk=pk, **fields | more)
    if partners is None:
        partners = [(organisation(), "partner")]
    record.partners = [ProjectPartner(organisation=who, role=role) for who, role in partners]
    record.global_goals = [GlobalGoal(number=number) for number in goals]
    record.global_targets = [GlobalTarget(pk=place, code=code) for place, code in enumerate(targets, 1)]
    for name, model in CHILDREN.items():
        setattr(record, name, [model(**fields) for fields in children[name]])
    record._prefetched_objects_cache = {"grants": list(grants)}
    return record


CHILDREN = {
    "budget_lines": BudgetLine,
    "costs": Cost,
    "result_lines": ResultLine,
    "countries": ProjectCountry,
    "responsibilities": ProjectResponsibility,
}


def exported(*projects: Project, by: Municipality | None = None, today: date = TODAY):
    return export.export_projects(projects, by or municipality(), today, "https://exempel.se")


def activity(*projects: Project, **more):
    file = exported(*projects, **more)
    assert file.refused == (), file.refused
    assert schema_faults(file.xml) == []
    return etree.fromstring(file.xml)[0]


def swedish(about: export.About) -> tuple[str, ...]:
    return tuple(reason.sv for reason in about.reasons)


def refusals(*projects: Project, **more) -> list[str]:
    return [reason.sv for refused in exported(*projects, **more).refused for reason in refused.reasons]


# --- Any register at all ----------------------------------------------------------------------------------


days = st.dates(date(2023, 1, 1), date(2029, 12, 31))
past = st.dates(date(2023, 1, 1), TODAY)
amounts = st.decimals(0, 10**12 - 1, places=2, allow_nan=False, allow_infinity=False)
# Characters that XML cannot write, too; a database takes no lone surrogate.
words = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12) | st.just("Rent vatten")
maybe_words = st.just("") | words
currencies = st.sampled_from(["SEK"] * 6 + ["EUR", "DKK", "QQQ"])


def mostly(usual, *odd):
    """Rarely something else, so that most registers have something to publish."""
    return st.sampled_from([True] * 14 + [False]).flatmap(
        lambda is_usual: usual if is_usual else st.one_of(*odd)
    )


organisations = st.builds(
    organisation,
    st.integers(1, 9),
    words,
    mostly(st.sampled_from(["EE", "DK", "ZA", "SE"]), st.just("QQ")),
    st.lists(
        st.tuples(
            st.sampled_from(Identifier.Scheme.values), st.sampled_from(["SE-0", "212000-1355", "a b", "x/y"])
        ),
        max_size=2,
    ),
    kind=st.sampled_from(Organisation.Kind.values),
    live=mostly(st.just(True), st.just(False)),
)
instalments = st.fixed_dictionaries(
    {"value": amounts, "due_on": st.none() | days, "received_on": st.none() | mostly(past, days)}
)
claims = st.tuples(amounts, past, mostly(past, days), st.sampled_from(["", *Claim.CameAs.values])).map(
    lambda child: {
        "value": child[0],
        "approved": child[0],
        "approved_on": child[1],
        "paid_on": child[2],
        "came_as": child[3],
    }
)
repaid = st.fixed_dictionaries({"value": amounts, "repaid_on": st.none() | mostly(past, days)})
grants = st.builds(
    grant,
    st.lists(instalments, max_size=3),
    st.lists(claims, max_size=2),
    st.lists(repaid, max_size=2),
    organisations,
    value=st.none() | amounts,
    currency=currencies,
    decided_on=mostly(past, days, st.none()),
    live=mostly(st.just(True), st.just(False)),
    is_example=st.booleans(),
)


@st.composite
def budget_lines(draw):
    first = draw(days)
    length = draw(mostly(st.integers(0, 365), st.integers(-3, 900)))
    return {
        "starts": first,
        "finishes": first + timedelta(length),
        "value": draw(amounts),
        "currency": draw(mostly(st.just(""), currencies)),
    }


costs = st.fixed_dictionaries(
    {
        "spent_on": mostly(past, days),
        "kind": st.sampled_from(Cost.Kind.values),
        "organisation": st.none() | organisations,
        "about": maybe_words,
        "value": amounts | amounts.map(lambda value: -value),
        "currency": mostly(st.just(""), currencies),
    }
)
numbers = st.none() | st.decimals(-(10**9), 10**9, places=2, allow_nan=False, allow_infinity=False)
result_lines = st.fixed_dictionaries(
    {
        "level": st.sampled_from([*ResultLine.Level.values, "measure", "measure"]),
        "text_sv": words,
        "unit_sv": st.sampled_from(["", "%", "personer"]),
        "note_sv": maybe_words,
        "baseline": numbers,
        "baseline_year": st.none() | st.integers(0, 2030),
        "target": numbers,
        "target_on": st.none() | days,
        "actual": numbers,
        "actual_on": days,
        "measured_as": st.sampled_from(["number", "number", *ResultLine.MeasuredAs.values]),
        "target_words_sv": maybe_words,
        "actual_words_sv": maybe_words,
        "starts": st.none() | past,
        "finishes": st.none() | days,
        "group_sv": maybe_words,
    }
)
countries = mostly(
    st.sampled_from(
        [
            [],
            [("EE", 100)],
            [("EE", 40), ("DK", "59.99"), ("ZA", "0.01")],
            [("DK", 0), ("ZA", 100)],
        ]
    ),
    st.sampled_from([[("EE", 99)], [("EE", "33.33"), ("DK", "33.33"), ("ZA", "33.33")], [("QQ", 100)]]),
).map(lambda shares: [{"country": code, "share": Decimal(share)} for code, share in shares])


@st.composite
def projects(draw):
    first = draw(mostly(st.none() | days, days))
    last = draw(st.none() | days)
    if first and last and last < first:
        first, last = last, first
    return {
        "partners": draw(
            st.lists(st.tuples(organisations, st.sampled_from(ProjectPartner.Role.values)), max_size=3)
        ),
        "grants": draw(st.lists(grants, max_size=2)),
        "name_sv": draw(words),
        "name_en": draw(maybe_words),
        "description_sv": draw(mostly(words, st.just(""))),
        "status": draw(st.sampled_from(Project.Status.values)),
        "role": draw(st.sampled_from(Project.Role.values)),
        "starts": first or draw(mostly(past, st.none())),
        "finishes": last if first else None,
        "currency": draw(currencies),
        "own_cash": draw(st.none() | amounts),
        "budget": draw(st.none() | amounts),
        "sector": draw(mostly(st.sampled_from(["14030", "15150"]), st.sampled_from(["", "99999"]))),
        "is_example": draw(st.booleans()),
        "last_published_at": draw(st.none() | st.just(datetime(2026, 3, 4, 5, 6, 7, 8, tzinfo=UTC))),
        "goals": draw(st.sets(st.integers(1, 17), max_size=2)),
        "targets": draw(st.sets(st.sampled_from(["6.1", "17.16", "3.a"]), max_size=2)),
        "countries": draw(countries),
        "budget_lines": draw(st.lists(budget_lines(), max_size=2)),
        "costs": draw(st.lists(costs, max_size=3)),
        "result_lines": draw(st.lists(result_lines, max_size=4)),
    }


@settings(suppress_health_check=SLOW)
@given(st.lists(projects(), min_size=1, max_size=3))
def test_any_register_gives_clean_xml_or_a_refusal_with_reasons(register):
    projects = [project(pk, **fields) for pk, fields in enumerate(register, 1)]
    for record, fields in zip(projects, register, strict=True):
        lines = fields["budget_lines"]
        if lines and record.budget is not None:
            record.budget = sum(line["value"] for line in lines)
    file = exported(*projects)
    assert file.count + len(file.refused) == len(projects)
    assert all(
        refused.reasons and all(reason.sv and reason.en for reason in refused.reasons)
        for refused in file.refused
    )
    if not file.count:
        assert file.xml == b""
        return
    assert schema_faults(file.xml) == []
    activities = etree.fromstring(file.xml)
    assert [broken_rules(element, TODAY) for element in activities] == [[]] * file.count
    by_number = {f"{OURS}-{record.uid}": record for record in projects}
    for element in activities:
        record = by_number.pop(element.findtext("iati-identifier"))
        assert sums(element) == on_the_page(record)
    assert {record.pk for record in by_number.values()} == {refused.project for refused in file.refused}


def sums(activity) -> dict[str, Decimal]:
    """What the file says was promised, came and went, in kronor at the rate of each day."""
    names = {"11": "granted", "1": "received", "3": "spent", "4": "spent"}
    totals = defaultdict(Decimal, granted=Decimal(0), received=Decimal(0), spent=Decimal(0))
    for transaction in activity.iter("transaction"):
        value = transaction.find("value")
        on = date.fromisoformat(value.get("value-date"))
        worth = RATES.in_kronor(Decimal(value.text), value.get("currency"), on)
        totals[names[transaction.find("transaction-type").get("code")]] += worth
    return dict(totals)


def on_the_page(record: Project) -> dict[str, Decimal]:
    """What the project's page says, less the work and premises that are no transactions."""
    money = project_money(record, RATES)
    in_kind = [
        RATES.in_kronor(cost.value, cost.currency or record.currency, cost.spent_on)
        for cost in record.costs.all()
        if cost.kind == "kind"
    ]
    return {
        "granted": money.granted.kronor,
        "received": money.received.kronor - money.repaid.kronor,
        "spent": money.spent.kronor - sum(kronor for kronor in in_kind if kronor is not None),
    }


# --- Field by field ---------------------------------------------------------------------------------------


def test_the_number_stays_when_name_and_address_change():
    before, after = project(), project(name_sv="Nytt namn", slug="nytt-namn")
    assert activity(before).findtext("iati-identifier") == activity(after).findtext("iati-identifier")
    assert activity(before).findtext("iati-identifier") == f"{OURS}-{uuid.UUID(int=1)}"


def test_the_same_register_gives_the_same_bytes():
    changed = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)
    register = [project(1, last_published_at=changed), project(2)]
    first, second = (export.export_projects(register, municipality(), TODAY).xml for _ in range(2))
    export._checked.cache_clear()
    assert first == second == export.export_projects(register, municipality(), TODAY).xml
    assert b'generated-datetime="2026-03-04T05:06:07Z"' in first


def test_words_in_both_languages():
    element = activity(project(name_en="Clean water", description_en="We clean\x0b the water."))
    assert element.xpath("title/narrative[@xml:lang='en']/text()") == ["Clean water"]
    assert element.xpath("description/narrative[@xml:lang='en']/text()") == ["We clean  the water."]


def test_what_is_made_up_says_so():
    element = activity(project(is_example=True, name_en="Clean water"))
    assert element.xpath("title/narrative/text()") == [
        "Påhittat exempel: Rent vatten",
        "Made-up example: Clean water",
    ]
    assert element.findtext("description/narrative").startswith("Projektet är påhittat. ")


@pytest.mark.parametrize(
    "status, starts, finishes, code, types",
    [
        ("idea", "2027-01-01", "2027-12-31", "1", "1 3"),
        ("granted", "2025-01-01", None, "1", "1"),
        ("running", "2025-01-01", "2027-12-31", "2", "2 3"),
        ("running", "2027-01-01", None, "2", "1"),  # said to run, but has not begun
        ("running", "2025-01-01", "2026-01-01", "2", "2 3"),  # its day has passed, but nobody says it is done
        ("reporting", "2025-01-01", "2026-01-01", "3", "2 4"),
        ("closed", "2025-01-01", "2026-01-01", "4", "2 4"),
        ("closed", "2025-01-01", "2027-01-01", "4", "2 3"),
        ("rejected", "2025-01-01", "2026-01-01", "5", "1 3"),
    ],
)
def test_status_and_dates(status, starts, finishes, code, types):
    until = date.fromisoformat(finishes) if finishes else None
    element = activity(project(status=status, starts=date.fromisoformat(starts), finishes=until))
    assert element.find("activity-status").get("code") == code
    assert " ".join(element.xpath("activity-date/@type")) == types


def test_who_takes_part_and_how():
    tartu = organisation(1, identifiers=[("IATI", "EE-RIK-75006546")])
    gone = organisation(2, "Utkast", live=False)
    friends = organisation(3, "Vännerna", kind="civil_society", identifiers=[("SE-ON", "16802001-1234")])
    funder = organisation(4, "Sida", "SE", [("IATI", "SE-0")], kind="authority")
    grants = [grant(funder=funder, value=1, decided_on=TODAY)]
    partners = [(tartu, "lead"), (gone, "partner"), (friends, "associated")]
    element = activity(project(role="partner", partners=partners, grants=grants, own_cash=5))
    rows_in_file = [
        (child.get("role"), child.get("ref"), child.get("type"))
        for child in element.iter("participating-org")
    ]
    assert rows_in_file == [
        ("1", "SE-0", "10"),
        ("1", OURS, "11"),
        ("4", OURS, "11"),
        ("2", "EE-RIK-75006546", "11"),
        ("4", "SE-ON-802001-1234", "24"),
    ]


def test_the_contact_is_a_position_never_a_person():
    unit = organisation(5, "Stadskontoret", "SE", contact_email="internationellt@exempel.se")
    keepers = [{"organisation": unit, "role": "follow_up", "position": "Internationell samordnare"}]
    contact = activity(project(responsibilities=keepers)).find("contact-info")
    assert [child.tag for child in contact] == ["organisation", "department", "job-title", "email"]
    assert contact.findtext("job-title/narrative") == "Internationell samordnare"
    assert activity(project()).findtext("contact-info/email") == "a@b.se"


def test_the_one_country_abroad_is_all_of_it():
    assert activity(project()).xpath("recipient-country/@*") == ["EE", "100"]


def test_goals_targets_and_sector():
    element = activity(project(goals=[6, 17], targets=["6.1"]))
    assert [(child.get("vocabulary"), child.get("code")) for child in element.iter("tag")] == [
        ("2", "6"),
        ("2", "17"),
        ("3", "6.1"),
    ]
    assert element.xpath("sector/@*") == ["1", "14030"]


def test_money_in_and_out():
    came = {"value": 40, "due_on": date(2025, 2, 1), "received_on": date(2025, 2, 3)}
    comes = {"value": 60, "due_on": date(2027, 2, 1)}
    claim = {"value": 9, "approved": 8, "approved_on": TODAY, "submitted_on": TODAY, "paid_on": TODAY}
    paid_grant = grant([came, comes], [claim], value=100, currency="EUR", decided_on=date(2025, 1, 15))
    costs = [
        {"spent_on": date(2025, 3, 1), "value": Decimal("12.5"), "about": "Resor"},
        {"spent_on": date(2025, 3, 2), "value": 7, "kind": "partner", "organisation": organisation()},
        {"spent_on": date(2025, 3, 3), "value": 999, "kind": "kind"},
    ]
    file = exported(project(grants=[paid_grant], costs=costs))
    element = etree.fromstring(file.xml)[0]
    rows_in_file = [
        (
            child.find("transaction-type").get("code"),
            child.find("value").text,
            child.find("value").get("currency"),
        )
        for child in element.iter("transaction")
    ]
    assert rows_in_file == [
        ("11", "100.00", "EUR"),
        ("1", "40.00", "EUR"),
        ("1", "8.00", "EUR"),
        ("4", "12.50", "SEK"),
        ("3", "7.00", "SEK"),
    ]
    assert element.xpath("planned-disbursement/period-start/@iso-date") == ["2027-02-01"]
    assert element.findtext("planned-disbursement/value") == "60.00"
    assert swedish(file.left_out[0]) == (
        "Arbete och lokaler för 999 kronor: det är inga pengar som har gått.",
    )


def test_what_went_back_is_less_of_what_came():
    came = [{"value": 40, "received_on": date(2025, 2, 3)}]
    back = [{"value": 15, "repaid_on": date(2025, 9, 1)}, {"value": 5, "demanded_on": date(2025, 9, 1)}]
    element = activity(project(grants=[grant(came, repaid=back, decided_on=date(2025, 1, 15))]))
    assert element.xpath("transaction/transaction-type/@code") == ["1", "1"]
    assert element.xpath("transaction/value/text()") == ["40.00", "-15.00"]
    assert element.xpath("transaction[2]/description/narrative/text()")[0] == "Återbetalt: Programmet"


YEAR = {"starts": date(2025, 1, 1), "finishes": date(2025, 12, 31)}


def test_a_budget_that_is_split_between_partners_is_one_budget_of_its_period():
    halves = [YEAR | {"value": 40, "organisation": organisation()}, YEAR | {"value": Decimal("60.50")}]
    element = activity(project(budget_lines=halves, budget=Decimal("100.50")))
    assert element.xpath("budget/value/text()") == ["100.50"]


def test_a_period_in_several_currencies_is_in_kronor_where_there_is_a_rate():
    lines = [YEAR | {"value": 40, "currency": "EUR"}, YEAR | {"value": 60}]
    register = [project(budget_lines=lines)]
    file = export.export_projects(register, municipality(), TODAY, rates=RATES)
    value = etree.fromstring(file.xml)[0].find("budget/value")
    assert (value.text, value.get("currency")) == ("518.27", "SEK")  # 40 at 11.456789, and 60
    assert swedish(export.export_projects(register, municipality(), TODAY).refused[0]) == (
        "Budgetposterna 2025-01-01–2025-12-31 är i flera valutor, och en av dem har ingen kurs för dagen.",
    )


def test_two_budgets_of_one_type_and_period_are_refused_whoever_made_them():
    element = activity(project(budget_lines=[YEAR | {"value": 40}]))
    element.find("budget").addnext(etree.fromstring(etree.tostring(element.find("budget"))))
    (sentence,) = rules.budgets(element, TODAY)
    assert sentence.sv == "Tiden 2025-01-01–2025-12-31 har flera budgetar. Den kan bara ha en."


def test_a_value_for_each_period_and_group():
    half = {"starts": date(2025, 1, 1), "finishes": date(2025, 6, 30), "level": "value"}
    lines = [
        {"level": "output", "text_sv": "Läger"},
        {"level": "measure", "text_sv": "Unga"},
        half | {"group_sv": "flickor", "actual": 12, "actual_on": date(2025, 6, 30)},
        half | {"group_sv": "pojkar", "actual": 9, "actual_on": date(2025, 6, 30)},
        {"level": "measure", "text_sv": "Beslutat", "measured_as": "yes_no"},
        half | {"target_words_sv": "Ja", "target_words_en": "Yes", "actual_words_sv": "Nej"},
        half | {"actual": 3},
    ]
    file = exported(project(result_lines=lines))
    unga, decided = etree.fromstring(file.xml)[0].findall("result/indicator")
    assert unga.xpath("period/period-end/@iso-date") == ["2025-06-30"]
    assert unga.xpath("period/actual/@value") == ["12", "9"]
    assert unga.xpath("period/actual/dimension/@value") == ["flickor", "pojkar"]
    assert (decided.get("measure"), decided.xpath("period/target/@value")) == ("5", [])
    assert decided.xpath("period/target/comment/narrative/text()") == ["Ja", "Yes"]
    assert swedish(file.left_out[0]) == ("””: värdet är ett tal, men måttet är i ord.",)


def test_a_budget_of_at_most_a_year():
    short = {"starts": date(2026, 1, 1), "finishes": date(2026, 12, 31)}
    assert activity(project(budget=100, **short)).findtext("budget/value") == "100.00"
    long = exported(project(budget=100))
    assert b"<budget>" not in long.xml
    assert swedish(long.left_out[0]) == (
        "Budgeten: projektet är längre än ett år. Dela upp den i budgetposter på högst ett år.",
    )


def test_results_and_what_has_no_place_there():
    def line(level, text, **more):
        return {"level": level, "text_sv": text, **more}

    on = {"target_on": date(2026, 12, 31), "actual_on": date(2026, 6, 1)}
    lines = [
        line("measure", "Lös"),
        line("objective", "Friskare barn"),
        line("output", "Brunnar"),
        line(
            "measure", "Antal", unit_sv="brunnar", baseline=2, baseline_year=2024, target=10, actual=4, **on
        ),
        line(
            "measure", "Andel", unit_sv="%", target=Decimal("7.50"), actual=Decimal("1E+1"), actual_on=TODAY
        ),
    ]
    file = exported(project(result_lines=lines))
    (result,) = etree.fromstring(file.xml)[0].findall("result")
    first, second = result.findall("indicator")
    assert (result.get("type"), first.get("measure"), second.get("measure")) == ("1", "1", "2")
    assert dict(first.attrib)["ascending"] == "1"
    assert first.findtext("description/narrative") == "Enhet: brunnar."
    assert dict(first.find("baseline").attrib) == {"year": "2024", "value": "2"}
    assert first.xpath("period/*/@*") == ["2025-01-01", "2026-12-31", "10", "4"]
    assert second.xpath("period/*/@*") == ["2025-01-01", "2026-11-23", "10"]
    assert set(swedish(file.left_out[0])) == {
        "”Lös”: ovanför måttet står ingen rad.",
        "”Andel”: målvärdet saknar dag.",
        "”Friskare barn”: raden har inget mått.",
    }


def test_the_projects_own_page_is_linked():
    link = activity(project()).find("document-link")
    assert link.get("url") == "https://exempel.se/projekt/projekt-1/"
    assert link.find("category").get("code") == "A12"


# --- Refused ----------------------------------------------------------------------------------------------

EE_DK = [(organisation(1), "partner"), (organisation(2, "Aarhus", "DK"), "partner")]
TOMORROW = TODAY + timedelta(1)


@pytest.mark.parametrize(
    "more, reason",
    [
        ({"description_sv": " \x0b"}, "Beskrivningen saknas."),
        ({"starts": None}, "Startdatumet saknas."),
        ({"sector": ""}, "Ämneskoden (DAC) saknas. Fyll i den under Projekt."),
        ({"sector": "99999"}, "99999 är ingen ämneskod (DAC) som gäller."),
        ({"partners": []}, "Inget land är angivet."),
        (
            {"partners": EE_DK},
            "Parterna finns i flera länder: DK, EE. Skriv hur stor del av projektet som gäller vart och ett.",
        ),
        (
            {"countries": [{"country": "EE", "share": Decimal("99.5")}]},
            "Länderna är tillsammans 99,5 procent. Det ska vara 100.",
        ),
        ({"countries": [{"country": "QQ", "share": 100}]}, "QQ är ingen landskod."),
        ({"currency": "QQQ", "costs": [{"value": 1, "spent_on": TODAY}]}, "QQQ är ingen valuta."),
        (
            {"currency": "EUR", "costs": [{"value": Decimal("1234.5"), "spent_on": TOMORROW}]},
            "1\xa0234,50\xa0EUR den 2026-11-24: pengar som inte har kommit eller gått ännu kan inte redovisas.",
        ),
        (
            {"costs": [{"value": Decimal(5), "spent_on": TOMORROW}]},
            "5 kronor den 2026-11-24: pengar som inte har kommit eller gått ännu kan inte redovisas.",
        ),
        ({"grants": [grant(value=5)]}, "Bidraget från Programmet saknar dag för beslutet."),
        (
            {"budget_lines": [{"starts": date(2026, 1, 1), "finishes": date(2027, 1, 2), "value": 1}]},
            "Budgetposten 2026-01-01–2027-01-02 är längre än ett år. Dela den i flera.",
        ),
        (
            {
                "budget": 3,
                "budget_lines": [{"starts": date(2026, 1, 1), "finishes": date(2026, 1, 2), "value": 1}],
            },
            "Budgetposterna är tillsammans 1 kronor, men hela budgeten är 3 kronor.",
        ),
    ],
)
def test_refused_with_a_reason(more, reason):
    assert reason in refusals(project(**more))
    assert exported(project(1, **more), project(2)).count == 1, "one refusal leaves the others in"


def test_nothing_without_the_municipalitys_number():
    file = exported(project(), by=municipality(organisation_number=""))
    assert file.xml == b"" and file.refused[0].reasons == (export.NO_NUMBER,)


def test_what_the_file_says_is_what_the_reader_reads(tmp_path):
    file = tmp_path / "iati.xml"
    file.write_bytes(exported(project(goals=[6]), project(2, is_example=True)).xml)
    problems: list = []
    activities_read = list(reading.activities(file, problems))
    assert problems == [] and [read_activity.title[0][1] for read_activity in activities_read] == [
        "Rent vatten",
        "Påhittat exempel: Rent vatten",
    ]
    assert [read_activity.tags[0].code for read_activity in activities_read if read_activity.tags] == ["6"]
