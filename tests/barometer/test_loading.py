"""Words from YAML files: what becomes of them, and what is said of files that are wrong."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
import yaml

from lagesbild.barometer.loading import LoadProblems, load
from lagesbild.barometer.models import Action, Goal, GoalAssessment, Indicator, Programme
from lagesbild.framework.models import GlobalTarget
from lagesbild.organisations.models import Municipality, Organisation

pytestmark = pytest.mark.django_db

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "jonkoping"
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
LATER = datetime(2026, 12, 24, 15, tzinfo=UTC)

SMALL = {
    "municipality.yaml": {"name": "Sjöbo", "home_area": "1265", "country": "0000", "county_group": "G33"},
    "organisations.yaml": [
        {"slug": "namnden", "name_sv": "Nämnden", "kind": "board"},
        {"slug": "kontoret", "name_sv": "Kontoret", "kind": "administration", "parent": "namnden"},
    ],
    "programmes.yaml": [
        {"slug": "nu", "name_sv": "Nu", "levels": [{"label_sv": "Mål", "assessed": False}]},
        {"slug": "forr", "name_sv": "Förr", "superseded_by": "nu"},
    ],
    "goals/06.yaml": {
        "code": "SE.6",
        "slug": "vatten",
        "name_sv": "Vatten",
        "global_goal": 6,
        "changed": "2023-12-10",
        "targets": ["6.3", "6.b"],
        "areas": [
            {
                "name_sv": "Sjöar",
                "goals": [
                    {
                        "key": "SE.6/Sjöar/1",
                        "name_sv": "Rena sjöar",
                        "follow_up": ["namnden"],
                        "implementation": ["kontoret"],
                        "global_goals": [14],
                        "assessment": {
                            "grade": 3,
                            "on": "2026-03-12",
                            "motivation_sv": "Osäkert.",
                            "example": True,
                        },
                    },
                    {"key": "134", "code": "134", "name_sv": "Rena bäckar"},
                ],
            }
        ],
    },
    "indicators.yaml": [
        {
            "code": "SE.6.1",
            "slug": "god-status",
            "name_sv": "Sjöar med god status",
            "direction": "up",
            "unit_sv": "%",
            "figure": "N00001",
            "goals": [{"goal": "SE.6"}, {"goal": "134", "role": "complementary"}],
            "references": [{"kind": "target", "label_sv": "Målvärde", "value": 100, "year": 2027}],
            "breaks": [{"year": 2019, "reason_sv": "Ny metod"}],
            "series": [{"label_sv": "Kvinnor", "subgroup": "K"}],
            "former_codes": ["GM.6.1", "GM.6.2"],
        }
    ],
    "actions.yaml": [
        {
            "slug": "trad",
            "name_sv": "Träd längs bäckar",
            "goals": ["SE.6/Sjöar/1"],
            "responsible": [{"organisation": "kontoret", "role": "implementation"}],
            "indicators": [{"code": "SE.6.1", "expected_sv": "Den stiger."}],
        }
    ],
}


@pytest.fixture
def files(tmp_path):
    """``files(change)`` writes the small municipality, with ``change(contents)`` made to it."""

    def write(change=lambda contents: None) -> Path:
        contents = yaml.safe_load(yaml.safe_dump(SMALL))
        change(contents)
        for name, content in contents.items():
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
        return tmp_path

    return write


def problems_of(folder: Path) -> list[str]:
    with pytest.raises(LoadProblems) as caught:
        load(folder, now=NOW)
    return [str(problem) for problem in caught.value.problems]


def test_goals_stand_in_a_tree_under_the_programme_in_force(files):
    load(files(), now=NOW)
    goal = Goal.objects.get(name_sv="Rena sjöar")
    assert [goal.parent.name_sv, goal.parent.parent.name_sv] == ["Sjöar", "Vatten"]
    assert goal.get_absolute_url() == "/program/nu/rena-sjoar/"
    assert goal.parent.get_absolute_url() == "/program/nu/vatten-sjoar/"
    assert goal.parent.parent.represents_id == 6
    assert str(goal.parent.parent.as_of) == "2023-12-10"
    assert [target.code for target in goal.parent.parent.global_targets.all()] == ["6.3", "6.b"]
    assert Programme.objects.get(slug="forr").superseded_by.slug == "nu"


def test_who_answers_for_what_is_kept_apart(files):
    load(files(), now=NOW)
    goal = Goal.objects.get(name_sv="Rena sjöar")
    duties = {duty.role: duty.organisation.slug for duty in goal.responsibilities.all()}
    assert duties == {"follow_up": "namnden", "implementation": "kontoret"}


def test_an_indicator_has_its_goals_levels_breaks_and_former_codes(files):
    load(files(), now=NOW)
    indicator = Indicator.objects.get(slug="god-status")
    assert {link.goal.name_sv: link.role for link in indicator.goal_links.all()} == {
        "Vatten": "main",
        "Rena bäckar": "complementary",
    }
    assert [(level.kind, level.value, level.year) for level in indicator.reference_values.all()] == [
        ("target", 100, 2027)
    ]
    assert [a_break.year for a_break in indicator.breaks.all()] == [2019]
    assert [series.subgroup for series in indicator.series.all()] == ["K"]
    assert indicator.former_codes == "GM.6.1, GM.6.2"
    assert indicator.direction == 1


def test_an_action_finds_its_goals_and_its_effects(files):
    load(files(), now=NOW)
    action = Action.objects.get()
    assert [goal.name_sv for goal in action.goals.all()] == ["Rena sjöar"]
    assert [effect.indicator.code for effect in action.effects.all()] == ["SE.6.1"]


def test_the_municipality_is_compared_with_what_the_file_says_in_a_set_order(files):
    load(files(), now=NOW)
    home = Municipality.load()
    assert (home.name, home.home_area) == ("Sjöbo", "1265")
    assert [(area.area, area.label_sv) for area in home.comparisons.all()] == [
        ("G33", "Länets kommuner"),
        ("0000", "Riket"),
    ]


def test_everything_is_published_with_a_first_revision(files):
    load(files(), now=NOW)
    for model in (Organisation, Programme, Goal, Indicator, Action, GoalAssessment):
        for thing in model.objects.all():
            assert thing.live and not thing.has_unpublished_changes
            assert thing.first_published_at == thing.last_published_at == NOW
            assert thing.latest_revision == thing.live_revision
            assert thing.latest_revision.as_object() == thing
    assert GoalAssessment.objects.get().is_example


def test_a_second_load_changes_nothing(files):
    folder = files()
    load(folder, now=NOW)
    again = load(folder, now=LATER)
    assert (again.counts, again.kept) == ({}, 12)
    assert Indicator.objects.get().last_published_at == NOW


def test_what_people_have_written_since_stays_even_at_a_new_address(files):
    folder = files()
    load(folder, now=NOW)
    goal = Goal.objects.get(name_sv="Rena sjöar")
    goal.name_sv, goal.slug = "Renare sjöar", "renare-sjoar"
    goal.save_revision().publish()
    home = Municipality.load()
    home.name = "Sjöbo kommun"
    home.save()
    assert load(folder, now=LATER).counts == {}
    assert Goal.objects.get(uid=goal.uid).name_sv == "Renare sjöar"
    assert Municipality.load().name == "Sjöbo kommun"


def test_overwrite_brings_the_files_words_back(files):
    folder = files()
    load(folder, now=NOW)
    goal = Goal.objects.get(name_sv="Rena sjöar")
    goal.name_sv = "Renare sjöar"
    goal.save_revision().publish()
    load(folder, now=LATER, overwrite=True)
    goal.refresh_from_db()
    assert (goal.name_sv, goal.last_published_at) == ("Rena sjöar", LATER)
    assert goal.responsibilities.count() == 2
    assert Goal.objects.count() == 4


def test_two_goals_of_the_same_name_get_addresses_of_their_own(files):
    def twice(contents):
        contents["goals/06.yaml"]["areas"][0]["goals"][1]["name_sv"] = "Rena sjöar"

    load(files(twice), now=NOW)
    addresses = Goal.objects.filter(name_sv="Rena sjöar").values_list("slug", flat=True)
    assert sorted(addresses) == ["rena-sjoar", "vatten-rena-sjoar"]


def test_every_problem_is_told_at_once_with_its_file_and_key(files):
    def spoil(contents):
        water = contents["goals/06.yaml"]["areas"][0]["goals"]
        water[0]["follow_up"] = ["namden"]
        water[0]["assessment"]["on"] = "snart"
        water[1]["targets"] = ["6.99"]
        contents["indicators.yaml"][0] |= {"direction": "uppåt", "enhet": "%", "decimals": 9}
        contents["actions.yaml"][0] |= {"starts": "2026-05-01", "finishes": "2025-05-01"}
        contents["actions.yaml"].append({"slug": "trad", "name_sv": "Träd igen"})
        contents["programmes.yaml"][0]["levels"][0]["etikett"] = "Mål"
        del contents["organisations.yaml"][1]["name_sv"]

    problems = problems_of(files(spoil))
    assert problems == [
        "organisations.yaml, kontoret: name_sv is missing",
        "programmes.yaml, nu, level 1: etikett is not a field here",
        "goals/06.yaml, SE.6/Sjöar/1: there is no organisation namden before this",
        "goals/06.yaml, SE.6/Sjöar/1: assessed_on: “snart” value has an invalid date format. "
        "It must be in YYYY-MM-DD format.",
        "goals/06.yaml, 134: 6.99 is not a global target",
        "indicators.yaml, SE.6.1: enhet is not a field here",
        "indicators.yaml, SE.6.1: uppåt is not a direction (up, down, hold, none)",
        "indicators.yaml, SE.6.1: decimals: Ensure this value is less than or equal to 6.",
        "actions.yaml, trad: The action cannot finish before it starts.",
        "actions.yaml, trad: stands twice",
    ]
    assert not Organisation.objects.exists()


def test_a_file_that_is_missing_or_not_yaml_is_told_of(files):
    folder = files()
    (folder / "actions.yaml").unlink()
    (folder / "programmes.yaml").write_text("- slug: [")
    (folder / "organisations.yaml").write_text("slug: namnden")
    missing = {problem.partition(":")[0]: problem for problem in problems_of(folder)}
    assert "is missing" in missing["actions.yaml"]
    assert "is not YAML" in missing["programmes.yaml"]
    assert "must be a list" in missing["organisations.yaml"]


def test_a_goal_that_says_it_represents_goal_18_is_refused(files):
    problems = problems_of(files(lambda contents: contents["goals/06.yaml"].update(global_goal=18)))
    assert problems == ["goals/06.yaml, SE.6: 18 is not a global goal"]


def test_targets_with_letters_come_after_those_with_numbers():
    codes = [target.code for target in GlobalTarget.objects.filter(goal=3)]
    assert codes == [
        "3.1",
        "3.2",
        "3.3",
        "3.4",
        "3.5",
        "3.6",
        "3.7",
        "3.8",
        "3.9",
        "3.a",
        "3.b",
        "3.c",
        "3.d",
    ]
    assert GlobalTarget.objects.count() == 169


def test_the_example_loads_whole_and_only_once(tmp_path):
    folder = shutil.copytree(EXAMPLE, tmp_path / "example", ignore=shutil.ignore_patterns("raw"))
    loaded = load(folder, now=NOW)
    assert loaded.counts["indicator"] >= 45
    assert Goal.objects.filter(represents__isnull=False).count() == 17
    assert load(folder, now=LATER).counts == {}


ABOUT_ITS_MAKING = (
    "vårt underlag",
    "i underlaget",
    "our material",
    "källsidan",
    "avskrift",
    "ofullständig uppgift",
)


def test_the_example_speaks_as_a_municipality_and_not_of_how_it_was_made():
    words = {path.name: path.read_text() for path in EXAMPLE.rglob("*.yaml") if "raw" not in path.parts}
    assert {name: part for name, text in words.items() for part in ABOUT_ITS_MAKING if part in text} == {}
