from django.http import Http404


def partnerships(request, **named):
    raise Http404


def partnership(request, **named):
    raise Http404


def exchanges(request, **named):
    raise Http404


def exchange(request, **named):
    raise Http404


def projects(request, **named):
    raise Http404


def project(request, **named):
    raise Http404
