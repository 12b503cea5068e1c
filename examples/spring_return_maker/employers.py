"""Employers, their gates, posts and booths. All but the three named in the article are invented; so is every fault."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from spring_return_maker.geography import Spot

EVENING = ("08:00", "22:30")
DAY = ("08:00", "18:00")
ANY = ("", "")
_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"


@frozen
class Firm:
    """An employer of the case and when its gate takes arrivals."""

    id: str
    name: str
    name_en: str
    alias: str
    division: str
    hours: tuple[str, str]
    labels: str = ""
    licence: str = "2023-01-12"
    contact: str = "演示联系人"
    broken_code: bool = False
    is_real: bool = False

    @property
    def gate(self) -> str:
        """The id of the place of the gate."""
        return f"P-G-{self.id[2:]}"

    @property
    def credit_code(self) -> str:
        """An invented credit code; none for the firms of the article, for which none may be invented."""
        if self.is_real:
            return ""
        number = int(self.id[2:])
        first17 = f"91{self.division}MA0000{number:02}0"
        check = _check(first17)
        return first17 + (_ALPHABET[(_ALPHABET.index(check) + 1) % 31] if self.broken_code else check)


def _check(first17: str) -> str:
    total = sum(_ALPHABET.index(character) * pow(3, i, 31) for i, character in enumerate(first17))
    return _ALPHABET[-total % 31]


ARTICLE = (
    Firm("E-01", "鹏辉", "Penghui", "珠海鹏辉", "440403", EVENING, "重点企业、用工大户", is_real=True),
    Firm("E-02", "智迪", "Zhidi", "珠海智迪", "440404", EVENING, "重点企业", is_real=True),
    Firm("E-03", "森洋", "Senyang", "珠海森洋", "440403", DAY, "重点企业", is_real=True),
)

FIRMS = (
    *ARTICLE,
    Firm(
        "E-04", "珠海某甲虚构电器有限公司", "Sample Appliances A", "某甲电器", "440402", EVENING, "重点企业、优质企业"
    ),
    Firm("E-05", "珠海某乙虚构线路板有限公司", "Sample Circuits B", "某乙线路板", "440404", ANY, "重点企业"),
    Firm("E-06", "珠海某丙虚构包装有限公司", "Sample Packaging C", "某丙包装", "440403", DAY, "重点企业"),
    Firm("E-07", "珠海某丁虚构玩具有限公司", "Sample Toys D", "某丁玩具", "440403", DAY, "重点企业"),
    Firm("E-08", "珠海某戊虚构食品有限公司", "Sample Foods E", "某戊食品", "440404", DAY, "重点企业"),
    Firm("E-09", "珠海某己虚构塑胶有限公司", "Sample Plastics F", "某己塑胶", "440404", DAY, "重点企业"),
    Firm("E-10", "珠海某庚虚构服饰有限公司", "Sample Garments G", "某庚服饰", "440404", DAY, "重点企业、优质企业"),
    # From here on each firm has a fault that a rule finds.
    Firm("E-11", "珠海某辛虚构五金有限公司", "Sample Hardware H", "某辛五金", "440403", DAY, licence=""),
    Firm("E-12", "珠海某壬虚构纸品有限公司", "Sample Paper I", "某壬纸品", "440404", DAY, broken_code=True),
    Firm("E-13", "珠海某癸虚构灯饰有限公司", "Sample Lighting J", "某癸灯饰", "440404", DAY, contact=""),
    Firm("E-14", "珠海某子虚构水产有限公司", "Sample Seafood K", "某子水产", "440404", DAY),
    Firm("E-15", "珠海某丑虚构家具有限公司", "Sample Furniture L", "某丑家具", "440403", DAY),
    Firm("E-16", "珠海某寅虚构印刷有限公司", "Sample Printing M", "某寅印刷", "440402", DAY),
)

UNKNOWN = ("珠海查无此厂甲公司", "珠海查无此厂乙公司")
"""Names in the rosters that no employer of the case answers to."""


def gates() -> tuple[Spot, ...]:
    """The place of each employer's gate."""
    return tuple(
        Spot(
            firm.gate,
            f"{firm.alias}厂门",
            f"{firm.name_en} gate",
            "厂门",
            firm.division,
            "zhuhai",
            round(113.16 + number * 0.02, 2),
            round(22.10 + number * 7 % 13 / 60, 2),
        )
        for number, firm in enumerate(FIRMS)
    )


