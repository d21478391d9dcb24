"""Standard output: whole or told about. A full disk is a mistake, a reader who has gone is none."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, TextIO

from archcalc.base.errors import ArchcalcError, OutputError, reason

STANDARD_OUTPUT = Path("-")
"""A file's name that stands for standard output, as - stands for standard input elsewhere; ./- is a file."""


def named(path: Path) -> str:
    """A file that was written, in words."""
    return "standard output" if path is STANDARD_OUTPUT else str(path)


class ClosedPipe(OutputError):
    """Nobody reads any more: nothing is wrong, and nothing is told."""

    exit_code = 141


@contextmanager
def text() -> Iterator[TextIO]:
    """Standard output as text, flushed at the end; what its encoding lacks is replaced. Raises OutputError."""
    stream = _stream()
    with _told(stream):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
        yield stream


@contextmanager
def binary() -> Iterator[BinaryIO]:
    """Standard output as bytes, flushed at the end; a terminal cannot show them. Raises ArchcalcError."""
    stream = _stream()
    if stream.isatty():
        raise ArchcalcError.of("usage", "a terminal cannot show this format: it is not text", hint="name a file: -o")
    if not hasattr(stream, "buffer"):
        raise OutputError.of("output", "standard output takes text alone here", hint="write to a file")
    with _told(stream):
        stream.flush()  # what was printed before comes first
        yield stream.buffer


def _stream() -> TextIO:
    if sys.stdout is None:
        raise OutputError.of("output", "standard output is closed", hint="write to a file: -o FILE")
    return sys.stdout


@contextmanager
def _told(stream: TextIO) -> Iterator[None]:
    """Failures to write told as archcalc tells them, and nothing left that would be written at the very end."""
    try:
        yield
        stream.flush()
    except BrokenPipeError:
        _silence(stream)
        raise ClosedPipe.of("output", "nobody reads standard output any more",
                            hint="write to a file: -o FILE") from None
    except OSError as error:
        _silence(stream)
        raise OutputError.of("output", f"cannot write to standard output: {reason(error)}",
                             hint="write to a file on another disk: -o FILE") from None


def _silence(stream: TextIO) -> None:
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
