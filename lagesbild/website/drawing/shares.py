"""One bar of a whole, cut into shares."""

from collections.abc import Sequence
from functools import lru_cache

from django.utils.safestring import SafeString

from lagesbild.assessment import number
from lagesbild.website.drawing.amounts import Amounts
from lagesbild.website.drawing.svg import checked, per_cent, render
from lagesbild.website.drawing.words import words_in


def share_bar(
    parts: Sequence[tuple[str, int, str]], *, id: str, title: str, language: str, tiny: bool = False
) -> SafeString:
    """One bar of the whole, cut into (label, count, css class), each with its own texture and its number.

    A part keeps the texture of its place in `parts`, so pass empty parts too. `tiny` is for tiles: the bar
    alone, with the numbers in its text alternative. Without anything to count it is a sentence.
    """
    return _share_bar(tuple(parts), id, title, language, tiny)


@lru_cache(maxsize=512)
def _share_bar(
    parts: tuple[tuple[str, int, str], ...], id: str, title: str, language: str, tiny: bool
) -> SafeString:
    words, whole = words_in(language), sum(count for _, count, _ in parts)
    if not whole and tiny:
        return render("spark.svg", {"nothing": words["nothing"]})
    if not whole:
        return render("empty.svg", {"id": checked(id), "title": title, "sentence": words["nothing"]})
    marks, start = [], 0.0
    for place, (label, count, css) in enumerate(parts):
        share = 100 * count / whole
        marks.append(
            {
                "label": label,
                "count": number(count, 0, language),
                "share": share_text(share, words, language),
                "css": css,
                "texture": str(place) if 0 < place < 6 else "",
                "x": per_cent(start),
                "width": per_cent(share) if count else "",
                "roomy": "yes" if share >= 5 else "",
            }
        )
        start += share
    shares_text = "; ".join(f"{m['label']} {m['count']} ({m['share']})" for m in marks)
    context = {"id": checked(id), "title": title, "description": f"{shares_text}.", "parts": marks}
    return render("share_tiny.svg" if tiny else "share.svg", context)


def share_text(share: float, words: dict[str, str], language: str) -> str:
    if 0 < share < 1:
        return f"{words['less']} {Amounts('%', 0, language)(1)}"
    return Amounts("%", 0, language)(share)
