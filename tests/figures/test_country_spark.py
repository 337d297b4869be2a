"""The same expressions on Spark: every verdict and comparison as on DuckDB."""

import random

import ibis
import pyarrow as pa
import pyarrow.parquet
import pytest

from lagesbild.figures import comparisons, country, engines, store

from .country_drawing import differences, expected, random_country, same, table
from .drawing import NOW, run
from .test_country import SLOPES, any_series, loaded, of_each, places, unlike_scipy

pytestmark = pytest.mark.spark


@pytest.fixture(scope="module")
def spark():
    """A Spark of our own, in this process. Fails where the extra ``spark`` is not installed."""
    with engines.connected(engines.LOCAL_SPARK) as con:
        yield con


@pytest.fixture
def read(spark, tmp_path):
    """A table as Spark reads it, NaN and all."""

    def read(found: pa.Table) -> ibis.Table:
        file = tmp_path / f"{ibis.util.gen_name('table')}.parquet"
        pyarrow.parquet.write_table(found, file)
        return spark.read_parquet(file)

    return read


def test_random_series_and_rules(spark, read):
    # Few years: Spark plans every round of a cycle's search anew.
    rows, rules = random_country(0, indicators=60, areas=8, first=2011)
    told = country.trends(read(table(rows)), country.rule_table(rules))
    assert not differences(spark.to_pyarrow(told).to_pylist(), expected(rows, rules))


def test_comparisons_are_those_of_duckdb(spark, read):
    rows, rules = random_country(5, indicators=40, areas=1)
    rows = [
        other
        for one in rows
        if one["period"] == str(one["year"]) and one["value"] is not None
        for other in of_each(one["year"], one["value"], one["value"], 0.5, -1.0, indicator=one["indicator"])
    ]
    groups = [("Liknande kommuner, övergripande, Ort0680, 2025", ("0682", "0683"))]
    con = ibis.duckdb.connect()
    asked = (*places(*groups), country.rule_table(rules))
    ours = con.to_pyarrow(comparisons.comparisons(loaded(con, rows), *asked)).to_pylist()
    theirs = spark.to_pyarrow(comparisons.comparisons(read(table(rows)), *asked)).to_pylist()
    assert len(ours) > 40
    assert not [pair for pair in zip(_in_order(ours), _in_order(theirs), strict=True) if not _alike(*pair)]


def _in_order(found):
    return sorted(found, key=lambda one: (one["indicator"], one["area"]))


def _alike(one, other):
    return all(same(one[name], other[name]) for name in one)


def test_two_thousand_series_have_the_slopes_and_intervals_of_scipy(spark, read):
    drawn = random.Random(12)
    rows = [one for number in range(2_000) for one in any_series(drawn, f"{number:05}")]
    slopes = spark.to_pyarrow(country.trends(read(table(rows)), country.rule_table(SLOPES)))
    assert not unlike_scipy(slopes.to_pylist(), rows)


def test_a_store_built_on_spark_is_the_same(tmp_path, spark):
    lines = [
        f"N{number} 0680 {year} {year * number % 5}" for number in range(5) for year in range(2010, 2020)
    ]
    run(tmp_path / "raw", "scb", 2024, *lines)
    ours, theirs = (
        held(tmp_path, f"{engine}.duckdb", engine) for engine in (engines.DUCKDB, engines.LOCAL_SPARK)
    )
    assert ours == theirs
    assert len(ours) == 5 and not list(tmp_path.glob("*building*"))


def held(folder, name, engine):
    store.build(folder / name, [folder / "raw"], now=NOW, engine=engine)
    with store.reading(folder / name) as con:
        return con.table("movement").to_pyarrow().to_pylist()
