# %% [markdown]
# # Another pair of regions / 另一对地区
# The same programme between Zunyi and Zhuhai: another book, another way (a night in the city of Zunyi, a train from
# there), no other code.
#
# 遵义与珠海之间的同样协作：换一本规则书、换一条路线（在遵义市区过夜、乘车），代码不变。

# %%
from attrs import evolve

import laborcoop as lc
from laborcoop.packs import national, zhuhai_zunyi
from laborcoop.testing.programme import Applicant, Programme, Way, small_case

book = zhuhai_zunyi()
for change in national().diff(book):
    for line in change.lines():
        print(line.render("zh"), "/", line.render("en"))

# %%
zunyi = lc.DivisionCode("520300")
way = Way(
    hub="zunyi",
    town=zunyi,
    hotel=lc.Text("遵义旅馆", "Zunyi hotel"),
    station="遵义站",
    train="G99801",
    home=lc.Text("遵义员工之家", "Zunyi Employees' Home"),
)
programme = Programme(
    sending=zunyi,
    county=lc.DivisionCode("520302"),
    way=way,
    applicants=(Applicant(), Applicant(), Applicant(returns=False), Applicant(returns=False)),
)
case = small_case(programme)
plan = lc.plan_return(evolve(case, book=book.with_parameters(*case.book.parameters)))
plan

# %%
lc.charts.flow(plan)

# %%
lc.charts.flow(plan, locale="en")

# %%
plan.findings
