"""Files never half written, bombs at little cost, the same bytes everywhere, Ctrl-C: what surrounds archcalc does its worst."""

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
from archcalc import writing
from archcalc.errors import OutputError

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
        for owner, name in ((os, "fsync"), (os, "fdopen"), (Path, "replace"), (Path, "chmod"), (writing.tempfile, "mkstemp")):
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
                writing.write(path, "new")
            except (OutputError, KeyboardInterrupt):
                assert (path.read_bytes() if path.exists() else None) == before
                assert [each.name for each in tmp_path.iterdir()] == (["o.txt"] if before else [])
                continue
        break
    assert n >= 5
    assert path.read_text() == "new"


def test_two_that_write_the_same_file_leave_one_of_both_whole(tmp_path):
    path, many = tmp_path / "o.bin", 4 * MIB
    script = f"from pathlib import Path; import sys; from archcalc.writing import write\nfor _ in range(20): write(Path({str(path)!r}), sys.argv[1] * {many})"
    writers = [subprocess.Popen([sys.executable, "-c", script, letter], env=ENVIRONMENT) for letter in "ab"]
    while any(writer.poll() is None for writer in writers):
        if path.exists():
            content = path.read_bytes()
            assert len(content) == many
            assert len(set(content[::4096])) == 1
    assert [writer.wait() for writer in writers] == [0, 0]
    assert [each.name for each in tmp_path.iterdir()] == ["o.bin"]


@pytest.mark.parametrize("words", [["--format", "json"], ["--format", "html"]])
def test_the_same_bytes_whatever_the_hash_seed_the_language_and_the_folder(tmp_path, words):
    found = set()
    for seed, language, folder in (("0", "C", "/"), ("1", "C.UTF-8", tmp_path), ("2", "xx_YY.bogus", ROOT)):
        out, error = command("googlenet", *words, cwd=folder, env={**ENVIRONMENT, "PYTHONHASHSEED": seed, "LC_ALL": language}).communicate()
        assert not error
        found.add(out)
    assert len(found) == 1


def test_lines_that_end_otherwise_make_the_same_network(tmp_path):
    text = (ROOT / "architectures" / "lenet5.yaml").read_bytes()
    tables = []
    for ending in (b"\n", b"\r\n", b"\r"):
        path = tmp_path / "lenet5.yaml"
        path.write_bytes(text.replace(b"\n", ending))
        tables.append(archcalc.render(archcalc.analyze(path), "json"))
    assert len(set(tables)) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="no signals")
def test_ctrl_c_leaves_130_and_no_file(tmp_path):
    (tmp_path / "big.yaml").write_text("input: [3, 8, 8]\nlayers: [repeat: {times: 60000, layers: [relu, identity]}]\n")
    running = command("show", "big.yaml", "-o", "o.xlsx", cwd=tmp_path)
    time.sleep(1)
    running.send_signal(signal.SIGINT)
    out, error = running.communicate()
    assert (running.returncode, out, error) == (130, b"", b"")
    assert [each.name for each in tmp_path.iterdir()] == ["big.yaml"]


def limited():
    """512 KiB of stack and 512 MiB of addresses, of which the interpreter and libyaml take a third."""
    resource.setrlimit(resource.RLIMIT_STACK, (512 << 10, 512 << 10))
    resource.setrlimit(resource.RLIMIT_AS, (512 * MIB, 512 * MIB))


READ = """
import sys
sys.path.insert(0, {folder!r})
from bombs import BOMBS
from archcalc.document import parse
from archcalc.errors import ArchcalcError
from archcalc.spec import read
from archcalc.graph import build
for name, text in BOMBS.items():
    if name != "layers":
        try:
            build(read(parse(text, "x.yaml"), "x"))
        except ArchcalcError as error:
            assert len(str(error)) < 20_000
        else:
            print(name, "was taken")
# what getrusage tells includes the process that started this one
print(next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmHWM")) >> 10)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="limits as Linux has them")
def test_bombs_are_refused_in_little_memory_and_with_a_small_stack():
    assert all(len(text) <= MIB + 100 for text in BOMBS.values())
    done = subprocess.run([sys.executable, "-c", READ.format(folder=str(ROOT / "tests"))], env=ENVIRONMENT, capture_output=True, text=True,
                          check=False, preexec_fn=limited)
    assert not done.stderr
    assert int(done.stdout) <= 128
