"""The README is true: its commands run, what they print is what it shows, and everything that there is is in it."""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

import archcalc
from archcalc.cli.application import COMMANDS, application
from archcalc.language.spec import read
from archcalc.language.text.document import parse
from archcalc.network.builder import build
from archcalc.rendering import drawings

README = Path(__file__).parent.parent / "README.md"
TEXT = README.read_text("utf-8")
FILES = re.compile(r"```csv (\S+)\n(.*?)```", re.DOTALL)
CONSOLE = re.compile(r"```console\n(.*?)```", re.DOTALL)
COMMAND = re.compile(r"^\$ (archcalc .*)$", re.MULTILINE)


def printed(command: str) -> str:
    words = shlex.split(command)[1:]
    verb = words[0] if words[0] in COMMANDS else "show"
    arguments = words if words[0] in COMMANDS else ["show", *words]
    result = CliRunner().invoke(application(verb), arguments)
    assert result.exit_code in {0, 1}, result.output  # 1 is an answer: something differs
    return result.stdout


def true_block(block: str) -> str:
    """A console block with what its commands print today."""
    shown = dict(zip(COMMAND.findall(block), COMMAND.split(block)[2::2], strict=True))
    return "\n".join(f"$ {command}\n{shortened(printed(command), like)}" for command, like in shown.items())


def shortened(text: str, like: str) -> str:
    """As many lines of its beginning and its end as are shown of it, where `...` stands for the others."""
    head, dots, tail = like.strip("\n").partition("\n...")
    if not dots:
        return text
    lines = text.rstrip("\n").split("\n")
    first, last = head.count("\n") + 1, tail.count("\n")
    assert first + last < len(lines), "nothing is left out"
    return "\n".join([*lines[:first], "...", *lines[len(lines) - last:]]) + "\n"


def test_the_commands_print_what_the_readme_shows(golden_file, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name, text in FILES.findall(TEXT):
        Path(name).write_text(text, "utf-8")
    golden_file(README, CONSOLE.sub(lambda block: f"```console\n{true_block(block[1])}```", TEXT))


def test_the_specification_in_the_readme_works():
    (text,) = re.findall(r"```yaml\n(title: A small network.*?)```", TEXT, re.DOTALL)
    graph = build(read(parse(text, "readme.yaml"), "readme"))
    assert graph.nodes[-1].shape == (1, 10)
    assert graph.warnings == ()


def test_the_python_in_the_readme_works():
    (text,) = re.findall(r"```python\n(.*?)```", TEXT, re.DOTALL)
    names: dict[str, object] = {}
    exec(text, names)
    assert names["report"].table("layers").totals["params"] == 138_357_544
    assert names["graph"].node("conv2_1/conv1").shape == (1, 64, 56, 56)


def test_the_picture_in_the_readme_is_what_archcalc_draws(golden_file):
    graph = build(archcalc.load("vgg16"))
    golden_file(README.parent / ".github" / "vgg16.svg", drawings.drawn(graph, "svg", style="volumes"))


def test_what_the_readme_adds_works_by_being_there(tmp_path):
    """The files that it shows are put into a copy of archcalc."""
    for folder in ("archcalc", "architectures"):
        shutil.copytree(README.parent / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__"))
    for name, text in re.findall(r"```\w+ (arch\S+/\S+)\n(.*?)```", TEXT, re.DOTALL):
        (tmp_path / name).write_text(text, "utf-8")
    words = ["two_layers", "--depth", "all", "--convention", "reads", "--format", "jsonl"]
    done = subprocess.run([sys.executable, "-m", "archcalc", *words], cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(tmp_path)},
                          capture_output=True, text=True, check=False)
    assert not done.stderr
    maxout = next(row for row in map(json.loads, done.stdout.splitlines()) if row["op"] == "maxout")
    assert (maxout["output_shape"], maxout["macs"], maxout["intensity"]) == ([4, 24, 24], 8 * 24 * 24, 0)


@pytest.mark.parametrize("command", COMMANDS.names)
def test_every_command_has_help_with_an_example_and_is_in_the_readme(command):
    module = COMMANDS.load(command)
    help_text = CliRunner().invoke(application(command), [command, "--help"]).stdout
    assert module.EXAMPLE.startswith(f"archcalc {command}")
    assert f"Example: {module.EXAMPLE}\n" in help_text
    assert max(map(len, help_text.splitlines())) <= 80
    assert not re.search(r"<(str|int|float)", help_text), "an option says what it takes: metavar"
    assert re.search(rf"\barchcalc {command}\b", TEXT) or command == "show"


GIVEN = {"hw.csv": "question,answer\nvgg16.conv1_1.params,1792\n", "truth.csv": "image,class\na,cat\nb,dog\n",
         **dict.fromkeys(("a.csv", "b.csv", "c.csv"), "image,cat,dog\na,0.75,0.25\nb,0.5,0.5\n")}


@pytest.mark.parametrize("command", [pytest.param(name, marks=[pytest.mark.slow] if name in {"export", "run"} else []) for name in COMMANDS.names])
def test_every_example_of_the_help_works(command, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name, text in GIVEN.items():
        (tmp_path / name).write_text(text, "utf-8")
    example = COMMANDS.load(command).EXAMPLE.partition(" >")[0]
    result = CliRunner().invoke(application(command), shlex.split(example)[1:])
    assert result.exit_code == (command == "diff"), result.exception
    assert result.stdout or {path.name: path.read_bytes() for path in tmp_path.iterdir()} != {name: text.encode() for name, text in GIVEN.items()}


@pytest.mark.parametrize("name", archcalc.__all__)
def test_every_public_name_says_what_it_is(name):
    assert getattr(archcalc, name).__doc__
