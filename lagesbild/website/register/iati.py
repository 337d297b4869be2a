from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag

from lagesbild.cooperation.iati import export
from lagesbild.organisations.models import Municipality


def activities(request):
    """The public projects as open aid data, or a page that says why there is no file."""
    municipality = Municipality.load(request_or_site=request)
    today, address = timezone.localdate(), request.build_absolute_uri("/")
    mark, exported = export.latest(municipality, today, address)
    if not exported.xml:
        return render(request, "website/iati_nothing.html", status=404)
    response = HttpResponse(exported.xml, content_type="application/xml; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="iati.xml"'
    response["ETag"] = quote_etag(mark)
    return get_conditional_response(request, etag=quote_etag(mark), response=response)
