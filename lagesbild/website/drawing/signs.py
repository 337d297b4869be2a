"""The answers' signs: one shape for each, readable from 16 pixels, on paper and without colour.

The outline is the family (disc: kept, square: not, diamond: nobody can tell, octagon: the time is out, dashed ring:
measurements are lacking), the glyph is the movement. The upright bar is the target; the arrow points forward for
better, whichever way the value moves.
"""

from collections.abc import Mapping
from functools import cache

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from lagesbild.assessment import SIGNS, Sign

_DISC = '<circle class="f" cx="12" cy="12" r="10.5"/>'
_RING = '<circle class="l" cx="12" cy="12" r="9.4"/>'
_DASHED = '<circle class="l" cx="12" cy="12" r="9.8" stroke-dasharray="2.6 3.5"/>'
_SQUARE = '<rect class="f" x="1.5" y="1.5" width="21" height="21" rx="2.5"/>'
_OPEN_SQUARE = '<rect class="l" x="2.4" y="2.4" width="19.2" height="19.2" rx="2.5"/>'
_DIAMOND = '<path class="f" d="M12 .6L23.4 12 12 23.4.6 12z"/>'
_OCTAGON = '<path class="f" d="M7.3.9h9.4l6.4 6.4v9.4l-6.4 6.4H7.3L.9 16.7V7.3z"/>'
_QUESTION = '<path class="g" d="M9.4 9.7a2.7 2.7 0 1 1 3.9 2.4c-.9.5-1.3 1-1.3 1.9M12 17.1v.1"/>'
_AWAY = '<path class="g" d="M15.6 12H6M9 9l-3 3 3 3M18.6 7.2v9.6"/>'

SHAPES: Mapping[str, str] = {
    "disc-tick": _DISC + '<path class="g" d="M7.2 12.4l3.4 3.4 6.2-7.2"/>',
    "ring-arrow-away": _RING + '<path class="l" d="M17 8v8M14 12H7M9.8 9.2L7 12l2.8 2.8"/>',
    "disc-arrow-at-bar": _DISC + '<path class="g" d="M5.8 12h8.2M11 9l3 3-3 3M17.6 7.8v8.4"/>',
    "diamond-question": _DIAMOND + _QUESTION,
    "square-arrow-short": _SQUARE + '<path class="g" d="M5 12h5M7.6 9.4L10.2 12l-2.6 2.6M18.2 7.2v9.6"/>',
    "open-square-pause": _OPEN_SQUARE + '<path class="l" d="M9.3 8v8M14.7 8v8"/>',
    "square-arrow-away": _SQUARE + _AWAY,
    "octagon-cross": _OCTAGON + '<path class="g" d="M8 8l8 8M16 8l-8 8"/>',
    "octagon-arrow-away": _OCTAGON + _AWAY,
    "octagon-question": _OCTAGON + _QUESTION,
    "dashed-ring-bar": _DASHED + '<circle class="f" cx="8.4" cy="12" r="2"/><path class="l" d="M15.6 8v8"/>',
    "diamond-arrow": _DIAMOND + '<path class="g" d="M7 12h9.4M13 8.6l3.4 3.4-3.4 3.4"/>',
    "diamond-wave": _DIAMOND + '<path class="g" d="M6.5 12.6c1.6-3 3.6-3 5.5-.6s4 2.6 5.5-.6"/>',
    "square-outside-line": _SQUARE + '<path class="g" d="M12 6v12M5.4 12h13M15.2 8.8l3.2 3.2-3.2 3.2"/>',
    "ring-arrow-to-line": _RING + '<path class="l" d="M7.4 8v8M17 12h-6M13.4 9.4L10.8 12l2.6 2.6"/>',
    "disc-between-lines": _DISC
    + '<path class="g" d="M7 7.4v9.2M17 7.4v9.2"/><circle class="p" cx="12" cy="12" r="2"/>',
    "arrow-forward": '<path class="l" d="M3 12h17M13.5 5.5L20 12l-6.5 6.5"/>',
    "arrow-forward-hooked": '<path class="l" d="M3 17.5h11.5a5 5 0 0 0 0-10H7M10.8 3.7L7 7.5l3.8 3.8"/>',
    "arrow-back": '<path class="l" d="M21 12H4M10.5 5.5L4 12l6.5 6.5"/>',
    "arrow-back-hooked": '<path class="l" d="M21 17.5H9.5a5 5 0 0 1 0-10H17M13.2 3.7L17 7.5l-3.8 3.8"/>',
    "wave": '<path class="l" d="M2.5 13c2.6-5 5.8-5 9.5-1s6.9 4 9.5-1"/>',
    "wave-hooked": '<path class="l" d="M2.5 10c2.6-5 5.8-5 9.5-1s6.9 4 9.5-1M16.5 18.5h-9M10 16l-2.5 2.5L10 21"/>',
    "dashed-ring-dots": _DASHED
    + '<circle class="f" cx="8.2" cy="13.8" r="2"/><circle class="f" cx="15.8" cy="10.2" r="2"/>',
    "dashed-ring-dot": _DASHED + '<circle class="f" cx="12" cy="12" r="2.3"/>',
    "dashed-ring": _DASHED,
    "ring-dash": '<circle class="l" cx="12" cy="12" r="9.8"/><path class="l" d="M8 12h8"/>',
}


@cache
def answer_sign(key: str) -> SafeString:
    """The sign of an answer, by its key. The word stands beside it, so it is hidden from those who listen."""
    sign: Sign = SIGNS[key]
    return format_html(
        '<svg class="answer-sign ink-{}" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">{}</svg>',
        sign.colour,
        mark_safe(SHAPES[sign.shape]),
    )
