"""Rows that stream into files: those of the sweep, in order, whatever ends it on the way; and gone on with by the same sweep only."""

import csv
import json
import os
import resource
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing

import pytest

import archcalc
from archcalc.base.errors import ArchcalcError
from archcalc.language.spec import read
from archcalc.language.text.document import parse
from archcalc.loading import library
from archcalc.sweeps.from_options import SweepOptions, planned
from archcalc.sweeps.stored.fingerprint import fingerprint
from archcalc.sweeps.stored.streamed import Streamed
from archcalc.sweeps.working import worked

TEXT = """
input: [3, 16, 16]
options: {width: 8, kind: relu}
layers:
  - conv: {filters: width, kernel: 3}
  - "${kind}"
  - max_pool: {kernel: 2}
  - flatten
  - linear: {units: 10}
"""
WANTED = SweepOptions({"width": "1..6", "kind": "relu,tanh"}, inputs="3x16x16,3x2x2,3x8x8", batch="1,2",
                      columns="params,macs,output", front=True)


KEYS = ("width", "kind", "input", "batch", "params", "macs", "output", "pareto", "refused")
SELECT = "SELECT width, kind, input, batch, params, macs, output, pareto, refused FROM points"


def small(text=TEXT):
    return read(parse(text, "small.yaml"), "small")


def begun(path, wanted=WANTED, spec=None, resume=False):
    swept = planned([spec or small()], wanted)
    return swept, Streamed(path, swept, resume=resume)


def whole(path, wanted=WANTED, resume=False):
    swept, stream = begun(path, wanted, resume=resume)
    for _ in worked(swept, 1, None, stream):
        pass
    return swept.report()


def broken_off(path, portions, wanted=WANTED):
    swept, stream = begun(path, wanted)
    work = worked(swept, 1, None, stream)
    for _ in range(portions):
        next(work)
    work.close()
    stream.partial.close()
    return swept.done


def expected():
    """The rows as the report of every point has them."""
    report = archcalc.sweep(small(), options=WANTED.options, input_size=WANTED.inputs, batch=WANTED.batch, columns=WANTED.columns)
    return [tuple(record[key] for key in KEYS) for record in report.table("points").records()]


def sides(text):
    return tuple(map(int, text.split("x"))) if text else None


def from_csv(path):
    with path.open(newline="") as file:
        for row in csv.DictReader(file):
            numbers = [int(row[key]) if row[key] else None for key in ("width", "batch", "params", "macs")]
            front = {"True": True, "False": False, "": None}[row["pareto"]]
            yield (numbers[0], row["kind"], sides(row["input"]), *numbers[1:], sides(row["output"]), front, row["refused"] or None)


def from_sqlite(path):
    with closing(sqlite3.connect(path)) as file:
        for width, kind, size, batch, params, macs, output, front, refused in file.execute(SELECT):
            yield width, kind, sides(size), batch, params, macs, sides(output), None if front is None else bool(front), refused


def from_parquet(path):
    for row in pytest.importorskip("pyarrow.parquet").read_table(path).to_pylist():
        yield tuple(sides(row[key]) if key in {"input", "output"} else row[key] for key in KEYS)


def comparable(rows):
    return sorted(rows, key=repr)


def test_files_hold_the_rows_of_the_sweep(tmp_path):
    for name, back in {"o.csv": from_csv, "o.sqlite": from_sqlite}.items():
        report = whole(tmp_path / name)
        assert comparable(back(tmp_path / name)) == comparable(expected())
        assert all(report.table("points").column("pareto"))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["o.csv", "o.sqlite"]


def test_a_column_file_holds_the_rows_of_the_sweep(tmp_path):
    pytest.importorskip("pyarrow.parquet")
    whole(tmp_path / "o.parquet")
    assert comparable(from_parquet(tmp_path / "o.parquet")) == comparable(expected())


def test_gone_on_with_it_is_the_file_of_a_sweep_that_was_never_broken_off(tmp_path):
    whole(tmp_path / "never.csv")
    for portions in (3,):
        done = broken_off(tmp_path / "o.csv", portions)
        assert 0 < done < 72
        assert not (tmp_path / "o.csv").exists()
        swept, stream = begun(tmp_path / "o.csv", resume=True)
        assert sum(map(len, stream.partial.left(72))) == 72 - done
        for _ in worked(swept, 1, None, stream):
            pass
        assert swept.done == 72
        assert (tmp_path / "o.csv").read_bytes() == (tmp_path / "never.csv").read_bytes()
        (tmp_path / "o.csv").unlink()
    assert [path.name for path in tmp_path.iterdir()] == ["never.csv"]


