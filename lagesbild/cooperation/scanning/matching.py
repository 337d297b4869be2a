"""Why a call may concern us: goals that we have promised and lag behind on, partners, themes. Reasons, not points."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db import models
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from lagesbild.assessment import GOAL_GRADES, ON_THE_WAY
from lagesbild.barometer.overview import all_branches, forest, goal_numbers
from lagesbild.cooperation.countries import country_name
from lagesbild.cooperation.models import Call, Partnership, PartnershipPartner
from lagesbild.organisations.models import Municipality

AT_RISK = {*GOAL_GRADES} - {*ON_THE_WAY}
MOST_NAMES = 3
SHORTEST_THEME = 4  # letters; a shorter name stands in too many words


class Strength(models.IntegerChoices):
    # In the order of relevance: what the strongest reason is decides where a call stands.
    AT_RISK = 1, gettext_lazy("Rör ett mål som går trögt")
    PARTNER = 2, gettext_lazy("Nämner ett land där vi har en partner")
    GOAL = 3, gettext_lazy("Rör ett mål som kommunen har egna mål för")
    THEME = 4, gettext_lazy("Nämner ett av våra teman")
    UNWEIGHED = 5, gettext_lazy("Texten har inte vägts: läs den själv")
    NONE = 6, gettext_lazy("Vi hittar inget skäl")


@dataclass(frozen=True)
class MatchReason:
    strength: Strength
    sentence: str


@dataclass
class OurGoals:
    """What the programmes in force have promised for one global goal. ``at_risk``: assessed 3, 4 or 5."""

    count: int = 0
    at_risk: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Ours:
    """What we look for: goals by global goal, partners by country, themes by each of their names in small letters."""

    goals: Mapping[int, OurGoals]
    partners: Mapping[str, list[str]]
    themes: Mapping[str, str]


def ours() -> Ours:
    """What the municipality has published of its goals, and the partnerships that go on."""
    active = Partnership.objects.public().filter(status=Partnership.Status.ACTIVE).prefetch_related("themes")
    themes = {theme for partnership in active for theme in partnership.themes.all()}
    theme_names = {name: theme.name for theme in themes for name in (theme.name_sv, theme.name_en)}
    return Ours(
        _our_goals(),
        _our_partners(active),
        {
            name.casefold(): theme_name
            for name, theme_name in theme_names.items()
            if len(name) >= SHORTEST_THEME
        },
    )


def _our_goals() -> dict[int, OurGoals]:
    roots = [root for root in forest() if not root.goal.programme.superseded_by_id]
    numbers, our_goals = goal_numbers(roots), defaultdict(OurGoals)
    for branch in all_branches(roots):
        # What only repeats a global goal in the programme's words is no promise of its own.
        if branch.goal.represents_id and branch.grade is None:
            continue
        for number in numbers[branch.goal.pk]:
            our_goals[number].count += 1
            if branch.grade in AT_RISK:
                our_goals[number].at_risk.append(f"”{branch.goal.name}”")
    return dict(our_goals)


def _our_partners(active: Iterable[Partnership]) -> dict[str, list[str]]:
    home = Municipality.load().country
    ties = PartnershipPartner.objects.filter(partnership__in=active, organisation__live=True)
    names_by_country: dict[str, list[str]] = defaultdict(list)
    for tie in ties.select_related("organisation").order_by("organisation__name_sv", "pk"):
        partner = tie.organisation
        if partner.country not in ("", home) and partner.name not in names_by_country[partner.country]:
            names_by_country[partner.country].append(partner.name)
    return {country: names for country, names in names_by_country.items() if names}


def reasons(call: Call, ours: Ours) -> list[MatchReason]:
    """Every reason we know for looking at a call, the strongest first. Reads no more than the call itself."""
    all_reasons = [*_goal_reasons(call, ours), *_partner_reasons(call, ours), *_theme_reasons(call, ours)]
    if not all_reasons and not is_weighed(call):
        return [
            MatchReason(
                Strength.UNWEIGHED,
                _("Bara engelska texter ur hämtade listor vägs mot målen. Läs den här själv."),
            )
        ]
    return sorted(all_reasons, key=lambda reason: reason.strength)


def strength(call: Call, ours: Ours) -> Strength:
    """That of the strongest reason, told without the sentences: a whole list is ordered by it."""
    goals = [ours.goals[tag["goal"]] for tag in call.suggested if tag["goal"] in ours.goals]
    if any(goal.at_risk for goal in goals):
        return Strength.AT_RISK
    if any(code in ours.partners for code in call.found.get("countries", ())):
        return Strength.PARTNER
    if goals:
        return Strength.GOAL
    if _themes(call, ours):
        return Strength.THEME
    return Strength.NONE if is_weighed(call) else Strength.UNWEIGHED


def is_weighed(call: Call) -> bool:
    """Whether the text was read as English when the call was found: then that no goal is suggested says something."""
    return bool(call.found.get("marks", {}).get("name_en"))


def _goal_reasons(call: Call, ours: Ours):
    for number in dict.fromkeys(tag["goal"] for tag in call.suggested):
        goals = ours.goals.get(number)
        if not goals:
            continue
        if goals.at_risk:
            sentence = ngettext(
                "Mål %(number)s går trögt: %(names)s är bedömt som osäkert eller inte uppnått.",
                "Mål %(number)s går trögt: %(names)s är bedömda som osäkra eller inte uppnådda.",
                len(goals.at_risk),
            )
            yield MatchReason(Strength.AT_RISK, sentence % {"number": number, "names": _names(goals.at_risk)})
        else:
            sentence = ngettext(
                "Kommunen har ett eget mål för mål %(number)s.",
                "Kommunen har %(count)s egna mål för mål %(number)s.",
                goals.count,
            )
            yield MatchReason(Strength.GOAL, sentence % {"number": number, "count": goals.count})


def _partner_reasons(call: Call, ours: Ours):
    for code in call.found.get("countries", ()):
        if partners := ours.partners.get(code):
            sentence = _("Texten nämner %(country)s, där vi samarbetar med %(names)s.")
            country = country_name(code).in_(get_language())
            yield MatchReason(Strength.PARTNER, sentence % {"country": country, "names": _names(partners)})


def _theme_reasons(call: Call, ours: Ours):
    for theme in _themes(call, ours):
        yield MatchReason(Strength.THEME, _("Texten nämner temat %(theme)s.") % {"theme": theme})


def _themes(call: Call, ours: Ours) -> list[str]:
    text = "\n".join((call.name_sv, call.name_en, call.summary_sv, call.summary_en)).casefold()
    # Looking for the letters first is many times as quick as looking for the word.
    names = [name for name in ours.themes if name in text and re.search(rf"\b{re.escape(name)}\b", text)]
    return list(dict.fromkeys(ours.themes[name] for name in names))


def _names(names: list[str]) -> str:
    """At most three names, and how many there are besides."""
    first_names, more = names[:MOST_NAMES], len(names) - MOST_NAMES
    if more > 0:
        rest = ngettext("%(count)s till", "%(count)s till", more) % {"count": more}
        return _("%(names)s och %(rest)s") % {"names": ", ".join(first_names), "rest": rest}
    if len(first_names) == 1:
        return first_names[0]
    return _("%(names)s och %(rest)s") % {"names": ", ".join(first_names[:-1]), "rest": first_names[-1]}
