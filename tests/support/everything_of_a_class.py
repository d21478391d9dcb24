"""A class through every command and export: python tests/support/everything_of_a_class.py [STUDENTS [QUESTIONS]]

Each export is read back, and everybody's points in it are held against what was planted.
"""

import csv
import html
import io
import json
import re
import sys
import tempfile
from pathlib import Path
from xml.etree import ElementTree
from zipfile import ZipFile

from generated_class import CHOICES, MANY, SECRET, rubric, spoilt
from troubled_class import TroubledClass

from archcalc.cli.class_homework import Homework
from archcalc.cli.roster_check import RosterCheck
from archcalc.homework.classes.rubric_quiz import rubric_quiz
from archcalc.homework.handouts import banks, quiz_rubric
from archcalc.homework.languages import ENGLISH
from archcalc.homework.marking import check as marking_check
from archcalc.homework.marking.whole_class import file_names
from archcalc.homework.sheets import Entry, Sheet


def prepared(folder, count, questions, seed=7):
    """The class on the disk, as a teacher has it."""
    made = TroubledClass(folder, count, seed, rubric(questions, choices=CHOICES), (".csv", ".csv", ".md", ".ipynb"))
    (made.folder / "course.secret").write_bytes(SECRET)
    asked = "".join(f"  {json.dumps(key)}: {json.dumps(quiz_rubric.terms(terms))}\n" for key, terms in made.asked.questions.items())
    (made.folder / "rubric.yaml").write_text(f"title: {made.asked.title}\nnetwork: lenet5\nquestions:\n{asked}")
    return made


def due(made):
    """Everybody's points by name, and those who have none; who may have either is left out."""
    known = {who.called: right for who, right in made.expected.items() if right is not None}
    return {name: None if isinstance(right, str) else right for name, right in known.items()}


def differing(made, name, got):
    """What an export has for whom otherwise than was planted, lost ones among them; an empty text is no points."""
    read = {who: None if points in {"", None} else float(points) for who, points in got.items()}
    return [(name, who, points, read.get(who, "lost")) for who, points in due(made).items() if read.get(who, "lost") != points]


def defused(name):
    """A name as grade books have it; `csv` gives it as it is, for programs."""
    return f"'{name}" if name[0] in "=+-@" else name


def words(text):
    return {*re.findall(r"\w+", text)}


def _table(made, text, name, student, points, written=defused):
    back = {written(who.called): who.called for who in made.roster.students}
    rows = [row for row in csv.DictReader(io.StringIO(text, newline="")) if row[student] in back]
    if len(rows) != len(made.roster.students):
        return [(name, "rows", len(made.roster.students), len(rows), sorted({*back} - {row[student] for row in rows})[:5])]
    return differing(made, name, {back[row[student]]: row[points] for row in rows})


def _of_answers(made, text):
    got = dict.fromkeys(due(made), "")
    back = {defused(who.called): who.called for who in made.roster.students}
    for row in csv.DictReader(io.StringIO(text, newline="")):
        if row["points"]:
            got[back[row["student"]]] = float(got[back[row["student"]]] or 0) + float(row["points"])
    return differing(made, "answers", got)


def _of_junit(made, text):
    got = {}
    for suite in ElementTree.fromstring(text):
        cases = [case for case in suite if case.find("error") is None]
        got[suite.get("name")] = sum(case.find("failure") is None for case in cases) if cases else None
    return differing(made, "junit", got)


def _of_folder(made, graded, folder, score):
    of = graded.marked
    everybody = [*(each.student for each in of.marks), *(each.student for each in of.broken)]
    names = dict(zip(everybody, file_names(everybody), strict=True))
    marked = {each.student for each in of.marks}
    return differing(made, folder.name, {who: score(json.loads((folder / f"{name}.json").read_text("utf-8"))) if who in marked else None
                                         for who, name in names.items()})


def _of_pages(made, graded, folder, ending):
    everybody = [each.student for each in graded.marked.marks]
    got = dict.fromkeys(due(made), "")
    known = {who.identifier: who for who in made.roster.students}
    others = []
    for who, name in zip(everybody, file_names(everybody), strict=True):
        text = (folder / f"{name}{ending}").read_text("utf-8")
        got[who] = re.search(r"([0-9.]+) of [0-9]+ points", text)[1]
        others += [(folder.name, who, "names", known[each].name) for each in words(text) & known.keys() if known[each].called != who]
    return differing(made, folder.name, got) + others


