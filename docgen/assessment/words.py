"""Words of the rules that may be written in Chinese: what they mean to the program."""

from docgen.assessment.kinds import KINDS
from docgen.excel import fold

_CHINESE = {
    "not applicable": "不计入",
    "full": "满分",
    "zero": "零分",
    "lose": "不得分",
    "ask": "待定",
    "yes": "是",
    "no": "否",
    "half_up": "四舍五入",
    "up": "进一法",
    "down": "去尾法",
    "rounded": "修约后",
    "exact": "修约前",
    "rescale": "折算",
    "average": "取平均",
    "leave_out": "不计",
    "none": "不排名",
    "last": "末次",
    "unit_type": "同类单位",
    "all": "全部单位",
    "standard": "并列跳号",
    "dense": "并列不跳号",
    "veto": "一票否决",
    "card": "黄牌",
    "sum": "累计",
    "event": "发生时报",
    "self_scores": "自查得分",
    "visits": "督查得分",
    "items": "考核得分",
    "rows": "有记录",
    "repeated": "多次发生",
    "over_limit": "超过指标",
    "not_returned": "均未报送",
    "cards": "黄牌次数",
}
_MEANT = {fold(word): english for english, chinese in _CHINESE.items() for word in (english, chinese)}
_KIND_NAMES = {fold(word): name for name, kind in KINDS.items() for word in (name, kind.chinese)}


def meant(text: str) -> str:
    """A word of the rules as the program knows it, whichever of its languages it is written in."""
    return _MEANT.get(fold(text), text)


def kind_meant(text: str) -> str:
    """A kind by its English or Chinese name, as the catalogue knows it."""
    return _KIND_NAMES.get(fold(text), text)
