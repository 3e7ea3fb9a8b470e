"""The templates and contexts the render benchmark measures: books of 5 and of 10 pages, made the same on every run.

They are what an office makes in Word: headings, clauses with tags, choices between paragraphs, tables with looped rows,
header and footer, and a placeholder picture for the QR code in the header. Each can be written with docxtpl's tags or
with docxtemplater's.
"""

from dataclasses import dataclass
from io import BytesIO

from docx import Document
from docx.document import Document as Book
from docx.shared import Cm, Pt
from docx.table import Table
from PIL import Image

PICTURE = "docgen:qr"

_GROUPS = ("Comprehensive governance", "Major hazards", "Special campaigns", "Basic work", "Institutions and people")
_TITLES = ("No.", "Hazard", "Level", "Until", "Done")
_CLAUSE = (
    "{unit.short_name} carries out the yearly plan that {issuer.name} has settled: its head attends the quarterly "
    "meetings, answers for the measures of this clause, reports before the {term.due} and keeps the records for three "
    "years. What cannot be put right at once is monitored every day until it is, and the bureau is told of it in "
    "writing. Clause {number} is assessed at the end of {book.year}."
)


@dataclass(frozen=True)
class Dialect:
    """How a template language says what the books need; `value` and the like hold `%s` for a name."""

    value: str
    when: str
    otherwise: str
    end_when: str
    row: str
    end_row: str
    row_name: str
    done: str

    def text(self, text: str) -> str:
        """`text` with each `{name}` as a tag of this language."""
        opening, closing = self.value.split("%s")
        return text.replace("{", opening).replace("}", closing)


DOCXTPL = Dialect(
    value="{{ %s }}",
    when="{%p if unit.enterprise %}",
    otherwise="{%p else %}",
    end_when="{%p endif %}",
    row="{%%tr for row in unit.%s %%}",
    end_row="{%tr endfor %}",
    row_name="row.",
    done="{% if row.done %}yes{% endif %}",
)
DOCXTEMPLATER = Dialect(
    value="{%s}",
    when="{#unit.enterprise}",
    otherwise="{/unit.enterprise}{^unit.enterprise}",
    end_when="{/unit.enterprise}",
    row="{#unit.%s}",
    end_row="{/}",
    row_name="",
    done="{#done}yes{/done}",
)


@dataclass(frozen=True)
class Size:
    """How large a book is: clauses in each of its five groups, and the tables, each with `rows` looped rows."""

    pages: int
    clauses: int
    tables: int
    rows: int


FIVE = Size(pages=5, clauses=5, tables=1, rows=12)
TEN = Size(pages=10, clauses=5, tables=8, rows=15)


def template(size: Size, dialect: Dialect = DOCXTPL) -> bytes:
    """The template of a book of `size`."""
    document = Document()
    document.styles["Normal"].font.size = Pt(10)
    document.styles["Normal"].paragraph_format.space_after = Pt(2)
    _page_furniture(document, dialect)
    _cover(document, dialect)
    for group in range(len(_GROUPS)):
        _group(document, group, size.clauses, dialect)
    for number in range(size.tables):
        _looped_table(document, number, dialect)
    _signatures(document, dialect)
    saved = BytesIO()
    document.save(saved)
    return saved.getvalue()


def context(number: int, size: Size) -> dict[str, object]:
    """The data of unit `number`; some values hold `&` and `<`."""
    return {
        "unit": {
            "code": f"{number:05}",
            "name": f"Transport Station No. {number} of the Eastern District",
            "short_name": f"Station {number}",
            "enterprise": number % 3 > 0,
            "contact": {"name": "Li Wei", "phone": "0571-12345678"},
            **{
                f"hazards{table}": [_row(number, table, row) for row in range(size.rows)]
                for table in range(size.tables)
            },
        },
        "issuer": {"name": "Municipal Transport Bureau", "signer": "Wang Fang"},
        "book": {"number": f"AJ-2026-{number:05}", "year": 2026},
        "term": {"first": "1 January 2026", "last": "31 December 2026", "due": "25th of the month"},
        "limits": {"deaths": number % 5, "accidents": number % 7},
    }


