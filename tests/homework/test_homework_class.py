"""A class of students with planted mistakes: right answers are right, wrong ones wrong, and the reasons are found."""

import csv
import json
import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import jsonschema
import pytest
from classroom import register
from classroom.generator import NEARLY, students

from archcalc.base import processes
from archcalc.base.errors import ArchcalcError
from archcalc.homework import gradebooks
from archcalc.homework.marking import several_markers, whole_class
from archcalc.homework.marking.marking import Marker
from archcalc.homework.marking.rubrics import Rubric
from archcalc.homework.questions.networks import Networks

STUDENTS = 240


@pytest.fixture(scope="module")
def everything():
    """Every planted answer beside its verdict."""
    return register.school(STUDENTS)


def test_a_disk_is_no_class(tmp_path, monkeypatch):
    monkeypatch.setattr(whole_class, "MOST_FILES", 3)
    for name in "abcd":
        (tmp_path / name).mkdir()
        (tmp_path / name / "hw.csv").write_text("question,answer\nlenet5.conv1.params,156\n", "utf-8")
    with pytest.raises(ArchcalcError, match="name the folder that holds the sheets"):
        whole_class.find([tmp_path])
    monkeypatch.setattr(whole_class, "MOST_FILES", 4)
    assert len(whole_class.find([tmp_path])) == 4


@pytest.mark.slow
def test_every_right_answer_is_marked_right(everything):
    assert [each for each in everything if each.planted.mistake == "" and not each.verdict.right] == []


@pytest.mark.slow
def test_nothing_that_differs_at_the_digits_written_is_marked_right(everything):
    assert [each for each in everything if each.planted.mistake and each.verdict.right] == []
    assert sum(each.planted.mistake == NEARLY for each in everything) > 300


@pytest.mark.slow
def test_no_answer_is_blank_and_nothing_else(everything):
    assert {each.verdict.verdict for each in everything if each.planted.mistake is None} == {"blank"}


@pytest.mark.slow
def test_the_planted_mistake_is_named_where_it_is_the_only_explanation(everything):
    told = register.tally(everything)
    cases = sum(found.total() for found in told.values())
    assert cases > 4000
    assert sum(found[mistake] for mistake, found in told.items()) >= 0.98 * cases, told
    assert [mistake for mistake, found in told.items() if found[mistake] < 0.85 * found.total()] == [], told
    assert len(told) > 30


@pytest.mark.slow
def test_channels_first_is_accepted_and_noted(everything):
    turned = [each for each in everything if each.planted.mistake == "" and re.match(r"\([0-9]+, |[0-9]+@", each.planted.given)]
    assert {(each.verdict.verdict, each.verdict.misconception) for each in turned} == {("accepted", "channels-first")}


@pytest.mark.slow
def test_hints_never_give_an_answer_away():
    """No number of a hint is a right one or its rounded form, but those that the student wrote."""
    shown = register.marked(students(80))
    hinted = register.marked(students(80), hints_only=True)
    for (planted, full), (_, hint) in zip(shown, hinted, strict=True):
        assert hint.expected == ""
        secret = {number for number in numbers(full.expected) if number >= 10} - numbers(planted.given)
        told = numbers(hint.feedback) - numbers(planted.given)
        assert not [(one, other) for one in told for other in secret if abs(one - other) <= other / 200], (hint, secret)


def numbers(text):
    """The numbers in a text, however they are abbreviated."""
    scales = {"": 1, "K": 10**3, "M": 10**6, "G": 10**9}
    found = re.findall(r"([0-9][0-9,_ \u202f]*(?:\.[0-9]+)?)(?:e\+([0-9]+))? ?([KMG]?)", text)
    return {float(re.sub("[^0-9.]", "", digits)) * scales[letter] * 10 ** int(power or 0) for digits, power, letter in found}


def submissions(folder, sheets):
    for name, lines in sheets.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n".join(["question,answer", *lines]) + "\n", "utf-8")
    return folder


RIGHT, WRONG = "vgg16.conv1_1.params,1728", "vgg16.conv1_2.params,1728"
HANDED_IN = {
    "ada.csv": [RIGHT], "Alan Turing_4711_assignsubmission_file_/hw.csv": [WRONG], "hoppergrace_12_345_hw.csv": [RIGHT, WRONG],
    "=cmd|' C calc'!A0.csv": ["vgg16.conv1_1.params,=HYPERLINK(1)"], "<script>alert(1)<_script>.csv": ["vgg16.conv1_1.params,<b>|x|"],
    "..csv": ["x"], "broken.csv": ["nonsense,1"], ".hidden.csv": [RIGHT], "notes.docx": ["x"],
}


