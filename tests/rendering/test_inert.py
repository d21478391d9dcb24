"""Names are text in every format: parsed by somebody else, a file holds as many elements as with a name that means nothing."""

import csv
import json
import re
from collections import Counter
from html.parser import HTMLParser
from io import BytesIO, StringIO
from xml.etree import ElementTree

import pytest
from hostile import NAMES

import archcalc
from archcalc.base.latex_text import LETTERS
from archcalc.base.report import Column, Report, Table
from archcalc.rendering import drawings, formats
from archcalc.rendering.tables.layout import Page

UNSEEN = ("\x1b[31mred\x1b[0m", "\x1b]8;;http://example.org\x07link\x1b]8;;\x07", "\x9b31m", "a\x00b", "a\rb", "\x7f\x08", "\u202ereversed", "\u200bhidden", "\ufeffmark", "\u2028line")
"""Characters that a terminal obeys, or that nobody sees: no specification may hold them, but an ONNX file may, and a program."""
MORE = ("${jndi:ldap://x}", "{{7*7}}", "<![CDATA[x]]>", "--><b>", "javascript:alert(1)", "$(touch x)", "::error::x", "'", "\\", "|")
EVERY = (*NAMES, *MORE, *UNSEEN)
SEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
"""Characters that may not come out as they are, newline and tab apart."""


def report(name, *names):
    """A name wherever a name may stand, and more of them in rows."""
    columns = (Column("name", "layer", rank=0), Column("count", "count", "count", rank=0, total=True))
    table = Table("layers", columns, ((name, 1), *((each, 2) for each in names)), {"count": 3}, title=name)
    return Report("archcalc/test/1", (table,), (name,), {"architecture": {"name": name}}, title=name, caption=name)


class Tags(HTMLParser):
    """The elements of a page and the names of their attributes, as Python's parser finds them."""

    def __init__(self, page):
        super().__init__()
        self.found = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, *sorted(name for name, _ in attrs)))


def markdown(text):
    markdown_it = pytest.importorskip("markdown_it")
    return Tags(markdown_it.MarkdownIt("gfm-like", {"html": True, "linkify": False}).render(text)).found


def slides(content):
    """Kinds of shapes, and rows below a header: how many slides they take depends on how long their texts are."""
    pptx = pytest.importorskip("pptx")
    shapes = [shape for slide in pptx.Presentation(BytesIO(content)).slides for shape in slide.shapes]
    return {shape.shape_type for shape in shapes}, sum(len(shape.table.rows) - 1 for shape in shapes if shape.has_table)


def sheets(content):
    openpyxl = pytest.importorskip("openpyxl")
    return [(cell.data_type, bool(cell.hyperlink)) for sheet in openpyxl.load_workbook(BytesIO(content))
            for row in sheet.iter_rows() for cell in row if cell.value is not None]


def records(separator):
    return lambda text: [len(row) for row in csv.reader(StringIO(text), delimiter=separator)]


def shape(value):
    """The structure of JSON without its texts."""
    if isinstance(value, dict):
        return {key: shape(each) for key, each in value.items()}
    return [shape(each) for each in value] if isinstance(value, list) else type(value).__name__


def commands(text):
    """What TeX would obey; what stands for a letter is none, nor is what says how letters outside Latin are set."""
    written = re.sub(r"\\(?:text\w+|[%_&#${}]|symbol)(?:\{\})?", "", text.replace(LETTERS, ""))
    return sorted(re.findall(r"\\(?:input|include|write|def|csname|catcode|begin|end|openin|read)\b|(?<!\\)[&%$#]", written))


def elements(text):
    return [each.tag for each in ElementTree.fromstring(text).iter()]


def words(content):
    docx = pytest.importorskip("docx")
    return Counter(each.tag for each in docx.Document(BytesIO(content)).element.body.iter())


def structure(text):
    core = pytest.importorskip("docutils.core")
    tree = core.publish_doctree(text, settings_overrides={"report_level": 2, "halt_level": 2})
    return [each.tagname for each in tree.findall() if each.tagname != "#text"]


PARSERS = {
    "html": lambda text: [(tag, *(name for name in names if name != "dir")) for tag, *names in Tags(text).found], "markdown": markdown, "csv": records(","), "csv-excel": records(","), "tsv": records("\t"),
    "json": lambda text: shape(json.loads(text)), "svg": lambda text: [tag for tag in elements(text) if not tag.endswith(("text", "path"))],
    "latex": commands, "siunitx": commands, "pptx": slides, "xlsx": sheets, "text": lambda text: text.count("\n"), "terminal": lambda text: text.count("\n"),
    "typst": lambda text: (text.count("\n"), len(re.findall(r'(?<!\\)"', text.replace("\\\\", "")))), "docx": words, "rst": structure,
    "asciidoc": lambda text: (text.count("\n"), [len(re.findall(r"(?<!\\)\|", line)) for line in text.split("\n") if line.startswith("|")]),
}
"""What counts the elements of each format; a page says of words from right to left that they run so."""


@pytest.mark.quick(cases=5)
@pytest.mark.parametrize("form", formats.NAMES.names)
def test_a_name_makes_no_element(form):
    page = Page(width=1000)
    names = [name for name in EVERY if len(name) < 100 or form not in {"text", "terminal", "svg"}]  # there it is wrapped
    some = names if form not in {"pptx", "xlsx", "docx", "rst"} else names[::13]
    if form == "docx":
        pytest.importorskip("docx")
    for title in some:
        assert PARSERS[form](archcalc.render(report(title, *names), form, page)) == PARSERS[form](
            archcalc.render(report("x", *["y"] * len(names)), form, page)), (form, title)


@pytest.mark.parametrize("form", [form for form in formats.NAMES.names if form not in {"pptx", "xlsx", "docx", "json"}])
def test_no_character_that_a_terminal_obeys_comes_out(form):
    for name in EVERY:
        text = archcalc.render(report(name), form, Page(width=400)).removeprefix("\ufeff").replace("\r\n", "\n")
        assert not SEEN.search(text), (form, name, SEEN.search(text))


@pytest.mark.parametrize("form", ["svg", "html", "mermaid", "dot", "pdf"])
def test_a_name_makes_no_element_in_a_picture(form):
    graph, names = archcalc.build("cifar_resnet20"), [name for name in EVERY if len(name) < 30]

    def drawn(*called):
        first, *others = graph.nodes
        renamed = (node._replace(name=name, path=()) for node, name in zip(others, called, strict=False))
        nodes = (first, *renamed, *others[len(called):])
        return drawings.drawn(graph._replace(nodes=nodes), form, depth="all")

    counted = {"svg": lambda text: [tag for tag in elements(text) if not tag.endswith("text")],
               "html": lambda text: Counter(tag for tag, *_ in Tags(text).found if tag != "text"),
               "pdf": lambda content: content.count(b"endobj"), "mermaid": lambda text: (text.count("\n"), text.count('"')),
               "dot": lambda text: (text.count("\n"), len(re.findall(r'(?<!\\)"', text.replace("\\\\", ""))))}
    found = drawn(*names)
    assert counted[form](found) == counted[form](drawn(*(f"x{i}" for i in range(len(names)))))
    assert isinstance(found, bytes) or not SEEN.search(found)
