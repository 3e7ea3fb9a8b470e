"""What the shipped samples are: one office in two languages, and another of quite another kind."""

import re
from collections import Counter
from datetime import date
from decimal import Decimal
from functools import cache
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from docgen.campaign import Campaign, load_campaign, start_campaign
from docgen.campaign.settings import Paper
from docgen.findings import Finding, Level
from docgen.model import BoundClause, Unit
from docgen.word.wording import TextTemplate

ENGLISH, CHINESE, CONTRACTORS = "safety-2026", "safety-2026-zh", "contractors"
OFFICE = (ENGLISH, CHINESE)
EVERY = (*OFFICE, CONTRACTORS)

DUTIES = [
    f"{group}{n}"
    for group, last in zip("ABCDEFGHT", (8, 2, 1, 2, 1, 3, 5, 4, 2), strict=True)
    for n in range(1, last + 1)
]
ENTERPRISES = {"passenger_ent", "hazmat_ent", "city_ent", "station", "construction_ent", "training_repair"}
WITH_ENFORCEMENT = {"county_bureau", "waterway_port", "enforcement"}


@cache
def _loaded(name: str) -> tuple[Campaign, tuple[Finding, ...]]:
    """A sample as docgen init puts it down, templates beside it."""
    with TemporaryDirectory() as folder:
        start_campaign(Path(folder), name, {})
        loaded = load_campaign(Path(folder))
    assert loaded.campaign is not None
    return loaded.campaign, loaded.findings


def sample(name: str) -> Campaign:
    return _loaded(name)[0]


def clauses_of(campaign: Campaign, unit: Unit) -> list[BoundClause]:
    return [clause for group in campaign.duties_of(unit) for clause in group.clauses]


def unit(name: str, code: str) -> Unit:
    found = sample(name).unit(code)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        # the accidents of one station last year are still being verified
        (ENGLISH, {("W-LAST-YEAR-BLANK", "0308")}),
        (CHINESE, {("W-LAST-YEAR-BLANK", "0308")}),
        # a contractor that did not report its hours has no rate
        (CONTRACTORS, {("W-LAST-YEAR-BLANK", "004226")}),
    ],
)
def test_nothing_is_wrong_in_a_sample_but_what_is_meant(name: str, meant: set[tuple[str, str]]) -> None:
    faults = [f for f in _loaded(name)[1] if f.level is not Level.NOTE]
    assert {(f.code.id, f.place.unit) for f in faults} == meant
    assert not [f for f in faults if f.level is Level.ERROR]


@pytest.mark.parametrize("name", OFFICE)
def test_the_office_has_24_units_of_12_types_each_with_its_legal_basis(name: str) -> None:
    campaign = sample(name)
    assert len(campaign.units) == 24
    types = {u.type for u in campaign.units}
    assert len(types) == 12
    assert types == set(campaign.settings.unit_types)
    first = (
        "《中华人民共和国安全生产法》（2021年修正）"
        if name == CHINESE
        else "Work Safety Law of the People’s Republic of China"
    )
    for kind in campaign.settings.unit_types.values():
        assert kind.basis[0].startswith(first)
        assert len(set(kind.basis)) == len(kind.basis) >= 5


def test_the_roster_holds_the_hard_names_of_real_rosters() -> None:
    for name in OFFICE:
        full = [u.name for u in sample(name).units]
        assert any("/" in n for n in full)
        assert any("《" in n and "》" in n for n in full)
        assert any("䶮" in n for n in full)
        assert max(map(len, full)) >= 50
    assert any('"' in u.name for u in sample(ENGLISH).units)
    assert any("“" in u.name for u in sample(CHINESE).units)
    assert any("/" in u.name for u in sample(CONTRACTORS).units)
    assert any("'" in u.name for u in sample(CONTRACTORS).units)


