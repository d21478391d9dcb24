"""Signals that end a command: each with its own exit code, nothing half written, nothing told, nobody left at work."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import archcalc

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no signals")

ENVIRONMENT = {**os.environ, "PYTHONPATH": str(Path(archcalc.__file__).parents[1])}
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
WRITING = {"an export": "export mobilenet_v1 -o o.onnx", "weights": "run mobilenet_v1 --save-weights o.npz", "a page": "draw resnet152 --depth all -o o.html"}
SLOWLY = {"a large export": "export resnet152 -o o.onnx"}
MOMENTS = (0.0, 0.01, 0.05, 0.2)
"""Seconds after the first byte is written."""


def command(folder, words, **options):
    return subprocess.Popen([sys.executable, "-m", "archcalc", *words.split()], cwd=folder, env=ENVIRONMENT,
                            stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options)


def half_written(folder):
    return list(folder.rglob(".archcalc-*"))


def ended_while_it_writes(folder, words, number, after):
    """The exit code of a command that a signal reaches so long after it began to write, and what it told."""
    running = command(folder, words)
    until = time.monotonic() + 60
    while running.poll() is None and not half_written(folder) and time.monotonic() < until:
        time.sleep(0.001)
    time.sleep(after)
    running.send_signal(number)
    _, told = running.communicate(timeout=60)
    return running.returncode, told.decode()


def whole(folder, words):
    """What the file holds where nobody disturbs the command."""
    (folder / "apart").mkdir()
    running = command(folder / "apart", words)
    running.communicate(timeout=60)
    assert running.returncode == 0
    return (folder / "apart" / words.split()[-1]).read_bytes()


def judged(folder, words, number, after):
    target = folder / words.split()[-1]
    target.write_bytes(b"old")
    code, told = ended_while_it_writes(folder, words, number, after)
    if code == 0:  # it was done before
        assert target.read_bytes() != b"old"
    else:
        assert code in {128 + number, -number}
        left = target.read_bytes()
        # a signal may come when the new file has just taken the old one's place: then it is whole, and notes may be told
        assert (left == b"old" and not told) or left == whole(folder, words)
    assert half_written(folder) == []


@pytest.mark.parametrize("number", SIGNALS)
def test_a_signal_while_a_file_is_written_leaves_the_old_one(tmp_path, number):
    judged(tmp_path, WRITING["an export"], number, 0.01)


@pytest.mark.slow
@pytest.mark.parametrize("after", MOMENTS)
@pytest.mark.parametrize("number", SIGNALS)
@pytest.mark.parametrize("words", [*WRITING.values(), *SLOWLY.values()], ids=[*WRITING, *SLOWLY])
def test_a_signal_at_any_moment_leaves_the_old_one(tmp_path, words, number, after):
    judged(tmp_path, words, number, after)


@pytest.mark.slow
@pytest.mark.parametrize("number", SIGNALS)
def test_of_many_files_each_is_whole_or_not_there(tmp_path, number):
    (tmp_path / "class").mkdir()
    for student in range(200):
        (tmp_path / "class" / f"s{student}.csv").write_text("question,answer\nvgg16.conv1_1.params,1792\n")
    command(tmp_path, "check class --feedback whole").communicate()
    code, told = ended_while_it_writes(tmp_path, "check class --feedback notes", number, 0.02)
    assert (code, told) in {(128 + number, ""), (0, "")}
    assert half_written(tmp_path) == []
    written = list((tmp_path / "notes").iterdir())
    assert all(path.read_bytes() == (tmp_path / "whole" / path.name).read_bytes() for path in written)


def test_two_signals_at_once_are_no_more_than_one(tmp_path):
    """As systemd sends them: SIGTERM, and SIGHUP with it."""
    running = command(tmp_path, WRITING["an export"])
    while running.poll() is None and not half_written(tmp_path):
        time.sleep(0.001)
    for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
        running.send_signal(number)
    _, told = running.communicate(timeout=60)
    assert running.returncode in {128 + each for each in SIGNALS}
    assert told == b""
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("number", SIGNALS)
def test_what_is_ignored_from_the_beginning_stays_so(tmp_path, number):
    """A command under nohup, and a job that a shell has put behind it."""
    running = command(tmp_path, "sweep lenet5 --batch 1..400 --jobs 1 -o o.csv", preexec_fn=lambda: signal.signal(number, signal.SIG_IGN))
    time.sleep(0.3)
    running.send_signal(number)
    _, told = running.communicate(timeout=120)
    assert (running.returncode, told) == (0, b"")


def processes_of(group):
    """The processes of a group that are at work."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _, own = path.read_text().rpartition(")")[2].split()[:3]
        except OSError:
            continue
        found += [path.parent.name] if int(own) == group and state != "Z" else []
    return found


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="processes as Linux shows them")
@pytest.mark.parametrize("everybody", [False, pytest.param(True, marks=pytest.mark.slow)])
@pytest.mark.parametrize("number", [signal.SIGTERM, pytest.param(signal.SIGHUP, marks=pytest.mark.slow), pytest.param(signal.SIGINT, marks=pytest.mark.slow)])
@pytest.mark.parametrize("after", [2.0, *(pytest.param(each, marks=pytest.mark.slow) for each in (0.5, 1.0, 3.0))])
def test_a_sweep_ends_with_all_its_processes(tmp_path, number, everybody, after):
    """Whether it alone is told, as by `timeout`, or its whole group, as by a batch queue."""
    words = "sweep mobilenet_v1 --set width=0.25..1..0.001 --input 3x128x128..3x224x224..32 --jobs 2 -o o.csv"
    running = command(tmp_path, words, start_new_session=True)
    time.sleep(after)
    (os.killpg if everybody else os.kill)(running.pid, number)
    _, told = running.communicate(timeout=60)
    file = tmp_path / "o.csv"
    complete = file.exists() and file.read_text().count("\n") == 3005  # it was done before, if only just
    assert running.returncode in ({0} if complete else set()) | {128 + number, -number}
    assert not told or (told.startswith(b"interrupted: ") and told.count(b"\n") == 1)
    until = time.monotonic() + 10
    while processes_of(running.pid) and time.monotonic() < until:
        time.sleep(0.01)
    assert processes_of(running.pid) == []
    assert {path.name for path in tmp_path.iterdir()} <= {"o.csv"}
    assert (tmp_path / "o.csv").exists() == (complete or bool(told))
