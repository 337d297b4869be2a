"""What somebody would write by hand in SQL, to hold the country's verdicts and comparisons against."""

import numpy as np
import pyarrow as pa

from lagesbild.figures.claims import inflation_table
from lagesbild.figures.joined_claims import threshold_row

PARSE = """
    SELECT count(*), sum(point.value) FROM (
        SELECT unnest(figure."values") AS point FROM (
            SELECT unnest(from_json(content, '{"values": [{"kpi": "VARCHAR", "municipality": "VARCHAR",
                "period": "VARCHAR", "values": [{"gender": "VARCHAR", "count": "INTEGER", "status": "VARCHAR",
                "value": "DOUBLE", "isdeleted": "BOOLEAN"}]}]}').values) AS figure
            FROM read_text($pages)))
"""
LEAST_SQUARES = """
    CREATE TABLE by_hand AS
    WITH series AS (
        SELECT indicator, area, subgroup, max(year) AS latest_year, arg_max(value, year) AS latest, count(*) AS n,
               regr_slope(value, year) AS slope
        FROM figures.observation WHERE value IS NOT NULL GROUP BY ALL
    )
    SELECT *, rank() OVER among AS rank, ntile(4) OVER among AS quartile
    FROM series WINDOW among AS (PARTITION BY indicator, subgroup, latest_year ORDER BY latest DESC)
"""
"""Latest, rank, quartile and least squares, and nothing else."""
LISTS = """
    SELECT indicator, area, subgroup, list({'year': year, 'value': value}) AS points
    FROM figures.observation WHERE value IS NOT NULL GROUP BY ALL
"""
_SERIES = """
    WITH point AS (
        SELECT indicator, area, subgroup, year, value FROM figures.observation
        WHERE value > -1e100 AND value < 1e100 AND coalesce(flag, '') NOT IN ('preliminary', 'extrapolated')
    ),
    since_break AS (
        SELECT point.* FROM point LEFT JOIN rule USING (indicator) WHERE cut IS NULL OR year >= cut
    ),
    used AS (
        SELECT since_break.indicator, area, subgroup, year, value FROM since_break LEFT JOIN rule USING (indicator)
        WINDOW in_time AS (PARTITION BY since_break.indicator, area, subgroup ORDER BY year)
        QUALIFY cycle_years IS NULL OR value IS DISTINCT FROM lag(value) OVER in_time
    ),
    series AS (
        SELECT indicator, area, subgroup, count(*) AS n, min(year) AS first_year, max(year) AS latest_year,
               arg_max(value, year) AS latest, string_agg(year - first, ',' ORDER BY year) AS years
        FROM (SELECT *, min(year) OVER (PARTITION BY indicator, area, subgroup) AS first FROM used) GROUP BY ALL
    ),
    tied AS (
        SELECT indicator, area, subgroup, coalesce(string_agg(times, ',' ORDER BY times) FILTER (times > 1), '') AS ties
        FROM (SELECT indicator, area, subgroup, value, count(*) AS times FROM used GROUP BY ALL) GROUP BY ALL
    ),
    fitted AS (
        SELECT indicator, area, subgroup, regr_slope(value, year) AS line, avg(value) AS mean, avg(year) AS mean_year,
               sum(value * value) AS size
        FROM used GROUP BY ALL
    ),
    missed AS (
        SELECT indicator, area, subgroup, year, line, size,
               value - mean - line * (year - mean_year) AS missed
        FROM used JOIN fitted USING (indicator, area, subgroup)
    ),
    beside AS (
        SELECT *, lag(missed) OVER in_time AS before, year - lag(year) OVER in_time = 1 AS neighbour
        FROM missed WINDOW in_time AS (PARTITION BY indicator, area, subgroup ORDER BY year)
    ),
    alike AS (
        SELECT indicator, area, subgroup, any_value(line) AS line, count(*) AS n,
               sum(missed * missed) AS squares, any_value(size) AS size,
               CASE WHEN 2 * count_if(neighbour) >= count(*)
                    THEN sum(missed * before) FILTER (neighbour) / sum(missed * missed) ELSE 0.3 END AS r1
        FROM beside GROUP BY ALL
    ),
    correlated AS (
        SELECT indicator, area, subgroup, line,
               CASE WHEN n >= 10 AND squares > 1e-20 * size
                    THEN greatest(least((n * r1 + 2) / (n - 4), 0.95), 0) ELSE 0 END * 100 AS steps
        FROM alike
    )
"""
"""The values that count, their series, the sizes of each series' groups of equal values, and how much its neighbouring
years resemble each other."""
TIES = (
    f"{_SERIES} SELECT DISTINCT n, ties FROM series JOIN tied USING (indicator, area, subgroup) WHERE n >= 5"
)
STEPS_NEEDED = f"""
    {_SERIES} SELECT DISTINCT years, floor(steps)::INT AS step
    FROM series JOIN correlated USING (indicator, area, subgroup) WHERE steps > 0
"""
SAME_WORK = f"""
    CREATE TABLE same_work AS
    {_SERIES},
    pair AS (
        SELECT earlier.indicator, earlier.area, earlier.subgroup,
               (later.value - earlier.value) / (later.year - earlier.year) AS slope
        FROM used AS earlier JOIN used AS later USING (indicator, area, subgroup) WHERE earlier.year < later.year
    ),
    ordered AS (
        SELECT indicator, area, subgroup, sum(sign(slope)) AS score, list(slope ORDER BY slope) AS slopes,
               count(*) AS pairs
        FROM pair GROUP BY ALL
    ),
    widened AS (
        SELECT series.*, line, score, slopes, pairs, claimed, included, firm, most,
               sqrt(coalesce(inflation + (steps - step) * (next_inflation - inflation), 1)) AS widened
        FROM series JOIN tied USING (indicator, area, subgroup) JOIN correlated USING (indicator, area, subgroup)
        LEFT JOIN ordered USING (indicator, area, subgroup)
        LEFT JOIN limits USING (n, ties)
        LEFT JOIN inflations ON series.years = inflations.years AND floor(steps) = step
    ),
    claimed AS (
        SELECT *, CASE WHEN included AND widened = 1 THEN claimed ELSE floor(claimed * widened) + 1 END AS least
        FROM widened
    ),
    worded AS (
        SELECT * EXCLUDE (slopes), CASE WHEN n < 5 THEN 'too_few'
                       WHEN score = 0 OR abs(score) < least THEN 'no_clear_change'
                       WHEN score > 0 THEN 'rising' ELSE 'falling' END AS movement,
               abs(score) / widened <= firm AS weak,
               (slopes[(pairs + 1) // 2] + slopes[pairs // 2 + 1]) / 2 AS slope,
               slopes[1 + greatest(floor((pairs - least) / 2), 0)::INT] AS low,
               slopes[pairs - greatest(floor((pairs - least) / 2), 0)::INT] AS high
        FROM claimed
    ),
    ruled AS (
        SELECT worded.*, direction,
               CASE WHEN coalesce(direction, 0) = 0 THEN 'not_judged'
                    WHEN movement IN ('too_few', 'no_clear_change') THEN movement
                    WHEN (movement = 'rising') = (direction > 0) THEN 'improving' ELSE 'worsening' END AS verdict
        FROM worded LEFT JOIN rule USING (indicator)
    ),
    reporting AS (
        SELECT indicator, subgroup, year, count(*) AS places FROM figures.observation
        WHERE value > -1e100 AND value < 1e100 AND area IN (SELECT area FROM place) GROUP BY ALL
    ),
    period AS (
        SELECT indicator, subgroup, max(year) AS year
        FROM (FROM reporting QUALIFY 2 * places >= max(places) OVER (PARTITION BY indicator, subgroup)) GROUP BY ALL
    ),
    present AS (
        SELECT observation.indicator, subgroup, area, year, value, direction
        FROM figures.observation JOIN period USING (indicator, subgroup, year)
        LEFT JOIN rule ON rule.indicator = observation.indicator
        WHERE value > -1e100 AND value < 1e100 AND area IN (SELECT area FROM place)
    ),
    placed AS (
        SELECT *, count(*) OVER everyone AS places, row_number() OVER upwards - 1 AS place,
               rank() OVER upwards AS below, count(*) OVER everyone_alike - 1 AS ties,
               avg(value) OVER county AS county_mean, count(*) OVER county AS county_n
        FROM present
        WINDOW everyone AS (PARTITION BY indicator, subgroup),
               upwards AS (PARTITION BY indicator, subgroup ORDER BY value),
               everyone_alike AS (PARTITION BY indicator, subgroup, value),
               county AS (PARTITION BY indicator, subgroup, left(area, 2))
    ),
    middle AS (
        SELECT indicator, subgroup, list(value ORDER BY value) AS ordered FROM present GROUP BY ALL
    ),
    ranked AS (
        SELECT placed.*, CASE WHEN direction < 0 THEN below ELSE places - below - ties + 1 END AS rank,
               list_median(list_filter(ordered, lambda other, number: number <> place + 1)) AS median
        FROM placed JOIN middle USING (indicator, subgroup)
    ),
    among_similar AS (
        SELECT ranked.indicator, ranked.subgroup, peer.area, avg(ranked.value) AS similar_mean, count(*) AS similar_n
        FROM ranked JOIN peer ON ranked.area = peer.other GROUP BY ALL
    )
    SELECT ruled.*, ranked.* EXCLUDE (indicator, subgroup, area, direction),
           CASE WHEN places >= 4 AND 4 * (rank - 1) // places = 4 * (rank - 1 + ties) // places
                THEN 1 + 4 * (rank - 1) // places END AS quartile, similar_mean, similar_n
    FROM ruled LEFT JOIN ranked USING (indicator, subgroup, area)
    LEFT JOIN among_similar USING (indicator, subgroup, area)
"""
"""Words, sizes and comparisons in one query, by the very rule of the product: exact thresholds given equal values, and
years that resemble each other. The words are the product's own for every series of a made-up country; only where equal
values let an interval touch 0 it is left as it is. It needs the tables ``limits`` and ``inflations``, which
:func:`worked_out` makes of what TIES and STEPS_NEEDED find, ``rule`` (indicator, direction, cut, cycle_years),
``place`` (area) and ``peer`` (area, other)."""


def worked_out(ties: list[tuple[int, str]], needed: list[tuple[str, int]]) -> tuple[pa.Table, pa.Table]:
    """What SQL has no words for: a row a pattern of equal values, and a row a pattern of years and hundredth."""
    limits = [threshold_row(n, sizes) for n, sizes in ties]
    inflations = [_inflation_row(years, step) for years, step in needed]
    return pa.Table.from_pylist(limits), pa.Table.from_pylist(inflations)


def _inflation_row(years: str, step: int) -> dict:
    table = inflation_table(tuple(map(int, years.split(","))), np.array([step, step + 1]))
    return {"years": years, "step": step, "inflation": table[step], "next_inflation": table[step + 1]}
