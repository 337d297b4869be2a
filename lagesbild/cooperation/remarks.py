"""What the editor is told right after something of the register is saved: it was done, but look at this."""

from collections.abc import Iterator

from django.db.models import Model
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.admin_url_finder import AdminURLFinder

from lagesbild.assessment import Text
from lagesbild.cooperation.funding import budget_sums, money_doubts
from lagesbild.cooperation.funding.money import Rates
from lagesbild.cooperation.iati.export import remarks_on
from lagesbild.cooperation.models import Application, Call, Exchange, Grant, Lesson, Partnership, Project
from lagesbild.organisations.models import Municipality

POINTS_AT = {
    Partnership: ("partners.organisation", "responsibilities.organisation"),
    Project: ("partnership", "partners.organisation", "responsibilities.organisation"),
    Grant: ("project", "programme", "programme.funder"),
    Call: ("programme", "programme.funder"),
    Exchange: ("partnership", "project", "organisation"),
    Lesson: ("partnership", "project", "exchange", "organisation"),
}
"""What must be public too, or the public page says less than the form."""


def warn_about(request, thing: Model) -> None:
    """Tell who saved ``thing`` what would otherwise be found out on another page, or never."""
    if not request.accepts("text/html"):  # saved by itself, while somebody is writing
        return
    if isinstance(thing, Project):
        _warn_of_open_data(request, thing)
        _warn(request, budget_sums.of_project(thing))
        _warn(request, money_doubts.grants_over_budget(thing, _grants_of(thing), Rates.load()))
        _warn(request, money_doubts.shares_over_whole(_grants_of(thing), thing.costs.all()))
        _warn(request, tuple(twice.sentence for twice in money_doubts.same_costs(thing.costs.all())))
    if isinstance(thing, Application):
        _warn(request, budget_sums.of_application(thing))
    if isinstance(thing, Grant):
        _warn(request, budget_sums.of_grant(thing))
        _warn(request, money_doubts.same_payments(thing))
        _warn(request, money_doubts.grants_over_budget(thing.project, _with(thing), Rates.load()))
    if isinstance(thing, Partnership):
        _ask_about_same(request, same_partnerships(thing))
    if "action-publish" in request.POST and type(thing) in POINTS_AT:
        _warn_of_drafts(request, drafts_pointed_at(thing))


def _grants_of(project: Project) -> list[Grant]:
    """Drafts too: somebody is about to promise them."""
    return list(Grant.objects.filter(project=project.pk).select_related("programme"))


def _with(grant: Grant) -> list[Grant]:
    """The grants of its project, with this as it was just saved."""
    return [*(other for other in _grants_of(grant.project) if other.pk != grant.pk), grant]


def drafts_pointed_at(thing: Model) -> list[Model]:
    """What ``thing`` points at and the public cannot see, each once."""
    targets = (target for way in POINTS_AT[type(thing)] for target in _followed(thing, way.split(".")))
    return list(dict.fromkeys(target for target in targets if not target.live))


def same_partnerships(partnership: Partnership) -> list[Partnership]:
    """Others of the same kind with one of its partners, that have not ended."""
    partners = [partner.organisation_id for partner in partnership.partners.all()]
    others = Partnership.objects.filter(kind=partnership.kind, partners__organisation__in=partners)
    return list(others.exclude(pk=partnership.pk).exclude(status=Partnership.Status.ENDED).distinct())


def _ask_about_same(request, others: list[Partnership]) -> None:
    if others:
        text = _("Är det samma samarbete? Det finns redan ett av samma slag med samma part:")
        messages.warning(request, format_html("{} {}.", text, _links(request, others)))


def _links(request, things: list[Model]) -> str:
    finder = AdminURLFinder(request.user)
    return format_html_join(", ", "{}", ((_linked(thing, finder.get_edit_url(thing)),) for thing in things))


def _followed(thing: Model, way: list[str]) -> Iterator[Model]:
    if not way:
        yield thing
        return
    met = getattr(thing, way[0])
    for target in met.all() if hasattr(met, "all") else [met]:
        if target is not None:
            yield from _followed(target, way[1:])


def _warn_of_open_data(request, project: Project) -> None:
    sentences = remarks_on(project, Municipality.load(request_or_site=request), timezone.localdate())
    if sentences:
        _warn(request, sentences, _("Projektet kan inte bli öppna biståndsdata som det är."))


def _warn(request, sentences: tuple[Text, ...], first: str = "") -> None:
    words = [*filter(None, [first]), *(text.in_(get_language() or "sv") for text in sentences)]
    if words:
        messages.warning(request, format_html_join(" ", "{}", ((word,) for word in words)))


def _warn_of_drafts(request, drafts: list[Model]) -> None:
    if not drafts:
        return
    text = ngettext(
        "Det pekar på ett utkast, som inte visas för andra förrän det också är publicerat:",
        "Det pekar på utkast, som inte visas för andra förrän de också är publicerade:",
        len(drafts),
    )
    messages.warning(request, format_html("{} {}.", text, _links(request, drafts)))


def _linked(thing: Model, address: str | None) -> str:
    return format_html('<a href="{}">{}</a>', address, thing) if address else str(thing)
