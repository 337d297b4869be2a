"""A kit's row as an indicator: what it says of cycle, window, target and whole is what the indicator has."""

from dataclasses import replace

import pytest

from lagesbild.barometer.models import Indicator
from lagesbild.barometer.starting import bring, complete
from lagesbild.kits import kit_of, read_kit
from tests.conftest import NOW

pytestmark = pytest.mark.django_db


def brought(*rows):
    bring(rows, definitions={}, now=NOW)
    return Indicator.objects.get(figure=rows[0].id)


@pytest.mark.parametrize(
    ("id", "field", "value"),
    [
        ("N00925", "window_years", 5),
        ("N00403", "window_years", None),
        ("N05401", "cycle_years", 4),
        ("N00403", "cycle_years", None),
        ("U01411", "direction", -1),
        ("U30750", "direction", 0),
        ("N05815", "direction", 2),
        ("N00953", "direction", 0),
        ("N85051", "counted_per_sv", "sjöar"),
        ("N66077", "former_figures", "N02904"),
        ("N05815", "direction_proposed", True),
        ("N07549", "direction_proposed", False),
        ("N00403", "live", False),
    ],
)
def test_what_a_row_says_is_what_the_indicator_has(id, field, value):
    assert getattr(brought(read_kit().by_id[id]), field) == value


def test_what_has_no_field_of_its_own_is_in_the_note():
    note = brought(read_kit().by_id["N85051"]).note_sv
    assert "Del av N85050." in note and "Nationellt mål: god status" in note


def test_a_level_to_hold_is_two_limits_and_one_close_to_a_value_waits_for_a_person():
    kit = read_kit().by_id
    council, pay = brought(kit["N05815"]), brought(kit["N00953"])
    assert [(limit.kind, limit.value) for limit in council.reference_values.all()] == [
        ("limit", 40),
        ("limit", 60),
    ]
    assert council.rule().held_between == (40, 60)
    assert list(pay.reference_values.all()) == [] and "Bör ligga nära 100." in pay.note_sv


def test_the_published_margin_is_bound_and_the_whole_is_known_by_its_part():
    kit = read_kit().by_id
    margin = next(row for row in kit.values() if row.margin)
    assert brought(margin).margin_figure == margin.margin
    bring([kit["N85051"], kit["N85050"]], definitions={}, now=NOW)
    part = Indicator.objects.get(figure="N85051")
    assert part.part_of.figure == "N85050" and "Del av" not in part.note_sv


def test_a_decided_target_is_told_beside_with_where_it_is_written():
    headings = "id;namn;mål;målvärde;målår;beslutat_av;beslutat_den;beslutet_står_i"
    (row,) = kit_of(
        f"{headings}\nN00001;Barn;4;95,5;2030;Riksdagen;2024-05-02;prop. 2023/24:1", "eget"
    ).indicators
    (target,) = brought(row).reference_values.all()
    assert (target.kind, target.value, target.year) == ("global", 95.5, 2030)
    assert target.source == "Riksdagen, 2024-05-02: prop. 2023/24:1"


def test_two_of_the_same_name_get_addresses_of_their_own():
    rows = kit_of("id;namn;mål\nN00001;Barn;4\nN00002;Barn;5", "eget").indicators
    bring(rows, definitions={}, now=NOW)
    assert set(Indicator.objects.values_list("slug", flat=True)) == {"barn", "barn-n00002"}


# --- What the kit has learned since -----------------------------------------------------------------------


@pytest.fixture
def learned():
    """A row that has learned its margin, a former id and what it counts since its indicator was brought."""
    kit = read_kit().by_id
    row = replace(next(row for row in kit.values() if row.margin), replaces=("N00001",), counted_per="elever")
    return row, brought(replace(row, margin="", replaces=(), counted_per=""))


def test_what_the_kit_has_learned_is_filled_in_once_and_nothing_is_published(learned):
    row, indicator = learned
    assert complete([row]) == {row.id: ["counted_per_sv", "former_figures", "margin_figure"]}
    indicator.refresh_from_db()
    assert (indicator.margin_figure, indicator.former_figures, indicator.live) == (
        row.margin,
        "N00001",
        False,
    )
    assert indicator.get_latest_revision_as_object().counted_per_sv == "elever"
    assert complete([row]) == {}


@pytest.mark.parametrize("later", ["", "U99999"])
def test_what_a_person_has_changed_or_emptied_stays(learned, later):
    row, indicator = learned
    for margin in ("U12345", later):
        indicator.margin_figure = margin
        indicator.save_revision().publish()
    assert "margin_figure" not in complete([row])[row.id]
    indicator.refresh_from_db()
    assert indicator.margin_figure == later


def test_a_draft_keeps_its_words_and_what_is_public_its_own(learned):
    row, indicator = learned
    indicator.save_revision().publish()
    indicator.name_sv = "Ett nytt namn"
    indicator.save_revision()
    complete([row])
    public, draft = Indicator.objects.get(), Indicator.objects.get().get_latest_revision_as_object()
    assert public.name_sv != draft.name_sv == "Ett nytt namn"
    assert public.margin_figure == draft.margin_figure == row.margin
    assert public.has_unpublished_changes and public.live
