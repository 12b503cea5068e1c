"""The lifecycle of an agreement (合作协议书) between the receiving side and a county."""

from __future__ import annotations

from laborcoop.kernel.lifecycle import Lifecycle, Status
from laborcoop.kernel.text import Text


class AgreementStatus(Status):
    """Where an agreement stands."""

    DRAFTED = "drafted", Text("草拟", "drafted"), Text("尚未签订", "not signed yet")
    SIGNED = "signed", Text("已签订", "signed"), Text("尚未生效", "not in force yet")
    IN_FORCE = "in-force", Text("生效", "in force"), Text("在协议期内", "within its term")
    RENEWED = (
        "renewed",
        Text("已续签", "renewed"),
        Text("生效，并已续签下一期", "in force, and its next term is signed"),
    )
    EXPIRED = "expired", Text("已到期", "expired"), Text("到期未续签", "its term ended and was not renewed")
    TERMINATED = "terminated", Text("已终止", "terminated"), Text("提前终止，有原因", "ended early, for a reason")


AGREEMENT_LIFECYCLE = Lifecycle(
    of=Text("协议", "agreement"),
    start=AgreementStatus.DRAFTED,
    table={
        AgreementStatus.DRAFTED: frozenset({AgreementStatus.SIGNED}),
        AgreementStatus.SIGNED: frozenset({AgreementStatus.IN_FORCE, AgreementStatus.TERMINATED}),
        AgreementStatus.IN_FORCE: frozenset(
            {AgreementStatus.RENEWED, AgreementStatus.EXPIRED, AgreementStatus.TERMINATED}
        ),
        AgreementStatus.RENEWED: frozenset(
            {AgreementStatus.RENEWED, AgreementStatus.EXPIRED, AgreementStatus.TERMINATED}
        ),
        # What has expired is not renewed: a gap lies between, so that a new agreement is signed.
        AgreementStatus.EXPIRED: frozenset(),
        AgreementStatus.TERMINATED: frozenset(),
    },
)
"""An agreement is signed, comes into force, is renewed before its term ends, again and again, or ends."""
