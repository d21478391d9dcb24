"""What is exported is marked as `check` marks it, by programs that are not ours: tests/oracle/graded_exports.py records it."""

import json
import os
import re
import subprocess
import sys
from html import unescape
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from zipfile import ZipFile

import pytest
from fixed_quiz import ARABIC, SIGNS
from fixed_quiz import QUIZ as FIXED
from graded_quiz import STUDENTS, bank_points, digest, homework, points
from typer.testing import CliRunner

import archcalc
from archcalc.base.errors import ArchcalcError
from archcalc.cli import quiz_prompt
from archcalc.cli.application import application
from archcalc.homework.handouts import banks
from archcalc.homework.handouts.banks import _run_autograder
from archcalc.homework.languages import ENGLISH

RECORDED = json.loads((Path(__file__).parents[1] / "oracle" / "graded_exports.json").read_text("utf-8"))


@pytest.mark.slow
def test_every_program_gives_the_points_that_check_gives():
    """Where a digest differs, the format has changed: let the programs mark again, and record it."""
    assert points() == {name: pytest.approx(given) for name, given in bank_points().items()}
    for form, recorded in RECORDED.items():
        assert recorded["digest"] == digest(form), form
        assert {name: pytest.approx(given) for name, given in recorded["points"].items()} == points(), form
    assert sum(points()["near"]) == pytest.approx(6)


def test_prairielearn_shows_texts_as_they_are():
    for item, (score, asked, submission, answer) in zip(FIXED.items, RECORDED["prairielearn"]["panels"], strict=True):
        assert score == 1
        assert asked.startswith(item.text)
        assert answer.endswith(item.working)
        assert all(choice.answer in asked for choice in (item.choices if item.kind == "choice" else ()))
        assert item.kind != "choice" or SIGNS in submission


def archive(form, quiz=None):
    return ZipFile(BytesIO(banks.render(quiz or homework(), form)))


@pytest.mark.slow
def test_a_server_marks_the_sheet_of_everybody(monkeypatch):
    """PrairieLearn's folders by themselves, with no more of PrairieLearn than one function."""
    weighted = lambda data: data.update(score=data["partial_scores"]["answer"]["score"])  # noqa: E731
    monkeypatch.setitem(sys.modules, "prairielearn", SimpleNamespace(set_weighted_score_data=weighted))
    with archive("prairielearn") as files:
        servers = [files.read(name).decode() for name in sorted(files.namelist()) if name.endswith("server.py")]
        pages = "".join(files.read(name).decode() for name in files.namelist() if name.endswith("question.html"))
    assert set(re.findall(r"\{\{.*?\}\}", pages)) == {"{{feedback.answer}}"}
    for name, given in STUDENTS.items():
        asked = [each for each in zip(homework().items, given, points()[name], strict=True) if each[0].kind != "choice"]
        for server, (item, answer, own) in zip(servers, asked, strict=True):
            namespace, data = {}, {"submitted_answers": {"answer": answer or None}, "partial_scores": {}, "feedback": {}, "score": 0}
            exec(server, namespace)
            namespace["grade"](data)
            assert data["score"] * float(item.terms.points) == pytest.approx(own)


def test_archives_are_the_same_bytes_and_escape_what_they_hold():
    for form in ("h5p", "prairielearn", "qti12", "kahoot"):
        if form == "kahoot":
            pytest.importorskip("xlsxwriter")
        assert banks.render(FIXED, form) == banks.render(FIXED, form), form
    for form in ("h5p", "prairielearn", "qti12"):
        with archive(form, ARABIC) as files:
            whole = "".join(files.read(name).decode() for name in files.namelist() if not name.endswith((".py", "info.json", "h5p.json")))
        assert "<b>bold" not in whole, form
        assert re.search(r'dir=(\\)?"rtl|dir=&quot;rtl', unescape(whole)), form


def test_feedback_of_a_choice_is_html_that_shows_its_text():
    with archive("prairielearn", FIXED) as files:
        page = files.read("questions/net/q003/question.html").decode()
    told = re.findall(r'feedback="(.*?)"', page)
    assert [unescape(unescape(each)) for each in told] == [choice.feedback for choice in FIXED.items[2].shuffled]
    assert all("<" not in unescape(each) for each in told)


@pytest.mark.slow
def test_a_question_that_a_format_does_not_hold_is_named(tmp_path, capsys):
    (tmp_path / "hw.yaml").write_text("network: lenet5\nquestions: [conv1.params, total.params]\n")
    asked = quiz_prompt.of_rubric(tmp_path / "hw.yaml", None, ENGLISH, "kahoot")
    assert [item.key for item in asked.items] == ["lenet5.conv1.params"]
    assert "lenet5.total.params' is left out: kahoot" in capsys.readouterr().err