def merged(made, check, marked, place):
    """Grades in Moodle's and in Canvas's file, whose names stand the other way round, some rows nobody's."""
    wrong = []
    rows = [(f"Participant {900000 + i}", who.name, next(n for n in who.numbers if "@" in n), "", "100.00", "-", "")
            for i, who in enumerate(made.roster.students)]
    moodle = [("Identifier", "Full name", "Email address", "Grade", "Maximum Grade", "Last modified (grade)", "Feedback comments"), *rows]
    canvas = [(", ".join(reversed(who.name.rsplit(" ", 1))), 31 + i, who.identifier, "", "S", "")
              for i, who in enumerate(made.roster.students)]
    tables = {"moodle": [*moodle, ("Participant 1", "Nobody Here", "n@x.org", "", "100.00", "-", "")],
              "canvas": [("Student", "ID", "SIS User ID", "SIS Login ID", "Section", f"{made.asked.title} (99)"),
                         ("    Points Possible", "", "", "", "", "100"), *canvas]}
    by = {"moodle": ("Email address", "Grade"), "canvas": ("SIS User ID", f"{made.asked.title} (99)")}
    for name, table in tables.items():
        out = io.StringIO()
        csv.writer(out).writerows(table)
        (place / f"{name}.csv").write_text(out.getvalue(), "utf-8")
        check.merge = place / f"{name}.csv"
        check.put(marked, None, None, place / f"{name}_filled.csv", None, None, ENGLISH)
        number, grade = by[name]
        filled = (place / f"{name}_filled.csv").read_text("utf-8")
        got = {row[number]: row[grade] for row in csv.DictReader(io.StringIO(filled, newline=""))}
        back = {each: who.called for who in made.roster.students for each in who.numbers}
        most = len(made.asked.questions)
        wrong += differing(made, f"merged {name}", {back[key]: round(float(points) * most / 100, 2) if points else None
                                                    for key, points in got.items() if key in back})
    check.merge = None
    return wrong


def anonymous(made, folder):
    """Without names: the key alone says whose a number is, and no name or identifier stands anywhere else."""
    check = RosterCheck(folder / "class.csv", None, None, folder / "key.csv")
    marked = check.marked([folder / "in"], Homework(folder / "rubric.yaml", None, {}, None), hints_only=False, language=ENGLISH)
    check.put(marked, None, "csv", folder / "hidden.csv", folder / "hidden", None, ENGLISH)
    key = {row["number"]: row["id"] for row in csv.DictReader(io.StringIO((folder / "key.csv").read_text("utf-8")))}
    called = {who.identifier: who.called for who in made.roster.students}
    rows = csv.DictReader(io.StringIO((folder / "hidden.csv").read_text("utf-8"), newline=""))
    wrong = differing(made, "anonymous", {called[key[row["student"]]]: row["score"] for row in rows})
    texts = [path.read_text("utf-8") for path in [folder / "hidden.csv", *(folder / "hidden").iterdir()]]
    known = {who.identifier for who in made.roster.students}
    return wrong + [("anonymous", told, "stands there", "") for text in texts
                    for told in [*(words(text) & known), *(who.name for who in made.roster.students if who.name in text)]]


def in_banks(made):
    """The homework in every format of questions: each question once, with what is right, and nothing of the class."""
    homework = Homework(made.folder / "rubric.yaml", None, {}, None)
    quiz = rubric_quiz(homework.marker(b"", hints_only=False, language=ENGLISH))
    missing = made.asked.questions.keys() - {item.key.removeprefix("lenet5.") for item in quiz.items}
    wrong = [("banks", key, "asked", "not") for key in missing]
    secret = {SECRET.decode(), *(who.identifier for who in made.roster.students)}
    for form in banks.NAMES:
        held = [item for item in quiz.items if banks.taken(form)(item)]
        shown = quiz._replace(items=tuple(held))
        apart = banks.key(shown, form) if isinstance(banks.NAMES.load(form), banks.KeyedBank) else ""
        told = read_back(banks.render(shown, form)) + apart
        wrong += [(form, item.key, item.right.answer, "not there") for item in held
                  if not {*words(item.right.answer)} <= {*words(re.sub(r"(?<=[0-9]),(?=[0-9]{3})", "", told))}]
        wrong += [(form, "the class", each, "stands there") for each in secret & {*words(told)}]
        wrong += [(form, item.key, "held", "not") for item in quiz.items if item not in held and form != "kahoot"]
    return wrong + by_the_autograder(made, quiz)


