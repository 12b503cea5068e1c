"""What can be done about a reason that no rule gives: a sentence for each code of a stage's own, such as seats.full."""

from __future__ import annotations

from collections.abc import Mapping

from laborcoop.kernel.text import NO_TEXT, Text

_ANOTHER_POST = Text("另选适合本人的岗位", "choose another post that suits")
_COMPANY = Text(
    "先解决同行人员的问题；愿意分开走的，取消同行登记",
    "settle first what keeps back the others of the party; who would go without them gives up the party code",
)
_TOGETHER = Text(
    "换更大的车或加开班次；愿意分开走的，取消同行登记",
    "take a larger vehicle or run another; who would go apart gives up the party code",
)
_MORE_SEATS = Text("换更大的车，或加开一班", "take a larger vehicle, or run another")
_MORE_TRAIN_SEATS = Text("加订车票，或改报其他批次", "book more tickets, or register for another batch")
_EARLIER = Text(
    "列入以后的批次；空出的名额尽早告知候补人员",
    "register for a later batch; let those who wait hear of free places sooner",
)
_ASK_AGAIN = Text("向本人核实后更正登记", "ask the person, and mend the registration")

WHAT_TO_DO: Mapping[str, Text] = {
    "admission.unwilling": Text(
        "尊重本人意愿；以后愿意外出的，重新登记", "leave it at that; whoever wants to go later is registered anew"
    ),
    "posts.unknown-employer": Text(
        "向本人核实原用人单位后更正花名册，或在企业表中补上这家企业或其简称",
        "ask which employer is meant and mend the roster, or add the employer or its short name to the table",
    ),
    "posts.refused": Text("征得本人同意后另行推荐岗位", "offer other posts, if the person wants one"),
    "posts.none-suits": Text(
        "征集更多岗位；属用人单位自定的条件，可协商放宽",
        "seek more posts, or ask employers to widen the conditions that are their own",
    ),
    "posts.no-opening": Text(
        "请用人单位增加招聘人数，或征集更多岗位", "ask the employers for more openings, or seek more posts"
    ),
    "posts.too-late": _EARLIER,
    "posts.without-adult": Text(
        "先解决同行成年人的岗位，或改由同行的另一名成年人带领",
        "find a post for the adult of the party first, or let another adult of it take them along",
    ),
    "posts.company": _COMPANY,
    "posts.age": _ANOTHER_POST,
    "posts.education": _ANOTHER_POST,
    "posts.skills": Text("先参加培训，或另选岗位", "have the person trained first, or choose another post"),
    "posts.wage": Text(
        "与用人单位商谈工资，或另选岗位", "talk with the employer about the pay, or choose another post"
    ),
    "posts.forbidden-work": _ANOTHER_POST,
    "seats.unknown-stop": Text(
        "更正花名册的上车点，或在地点表中补上", "mend the stop in the roster, or add it to the table of places"
    ),
    "seats.impossible-window": _ASK_AGAIN,
    "seats.impossible-batches": _ASK_AGAIN,
    "seats.impossible-boarding": _ASK_AGAIN,
    "seats.no-coach-at-stop": Text(
        "增加停靠或接驳车，或改从其他地点上车", "let a coach call there, or let the person board elsewhere"
    ),
    "seats.no-way-on": Text(
        "在换乘地增加住宿或接驳车，或调整发车时间",
        "add a lodging or a local coach where they change, or move the departure",
    ),
    "seats.missed-change": Text(
        "前一班提早，或后一班推迟，或改乘以后的班次",
        "let the first leg leave earlier or the second later, or take a later one",
    ),
    "seats.other-trip": Text(
        "退订本人的另一行程，或改乘到厂更早的班次",
        "give up the other trip, or take a leg that is at the gate before it",
    ),
    "seats.leg-refused": Text(
        "更正未能读入的班次（见其问题）", "mend the legs that could not be read: their findings say how"
    ),
    "seats.stranded": Text(
        "先在所在地安排住宿，再从所在地加开班次", "lodge them where they are, and run a leg on from there"
    ),
    "seats.too-late": _EARLIER,
    "seats.not-in-batch": Text(
        "改报从该上车点前往该地的批次，或让所报批次增加停靠",
        "register for a batch that goes from the stop to that town, or let a leg of the batch call at both",
    ),
    "seats.not-in-window": Text(
        "增加批次，或与本人另商出发日期", "run a batch on those days, or agree on other days with the person"
    ),
    "seats.departed": Text("改报以后的批次", "register for a later batch"),
    "seats.ticket": Text("改签或按证件重新购票", "have the ticket changed, or buy one that matches the papers"),
    "seats.company": _COMPANY,
    "seats.not-together": Text(
        "让一辆车停靠全体同行人员的上车点；上车的车或到达的城镇不同、愿意分开走的，取消同行登记",
        "let one coach call at the stops of the whole party; who has another coach, or goes to another town, and would "
        "go apart gives up the party code",
    ),
    "seats.train-full": _MORE_TRAIN_SEATS,
    "seats.coach-full": _MORE_SEATS,
    "beds.full": Text("增加房间或住宿点，或改乘不需过夜的班次", "add rooms or a lodging, or a leg that needs no night"),
    "beds.no-coach": Text(
        "增加往返住宿点的接驳车，或选站点附近的住宿点", "run a local coach to a lodging and on, or take one nearer by"
    ),
    "beds.coach-full": _MORE_SEATS,
    "beds.not-together": Text(
        "找一处能住下全体同行人员的住宿点；愿意分开住的，取消同行登记",
        "find a lodging for the whole party; who would sleep apart gives up the party code",
    ),
    "gate.company": _COMPANY,
    "gate.not-together": _TOGETHER,
    "gate.train-full": _MORE_TRAIN_SEATS,
    "gate.coach-full": _MORE_SEATS,
    "gate.other-trip": Text(
        "请本人退改另一行程，或改报其他批次", "let the person change the other trip, or register for another batch"
    ),
    "convoys.company": _COMPANY,
    "convoys.board-apart": Text("同行的人改从同一地点上车", "let the party board at one place"),
    "convoys.no-place": Text("补上户籍地附近的上车点", "add a place near home at which one can board"),
    "batching.window": _ASK_AGAIN,
    "batching.no-trip-from-home": Text("增加到当地接人的批次", "run a trip that collects there"),
    "batching.no-trip-to-employer": Text("增加到该企业的批次", "run a trip to that employer"),
    "batching.no-trip-in-window": Text(
        "增加批次，或与本人另商批次和日期", "run another trip, or agree on another trip or day with the person"
    ),
    "batching.company": _COMPANY,
    "batching.not-together": Text(
        "为同行的人另开一批；愿意分开走的，取消同行登记",
        "run a trip for the party; who would go apart gives up the party code",
    ),
    "batching.no-seats": _MORE_SEATS,
    "batching.full": _MORE_SEATS,
    "collecting.group-too-large": _TOGETHER,
    "collecting.adult-not-there": Text(
        "让孩子与负责的成年人从同一地点上车", "let the child board where the responsible adult does"
    ),
    "collecting.no-way": Text("补上这段道路的时间和里程", "add the minutes and kilometres of that way"),
    "collecting.no-coach": _MORE_SEATS,
    "collecting.coach-elsewhere": Text(
        "另派车辆、驾驶员或车长，或改时刻", "send another coach, driver or captain, or change the times"
    ),
}
"""By the code of a `Reason`: of everything that a return or planned convoys can leave somebody out for."""


def what_to_do(code: str) -> Text:
    """What can be done about a reason; no text for a rule's code, whose findings say it."""
    return WHAT_TO_DO.get(code, NO_TEXT)
