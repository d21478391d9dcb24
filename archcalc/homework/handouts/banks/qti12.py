"""QTI 1.2, a package in a zip, as Canvas imports it: numbers, texts and choices, with partial credit and feedback.

Source: IMS Question and Test Interoperability 1.2, "ASI XML Binding"; the fields `question_type` and `points_possible`
are Canvas's own.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from string import ascii_uppercase
from xml.etree.ElementTree import Element, SubElement

from archcalc.base.errors import printable
from archcalc.base.units import points
from archcalc.homework.handouts.banks import PARTIAL, POINTS, TOLERANCE
from archcalc.homework.handouts.banks._archive import document, packed
from archcalc.homework.handouts.quiz import AnswerChoice, Item, Quiz

SUFFIXES = ()
HOLDS = frozenset({PARTIAL, TOLERANCE, POINTS})
_QTI = "http://www.imsglobal.org/xsd/ims_qtiasiv1p2"
_PACKAGE = "http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1"
_TYPES = {"number": "numerical_question", "volume": "short_answer_question", "choice": "multiple_choice_question"}
_RESPONSE = "response1"


def render(quiz: Quiz) -> bytes:
    """The package: a manifest and the questions."""
    root = Element("questestinterop", {"xmlns": _QTI})
    whole = SubElement(root, "assessment", ident="quiz", title=printable(quiz.title))
    section = SubElement(whole, "section", ident="root_section")
    for number, item in enumerate(quiz.items, 1):
        _item(section, f"q{number}", item, quiz)
    return packed({"imsmanifest.xml": document(_manifest()), "quiz/quiz.xml": document(root)})


def _manifest() -> Element:
    root = Element("manifest", {"xmlns": _PACKAGE, "identifier": "archcalc"})
    metadata = SubElement(root, "metadata")
    SubElement(metadata, "schema").text = "IMS Content"
    SubElement(metadata, "schemaversion").text = "1.1.3"
    SubElement(root, "organizations")
    resource = SubElement(SubElement(root, "resources"), "resource", identifier="quiz", type="imsqti_xmlv1p2")
    SubElement(resource, "file", href="quiz/quiz.xml")
    return root


def _item(section: Element, name: str, item: Item, quiz: Quiz) -> None:
    """One question: its fields, its text, what gets points, what is said."""
    root = SubElement(section, "item", ident=name, title=printable(item.key))
    fields = SubElement(SubElement(root, "itemmetadata"), "qtimetadata")
    kind = _kind(item)
    for label, entry in (("question_type", _TYPES[kind]), ("points_possible", str(points(item.terms.points)))):
        field = SubElement(fields, "qtimetadatafield")
        SubElement(field, "fieldlabel").text = label
        SubElement(field, "fieldentry").text = entry
    presentation = SubElement(root, "presentation")
    _material(presentation, item.text, quiz)
    _RESPONSES[kind](presentation, item, quiz)
    told = dict(_processing(root, item, kind))
    for ident, text in {"general_fb": item.working, **told}.items():
        _material(SubElement(SubElement(root, "itemfeedback", ident=ident), "flow_mat"), text, quiz)


def _kind(item: Item) -> str:
    """The kind; 0, which Canvas takes for no number, is a text."""
    return "volume" if item.kind == "number" and item.right.answer == "0" else item.kind


def _material(parent: Element, text: str, quiz: Quiz) -> None:
    direction = ' dir="rtl"' if quiz.language.right_to_left else ""
    material = SubElement(SubElement(parent, "material"), "mattext", texttype="text/html")
    material.text = f"<p{direction}>{escape(printable(text))}</p>"


def _entry(presentation: Element, item: Item, quiz: Quiz) -> None:
    kind = {"fibtype": "Decimal"} if _kind(item) == "number" else {}
    response = SubElement(presentation, "response_str", ident=_RESPONSE, rcardinality="Single")
    SubElement(SubElement(response, "render_fib", kind), "response_label", ident="answer1")


def _list(presentation: Element, item: Item, quiz: Quiz) -> None:
    response = SubElement(presentation, "response_lid", ident=_RESPONSE, rcardinality="Single")
    shown = SubElement(response, "render_choice")
    for letter, choice in zip(ascii_uppercase, item.shuffled, strict=False):
        _material(SubElement(shown, "response_label", ident=letter), choice.answer, quiz)


_RESPONSES = {"number": _entry, "volume": _entry, "choice": _list}


def _processing(root: Element, item: Item, kind: str) -> Iterator[tuple[str, str]]:
    """Conditions for each answer, the right one first; yields the feedback's name and text."""
    processing = SubElement(root, "resprocessing")
    SubElement(SubElement(processing, "outcomes"), "decvar", maxvalue="100", minvalue="0", varname="SCORE",
               vartype="Decimal")
    general = SubElement(processing, "respcondition", {"continue": "Yes"})
    SubElement(SubElement(general, "conditionvar"), "other")
    SubElement(general, "displayfeedback", feedbacktype="Response", linkrefid="general_fb")
    lettered = dict(zip(item.shuffled, ascii_uppercase, strict=False))
    for place, choice in enumerate(item.choices, 1):
        condition = SubElement(processing, "respcondition", {"continue": "No"})
        met = SubElement(condition, "conditionvar")
        _equal(met, item, choice, kind, lettered.get(choice, ""))
        if choice.percent:
            SubElement(condition, "setvar", action="Set", varname="SCORE").text = str(choice.percent)
        SubElement(condition, "displayfeedback", feedbacktype="Response", linkrefid=f"answer{place}_fb")
        yield f"answer{place}_fb", choice.feedback


def _equal(met: Element, item: Item, choice: AnswerChoice, kind: str, letter: str) -> None:
    """The answers that are this one: a letter, a number or a range of them, texts."""
    if kind == "number":
        slack = item.slack if choice is item.right else 0
        either = SubElement(met, "or")
        SubElement(either, "varequal", respident=_RESPONSE).text = choice.answer
        both = SubElement(either, "and")
        SubElement(both, "vargte", respident=_RESPONSE).text = str(int(choice.answer) - slack)
        SubElement(both, "varlte", respident=_RESPONSE).text = str(int(choice.answer) + slack)
        return
    several = item.kind == "volume" and choice is item.right
    for written in [letter] if kind == "choice" else item.spellings if several else [choice.answer]:
        SubElement(met, "varequal", respident=_RESPONSE).text = written
