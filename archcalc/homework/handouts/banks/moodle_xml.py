"""Moodle XML: numerical, short-answer and multiple-choice questions with partial credit and feedback.

Source: https://docs.moodle.org, "Moodle XML format".
"""

from __future__ import annotations

from html import escape
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from archcalc.base.errors import printable
from archcalc.base.units import points
from archcalc.homework.handouts.banks import PARTIAL, POINTS, TOLERANCE
from archcalc.homework.handouts.quiz import Item, Quiz

SUFFIXES = (".xml",)
HOLDS = frozenset({PARTIAL, TOLERANCE, POINTS})
_TYPES = {"number": "numerical", "volume": "shortanswer", "choice": "multichoice"}


def render(quiz: Quiz) -> str:
    """A document; all texts are escaped."""
    root = Element("quiz")
    category = SubElement(SubElement(root, "question", type="category"), "category")
    SubElement(category, "text").text = f"$course$/archcalc/{printable(quiz.network)}"
    for item in quiz.items:
        _question(root, item, _direction(quiz))
    ElementTree.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ElementTree.tostring(root, encoding="unicode")}\n'


def _direction(quiz: Quiz) -> str:
    return ' dir="rtl"' if quiz.language.right_to_left else ""


def _question(root: Element, item: Item, direction: str) -> None:
    question = SubElement(root, "question", type=_TYPES[item.kind])
    _text(question, "name", item.key)
    _text(question, "questiontext", f"<p{direction}>{escape(item.text)}</p>", "html")
    _text(question, "generalfeedback", f"<p{direction}>{escape(item.working)}</p>", "html")
    SubElement(question, "defaultgrade").text = str(points(item.terms.points))
    SubElement(question, "penalty").text = "0"
    {"number": _numerical, "volume": _short, "choice": _choice}[item.kind](question, item, direction)


def _numerical(question: Element, item: Item, direction: str) -> None:
    for choice in item.choices:
        answer = _answer(question, choice.answer, choice.percent, choice.feedback, direction)
        SubElement(answer, "tolerance").text = str(item.slack if choice is item.right else 0)
    for name, value in (("unitgradingtype", "0"), ("unitpenalty", "0.1"), ("showunits", "3"), ("unitsleft", "0")):
        SubElement(question, name).text = value


def _short(question: Element, item: Item, direction: str) -> None:
    SubElement(question, "usecase").text = "0"
    for written in item.spellings:
        _answer(question, written, 100, item.right.feedback, direction)
    for choice in (each for each in item.choices if each.percent != 100):
        _answer(question, choice.answer, choice.percent, choice.feedback, direction)


def _choice(question: Element, item: Item, direction: str) -> None:
    for name, value in (("single", "true"), ("shuffleanswers", "true"), ("answernumbering", "abc")):
        SubElement(question, name).text = value
    for choice in item.shuffled:
        _answer(question, escape(choice.answer), choice.percent, choice.feedback, direction, "html")


def _answer(question: Element, text: str, percent: float, feedback: str, direction: str,
            form: str = "moodle_auto_format") -> Element:
    answer = SubElement(question, "answer", fraction=str(percent), format=form)
    SubElement(answer, "text").text = text
    _text(answer, "feedback", f"<p{direction}>{escape(feedback)}</p>", "html")
    return answer


def _text(parent: Element, name: str, text: str, form: str = "") -> None:
    element = SubElement(parent, name, {"format": form} if form else {})
    SubElement(element, "text").text = printable(text)
