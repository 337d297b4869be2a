"""Whether the lines of a budget, or a grant's instalments, make the sum that stands beside them.

A draft may differ; its editor is told.
"""

from decimal import Decimal

from lagesbild.assessment import Text
from lagesbild.cooperation.models import Application, Grant, Project
from lagesbild.cooperation.rules.sentences import capital, money

NOTHING = Decimal(0)
THE_BUDGET = Text("hela budgeten är {whole}", "the whole budget is {whole}")
ASKED_AND_OWN = Text(
    "det sökta och den egna insatsen är tillsammans {whole}",
    "what is applied for and our own share make {whole}",
)
ASKED = Text("det sökta beloppet är {whole}", "the amount applied for is {whole}")
WHO_ELSE = Text(
    " Betalar någon mer? Fyll i hela budgeten.", " Does somebody else pay too? Fill in the whole budget."
)


def of_project(project: Project) -> tuple[Text, ...]:
    """Of a project as it stands, saved or not: what does not add up."""
    if project.budget is None:
        return ()
    return _apart(project, project.budget, THE_BUDGET)


def of_application(application: Application) -> tuple[Text, ...]:
    """Of an application as it stands: its lines, and what is asked for, against the whole budget."""
    return (*lines_of(application), *more_than_all(application))


def of_grant(grant: Grant) -> tuple[Text, ...]:
    """Instalments that are more than what was granted. More may come than was first granted, so it is not refused."""
    paid = sum(instalment.value for instalment in grant.instalments.all())
    if grant.value is None or paid <= grant.value:
        return ()
    sentence = Text(
        "Utbetalningarna är tillsammans {sum}, mer än det beviljade: {whole}.",
        "The instalments add up to {sum}, more than what was granted: {whole}.",
    )
    return (sentence.fill(**_amounts(grant, paid, grant.value)),)


def lines_of(application: Application) -> tuple[Text, ...]:
    """Its lines against the whole budget; without one, against what is asked for and what we give ourselves."""
    applied, own = application.applied, _own(application)
    if application.budget is not None:
        return _apart(application, application.budget, THE_BUDGET)
    if applied is None:
        return ()
    sum_meant = ASKED if own is None else ASKED_AND_OWN
    return tuple(text + WHO_ELSE for text in _apart(application, applied + (own or NOTHING), sum_meant))


def more_than_all(application: Application) -> tuple[Text, ...]:
    """What is asked for and given by ourselves, where that is more than the whole budget."""
    paid = (application.applied or NOTHING) + (_own(application) or NOTHING)
    if application.budget is None or paid <= application.budget:
        return ()
    more = Text(", {apart} mer än hela budgeten: {whole}.", ", {apart} more than the whole budget: {whole}.")
    sum_meant = (ASKED if _own(application) is None else ASKED_AND_OWN).fill(
        **_amounts(application, paid, paid)
    )
    sentence = capital(sum_meant) + more.fill(**_amounts(application, paid, application.budget))
    return (sentence,)


def _own(application: Application) -> Decimal | None:
    known_shares = [part for part in (application.own_cash, application.own_kind) if part is not None]
    return sum(known_shares, NOTHING) if known_shares else None


def _apart(thing: Project | Application, whole: Decimal, sum_meant: Text) -> tuple[Text, ...]:
    if any(getattr(line, "currency", "") not in ("", thing.currency) for line in thing.budget_lines.all()):
        return ()  # a sum of several currencies is never the whole to the öre
    lines = [line.value for line in thing.budget_lines.all() if line.value is not None]
    if not lines or sum(lines) == whole:
        return ()
    sentence = (
        Text("Budgetposterna är tillsammans {sum}, men ", "The budget lines add up to {sum}, but ")
        + sum_meant
    )
    short = Text(": {apart} saknas.", ": {apart} is missing.")
    over = Text(": {apart} för mycket.", ": {apart} too much.")
    return ((sentence + (short if sum(lines) < whole else over)).fill(**_amounts(thing, sum(lines), whole)),)


def _amounts(thing: Project | Application | Grant, sum_: Decimal, whole: Decimal) -> dict[str, Text]:
    amounts = {"sum": sum_, "whole": whole, "apart": abs(sum_ - whole)}
    return {name: money(value, thing.currency) for name, value in amounts.items()}
