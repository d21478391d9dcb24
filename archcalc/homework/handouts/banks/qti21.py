"""QTI 2.1, a package in a zip: items with choices or an entry, partial credit by a mapping, and a test of all of them.

Source: IMS Question and Test Interoperability 2.1, "Assessment Test, Section and Item Information Model" and
"Conformance Guide"; IMS Content Packaging 1.1.
"""

from __future__ import annotations

from collections.abc import Iterator
from string import ascii_uppercase
from xml.etree.ElementTree import Element, SubElement

from archcalc.base.errors import printable
from archcalc.base.units import points
from archcalc.homework.handouts.banks import PARTIAL, POINTS
from archcalc.homework.handouts.banks._archive import document, packed
from archcalc.homework.handouts.quiz import Item, Quiz

SUFFIXES = ()
HOLDS = frozenset({PARTIAL, POINTS})
_QTI, _PACKAGE = "http://www.imsglobal.org/xsd/imsqti_v2p1", "http://www.imsglobal.org/xsd/imscp_v1p1"
_SCORED = "http://www.imsglobal.org/question/qti_v2p1/rptemplates/map_response"
_LENGTH = "24"


def render(quiz: Quiz) -> bytes:
    """The package; the same quiz makes the same bytes."""
    names = [f"q{number}" for number in range(1, len(quiz.items) + 1)]
    files = {"imsmanifest.xml": _manifest(names), "test.xml": _test(quiz, names),
             **{f"items/{name}.xml": _item(name, item, quiz) for name, item in zip(names, quiz.items, strict=True)}}
    return packed({name: document(root) for name, root in files.items()})


def _manifest(names: list[str]) -> Element:
    """The files of the package."""
    root = Element("manifest", {"xmlns": _PACKAGE, "identifier": "archcalc"})
    metadata = SubElement(root, "metadata")
    SubElement(metadata, "schema").text = "QTIv2.1 Package"
    SubElement(metadata, "schemaversion").text = "1.0.0"
    SubElement(root, "organizations")
    resources = SubElement(root, "resources")
    test = _resource(resources, "test", "imsqti_test_xmlv2p1", "test.xml")
    for name in names:
        SubElement(test, "dependency", identifierref=name)
        _resource(resources, name, "imsqti_item_xmlv2p1", f"items/{name}.xml")
    return root


def _resource(resources: Element, identifier: str, kind: str, path: str) -> Element:
    resource = SubElement(resources, "resource", identifier=identifier, type=kind, href=path)
    SubElement(resource, "file", href=path)
    return resource


def _test(quiz: Quiz, names: list[str]) -> Element:
    """The items in their order."""
    root = Element("assessmentTest", {"xmlns": _QTI, "identifier": "test", "title": printable(quiz.title)})
    part = SubElement(root, "testPart", identifier="part", navigationMode="nonlinear", submissionMode="simultaneous")
    section = SubElement(part, "assessmentSection", identifier="section", title=printable(quiz.title), visible="true")
    for name, item in zip(names, quiz.items, strict=True):
        asked = SubElement(section, "assessmentItemRef", identifier=name, href=f"items/{name}.xml")
        if item.terms.points != 1:
            SubElement(asked, "weight", identifier="POINTS", value=str(points(item.terms.points)))
    return root


def _item(name: str, item: Item, quiz: Quiz) -> Element:
    """One question: what is right, what else gets points, and the text."""
    root = Element("assessmentItem", {"xmlns": _QTI, "identifier": name, "title": printable(item.key),
                                      "adaptive": "false", "timeDependent": "false"})
    shares = list(_credits(item))
    response = SubElement(root, "responseDeclaration", identifier="RESPONSE", cardinality="single",
                          baseType="identifier" if item.kind == "choice" else "string")
    SubElement(SubElement(response, "correctResponse"), "value").text = shares[0][0]
    mapping = SubElement(response, "mapping", defaultValue="0")
    for key, percent in shares:
        SubElement(mapping, "mapEntry", mapKey=key, mappedValue=f"{percent / 100:g}")
    score = SubElement(root, "outcomeDeclaration", identifier="SCORE", cardinality="single", baseType="float")
    SubElement(SubElement(score, "defaultValue"), "value").text = "0"
    _body(SubElement(root, "itemBody"), item, quiz)
    SubElement(root, "responseProcessing", template=_SCORED)
    return root


def _credits(item: Item) -> Iterator[tuple[str, float]]:
    """What is answered with its share of the points in percent, the right answer first, each once."""
    if item.kind == "choice":
        lettered = dict(zip(item.shuffled, ascii_uppercase, strict=False))
        yield from ((lettered[choice], choice.percent) for choice in item.choices if choice.percent)
        return
    seen: set[str] = set()
    for choice in item.choices:
        for written in item.spellings if choice is item.right else [choice.answer]:
            for spelling in (written, f"{int(written):,}") if written.isdecimal() else (written,):
                if choice.percent and spelling not in seen:
                    seen.add(spelling)
                    yield spelling, choice.percent


def _body(body: Element, item: Item, quiz: Quiz) -> None:
    """The text, and where the answer goes."""
    direction = {"dir": "rtl"} if quiz.language.right_to_left else {}
    if item.kind == "choice":
        asked = SubElement(body, "choiceInteraction", responseIdentifier="RESPONSE", shuffle="true", maxChoices="1")
        SubElement(asked, "prompt").text = printable(item.text)
        for letter, choice in zip(ascii_uppercase, item.shuffled, strict=False):
            SubElement(asked, "simpleChoice", identifier=letter).text = printable(choice.answer)
        return
    paragraph = SubElement(SubElement(body, "div", direction), "p")
    paragraph.text = f"{printable(item.text)} "
    SubElement(paragraph, "textEntryInteraction", responseIdentifier="RESPONSE", expectedLength=_LENGTH)
