"""The tables of a case: what each is called, which columns it has, what makes a row the only one of its kind."""

from __future__ import annotations

from laborcoop.exchange.case import columns as c
from laborcoop.exchange.case.table import Table
from laborcoop.kernel.text import Text

PLACES = Table(
    stem="places",
    kind="place",
    noun=Text("地点", "place"),
    columns=c.columns_of(c.Place),
    keys=(c.Place.ID,),
    needed=True,
)
CONVOYS = Table(
    stem="convoys",
    kind="convoy",
    noun=Text("批次", "convoy"),
    columns=c.columns_of(c.Convoy),
    keys=(c.Convoy.ID,),
    needed=True,
)
VEHICLES = Table(
    stem="vehicles",
    kind="vehicle",
    noun=Text("车辆", "vehicle"),
    columns=c.columns_of(c.Vehicle),
    keys=(c.Vehicle.ID,),
    needed=True,
)
LEGS = Table(
    stem="legs", kind="leg", noun=Text("班次", "leg"), columns=c.columns_of(c.Leg), keys=(c.Leg.ID,), needed=True
)
STOPS = Table(
    stem="stops",
    kind="stop",
    noun=Text("停靠点", "stop"),
    columns=c.columns_of(c.Stop),
    keys=(c.Stop.LEG, c.Stop.SEQ),
    needed=True,
)
EMPLOYERS = Table(
    stem="employers",
    kind="employer",
    noun=Text("企业", "employer"),
    columns=c.columns_of(c.Employer),
    keys=(c.Employer.ID,),
    needed=True,
)
POSTS = Table(stem="posts", kind="post", noun=Text("岗位", "post"), columns=c.columns_of(c.Post), keys=(c.Post.ID,))
LODGINGS = Table(
    stem="lodgings",
    kind="lodging",
    noun=Text("住宿", "lodging"),
    columns=c.columns_of(c.Lodging),
    keys=(c.Lodging.ID,),
    needed=True,
)
ROOMS = Table(
    stem="rooms", kind="room", noun=Text("房间", "room"), columns=c.columns_of(c.Room), keys=(c.Room.LODGING, c.Room.ID)
)
FAIRS = Table(stem="fairs", kind="fair", noun=Text("招聘会", "fair"), columns=c.columns_of(c.Fair), keys=(c.Fair.ID,))
BOOTHS = Table(
    stem="booths",
    kind="booth",
    noun=Text("参会登记", "booth"),
    columns=c.columns_of(c.Booth),
    keys=(c.Booth.FAIR, c.Booth.EMPLOYER),
)
SITES = Table(
    stem="sites",
    kind="site",
    noun=Text("安置点", "site"),
    columns=c.columns_of(c.Site),
    keys=(c.Site.ID,),
    dated=c.Site.AS_OF,
)
SQUADS = Table(
    stem="squads", kind="squad", noun=Text("小分队", "squad"), columns=c.columns_of(c.Squad), keys=(c.Squad.ID,)
)
CADRES = Table(
    stem="cadres", kind="cadre", noun=Text("干部", "cadre"), columns=c.columns_of(c.Cadre), keys=(c.Cadre.ID,)
)
STATIONS = Table(
    stem="stations",
    kind="station",
    noun=Text("工作站", "station"),
    columns=c.columns_of(c.Station),
    keys=(c.Station.ID,),
)
AGREEMENTS = Table(
    stem="agreements",
    kind="agreement",
    noun=Text("协议", "agreement"),
    columns=c.columns_of(c.Agreement),
    keys=(c.Agreement.STATION, c.Agreement.TITLE, c.Agreement.COUNTY, c.Agreement.START),
)
TRANSFERS = Table(
    stem="transfers",
    kind="transfer",
    noun=Text("转移就业记录", "spell of work"),
    columns=c.columns_of(c.Transfer),
    keys=(c.Transfer.WORKER, c.Transfer.START),
)
RECEPTIONS = Table(
    stem="receptions",
    kind="reception",
    noun=Text("接待记录", "reception"),
    columns=c.columns_of(c.Reception),
    keys=(c.Reception.WORKER, c.Reception.ARRIVED_ON),
)
JOURNEYS = Table(
    stem="journeys",
    kind="journey",
    noun=Text("出行记录", "journey"),
    columns=c.columns_of(c.Journey),
    keys=(c.Journey.CONVOY, c.Journey.WORKER),
)
SCHOOLS = Table(
    stem="schools", kind="school", noun=Text("院校", "school"), columns=c.columns_of(c.School), keys=(c.School.ID,)
)
STUDENTS = Table(
    stem="students",
    kind="placement",
    noun=Text("学籍", "placement"),
    columns=c.columns_of(c.Student),
    keys=(c.Student.ID,),
)
WAIVERS = Table(
    stem="waivers",
    kind="waiver",
    noun=Text("豁免", "waiver"),
    columns=c.columns_of(c.Waiver),
    keys=(c.Waiver.RULE, c.Waiver.SUBJECT),
)

TABLES: tuple[Table, ...] = (
    PLACES,
    CONVOYS,
    VEHICLES,
    LEGS,
    STOPS,
    EMPLOYERS,
    POSTS,
    LODGINGS,
    ROOMS,
    FAIRS,
    BOOTHS,
    SITES,
    SQUADS,
    CADRES,
    STATIONS,
    AGREEMENTS,
    TRANSFERS,
    RECEPTIONS,
    JOURNEYS,
    SCHOOLS,
    STUDENTS,
    WAIVERS,
)
