"""Technical education for a paired region (对口技工教育帮扶): schools, and the students they enrol year after year."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import field, frozen

from laborcoop.cooperation import Pairing
from laborcoop.errors import InvalidValue
from laborcoop.kernel.counts import Count, Unit
from laborcoop.kernel.divisions import DivisionCode
from laborcoop.kernel.ids import SchoolId, check_id
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text
from laborcoop.people import Worker
from laborcoop.training.placement import TrainingPlacement


@frozen(kw_only=True)
class TrainingSchool(Record):
    """A technical school or college (技工院校), and the division that it lies in."""

    id: SchoolId = field(validator=check_id)
    name: Text
    division: DivisionCode


@frozen(kw_only=True)
class TrainingProgramme(Record):
    """The schools of the receiving region and the students of the sending one, cohort by cohort.

    A cohort is everyone enrolled in a calendar year. Only students whose household is registered in the sending region
    (怒江籍) are counted; others may be among the placements.

    Raises:
        InvalidValue: two schools or students share an id, a school lies outside the receiving region, or a placement
            names a school or a student that the programme does not have.
    """

    pairing: Pairing
    schools: tuple[TrainingSchool, ...]
    students: tuple[Worker, ...] = ()
    placements: tuple[TrainingPlacement, ...] = ()

    def __attrs_post_init__(self) -> None:
        schools, students = {school.id for school in self.schools}, {student.id for student in self.students}
        if len(schools) < len(self.schools) or len(students) < len(self.students):
            raise InvalidValue(Text("院校和学生只能登记一次", "a school and a student must be entered only once"))
        if any(not school.division.within(self.pairing.receiving) for school in self.schools):
            raise InvalidValue(Text("院校应在输入地", "the schools must lie in the receiving region"))
        unknown = sorted(
            placement.id
            for placement in self.placements
            if placement.school not in schools or placement.worker not in students
        )
        if unknown:
            raise InvalidValue(
                Text(
                    "就读记录的院校或学生不在项目中：{placements}",
                    "of these placements the school or the student is not in the programme: {placements}",
                ).format(placements=unknown)
            )

    def cohort(self, year: int) -> tuple[TrainingPlacement, ...]:
        """The placements of those of the sending region who were enrolled in a year, in order of id."""
        own = {student.id for student in self.students if student.registered.within(self.pairing.sending)}
        enrolled = (one for one in self.placements if one.worker in own and one.enrolled_on.year == year)
        return tuple(sorted(enrolled, key=lambda placement: placement.id))

    def recruited(self, year: int) -> Mapping[SchoolId, Count]:
        """How many persons each school enrolled in a year; a school that enrolled nobody is there with none."""
        cohort = self.cohort(year)
        return {
            school.id: Count(len({one.worker for one in cohort if one.school == school.id}), Unit.PERSON)
            for school in self.schools
        }

    def recruited_in_all(self, year: int) -> Count:
        """How many persons the schools enrolled in a year: somebody who changed school in it counts once."""
        return Count(len({one.worker for one in self.cohort(year)}), Unit.PERSON)

    def years_without(self, first: int, last: int) -> tuple[int, ...]:
        """The years, both ends included, in which nobody was enrolled; empty where the programme went on (继续)."""
        return tuple(year for year in range(first, last + 1) if not self.cohort(year))
