"""A newcomer's twelve tasks: from a fresh clone, by the README and the manual alone, each step as it is written there."""

import os
import re
import shlex
import subprocess
import sys

import pytest
from places import ROOT

pytestmark = pytest.mark.slow

TASKS = {
    "the table of a network": [("archcalc vgg16", "README", 0, "138,344,128")],
    "why is it that number?": [("archcalc explain vgg16 conv1_2", "README", 0, "(3*3*64)*64")],
    "what if the stride were 2?": [("archcalc alexnet --change conv1.stride=2", "README", 0, "109x109x96")],
    "a network of one's own": [("archcalc new my.yaml", "README", 0, ""), ("archcalc my.yaml", "README", 0, "61,470")],
    "a mistake in it": [("archcalc lenet.yaml", "errors", 2, "did you mean 'kernel'?")],
    "an exercise": [('archcalc solve "conv 6 5x5 on 32x32x1"', "start", 0, "28x28x6")],
    "an answer sheet": [("archcalc worksheet vgg16 -o hw.csv", "README", 0, ""), ("archcalc check hw.csv", "README", 1, "0 of 67 points")],
    "a slide": [("archcalc vgg16 -o vgg16.pptx", "README", 0, ""), ("archcalc draw vgg16 -o vgg16.svg", "README", 0, "")],
    "an ONNX file": [("archcalc export lenet5 -o lenet5.onnx", "interchange", 0, ""), ("archcalc lenet5.onnx", "interchange", 0, "61,470")],
    "a batch that fits": [("archcalc fit resnet50 --gpu rtx4090", "README", 0, "308")],
    "is the printed number right?": [("archcalc claims vgg16", "README", 0, "reproduced")],
    "which size is best?": [("archcalc sweep mobilenet_v1 --set width=1,0.75,0.5,0.25", "README", 0, "4,231,976")],
}
"""For each task its steps: the line to type, the page that it stands on, the exit code, and a part of the answer."""

WRITTEN = {"lenet.yaml": "errors", "my.yaml": None, "hw.csv": None, "vgg16.pptx": None, "vgg16.svg": None, "lenet5.onnx": None}
"""Files, and the page that shows each; the others are written by a step."""


@pytest.fixture(scope="module")
def clone(tmp_path_factory):
    if not (ROOT / ".git").exists():
        pytest.skip("this is no checkout")
    folder = tmp_path_factory.mktemp("newcomer") / "archcalc"
    subprocess.run(["git", "clone", "-q", "--depth", "1", ROOT.as_uri(), str(folder)], check=True, timeout=60)
    return folder


@pytest.fixture(scope="module")
def desk(clone):
    """The folder in which the newcomer types, with the files that pages show."""
    folder = clone.parent / "desk"
    folder.mkdir()
    for name, shown in WRITTEN.items():
        if shown is not None:
            block = re.search(rf"^```[a-z]+ {re.escape(name)}\n(.*?)^```$", page(clone, shown), re.MULTILINE | re.DOTALL)
            (folder / name).write_text(block[1], "utf-8")
    return folder


def page(clone, name):
    return (clone / "README.md" if name == "README" else clone / "archcalc" / "manual" / f"{name}.md").read_text("utf-8")


def test_there_are_twelve():
    assert len(TASKS) == 12


@pytest.mark.parametrize("task", TASKS)
def test_the_steps_of_a_task_run_as_they_are_written(clone, desk, task):
    for line, shown, code, answer in TASKS[task]:
        assert re.search(rf"(?m)(^\$ |`|\.venv/bin/){re.escape(line)}(`|$| )", page(clone, shown)), f"{line} does not stand on {shown}"
        found = subprocess.run([sys.executable, "-m", *shlex.split(line)], cwd=desk, env=os.environ | {"PYTHONPATH": str(clone)},
                               capture_output=True, text=True, timeout=60, check=False)
        assert found.returncode == code, found.stderr
        assert "Traceback" not in found.stderr
        assert answer in found.stdout + found.stderr
        for word in shlex.split(line):
            assert word not in WRITTEN or (desk / word).stat().st_size
