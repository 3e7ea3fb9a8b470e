"""What the rules name is told as forms print it, in either language; the names of the rules stay for programs."""

import re
from collections.abc import Iterator

import pytest

from docgen.assessment.evidence import briefly, evidence_line
from docgen.assessment.explain import explain
from docgen.assessment.names import PLAIN, Names, names_of
from docgen.campaign import load_campaign
from docgen.findings import Place
from docgen.language import speaking
from docgen.model import Evidence, Explanation, Reason, Source
from tests.assessment.shipped import SAMPLES, rules, unit
from tests.perturb.sent import definitions

FILE = "returns/2027-01-07/0301 Yuntong 2026.xlsx"
SHEET = "APR Annual performance report"
SETTLED = Evidence(Source.RETURN, "APR.problems_settled 2026", "2", Place(FILE, SHEET, "F16"))
RAISED = Evidence(Source.RETURN, "APR.problems_raised 2026", "3", Place(FILE, SHEET, "F15"))
REVIEWED = Evidence(Source.RETURN, "APR.plan_reviewed 2026", "no", Place(FILE, SHEET, "F13"))
DRILL = Evidence(Source.RETURN, "DRL.rows 2026 2026-09-16", "", Place("drills.xlsx", "DRL", "B14"))
MEETING = Evidence(Source.LEDGER, "ledger.meetings Annual meeting", "", Place("ledgers.xlsx", "meetings", row=3))
GONE = Evidence(Source.ABSENCE, "MHR 2026Q4")
CLOSED = Evidence(Source.DECISION, "closing A1.1", "lose")
INTERNAL = re.compile(
    r"\b(?:[A-Z]{3}|ledger|limit|last|unit)\.[a-z]|\bacr?c?_[a-z]|\b\d{4}[QH]\d\b|[a-z]_[a-z]", re.ASCII
)
"""How the rules write names and periods, which nobody is to read."""
MANY = "; ".join((
    "APR.problems_settled = 1; APR.plan_reviewed = no; APR.plan_date = 2026-04-01; APR.veto_doc = no",
    "APR.ban_opened = 0; APR.ban_closed = 0; APR.ban_actions = 0; QIS.special_inspections@2026Q2 = 0",
    "QIS.hazards_overdue = 2; late QIS = missing; late MTG = 3; limit.deaths = 0; accidents = 9; deaths = 1",
    "5 × ledger.meetings (attendance: absent, meeting: M); 1 × DRL.rows (evaluated: no, drill_date: 2026-05-02)",
    "2 × HRL.rows (level: major, hazard_no: H, deadline: 2026-03-01); 1 × ledger.unlisted (hazard: x)",
    "1 × MHR.rows (mh_no: M, declared: no, assessed: no, rules: no)",
    "self 2026Q1 = 90; self 2026Q2 = 80; visit 2026Q3 = 72.3; confirmed V1",
))  # fmt: skip


def names(sample: str) -> Names:
    """The names of a shipped sample, in its language, which the caller speaks."""
    campaign = load_campaign(SAMPLES / sample).campaign
    assert campaign is not None
    return names_of(rules(sample), campaign, definitions())


@pytest.fixture(scope="module")
def english() -> Names:
    return names("safety-2026")


@pytest.fixture(scope="module")
def chinese() -> Names:
    with speaking("zh"):
        return names("safety-2026-zh")


def every_text(told: Explanation) -> Iterator[str]:
    """All that an explanation says of the unit."""
    yield from told.why
    for loss in told.losses:
        yield from (loss.stage, loss.item, loss.reason, *loss.evidence, *loss.brief)
    for *words, shown in told.cases:
        yield from (*words, *shown)
    yield from (text for line in (*told.awards, *told.cuts, *told.figures) for text in line)


@pytest.mark.parametrize(
    ("name", "said_en", "said_zh"),
    [
        ("APR.problems_settled 2026", "Annual performance report (APR), Major problems settled, 2026",
         "《年度履职情况报告（APR）》“解决的重大问题数”（2026年）"),
        ("QIS.self_score 2026Q1", "Quarterly inspection summary (QIS), Self score, Q1 2026",
         "《季度安全生产检查情况汇总表（QIS）》“自查得分”（2026年第一季度）"),
        ("APR 2026", "Annual performance report (APR), 2026", "《年度履职情况报告（APR）》（2026年）"),
        ("limit.deaths", "the limit of “Deaths”", "“死亡人数”控制数"),
        ("last.accidents", "“Accidents” of last year", "上年“事故起数”"),
        ("deaths", "liability deaths", "责任死亡人数"),
        ("acr_deaths", "Accident report (ACR): liability deaths", "事故报告（ACR）：责任死亡人数"),
    ],
)  # fmt: skip
def test_a_figure_is_called_what_the_form_calls_it(
    name: str, said_en: str, said_zh: str, english: Names, chinese: Names
) -> None:
    assert str(english.called(name)) == said_en
    with speaking("zh"):
        assert str(chinese.called(name)) == said_zh


