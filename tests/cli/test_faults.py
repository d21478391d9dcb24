"""Files never half written, bombs at little cost, the same bytes everywhere, Ctrl-C: what surrounds archcalc does its worst."""

import json
import os
import resource
import signal
import subprocess
import sys
import time
from itertools import count
from pathlib import Path

import pytest
from bombs import BOMBS

import archcalc
from archcalc.base import atomic_files
from archcalc.base.errors import OutputError

ROOT = Path(archcalc.__file__).parents[1]
MIB = 1 << 20
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT)}


def command(*words, **options):
    return subprocess.Popen([sys.executable, "-m", "archcalc", *map(str, words)], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                            **{"env": ENVIRONMENT, **options})


class Failing:
    """The functions that writing a file takes, of which the n-th call fails."""

    def __init__(self, monkeypatch, error):
        self.error, self.left, self.patch = error, 0, monkeypatch
        for owner, name in ((os, "fsync"), (os, "fdopen"), (Path, "replace"), (Path, "chmod"), (os, "open")):
            self.patch.setattr(owner, name, self.counted(getattr(owner, name)))

    def counted(self, function):
        def call(*arguments, **keywords):
            self.left -= 1
            if self.left == 0:
                raise self.error
            return function(*arguments, **keywords)
        return call


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), PermissionError(13, "Permission denied"), KeyboardInterrupt()])
@pytest.mark.parametrize("before", [None, b"old"])
def test_whichever_step_of_writing_fails_the_old_file_stays_and_nothing_lies_about(tmp_path, monkeypatch, error, before):
    path = tmp_path / "o.txt"
    if before is not None:
        path.write_bytes(before)
    for n in count(1):
        with monkeypatch.context() as patched:
            Failing(patched, error).left = n
            try:
                atomic_files.write(path, "new")
            except (OutputError, KeyboardInterrupt):
                assert (path.read_bytes() if path.exists() else None) == before
                assert [each.name for each in tmp_path.iterdir()] == (["o.txt"] if before else [])
                continue
        break
    assert n >= 5
    assert path.read_text() == "new"


def test_two_that_write_the_same_file_leave_one_of_both_whole(tmp_path):
    path, many = tmp_path / "o.bin", 4 * MIB
    script = ("from pathlib import Path; import sys; from archcalc.base.atomic_files import write\n"
              f"for _ in range(20): write(Path({str(path)!r}), sys.argv[1] * {many})")
    writers = [subprocess.Popen([sys.executable, "-c", script, letter], env=ENVIRONMENT) for letter in "ab"]
    while any(writer.poll() is None for writer in writers):
        if path.exists():
            content = path.read_bytes()
            assert len(content) == many
            assert len(set(content[::4096])) == 1
    assert [writer.wait() for writer in writers] == [0, 0]
    assert [each.name for each in tmp_path.iterdir()] == ["o.bin"]


@pytest.mark.quick(cases=0)
@pytest.mark.parametrize("words", [["--format", "json"], ["--format", "html"]])
def test_the_same_bytes_whatever_the_hash_seed_the_language_and_the_folder(tmp_path, words):
    found = set()
    for seed, language, folder in (("0", "C", "/"), ("1", "C.UTF-8", tmp_path), ("2", "xx_YY.bogus", ROOT)):
        out, error = command("googlenet", *words, cwd=folder, env={**ENVIRONMENT, "PYTHONHASHSEED": seed, "LC_ALL": language}).communicate()
        assert not error
        found.add(out)
    assert len(found) == 1


SURROUNDINGS = [("0", "C", "/"), ("1", "C.UTF-8", "."), ("2", "xx_YY.bogus", None), ("3", "tr_TR.UTF-8", "/"), ("4", "C", None)]
"""Hash seeds, languages and folders; the last is the folder of the files."""
LONG_ONES = {"plot --compare", "claims"}
"""Commands that go through the whole collection: two surroundings that differ in all three are enough."""


@pytest.mark.slow
@pytest.mark.parametrize(("words", "ending"), [
    ("googlenet", "json"), ("googlenet", "html"), ("googlenet", "xlsx"), ("googlenet", "pptx"), ("googlenet", "tex"), ("conventions vgg16", "csv"), ("plan vgg16", "json"),
    ("draw googlenet", "svg"), ("draw googlenet", "html"), ("draw googlenet", "pdf"), ("draw googlenet", "png"), ("draw googlenet", "dot"), ("plot --compare", "svg"),
    ("export lenet5", "onnx"), ("quiz alexnet --seed 3", "gift"), ("worksheet alexnet --seed 3", "csv"), ("sweep mobilenet_v1 --set width=0.5,1 --jobs 2", "csv"), ("claims", "json")])
