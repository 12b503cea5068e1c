"""What can be wrong with a roster beyond the catalogue's identity rules, each under a code, in both languages.

====== ======== ==============================================================================
code   severity what
====== ======== ==============================================================================
RO-01  INFO     a column is not known; it is not read
RO-02  WARN     a cell cannot be read; its value is left out
RO-03  WARN     no employer of the case, or more than one, answers to a name
RO-04  WARN     no place of the case, or more than one, answers to a boarding stop
RO-05  WARN     no convoy of the case answers to a batch
RO-06  WARN     rows of one person contradict each other
RO-07  ERROR    a sheet has no header; it is not read (WARN where it holds no number, INFO if hidden)
RO-08  ERROR    two persons claim one worker id
RO-09  ERROR    a row has no usable name
RO-10  ERROR    a number is masked, and no birth date is given
RO-11  INFO     a row is no person's and is not read
RO-12  ERROR    a number cannot be read, and the rule book has no rule that says why
RO-13  WARN     no resettlement site of the case answers to a name
RO-14  WARN     the county of household registration is not known
RO-15  INFO     a sheet has hidden rows, or is hidden; they are read like others
RO-16  ERROR    a file cannot be read
RO-17  WARN     somebody is available until a day before the first day
RO-18  INFO     a column repeats another; it is not read (WARN where it says whether somebody goes)
RO-19  INFO     a row is taken for a sum, a hint, a signature or a title, and holds a name; it is not read
RO-20  WARN     an id is a number of a person, or may be a name; another stands for it
RO-21  WARN     a date has no year, and no day was given by which to supply it
RO-22  INFO     a row without a number is that of the one person of its name and phone
RO-23  WARN     two persons have one name and one phone
RO-24  ERROR    a row with a resident number, or a name and a phone, stands above the header
RO-25  WARN     formulas of a sheet have failed (#N/A) or were never calculated
RO-26  WARN     columns list other people beside the first ones; each is read as a row
RO-27  WARN     a cell says “as above” (同上), and nothing stands above it
RO-28  INFO     a sheet is the list of refused rows of a copy that went back; it is not read
RO-29  WARN     cells of a row are struck through; they are read like others
RO-30  WARN     a column is of other people than the workers; it is not read (INFO where its header says so)
RO-31  WARN     a CSV file is the list of refused rows of a copy that went back; nobody else is in it
RO-32  ERROR    a row is called an example (例, 示例, e.g.) where others have their number in the list
RO-33  INFO     a cell of a phone holds several numbers; the first mobile number is taken
RO-34  WARN     a name may be two, or hold a sex, words in brackets, or a sign for a character not at hand
RO-35  WARN     columns under one header say different things, none of them what the header asks; none is read
RO-36  WARN     a cell on the will to go cannot be read, or denies why somebody goes; the person is taken to stay
RO-37  WARN     rows of one person say yes and no on the will to go; the no counts
RO-38  WARN     the figures of a column are no monthly wages in yuan by its header; it is not read
RO-39  WARN     a column that is not read holds resident numbers: the people in it are not in the roster
RO-40  WARN     a row that is refused is of a party: the others of it are planned without this person
RO-41  ERROR    a sheet has more tables than are read; the persons of the rest are refused
RO-42  INFO     somebody is at the post already, or goes there without help: no seat is planned
RO-43  WARN     no formula of an .xls shows anything: they may never have been calculated
RO-44  INFO     a column names records of a case (批次, 安置点名称), and there is no case: it is not kept
RO-45  WARN     the start of work has no year, and in the nearest one it is yet to come
RO-46  WARN     a remark, stop or batch may say that somebody stays, or goes without help: they decide nothing
RO-47  WARN     a column that is not read may ask whether or how somebody goes
RO-48  WARN     a list may be of people who stay or go without help, by its title or the name of its sheet or file
RO-49  WARN     a remark may say that others go along, who need a row each
RO-50  WARN     a column that is not read may say who goes along
====== ======== ==============================================================================
"""

from __future__ import annotations

from laborcoop.exchange.notices import Notice
from laborcoop.exchange.roster.column_notices import OF_COLUMNS
from laborcoop.exchange.roster.file_notices import OF_FILES
from laborcoop.kernel.text import Text
from laborcoop.rulebook import Severity

