"""The twelve forms of the safety office and the three of the contractors: what they ask, and that others read them."""

import subprocess
import sys
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

import pytest
from pyxform.xls2xform import convert

from docgen.campaign import load_campaign, start_campaign
from docgen.forms import compile_definition, load_definitions
from docgen.model import FieldType, FormDefinition

ROOT = Path(__file__).resolve().parents[2]
FORMS = ROOT / "templates" / "forms"
OFFICE = ("QIS", "SPR", "APR", "SAF", "HRL", "MHR", "DRL", "TCT", "ACR", "MTG", "VIS", "OBJ")
CONTRACTORS = ("QSR", "TRN", "INC")
PATHS = [
    *(FORMS / f"{code}.xlsx" for code in OFFICE),
    *(FORMS / "contractors" / f"{code}.xlsx" for code in CONTRACTORS),
]

HEADER = """
campaign_year form_code form_version unit_code unit_name period principal statistician filler phone fill_date sealed
nil_return
"""
BOTH_REPORTS = """
plan_reviewed plan_date problems_raised problems_settled meetings_due meetings_attended should_sign signed method_issued
indicators_cascaded rewards_done should_assess assessed tech_in_plan tech_projects tech_upgrades tech_fund
special_inspections ents_total high_risk_ents deposit_ents insured_ents risk_covered warn_implemented veto_doc veto_due
veto_consulted campaigns name targets plan fund fund_amount summary maj_found maj_treated proj_total proj_compliant
haz_due haz_rectified_due std_should std_qualified org_should org_ok joint_actions illegal_found illegal_handled
ban_actions ban_opened ban_closed study_sessions month_plan month_activities month_summary_date tasks_assigned
tasks_done month_people month_leaflets month_banners plans_should plans_ok ents_should_drill ents_drilled rescue_should
rescue_body rescue_staff rescue_equip rescue_partner accidents deaths missing serious loss acc_reported_on_time acc_late
acc_omitted cases_due cases_closed cases_closed_on_time text_a text_b text_c text_d text_e text_f text_g text_h
"""
NAMES = {
    "QIS": """
        quarter special_inspections teams person_times ents_total ents_inspected gen_found gen_rectified maj_found
        maj_rectified maj_planned rect_rate_gen hazards_overdue invest meeting_held leader_attended joint_actions_q
        illegal_found_q illegal_handled_q accidents_q deaths_q serious_q loss_q self_score summary inspections date
        subject lead places found rectified overdue
        """,
    "SPR": BOTH_REPORTS,
    "APR": BOTH_REPORTS + "last_year_accidents last_year_deaths last_year_missing last_year_serious last_year_loss",
    "SAF": "rows item_id max_points self_points reason evidence_no na_claim total",
    "HRL": """
        rows hazard_no found_date place description level source supervise_level listed_no duty_person measures fund
        deadline emergency_plan monitored extension_to extension_doc rectified_date accepted_by accepted_date status
        """,
    "MHR": """
        rows mh_no enterprise mh_name address type level r_value substance max_quantity critical_quantity in_use_since
        people_500m declared assessed assess_date rules emergency_training signs inspected monitored filing_no
        """,
    "DRL": """
        rows drill_date enterprise plan_name kind level people summary problems evaluated evaluation_date plan_revised
        revision_date photos
        """,
    "TCT": """
        ents_total principal_total principal_certified manager_total manager_certified special_total special_certified
        staff_total staff_trained rows name id_no enterprise post cert_type cert_no issue_date expiry review_due
        train_hours
        """,
    "ACR": """
        accident_no stage occurred_at known_at reported_at place enterprise vehicle_ship accident_type rescue_at_once
        aftermath_done category cause liability hazmat deaths deaths_on_site missing injured serious loss level summary
        cause_found people_punished measures_done people_educated due_close_date closed_date report_doc_no
        """,
    "MTG": "rows meeting_name meeting_date relayed_date relayed_people measures done",
    "VIS": "rows item_id max_points computed_points self_points verified_figure team_points reason evidence_no",
    "OBJ": "rows item_id disputed reason evidence_no",
}
"""The names the notes on the forms give, by form; `rows` is the table of a form that is one."""
TITLES = {
    "QIS": "季度安全生产检查情况汇总表",
    "SPR": "半年履职情况报告",
    "APR": "年度履职情况报告",
    "SAF": "年终自评表",
    "HRL": "事故隐患排查治理清单",
    "MHR": "重大危险源登记表",
    "DRL": "应急演练记录",
    "TCT": "培训持证情况表",
    "ACR": "事故报告",
    "MTG": "安全生产会议贯彻落实情况报告",
    "VIS": "督查考核表",
    "OBJ": "异议申请",
}


