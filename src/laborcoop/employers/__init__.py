"""Who takes workers on: employers, their posts and what a post pays."""

from laborcoop.employers.employer import Contact, Employer, EmployerLabel
from laborcoop.employers.pay import WageRange
from laborcoop.employers.post import JobPost
from laborcoop.employers.post_status import POST_LIFECYCLE, PostStatus

__all__ = [
    "POST_LIFECYCLE",
    "Contact",
    "Employer",
    "EmployerLabel",
    "JobPost",
    "PostStatus",
    "WageRange",
]
