# %% [markdown]
# # Another pair of regions / 另一对地区
# The same programme between Zunyi and Zhuhai: another book, no other code.
#
# 遵义与珠海之间的同样协作：换一本规则书，代码不变。

# %%
from attrs import evolve

import laborcoop as lc
from laborcoop.packs import national, zhuhai_zunyi
from laborcoop.testing.programme import Applicant, Programme, small_case

book = zhuhai_zunyi()
for change in national().diff(book):
    for line in change.lines():
        print(line.render("zh"), "/", line.render("en"))

# %%
zunyi = lc.DivisionCode("520300")
programme = Programme(
    sending=zunyi, county=lc.DivisionCode("520302"), applicants=(Applicant(), Applicant(returns=False))
)
case = small_case(programme)
plan = lc.plan_return(evolve(case, book=book.with_parameters(*case.book.parameters)))
plan

# %%
lc.charts.flow(plan)

# %%
plan.findings
