# %% [markdown]
# # The spring return / 春节返岗
# 1 092 roster rows of four counties: posts, then seats, then beds, then the gate.
#
# 四个县（市）1 092 行花名册：先岗位，再座位，再床位，最后到厂门。

# %%
from collections import Counter
from pathlib import Path

import laborcoop as lc
from laborcoop.kernel.text import Text

# The repository, wherever in it the notebook runs. / 仓库的根目录，无论笔记本在其中哪里运行。
here = Path.cwd()
root = next((folder for folder in (here, *here.parents) if (folder / "examples").is_dir()), here)
case = lc.load_case(root / "examples/spring-return")
plan = lc.plan_return(case)
plan

# %%
lc.charts.flow(plan)

# %%
lc.charts.flow(plan, locale="en")

# %%
lc.charts.timeline(plan)

# %%
lc.charts.timeline(plan, locale="en")

# %%
lc.charts.occupancy(plan)

# %%
lc.charts.occupancy(plan, locale="en")

# %% [markdown]
# Places by their coordinates, a dot as large as the people who board there. No map, no borders.
#
# 按坐标画出的地点，圆点大小为上车人数。没有地图，也不画边界。

# %%
nujiang = [place for place in case.places if str(place.division or "").startswith("5333")]
boarding = Counter(ride.board for ride in plan.rides)
title = Text("怒江各上车点", "Where people board in Nujiang")
lc.charts.sites(nujiang, boarding, title=title)

# %%
lc.charts.sites(nujiang, boarding, title=title, locale="en")

# %%
assert plan.summary()["travelling"] == lc.Count(997, lc.Unit.PERSON)
assert plan.verify() == ()
plan.summary()
