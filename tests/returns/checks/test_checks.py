"""Whole records are checked by their definition: everything wrong at once, each with its place."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from docgen.language import speaking
from docgen.model import FieldState, Method
from docgen.returns.checks import Background, check_record
from tests.returns.checks.records import TODAY, check, form, reading, said, state

CERTIFICATES = form("""
|type|name|label|label::中文 (zh)|required|constraint|constraint_message::English (en)|bind::docgen:unit_types|
|integer|total|Total|应持证人数|yes||||
|integer|certified|Certified|持证人数|yes|. <= ${total}|No more than there are.||
|integer|enforced|Enforced|执法次数|yes|||county_bureau|
|text|remark|Remark|备注|||||
""")


def test_nothing_is_said_of_a_form_that_is_right() -> None:
    assert said(check(CERTIFICATES, {"total": "50", "certified": "50", "enforced": "3"})) == []


@pytest.mark.parametrize("blank", ["", " ", "\u3000", "\u00a0"])
def test_a_blank_required_count_is_reported_and_never_0(blank: str) -> None:
    checked = check(CERTIFICATES, {"total": blank, "certified": "1", "enforced": "0"})
    assert said(checked) == ["E-BLANK total"]
    assert (state(checked, "total"), checked.record.value("total")) == (FieldState.BLANK, None)


@pytest.mark.parametrize("stroke", ["/", "—", "－", "不涉及"])
def test_a_stroke_through_a_required_count_is_reported_and_through_an_optional_answer_is_not(stroke: str) -> None:
    assert said(check(CERTIFICATES, {"total": stroke, "certified": "1", "enforced": "0"})) == ["E-NA-REQUIRED total"]
    assert said(check(CERTIFICATES, {"total": "1", "certified": "1", "enforced": "0", "remark": stroke})) == []


def test_c1_two_figures_that_do_not_agree_are_both_named() -> None:
    [finding] = check(CERTIFICATES, {"total": "50", "certified": "52", "enforced": "0"}).findings
    assert (finding.code.id, finding.place.cell, finding.place.field) == ("E-CROSS", "certified", "Certified")
    assert "52" in finding.message and "50" in finding.message and "cell total" in finding.message
    assert "No more than there are." in finding.message


def test_a_rule_without_a_message_is_said_in_words_and_not_as_the_definition_writes_it() -> None:
    drills = form("""
    | type    | name   | label           | constraint   |
    | integer | held   | Drills held     | . <= 31      |
    | integer | locked | Lockdown drills | . <= ${held} |
    """)
    broken, crossed = check(drills, {"held": "32", "locked": "33"}).findings
    assert broken.message == "“32” cannot be right: “Drills held” is at most 31."
    assert crossed.message.endswith("“Lockdown drills” is at most “Drills held”.")


def test_what_is_asked_of_other_kinds_of_units_may_stay_blank() -> None:
    written = {"total": "1", "certified": "1"}
    assert said(check(CERTIFICATES, written, Background(TODAY, unit_type="station"))) == []
    assert said(check(CERTIFICATES, written, Background(TODAY, unit_type="county_bureau"))) == ["E-BLANK enforced"]


def test_what_hangs_on_an_answer_that_is_not_known_is_not_judged() -> None:
    assert said(check(CERTIFICATES, {"total": "约50", "certified": "52", "enforced": "1"})) == ["E-APPROX total"]


PLAN = form("""
|type|name|label|required|relevant|constraint|bind::docgen:advice|bind::docgen:advice_message_en|
|select_one yn|reviewed|Reviewed|yes|||||
|date|day|Day|${reviewed}='yes'|${reviewed} = 'yes'|. >= date('2026-01-01')|||
|integer|found|Found||||||
|integer|planned|Planned||||. = ${found}|Usually all are planned.|
""")


def test_an_answer_is_required_where_another_says_so() -> None:
    assert said(check(PLAN, {"reviewed": "是"})) == ["E-BLANK day"]
    assert said(check(PLAN, {"reviewed": "否"})) == []


def test_an_answer_where_none_is_asked_is_a_warning() -> None:
    assert said(check(PLAN, {"reviewed": "否", "day": "2026-03-05"})) == ["W-NOT-ASKED day"]


def test_what_should_hold_is_only_warned_of() -> None:
    [finding] = check(PLAN, {"reviewed": "no", "found": "3", "planned": "2"}).findings
    assert (finding.code.id, finding.place.cell) == ("W-CROSS", "planned")
    assert "Usually all are planned." in finding.message


RATE = form("""
| type      | name  | label | calculation                                   | bind::docgen:percent |
| integer   | found | Found |                                               |                      |
| integer   | done  | Done  |                                               |                      |
| decimal   | rate  | Rate  | round(100 * ${done} div ${found}, 2)          | yes                  |
| calculate | open  | Open  | ${found} - ${done}                            |                      |
""")


def test_a_rate_that_its_figures_do_not_give_is_reported() -> None:
    published = {"found": "141911", "done": "137354", "open": "4557"}
    assert said(check(RATE, published | {"rate": "97.28%"})) == ["E-CALCULATION rate"]
    assert said(check(RATE, published | {"rate": "96.79%"})) == []


def test_a_total_is_worked_out_and_never_believed() -> None:
    checked = check(RATE, {"found": "10", "done": "4", "open": "7"})
    assert said(checked) == ["E-CALCULATION open"]
    assert checked.record.value("open") == 6
    assert check(RATE, {"found": "10", "done": "4", "open": "#REF!"}).record.value("open") == 6
    unknown = check(RATE, {"found": "10", "done": "", "open": "7"})
    assert (state(unknown, "open"), unknown.record.value("open")) == (FieldState.BLANK, None)


def test_p4_a_bare_1_is_settled_by_the_figures_it_is_made_of() -> None:
    all_done = check(RATE, {"found": "50", "done": "50", "rate": "1"})
    assert (said(all_done), all_done.record.value("rate")) == ([], 100)
    hardly = check(RATE, {"found": "100", "done": "1", "rate": "1"})
    assert (said(hardly), hardly.record.value("rate")) == ([], 1)
    neither = check(RATE, {"found": "50", "done": "20", "rate": "1"})
    assert (said(neither), neither.record.value("rate")) == (["E-PCT-AMBIGUOUS rate"], None)


HAZARDS = form("""
| type|name|label|bind::docgen:required|bind::docgen:key|required|constraint|appearance |bind::docgen:prefill|
| integer | major | Major | | | | . = count(${list}) | | |
| begin repeat | list | Hazards | yes | | | | | previous |
| text | number | Number | | yes | yes | | | |
| date | found | Found | | | yes | | | |
| date | done | Done | | | | . >= ${found} | | |
| text | what | What | | | | | multiline | |
| end repeat | | | | | | | | |
""")
ROWS = {
    "list[1]/number": "A-1",
    "list[1]/found": "2026-03-05",
    "list[1]/done": "2026-03-09",
    "list[1]/people": "3",
    "list[2]/number": "A-2",
    "list[2]/found": "2026-04-05",
    "list[2]/people": "0",
}


def test_a_count_that_is_not_that_of_a_table_names_the_table_and_its_rows() -> None:
    [finding] = check(HAZARDS, ROWS | {"major": "5"}).findings
    assert "“Hazards” (2 rows)" in finding.message
    with speaking("zh"):
        [finding] = check(HAZARDS, ROWS | {"major": "5"}).findings
        assert "“Hazards”（2行）" in finding.message


def test_rules_of_a_row_look_at_their_own_row() -> None:
    assert said(check(HAZARDS, ROWS)) == []
    wrong = ROWS | {"list[2]/done": "2026-04-01"}
    assert said(check(HAZARDS, wrong)) == ["E-CROSS list[2]/done"]


def test_every_row_is_looked_at_and_everything_is_said_at_once() -> None:
    wrong = ROWS | {"list[1]/found": "", "list[2]/found": "2026年2月29日", "list[2]/number": ""}
    assert said(check(HAZARDS, wrong)) == [
        "E-DATE-INVALID list[2]/found",
        "E-BLANK list[2]/number",
        "E-BLANK list[1]/found",
    ]


def test_a_count_is_compared_with_the_rows_of_its_table() -> None:
    assert said(check(HAZARDS, ROWS | {"major": "2"})) == []
    assert said(check(HAZARDS, ROWS | {"major": "3"})) == ["E-CROSS major"]


def test_a_key_stands_for_one_row_only() -> None:
    [finding] = check(HAZARDS, ROWS | {"list[2]/number": "ａ-1"}).findings
    assert (finding.code.id, finding.place.cell) == ("E-ROW-TWICE", "list[2]/number")


def test_t7_an_empty_table_is_an_error_and_one_that_says_none_is_not() -> None:
    assert said(check(HAZARDS, {})) == ["E-TABLE-EMPTY list/number"]
    assert said(check(HAZARDS, {}, nil=("list",))) == []


def test_the_same_words_in_two_rows_were_copied() -> None:
    words = "演练中发现疏散通道标识不清，已当场整改。"
    wrong = ROWS | {"list[1]/what": words, "list[2]/what": words}
    assert said(check(HAZARDS, wrong)) == ["W-SAME-WORDS list[2]/what"]


CROWDS = form("""
| type         | name   | label  | bind::docgen:advice |
| begin repeat | drills | Drills |                     |
| integer      | people | People | sum(${people}) > 0  |
| end repeat   |        |        |                     |
""")


def test_advice_about_a_whole_column_is_given_once() -> None:
    nobody = {"drills[1]/people": "0", "drills[2]/people": "0"}
    assert said(check(CROWDS, nobody)) == ["W-CROSS drills[1]/people"]
    assert said(check(CROWDS, nobody | {"drills[2]/people": "9"})) == []


def test_rows_that_must_be_there_are_missed_and_others_not_wanted_where_the_table_is_closed() -> None:
    background = Background(TODAY, rows={"list/number": ("A-1", "A-3")})
    assert said(check(HAZARDS, ROWS, background)) == ["E-ROW-MISSING list[1]/number"]
    closed = replace(background, closed=frozenset({"list"}))
    assert said(check(HAZARDS, ROWS, closed)) == ["E-ROW-MISSING list[1]/number", "E-ROW-EXTRA list[2]/number"]


def test_a_row_of_the_period_before_does_not_vanish() -> None:
    before, _ = reading(HAZARDS, ROWS, period="2026Q1")
    later = {path: text for path, text in ROWS.items() if path.startswith("list[1]")}
    [finding] = check(HAZARDS, later, Background(TODAY, before=before)).findings
    assert finding.code.id == "E-ROW-GONE"
    assert "A-2" in finding.message and "2026Q1" in finding.message


DRILLS = form("""
| type | name | label | bind::docgen:key |
| begin repeat | log | Drill log | |
| date | day | Day | yes |
| end repeat | | | |
""")


def test_a_log_of_what_happened_need_not_repeat_the_rows_of_the_period_before() -> None:
    before, _ = reading(DRILLS, {"log[1]/day": "2026-02-03"}, period="2026Q1")
    assert check(DRILLS, {"log[1]/day": "2026-05-04"}, Background(TODAY, before=before)).findings == ()


FIGURES = form("""
| type    | name | label | default | appearance | read_only | bind::docgen:prefill |
| date    | day  | Day   |         | filled-in  |           |                      |
| integer | a    | A     |         |            |           |                      |
| integer | b    | B     |         |            |           |                      |
| integer | c    | C     |         |            |           |                      |
| integer | d    | D     |         |            |           |                      |
| integer | e    | E     |         |            |           |                      |
| integer | last | Last  |         |            | yes       | history.deaths       |
""")
SAME = {"a": "1", "b": "2", "c": "3", "d": "4", "e": "5", "last": "2", "day": "2026-07-08"}


def test_c3_figures_all_the_same_as_before_were_copied() -> None:
    before, _ = reading(FIGURES, SAME, period="2026Q1")
    assert said(check(FIGURES, SAME, Background(TODAY, before=before))) == ["W-COPIED"]
    assert said(check(FIGURES, SAME | {"e": "6"}, Background(TODAY, before=before))) == []


def test_what_the_form_was_sent_out_with_to_be_left_alone_was_left_alone() -> None:
    assert said(check(FIGURES, SAME, Background(TODAY, sent={"last": 2}))) == []
    assert said(check(FIGURES, SAME, Background(TODAY, sent={"last": 5}))) == ["E-LAST-YEAR last"]


def test_a_form_filled_in_before_its_period_is_an_old_one() -> None:
    assert said(check(FIGURES, SAME, Background(TODAY, first=date(2026, 4, 1)))) == []
    assert said(check(FIGURES, SAME | {"day": "2025-07-08"}, Background(TODAY, first=date(2026, 4, 1)))) == [
        "E-FILLED-BEFORE day"
    ]


YEARLY = form(
    """
