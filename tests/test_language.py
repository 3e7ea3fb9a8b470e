"""The Chinese language: every sentence is translated, the catalogues are fresh, and no screen falls back to English."""

import ast
import gettext
import io
import os
import re
import shutil
import string
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from itertools import chain
from pathlib import Path
from pkgutil import iter_modules

import openpyxl
import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from docgen import findings
from docgen.campaign import start_campaign
from docgen.language import say, speaking

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docgen" / "locale" / "zh" / "LC_MESSAGES"
HALF_WIDTH = re.compile(r"[\u4e00-\u9fff”）][,;:?!]|[,;:?!][\u4e00-\u9fff“（]")
"""A half-width mark beside a Chinese character."""
ON_SCREEN = re.compile(r"[\u4e00-\u9fff）][,;:]( |$)|[,;:] ?[\u4e00-\u9fff（“]")
"""The same on a screen, where a blank may follow the mark: what the code joins is parted as Chinese parts it."""
PROSE = re.compile(r"(?:\b[A-Za-z]{2,}\b[ ,]+){2}[A-Za-z]{2,}\b")
"""Three words of letters in a row: English, since Chinese screens hold only names of files, options and products."""
NAMES = re.compile(
    r"docgen [\w -]*|Noto (Serif|Sans) SC|Liberation (Serif|Sans)|LibreOffice Writer|[\w./~-]*/[\w./ -]*|\w+, Linux \w+"
)


_HAN = "\u4e00-\u9fff，。：；、（）“”！？"
BLANK = re.compile(f"(?<=[{_HAN}])[ ](?=[A-Za-z0-9{{$.'])|(?<=[A-Za-z0-9}}'])[ ](?=[{_HAN}])")
"""A blank between Chinese and what is not."""
TYPED = re.compile(r"docgen explain 单位代码|--approver 姓名 --document 文号| {2,}\S+|^ +")
"""Words of a command that are themselves Chinese, and what is set in columns by blanks."""
BEGINNINGS = ("请", "不必处理")
"""How a Chinese remedy begins: it asks for something, or says that nothing is to be done."""
SHUNNED = {
    "黄牌警告": "黄牌警诫",
    "报送件": "报送材料",
    "报送文件": "报送材料",
    "表单": "报表",
    "期次": "报告期",
    "预告": "公示稿",
    "申诉": "异议",
    "归档": "存档",
    "责任状": "责任书",
    "认得": "识别",
    "收尾": "闭合",
    "逾期报送": "迟报",
    "这台电脑": "本机",
    "控制指标": "控制数",
}
"""Words that were used for a thing which has another word in the glossary of docs/translating.md."""
NAMED = re.compile(r"docgen \w+|{\w+}|[\w.-]*/[\w./-]*|[\w-]+\.\w+")
"""Commands, places and files in an English sentence: not words of it."""
ONE_WORD = {
    r"grades?": "等次|等级”表|定级",
    r"yellow cards?": "黄牌",
    r"veto(ed)?": "一票否决",
    r"roster": "名册",
    r"templates?": "模板",
    r"ledgers?": "台账",
    r"placeholder pictures?": "占位图片",
    r"alt text": "替代文字",
    r"supplementary sheets?": "补充页",
    r"objections?": "异议",
    r"journal": "日志",
    r"QR code": "二维码",
}
"""English words of the glossary, and the Chinese one that must stand in every sentence that has them."""


def _messages() -> tuple[Message, ...]:
    catalogues = [read_po(io.BytesIO(path.read_bytes()), locale="zh") for path in sorted(FOLDER.glob("*.po"))]
    return tuple(message for catalogue in catalogues for message in catalogue if message.id)


MESSAGES = _messages()


def _fields(sentence: str) -> set[str]:
    """The places of a sentence that values fill."""
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}


def test_every_sentence_is_translated_into_chinese() -> None:
    assert [m.id for m in MESSAGES if not m.string] == []


def test_every_sentence_in_the_source_has_been_gathered() -> None:
    gathered = {form for m in MESSAGES for form in (m.id if isinstance(m.id, tuple) else (m.id,))}
    said = {(path.name, text) for path in (ROOT / "docgen").rglob("*.py") for text in _said(path)}
    assert [(name, text) for name, text in sorted(said) if text not in gathered] == []


