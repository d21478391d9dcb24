"""Documents read back by programs that are not archcalc: every figure is the JSON's, every name is a text."""

import json
import re
import shutil
import subprocess
from collections import Counter
from html.parser import HTMLParser
from io import BytesIO

import pytest
from hostile import NAMES

import archcalc
from archcalc.base.report import Column, Report, Table
from archcalc.rendering.formats import by_suffix
from archcalc.rendering.tables.presentation import Presentation

SAMPLE = ("lenet5", "vgg16", "unet", "resnet50")
FIGURES = ("activations", "weights", "biases", "macs")


def hostile():
    columns = (Column("name", "layer", rank=0), Column("count", "count", "count", rank=0, total=True))
    return Report("archcalc/test/1", (Table("layers", columns, tuple((name, 1000 + i) for i, name in enumerate(NAMES)), {"count": 7}),))


def shown(name):
    report = archcalc.analyze(name)
    columns = "name,activations,weights,biases,macs,notation"
    return Presentation(depth="all", columns=columns).shown(report._replace(tables=report.tables[:1]))


def expected(name):
    """The lines of the table as the JSON has them: names and exact figures."""
    whole = json.loads(archcalc.render(archcalc.analyze(name), "json"))
    hidden = archcalc.analyze(name).tables[0].hidden
    rows = [(layer["name"], *(layer[key] for key in FIGURES)) for i, layer in enumerate(whole["layers"]) if i not in hidden]
    return [*rows, ("total", *(whole["totals"][key] for key in FIGURES))]


def figures(rows):
    return [(row[0], *(int(cell.replace(",", "")) for cell in row[1:5])) for row in rows]


class Cells(HTMLParser):
    def __init__(self, page):
        super().__init__()
        self.rows = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        if tag == "tr":
            self.rows.append([])
        elif tag in {"td", "th"}:
            self.rows[-1].append("")

    def handle_data(self, data):
        if self.rows and self.rows[-1] and self.lasttag not in {"tr", "tbody", "table"}:
            self.rows[-1][-1] += data.strip("\n")


def restructured(text):
    core = pytest.importorskip("docutils.core")
    document = core.publish_doctree(text, settings_overrides={"report_level": 2, "halt_level": 2})
    return [[entry.astext() for entry in row.children] for row in document.findall() if row.tagname == "row"]


def asciidoc(text):
    if not shutil.which("asciidoctor"):
        pytest.skip("asciidoctor is not installed")
    made = subprocess.run(["asciidoctor", "-e", "-o", "-", "-"], input=text.encode(), capture_output=True, check=True, timeout=120)
    assert made.stderr == b""
    return [[cell.replace("\u200b", "") for cell in row] for row in Cells(made.stdout.decode()).rows]


def word(content):
    docx = pytest.importorskip("docx")
    return [[cell.text for cell in row.cells] for row in docx.Document(BytesIO(content)).tables[0].rows]


READERS = {"rst": restructured, "asciidoc": asciidoc, "docx": word}


def test_the_ending_says_the_format():
    assert {ending: by_suffix(f"a.{ending}") for ending in ("adoc", "rst", "typ", "docx")} == {
        "adoc": "asciidoc", "rst": "rst", "typ": "typst", "docx": "docx"}
    assert all("48,000" in archcalc.render(archcalc.analyze("lenet5"), form) for form in ("asciidoc", "rst", "typst"))


@pytest.mark.slow
@pytest.mark.parametrize("form", READERS)
def test_figures_are_those_of_the_json(form):
    if form == "docx":
        pytest.importorskip("docx")
    for name in SAMPLE:
        head, *rows = READERS[form](archcalc.render(shown(name), form))
        assert head[:2] == ["layer", "memory"]
        assert figures(rows) == expected(name), name


@pytest.mark.slow
@pytest.mark.parametrize("form", READERS)
def test_names_are_texts(form):
    if form == "docx":
        pytest.importorskip("docx")
    rows = READERS[form](archcalc.render(hostile(), form))
    assert [row[0] for row in rows[1:-1]] == list(NAMES)


@pytest.mark.slow
def test_typst_sets_every_figure_and_every_name(tmp_path):
    typst = pytest.importorskip("typst")
    if not shutil.which("pdftotext"):
        pytest.skip("poppler is not installed")
    for name, report in [*((name, shown(name)) for name in SAMPLE[:4]), ("", hostile())]:
        (tmp_path / "a.typ").write_text(archcalc.render(report, "typst"), "utf-8")
        typst.compile(tmp_path / "a.typ", output=tmp_path / "a.pdf")
        read = ["pdftotext", "-layout", str(tmp_path / "a.pdf"), "-"]
        told = subprocess.run(read, capture_output=True, check=True, timeout=60).stdout.decode()
        found = Counter(re.findall(r"\d[\d,]*", told))
        wanted = Counter(f"{figure:,}" for row in (expected(name) if name else []) for figure in row[1:])
        assert not wanted - found, name
        if not name:
            letters = re.sub(r"\s", "", told)
            assert all(re.sub(r"\s", "", each) in letters for each in NAMES if each.isascii() and len(each) < 100)
