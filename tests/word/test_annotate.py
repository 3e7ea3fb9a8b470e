"""The annotated copy: a Word comment at each fault, the template itself untouched."""

import shutil
import subprocess
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn

from docgen.findings import Finding, Place
from docgen.findings.word import FILE_EMPTY
from docgen.word.annotate import annotate
from docgen.word.contract import Contract
from docgen.word.lint import lint_template
from docgen.word.package import TemplateTroubleError
from tests.word.faulty import comment, header, table, template, text, text_box

CONTRACT = Contract.from_context({"unit": {"name": "Road Bureau"}, "duties": [{"heading": "Governance"}]})
FAULTY = template(
    text("{{ unti.name }}"),
    table(("a", "{{ unit.nmae }} {{ duties }}")),
    text_box("{{ boxed }}"),
    header("{{ top }}"),
    comment("An older comment."),
)


def faults() -> tuple[Finding, ...]:
    return lint_template(FAULTY, name="book.docx", contract=CONTRACT)


def commented(data: bytes) -> list[tuple[str, str]]:
    """The text each comment stands at, and what it says."""
    document = Document(BytesIO(data))
    said = {str(each.comment_id): each.text for each in document.comments}
    marks = document.element.iter(qn("w:commentReference"))
    paragraphs = [(mark.get(qn("w:id")), next(mark.iterancestors(qn("w:p")))) for mark in marks]
    return [("".join(t.text or "" for t in p.iter(qn("w:t"))), said[str(id_)]) for id_, p in paragraphs]


def test_each_fault_has_a_comment_at_its_paragraph_with_message_and_remedy() -> None:
    found = faults()
    texts = commented(annotate(FAULTY, found))
    assert len(texts) == len(found) + 1
    by_tag = {tag: at for finding in found for tag in [str(finding.values["tag"])] for at, s in texts if tag in s}
    assert by_tag["{{ unti.name }}"] == "{{ unti.name }}"
    assert by_tag["{{ unit.nmae }}"] == by_tag["{{ duties }}"] == "{{ unit.nmae }} {{ duties }}"
    assert all(any(f.message in said and f.remedy in said for _, said in texts) for f in found)


def test_what_is_wrong_outside_the_body_is_told_at_the_first_paragraph_with_its_place() -> None:
    ((at, said),) = [(at, said) for at, said in commented(annotate(FAULTY, faults())) if "{{ top }}" in said]
    assert at == "Duties"
    assert said.startswith("header 1, paragraph 1")


def test_the_text_of_the_template_stays_as_it_is() -> None:
    before, after = (Document(BytesIO(data)) for data in (FAULTY, annotate(FAULTY, faults())))
    assert [p.text for p in after.paragraphs] == [p.text for p in before.paragraphs]


def test_the_same_faults_give_the_same_bytes_without_clock_or_user() -> None:
    first = annotate(FAULTY, faults())
    assert annotate(FAULTY, faults()) == first
    ours = [each for each in Document(BytesIO(first)).comments if each.author == "docgen"]
    assert ours
    assert all(each.timestamp is None for each in ours)


def test_a_file_that_is_no_word_document_cannot_be_annotated() -> None:
    with pytest.raises(TemplateTroubleError):
        annotate(b"", [Finding(FILE_EMPTY, Place())])


@pytest.mark.libreoffice
def test_the_copy_opens_in_libreoffice(tmp_path: Path) -> None:
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice is not installed")
    source = tmp_path / "annotated.docx"
    source.write_bytes(annotate(FAULTY, faults()))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [program, profile, "--headless", "--convert-to", "fodt", "--outdir", str(tmp_path), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    flat = (tmp_path / "annotated.fodt").read_text(encoding="utf-8")
    assert flat.count("<office:annotation ") == len(faults()) + 1