def _said(path: Path) -> Iterator[str]:
    """The sentences a source file says, those inside other strings too, where the gatherer does not see them."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("say", "N_"):
            yield from (a.value for a in node.args[:1] if isinstance(a, ast.Constant) and isinstance(a.value, str))


def test_no_translation_is_marked_as_a_guess() -> None:
    assert [m.id for m in MESSAGES if m.fuzzy] == []


def test_a_translation_has_the_places_of_its_sentence() -> None:
    assert [m.id for m in MESSAGES if _fields(str(m.string)) != _fields(str(m.id))] == []


def test_a_translation_is_written_in_chinese() -> None:
    worded = (m for m in MESSAGES if re.search("[A-Za-z]", re.sub(r"{[^}]*}", "", str(m.id))))
    assert [m.id for m in worded if not re.search("[\u4e00-\u9fff：]", str(m.string))] == []


def test_an_english_screen_is_known_for_one() -> None:
    assert _english("W-EMAIL (1)\n  There is no unit of this code.\n  docgen check --annotate") == [
        "  There is no unit of this code."
    ]


def test_chinese_sentences_have_full_width_punctuation() -> None:
    assert [m.string for m in MESSAGES if HALF_WIDTH.search(str(m.string))] == []


def test_a_sentence_that_ends_with_a_full_stop_does_so_in_chinese() -> None:
    sentences = [m for m in MESSAGES if str(m.id).endswith(".") and str(m.id)[0].isupper()]
    assert [m.string for m in sentences if not str(m.string).endswith(("。", "？", "DIR"))] == []


def test_no_blank_stands_between_chinese_and_what_is_not() -> None:
    assert [m.string for m in MESSAGES if BLANK.search(TYPED.sub("", str(m.string)))] == []


def test_what_is_to_be_typed_into_a_file_of_settings_has_plain_quotation_marks() -> None:
    """TOML knows no others: what is copied from the screen must be read."""
    bent = re.compile(r"(= |\[)[“”]")
    assert [m.id for m in MESSAGES if bent.search(f"{m.id} {m.string}")] == []


def test_a_remedy_asks_politely_or_says_that_nothing_is_to_be_done() -> None:
    rooms = [import_module(f"docgen.findings.{room.name}") for room in iter_modules(findings.__path__)]
    codes = [code for room in rooms for code in vars(room).values() if isinstance(code, findings.Code)]
    remedies = {text for code in codes for text in (code.remedy, code.for_unit) if text}
    assert len(remedies) > 200
    assert [m.string for m in MESSAGES if m.id in remedies and not str(m.string).startswith(BEGINNINGS)] == []


@pytest.mark.parametrize(("other", "word"), SHUNNED.items(), ids=SHUNNED)
def test_one_thing_has_one_chinese_word(other: str, word: str) -> None:
    assert [m.string for m in MESSAGES if other in str(m.string)] == [], f"written {word}"


@pytest.mark.parametrize(("english", "chinese"), ONE_WORD.items(), ids=ONE_WORD)
def test_a_word_of_the_glossary_is_translated_in_one_way(english: str, chinese: str) -> None:
    said = [m for m in MESSAGES if re.search(rf"\b{english}\b", NAMED.sub("", str(m.id)), re.I)]
    assert said
    assert [(m.id, m.string) for m in said if not re.search(chinese, str(m.string))] == []


def test_the_catalogues_are_fresh() -> None:
    checked = subprocess.run(
        [sys.executable, "scripts/gather_messages.py", "--check"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (checked.returncode, checked.stdout) == (0, "")


def test_the_compiled_catalogue_says_what_the_written_one_says() -> None:
    with (FOLDER / "docgen.mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    assert [m.id for m in MESSAGES if compiled.gettext(str(m.id)) != m.string] == []


def test_a_sentence_without_a_translation_is_said_in_english() -> None:
    with speaking("zh"):
        assert say("A sentence nobody wrote: {value}", value=3) == "A sentence nobody wrote: 3"


def _docgen(folder: Path, *words: str) -> str:
    """What `docgen WORDS` prints for a person, as a process of its own on a machine set to English."""
    done = subprocess.run(
        [sys.executable, "-m", "docgen", "-C", str(folder), *words],
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "LC_ALL": "C", "DOCGEN_TODAY": "2026-02-02"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return done.stdout + done.stderr


def _english(screen: str) -> list[str]:
    """The lines of a screen that hold a run of English words other than names of files, commands and products."""
    return [line for line in screen.splitlines() if PROSE.search(NAMES.sub("", line))]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Chinese sample as the office begins with it."""
    folder = tmp_path_factory.mktemp("zh") / "campaign"
    start_campaign(folder, "safety-2026-zh", {})
    return folder


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("check", "-v"),
        ("check", "--json"),
        ("doctor",),
        ("journal",),
        ("journal", "verify"),
        ("books", "--unit", "9999"),
        ("books", "--reissue", "0101"),
        ("books", "--reissue", "0101", "--reason", "更换负责人"),
        ("books", "--draft", "--print-run"),
        ("status",),
        ("rules", "test"),
    ],
    ids=" ".join,
)
def test_a_screen_in_a_chinese_campaign_is_in_chinese(office: Path, words: tuple[str, ...]) -> None:
    screen = _docgen(office, *words)
    if "--json" in words:
        screen = screen.encode().decode("unicode_escape")
        screen = "\n".join(re.findall(r'"(?:message|remedy|where)": "(.*)"', screen))
    assert re.search("[\u4e00-\u9fff]", screen)
    assert _english(screen) == []
    assert [line for line in screen.splitlines() if ON_SCREEN.search(line)] == []


