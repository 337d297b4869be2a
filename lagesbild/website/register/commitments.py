"""The auditor's list and the year's report, as pages and as"""

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from lagesbild.cooperation.audit import report_year
from lagesbild.cooperation.audit import years_report as reports
from lagesbild.cooperation.audit.commitment_sums import overall_of_all
from lagesbild.cooperation.audit.commitments import all_commitments
from lagesbild.cooperation.audit.commitments import commitments as lines
from lagesbild.cooperation.funding.money import Rates
from lagesbild.framework.language import language_in_force
from lagesbild.organisations.models import Municipality
from lagesbild.website.register.commitment_columns import remarks, row_in_words
from lagesbild.website.register.commitment_files import csv_response, sum_lines, xlsx_response
from lagesbild.website.register.report_docx import as_docx
from lagesbild.website.register.report_words import document

PER_PAGE = 50
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def commitments(request):
    """The auditor's list: what, with whom, who owns it, decided where, what it costs, until when, what it gave."""
    rates = Rates.load()
    summed = overall_of_all(rates)
    page = Paginator(range(summed.count), PER_PAGE).get_page(request.GET.get("sida"))
    page_lines = lines(page.object_list.start, page.object_list.stop, rates)
    context = {
        "lines": [row_in_words(commitment) for commitment in page_lines],
        "summed": summed,
        "sums": [(label, page_lines, remarks(page_lines)) for label, page_lines in sum_lines(summed)],
        "page": page,
        "year": timezone.localdate().year,
        "today": timezone.localdate(),
    }
    return render(request, "website/commitments.html", context)


def as_csv(request):
    return csv_response(all_commitments(Rates.load()), _origin(request))


def as_xlsx(request):
    rates = Rates.load()
    commitments_of_all = all_commitments(rates)
    return xlsx_response(
        commitments_of_all, overall_of_all(rates), rates, _origin(request), timezone.localdate()
    )


def report(request, year):
    """The year's report on international work, as a page to read and print."""
    today = timezone.localdate()
    context = {
        "document": _document(request, year, today),
        "year": year,
        "years": list(reversed(report_year.years(today))),
    }
    return render(request, "website/international_report.html", context)


def report_docx(request, year):
    home = Municipality.load(request_or_site=request)
    words = _document(request, year, timezone.localdate())
    language = language_in_force()
    response = HttpResponse(as_docx(words, home.name, language), content_type=DOCX)
    name = _("internationellt-arbete")
    response["Content-Disposition"] = f'attachment; filename="{name}-{year}.docx"'
    return response


def _document(request, year: int, today):
    try:
        year_report = reports.report(year, today, Rates.load())
    except ValueError as error:
        raise Http404 from error
    return document(year_report, Municipality.load(request_or_site=request).name)


def _origin(request) -> str:
    """https://exempel.se, so that an address in a file leads somewhere."""
    return request.build_absolute_uri("/").rstrip("/")
