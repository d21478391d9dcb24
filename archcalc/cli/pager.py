"""An answer that is longer than the terminal, read screen by screen."""

from __future__ import annotations

import os
import re
import shlex
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from shutil import which

_USUAL = ("less", "more")
_ESCAPES = re.compile(r"\x1b\[[0-9;]*m")
_LESS = "FRX"
"""Colours as they are; what was read stays on the screen, and one screen needs no key."""
_switches = {"off": False}


def switch_off() -> None:
    """From now on nothing is paged: the reader has said so, or an answer is repeated."""
    _switches["off"] = True


def shows(text: str) -> bool:
    """True where the text was longer than the terminal, and a pager has shown it.

    PAGER names another pager, or none if it is empty or cat. The usual one is for readers who can press keys. Where one
    is not there, or fails, the text is printed as if there were none.
    """
    if _switches["off"] or os.environ.get("TERM") == "dumb" or not _is_long(text):
        return False
    words = _pager(os.environ)
    return bool(words) and _read(words, text)


def _is_long(text: str) -> bool:
    """True where a terminal, which says how high it is, has fewer lines."""
    try:
        columns, lines = os.get_terminal_size(sys.stdout.fileno())
    except (OSError, ValueError, AttributeError):
        return False
    plain = _ESCAPES.sub("", text)
    return lines > 0 and sum(1 + max(0, len(line) - 1) // max(columns, 1) for line in plain.splitlines()) >= lines


def _pager(environment: Mapping[str, str]) -> list[str]:
    """The pager's words; none where the reader wants none, or none is there."""
    told = environment.get("PAGER")
    usual = next((each for each in _USUAL if which(each)), "") if told is None and _hears_keys() else ""
    try:
        words = shlex.split(told) if told is not None else [usual]
    except ValueError:  # a quotation mark that nothing closes
        return []
    return words if words and words[0] != "cat" and which(words[0]) else []


def _hears_keys() -> bool:
    """True where keys go to this command: a pager that nobody can press a key for would wait for ever.

    A terminal that a program has opened to read what is printed is not the one that this session is controlled by.
    """
    try:
        return os.tcgetpgrp(sys.stdin.fileno()) == os.getpgrp()
    except (OSError, ValueError, AttributeError):
        return os.name == "nt"


def _read(words: list[str], text: str) -> bool:
    """True where the pager took the text and ended well. Ctrl-C is for the pager; what ends archcalc ends it, too."""
    environment = {"LESS": _LESS, "LV": "-c", **os.environ}
    try:
        process = subprocess.Popen(words, stdin=subprocess.PIPE, env=environment)  # noqa: S603 - the reader's own
    except OSError:
        return False
    try:
        with _pagers_own_interrupt():
            assert process.stdin is not None
            with suppress(BrokenPipeError):  # left before the end
                process.stdin.write(text.encode(sys.stdout.encoding or "utf-8", "replace"))
            with suppress(BrokenPipeError):
                process.stdin.close()
            return process.wait() == 0
    except BaseException:
        process.terminate()
        raise


@contextmanager
def _pagers_own_interrupt() -> Iterator[None]:
    """Ctrl-C, which both hear, means something to the pager alone."""
    before = signal.signal(signal.SIGINT, lambda number, frame: None)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
