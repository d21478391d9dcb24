"""How much has been fuzzed: record.json, to which every run adds.

Of each target: how many inputs it was given; how many of them ended a run; the most seconds of the processor and the most
further memory (MiB) that one input took; and the day of the last run.
"""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from fcntl import LOCK_EX, flock
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from time import process_time, thread_time

RECORD = Path(__file__).with_name("record.json")
MOST_SECONDS, MOST_MEMORY = 2, 128
EVERY = 5
"""Seconds of the processor after which a run adds what it has done so far; what it did since the last time is lost at its end."""


class Counted:
    """A target that counts its inputs, and fails where one takes too long or too much."""

    def __init__(self, name: str, target: Callable[[bytes], None]) -> None:
        self.name, self.target = name, target
        self.executions, self.slowest, self.memory = 0, 0.0, 0
        self.told = process_time()

    def __call__(self, raw: bytes) -> None:
        before, start = getrusage(RUSAGE_SELF).ru_maxrss, thread_time()
        try:
            self.target(raw)
            seconds, memory = thread_time() - start, (getrusage(RUSAGE_SELF).ru_maxrss - before) >> 10
            self.executions += 1
            self.slowest, self.memory = max(self.slowest, seconds), max(self.memory, memory)
            assert seconds <= MOST_SECONDS, f"{seconds:.1f} s"
            assert memory <= MOST_MEMORY, f"{memory} MiB"
        except Exception:
            self.tell(findings=1)
            raise
        if process_time() - self.told > EVERY:
            self.tell()

    def tell(self, findings: int = 0) -> None:
        """Add what was done since the last time; several runs may do so at once."""
        with RECORD.open("a+", encoding="utf-8") as file:
            flock(file, LOCK_EX)
            file.seek(0)
            record = json.loads(file.read() or "{}")
            known = record.setdefault(self.name, {"executions": 0, "findings": 0, "slowest": 0, "memory": 0})
            known["executions"] += self.executions
            known["findings"] += findings
            known["slowest"] = max(known["slowest"], round(self.slowest, 2))
            known["memory"] = max(known["memory"], self.memory)
            known["until"] = f"{datetime.now(UTC):%Y-%m-%d}"
            file.truncate(0)
            file.write(json.dumps(record, indent=1, sort_keys=True) + "\n")
        self.executions, self.told = 0, process_time()
