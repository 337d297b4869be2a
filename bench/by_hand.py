"""What somebody would write by hand in SQL, to hold the country's verdicts and comparisons against."""

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
SAME_WORK = """
    CREATE TABLE same_work AS
    WITH point AS (
        SELECT indicator, area, subgroup, year, value FROM figures.observation WHERE value IS NOT NULL
    ),
    series AS (
        SELECT indicator, area, subgroup, max(year) AS latest_year, arg_max(value, year) AS latest, count(*) AS n
        FROM point GROUP BY ALL
    ),
    pair AS (
        SELECT point.indicator, point.area, point.subgroup, sign(later.value - point.value) AS way,
               (later.value - point.value) / (later.year - point.year) AS slope
        FROM point JOIN point AS later USING (indicator, area, subgroup) WHERE point.year < later.year
    ),
    line AS (
        SELECT indicator, area, subgroup, sum(way) AS score, quantile_cont(slope, [0.1, 0.5, 0.9]) AS slopes
        FROM pair GROUP BY ALL
    ),
    worded AS (
        SELECT *, CASE WHEN n < 5 THEN 'too_few'
                       WHEN abs(score) <= 1.96 * sqrt(n * (n - 1) * (2 * n + 5) / 18) THEN 'no_clear_change'
                       WHEN score > 0 THEN 'rising' ELSE 'falling' END AS movement
        FROM series LEFT JOIN line USING (indicator, area, subgroup)
    ),
    placed AS (
        SELECT *, rank() OVER among AS rank, ntile(4) OVER among AS quartile,
               count(*) OVER (PARTITION BY indicator, subgroup, latest_year) AS places,
               median(latest) OVER (PARTITION BY indicator, subgroup, latest_year) AS median,
               avg(latest) OVER (PARTITION BY indicator, subgroup, latest_year, left(area, 2)) AS county_mean
        FROM worded WINDOW among AS (PARTITION BY indicator, subgroup, latest_year ORDER BY latest DESC)
    ),
    alike AS (
        SELECT placed.indicator, placed.subgroup, peer.area, avg(placed.latest) AS similar_mean,
               count(*) AS similar_n
        FROM placed JOIN peer ON placed.area = peer.other GROUP BY ALL
    )
    SELECT * FROM placed LEFT JOIN alike USING (indicator, subgroup, area)
"""
"""Words, sizes and comparisons in one query: the exact distribution, ties and correlated years apart, which SQL has no
words for. It needs the table ``peer``: area, other."""
