"""archcalc check: its exit code, its JSON, the rubric in the manual, and mistakes in the command."""

import json
import subprocess
import sys

import jsonschema
import pytest

import archcalc

SCHEMA = {
    "type": "object", "required": ["schema", "score", "max_score", "verdicts"], "additionalProperties": False,
    "properties": {
        "schema": {"const": "archcalc/verdicts/1"}, "score": {"type": "number"}, "max_score": {"type": "number"},
        "verdicts": {"type": "array", "items": {
            "type": "object", "additionalProperties": False,
            "required": ["question", "given", "expected", "verdict", "points", "max_points", "misconception", "feedback"],
            "properties": {
                "question": {"type": "string"}, "given": {"type": "string"}, "expected": {"type": "string"},
                "verdict": {"enum": ["correct", "accepted", "wrong", "blank", "unreadable"]},
                "points": {"type": "number"}, "max_points": {"type": "number"},
                "misconception": {"type": ["string", "null"]}, "feedback": {"type": "string"}}}}}}


def check(*words):
    return subprocess.run([sys.executable, "-m", "archcalc", "check", *map(str, words)], capture_output=True, text=True,
                          timeout=60, check=False)


@pytest.mark.quick(cases=2)
@pytest.mark.parametrize(("lines", "code"), [
    (["vgg16.conv1_1.params,1728", "alexnet.pool1.output,27x27x96"], 0),
    (["vgg16.conv1_1.params,1728", "vgg16.conv1_2.params,1728"], 1),
    (["vgg16.conv1_1.params,"], 1),
    (["nonsense"], 2), (["no.such.thing,1"], 2),
])
def test_the_command_and_its_exit_code(tmp_path, lines, code):
    sheet = tmp_path / "hw.csv"
    sheet.write_text("\n".join(["question,answer", *lines]), "utf-8")
    assert check(sheet).returncode == code


def test_the_json_is_what_the_contract_says(tmp_path):
    sheet = tmp_path / "hw.csv"
    sheet.write_text("question,answer\nvgg16.conv1_2.params,1728\nvgg16.conv1_1.params,1728\nvgg16.fc6.params,\n", "utf-8")
    report = json.loads(check(sheet, "--format", "json").stdout)
    jsonschema.validate(report, SCHEMA)
    first = report["verdicts"][0]
    assert (report["score"], report["max_score"], first["expected"], first["misconception"]) == (1, 3, "36864", "previous-layer")


def test_from_python():
    report = archcalc.check({"conv1_1.params": 1792, "conv1_1.output": [224, 224, 64]}, network="vgg16")
    assert report.table("verdicts").column("verdict") == ["accepted", "correct"]


@pytest.mark.quick(cases=1)
@pytest.mark.parametrize(("words", "says"), [
    (["--format", "gradscope"], "did you mean 'gradescope'?"), (["--feedback-format", "pdf"], "expected markdown or html"),
    (["--rubric", "none.yaml"], "cannot read 'none.yaml'"), (["--network", "vgg17"], "there is no network 'vgg17'"),
])
def test_a_mistake_in_the_command_is_told_before_anything_is_marked(tmp_path, words, says):
    sheet = tmp_path / "hw.csv"
    sheet.write_text("question,answer\nvgg16.conv1_1.params,1728\n", "utf-8")
    done = check(sheet, *words)
    assert (done.returncode, done.stdout) == (2, "")
    assert says in done.stderr
