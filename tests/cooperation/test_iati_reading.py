"""Others' open aid data: nothing of what we model is lost, and no file however broken ends in an exception."""

import dataclasses
import json
import tracemalloc
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lagesbild.commands.main import main
from lagesbild.cooperation.iati import activity as iati
from lagesbild.cooperation.iati import matching, reading, rules, writing
from lagesbild.cooperation.iati.activity import (
    Activity,
    Budget,
    Dated,
    Description,
    MoneyValue,
    Participant,
    Party,
    PercentShare,
    Related,
    Tag,
    Transaction,
)
from lagesbild.cooperation.iati.activity_sums import sums_of, together
from lagesbild.cooperation.iati.draft_projects import make_draft
from lagesbild.cooperation.models import Partnership, PartnershipPartner, Project
from lagesbild.framework.models import GlobalGoal
from lagesbild.organisations.models import Alias, Identifier, Municipality, Organisation

SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large]


def read(tmp_path, xml: str | bytes):
    """The activities of a file with that content, and what is told of it without the path."""
    file = tmp_path / "fil.xml"
    file.write_bytes(xml if isinstance(xml, bytes) else xml.encode())
    problems: list[reading.IatiProblem] = []
    activities = list(reading.activities(file, problems))
    return activities, [str(problem).removeprefix(str(file)) for problem in problems]


def one(inner: str, version: str = "2.03") -> str:
    return (
        f'<iati-activities version="{version}">\n<iati-activity xml:lang="en" default-currency="EUR">\n'
        f"<iati-identifier>X-1</iati-identifier>\n{inner}\n</iati-activity></iati-activities>"
    )


# --- There and back again ---------------------------------------------------------------------------------

texts = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=8).filter(
    lambda text: text == text.strip() == writing.legal(text)
)
some_code = st.sampled_from(["1", "2", "A01", "EE", "XI-IATI-1"])
codes = st.just("") | some_code
BY_TYPE = {
    str: codes,
    date: st.dates(),
    date | None: st.none() | st.dates(),
    Decimal | None: st.none() | st.decimals(-(10**9), 10**9, places=2),
    Decimal: st.decimals(-(10**12), 10**12, places=2),
    int | None: st.none() | st.integers(1, 9999),
    bool | None: st.sampled_from([None, True, False]),
    iati.Words: st.lists(st.tuples(st.sampled_from(["sv", "en", "et"]), texts), max_size=2).map(tuple),
    tuple[str, ...]: st.lists(some_code, max_size=2).map(tuple),
}
# Without these the standard has nothing to hang the rest on.
ALWAYS = {"identifier": some_code, "language": st.sampled_from(["sv", "en"])}
FILLED = {
    (iati.Description, "words"): st.tuples(st.tuples(st.just("sv"), texts)),
    (iati.Coded, "code"): some_code,
    (iati.OtherIdentifier, "ref"): some_code,
}


def drawn(kind):
    """Any value of a type of :mod:`lagesbild.cooperation.iati.activity`."""
    if kind in BY_TYPE:
        return BY_TYPE[kind]
    if dataclasses.is_dataclass(kind):
        return st.builds(kind, **{field.name: _field(kind, field) for field in dataclasses.fields(kind)})
    return st.lists(drawn(kind.__args__[0]), max_size=2).map(tuple)


def _field(owner, field):
    if owner is Activity and field.name in ALWAYS:
        return ALWAYS[field.name]
    if owner is Party and field.name == "activity":
        return st.just("")  # three attributes by three names: drawn by hand below
    if owner is iati.OtherIdentifier and field.name == "owner":
        return st.builds(Party, ref=codes, name=BY_TYPE[iati.Words])
    place = (owner, field.name)
    return FILLED[place] if place in FILLED else drawn(field.type)


@settings(max_examples=60, suppress_health_check=SLOW)
@given(drawn(Activity))
def test_nothing_is_lost_there_and_back_again(tmp_path_factory, activity):
    file = tmp_path_factory.mktemp("iati") / "fil.xml"
    file.write_bytes(writing.document([writing.as_bytes(writing.element(activity))]))
    problems: list = []
    assert list(reading.activities(file, problems)) == [activity] and problems == []


def test_the_activities_that_others_act_in_come_along(tmp_path):
    party = Party("SE-0", "10", (("en", "Sida"),), "SE-0-123")
    money = Transaction(
        "1", date(2026, 1, 1), MoneyValue(Decimal(1), "SEK", date(2026, 1, 1)), provider=party
    )
    before = Activity("X-1", Party("X"), (), participants=(Participant("1", party),), transactions=(money,))
    activities, _problems = read(tmp_path, writing.document([writing.as_bytes(writing.element(before))]))
    assert activities == [before]


