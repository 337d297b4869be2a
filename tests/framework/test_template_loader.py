"""Pages are sent without the indentation of their templates, and nobody sees the difference."""

import re
from pathlib import Path

import pytest
from django.template import engines
from django.template.loader import get_template

from lagesbild.framework.template_loader import PACKAGE, without_indentation

TEMPLATES = sorted(file for folder in PACKAGE.glob("**/templates") for file in folder.rglob("*.*"))
TAGS = re.compile(r"\{[{%#].*?[}%#]\}")
VERBATIM = re.compile(
    r"""<(pre|textarea)\b[^>]*>(?P<content>.*?)</\1>|<(\w+)\s[^>]*class="([^"]*\s)?text[\s"].*?>(?P<text>.*?)</\3>""",
    re.DOTALL,
)
"""Where a browser draws every space; what has the site's own class "text" too."""


def source(name: str) -> str:
    return get_template(name).template.source


def test_the_indentation_is_left_out_and_the_line_breaks_stay():
    assert without_indentation("<p>\n    Mål {{ n }}\n\t</p>\n") == "<p>\nMål {{ n }}\n</p>\n"


@pytest.mark.parametrize("name", ["website/base.html", "website/charts/line.svg"])
def test_our_pages_come_without_it(name):
    assert "\n " not in source(name) and "\n<" in source(name)


@pytest.mark.parametrize("name", ["reporting/contact.txt", "wagtailadmin/skeleton.html"])
def test_letters_and_others_templates_come_as_they_are(name):
    file = Path(get_template(name).origin.name)
    assert source(name) == file.read_text() and "\n " in source(name)


def test_templates_are_kept_once_they_are_read():
    (loader,) = engines["django"].engine.template_loaders
    assert type(loader).__name__ == "Loader" and type(loader).__module__.endswith("cached")


@pytest.mark.parametrize("file", TEMPLATES, ids=lambda file: file.name)
def test_no_line_begins_where_every_space_is_drawn(file):
    drawn = VERBATIM.finditer(TAGS.sub("", file.read_text()))
    assert [match[0] for match in drawn if "\n" in (match["content"] or match["text"] or "")] == []


def test_a_line_that_begins_in_a_text_field_would_be_found():
    assert VERBATIM.search('<textarea name="a"\n  rows="2">\n  </textarea>')["content"] == "\n  "
    assert VERBATIM.search('<p lang="sv" class="small text">\n a</p>')["text"] == "\n a"
    assert not VERBATIM.search('<span class="text-small">\n a</span>')
