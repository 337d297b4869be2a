"""Everything that has happened to a goal, an indicator, an action or a reported figure."""

from django.http import Http404


def history(request, kind, pk):
    raise Http404


def restore(request, kind, pk):
    raise Http404
