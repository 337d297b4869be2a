"""Two versions of the code are told apart by what they answer: what counts as a difference, and what does not."""

import io
from datetime import UTC, datetime

import pytest
from docx import Document
from openpyxl import Workbook

from tools.crawl import made_at
from tools.crawl_record import Visit, compare, differences, read, write
from tools.crawl_text import html_markup, html_text, masked, steady, text_of

TOKEN = "aB3" * 21 + "x"


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("<p>Mål   <b>17</b>\n är nått</p>", "Mål 17 är nått"),
        ("<p>a<b>b</b> c</p>", "ab c"),
        ("<p>a<b>b</b>c</p>", "abc"),
        ("<ul>\n  <li> ett </li><li>två</li>\n</ul>", "ett\ntvå"),
        ("<p>ett<br>\n  två</p>", "ett\ntvå"),
        ('<p>Se <a href="/mal/1/" class="x">mål 1</a>.</p>', 'Se ⟨a href="/mal/1/"⟩mål 1.'),
        ('<td lang="sv">\n Kuopio </td>', '⟨td lang="sv"⟩\nKuopio'),
        ("<p>a <button> Spara </button>b</p>", "a ⟨button⟩\nSpara\n⟨/button⟩b"),
        ('<p class="text">ett\n  två</p>', "ett⏎  två"),
        ("<p>a<!-- b --> c</p>", "a c"),
    ],
)
def test_white_space_is_folded_but_a_space_between_words_counts(page, text):
    lines = html_text(page).splitlines()

    assert "\n".join(line for line in lines if line != "⟨html⟩") == text


def test_attributes_that_carry_words_are_part_of_the_text_and_others_of_the_markup():
    before, after = (f'<p class="{name}">Mål <img alt="nått"></p>' for name in ("honest", "small"))

    assert html_text(before) == html_text(after) == 'Mål ⟨img alt="nått"⟩'
    assert html_markup(before) != html_markup(after)


def test_markup_is_the_same_however_its_lines_are_broken():
    assert html_markup('<ul class="a b"><li id="c">ett</li></ul>') == html_markup(
        '<ul\n  class="a  b">\n  <li id="c">\n    ett\n  </li>\n</ul>'
    )


@pytest.mark.parametrize(
    ("text", "steady"),
    [
        (f'value="{TOKEN}"', 'value="‹form token›"'),
        ("/static/website/site.0123456789ab.css", "/static/website/site.css"),
        ("/static/wagtailadmin/js/core.js?v=1a2b3c", "/static/wagtailadmin/js/core.js"),
        (f'value="WzMsNDld:1xVSiG:{"aB-3" * 10}_9z"', 'value="‹signed›"'),
        ('{"key": "ogsjh", "type"', '{"key": "‹block›", "type"'),
        ("id-4f3a2b1c-0000-4000-8000-0123456789ab", "id-‹random id›"),
        ("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",) * 2,
    ],
)
def test_what_is_new_in_every_process_is_masked_and_a_checksum_is_not(text, steady):
    assert masked(text) == steady


def test_line_breaks_of_a_page_within_a_script_are_as_little_seen_as_in_the_page():
    before = r"\u003Cul id=\"a\"\u003E\u003C/ul\u003E"
    after = r"\u003Cul\n" + "\n" + r"id=\"a\"\u003E\n" + "\n" + r"\u003C/ul\u003E"

    assert steady(before.replace(" ", "\n")) == steady(after) == steady(steady(after))


def test_files_are_compared_by_their_cells():
    assert (
        text_of("text/csv", '\ufeffNamn;Värde\r\nMål 1;"a;b"\r\n'.encode())
        == '["Namn", "Värde"]\n["Mål 1", "a;b"]'
    )
    assert text_of("application/json", b'{"a": [1,  2]}') == text_of("application/json", b'{"a":[1,2]}')
    assert text_of("image/png", b"\x89PNG") == ""


def test_a_workbook_says_its_cells_and_where_they_lead():
    book, file = Workbook(), io.BytesIO()
    book.active.append(["Mål", None, 17])
    book.active["A1"].hyperlink = "https://exempel.se/"
    book.save(file)

    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

    assert text_of(kind, file.getvalue()).splitlines() == [
        "[Sheet] visible",
        '["Mål", null, 17]',
        "A1 → https://exempel.se/",
    ]


def test_a_document_says_its_paragraphs_and_its_tables():
    document, file = Document(), io.BytesIO()
    document.add_paragraph("Det här har vi lovat")
    document.add_table(1, 1).cell(0, 0).text = "Kuopio"
    document.save(file)

    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

    assert text_of(kind, file.getvalue()) == "Det här har vi lovat\nKuopio"


def visit(address="/", login="-", status=200, text="Hur går det?", octets="") -> Visit:
    return Visit(address, login, status, "text/html", text, f"⟨p⟩{text}", octets)


def test_a_kept_crawl_is_read_back_as_it_was(tmp_path):
    visits = [visit(), visit("/arbete/", "rapportor", text="Ditt arbete\nTvå frågor")]

    write(tmp_path / "crawl.xz", visits)

    assert read(tmp_path / "crawl.xz") == visits


def test_the_same_answers_differ_in_nothing(capsys):
    assert compare([visit(), visit("/mal/1/")], [visit(), visit("/mal/1/")]) == 0
    assert capsys.readouterr().out == "2 answers before, 2 after: none differ\n"


def test_what_differs_is_told_with_the_lines_that_do(capsys):
    before = [visit("/mal/1/", text="Mål 1\nnått"), visit("/mal/2/"), visit("/mal.json", octets="a")]
    after = [
        visit("/mal/1/", status=500, text="Mål 1\ninte nått"),
        visit("/mal.json", octets="b"),
        visit("/mal/3/"),
    ]

    assert compare(before, after) == 1
    assert capsys.readouterr().out.splitlines() == [
        "differs: /mal/1/ (-)",
        "    status 200 → 500",
        "    -nått",
        "    +inte nått",
        "gone: /mal/2/ (-)",
        "differs: /mal.json (-)",
        "    the same cells, but other bytes",
        "new: /mal/3/ (-)",
        "3 answers before, 3 after: 4 differ",
    ]


def test_the_same_address_may_answer_log_ins_differently():
    before = [
        visit("/arbete/", "rapportor", text="Två frågor"),
        visit("/arbete/", "samordnare", text="Nitton frågor"),
    ]

    assert list(differences(before, list(reversed(before)))) == []


def test_the_day_of_a_home_is_when_its_register_was_counted(tmp_path):
    for run in ("2026-11-23T120000Z", "2026-11-20T080000Z", "notes"):
        (tmp_path / "raw" / "register" / run).mkdir(parents=True)

    assert made_at(tmp_path) == datetime(2026, 11, 23, 12, tzinfo=UTC)
