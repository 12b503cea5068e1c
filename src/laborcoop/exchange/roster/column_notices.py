"""What is to be said of the columns of a roster, each under a code (see `notices`)."""

from __future__ import annotations

from laborcoop.exchange.notices import Notice
from laborcoop.kernel.text import Text
from laborcoop.rulebook import Severity

OF_COLUMNS: dict[str, Notice] = {
    "RO-01": Notice(
        severity=Severity.INFO,
        message=Text(
            "{column} 列的表头不认识，未读取该列", "the header of column {column} is not known: it is not read"
        ),
        suggestion=Text(
            "如需读取，请改用花名册说明中的表头，或写明对应的列（案例：case.toml 的 [columns]；命令行：--column）",
            "if it is needed, use a header of the roster's format, or say which column it is: under [columns] in the "
            "case.toml of a case, by --column on the command line",
        ),
    ),
    "RO-18": Notice(
        severity=Severity.INFO,
        message=Text(
            "{column} 列与 {other} 列是同一内容，只读取 {other} 列",
            "column {column} repeats column {other}: only column {other} is read",
        ),
        suggestion=Text("请只保留一列", "keep one of them"),
    ),
    "RO-30": Notice(
        severity=Severity.WARN,
        message=Text(
            "{column} 列是务工人员以外的人（户主、联系人、干部等）的内容，未读取",
            "column {column} is of other people than the workers (householders, contacts, officials): it is not read",
        ),
        suggestion=Text(
            "如是务工人员本人的，请改用只写 姓名、身份证号码、联系电话 的一行表头",
            "if it is the workers' own, write a header of one row that says 姓名, 身份证号码, 联系电话",
        ),
    ),
    "RO-35": Notice(
        severity=Severity.WARN,
        message=Text(
            "{column} 列与其他列同在“{name}”的表头下，各写各的内容，看不出哪一列是“{name}”，这几列都未读取",
            "column {column} shares the header “{name}” with others that say different things, and none of them is "
            "“{name}” itself: none is read",
        ),
        suggestion=Text(
            "请把“{name}”写在一列里；可勾选的各列，列名只写 是、否 或 脱贫户、监测户、一般户 等",
            "give “{name}” in one column; name columns to be ticked by their answers alone: 是, 否, or 脱贫户, 监测户, "
            "一般户",
        ),
    ),
    "RO-38": Notice(
        severity=Severity.WARN,
        message=Text(
            "{column} 列的表头写明不是每月多少元（按天、小时、年、件计，或不是人民币），未读取该列；不按假定的天数折算",
            "by its header column {column} does not give yuan a month (but by the day, the hour, the year or the "
            "piece, or in other money): it is not read, and not converted by a number of days that nobody said",
        ),
        suggestion=Text(
            "请改为每月工资，表头写 月工资(元) 或 月工资(万元)", "give monthly wages, under 月工资(元) or 月工资(万元)"
        ),
    ),
    "RO-39": Notice(
        severity=Severity.WARN,
        message=Text(
            "{column} 列中有身份证号码，但未读取该列：其中的人不在名单内",
            "column {column} holds resident numbers and is not read: the people in it are not in the roster",
        ),
        suggestion=Text(
            "如果是务工人员，请给这几列补上表头（姓名、身份证号码），或移到名单下面",
            "if they are workers, put headers (name, resident number) above these columns, or move them below the list",
        ),
    ),
    "RO-44": Notice(
        severity=Severity.INFO,
        message=Text(
            "{column} 列（{name}）写的是案例中的记录；没有案例，无从对应，未保留该列",
            "column {column}, {name}, names records of a case: without one nothing answers to the names, and they are "
            "not kept",
        ),
        suggestion=Text(
            "如需保留，请把名单放入案例文件夹，用 load_case 读取",
            "if they are needed, put the roster into the folder of a case and read it with load_case",
        ),
    ),
    "RO-50": Notice(
        severity=Severity.WARN,
        message=Text(
            "{column} 列的表头像是写谁随行，未读取该列；一行只算一人，没有自己一行的人没有座位和床位",
            "the header of column {column} may say who goes along, and is not read: a row is one person, and whoever "
            "has none has neither seat nor bed",
        ),
        suggestion=Text(
            "请给随行的人（小孩也是）各写一行，返岗/新增 填 随行，同行编号与所随的人相同",
            "give each of them, children too, a row with 随行 under 返岗/新增 and the 同行编号 of those they go with",
        ),
    ),
    "RO-47": Notice(
        severity=Severity.WARN,
        message=Text(
            "{column} 列的表头像是问本人去不去、怎么去，但不认识，未读取该列：写“否”的人也照常安排",
            "the header of column {column} may ask whether or how the person goes, and is not known: it is not read, "
            "and who says no there is planned like others",
        ),
        suggestion=Text(
            "如果写的是本人愿不愿外出，请把表头改为 是否自愿外出，或写明这一列就是 willing"
            "（案例：case.toml 的 [columns]；命令行：--column）；如果不是，请核对写“否”的人",
            "if it says whether somebody wants to go, write 是否自愿外出 above it, or say that the column is willing, "
            "under [columns] in the case.toml of a case, by --column on the command line; if not, ask who says no",
        ),
    ),
}
