from django.shortcuts import render

from lagesbild.website.search import find


def search(request):
    """Goals, indicators, actions, organisations, programmes and cooperation whose words hold every word asked for."""
    question = request.GET.get("q", "").strip()[:200]
    return render(request, "website/search.html", {"question": question, "found": find(question)})
