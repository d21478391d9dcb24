"""Ready-made courses: 25 questions each, whose keys are right, and whose folders work as they stand."""

import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from archcalc.base.errors import ArchcalcError
from archcalc.cli.application import application
from archcalc.homework import courses, sheets
from archcalc.homework.courses import course_folder
from archcalc.homework.languages import language
from archcalc.homework.marking import check

RECORDED = json.loads((Path(__file__).parents[1] / "oracle" / "ready_courses.json").read_text("utf-8"))
"""Every answer that is a number or a volume, as tests/oracle/ready_courses.py worked it out with PyTorch."""
CHOSEN = {"transfer.few_alike": "last layer before", "transfer.many_alike": "classifier and the last layers", "transfer.few_different": "earlier layer",
          "transfer.many_different": "all layers, or most", "voting.three_errors": f"{100 * (3 * 0.3**2 * 0.7 + 0.3**3):.1f} %", "voting.hard_and_soft": "majority says cat, the mean dog"}
"""What of each question of choice is right: the four situations as archcalc transfer tells them, and votes counted."""


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
        for own, right in key.items():
            if own.endswith(".choice"):
                assert CHOSEN[own.removesuffix(".choice")] in course.rubric.questions[own].choice.right
            else:
                assert right == RECORDED[name][own], own
    with pytest.raises(ArchcalcError, match="did you mean 'lecture'"):
        courses.course("lectures")


@pytest.mark.slow
@pytest.mark.parametrize("code", ["ar", "de"])
def test_hints_and_questions_are_told_in_other_languages(code):
    for name in courses.NAMES:
        course = courses.course(name)
        english, files = (course_folder.files(course, language(each)) for each in ("en", code))
        assert [own for own, right in answers(english).items() if answers(files)[own] != right] == []
        for file in ("hints.md", "sheet.md"):
            told = [[line for line in each[file].splitlines() if line.startswith(("1. ", "| "))] for each in (english, files)]
            assert [line for line in told[1] if line in told[0] and "| question" not in line] == []


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
