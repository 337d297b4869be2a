from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from lagesbild.cooperation.audit import years_report as reports
from lagesbild.cooperation.audit.commitments import all_commitments, overall
from lagesbild.cooperation.audit.commitments import commitments as lines
from lagesbild.cooperation.funding.money import Rates
from lagesbild.organisations.models import Municipality
from lagesbild.website.register import commitment_files as files
from lagesbild.website.register.report_docx import as_docx
from lagesbild.website.register.report_words import document

PER_PAGE = 50
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def commitments(request):
    """The auditor's list: what, with whom, who owns it, decided where, what it costs, until when, what it gave."""
    rates = Rates.load()
    summed = overall(rates)
    page = Paginator(range(summed.count), PER_PAGE).get_page(request.GET.get("sida"))
    found = lines(page.object_list.start, page.object_list.stop, rates)
    context = {
        "lines": [files.shown(one) for one in found],
        "summed": summed,
        "sums": [(label, found, files.left_out(found)) for label, found in files.sum_lines(summed)],
        "page": page,
        "year": timezone.localdate().year,
        "today": timezone.localdate(),
    }
    return render(request, "website/commitments.html", context)


def as_csv(request):
    return files.csv_response(all_commitments(Rates.load()), _origin(request))


def as_xlsx(request):
    rates = Rates.load()
    found = all_commitments(rates)
    return files.xlsx_response(found, overall(rates), rates, _origin(request), timezone.localdate())


def report(request, year):
    """The year's report on international work, as a page to read and print."""
    today = timezone.localdate()
    context = {
        "document": _document(request, year, today),
        "year": year,
        "years": list(reversed(reports.years(today))),
    }
    return render(request, "website/international_report.html", context)


def report_docx(request, year):
    home = Municipality.load(request_or_site=request)
    words = _document(request, year, timezone.localdate())
    language = "en" if (get_language() or "sv").startswith("en") else "sv"
    response = HttpResponse(as_docx(words, home.name, language), content_type=DOCX)
    name = _("internationellt-arbete")
    response["Content-Disposition"] = f'attachment; filename="{name}-{year}.docx"'
    return response


def _document(request, year: int, today):
    try:
        found = reports.report(year, today, Rates.load())
    except ValueError as error:
        raise Http404 from error
    return document(found, Municipality.load(request_or_site=request).name)


def _origin(request) -> str:
    """https://exempel.se, so that an address in a file leads somewhere."""
    return request.build_absolute_uri("/").rstrip("/")
