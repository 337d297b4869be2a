"""What every drawing needs: coordinates as text, the names of its parts, and its template.

Every position is a share of the frame, in per cent, and every text is in rem. So one drawing serves the
widest screen and a phone of 360 px: the lines stretch, the letters do not shrink. (A fixed viewBox would
either print 23 px letters on a desktop or 6 px letters on a phone, and two drawings would double the page.)

All text in the templates is made in Python, as strings, so that no locale can put a comma in a coordinate.
"""

import re
from pathlib import Path

from django.template import Context, Engine
from django.utils.safestring import SafeString, mark_safe

TEMPLATES = Engine(dirs=[Path(__file__).parent.parent / "templates"])


def in_em(rows: float) -> str:
    return f"{rows:.2f}em"


def per_cent(share: float) -> str:
    """A coordinate, as short as a tenth of a per cent allows."""
    return f"{round(share, 1) + 0.0:.1f}".removesuffix(".0") + "%"  # + 0.0 makes minus zero plain zero


def checked(id: str) -> str:
    if not re.fullmatch(r"[A-Za-z][\w-]*", id):
        raise ValueError(f"A chart's id must be a letter followed by letters, digits, - or _, not {id!r}.")
    return id


def render(template: str, context: dict) -> SafeString:
    """The drawing without the indentation of its template and without the lines that its conditions leave empty."""
    drawing = TEMPLATES.get_template(f"website/charts/{template}").render(Context(context))
    return mark_safe(re.sub(r"\s*\n\s*", "\n", drawing))