@pytest.mark.parametrize("name", OFFICE)
def test_two_stations_share_a_short_name_and_codes_begin_with_0(name: str) -> None:
    campaign = sample(name)
    shared = [n for n, times in Counter(u.short_name for u in campaign.units).items() if times > 1]
    assert shared == [unit(name, "0307").short_name] == [unit(name, "0308").short_name]
    assert all(re.fullmatch(r"0\d{3}", u.code) for u in campaign.units)


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        (ENGLISH, "Lanjiang Highway Administration", "Lanjiang Highway Development Centre"),
        (CHINESE, "澜江市公路管理处", "澜江市公路发展中心"),
    ],
)
def test_a_unit_renamed_in_july_answers_to_both_names(name: str, old: str, new: str) -> None:
    campaign = sample(name)
    assert campaign.unit_named(old).unit == campaign.unit_named(new).unit == unit(name, "0202")
    assert date(2026, 7, 1) in {n.valid_from for n in unit(name, "0202").names}


@pytest.mark.parametrize("name", OFFICE)
def test_one_unit_is_new_in_may_and_one_merged_at_the_end_of_june(name: str) -> None:
    first_quarter, second_half = (date(2026, 1, 1), date(2026, 3, 31)), (date(2026, 7, 1), date(2026, 12, 31))
    assert [u.code for u in sample(name).units if not u.is_active(*first_quarter)] == ["0304"]
    assert [u.code for u in sample(name).units if not u.is_active(*second_half)] == ["0306"]


@pytest.mark.parametrize("name", OFFICE)
def test_39_items_make_exactly_100_points_and_every_duty_is_scored(name: str) -> None:
    items = sample(name).items
    assert len(items) == 39
    assert sum(i.points for i in items) == Decimal(100)
    assert list(dict.fromkeys(i.clause for i in items)) == DUTIES
    by_group = {g: sum(i.points for i in items if i.clause[0] == g) for g in "ABCDEFGHT"}
    assert by_group == {"A": 24, "B": 12, "C": 5, "D": 7, "E": 3, "F": 7, "G": 12, "H": 10, "T": 20}
    assert all(i.standard and i.evidence for i in items)


@pytest.mark.parametrize("name", EVERY)
def test_an_item_applies_to_a_unit_exactly_if_its_clause_binds_the_unit(name: str) -> None:
    campaign = sample(name)
    for u in campaign.units:
        bound = {c.id for c in clauses_of(campaign, u)}
        items = {i.id for i in campaign.items_of(u)}
        assert items == {i.id for i in campaign.items if i.clause in bound}
        # what a unit is assessed for must leave a base worth dividing by
        assert sum(i.points for i in campaign.items_of(u)) >= 60


def test_both_languages_say_the_same_to_every_unit() -> None:
    english, chinese = sample(ENGLISH), sample(CHINESE)
    assert [c.id for c in english.clauses] == [c.id for c in chinese.clauses]
    assert [(i.id, i.clause, i.points, i.unit_types) for i in english.items] == [
        (i.id, i.clause, i.points, i.unit_types) for i in chinese.items
    ]
    for ours, theirs in zip(english.units, chinese.units, strict=True):
        assert (ours.code, ours.type, ours.facts, ours.format) == (
            theirs.code,
            theirs.type,
            theirs.facts,
            theirs.format,
        )
        assert [(c.id, c.number, c.items) for c in clauses_of(english, ours)] == [
            (c.id, c.number, c.items) for c in clauses_of(chinese, theirs)
        ]
        figures = [
            [(i.indicator, i.limit, i.last_year) for i in c.indicators_of(u)]
            for c, u in ((english, ours), (chinese, theirs))
        ]
        assert figures[0] == figures[1]
        assert {k: len(v) for k, v in ours.lists.items()} == {k: len(v) for k, v in theirs.lists.items()}
    assert [(e.date, e.form, e.period) for e in english.settings.calendar] == [
        (e.date, e.form, e.period) for e in chinese.settings.calendar
    ]


