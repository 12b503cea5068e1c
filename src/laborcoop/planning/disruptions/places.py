"""What befalls a room, a post or an employer."""

from __future__ import annotations

from attrs import evolve

from laborcoop.kernel.text import Text
from laborcoop.planning.disruptions.scene import Scene, refuse, unknown
from laborcoop.planning.events import ContractDiffersFromOffer, EmployerSuspended, PostWithdrawn, RoomOutOfService
from laborcoop.transfer.route import first_night


def room_out_of_service(event: RoomOutOfService, scene: Scene) -> Scene:
    """Nobody sleeps in the room from the night to come; the log says in which nights."""
    rooms = {(lodging.id, room.id) for lodging in scene.case.lodgings for room in lodging.rooms}
    if (event.lodging, event.subject) not in rooms:
        unknown(Text("{lodging} 的房间", "room of {lodging}").format(lodging=event.lodging), event.subject)
    if event.until is not None and event.until <= first_night(scene.now):
        refuse(Text("停用的夜晚都已过去", "the nights that it names are over"))
    return scene


def post_withdrawn(event: PostWithdrawn, scene: Scene) -> Scene:
    """Fewer openings, but never fewer than those who have been handed over."""
    post = next((post for post in scene.case.posts if post.id == event.subject), None)
    if post is None:
        unknown(Text("岗位", "post"), event.subject)
    if event.openings_left >= post.openings:
        refuse(
            Text("岗位 {post} 现在只招 {openings} 人", "the post {post} has {openings} openings now"),
            post=post.id,
            openings=post.openings,
        )
    started = sum(
        standing.match is not None
        and standing.match.post == post.id
        and standing.handover is not None
        and scene.has_come(standing.handover.at)
        for standing in scene.standings.values()
    )
    left = evolve(post, openings=max(started, event.openings_left))
    posts = tuple(left if one.id == post.id else one for one in scene.case.posts)
    return evolve(scene, case=evolve(scene.case, posts=posts))


def employer_suspended(event: EmployerSuspended, scene: Scene) -> Scene:
    """Nobody else is handed over there."""
    employer = scene.case.employer(event.subject)
    if employer is None:
        unknown(Text("用人单位", "employer"), event.subject)
    message = Text("用人单位 {employer} 暂停接收人员", "the employer {employer} takes no more arrivals")
    return scene.bar(event, "employer", event.subject, message.format(employer=employer.name))


def contract_differs(event: ContractDiffersFromOffer, scene: Scene) -> Scene:
    """Nobody else is sent to the post."""
    post = next((one for one in scene.case.posts if one.id == event.subject), None)
    if post is None:
        unknown(Text("岗位", "post"), event.subject)
    message = Text("岗位 {post} 的合同与招聘时所说不符", "the contract of the post {post} is not what was offered")
    return scene.bar(event, "post", event.subject, message.format(post=post.title))
