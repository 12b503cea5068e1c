"""What the work at a post is like: hazards and their grades, loads, speed, night work, the kind of place.

The laws that protect minors, women and everyone at a hazard name kinds of work, many by the grades I to IV of national
standards. `Duties` records them for one post.
"""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from enum import Enum

from attrs import field, frozen

from laborcoop.errors import InvalidValue
from laborcoop.kernel.bounds import AMOUNT
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text

_GRADES = range(1, 5)


class Hazard(Enum):
    """A kind of work or exposure that a protective list names; the toxics stand for air above the health standard."""

    DUST = "dust"
    POISON = "poison"
    HEIGHT = "height"
    COLD_WATER = "cold-water"
    HEAT = "heat"
    LOW_TEMPERATURE = "low-temperature"
    NOISE = "noise"
    WORKLOAD = "workload"

    UNDERGROUND_MINE = "underground-mine"
    QUARRY = "quarry"
    LOGGING = "logging"
    RADIOACTIVE = "radioactive"
    UNSEALED_RADIOACTIVE = "unsealed-radioactive"
    NUCLEAR_EMERGENCY = "nuclear-emergency"
    FIRE_OR_BURNS = "fire-or-burns"
    FIELD_PROSPECTING = "field-prospecting"
    DIVING = "diving"
    CULVERT = "culvert"
    PNEUMATIC_TOOLS = "pneumatic-tools"
    BOILER_FIRING = "boiler-firing"
    CANCER_DRUGS = "cancer-drugs"
    ANAESTHETIC_GAS = "anaesthetic-gas"
    CONFINED_SPACE = "confined-space"
    PRESSURE_CHAMBER = "pressure-chamber"
    STRONG_VIBRATION = "strong-vibration"
    FREQUENT_BENDING = "frequent-bending"
    OTHER_HAZARD = "other-hazard"

    LEAD = "lead"
    MERCURY = "mercury"
    BENZENE = "benzene"
    CADMIUM = "cadmium"
    BERYLLIUM = "beryllium"
    ARSENIC = "arsenic"
    CYANIDE = "cyanide"
    NITROGEN_OXIDES = "nitrogen-oxides"
    CARBON_MONOXIDE = "carbon-monoxide"
    CARBON_DISULPHIDE = "carbon-disulphide"
    CHLORINE = "chlorine"
    CAPROLACTAM = "caprolactam"
    CHLOROPRENE = "chloroprene"
    VINYL_CHLORIDE = "vinyl-chloride"
    ETHYLENE_OXIDE = "ethylene-oxide"
    ANILINE = "aniline"
    FORMALDEHYDE = "formaldehyde"
    MANGANESE = "manganese"
    FLUORINE = "fluorine"
    BROMINE = "bromine"
    METHANOL = "methanol"
    ORGANOPHOSPHORUS = "organophosphorus"
    ORGANOCHLORINE = "organochlorine"
    OTHER_TOXIC = "other-toxic"

    @property
    def text(self) -> Text:
        """The hazard as it is named in a sentence."""
        return _NAMES[self]

    @property
    def is_graded(self) -> bool:
        """Whether a national standard grades it from I to IV."""
        return self in _GRADED


_GRADED = frozenset(list(Hazard)[:8])

