"""The columns that a roster may have: keys, headers, and the other headers that counties write.

The keys and the first header of each are those of the case folder (see the page "The case folder"); the other
headers are experience, checked by no source (mark U).
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from attrs import field, frozen

from laborcoop.exchange.words import folded
from laborcoop.kernel.text import Text

ANNOTATION = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】|〔[^〔〕]*〕")
"""What a header says in brackets."""
_BRACKETED = re.compile(r"[\[【〔](.+)[\]】〕]")

# The characters of headers as Taiwan, Hong Kong and Macao write them; 系 as in 联系.
_TRADITIONAL = str.maketrans(
    "号编记员务实劳动别证码龄岁虚学历联系电话机县区属户现详细会点称迁贫脱监测对档农类险长书岗输转单业拟车发迟组从调剂资愿"
    "购备注说乡镇统职种开时间签订参厢紧与状况态体温检银账终约邮术级专络",
    "號編記員務實勞動別證碼齡歲虛學歷聯繫電話機縣區屬戶現詳細會點稱遷貧脫監測對檔農類險長書崗輸轉單業擬車發遲組從調劑資願"
    "購備註說鄉鎮統職種開時間簽訂參廂緊與狀況態體溫檢銀賬終約郵術級專絡",
)


@frozen(kw_only=True)
class Column:
    """One column: ``header`` is what the format calls it, ``others`` are headers seen in rosters.

    ``used`` is False for columns that a roster often has and that no decision reads. ``repeats`` says that people may
    have one value in common: merged cells are filled down, and 同上 means what stands above. ``merges`` says that only
    merged cells are: a household's phone. ``shared`` says that neighbours often have a value in common: such cells are
    filled along, too.
    """

    key: str
    header: str
    others: tuple[str, ...] = ()
    used: bool = True
    shared: bool = False
    repeats: bool = field()
    merges: bool = field()

    @repeats.default
    def _repeats(self) -> bool:
        return self.used

    @merges.default
    def _merges(self) -> bool:
        return self.repeats

    @property
    def title(self) -> Text:
        """The column's name in a message."""
        return Text(self.header, f"{self.header} ({self.key})")


