"""Questions of choice: on papers, marked, in a class's report, and in every format of questions."""

import csv
import io
import json
import re
from zipfile import ZipFile

import pytest
from generated_class import SECRET

import archcalc
from archcalc.base.errors import ArchcalcError
from archcalc.homework import sheets
from archcalc.homework.answers.meanings import read
from archcalc.homework.classes import class_page, papers, shared_answers
from archcalc.homework.classes.bound_marker import BoundMarker
from archcalc.homework.classes.paper import paper
from archcalc.homework.classes.roster import Enrolled
from archcalc.homework.classes.rubric_quiz import rubric_quiz
from archcalc.homework.classes.varied_networks import VariedNetworks
from archcalc.homework.handouts import banks
from archcalc.homework.handouts.banks import unheld
from archcalc.homework.languages import ENGLISH
from archcalc.homework.marking import check, reports, rubrics
from archcalc.homework.marking.whole_class import Class
from archcalc.homework.sheets import Entry, Sheet
from archcalc.language.text.document import parse

KEY = "voting.three.choice"
CHOICE = """{asks: "Three err on 30 %, independently. How often do most err?", right: "21.6 %", why: "0.189 + 0.027",
    wrong: {all-err: "2.7 %", like-one: "30 %", without-all: "a share of 18.9 %"}, hint: "two of three, or all"}"""
RUBRIC = f"title: Votes\nnetwork: lenet5\npartial: {{without-all: 0.5}}\nquestions:\n  conv1.params:\n  {KEY}: {CHOICE}\n"
ADA = Enrolled("Ada", "1")


@pytest.fixture(scope="module")
def rubric():
    return rubrics.read(parse(RUBRIC, "rubric.yaml"))


def bound(rubric, secret=SECRET, **settings):
    return BoundMarker(rubric, VariedNetworks({}, {}, secret, rubric.title), secret, **settings)


def letters(marker, who):
    return {each.text: each.letter for each in marker.asked(marker.questions[1], who).choices}


@pytest.mark.parametrize(("given", "verdict", "misconception"), [
    ("RIGHT", "correct", None), ("right.", "correct", None), ("(RIGHT)", "correct", None), ("right) 21.6 %", "correct", None), ("21.6 %", "correct", None),
    ("21,6%", "correct", None), ("Answer: RIGHT", "correct", None), ("RIGHT, for two of three may err", "correct", None), ("HALF", "wrong", "without-all"),
    ("a share of 18.9 %", "wrong", "without-all"), ("", "blank", None), ("?", "blank", None), ("-", "blank", None), ("E", "unreadable", None),
    ("RIGHT or HALF", "unreadable", None), ("RIGHT, not HALF", "unreadable", None), ("RIGHT: 30 %", "unreadable", None), ("0.216", "unreadable", None),
    ("a share of 21.6 %", "unreadable", None), ("not RIGHT", "unreadable", None),
])
def test_an_answer_is_a_letter_or_the_text_of_a_choice(rubric, given, verdict, misconception):
    judge = bound(rubric, b"").asked(bound(rubric, b"").questions[1], ADA)
    own = {each.text: each.letter for each in judge.choices}
    for word, text in (("RIGHT", "21.6 %"), ("HALF", "a share of 18.9 %")):
        given = given.replace(word, own[text]).replace(word.lower(), own[text].lower())
    judged = judge.judge(read(given))
    assert (judged.verdict, judged.misconception) == (verdict, misconception)
    assert judged.credit == {"correct": 1}.get(verdict, 0.5 if misconception == "without-all" else 0)
    assert "21.6" not in ENGLISH.text(judged.note.hint)


def test_arabic_letters_are_letters(rubric):
    judge = bound(rubric, b"").asked(bound(rubric, b"").questions[1], ADA)
    place = "ABCD".index(judge.right.letter)
    assert judge.judge(read("أبجد"[place])).verdict == "correct"
    assert judge.judge(read("أبجد"[place - 1])).verdict == "wrong"


