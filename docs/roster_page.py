"""The page of the columns of a roster, made from their table: key, headers known, what is read and what filled in."""

from __future__ import annotations

from collections.abc import Iterator

from laborcoop.exchange.roster.columns import COLUMNS, Column
from laborcoop.kernel.text import Locale, Text

_HEAD = Text(
    """# 花名册的列

由 `make pages` 根据列表生成，请勿手改。[English](roster-columns.md)

```python
from laborcoop.exchange.roster.columns import Headers

headers = Headers.known({"绰号": "name"})  # 案例或调用者补充的表头
assert headers.find("公民身份号码")[0] == "id_number"
assert headers.find("绰号")[0] == "name"
```

- 比较表头时不论全角半角、大小写、空格、换行、星号、冒号和括注：“身份证号(18位)”即“身份证号”。
- 两行以上的表头先连起来读，再从下往上读：“本人情况”下的“姓名”是 `name`。
- 同一内容有几列时，读排在前面的表头，并提示其余各列（RO-18）；不认识的列提示后不读（RO-01）；
  写明是别人的列，如“户主身份证号码”“身份证号码(户主)”“联系电话(家属)”“联系电话(企业)”，不作务工人员
  的内容（RO-30）；紧跟在“介绍人姓名”等后面的唯一电话也不作（RO-30）；写着“13800000001(妻)”的单元格不采用（RO-02）。
- 一个表头下面（或其后括注中）分几列的：各列名都是答案（是｜否、脱贫户｜监测户｜一般户）时，以勾选的一列为准，
  一列也没有勾、勾了几列或看不出的，不采用并提示（RO-02）；“务工企业”下的“名称｜地址”只读“名称”；
  一个单元格里勾选的（☑是 □否、是(√) 否( )、男□女☑）也以勾选的为准；
  哪一列都不是表头所问的（月工资下的“最低｜最高”、日期下的“月｜日”），都不读并提示（RO-35）。
- 是否外出按整句读：不愿意、拒绝、暂不外出、无 都是“否”；看不出的（待定、/）和“返岗/新增”中写不返岗、取消返岗、返乡的，
  按不外出处理并提示（RO-36）；同一人的几行有是有否，以“否”为准（RO-37）。写明已自行前往、
  已到岗的，不需要座位，不列入输送计划并提示（RO-42）。备注、上车点、批次里写的不去、取消、自驾
  不影响计划，但提示（RO-46）；“是否返岗”“务工意愿”“出行方式”这样像是问去不去而不认识的表头也提示（RO-47）：“是否返岗”问的可能是愿不愿意，
  也可能是回去了没有，由您写明。标题、表名或文件名像是“取消返岗人员名单”“自驾”的，
  照常读取并提示（RO-48）。一行只算一人：备注里写着“带1个小孩”的（RO-49）、表头是“随行人数”的（RO-50）也提示，
  随行的人要各占一行。文化程度只认完整的学历（“高中在读”不认，RO-02）。
- 工资按表头的单位读：月工资(万元) 下的 0.5 是 5000 元；单元格格式为 0.0"万" 的 0.5 也是（.xlsx）；
  按天、小时、年、件计或不是人民币的不读（RO-38），不按天数折算；
  每月不在 500 到 100000 元之间的不采用并提示（RO-02）。表头里写明的代码按表头读：是否脱贫户(1.否 2.是) 下的 1 是“否”。
- 没有年份的日期，按离读取日最近的一年读；入职时间因此在读取日之后的，提示（RO-45）。
- 姓名列中只写着“老窝乡”“六库镇(23人)”这样的分组标题、这一行别无内容（序号至多是“一”）的，不当作人员，并提示（RO-19）；
  还写着号码、电话或其他内容的，是人员。表头上面的人，不论表头在第几行，都逐行退回（RO-24）。
- 姓名和身份证号码在右边又有一组，是并列的另一份名单：其中的人各按一行读取，位置带上起始列（RO-26）。
- 号码、或姓名加电话写在别的列里，或写在合计、备注行里的人，也逐行退回；不读的列里有身份证号码的，提示（RO-39）。
- 批次、安置点名称写的是案例中的记录：没有案例时（只用 `read_roster`）不保留，并提示（RO-44）；
  上车点和务工企业按原文保留。
- 不读的列照常收下，退回的行和改正用的副本里都在。""",
    """# The columns of a roster

Written by `make pages` from the table of columns; do not edit. [中文](roster-columns.zh-CN.md)

```python
from laborcoop.exchange.roster.columns import Headers

headers = Headers.known({"绰号": "name"})  # further headers, of a case or an argument
assert headers.find("公民身份号码")[0] == "id_number"
assert headers.find("绰号")[0] == "name"
```

- Headers are compared without what writing adds: full width, capitals, blanks, line breaks, an asterisk, a colon; and
  without what stands in brackets: 身份证号(18位) is 身份证号.
- A header of several rows is read with all of them together, then from the lowest up: 姓名 below 本人情况 is `name`.
- Of columns that say the same, the header that stands first here is read and the others are told of (RO-18); a column
  that is not known is told of and not read (RO-01). A column that says it is somebody else's, 户主身份证号码,
  身份证号码(户主), 联系电话(家属) or 联系电话(企业), is never the worker's, nor is the only phone right behind
  介绍人姓名 (RO-30), nor 13800000001(妻) in a cell (RO-02).
- Where several columns stand below one header (or are told apart in brackets behind it) and each is named by an answer
  (是｜否, 脱贫户｜监测户｜一般户), the ticked one counts; where none is ticked, or several are, or it cannot
  be told, the cell is left out (RO-02). The same goes for a form within a cell: ☑是 □否,
  是(√) 否( ), 男□女☑. Of 名称｜地址 below 务工企业 名称 alone is read. Where none is what the header
  asks (最低｜最高 below 月工资, 月｜日 below a date), none is read, and that is told (RO-35).
- The will to go is read as a whole: 不愿意, 拒绝, 暂不外出 and 无 are a no. What cannot be read (待定, /), and 不返岗,
  取消返岗 or 返乡 in 返岗/新增, is taken for a no and told of (RO-36); where rows of one person say yes and no, the no
  counts (RO-37). Who is said to be there already or to go without help (已到岗, 自行前往) needs no seat and is told of
  (RO-42). A remark, stop or batch that says so (不去了, 取消, 自驾 below 备注, 上车点, 批次) decides nothing and is
  told of (RO-46); so is a header that may ask it and is not known (RO-47): 是否返岗 may ask for the will, or whether
  somebody is back already,
  and you say which. A list whose title, sheet or file is called 取消返岗人员名单 or 自驾 is read like others and told
  of (RO-48). A row is one person: a remark such as 带1个小孩 (RO-49) and a header such as 随行人数 (RO-50) are told of,
  as whoever goes along needs a row. 文化程度 is a school in whole words: 高中在读 is none (RO-02).
- A wage is read in the unit of its header: 0.5 below 月工资(万元) is 5 000 yuan. So is a 0.5 that its format
  shows as 0.5万 (.xlsx). By the day, the hour, the year or the
  piece, or in other money, it is not read (RO-38) and not converted; one that is not from 500 to 100 000 yuan a month
  is left out (RO-02). Codes mean what the header says: 1 below 是否脱贫户(1.否 2.是) is a no.
- A date without its year is read as in the year nearest to the day of reading; a start of work that so is yet to come
  is told of (RO-45).
- A row that says nothing but the title of a group in the column of names, 老窝乡 or 六库镇(23人), with at most 一 for
  its number in the list, is nobody's and is told of (RO-19); with a number, a phone or anything else it is a person's.
  Whoever stands above the header is refused row by row (RO-24), however far down the header is.
- Where 姓名 and 身份证号码 stand once more on the right, another list stands beside the first: each person of it is a
  row, whose place names the column that the list begins with (RO-26).
- Somebody whose number, or name and phone, stand in other columns, or in a row of sums or remarks, is refused, too; a
  column that is not read and holds resident numbers is told of (RO-39).
- 批次 and 安置点名称 name records of a case: without one (`read_roster` alone) they are not kept, and that is told
  (RO-44); 上车点 and 务工企业 are kept as written.
- What is not read is kept: it stands in the refused rows and in the copy that goes back.""",
)
_TITLES = Text("| 键 | 表头 | 也认得 | 读取 | 向下填充 |", "| key | header | also known as | read | filled down |")
_YES = Text("是", "yes")
_NO = Text("", "")
_BEHIND = Text(
    "“向下填充”：合并单元格和“同上”“〃”“↓”取上一行的内容；电话只填充合并单元格（一户一个电话）。",
    "Filled down: merged cells, and cells that say 同上, 〃 or ↓, hold what the row above holds; of phones "
    "merged cells only, as a household may have one.",
)


def roster_columns_page(locale: Locale) -> str:
    """The page in Markdown."""
    return "\n\n".join((_HEAD.render(locale), "\n".join(_table(locale)), _BEHIND.render(locale))) + "\n"


def _table(locale: Locale) -> Iterator[str]:
    yield _TITLES.render(locale)
    yield "|---|---|---|---|---|"
    yield from (_row(column, locale) for column in COLUMNS)


def _row(column: Column, locale: Locale) -> str:
    others = ("、" if locale == "zh" else ", ").join(column.others)
    read, shared = ((_YES if holds else _NO).render(locale) for holds in (column.used, column.merges))
    return f"| `{column.key}` | {column.header} | {others} | {read} | {shared} |"
