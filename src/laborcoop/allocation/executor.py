"""Work on an executor that the caller hands in: all tasks at once, the answers in order, faults together."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol

from laborcoop.errors import LaborcoopError, ProblemError, TaskError
from laborcoop.kernel.text import Text

if TYPE_CHECKING:
    from laborcoop.allocation.checks import Faults


class Future(Protocol):
    """An answer that is being worked out."""

    def result(self) -> Any:  # noqa: ANN401 - whatever the task gives
        """Wait for the answer, or raise what the task raised."""


class Executor(Protocol):
    """Whatever runs functions: ``concurrent.futures.Executor``, or what Dask's ``client.get_executor()`` gives."""

    def submit(self, fn: Callable[..., Any], /, *args: Any) -> Future:
        """Start one call."""


class _Later:
    def __init__(self, fn: Callable[..., Any], args: tuple[Any, ...]) -> None:
        self._call = partial(fn, *args)

    def result(self) -> Any:  # noqa: ANN401 - whatever the task gives
        return self._call()


class Here:
    """The executor that there is without one: each call in this process, when its answer is asked for."""

    def submit(self, fn: Callable[..., Any], /, *args: Any) -> Future:
        """Note the call."""
        return _Later(fn, args)


def run(executor: Executor, task: Callable[..., Any], works: Sequence[tuple[Any, ...]], faults: Faults) -> list[Any]:
    """The answer of each piece of work, in their order, from wherever they were worked out.

    What is wrong with the problem itself is added to ``faults``, of every piece; the answers are then fewer.

    Raises:
        TaskError: a piece came to no end.
    """
    futures: list[Future] = []
    answers = []
    try:
        for number, work in enumerate(works):
            with _named(number, work):
                futures.append(executor.submit(task, *work))
        for number, work in enumerate(works):
            try:
                with _named(number, work):
                    answers.append(futures[number].result())
            except ProblemError as error:
                faults.extend(error.faults)
    except BaseException:
        for future in futures:
            getattr(future, "cancel", bool)()
        raise
    return answers


class _named:  # noqa: N801 - reads as a verb where it is used
    """Tell an error of the executor, or of what the caller gave, by the number of the work."""

    def __init__(self, number: int, work: tuple[Any, ...]) -> None:
        self._number = number
        self._work = work

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: object) -> None:
        if not isinstance(error, Exception) or isinstance(error, LaborcoopError):
            return
        facts = {"number": self._number, "error": type(error).__name__}
        text = Text(
            "第 {number} 份（从 0 数起）没有算完：{error}。请看原因（__cause__）；若是进程中断，请检查内存，"
            "或用更多、更小的份重算",
            "piece {number}, counted from 0, came to no end: {error}. See its cause; if a process was lost, look at the"
            " memory, or try again with more and smaller parts",
        )
        if not _travels(self._work):
            text = Text(
                "第 {number} 份（从 0 数起）不能送到别的进程（{error}）：其中的函数要写在模块最外层，"
                "不能是 lambda 或函数里的函数",
                "piece {number}, counted from 0, cannot be sent to another process ({error}): its functions must stand"
                " at the top of a module, not be lambdas or functions within functions",
            )
        raise TaskError(text.format(**facts)) from error


def _travels(work: object) -> bool:
    try:
        pickle.dumps(work)
    except Exception:  # noqa: BLE001 - pickle raises whatever an object's own hooks raise
        return False
    return True
