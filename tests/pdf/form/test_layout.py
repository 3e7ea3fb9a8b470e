"""Where the boxes of a form stand: the same for every unit, on paper, beside nothing else."""

from dataclasses import replace
from itertools import combinations

import pytest

from docgen.model.blanks import mark
from docgen.model.forms import Field, FieldType, FormDefinition, Repeat, with_row
from docgen.pdf.form.faces import width
from docgen.pdf.form.geometry import Box, Kind, Label, Layout, Paper, Rectangle, corner_marks
from docgen.pdf.form.layout import form_layout
from docgen.pdf.form.shape import Shape
from docgen.pdf.form.wrap import wrapped
from tests.pdf.form.definitions import QIS, asked, blank_of, said

languages = pytest.mark.parametrize("language", QIS.languages)
papers = pytest.mark.parametrize("paper", Paper)


def shape(language: str = "zh", **more: object) -> Shape:
    return Shape(QIS, "agency", language, **more)  # type: ignore[arg-type]


def of(*nodes: Field | Repeat, language: str = "en") -> Layout:
    return form_layout(Shape(FormDefinition("T", "1", said("Test", "测试"), nodes), "agency", language))


def columns(count: int, kind: FieldType = FieldType.TEXT) -> tuple[Field, ...]:
    return tuple(asked(f"rows/c{n}", kind, f"Column {n}", f"第{n}列") for n in range(count))


def overlap(one: Rectangle, other: Rectangle) -> bool:
    across = min(one.right, other.right) - max(one.left, other.left)
    return across > 0.01 and min(one.top, other.top) - max(one.bottom, other.bottom) > 0.01


def marks(layout: Layout) -> list[str]:
    return [box.mark for box in layout.boxes]


def pages_of(layout: Layout, text: str) -> list[int]:
    return [n for n, page in enumerate(layout.pages, 1) if any(label.text == text for label in page.labels)]


@languages
@papers
def test_every_asked_field_has_its_box_and_every_row_of_a_repeat(language: str, paper: Paper) -> None:
    expected = {
        mark("QIS", path)
        for field in QIS.fields
        if field.name != "ships"
        for path in (
            [with_row(field.path, "inspections", row) for row in range(1, 26)]
            if field.path.startswith("inspections/")
            else [field.path]
        )
    }
    assert set(marks(form_layout(shape(language, paper=paper)))) == expected


@languages
@papers
def test_boxes_are_on_the_page_and_on_nothing_else(language: str, paper: Paper) -> None:
    layout = form_layout(shape(language, paper=paper))
    corners = corner_marks(layout.width, layout.height)
    for page in layout.pages:
        taken = [slot.rectangle for slot in page.slots] + list(corners)
        for box in page.boxes:
            assert 0 < box.cell.left < box.cell.right < layout.width
            assert 0 < box.cell.bottom < box.cell.top < layout.height
            assert box.cell.left <= box.rectangle.left < box.rectangle.right <= box.cell.right
            assert not any(overlap(box.cell, other) for other in taken)
        assert not any(overlap(one.cell, other.cell) for one, other in combinations(page.boxes, 2))


def test_a_box_is_told_apart_by_mark_and_option() -> None:
    boxes = list(form_layout(shape()).boxes)
    assert len({(box.mark, box.option) for box in boxes}) == len(boxes)
    assert [box.option for box in boxes if box.mark == "dg.QIS.head.quarter"] == ["1", "2", "3", "4"]


def test_what_a_type_of_unit_is_not_asked_is_left_out() -> None:
    assert "dg.QIS.figures.ships" not in marks(form_layout(shape()))
    assert "dg.QIS.figures.ships" in marks(form_layout(replace(shape(), unit_type="port")))


@pytest.mark.parametrize(
    ("unit_types", "asked_of"), [((), "abc"), (("a",), "a"), (("a", "b"), "ab"), (("-a",), "bc"), (("-a", "-b"), "c")]
)
def test_each_type_of_unit_has_the_boxes_it_is_asked(unit_types: tuple[str, ...], asked_of: str) -> None:
    fields = (asked("x", FieldType.TEXT, "X", "X", unit_types=unit_types), asked("y", FieldType.TEXT, "Y", "Y"))
    blank = blank_of(FormDefinition("T", "1", said("Test", "测试"), fields), values={})
    for kind in "abc":
        shape = Shape.of(replace(blank, unit=replace(blank.unit, type=kind)))
        assert marks(form_layout(shape)) == (["dg.T.x", "dg.T.y"] if kind in asked_of else ["dg.T.y"])
        assert list(form_layout(replace(shape, unit_type=kind)).boxes) == list(form_layout(shape).boxes)


def test_remarks_move_no_box_and_are_printed_after_all_of_them() -> None:
    remarks = tuple((field.path, "must not be more than the total. " * 20) for field in QIS.fields)
    plain, remarked = form_layout(shape("en")), form_layout(shape("en", remarks=remarks))
    assert list(remarked.boxes) == list(plain.boxes)
    assert len(remarked.pages) > len(plain.pages)


def test_as_many_rows_are_printed_as_were_given() -> None:
    found = {box.path for box in form_layout(shape(rows=(("inspections", 40),))).boxes}
    assert "inspections[40]/found" in found
    assert "inspections[41]/found" not in found


