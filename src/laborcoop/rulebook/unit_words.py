"""The units of parameters in Chinese; one that is not here is shown as the parameter has it."""

from __future__ import annotations

from laborcoop.kernel.text import Text

_ZH = {
    "28-february|1-march": "28-february 为 2 月 28 日，1-march 为 3 月 1 日",
    "CNY": "元",
    "CNY/day": "元/天",
    "CNY/month": "元/月",
    "CNY/year": "元/年",
    "bed": "层",
    "birthday|day-after": "birthday 为生日当天，day-after 为次日",
    "booth": "个展位",
    "character": "个字符",
    "child per adult": "名儿童/名成年人",
    "cm": "厘米",
    "contract": "份合同",
    "county|city|open": "county 为县级，city 为市级，open 为未定",
    "currency/week": "当地货币/周",
    "day": "天",
    "day of the month": "每月第几日",
    "grade": "级",
    "hour": "小时",
    "hour of the day": "点钟",
    "kg": "公斤",
    "kinds of personal data": "个人信息种类",
    "km one way": "公里（单程）",
    "list of forbidden work": "禁忌劳动清单",
    "m": "米",
    "metre": "米",
    "minute": "分钟",
    "month": "个月",
    "moves/minute": "次/分钟",
    "m²/person": "平方米/人",
    "night": "晚",
    "per cent": "%",
    "per cent of all workers": "占用工总量的 %",
    "per cent of staff": "占职工的 %",
    "per cent of staff in post": "占在职职工的 %",
    "per cent of the rating": "占核载的 %",
    "person": "人",
    "person/shower": "人/个淋浴",
    "person/toilet": "人/个厕所",
    "seat": "座",
    "ticket/year": "次/年",
    "time": "次",
    "times/hour": "次/小时",
    "year": "年",
    "yes or no": "是否",
    "yes/no": "是否",
}


def unit_text(unit: str) -> Text:
    """A unit of a parameter in both languages.

    >>> unit_text("CNY/month").zh
    '元/月'
    """
    return Text(_ZH.get(unit, unit), unit)
