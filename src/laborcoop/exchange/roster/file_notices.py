"""What is to be said of the files and sheets of a roster, each as a whole, under a code (see `notices`)."""

from __future__ import annotations

from laborcoop.exchange.notices import Notice
from laborcoop.kernel.text import Text
from laborcoop.rulebook import Severity

OF_FILES: dict[str, Notice] = {
    "RO-48": Notice(
        severity=Severity.WARN,
        message=Text(
            "表名、标题或文件名中有“{words}”，可能是不去或已自行前往的人的名单；没有写明愿不愿意的列，其中的人照常安排",
            "the name of the sheet or the file, or the title, says “{words}”: it may list people who stay or go "
            "without help; no column says whether they go, and they are planned like others",
        ),
        suggestion=Text(
            "如果其中的人不需要座位，请删去这张表，或加上“是否自愿外出”一列并填 否",
            "if they need no seat, delete the sheet, or add the column 是否自愿外出 and write 否 in it",
        ),
    ),
    "RO-07": Notice(
        severity=Severity.ERROR,
        message=Text(
            "工作表里找不到表头（至少要有 姓名 和 身份证号码），整张表未读取",
            "no header was found in the sheet (it has 姓名 and 身份证号码 at least): the sheet is not read",
        ),
        suggestion=Text(
            "如是花名册，请补上表头；如不是，请删去该表",
            "give it a header if it is a roster; delete the sheet if it is not",
        ),
    ),
    "RO-15": Notice(
        severity=Severity.INFO,
        message=Text(
            "工作表或其中有的行被隐藏，照常读取：{hidden}",
            "the sheet or rows of it are hidden; they are read like others: {hidden}",
        ),
        suggestion=Text("请确认隐藏的行也应当计入", "make sure that what is hidden should count"),
    ),
    "RO-16": Notice(
        severity=Severity.ERROR,
        message=Text("花名册读不出来：{reason}", "the roster cannot be read: {reason}"),
        suggestion=Text("请改正后重新提交这个文件", "correct the file and send it again"),
    ),
    "RO-25": Notice(
        severity=Severity.WARN,
        message=Text(
            "这张表中有公式出错（如 #N/A）或从未计算过，其内容无法读取：{cells}",
            "formulas of this sheet have failed (#N/A or the like) or were never calculated, so that nothing is read "
            "of them: {cells}",
        ),
        suggestion=Text(
            "请用电子表格软件打开并保存，或在这些单元格中填写内容本身",
            "open it in a spreadsheet program and save it, or write into these cells what the formulas were to give",
        ),
    ),
    "RO-28": Notice(
        severity=Severity.INFO,
        message=Text(
            "这张表是批注件里退回行的清单，未读取；其中各行在后面的工作表里",
            "the sheet lists the refused rows of a marked copy and is not read: its rows stand in the sheets behind it",
        ),
        suggestion=Text(
            "请在后面的工作表里改正，不要在清单里改", "correct the rows in the sheets behind it, not in the list"
        ),
    ),
    "RO-31": Notice(
        severity=Severity.WARN,
        message=Text(
            "这个 CSV 文件是批注件里退回行的清单，照花名册读取；里面只有退回的人，其余的人在批注件的其他工作表里",
            "the CSV file is the list of refused rows of a marked copy, and is read like a roster: nobody is in it but "
            "the refused, the others stand in the other sheets of the copy",
        ),
        suggestion=Text(
            "请报送改正后的整个批注件（.xlsx），不要只另存清单",
            "send the whole copy (.xlsx), corrected, and not its list alone",
        ),
    ),
    "RO-41": Notice(
        severity=Severity.ERROR,
        message=Text(
            "这张表里已有 {most} 份各带表头的名单，从这一行起不再读取；其中的人逐行退回",
            "the sheet has {most} tables with headers of their own above this row: the rest is not read, and its "
            "persons are refused row by row",
        ),
        suggestion=Text(
            "请把其余名单另存为一个文件，或统一用一个表头", "put the rest into another file, or under one header"
        ),
    ),
    "RO-43": Notice(
        severity=Severity.WARN,
        message=Text(
            "这个 .xls 工作簿的公式都没有显示内容，可能从未计算过，按空白读取：{cells}",
            "no formula of this .xls workbook shows anything: they may never have been calculated, and are read as "
            "empty: {cells}",
        ),
        suggestion=Text(
            "请用电子表格软件打开并保存，或在这些单元格中填写内容本身",
            "open it in a spreadsheet program and save it, or write into these cells what the formulas were to give",
        ),
    ),
}
