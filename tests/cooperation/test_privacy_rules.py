"""PR-01 to PR-09 and WK-20: personal data, a day and a person on each side of every limit."""

from __future__ import annotations

from datetime import date

import pytest
from attrs import evolve

from laborcoop.cooperation.privacy import (
    Assessment,
    AutomatedDecision,
    Consent,
    DataAction,
    DataHandling,
    DataKind,
    DataTransfer,
    LegalBasis,
    PublishedColumn,
    PublishedTable,
    RecordKind,
    Retention,
)
from laborcoop.cooperation.rules import RULES
from laborcoop.errors import InvalidValue
from laborcoop.kernel.text import Text
from laborcoop.packs.china import fairs, privacy
from laborcoop.rulebook import Convention, DatedValue, Mark, Parameters, RuleBook, Severity
from laborcoop.rulebook.rule import AnyRule
from laborcoop.testing.rules import DAY, Breaks, Example, Keeps, misread, one_sided

BOOK = RuleBook(
    title=Text.same("privacy"), rules=RULES, parameters=Parameters.of((*fairs.PARAMETERS, *privacy.PARAMETERS))
)
BLOCK, ERROR, WARN = Severity.BLOCK, Severity.ERROR, Severity.WARN
ON, NEXT = date(2023, 2, 6), date(2023, 2, 7)
K = DataKind
PLAIN = frozenset({K.NAME, K.PHONE, K.SKILLS})

CONSENT = Consent(
    given_on=ON,
    separate=True,
    recipient="珠海市人社局",
    purpose="推荐就业",
    method="加密传送",
    kinds=PLAIN,
)
HANDLING = DataHandling(
    purpose="推荐就业",
    kinds=PLAIN,
    needed=PLAIN,
    starts_on=ON,
    consent=CONSENT,
    assessment=Assessment(on=ON, kept_until=date(2026, 2, 6)),
    necessity="体检结果决定岗位",
    protected=True,
)
TRANSFER = DataTransfer(
    recipient="珠海市人社局",
    contact="就业科",
    purpose="推荐就业",
    method="加密传送",
    kinds=PLAIN,
    on=ON,
    consent=CONSENT,
    assessed_on=ON,
)
FORCED = evolve(TRANSFER, basis=LegalBasis.STATUTORY_DUTY, consent=None)
LEDGER = Retention(
    kind=RecordKind.SERVICE_LEDGER, made_on=ON, needed_until=date(2023, 12, 31), deleted_on=date(2025, 2, 6)
)
WAGES = evolve(LEDGER, kind=RecordKind.WAGE_LEDGER, deleted_on=date(2026, 2, 6))
REPORT = evolve(WAGES, kind=RecordKind.ASSESSMENT)
ROSTER = evolve(LEDGER, kind=RecordKind.OTHER, deleted_on=date(2023, 12, 31))
DECISION = AutomatedDecision(explained=True, machine_only=True, refusable=True)
BY_LAW = (
    K.BIOMETRICS,
    K.RELIGION,
    K.SPECIFIC_IDENTITY,
    K.HEALTH,
    K.BANK_ACCOUNT,
    K.MOVEMENT_TRACK,
    K.UNDER_14,
)
BY_PRECAUTION = (K.ETHNICITY, K.POVERTY_STATUS)
MASKED = (K.NAME, K.RESIDENT_NUMBER, K.PHONE, K.ADDRESS, *BY_LAW)


def handling(*kinds: DataKind, of: DataHandling = HANDLING) -> DataHandling:
    return evolve(of, kinds=frozenset(kinds), needed=frozenset(kinds))


def consenting(consent: Consent | None, *kinds: DataKind) -> DataHandling:
    return evolve(handling(*kinds), consent=consent)


def acting(action: DataAction, assessment: Assessment | None = None) -> DataHandling:
    return evolve(HANDLING, actions=frozenset({action}), assessment=assessment)


def table(kind: DataKind, *, masked: bool) -> PublishedTable:
    return PublishedTable(columns=(PublishedColumn(kind=kind, masked=masked),))


def agreed(consent: Consent | None) -> DataTransfer:
    return evolve(TRANSFER, consent=consent)


BARE = evolve(HANDLING, necessity=" ", protected=True)
OPEN = evolve(HANDLING, protected=False)
CONTRACT = evolve(HANDLING, basis=LegalBasis.CONTRACT, consent=None)

