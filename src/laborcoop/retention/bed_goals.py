"""What the goals of the beds stage count, in their order."""

from __future__ import annotations

from laborcoop.kernel.text import Text

PEOPLE = Text("第 {key} 层的人数", "people of tier {key}")
CHILDREN = Text(
    "孩子所住房间的一边没有同行成年人的人夜", "nights of children where no adult of the party sleeps on their side"
)
PARTED = Text("部分人分住家庭房的同行组数", "parties of which only a part is in a family room")
FAMILIES = Text(
    "男女同行组和有随行人员的组在自己房间的夜数",
    "nights of parties of both sexes, or with somebody who goes along, in a room of their own",
)
LOWER = Text("需要下铺而睡上铺的人夜", "nights in an upper bed of people who need a lower one")
FLOORS = Text("需要低楼层者的楼层合计（每夜）", "floors above the lowest, night by night, of people who need a low one")
UNFIT = Text("睡在不合规床铺的人夜", "nights in beds that a rule finds fault with")
HOUSE = Text("维持原住宿点的人数", "people who keep the lodging planned before")
BED = Text("维持原床位的人夜", "nights in the bed planned before")
MOVES = Text("住宿期间换床的次数", "changes of bed during a stay")
SPARED = Text("其他同行组占用家庭房的夜数", "nights of other parties in family rooms")
HOME = Text("员工之家以外的人夜", "nights outside the Employees' Home")
COST = Text("住宿费（分）", "what the beds cost, in fen")
WAY = Text("往返住宿点的分钟数", "minutes on local coaches")
EMPTY = Text("家庭房空床夜数", "nights of beds left empty in family rooms")
