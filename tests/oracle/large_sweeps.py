"""Sweeps at their largest: `python tests/oracle/large_sweeps.py [memory] [cluster]` writes large_sweeps.json.

memory: 100,000 and 1,000,000 points stream into a file; the peak is that of the largest process of the command.
cluster: 100,000 points on a Dask cluster of two processes of this machine, one of which is killed once a megabyte of
answers is written down, against the same points worked out here: the files must be the same, byte for byte.
"""

import contextlib
import hashlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

RECORD = Path(__file__).with_suffix(".json")
SWEEP = ("lenet5", "--columns", "params,macs,peak")


def command(folder, *words):
    """The seconds of one command, the peak of its largest process in bytes, and what it said."""
    told = folder / "told.txt"
    begun = time.monotonic()
    with told.open("wb") as out:
        process = subprocess.Popen([sys.executable, "-m", "archcalc", "sweep", *SWEEP, *words], stdout=out, stderr=out)
        _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0, told.read_text()
    return round(time.monotonic() - begun, 1), usage.ru_maxrss * 1024, told.read_text()


def memory(folder):
    """The peaks of a sweep and of one ten times as large."""
    found = {}
    for classes in (100, 1000):
        rows = folder / f"{classes}.csv"
        seconds, peak, _ = command(folder, "--set", f"classes=2..{classes + 1}", "--batch", "1..1000", "--stream", str(rows))
        with rows.open() as lines:
            count = sum(1 for _ in lines) - 1
        assert count == 1000 * classes
        found[f"{count:,} points"] = {"peak MiB": round(peak / 2**20, 1), "file MiB": round(rows.stat().st_size / 2**20, 1),
                                      "seconds": seconds}
    return found


def cluster(folder):
    """A local cluster that loses a worker, against this machine alone."""
    from distributed import LocalCluster

    points = ("--set", "classes=2..101", "--batch", "1..1000")
    command(folder, *points, "--stream", str(folder / "here.csv"))
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as there:
        victim = next(iter(there.workers.values())).process.process.pid
        killed = threading.Event()
        watcher = threading.Thread(target=kill_midway, args=(folder / "there.csv.partial", victim, killed), daemon=True)
        watcher.start()
        seconds, peak, _ = command(folder, *points, "--stream", str(folder / "there.csv"), "--dask", there.scheduler_address)
    here, other = ((folder / name).read_bytes() for name in ("here.csv", "there.csv"))
    return {"points": here.count(b"\n") - 1, "a worker killed midway": killed.is_set(), "same bytes": here == other,
            "sha256": hashlib.sha256(here).hexdigest(), "peak MiB": round(peak / 2**20, 1), "seconds": seconds}


def kill_midway(partial, victim, killed):
    """Kill a worker once some of the points are written down."""
    while not killed.is_set():
        time.sleep(0.05)
        with contextlib.suppress(OSError):
            if partial.stat().st_size > 1_000_000:
                os.kill(victim, signal.SIGKILL)
                killed.set()


def main():
    wanted = sys.argv[1:] or ["memory", "cluster"]
    found = json.loads(RECORD.read_text()) if RECORD.exists() else {}
    for name in wanted:
        with tempfile.TemporaryDirectory() as folder:
            found[name] = {"memory": memory, "cluster": cluster}[name](Path(folder))
        print(name, found[name])
        RECORD.write_text(json.dumps(found, indent=1) + "\n")


if __name__ == "__main__":
    main()
