"""What is wrong in a table is told at its cell, and costs no more than it must."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from laborcoop.exchange.case.notices import NOTICES
from laborcoop.kernel.ids import EmployerId, keyed_id
from laborcoop.planning.case import Case
from laborcoop.planning.check import check
from laborcoop.planning.spring_return import plan_return
from laborcoop.rulebook import Finding

if TYPE_CHECKING:
    from tests.exchange.case.conftest import Load, Rows

Told = tuple[str, str, str, str]


def told(case: Case) -> list[Finding]:
    """The findings about the case's own files, not about its rosters."""
    return [finding for finding in case.findings if not finding.where.file.startswith("rosters")]


def brief(case: Case) -> set[Told]:
    """Each finding as rule, severity, subject, place."""
    return {
        (
            finding.rule,
            finding.severity.value,
            finding.subject,
            f"{finding.where.file}:{finding.where.row or ''}{finding.where.column}",
        )
        for finding in told(case)
    }


def ids(case: Case) -> set[str]:
    """Every record of the case under its kind and id."""
    return {
        *(f"place:{one.id}" for one in case.places),
        *(f"convoy:{one.id}" for one in case.convoys),
        *(f"leg:{leg.id}" for one in case.convoys for leg in one.legs),
        *(f"employer:{one.id}" for one in case.employers),
        *(f"post:{one.id}" for one in case.posts),
        *(f"lodging:{one.id}" for one in case.lodgings),
        *(f"room:{one.id}/{room.id}" for one in case.lodgings for room in one.rooms),
        *(f"fair:{one.id}" for one in case.fairs),
        *(f"booth:{one.id}/{booth.employer}" for one in case.fairs for booth in one.booths),
        *(f"site:{one.id}" for one in case.sites),
        *(f"squad:{one.id}" for one in case.squads),
        *(f"cadre:{cadre.id}" for one in case.squads for cadre in one.cadres),
        *(f"station:{one.id}" for one in case.stations),
        *(f"agreement:{one.id}/{agreement.title.zh}" for one in case.stations for agreement in one.agreements),
        *(f"waiver:{one.rule}/{one.subject}" for one in case.waivers),
    }


def test_a_sound_case_has_nothing_to_tell(rows: Rows, load: Load) -> None:
    assert told(load(rows)) == []


LOST_G1 = {"employer:E1", "employer:E2", "post:P1", "post:P2", "booth:F1/E1", "place:G1"}
LOST_E1 = {"employer:E1", "post:P1", "booth:F1/E1"}


