# %% [markdown]
# # First steps / 第一步
# Four invented people of one village want to travel to work. A plan brings them to the gate, or says why not.
#
# 一个村的四名（虚构的）务工人员要去上班。计划把每个人送到厂门，或者说明为什么不行。

# %%
import laborcoop as lc
from laborcoop.testing.programme import Applicant, Programme, small_case

people = (Applicant(), Applicant(), Applicant(returns=False, employer=None), Applicant(willing=False))
case = small_case(Programme(applicants=people))
plan = lc.plan_return(case)
plan

# %% [markdown]
# Who came in = placed + not needed + left out, at every stage. The figures carry their unit.
#
# 每个阶段：进入 = 安排 + 不需要 + 未安排。数字都带单位。

# %%
plan.summary()

# %%
lc.charts.flow(plan)

# %%
lc.charts.flow(plan, locale="en")

# %%
lc.charts.timeline(plan)

# %%
lc.charts.timeline(plan, locale="en")

# %% [markdown]
# Nobody is lost: whoever does not travel has a reason, and the plan checks itself.
#
# 一个都不能少：没有出行的人都有理由，计划会自我核验。

# %%
for worker, reasons in plan.unplaced.items():
    print(worker, reasons[0].text.render("zh"), "/", reasons[0].text.render("en"))
assert len(plan.travellers) + len(plan.unplaced) == len(case.workers)
assert plan.verify() == ()
