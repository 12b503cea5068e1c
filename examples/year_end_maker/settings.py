"""The file ``case.toml`` of the case."""

from __future__ import annotations

CASE_TOML = '''\
# 由 examples/make_year_end.py 生成，请勿手改。Made by examples/make_year_end.py: do not edit by hand.
format = "laborcoop-case"
version = 1
id = "year-end-2023"
name = { zh = "怒江—珠海劳务协作年终报表（示例）", en = "Nujiang and Zhuhai, year-end report (example)" }
note = { zh = """\\
合成数据：所有人员、证件号码均为虚构，号码使用未分配的地区码 533399。数字与报道相符的有：16 场招聘会、45 家次、\\
近 5000 个次岗位、两年新增转移 2369 人、两批 400 + 597 = 997 人、接收超 1400 人次、四份协议、\\
24 支小分队 500 名干部、24 个安置点、招收学生 162 人；每个数字都由本案例的记录数出。\\
其余都是合成的，包括年份、各县人数、1412 人次、补贴和资助的条件和金额。""", en = """\\
Synthetic data: all people and identity numbers are invented; the numbers lie in the unallocated area 533399. \\
Figures as in the article: 16 fairs, 45 employer attendances, nearly 5000 post-times, 2369 new transfers in two \\
years, two batches of 400 + 597 = 997 persons, more than 1400 receptions, four agreements, 24 squads with 500 \\
cadres, 24 sites, 162 students; each is counted from records of this case. All else is made up, among it the years, \\
the numbers of each county, the 1412 receptions, and the conditions and amounts of subsidies and aid.""" }
synthetic = true
synthetic_areas = ["533399"]
salt = "year-end-example-salt"
on = 2023-02-07
zone = "Asia/Shanghai"

[campaign]
name = { zh = "2023年春节“点对点”返岗", en = "Spring return 2023, point to point" }
start = 2023-01-20
end = 2023-02-16
first_working_day = 2023-02-04

[pairing]
sending = "533300"
receiving = "440400"
start = 2021-01-01

[[organisers]]
name = { zh = "珠海市人力资源和社会保障局", en = "Zhuhai Human Resources and Social Security Bureau" }
division = "440400"

[[organisers]]
name = { zh = "怒江州人力资源和社会保障局", en = "Nujiang Human Resources and Social Security Bureau" }
division = "533300"

[columns]
"务工人员编号" = "worker_id"

[[parameters]]
name = "crew_counts"
value = true
why = { zh = "本案例的合成约定：驾驶员计入核载人数。", en = "A synthetic choice: drivers take rated seats." }

[[parameters]]
name = "transfer_buffer"
value = 60
why = { zh = "本案例的合成约定：换乘列车至少留 60 分钟。", en = "A synthetic choice: 60 minutes to change to a train." }

[[parameters]]
name = "travel_aid_months"
value = 3
region = "533300"
since = 2022-01-01
until = 2023-01-01
why = { zh = "本案例的合成约定，并非核实过的标准。", en = "A synthetic choice of this case, not a verified standard." }

[[parameters]]
name = "travel_aid_out_of_province"
value = 1000
region = "533300"
since = 2022-01-01
until = 2023-01-01
why = { zh = "本案例的合成数值，并非核实过的标准。", en = "A synthetic value of this case, not a verified one." }

[[parameters]]
name = "travel_aid_income_proof"
value = true
region = "533300"
since = 2022-01-01
until = 2023-01-01
why = { zh = "本案例的合成约定，并非核实过的标准。", en = "A synthetic choice of this case, not a verified standard." }
'''