# --- Older versions ---------------------------------------------------------------------------------------


def test_version_1_says_the_same_in_other_words(tmp_path):
    (old,), problems = read(
        tmp_path,
        one(
            """<title>Water</title><title xml:lang="fr">Eau</title>
            <description type="1">Clean</description>
            <reporting-org ref="SE-0" type="10">Sida</reporting-org>
            <participating-org role="Funding" ref="SE-0">Sida</participating-org>
            <activity-date type="start-planned" iso-date="2012-01-01"/>
            <activity-date type="end-actual">2013-01-01</activity-date>
            <sector vocabulary="DAC" code="14030" percentage="50%"/>
            <other-identifier owner-ref="A" owner-name="B">123</other-identifier>
            <budget type="original"><period-start iso-date="2012-01-01"/><period-end iso-date="2012-12-31"/>
            <value value-date="2012-01-01">1,000.50</value></budget>
            <transaction><transaction-type code="D"/><value value-date="2012-02-01">7</value></transaction>""",
            version="1.05",
        ),
    )
    assert problems == []
    assert old.title == (("en", "Water"), ("fr", "Eau"))
    assert (old.participants[0].role, old.participants[0].party.name) == ("1", (("en", "Sida"),))
    assert [(dated.type, str(dated.on)) for dated in old.dates] == [("1", "2012-01-01"), ("4", "2013-01-01")]
    assert old.sectors == (PercentShare("14030", Decimal(50), "1"),)
    assert old.other_identifiers[0].ref == "123" and old.other_identifiers[0].owner.ref == "A"
    assert (old.budgets[0].type, old.budgets[0].money.value) == ("1", Decimal("1000.50"))
    assert (old.transactions[0].type, old.transactions[0].on) == ("3", date(2012, 2, 1))


# --- Broken ones ------------------------------------------------------------------------------------------

BOMB = """<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>
<iati-activities><iati-activity><iati-identifier>&b;</iati-identifier></iati-activity></iati-activities>"""
STEAL = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><iati-activities>&a;</iati-activities>'


@pytest.mark.parametrize(
    "content, sentence",
    [
        ("", ": This is not well-formed XML"),
        ("hej", ":1: This is not well-formed XML"),
        ("<iati-activities><iati-activity>", ":1: This is not well-formed XML"),
        ("<html><body/></html>", ":1: The file begins with <html>, not with <iati-activities>."),
        (b"<iati-activities>\n<x>\xe5</x></iati-activities>", ":2: This is not well-formed XML"),
        ('<?xml version="1.0" encoding="klingon"?><iati-activities/>', ":1: This is not well-formed XML"),
        (b"\x00\x01\x02", ":1: This is not well-formed XML"),
        (BOMB, ": The file has a document type of its own"),
        (STEAL, ": The file has a document type of its own"),
        (f"<!--{'x' * 70_000}-->{BOMB}", ": The file has a document type of its own"),
        (STEAL.encode("utf-16"), ": The file has a document type of its own"),
        (one("<x>&b;</x>"), ": This is not well-formed XML"),
    ],
)
def test_a_broken_file_is_told_in_a_sentence(tmp_path, content, sentence):
    activities, problems = read(tmp_path, content)
    assert activities == [] and len(problems) == 1 and problems[0].startswith(sentence), problems


def test_no_file_and_a_folder(tmp_path):
    for path in (tmp_path / "saknas.xml", tmp_path):
        problems: list = []
        assert list(reading.activities(path, problems)) == [] and "cannot be read" in str(problems[0])


def test_everything_wrong_is_told_at_once_with_its_line_and_the_rest_is_read(tmp_path):
    (activity,), problems = read(
        tmp_path,
        one(
            '<title><narrative>Water</narrative></title>\n<activity-date type="1" iso-date="2026-13-01"/>\n'
            '<recipient-country code="EE" percentage="half"/>\n'
            "<transaction><transaction-type code='1'/><value>5</value></transaction>\n"
            "<budget><value value-date='2026-01-01'>5</value></budget>"
        ),
    )
    assert problems == [
        ":5: <activity-date> has '2026-13-01', which is not a date.",
        ":5: <activity-date> has no day and is left out.",
        ":6: <recipient-country> has 'half', which is not a number.",
        ":7: <transaction> has no day or no amount and is left out.",
        ":8: <budget> has no whole period or no amount and is left out.",
    ]
    assert activity.title == (("en", "Water"),) and activity.countries == (PercentShare("EE"),)