NOTICES: dict[str, Notice] = {
    **OF_FILES,
    **OF_COLUMNS,
    "RO-02": Notice(
        severity=Severity.WARN,
        message=Text("“{column}”读不出来，未采用：{expected}", "“{column}” cannot be read and is left out: {expected}"),
        suggestion=Text("请改正“{column}”", "correct “{column}”"),
    ),
    "RO-03": Notice(
        severity=Severity.WARN,
        message=Text(
            "案例中没有叫“{written}”的企业，或不止一家",
            "no employer of the case answers to “{written}”, or more than one does",
        ),
        suggestion=Text(
            "请写企业全称、简称或编号，或在企业表中补充简称",
            "write the employer's name, short name or id, or add the short name to the table of employers",
        ),
    ),
    "RO-04": Notice(
        severity=Severity.WARN,
        message=Text(
            "案例中没有叫“{written}”的上车点，或不止一处",
            "no place of the case answers to the boarding stop “{written}”, or more than one does",
        ),
        suggestion=Text("请写地点表中的名称或编号", "write a name or an id from the table of places"),
    ),
    "RO-05": Notice(
        severity=Severity.WARN,
        message=Text(
            "批次“{written}”在案例中找不到，未采用", "the batch “{written}” is not one of the case's and is left out"
        ),
        suggestion=Text(
            "请写 第一批、1 或批次编号；留空表示任何批次都可以",
            "write 第一批, 1 or a convoy's id; leave the cell empty where any batch will do",
        ),
    ),
    "RO-06": Notice(
        severity=Severity.WARN,
        message=Text(
            "同一人的几行中“{column}”不一致，采用了填写最全的一行",
            "the rows of this person differ in “{column}”; the row with most cells filled is followed",
        ),
        suggestion=Text("请核对各行后只保留一行：{rows}", "compare the rows and keep one: {rows}"),
    ),
    "RO-08": Notice(
        severity=Severity.ERROR,
        message=Text(
            "不同的人用了同一个登记编号，都已退回", "different persons have one worker id: all of them are refused"
        ),
        suggestion=Text("请改正登记编号：{rows}", "correct the ids: {rows}"),
    ),
    "RO-09": Notice(
        severity=Severity.ERROR,
        message=Text("姓名缺失或读不出来：{expected}", "the name is missing or cannot be read: {expected}"),
        suggestion=Text("请按证件填写姓名", "write the name as on the card"),
    ),
    "RO-10": Notice(
        severity=Severity.ERROR,
        message=Text(
            "身份证号码已遮蔽，而出生日期缺失或读不出来，无法确定年龄",
            "the number is masked and the birth date is missing or unreadable: the age cannot be told",
        ),
        suggestion=Text("请填写完整的号码，或补上出生日期", "give the whole number, or the birth date"),
    ),
    "RO-11": Notice(
        severity=Severity.INFO,
        message=Text(
            "这一行没有姓名、证件号码、电话、编号，不当作人员读取",
            "this row has no name, number, phone or id: it is not read as a person",
        ),
        suggestion=Text("如果是人员，请补上姓名和身份证号码", "if it is a person, add the name and the number"),
    ),
    "RO-12": Notice(
        severity=Severity.ERROR,
        message=Text("身份证号码读不出来：{expected}", "the resident number cannot be read: {expected}"),
        suggestion=Text("请对照证件改正", "compare it with the card"),
    ),
    "RO-13": Notice(
        severity=Severity.WARN,
        message=Text(
            "案例中没有叫“{written}”的安置点，或不止一个",
            "no resettlement site of the case answers to “{written}”, or more than one does",
        ),
        suggestion=Text("请写安置点表中的名称或编号", "write a name or an id from the table of sites"),
    ),
    "RO-14": Notice(
        severity=Severity.WARN,
        message=Text(
            "不知道户籍所在县，按整个输出地处理",
            "the county of registration is not known: the sending region stands in for it",
        ),
        suggestion=Text("请填写 县(市) 或 户籍地址", "fill in 县(市) or 户籍地址"),
    ),
    "RO-17": Notice(
        severity=Severity.WARN,
        message=Text(
            "“最晚出发”早于“可出发日期”，没有一天可以出发",
            "“最晚出发” lies before “可出发日期”: no day is left to leave on",
        ),
        suggestion=Text("请核对这两个日期", "compare the two dates"),
    ),
    "RO-19": Notice(
        severity=Severity.INFO,
        message=Text(
            "这一行像合计、说明、签字或分组标题（如乡镇名），未当作人员读取，但姓名列中有文字",
            "this row looks like a sum, a hint, a signature or the title of a group (a township) and is not read as a "
            "person, but something stands in its place for a name",
        ),
        suggestion=Text(
            "如果是人员，请补上身份证号码、出生日期或联系电话",
            "if it is a person, add the number, the birth date or the phone",
        ),
    ),
    "RO-20": Notice(
        severity=Severity.WARN,
        message=Text(
            "“{column}”写的是身份证号码、电话或可能是姓名的文字，不能公开，已换成别的编号",
            "“{column}” is a resident number, a phone or what may be a name, which must not be shown: another "
            "id stands in its place",
        ),
        suggestion=Text(
            "请改用不含个人信息的编号，例如 T-1", "use an id that tells nothing about a person, such as T-1"
        ),
    ),
    "RO-21": Notice(
        severity=Severity.WARN,
        message=Text(
            "“{column}”没有写年份，又没有指定以哪一天为准（--on），按 {year} 年读取",
            "“{column}” has no year, and no day was given to read it by (--on): it is read as in {year}",
        ),
        suggestion=Text("请写上年份，或用 --on 指定日期", "write the year, or give the day with --on"),
    ),
    "RO-22": Notice(
        severity=Severity.INFO,
        message=Text(
            "这一行没有身份证号码，按姓名和电话并入 {row}",
            "the row has no number; by its name and phone it is that of {row}",
        ),
        suggestion=Text("请核对是否同一人", "make sure that they are one person"),
    ),
    "RO-23": Notice(
        severity=Severity.WARN,
        message=Text(
            "姓名和电话相同而身份证号码不同，按两人处理",
            "these rows have one name and one phone and different numbers: they are read as different persons",
        ),
        suggestion=Text("请对照身份证核对：{rows}", "compare them with the cards: {rows}"),
    ),
    "RO-24": Notice(
        severity=Severity.ERROR,
        message=Text(
            "这一行有身份证号码或有姓名和电话，却在表头上面，不知道各列是什么",
            "this row holds a resident number, or a name and a phone, and stands above the header: what its cells are "
            "is not known",
        ),
        suggestion=Text(
            "请把这一行移到表头下面，或在它上面补上表头", "move it below the header, or put a header above it"
        ),
    ),
    "RO-26": Notice(
        severity=Severity.WARN,
        message=Text(
            "从 {column} 列起又有一份名单，与左边的并列：其中的人各按一行读取，与左边同一行是同一人的除外",
            "from column {column} on another list stands beside the first: each person of it is read as a row, but for "
            "those whom the same row names on the left",
        ),
        suggestion=Text(
            "请核对这些列里的确是务工人员，并把两份名单上下排列",
            "make sure that these columns list workers, and put the lists one below the other",
        ),
    ),
    "RO-27": Notice(
        severity=Severity.WARN,
        message=Text(
            "“{column}”写的是“同上”，而上面没有内容，按空白读取",
            "“{column}” says “as above”, and nothing stands above: it is read as empty",
        ),
        suggestion=Text("请填写“{column}”的内容本身", "write what “{column}” is to say"),
    ),
    "RO-29": Notice(
        severity=Severity.WARN,
        message=Text(
            "有删除线，照常读取：{cells}", "this is struck through, wholly or in part, and read like others: {cells}"
        ),
        suggestion=Text(
            "如已作废，请删去这一行或这些文字；如仍有效，请去掉删除线",
            "if it is meant to be gone, delete the row or the words; if not, take the stroke away",
        ),
    ),
    "RO-32": Notice(
        severity=Severity.ERROR,
        message=Text(
            "这一行开头写着“例”“示例”等字样，是模板的示例行，不当作人员",
            "this row begins with a word for an example: it is the example of a template and makes no worker",
        ),
        suggestion=Text(
            "如是示例，请删去这一行；如是人员，请在该单元格填写序号",
            "delete the row if it came with the template; if it is a person, write a number of the list into this cell",
        ),
    ),
    "RO-33": Notice(
        severity=Severity.INFO,
        message=Text(
            "“{column}”里不止一个号码，只采用了第一个手机号码",
            "“{column}” holds more than one number: the first mobile number is taken, and no other",
        ),
        suggestion=Text(
            "请把找得到本人的手机号码写在最前面，其余写在另一列",
            "write first the mobile number at which the person is reached, and others in a column of their own",
        ),
    ),
    "RO-34": Notice(
        severity=Severity.WARN,
        message=Text(
            "姓名里可能写了两个人，或带有性别、括注，或用符号代替了打不出的字；按一人读取",
            "the name may be that of two persons, or hold a sex, words in brackets, or a sign for a character that "
            "could not be written: it is read as one person's",
        ),
        suggestion=Text(
            "请每行只写一人，姓名与证件一致；另一人单写一行",
            "give each person a row, with the name as on the card",
        ),
    ),
    "RO-36": Notice(
        severity=Severity.WARN,
        message=Text(
            "“{column}”看不出愿意外出（或写明不去），按不外出处理，不列入输送计划：{expected}",
            "“{column}” does not say that the person goes, or says the contrary: the person is taken to stay and is "
            "left out of the plan: {expected}",
        ),
        suggestion=Text("请核实本人意愿后改正“{column}”", "ask the person, and correct “{column}”"),
    ),
    "RO-37": Notice(
        severity=Severity.WARN,
        message=Text(
            "同一人的几行中“{column}”不一致，按不外出处理",
            "the rows of this person differ in “{column}”: the person is taken to stay",
        ),
        suggestion=Text(
            "请核实本人意愿，改正后只保留一行：{rows}", "ask the person, and keep one row that is right: {rows}"
        ),
    ),
    "RO-40": Notice(
        severity=Severity.WARN,
        message=Text(
            "本行退回，而本人与同行编号 {party} 的人同行：其余的人将不带此人安排",
            "the row is refused, and its person goes with the party {party}: the others are planned without this one",
        ),
        suggestion=Text(
            "请更正本行（尤其是随行的孩子），或告知同行的人",
            "mend the row, a child's above all, or tell the others of the party",
        ),
    ),
    "RO-42": Notice(
        severity=Severity.INFO,
        message=Text(
            "“{column}”写明本人已到岗或自行前往，不需要座位，不列入输送计划",
            "“{column}” says that the person is at the post already or goes there without help: no seat is planned",
        ),
        suggestion=Text(
            "如仍需乘车，请改为 返岗（或 是）；自行前往上车点的，请写明“自行前往上车点”",
            "write 返岗 (or 是) for whoever needs a seat after all; of who only comes to the stop without help, "
            "say 自行前往上车点",
        ),
    ),
    "RO-45": Notice(
        severity=Severity.WARN,
        message=Text(
            "“{column}”没有写年份，按最近的一年即 {year} 年读取，是读取日之后的日子",
            "“{column}” has no year and is read as in {year}, the nearest one: a day that is yet to come",
        ),
        suggestion=Text("请写上年份", "write the year"),
    ),
    "RO-46": Notice(
        severity=Severity.WARN,
        message=Text(
            "“{column}”像是说本人不去或已自行前往；去不去不看这一列，本人照常安排",
            "“{column}” may say that the person stays or goes without help: this column does not decide it, and the "
            "person is planned like others",
        ),
        suggestion=Text(
            "如不需要座位，请在“是否自愿外出”填 否（没有这一列的请加上）",
            "if no seat is wanted, write 否 under 是否自愿外出, and add that column where there is none",
        ),
    ),
    "RO-49": Notice(
        severity=Severity.WARN,
        message=Text(
            "“{column}”像是说有人随行；一行只算一人，没有自己一行的人没有座位和床位",
            "“{column}” may say that others go along: a row is one person, and whoever has none has neither "
            "seat nor bed",
        ),
        suggestion=Text(
            "请给随行的人（小孩也是）各写一行，返岗/新增 填 随行，同行编号与本人相同",
            "give each of them, children too, a row with 随行 under 返岗/新增 and the 同行编号 of this person",
        ),
    ),
}
