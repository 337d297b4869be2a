"""The methods' manual. Its words and tables are made from the methods' tests (tools/methods_manual.py)."""

import json
from functools import cache
from pathlib import Path

from django.shortcuts import render

from lagesbild.framework.language import language_in_force

MANUAL = Path(__file__).resolve().with_name("methods.json")


def methods(request):
    """Every method: what it answers, when it misleads, its formula and worked examples."""
    language = language_in_force()
    return render(request, "website/methods.html", _manual()[language])


@cache
def _manual() -> dict:
    return json.loads(MANUAL.read_text(encoding="utf-8"))