EXAMPLES: tuple[Example, ...] = (
    Breaks("PR-01", evolve(HANDLING, purpose=" "), ERROR, "purpose", "no purpose"),
    Breaks("PR-01", evolve(HANDLING, kinds=PLAIN | {K.RELIGION}), ERROR, "kinds", "more than is needed"),
    Keeps("PR-01", HANDLING, "as much as is needed"),
    Keeps("PR-01", evolve(HANDLING, kinds=frozenset({K.NAME})), "less than is needed"),
    *(Breaks("PR-02", handling(kind, of=BARE), ERROR, "necessity", f"{kind.value}: why?") for kind in BY_LAW),
    *(Breaks("PR-02", handling(kind, of=BARE), WARN, "necessity", f"{kind.value}: why?") for kind in BY_PRECAUTION),
    Breaks("PR-02", evolve(handling(K.HEALTH), purpose=""), ERROR, "necessity", "no purpose at all"),
    Breaks("PR-02", handling(K.HEALTH, of=OPEN), ERROR, "protected", "open to all"),
    Breaks("PR-02", handling(K.ETHNICITY, of=OPEN), WARN, "protected", "ethnicity open to all"),
    Breaks("PR-02", evolve(handling(K.HEALTH), protected=None), WARN, "protected", "protection not recorded"),
    Keeps("PR-02", handling(K.HEALTH), "necessary and protected"),
    Keeps("PR-02", evolve(BARE, protected=False), "nothing sensitive"),
    Keeps("PR-02", handling(K.RESIDENT_NUMBER, of=BARE), "the law does not name numbers"),
    Breaks("PR-03", consenting(None, K.HEALTH), ERROR, "consent", "no consent"),
    Breaks("PR-03", consenting(evolve(CONSENT, separate=False), K.HEALTH), ERROR, "consent", "not a separate one"),
    Breaks("PR-03", consenting(evolve(CONSENT, given_on=NEXT), K.HEALTH), ERROR, "consent", "given a day late"),
    Breaks("PR-03", consenting(evolve(CONSENT, withdrawn_on=ON), K.HEALTH), ERROR, "consent", "withdrawn that day"),
    Breaks("PR-03", consenting(None, K.POVERTY_STATUS), WARN, "consent", "sensitive by precaution only"),
    Breaks("PR-03", handling(K.HEALTH, of=CONTRACT), WARN, "consent", "whether a contract frees it is open"),
    Breaks("PR-03", consenting(CONSENT, K.UNDER_14), ERROR, "consent.by_guardian", "a child consents by itself"),
    Keeps("PR-03", consenting(evolve(CONSENT, by_guardian=True), K.UNDER_14), "a guardian consents"),
    Keeps("PR-03", consenting(CONSENT, K.HEALTH), "separate, that very day"),
    Keeps("PR-03", consenting(evolve(CONSENT, withdrawn_on=NEXT), K.HEALTH), "withdrawn the day after"),
    Keeps("PR-03", evolve(HANDLING, consent=None), "nothing sensitive"),
    *(Breaks("PR-04", acting(action), ERROR, "assessment", action.value) for action in DataAction),
    Breaks("PR-04", evolve(handling(K.HEALTH), assessment=None), ERROR, "assessment", "sensitive data"),
    Breaks("PR-04", evolve(handling(K.ETHNICITY), assessment=None), WARN, "assessment", "sensitive by precaution"),
    Breaks("PR-04", acting(DataAction.PROVIDE, Assessment(on=NEXT)), ERROR, "assessment", "a day late"),
    Breaks(
        "PR-04",
        acting(DataAction.PROVIDE, Assessment(on=ON, kept_until=date(2026, 2, 5))),
        ERROR,
        "assessment.kept_until",
        "three years less a day",
    ),
    Breaks(
        "PR-04",
        evolve(handling(K.ETHNICITY), assessment=Assessment(on=ON, kept_until=NEXT)),
        WARN,
        "assessment.kept_until",
        "sensitive by precaution, kept a day",
    ),
    Keeps("PR-04", acting(DataAction.PROVIDE, HANDLING.assessment), "assessed that day, kept three years"),
    Keeps("PR-04", acting(DataAction.PROVIDE, Assessment(on=ON)), "kept on"),
    Keeps("PR-04", evolve(HANDLING, assessment=None), "nothing that asks for one"),
    Breaks("PR-05", evolve(LEDGER, deleted_on=date(2025, 2, 5)), ERROR, "deleted_on", "two years less a day"),
    Breaks("PR-05", evolve(LEDGER, deleted_on=date(2025, 2, 7)), ERROR, "deleted_on", "two years and a day, no need"),
    Breaks("PR-05", evolve(WAGES, deleted_on=date(2026, 2, 5)), ERROR, "deleted_on", "wages: three years less a day"),
    Breaks("PR-05", evolve(REPORT, deleted_on=date(2026, 2, 5)), ERROR, "deleted_on", "report: three years less a day"),
    Breaks("PR-05", evolve(ROSTER, deleted_on=date(2024, 1, 1)), ERROR, "deleted_on", "a day longer than needed"),
    Breaks("PR-05", evolve(ROSTER, deleted_on=None), WARN, "deleted_on", "no day set"),
    Keeps("PR-05", LEDGER, "two years to the day"),
    Keeps("PR-05", WAGES, "three years to the day"),
    Keeps("PR-05", REPORT, "a report, three years to the day"),
    Keeps("PR-05", ROSTER, "until it is no longer needed"),
    Keeps("PR-05", evolve(ROSTER, deleted_on=NEXT), "earlier, where no law asks for more"),
    Keeps("PR-05", evolve(LEDGER, needed_until=date(2030, 1, 1), deleted_on=date(2030, 1, 1)), "needed for longer"),
    *(Breaks("PR-06", table(kind, masked=False), BLOCK, "columns", kind.value) for kind in MASKED),
    *(Keeps("PR-06", table(kind, masked=True), f"{kind.value} masked") for kind in MASKED),
    Keeps("PR-06", table(K.EMPLOYMENT, masked=False), "employment points at nobody"),
    Keeps("PR-06", PublishedTable(), "no personal data"),
    Breaks("PR-07", PublishedTable(counts=(4,)), WARN, "counts", "four people"),
    Breaks("PR-07", PublishedTable(counts=(120, 1, None, 0)), WARN, "counts", "one person"),
    Keeps("PR-07", PublishedTable(counts=(5, 0, None, 997)), "five, none, suppressed, many"),
    Breaks("PR-08", evolve(DECISION, explained=False), ERROR, "explained", "no explanation"),
    Breaks("PR-08", evolve(DECISION, explained=None), WARN, "explained", "not recorded"),
    Breaks("PR-08", evolve(DECISION, refusable=False), ERROR, "refusable", "no way round the machine"),
    Breaks("PR-08", evolve(DECISION, refusable=None), WARN, "refusable", "not recorded"),
    Keeps("PR-08", DECISION, "explained, and can be refused"),
    Keeps("PR-08", AutomatedDecision(explained=True), "a person decides"),
    Keeps("PR-08", AutomatedDecision(significant=False, explained=False, machine_only=True), "weighs on nobody"),
    Breaks("PR-09", evolve(TRANSFER, recipient=" "), ERROR, "recipient", "nobody named"),
    Breaks("PR-09", evolve(TRANSFER, purpose=""), ERROR, "purpose", "no purpose"),
    Breaks("PR-09", agreed(None), ERROR, "consent", "no consent"),
    Breaks("PR-09", agreed(evolve(CONSENT, separate=False)), ERROR, "consent", "not a separate one"),
    Breaks("PR-09", agreed(evolve(CONSENT, given_on=NEXT)), ERROR, "consent", "given after the data went"),
    Keeps("PR-09", TRANSFER, "named, and consented that day"),
    Keeps("PR-09", FORCED, "a statutory duty"),
    Breaks("WK-20", agreed(None), ERROR, "consent", "no consent"),
    Breaks("WK-20", agreed(evolve(CONSENT, given_on=NEXT)), ERROR, "consent", "given after the data went"),
    Breaks("WK-20", agreed(evolve(CONSENT, withdrawn_on=ON)), ERROR, "consent", "withdrawn that day"),
    Breaks("WK-20", agreed(evolve(CONSENT, separate=False)), ERROR, "consent.separate", "not a separate one"),
    Breaks("WK-20", evolve(TRANSFER, contact=""), ERROR, "contact", "the recipient cannot be reached"),
    Breaks("WK-20", agreed(evolve(CONSENT, recipient="")), ERROR, "consent.recipient", "names nobody"),
    Breaks("WK-20", agreed(evolve(CONSENT, recipient="某企业")), ERROR, "consent.recipient", "names another"),
    Breaks("WK-20", agreed(evolve(CONSENT, purpose="统计")), ERROR, "consent.purpose", "another purpose"),
    Breaks("WK-20", agreed(evolve(CONSENT, method="")), ERROR, "consent.method", "no method"),
    Breaks("WK-20", agreed(evolve(CONSENT, kinds=PLAIN - {K.PHONE})), ERROR, "consent.kinds", "without the phone"),
    Breaks("WK-20", evolve(TRANSFER, assessed_on=None), ERROR, "assessed_on", "never assessed"),
    Breaks("WK-20", evolve(TRANSFER, assessed_on=NEXT), ERROR, "assessed_on", "assessed a day late"),
    Breaks("WK-20", evolve(FORCED, assessed_on=None), ERROR, "assessed_on", "a duty is assessed too"),
    Keeps("WK-20", TRANSFER, "all named, consented and assessed that day"),
    Keeps("WK-20", agreed(evolve(CONSENT, kinds=PLAIN | {K.WAGE}, recipient=" 珠海市人社局 ")), "consented to more"),
    Keeps("WK-20", FORCED, "a statutory duty"),
)


