"""What LibreOffice keeps of a form in the office's own workbook: what is typed is found by the names of its places."""

import pytest

from docgen.model.blanks import HIDDEN_SHEET, mark
from tests.excel.form.libreoffice import FORMATS, Job, needs_libreoffice, typed_and_saved
from tests.excel.form.raw import read_raw
from tests.excel.layouts.test_layouts import PLACES, blank, made

pytestmark = [pytest.mark.libreoffice, needs_libreoffice]
TYPED: dict[str, str | float] = {
    "dg.QIS.filler": "局长A & <b> {{ x }}",
    "dg.QIS.deaths": 3,
    "dg.QIS.rows.2.subject": "客运",
}


@pytest.fixture(scope="module")
def job(tmp_path_factory: pytest.TempPathFactory) -> Job:
    work = tmp_path_factory.mktemp("own")
    (work / "form.xlsx").write_bytes(made(blank("zh")))
    job = Job(work / "form.xlsx", work / "saved", TYPED)
    typed_and_saved([job], work)
    return job


@pytest.mark.parametrize("kind", FORMATS)
def test_every_place_keeps_its_name_and_what_is_typed_there(job: Job, kind: str) -> None:
    book = read_raw(job.as_xlsx(kind))
    names = {name.replace(".", "_"): name for name in book.names}
    for path in PLACES:
        of = mark("QIS", path)
        assert book.named(names[of.replace(".", "_")]) == str(TYPED.get(of, "")), (kind, path)
    assert book.properties["docgen.QIS"] == blank("zh").code
    assert book.states[HIDDEN_SHEET] != "visible"