def employer_rows() -> Iterator[tuple[str, ...]]:
    """The rows of the table of employers."""
    yield (
        "企业编号",
        "企业名称",
        "英文名",
        "简称",
        "统一社会信用代码",
        "所在区划",
        "标签",
        "执照核验日期",
        "厂门地点",
        "接收开始",
        "接收截止",
        "联系人",
        "联系电话",
    )
    for number, firm in enumerate(FIRMS):
        contact = f"{firm.contact}{'甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳'[number]}" if firm.contact else ""
        yield (
            firm.id,
            firm.name,
            firm.name_en,
            firm.alias,
            firm.credit_code,
            firm.division,
            firm.labels,
            firm.licence,
            firm.gate,
            *firm.hours,
            contact,
            f"199000090{number:02}" if contact else "",
        )


@frozen
class Post:
    """A post as the brochure has it."""

    id: str
    employer: str
    title: str
    openings: int
    wage: str
    ages: tuple[int, int]
    work: str
    education: str = ""
    skills: str = ""
    only_sex: str = ""
    conditions: str = "身体健康，服从安排"
    deposit: str = ""
    fee: str = ""
    holds_papers: str = ""


POSTS = (
    Post("J-01", "E-01", "操作工", 40, "5200-6500", (18, 45), "电芯生产线操作", "初中"),
    Post("J-02", "E-02", "装配工", 30, "5000-6000", (18, 45), "键盘装配"),
    Post("J-03", "E-03", "普工", 25, "4800-5800", (18, 45), "车间一般工作"),
    Post("J-04", "E-04", "质检员", 15, "5500-7000", (18, 40), "成品检验", "高中"),
    Post("J-05", "E-05", "电工", 8, "6500-7500", (18, 45), "设备电气维护", skills="电工"),
    Post("J-06", "E-06", "包装工", 24, "4800-5600", (18, 45), "成品包装"),
    Post("J-07", "E-10", "缝纫工", 12, "5000-7000", (18, 45), "成衣车缝", skills="缝纫"),
    Post("J-08", "E-08", "叉车工", 4, "6000-7000", (21, 45), "仓库装卸", skills="叉车"),
    Post("J-09", "E-09", "保洁员", 3, "3800-4200", (18, 55), "厂区保洁"),
    # The posts from here on break a rule each.
    Post("J-10", "E-15", "门卫", 4, "4200", (18, 59), "厂区值守", deposit="500"),
    Post("J-11", "E-16", "装订工", 3, "1500", (18, 64), "书册装订"),
    Post("J-12", "E-15", "打磨工", 5, "5200", (18, 45), "板材打磨", fee="300"),
    Post("J-13", "E-15", "搬运工", 5, "5600", (18, 45), "成品搬运", holds_papers="是"),
    Post("J-14", "E-16", "包装工", 6, "5000", (18, 45), "印品包装", only_sex="男"),
    Post("J-15", "E-16", "品检员", 3, "5000", (18, 45), "印品检验", conditions="限本地户籍"),
    Post("J-16", "E-16", "裁切工", 2, "", (18, 45), "纸张裁切"),
)


def post_rows() -> Iterator[tuple[str, ...]]:
    """The rows of the table of posts."""
    yield (
        "岗位编号",
        "企业编号",
        "岗位名称",
        "招聘人数",
        "工作地区划",
        "工作内容",
        "月工资(元)",
        "最低年龄",
        "最高年龄",
        "文化程度",
        "技能",
        "限性别",
        "招聘条件",
        "押金(元)",
        "收费(元)",
        "扣押证件",
        "到岗日期",
    )
    places = {firm.id: firm.division for firm in FIRMS}
    for post in POSTS:
        yield (
            post.id,
            post.employer,
            post.title,
            str(post.openings),
            places[post.employer],
            post.work,
            post.wage,
            *(str(age) for age in post.ages),
            post.education,
            post.skills,
            post.only_sex,
            post.conditions,
            post.deposit,
            post.fee,
            post.holds_papers,
            "",
        )