def test_a_value_in_a_further_row_makes_room_for_itself() -> None:
    blank = blank_of()
    further = replace(blank, values={**blank.values, "inspections[27]/found": next(iter(blank.values.values()))})
    assert Shape.of(further).rows == (("inspections", 27),)


def test_the_head_of_a_table_is_repeated_on_each_page() -> None:
    layout = form_layout(shape("en", rows=(("inspections", 80),)))
    pages = sorted({box.page for box in layout.boxes if box.path.startswith("inspections[")})
    assert len(pages) >= 3
    assert pages_of(layout, "Subject") == pages


def test_a_heading_is_never_alone_at_the_foot_of_a_page() -> None:
    for rows in range(1, 60):
        before = Repeat("a", said("First", "一"), (asked("a/x", FieldType.TEXT, "X", "X"),), rows=rows)
        after = Repeat("b", said("Second", "二"), (asked("b/y", FieldType.TEXT, "Y", "Y"),), rows=3)
        layout = of(before, after)
        first = next(box for box in layout.boxes if box.path == "b[1]/y")
        assert pages_of(layout, "Second") == [first.page]


def test_a_wide_table_turns_the_paper_and_a_wider_one_gives_a_record_several_lines() -> None:
    upright, turned = of(Repeat("rows", said("T", "表"), columns(5))), of(Repeat("rows", said("T", "表"), columns(9)))
    assert upright.width < upright.height
    assert turned.width > turned.height
    several = of(Repeat("rows", said("T", "表"), columns(24), rows=30))
    heights = {round(box.cell.top, 1) for box in several.boxes if box.path.startswith("rows[1]")}
    assert len(heights) > 1
    assert all(box.cell.right < several.width - 40 for box in several.boxes)


def test_a_transposed_table_has_its_records_side_by_side() -> None:
    layout = of(Repeat("rows", said("T", "表"), columns(6), rows=7, transposed=True))
    first, second = (next(box for box in layout.boxes if box.path == path) for path in ("rows[1]/c0", "rows[2]/c0"))
    below = next(box for box in layout.boxes if box.path == "rows[1]/c1")
    assert first.cell.right == pytest.approx(second.cell.left) and first.cell.top == second.cell.top
    assert first.cell.left == below.cell.left and first.cell.bottom == pytest.approx(below.cell.top)
    assert len(set(marks(layout))) == 6 * 7


@pytest.mark.parametrize(
    ("kind", "more", "boxes"),
    [
        (FieldType.TEXT, {}, Kind.LINE),
        (FieldType.TEXT, {"appearance": "multiline"}, Kind.LINES),
        (FieldType.INTEGER, {}, Kind.LINE),
        (FieldType.DATE, {}, Kind.LINE),
        (FieldType.ACKNOWLEDGE, {}, Kind.CHECK),
        (FieldType.IMAGE, {}, Kind.PLACE),
        (FieldType.CALCULATE, {}, Kind.LINE),
    ],
)
def test_each_type_has_its_kind_of_box(kind: FieldType, more: dict[str, str], boxes: Kind) -> None:
    assert {box.kind for box in of(asked("x", kind, "X", "X", **more)).boxes} == {boxes}


def test_a_note_is_printed_and_has_no_box() -> None:
    layout = of(asked("n", FieldType.NOTE, "Count twice", "数两遍"))
    assert list(layout.boxes) == [] and pages_of(layout, "Count twice") == [1]


def test_nothing_printed_leaves_its_page() -> None:
    long = (
        "Accidents reported to the authorities later than the law allows, " * 3
        + "Donaudampfschifffahrtsgesellschaft" * 3
    )
    layout = of(
        asked("a", FieldType.INTEGER, long, long, hint=said(long, long)),
        Repeat("rows", said(long, long), (asked("rows/b", FieldType.INTEGER, long, long),)),
    )
    for page in layout.pages:
        for label in page.labels:
            assert _edges(label)[0] > 40 and _edges(label)[1] < layout.width - 40, label.text
        assert all(_inside(box, layout) for box in page.boxes)


def _edges(label: Label) -> tuple[float, float]:
    wide = width(label.text, label.bold) * label.size
    left = label.x - wide * {"left": 0, "centre": 0.5, "right": 1}[label.align]
    return left, left + wide


def _inside(box: Box, layout: Layout) -> bool:
    return box.cell.bottom > 50 and box.cell.top < layout.height - 40


@pytest.mark.parametrize(
    ("text", "room", "lines"),
    [
        ("one two three", 33, ("one two", "three")),
        ("安全生产检查", 41, ("安全生产", "检查")),
        ("检查，整改。", 21, ("检", "查，", "整", "改。")),
        ("Donau", 13, ("Do", "na", "u")),
        ("a\nb", 100, ("a", "b")),
        ("", 100, ("",)),
    ],
)
def test_lines_break_where_each_script_allows_it(text: str, room: float, lines: tuple[str, ...]) -> None:
    assert wrapped(text, room, 10) == lines


def test_the_lines_to_sign_on_never_stand_alone() -> None:
    for rows in range(1, 60):
        layout = of(Repeat("a", said("First", "一"), (asked("a/x", FieldType.TEXT, "X", "X"),), rows=rows))
        (signed,) = pages_of(layout, "Head of the unit (signature):")
        assert any(box.page == signed for box in layout.boxes), f"{rows} rows"
