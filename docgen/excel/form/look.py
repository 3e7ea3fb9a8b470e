"""How the cells of a form look: one style for each kind of cell and answer, made once a workbook."""

from collections.abc import Mapping

from xlsxwriter import Workbook
from xlsxwriter.format import Format

from docgen.excel.form.plan import Look
from docgen.model import Field, FieldType

_FONTS = {"zh": ("宋体", "黑体"), "en": ("Arial", "Arial")}
"""The faces of the body and of titles, as offices have them."""
_LIGHT, _GREY, _HEAD = "#FFFDF0", "#F2F2F2", "#E7EDF5"
_BORDER = {"border": 1, "border_color": "#595959"}
_LOOKS: Mapping[Look, Mapping[str, object]] = {
    Look.TITLE: {"bold": True, "font_size": 18, "align": "center"},
    Look.SUBTITLE: {"font_size": 12, "align": "center"},
    Look.HEAD: {"font_size": 9},
    Look.CODE: {"font_size": 8, "align": "right"},
    Look.SECTION: {"bold": True, "font_size": 11, "indent": 1, "bg_color": _HEAD, **_BORDER},
    Look.CAPTION: {"bold": True, "font_size": 9, "align": "center", "bg_color": _GREY, **_BORDER},
    Look.LABEL: {"font_size": 10.5, "indent": 1, **_BORDER},
    Look.SMALL: {"font_size": 8.5, "indent": 1, "font_color": "#404040", **_BORDER},
    Look.CENTRED: {"font_size": 10, "align": "center", **_BORDER},
    Look.NOTE: {"font_size": 9},
    Look.SIGNATURE: {"font_size": 10.5},
    Look.INPUT: {"font_size": 10.5, "locked": False, "bg_color": _LIGHT, **_BORDER},
    Look.LOCKED: {"font_size": 10.5, "bg_color": _GREY, **_BORDER},
    Look.ABSENT: {"font_size": 10.5, "align": "center", "bg_color": _GREY, "font_color": "#7F7F7F", **_BORDER},
}
_CENTRED = frozenset(
    {FieldType.DATE, FieldType.TIME, FieldType.DATETIME, FieldType.SELECT_ONE, FieldType.ACKNOWLEDGE, FieldType.IMAGE}
)
_DATES = {
    "zh": {
        FieldType.TIME: "hh:mm",
        FieldType.DATE: 'yyyy"年"m"月"d"日"',
        FieldType.DATETIME: 'yyyy"年"m"月"d"日" hh:mm',
    },
    "en": {FieldType.TIME: "hh:mm", FieldType.DATE: "yyyy-mm-dd", FieldType.DATETIME: "yyyy-mm-dd hh:mm"},
}
_NUMBERS = {FieldType.INTEGER: "#,##0", FieldType.DECIMAL: "#,##0.####", FieldType.CALCULATE: "General"}


_SIGNALS: Mapping[Look, Mapping[str, object]] = {
    Look.BROKEN: {"bg_color": "#FFC7CE", "font_color": "#9C0006"},
    Look.NEEDLESS: {"bg_color": "#D9D9D9", "font_color": "#7F7F7F"},
}
"""What a cell is coloured in while answers break its rule, or say that it is not asked."""


class Looks:
    """The styles of one workbook."""

    def __init__(self, book: Workbook, language: str) -> None:
        self._book, self._language = book, language if language in _FONTS else "en"
        self._made: dict[tuple[Look, tuple[FieldType, bool] | None], Format] = {}

    def style(self, look: Look, field: Field | None = None) -> Format:
        """The style of a cell of this look, for the answers to `field`."""
        kind = (field.type, bool(field.measure)) if field else None
        if (look, kind) not in self._made:
            self._made[look, kind] = self._book.add_format(self._properties(look, field))
        return self._made[look, kind]

    def signal(self, look: Look) -> Format:
        """What changes in the look of a cell as long as a condition holds."""
        if (look, None) not in self._made:
            self._made[look, None] = self._book.add_format(dict(_SIGNALS[look]))
        return self._made[look, None]

    def _properties(self, look: Look, field: Field | None) -> dict[str, object]:
        body, title = _FONTS[self._language]
        face = title if look in (Look.TITLE, Look.SECTION, Look.CAPTION) else body
        bold = {"bold": False} if face == "黑体" else {}
        base = {"font_name": face, "valign": "vcenter", "text_wrap": True, **_LOOKS[look], **bold}
        return {**base, **self._of_answer(field)} if field else base

    def _of_answer(self, field: Field) -> dict[str, object]:
        """Figures to the right, dates and choices in the middle, texts as texts even if they look like figures."""
        kind = field.type
        if kind is FieldType.INTEGER and not field.measure:
            return {"align": "left", "indent": 1, "num_format": "0"}  # a year, which is not counted
        if kind in _CENTRED:
            return {"align": "center", "num_format": _DATES[self._language].get(kind, "@")}
        if kind in _NUMBERS:
            return {"align": "right", "indent": 1, "num_format": _NUMBERS[kind]}
        return {"align": "left", "indent": 1, "num_format": "@"}
