"""A stranger adds to archcalc what the manual's page on it prints: in a checkout, and as plugins of an installed archcalc."""

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from places import ROOT

from archcalc.api.installed_packages import GROUP
from archcalc.base import configuration

BLOCK = re.compile(r"^```[a-z]+ (archcalc/\S+|architectures/\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
PAGE = (ROOT / "archcalc" / "manual" / "extending.md").read_text("utf-8")
ADDED = dict(BLOCK.findall(PAGE))
"""The five files, by the path that they have in a checkout."""
FILES = {Path(path).name: path for path in ADDED}
SHEET = "question,answer\ngem_net.gem_pool1.params,1\ngem_net.gem_pool1.output,1x1x8\ngem_net.fc1.params,900\n"

SCRIPT = """
import contextlib, io, json, sys
from archcalc import cli
said = []
for words in json.load(sys.stdin):
    sys.argv, out, errors = ["archcalc", *words], io.TextIOWrapper(io.BytesIO(), "utf-8"), io.TextIOWrapper(io.BytesIO(), "utf-8")
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(errors):
        code = cli._run()
    texts = []
    for stream in (out, errors):
        stream.flush()
        texts.append(stream.buffer.getvalue().decode())
    said.append([code, *texts])
json.dump(said, sys.stdout)
"""
"""Runs several commands in one process of an archcalc that lies somewhere else."""


def copied(target: Path, changed: dict[str, str] | None = None) -> Path:
    """A checkout with the five files in their places, of which some may be changed."""
    for folder in ("archcalc", "architectures"):
        shutil.copytree(ROOT / folder, target / folder, ignore=shutil.ignore_patterns("__pycache__"))
    for path, text in (ADDED | (changed or {})).items():
        (target / path).write_text(text, "utf-8")
    return target


def run_all(home: Path, folder: Path, commands: list[list[str]]) -> list[tuple[int, str, str]]:
    """Exit code, output and errors of commands given in a folder to the archcalc that lies in `home`."""
    environment = {**os.environ, "PYTHONPATH": str(home), "XDG_CONFIG_HOME": str(folder / "no")}
    done = subprocess.run([sys.executable, "-c", SCRIPT], input=json.dumps(commands), cwd=folder, env=environment,
                          capture_output=True, text=True, check=False)
    assert not done.stderr
    return [tuple(each) for each in json.loads(done.stdout)]


COMMANDS = {
    "table": ["NET", "--depth", "all"], "every column": ["NET", "--format", "json"], "format": ["NET", "--format", "jsonl", "--columns", "name,intensity"],
    "operator": ["explain", "gem_pool"], "layer": ["explain", "NET", "gem_pool1"], "total": ["explain", "NET", "params"], "analysis": ["explain", "intensity"],
    "convention": ["explain", "reads"], "by it": ["NET", "--convention", "reads"], "conventions": ["conventions", "NET"], "difference": ["conventions", "NET", "--difference", "reads", "macs"],
    "run": ["run", "NET", "--weights", "ones", "--trace", "--format", "json"], "plan": ["plan", "NET", "--batch", "4"], "picture": ["draw", "NET", "--format", "mermaid"],
    "drawing": ["draw", "NET", "--style", "volumes", "--format", "svg"], "check": ["check", "hw.csv", "--network", "NET"], "worksheet": ["worksheet", "NET"],
    "quiz": ["quiz", "NET", "--seed", "1"], "weights": ["weights", "NET"], "claims": ["claims", "NET"], "about": ["about", "NET"], "compare": ["compare", "NET", "lenet5"],
    "sweep": ["sweep", "NET", "--batch", "1,2"], "fit": ["fit", "NET", "--memory", "1MiB"], "transfer": ["transfer", "NET", "--classes", "3", "--images", "100", "--similar", "yes", "--format", "json"], "export": ["export", "NET", "-o", "net.onnx"],
}
CHANGES = {"run": r'("seconds": |"peak_bytes": |"time[^"]*": |[0-9.]+ (?:us|ms|s)\b)[^,}\n]*'}
"""What is another number in every run."""


@pytest.fixture(scope="module")
def ways(tmp_path_factory):
    """What every command says, with the files in a checkout and as plugins of an installed archcalc."""
    checkout = copied(tmp_path_factory.mktemp("checkout"))
    installed, mine = tmp_path_factory.mktemp("installed"), tmp_path_factory.mktemp("mine")
    shutil.copytree(ROOT / "archcalc", installed / "archcalc", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "architectures", installed / "archcalc" / "architectures")  # as a wheel has them
    for path, text in ADDED.items():
        (mine / Path(path).name).write_text(text, "utf-8")
    for folder in (mine, checkout):
        (folder / "hw.csv").write_text(SHEET, "utf-8")
    options = [word for name in FILES if name.endswith(".py") for word in ("--plugin", name)]
    first = run_all(checkout, checkout, [[word.replace("NET", "gem_net") for word in words] for words in COMMANDS.values()])
    second = run_all(installed, mine, [[*(word.replace("NET", "gem_net.yaml") for word in words), *options] for words in COMMANDS.values()])
    return dict(zip(COMMANDS, zip(first, second, strict=True), strict=True))


def test_the_page_adds_five_things_one_of_them_with_weights():
    assert {Path(path).suffix for path in ADDED} == {".yaml", ".py"}
    assert len(ADDED) == 5
    assert sum("def weights" in text for text in ADDED.values()) == 1


@pytest.mark.slow
@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_says_the_same_of_a_checkout_and_of_plugins(name, ways):
    first, second = (
        (code, re.sub(CHANGES.get(name, "^$"), "", out).replace("gem_net.yaml", "gem_net"), errors.replace("gem_net.yaml", "gem_net"))
        for code, out, errors in ways[name])
    assert first == second
    assert "archcalc itself" not in first[2]


@pytest.mark.parametrize(("name", "code", "words"), [
    ("table", 0, ["gem_pool1", "1x1x8", "299"]), ("every column", 0, ['"intensity": 25', '"op": "gem_pool"']), ("format", 0, ['{"name": "conv1", "intensity": 25}\n']),
    ("operator", 0, ["Radenovic", "epsilon"]), ("layer", 0, ["28x28", "1x1x8"]), ("analysis", 0, ["MACs a value"]), ("convention", 0, ["values read", "pooling"]),
    ("by it", 0, [f"MACs: {115_280 + 4_608:,} an image (reads"]), ("conventions", 0, ["reads", f"{115_280 + 4_608:,}", "torchinfo", "thop", "fvcore", "ptflops", "netscope"]),
    ("difference", 0, ["gem pool values read", "4,608"]), ("run", 0, ["gem_pool1"]), ("plan", 0, ["gem_pool"]), ("picture", 0, ["gem pool"]), ("drawing", 0, ["<svg", "gem_pool1"]),
    ("check", 1, ["2 of 3"]), ("worksheet", 0, ["gem_pool1"]), ("quiz", 0, ["pool"]), ("weights", 0, ["gem_pool1.p"]), ("claims", 0, ["1 printed figures: 1 reproduced"]),
    ("compare", 0, ["299"]), ("sweep", 0, ["299"]), ("transfer", 0, ["27"])])
def test_a_command_has_what_was_added(name, code, words, ways):
    for given, out, errors in ways[name]:
        assert (given, errors) == (code, "")
        assert all(word in out for word in words), out


def test_export_refuses_with_the_reason(ways):
    for code, _, errors in ways["export"]:
        assert code == 2
        assert re.match(r"\S*gem_net\.yaml:3:\d+: error\[unknown-operator\]: layer 'gem_pool1': gem_pool cannot be written as ONNX", errors)


def test_every_convention_counts_the_operator(ways):
    """Each prints a number for the network, and those that count parameters have the exponent."""
    (_, out, _), _ = ways["conventions"]
    rows = [line.split() for line in out.splitlines() if re.match(r"(memory|params|operations) ", line)]
    assert len(rows) > 50
    assert all(re.fullmatch(r"[0-9,]+", next(word for word in row[2:] if word != "*")) for row in rows)
    params = {row[1]: next(word for word in row[2:] if word != "*") for row in rows if row[0] == "params"}
    assert params["exact"] == "299"


CONTRACT = ["tests/operators/test_operator_contract.py", "tests/base/test_registry.py::test_every_file_has_what_its_registry_requires",
            "tests/loading/test_architectures.py::test_no_file_has_something_it_does_not_use",
            "tests/loading/test_architectures.py::test_every_file_validates_against_the_schema", "tests/test_house.py::test_functions_and_files_stay_small"]
"""Tests that go through all files of a registry, the added ones among them."""


@pytest.mark.parametrize(("words", "most"), [pytest.param(CONTRACT, 15, marks=pytest.mark.slow), (["--doctest-modules", *(path for path in ADDED if path.endswith(".py"))], 1)], ids=["tests", "examples"])
def test_what_was_added_passes_the_tests_without_another_file_being_touched(words, most, tmp_path):
    checkout = copied(tmp_path)
    shutil.copytree(ROOT / "tests", checkout / "tests", ignore=shutil.ignore_patterns("__pycache__", "fuzz", "oracle", "golden"))
    for name in ("pyproject.toml", "README.md"):
        shutil.copy(ROOT / name, checkout)
    done = subprocess.run([sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-p", "no:xdist", "-o", "addopts=", *words],
                          cwd=checkout, env={**os.environ, "PYTHONPATH": str(checkout)}, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-3000:]
    assert int(re.search(r"([0-9]+) passed", done.stdout)[1]) >= most


def test_the_configuration_on_the_page_is_one(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    blocks = dict(re.findall(r"^```toml (\S+)\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL))
    (tmp_path / "archcalc.toml").write_text(blocks["archcalc.toml"], "utf-8")
    read = configuration.parsed(tmp_path / "archcalc.toml")
    assert [path for path, _ in read.plugins] == [tmp_path / "teaching" / "gem_pool.py", tmp_path / "teaching" / "reads.py"]
    assert [path for path, _ in read.architectures] == [tmp_path / "teaching" / "nets"]
    assert [*tomllib.loads(blocks["pyproject.toml"])["project"]["entry-points"]] == [GROUP]


MISTAKE, FAULT = 2, 70
FAULTS = {
    "a misspelt trait": ("gem_pool.py", '"pooling", "module"', '"poling", "module"', MISTAKE, "there is no trait 'poling'", "did you mean 'pooling'?"),
    "a method that does not exist": ("gem_pool.py", "xp.maximum(", "xp.maximun(", MISTAKE, "xp has no function 'maximun'", "did you mean 'maximum'?"),
    "a tuple for a Weight": ("gem_pool.py", "Weight((1,))", "(1,)", MISTAKE, "expected a dictionary of Weight(shape, role) by name", "archcalc explain operator tells"),
    "a name that is not imported": ("gem_pool.py", "Window((x[2], x[3]))", "Windows((x[2], x[3]))", MISTAKE, "there is no 'Windows' here", ""),
    "a misspelt kind of attribute": ("gem_pool.py", "import Real", "import Reel", MISTAKE, "cannot import name 'Reel'", "did you mean 'Real'?"),
    "broken Python": ("gem_pool.py", "def output(self, x", "def output(self x", MISTAKE, "SyntaxError", ""),
    "a misspelt trait of a convention": ("reads.py", '"pooling"', '"poling"', MISTAKE, "there is no operator or trait 'poling'", "did you mean 'pooling'?"),
    "a column that is none": ("intensity.py", 'Column("intensity", ', 'Colum("intensity", ', MISTAKE, "name 'Colum' is not defined", "did you mean 'Column'?"),
    "cells that fail": ("intensity.py", "prod(node.shape)", "prod(node.shap)", FAULT, "AttributeError", "did you mean 'shape'?"),
    "render that fails": ("jsonl.py", "tables[0]", "tables[7]", FAULT, "IndexError", ""),
}
"""The file, what stands there, what is written instead, how a command ends in a checkout, what is told, and the hint.

What fails in an analysis or a format of archcalc's own is a fault of archcalc, whoever wrote it; it is named by its line, too.
"""


@pytest.mark.quick(cases=2)
@pytest.mark.parametrize(("file", "right", "wrong", "code", "fact", "hint"), FAULTS.values(), ids=FAULTS)
def test_what_is_wrong_is_told_with_its_file_and_line(file, right, wrong, code, fact, hint, tmp_path):
    text = ADDED[FILES[file]]
    broken = text.replace(right, wrong, 1)
    assert broken != text
    words = ["run", "NET"] if "xp." in wrong else ["NET", "--convention", "reads", "--format", "jsonl"]
    checkout = copied(tmp_path / "checkout", {FILES[file]: broken})
    for path, content in ADDED.items():
        (tmp_path / Path(path).name).write_text(broken if Path(path).name == file else content, "utf-8")
    options = [word for name in FILES if name.endswith(".py") for word in ("--plugin", name)]
    (first,) = run_all(checkout, tmp_path, [[word.replace("NET", "gem_net") for word in words]])
    (second,) = run_all(ROOT, tmp_path, [[*(word.replace("NET", "gem_net.yaml") for word in words), *options]])
    line = 1 + text[:text.index(right)].count("\n")
    assert (first[:2], second[:2]) == ((code, ""), (MISTAKE, ""))
    for _, _, errors in (first, second):
        (told,) = set(re.findall(rf"\b{re.escape(file)}:([0-9]+)\b", errors))
        assert int(told) in {line, line - 1}, "the line, or that of the rule in which it stands"
        assert fact in errors
        assert "Traceback" not in errors
    assert hint in second[2]
    assert hint in first[2] or code == FAULT
