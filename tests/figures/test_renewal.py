"""A build that begins with the old store ends in the same as one that begins with nothing."""

from datetime import UTC, datetime

import duckdb
import pytest

from lagesbild.assessment import Break, Direction, Rule
from lagesbild.figures import queries, renewal, store
from lagesbild.figures.sources import workbook

from .drawing import NOW, run

pytestmark = pytest.mark.long

TABLES = ("observation", "vintage", "movement", "indicator", "area", "member", "origin", "rule")
FIRST = [
    f"{name} {area} {year} {year % 7}"
    for name in ("N1", "N2", "N3")
    for area in ("0680", "0682")
    for year in range(2010, 2020)
]


@pytest.fixture
def raw(tmp_path):
    run(tmp_path / "raw", "scb", 2020, *FIRST, members=["G1 0680", "G1 0682"])
    return tmp_path / "raw"


@pytest.fixture
def tidied(monkeypatch):
    """The runs that a build reads."""
    seen, tidy = [], workbook.tidy

    def noted(folder, con):
        seen.append(folder.name)
        return tidy(folder, con)

    monkeypatch.setattr(workbook, "tidy", noted)
    return seen


def held(path):
    """Every row of every table."""
    with store.reading(path) as con:
        return {name: sorted(map(repr, con.table(name).to_pyarrow().to_pylist())) for name in TABLES}


def same_as_from_nothing(tmp_path, raw, **said):
    renewed, fresh = tmp_path / "figures.duckdb", tmp_path / "fresh.duckdb"
    told = store.build(renewed, [raw], now=NOW, **said)
    fresh.unlink(missing_ok=True)
    assert store.build(fresh, [raw], now=NOW, **said) == told
    assert held(renewed) == held(fresh)
    return told


def build(tmp_path, raw, **said):
    return store.build(tmp_path / "figures.duckdb", [raw], now=NOW, **said)


def test_only_the_new_run_is_read(tmp_path, raw, tidied):
    build(tmp_path, raw)
    run(raw, "scb", 2021, "N2 0680 2019 99", "N2 0680 2020 100", whole=False)
    build(tmp_path, raw)
    assert tidied == ["2020", "2021"]


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (["N2 0680 2019 99", "N2 0680 2020 100"], {"whole": False}),
        (["N4 0680 2019 1", "N4 0682 2019 3"], {"whole": False}),
        (["N1 0680 2019 -", "N3 0682 2019 5 preliminary"], {"whole": False}),
        (FIRST[5:], {"whole": True}),
        (["N2 0680 2019 99"], {"whole": False, "members": ["G1 0680"]}),
        (["N2 G2 2019 99"], {"whole": False}),
        ([line for line in FIRST if "N3" not in line], {"whole": True, "retired": ["N3"]}),
    ],
    ids=["changed", "new", "reasons and flags", "vanished", "another group", "a new group", "retired"],
)
def test_the_same_as_a_build_from_nothing(tmp_path, raw, lines, said):
    build(tmp_path, raw)
    run(raw, "scb", 2021, *lines, **said)
    same_as_from_nothing(tmp_path, raw)


def test_quotients_follow_their_parts(tmp_path, raw):
    rows = ["indicator,title,unit,numerator,denominator,factor", "Q,q,%,N1,N2,100", "R,r,%,Q,N3,1"]
    (tmp_path / "derived.csv").write_text("\n".join(rows) + "\n")
    build(tmp_path, raw)
    run(raw, "scb", 2021, "N2 0680 2019 99", whole=False)
    same_as_from_nothing(tmp_path, raw)


def test_many_runs_one_after_the_other(tmp_path, raw, tidied):
    for day in range(2021, 2026):
        build(tmp_path, raw)
        run(raw, "scb", day, f"N{day % 3 + 1} 0680 {day - 5} {day}", whole=False)
    same_as_from_nothing(tmp_path, raw)
    assert tidied[:6] == [str(day) for day in range(2020, 2026)]


def test_another_rule_moves_its_own_indicator(tmp_path, raw, tidied):
    build(tmp_path, raw, rules={"N1": Rule(Direction.UP)})
    rules = {"N1": Rule(Direction.UP, breaks=(Break(2013),)), "N2": Rule(Direction.DOWN, cycle_years=6)}
    assert tidied == ["2020"]
    same_as_from_nothing(tmp_path, raw, rules=rules)


@pytest.mark.parametrize("what", ["an earlier run", "another program", "another quotient", "the run gone"])
def test_what_is_no_addition_is_built_from_nothing(tmp_path, raw, tidied, monkeypatch, what):
    run(raw, "scb", 2022, "N2 0680 2019 99", whole=False)
    build(tmp_path, raw)
    tidied.clear()
    if what == "an earlier run":
        run(raw, "scb", 2021, "N2 0680 2019 98", whole=False)
    elif what == "another program":
        monkeypatch.setattr(renewal, "_program", lambda: "other")
    elif what == "another quotient":
        rows = ["indicator,title,unit,numerator,denominator,factor", "Q,q,%,N1,N2,100"]
        (tmp_path / "derived.csv").write_text("\n".join(rows) + "\n")
    else:
        for file in (raw / "scb" / "2022").iterdir():
            file.unlink()
    build(tmp_path, raw)
    assert tidied[0] == "2020"


def test_a_store_of_an_older_kind_is_built_from_nothing(tmp_path, raw, tidied):
    build(tmp_path, raw)
    with duckdb.connect(str(tmp_path / "figures.duckdb")) as con:
        con.execute("ALTER TABLE build DROP COLUMN runs")
    build(tmp_path, raw)
    assert tidied == ["2020", "2020"]


def test_when_it_was_built_is_always_new(tmp_path, raw):
    build(tmp_path, raw)
    later = datetime(2027, 1, 1, tzinfo=UTC)
    store.build(tmp_path / "figures.duckdb", [raw], now=later)
    assert queries.built(tmp_path / "figures.duckdb") == later