@pytest.mark.parametrize("name", OFFICE)
def test_only_units_with_enforcement_power_are_told_to_enforce(name: str) -> None:
    campaign = sample(name)
    told = {u.type for u in campaign.units if any(c.id.startswith("F") for c in clauses_of(campaign, u))}
    assert told == WITH_ENFORCEMENT
    assert not told & ENTERPRISES


TO_OTHERS = {
    # words that speak of enterprises as somebody else
    CHINESE: r"企业(?:的|开展|落实|学习|依法|参加)|所监管|监管企业|组织企业|督促|指导|下属单位",
    ENGLISH: r"\benterprises?\b|\bit regulates\b|\bsubordinate\b|\b[Uu]rge\b|\b[Gg]uide\b|\b[Ss]upervise\b",
}


@pytest.mark.parametrize("name", OFFICE)
def test_no_enterprise_is_told_to_organise_enterprises(name: str) -> None:
    campaign = sample(name)
    said = [(u.code, c.id, c.wording) for u in campaign.units if u.type in ENTERPRISES for c in clauses_of(campaign, u)]
    assert len(said) > 12 * 20
    assert [s for s in said if re.search(TO_OTHERS[name], s[2].replace("本企业的", "本企业"))] == []


@pytest.mark.parametrize("name", OFFICE)
def test_authorities_are_told_to_see_to_the_enterprises_they_regulate(name: str) -> None:
    campaign = sample(name)
    county = " ".join(c.wording for c in clauses_of(campaign, unit(name, "0101")))
    assert re.search(TO_OTHERS[name], county)


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("0201", {CHINESE: "三关一监督", ENGLISH: "three gates and one supervision"}),
        ("0202", {CHINESE: "危桥", ENGLISH: "dangerous bridge"}),
        ("0203", {CHINESE: "渡船", ENGLISH: "ferries"}),
        ("0204", {CHINESE: "含失踪", ENGLISH: "persons missing included"}),
        ("0206", {CHINESE: "专项施工方案", ENGLISH: "special construction schemes"}),
        ("0301", {CHINESE: "动态监控", ENGLISH: "monitoring system"}),
        ("0303", {CHINESE: "押运员", ENGLISH: "escorts"}),
        ("0307", {CHINESE: "三不进站、六不出站", ENGLISH: "three not in, six not out"}),
        ("0310", {CHINESE: "三类人员", ENGLISH: "three classes of personnel"}),
    ],
)
def test_each_kind_of_unit_reads_its_own_wording(code: str, words: dict[str, str]) -> None:
    for name in OFFICE:
        assert words[name] in " ".join(c.wording for c in clauses_of(sample(name), unit(name, code)))


NUMBERS = {
    # a county bureau has every clause
    "0101": {
        "A": "12345678",
        "B": "12",
        "C": "-",
        "D": "12",
        "E": "-",
        "F": "123",
        "G": "12345",
        "H": "1234",
        "T": "12",
        "P": "-",
    },
    # road transport: no installations (B2), no enforcement (F)
    "0201": {"A": "12345678", "B": "1", "C": "-", "D": "12", "E": "-", "G": "12345", "H": "1234", "T": "12", "P": "-"},
    # the brigade: no deposit (A5), no installations, no standardisation (D2), no safety bodies of others (E1)
    "0205": {"A": "1234567", "B": "1", "C": "-", "D": "1", "F": "123", "G": "12345", "H": "1234", "T": "12", "P": "-"},
    # a station: all but enforcement
    "0307": {"A": "12345678", "B": "12", "C": "-", "D": "12", "E": "-", "G": "12345", "H": "1234", "T": "12", "P": "-"},
    # a small driving school: no technology plan (A4), no deposit, no installations
    "0312": {"A": "123456", "B": "1", "C": "-", "D": "12", "E": "-", "G": "12345", "H": "1234", "T": "12", "P": "-"},
}