def test_a_large_file_is_never_held_whole(tmp_path):
    file = tmp_path / "stor.xml"
    xml = writing.as_bytes(writing.element(Activity("X-1", Party("X"), (("en", "long " * 1000),))))
    with open(file, "wb") as out:
        out.write(b'<iati-activities version="2.03">\n')
        out.writelines(xml + b"\n\n" for _ in range(4000))
        out.write(b"<iati-activity><iati-identifier/></iati-activity></iati-activities>")
    problems: list = []
    tracemalloc.start()
    count = sum(1 for _activity in reading.activities(file, problems))
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 4001 and most < 3_000_000 < file.stat().st_size / 5


# --- Our partners in them ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name, other",
    [("Tartu linn", "City of TARTU"), ("Aarhus Kommune", "Århus kommune"), ("Kuopion kaupunki", "kuopion")],
)
def test_names_are_alike_in_several_languages(name, other):
    assert matching.name_key(name).replace("aarhus", "arhus") == matching.name_key(other)


@pytest.fixture
def partners(db):
    tartu = Organisation.objects.create(name_sv="Tartu linn", slug="tartu", country="EE", kind="municipality")
    Identifier.objects.create(organisation=tartu, scheme=Identifier.Scheme.IATI, value="EE-RIK-75006546")
    partnership = Partnership(name_sv="Tartu", slug="tartu")
    partnership.save()
    partnership.global_goals = [GlobalGoal.objects.get(number=6)]
    partnership.save()
    PartnershipPartner.objects.create(partnership=partnership, organisation=tartu)
    return matching.our_partners()


@pytest.mark.parametrize(
    "more, expected",
    [
        ({"participants": (Participant("4", Party("EE-RIK-75006546")),)}, [("identifier", ())]),
        (
            {"participants": (Participant("4", Party(name=(("en", "Tartu City Government"),))),)},
            [("name", ())],
        ),
        ({"countries": (PercentShare("EE"),), "tags": (Tag("6.1", "3"),)}, [("country and goal", (6,))]),
        (
            {"countries": (PercentShare("EE"),), "sectors": (PercentShare("6", vocabulary="7"),)},
            [("country and goal", (6,))],
        ),
        ({"countries": (PercentShare("EE"),), "tags": (Tag("4", "2"),)}, []),
        ({"countries": (PercentShare("LV"),), "tags": (Tag("6", "2"),)}, []),
    ],
)
def test_where_our_partners_are(partners, more, expected):
    matches = partners.matches(Activity("X-1", Party("X"), (), **more))
    assert [(match.by, match.goals) for match in matches] == expected


def test_a_partner_is_found_by_what_else_it_is_called(partners):
    Alias.objects.create(organisation=Organisation.objects.get(), name="Dorpat")
    activity = Activity(
        "X-1", Party("X"), (), participants=(Participant("4", Party(name=(("de", "Dorpat"),))),)
    )
    assert [match.by for match in matching.our_partners().matches(activity)] == ["name"]


@pytest.mark.parametrize(
    "more, by",
    [
        ({"participants": (Participant("4", Party("SE-ON-212000-0530")),)}, "identifier"),
        ({"participants": (Participant("4", Party("se-on-2120000530")),)}, "identifier"),
        ({"participants": (Participant("4", Party(name=(("en", "City of Sjöbo"),))),)}, "name"),
        ({"related": (Related("SE-ON-212000-0530-abc", "3"),)}, "activity number"),
        (
            {"participants": (Participant("1", Party("X", activity="SE-ON-2120000530-abc")),)},
            "activity number",
        ),
    ],
)
def test_we_ourselves_are_found_by_our_own_number(partners, more, by):
    us = Municipality.load()
    us.name, us.organisation_number = "Sjöbo", "212000-0530"
    us.save()
    (match,) = matching.our_partners().matches(Activity("X-1", Party("X"), (), **more))
    assert (match.partner, match.by) == ("Sjöbo", by)


def money(value, currency: str = "") -> MoneyValue:
    return MoneyValue(Decimal(value), currency, date(2024, 1, 2))


