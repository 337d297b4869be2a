"""Where the verdicts are worked out: which engines there are, and how much is taken at a time."""

import sys

import ibis
import pytest

from lagesbild.figures import engines, store
from lagesbild.figures.engines import EngineError

from .country_drawing import line, table
from .drawing import NOW, run


@pytest.mark.parametrize("engine", ["duckdb", "spark-local", "spark://kluster:7077"])
def test_the_engines_there_are(engine):
    assert engines.check(engine) == engine


@pytest.mark.parametrize("engine", ["", "polars", "spark", "spark://", "http://kluster"])
def test_another_engine_is_refused_before_anything_is_built(tmp_path, engine):
    run(tmp_path / "raw", "scb", 2024, "N1 0680 2022 10")
    with pytest.raises(EngineError, match="Use one of duckdb, spark-local or spark://host:port"):
        store.build(tmp_path / "figures.duckdb", [tmp_path / "raw"], now=NOW, engine=engine)
    assert [file.name for file in tmp_path.iterdir()] == ["raw"]


def test_without_spark_it_is_told_how_to_get_it(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyspark.sql", None)
    run(tmp_path / "raw", "scb", 2024, "N1 0680 2022 10")
    with pytest.raises(EngineError, match=r"pip install 'lagesbild\[spark\]'"):
        store.build(tmp_path / "figures.duckdb", [tmp_path / "raw"], now=NOW, engine="spark-local")
    assert [file.name for file in tmp_path.iterdir()] == ["raw"]


def test_indicators_are_taken_together_until_they_are_many(monkeypatch):
    rows = [
        one for name, n in (("N1", 3), ("N2", 5), ("N3", 1), ("N4", 2)) for one in line(name, 2000, *range(n))
    ]
    observation = ibis.duckdb.connect().create_table("observation", ibis.memtable(table(rows)))
    monkeypatch.setattr(engines, "VALUES_AT_A_TIME", 6)
    assert list(engines.portions(observation)) == [("N1", "N2"), ("N3", "N4")]


def test_a_store_built_in_portions_is_the_same(tmp_path, monkeypatch):
    lines = [
        f"N{number} 0680 {year} {year * number % 5}" for number in range(5) for year in range(2010, 2020)
    ]
    run(tmp_path / "raw", "scb", 2024, *lines)
    whole = _movements(tmp_path / "whole.duckdb", tmp_path / "raw")
    monkeypatch.setattr(engines, "VALUES_AT_A_TIME", 15)
    assert _movements(tmp_path / "portions.duckdb", tmp_path / "raw") == whole


def _movements(path, raw):
    store.build(path, [raw], now=NOW)
    with store.reading(path) as con:
        return con.table("movement").to_pyarrow().to_pylist()