@pytest.mark.slow
def test_a_kahoot_has_four_answers_of_which_one_is_right():
    openpyxl = pytest.importorskip("openpyxl")
    pytest.importorskip("xlsxwriter")
    short = homework()._replace(items=tuple(filter(banks.taken("kahoot"), homework().items)))
    assert len(short.items) == 6
    rows = [*openpyxl.load_workbook(BytesIO(banks.render(short, "kahoot"))).active.iter_rows(values_only=True)]
    assert rows[7][1:3] == ("Question - max 120 characters", "Answer 1 - max 75 characters")
    for item, (_, text, *answers, seconds, right) in zip(short.items, rows[8:], strict=True):
        assert len(text) <= 120
        assert item.text.endswith(text)
        assert (len(set(answers)), answers[right - 1], seconds) == (4, item.right.answer, 120)
        percents = {choice.answer: choice.percent for choice in item.choices}
        assert [percents[answer] for answer in answers].count(100) == 1


def submitted(folder, *files):
    with archive("gradescope") as autograder:
        autograder.extractall(folder / "source")
    (folder / "run_autograder").write_text((folder / "source/run_autograder").read_text("utf-8"), "utf-8")
    (folder / "submission/.git").mkdir(parents=True)
    (folder / "submission/.git/config").write_text("x")
    for name, text in files:
        (folder / "submission" / name).write_text(text, "utf-8")


@pytest.mark.slow
def test_a_gradescope_autograder_runs_in_its_layout(tmp_path):
    sheet = "question,answer\n" + "".join(f"{item.key},{answer}\n" for item, answer in zip(homework().items, STUDENTS["near"], strict=True))
    environment = {**os.environ, "PYTHONPATH": str(Path(archcalc.__file__).parents[1])}
    for name, files in {"near": [("sheet.csv", sheet)], "none": [], "two": [("a.csv", sheet), ("b.csv", sheet)],
                        "broken": [("a.csv", "nothing here")]}.items():
        submitted(tmp_path / name, *files)
        done = subprocess.run([sys.executable, str(tmp_path / name / "run_autograder")], env=environment, capture_output=True, check=False)
        assert done.returncode == 0, done.stderr
        result = json.loads((tmp_path / name / "results/results.json").read_text("utf-8"))
        if name == "near":
            assert [test["score"] for test in result["tests"]] == points()["near"]
            assert "34,944" not in json.dumps(result)
        else:
            assert (result["score"], len(result["tests"])) == (0, 1)
            assert {"none": "nothing", "two": "a.csv, b.csv", "broken": "a.csv"}[name] in result["output"]
            assert str(tmp_path) not in result["output"]


@pytest.mark.slow
def test_an_autograder_says_what_it_wants(tmp_path):
    submitted(tmp_path)
    _run_autograder.main(tmp_path)
    assert "Handed in: nothing" in json.loads((tmp_path / "results/results.json").read_text("utf-8"))["output"]
    with archive("gradescope") as files:
        assert {info.filename for info in files.infolist() if info.external_attr >> 16 & 0o100} == {"setup.sh", "run_autograder"}
        (tmp_path / "setup.sh").write_bytes(files.read("setup.sh"))
    assert subprocess.run(["bash", "-n", str(tmp_path / "setup.sh")], check=False).returncode == 0


@pytest.mark.slow
def test_the_command_writes_a_rubrics_own_questions_and_names_what_a_format_leaves_out(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("net.yaml").write_text("input: [3, 32, 32]\nlayers:\n  - conv: {name: c1, filters: 16, kernel: 5}\n"
                                "  - flatten\n  - linear: {name: fc, units: 10}\n")
    Path("hw.yaml").write_text("network: net.yaml\nfollow_through: 0.5\nquestions: {c1.output: , c1.params: {points: 2}}\n")
    Path("bare.yaml").write_text("partial: {biases-forgotten: 0.5}\nconventions: {params: weights}\n")
    said = run("quiz --rubric hw.yaml --format gift -o a.gift")
    assert "gift holds no points" in said
    assert "gift holds no follow-through" in said
    assert run("quiz --rubric hw.yaml --format gradescope -o a.zip") == ""
    with ZipFile("a.zip") as files:
        assert files.read("net.yaml").decode() == Path("net.yaml").read_text()
        files.extractall("x")
    assert "3 of 3 points" in run("check x/key.csv --rubric x/rubric.yaml", 0)
    said = run("quiz alexnet --count 60 --rubric bare.yaml --format gift -o b.gift")
    assert "conventions, dtype and unit are not used" in said
    assert "=%50%34848:0#" in Path("b.gift").read_text("utf-8")
    assert "'net.yaml'" in run("quiz net.yaml --format nbgrader -o n.ipynb --count 2") + Path("n.ipynb").read_text("utf-8")
    for words, why in (("quiz --format gift", "which network"), ("quiz --rubric hw.yaml --count 3", "--count says nothing")):
        assert why in run(words, 2)


def run(words, code=0):
    result = CliRunner().invoke(application(words.split()[0]), words.split())
    told = result.output + (str(result.exception) if result.exception else "")
    assert result.exit_code == code or (code and isinstance(result.exception, ArchcalcError)), told
    return told