def check(*words):
    return subprocess.run([sys.executable, "-m", "archcalc", "check", *map(str, words)], capture_output=True, text=True,
                          timeout=60, check=False)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return submissions(tmp_path_factory.mktemp("class") / "submissions", HANDED_IN)


@pytest.mark.parametrize("form", list(gradebooks.NAMES))
def test_the_class_in_full(golden, form, tmp_path, monkeypatch):
    """Also two students of one name, and a sheet that cannot be read."""
    submissions(tmp_path, HANDED_IN | {"again/ada.csv": [WRONG]})
    (tmp_path / "again" / "ada.csv").rename(tmp_path / "ada.tsv")
    monkeypatch.chdir(tmp_path)
    marked = whole_class.mark(whole_class.find([Path()]), Marker(Rubric(), Networks()))
    golden(f"class.{form}.txt", f"each student alone: {gradebooks.each(form)}\n{gradebooks.render(marked, form, 'Homework 3')}")


def test_a_class_has_a_row_for_each_student_and_a_broken_sheet_stops_nothing(folder):
    out = folder.parent / "grades.csv"
    done = check(folder, "-o", out)
    rows = {row["student"]: row for row in csv.DictReader(out.read_text("utf-8").splitlines())}
    assert done.returncode == 1
    assert (rows["ada"]["score"], rows["Alan Turing"]["score"], rows["hoppergrace"]["score"]) == ("1", "0", "1")
    assert rows["broken"]["score"] == ""
    assert "broken.csv: not marked: 'nonsense' is not a question" in done.stderr
    assert "=cmd|' C calc'!A0" in rows
    assert len(rows) == 6
    assert "previous-layer" in done.stdout


def test_every_student_gets_feedback_and_no_name_leaves_the_folder(folder):
    out = folder.parent / "again.csv"
    check(folder, "-o", out)
    files = sorted(path.name for path in (folder.parent / "again_feedback").iterdir())
    assert files == ["Alan Turing.md", "_cmd_ C calc_A0.md", "_script_alert(1)__script_.md", "ada.md", "hoppergrace.md"]
    text = (folder.parent / "again_feedback" / "_script_alert(1)__script_.md").read_text("utf-8")
    assert "<script>" not in text
    assert "<b>" not in text


def test_feedback_as_pages(folder):
    pages = folder.parent / "pages"
    check(folder, "--feedback", pages, "--feedback-format", "html", "-o", folder.parent / "g.csv")
    text = (pages / "_script_alert(1)__script_.html").read_text("utf-8")
    assert "<script>alert" not in text
    assert "&lt;b&gt;" in text


@pytest.mark.slow
def test_gradebooks(folder):
    canvas = list(csv.reader(check(folder, "--format", "canvas", "--title", "HW 3").stdout.splitlines()))
    assert canvas[0] == ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "HW 3"]
    assert ["hoppergrace", "12", "", "", "", "1"] in canvas
    moodle = list(csv.DictReader(check(folder, "--format", "moodle").stdout.splitlines()))
    assert {row["Full name"]: row["Identifier"] for row in moodle}["Alan Turing"] == "Participant 4711"
    answers = list(csv.DictReader(check(folder, "--format", "answers").stdout.splitlines()))
    assert {row["misconception"] for row in answers if row["student"] == "Alan Turing"} == {"previous-layer"}
    assert not [cell for row in (*canvas, *map(dict.values, answers)) for cell in row if cell.startswith(("=", "+", "@"))]


def test_junit(folder):
    """A reader counts what the suites say that they hold; the attributes are those that GitLab and GitHub know."""
    root = ElementTree.fromstring(check(folder, "--format", "junit").stdout.encode())
    assert (root.tag, {suite.tag for suite in root}) == ("testsuites", {"testsuite"})
    for suite in root:
        assert (suite.get("tests"), suite.get("failures"), suite.get("errors")) == tuple(
            str(len(suite.findall(path))) for path in ("testcase", "testcase/failure", "testcase/error"))
        assert all(case.get("name") and case.get("classname") for case in suite)
    assert {suite.get("name"): suite.get("failures") for suite in root}["hoppergrace"] == "1"


