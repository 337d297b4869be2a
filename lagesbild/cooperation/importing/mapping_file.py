"""What the columns of a list are, as a file that a person fills in: YAML with help above it."""

from collections.abc import Iterable

import yaml
from django.utils.translation import gettext as _

from lagesbild.cooperation.importing import headings
from lagesbild.cooperation.importing.headings import COOPERATION, GRANT, LESSON, plain
from lagesbild.cooperation.importing.layout import LEFT_OUT, UnknownColumn
from lagesbild.figures.problems import SourceProblems
from lagesbild.tables.measured_yaml import yaml_of

_COLUMNS, _NOT_READ = "kolumner", "bort"


def mapping_text(columns: Iterable[UnknownColumn]) -> str:
    """A file with each unknown heading, and above it what may be answered."""
    columns = list(columns)
    lines = [
        "# Skriv vad varje kolumn är och läs in filen igen med --map och den här filen. bort = läses inte."
    ]
    for table in dict.fromkeys(column.table for column in columns):
        lines.append(f"# {', '.join(column_labels(table).values())}")
    for column in columns:
        lines.append(f"# {column.heading}: {'; '.join(column.examples)}".replace("\n", " "))
    mapping = {_COLUMNS: {column.heading: "" for column in columns}}
    return "\n".join([*lines, yaml.safe_dump(mapping, allow_unicode=True, sort_keys=False, width=1000)])


def mapping_of(text: str, name: str) -> dict[str, str]:
    """Heading in lower case → column, of those that are answered. Raises SourceProblems with a sentence."""
    try:
        answers = (yaml_of(text, yaml.BaseLoader) or {}).get(_COLUMNS) or {}
        pairs = [(str(heading), str(answer).strip()) for heading, answer in answers.items()]
    except (yaml.YAMLError, AttributeError):
        what = _("Filen säger inte vilken kolumn som är vad.")
        raise SourceProblems.one(name, what, _("Jämför med den fil som skrevs bredvid listan.")) from None
    unknown = [answer for _heading, answer in pairs if answer and not _column(answer)]
    if unknown:
        what = _("”%(answer)s” är ingen kolumn i registret.") % {"answer": unknown[0]}
        raise SourceProblems.one(name, what, _("Välj bland dem som står överst i filen, eller skriv bort."))
    return {plain(heading): _column(answer) for heading, answer in pairs if answer}


def _column(answer: str) -> str:
    if answer.casefold() in (_NOT_READ, LEFT_OUT):
        return LEFT_OUT
    return next(
        (name for table in (COOPERATION, GRANT, LESSON) if (name := headings.column_of(answer, table)[0])), ""
    )


def column_labels(table: str) -> dict[str, str]:
    """Column → what it is called, to choose among."""
    return {name: str(label) for name, (label, _others) in headings.columns_of(table).items()}
