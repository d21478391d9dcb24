"""Sweeps, votes and folders of pictures at their largest: `python tests/oracle/large_work.py [CASE ...]` writes large_work.json.

memory: 100,000 and 1,000,000 points stream into a file; every peak is that of the largest process of the command.
cluster: 100,000 points on a Dask cluster of two processes of this machine, one of which is killed once a megabyte of
answers is written down, against the same points worked out here: the files must be the same, byte for byte.
scores: a soft vote on 50,000 images of 1,000 classes, as .npy, .parquet and .csv, against NumPy's argmax.
answers: a hard vote of two models on 10,000,000 rows of answers, which stream into a file.
pictures: 10,000 pictures through LeNet-5, killed midway and resumed, against a run that nobody disturbed.
"""

import contextlib
import csv
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

PROCESSORS = []
"""Seconds that each command took of the processors."""
RECORD = Path(__file__).with_suffix(".json")
SWEEP = ("sweep", "lenet5", "--columns", "params,macs,peak")


def command(folder, *words):
    """The seconds of one command, the peak of its largest process in bytes, and what it said."""
    told = folder / "told.txt"
    begun = time.monotonic()
    with told.open("wb") as out:
        process = subprocess.Popen([sys.executable, "-m", "archcalc", *words], stdout=out, stderr=out)
        _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    PROCESSORS.append(round(usage.ru_utime + usage.ru_stime, 1))
    assert process.returncode == 0, told.read_text()
    return round(time.monotonic() - begun, 1), usage.ru_maxrss * 1024, told.read_text()


def memory(folder):
    """The peaks of a sweep and of one ten times as large."""
    found = {}
    for classes in (100, 1000):
        rows = folder / f"{classes}.csv"
        seconds, peak, _ = command(folder, *SWEEP, "--set", f"classes=2..{classes + 1}", "--batch", "1..1000", "--stream", str(rows))
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
    command(folder, *SWEEP, *points, "--stream", str(folder / "here.csv"))
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as there:
        victim = next(iter(there.workers.values())).process.process.pid
        killed = threading.Event()
        watcher = threading.Thread(target=kill_midway, args=(folder / "there.csv.partial", victim, killed), daemon=True)
        watcher.start()
        seconds, _, _ = command(folder, *SWEEP, *points, "--stream", str(folder / "there.csv"), "--dask", there.scheduler_address)
    here, other = ((folder / name).read_bytes() for name in ("here.csv", "there.csv"))
    return {"points": here.count(b"\n") - 1, "a worker killed midway": killed.is_set(), "same bytes": here == other,
            "sha256": hashlib.sha256(here).hexdigest(), "seconds": seconds}


def kill_midway(partial, victim, killed):
    """Kill a worker once some of the points are written down."""
    while not killed.is_set():
        time.sleep(0.05)
        with contextlib.suppress(OSError):
            if partial.stat().st_size > 1_000_000:
                os.kill(victim, signal.SIGKILL)
                killed.set()


def made_scores(folder):
    """Scores of ImageNet's validation set in size, as three kinds of files; the classes that are likeliest."""
    import numpy
    import pyarrow
    from pyarrow import parquet

    chance, images, classes = numpy.random.default_rng(0), 50_000, 1_000
    table = chance.standard_exponential((images, classes), numpy.float32)
    table /= table.sum(axis=1, keepdims=True)
    numpy.save(folder / "scores.npy", table)
    names = [f"val_{image:08}" for image in range(images)]
    columns = {"image": pyarrow.array(names), **{str(i): pyarrow.array(table[:, i]) for i in range(classes)}}
    parquet.write_table(pyarrow.table(columns), folder / "scores.parquet", row_group_size=5_000)
    with (folder / "scores.csv").open("w") as file:
        print("image", *range(classes), sep=",", file=file)
        for name, row in zip(names, table, strict=True):
            print(name, ",".join(f"{value:.9g}" for value in row.tolist()), sep=",", file=file)
    return table.argmax(axis=1).astype(str).tolist()


def scores(folder):
    """Votes on them. Another process makes them: of one that is started, Linux counts the memory of who started it."""
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        best = pool.submit(made_scores, folder).result()
    found = {}
    for kind in ("npy", "parquet", "csv"):
        out = folder / f"{kind}.out.csv"
        seconds, peak, _ = command(folder, "vote", str(folder / f"scores.{kind}"), "--soft", "--stream", str(out))
        with out.open(newline="") as lines:
            same = sum(row["ensemble"] == each for row, each in zip(csv.DictReader(lines), best, strict=True))
        found[kind] = {"seconds": seconds, "of processors": PROCESSORS[-1], "peak MiB": round(peak / 2**20, 1), "same as NumPy": same}
    return found


def answers(folder):
    """Ten million rows of answers by two models of ten classes."""
    import random

    chance, files = random.Random(0), []
    for model in "ab":
        files.append(folder / f"{model}.csv")
        with files[-1].open("w") as file:
            file.write("image,class\n")
            for start in range(0, 10_000_000, 10_000):
                file.write("".join(f"{image},{digit}\n" for image, digit in zip(
                    range(start, start + 10_000), chance.choices("0123456789", k=10_000), strict=True)))
    seconds, peak, _ = command(folder, "vote", *map(str, files), "--stream", str(folder / "votes.csv"))
    with (folder / "votes.csv").open() as lines:
        rows = sum(1 for _ in lines) - 1
    return {"rows": rows, "seconds": seconds, "of processors": PROCESSORS[-1], "peak MiB": round(peak / 2**20, 1)}


def pictures(folder):
    """A folder of pictures whose run is killed, and one that is not."""
    import numpy
    from PIL import Image

    (folder / "pictures").mkdir()
    chance = numpy.random.default_rng(0)
    for number in range(10_000):
        Image.fromarray(chance.integers(0, 255, (32, 32), dtype=numpy.uint8)).save(folder / "pictures" / f"{number:05}.png")
    words = ("run", "lenet5", "--batch", "32", "--image", str(folder / "pictures"), "--scores")
    seconds, peak, _ = command(folder, *words, str(folder / "whole.csv"))
    partial = folder / "killed.csv.partial"
    process = subprocess.Popen([sys.executable, "-m", "archcalc", *words, str(folder / "killed.csv")], stderr=subprocess.DEVNULL)
    while not partial.exists() or partial.stat().st_size < 500_000:
        time.sleep(0.01)
    process.kill()
    process.wait()
    rows = partial.read_bytes().count(b"\n") - 1
    _, _, told = command(folder, *words, str(folder / "killed.csv"), "--resume")
    return {"seconds": seconds, "of processors": PROCESSORS[0], "peak MiB": round(peak / 2**20, 1), "rows when killed": rows,
            "resumed": told.splitlines()[0], "same bytes": (folder / "killed.csv").read_bytes() == (folder / "whole.csv").read_bytes()}


CASES = {"memory": memory, "cluster": cluster, "scores": scores, "answers": answers, "pictures": pictures}


def main():
    found = json.loads(RECORD.read_text()) if RECORD.exists() else {}
    for name in sys.argv[1:] or CASES:
        with tempfile.TemporaryDirectory() as folder:
            found[name] = CASES[name](Path(folder))
        print(name, found[name], flush=True)
        RECORD.write_text(json.dumps(found, indent=1) + "\n")


if __name__ == "__main__":
    main()