RESULTS = {
    "gradescope": {
        "type": "object", "additionalProperties": False, "required": ["score", "tests"],
        "properties": {
            "score": {"type": "number"}, "execution_time": {"type": "number"}, "output": {"type": "string"},
            "output_format": {"enum": ["text", "html", "simple_format", "md", "ansi"]},
            "test_output_format": {"enum": ["text", "html", "simple_format", "md", "ansi"]},
            "test_name_format": {"enum": ["text", "html", "simple_format", "md", "ansi"]},
            "visibility": {"enum": ["visible", "hidden", "after_due_date", "after_published"]},
            "stdout_visibility": {"enum": ["visible", "hidden", "after_due_date", "after_published"]},
            "tests": {"type": "array", "items": {
                "type": "object", "additionalProperties": False, "required": ["score", "max_score", "name"],
                "properties": {
                    "score": {"type": "number"}, "max_score": {"type": "number"}, "status": {"enum": ["passed", "failed"]},
                    "name": {"type": "string"}, "number": {"type": "string"}, "output": {"type": "string"},
                    "tags": {"type": "array", "items": {"type": "string"}}}}}}},
    "prairielearn": {
        "type": "object", "additionalProperties": False, "required": ["gradable"],
        "properties": {
            "gradable": {"type": "boolean"}, "score": {"type": "number", "minimum": 0, "maximum": 1},
            "message": {"type": "string"}, "output": {"type": "string"},
            "format_errors": {"type": "array", "items": {"type": "string"}},
            "tests": {"type": "array", "items": {
                "type": "object", "additionalProperties": False, "required": ["name", "points", "max_points"],
                "properties": {
                    "name": {"type": "string"}, "description": {"type": "string"}, "points": {"type": "number"},
                    "max_points": {"type": "number"}, "message": {"type": "string"}, "output": {"type": "string"}}}}}},
}
"""What the graders' own pages say of results.json."""


@pytest.mark.quick(cases=0)
@pytest.mark.parametrize("form", RESULTS)
def test_one_submission_for_an_autograder(folder, form):
    result = json.loads(check(folder / "hoppergrace_12_345_hw.csv", "--format", form).stdout)
    jsonschema.validate(result, RESULTS[form])
    assert [test["max_points" if form == "prairielearn" else "max_score"] for test in result["tests"]] == [1, 1]
    assert result["score"] == (1 if form == "gradescope" else 0.5)
    check(folder, "--format", form, "-o", folder.parent / form)
    everybody = [json.loads(path.read_text("utf-8")) for path in (folder.parent / form).glob("*.json")]
    assert len(everybody) == 6
    for each in everybody:
        jsonschema.validate(each, RESULTS[form])


@pytest.mark.slow
def test_several_processes_give_the_same_marks_in_the_same_order(tmp_path, monkeypatch):
    """Also of a sheet that comes near the bounds, of one that cannot be read, and of one that asks what there is not."""
    for name, bound in {"_FEWEST": 1, "_FEWEST_APART": 1, "_FIRST": 3}.items():
        monkeypatch.setattr(several_markers, name, bound)
    for name, planted in students(9):
        with (tmp_path / f"{name}.csv").open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows([("question", "answer"), *((each.question, each.given) for each in planted)])
    (tmp_path / "broken.csv").write_text("nothing here")
    asked = "\n".join(f"vgg16.layer{i}.params,{i}" for i in range(250))
    for name in ("strange", "stranger"):
        (tmp_path / f"{name}.csv").write_text(f"question,answer\nvgg16.conv1_1.params,7\n{asked}\n")
    found = whole_class.find([tmp_path])
    alone = whole_class.mark(found, Marker(Rubric(), Networks()))
    assert len(alone.marks) == 11
    assert len(alone.broken) == 1
    for jobs, shared in ((2, True), (3, True), (2, False)):
        monkeypatch.setattr(several_markers, "can_share", lambda shared=shared: shared and processes.can_share())
        assert several_markers.mark(found, Marker(Rubric(), Networks()), jobs) == alone
    turned = whole_class.mark(found[::-1], Marker(Rubric(), Networks()))
    assert sorted(turned.marks) == sorted(alone.marks)
