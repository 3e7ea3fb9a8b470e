"""Content controls as WordprocessingML: the place of a field in a form, with all by which it is found again.

Texts are escaped here and nowhere else. What Word forbids in a control (letters XML lacks, more than 64 of a title) is
taken out. Controls for text are of Word's rich kind, and none is bound to a part of data: LibreOffice 7.4 multiplies
Chinese text in plain ones and leaves bound data as they were (docs/decisions/0011-word-forms-bind-nothing.md).
"""

import re
from dataclasses import dataclass
from datetime import date
from xml.sax.saxutils import escape, quoteattr

from docgen.model.blanks import Filled, bookmark, choice_mark, tag
from docgen.model.forms import Choice, Field, FieldType
from docgen.word.form.prompts import TICKED, UNTICKED, choice_label, placeholder
from docgen.word.form.words import answer_text

NOT_ASKED = "—"
"""What stands where a unit is not asked a field."""

_W14 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
_BOX_FONT = '<w:rFonts w:ascii="MS Gothic" w:eastAsia="MS Gothic" w:hAnsi="MS Gothic" w:hint="eastAsia"/>'
_LOCALES = {"zh": ("zh-CN", "yyyy年M月d日"), "en": ("en-GB", "d MMMM yyyy")}
_TITLE = 64
_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class Control:
    """A content control to be written: of which field, with which mark, id, language and value.

    `look` is the `w:rPr` of the text it stands in, as XML, empty for none. `first` is off where the same field has
    a place before this one: a bookmark may stand only once.
    """

    field: Field
    mark: str
    number: int
    language: str
    filled: Filled | None = None
    look: str = ""
    first: bool = True

    @property
    def xml(self) -> str:
        """The control with its bookmark round it."""
        inside = self._boxes() if self._is_ticked() else self._typed()
        return bookmarked(inside, self.mark, self.number) if self.first else inside

    def _is_ticked(self) -> bool:
        return self.field.type in (FieldType.ACKNOWLEDGE, FieldType.SELECT_MULTIPLE)

    def _typed(self) -> str:
        text = legal(answer_text(self.field, self.filled.value, self.language)) if self.filled else ""
        flag = "" if text else "<w:showingPlcHdr/>"
        content = run(text, self.look) if text else run(placeholder(self.field, self.language), pale(self.look))
        return _control(self._head(self.mark, self.number) + flag + self._kind(), self.look, content)

    def _head(self, mark: str, number: int, words: str = "") -> str:
        title = (words or self.field.label.said(self.language) or self.field.name)[:_TITLE]
        locked = self.field.read_only or (self.filled is not None and self.filled.locked)
        return (
            f'<w:alias w:val={attribute(title)}/><w:tag w:val={attribute(tag(mark))}/><w:id w:val="{number}"/>'
            f'<w:lock w:val="{"sdtContentLocked" if locked else "sdtLocked"}"/>'
        )

    def _kind(self) -> str:
        match self.field.type:
            case FieldType.DATE:
                return self._calendar()
            case FieldType.SELECT_ONE:
                return _list(self.field.choices, self.language)
        return ""

    def _calendar(self) -> str:
        value = self.filled.value if self.filled else None
        full = f' w:fullDate="{value:%Y-%m-%d}T00:00:00Z"' if isinstance(value, date) else ""
        locale, pattern = _LOCALES.get(self.language, _LOCALES["en"])
        return (
            f'<w:date{full}><w:dateFormat w:val="{pattern}"/><w:lid w:val="{locale}"/>'
            '<w:storeMappedDataAs w:val="date"/><w:calendar w:val="gregorian"/></w:date>'
        )

    def _boxes(self) -> str:
        value = self.filled.value if self.filled else None
        if self.field.type is FieldType.ACKNOWLEDGE:
            return self._box(self.mark, self.number, "", ticked=value is True)
        chosen = value if isinstance(value, tuple) else ()
        boxes = []
        for index, choice in enumerate(self.field.choices):
            label = choice_label(choice, self.language)
            mark = choice_mark(self.mark, choice.name)
            boxes.append(
                self._box(mark, self.number + index, label, ticked=choice.name in chosen) + run(label, self.look)
            )
        return run("　", self.look).join(boxes)

    def _box(self, mark: str, number: int, label: str, *, ticked: bool) -> str:
        box = (
            f'<w14:checkbox {_W14}><w14:checked w14:val="{int(ticked)}"/>'
            '<w14:checkedState w14:val="2612" w14:font="MS Gothic"/>'
            '<w14:uncheckedState w14:val="2610" w14:font="MS Gothic"/></w14:checkbox>'
        )
        look = f"<w:rPr>{_BOX_FONT}</w:rPr>"
        return _control(self._head(mark, number, label) + box, look, run(TICKED if ticked else UNTICKED, look))


def bookmarked(inside: str, mark: str, number: int) -> str:
    """`inside` between the two ends of the bookmark of `mark`."""
    return bookmark_start(mark, number) + inside + bookmark_end(number)


def bookmark_start(mark: str, number: int) -> str:
    """Where the bookmark of `mark` begins."""
    return f'<w:bookmarkStart w:id="{number}" w:name="{bookmark(mark)}"/>'


def bookmark_end(number: int) -> str:
    """Where bookmark `number` ends."""
    return f'<w:bookmarkEnd w:id="{number}"/>'


def run(text: str, look: str) -> str:
    """`text` as a run in this look; line ends become line breaks."""
    lines = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in text.split("\n"))
    return f"<w:r>{look}{lines}</w:r>"


def pale(look: str) -> str:
    """A look as a placeholder has it."""
    style = '<w:rStyle w:val="PlaceholderText"/>'
    if "<w:rStyle" in look:
        return look
    return look.replace("<w:rPr>", f"<w:rPr>{style}", 1) if look.startswith("<w:rPr>") else f"<w:rPr>{style}</w:rPr>"


def legal(text: str) -> str:
    """`text` without letters that XML does not know; a tab is a blank, every kind of line end the same."""
    return _FORBIDDEN.sub("", _LINE_ENDS.sub("\n", text.replace("\t", " ")))


def attribute(text: str) -> str:
    """`text` as the quoted value of an attribute."""
    return quoteattr(" ".join(legal(text).split()))


def _control(properties: str, look: str, content: str) -> str:
    return f"<w:sdt><w:sdtPr>{look}{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def _list(choices: tuple[Choice, ...], language: str) -> str:
    items = "".join(
        f"<w:listItem w:displayText={attribute(choice_label(choice, language))} w:value={attribute(choice.name)}/>"
        for choice in choices
    )
    return f"<w:dropDownList>{items}</w:dropDownList>"