def test_making_releasing_and_changing_books_is_told_in_chinese(office: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(office, tmp_path / "campaign"))
    screens = [_docgen(folder, "books", "--unit", "0101", "--yes")]
    _retype(folder / "units.xlsx", "单位", "枫陵县交通运输局", "枫陵县交通运输管理局")
    screens.append(_docgen(folder, "books", "--unit", "0101"))
    screens.append(_docgen(folder, "books", "--supplement", "0101", "--reason", "单位更名"))
    screens.append(_docgen(folder, "journal"))
    assert [_english(screen) for screen in screens] == [[], [], [], []]
    assert "签发补充页" in screens[-1]


def _retype(workbook: Path, sheet: str, old: str, new: str) -> None:
    """Type `new` into every cell of `sheet` that holds `old`."""
    book = openpyxl.load_workbook(workbook)
    for cell in chain.from_iterable(book[sheet].iter_rows()):
        if cell.value == old:
            cell.value = new
    book.save(workbook)


FAULTS = {
    "a code twice": ("0102", "0101"),
    "an unknown unit type": ("县区交通运输局", "县区交通运输部"),
    "a number that is none": (9, "九起"),
    "a heading mistyped": ("单位全称", "单位全程"),
    "a code with a blank": ("0103", "01 03"),
}


@pytest.mark.parametrize(("old", "new"), FAULTS.values(), ids=FAULTS)
def test_a_fault_in_the_roster_is_told_in_chinese(office: Path, tmp_path: Path, old: object, new: str) -> None:
    folder = Path(shutil.copytree(office, tmp_path / "campaign"))
    book = openpyxl.load_workbook(folder / "units.xlsx")
    for cell in _cells(book, old):
        cell.value = new
    book.save(folder / "units.xlsx")
    screen = _docgen(folder, "check")
    assert "E-" in screen
    assert _english(screen) == []


def _cells(book: openpyxl.Workbook, value: object) -> Iterator[openpyxl.cell.Cell]:
    """The first cell of each sheet that holds `value`."""
    for sheet in book.worksheets:
        found = next((c for c in chain.from_iterable(sheet.iter_rows()) if c.value == value), None)
        if isinstance(found, openpyxl.cell.Cell):
            yield found


@pytest.mark.parametrize("line", ["[issuer", 'name = "', "year 2026", "year = 二〇二六", "copies = [1", 'name = "a"'])
def test_a_slip_in_the_settings_is_told_in_chinese(office: Path, tmp_path: Path, line: str) -> None:
    folder = Path(shutil.copytree(office, tmp_path / "campaign"))
    settings = folder / "campaign.toml"
    settings.write_text(settings.read_text("utf-8") + f"\n{line}\n", "utf-8")
    screen = _docgen(folder, "check")
    assert "E-TOML-BROKEN" in screen or "E-KEY" in screen
    assert _english(screen) == []
