"""The columns of the tables of a case, as the page "The case folder" shows them, a class for each table."""

from __future__ import annotations

from laborcoop.exchange.case import readers
from laborcoop.exchange.case.readers import Reader
from laborcoop.exchange.case.table import AnyColumn, Column, IfWrong, Value


def _needed(key: str, header: str, read: Reader[Value], *, refers: str = "") -> Column[Value]:
    return Column(key=key, header=header, read=read, needed=True, if_wrong=IfWrong.LEFT_OUT, refers=refers)


def _strict(key: str, header: str, read: Reader[Value]) -> Column[Value]:
    """A cell that may be empty, but whose record is not used where it cannot be read."""
    return Column(key=key, header=header, read=read, if_wrong=IfWrong.LEFT_OUT)


def _held(key: str, header: str, read: Reader[Value]) -> Column[Value]:
    """A cell that may be empty; where it cannot be read, the record is kept and takes no part."""
    return Column(key=key, header=header, read=read, if_wrong=IfWrong.HELD)


def _given(key: str, header: str, read: Reader[Value], *, refers: str = "") -> Column[Value]:
    """A cell that may be empty, and counts as empty where it cannot be read."""
    return Column(key=key, header=header, read=read, refers=refers)


def columns_of(names: type) -> tuple[AnyColumn, ...]:
    """The columns that a class names, in their order."""
    return tuple(value for value in vars(names).values() if isinstance(value, Column))


class Place:
    """Every stop, station, lodging and gate."""

    ID = _needed("id", "地点编号", readers.identifier)
    NAME = _needed("name", "名称", readers.text)
    NAME_EN = _given("name_en", "英文名", readers.text)
    KIND = _needed("kind", "类型", readers.place_kind)
    DIVISION = _given("division", "区划", readers.division)
    HUB = _strict("hub", "枢纽", readers.text)
    LONGITUDE = _given("longitude", "经度", readers.degrees)
    LATITUDE = _given("latitude", "纬度", readers.degrees)


class Convoy:
    """The batches."""

    ID = _needed("id", "批次编号", readers.identifier)
    BATCH = _needed("batch", "批次", readers.whole)
    NAME = _needed("name", "名称", readers.text)
    NAME_EN = _given("name_en", "英文名", readers.text)
    LEADER = _given("leader", "领队", readers.label)
    LISTED_AT = _given("listed_at", "名单报备时间", readers.moment)


class Vehicle:
    """Coaches, trains, carriages."""

    ID = _needed("id", "车辆编号", readers.identifier)
    MODE = _needed("mode", "类型", readers.mode)
    RATED = _needed("rated", "核载人数", readers.whole)
    CARRIAGES = _strict("carriages", "车厢座位数", readers.wholes)
    ROW = _strict("row", "每排座位数", readers.whole)


class Leg:
    """The runs of the vehicles."""

    ID = _needed("id", "班次编号", readers.identifier)
    CONVOY = _needed("convoy", "批次编号", readers.identifier, refers="convoy")
    VEHICLE = _needed("vehicle", "车辆编号", readers.identifier, refers="vehicle")
    TRAIN = _given("train", "车次", readers.train)
    CAPTAIN = _given("captain", "车长", readers.label)
    DEPUTY = _given("deputy", "副车长", readers.label)
    ESCORTS = _strict("escorts", "随车人数", readers.whole)


class Stop:
    """The timetable."""

    LEG = _needed("leg", "班次编号", readers.identifier, refers="leg")
    SEQ = _needed("seq", "序号", readers.whole)
    PLACE = _needed("place", "地点编号", readers.identifier, refers="place")
    ARRIVE = _strict("arrive", "到达", readers.moment)
    DEPART = _strict("depart", "发车", readers.moment)
    BOARDING = _strict("boarding", "上客", readers.yes_no)
    ALIGHTING = _strict("alighting", "下客", readers.yes_no)
    DRIVER = _strict("driver", "驾驶员", readers.identifier)
    KM = _strict("km", "里程(公里)", readers.amount)
    ROAD = _strict("road", "道路", readers.road)
    TRAIN = _given("train", "车次", readers.train)


class Employer:
    """Those who take workers on."""

    ID = _needed("id", "企业编号", readers.identifier)
    NAME = _needed("name", "企业名称", readers.text)
    NAME_EN = _given("name_en", "英文名", readers.text)
    ALIASES = _given("aliases", "简称", readers.items)
    CREDIT_CODE = _held("credit_code", "统一社会信用代码", readers.credit_code)
    DIVISION = _needed("division", "所在区划", readers.division)
    LABELS = _given("labels", "标签", readers.labels)
    LICENCE_CHECKED_ON = _given("licence_checked_on", "执照核验日期", readers.day)
    GATE = _needed("gate", "厂门地点", readers.identifier, refers="place")
    GATE_OPENS = _strict("gate_opens", "接收开始", readers.hour)
    GATE_CLOSES = _strict("gate_closes", "接收截止", readers.hour)
    CONTACT = _given("contact", "联系人", readers.person)
    CONTACT_PHONE = _given("contact_phone", "联系电话", readers.phone)


