"""The staff register (职工名册) that an employer keeps."""

from __future__ import annotations

from enum import Enum

from attrs import frozen

from laborcoop.kernel.ids import EmployerId, WorkerId
from laborcoop.kernel.record import Record
from laborcoop.kernel.text import Text


class RegisterColumn(Enum):
    """What the register says of each worker (劳动合同法实施条例, art. 8)."""

    NAME = "name"
    SEX = "sex"
    RESIDENT_NUMBER = "resident-number"
    ADDRESSES = "addresses"
    CONTACT = "contact"
    FORM_OF_EMPLOYMENT = "form-of-employment"
    START = "start"
    CONTRACT_TERM = "contract-term"

    @property
    def label(self) -> Text:
        """The column in the words of the article."""
        return _COLUMNS[self]


_COLUMNS = {
    RegisterColumn.NAME: Text("姓名", "name"),
    RegisterColumn.SEX: Text("性别", "sex"),
    RegisterColumn.RESIDENT_NUMBER: Text("公民身份号码", "resident number"),
    RegisterColumn.ADDRESSES: Text("户籍地址及现住址", "registered and present address"),
    RegisterColumn.CONTACT: Text("联系方式", "contact"),
    RegisterColumn.FORM_OF_EMPLOYMENT: Text("用工形式", "form of employment"),
    RegisterColumn.START: Text("用工起始时间", "start of employment"),
    RegisterColumn.CONTRACT_TERM: Text("劳动合同期限", "term of the contract"),
}


@frozen(kw_only=True)
class StaffRegister(Record):
    """An employer's register: its columns, who is entered, and who works there.

    No column at all means that no register is kept.
    """

    employer: EmployerId
    columns: frozenset[RegisterColumn] = frozenset()
    entered: frozenset[WorkerId] = frozenset()
    staff: frozenset[WorkerId] = frozenset()