def identity(number: int) -> str:
    """What the QR code of unit `number` says."""
    return f"DG1|B|{number:05}|1|ABCDEFGHABCDEFGH|-/-|QX"


def _row(number: int, table: int, row: int) -> dict[str, object]:
    return {
        "id": f"{table}.{row:02}",
        "title": f"Hazard {row} on line {number % 17} & its branch",
        "level": "city" if row % 3 else "county",
        "until": f"2026-{row % 12 + 1:02}-15",
        "done": row % 4 == 0,
    }


def _page_furniture(document: Book, dialect: Dialect) -> None:
    section = document.sections[0]
    section.top_margin = section.bottom_margin = section.left_margin = section.right_margin = Cm(2)
    header = section.header.paragraphs[0]
    header.text = dialect.text("{book.number}  {unit.name}")
    shape = header.add_run().add_picture(_placeholder(), width=Cm(1.2))
    for element in shape._inline.iter("{*}docPr", "{*}cNvPr"):
        element.set("descr", PICTURE)
    section.footer.paragraphs[0].text = dialect.text("Work-safety responsibility book {book.year}")


def _placeholder() -> BytesIO:
    picture = BytesIO()
    Image.new("1", (8, 8), 1).save(picture, "PNG")
    picture.seek(0)
    return picture


def _cover(document: Book, dialect: Dialect) -> None:
    document.add_heading(dialect.text("Work-Safety Responsibility Book {book.year}"), 0)
    for line in ("Party A: {issuer.name}", "Party B: {unit.name}", "No. {book.number}"):
        document.add_paragraph(dialect.text(line))
    document.add_paragraph(dialect.text("In force from {term.first} to {term.last}. ") + "The parties agree. " * 12)
    document.add_page_break()


def _group(document: Book, group: int, clauses: int, dialect: Dialect) -> None:
    document.add_heading(f"{'ABCDE'[group]} {_GROUPS[group]}", 1)
    for clause in range(clauses):
        wording = dialect.text(_CLAUSE.replace("{number}", f"{'ABCDE'[group]}{clause + 1}"))
        if clause % 4 < 3:
            document.add_paragraph(wording, style="List Number")
            continue
        document.add_paragraph(dialect.when)
        document.add_paragraph(wording, style="List Number")
        for line in dialect.otherwise.replace("}{", "}\n{").split("\n"):
            document.add_paragraph(line)
        document.add_paragraph(f"The agency supervises it. {wording}", style="List Number")
        document.add_paragraph(dialect.end_when)


def _looped_table(document: Book, number: int, dialect: Dialect) -> None:
    document.add_heading(f"Annex {number + 1}: list of hazards", 2)
    table = document.add_table(1, len(_TITLES), style="Table Grid")
    for cell, title in zip(table.rows[0].cells, _TITLES, strict=True):
        cell.text = title
    start, end = dialect.row % f"hazards{number}", dialect.end_row
    values = [dialect.text(f"{{{dialect.row_name}{name}}}") for name in ("id", "title", "level", "until")]
    if dialect is DOCXTPL:
        rows = [[start], [*values, dialect.done], [end]]
    else:
        rows = [[start + values[0], *values[1:], dialect.done + end]]
    for row in rows:
        _fill(table, row)


def _fill(table: Table, texts: list[str]) -> None:
    for cell, text in zip(table.add_row().cells, texts, strict=False):
        cell.text = text


def _signatures(document: Book, dialect: Dialect) -> None:
    lines = (
        "Deaths at most {limits.deaths}, accidents at most {limits.accidents}.",
        "{issuer.name}: {issuer.signer}",
        "{unit.name}: {unit.contact.name}, {unit.contact.phone}",
    )
    for line in lines:
        document.add_paragraph(dialect.text(line)).paragraph_format.keep_with_next = True
