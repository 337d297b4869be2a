"""The verdicts that a page gives: one, and all of the example's indicators, worked out anew and asked for again."""

from bench.measure import Row, median_seconds, print_rows

MOST_FOR_ONE, MOST_FOR_ALL = 0.0003, 0.015


def run() -> int:
    """Needs the example, and Django set up. The floor is to read the same numbers once."""
    from lagesbild.assessment import autocorrelation, judge_in_order, kept_verdict, mann_kendall
    from lagesbild.assessment.series import in_order
    from lagesbild.website.indicators.answers import answers, public_indicators

    indicator_answers = answers(public_indicators(), area="0680", year_now=2026)
    every = [(in_order(answer.points), answer.indicator.rule()) for answer in indicator_answers]

    def anew() -> None:
        # What depends on the values is forgotten; tables that depend only on the years are kept, as in a server.
        for kept in (mann_kendall.as_decimals, autocorrelation.correlation_of):
            kept.cache_clear()
        for points, rule in every:
            judge_in_order(points, rule, 2026)

    def again() -> None:
        for points, rule in every:
            kept_verdict(points, rule, 2026)

    floor = median_seconds(lambda: [sum(point.value for point in points) for points, _rule in every])
    worked_out, asked_again = median_seconds(anew), median_seconds(again)
    in_the_mean = worked_out / len(every)
    rows = [
        Row("the numbers, summed", floor, 1.0),
        Row(
            "one verdict, in the mean",
            in_the_mean,
            in_the_mean / floor * len(every),
            "≤ 0.3 ms",
            in_the_mean <= MOST_FOR_ONE,
        ),
        Row("all of them", worked_out, worked_out / floor, "≤ 15 ms", worked_out <= MOST_FOR_ALL),
        Row("all of them, asked again", asked_again, asked_again / floor),
    ]
    print_rows(f"Verdicts of {len(every)} indicators", "the numbers, summed", rows)
    return int(any(row.met is False for row in rows))
