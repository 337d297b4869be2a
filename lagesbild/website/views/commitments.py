from django.http import Http404


def commitments(request, **named):
    raise Http404


def as_csv(request, **named):
    raise Http404


def as_xlsx(request, **named):
    raise Http404


def report(request, **named):
    raise Http404


def report_docx(request, **named):
    raise Http404
