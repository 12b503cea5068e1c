"""Foreign code that a caller can interrupt: what an interrupt is, it learns from us, and is stopped."""

from __future__ import annotations

from threading import Lock, Thread
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

Outcome = TypeVar("Outcome")


def interruptible(work: Callable[[], Outcome], stop: Callable[[], object]) -> Outcome:
    """Run in a thread, so that an interrupt reaches the caller; it stops the work, and is raised when that has ended.

    The thread itself is not asked whether it lives: after an interrupted ``join`` Python 3.11 says no of a thread that
    runs, and a process that ends while foreign code runs is aborted.

    Raises:
        BaseException: the interrupt, or else what the work raised.
    """
    found: list[Outcome] = []
    failed: list[BaseException] = []
    heard: list[BaseException] = []
    over: list[bool] = []
    wake = Lock()
    wake.acquire()

    def run() -> None:
        try:
            if not heard:
                found.append(work())
        except BaseException as error:  # noqa: BLE001 - carried to the caller's thread and raised again there
            failed.append(error)
        finally:
            over.append(True)
            wake.release()

    thread = Thread(target=run, daemon=True)
    try:
        thread.start()
    except BaseException as error:  # noqa: BLE001 - raised again below
        heard.append(error)
    # A thread without an ident has not begun; should it begin yet, it finds that it need not.
    while thread.ident is not None and not over:
        try:
            wake.acquire(timeout=0.05)
            # Again and again: a stop before the work has begun goes unheard.
            if heard and not over:
                stop()
        except BaseException as error:  # noqa: BLE001 - raised again below; a second interrupt adds nothing
            heard.append(error)
    for what in (*heard, *failed):
        raise what
    return found[0]