def test_what_shows_a_loss_names_no_field_by_its_path(english: Names, chinese: Names) -> None:
    assert evidence_line(SETTLED, english) == (
        "return: Annual performance report (APR), Major problems settled, 2026: 2"
        " (returns/2027-01-07/0301 Yuntong 2026.xlsx, sheet APR Annual performance report, cell F16)"
    )
    assert evidence_line(MEETING, english) == "ledger: Annual meeting (ledgers.xlsx, sheet meetings, row 3)"
    with speaking("zh"):
        assert evidence_line(REVIEWED, chinese) == (
            "报送材料：《年度履职情况报告（APR）》“年度计划是否经主要领导审定”（2026年）：否"
            "（returns/2027-01-07/0301 Yuntong 2026.xlsx，工作表“APR Annual performance report”，单元格F13）"
        )
        assert evidence_line(CLOSED, chinese) == "决定：截止 A1.1：不得分"


def test_a_letter_names_form_and_file_once_and_tells_figures_in_the_order_of_the_form(english: Names) -> None:
    assert briefly((SETTLED, RAISED, SETTLED, DRILL, GONE), english) == (
        "Annual performance report (APR), 2026: Major problems raised 3, Major problems settled 2"
        " (0301 Yuntong 2026.xlsx, cell F15, F16)",
        "Drill record (DRL), 2026: 2026-09-16 (drills.xlsx, cell B14)",
        "nothing there: Register of major hazard installations (MHR), Q4 2026",
    )


def test_a_figure_of_several_periods_is_named_once(english: Names) -> None:
    quarters = [
        Evidence(Source.RETURN, f"QIS.special_inspections 2026Q{n}", f"{n}", Place("q.xlsx", "QIS", f"C{n}"))
        for n in (1, 2)
    ]
    assert briefly(quarters, english) == (
        "Quarterly inspection summary (QIS): Special inspections Q1 2026: 1, Q2 2026: 2 (q.xlsx, cell C1, C2)",
    )


@pytest.mark.parametrize(
    ("subject", "said"),
    [
        ("A2.1", "A2.1"),
        ("A2.1/1/APR 2026", "A2.1: Annual performance report (APR), 2026"),
        ("Y2/LJ-2026-005", "Y2: LJ-2026-005"),
        ("J1/HRL.rows 2026Q4 H-01", "J1: Hazard rectification list (HRL), Q4 2026, H-01"),
    ],
)
def test_what_a_decision_is_about_is_said_in_words(subject: str, said: str, english: Names) -> None:
    assert english.subject(subject) == said


def test_reasons_say_yes_no_sums_and_titles_with_blanks_in_them(english: Names, chinese: Names) -> None:
    above = "{name} is {value}, {base} is {last}"
    told = (("name", "liability deaths + serious injuries"), ("value", "3"), ("base", "last.deaths + last.serious"),
            ("last", "1"))  # fmt: skip
    assert english.reason(Reason(above, told)) == (
        "liability deaths + serious injuries is 3, “Deaths” of last year + “Serious injuries” of last year is 1"
    )
    for title in ("accidents reported late", "deaths in all", "liability deaths"):
        late = Reason("{name} is {value}", (("name", title), ("value", "1")))
        assert english.reason(late) == f"{title} is 1", "a title may begin with the name of another figure"
    with speaking("zh"):
        late = Reason("{form} {period} not returned", (("form", "QIS"), ("period", "2026Q4")))
        assert chinese.reason(late) == "《季度安全生产检查情况汇总表（QIS）》（2026年第四季度）未报"


@pytest.mark.parametrize("sample", ["safety-2026", "safety-2026-zh"])
def test_nothing_an_explanation_says_is_a_name_of_the_rules(sample: str, english: Names, chinese: Names) -> None:
    zh = sample.endswith("zh")
    with speaking("zh" if zh else "en"):
        one = unit(MANY, sample=sample)
        told = explain(one, chinese if zh else english)
        assert any(INTERNAL.search(text) for text in every_text(explain(one))), "the year has what would show it"
    assert len(told.losses) > 20
    assert [text for text in every_text(told) if INTERNAL.search(text)] == []
    if zh:
        assert [text for text in every_text(told) if re.search(r"(?<![\w-])[a-z]{2,}(?![\w.])", text, re.ASCII)] == []


def test_programs_find_what_shows_a_loss_by_the_names_of_the_rules(english: Names) -> None:
    told = explain(one := unit(MANY), english)
    assert [line.sources for line in told.losses] == [tuple(dict.fromkeys(loss.evidence)) for loss in one.losses]


def test_words_do_not_change_the_digest_of_a_result() -> None:
    with speaking("zh"):
        chinese = unit(MANY)
    assert chinese.digest == unit(MANY).digest


@pytest.mark.parametrize("text", ["APR.problems_settled 2026", "QIS 2026Q4 not returned", "deaths, APR (see INC. 4)"])
def test_a_text_may_be_said_twice(text: str, english: Names) -> None:
    assert english.said(english.said(text)) == english.said(text)


@pytest.mark.parametrize("text", ["Acme APR Ltd", "the last.Then", "a unit.", "No. APR-2026", "2026", "QIS"])
def test_words_of_people_stay_as_they_wrote_them(text: str, english: Names) -> None:
    assert english.said(text) == text


def test_without_forms_nothing_is_called_otherwise() -> None:
    assert str(PLAIN.called("deaths")) == "deaths"
    assert PLAIN.said("APR.signed of HRL.rows") == "APR.signed of HRL.rows"
