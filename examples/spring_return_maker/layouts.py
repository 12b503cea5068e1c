"""The four counties' forms: which columns, under which headers, in how many header rows, what is merged."""

from __future__ import annotations

from attrs import frozen


@frozen
class Column:
    """A column of a form: the key of what is in it, its header, and the header above where two rows are used."""

    key: str
    header: str
    group: str = ""
    width: int = 10


@frozen(kw_only=True)
class Form:
    """A county's form.

    ``merged`` is the column whose equal neighbours are merged, ``ditto`` the one in which 同上 stands for them.
    ``sexes`` and ``yes_no`` name the styles of `writing`.
    """

    county: str
    file: str
    title: str
    unit: str
    signature: str
    columns: tuple[Column, ...]
    sexes: str
    yes_no: tuple[str | int | None, str | int | None]
    merged: str = ""
    ditto: str = ""
    subtotals: bool = False
    hidden_doubles: bool = False

    @property
    def two_rows(self) -> bool:
        """Whether the header has a row of groups above it."""
        return any(column.group for column in self.columns)


LUSHUI = Form(
    county="LS",
    file="泸水市2023年返珠务工人员花名册.xlsx",
    title="泸水市2023年春节返珠务工人员花名册（{township}）",
    unit="填报单位：泸水市人力资源和社会保障局　　　　　　单位：人、元",
    signature="填表人：　　　　　审核人：　　　　　填报日期：2023年1月26日",
    sexes="text",
    yes_no=("是", "否"),
    merged="village",
    subtotals=True,
    columns=(
        Column("seq", "序号", width=6),
        Column("worker_id", "登记编号"),
        Column("name", "姓  名"),
        Column("sex", "性别", width=6),
        Column("id_number", "身份证号码", width=22),
        Column("birth_date", "出生日期", width=14),
        Column("ethnicity", "民族"),
        Column("education", "文化程度"),
        Column("phone", "联系电话", width=14),
        Column("county", "县(市)", "户籍地"),
        Column("township", "乡镇(街道)", "户籍地", 14),
        Column("village", "村委会", "户籍地", 12),
        Column("site", "安置点名称", width=14),
        Column("poor", "是否脱贫户"),
        Column("monitored", "是否监测对象"),
        Column("skills", "技能"),
        Column("kind", "返岗/新增", "务工意向"),
        Column("employer", "务工企业", "务工意向", 24),
        Column("lowest_wage", "期望月工资", "务工意向"),
        Column("accepts_other", "服从调剂", "务工意向"),
        Column("batch", "批次", "乘车安排"),
        Column("boarding", "上车点", "乘车安排", 16),
        Column("available_from", "可出发日期", "乘车安排", 14),
        Column("available_until", "最晚出发", "乘车安排", 14),
        Column("trip", "已购车票", "乘车安排", 36),
        Column("together", "同行编号", "乘车安排"),
        Column("willing", "是否自愿外出"),
        Column("remark", "备注"),
    ),
)

LANPING = Form(
    county="LP",
    file="兰坪县返岗花名册（汇总）.xlsx",
    title="兰坪县2023年返珠务工人员信息采集表—{township}",
    unit="单位：人",
    signature="经办人（签字）：　　　　　　　　　负责人（签字）：",
    sexes="text",
    yes_no=("√", "×"),
    merged="employer",
    hidden_doubles=True,
    columns=(
        Column("seq", "No.", width=6),
        Column("worker_id", "务工人员\n编号"),
        Column("name", "务工人员\n姓名"),
        Column("sex", "性别", width=6),
        Column("id_number", "证件号码", width=22),
        Column("birth_date", "出生年月日", width=14),
        Column("education", "学历"),
        Column("phone", "手机\n号码", width=14),
        Column("address", "户籍地址", width=34),
        Column("village", "行政村", width=12),
        Column("site", "所在安置点", width=14),
        Column("status", "户属性"),
        Column("skills", "技能"),
        Column("employer", "用工单位", width=24),
        Column("lowest_wage", "期望月工资"),
        Column("batch", "输送批次"),
        Column("boarding", "集合地点", width=16),
        Column("available_from", "可出发日期", width=14),
        Column("together", "同行编号"),
        Column("card_valid_until", "证件有效期至", width=14),
        Column("remark", "说明"),
    ),
)

FUGONG = Form(
    county="FG",
    file="福贡县返珠人员名单.xlsx",
    title="福贡县2023年“点对点”返珠务工人员名单",
    unit="{township}　　　　填报时间：2023年1月25日　　　　单位：人、元/月",
    signature="填报人：　　　　　　　联系电话：",
    sexes="number",
    yes_no=(1, 0),
    ditto="village",
    subtotals=True,
    columns=(
        Column("seq", "编号", width=6),
        Column("worker_id", "登记编号"),
        Column("name", "真实姓名"),
        Column("sex", "性别", width=6),
        Column("id_number", "公民身份号码", width=22),
        Column("address", "户籍地址", width=34),
        Column("village", "村(社区)", width=12),
        Column("education", "受教育程度"),
        Column("phone", "联系方式", width=14),
        Column("site", "安置点名称", width=14),
        Column("poor", "是否建档立卡户"),
        Column("skills", "技能"),
        Column("kind", "返岗/新增"),
        Column("employer", "就业单位", width=24),
        Column("lowest_wage", "期望月工资(元)"),
        Column("accepts_other", "服从调剂"),
        Column("batch", "批次"),
        Column("boarding", "乘车地点", width=16),
        Column("available_from", "可出发日期", width=14),
        Column("trip", "已购车票", width=36),
        Column("together", "同行编号"),
        Column("willing", "是否自愿外出"),
    ),
)

GONGSHAN = Form(
    county="GS",
    file="贡山县花名册.xlsx",
    title="贡山独龙族怒族自治县返珠务工人员花名册（{township}）",
    unit="",
    signature="制表：　　　　　审核：　　　　　（盖章）",
    sexes="letter",
    yes_no=("√", None),
    merged="village",
    columns=(
        Column("village", "所属村", width=12),
        Column("seq", "序", width=6),
        Column("name", "姓名"),
        Column("sex", "性别", width=6),
        Column("ethnicity", "族别"),
        Column("id_number", "身份证号", width=22),
        Column("education", "文化程度"),
        Column("phone", "电话", width=14),
        Column("site", "所在安置点", width=14),
        Column("poor", "是否脱贫人口"),
        Column("skills", "技能"),
        Column("employer", "企业名称", width=24),
        Column("batch", "批次"),
        Column("boarding", "集合地点", width=16),
        Column("together", "同行编号"),
        Column("remark", "备注"),
    ),
)

FORMS = (LUSHUI, LANPING, FUGONG, GONGSHAN)
