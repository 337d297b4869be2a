"""What has changed in public, without telling by whom."""

from django.shortcuts import render


def changes(request):
    return render(request, "website/changes.html", {"changes": []})