COLUMNS: tuple[Column, ...] = (
    Column(key="seq", header="序号", others=("编号", "序", "No", "行号"), used=False),
    Column(key="worker_id", header="登记编号", others=("人员编号", "登记号"), repeats=False),
    Column(
        key="name",
        header="姓名",
        others=(
            "名字",
            "务工人员姓名",
            "人员姓名",
            "真实姓名",
            "劳动力姓名",
            "本人姓名",
            "外出务工人员姓名",
            "劳动者姓名",
            "员工姓名",
            "求职者姓名",
            "成员姓名",
            "家庭成员姓名",
        ),
        repeats=False,
    ),
    Column(key="sex", header="性别"),
    Column(
        key="id_number",
        header="身份证号码",
        others=(
            "身份证号",
            "身份证",
            "证件号码",
            "证件号",
            "公民身份号码",
            "身份证件号码",
            "身份证明",
            "居民身份证号码",
            "居民身份证",
            "居民身份证号",
            "公民身份证号码",
            "公民身份证号",
            "公民身份证",
            "本人身份证号",
            "本人身份证号码",
            "身份证编号",
            "有效身份证件号码",
            "身份证号/护照号",
            "成员身份证号",
            "成员身份证号码",
        ),
        repeats=False,
    ),
    Column(key="birth_date", header="出生日期", others=("出生年月日", "出生年月", "生日"), repeats=False),
    Column(key="age", header="年龄", others=("周岁", "虚岁"), used=False),
    Column(key="ethnicity", header="民族", others=("族别",), used=False),
    Column(key="education", header="文化程度", others=("学历", "最高学历", "受教育程度", "文化水平")),
    Column(
        key="phone",
        header="联系电话",
        others=(
            "手机号",
            "手机号码",
            "手机",
            "电话",
            "本人电话",
            "联系方式",
            "电话号码",
            "联系电话号码",
            "本人联系电话",
            "本人手机",
            "本人手机号",
            "本人手机号码",
            "移动电话",
            "联系号码",
            "务工人员联系电话",
            "联系电话1",
            "手机号/微信",
            "手机号码/微信",
        ),
        repeats=False,
        merges=True,
    ),
    Column(
        key="county",
        header="县(市)",
        others=("县", "县市", "县区", "县(市、区)", "所属县", "户籍县", "户籍市县", "户籍所在县", "户籍地"),
        shared=True,
    ),
    Column(
        key="home_address",
        header="户籍地址",
        others=("户口所在地", "户籍所在地", "家庭住址", "家庭地址", "住址", "详细地址"),
        shared=True,
    ),
    Column(key="residence", header="现住址", others=("现住地址", "居住地址"), shared=True),
    Column(
        key="village",
        header="村委会",
        others=("行政村", "村(社区)", "村社区", "所属村", "村", "村委会(社区)", "村名", "所在村"),
        shared=True,
    ),
    Column(
        key="resettlement_site",
        header="安置点名称",
        others=("易地搬迁安置点", "所在安置点", "安置点", "易地扶贫搬迁安置点", "易地搬迁安置点名称"),
        shared=True,
    ),
    Column(key="relocated", header="是否易地搬迁", others=("是否易地搬迁户", "易地搬迁户", "是否搬迁户")),
    Column(
        key="out_of_poverty",
        header="是否脱贫户",
        others=(
            "是否脱贫人口",
            "脱贫户",
            "脱贫人口",
            "是否建档立卡",
            "是否建档立卡户",
            "户属性",
            "农户类型",
            "户类型",
            "脱贫户/监测户/一般户",
        ),
    ),
    Column(
        key="relapse_monitored",
        header="是否监测对象",
        others=("监测对象", "是否监测户", "三类监测对象", "未消除风险", "监测对象类别"),
    ),
    Column(key="skills", header="技能", others=("技能特长", "特长", "技能证书", "掌握技能")),
    Column(key="kind", header="返岗/新增", others=("返岗类型", "返岗或新增", "输出类型")),
    Column(key="first_time", header="是否首次外出", others=("首次外出", "新增转移", "是否新增", "是否新增转移")),
    Column(
        key="employer",
        header="务工企业",
        others=(
            "用工单位",
            "就业单位",
            "企业名称",
            "拟去企业",
            "务工单位",
            "输送企业",
            "用工企业",
            "意向企业",
            "返岗企业",
        ),
        shared=True,
    ),
    Column(key="batch", header="批次", others=("输送批次", "返岗批次", "乘车批次"), shared=True),
    Column(
        key="boarding_stop",
        header="上车点",
        others=("集合地点", "乘车地点", "上车站", "上车地点", "集合点", "乘车点", "接送点"),
        shared=True,
    ),
    Column(
        key="available_from",
        header="可出发日期",
        others=("可出发时间", "最早出发", "最早出发日期", "可外出日期"),
        shared=True,
    ),
    Column(key="available_until", header="最晚出发", others=("最晚出发日期", "最晚出发时间", "最迟出发"), shared=True),
    Column(key="together", header="同行编号", others=("同行", "同行组", "同行人编号"), shared=True),
    Column(key="accepts_other", header="服从调剂", others=("是否服从调剂", "是否服从分配", "服从分配")),
    Column(key="lowest_wage", header="期望月工资", others=("期望工资", "最低期望工资", "期望薪资", "期望月薪")),
    Column(
        key="willing",
        header="是否自愿外出",
        others=(
            "自愿外出",
            "是否自愿",
            "是否愿意外出",
            "外出意愿",
            "是否自愿外出务工",
            "是否愿意外出务工",
            "是否有外出意愿",
            "是否有外出务工意愿",
            "外出务工意愿",
            "是否自愿返岗",
            "是否愿意返岗",
            "是否有返岗意愿",
            "返岗意愿",
        ),
    ),
    Column(key="other_trip", header="已购车票", others=("自购车票", "已购票", "其他行程")),
    Column(key="card_valid_until", header="证件有效期至", others=("身份证有效期", "身份证有效期至", "证件有效期")),
    Column(
        key="remark",
        header="备注",
        others=("说明", "备注说明", "情况说明", "其他说明", "特殊情况", "特殊情况说明", "备注1"),
        used=False,
    ),
    Column(key="town", header="乡镇(街道)", others=("乡镇", "乡(镇)", "镇", "街道", "乡镇街道"), used=False),
    Column(key="group", header="组", others=("村组", "村民小组", "小组", "自然村"), used=False),
    Column(key="employer_code", header="统一社会信用代码", others=("信用代码",), used=False, repeats=True),
    Column(
        key="post",
        header="工种(岗位)",
        others=("岗位", "职位", "岗位名称", "工种", "从事工作", "意向岗位", "工种岗位"),
        used=False,
    ),
    Column(
        key="destination",
        header="务工地点",
        others=(
            "务工地",
            "就业地",
            "目的地",
            "务工省",
            "务工市",
            "务工县",
            "务工省/市/县",
            "务工省市县",
            "意向地区",
            "就业地点",
        ),
        used=False,
    ),
    Column(
        key="start_date",
        header="入职时间",
        others=("务工开始时间", "外出时间", "上岗时间", "就业时间"),
        used=False,
        repeats=True,
    ),
    Column(key="wage", header="月工资", others=("月收入", "月均工资", "工资水平", "工资"), used=False, repeats=True),
    Column(
        key="contract",
        header="是否签订合同",
        others=("合同类型", "合同期限", "合同起止", "劳动合同", "合同始期", "合同终期", "合同终止原因"),
        used=False,
    ),
    Column(key="insurance", header="是否参保", others=("社保", "参保情况"), used=False),
    Column(key="trip", header="车次", others=("列车车次", "乘坐车次", "车牌号", "乘车车次"), used=False),
    Column(key="carriage_seat", header="车厢座位", others=("车厢号", "座位号", "席位", "车厢"), used=False),
    Column(
        key="departure_date", header="输送时间", others=("出发时间", "乘车日期", "出发日期"), used=False, repeats=True
    ),
    Column(
        key="emergency_contact",
        header="紧急联系人",
        others=("家属电话", "联系人及电话", "紧急联系人姓名", "紧急联系人电话", "紧急联系人联系电话", "家属姓名"),
        used=False,
    ),
    Column(key="head", header="户主", others=("户主姓名", "户主身份证号", "户主身份证号码", "与户主关系"), used=False),
    Column(key="health", header="健康状况", others=("体温", "健康码", "核酸", "核酸检测"), used=False),
    Column(key="bank", header="银行卡号", others=("社保卡号", "开户行", "银行账号"), used=False),
    Column(
        key="register",
        header="户口性质",
        others=(
            "婚姻状况",
            "政治面貌",
            "邮政编码",
            "合同状态",
            "就业形式",
            "专业职称或技术等级",
            "就业前所属群体",
            "户籍省份",
        ),
        used=False,
    ),
)

