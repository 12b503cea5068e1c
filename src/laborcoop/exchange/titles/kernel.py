"""Titles of the values that every package uses."""

from __future__ import annotations

from collections.abc import Mapping

from laborcoop.kernel.text import Text

CLASSES: Mapping[str, Text] = {
    "Address": Text("家庭住址", "home address"),
    "AgeReading": Text("周岁算法", "how ages are counted"),
    "Average": Text("平均数", "average"),
    "Count": Text("计数", "count"),
    "CreditCode": Text("统一社会信用代码", "unified social credit code"),
    "Division": Text("行政区划", "administrative division"),
    "DivisionCode": Text("行政区划代码", "administrative division code"),
    "Duties": Text("岗位的作业内容", "duties of a post"),
    "Exposure": Text("危害因素", "hazard of a post"),
    "Figure": Text("公布的数字", "published figure"),
    "ListedDuty": Text("禁忌作业", "duty on a list of forbidden work"),
    "LunarYear": Text("农历节日", "days of a year from the Chinese calendar"),
    "Period": Text("期间", "period"),
    "Place": Text("地点", "place"),
    "Share": Text("覆盖率", "share"),
    "Text": Text("中英文文本", "text in both languages"),
    "Township": Text("乡镇、街道", "township"),
    "WorkList": Text("禁忌劳动清单", "list of forbidden work"),
    "Workdays": Text("工作日历", "calendar of workdays"),
}

FIELDS: Mapping[str, Text] = {
    "Address.county": Text("县（市、区）", "county"),
    "Address.township": Text("乡镇、街道", "township"),
    "Address.village": Text("村", "village"),
    "AgeReading.completion": Text("满周岁之日", "day that completes a year"),
    "AgeReading.leap_birthday": Text("2 月 29 日出生者平年的生日", "birthday of one born on 29 February"),
    "Average.over": Text("平均到", "taken over"),
    "Average.total": Text("总数", "total"),
    "Division.code": Text("行政区划代码", "division code"),
    "Duties.altitude": Text("海拔（米）", "altitude, metres"),
    "Duties.exposures": Text("危害因素", "hazards"),
    "Duties.lifts_per_hour": Text("每小时负重次数", "loads carried an hour"),
    "Duties.line_moves": Text("流水线每分钟动作数", "moves a minute on the line"),
    "Duties.load_kg": Text("最大负重（公斤）", "heaviest load, kg"),
    "Duties.overtime": Text("加班", "overtime is asked for"),
    "Duties.venue": Text("场所", "venue"),
    "Exposure.grade": Text("分级（1 至 4）", "grade, 1 to 4"),
    "Exposure.hazard": Text("危害因素", "hazard"),
    "Figure.qualifier": Text("限定词", "qualifier"),
    "ListedDuty.certain": Text("确定属于清单", "certain to be on the list"),
    "ListedDuty.least": Text("清单的最低分级", "least grade on the list"),
    "LunarYear.dragon_boat": Text("端午节", "Dragon Boat Festival"),
    "LunarYear.mid_autumn": Text("中秋节", "Mid-Autumn Festival"),
    "LunarYear.qingming": Text("清明节", "Qingming"),
    "LunarYear.spring_festival": Text("春节", "Spring Festival"),
    "Period.end": Text("结束日（不含）", "end (excluded)"),
    "Period.start": Text("开始日", "start"),
    "Place.latitude": Text("纬度", "latitude"),
    "Place.longitude": Text("经度", "longitude"),
    "Share.part": Text("部分", "part"),
    "Share.whole": Text("总数", "whole"),
    "Text.en": Text("英文", "English"),
    "Text.zh": Text("中文", "Chinese"),
    "Township.county": Text("县（市、区）", "county"),
    "WorkList.words": Text("禁忌劳动词条", "words of the list"),
    "Workdays.off": Text("调休放假日", "further rest days"),
    "Workdays.rest_weekdays": Text("每周休息日（0 为星期一）", "weekly rest days, 0 is Monday"),
    "Workdays.worked": Text("调休上班日", "rest days that are worked"),
}
