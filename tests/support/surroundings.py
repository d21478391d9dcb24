"""The surroundings in which a command must keep its manners: environments, limits, streams. Nothing here knows archcalc.

Each row changes one thing. What is judged: no traceback, no noise of the interpreter, an exit code that is documented, and, where
the row promises it, the same answer as in plain surroundings.
"""

import os
import resource
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

CODES = {0, 1, 2, 70, 74, 130, 141, -13}
"""The documented exit codes; a pipe that is closed may also end the process by its signal."""
MIB = 1 << 20


class Surroundings(NamedTuple):
    """What is changed: variables (None takes one away), standard streams, something done in the child first."""

    variables: dict[str, str | None] = {}
    streams: dict[str, Any] = {}
    first: Callable[[], None] | None = None
    alike: bool = True
    """Whether the exit code is that of plain surroundings."""
    same: bool = False
    """Whether the output is, to the byte."""


def limit(what: int, size: int) -> Callable[[], None]:
    return lambda: resource.setrlimit(what, (size, size))


def closed(stream: int) -> Callable[[], None]:
    return lambda: os.close(stream)


def set_to(name: str, *values: str | None, **more: Any) -> dict[str, Surroundings]:
    return {f"{name}={value}" if value is not None else f"no {name}": Surroundings({name: value}, **more) for value in values}


ROWS: dict[str, Surroundings] = {
    **set_to("PYTHONIOENCODING", "ascii", "cp1252", "cp437"), **set_to("PYTHONIOENCODING", "utf-8", same=True),
    "an ASCII locale": Surroundings({"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}),
    **set_to("LC_ALL", "xx_YY.bogus", "tr_TR.UTF-8", same=True),
    **set_to("COLUMNS", "0", "1", "20", "100000", "-1", "abc", ""), **set_to("TERM", "dumb", None, same=True),
    **set_to("HOME", None, "/nonexistent", same=True), **set_to("PATH", "", same=True), **set_to("NO_COLOR", "1", same=True),
    **set_to("PYTHONSAFEPATH", "1", same=True), **set_to("PYTHONWARNINGS", "error", same=True),
    # which takes the docstrings away, of which --help and the schema are made
    **set_to("PYTHONOPTIMIZE", "2"), **set_to("PYTHONHASHSEED", "1", "2", same=True), **set_to("PYTHONUNBUFFERED", "1", same=True),
    "a home that cannot be written": Surroundings({"HOME": "/proc", "PYTHONDONTWRITEBYTECODE": "1"}, same=True),
    "standard input is closed": Surroundings(first=closed(0), same=True), "standard output is closed": Surroundings(first=closed(1), alike=False),
    "standard error is closed": Surroundings(first=closed(2), same=True), "a pipe that nobody reads": Surroundings(streams={"stdout": "pipe"}, alike=False),
    "a full disk": Surroundings(streams={"stdout": "/dev/full"}, alike=False),
    "a message to a full disk": Surroundings(streams={"stderr": "/dev/full"}, same=True),
    "16 open files": Surroundings(first=limit(resource.RLIMIT_NOFILE, 16), alike=False),
    "256 MiB of addresses": Surroundings(first=limit(resource.RLIMIT_AS, 256 * MIB), alike=False),
    "512 KiB of stack": Surroundings(first=limit(resource.RLIMIT_STACK, MIB // 2), same=True),
}
"""By name, one change a row."""


def run(command: list[str], row: Surroundings, folder: Path) -> subprocess.CompletedProcess:
    """The command, as it goes in these surroundings."""
    variables = {key: value for key, value in (os.environ | row.variables).items() if value is not None}
    streams: dict[str, Any] = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    opened = []
    for name, where in row.streams.items():
        if where == "pipe":
            unread, streams[name] = os.pipe()
            os.close(unread)
        else:
            streams[name] = os.open(where, os.O_WRONLY)
        opened.append(streams[name])
    try:
        return subprocess.run(command, env=variables, cwd=folder, preexec_fn=row.first, timeout=120, check=False, **streams)
    finally:
        for handle in opened:
            os.close(handle)


def complaints(plain: subprocess.CompletedProcess, found: subprocess.CompletedProcess, row: Surroundings) -> list[str]:
    """What is wrong with how a command went."""
    told = (found.stderr or b"").decode("utf-8", "replace")
    wrong = [f"{noise!r} is told" for noise in ("Traceback (most recent", "Exception ignored", "Fatal Python error") if noise in told]
    if found.returncode not in CODES:
        wrong.append(f"exit code {found.returncode}")
    if row.alike and found.returncode != plain.returncode:
        wrong.append(f"exit code {found.returncode}, not {plain.returncode}")
    if row.same and found.stdout != plain.stdout:
        wrong.append("another answer")
    if row.same and found.stderr and found.stderr != plain.stderr:
        wrong.append("another message")
    if b"\x1b" in (found.stdout or b""):
        wrong.append("colour where no terminal is")
    return wrong
