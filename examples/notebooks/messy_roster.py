# %% [markdown]
# # A messy roster / 杂乱的花名册
# Four counties sent their rosters as counties do: other columns, other dates, damaged numbers, the same person twice.
#
# 四个县（市）报来花名册：列不同、日期写法不同、号码有误、同一人出现两次。

# %%
from collections import Counter
from pathlib import Path

import laborcoop as lc
from laborcoop.kernel.counts import Count, Unit
from laborcoop.kernel.text import Text

# The repository, wherever in it the notebook runs. / 仓库的根目录，无论笔记本在其中哪里运行。
here = Path.cwd()
root = next((folder for folder in (here, *here.parents) if (folder / "examples").is_dir()), here)
case = lc.load_case(root / "examples/spring-return")
intake = case.intake
assert intake.rows == len(intake.workers) + len(intake.merged) + len(intake.refused)

# %%
lc.charts.bars(
    Text("花名册的每一行", "What became of every row"),
    {
        Text("采用", "used"): Count(len(intake.workers), Unit.ROW),
        Text("重复", "repeated"): Count(len(intake.merged), Unit.ROW),
        Text("退回", "refused"): Count(len(intake.refused), Unit.ROW),
    },
)

# %% [markdown]
# Each finding names file, sheet, row and column, the rule, and what to do. No name, no number.
#
# 每条问题写明文件、工作表、行、列、规则和办法；不出现姓名和号码。

# %%
case.findings

# %%
case.findings[0]

# %%
rules = Counter(case.findings.by_rule()).most_common(6)
lc.charts.bars(
    Text("问题最多的规则", "The rules that found most"),
    {Text.same(rule): Count(number, Unit.ROW) for rule, number in rules},
    locale="en",
)
