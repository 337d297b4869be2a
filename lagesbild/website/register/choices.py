"""The form above a list of the register: what may be chosen, and what is."""

from dataclasses import dataclass, field

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from lagesbild.cooperation.countries import country_name
from lagesbild.cooperation.models import Partnership, Project
from lagesbild.cooperation.partners import lists
from lagesbild.framework.global_goals import global_goals

PER_PAGE = 50


@dataclass
class ListChoice:
    """One field of a list's form: what may be chosen, and what is. ``unknown``: something else was asked for."""

    name: str
    label: str
    options: list[tuple[str, str]]
    chosen: str = ""
    unknown: bool = field(default=False)


def choices_of(request, *choices: ListChoice) -> dict[str, ListChoice]:
    """The choices by name, each with what the address says if that is among its options."""
    for choice in choices:
        key = request.GET.get(choice.name, "")
        is_option = key in {key for key, _label in choice.options}
        choice.chosen, choice.unknown = (key if is_option else ""), bool(key) and not is_option
    return {choice.name: choice for choice in choices}


def choices_context(choices: dict[str, ListChoice]) -> dict:
    return {
        "choices": choices.values(),
        "unknown": any(choice.unknown for choice in choices.values()),
        "narrowed": any(choice.chosen for choice in choices.values()),
    }


def _page_of_list(request, rows, count: int | None = None):
    paginator = Paginator(rows, PER_PAGE)
    if count is not None:
        paginator.count = count  # known already, and not asked for once more
    return paginator.get_page(request.GET.get("sida"))


def search_words(request) -> str:
    return request.GET.get("q", "").replace("\x00", "").strip()[:200]


def kind_choice(model) -> ListChoice:
    return ListChoice("slag", _("Slag"), model.Kind.choices)


def country_choice() -> ListChoice:
    countries = [(code, country_name(code).in_(get_language())) for code in lists.countries()]
    return ListChoice("land", _("Land"), sorted(countries, key=lambda country: country[1]))


def theme_choice(model) -> ListChoice:
    themes = [(str(theme.pk), theme.name) for theme in lists.themes_of(model)]
    return ListChoice("tema", _("Tema"), themes)


def goal_choice() -> ListChoice:
    goals = [(str(goal.number), str(goal)) for goal in global_goals().values()]
    return ListChoice("mal", _("Globalt mål"), goals)


def list_context(request, choices: dict[str, ListChoice], rows, count: int | None = None) -> dict:
    form = choices_context(choices)
    return {
        **form,
        "narrowed": form["narrowed"] or bool(search_words(request)),
        "words": search_words(request),
        "page": _page_of_list(request, rows, count),
        "today": timezone.localdate(),
    }


def whose_exchanges(request) -> dict:
    """The partnership or project whose exchanges are asked for, as a link from its page does."""
    owners = {}
    for name, asked_as, model in (("partnership", "samarbete", Partnership), ("project", "projekt", Project)):
        if slug := request.GET.get(asked_as, "").replace("\x00", ""):
            owners[name] = get_object_or_404(model.objects.public(), slug=slug)
    return owners