def read_back(written):
    """A bank's text: of an archive, that of all its files, also of archives in it."""
    if isinstance(written, str):
        return html.unescape(html.unescape(written))
    if written[:2] != b"PK":
        return written.decode("utf-8", "replace")
    with ZipFile(io.BytesIO(written)) as archive:
        return "\n".join(html.unescape(html.unescape(read_back(archive.read(name)))) for name in archive.namelist())


def by_the_autograder(made, quiz):
    """The key of the autograder's zip marked by the rubric in it gets all points; with each answer spoilt, one less."""
    with ZipFile(io.BytesIO(banks.render(quiz, "gradescope"))) as archive:
        (made.folder / "graded.yaml").write_bytes(archive.read("rubric.yaml"))
        key = list(csv.DictReader(io.StringIO(archive.read("key.csv").decode("utf-8"), newline="")))
    marker = marking_check.marker(made.folder / "graded.yaml")
    answers = [Entry(row["question"].lstrip("'"), row["answer"]) for row in key]
    found = []
    for place in range(-1, len(answers)):
        given = [entry._replace(given=spoilt(entry.given) if place == i else entry.given) for i, entry in enumerate(answers)]
        if place >= 0 and given[place] == answers[place]:
            given[place] = given[place]._replace(given="none of these")
        score = marker.mark(Sheet("", "", tuple(given))).score
        found += [("gradescope.zip", place, len(answers) - (place >= 0), score)] * (score != len(answers) - (place >= 0))
    return found


def through_everything(made):
    """What any export has otherwise than it was planted: (export, student, right, found)."""
    folder = made.folder
    check = RosterCheck(folder / "class.csv", None, None, None)
    marked = check.marked([folder / "in"], Homework(folder / "rubric.yaml", None, {}, None), hints_only=False, language=ENGLISH)
    place = folder / "out"
    place.mkdir()

    def written(form, name):
        check.put(marked, None, form, place / name, None, None, ENGLISH)
        return (place / name).read_text("utf-8") if (place / name).is_file() else ""

    wrong = _table(made, written("csv", "grades.csv"), "csv", "student", "score", str)
    wrong += _table(made, written("moodle", "m.csv"), "moodle", "Full name", "Grade")
    wrong += _table(made, written("canvas", "c.csv"), "canvas", "Student", made.asked.title)
    wrong += _of_answers(made, written("answers", "a.csv"))
    wrong += _of_junit(made, written("junit", "j.xml"))
    written("gradescope", "gradescope")
    wrong += _of_folder(made, check.graded, place / "gradescope", lambda result: result["score"])
    written("prairielearn", "prairielearn")
    wrong += _of_folder(made, check.graded, place / "prairielearn", lambda result: round(result["score"] * len(made.asked.questions), 9))
    check.put(marked, None, None, place / "pages", None, None, ENGLISH)
    wrong += _of_pages(made, check.graded, place / "pages", ".html")
    page = html.unescape(written(None, "class.html"))
    wrong += [("class.html", who.called, "a row", "none") for who in made.roster.students if who.called not in page]
    return wrong + merged(made, check, marked, place) + anonymous(made, folder) + in_banks(made)


def main():
    count, questions = (int(word) for word in [*sys.argv[1:], *("300", "20")[len(sys.argv) - 1:]])
    with tempfile.TemporaryDirectory() as folder:
        made = prepared(Path(folder), count, MANY[:questions])
        wrong = through_everything(made)
    troubles = len({*made.troubles.values()})
    print(f"{count} students, {questions} questions, {len(made.troubles)} troubles of {troubles} kinds: {len(wrong)} places are wrong")
    print(*wrong[:40], sep="\n")
    raise SystemExit(1 if wrong else 0)


if __name__ == "__main__":
    main()
