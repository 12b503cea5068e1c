"""Titles of a worker's way: registration, outcome of each stage, itinerary."""

from __future__ import annotations

from collections.abc import Mapping

from laborcoop.kernel.text import Text

CLASSES: Mapping[str, Text] = {
    "Feedback": Text("反馈", "feedback"),
    "Itinerary": Text("行程", "itinerary"),
    "Journey": Text("行程", "journey"),
    "JourneyEnd": Text("行程提前结束", "early end of a journey"),
    "OtherTrip": Text("已购行程", "another trip"),
    "Outcome": Text("阶段结果", "outcome of a stage"),
    "Proof": Text("最优性证明", "proof"),
    "Reason": Text("未安排的理由", "reason"),
    "Registration": Text("报名登记", "registration"),
    "Step": Text("行程段", "step of an itinerary"),
    "ThroughService": Text("一条龙服务", "through service"),
}

FIELDS: Mapping[str, Text] = {
    "Feedback.score": Text("评分（1 至 5）", "score, 1 to 5"),
    "Feedback.words": Text("原话", "words"),
    "Itinerary.steps": Text("行程段", "steps"),
    "Journey.arrived_at": Text("到达输入地", "arrived in the receiving region"),
    "Journey.boarded_at": Text("上车", "boarded"),
    "Journey.end": Text("提前结束", "early end"),
    "Journey.entered_factory_at": Text("进厂门", "entered the factory gate"),
    "Journey.left_home_at": Text("出家门", "left the home door"),
    "Journey.received_at": Text("接站", "met by the receiving side"),
    "Journey.registered_at": Text("登记", "registered"),
    "JourneyEnd.at": Text("时刻", "when"),
    "JourneyEnd.how": Text("结束方式", "how it ended"),
    "JourneyEnd.reason": Text("原因", "why"),
    "Outcome.came_in": Text("进入本阶段的人员", "came in"),
    "Outcome.not_needed": Text("不需要安排的人员", "not needed"),
    "Outcome.placed": Text("已安排", "placed"),
    "Outcome.stage": Text("阶段", "stage"),
    "Proof.faults": Text("复核发现的问题", "what the check found"),
    "Proof.gap": Text("与界的差距", "gap"),
    "Proof.goals": Text("按次序的目标", "goals in their order"),
    "Proof.status": Text("求解状态", "status"),
    "Reason.about": Text("涉及的对象编号", "ids that it is about"),
    "Reason.code": Text("理由编号", "code of the reason"),
    "Reason.text": Text("理由", "reason in words"),
    "Registration.accepts_other": Text("服从调剂", "takes another post"),
    "Registration.available_from": Text("可出发日期", "not before this day"),
    "Registration.available_until": Text("最晚出发日期", "not after this day"),
    "Registration.batches": Text("适合的批次", "convoys that suit"),
    "Registration.boarding": Text("上车地点", "stop asked for"),
    "Registration.boarding_as_written": Text("花名册所写的上车点", "stop as the roster writes it"),
    "Registration.employer_as_written": Text("花名册所写的企业", "employer as the roster writes it"),
    "Registration.lowest_wage": Text("期望月工资（元）", "lowest wage, yuan a month"),
    "Registration.other_trip": Text("已购行程", "another trip"),
    "Registration.purpose": Text("返岗或新增", "return or new placement"),
    "Registration.registered_at": Text("报名时间", "when registered"),
    "Registration.together": Text("同行组", "party that travels together"),
    "Registration.willing": Text("自愿外出", "wants to go"),
    "Step.end": Text("终点", "end"),
    "Step.seat": Text("座位或床位", "seat or bed"),
    "Step.start": Text("起点", "start"),
    "Step.vehicle": Text("车辆或房间", "vehicle or room"),
    "ThroughService.owners": Text("各阶段负责人", "who owns the case at each stage"),
}