| type    | name   | label  | bind::docgen:agreement |
| integer | deaths | Deaths | . = sum(QIS.deaths_q)  |
""",
    "",
    "APR",
)
QUARTERLY = form("""
| type    | name     | label  |
| integer | deaths_q | Deaths |
""")


def test_c2_a_year_is_compared_with_its_quarters_once_all_are_in() -> None:
    quarters = tuple(reading(QUARTERLY, {"deaths_q": n}, period=f"2026Q{n}")[0] for n in ("1", "0", "0", "0"))
    background = Background(TODAY, others={"QIS": quarters}, due={"QIS": 4})
    assert said(check(YEARLY, {"deaths": "0"}, background)) == ["E-CROSS deaths"]
    assert said(check(YEARLY, {"deaths": "1"}, background)) == []
    early = replace(background, others={"QIS": quarters[:3]})
    assert said(check(YEARLY, {"deaths": "7"}, early)) == []


def test_findings_are_said_in_the_language_of_the_campaign() -> None:
    with speaking("zh"):
        [finding] = check(CERTIFICATES, {"total": "50", "certified": "52", "enforced": "0"}).findings
        assert "应持证人数" in finding.message
        assert finding.remedy.startswith("请")


def test_a_result_without_an_end_is_compared_and_kept_to_ten_places() -> None:
    thirds = form("""
    | type      | name  | label | calculation   |
    | integer   | whole | Whole |               |
    | calculate | third | Third | ${whole} div 3 |
    """)
    checked = check(thirds, {"whole": "10", "third": "3.33"})
    assert said(checked) == []
    assert checked.record.value("third") == Decimal("3.3333333333")


INFECTIONS = form("""
|type|name|label|calculation|bind::docgen:measure_en|
|integer|cases|Cases||cases|
|integer|infections|Infections||infections|
|decimal|rate|Rate|if(${cases} > 0, round(${infections} * 1000 div ${cases}, 1), '')|per 1,000|
""")


@pytest.mark.parametrize("again", [False, True])
def test_a_rate_left_blank_in_word_is_worked_out_and_marked_as_docgens_own(again: bool) -> None:
    checked = check(INFECTIONS, {"cases": "500", "infections": "2"})
    if again:  # as the desk does beside the unit's other returns
        checked = check_record(checked.record, (), INFECTIONS, Background(TODAY))
    answer = checked.record.answer("rate")
    assert answer and (answer.value, answer.method, answer.raw) == (Decimal(4), Method.CALCULATED, "")
    assert said(checked) == []


@pytest.mark.parametrize("written", [{"cases": "500"}, {"cases": "about 500", "infections": "2"}, {"cases": "0"}])
def test_a_rate_whose_figures_are_not_all_there_stays_blank(written: dict[str, str]) -> None:
    answer = check(INFECTIONS, {"infections": "", **written}).record.answer("rate")
    assert answer and (answer.state, answer.value) == (FieldState.BLANK, None)


def test_a_rate_worked_out_once_is_worked_out_anew_when_a_figure_of_it_is_corrected() -> None:
    record = check(INFECTIONS, {"cases": "500", "infections": "2"}).record
    other = tuple(replace(one, value=5) if one.path == "infections" else one for one in record.answers)
    assert check_record(replace(record, answers=other), (), INFECTIONS, Background(TODAY)).record.value("rate") == 10
