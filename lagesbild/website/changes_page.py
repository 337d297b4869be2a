"""What has changed in public, without telling by whom."""

from django.core.paginator import Paginator
from django.shortcuts import render

from lagesbild.website.public_changes import public_changes

MOST, PER_PAGE = 300, 50


def changes(request):
    """The latest changes, newest first, fifty to a page."""
    page = Paginator(public_changes(MOST), PER_PAGE).get_page(request.GET.get("sida"))
    return render(request, "website/changes.html", {"page": page, "most": MOST})
