"""Everything that the guard finds, asked for in one go."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Prefetch, prefetch_related_objects

from lagesbild.barometer import overview
from lagesbild.barometer.models import IndicatorResponsibility
from lagesbild.organisations.models import Municipality
from lagesbild.reporting.findings import Finding, FindingKind, owner_of
from lagesbild.website.findings.figures import about_figures
from lagesbild.website.findings.goals import about_goals
from lagesbild.website.findings.links import lost_links, lost_outside
from lagesbild.website.findings.money import about_money
from lagesbild.website.findings.register import about_register
from lagesbild.website.findings.texts import about_texts
from lagesbild.website.findings.wholes import about_wholes
from lagesbild.website.indicators.answers import IndicatorAnswer, answers, public_indicators


def findings(today: date, *, outside: bool = False) -> list[Finding]:
    """Every finding of what is public, by kind and then by title, the most serious kind first.

    ``outside``: links to other sites are tried too, which takes a network and time.
    """
    order = {kind: place for place, kind in enumerate(FindingKind)}
    by_key = {finding.key: finding for finding in _all(today, outside)}
    return sorted(
        by_key.values(), key=lambda finding: (order[finding.kind], finding.title, finding.sentence_sv)
    )


def _all(today: date, outside: bool) -> Iterator[Finding]:
    area = Municipality.load().home_area
    duties = Prefetch("responsibilities", IndicatorResponsibility.objects.select_related("organisation"))
    indicator_answers = answers(public_indicators().prefetch_related(duties), area=area, year_now=today.year)
    branches = in_force()
    _share_out(indicator_answers, branches)
    yield from about_texts(branches, indicator_answers, today)
    yield from about_figures(indicator_answers, area, today)
    yield from about_wholes(indicator_answers, area)
    yield from about_goals(branches, indicator_answers, today)
    yield from about_register(today)
    yield from about_money()
    yield from lost_links(branches)
    if outside:
        yield from lost_outside(branches, indicator_answers)


def in_force() -> list[overview.Branch]:
    """Every public goal of the programmes that are still in force, with who answers for it."""
    programmes = ((root, root.goal.programme) for root in overview.forest())
    roots = [root for root, programme in programmes if programme.has_begun and not programme.successor]
    branches = overview.all_branches(roots)
    prefetch_related_objects([branch.goal for branch in branches], "responsibilities__organisation")
    return branches


def _share_out(indicator_answers: list[IndicatorAnswer], branches: list[overview.Branch]) -> None:
    """An indicator that nobody answers for falls to whoever follows up a goal it measures."""
    owners = {branch.goal.pk: owner_of(branch.goal) for branch in branches}
    for answer in indicator_answers:
        of_its_goals = (owners.get(link.goal_id) for link in answer.indicator.links)
        answer.indicator.falls_to = next(filter(None, of_its_goals), None)