@pytest.mark.parametrize("name", OFFICE)
@pytest.mark.parametrize("code", NUMBERS)
def test_numbers_are_counted_in_each_units_own_book(name: str, code: str) -> None:
    groups = sample(name).duties_of(unit(name, code))
    assert {g.letter: "".join(c.number or "-" for c in g.clauses) for g in groups} == NUMBERS[code]
    assert [g.number for g in groups] == list(range(1, len(groups) + 1))


@pytest.mark.parametrize("name", OFFICE)
def test_a_clause_bears_another_number_where_one_before_it_does_not_bind(name: str) -> None:
    printed = {c.id: c.number for c in clauses_of(sample(name), unit(name, "0312"))}
    assert (printed["A6"], printed["A8"]) == ("4", "6")
    assert printed["C1"] == printed["E1"] == printed["P1"] == ""


@pytest.mark.parametrize("name", EVERY)
def test_tags_in_wordings_are_filled_from_the_roster(name: str) -> None:
    campaign = sample(name)
    language = campaign.settings.language
    tagged = 0
    for u in campaign.units:
        for clause in clauses_of(campaign, u):
            filled = TextTemplate(clause.wording, style=language).render({"unit": dict(u.facts)})
            assert (filled.findings, "{" in filled.text) == ((), False), (u.code, clause.id)
            tagged += filled.text != clause.wording
    assert tagged >= len(campaign.units)


@pytest.mark.parametrize(
    ("name", "says"),
    [
        (ENGLISH, "special safety inspections every quarter (at least two)"),
        (CHINESE, "安全生产专项检查不少于2次"),
    ],
)
def test_a_clause_takes_its_numbers_from_the_roster(name: str, says: str) -> None:
    brigade = unit(name, "0205")
    clause = next(c for c in clauses_of(sample(name), brigade) if c.id == "A3")
    assert (
        says
        in TextTemplate(clause.wording, style=sample(name).settings.language).render({"unit": dict(brigade.facts)}).text
    )


@pytest.mark.parametrize("name", OFFICE)
def test_a_blank_last_year_stays_blank_and_a_limit_of_0_stays_0(name: str) -> None:
    campaign = sample(name)

    def figures(code: str) -> dict[str, tuple[object, object]]:
        return {i.indicator: (i.limit, i.last_year) for i in campaign.indicators_of(unit(name, code))}

    assert figures("0308")["accidents"] == (1, None)
    assert figures("0308")["deaths"] == (0, 0)
    assert figures("0304")["deaths"] == (0, None)  # new this year
    assert figures("0301")["driving_rate"] == (Decimal("0.35"), Decimal("0.38"))
    assert figures("0302")["on_line"] == (99, None)
    assert "driving_rate" not in figures("0101")


@pytest.mark.parametrize("name", OFFICE)
def test_the_units_figures_stay_within_the_offices_own(name: str) -> None:
    campaign = sample(name)
    summed = [key for key, setting in campaign.settings.indicators.items() if setting.total]
    assert summed == ["deaths", "accidents", "serious", "loss"]
    for key in summed:
        together = sum(Decimal(str(figures[key])) for figures in campaign.indicators.values())
        assert together <= Decimal(str(campaign.totals[key])), key


@pytest.mark.parametrize("name", OFFICE)
def test_every_unit_has_a_head_and_a_safety_officer_and_some_have_listed_hazards(name: str) -> None:
    units = sample(name).units
    assert all(len(u.lists["people"]) == 2 and u.contact.name and u.contact.phone for u in units)
    assert len([u for u in units if u.lists["hazards"]]) == 9
    assert {u.format for u in units} == {"xlsx", "docx", "pdf"}