@pytest.mark.parametrize(
    ("stem", "row", "changes", "expected", "gone"),
    [
        # A needed cell that is empty or unreadable costs the record and what depends on it.
        ("places", 0, {"kind": " "}, {
            ("CF-04", "ERROR", "V1", "places.csv:2D"),
            ("CF-14", "ERROR", "L1/1", "stops.csv:2C"),
            ("CF-15", "ERROR", "L1", "legs.csv:2"),
        }, {"place:V1", "leg:L1"}),
        ("places", 0, {"kind": "村庄"}, {
            ("CF-05", "ERROR", "V1", "places.csv:2D"),
            ("CF-14", "ERROR", "L1/1", "stops.csv:2C"),
            ("CF-15", "ERROR", "L1", "legs.csv:2"),
        }, {"place:V1", "leg:L1"}),
        ("places", 4, {"id": ""}, {
            ("CF-04", "ERROR", "places.csv · places · row 6", "places.csv:6A"),
            ("CF-07", "ERROR", "E1", "employers.csv:2I"),
            ("CF-07", "ERROR", "E2", "employers.csv:3I"),
            ("CF-14", "ERROR", "P1", "posts.csv:2B"),
            ("CF-14", "ERROR", "P2", "posts.csv:3B"),
            ("CF-14", "ERROR", "F1/E1", "booths.csv:2B"),
        }, LOST_G1),
        ("cadres", 0, {"id": "k" * 65}, {
            ("CF-05", "ERROR", "cadres.csv · cadres · row 2", "cadres.csv:2A"),
        }, {"cadre:K1"}),
        ("employers", 0, {"division": "珠海"}, {
            ("ID-15", "ERROR", "E1", "employers.csv:2F"),
            ("CF-14", "ERROR", "P1", "posts.csv:2B"),
            ("CF-14", "ERROR", "F1/E1", "booths.csv:2B"),
        }, LOST_E1),
        # Several faults in one row are told together.
        ("rooms", 0, {"beds": "four", "use": "", "floor_area": "wide"}, {
            ("CF-05", "ERROR", "H1/101", "rooms.csv:2C"),
            ("CF-04", "ERROR", "H1/101", "rooms.csv:2D"),
            ("CF-05", "WARN", "H1/101", "rooms.csv:2E"),
        }, {"room:H1/101"}),
        # An optional cell is left empty with a warning ...
        ("posts", 0, {"wage": "面议"}, {("CF-05", "WARN", "P1", "posts.csv:2G")}, set()),
        ("legs", 1, {"train": "高铁"}, {("TR-16", "WARN", "L2", "legs.csv:3G")}, set()),
        ("employers", 0, {"contact_phone": "12345"}, {("ID-17", "WARN", "E1", "employers.csv:2M")}, set()),
        # ... the record is held where a rule or the matching reads the cell ...
        ("posts", 0, {"deposit": "some"}, {("CF-05", "ERROR", "P1", "posts.csv:2O")}, set()),
        ("employers", 0, {"credit_code": "91310115MA1H8R7C6D"}, {("ID-14", "ERROR", "E1", "employers.csv:2E")}, set()),
        # ... and left out where an empty cell would let it pass unseen.
        ("legs", 0, {"escorts": "two"}, {
            ("CF-05", "ERROR", "L1", "legs.csv:2F"),
            ("CF-14", "ERROR", "L1/1", "stops.csv:2A"),
            ("CF-14", "ERROR", "L1/2", "stops.csv:3A"),
        }, {"leg:L1"}),
        # A constructor's refusal stands at the row, under the rule that it names.
        ("vehicles", 1, {"rated": "214"}, {
            ("CF-08", "ERROR", "TRN", "vehicles.csv:3"),
            ("CF-14", "ERROR", "L2", "legs.csv:3C"),
            ("CF-14", "ERROR", "L2/1", "stops.csv:4A"),
            ("CF-14", "ERROR", "L2/2", "stops.csv:5A"),
        }, {"leg:L2"}),
        ("employers", 0, {"gate_closes": "07:00"}, {
            ("CF-08", "ERROR", "E1", "employers.csv:2"),
            ("CF-14", "ERROR", "P1", "posts.csv:2B"),
            ("CF-14", "ERROR", "F1/E1", "booths.csv:2B"),
        }, LOST_E1),
        # A number at a stop that is none counts as not said; one that is not the train's costs the leg.
        ("stops", 2, {"train": "D"}, {("TR-16", "WARN", "L2/1", "stops.csv:4J")}, set()),
        ("stops", 2, {"train": "D3811"}, {("TR-16", "ERROR", "L2", "legs.csv:3")}, {"leg:L2"}),
        ("stops", 0, {"train": "D3812"}, {("TR-16", "ERROR", "L1", "legs.csv:2")}, {"leg:L1"}),
        ("posts", 0, {"highest_age": "16"}, {("CF-08", "ERROR", "P1", "posts.csv:2")}, {"post:P1"}),
        ("convoys", 0, {"batch": "0"}, {("CF-08", "ERROR", "C1", "convoys.csv:2")}, {"convoy:C1", "leg:L1", "leg:L2"}),
        ("lodgings", 0, {"price": "-1"}, {
            ("CF-08", "ERROR", "H1", "lodgings.csv:2"),
            ("CF-14", "WARN", "W1", "stations.csv:2E"),
        }, {"lodging:H1", "room:H1/101", "room:H1/102"}),
        ("rooms", 0, {"beds": "0"}, {("CF-08", "ERROR", "H1/101", "rooms.csv:2")}, {"room:H1/101"}),
        ("fairs", 0, {"ends": "2023-01-21 08:00"}, {
            ("CF-08", "ERROR", "F1", "fairs.csv:2"),
        }, {"fair:F1", "booth:F1/E1"}),
        ("booths", 0, {"openings": "-1"}, {("CF-08", "ERROR", "F1/E1", "booths.csv:2")}, {"booth:F1/E1"}),
        ("agreements", 0, {"end": "2022-01-01"}, {
            ("CF-08", "ERROR", "W1/泸水协议/533301/2022-01-01", "agreements.csv:2"),
        }, {"agreement:W1/泸水协议"}),
        # The timetable of a leg is whole or the leg does not run.
        ("stops", 0, {"depart": ""}, {
            ("CF-04", "ERROR", "L1/1", "stops.csv:2D"),
            ("CF-15", "ERROR", "L1", "legs.csv:2"),
        }, {"leg:L1"}),
        ("stops", 1, {"arrive": ""}, {
            ("CF-04", "ERROR", "L1/2", "stops.csv:3H"),
            ("CF-15", "ERROR", "L1", "legs.csv:2"),
        }, {"leg:L1"}),
        ("stops", 1, {"seq": "3"}, {("CF-15", "ERROR", "L1", "legs.csv:2")}, {"leg:L1"}),
        ("stops", 1, {"seq": "last"}, {
            ("CF-05", "ERROR", "stops.csv · stops · row 3", "stops.csv:3B"),
            ("CF-15", "ERROR", "L1", "legs.csv:2"),
        }, {"leg:L1"}),
        ("stops", 0, {"leg": ""}, {
            ("CF-04", "ERROR", "stops.csv · stops · row 2", "stops.csv:2A"),
            ("CF-15", "ERROR", "L1", "legs.csv:2"),
        }, {"leg:L1"}),
        ("stops", 0, {"km": "-1"}, {
            ("CF-08", "ERROR", "L1/1", "stops.csv:2"),
            ("CF-15", "ERROR", "L1", "legs.csv:2"),
        }, {"leg:L1"}),
        ("stops", 1, {"arrive": "2023-02-05 06:00"}, {("CF-08", "ERROR", "L1", "legs.csv:2")}, {"leg:L1"}),
        # A reference that points nowhere: the record is left out, or the entry of a list.
        ("legs", 0, {"convoy": "C9"}, {
            ("CF-07", "ERROR", "L1", "legs.csv:2B"),
            ("CF-14", "ERROR", "L1/1", "stops.csv:2A"),
            ("CF-14", "ERROR", "L1/2", "stops.csv:3A"),
        }, {"leg:L1"}),
        ("legs", 0, {"vehicle": "VAN"}, {
            ("CF-07", "ERROR", "L1", "legs.csv:2C"),
            ("CF-14", "ERROR", "L1/1", "stops.csv:2A"),
            ("CF-14", "ERROR", "L1/2", "stops.csv:3A"),
        }, {"leg:L1"}),
        ("posts", 1, {"employer": "E9"}, {("CF-07", "ERROR", "P2", "posts.csv:3B")}, {"post:P2"}),
        ("rooms", 1, {"lodging": "H9"}, {("CF-07", "ERROR", "H9/102", "rooms.csv:3A")}, {"room:H1/102"}),
        ("cadres", 0, {"squad": "Q9"}, {("CF-07", "ERROR", "K1", "cadres.csv:2B")}, {"cadre:K1"}),
        ("squads", 0, {"sites": "S1、S8、S9"}, {
            ("CF-07", "WARN", "Q1", "squads.csv:2C"),
        }, set()),
        # What is not needed for a name of one's own.
        ("employers", 0, {"contact": ""}, {("CF-04", "WARN", "E1", "employers.csv:2L")}, set()),
        # One row of a site costs the site only if it was the last.
        ("sites", 0, {"people": "-5"}, {("CF-08", "ERROR", "S1", "sites.csv:2")}, set()),
        # What a formula shows that has failed is no name.
        ("sites", 0, {"name": "#N/A"}, {("CF-05", "ERROR", "S1", "sites.csv:2B")}, set()),
        ("sites", 0, {"people": "many"}, {("CF-05", "ERROR", "S1", "sites.csv:2D")}, set()),
        ("sites", 1, {"people": "many"}, {("CF-05", "ERROR", "S1", "sites.csv:3D")}, set()),
        ("sites", 2, {"people": "-5"}, {
            ("CF-08", "ERROR", "S2", "sites.csv:4"),
            ("CF-14", "WARN", "Q1", "squads.csv:2C"),
        }, {"site:S2"}),
        ("sites", 2, {"people": "many"}, {
            ("CF-05", "ERROR", "S2", "sites.csv:4D"),
            ("CF-14", "WARN", "Q1", "squads.csv:2C"),
        }, {"site:S2"}),
        ("sites", 1, {"name": "安居别名"}, {
            ("CF-16", "ERROR", "S1", "sites.csv:2"),
            ("CF-16", "ERROR", "S1", "sites.csv:3"),
            ("CF-14", "WARN", "Q1", "squads.csv:2C"),
        }, {"site:S1"}),
        # Two records of one id: neither is used.
        ("employers", 1, {"id": "E1"}, {
            ("CF-06", "ERROR", "E1", "employers.csv:2"),
            ("CF-06", "ERROR", "E1", "employers.csv:3"),
            ("CF-14", "ERROR", "P1", "posts.csv:2B"),
            ("CF-14", "ERROR", "F1/E1", "booths.csv:2B"),
            ("CF-07", "ERROR", "P2", "posts.csv:3B"),
        }, LOST_E1 | {"employer:E2", "post:P2"}),
        ("rooms", 1, {"id": "101"}, {
            ("CF-06", "ERROR", "H1/101", "rooms.csv:2"),
            ("CF-06", "ERROR", "H1/101", "rooms.csv:3"),
        }, {"room:H1/101", "room:H1/102"}),
        ("sites", 1, {"as_of": "2022/12/31"}, {
            ("CF-06", "ERROR", "S1", "sites.csv:2"),
            ("CF-06", "ERROR", "S1", "sites.csv:3"),
            ("CF-14", "WARN", "Q1", "squads.csv:2C"),
        }, {"site:S1"}),
        ("waivers", 0, {"kind": "岗"}, {("CF-05", "ERROR", "EM-02/P2", "waivers.csv:2F")}, {"waiver:EM-02/P2"}),
        ("waivers", 0, {"until": "soon"}, {("CF-05", "ERROR", "EM-02/P2", "waivers.csv:2E")}, {"waiver:EM-02/P2"}),
    ],
)  # fmt: skip
def test_a_fault_is_told_where_it_is_and_costs_what_depends_on_it(
    rows: Rows, load: Load, stem: str, row: int, changes: dict[str, object], expected: set[Told], gone: set[str]
) -> None:
    whole = ids(load(rows))
    rows[stem][row].update(changes)
    case = load(rows)
    assert brief(case) == expected
    assert whole - ids(case) == gone
    assert ids(case) <= whole
    assert all(finding.message.zh and finding.suggestion.zh and finding.suggestion.en for finding in told(case))


