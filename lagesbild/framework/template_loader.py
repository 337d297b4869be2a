"""Templates are indented for whoever reads them, and pages are sent without: a third of their bytes would be spaces.

The line breaks stay, so that what was a space to the reader still is. Letters as plain text, where every space is seen,
and other people's templates are left as they are.
"""

import re
from pathlib import Path

from django.template.loaders import app_directories

import lagesbild

PACKAGE = Path(lagesbild.__file__).parent
PAGES = {".html", ".svg"}


class UnindentedLoader(app_directories.Loader):
    def get_contents(self, origin) -> str:
        contents, file = super().get_contents(origin), Path(origin.name)
        if file.suffix in PAGES and file.is_relative_to(PACKAGE):
            return without_indentation(contents)
        return contents


def without_indentation(contents: str) -> str:
    return re.sub(r"\n[ \t]+", "\n", contents)
