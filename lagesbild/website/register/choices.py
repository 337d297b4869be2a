"""The form above a list of the register: what may be chosen, and what is."""

from dataclasses import dataclass, field

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from lagesbild.cooperation.countries import country_name
from lagesbild.cooperation.models import Partnership, Project
from lagesbild.cooperation.partners import overview
from lagesbild.framework.models import GlobalGoal

PER_PAGE = 50


@dataclass
class Choice:
    """One field of a list's form: what may be chosen, and what is. ``unknown``: something else was asked for."""

    name: str
    label: str
    options: list[tuple[str, str]]
    chosen: str = ""
    unknown: bool = field(default=False)


def choices_of(request, *choices: Choice) -> dict[str, Choice]:
    """The choices by name, each with what the address says if that is among its options."""
    for choice in choices:
        wanted = request.GET.get(choice.name, "")
        known = wanted in {key for key, _label in choice.options}
        choice.chosen, choice.unknown = (wanted if known else ""), bool(wanted) and not known
    return {choice.name: choice for choice in choices}


def choices_context(choices: dict[str, Choice]) -> dict:
    return {
        "choices": choices.values(),
        "unknown": any(choice.unknown for choice in choices.values()),
        "narrowed": any(choice.chosen for choice in choices.values()),
    }


def _page_of_list(request, found, count: int | None = None):
    paginator = Paginator(found, PER_PAGE)
    if count is not None:
        paginator.count = count  # known already, and not asked for once more
    return paginator.get_page(request.GET.get("sida"))


def search_words(request) -> str:
    return request.GET.get("q", "").replace("\x00", "").strip()[:200]


def kind_choice(model) -> Choice:
    return Choice("slag", _("Slag"), model.Kind.choices)


def country_choice() -> Choice:
    named = [(code, country_name(code).in_(get_language())) for code in overview.countries()]
    return Choice("land", _("Land"), sorted(named, key=lambda one: one[1]))


def theme_choice(model) -> Choice:
    themes = [(str(theme.pk), theme.name) for theme in overview.themes_of(model)]
    return Choice("tema", _("Tema"), themes)


def goal_choice() -> Choice:
    goals = [(str(goal.number), str(goal)) for goal in GlobalGoal.objects.all()]
    return Choice("mal", _("Globalt mål"), goals)


def list_context(request, choices: dict[str, Choice], found, count: int | None = None) -> dict:
    form = choices_context(choices)
    return {
        **form,
        "narrowed": form["narrowed"] or bool(search_words(request)),
        "words": search_words(request),
        "page": _page_of_list(request, found, count),
        "today": timezone.localdate(),
    }


def whose_exchanges(request) -> dict:
    """The partnership or project whose exchanges are asked for, as a link from its page does."""
    found = {}
    for name, asked_as, model in (("partnership", "samarbete", Partnership), ("project", "projekt", Project)):
        if slug := request.GET.get(asked_as, "").replace("\x00", ""):
            found[name] = get_object_or_404(model.objects.public(), slug=slug)
    return found
