from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control

from lagesbild.barometer.models import Programme
from lagesbild.figures import queries
from lagesbild.framework.contrast import lightened
from lagesbild.framework.models import GlobalGoal
from lagesbild.organisations.models import Municipality
from lagesbild.website.legend import rules_in_force
from lagesbild.website.raw_files import raw_files


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
    fetched = [origin | {"files": raw_files(origin)} for origin in origins if origin["fetched"]]
    context = {"origins": fetched, "built": queries.built(settings.FIGURES)}
    return render(request, "website/open_data.html", context)


@cache_control(max_age=300, public=True)
def colours(request):
    """The municipality's one colour and the goals' tiles, as a style sheet: the policy allows no inline style."""
    accent = Municipality.load(request_or_site=request).accent_colour
    tiles = "".join(
        f".goal-{goal.number}{{--tile:{goal.colour};--tile-text:{goal.text_colour}}}"
        for goal in GlobalGoal.objects.all()
    )
    light = f":root{{--accent:{accent}}}"
    dark = f"@media screen and (prefers-color-scheme:dark){{:root{{--accent:{lightened(accent)}}}}}"
    return HttpResponse(light + dark + tiles, content_type="text/css")