def test_the_same_file_again_and_again(tmp_path, words, ending):
    found = set()
    for seed, language, folder in SURROUNDINGS[1::2] if words in LONG_ONES else SURROUNDINGS:
        file = tmp_path / f"o.{ending}"
        out, error = command(*words.split(), *(["--format", "gift"] if ending == "gift" else []), "-o", file, cwd=folder or tmp_path,
                             env={**ENVIRONMENT, "PYTHONHASHSEED": seed, "LC_ALL": language}).communicate()
        assert not out, error
        found.add(file.read_bytes())
        file.unlink()
    assert len(found) == 1


def test_lines_that_end_otherwise_make_the_same_network(tmp_path):
    text = (ROOT / "architectures" / "lenet5.yaml").read_bytes()
    tables = []
    for ending in (b"\n", b"\r\n", b"\r"):
        path = tmp_path / "lenet5.yaml"
        path.write_bytes(text.replace(b"\n", ending))
        tables.append(archcalc.render(archcalc.analyze(path), "json"))
    assert len(set(tables)) == 1


LONG = {
    "a table": "show big.yaml -o o.xlsx", "a page": "show big.yaml --depth all --format html -o o", "a picture": "draw big.yaml --depth all -o o.svg",
    "a report": "draw resnet152 --depth all -o o.html", "an export": "export resnet152 -o o.onnx", "a run": "run resnet152 -o o.json", "a run of all": "run --all --max-memory 300M --format csv -o o",
    "a class": "check class -o o.csv", "feedback": "check class --feedback notes -o o.csv", "a chart of all": "plot --compare -o o.svg",
    "claims": "claims --format csv -o o", "a list": "list --format csv -o o", "saved weights": "run vgg16 --save-weights o.npz",
}
"""Commands that write a file after a while; a class is marked, and summed up, before the others are done."""


@pytest.fixture
def busy(tmp_path):
    """A folder with a network of 120,000 layers, and a class of 400 students."""
    (tmp_path / "big.yaml").write_text("input: [3, 8, 8]\nlayers: [repeat: {times: 60000, layers: [relu, identity]}]\n")
    (tmp_path / "class").mkdir()
    for student in range(400):
        answers = "".join(f"vgg16.conv{i}_{j}.params,{student + j}\n" for i in range(1, 6) for j in (1, 2))
        (tmp_path / "class" / f"s{student}.csv").write_text("question,answer\n" + answers)
    return tmp_path


def interrupted(folder, words, after):
    """The exit code of a command that Ctrl-C reaches after so many seconds, and what it told."""
    running = command(*words.split(), cwd=folder)
    time.sleep(after)
    running.send_signal(signal.SIGINT)
    out, error = running.communicate()
    assert not out
    return running.returncode, error.decode()


@pytest.mark.skipif(sys.platform == "win32", reason="no signals")
@pytest.mark.parametrize(("name", "after"), [("a table", 1.0), *(
    pytest.param(name, after, marks=pytest.mark.slow) for name in LONG for after in ((0.3, 0.6) if "class" in LONG[name] else (0.5, 1.5)))])
def test_ctrl_c_leaves_130_and_the_old_file(busy, name, after):
    file = busy / LONG[name].split()[-1]
    file.write_bytes(b"old")
    code, told = interrupted(busy, LONG[name], after)
    if code == 0:  # it was done before
        assert file.read_bytes() != b"old"
    else:
        # before the command itself is loaded, the signal ends the process
        assert (code, told) in {(130, ""), (-signal.SIGINT, "")}
        assert file.read_bytes() == b"old"
    assert {each.name for each in busy.iterdir()} <= {"big.yaml", "class", file.name, "notes"}


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="no signals")
def test_a_sweep_that_is_interrupted_keeps_what_it_has(tmp_path):
    words = "sweep mobilenet_v1 --set width=0.25..1..0.001 --input 3x128x128..3x224x224..32 --jobs 2 -o o.csv"
    for after in (1.0, 3.0, 5.0):
        code, told = interrupted(tmp_path, words, after)
        written = (tmp_path / "o.csv").read_text().splitlines() if (tmp_path / "o.csv").exists() else []
        if told:
            assert code == 130
            assert told.startswith(f"interrupted: {len(written) - 1:,} of 3,004 points")
            assert len({row.count(",") for row in written}) == 1
        else:
            assert code in {0, 130, -signal.SIGINT}
            assert bool(written) == (code == 0)
        assert {each.name for each in tmp_path.iterdir()} <= {"o.csv"}


