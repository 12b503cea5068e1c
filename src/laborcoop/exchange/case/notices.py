"""What can be wrong with the files of a case, each under a code, worded once in both languages."""

from __future__ import annotations

from laborcoop.exchange.notices import Notice
from laborcoop.kernel.text import Text
from laborcoop.rulebook import Severity

ROW_LEFT_OUT = Text("这一行未采用", "the row is left out")
RECORD_LEFT_OUT = Text("这条记录未采用", "the record is left out")
CELL_LEFT_EMPTY = Text("按空白处理", "the cell counts as empty")
ENTRY_LEFT_OUT = Text("这一项未采用", "the entry is left out")
TO_BE_SETTLED = Text("改正之前不参与安排", "the record takes no part until this is settled")

NOTICES: dict[str, Notice] = {
    "CF-01": Notice(
        severity=Severity.ERROR,
        message=Text(
            "案例文件夹中没有 {file}，无法安排人员", "the case has no {file}: without it nobody can be placed"
        ),
        suggestion=Text(
            "请补上该文件，格式见案例文件夹说明", "add the file; the case folder's format says what is in it"
        ),
    ),
    "CF-02": Notice(
        severity=Severity.ERROR,
        message=Text("{reason}；该表未读取", "{reason}; the table is not read"),
        suggestion=Text(
            "请打开核对后另存为 CSV（UTF-8）或 xlsx", "open it, check it, and save it as CSV (UTF-8) or xlsx"
        ),
    ),
    "CF-03": Notice(
        severity=Severity.INFO,
        message=Text("不认识“{name}”，未读取", "“{name}” is not known here and was not read"),
        suggestion=Text("{hint}", "{hint}"),
    ),
    "CF-04": Notice(
        severity=Severity.ERROR,
        message=Text("{noun}的“{column}”不能为空；{then}", "{noun}: “{column}” must not be empty; {then}"),
        suggestion=Text("请填写“{column}”", "fill in “{column}”"),
    ),
    "CF-05": Notice(
        severity=Severity.ERROR,
        message=Text(
            "{noun}的“{column}”读不出来：{reason}；{then}", "{noun}: “{column}” cannot be read: {reason}; {then}"
        ),
        suggestion=Text("请改正“{column}”", "correct “{column}”"),
    ),
    "CF-06": Notice(
        severity=Severity.ERROR,
        message=Text(
            "{noun} {key} 出现 {times} 次，无法判断哪一行正确，均未采用",
            "{noun} {key} is given {times} times; which one is right cannot be told, so none is used",
        ),
        suggestion=Text("请只保留一行，或改用不同的编号", "keep one of them, or give them ids of their own"),
    ),
    "CF-07": Notice(
        severity=Severity.ERROR,
        message=Text(
            "{noun}的“{column}”指向 {target}，但案例中没有这个{kind}；{then}",
            "{noun}: “{column}” names {target}, but the case has no such {kind}; {then}",
        ),
        suggestion=Text("{hint}", "{hint}"),
    ),
    "CF-08": Notice(
        severity=Severity.ERROR,
        message=Text("{noun}不成立：{reason}；{then}", "{noun} does not hold together: {reason}; {then}"),
        suggestion=Text("请按上面所说改正", "correct what is named here"),
    ),
    "CF-09": Notice(
        severity=Severity.INFO,
        message=Text("案例中用不到 {file}，未读取", "the case has no use for {file}; it was not read"),
        suggestion=Text("{hint}", "{hint}"),
    ),
    "CF-10": Notice(
        severity=Severity.WARN,
        message=Text("已读取 {used}，未读取同名的 {file}", "{used} was read, and {file}, of the same name, was not"),
        suggestion=Text("请删去其中一个文件", "remove one of the two"),
    ),
    "CF-11": Notice(
        severity=Severity.INFO,
        message=Text("只读取第一张工作表，未读取“{sheet}”", "only the first sheet counts: “{sheet}” was not read"),
        suggestion=Text("需要的内容请移到第一张工作表", "move what is needed to the first sheet"),
    ),
    "CF-12": Notice(
        severity=Severity.ERROR,
        message=Text(
            "没有可用的“{column}”列，该列必需；{rows}均未采用",
            "there is no one column “{column}”, which is needed; left out: {rows}",
        ),
        suggestion=Text("{todo}", "{todo}"),
    ),
    "CF-13": Notice(
        severity=Severity.ERROR,
        message=Text(
            "“{column}”出现多列，无法判断以哪一列为准，均未读取",
            "“{column}” is given by several columns; which one counts cannot be told, so none is read",
        ),
        suggestion=Text("请只保留一列", "keep one of them"),
    ),
    "CF-14": Notice(
        severity=Severity.ERROR,
        message=Text(
            "{noun}的“{column}”指向 {target}，而这个{kind}因自身有误未采用；{then}",
            "{noun}: “{column}” names {kind} {target}, which is itself left out; {then}",
        ),
        suggestion=Text("请先改正 {target}", "correct {target} first"),
    ),
    "CF-15": Notice(
        severity=Severity.ERROR,
        message=Text(
            "班次 {key} 的时刻表不完整：序号应为 1、2、3……且各行无误；该班次未采用",
            "the timetable of leg {key} is not complete: its stops must count 1, 2, 3 …, each without "
            "a fault; the leg is left out",
        ),
        suggestion=Text("请核对停靠表中该班次的各行", "check the rows of this leg among the stops"),
    ),
    "CF-16": Notice(
        severity=Severity.ERROR,
        message=Text(
            "安置点 {key} 各行的名称或区划不一致，均未采用",
            "the rows of site {key} differ in name or division; none is used",
        ),
        suggestion=Text("同一编号各行的名称和区划应相同", "rows of one id must have one name and one division"),
    ),
    "CF-17": Notice(
        severity=Severity.ERROR,
        message=Text(
            "规则手册中没有名为 {name} 的参数，未采用", "the rule book has no parameter {name}; it is not used"
        ),
        suggestion=Text("{hint}", "{hint}"),
    ),
    "CF-18": Notice(
        severity=Severity.ERROR,
        message=Text(
            "[columns] 中的“{name}”指向未知的列 {target}", "[columns]: “{name}” names an unknown column {target}"
        ),
        suggestion=Text("{hint}", "{hint}"),
    ),
    "CF-19": Notice(
        severity=Severity.ERROR,
        message=Text("参数不成立：{reason}；未采用", "the parameter does not hold: {reason}; it is not used"),
        suggestion=Text("请对照说明改正", "compare with the format and correct it"),
    ),
    "CF-20": Notice(
        severity=Severity.WARN,
        message=Text(
            "{noun}的“{column}”写的是身份证号码或手机号码，不能公开，已换成由它生成的编号",
            "{noun}: “{column}” is a resident number or a phone, which must not be shown: an id made of it stands in "
            "its place",
        ),
        suggestion=Text("请改用不含个人信息的编号", "use an id that tells nothing about a person"),
    ),
    "CF-21": Notice(
        severity=Severity.ERROR,
        message=Text("附加记录读不出来：{fault}", "the further records cannot be read: {fault}"),
        suggestion=Text("请对照说明改正文件", "compare with the format and correct the file"),
    ),
    "CF-22": Notice(
        severity=Severity.ERROR,
        message=Text(
            "这一条附加记录读不出来：{fault}；未采用", "this further record cannot be read: {fault}; it is not used"
        ),
        suggestion=Text("请改正这一处", "correct what is named here"),
    ),
    "CF-23": Notice(
        severity=Severity.WARN,
        message=Text(
            "{noun} {key} 与 {first} 完全相同，只采用一次",
            "{noun} {key} is given again, just as at {first}: it is used once",
        ),
        suggestion=Text("请删去重复的一处", "take one of the two out"),
    ),
    "CF-24": Notice(
        severity=Severity.ERROR,
        message=Text(
            "{noun}的“{column}”{key} 在 {other} 是另一个身份证号码的人，无法判断是谁；{then}",
            "{noun}: “{column}” {key} is of another resident number at {other}; whose it is cannot be told; {then}",
        ),
        suggestion=Text(
            "请给每个人单独的编号；是同一人的，请对照身份证更正号码",
            "give each person an id of their own; if it is one person, correct the number by the card",
        ),
    ),
    "CF-25": Notice(
        severity=Severity.WARN,
        message=Text(
            "{noun}的“{column}”与同一人在 {other} 的不一致，以后者为准",
            "{noun}: “{column}” is not that of the same person at {other}, which stands",
        ),
        suggestion=Text(
            "请对照身份证和户口簿更正其中一处", "correct one of the two by the card and the household book"
        ),
    ),
}
