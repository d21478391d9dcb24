"""Tables read back from files by the libraries of others: csv, html.parser, markdown-it, openpyxl, python-pptx, docutils ..."""

import csv
import re
import warnings
from html.parser import HTMLParser
from io import BytesIO, StringIO
from xml.etree import ElementTree

import archcalc
from archcalc.rendering.tables.presentation import Presentation

FIGURES = {"activations": "memory", "weights": "weights", "biases": "biases", "macs": "MACs"}


class _Cells(HTMLParser):
    """The rows of an HTML page's tables as texts."""

    def __init__(self):
        super().__init__()
        self.rows, self.cell = [], None

    def handle_starttag(self, tag, attrs):
        if tag == "tr":
            self.rows.append([])
        elif tag in {"td", "th"}:
            self.cell = []

    def handle_endtag(self, tag):
        if tag in {"td", "th"} and self.cell is not None:
            self.rows[-1].append("".join(self.cell).strip())
            self.cell = None

    def handle_data(self, data):
        if self.cell is not None:
            self.cell.append(data)


def from_html(content):
    """The rows of a page; those that its script makes stand where it puts them."""
    later = dict(re.findall(r'<script type="text/plain" data-rows="([0-9]+)">(.*?)</script>', content, re.DOTALL))
    reader = _Cells()
    reader.feed(re.sub(r'<tr [^>]*data-rest="([0-9]+)".*?</tr>', lambda rest: later[rest[1]], content, flags=re.DOTALL))
    return reader.rows


def from_markdown(content):
    from markdown_it import MarkdownIt

    return from_html(MarkdownIt("gfm-like", {"linkify": False}).render(content))


def from_csv(content, separator=","):
    return list(csv.reader(StringIO(content), delimiter=separator))


def from_tsv(content):
    return from_csv(content, "\t")


def from_xlsx(content):
    import openpyxl

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl does not know Excel's own data bars
        sheet = openpyxl.load_workbook(BytesIO(content), data_only=True).worksheets[0]
    return [[f"{cell:.0f}" if isinstance(cell, float) and cell.is_integer() else str("" if cell is None else cell) for cell in row]
            for row in sheet.iter_rows(values_only=True)]


def from_pptx(content):
    from pptx import Presentation as Deck

    return [[cell.text for cell in row.cells] for slide in Deck(BytesIO(content)).slides for shape in slide.shapes
            if shape.has_table for row in shape.table.rows]


def from_docx(content):
    from docx import Document

    return [[cell.text for cell in row.cells] for table in Document(BytesIO(content)).tables for row in table.rows]


def from_rst(content):
    from docutils.core import publish_string

    return from_html(publish_string(content, writer="html5", settings_overrides={"report_level": 5}).decode())


def from_svg(content):
    """Texts of one baseline are one row, from left to right."""
    lines = {}
    for each in ElementTree.fromstring(content).iter("{http://www.w3.org/2000/svg}text"):
        lines.setdefault(each.get("y"), []).append("".join(each.itertext()))
    return list(lines.values())


def from_latex(content):
    """A tabular's rows: cells apart by &, with what LaTeX escapes as it is."""
    rows = [re.sub(r"\\(?:textbf|cellcolor\{[^}]*\}|rowcolor\{[^}]*\})|[{}$]", "", line.removesuffix(r"\\")).split("&")
            for line in content.splitlines() if line.rstrip().endswith(r"\\")]
    return [[re.sub(r"\\(.)", r"\1", cell).strip() for cell in row] for row in rows]


def from_text(content):
    """Cells stand at least two spaces apart, or one behind a mark."""
    return [re.split(r" {2,}|(?<=\*) ", line.strip()) for line in content.splitlines()]


def from_asciidoc(content):
    """A line for a row, or a cell, that begin with |; rows in one line have all their cells there."""
    return [[cell.strip() for cell in re.split(r"(?<!\\)(?:[.0-9+<>^]*[a-z]?)\|", line)[1:]]
            for line in content.splitlines() if "|" in line]


def from_csv_excel(content):
    return from_csv(content.removeprefix("\ufeff"))


READERS = {"html": from_html, "markdown": from_markdown, "csv": from_csv, "tsv": from_tsv, "xlsx": from_xlsx, "pptx": from_pptx,
           "docx": from_docx, "rst": from_rst, "svg": from_svg, "latex": from_latex,
           "text": from_text, "asciidoc": from_asciidoc, "csv-excel": from_csv_excel}
"""What reads each format back; a format is passed over where its reader is not installed."""


def plain(text):
    """A figure's digits."""
    return text.replace(",", "").replace("*", "").replace("\u202f", "").replace("\\", "").strip()


def measure(name):
    """The figures that were compared in each format, and those that are missing or differ, with the total's."""
    report = archcalc.analyze(name)
    table = report.tables[0]
    keys = [key for key in FIGURES if table.totals.get(key)]
    choice = Presentation(columns=",".join(["name", *keys]), depth="all")
    wanted = [[str(row[key]) for key in keys] for i, row in enumerate(table.records()) if i not in table.hidden]
    wanted.append([str(table.totals[key]) for key in keys])
    return {form: found for form in READERS if (found := _compared(report, choice, form, wanted)) is not None}


def _compared(report, choice, form, wanted):
    try:
        content = archcalc.render(choice.shown(report, form), form, choice.page())
        rows = READERS[form](content)
    except ImportError:
        return None
    numbers = [tuple(plain(cell) for cell in row[-len(wanted[0]):]) for row in rows if len(row) > len(wanted[0])]
    there = [row for row in numbers if all(re.fullmatch(r"-?[0-9]+", cell) for cell in row)]
    ours = [tuple(row) for row in (wanted[:-1] if form in {"csv", "tsv", "csv-excel"} else wanted)]
    wrong = sum(one != other for one, other in zip(ours, there, strict=False)) + abs(len(ours) - len(there))
    return {"figures": len(ours) * len(wanted[0]), "wrong_rows": wrong}