@pytest.mark.parametrize("example", EXAMPLES, ids=str)
def test_an_example_shows_what_it_claims(example: Example) -> None:
    assert example.failure(BOOK) == ""


def test_every_rule_is_shown_from_both_sides_and_they_stand_by_code() -> None:
    assert one_sided(RULES, EXAMPLES) == []
    assert [rule.code for rule in RULES] == [*(f"PR-{n:02}" for n in range(1, 10)), "WK-20"]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_rule_reads_what_it_declares_and_nothing_else(rule: AnyRule) -> None:
    assert misread(BOOK, rule, EXAMPLES) == []


@pytest.mark.parametrize("basis", [basis for basis in LegalBasis if basis is not LegalBasis.CONSENT])
def test_every_other_basis_frees_of_consent(basis: LegalBasis) -> None:
    assert BOOK.judge(evolve(FORCED, basis=basis), "D-1", on=DAY) == ()


@pytest.mark.parametrize("kind", DataKind)
def test_a_kind_has_a_name_in_both_languages(kind: DataKind) -> None:
    assert kind.text.zh
    assert kind.text.en


def test_a_list_of_kinds_is_read_by_its_words() -> None:
    assert DataKind.listed("name phone  name") == {K.NAME, K.PHONE}
    assert DataKind.listed("") == frozenset()
    with pytest.raises(InvalidValue, match="no kinds of personal data: fax, telex"):
        DataKind.listed("telex name fax")


