"""A class as a page, and each student's own: the figures are right, and no page loads, or tells, what it should not."""

import re
import statistics
from fractions import Fraction
from html.parser import HTMLParser

from archcalc.cli.grade_output import Graded, put
from archcalc.homework.classes import class_page, class_statistics, shared_answers
from archcalc.homework.languages import ENGLISH, language
from archcalc.homework.marking.marks import Marks, Verdict
from archcalc.homework.marking.whole_class import Broken, Class, Student
from archcalc.homework.sheets import Left

EVIL = '<script src="https://x.org/a.js">alert(1)</script>'


def marks_of(student, points, given="7", why="biases-forgotten"):
    verdicts = tuple(Verdict(f"conv{place}.params", given, "8", "correct" if own else "wrong", Fraction(own), Fraction(1),
                             None if own else why, f"feedback for {student}") for place, own in enumerate(points))
    return Marks(student, verdicts, Fraction(sum(points)), Fraction(len(points)), (Left(f"the file '{EVIL}'", "it is broken"),))


POINTS = {f"S{i} {EVIL}": [i > 2, i > 5, i % 2, i > 8, 1] for i in range(12)}
MADE = Class(tuple(marks_of(student, points, EVIL) for student, points in POINTS.items()), (Broken(Student("Zed"), "z/hw.csv", "it is empty"),))


def test_the_figures_of_a_class_are_those_of_statistics():
    figures = class_statistics.question_figures(MADE.marks)
    for place, each in enumerate(figures):
        own = [float(points[place]) for points in POINTS.values()]
        rest = [float(sum(points) - points[place]) for points in POINTS.values()]
        assert each.share == Fraction(sum(map(int, own)), 12)
        if place == 4:
            assert each.discrimination is None  # everybody has it
        else:
            mean, other = statistics.mean(own), statistics.mean(rest)
            top = sum((a - mean) * (b - other) for a, b in zip(own, rest, strict=True))
            assert abs(each.discrimination - top / (12 * statistics.pstdev(own) * statistics.pstdev(rest))) < 1e-12
    scores = [sum(points) for points in POINTS.values()]
    told = class_statistics.spread(MADE.marks)
    assert (told.mean, told.median) == (Fraction(sum(scores), 12), Fraction(statistics.median(scores)))
    assert sum(told.tenths) == 12
    assert told.tenths[9] == scores.count(5)
    mistake, = class_statistics.common_mistakes(MADE.marks)
    assert (len(mistake.students), mistake.answers) == (sum(score < 5 for score in scores), sum(5 - score for score in scores))
    assert class_statistics.question_figures(MADE.marks[:9])[0].discrimination is None  # too few


class Page(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.tags, self.texts = [], []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))

    def handle_data(self, data):
        self.texts.append(data)


TAGS = {"html", "head", "meta", "title", "style", "body", "main", "h1", "h2", "ul", "li", "section", "p", "table", "thead", "tbody", "tr", "th", "td", "span", "br", "code"}


def test_a_page_loads_nothing_and_what_others_wrote_is_text(tmp_path, capsys):
    for spoken in (ENGLISH, language("ar")):
        shared = shared_answers.SharedAnswers(EVIL, "b", (("q", EVIL),), 3, Fraction(1, 9), Fraction(1))
        text = class_page.render(MADE, (shared_answers.table([shared]),), EVIL, spoken)
        page = Page(text)
        assert {tag for tag, _ in page.tags} <= TAGS
        assert not [one for _, own in page.tags for one in own if one in {"src", "href", "onload", "onclick"}]
        assert not re.search("url\\(|@import", text)
        assert all(student in page.texts for student in POINTS)  # everybody has a row
        assert dict(page.tags)["html"]["dir"] == spoken.direction
        assert "Zed" in text
    put(Graded(MADE, alone=False), "T", None, tmp_path / "class.html", None, None, ENGLISH)
    assert "discrimination" in (tmp_path / "class.html").read_text("utf-8")
    assert len([*(tmp_path / "class_feedback").iterdir()]) == 12


def test_an_empty_discrimination_says_why():
    alike = Class(tuple(marks_of(f"S{i}", [1, 0]) for i in range(12)))
    for made, told, untold in ((MADE, "is left empty where", "from 10 students on"), (alike, "is left empty where", "from 10 students on"),
                               (Class(MADE.marks[:9]), "is told from 10 students on", "is left empty"),
                               (Class(tuple(marks_of(f"S{i}", [i > 2, i > 5]) for i in range(12))), "is the correlation", "empty")):
        text = class_page.render(made, (), "T", ENGLISH)
        assert told in text
        assert untold not in text


def test_a_student_s_page_has_no_other_s_data(tmp_path, capsys):
    everybody = Class(tuple(marks_of(f"Student{i}x", [i % 2, 0, 1]) for i in range(5)))
    put(Graded(everybody, alone=False), "T", None, tmp_path / "students", None, None, ENGLISH)
    for place in range(5):
        text = (tmp_path / "students" / f"Student{place}x.html").read_text("utf-8")
        assert {*re.findall(r"Student(\d)x", text)} == {str(place)}
        assert not [one for _, own in Page(text).tags for one in own if one in {"src", "href"}]