YEAR_2024 = (date(2024, 1, 1), date(2024, 12, 31))
WATER = Activity(
    "X-1",
    Party("X"),
    (("en", "Water"), ("sv", "Vatten")),
    descriptions=(Description((("sv", "Rent vatten åt alla."),)),),
    participants=(
        Participant("4", Party("EE-RIK-75006546")),
        Participant("4", Party(name=(("en", "Nobody"),))),
    ),
    status="2",
    dates=(Dated("1", date(2024, 1, 1)), Dated("2", date(2024, 2, 1)), Dated("3", date(2025, 1, 1))),
    countries=(PercentShare("EE"),),
    sectors=(PercentShare("14030", Decimal(60)), PercentShare("15150", Decimal(40))),
    tags=(Tag("6", "2"), Tag("6.1", "3")),
    budgets=(
        Budget(*YEAR_2024, money("90.5"), "1"),
        Budget(*YEAR_2024, money("100.5"), "2"),
        Budget(date(2025, 1, 1), date(2025, 1, 1), money("1", "EUR"), "2"),
    ),
    transactions=(
        Transaction("3", date(2024, 3, 1), money("10.25")),
        Transaction("3", date(2024, 3, 2), money("-0.25")),
        Transaction("3", date(2024, 3, 2), money("7", "EUR")),
        Transaction("11", date(2024, 3, 2), money("70")),
    ),
    currency="USD",
)


def test_sums_are_by_type_and_currency():
    assert [str(part) for part in sums_of([WATER])] == [
        "budget 90.5 USD (1)",
        "revised budget 100.5 USD (1)",
        "revised budget 1 EUR (1)",
        "disbursements 10.00 USD (2)",
        "disbursements 7 EUR (1)",
        "incoming commitments 70 USD (1)",
    ]
    assert together([*sums_of([WATER]), *sums_of([WATER])])[3].value == Decimal("20.00")


def test_a_chosen_activity_becomes_a_draft_and_never_two(partners):
    draft = make_draft(WATER, partners)
    assert draft.is_new and make_draft(WATER, partners) == replace(draft, is_new=False)
    project = Project.objects.get().get_latest_revision_as_object()
    assert (project.live, project.name_sv, project.name_en) == (False, "Vatten", "Water")
    assert project.description_sv == "Rent vatten åt alla.\n\nUr öppna biståndsdata (IATI): X-1"
    assert (project.status, project.starts, project.finishes) == (
        "running",
        date(2024, 2, 1),
        date(2025, 1, 1),
    )
    assert (project.currency, project.budget, project.sector) == ("USD", None, "14030")
    lines = [(line.value, line.in_currency) for line in project.budget_lines.all()]
    assert lines == [(Decimal("100.5"), "USD"), (Decimal(1), "EUR")]
    assert [partner.organisation.name_sv for partner in project.partners.all()] == ["Tartu linn"]
    assert [(part.country, part.share) for part in project.countries.all()] == [("EE", 100)]
    assert [goal.number for goal in project.global_goals.all()] == [6]
    assert [target.code for target in project.global_targets.all()] == ["6.1"]


def test_what_a_person_has_written_in_a_draft_stays(partners):
    make_draft(WATER, partners)
    Project.objects.update(name_sv="Vårt namn")
    assert make_draft(WATER, partners).name == "Vårt namn"


@pytest.mark.django_db
def test_the_command_makes_drafts_of_those_that_are_chosen(tmp_path, capsys):
    file = tmp_path / "fil.xml"
    file.write_text(one('<title><narrative>Water</narrative></title><recipient-country code="EE"/>'))
    for state in ("is now a draft", "was there already"):
        assert main(["import-iati", str(file), "--write", "X-1"]) == 0
        assert f"X-1 {state}" in capsys.readouterr().err
    assert Project.objects.get().name_sv == "Water"
    assert main(["import-iati", str(file), "--write", "X-2"]) == 1
    assert "No activity is called X-2" in capsys.readouterr().err


def test_the_command_tells_people_and_machines(tmp_path, run):
    file = tmp_path / "fil.xml"
    file.write_text(one('<title><narrative>Water</narrative></title><recipient-country code="EE"/>'))
    command = run("import-iati", str(file), home=tmp_path / "home")
    assert command.stdout.splitlines()[0] == "X-1  Water"
    assert command.stdout.strip().endswith("1 activity, 0 of them with or near a partner of ours.")
    assert "0 activities" in run("import-iati", str(file), "--partners", home=tmp_path / "home").stdout
    broken = tmp_path / "trasig.xml"
    broken.write_text("<iati-activities>")
    done = run("import-iati", str(file), str(broken), "--json", home=tmp_path / "home", check=False)
    answer = json.loads(done.stdout)
    assert done.returncode == 1 and "Traceback" not in done.stderr
    assert answer["activities"][0]["countries"][0]["code"] == "EE" and answer["problems"][0]["line"] == 1
    assert not (tmp_path / "home" / "lagesbild.sqlite3").exists()


def test_the_schema_that_is_shipped_is_the_official_one():
    import hashlib

    origin = (rules.SCHEMA.parent / "ORIGIN.txt").read_text()
    for file in rules.SCHEMA.parent.glob("*.xsd"):
        assert hashlib.sha256(file.read_bytes()).hexdigest() in origin
