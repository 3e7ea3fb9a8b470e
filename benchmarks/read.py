"""CPU time per returned form, bytes to answers: docgen against openpyxl, python-docx and pypdf reading what they can.

    python benchmarks/read.py [--runs N] [--many N]

One form of 45 fields and a table of rows is filled in 20 times in each of Excel, Word and PDF. docgen recognises the
form, and reads and types every field with its place; the rivals give what they have: openpyxl the cells its names point
to, python-docx the texts of paragraphs and of all cells, pypdf the values of fields. The share of the values written
that each of them gives at all is printed. All take turns in one process, and the median of the runs counts; what the
limited reader costs is counted with its processes, one for each file.

The last line is `ratio: X`: how many times more files a second docgen reads through the limited reader.
"""

import argparse
import gc
import io
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from statistics import median

import docx
import openpyxl
import pypdf
from docx.oxml.ns import qn

from docgen.cli.printed import printed_of
from docgen.excel.form import form_workbook
from docgen.forms import compile_definition
from docgen.model import Blank, FieldType, Filled, FormDefinition, Identity, Unit
from docgen.model.blanks import form_id
from docgen.model.forms import with_row
from docgen.pdf.form.write import pdf_form
from docgen.pdf.qr import qr_png
from docgen.press.identity import encode, short_code
from docgen.returns import Expected, ReturnReader, read_bytes_of
from docgen.word.form.fill import word_form

IN_PROCESS, LIMITED = 5.0, 2.0
FORM = Path(__file__).parent.parent / "templates" / "forms" / "QIS.xlsx"
FILLS = 20
VALUES = {
    FieldType.INTEGER: lambda n: 3 + n,
    FieldType.DECIMAL: lambda n: 10 + n,
    FieldType.DATE: lambda n: date(2026, 2, 1 + n % 28),
    FieldType.TEXT: lambda n: f"Written answer {n}",
    FieldType.ACKNOWLEDGE: lambda n: True,
}

WHO: dict[str, Callable[[Unit], str]] = {"unit.name": lambda unit: unit.name, "unit.code": lambda unit: unit.code}
"""Fields that come back as they were sent out."""


def blanks(definition: FormDefinition) -> Iterable[Blank]:
    """The form of each unit, filled in."""
    for number in range(FILLS):
        unit = Unit(f"{number:04}", f"Unit {number}", "county")
        who = Identity("F", form_id(definition.code, "2026Q1", unit.code), 1, "0123456789abcdef")
        yield Blank(
            definition,
            unit,
            "2026Q1",
            who,
            encode(who),
            short_code(who),
            "en",
            "Bureau",
            values=values(definition, number, unit),
        )


def values(definition: FormDefinition, number: int, unit: Unit) -> dict[str, Filled]:
    """A value for every field of a kind that all formats hold alike, and for three rows of each table."""
    columns = {field.path: repeat.path for repeat in definition.repeats for field in repeat.members}
    found = {}
    for place, field in enumerate(definition.fields):
        if field.type in VALUES and not field.calculation and field.asks("county"):
            repeat = columns.get(field.path)
            paths = [with_row(field.path, repeat, row) for row in (1, 2, 3)] if repeat else [field.path]
            found |= {path: Filled(VALUES[field.type](place + number)) for path in paths}
            found |= {path: Filled(said(unit)) for path in paths if (said := WHO.get(field.prefill))}
    return found


def cells(data: bytes) -> int:
    """openpyxl: the values of the cells its names point to; how many."""
    book = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    found = [
        book[sheet][cell.replace("$", "").partition(":")[0]].value
        for name, defined in book.defined_names.items()
        if name.startswith("dg.")
        for sheet, cell in defined.destinations
    ]
    return sum(value is not None for value in found)


def texts(data: bytes, wanted: Iterable[str]) -> int:
    """python-docx: the texts of paragraphs, cells and tagged controls; how many of the values written are among them.

    It has no call for controls; who knows that takes them from the tree it gives out.
    """
    document = docx.Document(io.BytesIO(data))
    found = [paragraph.text for paragraph in document.paragraphs]
    for table in document.tables:
        found += [cell.text for row in table.rows for cell in row.cells]
    for control in document.element.body.iter(qn("w:sdt")):
        if control.find(f"{qn('w:sdtPr')}/{qn('w:tag')}") is not None:
            found.append("".join(text.text or "" for text in control.iter(qn("w:t"))))
    seen = set(found)
    return sum(text in seen for text in wanted)


