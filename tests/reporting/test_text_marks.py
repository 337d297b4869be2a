"""Rich text as it is typed in an ordinary box, and back."""

import pytest

from lagesbild.reporting.text_marks import as_html, as_plain

BOTH_WAYS = [
    ("<p>Ett stycke.</p><p>Ett till.</p>", "Ett stycke.\n\nEtt till."),
    ("<h3>Rubrik</h3><p>Text</p>", "### Rubrik\n\nText"),
    ("<ul><li>ett</li><li>två</li></ul>", "- ett\n- två"),
    ("<ol><li>ett</li><li>två</li></ol>", "1. ett\n2. två"),
    ("<p><b>fet</b> och <i>kursiv</i></p>", "**fet** och *kursiv*"),
    ('<p><a href="https://exempel.se/a">länk</a></p>', "[länk](https://exempel.se/a)"),
    ('<p><a href="/mal/6/">målet</a></p>', "[målet](/mal/6/)"),
    ('<p><a linktype="document" id="3">planen</a></p>', "[planen](dokument:3)"),
    ("<p>Rad<br/>bryts</p>", "Rad\nbryts"),
    ("<p>5 * 3 &lt; 20 &amp; 4 * 5</p>", "5 * 3 < 20 & 4 * 5"),
    ("", ""),
]


@pytest.mark.parametrize("html, plain", BOTH_WAYS)
def test_both_ways(html, plain):
    assert as_plain(html) == plain
    assert as_html(plain) == html


@pytest.mark.parametrize(
    "typed",
    [
        "<script>alert(1)</script>",
        '<a href="https://ond.se">klicka</a>',
        "<img src=x onerror=alert(1)>",
        "[x](javascript:alert(1))",
        '[x](https://a.se/"onmouseover="alert(1))',
        "[x](data:text/html,hej)",
    ],
)
def test_nothing_typed_becomes_other_markup(typed):
    html = as_html(typed)
    assert html.count("<") == 2  # <p> and </p>
    assert "href" not in html or "&lt;a href" in html


def test_a_list_right_after_a_sentence_is_a_list():
    assert as_html("Vi vill:\n- mer\n- bättre") == "<p>Vi vill:</p><ul><li>mer</li><li>bättre</li></ul>"


def test_strong_is_bold_and_a_text_without_paragraphs_is_one():
    assert as_plain("<strong>Så</strong> är det") == "**Så** är det"
