"""Ready-made courses: 25 questions each, whose keys are right, and whose folders work as they stand."""

import re

import pytest
from typer.testing import CliRunner

from archcalc.base.errors import ArchcalcError
from archcalc.cli.application import application
from archcalc.homework import courses, sheets
from archcalc.homework.courses import course_folder
from archcalc.homework.languages import language
from archcalc.homework.marking import check

LECTURE = {"conv1.output": "55x55x96", "conv1.params": "34848", "pool1.output": "27x27x96", "vgg16.conv1_2.params": "36864", "vgg16.fc6.params": "102760448",
           "vgg16.conv1_1.memory": "3211264 values", "vgg16.pool5.output": "7x7x512", "googlenet.inception_3a.output": "28x28x256", "resnet50.conv1.params": "9408"}
"""Of the slides of CS231n, lecture 9 (2017 to 2024), weights without biases."""
BLOCKS = {"stem.params": 7 * 7 * 3 * 32, "stem.output": "32x32x32", "norm.params": 64, "depthwise.params": 9 * 32, "pointwise.macs": 16 * 16 * 32 * 64,
          "squeeze.params": 64 * 16 + 16, "middle.params": 9 * 16 * 16 + 16, "expand.params": 16 * 64 + 64, "shortcut.params": 0, "grouped.params": 9 * 16 * 64 + 64,
          "dilated.output": "8x8x64", "dilated.params": 9 * 64 * 64 + 64, "mean.output": "1x1x64", "classes.params": 650}
SEQUENCES = {"conv1.params": 5 * 64 * 96 + 96, "lstm.params": 4 * (128 * 64 + 64 * 64 + 128), "gru.params": 3 * (64 * 64 + 64 * 64 + 128), "rnn.params": 64 * 128 + 128 * 128 + 256,
             "attention.params": 4 * (128 * 128 + 128), "narrow.params": 4 * 128 * 128, "norm.params": 256, "project.params": 128 * 32 + 32, "both.output": "32"}
"""Worked out by hand."""


def answers(files):
    return dict(re.findall(r"^1\. `(.*?)`: \*\*(.*?)\*\*", files["key.md"], re.MULTILINE))


@pytest.mark.parametrize("names", [pytest.param(("blocks",), id="one"), pytest.param(courses.NAMES, id="all", marks=pytest.mark.slow)])
def test_a_course_has_25_questions_whose_key_is_right_and_whose_hints_tell_no_answer(tmp_path, names):
    for name in names:
        course = courses.course(name)
        files = course_folder.files(course, language("en"))
        key = answers(files)
        assert [*key] == [*course.rubric.questions]
        assert len(key) == 25
        assert files["hints.md"].count("\n1. ") == 25
        assert not re.search("[0-9]{4,}", files["hints.md"])
        for file, text in files.items():
            (tmp_path / file).write_text(text, "utf-8")
        sheet, = sheets.read(tmp_path / "sheet.md")
        filled = sheet._replace(entries=tuple(entry._replace(given=key[entry.question]) for entry in sheet.entries))
        teacher = check.marker(tmp_path / "rubric.yaml")
        assert teacher.mark(filled).score == teacher.mark(sheet).max_score == 25
        assert teacher.mark(sheet).score == 0
        for own, right in {"lecture": LECTURE, "blocks": BLOCKS, "sequences": SEQUENCES}.get(name, {}).items():
            assert key[own] == str(right), own
    with pytest.raises(ArchcalcError, match="did you mean 'lecture'"):
        courses.course("lectures")


@pytest.mark.slow
def test_a_folder_works_as_its_page_says(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for code, title in (("en", "Blocks of larger networks"), ("ar", "لبنات الشبكات الأكبر")):
        run(f"course new {code} --from blocks --language {code}")
        assert title in (tmp_path / code / "rubric.yaml").read_text("utf-8")
        monkeypatch.chdir(tmp_path / code)
        page = (tmp_path / code / "README.md").read_text("utf-8")
        commands = re.findall("`archcalc ((?:worksheet|check) .*?)`", page.replace("\n   ", " "))
        assert len(commands) == 5
        run("worksheet --roster class.csv --rubric rubric.yaml -o in --key")
        (tmp_path / code / "downloaded.csv").write_text("Identifier,Full name,Grade\nParticipant 1,First Student,\n")
        for command in commands:
            run(command)
        assert "Participant 1,First Student,25" in (tmp_path / code / "upload.csv").read_text()
        assert (tmp_path / code / "papers.html").read_text("utf-8").count("<article>") == 3
        monkeypatch.chdir(tmp_path)


def run(command):
    words = command.split()
    result = CliRunner().invoke(application(words[0]), words)
    assert result.exit_code in {0, 1}, (command, result.output, result.exception)
    assert not isinstance(result.exception, ArchcalcError), result.exception
