"""Units figures are counted in: which two are the same, and what one is in the other."""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from docgen.model import Wording
from docgen.returns.values.plain import plain, words

_KINDS = {
    "people": words(
        """人 名 位 人员 员 人数 人次 person persons people worker workers staff employee employees
        person-times person-time"""
    ),
    "events": words(
        """起 次 件 宗 场 场次 场(次) 例 回 趟 班次 次数 人次 person-times person-time time times event events accident
        accidents case cases inspection inspections meeting meetings session sessions drill drills action actions
        visit visits"""
    ),
    "bodies": words(
        """家 户 所 企业 单位 家企业 个单位 组 company companies enterprise enterprises firm firms unit units team
        teams"""
    ),
    "things": words(
        """项 条 处 份 张 本 册 部 台 辆 艘 套 块 幅 面 座 件 组 支 item items piece pieces copy copies hazard hazards
        place places site sites project projects vehicle vehicles ship ships banner banners leaflet leaflets"""
    ),
    "points": words("分 point points"),
    "days": words("天 日 工作日 day days"),
    "hours": words("小时 时 个小时 学时 课时 hour hours h"),
    "length": words("米 m 公里 千米 km metre metres meter meters"),
    "weight": words("吨 t 千克 公斤 kg tonne tonnes ton tons"),
    "percent": words("% ‰ 个百分点 百分点 percent"),
    "years": words("年 岁 year years"),
    "months": words("个月 月 month months"),
    "yuan": words("元 块钱 圆 ¥ rmb cny yuan 人民币 元整"),
    "dollars": words("$ usd us$ dollar dollars"),
    "euros": words("€ eur euro euros"),
    "pounds": words("£ gbp"),
}
_GENERIC = words("个 只 no. nos")
_COUNTED = frozenset(("people", "events", "bodies", "things"))
MONEY = frozenset(("yuan", "dollars", "euros", "pounds"))
_PREFIXES = {
    **dict.fromkeys(("人民币", "rmb", "cny", "¥"), "yuan"),
    **dict.fromkeys(("us$", "usd", "$"), "dollars"),
    **dict.fromkeys(("eur", "€"), "euros"),
    **dict.fromkeys(("gbp", "£"), "pounds"),
}
_SCALES = {
    "千": 10**3, "万": 10**4, "萬": 10**4, "十万": 10**5, "百万": 10**6, "千万": 10**7, "亿": 10**8, "億": 10**8,
    "1,000": 10**3, "10,000": 10**4, "100,000": 10**5, "1,000,000": 10**6, "ten thousand": 10**4, "thousand": 10**3,
    "million": 10**6, "1000": 10**3, "10000": 10**4, "1000000": 10**6, "k": 10**3, "m": 10**6,
}  # fmt: skip
_SCALED = re.compile(
    "(" + "|".join(sorted(map(re.escape, _SCALES), key=len, reverse=True)) + r")?\s*(?:of )?(.+)", re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit: what `kinds` of thing it counts, and how many of their smallest make one (万元 is 10,000 yuan).

    No kinds at all: a unit docgen knows nothing of, which only its own name stands for.
    """

    name: str
    kinds: frozenset[str] = frozenset()
    scale: Decimal = Decimal(1)

    @property
    def is_money(self) -> bool:
        """Whether it is a currency, or so many of one."""
        return bool(self.kinds & MONEY)

    def counts_like(self, other: "Unit") -> bool:
        """Whether figures in both may be compared at all."""
        if self.name in _GENERIC:
            return not other.kinds or bool(other.kinds & _COUNTED)
        return self.name == other.name or bool(self.kinds & other.kinds)


def _table() -> dict[str, frozenset[str]]:
    kinds: dict[str, frozenset[str]] = {name: frozenset() for name in _GENERIC}
    for kind, names in _KINDS.items():
        for name in names:
            kinds[name] = kinds.get(name, frozenset()) | {kind}
    return kinds


_UNITS = _table()


@lru_cache(maxsize=4096)
def unit(text: str) -> Unit | None:
    """The unit `text` names, if docgen knows it: 起, 万元, persons, USD."""
    name = unit_name(text)
    if name in _UNITS:
        return Unit(name, _UNITS[name])
    scaled = _SCALED.fullmatch(name)
    if scaled and scaled[1] and scaled[2] in _UNITS:
        return Unit(name, _UNITS[scaled[2]], Decimal(_SCALES[scaled[1]]))
    return None


def currency_before(text: str) -> tuple[str, str]:
    """The currency written before a figure, and the rest: `¥12` is yuan and `12`."""
    for sign, kind in _PREFIXES.items():
        if text.casefold().startswith(sign):
            return kind, text[len(sign) :].strip()
    return "", text


@lru_cache(maxsize=4096)
def measures(wording: Wording) -> tuple[Unit, ...]:
    """The unit a field is counted in, by its name in each language; unknown ones by their own name alone."""
    return tuple(unit(text) or Unit(unit_name(text)) for _, text in wording.texts if text)


def unit_name(text: str) -> str:
    """A unit's name as it is compared: small letters, without the brackets it may stand in."""
    tidy = plain(text).casefold().removesuffix(".")
    if tidy[:1] == "(" and tidy[-1:] == ")":
        tidy = tidy[1:-1]
    return re.sub(r"\s*\(([^()]*)\)$", r"(\1)", tidy).strip()
