"""A drawing as a picture. The letters are Roboto's, which lie here: a server may have none of its own."""

import hashlib
from pathlib import Path

import resvg_py
from django.core.cache import caches
from django.http import HttpResponse

from lagesbild.website.full_disk import unless_disk_is_full

FONTS = [str(file) for file in sorted((Path(__file__).parent / "fonts").glob("*.ttf"))]
PNG_WIDTH = 1600
KEPT_SECONDS = 30 * 24 * 3600


def as_png(svg: str, width: int) -> bytes:
    """Made when it is first asked for, and kept by what it shows: what has changed has another key."""
    key = hashlib.sha256(f"{width} {svg}".encode()).hexdigest()
    pictures = caches["pictures"]
    picture = pictures.get(key)
    if picture is None:
        picture = rendered(svg, width)
        with unless_disk_is_full():
            pictures.set(key, picture, KEPT_SECONDS)
    return picture


def rendered(svg: str, width: int) -> bytes:
    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=svg,
            width=width,
            skip_system_fonts=True,
            font_files=FONTS,
            font_family="Roboto",
            sans_serif_family="Roboto",
        )
    )


def picture_response(content: bytes, kind: str, name: str) -> HttpResponse:
    """A picture that is looked at where it is opened, and has a name where it is saved."""
    return HttpResponse(
        content, content_type=kind, headers={"Content-Disposition": f'inline; filename="{name}"'}
    )
