"""The commands that make slides and pictures: the format by the file's ending, nothing lost, nothing half-written."""

import re
from contextlib import suppress
from types import SimpleNamespace

import pytest
from typer.testing import CliRunner

from archcalc import ArchcalcError
from archcalc.base import standard_output
from archcalc.cli import picture_options
from archcalc.cli.application import application
from archcalc.rendering.drawings.outputs import NAMES as OUTPUTS


def run(*words):
    result = CliRunner().invoke(application(words[0]), list(words))
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


@pytest.mark.parametrize("ending", ["txt", "md", "tex", "html", "svg", "csv", "tsv", "json", "xlsx", "pptx"])
@pytest.mark.parametrize("command", ["show lenet5", "compare lenet5 alexnet", "list --family VGG", "explain lenet5 params",
                                     "claims alexnet", "conventions lenet5 --kind params", "about lenet5", "run lenet5 --columns layer,array,ok"])
def test_the_ending_says_the_format(tmp_path, command, ending):
    file = tmp_path / f"table.{ending}"
    assert run(*command.split(), "-o", str(file)).stdout == ""
    start = {"xlsx": b"PK", "pptx": b"PK", "svg": b"<?xml", "html": b"<!DOCTYPE html>", "json": b"{"}.get(ending, b"")
    assert file.read_bytes().startswith(start)
    assert file.stat().st_size > 60


@pytest.mark.parametrize("ending", ["svg", "html", "pdf", "png", "dot", "mmd"])
def test_draw_writes_pictures(tmp_path, ending):
    run("draw", "lenet5", "-o", str(tmp_path / f"net.{ending}"))
    assert (tmp_path / f"net.{ending}").stat().st_size > 300


@pytest.mark.parametrize(("words", "told"), [
    (("draw", "lenet5"), "<svg"), (("draw", "lenet5", "--format", "mermaid"), "flowchart TD"),
    (("draw", "lenet5", "--style", "volumes"), "28x28x6"), (("plot", "lenet5"), "█"), (("plot", "lenet5", "alexnet"), "alexnet"),
    (("plot", "lenet5", "--format", "svg"), "<svg"), (("show", "lenet5", "--format", "tsv"), "name\t"),
    (("show", "lenet5", "--formulas"), "(5*5*1)*6 = 150"), (("show", "lenet5", "--preset", "keras"), "(None, 28, 28, 6)"),
    (("compare", "lenet5", "alexnet", "--caption", "hello", "--format", "markdown"), "hello")])
def test_without_a_file_they_print(words, told):
    assert told in run(*words).stdout


@pytest.mark.parametrize("command", ["draw", "plot"])
def test_the_formats_that_a_command_names_are_those_it_writes(command, tmp_path):
    named, written = re.search(r"--in FORMAT +(.*)\.\n", run(command, "--help").stdout)[1], []
    for form in OUTPUTS:
        with suppress(ArchcalcError):
            style = ("--style", "volumes") if form == "glb" and command == "draw" else ()
            run(command, "lenet5", "--format", form, *style, "-o", str(tmp_path / "net"))
            written.append(form)
    assert sorted(re.split(", | or ", named)) == sorted(written)


@pytest.mark.parametrize(("words", "told"), [
    (("show", "lenet5", "-o", "table.doc"), "no format is known by the ending '.doc'"),
    (("draw", "lenet5", "-o", "net.bmp"), "say which with --format"), (("draw", "lenet5", "-o", "net.gif"), "--animate"), (("draw", "lenet5", "--format", "terminal"), "cannot hold"),
    (("draw", "lenet5", "--theme", "drak", "--in", "svg"), "did you mean 'dark'"),
    (("show", "lenet5", "--format", "pptx", "--template", "none.pptx"), "cannot read 'none.pptx': No such file"),
    (("show", "lenet5", "--format", "csv", "--template", "uni.pptx"), "--template says nothing to the format csv")])
