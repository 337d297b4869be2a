"""The same expressions on Spark: every verdict and comparison as on DuckDB."""

import ibis
import pyarrow as pa
import pyarrow.parquet
import pytest

from lagesbild.figures import country, engines, standing

from .country_drawing import differences, expected, random_country, same, table
from .test_country import WAYS, loaded, of_each, places

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


@WAYS
@pytest.mark.parametrize("seed", [0])
def test_random_series_and_rules(spark, read, many, seed):
    rows, rules = random_country(seed, indicators=80, areas=8)
    told = country.trends(read(table(rows)), country.rule_table(rules), many=many)
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
    ours = con.to_pyarrow(standing.comparisons(loaded(con, rows), *asked)).to_pylist()
    theirs = spark.to_pyarrow(standing.comparisons(read(table(rows)), *asked)).to_pylist()
    assert len(ours) > 40
    assert not [pair for pair in zip(_in_order(ours), _in_order(theirs), strict=True) if not _alike(*pair)]


def _in_order(found):
    return sorted(found, key=lambda one: (one["indicator"], one["area"]))


def _alike(one, other):
    return all(same(one[name], other[name]) for name in one)
