# %% [markdown]
# # The day it goes wrong / 出了变故的一天
# A landslide stops the coach from the village. Who travels how now, what changed, and who must be told?
#
# 山体滑坡，村里的客车开不了。现在谁怎么走、变了什么、要通知谁？

# %%
from datetime import datetime

from attrs import evolve

import laborcoop as lc
from laborcoop.kernel.ids import EventId, LegId, WorkerId
from laborcoop.planning import events
from laborcoop.testing.programme import Applicant, Programme, small_case

people = (Applicant(), Applicant(accepts_other=True), Applicant(village=2), Applicant(returns=False, employer=None))
case = small_case(Programme(applicants=people, batches=2))
plan = lc.plan_return(case)
lc.charts.timeline(plan)

# %%
lc.charts.timeline(plan, locale="en")

# %% [markdown]
# The coach of the first batch does not leave; the train and the houses stay as they are.
#
# 第 1 批的客车开不了；列车和住处不变。

# %%
at_seven = datetime(2023, 2, 5, 7, tzinfo=case.campaign.zone)
slide = events.TripCancelled(id=EventId("n-1"), time=at_seven, subject=LegId("feeder"), reason="landslide")
change = lc.replan(plan, [slide])
lc.charts.timeline(change.plan)

# %%
lc.charts.timeline(change.plan, locale="en")

# %%
for notice in change.to_tell:
    print(notice.audience.value, notice.recipient)
    for said in (notice.text.render("zh"), notice.text.render("en")):
        print("   ", said.replace("\n", "\n    "))

# %% [markdown]
# All four go with the second batch; the plan is sound again. 四个人都改乘第二批，新计划通过核验。

# %%
assert change.plan.rides_of(WorkerId("W-000"))[0].leg == "feeder-2"
assert change.plan.verify() == ()
change.plan

# %% [markdown]
# On the way the train runs an hour late. Which coaches would leave without them, and how long would they have to wait?
#
# 途中列车晚点一小时。哪些客车会落下他们，各要等多久？

# %%
at_ten = datetime(2023, 2, 8, 10, tzinfo=case.campaign.zone)
late = events.TripDelayed(id=EventId("n-2"), time=at_ten, subject=LegId("train-2"), minutes=60)
stranded = lc.replan(change.plan, [late])
stranded

# %% [markdown]
# They are told to wait, and everybody arrives. 请它们等候，人人到岗。

# %%
held = lc.replan(change.plan, [evolve(late, held_legs=tuple(one.leg for one in stranded.missed))])
assert held.left_out == {}
held
