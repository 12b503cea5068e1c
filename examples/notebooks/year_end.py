# %% [markdown]
# # Retention and the year-end report / 稳岗与年终报表
# Two years of a bureau's (invented) ledgers. Every figure is counted from records, and says over which days.
#
# 一个局两年的（虚构）台账。每个数字都从记录中数出，并说明是哪些天。

# %%
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import laborcoop as lc
from laborcoop.indicators import retention
from laborcoop.kernel.text import Text

# The repository, wherever in it the notebook runs. / 仓库的根目录，无论笔记本在其中哪里运行。
here = Path.cwd()
root = next((folder for folder in (here, *here.parents) if (folder / "examples").is_dir()), here)
case = lc.load_case(root / "examples/year-end")
figures = lc.measure(case)
figures["new_transfers"]

# %% [markdown]
# Does "近5000个次" hold? 近: below the number, and by a convention at least 95 % of it. “近5000个次”成立吗？

# %%
print(lc.reconcile(figures["post_times"], "近5000个次").holds)
figures["post_times"].count

# %% [markdown]
# How many are still in post? Who has not left when last seen is not taken to have stayed or left (Kaplan–Meier).
#
# 还有多少人在岗？最后一次看到时还在岗的人，既不算留下也不算离开（Kaplan–Meier 估计）。

# %%
hired = lc.Period(date(2021, 1, 1), date(2023, 1, 1))
kept = retention(case, hired=hired, known_until=date(2023, 2, 8))
for one in kept:
    print(one.text().render("zh"), "/", one.text().render("en"))

# %%
steps = [(step.days, step.stayed) for step in kept[0].survival.steps]
title, curves = Text("还在岗的比例", "Share still in post"), {Text("2021—2022 年新增", "new in 2021–2022"): steps}
lc.charts.curves(title, curves, days=365)

# %%
lc.charts.curves(title, curves, days=365, locale="en")

# %% [markdown]
# The report itself: page, document, workbook, figures. Small numbers of people are withheld in what is passed on.
#
# 报表本身：网页、文档、工作簿和数字。对外提供的文件隐去人数很少的数字。

# %%
report = lc.year_end_report(case, published={"post_times": "近5000个次", "receptions": "超1400人次"})
assert all(one.holds for one in report.published())
report

# %%
with TemporaryDirectory() as folder:
    for path in lc.write_report(report, Path(folder), "zh"):
        print(path.name, path.stat().st_size)
