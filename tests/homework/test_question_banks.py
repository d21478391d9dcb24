"""Question banks, as programs that are not ours have read them: tests/oracle/question_banks.py records what they read."""

import json
import sys
from html import escape, unescape
from pathlib import Path
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest
from fixed_quiz import ARABIC, QUIZ
from typer.testing import CliRunner

from archcalc.cli.application import application
from archcalc.homework.handouts import banks

ORACLE = Path(__file__).parents[1] / "oracle"
RECORDED = json.loads((ORACLE / "question_banks.json").read_text("utf-8"))
sys.path.append(str(ORACLE))
KINDS = {"number": "Numerical", "volume": "Short", "choice": "MC"}


@pytest.mark.parametrize("form", RECORDED)
def test_what_was_read_is_what_is_written_today(form):
    """Where this fails, the format has changed: let the programs read it again, and record it."""
    from question_banks import digest

    assert RECORDED[form]["digest"] == digest(form)


def test_a_gift_reader_finds_every_question_with_its_answers_and_points():
    for item, (title, text, kind, answers) in zip(QUIZ.items, RECORDED["gift"]["read"], strict=True):
        assert (title, text, kind) == (item.key, item.text, KINDS[item.kind])
        wanted = {choice.answer: choice.percent for choice in item.choices}
        if item.kind == "volume":
            wanted |= dict.fromkeys(item.spellings, 100)
        assert dict(answers) == wanted


def test_anki_finds_every_note():
    for item, (front, back, tags, deck) in zip(QUIZ.items, RECORDED["anki"]["read"], strict=True):
        assert (tags, deck) == (["archcalc"], "archcalc::net")
        text, *choices = unescape(front.removeprefix("<div>").removesuffix("</div>").replace("<br>", "\n")).split("\n")
        assert text == item.text
        assert [choice[3:] for choice in choices] == ([choice.answer for choice in item.shuffled] if item.kind == "choice" else [])
        assert unescape(back) == f'<b dir="ltr">{item.right.answer}</b><div>{item.working}</div>'


def test_a_qti_converter_finds_every_item_with_its_points():
    for item, (title, right, mapped, text, choices) in zip(QUIZ.items, RECORDED["qti21"]["read"], strict=True):
        assert title == item.key
        assert item.text.split() == text.split()[:len(item.text.split())]
        names = dict(choices)
        assert list(names.values()) == ([choice.answer for choice in item.shuffled] if item.kind == "choice" else [])
        answers = [(names.get(key, key), share) for key, share in mapped]
        assert (names.get(right, right), 1) == (item.right.answer, 1) == answers[0]
        assert {key.replace(",", "") if item.kind == "number" else key: 100 * share for key, share in answers} == {
            **{choice.answer: choice.percent for choice in item.choices if choice.percent},
            **(dict.fromkeys(item.spellings, 100) if item.kind == "volume" else {})}


def test_an_h5p_server_finds_every_question_with_what_is_right():
    for item, (title, library, text, answers) in zip(QUIZ.items, RECORDED["h5p"]["read"], strict=True):
        assert (title, unescape(text)) == (item.key, f"<p>{item.text}</p>")
        assert library == ("H5P.MultiChoice 1.16" if item.kind == "choice" else "H5P.Blanks 1.14")
        shown = [[escape(choice.answer, quote=False), choice.percent == 100] for choice in item.shuffled]
        ways = [item.right.answer, f"{int(item.right.answer):,}"] if item.kind == "number" else item.spellings
        assert answers == (shown if item.kind == "choice" else [[way, True] for way in dict.fromkeys(ways)])


def test_qti_12_says_what_text2qti_says():
    for item, (ours, theirs) in zip(QUIZ.items, RECORDED["qti12"]["read"], strict=True):
        assert ours == theirs
        assert ours[1] == item.text
        assert item.right.answer in ours[2]
    assert sum(bool(ours[3]) for ours, _ in RECORDED["qti12"]["read"]) == 2


def test_right_to_left_is_said_and_a_package_is_the_same_bytes(tmp_path):
    assert '<div dir=""rtl"">' in banks.render(ARABIC, "anki")
    (tmp_path / "q.zip").write_bytes(banks.render(ARABIC, "qti21"))
    with ZipFile(tmp_path / "q.zip") as archive:
        roots = [ElementTree.fromstring(archive.read(name)) for name in archive.namelist()]
        assert 'dir="rtl"' in archive.read("items/q1.xml").decode()
    assert len(roots) == len(QUIZ.items) + 2
    assert banks.render(QUIZ, "qti21") == banks.render(QUIZ, "qti21")


@pytest.mark.parametrize(("form", "quiz"), [("moodle-xml", QUIZ), ("moodle-xml", ARABIC), ("gift", ARABIC), ("text2qti", QUIZ), ("h5p", QUIZ), ("cloze", QUIZ)])
def test_where_a_choice_is_read_as_html_it_shows_its_signs(form, quiz, tmp_path):
    written = banks.render(quiz, form)
    if isinstance(written, bytes):
        (tmp_path / "q.h5p").write_bytes(written)
        with ZipFile(tmp_path / "q.h5p") as archive:
            written = archive.read("content/content.json").decode()
    assert "<i>" not in unescape(written) if form == "moodle-xml" else "<i>" not in written
    assert "lt;i" in written


def test_feedback_names_no_letter_where_choices_are_shuffled():
    choices = QUIZ.items[-1].choices
    assert all("Right: <i>one</i> {x}." in choice.feedback for choice in choices if choice.misconception)


def test_a_package_is_written_by_the_command(tmp_path):
    done = CliRunner().invoke(application("quiz"), ["quiz", "lenet5", "--count", "5", "--format", "qti21", "-o", str(tmp_path / "q.zip")])
    assert done.exit_code == 0, done.output
    with ZipFile(tmp_path / "q.zip") as archive:
        assert len(archive.namelist()) == 7
