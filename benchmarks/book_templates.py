"""The templates and contexts the render benchmark measures: books of 5 and of 10 pages, made the same on every run.

They are what an office makes in Word: headings, body text with tags, tables with looped rows, header and footer, and a
placeholder picture for the QR code in the header.
"""

from io import BytesIO

from docx import Document
from docx.document import Document as Book
from docx.shared import Cm
from docx.table import Table
from docx.oxml.ns import qn
from PIL import Image

PICTURE = "docgen:qr"
GROUPS = ("Comprehensive governance", "Major hazards", "Special campaigns", "Basic work", "Institutions and people")
CLAUSE = (
    "{{ unit.short_name }} carries out the yearly plan that {{ issuer.name }} has settled: its head attends the quarterly "
    "meetings, answers for the measures of this clause, reports before the {{ term.due }} and keeps the records for three "
    "years. What cannot be put right at once is monitored every day until it is, and the bureau is told of it in writing."
)


def book(*, pages: int) -> bytes:
    """A book of about `pages` pages (5 or 10); the 10-page one has eight tables, 120 looped rows in all."""
    document = Document()
    _page_furniture(document)
    _cover(document)
    for group in range(len(GROUPS)):
        _group(document, group, clauses=6 if pages == 5 else 8)
    for number in range(1 if pages == 5 else 8):
        _looped_table(document, number)
    _signatures(document)
    saved = BytesIO()
    document.save(saved)
    return saved.getvalue()


def context(number: int, *, rows: int) -> dict[str, object]:
    """The data of unit `number`, with `rows` rows for each table; some values hold `&` and `<`."""
    table = [
        {
            "id": f"{row:03}",
            "title": f"Hazard {row} on line {number % 17} & its branch",
            "level": "city" if row % 3 else "county",
            "deadline": f"2026-{row % 12 + 1:02}-15",
            "done": row % 4 == 0,
        }
        for row in range(rows)
    ]
    return {
        "unit": {
            "code": f"{number:05}",
            "name": f"Transport Station No. {number} of the Eastern District",
            "short_name": f"Station {number}",
            "type": "enterprise" if number % 3 else "agency",
            "contact": {"name": "Li Wei", "phone": "0571-12345678"},
            "tables": [table] * 8,
        },
        "issuer": {"name": "Municipal Transport Bureau", "signer": "Wang Fang"},
        "book": {"number": f"AJ-2026-{number:05}", "year": 2026},
        "term": {"first": "1 January 2026", "last": "31 December 2026", "due": "25th of the month"},
        "limits": {"deaths": number % 5, "accidents": number % 7},
    }


def _page_furniture(document: Book) -> None:
    section = document.sections[0]
    header = section.header.paragraphs[0]
    header.text = "{{ book.number }}  {{ unit.name }}"
    shape = header.add_run().add_picture(_placeholder(), width=Cm(2))
    shape._inline.docPr.set("descr", PICTURE)
    section.footer.paragraphs[0].text = "Work-safety responsibility book {{ book.year }}"


def _placeholder() -> BytesIO:
    picture = BytesIO()
    Image.new("1", (8, 8), 1).save(picture, "PNG")
    picture.seek(0)
    return picture


def _cover(document: Book) -> None:
    document.add_heading("Work-Safety Responsibility Book {{ book.year }}", 0)
    for line in ("Party A: {{ issuer.name }}", "Party B: {{ unit.name }}", "No. {{ book.number }}"):
        document.add_paragraph(line)
    document.add_paragraph("In force from {{ term.first }} to {{ term.last }}. " + "The parties agree as follows. " * 12)
    document.add_page_break()


def _group(document: Book, group: int, *, clauses: int) -> None:
    document.add_heading(f"{'ABCDE'[group]} {GROUPS[group]}", 1)
    for clause in range(clauses):
        if clause % 4 == 3:
            document.add_paragraph("{%p if unit.type == 'enterprise' %}")
            document.add_paragraph(CLAUSE, style="List Number")
            document.add_paragraph("{%p else %}")
            document.add_paragraph(f"The agency supervises clause {clause}. " + CLAUSE, style="List Number")
            document.add_paragraph("{%p endif %}")
        else:
            document.add_paragraph(CLAUSE, style="List Number")


def _looped_table(document: Book, number: int) -> None:
    document.add_heading(f"Annex {number + 1}: list of hazards", 2)
    table = document.add_table(1, 5, style="Table Grid")
    for cell, title in zip(table.rows[0].cells, ("No.", "Hazard", "Level", "Until", "Done"), strict=True):
        cell.text = title
    _row(table, f"{{%tr for row in unit.tables[{number}] %}}")
    _row(table, "{{ row.id }}", "{{ row.title }}", "{{ row.level }}", "{{ row.deadline }}", "{% if row.done %}yes{% endif %}")
    _row(table, "{%tr endfor %}")


def _row(table: Table, *texts: str) -> None:
    for cell, text in zip(table.add_row().cells, texts, strict=False):
        cell.text = text


def _signatures(document: Book) -> None:
    document.add_paragraph("Deaths at most {{ limits.deaths }}, accidents at most {{ limits.accidents }}.")
    for line in ("{{ issuer.name }}: {{ issuer.signer }}", "{{ unit.name }}: {{ unit.contact.name }}"):
        paragraph = document.add_paragraph(line)
        paragraph.paragraph_format.keep_with_next = True
    last = document.element.body.findall(qn("w:p"))[-1]
    last.set(qn("w:rsidR"), "00AB12CD")
