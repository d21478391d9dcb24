"""What the benchmarks share: commands in processes of their own, works done in turn, and one form of a line."""

import json
import os
import platform
import pty
import subprocess
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from statistics import median
from threading import Thread
from time import perf_counter
from typing import NamedTuple, TypeVar

Result = TypeVar("Result")

HEAD = f"{'':34s}{'clock':>10s}{'processor':>12s}{'memory':>10s}"


class Taken(NamedTuple):
    """What a process took: seconds on the clock and of a processor, and the most memory, in MB.

    Processor time hardly grows where other programs work too; a process as large as the one that starts it tells
    nothing of memory, so a benchmark stays small.
    """

    clock: float
    processor: float
    memory: float


def command(words: list[str], environment: Mapping[str, str] | None = None, output: int = subprocess.DEVNULL,
            right: tuple[int, ...] = (0,), folder: str | None = None) -> Taken:
    """A command run in a folder; one that does not end with a `right` exit code ends the benchmark."""
    start = perf_counter()
    process = subprocess.Popen(words, stdout=output, stderr=subprocess.DEVNULL, cwd=folder,
                               env={**os.environ, **(environment or {})})
    _, status, used = os.wait4(process.pid, 0)
    taken = Taken(perf_counter() - start, used.ru_utime + used.ru_stime, used.ru_maxrss / 1000)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode in right, f"{words} ended with {process.returncode}"
    return taken


def at_terminal(words: list[str]) -> Taken:
    """The same, with a terminal to print to."""
    master, slave = pty.openpty()
    reader = Thread(target=_read, args=(master,))
    reader.start()
    try:
        return command(words, output=slave)
    finally:
        os.close(slave)
        reader.join()
        os.close(master)


def _read(terminal: int) -> None:
    with suppress(OSError):
        while os.read(terminal, 65536):
            pass


def machine() -> dict[str, str]:
    """The machine that figures were taken on, in words."""
    told = Path("/proc/cpuinfo").read_text("utf-8") if sys.platform == "linux" else ""
    model = next((line.partition(":")[2].strip() for line in told.splitlines() if line.startswith("model name")), "")
    return {"processor": model or platform.processor(), "processors": str(len(os.sched_getaffinity(0))),
            "python": platform.python_version(), "system": platform.platform(), "load": f"{os.getloadavg()[0]:.1f}"}


def recorded(script: str, figures: object) -> None:
    """Figures written beside their script, with the machine that they are from."""
    text = json.dumps({"machine": machine(), "figures": figures}, indent=1)
    Path(script).with_suffix(".json").write_text(text + "\n", "utf-8")


def in_turn(works: Mapping[str, Callable[[], Result]], runs: int) -> dict[str, list[Result]]:
    """What each work answers, round by round; a round before them, with cold caches, is left out."""
    rounds = [{name: work() for name, work in works.items()} for _ in range(runs + 1)]
    return {name: [each[name] for each in rounds[1:]] for name in works}


def ratio(ours: list[Taken], theirs: list[Taken], kind: str = "processor") -> float:
    """How many times as much: the median of the rounds' ratios."""
    return median(getattr(one, kind) / getattr(other, kind) for one, other in zip(ours, theirs, strict=True))


def told(name: str, taken: list[Taken], remark: str = "") -> None:
    """One line: the medians, and what is to be said of them."""
    clock, processor, memory = (median(values) for values in zip(*taken, strict=True))
    print(f"{name:34s}{clock:8.3f} s{processor:10.3f} s{memory:7.0f} MB   {remark}".rstrip(), flush=True)
