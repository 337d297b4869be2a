"""Names of lines, levels and bars in as many rows as they need, parted where Swedish parts its compounds."""

import re
from textwrap import wrap

NAME_WIDTH = 15  # letters that fit in the padding beside the frame
# Where a Swedish compound may be parted: where its writer has put a soft hyphen, after a linking s, and
# before a last part that names of levels and areas often have. A word without such a place stays whole.
JOINTS = re.compile(
    "\N{SOFT HYPHEN}"
    r"|(?<=ings|hets|tets|ions)(?=\w{3})"
    r"|(?<=\w{4})(?=(?:kommun|norm|värde|gräns|mål|nivå|medel|områd|station|region|genomsnitt)\w{0,4}\W*$)"
)


def name_rows(name: str, width: int = NAME_WIDTH) -> list[str]:
    """A name in as many rows as it takes, parted at spaces and, within too long a word, where JOINTS allow."""
    words = [parted(word, width) if len(word) > width else word for word in name.split()]
    plain = " ".join(words).replace("\N{SOFT HYPHEN}", "")
    return wrap(plain, width, break_long_words=False) or [""]


def parted(word: str, width: int) -> str:
    """The word's parts in as few pieces as fit, a hyphen after each but the last."""
    first, *parts = JOINTS.split(word)
    pieces = [first]
    for part in parts:
        if len(pieces[-1]) + len(part) < width:
            pieces[-1] += part
        else:
            pieces.append(part)
    return "- ".join(pieces)
