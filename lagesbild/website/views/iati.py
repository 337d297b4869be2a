from django.http import Http404


def activities(request, **named):
    raise Http404