DETAILS = ("wage", "start_date", "departure_date", "employer_code")
"""Columns that are read though no decision looks at them."""

BY_KEY: Mapping[str, Column] = {column.key: column for column in COLUMNS}


@frozen(kw_only=True)
class Headers:
    """Which header means which column; earlier headers of a column are the better ones."""

    ranks: Mapping[str, tuple[str, int]] = field(repr=False)

    @classmethod
    def known(cls, further: Mapping[str, str]) -> Headers:
        """The headers of the table above, and further ones of a case, each to a key of the table."""
        ranks: dict[str, tuple[str, int]] = {}
        for column in COLUMNS:
            for rank, header in enumerate((column.key, column.header, *column.others)):
                for written in (header, header.translate(_TRADITIONAL)):
                    ranks.setdefault(folded(written), (column.key, rank))
        # What a case says about its own rosters goes before everything.
        return cls(ranks={**ranks, **{folded(header): (key, -1) for header, key in further.items()}})

    def find(self, header: str) -> tuple[str, int] | None:
        """The key and rank of a folded header, with its annotation in brackets or without; None if not known."""
        found = self.ranks.get(header) or self.ranks.get(ANNOTATION.sub("", header))
        if found is None and (inside := _BRACKETED.fullmatch(header)):
            # 【村委会】: nothing stands outside.
            return self.ranks.get(inside[1])
        return found
