"""The file ``case.toml`` of the case."""

from __future__ import annotations

CASE_TOML = '''\
# 由 examples/make_spring_return.py 生成，请勿手改。Made by examples/make_spring_return.py: do not edit by hand.
format = "laborcoop-case"
version = 1
id = "spring-return-2023"
name = { zh = "怒江—珠海春节返岗（示例）", en = "Nujiang to Zhuhai, spring return (example)" }
note = { zh = """\\
合成数据：所有人员、证件号码、电话均为虚构，号码使用未分配的地区码 533399。来自报道的有：四个县市、\\
24 个 800 人以上安置点、24 支小分队 500 名干部、16 场招聘会 45 家次近 5000 个次岗位、\\
两批共 997 人、其中 597 人 2 月 6 日 8 点 35 分在昆明南站乘 D3812/D3809 次专列并于当晚到达、\\
怒江员工之家和中转酒店、鹏辉智迪森洋三家企业的简称。其余都是合成的：年份 2023、\\
第一批 400 人（由 997 减 597 推得）及其 2 月 2 日的车次 D99801、613 个座位、18:40 到达、各安置点和村的名称与人数、\\
一个 799 人的安置点、里程和时刻、酒店、其他企业及其全部问题。""", en = """\\
Synthetic data: all people, identity numbers and phones are invented; the numbers lie in the unallocated area \\
533399. From the article: four counties, 24 resettlement sites of 800 people or more, 24 squads with 500 cadres, \\
16 fairs with 45 employer attendances and nearly 5000 post-times, two batches with 997 people in all, 597 of \\
them on the special train D3812/D3809 from Kunming South at 08:35 on 6 February, there that evening, the Nujiang \\
Employees' Home and a transit hotel, and the short names of Penghui, Zhidi and Senyang. All else is made up: the \\
year 2023, the first batch of 400 (997 less 597) and its train D99801 on 2 February, 613 seats, the arrival at \\
18:40, names and sizes of sites and villages, a site of 799 people, distances and hours, hotels, the other \\
employers and every fault of theirs.""" }
synthetic = true
synthetic_areas = ["533399"]
salt = "spring-return-example-salt"
on = 2023-01-28
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
name = "minimum_wage"
value = 1900
region = "440400"
since = 2021-12-01
why = { zh = "本案例的合成数值，并非核实过的标准。", en = "A synthetic value of this case, not a verified one." }

[[parameters]]
name = "crew_counts"
value = true
why = { zh = "本案例的合成约定：驾驶员计入核载人数。", en = "A synthetic choice: drivers take rated seats." }

[[parameters]]
name = "transfer_buffer"
value = 60
why = { zh = "本案例的合成约定：换乘列车至少留 60 分钟。", en = "A synthetic choice: 60 minutes to change to a train." }
'''
