# %% [markdown]
# # A fair season / 招聘会季
# Sixteen fairs, each free to move by three days; one venue a county; an employer is at one fair at a time.
#
# 十六场招聘会，各可前后移动三天；每县一个场地；一家企业同一时间只在一场。

# %%
from datetime import date, timedelta
from pathlib import Path

import laborcoop as lc
from laborcoop.kernel.divisions import find_division
from laborcoop.kernel.ids import PlaceId
from laborcoop.kernel.text import Text
from laborcoop.outreach import FairWish, Touring, Venue, attendances, post_times, verify_fairs

# The repository, wherever in it the notebook runs. / 仓库的根目录，无论笔记本在其中哪里运行。
here = Path.cwd()
root = next((folder for folder in (here, *here.parents) if (folder / "examples").is_dir()), here)
case = lc.load_case(root / "examples/spring-return")
free = timedelta(days=3)
wishes = [
    FairWish(fair=fair, earliest=fair.starts.date() - free, latest=fair.starts.date() + free, expected_visitors=1200)
    for fair in case.fairs
]
counties = sorted({fair.division for fair in case.fairs})
question = Touring(
    on=date(2021, 1, 4),
    book=case.book,
    venues=tuple(Venue(id=PlaceId(f"V-{county}"), division=county, stands=4, capacity=3000) for county in counties),
    travel_days=2,
)
tour = lc.plan_fairs(wishes, question)
assert verify_fairs(tour, wishes, question) == ()

# %% [markdown]
# 家次 and 个次 are not 家 and 个: an employer at two fairs is counted twice here, and nowhere added to employers.
#
# 家次、个次不是家、个：同一企业参加两场在这里计两次，但不能与“家”相加。

# %%
attendances(tour.fairs)

# %%
post_times(tour.fairs)

# %% [markdown]
# The season, fair by fair: how many post-times each one offered. 整个招聘季逐场来看：每场提供多少个次岗位。


# %%
def called(fair: lc.RecruitmentFair) -> Text:
    county = find_division(fair.division)
    place = Text.same(str(fair.division)) if county is None else county.short_name
    return Text("{day} {place}", "{day} {place}").format(day=fair.starts.date(), place=place)


title = Text("每场招聘会的岗位个次", "Post-times at each fair")
season = {called(fair): post_times([fair]) for fair in sorted(tour.fairs, key=lambda fair: fair.starts)}
assert sum(count.value for count in season.values()) == post_times(tour.fairs).value
lc.charts.bars(title, season)

# %%
lc.charts.bars(title, season, locale="en")
