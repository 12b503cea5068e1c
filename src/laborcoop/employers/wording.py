"""What a brochure must not say, as data: patterns of Chinese wording, each with its ground.

The words of a brochure are free text: a pattern that is too wide would block lawful posts (不限男女, 不招未成年人), one
that is too narrow misses a restriction. The list holds the wordings met in brochures; a post is blocked only for these,
and a waiver lets a wrong hit stand.
"""

from __future__ import annotations

import re
import unicodedata
from enum import Enum

from attrs import frozen

from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text


class Ground(Enum):
    """What a wording restricts by."""

    WOMEN = "women"
    MEN = "men"
    ETHNICITY = "ethnicity"
    RACE = "race"
    RELIGION = "religion"
    DISABILITY = "disability"
    REGISTER = "register"

    @property
    def text(self) -> Text:
        """The ground as it is named in a sentence."""
        return _GROUNDS[self]


_GROUNDS = {
    Ground.WOMEN: Text("性别（排除女性）", "sex (women left out)"),
    Ground.MEN: Text("性别（排除男性）", "sex (men left out)"),
    Ground.ETHNICITY: Text("民族", "ethnicity"),
    Ground.RACE: Text("种族", "race"),
    Ground.RELIGION: Text("宗教信仰", "religion"),
    Ground.DISABILITY: Text("残疾", "disability"),
    Ground.REGISTER: Text("户籍、地域或身份", "household register, region or status"),
}

_PEOPLES = (
    "汉 蒙古 回 藏 维吾尔 苗 彝 壮 布依 朝鲜 满 侗 瑶 白 土家 哈尼 哈萨克 傣 黎 傈僳 佤 畲 高山 拉祜 水 东乡 纳西 景颇 "
    "柯尔克孜 土 达斡尔 仫佬 羌 布朗 撒拉 毛南 仡佬 锡伯 阿昌 普米 塔吉克 怒 乌孜别克 俄罗斯 鄂温克 德昂 保安 裕固 京 "
    "塔塔尔 独龙 鄂伦春 赫哲 门巴 珞巴 基诺"
)
_PEOPLE = "(?:" + "|".join(_PEOPLES.split()) + ")族"
_ONLY = r"(?<!不)(?:限招|限|仅限|只限|只招|仅招|只要|只收|仅收)"
_NONE = r"(?:不招收|不招聘|不招用|不招|不收|不要|不录用|不录取|不接收|不接受|不考虑|谢绝|拒招|拒收)"
_KEEP_OUT = r"(?:勿扰|勿投|勿进|免谈|免投|除外|不要|不招|不收|莫投|请绕行)"
_END = r"(?:$|[,;。.0-9])"
_START = r"(?:.*[,;:。])?(?:性别)?(?:要求)?:?"
_MAN = "男(?:性|士|生|工)?+"
_WOMAN = "女(?:性|士|生|工)?+"
_GOODS = "(?!装|鞋|裤|包|士包)"
_FAITHFUL = "(?:信教|教徒|信徒|宗教信仰|有宗教信仰|有信仰|穆斯林|基督徒|佛教徒|道教徒)"
_HERE = "(?:本地|本市|本县|本区|本省|外地|外省|外来|城镇|农村|农业|非农业|城市)"
# Whoever a brochure may lawfully refuse, or whose refusal is another rule's business, is no region.
_NOT_A_REGION = (
    "(?![^,;。]*(?:成年|岁|残|病|证|罪|黑人|白人|色人|的|男|女|族|教|信|本人|他人|介绍|中间|代理|负责|法人|工人))"
)


@frozen
class Wording(Record):
    """A pattern that restricts by a ground. Blanks are gone and full-width signs are half-width when it is searched."""

    ground: Ground
    pattern: str


WORDINGS: tuple[Wording, ...] = (
    Wording(Ground.WOMEN, rf"{_ONLY}{_MAN}{_GOODS}(?![、/,和及或与]?女)"),
    Wording(Ground.WOMEN, rf"{_MAN}优先"),
    Wording(Ground.WOMEN, rf"{_NONE}女{_GOODS}"),
    Wording(Ground.WOMEN, _WOMAN + _KEEP_OUT),
    Wording(Ground.WOMEN, rf"^(?!.*女){_START}{_MAN}{_END}"),
    Wording(Ground.MEN, rf"{_ONLY}{_WOMAN}{_GOODS}(?![、/,和及或与]?男)"),
    Wording(Ground.MEN, rf"{_WOMAN}优先"),
    Wording(Ground.MEN, rf"{_NONE}男{_GOODS}"),
    Wording(Ground.MEN, _MAN + _KEEP_OUT),
    Wording(Ground.MEN, rf"^(?!.*男){_START}{_WOMAN}{_END}"),
    Wording(Ground.ETHNICITY, _ONLY + rf"(?:{_PEOPLE}|少数民族)"),
    # 少数民族优先 is no breach: the Employment Promotion Law, art. 28, asks for due care for minorities.
    Wording(Ground.ETHNICITY, r"汉族优先"),
    Wording(Ground.ETHNICITY, _NONE + rf"(?:{_PEOPLE}|少数民族|民族)"),
    Wording(Ground.ETHNICITY, rf"(?:{_PEOPLE}|少数民族)(?:人员|同胞)?" + _KEEP_OUT),
    Wording(Ground.RACE, rf"(?:{_ONLY}|{_NONE})(?:黑人|白人|黄种人|黑种人|白种人|有色人种)"),
    Wording(Ground.RELIGION, _NONE + _FAITHFUL),
    Wording(Ground.RELIGION, _FAITHFUL + r"(?:者|人员)?" + _KEEP_OUT),
    Wording(Ground.RELIGION, rf"{_ONLY}(?:无宗教信仰|不信教|{_FAITHFUL})"),
    Wording(Ground.RELIGION, r"(?:须|需|要求|必须)(?:无宗教信仰|不信教)"),
    Wording(Ground.DISABILITY, _NONE + r"(?:残疾|残障)"),
    Wording(Ground.DISABILITY, r"(?:残疾|残障)(?:人|人士|人员)?" + _KEEP_OUT),
    Wording(Ground.DISABILITY, r"(?:须|需|要求|必须)?(?:无|非)(?:残疾|残障)"),
    Wording(Ground.REGISTER, _NONE + _NOT_A_REGION + r"[\u4e00-\u9fff]{2,5}(?:户籍|户口|籍|人(?![员事才]))"),
    Wording(Ground.REGISTER, _NONE + rf"(?:{_HERE}|农民工|农民)"),
    Wording(Ground.REGISTER, rf"(?:{_HERE}(?:户籍|户口|人员|人)?|农民工)" + _KEEP_OUT),
    Wording(Ground.REGISTER, _ONLY + r"[\u4e00-\u9fff]{2,5}(?:户籍|户口|籍)"),
    Wording(Ground.REGISTER, _ONLY + _HERE),
    Wording(Ground.REGISTER, r"(?:须|需|要求|必须)(?:为|是|有|具有|持)?" + _HERE + r"(?:户籍|户口|人)"),
)


def grounds_in(text: str) -> frozenset[Ground]:
    """The grounds by which a text of a brochure restricts."""
    compact = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
    return frozenset(wording.ground for wording in WORDINGS if re.search(wording.pattern, compact))
