"""The year's report for Word: real headings, tables with header rows, language and title set."""

import io
import re
from datetime import UTC

import docx
from django.utils import timezone
from django.utils.translation import gettext as _
from docx.document import Document as WordFile
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from lagesbild.website.register.report_blocks import Cell, ReportDocument, ReportTable

LANGUAGES = {"sv": "sv-SE", "en": "en-GB"}
# What XML 1.0 cannot hold.
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def as_docx(report: ReportDocument, author: str, language: str) -> bytes:
    """The document as a .docx file, in ``language`` ("sv" or "en")."""
    file = docx.Document()
    _describe(file, report.title, author, LANGUAGES[language])
    _turn(file)
    _number_pages(file, report.title)
    file.add_heading(_clean(report.title), level=0)
    file.add_paragraph(_clean(report.lead), style="Subtitle")
    for notice in report.notices:
        file.add_paragraph(_clean(notice), style="Intense Quote")
    for section in report.sections:
        file.add_heading(_clean(section.title), level=1)
        for block in section.blocks:
            if isinstance(block, ReportTable):
                _table(file, block)
            else:
                file.add_paragraph(_clean(block.text))
    content = io.BytesIO()
    file.save(content)
    return content.getvalue()


def _describe(file: WordFile, title: str, author: str, language: str) -> None:
    about = file.core_properties
    about.title, about.author, about.language = _clean(title), _clean(author), language
    about.last_modified_by, about.comments, about.keywords = about.author, "", ""
    about.created = about.modified = timezone.now().astimezone(UTC)
    styles = file.styles
    # The language of every text that says no other: what a screen reader and the spelling checker go by.
    for words in styles.element.iter(qn("w:lang")):
        words.set(qn("w:val"), language)
    styles["Normal"].font.name, styles["Normal"].font.size = "Calibri", Pt(10.5)


def _turn(file: WordFile) -> None:
    """Wide tables want a wide page."""
    page = file.sections[0]
    page.orientation = WD_ORIENT.LANDSCAPE
    page.page_width, page.page_height = Cm(29.7), Cm(21)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Cm(2)


def _number_pages(file: WordFile, title: str) -> None:
    """What the paper is and which page, at the foot of each."""
    foot = file.sections[0].footer.paragraphs[0]
    foot.add_run(f"{_clean(title)} · ")
    number = OxmlElement("w:fldSimple")
    number.set(qn("w:instr"), "PAGE")
    # What is read where nobody counts the pages: Word and LibreOffice put in the page's own.
    run = OxmlElement("w:r")
    run.append(OxmlElement("w:t"))
    run[0].text = "1"
    number.append(run)
    foot._p.append(number)


def _table(file: WordFile, block: ReportTable) -> None:
    caption = file.add_paragraph(_clean(block.caption), style="Caption")
    caption.paragraph_format.keep_with_next = True
    table = file.add_table(rows=1, cols=len(block.head), style="Table Grid")
    _caption(table, _clean(block.caption))
    for cell, words in zip(table.rows[0].cells, block.head, strict=True):
        cell.paragraphs[0].add_run(_clean(words)).bold = True
        # Else the heading may stand alone at the foot of a page.
        cell.paragraphs[0].paragraph_format.keep_with_next = True
    _to_the_right(table.rows[0].cells, block.numbers)
    _mark(table.rows[0], "w:cantSplit")
    _mark(table.rows[0], "w:tblHeader")
    for line in block.rows:
        row = table.add_row()
        _mark(row, "w:cantSplit")
        cells = row.cells
        for cell, text in zip(cells, line, strict=True):
            cell.text = _words(text)
        _to_the_right(cells, block.numbers)
    file.add_paragraph()


def _to_the_right(cells, numbers: tuple[int, ...]) -> None:
    for place in numbers:
        cells[place].paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _words(cell: Cell) -> str:
    return _clean(_("%(text)s (exempel)") % {"text": cell.text} if cell.is_example else cell.text)


def _caption(table, words: str) -> None:
    """What the table holds, for those who cannot see it: Word's alternative text."""
    properties = table._tbl.tblPr
    for name in ("w:tblCaption", "w:tblDescription"):
        mark = OxmlElement(name)
        mark.set(qn("w:val"), words)
        properties.append(mark)


def _mark(row, name: str) -> None:
    """The first row is repeated on every page; no row is cut in two."""
    properties = row._tr.get_or_add_trPr()
    properties.append(OxmlElement(name))


def _clean(text: str) -> str:
    return CONTROL.sub("", text)
