"""Rows in, one row per series and method out."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial

from lagesbild.assessment.series import Break
from lagesbild.assessment.table.answers import MethodAnswer, TableMethod
from lagesbild.assessment.table.gathering import TableFaults, gather, lacking
from lagesbild.assessment.table.group_methods import GROUP_METHODS
from lagesbild.assessment.table.rows import TableRow, TableSeries
from lagesbild.assessment.table.series_methods import SERIES_METHODS

SeriesJudge = Callable[[TableSeries], list[MethodAnswer]]
EachSeries = Callable[[SeriesJudge, Sequence[TableSeries]], Iterable[list[MethodAnswer]]]
"""Asks the same of every series, and answers in their order."""


def assess_rows(
    rows: Iterable[TableRow],
    methods: Sequence[TableMethod] = (TableMethod.MANN_KENDALL,),
    breaks: Mapping[str, Sequence[Break]] | None = None,
    *,
    each: EachSeries = map,
) -> list[MethodAnswer]:
    """One answer per series and method, series in the order they first appear, method by method within.

    Methods on goals, areas and indicators come after, one answer each. ``breaks``: series → its breaks. Raises
    TableFaults naming everything that is wrong; nothing is guessed. ``each`` asks the series, one after another or on
    several processors.
    """
    series, faults = gather(rows, breaks or {})
    faults += lacking(series, methods)
    if faults:
        raise TableFaults(faults)
    ordered = list(dict.fromkeys(TableMethod(method) for method in methods))
    alone = [method for method in ordered if method in SERIES_METHODS]
    together = [method for method in ordered if method in GROUP_METHODS]
    answers = [answer for of_series in each(partial(_judge, alone), series) for answer in of_series]
    return answers + [answer for method in together for answer in GROUP_METHODS[method](series)]


def _judge(methods: Sequence[TableMethod], series: TableSeries) -> list[MethodAnswer]:
    return [SERIES_METHODS[method](series) for method in methods]
