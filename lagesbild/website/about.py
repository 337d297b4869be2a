from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control

from lagesbild.barometer.models import Programme
from lagesbild.figures import queries
from lagesbild.framework.language import is_english
from lagesbild.framework.models import GlobalGoal
from lagesbild.organisations.models import Municipality
from lagesbild.website.api.barometer import api
from lagesbild.website.legend import rules_in_force


def legend(request):
    """Every word and sign the site uses, made from the rules that are in force."""
    programmes = Programme.objects.public()
    rules = rules_in_force()
    both = [(target, rules["limits"].get(word)) for word, target in rules["statuses"].items()]
    context = {"rules": rules, "programmes": programmes, "statuses": both}
    return render(request, "website/legend.html", context)


def accessibility(request):
    return render(request, "website/accessibility.html")


def open_data(request):
    """What may be taken away, in which form, and on whose terms."""
    origins = sorted(queries.origins(settings.FIGURES).values(), key=lambda origin: origin["publisher"])
    context = {"origins": [o for o in origins if o["fetched"]], "built": queries.built(settings.FIGURES)}
    return render(request, "website/open_data.html", context)


def api_docs(request):
    """The API described on a page of ours: the usual viewers need scripts that our policy does not allow."""
    schema = api.get_openapi_schema()
    paths = [
        {"path": path, **operation}
        for path, operations in schema["paths"].items()
        for operation in operations.values()
    ]
    return render(request, "website/api_docs.html", {"paths": paths})


@cache_control(max_age=300, public=True)
def colours(request):
    """The municipality's one colour and the goals' tiles, as a style sheet: the policy allows no inline style."""
    accent = Municipality.load(request_or_site=request).accent_colour
    tiles = "".join(
        f".goal-{goal.number}{{--tile:{goal.colour};--tile-text:{goal.text_colour}}}"
        for goal in GlobalGoal.objects.all()
    )
    return HttpResponse(f":root{{--accent:{accent}}}{tiles}", content_type="text/css")


def not_found(request, exception=None):
    return render(request, "website/not_found.html", status=404)


def forbidden(request, exception=None):
    return render(request, "website/forbidden.html", status=403)


def server_error(request):
    """Kept so plain that nothing in it can fail."""
    english = is_english()
    title = "Something went wrong" if english else "Något gick fel"
    text = (
        "The page could not be shown. Please try again in a while."
        if english
        else "Sidan kunde inte visas. Försök igen om en stund."
    )
    language = "en" if english else "sv"
    html = (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8"><title>{title}</title></head>'
        f'<body><main><h1>{title}</h1><p>{text}</p><p><a href="/">Lägesbild</a></p></main></body></html>'
    )
    return HttpResponse(html, status=500)
