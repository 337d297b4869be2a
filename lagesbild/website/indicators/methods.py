"""The methods' manual. Its words and tables are made from the methods' tests (tools/methods_manual.py)."""

import json
from functools import cache
from pathlib import Path

from django.shortcuts import render
from django.utils.translation import get_language

MANUAL = Path(__file__).resolve().with_name("methods.json")


def methods(request):
    """Every method: what it answers, when it misleads, its formula and worked examples."""
    language = "en" if (get_language() or "sv").startswith("en") else "sv"
    return render(request, "website/methods.html", _manual()[language])


@cache
def _manual() -> dict:
    return json.loads(MANUAL.read_text(encoding="utf-8"))
