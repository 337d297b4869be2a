from django.http import Http404


def lessons(request, **named):
    raise Http404


def network(request, **named):
    raise Http404


def partner_map(request, **named):
    raise Http404


def considered(request, **named):
    raise Http404
