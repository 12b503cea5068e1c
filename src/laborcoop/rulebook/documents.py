"""The laws, decrees and notices that rules cite, by the key of the rule catalogue."""

from __future__ import annotations

from datetime import date

from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.text import Text
from laborcoop.rulebook.source import Document

_GUANGDONG, _YUNNAN = DivisionCode("440000"), DivisionCode("530000")
_LINYI, _QINGZHEN = DivisionCode("140821"), DivisionCode("520181")

LABOUR_LAW = Document("L1", Text("劳动法", "Labour Law"), "2018-12-29")
LABOUR_CONTRACT_LAW = Document("L2", Text("劳动合同法", "Labour Contract Law"), "2012-12-28")
LABOUR_CONTRACT_RULES = Document(
    "L3", Text("劳动合同法实施条例", "Regulations on the Labour Contract Law"), "2008-09-18"
)
HR_MARKET_RULES = Document(
    "L4", Text("人力资源市场暂行条例", "Interim Regulations on the Human Resources Market"), "2018-06-29"
)
GUANGDONG_HR_MARKET = Document(
    "L5",
    Text("广东省人力资源市场条例", "Guangdong Regulations on the Human Resources Market"),
    "2021-12-01",
    region=_GUANGDONG,
    since=date(2022, 1, 1),
)
LARGE_EVENTS = Document(
    "L6", Text("大型群众性活动安全管理条例", "Regulations on the Safety of Large Public Events"), "2007-09-14"
)
CHILD_LABOUR_BAN = Document(
    "L7", Text("禁止使用童工规定", "Provisions on the Prohibition of Child Labour"), "2002-10-01"
)
MINORS_LAW = Document("L8", Text("未成年人保护法", "Law on the Protection of Minors"), "2024-04-26")
WOMEN_WORKERS_RULES = Document(
    "L9", Text("女职工劳动保护特别规定", "Special Provisions on the Protection of Women Workers"), "2012-04-28"
)
WOMEN_WORKERS_ANNEX = Document(
    "L9",
    Text("女职工劳动保护特别规定·附录", "Special Provisions on the Protection of Women Workers, annex"),
    "2012-04-28",
)
SOCIAL_INSURANCE_LAW = Document("L10", Text("社会保险法", "Social Insurance Law"), "2018-12-29")
EMPLOYMENT_PROMOTION_LAW = Document("L11", Text("就业促进法", "Employment Promotion Law"), "2015-04-24")
MIGRANT_WORKERS_PAY = Document(
    "L12", Text("保障农民工工资支付条例", "Regulations on the Payment of Wages to Rural Migrant Workers"), "2019-12-30"
)
ROAD_TRAFFIC_RULES = Document(
    "L13", Text("道路交通安全法实施条例", "Regulations on the Road Traffic Safety Law"), "2017-10-07"
)
ROAD_TRAFFIC_LAW = Document("L14", Text("道路交通安全法", "Road Traffic Safety Law"), "2021-04-29")
ROAD_TRANSPORT_RULES = Document("L15", Text("道路运输条例", "Road Transport Regulations"), "2023-07-20")
RAIL_SAFETY_RULES = Document("L16", Text("铁路安全管理条例", "Railway Safety Regulations"), "2013-08-17")
VOCATIONAL_EDUCATION_LAW = Document("L17", Text("职业教育法", "Vocational Education Law"), "2022-04-20")
PERSONAL_INFORMATION_LAW = Document("L18", Text("个人信息保护法", "Personal Information Protection Law"), "2021-08-20")
IDENTITY_CARD_LAW = Document("L19", Text("居民身份证法", "Law on Resident Identity Cards"), "2011-10-29")
OCCUPATIONAL_DISEASE_LAW = Document(
    "L20", Text("职业病防治法", "Law on the Prevention of Occupational Diseases"), "2018-12-29"
)
WORKING_HOURS = Document(
    "L21", Text("国务院关于职工工作时间的规定", "State Council provisions on working hours"), "1995-03-25"
)
HOLIDAYS_LAW = Document("L21", Text("全国年节及纪念日放假办法", "Measures on national holidays"), "2024-11-10")
HOLIDAYS_LAW_2013 = Document("L21", Text("全国年节及纪念日放假办法", "Measures on national holidays"), "2013-12-11")
PAID_DAYS_NOTICE_2008 = Document(
    "L21",
    Text("关于职工全年月平均工作时间和工资折算问题的通知", "Notice on average working time and the conversion of pay"),
    "劳社部发〔2008〕3号",
)
CIVIL_CODE = Document("L22", Text("民法典", "Civil Code"), "2020-05-28")
DISABLED_EMPLOYMENT_RULES = Document(
    "L23", Text("残疾人就业条例", "Regulations on the Employment of Persons with Disabilities"), "2007-02-25"
)
WOMEN_RIGHTS_LAW = Document(
    "L24", Text("妇女权益保障法", "Law on the Protection of Women's Rights and Interests"), "2022-10-30"
)
INTERNSHIP_RULES = Document(
    "L30", Text("职业学校学生实习管理规定", "Provisions on internships of vocational students"), "教职成〔2021〕4号"
)
GUANGDONG_ROAD_TRANSPORT = Document(
    "L33", Text("广东省道路运输条例", "Guangdong Road Transport Regulations"), "2021-09-29", region=_GUANGDONG
)
RELAY_TRANSPORT = Document(
    "L34", Text("道路客运接驳运输管理办法", "Measures on Relay Transport of Road Passengers"), "交运规〔2023〕2号"
)
HOTEL_SECURITY_RULES = Document(
    "L35", Text("旅馆业治安管理办法", "Measures on the public security of hotels"), "2020-11-29"
)
WORK_SAFETY_LAW = Document("L37", Text("安全生产法", "Work Safety Law"), "2021-06-10")
WORK_INJURY_INSURANCE = Document("L23", Text("工伤保险条例", "Regulations on work-injury insurance"), "2010-12-20")
CIVIL_CODE_GENERAL = Document("L25", Text("民法典总则编", "Civil Code, general part"), "2020-05-28")
WAGE_PAYMENT = Document("L31", Text("工资支付暂行规定", "Interim provisions on the payment of wages"), "1994-12-06")
PAID_DAYS_NOTICE = Document(
    "L32",
    Text("关于职工全年月平均工作时间和工资折算问题的通知", "Notice on average working time and the conversion of pay"),
    "人社部发〔2025〕2号",
)
ANNUAL_LEAVE = Document("L36", Text("职工带薪年休假条例", "Regulations on paid annual leave"), "2007-12-14")
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
INTERNSHIP_COPIES = Document(
    "P8", Text("职业学校学生实习管理规定（转载）", "Provisions on internships of vocational students (copies)"), "2021"
)
RESETTLEMENT_EMPLOYMENT = Document(
    "P10", Text("易地搬迁就业帮扶做法", "Practice of employment help at resettlement sites"), "2021"
)
TRAVEL_AID_NOTICES = Document("P11", Text("各地交通补助公告", "Local notices on travel aid"))
TRAVEL_AID_YUNNAN = Document(
    "P11", Text("云南省转移就业补助", "Yunnan aid for transfer employment"), "2020", region=_YUNNAN
)
TRAVEL_AID_LINYI = Document("P11", Text("山西临猗交通补助", "Travel aid of Linyi, Shanxi"), "2024", region=_LINYI)
TRAVEL_AID_QINGZHEN = Document(
    "P11", Text("贵州清镇交通补助", "Travel aid of Qingzhen, Guizhou"), "2023", region=_QINGZHEN
)
GUANGDONG_HIRING_SUBSIDY = Document(
    "P12", Text("广东省吸纳就业补贴", "Guangdong subsidies for employers who hire"), "2021", region=_GUANGDONG
)
POVERTY_EXIT_OPINION = Document(
    "P13", Text("五部门就业帮扶意见、雨露计划+", "Five-ministry opinion on employment help; Rain-and-Dew plan+"), "2021"
)
STATION_PRACTICE = Document("P14", Text("劳务工作站做法", "Practice of labour work stations"), "2024")
EAST_WEST_RESULTS = Document("P15", Text("东西部协作年度指标", "Yearly figures of east-west collaboration"), "2023")
INTERNSHIP_PRESS = Document("P19", Text("实习管理规定媒体报道", "Press on the provisions on internships"), "2016, 2021")
JUVENILE_WORKER_RULES = Document(
    "P9",
    Text("未成年工特殊保护规定", "Provisions on the Special Protection of Juvenile Workers"),
    "劳部发〔1994〕498号",
)
DISPATCH_SHARE_NOTICE = Document("P18", Text("劳务派遣用工比例规定", "Provisions on the share of dispatched workers"))
CHILD_FARES = Document("P20", Text("铁路、道路儿童票规定", "Child fares by rail and road"), "2019, 2023")
COACH_TRAFFIC_NOTICE = Document(
    "P21", Text("关于加强公路客运交通安全管理的通告", "Notice on the safety of road passenger transport"), "2001"
)
DIVISION_CODES = Document("C1", Text("GB/T 2260 行政区划代码", "GB/T 2260, administrative division codes"))
RESIDENT_NUMBER_STANDARD = Document("C2", Text("GB 11643 公民身份号码", "GB 11643, resident identity number"), "1999")
CREDIT_CODE_STANDARD = Document("C2", Text("GB 32100 统一社会信用代码", "GB 32100, unified social credit code"), "2015")
RSE_SCHEME = Document("I2", Text("新西兰RSE计划", "RSE scheme, New Zealand"))
JOB_SEEKING_AID = Document("wenweipo.com", Text("一次性求职补贴报道", "Press on the job-seeking subsidy"), "2020")
ROOMING_RULES = Document("monlib.vic.gov.au", Text("维多利亚州合租房规定", "Rooming-house rules of Victoria"))
FAIR_RECRUITMENT = Document("I5", Text("国际移民组织IRIS与国际劳工组织原则", "IOM IRIS and ILO principles"))
PALM_SCHEME = Document("I1", Text("澳大利亚PALM计划", "PALM scheme, Australia"))
SOURCE_ARTICLE = Document("F", Text("珠海怒江劳务协作报道", "Article on the Zhuhai-Nujiang labour cooperation"))
