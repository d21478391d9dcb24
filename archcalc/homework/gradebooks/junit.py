"""JUnit XML, as GitHub Classroom and GitLab read it: a suite for each student, a case for each question."""

from __future__ import annotations

from xml.etree import ElementTree

from archcalc.base.errors import printable
from archcalc.homework.marking.marking import Marks
from archcalc.homework.marking.whole_class import Class

EACH = False


def render(marked: Class, title: str) -> str:
    """A document; names and answers are escaped, control characters made visible."""
    root = ElementTree.Element("testsuites", name=printable(title))
    for marks in marked.marks:
        _suite(root, marks)
    for sheet in marked.broken:
        suite = ElementTree.SubElement(root, "testsuite", name=printable(sheet.student), tests="1", failures="0",
                                       errors="1")
        case = ElementTree.SubElement(suite, "testcase", name="sheet", classname=printable(sheet.student))
        ElementTree.SubElement(case, "error", message=printable(sheet.told))
    ElementTree.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ElementTree.tostring(root, encoding="unicode")}\n'


def _suite(root: ElementTree.Element, marks: Marks) -> None:
    wrong = [verdict for verdict in marks.verdicts if not verdict.right]
    suite = ElementTree.SubElement(root, "testsuite", name=printable(marks.student), tests=str(len(marks.verdicts)),
                                   failures=str(len(wrong)), errors="0")
    for verdict in marks.verdicts:
        case = ElementTree.SubElement(suite, "testcase", name=printable(verdict.question),
                                      classname=printable(marks.student))
        if not verdict.right:
            failure = ElementTree.SubElement(case, "failure", message=printable(verdict.feedback),
                                             type=verdict.misconception or verdict.verdict)
            failure.text = printable(f"given: {verdict.given}")