def small_files():
    """No file may be larger than 1,000 bytes: a disk that is full soon."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))


@pytest.mark.skipif(sys.platform != "linux", reason="limits as Linux has them")
@pytest.mark.parametrize(("words", "ending"), [("vgg16", "csv"), ("export lenet5", "onnx"), *(pytest.param(*row, marks=pytest.mark.slow) for row in (
    ("vgg16", "json"), ("vgg16", "xlsx"), ("vgg16", "pptx"), ("vgg16", "html"), ("draw vgg16", "svg"), ("draw vgg16", "pdf"), ("draw vgg16", "png"), ("run vgg16", "json"),
    ("plot vgg16", "svg"), ("quiz vgg16 --format markdown", "md"), ("worksheet googlenet", "csv"), ("sweep mobilenet_v1 --set width=0.1..1..0.001", "csv")))])
def test_a_disk_that_fills_is_told_and_the_old_file_stays(tmp_path, words, ending):
    file = tmp_path / f"o.{ending}"
    file.write_bytes(b"old")
    running = command(*words.split(), "-o", file, preexec_fn=small_files)
    out, error = running.communicate()
    assert (running.returncode, out) == (74, b"")
    assert error.decode().startswith("error[output]: cannot write '")
    assert error.decode().count("\n") <= 2
    assert file.read_bytes() == b"old"
    assert [each.name for each in tmp_path.iterdir()] == [file.name]


@pytest.mark.quick(cases=2)
@pytest.mark.parametrize("name", ["CON.csv", "nul.csv", "com1.csv", "a:b.csv", "a?.csv", "-.csv", " .csv", "\u202e.csv"])
def test_a_name_that_means_something_to_windows_is_a_file_or_is_refused(tmp_path, name):
    done = command("lenet5", "--format", "csv", "-o", tmp_path / name)
    out, error = done.communicate()
    assert not out
    assert done.returncode == (74 if error else 0)
    assert sys.platform == "win32" or [each.name for each in tmp_path.iterdir()] == [name]


def limited():
    """512 KiB of stack and 512 MiB of addresses, of which the interpreter and libyaml take a third."""
    resource.setrlimit(resource.RLIMIT_STACK, (512 << 10, 512 << 10))
    resource.setrlimit(resource.RLIMIT_AS, (512 * MIB, 512 * MIB))


HELD = """
def held():
    # a child's ru_maxrss begins with what its parent held
    return next(int(line.split()[1]) >> 10 for line in open("/proc/self/status") if line.startswith("VmHWM"))
"""
READ = HELD + """
import json, sys, time
sys.path.insert(0, {folder!r})
from bombs import BOMBS
from archcalc.language.text.document import parse
from archcalc.base.errors import ArchcalcError
from archcalc.language.spec import read
from archcalc.network.builder import build
seconds = {{}}
for name, text in BOMBS.items():
    if name != "layers":
        began = time.process_time()
        try:
            build(read(parse(text, "x.yaml"), "x"))
        except ArchcalcError as error:
            assert len(str(error)) < 20_000
        else:
            print(name, "was taken")
        seconds[name] = time.process_time() - began
print(json.dumps([held(), seconds]))
"""


def bombs():
    """The MiB that it takes to refuse all the bombs, one after another, and the seconds that each of them takes."""
    code = READ.format(folder=str(ROOT / "tests" / "support"))
    done = subprocess.run([sys.executable, "-c", code], env=ENVIRONMENT, capture_output=True, text=True, check=False, preexec_fn=limited)
    assert not done.stderr
    return json.loads(done.stdout)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="limits as Linux has them")
def test_bombs_are_refused_in_little_memory_and_with_a_small_stack():
    assert all(len(text) <= MIB + 100 for text in BOMBS.values())
    memory, seconds = bombs()
    assert memory <= 128
    assert len(seconds) == len(BOMBS) - 1


ANALYZE = HELD + """
import json, sys, time
import archcalc
report = archcalc.analyze(sys.argv[1])
for form in ("json", "text"):
    archcalc.render(report, form)
print(json.dumps([len(report.table("layers").rows), held(), time.process_time()]))
"""


LARGE = {
    "a chain": "repeat: {times: 50000, layers: [conv: {filters: 8, kernel: 3, padding: 1}, relu]}",
    "shortcuts": "repeat: {times: 33000, layers: [residual: [conv: {filters: 8, kernel: 1}, relu]]}",
    "loops in loops": "repeat: {times: 500, layers: [repeat: {times: 200, layers: [relu]}]}",
}
"""Networks of a hundred thousand layers."""


def analyzed(name, folder):
    """The layers of a large network, the MiB and the seconds that it takes to analyze it and to write its tables."""
    (folder / "big.yaml").write_text(f"input: [8, 8, 8]\nlayers: [{LARGE[name]}]\n")
    done = subprocess.run([sys.executable, "-c", ANALYZE, str(folder / "big.yaml")],
                          env=ENVIRONMENT, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="memory as Linux tells it")
@pytest.mark.parametrize("name", LARGE)
def test_a_hundred_thousand_layers_take_a_gibibyte_at_most(tmp_path, name):
    layers, memory, _ = analyzed(name, tmp_path)
    assert layers > 99_000
    assert memory <= 1024
