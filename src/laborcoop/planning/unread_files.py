"""What a reader is told before the figures: the files of a case that could not be read, whose records are in none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from laborcoop.kernel.text import Text
from laborcoop.planning.case import Case, Intake
from laborcoop.rulebook import Finding

# A needed file that is missing, a file, table or sheet that could not be read as a whole.
_REFUSED_FILES = frozenset({"CF-01", "CF-02", "CF-12", "CF-21", "RO-07", "RO-16"})


def refused_files(findings: Iterable[Finding]) -> tuple[str, ...]:
    """The files, or sheets of files, that could not be read at all, by name; a rule's waiver does not mend them."""
    refused = [finding.where for finding in findings if finding.rule in _REFUSED_FILES and finding.severity.excludes]
    return tuple(dict.fromkeys(" · ".join(filter(None, (where.file, where.sheet))) for where in refused))


def unread_rosters(intake: Intake) -> Iterator[Text]:
    """The sentence that names the rosters that could not be read; none where all were."""
    if intake.unread:
        yield Text(
            "有 {count} 个文件未能读取，其中的人未计入任何数字：{files}",
            "{count} of the files could not be read, and nobody in them is counted in any figure: {files}",
        ).format(count=len(intake.unread), files=intake.unread)


def unread_files(case: Case) -> tuple[Text, ...]:
    """A sentence for the rosters of a case that could not be read, and one for its other files and sheets."""
    others = [name for name in refused_files(case.findings) if name not in case.intake.unread]
    told = Text(
        "缺少或未能读取的文件、工作表，其中的记录未计入任何数字：{files}",
        "Missing or not read, and none of their records is counted in any figure: {files}",
    )
    return (*unread_rosters(case.intake), *([told.format(files=others)] if others else []))
