"""The embedded engine makes the same good PDF on any machine, with the bundled fonts only."""

import subprocess
import sys
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from docx import Document
from docx.enum.text import WD_BREAK

from docgen.findings.pdf import NOT_CONVERTED
from docgen.pdf.embedded import EmbeddedEngine
from docgen.pdf.fonts import FOLDER

from .documents import add_field, docx_of, packed, pdf_of, set_fonts
from .poppler import fonts_of, needs_poppler, output_of

ENGLISH = "The head attends the meeting; 100 % – “quoted”, café."
CHINESE = "第一条 主要负责人对安全生产工作全面负责，落实“三同时”规定，䶮县（2026年度）完成率100%。"

CONVERT = """
import hashlib, sys
from docgen.pdf.embedded import EmbeddedEngine
print(hashlib.sha256(EmbeddedEngine().convert(open(sys.argv[1], "rb").read()).pdf).hexdigest())
"""


def text_of(pdf: bytes) -> str:
    return "\n".join(page.get_textpage().get_text_range() for page in pdfium.PdfDocument(pdf))


def squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("line", [ENGLISH, CHINESE])
def test_every_character_of_both_languages_arrives(line: str) -> None:
    assert squeezed(line) in squeezed(text_of(EmbeddedEngine().convert(docx_of([line])).pdf))


def test_what_is_no_word_document_is_a_finding_and_no_error() -> None:
    converted = EmbeddedEngine().convert(b"not a document")
    assert (converted.pdf, [finding.code for finding in converted.findings]) == (b"", [NOT_CONVERTED])


def test_page_numbers_and_real_numbering_are_set() -> None:
    document = Document()
    footer = document.sections[0].footer.paragraphs[0]
    add_field(footer, "PAGE", "1")
    footer.add_run(" of ")
    add_field(footer, "NUMPAGES", "1")
    document.add_paragraph("first", style="List Number")
    document.add_paragraph("second", style="List Number").add_run().add_break()
    document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    document.add_paragraph("third", style="List Number")
    text = text_of(pdf_of(document))
    assert [mark for mark in ("1. first", "2. second", "3. third", "1 of 2", "2 of 2") if mark not in text] == []


def test_a_row_that_may_not_break_moves_to_the_next_page_whole() -> None:
    document = Document()
    for number in range(34):
        document.add_paragraph(f"line {number}").paragraph_format.space_after = 0
    table = document.add_table(rows=2, cols=1)
    for row in table.rows:
        row._tr.get_or_add_trPr().append(row._tr.makeelement(f"{{{row._tr.nsmap['w']}}}cantSplit", {}))
        row.cells[0].text = "\n".join(f"row {row._index} part {part}" for part in range(12))
    pages = [page.get_textpage().get_text_range() for page in pdfium.PdfDocument(pdf_of(document))]
    for row_number in range(2):
        holders = [page for page in pages if f"row {row_number} part" in page]
        assert [page.count(f"row {row_number} part") for page in holders] == [12]


class TestSeenByPoppler:
    """What a second program reads in our PDFs."""

    pytestmark = needs_poppler

    @pytest.mark.parametrize("line", [ENGLISH, CHINESE])
    def test_every_character_arrives(self, line: str) -> None:
        pdf = EmbeddedEngine().convert(docx_of([line])).pdf
        assert squeezed(line) in squeezed(output_of("pdftotext", pdf))

    def test_each_script_is_set_in_the_font_the_document_names_for_it(self) -> None:
        document = Document()
        paragraph = document.add_paragraph()
        set_fonts(paragraph.add_run("综合治理 Governance"), "Times New Roman", "黑体")
        assert {name: kind for name, (kind, _) in fonts_of(pdf_of(document)).items()} == {
            "NotoSansSC-Regular": "CID TrueType",
            "LiberationSerif": "CID TrueType",
        }

    def test_boxes_to_tick_arrive(self) -> None:
        pdf = EmbeddedEngine().convert(docx_of(["☐ no ☑ yes ☒ not"])).pdf
        assert squeezed("☐ no ☑ yes ☒ not") in squeezed(output_of("pdftotext", pdf))

    def test_a_style_may_name_the_font_and_the_title_face_is_bold(self) -> None:
        document = Document()
        style = document.styles["Title"]
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for name in list(fonts.attrib):
            del fonts.attrib[name]
        fonts.set(f"{{{fonts.nsmap['w']}}}eastAsia", "方正小标宋简体")
        document.add_paragraph("责任书", style="Title")
        assert set(fonts_of(pdf_of(document))) == {"NotoSerifSC-Bold"}

    def test_bold_chinese_has_a_face_of_its_own_and_everything_is_embedded(self) -> None:
        document = Document()
        set_fonts(document.add_paragraph().add_run("重要 Important"), "Times New Roman", "宋体")
        document.paragraphs[0].runs[0].bold = True
        set_fonts(document.add_paragraph().add_run("一般 General"), "Arial", "仿宋")
        fonts = fonts_of(pdf_of(document))
        assert set(fonts) == {"NotoSerifSC-Bold", "LiberationSerif-Bold", "NotoSerifSC-Regular", "LiberationSans"}
        assert all(kind == "CID TrueType" and embedded for kind, embedded in fonts.values())


@pytest.fixture(scope="module")
def mixed_docx(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("embedded") / "mixed.docx"
    document = Document()
    for number in range(12):
        document.add_paragraph(f"{ENGLISH} {CHINESE} {number}", style="Heading 2" if number % 4 == 0 else None)
    path.write_bytes(packed(document))
    return path


def digest_under(mixed: Path, environment: dict[str, str]) -> str:
    command = [sys.executable, "-c", CONVERT, str(mixed)]
    root = str(Path(__file__).parents[2])
    finished = subprocess.run(
        command, env={"PYTHONPATH": root, **environment}, capture_output=True, text=True, check=True, cwd=root
    )
    assert finished.stderr == ""
    return finished.stdout


def test_the_bytes_are_the_same_under_any_locale_time_zone_and_hash_seed(mixed_docx: Path) -> None:
    digests = {
        digest_under(mixed_docx, {"LC_ALL": "C", "TZ": "UTC", "PYTHONHASHSEED": "1"}),
        digest_under(mixed_docx, {"LC_ALL": "zh_CN.UTF-8", "TZ": "Asia/Shanghai", "PYTHONHASHSEED": "2"}),
        digest_under(mixed_docx, {"LC_ALL": "tr_TR.UTF-8", "TZ": "America/New_York", "PYTHONHASHSEED": "77"}),
    }
    assert len(digests) == 1


def test_neither_home_nor_fonts_of_the_machine_nor_its_settings_matter(mixed_docx: Path, tmp_path: Path) -> None:
    nowhere = str(tmp_path / "nowhere")
    astray = {"HOME": nowhere, "FONTCONFIG_PATH": nowhere, "FONTCONFIG_FILE": nowhere, "XDG_DATA_HOME": nowhere}
    assert digest_under(mixed_docx, {}) == digest_under(mixed_docx, astray)


def test_a_fresh_folder_for_temporary_files_serves_and_the_fonts_folder_stays_clean(
    mixed_docx: Path, tmp_path: Path
) -> None:
    before = sorted(FOLDER.iterdir())
    assert digest_under(mixed_docx, {"TMPDIR": str(tmp_path)}) == digest_under(mixed_docx, {})
    assert sorted(FOLDER.iterdir()) == before
    assert [path.name.startswith("docgen-fonts-") for path in tmp_path.iterdir()] == [True]