def test_every_student_has_an_order_and_is_marked_by_it(rubric):
    marker = bound(rubric)
    everybody = [Enrolled(f"S{i}", str(i)) for i in range(40)]
    orders = {tuple(letters(marker, who)) for who in everybody}
    assert len(orders) > 10
    for who in everybody:
        for letter in "ABCD":
            marks = marker.mark(Sheet("", "", (Entry(KEY, letter),)), who)
            assert marks.verdicts[1].question == KEY
            assert marks.verdicts[1].points == {"21.6 %": 1, "a share of 18.9 %": 0.5}.get(next(
                text for text, own in letters(marker, who).items() if own == letter), 0)
    assert len({tuple(letters(bound(rubric._replace(variants=False)), who)) for who in everybody}) == 1


@pytest.mark.parametrize("form", [*papers.NAMES])
def test_papers_show_all_choices_and_their_keys_are_right(rubric, tmp_path, form):
    marker = bound(rubric)
    module = papers.NAMES.load(form)
    shown = module.render(paper(marker, ADA))
    keyed = module.render(paper(marker, ADA, keyed=True))
    if isinstance(shown, str):
        plain = re.sub(r"\\?%", "", shown)
        assert [text for text, letter in letters(marker, ADA).items() if f"{letter}: {text}".replace("%", "") not in plain] == []
        assert "0.189" in keyed or form in {"csv", "markdown", "notebook"}
    if module.SUFFIXES[0] in sheets.formats():
        path = tmp_path / f"key{module.SUFFIXES[0]}"
        path.write_bytes(keyed if isinstance(keyed, bytes) else keyed.encode())
        sheet, = sheets.read(path)
        assert marker.mark(sheet, ADA).score == 2
        own = letters(marker, ADA)["21.6 %"]
        other = next(who for i in range(9) if letters(marker, who := Enrolled(f"S{i}", str(i)))["21.6 %"] != own)
        assert marker.mark(sheet, other).score < 2


def test_a_class_is_told_which_wrong_choices_were_taken(rubric):
    marker = bound(rubric)
    everybody = [Enrolled(f"S{i}", str(i)) for i in range(12)]
    taken = ["30 %"] * 9 + ["21.6 %"] * 3
    marks = [marker.mark(Sheet("", "", (Entry(KEY, letters(marker, who)[text]),)), who) for who, text in zip(everybody, taken, strict=True)]
    marked = Class(tuple(marks), (), (), {})
    report = reports.of_class(marked, "Votes")
    assert [row[:4] for row in report.table("misconceptions").rows] == [("like-one", 9, 9, KEY)]
    assert report.table("misconceptions").column("says") == ["30 %"]
    page = class_page.render(marked, (), "Votes", ENGLISH)
    assert "like-one" in page
    assert f"{KEY}: {marks[0].verdicts[1].given}" in page
    assert {shared_answers._given(each.verdicts[1]).value for each in marks[:9]} == {"30 %"}


def items(quiz, form):
    return [item for item in quiz.items if banks.taken(form)(item)]


@pytest.mark.parametrize("form", [*banks.NAMES])
def test_every_format_of_questions_holds_it(rubric, form, tmp_path):
    quiz = rubric_quiz(bound(rubric, b""))
    asked = quiz.items[1]
    assert asked.kind == "choice"
    assert {each.answer: each.percent for each in asked.choices} == {"21.6 %": 100, "2.7 %": 0, "30 %": 0, "a share of 18.9 %": 50}
    assert [each.answer for each in asked.shuffled] == list(letters(bound(rubric, b""), ADA))
    assert asked in items(quiz, form)
    told = banks.render(quiz, form)
    if isinstance(told, bytes):
        with ZipFile(io.BytesIO(told)) as archive:
            told = "\n".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())
    for text in ("21.6", "2.7", "18.9", "30 "):
        assert text in told, (form, text)
    assert unheld(quiz, form) == [] or form in {"anki", "h5p", "kahoot", "text2qti", "markdown", "latex"}


