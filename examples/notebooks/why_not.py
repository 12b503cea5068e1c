# %% [markdown]
# # Matching, and why not / 匹配，以及为什么不
# Five people, three posts, four openings. Whoever gets no place will ask why.
#
# 五个人，三个岗位，四个名额。没有得到岗位的人会问为什么。

# %%
import laborcoop as lc

pairs = [
    ("W1", "sewing", 9),
    ("W1", "packing", 6),
    ("W2", "sewing", 8),
    ("W2", "kitchen", 3),
    ("W3", "sewing", 7),
    ("W3", "packing", 4),
    ("W4", "packing", 5),
    ("W5", "kitchen", 6),
]
result = lc.allocate(lc.Problem.from_pairs(pairs, capacity={"sewing": 2, "packing": 1, "kitchen": 1}))
result

# %% [markdown]
# How many could go to each post, and how many go: sewing and packing are wanted by three each.
#
# 每个岗位有几人能去、几人去了：缝纫和包装各有三人想去。

# %%
from collections import Counter

posts = {
    "sewing": lc.Text("缝纫", "sewing"),
    "packing": lc.Text("包装", "packing"),
    "kitchen": lc.Text("食堂", "kitchen"),
}
wanted, given = Counter(post for _, post, _ in pairs), Counter(result.placed.values())
counts = {}
for post, name in posts.items():
    counts[lc.Text("{post}：能去", "{post}: could go").format(post=name)] = lc.Count(wanted[post], lc.Unit.PERSON)
    counts[lc.Text("{post}：去了", "{post}: go").format(post=name)] = lc.Count(given[post], lc.Unit.PERSON)
lc.charts.bars(lc.Text("谁能去，谁去了", "Who could go, and who goes"), counts)

# %%
lc.charts.bars(lc.Text("谁能去，谁去了", "Who could go, and who goes"), counts, locale="en")

# %%
print(result.why("W3").render("zh"))
print(result.why("W3").render("en"))
assert result.verify() == ()

# %% [markdown]
# Where would one more opening help most? 多一个名额，用在哪里最好？

# %%
for short in result.short():
    print(short.text.render("zh"), "/", short.text.render("en"))

# %% [markdown]
# Demands that contradict are named, with the least that has to give way. 互相矛盾的要求会被指出，并给出最小的让步。

# %%
from laborcoop.allocation import Cap

people, places = [f"W{i}" for i in range(1, 6)], ["sewing", "packing", "kitchen"]
caps = [Cap("coach", people, places, most=2), Cap("all five", people, places, least=5)]
impossible = lc.allocate(lc.Problem.from_pairs(pairs, capacity=dict.fromkeys(places, 5), caps=caps))
assert impossible.status == "infeasible"
for demand in impossible.conflict:
    print(demand.text.render("zh"), "/", demand.text.render("en"))

# %%
impossible
