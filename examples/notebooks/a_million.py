# %% [markdown]
# # A million people / 一百万人
# Workers in ten files, hundreds of posts: the parts are read one by one, and the answer comes with a proved gap.
# What was measured stands in [docs/benchmarks-allocation.md](../../docs/benchmarks-allocation.md), and nowhere else.
#
# 十个文件的务工人员、几百个岗位：逐个文件处理，结果附带经证明的差距。实测数字只写在 docs/benchmarks-allocation.md。

# %% tags=["parameters"]
PEOPLE = 1_000_000
POSTS = 400

# %%
from collections import Counter
from operator import ge, itemgetter, mul

import laborcoop as lc
from laborcoop.allocation import PairRule, Preference, allocate_in_parts
from laborcoop.kernel.text import Text

PARTS = 10
each = PEOPLE // PARTS
parts = [
    [{"id": f"W-{part}-{n}", "school": n % 9, "skill": (n + part) % 5} for n in range(each)] for part in range(PARTS)
]
posts = [
    {"id": f"P-{n}", "openings": max(1, PEOPLE * 9 // (10 * POSTS)), "school": n % 9, "pay": 1 + n % 7}
    for n in range(POSTS)
]
result = allocate_in_parts(
    parts,
    posts,
    rules=[PairRule("school", itemgetter("school"), itemgetter("school"), ge)],
    preferences=[Preference("pay", itemgetter("skill"), itemgetter("pay"), mul)],
    capacity=itemgetter("openings"),
    id_of=itemgetter("id"),
)
assert len(result.placed) + len(result.unplaced) == each * PARTS
assert result.verify() == ()

# %%
pays = {post["id"]: post["pay"] for post in posts}
placed = Counter(pays[post] for post in result.placed.values())
title = Text("结果：按岗位待遇等级", "What became of everyone, by the pay grade of the post")
counts = {
    Text("{grade} 级", "grade {grade}").format(grade=grade): lc.Count(placed[grade], lc.Unit.PERSON)
    for grade in range(1, 8)
}
counts[Text("未安排", "not placed")] = lc.Count(len(result.unplaced), lc.Unit.PERSON)
lc.charts.bars(title, counts)

# %%
lc.charts.bars(title, counts, locale="en")

# %%
print(f"{float(result.gap):.4%}")
