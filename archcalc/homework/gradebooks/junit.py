"""JUnit XML, as GitHub Classroom and GitLab read it: a suite for each student, a case for each question."""

from __future__ import annotations

from xml.etree import ElementTree

from archcalc.base.errors import printable
from archcalc.homework.languages import ENGLISH, Language
from archcalc.homework.marking.marks import Marks
from archcalc.homework.marking.reports import not_marked
from archcalc.homework.marking.whole_class import Class

EACH = False


def render(marked: Class, title: str, language: Language = ENGLISH) -> str:
    """A document; names and answers are escaped, control characters made visible."""
    root = ElementTree.Element("testsuites", name=printable(title))
    for marks in marked.marks:
        _suite(root, marks, language)
    for sheet in marked.broken:
        suite = ElementTree.SubElement(root, "testsuite", name=printable(sheet.student), tests="1", failures="0",
                                       errors="1")
        _error(suite, sheet.student, "sheet", sheet.told(language))
    ElementTree.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ElementTree.tostring(root, encoding="unicode")}\n'


def _suite(root: ElementTree.Element, marks: Marks, language: Language) -> None:
    wrong = [verdict for verdict in marks.verdicts if not verdict.right]
    suite = ElementTree.SubElement(root, "testsuite", name=printable(marks.student),
                                   tests=str(len(marks.verdicts) + len(marks.lost)), failures=str(len(wrong)),
                                   errors=str(len(marks.lost)))
    for verdict in marks.verdicts:
        case = ElementTree.SubElement(suite, "testcase", name=printable(verdict.question),
                                      classname=printable(marks.student))
        if not verdict.right:
            failure = ElementTree.SubElement(case, "failure", message=printable(verdict.feedback),
                                             type=verdict.misconception or verdict.verdict)
            failure.text = printable(f"given: {verdict.given}")
    for each in marks.lost:
        _error(suite, marks.student, language.text(each.what), not_marked(each, language))


def _error(suite: ElementTree.Element, student: str, name: str, message: str) -> None:
    """A case of what is not marked."""
    case = ElementTree.SubElement(suite, "testcase", name=printable(name), classname=printable(student))
    ElementTree.SubElement(case, "error", message=printable(message))
