"""Every series of anyone's table judged by named methods."""

from collections.abc import Callable, Sequence
from typing import Any

from lagesbild.assessment.table import COLUMNS, EachSeries, MethodAnswer, TableFaults, assess_rows
from lagesbild.figures.assess.source import Source


def assess(
    table: Source,
    methods: Sequence[str] = ("mann-kendall",),
    breaks: Source | None = None,
    *,
    decimal: str = "",
    remark: Callable[[str], None] = lambda line: None,
    each: EachSeries = map,
) -> list[dict[str, Any]]:
    """Judge every series of ``table`` by every one of ``methods``: one row each, with the keys of ``COLUMNS``.

    ``table`` and ``breaks`` are a path to a CSV, XLSX or Parquet file, an open binary file, or rows as mappings
    from column to cell (text or numbers; None is a missing value). Their columns are the readers of
    :mod:`lagesbild.figures.assess.columns`. ``decimal`` ("," or ".") settles numbers like 1.234. ``remark`` is
    told of columns that were not read. ``each``: who asks the series, as in ``assess_rows``.

    Raises SourceProblems naming everything that is wrong, with line numbers, and then judges nothing.
    """
    # Here, not above: what reads the files would make ``lagesbild --help`` slow.
    from lagesbild.figures.assess import rows as reading

    table_methods = [reading.method(name) for name in methods]
    rows, breaks_of = reading.read_rows(table, breaks, decimal, remark)
    try:
        answers = assess_rows(reading.rows_of(rows), table_methods, breaks_of, each=each)
    except TableFaults as wrong:
        raise reading.problems_of(rows, wrong.faults) from None
    return [_plain(answer) for answer in answers]


def _plain(answer: MethodAnswer) -> dict[str, Any]:
    # asdict() would copy deep, which takes longer than all the rest.
    row = {column: getattr(answer, column) for column in COLUMNS}
    return row | {"method": answer.method.value}
