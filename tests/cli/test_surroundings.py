"""Commands in hostile surroundings: no traceback, documented exit codes, the same answer wherever it can be the same."""

import sys

import pytest

pytest.importorskip("resource")

from surroundings import ROWS, Surroundings, complaints, run

PYTHON = [sys.executable, "-m", "archcalc"]
SHEET = "question,answer\nlenet5.conv1.params,156\nlenet5.conv1.output,28x28x6\n"
VOTES = "image,class\na,1\nb,2\n"
CLASS, WEEK = "name,id\nAda,1\nBob,2\n", "network: lenet5\nquestions: {conv1.params: , conv1.output: }\n"
COMMANDS = {
    "show": "vgg16", "explain": "explain vgg16 conv1_1", "compare": "compare vgg16 resnet50", "check": "check sheet.csv", "draw": "draw lenet5",
    "plot": "plot vgg16 --format svg", "plan": "plan vgg16", "sweep": "sweep mobilenet_v1 --set width=1,0.5 --jobs 1", "fit": "fit lenet5 --memory 1GiB", "generate": "generate gpt2", "calibrate": "calibrate d.json --networks lenet5,lenet5_1998,dqn --runs 1", "list": "list", "about": "about vgg16",
    "source": "source vgg16", "schema": "schema", "diff": "diff vgg16 vgg19", "conventions": "conventions vgg16", "claims": "claims vgg16",
    "quiz": "quiz lenet5 --format gift", "worksheet": "worksheet lenet5", "solve": "solve POOL-2@8x8x3", "course": "course list", "transfer":
    "transfer resnet50 --images 1000 --classes 10 --similar yes", "ensemble": "ensemble vgg16 resnet50", "weights": "weights lenet5",
    "vote": "vote a.csv b.csv", "lsp": "lsp --settings neovim", "help": "--help", "a mistake": "vgg17", "edit": "edit vgg16 --host 10.0.0.1", "a broken file": "broken.yaml",
    **{f"show --format {form}": f"lenet5 --format {form}" for form in ("json", "csv", "html", "latex", "svg")},
    **{f"to a file: {words}": words for words in (
        "run lenet5 -o o.json", "export lenet5 -o o.onnx", "vgg16 -o o.xlsx", "vgg16 -o o.pptx",
        "worksheet --roster class.csv --rubric week.yaml -o o.html", "check in --roster class.csv --rubric week.yaml -o o.html", "draw vgg16 -o o.svg", "plot vgg16 -o o.pdf")},
}
"""A command of every kind. A run prints the time that it took, and is compared where it writes a file."""
QUICK = {"show": list(ROWS)[::5], "a broken file": list(ROWS)[1::5]}
"""What every run of the tests tries; the rest is slow."""
SHARE = 4
"""The slow tests give each command one in so many surroundings, and four commands all of them; 1 gives each every one."""


@pytest.fixture
def folder(tmp_path):
    broken = "input: [3, 8, 8]\nlayers: [convv, \u200b]\n"
    files = {"sheet.csv": SHEET, "a.csv": VOTES, "b.csv": VOTES, "broken.yaml": broken, "class.csv": CLASS, "week.yaml": WEEK,
             "course.secret": "0123456789abcdef\n", "in/ada.csv": SHEET}
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    return tmp_path


def judged(folder, name, rows):
    command = [*PYTHON, *COMMANDS[name].split()]
    plain = run(command, Surroundings(), folder)
    assert plain.returncode in {0, 1, 2}, plain.stderr
    found = {row: complaints(plain, run(command, ROWS[row], folder), ROWS[row]) for row in rows}
    measured = ["another answer"] if name == "calibrate" else []  # times, which no two runs share
    return {row: wrong for row, wrong in found.items() if wrong and wrong != measured}


@pytest.mark.quick(cases=1)
@pytest.mark.parametrize("name", QUICK)
def test_a_command_keeps_its_manners(folder, name):
    assert not judged(folder, name, QUICK[name])


@pytest.mark.slow
@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_keeps_its_manners(folder, name):
    assert not judged(folder, name, list(ROWS)[list(COMMANDS).index(name) % SHARE::SHARE])