def test_what_cannot_be_read_of_an_optional_cell_is_empty(rows: Rows, load: Load) -> None:
    rows["posts"][0].update({"wage": "面议", "deposit": "some"})
    rows["employers"][0].update({"credit_code": "1", "contact": "9"})
    rows["squads"][0]["sites"] = "S1、S9"
    case = load(rows)
    post, employer = case.posts[0], case.employers[0]
    assert post.wage is None
    assert post.deposit == 0
    assert (employer.credit_code, employer.contact) == (None, None)
    assert case.squads[0].sites == {"S1"}


def test_a_bad_credit_code_cites_its_standard_and_excludes_the_employer(rows: Rows, load: Load) -> None:
    rows["employers"][0]["credit_code"] = "91310115MA1H8R7C6D"
    case = load(rows)
    [finding] = case.findings.about("E1").excluding()
    assert finding.rule == "ID-14"
    assert finding.path == "credit_code"
    assert case.employer(EmployerId("E1")) is not None


def test_the_sources_of_a_rule_come_from_the_book(rows: Rows, load: Load) -> None:
    rows["legs"][1]["train"] = "高铁"
    case = load(rows)
    [finding] = told(case)
    assert finding.rule == "TR-16"
    assert finding.sources == case.book["TR-16"].sources != ()


