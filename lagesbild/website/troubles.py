"""What is said where a page cannot be shown, in the site's own dress and with a way on.

A page of errors that fails itself is worse than none: where the database or the program has failed, nothing is asked
of either.
"""

import re
import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from lagesbild.framework.language import is_english, language_in_force
from lagesbild.website.full_disk import is_full_disk
from lagesbild.website.search import Hit, find

MOST_SUGGESTED, TELLING = 3, 5
"""So many pages are suggested, from the words of an address that have so many letters."""
AGAIN_AFTER = 30
"""Seconds after which it is worth trying again."""


def not_found(request, exception=None):
    return render(request, "website/not_found.html", {"suggested": _meant(request.path_info)}, status=404)


def _meant(path: str) -> tuple[Hit, ...]:
    """What the words of the address find. Not of a file: robots ask for those by the thousand."""
    words = re.sub(r"^/en(?=/)", "", path).strip("/").split("/")[-1]
    if not words or "." in words or len(words) > 80:
        return ()
    telling = [word for word in re.split(r"[-_]", words) if len(word) >= TELLING]
    result = find(" ".join(telling)) if telling else None
    return result.hits[:MOST_SUGGESTED] if result and not result.partly else ()


def forbidden(request, exception=None):
    return render(request, "website/forbidden.html", status=403)


def server_error(request):
    """Something of ours failed: 503 where it was the database, which may be back in a moment, or the disk."""
    if is_full_disk(sys.exc_info()[1]):
        return full_disk()
    if isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        return unavailable(request)
    return _trouble(
        500,
        _("Något gick fel"),
        _("Sidan kunde inte visas. Felet är vårt, inte ditt. Försök igen om en stund."),
    )


def unavailable(request):
    response = _trouble(
        503,
        _("Sidan vilar en stund"),
        _("Vi kommer inte åt uppgifterna just nu. Vänta en halv minut och ladda om sidan."),
    )
    response["Retry-After"] = str(AGAIN_AFTER)
    return response


def full_disk():
    return _trouble(
        503,
        _("Det gick inte att spara"),
        _(
            "Disken är full, så inget sparas just nu. Gå tillbaka: det du skrev står kvar på sidan. Försök igen när"
            " den som sköter servern har gjort plats."
        ),
    )


def _trouble(status: int, title: str, text: str) -> HttpResponse:
    context = {"title": title, "text": text, "language": language_in_force(), "status": status}
    try:
        html = render_to_string("website/trouble.html", context)
    except Exception:  # a style sheet that is missing must not hide the words
        start = "/en/" if is_english() else "/"
        html = (
            f'<!doctype html><html lang="{language_in_force()}"><head><meta charset="utf-8"><title>{title}</title>'
            f"</head><body><main><h1>{title}</h1><p>{text}</p>"
            f'<p><a href="{start}">Lägesbild</a></p></main></body></html>'
        )
    return HttpResponse(html, status=status)
