"""Endings of a command from outside: by Ctrl-C, by SIGTERM or by SIGHUP, each with the same way out.

Whoever is writing takes away what is half written, and the process leaves with 128 and the signal's number, as shells
count. What is ignored from the beginning stays so: `nohup` ignores SIGHUP, and a shell Ctrl-C for a job behind it.
"""

from __future__ import annotations

import os
import signal

SIGNALS = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))


class Ended(BaseException):
    """A signal that ends the command, raised wherever it is at work; typer would leave with 130 for any of Ctrl-C's."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.exit_code = 128 + number


def at_once() -> None:
    """A signal ends the process as it stands: while modules load, an exception would print a traceback."""
    for each in _heard():
        signal.signal(each, signal.SIG_DFL)


def in_order() -> None:
    """A signal ends the command by an exception, the first one; what comes after it must not disturb the tidying."""
    for each in _heard():
        signal.signal(each, _end)


def leaving() -> None:
    """A signal leaves the process at once, with the code of its number: for a command that has nothing to tidy up."""
    for each in _heard():
        signal.signal(each, lambda number, frame: os._exit(128 + number))


def _heard() -> list[signal.Signals]:
    return [each for each in SIGNALS if signal.getsignal(each) != signal.SIG_IGN]


def _end(number: int, frame: object) -> None:
    for each in _heard():
        signal.signal(each, _pass_over)
    raise Ended(number)


def _pass_over(number: int, frame: object) -> None:
    pass