def test_another_sweep_is_not_gone_on_with(tmp_path):
    broken_off(tmp_path / "o.csv", 2)
    others = {
        "width": {"options": {"width": "1..7", "kind": "relu,tanh"}}, "dtype": {"dtype": "float16"}, "batch": {"batch": "1,3"},
        "figures": {"columns": "params"}, "convention": {"convention": ["memory=torchinfo"]},
        "sample": {"sample": "latin-hypercube 20"}, "search": {"search": "local", "best": "params"}}
    for said, wanted in others.items():
        with pytest.raises(ArchcalcError, match=f"(?s)of another sweep: .*{said} was"):
            begun(tmp_path / "o.csv", WANTED._replace(**wanted), resume=True)
    with pytest.raises(ArchcalcError, match="the specification of small was"):
        begun(tmp_path / "o.csv", spec=small(TEXT.replace("units: 10", "units: 11")), resume=True)
    with pytest.raises(ArchcalcError, match="--resume goes on with it"):
        begun(tmp_path / "o.csv")
    begun(tmp_path / "o.csv", WANTED._replace(where="params < 3k"), resume=True)[1].partial.close()
    (tmp_path / "o.csv.partial").write_bytes(b"no database" * 100)
    with pytest.raises(ArchcalcError, match="is not what archcalc left there"):
        begun(tmp_path / "o.csv", resume=True)
    with pytest.raises(ArchcalcError, match="no format is known by the ending"):
        begun(tmp_path / "o.xlsx")


def test_one_process_at_a_time_writes_a_file(tmp_path):
    _, stream = begun(tmp_path / "o.csv")
    stream.partial.close()
    with closing(sqlite3.connect(tmp_path / "o.csv.partial", timeout=0)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(ArchcalcError, match="is written by another sweep"):
            begun(tmp_path / "o.csv", resume=True)


@pytest.mark.slow
def test_fingerprints_tell_networks_apart_and_stay_from_process_to_process():
    names = ["lenet5", "vgg16", "vgg19", "resnet50", "alexnet", "zfnet", "resnext50_32x4d"]
    code = f"""
import archcalc
from archcalc.sweeps.stored.fingerprint import fingerprint
print([fingerprint(archcalc.load(name)) for name in {names}])"""
    told = [subprocess.run([sys.executable, "-c", code], env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, text=True,
                           check=True).stdout for seed in "12"]
    assert told[0] == told[1] == f"{[fingerprint(library.load(name)) for name in names]}\n"
    assert len(set(json.loads(told[0].replace("'", '"')))) == len(names)
    assert fingerprint(small("# said in other words\n" + TEXT.replace("kernel: 3}", "kernel:  3 }"))) == fingerprint(small())


LONG = ["-m", "archcalc", "sweep", "lenet5", "--set", "classes=1..60", "--input", "1x28x28..1x60x60", "--stream", "o.csv"]


def command(folder, *more, **options):
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    return subprocess.Popen([sys.executable, *LONG, *more], cwd=folder, text=True, **pipes, **options)


def small_files():
    """No file may be larger: a disk that is full soon."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (30_000, 30_000))


def until_larger(file, size):
    for _ in range(1000):
        if file.exists() and file.stat().st_size > size:
            return
        time.sleep(0.01)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="signals and limits as Linux has them")
def test_whatever_ends_a_sweep_no_row_that_was_written_is_lost(tmp_path):
    """SIGKILL, SIGTERM, a full disk and Ctrl-C, one after another; then it is gone on with to the end."""
    (tmp_path / "once").mkdir()
    partial = tmp_path / "o.csv.partial"
    subprocess.run([sys.executable, *LONG], cwd=tmp_path / "once", check=True, capture_output=True)
    first = command(tmp_path, "--jobs", "1")
    until_larger(partial, 14_000)
    first.kill()
    first.communicate()
    full = {"preexec_fn": small_files}
    there = 0
    for number, code, options in ((signal.SIGTERM, 143, {}), (None, 74, full), (signal.SIGINT, 130, {})):
        running = command(tmp_path, "--resume", "--jobs", "2", **options)
        if number is not None:
            until_larger(partial, partial.stat().st_size)
            running.send_signal(number)
        _, told = running.communicate(timeout=60)
        assert running.returncode == code, told
        now = int(told.split("resumed: ")[1].split()[0].replace(",", ""))
        assert there < now or not there, told
        there = now
        assert "--resume goes on" in told
        assert not (tmp_path / "o.csv").exists()
    subprocess.run([sys.executable, *LONG, "--resume"], cwd=tmp_path, check=True, capture_output=True)
    assert (tmp_path / "o.csv").read_bytes() == (tmp_path / "once" / "o.csv").read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["o.csv", "once"]
