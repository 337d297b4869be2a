"""How a table is laid out: which rows are its heading, and which column is the place, the time, the group, the measure.

``recognise`` says what it understands of a table as it is, and asks about the rest; the answers are a
:class:`~mapping.TableMapping`, which next year's table of the same shape is read with (``long_rows``).
"""

from lagesbild.tables.layout.long_rows import LongRows, LongValue, RowFault, long_rows
from lagesbild.tables.layout.mapping import (
    ColumnRole,
    MappingFault,
    Shape,
    TableMapping,
    as_words,
    from_words,
)
from lagesbild.tables.layout.questions import LayoutQuestion
from lagesbild.tables.layout.recognising import Understanding, recognise

__all__ = [
    "ColumnRole",
    "LayoutQuestion",
    "LongRows",
    "LongValue",
    "MappingFault",
    "RowFault",
    "Shape",
    "TableMapping",
    "Understanding",
    "as_words",
    "from_words",
    "long_rows",
    "recognise",
]
