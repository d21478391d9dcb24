"""The README is short and leads on; every command's help is complete, and its example works.

What the pages say is tested by test_manual.
"""

import re
import shlex
import subprocess
import tomllib
from pathlib import Path

import pytest
from pages import text
from places import README, ROOT
from together import together
from typer.testing import CliRunner

import archcalc
from archcalc.cli.application import COMMANDS, application
from archcalc.network.builder import build
from archcalc.rendering import drawings

MOST_LINES = 150


def test_the_readme_is_short():
    assert len(text("README").splitlines()) <= MOST_LINES


def test_the_readme_tells_how_to_run_the_tests():
    """Where .ci/run looks for it."""
    found = subprocess.run(["bash", "-c", r"sed -n '/^## Tests/,/^```$/p' README.md | grep -m1 '^python3 '"], cwd=ROOT,
                           capture_output=True, text=True, check=True).stdout
    assert found.strip() in (ROOT / "archcalc/manual/testing.md").read_text("utf-8")
    assert "pytest" in found


def test_the_licence_is_in_the_package_and_in_what_is_built():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    file, font = project["license-files"]
    assert project["license"] == "MIT AND OFL-1.1"
    assert "SIL OPEN FONT LICENSE Version 1.1" in (ROOT / font).read_text("utf-8")
    assert {path.suffix for path in (ROOT / font).parent.iterdir()} == {".ttf", ".txt"}
    assert (ROOT / file).read_text("utf-8").startswith("MIT License\n\nCopyright (c) 2026 The archcalc developers\n")
    assert f"[MIT]({file})" in text("README")


def test_the_changes_begin_with_this_version():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert re.search(r"^## (.+)$", text("changes"), re.MULTILINE)[1] == project["version"]


def test_the_picture_in_the_readme_is_what_archcalc_draws(golden_file):
    graph = build(archcalc.load("vgg16"))
    golden_file(README.parent / ".github" / "vgg16.svg", drawings.drawn(graph, "svg", style="volumes"))


@together("command", COMMANDS.names)
def test_every_command_has_help_with_an_example(command):
    module = COMMANDS.load(command)
    help_text = CliRunner().invoke(application(command), [command, "--help"]).stdout
    assert module.EXAMPLE.startswith(f"archcalc {command}")
    assert f"Example: {module.EXAMPLE}\n" in help_text
    assert max(map(len, help_text.splitlines())) <= 80
    assert not re.search(r"<(str|int|float)", help_text), "an option says what it takes: metavar"


GIVEN = {"hw.csv": "question,answer\nvgg16.conv1_1.params,1792\n", "truth.csv": "image,class\na,cat\nb,dog\n",
         **dict.fromkeys(("a.csv", "b.csv", "c.csv"), "image,cat,dog\na,0.75,0.25\nb,0.5,0.5\n")}


ENDLESS = {"edit"}
"""Commands that wait for their reader; their own tests begin and end them."""


@pytest.mark.parametrize("command", [
    pytest.param(name, marks=[pytest.mark.slow] if name in {"export", "run"} else []) for name in COMMANDS.names if name not in ENDLESS])
def test_every_example_of_the_help_works(command, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name, content in GIVEN.items():
        (tmp_path / name).write_text(content, "utf-8")
    example = COMMANDS.load(command).EXAMPLE.partition(" >")[0]
    result = CliRunner().invoke(application(command), shlex.split(example)[1:])
    assert result.exit_code == (command == "diff"), result.exception
    written = {path.name: path.read_bytes() for path in Path.cwd().iterdir()}
    assert result.stdout or written != {name: content.encode() for name, content in GIVEN.items()}


@together("name", archcalc.__all__)
def test_every_public_name_says_what_it_is(name):
    assert getattr(archcalc, name).__doc__
