"""Links that lead nowhere: those within the site always, those to others only when asked, for that takes a network."""

import re
from collections.abc import Callable, Iterable, Iterator
from html import unescape
from urllib.parse import urlsplit

from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.documents import get_document_model

from lagesbild.barometer.models import Action, Goal, GoalDocument, Indicator, Programme
from lagesbild.barometer.overview import Branch, public_goals
from lagesbild.cooperation.models import Exchange, Partnership, Project
from lagesbild.framework.publishing import FormerAddress
from lagesbild.organisations.models import Organisation
from lagesbild.reporting.findings import Finding, FindingKind, finding
from lagesbild.website.indicators.answers import IndicatorAnswer

HREF = re.compile(r'<a\b[^>]*?\bhref="([^"]+)"', re.IGNORECASE)
DOCUMENT = re.compile(
    r'<a\b[^>]*?\blinktype="document"[^>]*?\bid="(\d+)"|<a\b[^>]*?\bid="(\d+)"[^>]*?\blinktype="document"'
)
PUBLIC = {
    "programme": Programme,
    "indicator": Indicator,
    "action": Action,
    "organisation": Organisation,
    "partnership": Partnership,
    "exchange": Exchange,
    "project": Project,
}
"""The name of an address with a slug → what must be published under it."""
PATIENCE = 15  # seconds for a site to answer


def lost_links(branches: list[Branch]) -> Iterator[Finding]:
    """Links in the goals' texts to pages or documents of our own that are not there."""
    texts = [(branch.goal, _texts(branch.goal)) for branch in branches]
    documents = (
        set(get_document_model().objects.values_list("pk", flat=True))
        if any(DOCUMENT.search(text) for _goal, text in texts)
        else set()
    )
    for goal, text in texts:
        for address in dict.fromkeys(_inside(text)):
            if not is_there(address):
                yield _lost(goal, address)
        for by_id, other in DOCUMENT.findall(text):
            if int(by_id or other) not in documents:
                yield _lost(goal, _("dokument %(number)s") % {"number": by_id or other})


def _lost(goal: Goal, address: str, why: str = "") -> Finding:
    return finding(
        FindingKind.LINK,
        goal,
        address,
        lambda: (
            _("Länken till %(address)s leder ingenstans%(why)s.")
            % {"address": address, "why": f" ({why})" if why else ""}
        ),
    )


def is_there(address: str) -> bool:
    """Whether a path of our own leads to something public. An address that something had once leads on."""
    path = urlsplit(address).path
    if path.startswith("/en/"):
        path = path[3:]
    with override("sv"):
        try:
            match = resolve(path)
        except Resolver404:
            return FormerAddress.objects.filter(path=path).exists()
    if match.url_name == "goal":
        here = {"programme__slug": match.kwargs["programme"], "slug": match.kwargs["slug"]}
        exists = public_goals().filter(**here).exists()
    elif match.url_name in PUBLIC and "slug" in match.kwargs:
        exists = PUBLIC[match.url_name].objects.public().filter(slug=match.kwargs["slug"]).exists()
    else:
        return True
    return exists or FormerAddress.objects.filter(path=path).exists()


def _texts(goal: Goal) -> str:
    return " ".join(
        getattr(goal, f"{field}_{language}") for field in ("status", "examples") for language in ("sv", "en")
    )


def _inside(text: str) -> list[str]:
    addresses = [unescape(href) for href in HREF.findall(text)]
    return [href for href in addresses if href.startswith("/") and not href.startswith("//")]


# --- Outside ----------------------------------------------------------------------------------------------


def lost_outside(
    branches: list[Branch], answers: Iterable[IndicatorAnswer], ask: Callable[[str], str] | None = None
) -> Iterator[Finding]:
    """Links to other sites that do not answer. ``ask(address)`` gives what is wrong, empty where nothing is."""
    ask = ask or trouble_with
    checked: dict[str, str] = {}
    for thing, address in _outside(branches, answers):
        if address not in checked:
            checked[address] = ask(address)
        if checked[address]:
            yield _lost(thing, address, checked[address])


def _outside(branches: list[Branch], answers: Iterable[IndicatorAnswer]) -> Iterator[tuple]:
    documents = GoalDocument.objects.exclude(url="").filter(goal__in=[b.goal.pk for b in branches])
    by_goal = {branch.goal.pk: branch.goal for branch in branches}
    for branch in branches:
        links = [unescape(href) for href in HREF.findall(_texts(branch.goal))] + [branch.goal.source_url]
        for address in dict.fromkeys(links):
            if address.startswith(("http://", "https://")):
                yield branch.goal, address
    for document in documents:
        yield by_goal[document.goal_id], document.url
    for answer in answers:
        if answer.indicator.source_url:
            yield answer.indicator, answer.indicator.source_url


def trouble_with(address: str) -> str:
    """What is wrong with an address elsewhere: "404", "no answer"; empty where it answers."""
    import requests

    try:
        answer = requests.get(
            address, timeout=PATIENCE, stream=True, headers={"User-Agent": "Lagesbild link check"}
        )
    except requests.RequestException:
        return _("inget svar")
    with answer:
        # Some sites refuse robots; that says nothing about the page.
        return (
            str(answer.status_code) if answer.status_code in (404, 410) or answer.status_code >= 500 else ""
        )
