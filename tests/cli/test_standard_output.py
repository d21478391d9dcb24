"""`-o -` is standard output, for every command that writes a file, in every format: the bytes that a file would hold."""

import io
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from attacks import FILES, answer, example, parameters

import archcalc
from archcalc.cli.application import COMMANDS
from archcalc.rendering import formats

WRITING = [command for command in COMMANDS.names if any("-o" in each.opts for each in parameters(command))]
SAID = {"draw": "svg", "plot": "svg", "quiz": "gift"}
"""Formats of commands that have none of reports."""
TIMES = re.compile(rb"[0-9.]+ (s|ms|us)\b|time: .*|memory: .*|-{3,}| {2,}")
"""What differs from one run to the next, with the widths of its column."""
EXTRAS = {"xlsx": "openpyxl", "pptx": "pptx", "docx": "docx", "pdf": "reportlab"}


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name, text in FILES.items():
        Path(name).write_text(text, "utf-8")


def words_of(command):
    """The command's own example, without a file or a format."""
    words = example(command)
    for option in ("-o", "--format"):
        if option in words:
            del words[words.index(option):words.index(option) + 2]
    return words


def twins(words, ending):
    """The same answer to standard output and to a file."""
    printed, written = answer([*words, "-o", "-"]), answer([*words, "-o", f"o.{ending}"])
    assert printed.code == written.code < 2, printed.told
    assert not Path("-").exists()
    return printed.out, Path(f"o.{ending}").read_bytes()


@pytest.mark.parametrize("command", [each for each in WRITING if each not in {"run", "export", "calibrate"}])
def test_every_command_writes_to_standard_output_what_it_writes_to_a_file(command):
    form = SAID.get(command, "csv")
    printed, written = twins([*words_of(command), "--format", form], form)
    assert printed == written
    assert written


def test_a_run_writes_to_standard_output():
    printed, written = (TIMES.sub(b" ", each) for each in twins(["run", "lenet5", "--format", "markdown"], "md"))
    assert printed == written


def test_a_network_is_exported_to_standard_output():
    pytest.importorskip("onnx")
    printed, written = twins(["export", "lenet5"], "onnx")
    assert printed == written
    assert twins(["export", "lenet5", "--to", "onnx"], "onnx") == (written, written)


def test_features_are_written_to_standard_output():
    pytest.importorskip("PIL.Image").new("RGB", (64, 64)).save("class.png")
    printed, written = twins(["run", "lenet5", "--image", "class.png", "--features", "fc6"], "npy")
    assert printed == written
    assert written.startswith(b"\x93NUMPY")


@pytest.mark.parametrize("form", sorted(formats.NAMES))
def test_every_format_goes_to_standard_output(form):
    pytest.importorskip(EXTRAS.get(form, "archcalc"))
    printed, written = twins(["show", "lenet5", "--format", form], form)
    assert printed == written


@pytest.mark.parametrize("form", ["png", "pdf", "svg", "html", "dot", "mermaid"])
def test_every_picture_goes_to_standard_output(form):
    printed, written = twins(["draw", "lenet5", "--format", form], form)
    assert printed == written


def test_a_class_is_printed_whole_and_once():
    Path("class").mkdir()
    for student in "ab":
        Path(f"class/{student}.csv").write_text("question,answer\nvgg16.conv1_1.params,5\n")
    assert answer(["check", "class", "-o", "-"]).out == answer(["check", "class"]).out
    assert sorted(each.name for each in Path().iterdir()) == sorted([*FILES, "class"])


def test_a_key_goes_to_standard_output_where_the_questions_do_not():
    words = ["quiz", "lenet5", "--format", "markdown"]
    given = answer([*words, "-o", "quiz.md", "--key", "-"])
    answer([*words, "-o", "quiz.md", "--key", "key.md"])
    assert given.out == Path("key.md").read_bytes()
    assert answer([*words, "-o", "-", "--key", "-"]).code == answer([*words, "--key", "-"]).code == 2


@pytest.mark.parametrize(("words", "said"), [
    ("weights lenet5 --save-weights -", "no format of weights"), ("run lenet5 --save-weights -", "no format of weights"),
    ("check hw.csv --feedback -", "a folder is wanted")])
def test_what_cannot_be_standard_output_is_refused(words, said):
    given = answer(words.split())
    assert given.code == 2
    assert said in given.told
    assert not Path("-").exists()


def test_a_new_specification_is_printed():
    assert answer(["new", "-", "--from", "alexnet"]).out == answer(["source", "alexnet"]).out


def test_a_file_of_that_name_can_be_written_all_the_same():
    assert answer(["show", "lenet5", "--format", "csv", "-o", "./-"]).out == b""
    assert Path("./-").read_bytes() == answer(["show", "lenet5", "--format", "csv"]).out


class Terminal(io.TextIOWrapper):
    def isatty(self):
        return True


@pytest.mark.parametrize("words", [["show", "lenet5", "--format", "xlsx"], ["draw", "lenet5", "--format", "png"],
                                   ["export", "lenet5"]])
def test_a_terminal_is_not_sent_what_is_no_text(monkeypatch, words):
    screen = io.BytesIO()
    terminal = Terminal(screen, "utf-8")
    with monkeypatch.context() as patched:
        patched.setattr("archcalc.base.standard_output.sys.stdout", terminal)
        with pytest.raises(archcalc.ArchcalcError, match="a terminal cannot show this format"):
            archcalc.cli.application.run([*words, "-o", "-"])
    terminal.flush()
    assert screen.getvalue() == b""


@pytest.mark.quick(cases=1)
@pytest.mark.skipif(sys.platform == "win32", reason="pipes and devices as POSIX has them")
@pytest.mark.parametrize("words", ["export alexnet --weights zeros", "vgg16 --format xlsx", "vgg16 --format json"])
def test_a_reader_who_goes_is_no_mistake_and_a_full_disk_is_one(words):
    environment = {**os.environ, "PYTHONPATH": str(Path(archcalc.__file__).parents[1])}
    command = [sys.executable, "-m", "archcalc", *words.split(), "-o", "-"]
    reading, writing = os.pipe()
    os.close(reading)
    gone = subprocess.run(command, stdout=writing, stderr=subprocess.PIPE, env=environment, check=False)
    os.close(writing)
    assert (gone.returncode, gone.stderr) == (141, b"")
    with Path("/dev/full").open("wb") as full:
        failed = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, env=environment, check=False)
    assert (failed.returncode, failed.stderr.count(b"\n")) == (74, 2)
    assert failed.stderr.startswith(b"error[output]: cannot write to standard output: No space left on device")
