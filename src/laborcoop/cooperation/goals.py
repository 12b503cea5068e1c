"""The goals that a programme and its figures serve, as the governments say them."""

from __future__ import annotations

from enum import Enum

from laborcoop.kernel.text import Text


class PolicyGoal(Enum):
    """What the work is to serve, as the governments say it; an indicator is tagged with those that it measures."""

    SHARED_MARKETS = "shared-markets"
    EXCHANGE = "exchange"
    RURAL_REVITALISATION = "rural-revitalisation"
    CROSS_REGION_DEVELOPMENT = "cross-region-development"
    INDUSTRY_FIRST = "industry-first"
    TRANSPORT_UPGRADE = "transport-upgrade"
    CITY_LEAP = "city-leap"
    LIVELIHOOD_FOREMOST = "livelihood-foremost"
    FULLER_EMPLOYMENT = "fuller-employment"
    LABOUR_SUPPLY = "labour-supply"
    INDUSTRIAL_CITY = "industrial-city"
    DEEPER_COOPERATION = "deeper-cooperation"
    STABLE_EMPLOYMENT = "stable-employment"
    TALENT_FIRST = "talent-first"
    EDUCATION_FIRST = "education-first"

    @property
    def label(self) -> Text:
        """The goal in the words of the governments."""
        return _GOALS[self]


_GOALS = {
    PolicyGoal.SHARED_MARKETS: Text("特色资源和市场优势相结合", "special resources joined with large markets"),
    PolicyGoal.EXCHANGE: Text("多领域、多层次、多形式交流交融", "exchange in many fields, levels and forms"),
    PolicyGoal.RURAL_REVITALISATION: Text(
        "巩固拓展脱贫攻坚成果同乡村振兴有效衔接", "poverty alleviation carried over into rural revitalisation"
    ),
    PolicyGoal.CROSS_REGION_DEVELOPMENT: Text("跨区域高质量发展", "high-quality development across regions"),
    PolicyGoal.INDUSTRY_FIRST: Text("产业第一", "industry first"),
    PolicyGoal.TRANSPORT_UPGRADE: Text("交通提升", "transport upgrade"),
    PolicyGoal.CITY_LEAP: Text("城市跨越", "the city's leap"),
    PolicyGoal.LIVELIHOOD_FOREMOST: Text("民生为要", "livelihood foremost"),
    PolicyGoal.FULLER_EMPLOYMENT: Text("各类群体高质量充分就业", "fuller, better employment for all groups"),
    PolicyGoal.LABOUR_SUPPLY: Text("保障企业用工需求", "employers' labour needs met"),
    PolicyGoal.INDUSTRIAL_CITY: Text("产业大市、产业强市", "a large and strong industrial city"),
    PolicyGoal.DEEPER_COOPERATION: Text("深化拓展劳务协作", "deeper and wider labour cooperation"),
    PolicyGoal.STABLE_EMPLOYMENT: Text("持续推进稳岗就业", "stable posts and employment"),
    PolicyGoal.TALENT_FIRST: Text("人才引领发展的战略地位", "talent leads development"),
    PolicyGoal.EDUCATION_FIRST: Text("教育优先，技能为本", "education first, skills as the base"),
}

FOUR_PART_GUIDELINE = (
    PolicyGoal.INDUSTRY_FIRST,
    PolicyGoal.TRANSPORT_UPGRADE,
    PolicyGoal.CITY_LEAP,
    PolicyGoal.LIVELIHOOD_FOREMOST,
)
"""The receiving city's guideline (工作总抓手), in its order."""
