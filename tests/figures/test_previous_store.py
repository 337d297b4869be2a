"""A store that is damaged where it lies: a served site goes on with the one of before."""

import os
import threading

import duckdb
import pytest

from lagesbild.figures import queries
from lagesbild.figures import store as figure_store
from lagesbild.figures.store import StoreError, connections
from tests.conftest import drawn_store

FIRST, SECOND = (f"nyckeltal område 2021 2022 \n N1 0680 {value} 12" for value in (10, 11))


@pytest.fixture
def twice_built(tmp_path):
    """The store of the second of two builds; the first is kept beside."""
    draw = drawn_store(tmp_path)
    draw(FIRST)
    return draw(SECOND)


@pytest.fixture
def served(monkeypatch):
    monkeypatch.setattr(connections, "_falls_back", threading.Event())
    figure_store.fall_back_on_previous()


def first_value(store) -> float:
    (series,) = queries.series(store, {"N1"}, ["0680"], {"T"}).values()
    return series[0].value


def broken(store) -> None:
    """Another file in its place, as after a copy that broke off: a reader has the old one open still."""
    beside = store.with_name("broken")
    beside.write_bytes(store.read_bytes()[:5000])
    beside.replace(store)


def damaged_inside(store) -> None:
    """Its beginning is whole, so that it opens; what lies after is not."""
    content = bytearray(store.read_bytes())
    content[12_288 + 8 : -8] = bytes(byte ^ 0x5A for byte in content[12_288 + 8 : -8])
    beside = store.with_name("broken")
    beside.write_bytes(content)
    beside.replace(store)


def test_the_store_of_before_is_kept_beside(twice_built):
    assert first_value(twice_built) == 11
    assert first_value(figure_store.previous(twice_built)) == 10


def test_killed_between_the_two_renames_the_next_build_leaves_nothing_over(tmp_path):
    draw = drawn_store(tmp_path)
    store = draw(FIRST)
    os.link(
        store, figure_store.previous(store)
    )  # the store in place is kept, and the new one not yet in its place
    draw(SECOND)
    assert sorted(path.name for path in tmp_path.glob("figures*")) == [
        "figures.duckdb",
        "figures.duckdb.previous",
    ]
    assert (first_value(store), first_value(figure_store.previous(store))) == (11, 10)


def test_a_command_says_what_is_wrong_and_what_to_do(twice_built):
    broken(twice_built)
    with pytest.raises(StoreError, match="cannot be read.*Build it again: lagesbild build"):
        first_value(twice_built)
    assert not figure_store.damage(twice_built)


@pytest.mark.parametrize("harm", [broken, damaged_inside])
def test_a_served_site_goes_on_with_the_store_of_before_and_says_so(twice_built, served, harm):
    assert first_value(twice_built) == 11
    harm(twice_built)
    for _try in range(2):  # a file that opens is found out by the first who reads it
        try:
            value = first_value(twice_built)
        except duckdb.Error:
            continue
    assert value == 10
    assert "cannot be read" in figure_store.damage(twice_built)


def test_it_is_well_again_when_it_has_been_built(twice_built, served, tmp_path):
    broken(twice_built)
    assert first_value(twice_built) == 10
    drawn_store(tmp_path)(FIRST.replace("10", "13"))
    assert (first_value(twice_built), figure_store.damage(twice_built)) == (13, "")
    assert first_value(figure_store.previous(twice_built)) == 10, (
        "what is damaged is not kept as the one of before"
    )


def test_without_one_of_before_it_is_told_as_ever(tmp_path, served):
    store = drawn_store(tmp_path)(FIRST)
    broken(store)
    with pytest.raises(StoreError):
        first_value(store)