def test_a_stop_between_needs_both_times(rows: Rows, load: Load) -> None:
    rows["places"].append({"id": "R1", "name": "服务区", "kind": "集合点"})
    rows["stops"][1]["seq"] = "3"
    rows["stops"].append({"leg": "L1", "seq": "2", "place": "R1", "arrive": "2023-02-05 10:00", "boarding": "否"})
    assert brief(load(rows)) == {
        ("CF-04", "ERROR", "L1/2", "stops.csv:6D"),
        ("CF-15", "ERROR", "L1", "legs.csv:2"),
    }
    rows["stops"][-1]["depart"] = "2023-02-05 10:20"
    leg = load(rows).convoys[0].legs[0]
    assert [stop.place for stop in leg.stops] == ["V1", "R1", "KM"]
    assert [stop.boarding for stop in leg.stops] == [True, False, True]
    rows["stops"][-1]["depart"] = "2023-02-05 09:00"
    assert brief(load(rows)) == {
        ("CF-08", "ERROR", "L1/2", "stops.csv:6"),
        ("CF-15", "ERROR", "L1", "legs.csv:2"),
    }


def test_a_leg_without_stops_is_refused_by_itself(rows: Rows, load: Load) -> None:
    rows["stops"] = rows["stops"][2:]
    [finding] = told(load(rows))
    assert (finding.rule, finding.subject) == ("CF-08", "L1")
    assert "two stops or more" in finding.message.en


