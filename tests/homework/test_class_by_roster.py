"""A class marked by its roster: nobody is lost, merged or given another's points; grades go where they belong."""

import csv
import io
import json
from fractions import Fraction
from functools import partial
from itertools import product

import pytest
from generated_class import CHOICES, MANY, QUESTIONS, SECRET, GeneratedClass, filled, marker, rubric, write
from typer.testing import CliRunner

from archcalc.base.errors import ArchcalcError
from archcalc.cli.application import application
from archcalc.cli.class_homework import Homework
from archcalc.cli.roster_check import RosterCheck
from archcalc.homework.classes import (
    anonymous,
    merged_grades,
    roster,
    roster_marking,
    several_roster_markers,
    shared_answers,
    table_file,
)
from archcalc.homework.classes.merged_grades import Grade
from archcalc.homework.classes.paper import paper
from archcalc.homework.handouts import quiz_rubric
from archcalc.homework.languages import ENGLISH
from archcalc.homework.marking import whole_class
from archcalc.homework.marking.marks import Marks, Verdict


def marked(made):
    return roster_marking.mark(whole_class.every([made.folder / "in"]), made.roster, made.marker)


def complaints(made, graded):
    """Everybody who did not get what is right, with what they got."""
    of = graded.marked
    scores = {each.student: each.score for each in of.marks}
    reasons = {each.student: str(each.reason) for each in of.broken}
    assert [*scores, *reasons]
    assert not scores.keys() & reasons.keys()
    assert {*scores, *reasons} == {who.called for who in made.roster.students}
    assert {each.max_score for each in of.marks} == {len(made.asked.questions)}  # what is left out counts
    wrong = {}
    for who, right in made.expected.items():
        got = scores.get(who.called, reasons.get(who.called))
        if (right not in got) if isinstance(right, str) and isinstance(got, str) else got != right:
            wrong[who.called] = (made.troubles.get(who), right, got)
    return wrong


def test_everybody_gets_their_own_points_or_the_reason_why_not(tmp_path):
    made = GeneratedClass(tmp_path, 15, 3, rubric(QUESTIONS[:5]), (".csv", ".md", ".ipynb"))
    graded = marked(made)
    assert complaints(made, graded) == {}
    assert graded.marked.others == ()
    told = dict(graded.told)
    assert all(any(who.identifier in path for path in told) for who, trouble in made.troubles.items() if trouble == "swapped")


def test_what_a_paper_prints_is_read_and_not_told_and_what_does_not_count_is(tmp_path, capsys):
    """Names with commas, the tables of a workbook, older files, and letters without the paper whose order they have."""
    pytest.importorskip("xlsxwriter")
    (tmp_path / "class.csv").write_text('name,id\n"Ibn al-Haytham, Abu Ali",4711\nAda Byron,4712\nCy Dee,4713\n')
    (tmp_path / "course.secret").write_bytes(SECRET)
    asked = rubric(["total.params"], choices=CHOICES)
    own = [filled(paper(marker(asked), who), None, 0, set())[0] for who in roster.read(tmp_path / "class.csv").students]
    write(tmp_path / "in" / "one.csv", own[0]._replace(code=""))
    write(tmp_path / "in" / "4712 old.csv", own[1], 60)
    write(tmp_path / "in" / "4712.xlsx", own[1])
    (tmp_path / "in" / "form.csv").write_text("Full name,votes.how_often.choice\nCy Dee,A\n")
    asked = "".join(f"  {json.dumps(key)}: {json.dumps(quiz_rubric.terms(terms))}\n" for key, terms in asked.questions.items())
    (tmp_path / "rubric.yaml").write_text(f"title: Homework 3\nnetwork: lenet5\nquestions:\n{asked}")
    check = RosterCheck(tmp_path / "class.csv", None, None, None)
    graded = check.marked([tmp_path / "in"], Homework(tmp_path / "rubric.yaml", None, {}, None), hints_only=False, language=ENGLISH).marked
    assert [marks.score for marks in graded.marks[:2]] == [3, 3]
    assert [str(left.what) for left in graded.marks[1].left] == ["the file '4712 old.csv'"]
    told = capsys.readouterr().err
    assert "4712 old.csv: not marked: '4712.xlsx' is newer, and counts" in told
    assert "2 without a code answer choices by letters" in told
    assert "handed in nothing" not in told


def by_several(made, jobs):
    count = partial(several_roster_markers.counted, jobs=jobs)
    return roster_marking.mark(whole_class.every([made.folder / "in"]), made.roster, made.marker, count=count)


