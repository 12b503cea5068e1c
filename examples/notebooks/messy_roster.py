# %% [markdown]
# # A messy roster / 杂乱的花名册
# Four counties sent their rosters as counties do: other columns, other dates, damaged numbers, the same person twice.
#
# 四个县（市）报来花名册：列不同、日期写法不同、号码有误、同一人出现两次。

# %%
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

import laborcoop as lc
from laborcoop.exchange.roster.marked import marked_copy
from laborcoop.exchange.sheets import read_sheets
from laborcoop.kernel.counts import Count, Unit
from laborcoop.kernel.text import Text

# The repository, wherever in it the notebook runs. / 仓库的根目录，无论笔记本在其中哪里运行。
here = Path.cwd()
root = next((folder for folder in (here, *here.parents) if (folder / "examples").is_dir()), here)
case = lc.load_case(root / "examples/spring-return")
intake = case.intake
assert intake.rows == len(intake.workers) + len(intake.merged) + len(intake.refused)

# %%
title = Text("花名册的每一行", "What became of every row")
became = {
    Text("采用", "used"): Count(len(intake.workers), Unit.ROW),
    Text("重复", "repeated"): Count(len(intake.merged), Unit.ROW),
    Text("退回", "refused"): Count(len(intake.refused), Unit.ROW),
}
lc.charts.bars(title, became)

# %%
lc.charts.bars(title, became, locale="en")

# %% [markdown]
# Each finding names file, sheet, row and column, the rule, and what to do. No name, no number.
#
# 每条问题写明文件、工作表、行、列、规则和办法；不出现姓名和号码。

# %%
case.findings

# %%
case.findings[0]

# %%
rows = {(one.rule, one.where.file, one.where.sheet, one.where.row) for one in case.findings if one.where.row}
rules = Counter(rule for rule, *_ in rows).most_common(6)
title = Text("问题最多的规则：涉及的行", "The rules that found most: rows concerned")
counts = {Text.same(rule): Count(number, Unit.ROW) for rule, number in rules}
lc.charts.bars(title, counts)

# %%
lc.charts.bars(title, counts, locale="en")

# %% [markdown]
# One person on two rows is one worker, and the log says which row is followed and which columns the other one filled.
#
# 同一人写在两行，只算一名人员；记录写明以哪一行为准、另一行补上了哪些列。

# %%
roster = root / "examples/spring-return/rosters/福贡县返珠人员名单.xlsx"
sent = lc.read_roster(
    roster,
    on=case.on,
    sending=case.campaign.pairing.sending,
    columns={"务工人员编号": "worker_id"},
    synthetic_areas=["533399"],
)
merge = max(sent.merged, key=lambda one: len(one.filled))
print(merge.worker, ":", merge.kept, "+", *merge.others, "·", *merge.filled)

# %% [markdown]
# The copy that goes back to the county: its own sheets, what is to be corrected coloured and commented, and first of
# all a list of the refused rows. It holds what the county wrote; here is only the list, without the people.
#
# 退回给县里的批注件：原来的各工作表，要改正之处已着色并加批注，最前面是退回行的清单。其中有县里填写的原文，
# 这里只显示清单，不显示人员。

# %%
with TemporaryDirectory() as folder:
    for locale in ("zh", "en"):
        copy = Path(folder) / f"{locale}.xlsx"
        copy.write_bytes(marked_copy(roster, roster.name, sent, created=case.on, locale=locale))
        listed = read_sheets(copy, copy.name)[0]
        for sheet, row, why, todo, *_ in listed.rows:
            if isinstance(row, float):
                print(sheet, int(row), why, todo, sep=" | ")