def fields(data: bytes) -> int:
    """pypdf: the values of fields; how many."""
    found = pypdf.PdfReader(io.BytesIO(data)).get_fields() or {}
    return sum(field.get("/V") not in (None, "", "/Off") for name, field in found.items() if name.startswith("dg."))


def cpu() -> float:
    """Processor seconds of this process and of all that have ended for it."""
    own, ended = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + ended.ru_utime + ended.ru_stime


def spent(work: Callable[[], object]) -> float:
    before = cpu()
    work()
    return cpu() - before


def main() -> int:
    """Measure, print, and tell by the exit code whether the figures are reached."""
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("--runs", type=int, default=5, help="turns of each side; the median counts")
    cli.add_argument("--many", type=int, default=400, help="files read in one go, for memory and evenness")
    asked = cli.parse_args()
    definition = compile_definition(FORM).definition
    assert definition is not None
    sent = list(blanks(definition))
    made = {
        "xlsx": [form_workbook([one], {definition.code: qr_png(one.code)}) for one in sent],
        "docx": [word_form(one).docx for one in sent],
        "pdf": [
            pdf_form(one, code_of_page=lambda page, pages, one=one: encode(one.identity, page, pages)) for one in sent
        ],
    }
    written = len(sent[0].values)
    units = tuple(one.unit for one in sent)
    expected = Expected((definition,), units, 2026, printed=printed_of((definition,)))
    wanted = [str(filled.value) for filled in sent[0].values.values()]
    rivals = {"xlsx": cells, "docx": lambda data: texts(data, wanted), "pdf": fields}
    for kind, files in made.items():
        found = read_bytes_of(files[0], f"0.{kind}", expected).records[0]
        ours = sum(found.value(path) == filled.value for path, filled in sent[0].values.items())
        print(f"{kind}: of {written} values docgen reads {ours} as written, its rival gives {rivals[kind](files[0])}")

    mixed = [(kind, data) for kind, files in made.items() for data in files]
    with tempfile.TemporaryDirectory() as folder, ReturnReader(expected) as reader:
        paths = [Path(folder) / f"{number}.{kind}" for number, (kind, _) in enumerate(mixed)]
        for path, (_, data) in zip(paths, mixed, strict=True):
            path.write_bytes(data)
        reader.read(paths[0])
        gc.collect()
        gc.freeze()  # what this program itself has loaded is no cost of reading a form, for neither side
        times: dict[str, list[float]] = {"rivals": [], "in process": [], "limited": []}
        for _ in range(asked.runs):
            times["rivals"].append(spent(lambda: [rivals[kind](data) for kind, data in mixed]))
            times["in process"].append(
                spent(lambda: [read_bytes_of(data, f"a.{kind}", expected) for kind, data in mixed])
            )
            before = spent_by(reader)
            own = spent(lambda: [reader.read(path) for path in paths])
            times["limited"].append(own + spent_by(reader) - before)
        a_file = {name: median(seconds) / len(mixed) * 1000 for name, seconds in times.items()}
        for name, cost in a_file.items():
            print(f"{name:<11} {cost:7.2f} ms of CPU a file, {1000 / cost:6.0f} files a CPU second")
        evenness(reader, paths, asked.many)
    direct, limited = a_file["rivals"] / a_file["in process"], a_file["rivals"] / a_file["limited"]
    print(f"in process {direct:.2f} times (at least {IN_PROCESS}), limited {limited:.2f} times (at least {LIMITED})")
    print(f"ratio: {limited:.2f}")
    return 0 if direct >= IN_PROCESS and limited >= LIMITED else 1


def spent_by(reader: ReturnReader) -> float:
    """Processor seconds of the process at hand and of all readers forked from it."""
    status = Path(f"/proc/{reader.process}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, status[11:15])) / 100


def evenness(reader: ReturnReader, paths: list[Path], many: int) -> None:
    """Whether the last files of a long run cost what the first did, and the parent grows."""
    times, before = [], resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for number in range(many):
        start = time.perf_counter()
        reader.read(paths[number % len(paths)])
        times.append(time.perf_counter() - start)
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    third = max(many // 3, 1)
    drift = median(times[-third:]) / median(times[:third])
    print(f"{many} files in one run: the last third costs {drift:.2f} of the first, the parent grew by {grown:.1f} MB")


if __name__ == "__main__":
    sys.exit(main())
