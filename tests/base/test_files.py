"""Files that are read: whatever a name stands for, a command answers in words and at once, and never writes over what it has read."""

import os

import pytest
from typer.testing import CliRunner

from archcalc.base import files
from archcalc.base.errors import ArchcalcError
from archcalc.cli.application import application

LONG = "n" * 300
COMMANDS = ["show {}", "about {}", "source {}", "compare vgg16 {}", "explain {} conv1", "run {}", "plan {}", "draw {}", "plot {}", "worksheet {}",
            "export {} -o net.onnx", "new net.yaml --from {}", "sweep {}", "check {}", "check hw.csv --network {}", "check hw.csv --rubric {}", "vote {} {}",
            "weights lenet5 --weights {} --save-weights w.npz", "run lenet5 --weights {}", "run lenet5 --image {}", "show lenet5 --watch {}"]
NAMES = {"a name of 300 letters": LONG, "a long name of a file": f"{LONG}.yaml", "a long path": f"x/{LONG}", "a long name of a sheet": f"{LONG}.csv",
         "long weights": f"{LONG}.npz", "other long weights": f"{LONG}.safetensors", "a long picture": f"{LONG}.jpg", "a long model": f"{LONG}.onnx"}


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_a_name_that_no_file_can_have_is_answered(tmp_path, monkeypatch, name):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "hw.csv").write_text("question,answer\nlenet5.conv1.params,156\n", "utf-8")
    for words in COMMANDS:
        verb = words.split()[0]
        result = CliRunner().invoke(application(verb), words.format(*[name] * 2).split())
        assert isinstance(result.exception, (ArchcalcError, SystemExit)), f"{words}: {result.exception!r}"


@pytest.mark.parametrize("words", ["show {}.yaml", "show {}.onnx", "check {}.csv", "vote {}.csv", "run lenet5 --weights {}.npz", "run lenet5 --weights {}.safetensors",
                                   "run alexnet --image {}.jpg", "run lenet5 --image cat.png --labels {}.txt", "check hw.csv --rubric {}.yaml", "show lenet5 -o net.pptx --template {}.potx"])
def test_a_pipe_is_not_waited_for(tmp_path, monkeypatch, words):
    monkeypatch.chdir(tmp_path)
    pytest.importorskip("PIL.Image").new("L", (32, 32)).save("cat.png")
    (tmp_path / "hw.csv").write_text("question,answer\nlenet5.conv1.params,156\n", "utf-8")
    os.mkfifo(words.format("pipe").split()[-1])
    result = CliRunner().invoke(application(words.split()[0]), words.format("pipe").split())
    assert "is not a file" in str(result.exception)


@pytest.mark.skipif(not files.Path("/proc/self/mem").exists(), reason="files as Linux has them")
def test_a_file_that_fails_while_it_is_read_is_answered():
    with pytest.raises(ArchcalcError, match="cannot read '/proc/self/mem': Input/output error"):
        files.content(files.Path("/proc/self/mem"), 1 << 20)


def test_what_was_read_is_known_by_any_of_its_names_until_it_is_replaced(tmp_path):
    one, link, other = tmp_path / "one", tmp_path / "link", tmp_path / "other"
    one.write_text("1")
    link.symlink_to("one")
    assert not files.was_read(one)
    assert files.content(one, 1 << 20) == b"1"
    assert files.was_read(link)
    other.write_text("2")
    one.rename(tmp_path / "moved")
    other.rename(one)
    assert not files.was_read(one)
    assert not files.was_read(tmp_path / "moved")
    assert not files.was_read(tmp_path / "nothing")