def test_stops_out_of_order_cost_their_leg_and_the_rest_goes_on(rows: Rows, load: Load) -> None:
    rows["stops"][1]["arrive"] = "2023-02-05 06:00"
    case = load(rows)
    [finding] = told(case)
    assert (finding.rule, finding.subject, finding.where.file) == ("CF-08", "L1", "legs.csv")
    assert "out of order" in finding.message.en
    assert finding.message.zh
    assert [leg.id for convoy in case.convoys for leg in convoy.legs] == ["L2"]
    plan = plan_return(case)
    assert plan.verify() == ()
    assert sorted([*plan.travellers, *plan.unplaced]) == sorted(worker.id for worker in case.workers)
    assert {reason.code for reasons in plan.unplaced.values() for reason in reasons} >= {"seats.no-coach-at-stop"}


def test_a_lost_record_and_an_unknown_one_are_told_apart(rows: Rows, load: Load) -> None:
    rows["employers"][0]["division"] = ""
    rows["posts"][1]["employer"] = "E3"
    by_rule = {finding.rule: finding for finding in told(load(rows)) if finding.where.file == "posts.csv"}
    assert "employer E1, which is itself left out" in by_rule["CF-14"].message.en
    assert by_rule["CF-14"].suggestion.en == "correct E1 first"
    assert by_rule["CF-07"].suggestion.en == "known are: E2"


def test_a_reference_has_no_suggestion_where_nothing_is_known(rows: Rows, load: Load) -> None:
    rows["vehicles"] = [{"id": "", "mode": "包车", "rated": "49"}]
    findings = [finding for finding in told(load(rows)) if finding.rule == "CF-07"]
    assert {finding.suggestion.en for finding in findings} == {"there is none so far: add it first"}


def test_the_drivers_are_found_where_they_first_drive(rows: Rows, load: Load) -> None:
    where = load(rows).where["driver:D1"]
    assert (where.file, where.row, where.column) == ("stops.csv", 2, "E")


def test_every_record_has_its_place(rows: Rows, load: Load) -> None:
    case = load(rows)
    assert {"worker:W-1", "vehicle:BUS", "stop:L2/2", *ids(case)} - {
        "agreement:W1/泸水协议",
        "agreement:W1/福贡协议",
    } <= set(case.where)
    assert case.where["post:P2"].row == 3
    assert case.where["worker:W-1"].file == "rosters/lushui.csv"


def test_no_personal_datum_of_a_table_reaches_a_finding(rows: Rows, load: Load) -> None:
    rows["employers"][0].update({"contact": "和某9", "contact_phone": "1380000", "gate": "13800000000"})
    rows["legs"][0]["vehicle"] = "53339919900307001X"
    rows["legs"][0]["13800000000"] = "1"
    findings = told(load(rows))
    assert {"CF-03", "CF-07", "ID-17", "ID-18"} <= {finding.rule for finding in findings}
    for finding in findings:
        for text in (finding.message, finding.suggestion):
            for personal in ("和某", "1380000", "5333991990", "001X"):
                assert personal not in str(text)