_PLAIN_NAMES = {
    Hazard.DUST: Text("接尘作业", "work in dust"),
    Hazard.POISON: Text("有毒作业", "work with poisons"),
    Hazard.HEIGHT: Text("高处作业", "work at height"),
    Hazard.COLD_WATER: Text("冷水作业", "work in cold water"),
    Hazard.HEAT: Text("高温作业", "work in heat"),
    Hazard.LOW_TEMPERATURE: Text("低温作业", "work at low temperature"),
    Hazard.NOISE: Text("噪声作业", "work in noise"),
    Hazard.WORKLOAD: Text("体力劳动强度", "physical workload"),
    Hazard.UNDERGROUND_MINE: Text("矿山井下作业", "work in an underground mine"),
    Hazard.QUARRY: Text("矿山地面采石作业", "quarrying"),
    Hazard.LOGGING: Text("伐木、流放及守林作业", "felling and floating timber, guarding forests"),
    Hazard.RADIOACTIVE: Text("接触放射性物质的作业", "contact with radioactive matter"),
    Hazard.UNSEALED_RADIOACTIVE: Text("非密封源放射性物质的操作", "handling unsealed radioactive sources"),
    Hazard.NUCLEAR_EMERGENCY: Text("核事故与放射事故的应急处置", "response to nuclear and radiation accidents"),
    Hazard.FIRE_OR_BURNS: Text("易燃易爆、化学性烧伤或热烧伤等危险作业", "danger of fire, explosion or burns"),
    Hazard.FIELD_PROSPECTING: Text("地质勘探和资源勘探的野外作业", "prospecting in the field"),
    Hazard.DIVING: Text("潜水作业", "diving"),
    Hazard.CULVERT: Text("涵洞、涵道作业", "work in culverts"),
    Hazard.PNEUMATIC_TOOLS: Text(
        "使用凿岩机、捣固机、气镐、气铲、铆钉机、电锤", "use of rock drills, tampers, air picks, riveters, hammers"
    ),
    Hazard.BOILER_FIRING: Text("锅炉司炉", "firing boilers"),
    Hazard.CANCER_DRUGS: Text("抗癌药物、己烯雌酚生产", "making cancer drugs or stilboestrol"),
    Hazard.ANAESTHETIC_GAS: Text("接触麻醉剂气体等的作业", "contact with anaesthetic gas"),
    Hazard.CONFINED_SPACE: Text("密闭空间作业", "work in confined spaces"),
    Hazard.PRESSURE_CHAMBER: Text("高压室作业", "work in pressure chambers"),
    Hazard.STRONG_VIBRATION: Text("伴有强烈振动的作业", "work with strong vibration"),
    Hazard.FREQUENT_BENDING: Text("频繁弯腰、攀高、下蹲的作业", "frequent bending, climbing or squatting"),
    Hazard.OTHER_HAZARD: Text("其他职业病危害因素", "another occupational hazard"),
}
_TOXIC_NAMES = {
    Hazard.LEAD: Text("铅及其化合物", "lead and its compounds"),
    Hazard.MERCURY: Text("汞及其化合物", "mercury and its compounds"),
    Hazard.BENZENE: Text("苯", "benzene"),
    Hazard.CADMIUM: Text("镉", "cadmium"),
    Hazard.BERYLLIUM: Text("铍", "beryllium"),
    Hazard.ARSENIC: Text("砷", "arsenic"),
    Hazard.CYANIDE: Text("氰化物", "cyanides"),
    Hazard.NITROGEN_OXIDES: Text("氮氧化物", "nitrogen oxides"),
    Hazard.CARBON_MONOXIDE: Text("一氧化碳", "carbon monoxide"),
    Hazard.CARBON_DISULPHIDE: Text("二硫化碳", "carbon disulphide"),
    Hazard.CHLORINE: Text("氯", "chlorine"),
    Hazard.CAPROLACTAM: Text("己内酰胺", "caprolactam"),
    Hazard.CHLOROPRENE: Text("氯丁二烯", "chloroprene"),
    Hazard.VINYL_CHLORIDE: Text("氯乙烯", "vinyl chloride"),
    Hazard.ETHYLENE_OXIDE: Text("环氧乙烷", "ethylene oxide"),
    Hazard.ANILINE: Text("苯胺", "aniline"),
    Hazard.FORMALDEHYDE: Text("甲醛", "formaldehyde"),
    Hazard.MANGANESE: Text("锰", "manganese"),
    Hazard.FLUORINE: Text("氟", "fluorine"),
    Hazard.BROMINE: Text("溴", "bromine"),
    Hazard.METHANOL: Text("甲醇", "methanol"),
    Hazard.ORGANOPHOSPHORUS: Text("有机磷化合物", "organophosphorus compounds"),
    Hazard.ORGANOCHLORINE: Text("有机氯化合物", "organochlorine compounds"),
    Hazard.OTHER_TOXIC: Text("其他有毒物质", "another toxic substance"),
}
_ABOVE = Text("{toxic}浓度超过国家职业卫生标准的作业", "air with {toxic} above the national health standard")
_NAMES = _PLAIN_NAMES | {hazard: _ABOVE.format(toxic=name) for hazard, name in _TOXIC_NAMES.items()}


class Venue(Enum):
    """A place that the Law on the Protection of Minors, art. 61, closes to workers under 18."""

    ENTERTAINMENT = "entertainment"
    BAR = "bar"
    INTERNET_CAFE = "internet-cafe"
    OTHER_UNFIT = "other-unfit"

    @property
    def text(self) -> Text:
        """The venue as it is named in a sentence."""
        return _VENUES[self]


_VENUES = {
    Venue.ENTERTAINMENT: Text("营业性娱乐场所", "an entertainment venue"),
    Venue.BAR: Text("酒吧", "a bar"),
    Venue.INTERNET_CAFE: Text("互联网上网服务营业场所", "an internet café"),
    Venue.OTHER_UNFIT: Text("其他不适宜未成年人活动的场所", "another venue that is unfit for minors"),
}


@frozen
class Exposure(Record):
    """One hazard of a post. ``grade`` is 1 to 4; None where there is no grading, or it has not been measured.

    Raises:
        InvalidValue: a grade outside 1 to 4, or one for a hazard that has none.
    """

    hazard: Hazard
    grade: int | None = None

    def __attrs_post_init__(self) -> None:
        if self.grade is not None and (self.grade not in _GRADES or not self.hazard.is_graded):
            raise InvalidValue(
                Text(
                    "{hazard}：等级应为 1 至 4，且只用于有国家分级标准的作业",
                    "{hazard}: a grade must be 1 to 4, and may be given only where a national standard has grades",
                ).format(hazard=self.hazard.text)
            )

    @property
    def text(self) -> Text:
        """The exposure with its grade, where it has one."""
        if self.grade is None:
            return self.hazard.text
        return Text("{hazard}第 {grade} 级", "{hazard}, grade {grade}").format(
            hazard=self.hazard.text, grade=self.grade
        )


@frozen(kw_only=True)
class Duties(Record):
    """The duties of a post as they bear on whoever does them; None or nothing where it is not recorded.

    ``load_kg`` is the heaviest load carried, ``lifts_per_hour`` how often; ``line_moves`` the moves a minute that an
    assembly line asks for; ``altitude`` metres above the sea; ``night`` and ``overtime`` whether they are asked for.

    Raises:
        InvalidValue: a hazard is named twice, or a load, a count or a speed is negative.
    """

    exposures: frozenset[Exposure] = frozenset()
    load_kg: Decimal | None = field(default=None, validator=AMOUNT)
    lifts_per_hour: int | None = None
    line_moves: int | None = None
    altitude: int | None = None
    night: bool | None = None
    overtime: bool | None = None
    venue: Venue | None = None

    def __attrs_post_init__(self) -> None:
        named = Counter(exposure.hazard for exposure in self.exposures)
        measured = (self.lifts_per_hour, self.line_moves)
        if max(named.values(), default=0) > 1 or any(amount is not None and amount < 0 for amount in measured):
            raise InvalidValue(
                Text(
                    "岗位作业情况：每种危害只写一次，负重、次数、频率不能为负数",
                    "duties must name each hazard once, and no load, count or speed may be negative",
                )
            )
