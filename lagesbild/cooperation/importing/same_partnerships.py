"""A partnership of the list that may be there already under another name: somebody is asked whether it is the same."""

import hashlib
from collections.abc import Mapping

from lagesbild.cooperation.importing.entries import RegisterEntry
from lagesbild.cooperation.importing.headings import PARTNERSHIP
from lagesbild.cooperation.importing.matches import NEW, ListMatch, MatchChoice
from lagesbild.cooperation.importing.name_matches import NameMatches
from lagesbild.cooperation.importing.rows import ListRow
from lagesbild.cooperation.models import Partnership


def question(
    row: ListRow, entry: RegisterEntry, matches: NameMatches, choices: Mapping[str, str]
) -> ListMatch | None:
    """Whether the row is one of those that are of its kind with its partner; None where there is none."""
    alike = Partnership.objects.filter(pk__in=matches.alike(row, entry)).order_by("pk")
    if not alike:
        return None
    offered = (
        *(MatchChoice(str(partnership.pk), partnership.name_sv, score=1.0) for partnership in alike),
        MatchChoice(NEW, entry.title),
    )
    key = hashlib.sha256(repr((PARTNERSHIP, entry.title, entry.partners)).encode()).hexdigest()[:12]
    answer = choices.get(key, "")
    reference = answer if answer in {choice.value for choice in offered} else ""
    place = f"{row.sheet} {row.number}"
    return ListMatch(key, entry.title, "", [place], reference=reference, choices=offered, thing=PARTNERSHIP)
