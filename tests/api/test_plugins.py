"""Plugins: what a file brings is picked up everywhere, a start never looks for one, and what is wrong with one is told with its line."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from plugin_parts import ANALYSIS, CONVENTION, FORMAT, MISCONCEPTION, NETWORKS, OPERATOR, OPTIMIZER, PARTS, PRESET

import archcalc
from archcalc import api, cli, operators
from archcalc.base import configuration, plugins
from archcalc.counting import conventions
from archcalc.homework.misconceptions import catalogue
from archcalc.operators.operator import Op
from archcalc.sweeps import sweep as sweeps
from archcalc.sweeps.axes import BATCH, INPUT, Axis

NETWORK = "input: [1, 8, 8]\nlayers: [conv: {filters: 2, kernel: 3}, doubled]\n"


@pytest.fixture(autouse=True)
def alone(monkeypatch, tmp_path):
    """No plugin of another test is there, none is configured, and what a test loads is gone after it."""
    for name, value in {"loaded": [], "folders": [], "elsewhere": [api._search]}.items():
        monkeypatch.setattr(plugins, name, value)
    for kind in operators.built_in():
        operators.find(kind)  # a class is made once
    monkeypatch.setattr(Op, "known", dict(Op.known))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def file(tmp_path):
    """Writes a plugin, and a network beside it."""
    (tmp_path / "nets").mkdir()
    (tmp_path / "nets" / "my_net.yaml").write_text(NETWORK, "utf-8")

    def write(text: str, name: str = "mine.py") -> Path:
        (tmp_path / name).write_text(text, "utf-8")
        return tmp_path / name

    return write


@pytest.fixture
def said(monkeypatch, capsys):
    """What a command says: its exit code, its standard output and its errors."""
    def run(*words: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["archcalc", *words])
        code = cli._run()
        return code, *capsys.readouterr()

    return run


def test_a_plugin_tells_what_it_brings(file):
    for part, text in PARTS.items():
        path = file(text)
        assert part in archcalc.load_plugin(path)


def test_one_file_may_bring_everything(file):
    brought = archcalc.load_plugin(file("".join(PARTS.values())))
    assert {*PARTS} <= {*brought}
    assert "convention mine-thrice" in brought


EVERYWHERE = [
    (OPERATOR, ["nets/my_net.yaml"], "doubled"), (OPERATOR, ["explain", "doubled"], "doubled"), (OPERATOR, ["schema"], '"doubled"'),
    (OPERATOR, ["draw", "nets/my_net.yaml", "--format", "mermaid"], "doubled"), (OPERATOR, ["plan", "nets/my_net.yaml"], "parameters"),
    (ANALYSIS, ["vgg16", "--format", "json"], '"area": 50176'), (ANALYSIS, ["vgg16", "--columns", "name,area"], "area"),
    (ANALYSIS, ["explain", "mine"], "area"), (CONVENTION, ["vgg16", "--convention", "mine"], "30,940,528,640"),
    (CONVENTION, ["conventions", "vgg16"], "mine-thrice"), (CONVENTION, ["explain", "mine"], "products, twice"),
    (CONVENTION, ["conventions", "lenet5", "--difference", "mine", "macs"], "416,520"), (FORMAT, ["lenet5", "--format", "mine"], "conv1\n"),
    (FORMAT, ["conventions", "lenet5", "--format", "mine"], "memory\n"), (PRESET, ["lenet5", "--preset", "mine"], "my layer"),
    (OPTIMIZER, ["plan", "lenet5", "--optimizer", "mine"], "seven values"), (MISCONCEPTION, ["explain", "ten-times"], "look at the digits"),
    (MISCONCEPTION, ["check", "hw.csv"], "ten times as large"), (NETWORKS + OPERATOR, ["my-net"], "doubled"), (NETWORKS + OPERATOR, ["about", "my_net"], "my_net"),
    (NETWORKS, ["list"], "my_net"), (NETWORKS + OPERATOR, ["compare", "my_net", "lenet5"], "my_net"), (NETWORKS, ["source", "my_net"], "doubled")]


@pytest.mark.parametrize(("text", "words", "shown"), EVERYWHERE, ids=[" ".join(words) for _, words, _ in EVERYWHERE])
def test_every_command_has_what_a_plugin_brings(text, words, shown, file, said):
    Path("hw.csv").write_text("question,answer\nlenet5.conv1.params,1560\n", "utf-8")
    path = str(file(text))
    code, out, errors = said(*words, "--plugin", path)
    assert shown in out, errors
    assert code == (words[0] == "check")
    assert errors == ""


@pytest.mark.parametrize("words", [["--plugin", "mine.py", "lenet5"], ["--plugin=mine.py", "show", "lenet5"], ["show", "--plugin", "mine.py", "lenet5"],
                                   ["lenet5", "--plugin=mine.py"], ["lenet5", "--plugin", "other.py", "--plugin", "mine.py"]])
def test_the_option_stands_anywhere_and_more_than_once(words, file, said):
    file(FORMAT, "mine.py")
    file(OPERATOR, "other.py")
    assert said(*words, "--format", "mine")[0] == 0
    assert said(*words, "--format", "mine")[1].startswith("input\nconv1\n")


@pytest.mark.parametrize("words", [["lenet5", "--plugin"], ["--plugin="], ["--plugin", ""]])
def test_the_option_wants_a_file(words, said):
    code, out, errors = said(*words)
    assert (code, out) == (2, "")
    assert "--plugin wants a Python file" in errors


def test_a_file_gets_the_format_of_its_ending(file, said):
    assert said("lenet5", "--plugin", str(file(FORMAT)), "-o", "net.lines") == (0, "", "")
    assert Path("net.lines").read_text("utf-8").startswith("input\n")


FAULTS = {
    "syntax": ("x = 1\ndef f(:\n", 2, "SyntaxError"), "a zero byte": ("x = '\0'\n", 1, ""), "an error": ("x = 1\n\n1 / 0\n", 3, "ZeroDivisionError: division by zero"),
    "an error in a function": ("def f():\n    return [][1]\n\nf()\n", 2, "IndexError"), "the end of Python": ("import sys\nsys.exit(3)\n", 2, "the file ends Python"),
    "a misspelt name": ("from archcalc.operators.attributes import Positiv\n", 1, "did you mean 'Positive'?"), "an unknown name": ("lenght = 1\nlength\n", 2, "did you mean 'lenght'?"),
    "a module that is not installed": ("import nonesuch\n", 1, "has to be installed"), "a module that has moved": ("from archcalc.measures import figures\n", 1, "is now archcalc.counting.measures"),
    "a name that has moved": ("from archcalc.counting import Rule\n", 1, "is now archcalc.counting.convention"), "an attribute": ("import archcalc\narchcalc.lode\n", 2, "no attribute 'lode'"),
    "a mistake of archcalc's": ("import archcalc\n\narchcalc.load('vgg61')\n", 3, "did you mean 'vgg11'?"), "nothing": ("x = 1\n", 1, "there is nothing in it that archcalc could use"),
    "no cells": ("from archcalc.base.report import Column\nCOLUMNS = (Column('area'),)\n", 1, "cells is missing: a function of (graph, ways)"),
    "no columns": ("def cells(graph, ways):\n    return ()\n", 1, "COLUMNS is missing: a tuple of Column"),
    "one column": ("from archcalc.base.report import Column\nCOLUMNS = (Column('area'))\ndef cells(graph, ways): ...\n", 2, "COLUMNS has to be a tuple of Column, and is a Column"),
    "cells of one argument": (ANALYSIS.replace("(graph, ways)", "(graph)"), 4, "cells has to take (graph, ways), and takes (graph)"),
    "a column that there is": (ANALYSIS.replace('"area", "area"', '"macs", "area"'), 3, "'macs' is a column of operations"),
    "an ending that is a text": (FORMAT.replace("(\".lines\",)", "\".lines\""), 2, "SUFFIXES has to be a tuple of texts, and is '.lines'"),
    "an ending that is another's": (FORMAT.replace(".lines", ".json"), 2, "'.json' is the ending of the format 'json'"),
    "render of one argument": (FORMAT.replace("(report, page)", "(report)"), 3, "render has to take (report, page)"), "no render": ("SUFFIXES = ()\n", 1, "render is missing"),
    "an operator that there is": (OPERATOR.replace('"doubled"', '"conv"'), 4, "there is 'conv' already"), "a word of the language": (OPERATOR.replace('"doubled"', '"repeat"'), 4, "there is 'repeat' already"),
    "an operator in capitals": (OPERATOR.replace('"doubled"', '"Doubled"'), 4, "no operator can be called 'Doubled'"),
    "a misspelt kind of figure": (CONVENTION.replace("operations = ", "operation = "), 3, "did you mean 'operations'?"),
    "a misspelt measure": (CONVENTION.replace('"macs", factor=2', '"mac", factor=2'), 3, "did you mean 'macs'?"),
    "a misspelt operator in a convention": (CONVENTION.replace('"macs", factor=2', '"macs", frozenset({"con"})'), 3, "did you mean 'conv'?"),
    "operators as a text": (CONVENTION.replace('"macs", factor=2', '"macs", "conv"'), 3, "operators are 'conv'"),
    "one term": (CONVENTION.replace("(Term(\"products\", \"macs\", factor=2),)", "Term(\"products\", \"macs\", factor=2)"), 3, "the terms of operations are a Term"),
    "no rule": ("from archcalc.counting.convention import Rule\nmemory = 3\n_part = Rule('', '', ())\n", 2, "memory is 3"),
    "a variant of another name": (CONVENTION.replace("mine-thrice", "thrice"), 4, "begins with mine-"), "variants in a list": (CONVENTION.replace('{"mine-thrice": ', "[").replace("]})", "]"), 4, ""),
    "a preset that is none": ("PRESET = 3\n", 1, "PRESET has to be a Preset, and is 3"), "an optimizer without words": ("def state(shape, size):\n    return 0\n", 1, "WORDS is missing: a text"),
    "a misconception that there is": (MISCONCEPTION.replace("ten-times", "plus-one-forgotten"), 3, "no misconception can be called"),
    "a misspelt figure": (MISCONCEPTION.replace('{"params"}', '{"parms"}'), 3, "did you mean 'params'?"), "rows that are none": ("ROWS = (3,)\n", 1, "ROWS has to be a tuple of Misconception"),
    "no folder": ('ARCHITECTURES = "nowhere"\n', 1, "is not a folder"), "a folder that is no text": ("ARCHITECTURES = 3\n", 1, "ARCHITECTURES has to be a folder's name"),
}


@pytest.mark.parametrize(("text", "line", "words"), FAULTS.values(), ids=FAULTS)
def test_what_is_wrong_is_told_with_its_line_and_nothing_stays(text, line, words, file, said):
    file(text)
    before = dict(Op.known)
    code, out, errors = said("lenet5", "--plugin", "mine.py")
    assert (code, out) == (2, "")
    assert errors.startswith((f"mine.py:{line}:", "error[encoding]")), errors
    assert words in errors
    assert "Traceback" not in errors
    assert " at 0x" not in errors
    assert plugins.loaded == plugins.folders == []
    assert Op.known == before


@pytest.mark.parametrize(("name", "content", "words"), [
    ("nowhere.py", None, "cannot read 'nowhere.py'"), ("mine.txt", b"", "a Python file"), ("my-ops.py", b"", "a Python file"), ("3.py", b"", "a Python file"),
    ("large.py", b"#" * (1 << 20) + b"\n", "larger than 1 MiB"), ("nets", None, "a Python file"), ("bytes.py", b"x = '\xff\xfe'\n", "is not text"),
    ("coding.py", b"# coding: nonesuch\n", "is not text")])
def test_what_is_no_plugin_is_refused(name, content, words, file, said):
    if content is not None:
        Path(name).write_bytes(content)
    code, out, errors = said("lenet5", "--plugin", name)
    assert (code, out) == (2, "")
    assert words in errors


def test_a_name_that_exists_already_is_refused(file, said):
    code, _, errors = said("lenet5", "--plugin", str(file(FORMAT.replace(".lines", ".x"), "json.py")))
    assert code == 2
    assert "there is another format called 'json'" in errors
    archcalc.load_plugin(file(OPERATOR, "first.py"))
    with pytest.raises(archcalc.ArchcalcError, match="there is 'doubled' already"):
        archcalc.load_plugin(file(OPERATOR, "second.py"))
    assert archcalc.build("nets/my_net.yaml").nodes[-1].op.__module__.startswith("archcalc_plugin_first")


def test_a_network_that_exists_already_is_refused(file):
    path = file(NETWORKS)
    (Path("nets") / "vgg-16.yaml").write_text(NETWORK, "utf-8")
    assert archcalc.load_plugin(path)
    (Path("nets") / "VGG16.yaml").write_text(NETWORK, "utf-8")
    plugins.folders.clear()
    plugins.loaded.clear()
    with pytest.raises(archcalc.ArchcalcError, match="VGG16"):
        archcalc.load_plugin(path)


RUNNING = {
    "cells that fail": (ANALYSIS.replace("return (", "graph.nods\n    return ("), ["lenet5"], "mine.py:5:5", "did you mean 'nodes'?"),
    "too few cells": (ANALYSIS.replace("graph.nodes)", "graph.nodes[1:])"), ["lenet5"], "mine.py:4:5", "one for each node"),
    "cells that are no tuples": (ANALYSIS.replace("0,)", "0)"), ["lenet5"], "mine.py:4:5", "of 1 cells"), "nothing is rendered": (FORMAT.replace("return", "_ ="), ["lenet5", "--format", "mine"], "error[plugin]", "gave None"),
    "render that fails": (FORMAT.replace("report.tables[0]", "report.tables[7]"), ["lenet5", "--format", "mine"], "mine.py:4:", "IndexError"),
    "a state that fails": (OPTIMIZER.replace("7 *", "7 / 0 *"), ["plan", "lenet5", "--optimizer", "mine"], "mine.py:5:", "ZeroDivisionError"),
    "a misconception that fails": (MISCONCEPTION.replace("10 *", "ten *"), ["check", "hw.csv"], "mine.py:4:", "name 'ten' is not defined")}


@pytest.mark.parametrize(("text", "words", "place", "told"), RUNNING.values(), ids=RUNNING)
def test_what_goes_wrong_in_a_rule_is_the_plugin_s(text, words, place, told, file, said):
    Path("hw.csv").write_text("question,answer\nlenet5.conv1.params,1560\n", "utf-8")
    file(text)
    code, _, errors = said(*words, "--plugin", "mine.py")
    assert code == 2
    assert errors.startswith(place)
    assert told in errors
    assert "Traceback" not in errors


def test_what_a_plugin_prints_is_no_part_of_the_answer(file, said):
    code, out, errors = said("lenet5", "--format", "json", "--plugin", str(file(f"print('hello')\n{FORMAT}")))
    assert code == 0
    assert json.loads(out)["schema"] == "archcalc/report/1"
    assert errors == "hello\n"


def test_a_plugin_is_run_once_and_again_when_it_has_changed(file):
    path = file(f"import builtins\nbuiltins.counted = getattr(builtins, 'counted', 0) + 1\n{OPERATOR}")
    import builtins

    archcalc.load_plugin(path)
    archcalc.load_plugin(path)
    assert builtins.counted == 1
    assert archcalc.build("nets/my_net.yaml").nodes[-1].shape == (1, 4, 6, 6)
    archcalc.load_plugin(file(OPERATOR.replace("2 * x[1]", "4 * x[1]")))
    assert archcalc.build("nets/my_net.yaml").nodes[-1].shape == (1, 8, 6, 6)
    archcalc.load_plugin(file(OPERATOR.replace("doubled", "tripled")))
    assert operators.find("doubled") is None
    assert operators.find("tripled") is not None
    del builtins.counted


def test_what_was_listed_before_is_listed_anew(file):
    before = {row.name for row in catalogue()}, {*conventions.NAMES}
    archcalc.load_plugin(file(MISCONCEPTION + CONVENTION))
    assert {row.name for row in catalogue()} - before[0] == {"ten-times"}
    assert {*conventions.NAMES} - before[1] == {"mine", "mine-thrice"}


def test_another_process_has_the_plugins_of_this_one(file):
    archcalc.load_plugin(file(OPERATOR + CONVENTION))
    spec = archcalc.load("nets/my_net.yaml")
    axes = (Axis(INPUT, "input", ("1x8x8",)), Axis(BATCH, "batch", ("1",)))
    swept = sweeps.Sweep((spec,), axes, ("params", "macs"), conventions.chosen(["mine"]))
    Path("swept").write_bytes(sweeps.packed(swept))
    code = "from pathlib import Path; from archcalc.sweeps.sweep import worked_out; print(worked_out(Path('swept').read_bytes(), 0, 1))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stdout == f"{sweeps.worked_out(Path('swept').read_bytes(), 0, 1)}\n", done.stderr


# --- the user's configuration, and what is installed ---


@pytest.mark.parametrize(("platform", "environment", "expected"), [
    ("linux", {"HOME": "/home/me"}, "/home/me/.config/archcalc"), ("linux", {"HOME": "/home/me", "XDG_CONFIG_HOME": "/cfg"}, "/cfg/archcalc"),
    ("linux", {"HOME": "/home/me", "XDG_CONFIG_HOME": "cfg"}, "/home/me/.config/archcalc"), ("linux", {"HOME": "/home/me", "XDG_CONFIG_HOME": ""}, "/home/me/.config/archcalc"),
    ("darwin", {"HOME": "/Users/me"}, "/Users/me/Library/Application Support/archcalc"), ("win32", {"APPDATA": "/c/me"}, "/c/me/archcalc"),
    ("linux", {}, None), ("linux", {"HOME": "here"}, None), ("win32", {}, None), ("darwin", {}, None)])
def test_the_configuration_lies_where_the_platform_has_it(platform, environment, expected):
    found = configuration.folder(environment, platform)
    assert (found.as_posix() if found else None) == expected


def configured(text: str) -> Path:
    path = Path("config") / "archcalc" / "archcalc.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


@pytest.mark.parametrize(("text", "place", "words"), [
    ('plugin = ["a.py"]\n', "1:1", "did you mean 'plugins'?"), ('# mine\n\nplugins = "a.py"\n', "3:1", "expected a list of paths, found 'a.py'"), ("plugins = [3]\n", "1:1", "a list of paths"),
    ('architectures = [""]\n', "1:1", "a list of paths"), ("plugins = [\n", "2:1", "this is no TOML"), ('plugins = []\nplugins = []\n', "2:", "this is no TOML"), ("[plugins]\na = 1\n", "1:2", "a list of paths"),
    ("x = \x01\n", "1:5", "this is no TOML")])
def test_what_is_wrong_in_the_configuration_is_told_with_its_place(text, place, words, said):
    path = configured(text)
    code, out, errors = said("nonesuch")
    assert (code, out) == (2, "")
    assert errors.startswith(f"{path.absolute()}:{place}")
    assert words in errors


@pytest.mark.parametrize(("content", "words"), [(b"\xff", "not UTF-8"), (b"#" * (1 << 17), "larger than")])
def test_a_configuration_is_read_bounded(content, words, said):
    configured("").write_bytes(content)
    assert words in said("nonesuch")[2]


def test_everything_that_is_wrong_is_told_at_once(said, file):
    file("1 / 0\n")
    configured('plugins = ["a.py", "../../mine.py"]\narchitectures = ["b"]\n')
    code, _, errors = said("nonesuch")
    assert code == 2
    assert errors.count("error[") == 3
    assert errors.count("named in ") == 3


def test_what_is_configured_is_found_by_name(file, said):
    file(OPERATOR + FORMAT + CONVENTION)
    file(ANALYSIS, "area.py")
    configured('plugins = ["../../mine.py", "../../area.py"]\narchitectures = ["../../nets"]\n')
    assert "doubled" in said("my-net")[1]
    assert json.loads(said("my_net", "--format", "json", "--columns", "name,area")[1])["layers"][1]["area"] == 36


@pytest.mark.parametrize("words", [["nets/my_net.yaml"], ["my_net"], ["lenet5", "--format", "mine"], ["lenet5", "-o", "x.lines"], ["lenet5", "--convention", "mine"], ["conventions"],
                                   ["explain", "mine"], ["lenet5", "--columns", "area"], ["plan", "lenet5", "--optimizer", "mine"], ["lenet5", "--preset", "mine"], ["explain", "ten-times"], ["list"]])
def test_each_name_that_is_not_found_asks_the_configuration(words, file, said):
    file("".join(PARTS.values()))
    configured('plugins = ["../../mine.py"]\n')
    code, _, errors = said(*words)
    assert (code, errors) == (0, "")
    assert len(plugins.loaded) == 1


QUIET = ["lenet5", "lenet5 --format json", "lenet5 -o net.csv", "explain lenet5 conv1", "explain conv", "explain memory", "explain torchinfo", "plan lenet5", "draw lenet5 --format svg",
         "about lenet5", "claims lenet5", "weights lenet5", "worksheet lenet5", "diff lenet5 lenet5", "compare lenet5 vgg16", "ensemble vgg16 googlenet", "sweep lenet5 --batch 1,2",
         "lenet5 --convention torchinfo", "lenet5 --preset keras", "lenet5 --columns macs,volume", "source lenet5", "solve conv 96 11x11 stride 4 on 227x227x3", "plot lenet5"]


@pytest.mark.parametrize("words", QUIET)
def test_nobody_looks_for_plugins_where_every_name_is_found(words, said):
    configured("broken")
    code, _, errors = said(*words.split())
    assert (code, errors) == (0, "")


def test_what_a_plugin_brings_is_a_word_of_exercises_too(file, said):
    configured(f'plugins = ["{file(OPERATOR)}"]\n')
    code, out, errors = said("solve", "doubled on 8x8x3: output")
    assert (code, errors) == (0, "")
    assert "8x8x6" in out
    assert said("solve", "trebled on 8x8x3: output")[0] == 2


def test_a_folder_that_somebody_works_in_never_loads_code(file, said, monkeypatch):
    file("raise SystemExit('run')\n")
    for name in ("archcalc.toml", ".config/archcalc/archcalc.toml", "archcalc/archcalc.toml"):
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text(f'plugins = ["{Path("mine.py").absolute()}"]\n', "utf-8")
    for home in (".", ""):
        monkeypatch.setenv("XDG_CONFIG_HOME", home)
        monkeypatch.setenv("HOME", home)
        code, _, errors = said("nonesuch")
        assert code == 2
        assert errors.startswith("error[unknown-network]")


@pytest.fixture
def installed(tmp_path, monkeypatch):
    """Installs a package that names plugins."""
    def install(text: str, points: str) -> None:
        site = tmp_path / "site"
        (site / "their-1.0.dist-info").mkdir(parents=True)
        (site / "their-1.0.dist-info" / "METADATA").write_text("Metadata-Version: 2.1\nName: their\nVersion: 1.0\n", "utf-8")
        (site / "their-1.0.dist-info" / "entry_points.txt").write_text(f"[archcalc.plugins]\n{points}\n", "utf-8")
        (site / "their_parts.py").write_text(text, "utf-8")
        monkeypatch.syspath_prepend(str(site))
        monkeypatch.delitem(sys.modules, "their_parts", raising=False)

    return install


def test_an_installed_package_brings_parts(file, said, installed):
    installed(FORMAT + OPERATOR, "theirs = their_parts")
    assert said("lenet5", "--format", "theirs")[1].startswith("input\n")
    assert "doubled" in said("nets/my_net.yaml")[1]
    sys.modules.pop("their_parts")


@pytest.mark.parametrize(("text", "points", "words"), [
    ("1 / 0\n", "theirs = their_parts", "their_parts.py:1:1: error[plugin]: ZeroDivisionError"), ("x = 1\n", "theirs = their_parts", "nothing in it that archcalc could use"),
    (FORMAT, "theirs = their_parts:render", "expected the name of a module"), ("", "theirs = nonesuch", "No module named 'nonesuch'")])
def test_a_broken_package_is_named(text, points, words, said, installed):
    installed(text, points)
    code, _, errors = said("nonesuch")
    assert code == 2
    assert words in errors
    assert f"named by the package 'their': {points}" in errors


def test_the_help_tells_of_the_option(said):
    assert "--plugin" in said("--help")[1]


def test_no_test_reads_the_configuration_of_who_runs_it():
    assert not (configuration.folder(dict(os.environ)) or Path("x")).is_dir()