@pytest.mark.slow
def test_several_processes_give_everybody_the_marks_that_one_gives(tmp_path, monkeypatch):
    """With what one has worked out, and where each begins afresh."""
    made = GeneratedClass(tmp_path, 12, 5, rubric(QUESTIONS[:4]), (".csv", ".md"))
    alone = marked(made)
    for name, bound in {"_FEWEST": 2, "_FEWEST_APART": 2, "_FIRST": 3, "_PORTIONS": 2}.items():
        monkeypatch.setattr(several_roster_markers, name, bound)
    assert by_several(made, 2) == alone
    monkeypatch.setattr(several_roster_markers, "can_share", lambda: False)
    assert by_several(made, 2) == alone


@pytest.mark.slow
def test_a_class_of_three_hundred_loses_nobody(tmp_path):
    pytest.importorskip("openpyxl")
    pytest.importorskip("xlsxwriter")
    made = GeneratedClass(tmp_path, 300, 11, rubric(MANY), (".csv", ".csv", ".md", ".ipynb", ".xlsx"))
    graded = marked(made)
    assert complaints(made, graded) == {}
    numbers = anonymous.numbered(made.roster, tmp_path / "key.csv")
    hidden = anonymous.anonymised(graded, numbers)
    key = {row["number"]: row["id"] for row in csv.DictReader(io.StringIO((tmp_path / "key.csv").read_text("utf-8")))}
    scores = {graded.students[each.student].identifier: each.score for each in graded.marked.marks}
    assert {key[each.student]: each.score for each in hidden.marked.marks} == scores
    everything = repr([hidden.marked.marks, hidden.marked.broken, hidden.told])
    assert not [who.name for who in made.roster.students if who.name in everything]


ROSTERS = {
    "own": ("name,id\nAda Lovelace,4711\nBob Bar,4712\n", ["4711", "4712"]),
    "semicolons, a mark": ("\ufeffName;Matrikelnummer\nAda;4711\nBob;4712\n", ["4711", "4712"]),
    "Moodle": ("First name,Last name,ID number,Email address\nAda,Lovelace,4711,a@x.org\nBob,Bar,,b@x.org\n", ["4711", "b@x.org"]),
    "Canvas": ('Student,ID,SIS User ID,SIS Login ID,Section,HW (1)\n    Points Possible,,,,,10\n"Lovelace, Ada",1,4711,ada,S,\n"Bar, Bob",2,4712,bob,S,\n', ["4711", "4712"]),
    "names alone": ("student\nAda\nBob\n", ["Ada", "Bob"]),
    "Arabic": ("الاسم,الرقم_الجامعي\nمحمد,1\nليلى,2\n", ["1", "2"]),
}


def test_rosters_of_every_kind(tmp_path):
    for name, (text, identifiers) in ROSTERS.items():
        (tmp_path / "r.csv").write_text(text, "utf-8")
        assert [who.identifier for who in roster.read(tmp_path / "r.csv").students] == identifiers, name
    for text, told in REFUSED.items():
        (tmp_path / "r.csv").write_text(text, "utf-8")
        with pytest.raises(ArchcalcError, match=told):
            roster.read(tmp_path / "r.csv")


REFUSED = {"name,id\nA,1\nB,1\n": "two students", "x,y\n1,2\n": "no column", "name,id\n": "0 students", "": "nothing in", "name,id\n,\n,\n": "0 students"}
MOODLE = ("Identifier,Full name,Email address,Grade,Maximum Grade,Last modified (grade),Feedback comments\r\n"
          'Participant 4712,Ada Lovelace,a@x,,100.00,-,\r\nParticipant 2,"Bar, Bob",b@x,50,100.00,-,old\r\nParticipant 3,Zed,z@x,,100.00,-,\r\nParticipant 4711,Mallory,m@x,,100.00,-,\r\n')
CANVAS = ('Student,ID,SIS User ID,SIS Login ID,Section,Homework 3 (991),Other (2)\n    Points Possible,,,,,5,7\n"Bar, Bob",4711,4712,b,S,,1\n'
          '"Lovelace, Ada",4712,4711,a,S,,2\n"Test, Student",9,,,S,,\n')


def test_nobody_is_called_as_another_and_signs_are_no_name(tmp_path):
    (tmp_path / "r.csv").write_text("name,id\nBob,1\nBob,2\nBob (2),3\n\U0001f600,4\n", "utf-8")
    everybody = roster.read(tmp_path / "r.csv")
    assert [who.called for who in everybody.students] == ["Bob (1)", "Bob (2) (2)", "Bob (2) (3)", "\U0001f600"]
    assert everybody.named("") == everybody.named("!?") == ()
    assert len(everybody.named("bob")) == 2