class Post:
    """What the employers offer."""

    ID = _needed("id", "岗位编号", readers.identifier)
    EMPLOYER = _needed("employer", "企业编号", readers.identifier, refers="employer")
    TITLE = _needed("title", "岗位名称", readers.text)
    OPENINGS = _needed("openings", "招聘人数", readers.whole)
    DIVISION = _needed("division", "工作地区划", readers.division)
    WORK = _given("work", "工作内容", readers.text)
    WAGE = _given("wage", "月工资(元)", readers.wage)
    LOWEST_AGE = _held("lowest_age", "最低年龄", readers.whole)
    HIGHEST_AGE = _held("highest_age", "最高年龄", readers.whole)
    EDUCATION = _held("education", "文化程度", readers.education)
    SKILLS = _held("skills", "技能", readers.items)
    ONLY_SEX = _held("only_sex", "限性别", readers.sex)
    FORBIDDEN_TO_WOMEN = _held("forbidden_to_women", "国家规定女职工禁忌", readers.yes_no)
    CONDITIONS = _given("conditions", "招聘条件", readers.text)
    DEPOSIT = _held("deposit", "押金(元)", readers.amount)
    FEE = _held("fee", "收费(元)", readers.amount)
    HOLDS_PAPERS = _held("holds_papers", "扣押证件", readers.yes_no)
    STARTS_ON = _held("starts_on", "到岗日期", readers.day)


class Lodging:
    """Where people sleep on the way."""

    ID = _needed("id", "住宿编号", readers.identifier)
    NAME = _needed("name", "名称", readers.text)
    NAME_EN = _given("name_en", "英文名", readers.text)
    KIND = _needed("kind", "类型", readers.lodging_kind)
    PLACE = _needed("place", "地点编号", readers.identifier, refers="place")
    PRICE = _given("price", "单价(元/床夜)", readers.amount)
    CHARGE = _strict("charge", "向务工人员收费(元)", readers.amount)


class Room:
    """The rooms of the lodgings."""

    LODGING = _needed("lodging", "住宿编号", readers.identifier, refers="lodging")
    ID = _needed("id", "房间编号", readers.identifier)
    BEDS = _needed("beds", "床位数", readers.whole)
    USE = _needed("use", "用途", readers.room_use)
    FLOOR_AREA = _given("floor_area", "面积(平方米)", readers.amount)
    FLOOR = _given("floor", "楼层", readers.whole)
    UPPER_BEDS = _given("upper_beds", "上铺数", readers.whole)
    CLOSED_FROM = _strict("closed_from", "停用开始日期", readers.day)
    CLOSED_UNTIL = _strict("closed_until", "停用终止日期", readers.day)


class Fair:
    """The recruitment fairs."""

    ID = _needed("id", "招聘会编号", readers.identifier)
    NAME = _needed("name", "名称", readers.text)
    NAME_EN = _given("name_en", "英文名", readers.text)
    DIVISION = _needed("division", "举办地区划", readers.division)
    STARTS = _needed("starts", "开始时间", readers.moment)
    ENDS = _needed("ends", "结束时间", readers.moment)
    HOST = _given("host", "主办地区划", readers.division)


class Booth:
    """Who was at which fair."""

    FAIR = _needed("fair", "招聘会编号", readers.identifier, refers="fair")
    EMPLOYER = _needed("employer", "企业编号", readers.identifier, refers="employer")
    OPENINGS = _needed("openings", "招聘人数", readers.whole)
    POSTS = _given("posts", "分岗位人数", readers.by_post)


class Site:
    """The resettlement sites, a row for each date of which the population is known."""

    ID = _needed("id", "安置点编号", readers.identifier)
    NAME = _needed("name", "名称", readers.text)
    NAME_EN = _given("name_en", "英文名", readers.text)
    DIVISION = _needed("division", "区划", readers.division)
    PEOPLE = _needed("people", "人口数", readers.whole)
    AS_OF = _needed("as_of", "统计日期", readers.day)
    LANGUAGES = _given("languages", "语言", readers.items)


class Squad:
    """The employment squads."""

    ID = _needed("id", "小分队编号", readers.identifier)
    NAME = _needed("name", "名称", readers.text)
    NAME_EN = _given("name_en", "英文名", readers.text)
    SITES = _given("sites", "服务安置点", readers.identifiers, refers="site")
    FORMED_BY = _given("formed_by", "组建地区划", readers.division)


class Cadre:
    """Who is in the squads."""

    ID = _needed("id", "干部编号", readers.identifier)
    SQUAD = _needed("squad", "小分队编号", readers.identifier, refers="squad")
    LEVEL = _needed("level", "级别", readers.cadre_level)
    LANGUAGES = _given("languages", "语言", readers.items)