def test_an_autograder_marks_it_by_the_same_rubric(rubric, tmp_path):
    quiz = rubric_quiz(bound(rubric, b""))
    with ZipFile(io.BytesIO(banks.render(quiz, "gradescope"))) as archive:
        (tmp_path / "rubric.yaml").write_bytes(archive.read("rubric.yaml"))
        key = list(csv.DictReader(io.StringIO(archive.read("key.csv").decode())))
    marker = check.marker(tmp_path / "rubric.yaml")
    for given, score in (("21.6 %", 2), ("a share of 18.9 %", 1.5), ("2.7 %", 1)):
        answers = [Entry(row["question"], given if row["question"] == KEY else row["answer"]) for row in key]
        assert marker.mark(Sheet("", "", tuple(answers))).score == score
        letter = letters(bound(rubric, b""), ADA)[given]
        assert marker.mark(Sheet("", "", (answers[0], Entry(KEY, letter)))).score == score


@pytest.mark.parametrize("form", ["nbgrader", "otter"])
def test_a_notebook_s_tests_mark_it(rubric, form):
    cells = json.loads(banks.render(rubric_quiz(bound(rubric, b"")), form))["cells"]
    call, = {match[0] for cell in cells for match in re.finditer(r"archcalc\.check\(\{'voting.*hints_only=True\)", "".join(cell["source"]))}
    own = letters(bound(rubric, b""), ADA)
    assert any(f"- {own['30 %']}: 30 %" in "".join(cell["source"]) for cell in cells)
    for answer, score in (("21.6 %", 1), (own["21.6 %"], 1), (own["a share of 18.9 %"], 0.5), ("", 0)):
        report = eval(call, {"archcalc": archcalc, "answer_2": answer})
        assert float(report.head["score"]) == score
        assert "21.6" not in str(report).replace(answer or "none", "")


def test_a_form_s_column_is_marked(rubric, tmp_path):
    (tmp_path / "form.csv").write_text(f"Timestamp,Full name,{KEY},conv1.params\n1,Ada,21.6 %,156\n2,Bob,B or C,156\n")
    marker = check.marker()
    marker = type(marker)(rubric, marker.networks)
    assert [float(marker.mark(sheet).score) for sheet in sheets.read(tmp_path / "form.csv")] == [2, 1]


@pytest.mark.parametrize(("text", "told"), [
    (f"questions: [{KEY}]", "has no 'asks'"), (f"questions: {{{KEY}: 2}}", "has no 'asks'"), (f"questions: {{{KEY}: {{asks: ab, right: cd}}}}", "has no 'wrong'"),
    (f"questions: {{{KEY}: {{asks: ab, right: cd, wrong: {{}}}}}}", "1 to 7 wrong choices"), (f"questions: {{{KEY}: {{asks: ab, right: cd, wrong: {{x: CD}}}}}}", "twice"),
    (f"questions: {{{KEY}: {{asks: ab, right: cd, wrong: {{X y: ef}}}}}}", "names no wrong choice"), (f"questions: {{{KEY}: {{asks: ab, right: cd, wrong: {{biases-forgotten: ef}}}}}}", "names no wrong choice"),
    (f"questions: {{{KEY}: {{asks: ab, right: c, wrong: {{x: ef}}}}}}", "2 to 150 characters"), (f"questions: {{{KEY}: {{asks: ab, right: cd, wrong: {{x: ef}}, tolerance: 0.1}}}}", "no key 'tolerance'"),
    ("questions: {conv1.params: {asks: ab}}", "ends in .choice"), ("questions: {a.=b.choice: {asks: ab, right: cd, wrong: {x: ef}}}", "no key that sheets"), (f"partial: {{y: 0.5}}\nquestions: {{{KEY}: {{asks: ab, right: cd, wrong: {{x: ef}}}}}}", "no misconception 'y'"),
])
def test_a_rubric_that_is_wrong_says_where(text, told):
    with pytest.raises(ArchcalcError, match=re.escape(told)):
        rubrics.read(parse(text, "rubric.yaml"))


def test_one_that_no_rubric_has_is_refused():
    report = archcalc.check({"x.choice": "A", "alexnet.conv1.params": 34944})
    assert "unreadable" in report.table("verdicts").column("verdict")