@pytest.mark.parametrize("name", OFFICE)
def test_the_calendar_has_the_returns_of_the_year_on_their_days(name: str) -> None:
    settings = sample(name).settings
    due: dict[str, list[date]] = {}
    for entry in settings.calendar:
        due.setdefault(entry.form, []).append(entry.date)
    quarters = [date(2026, 4, 10), date(2026, 7, 10), date(2026, 10, 10), date(2027, 1, 8)]
    assert due["QIS"] == due["HRL"] == quarters
    assert due["SPR"] == [date(2026, 7, 20)]
    assert all(due[form] == [date(2027, 1, 8)] for form in ("APR", "SAF", "MHR", "DRL", "TCT", "MTG"))
    listed = [f.code for f in settings.forms if f.annex]
    assert listed == ["QIS", "HRL", "SPR", "APR", "SAF", "MHR", "DRL", "TCT", "MTG", "ACR"]
    assert [f.code for f in settings.forms if not f.annex] == ["VIS", "OBJ"]  # the team's own; after the preview
    assert set(listed) - set(due) == {"ACR"}  # due at the event


@pytest.mark.parametrize("name", EVERY)
def test_nothing_is_due_on_a_day_nobody_works(name: str) -> None:
    days = sample(name).settings.working_days
    for entry in sample(name).settings.calendar:
        rest = entry.date.isoweekday() in days.rest or entry.date in days.holidays
        assert entry.date in days.worked or not rest, entry


def test_the_office_grades_in_three_from_90_and_70() -> None:
    bounds = {name: [(g.name, g.lowest) for g in sample(name).settings.grades] for name in OFFICE}
    assert bounds[ENGLISH] == [("Excellent", 90), ("Qualified", 70), ("Unqualified", 0)]
    assert bounds[CHINESE] == [("优秀", 90), ("合格", 70), ("不合格", 0)]


def test_the_contractors_sample_is_neutral_of_the_office() -> None:
    campaign = sample(CONTRACTORS)
    settings = campaign.settings
    assert (settings.language, settings.paper, settings.date_format) == ("en", Paper.LETTER, "MM/dd/yyyy")
    assert (settings.term.first, settings.term.last) == (date(2025, 10, 1), date(2026, 9, 30))
    assert len(settings.forms) == 3
    assert len(campaign.items) == 5
    assert sum(i.points for i in campaign.items) == Decimal(100)
    assert [g.name for g in settings.grades] == ["Pass", "Fail"]
    assert [c.when for c in settings.consequences] == ["Fail"]
    assert all(u.code.startswith("00") for u in campaign.units)
    assert unit(CONTRACTORS, "004231").active_from == date(2026, 1, 5)


CHINESE_LETTER = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff01-\uff5e]")


def _printed(campaign: Campaign) -> list[str]:
    """The sentences of a sample that are no names: wordings, headings, rules, lists of the settings."""
    settings = campaign.settings
    return [
        *chain.from_iterable((c.wording, c.heading) for c in campaign.clauses),
        *chain.from_iterable((i.title, i.standard, i.evidence) for i in campaign.items),
        *chain.from_iterable(t.basis for t in settings.unit_types.values()),
        *(c.text for c in settings.consequences),
        *(e.title for e in settings.calendar),
        *(f.due for f in settings.forms),
    ]


def test_the_english_sample_is_english_and_the_chinese_one_uses_chinese_punctuation() -> None:
    for name in (ENGLISH, CONTRACTORS):
        assert [text for text in _printed(sample(name)) if CHINESE_LETTER.search(text)] == []
    chinese = [re.sub(r"\{\{.*?\}\}", "", text) for text in _printed(sample(CHINESE))]
    assert [text for text in chinese if re.search(r"[,;:?!()]", text)] == []


@pytest.mark.parametrize("name", EVERY)
def test_wordings_are_whole_sentences_and_basis_texts_end_without_a_stop(name: str) -> None:
    campaign = sample(name)
    assert [c.id for c in campaign.clauses if not c.wording.endswith(("。", "."))] == []
    assert [
        b for t in campaign.settings.unit_types.values() for b in t.basis if b.endswith(("。", ".", "；", ";"))
    ] == []