class Station:
    """The work stations."""

    ID = _needed("id", "工作站编号", readers.identifier)
    NAME = _needed("name", "名称", readers.text)
    NAME_EN = _given("name_en", "英文名", readers.text)
    HOME = _needed("home", "派出地区划", readers.division)
    HOST = _needed("host", "所在地区划", readers.division)
    LODGINGS = _given("lodgings", "住宿编号", readers.identifiers, refers="lodging")


class Agreement:
    """What the stations rest on."""

    STATION = _needed("station", "工作站编号", readers.identifier, refers="station")
    TITLE = _needed("title", "协议名称", readers.text)
    TITLE_EN = _given("title_en", "英文名", readers.text)
    COUNTY = _needed("county", "县区划", readers.division)
    START = _needed("start", "生效日期", readers.day)
    END = _strict("end", "终止日期", readers.day)
    SIGNED_ON = _given("signed_on", "签订日期", readers.day)


class Transfer:
    """Spells of work in either region: who worked where, from when to when."""

    WORKER = _needed("worker", "务工人员编号", readers.identifier)
    START = _needed("start", "上岗日期", readers.day)
    LEFT_ON = _strict("left_on", "离岗日期", readers.day)
    DIVISION = _needed("division", "就业地区划", readers.division)
    REGISTERED = _strict("registered", "户籍区划", readers.division)
    EMPLOYER = _given("employer", "企业编号", readers.identifier, refers="employer")
    ORGANISED = _given("organised", "有组织输出", readers.yes_no)


class Reception:
    """Workers received at a home or hotel, each time that they came."""

    WORKER = _needed("worker", "务工人员编号", readers.identifier)
    ARRIVED_ON = _needed("arrived_on", "到达日期", readers.day)
    LODGING = _needed("lodging", "住宿编号", readers.identifier, refers="lodging")
    LEFT_ON = _strict("left_on", "离开日期", readers.day)
    SERVICES = _strict("services", "已提供服务", readers.services)


class Journey:
    """How everyone registered for a batch really travelled."""

    WORKER = _needed("worker", "务工人员编号", readers.identifier)
    CONVOY = _needed("convoy", "批次编号", readers.identifier, refers="convoy")
    REGISTERED_AT = _needed("registered_at", "报名时间", readers.moment)
    LEFT_HOME_AT = _strict("left_home_at", "出家门时间", readers.moment)
    BOARDED_AT = _strict("boarded_at", "上车时间", readers.moment)
    ARRIVED_AT = _strict("arrived_at", "到达时间", readers.moment)
    RECEIVED_AT = _strict("received_at", "接站时间", readers.moment)
    ENTERED_FACTORY_AT = _strict("entered_factory_at", "进厂门时间", readers.moment)
    END = _strict("end", "未到厂原因", readers.journey_end)
    ENDED_AT = _strict("ended_at", "中止时间", readers.moment)


class School:
    """Technical schools of the receiving region."""

    ID = _needed("id", "院校编号", readers.identifier)
    NAME = _needed("name", "名称", readers.text)
    NAME_EN = _given("name_en", "英文名", readers.text)
    DIVISION = _needed("division", "区划", readers.division)


class Student:
    """Their students: who enrolled when, graduated, left, was recommended to whom."""

    ID = _needed("id", "学籍编号", readers.identifier)
    WORKER = _needed("worker", "学生编号", readers.identifier)
    NAME = _needed("name", "姓名", readers.person)
    SEX = _needed("sex", "性别", readers.sex)
    NUMBER = _needed("number", "身份证号码", readers.text)
    REGISTERED = _needed("registered", "户籍区划", readers.division)
    SCHOOL = _needed("school", "院校编号", readers.identifier, refers="school")
    PROGRAMME = _needed("programme", "专业", readers.text)
    ENROLLED_ON = _needed("enrolled_on", "入学日期", readers.day)
    GRADUATED_ON = _strict("graduated_on", "毕业日期", readers.day)
    LEFT_ON = _strict("left_on", "离校日期", readers.day)
    OUT_OF_POVERTY = _given("out_of_poverty_as_of", "脱贫人口认定日期", readers.day)
    EMPLOYER = _strict("recommended_to", "推荐企业编号", readers.identifier)
    RECOMMENDED_ON = _strict("recommended_on", "推荐日期", readers.day)
    ACCEPTED = _strict("accepted", "是否接受", readers.yes_no)


class Waiver:
    """Findings that are let stand."""

    RULE = _needed("rule", "规则编号", readers.text)
    SUBJECT = _needed("subject", "对象", readers.label)
    KIND = _strict("kind", "对象类别", readers.record_kind)
    BY = _needed("by", "批准人", readers.text)
    WHY = _needed("why", "理由", readers.text)
    UNTIL = _needed("until", "有效期至", readers.day)
