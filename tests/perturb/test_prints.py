"""A PDF printed so that it does not say which letters it draws (no ToUnicode): what cannot be read is not read."""

import pytest

from docgen.returns import read_bytes_of
from tests.pdf.poppler import needs_poppler
from tests.perturb.copies import written
from tests.perturb.pdf_damage import printed_without_letters
from tests.perturb.score import score
from tests.perturb.sent import expected

pytestmark = needs_poppler


def test_chinese_without_its_letters_is_asked_for_as_a_file_and_says_whose_it_is() -> None:
    one = printed_without_letters(written("QIS", "zh", "pdf", 1))
    found = read_bytes_of(one.data, "a.pdf", expected("zh"))
    assert found.records == ()
    assert [finding.code.id for finding in found.findings] == ["E-NO-LETTERS", "W-SCAN-OF"]
    assert [(scan.form, scan.unit) for scan in found.scans] == [("QIS", "0101")]


@pytest.mark.parametrize("code", ["QIS", "DRL"])
def test_latin_letters_are_read_all_the_same(code: str) -> None:
    one = printed_without_letters(written(code, "en", "pdf", 1))
    assert score(read_bytes_of(one.data, "a.pdf", expected("en")), one.truth, code).accuracy == 1
