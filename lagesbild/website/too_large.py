"""A number that no database holds is of nothing that there is: an address with one is not found, a form not read."""

from django.db import DataError
from django.http import HttpResponseBadRequest

from lagesbild.website.troubles import not_found

SIGNS = ("too large to convert", "Exceeds the limit", "out of range", "expected a number but got")
"""What SQLite's driver, Python and PostgreSQL say of numbers of thousands of digits."""


def too_large_numbers(get_response):
    def middleware(request):
        return get_response(request)

    def process_exception(request, exception):
        if not isinstance(exception, OverflowError | ValueError | DataError):
            return None
        if not any(sign in str(exception) for sign in SIGNS):
            return None
        return not_found(request) if request.method in ("GET", "HEAD") else HttpResponseBadRequest()

    middleware.process_exception = process_exception
    return middleware