def test_a_grade_without_a_row_in_the_teacher_s_file_is_no_success(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name, text in (("r.csv", "name,id\nAda,1\n"), ("q.yaml", "network: lenet5\nquestions: [conv1.params]\n"),
                       ("Ada.csv", "question,answer\nconv1.params,156\n"), ("g.csv", "Identifier,Full name,Grade\nParticipant 7,Ada,\n")):
        (tmp_path / name).write_text(text)
    words = ["check", "Ada.csv", "--roster", "r.csv", "--rubric", "q.yaml", "--merge", "g.csv", "-o", "o.csv"]
    assert CliRunner().invoke(application("check"), words).exit_code == 0
    assert (tmp_path / "o.csv").read_text() == "Identifier,Full name,Grade\nParticipant 7,Ada,1\n"
    (tmp_path / "g.csv").write_text("Identifier,Full name,Grade\nParticipant 7,Bea,\n")
    assert CliRunner().invoke(application("check"), words).exit_code == 1


def test_a_question_in_two_spellings_is_refused():
    with pytest.raises(ArchcalcError, match="asked twice"):
        marker(rubric(["conv1.params", "CONV1.parameters"]))


WORKSHEETS = {
    "ar": ("المُعرَّف,الاسم كاملا,عنوان البريد الإلكتروني,الحالة,الدرجة,أعلى تقدير,آخر تعديل (التقدير),تعليقات الإفادة", "المشارك 4711", "100.00"),
    "de": ("ID,Vollständiger Name,E-Mail-Adresse,Status,Bewertung,Bestwertung,Zuletzt geändert (Bewertung),Feedback als Kommentar", "Teilnehmer/in4711", '"100,00"'),
    "es": ("Identificador,Nombre completo,Dirección de correo,Estado,Calificación,Calificación máxima,Última modificación (calificación),"
           "Comentarios de retroalimentación", "Participante 4711", '"100,00"'),
    "fr": ("Identifiant,Nom complet,Adresse de courriel,Statut,Note,Note maximale,Dernière modification (note),Feedback par commentaires",
           "Participant4711", '"100,00"'),
    "zh": ("标识符,全名,电子邮件地址,状态,成绩,最高分,上次修改（评分）,反馈意见", "参与人4711", "100.00")}
"""Headings of Moodle's worksheet as its language packs of 2024 have them, the first cell of a row, and the most points."""


def test_a_worksheet_of_moodle_is_filled_in_in_other_languages(tmp_path):
    """The number stands for Ada, whose name here is a shorter one; the maximum is the site's."""
    (tmp_path / "r.csv").write_text("name,id\nAda Lovelace,4711\nBob Bar,4712\n")
    everybody = roster.read(tmp_path / "r.csv")
    ada, bob = everybody.students
    grades = {ada: Grade(Fraction(4), Fraction(5), "c"), bob: Grade(Fraction(1), Fraction(5), "b")}
    for language, (head, first, most) in WORKSHEETS.items():
        (tmp_path / "g.csv").write_text(f"{head}\n{first},A. Lovelace,,,,{most},-,\nx9,Bob Bar,,,,{most},-,\n", "utf-8")
        merged = merged_grades.merge(table_file.read(tmp_path / "g.csv"), everybody, grades, "x")
        rows = [*csv.reader(io.StringIO(merged.table.written().decode("utf-8-sig"), newline=""))]
        assert [(row[4], row[-1]) for row in rows[1:]] == [("80", "c"), ("20", "b")], language
        assert (merged.written, rows[0]) == (2, head.split(",")), language
    (tmp_path / "g.csv").write_text("Student,ID,Section,Bewertung\n    Points Possible,,,50\nAda Lovelace,4711,S1,\n")
    merged = merged_grades.merge(table_file.read(tmp_path / "g.csv"), everybody, grades, "Bewertung")  # Canvas has an ID as well
    assert "Ada Lovelace,4711,S1,40" in merged.table.written().decode()


def test_grades_go_into_the_rows_that_are_theirs_and_nothing_else_changes(tmp_path):
    """A number of a system's own may be another student's in the roster: the name decides."""
    (tmp_path / "r.csv").write_text("name,id\nAda Lovelace,4711\nBob Bar,4712\nCy Dee,4713\n")
    everybody = roster.read(tmp_path / "r.csv")
    ada, bob, _ = everybody.students
    grades = {ada: Grade(Fraction(4), Fraction(5), "=1+1"), bob: Grade(Fraction(1), Fraction(5), "b")}
    for text, column, wanted in ((MOODLE, "Grade", ["80", "20", "", ""]), (CANVAS, "Homework 3 (991)", ["5", "1", "4", ""])):
        (tmp_path / "g.csv").write_bytes(text.encode())
        merged = merged_grades.merge(table_file.read(tmp_path / "g.csv"), everybody, grades, "homework 3")
        rows = list(csv.DictReader(io.StringIO(merged.table.written().decode(), newline="")))
        before = list(csv.DictReader(io.StringIO(text, newline="")))
        assert [row[column] for row in rows] == wanted
        kept = [name for name in rows[0] if name not in {column, "Feedback comments"}]
        assert [[row[name] for name in kept] for row in rows] == [[row[name] for name in kept] for row in before]
        assert merged.written == 2
        assert any("Cy Dee has no row" in line for line in merged.told)
    (tmp_path / "g.csv").write_bytes(MOODLE.encode())
    told = merged_grades.merge(table_file.read(tmp_path / "g.csv"), everybody, grades, "x")
    assert "1 grades were there, and were replaced" in told.told
    assert any("Mallory" in line for line in told.told)
    (tmp_path / "g.csv").write_bytes(f"{MOODLE}Participant 8,Ada Lovelace,a@y,,100.00,-,\r\n".encode())
    assert merged_grades.merge(table_file.read(tmp_path / "g.csv"), everybody, grades, "x").written == 1  # which row is Ada's?
    assert "'=1+1" in told.table.written().decode()
    others = CANVAS.replace("Homework 3", "H"), CANVAS.replace("Other", "Homework 3"), "a,b\n1,2\n"
    for text, match in zip(others, ("no columns", "2 columns", "neither"), strict=True):
        (tmp_path / "g.csv").write_text(text)
        with pytest.raises(ArchcalcError, match=match):
            merged_grades.merge(table_file.read(tmp_path / "g.csv"), everybody, grades, "Homework 3")


def sheet_of(student, answers):
    """Marks of who gave these answers: a pair of what was given, and whether it is right."""
    verdicts = tuple(Verdict(f"q{i}", given, "", "correct" if right else "wrong", Fraction(right), Fraction(1), why, "")
                     for i, (given, right, why) in enumerate(answers))
    return Marks(student, verdicts, Fraction(0), Fraction(len(answers)))


def test_the_chance_of_shared_answers_is_that_of_every_way_in_which_they_can_be_shared():
    """An oracle that lists all outcomes of the trials."""
    trials = [Fraction(1, 3), Fraction(1, 7), Fraction(2, 5), Fraction(1, 2), Fraction(3, 11)]
    for least in range(6):
        total = Fraction(0)
        for outcome in product((0, 1), repeat=len(trials)):
            way = Fraction(1)
            for shared, chance in zip(outcome, trials, strict=True):
                way *= chance if shared else 1 - chance
            total += way * (sum(outcome) >= least)
        assert shared_answers._tail(trials, least) == total


def test_copied_answers_are_told_and_those_of_one_mistake_or_of_chance_are_not():
    import random
    rng = random.Random(4)
    wrong = [1, 1, 1, 1, 1, 1, 2, 3, 4]  # a mistake that most make is shared by most
    right, others = ("right", True, None), [*wrong, *range(1000, 1009)]
    honest = [sheet_of(f"s{i}", [right if rng.random() < 0.4 else (str(rng.choice(rng.choice([wrong, others]))), False, None)
                                 for _ in range(20)]) for i in range(40)]
    assert shared_answers.found(honest) == ()
    copied = [(str(90000 + q), False, None) if q % 3 == 0 else ("right", True, None) for q in range(20)]
    pair, = shared_answers.found([*honest, sheet_of("a", copied), sheet_of("b", copied)])
    assert (pair.first, pair.second, len(pair.questions)) == ("a", "b", 7)
    assert pair.expected < Fraction(1, 100)
    one_mistake = [(str(90000 + q), False, "biases-forgotten") if q % 3 == 0 else ("right", True, None) for q in range(20)]
    assert shared_answers.found([*honest, sheet_of("a", one_mistake), sheet_of("b", one_mistake)]) == ()
    theirs = [(str(70000 + q), q % 3 != 0, None) for q in range(20)]  # who hands in another's right answers, to other sizes
    own = [(given, False, None) for given, _, _ in theirs]
    pair, = shared_answers.found([*honest, sheet_of("a", theirs), sheet_of("b", own)])
    assert (pair.first, pair.second) == ("a", "b")


def test_a_key_file_keeps_its_numbers(tmp_path):
    (tmp_path / "r.csv").write_text("name,id\n" + "".join(f"S{i} T,{100 + i}\n" for i in range(20)))
    everybody = roster.read(tmp_path / "r.csv")
    first = anonymous.numbered(everybody, tmp_path / "key.csv")
    assert sorted(first.values()) == [f"Student {i:03}" for i in range(1, 21)]
    (tmp_path / "r.csv").write_text("name,id\nNew One,99\n" + "".join(f"S{i} T,{100 + i}\n" for i in range(19)))
    second = anonymous.numbered(roster.read(tmp_path / "r.csv"), tmp_path / "key.csv")
    assert {key: value for key, value in second.items() if key != "99"} == first
    assert second["99"] not in first.values()
    (tmp_path / "other.csv").write_text("a,b\n")
    with pytest.raises(ArchcalcError, match="no key file"):
        anonymous.numbered(everybody, tmp_path / "other.csv")
