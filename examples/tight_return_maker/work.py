"""Five invented employers and their posts: those in Zhuhai suit the skilled best, those in Doumen suit everybody."""

from __future__ import annotations

from collections.abc import Iterator

from spring_return_maker.employers import DAY, EVENING, Firm, Post
from spring_return_maker.geography import Spot

FIRMS = (
    Firm("E-01", "珠海某甲虚构电器有限公司", "Sample Appliances A", "某甲电器", "440402", EVENING),
    Firm("E-02", "珠海某乙虚构线路板有限公司", "Sample Circuits B", "某乙线路板", "440402", EVENING),
    # Its gate is closed in the evening: whoever goes there sleeps in the Employees' Home first.
    Firm("E-03", "珠海某丙虚构服饰有限公司", "Sample Garments C", "某丙服饰", "440402", DAY),
    Firm("E-04", "珠海某丁虚构玩具有限公司", "Sample Toys D", "某丁玩具", "440403", EVENING),
    Firm("E-05", "珠海某戊虚构食品有限公司", "Sample Foods E", "某戊食品", "440403", EVENING),
)
TOWNS = {"440402": "zhuhai", "440403": "doumen"}

POSTS = (
    Post("J-01", "E-01", "电工", 30, "5200-6500", (18, 50), "设备电气维护", skills="电工"),
    Post("J-02", "E-02", "装配工", 20, "5000-6000", (18, 50), "线路板装配"),
    Post("J-03", "E-03", "缝纫工", 20, "5000-7000", (18, 50), "成衣车缝", skills="缝纫"),
    Post("J-04", "E-04", "普工", 25, "4800-5800", (18, 50), "车间一般工作"),
    Post("J-05", "E-05", "包装工", 15, "4800-5600", (18, 50), "成品包装"),
)


def gates() -> tuple[Spot, ...]:
    """The place of each employer's gate: Doumen is a town of its own, which coaches from Guangzhou reach."""
    return tuple(
        Spot(
            firm.gate,
            f"{firm.alias}厂门",
            f"{firm.name_en} gate",
            "厂门",
            firm.division,
            TOWNS[firm.division],
            round(113.2 + number * 0.05, 2),
            22.2,
        )
        for number, firm in enumerate(FIRMS)
    )


def employer_rows() -> Iterator[tuple[str, ...]]:
    """The rows of the table of employers."""
    yield (
        *("企业编号", "企业名称", "英文名", "简称", "统一社会信用代码", "所在区划", "执照核验日期"),
        *("厂门地点", "接收开始", "接收截止", "联系人"),
    )
    for firm in FIRMS:
        names = (firm.id, firm.name, firm.name_en, firm.alias, firm.credit_code, firm.division, firm.licence)
        yield *names, firm.gate, *firm.hours, firm.contact


def post_rows() -> Iterator[tuple[str, ...]]:
    """The rows of the table of posts."""
    yield (
        *("岗位编号", "企业编号", "岗位名称", "招聘人数", "工作地区划", "工作内容", "月工资(元)"),
        *("最低年龄", "最高年龄", "技能", "招聘条件"),
    )
    divisions = {firm.id: firm.division for firm in FIRMS}
    for post in POSTS:
        where = divisions[post.employer]
        ages = map(str, post.ages)
        yield (
            *(post.id, post.employer, post.title, str(post.openings), where, post.work, post.wage),
            *ages,
            post.skills,
            post.conditions,
        )
