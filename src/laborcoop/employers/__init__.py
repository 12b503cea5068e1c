"""Who takes workers on: employers, their posts and what a post pays."""

from laborcoop.employers.employer import Contact, Employer, EmployerLabel
from laborcoop.employers.pay import WageRange
from laborcoop.employers.post import JobPost

__all__ = ["Contact", "Employer", "EmployerLabel", "JobPost", "WageRange"]