@cache
def form(path: Path) -> FormDefinition:
    definition, findings = compile_definition(path)
    assert findings == ()
    assert definition is not None
    return definition


def office(code: str) -> FormDefinition:
    return form(FORMS / f"{code}.xlsx")


every_form = pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)


@pytest.mark.parametrize("code", OFFICE)
def test_each_form_asks_what_the_notes_name(code: str) -> None:
    definition = office(code)
    asked = {field.name for field in definition.fields} | {repeat.path for repeat in definition.repeats}
    assert set((HEADER + NAMES[code]).split()) - asked == set()
    assert definition.title.said("zh") == TITLES[code]


def test_the_half_year_report_asks_no_figures_of_last_year() -> None:
    half = {field.name for field in office("SPR").fields}
    assert {field.name for field in office("APR").fields} - half == {
        f"last_year_{name}" for name in ("accidents", "deaths", "missing", "serious", "loss")
    }


@every_form
def test_every_question_is_worded_in_every_language_of_the_form(path: Path) -> None:
    definition = form(path)
    assert definition.languages == (("en",) if path.parent.name == "contractors" else ("en", "zh"))
    for field in definition.fields:
        if field.type is not FieldType.CALCULATE:
            assert {language for language, text in field.label.texts if text} == set(definition.languages), field.path


@every_form
def test_what_is_checked_is_said_in_words(path: Path) -> None:
    for field in form(path).fields:
        assert bool(field.constraint) == bool(field.constraint_message), field.path
        assert bool(field.advice) == bool(field.advice_message), field.path


def test_enterprises_are_not_asked_about_enforcement() -> None:
    powers = {"joint_actions", "illegal_found", "illegal_handled", "ban_actions", "ban_opened", "ban_closed"}
    enterprises = ("passenger_ent", "hazmat_ent", "city_ent", "station", "construction_ent", "training_repair")
    for unit_type in (*enterprises, "project"):
        assert {f.name for f in office("APR").fields if not f.asks(unit_type)} >= powers
    assert {f.name for f in office("APR").fields if not f.asks("county_bureau")} == set()


def test_a_form_without_business_for_a_type_of_unit_is_not_asked_of_it() -> None:
    assert not office("MHR").asks("training_repair")
    assert office("MHR").asks("hazmat_ent")


def test_the_same_figure_is_typed_once_in_one_workbook() -> None:
    shared = {code: {f.shared for f in office(code).fields if f.shared} for code in ("APR", "TCT", "SAF")}
    assert "ents_total" in shared["APR"] & shared["TCT"]
    assert {"principal", "filler", "fill_date", "unit_name"} <= shared["APR"] & shared["TCT"] & shared["SAF"]


def test_an_accident_is_told_from_another_by_its_number() -> None:
    assert office("ACR").key == ("accident_no", "stage")
    assert office("HRL").repeats[0].key == ("hazard_no",)


@every_form
def test_pyxform_takes_the_workbook_without_a_warning_and_finds_every_question(path: Path) -> None:
    """Every extension too: an undeclared prefix would give XML that cannot be parsed."""
    converted = convert(str(path))
    assert converted.warnings == []
    tree = ElementTree.fromstring(converted.xform)
    binds = {bind.get("nodeset", "").removeprefix("/data/"): bind for bind in tree.iter() if bind.tag.endswith("}bind")}
    own = "{urn:docgen:definition}"
    for field in form(path).fields:
        bind = binds[field.path]
        assert bind.get(f"{own}items", "") == ", ".join(field.items), field.path
        assert bind.get(f"{own}prefill", "") == field.prefill, field.path
        assert bind.get(f"{own}shared", "") == field.shared, field.path
        assert bind.get(f"{own}measure_en", "") == field.measure.said("en"), field.path
        assert bool(bind.get("constraint")) == bool(field.constraint), field.path
    for repeat in form(path).repeats:
        assert binds[repeat.path].get(f"{own}rows") == str(repeat.rows)


def test_the_workbooks_are_those_of_their_texts() -> None:
    script = ROOT / "scripts" / "write_forms.py"
    done = subprocess.run([sys.executable, script, "--check"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    ("sample", "codes"), [("safety-2026", OFFICE), ("safety-2026-zh", OFFICE), ("contractors", CONTRACTORS)]
)
def test_a_campaign_begins_with_its_forms(tmp_path: Path, sample: str, codes: tuple[str, ...]) -> None:
    start_campaign(tmp_path / "c", sample, {})
    campaign = load_campaign(tmp_path / "c").campaign
    assert campaign is not None
    forms, findings = load_definitions(campaign)
    assert findings == ()
    assert set(forms) == set(codes)