def test_another_programme_changes_a_list_and_no_code() -> None:
    why = Convention(Text.same("of this test"))
    listed = evolve(BOOK.parameters["sensitive_data"], values=(DatedValue(value="wage", source=why),))
    book = BOOK.with_parameters(listed)
    found = [finding.rule for finding in book.judge(consenting(None, K.WAGE), "D-1", on=DAY)]
    assert found == ["PR-03"]
    assert book.judge(consenting(None, K.HEALTH), "D-1", on=DAY) == ()


def test_kinds_are_told_in_one_order() -> None:
    columns = tuple(PublishedColumn(kind=kind, masked=False) for kind in (K.HEALTH, K.PHONE, K.NAME))
    (finding,) = BOOK.judge(PublishedTable(columns=columns), "T-1", on=DAY)
    assert finding.message.en == "not masked in what is published: name, phone, health"
    assert finding.message.zh == "公开的表中未遮蔽：姓名、电话、医疗健康"


def test_what_was_not_verified_says_so() -> None:
    for name in ("sensitive_data_by_precaution", "smallest_count"):
        value = BOOK.parameters[name].at(DAY)
        assert value is not None
        assert value.source.mark is Mark.UNVERIFIED


def test_a_contact_is_not_shown() -> None:
    assert "就业科" not in repr(TRANSFER)


def test_where_no_list_is_in_force_nothing_is_sensitive_or_masked() -> None:
    names = ("sensitive_data", "sensitive_data_by_precaution", "masked_when_public")
    book = BOOK.with_parameters(*(evolve(BOOK.parameters[name], values=()) for name in names))
    shown = PublishedTable(columns=(PublishedColumn(kind=K.HEALTH, masked=False),))
    assert book.judge(consenting(None, K.HEALTH), "D-1", on=DAY) == ()
    assert book.judge(shown, "T-1", on=DAY) == ()


@pytest.mark.parametrize(("basis", "severity"), [(LegalBasis.CONSENT, ERROR), (LegalBasis.STATUTORY_DUTY, WARN)])
def test_without_a_guardian_another_basis_than_consent_is_a_warning(basis: LegalBasis, severity: Severity) -> None:
    child = evolve(consenting(evolve(CONSENT, by_guardian=False), K.UNDER_14), basis=basis)
    found = [finding for finding in BOOK.judge(child, "D-1", on=DAY) if finding.rule == "PR-03"]
    assert [(finding.severity, finding.path) for finding in found] == [(severity, "consent.by_guardian")]
