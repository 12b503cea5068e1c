"""The laws, decrees and notices that rules cite, by the key of the rule catalogue."""

from __future__ import annotations

from laborcoop.kernel.text import Text
from laborcoop.rulebook.source import Document

LABOUR_LAW = Document("L1", Text("劳动法", "Labour Law"), "2018-12-29")
LABOUR_CONTRACT_LAW = Document("L2", Text("劳动合同法", "Labour Contract Law"), "2012-12-28")
LABOUR_CONTRACT_RULES = Document(
    "L3", Text("劳动合同法实施条例", "Regulations on the Labour Contract Law"), "2008-09-18"
)
HR_MARKET_RULES = Document(
    "L4", Text("人力资源市场暂行条例", "Interim Regulations on the Human Resources Market"), "2018-06-29"
)
GUANGDONG_HR_MARKET = Document(
    "L5", Text("广东省人力资源市场条例", "Guangdong Regulations on the Human Resources Market"), "2021-12-01"
)
CHILD_LABOUR_BAN = Document(
    "L7", Text("禁止使用童工规定", "Provisions on the Prohibition of Child Labour"), "2002-10-01"
)
MINORS_LAW = Document("L8", Text("未成年人保护法", "Law on the Protection of Minors"), "2024-04-26")
EMPLOYMENT_PROMOTION_LAW = Document("L11", Text("就业促进法", "Employment Promotion Law"), "2015-04-24")
ROAD_TRAFFIC_RULES = Document(
    "L13", Text("道路交通安全法实施条例", "Regulations on the Road Traffic Safety Law"), "2017-10-07"
)
ROAD_TRAFFIC_LAW = Document("L14", Text("道路交通安全法", "Road Traffic Safety Law"), "2021-04-29")
ROAD_TRANSPORT_RULES = Document("L15", Text("道路运输条例", "Road Transport Regulations"), "2023-07-20")
RAIL_SAFETY_RULES = Document("L16", Text("铁路安全管理条例", "Railway Safety Regulations"), "2013-08-17")
IDENTITY_CARD_LAW = Document("L19", Text("居民身份证法", "Law on Resident Identity Cards"), "2011-10-29")
CIVIL_CODE = Document("L22", Text("民法典", "Civil Code"), "2020-05-28")
RELAY_TRANSPORT = Document(
    "L34", Text("道路客运接驳运输管理办法", "Measures on Relay Transport of Road Passengers"), "交运规〔2023〕2号"
)
POINT_TO_POINT_NOTICE = Document(
    "P1", Text("五部门“点对点”服务通知", "Five-department notice on point-to-point transport"), "2020-02"
)
ZIGONG_PLAN = Document("P2", Text("自贡“点对点”方案", "Zigong point-to-point plan"), "2020-02")
COACH_LOAD_NOTICE = Document("P3", Text("交运明电〔2020〕56号", "Transport notice [2020] no. 56"), "2020-02-12")
SPECIAL_TRAIN_PRACTICE = Document("P4", Text("务工专列做法", "Practice of special trains for workers"), "2020-03")
COACH_SAFETY = Document(
    "P5", Text("道路旅客运输企业安全管理规范", "Safety management of road passenger carriers"), "2018, art. 38"
)
COACH_SAFETY_TRIAL = Document(
    "P6",
    Text("道路旅客运输企业安全管理规范（试行）", "Safety management of road passenger carriers (trial)"),
    "art. 45",
)
TRAIN_NUMBER_PRACTICE = Document("P7", Text("列车车次变换说明", "Why a train number changes on the way"))
CHILD_FARES = Document("P20", Text("铁路、道路儿童票规定", "Child fares by rail and road"), "2019, 2023")
COACH_TRAFFIC_NOTICE = Document(
    "P21", Text("关于加强公路客运交通安全管理的通告", "Notice on the safety of road passenger transport"), "2001"
)
DIVISION_CODES = Document("C1", Text("GB/T 2260 行政区划代码", "GB/T 2260, administrative division codes"))
RESIDENT_NUMBER_STANDARD = Document("C2", Text("GB 11643 公民身份号码", "GB 11643, resident identity number"), "1999")
CREDIT_CODE_STANDARD = Document("C2", Text("GB 32100 统一社会信用代码", "GB 32100, unified social credit code"), "2015")
FAIR_RECRUITMENT = Document("I5", Text("国际移民组织IRIS与国际劳工组织原则", "IOM IRIS and ILO principles"))
PALM_SCHEME = Document("I1", Text("澳大利亚PALM计划", "PALM scheme, Australia"))
SOURCE_ARTICLE = Document("F", Text("珠海怒江劳务协作报道", "Article on the Zhuhai-Nujiang labour cooperation"))
