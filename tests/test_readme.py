"""The README is true: its commands run, what they print is what it shows, and everything that there is is in it."""

import re
import shlex
from pathlib import Path

import pytest
from typer.testing import CliRunner

import archcalc
from archcalc.cli.application import COMMANDS, application
from archcalc.document import parse
from archcalc.graph import build
from archcalc.spec import read

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
    return "\n".join(f"$ {command}\n{printed(command)}" for command in COMMAND.findall(block))


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


@pytest.mark.parametrize("command", COMMANDS.names)
def test_every_command_has_help_with_an_example_and_is_in_the_readme(command):
    module = COMMANDS.load(command)
    help_text = CliRunner().invoke(application(command), [command, "--help"]).stdout
    assert module.EXAMPLE.startswith(f"archcalc {command}")
    assert f"Example: {module.EXAMPLE}\n" in help_text
    assert re.search(rf"\barchcalc {command}\b", TEXT) or command == "show"


@pytest.mark.parametrize("name", archcalc.__all__)
def test_every_public_name_says_what_it_is(name):
    assert getattr(archcalc, name).__doc__