@pytest.mark.parametrize(("written", "kind"), [("岗位", "post"), ("post", "post"), ("", "")])
def test_a_waiver_may_name_the_kind_of_its_record(rows: Rows, load: Load, written: str, kind: str) -> None:
    rows["waivers"][0]["kind"] = written
    [waiver] = load(rows).waivers
    assert waiver.kind == kind


NUMBER = "533399199003070010"


@pytest.mark.parametrize("written", [NUMBER, "13800000000", "533399********0010"])
def test_an_id_that_tells_of_somebody_is_replaced_wherever_it_stands(rows: Rows, load: Load, written: str) -> None:
    public = keyed_id("W", "sixteen characters or more", written)
    rows["employers"][0]["id"] = rows["posts"][0]["employer"] = written
    rows["stops"][0]["driver"] = rows["legs"][0]["captain"] = rows["convoys"][0]["leader"] = written
    rows["cadres"][0]["id"] = rows["waivers"][0]["subject"] = written
    case = load(rows)
    assert case.employer(EmployerId(public)) is not None
    assert public in {post.employer for post in case.posts}
    assert case.convoys[0].legs[0].captain == case.convoys[0].leader == public
    assert {f"employer:{public}", f"driver:{public}", f"cadre:{public}"} <= set(case.where)
    assert case.waivers[0].subject == public
    found = [finding for finding in told(case) if finding.rule == "CF-20"]
    assert {(finding.kind, finding.path, finding.severity.value) for finding in found} == {
        ("employer", "id", "WARN"),
        ("post", "employer", "WARN"),
        ("stop", "driver", "WARN"),
        ("leg", "captain", "WARN"),
        ("convoy", "leader", "WARN"),
        ("cadre", "id", "WARN"),
        ("waiver", "subject", "WARN"),
    }
    assert written not in "".join(map(repr, case.findings)) + repr(case.where)


def test_a_list_of_ids_names_the_records_that_were_renamed(rows: Rows, load: Load) -> None:
    rows["sites"][0]["id"], rows["squads"][0]["sites"] = NUMBER, f"{NUMBER}、S2"
    case = load(rows)
    public = keyed_id("W", "sixteen characters or more", NUMBER)
    assert public in {site.id for site in case.sites}
    assert case.squads[0].sites == {public, "S2"}


@pytest.mark.parametrize("written", [NUMBER, "13800000000"])
def test_two_rows_of_one_key_do_not_quote_a_person(rows: Rows, load: Load, written: str) -> None:
    rows["employers"][0]["id"] = written
    rows["employers"].append({**rows["employers"][0], "contact": "另一人"})
    rows["agreements"][0]["title"] = f"协议 {written}"
    rows["agreements"].append({**rows["agreements"][0], "end": "2030-01-01"})
    case = load(rows)
    doubled = [finding for finding in told(case) if finding.rule == "CF-06"]
    assert {finding.kind or "" for finding in doubled} == {""}
    assert len(doubled) == 4
    assert written not in "".join(map(repr, case.findings))
    assert any("协议 ***" in finding.message.zh for finding in doubled)


def test_a_record_with_no_fault_survives_any_other(rows: Rows, load: Load) -> None:
    for records in rows.values():
        for key in records[0]:
            records[0][key] = "\u0007?"
    case = load(rows)
    assert {"place:KM", "place:ZH", "place:G1", "employer:E2", "post:P2", "site:S2"} <= ids(case)
    assert {finding.where.file for finding in told(case)} == {f"{stem}.csv" for stem in rows}


@pytest.mark.parametrize("code", sorted(NOTICES))
def test_a_notice_tells_the_same_facts_in_both_languages(code: str) -> None:
    notice = NOTICES[code]
    for text in (notice.message, notice.suggestion):
        zh, en = text.placeholders()
        assert zh == en
        assert text.zh
        assert text.en


def test_what_a_rule_says_of_a_field_stands_at_its_cell(load: Load, rows: Rows) -> None:
    rows["posts"][0]["wage"] = None
    letter = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[list(rows["posts"][0]).index("wage")]
    said = [finding.where for finding in check(load(rows)) if finding.rule == "EM-02" and finding.path == "wage"]
    assert ("posts.csv", 2, letter) in {(where.file, where.row, where.column) for where in said}
