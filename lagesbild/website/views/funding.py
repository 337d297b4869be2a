from django.http import Http404


def funding(request, **named):
    raise Http404


def calls(request, **named):
    raise Http404