def test_what_cannot_be_written_is_answered(words, told, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ArchcalcError) as caught:
        run(*words)
    assert told in str(caught.value)
    assert list(tmp_path.iterdir()) == []


NETWORK = "input: [3, 8, 8]\nlayers: [{conv: {filters: 4, kernel: 3}}]\n"


@pytest.mark.parametrize("words", [
    "show net.yaml --format text -o net.yaml", "show net.yaml --format text -o link.yaml", "show ./net.yaml --format text -o net.yaml",
    "compare lenet5 net.yaml --format text -o net.yaml", "explain net.yaml conv1 --format text -o net.yaml",
    "conventions net.yaml --format text -o net.yaml", "about net.yaml --format text -o net.yaml",
    "draw net.yaml --format svg -o net.yaml", "plot net.yaml --format terminal -o net.yaml", "plot lenet5 net.yaml --format svg -o net.yaml",
    "weights net.yaml --format text -o net.yaml", "worksheet net.yaml --format csv -o net.yaml",
    "run net.yaml --format text -o net.yaml", "quiz net.yaml --format gift -o net.yaml", "quiz net.yaml --format markdown --key net.yaml",
    "show child.yaml --format text -o net.yaml", "export child.yaml --to onnx -o net.yaml", "draw child.yaml --in svg -o link.yaml",
    "check hw.csv -o hw.csv", "check . --network lenet5 --feedback .", "check . --rubric net.yaml -o hw.csv", "show lenet5 --template uni.pptx -o uni.pptx"])
def test_a_file_that_the_command_reads_is_not_replaced(tmp_path, monkeypatch, words):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "link.yaml").symlink_to("net.yaml")
    files = {"net.yaml": NETWORK, "child.yaml": "extends: net\n", "uni.pptx": "",
             "hw.md": "| question | answer |\n| --- | --- |\n| lenet5.conv1.params | 156 |\n",
             "hw.csv": "question,answer\nlenet5.conv1.params,156\n"}
    if "pptx" in words:
        pytest.importorskip("pptx").Presentation().save("uni.pptx")
        files["uni.pptx"] = (tmp_path / "uni.pptx").read_bytes().decode("latin-1")
    if "--rubric" in words:
        files["net.yaml"] = "network: lenet5\n"
    for name, text in files.items():
        (tmp_path / name).write_bytes(text.encode("latin-1"))
    with pytest.raises(ArchcalcError, match="is read by this command"):
        run(*words.split())
    assert {name: (tmp_path / name).read_bytes().decode("latin-1") for name in files} == files


def test_any_other_file_is_replaced(tmp_path):
    (tmp_path / "net.yaml").write_text(NETWORK, "utf-8")
    for _ in range(2):
        run("show", str(tmp_path / "net.yaml"), "-o", str(tmp_path / "net.md"), "--title", str(tmp_path / "net.md"))
    assert (tmp_path / "net.md").read_text("utf-8").startswith("## ")


@pytest.mark.parametrize("words", ["show lenet5 -o net.html", "show lenet5 -o net.xlsx", "draw lenet5 -o net.svg", "plot lenet5 -o net.pdf"])
def test_a_disk_that_fills_up_leaves_the_old_file(tmp_path, monkeypatch, words):
    monkeypatch.chdir(tmp_path)
    old = tmp_path / words.split()[-1]
    old.write_bytes(b"old")

    def full(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(ArchcalcError, match="No space left") as caught:
        run(*words.split())
    assert caught.value.exit_code == 74
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {old.name: b"old"}


def test_a_terminal_is_not_sent_what_it_cannot_show(monkeypatch):
    monkeypatch.setattr(standard_output, "_stream", lambda: SimpleNamespace(isatty=lambda: True))
    monkeypatch.setattr(picture_options, "at_terminal", lambda: True)
    with pytest.raises(ArchcalcError, match="it is not text"):
        run("show", "lenet5", "--format", "xlsx")
    with pytest.raises(ArchcalcError, match="a picture wants a file"):
        run("draw", "lenet5")
