"""Tables in every format: what a lecturer pastes is what was computed, and no name means anything to a format."""

import csv
import json
import re
import shutil
import subprocess
import unicodedata
from html.parser import HTMLParser
from io import BytesIO, StringIO
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest
from hostile import NAMES
from shown_tables import shown
from together import together

import archcalc
from archcalc.base.errors import terminal_width
from archcalc.base.report import Column, Report, Table
from archcalc.rendering import formats
from archcalc.rendering.tables.layout import Page
from archcalc.rendering.tables.presentation import Presentation
from archcalc.reports.collection_index import entries

TEXT = ("markdown", "latex", "siunitx", "csv", "tsv", "svg")
BINARY = ("pptx", "xlsx")
SVG = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize(("form", "ending"), [*((form, form) for form in TEXT[3:]), ("markdown", "md"), ("latex", "tex"),
                                              ("siunitx", "si.tex")])
def test_text_formats_are_as_they_were(golden, form, ending):
    golden(f"lenet5.{ending}", shown("lenet5", form, standalone=True))


@pytest.mark.parametrize("preset", ["cs231n", "eecs498", "keras", "torchinfo", "paper"])
def test_presets_are_as_they_were(golden, preset):
    golden(f"alexnet_{preset}.txt", shown("alexnet", preset=preset))


NETWORKS = tuple(entry["name"] for entry in entries())


@together("name", NETWORKS[::6])
def test_every_text_format_takes_every_network(name):
    report = Presentation().shown(archcalc.analyze(name), "text")
    for form in (*TEXT, "html", "csv-excel"):
        assert archcalc.render(report, form)


@pytest.mark.slow
@pytest.mark.sampled(one_in=8)
@pytest.mark.parametrize("name", NETWORKS)
def test_every_format_takes_every_network(name):
    for form in formats.NAMES:
        assert shown(name, form, depth="all" if form == "xlsx" else None)


# what stands in the files, read back by those who read them

def records(text, separator=","):
    return list(csv.DictReader(StringIO(text), delimiter=separator))


def test_csv_and_tsv_hold_raw_integers():
    first, second = records(shown("vgg16", "csv")), records(shown("vgg16", "tsv"), "\t")
    assert first == second
    assert first[-3] | {"name": "fc6", "weights": "102760448", "output_shape": "4096"} == first[-3]
    assert shown("vgg16", "csv-excel").startswith("\ufeffname,")


def test_markdown_is_a_table_to_github():
    from markdown_it import MarkdownIt

    page = MarkdownIt("commonmark").enable("table").render(shown("vgg16", "markdown"))
    cells = re.findall(r"<td[^>]*>(.*?)</td>", page)
    assert "102,760,448" in " ".join(cells)
    assert page.count("<table>") == 2


def test_wide_letters_take_two_columns_and_marks_none(tmp_path):
    """Lines of one table end in one column of a terminal, whatever is written in them."""
    names = ("卷积一", "e\u0301x", "🚀", "שכבה", "กั", "한글 ﾊﾝｶｸ")
    wide = dict.fromkeys("卷积一🚀한글", 2) | dict.fromkeys("\u0301ั", 0)
    layers = "".join(f"  - conv: {{name: '{name}', filters: 8, kernel: 3}}\n" for name in names)
    (tmp_path / "wide.yaml").write_text(f"input: [3, 32, 32]\nlayers:\n{layers}", "utf-8")
    report = archcalc.analyze(tmp_path / "wide.yaml")
    for form, lead in (("text", ""), ("markdown", "| ")):
        told = archcalc.render(Presentation(columns="name,weights").shown(report, form), form)
        lines = [line.rstrip("*") for line in told.splitlines() if line.startswith(tuple(lead + name for name in names))]
        assert len(lines) == len(names)
        assert len({sum(wide.get(letter, 1) for letter in line) for line in lines}) == 1, lines


def test_rows_make_slides_with_their_header_repeated():
    front, *slides = shown("vgg16", "markdown", rows=8, standalone=True).split("\n---\n")
    assert front.startswith("---\nmarp: true\nsize: 16:9\n")
    assert sum("| layer " in slide for slide in slides) == 3
    assert [("**total**" in slide) for slide in slides if "| layer " in slide] == [False, False, True]
    assert [("most memory" in slide) for slide in slides] == [False] * (len(slides) - 1) + [True]


def test_notes_are_the_speakers_on_slides_of_markdown():
    from markdown_it import MarkdownIt

    report = hostile(NAMES)._replace(notes=("one --> <b>two</b>", "<!-- three"))
    text = archcalc.render(report, "markdown", Page(rows=5))
    assert MarkdownIt("commonmark").render(text).rstrip().endswith("<!--\none - -> <b>two</b>\n<!- - three\n-->")


def test_latex_splits_into_frames():
    text = shown("vgg16", "latex", rows=8)
    assert text.count(r"\begin{frame}{VGG-16 (D) (2014) (") == 3
    assert r"\note[item]{most memory: early convolutions" in text.rpartition(r"\begin{frame}")[2]
    assert r"\documentclass" not in text


def test_an_svg_table_holds_the_cells_as_text():
    root = ElementTree.fromstring(shown("vgg16", "svg"))
    words = [each.text for each in root.iter(f"{SVG}text")]
    assert {"conv1_1", "3,211,264", "total", "138,344,128"} <= set(words)


@pytest.mark.skipif(shutil.which("pdflatex") is None, reason="no TeX is installed")
@pytest.mark.parametrize(("form", "rows"), [("latex", None), ("siunitx", None), ("latex", 7), ("siunitx", 7)])
def test_latex_compiles(tmp_path, form, rows):
    if form == "siunitx" and subprocess.run(["kpsewhich", "siunitx.sty"], capture_output=True, check=False).returncode:
        pytest.skip("this TeX has no siunitx")
    report = hostile(NAMES)
    page = Page(standalone=True, rows=rows)
    (tmp_path / "table.tex").write_text(archcalc.render(report, form, page), "utf-8")
    done = subprocess.run(["pdflatex", "-interaction=nonstopmode", "-halt-on-error", "table.tex"], cwd=tmp_path,
                          capture_output=True, check=False, timeout=60)
    assert done.returncode == 0, done.stdout.decode("latin-1")[-2000:]


# names that mean something to a format

def hostile(names):
    columns = (Column("name", "<layer>", rank=0), Column("count", "count_%", "count", rank=0, total=True))
    table = Table("layers", columns, tuple((name, i) for i, name in enumerate(names)), {"count": 1},
                  formulas={(1, "count"): "1*1"}, title=names[0])
    return Report("archcalc/test/1", (table, table._replace(name="again")), (names[0], *names), title=names[0],
                  caption=names[1])


class Text(HTMLParser):
    """The text of a page, without its script and style, and the tags that it has."""

    def __init__(self):
        super().__init__()
        self.words, self.tags, self.inside = [], [], ""

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))
        self.inside = tag

    def handle_data(self, data):
        if self.inside not in {"script", "style"}:
            self.words.append(data)


def test_html_shows_names_as_text():
    page = Text()
    page.feed(archcalc.render(hostile(NAMES), "html"))
    assert set(NAMES) <= set(page.words)
    assert [tag for tag, _ in page.tags].count("script") == 1
    assert not any(tag == "img" or "onerror" in found or "href" in found for tag, found in page.tags)
    policy = next(found["content"] for tag, found in page.tags if found.get("http-equiv"))
    assert policy.startswith("default-src 'none'")


def test_svg_shows_names_as_text():
    root = ElementTree.fromstring(archcalc.render(hostile(NAMES), "svg"))
    words = {each.text for each in root.iter(f"{SVG}text")}
    assert {name for name in NAMES if len(name) < 60} <= words
    assert {each.tag for each in root.iter()} == {f"{SVG}{tag}" for tag in ("svg", "title", "desc", "rect", "path", "text")}


def test_markdown_shows_names_as_text():
    from markdown_it import MarkdownIt

    page = Text()
    page.feed(MarkdownIt("gfm-like", {"html": True, "linkify": False}).render(archcalc.render(hostile(NAMES), "markdown")))
    words = "".join(page.words)
    assert all(name in words for name in NAMES)
    assert {tag for tag, _ in page.tags} <= {"h2", "p", "strong", "table", "thead", "tbody", "tr", "th", "td"}


def test_csv_for_excel_defuses_what_excel_would_run():
    cells = [record["name"] for record in records(archcalc.render(hostile(NAMES), "csv-excel").removeprefix("\ufeff"))]
    assert not any(cell.startswith(("=", "+", "-", "@")) for cell in cells)
    assert [cell.removeprefix("'") for cell in cells] == list(NAMES)


@pytest.mark.parametrize(("form", "separator"), [("csv", ","), ("tsv", "\t")])
def test_csv_and_tsv_give_back_the_texts_that_were_written(form, separator):
    assert [record["name"] for record in records(archcalc.render(hostile(NAMES), form), separator)] == list(NAMES)


def test_latex_has_no_command_from_a_name():
    text = archcalc.render(hostile(NAMES), "latex")
    assert r"\input" not in text
    assert r"\archcalcletter{1F680}" in text
    assert "{[}U+0637{]}" in text


def test_json_holds_names_as_they_are():
    told = json.loads(archcalc.render(hostile(NAMES), "json"))
    assert [row["name"] for row in told["layers"]] == list(NAMES)


def test_pptx_shows_names_as_text():
    pptx = pytest.importorskip("pptx")
    show = read(pptx.Presentation, archcalc.render(hostile(NAMES), "pptx"))
    cells = [cell.text for slide in show.slides for shape in slide.shapes if shape.has_table
             for row in shape.table.rows for cell in row.cells]
    assert set(NAMES) <= set(cells)


@pytest.mark.parametrize("form", ["pptx", "latex", "svg", "markdown"])
def test_a_long_name_takes_no_column_away(form, tmp_path):
    (tmp_path / "long.yaml").write_text(f"input: [3, 8, 8]\nlayers: [{{conv: {{name: {'n' * 300}, filters: 4, kernel: 3}}}}]\n", "utf-8")
    written = shown(tmp_path / "long.yaml", form)
    if form == "pptx":
        pptx = pytest.importorskip("pptx")
        written = "|".join(cell.text for slide in read(pptx.Presentation, written).slides for shape in slide.shapes
                           if shape.has_table for row in shape.table.rows for cell in row.cells)
    assert all(word in written for word in ("volume", "memory", "weights", "MACs", "108"))


def test_xlsx_shows_names_as_text():
    openpyxl = pytest.importorskip("openpyxl")
    pytest.importorskip("xlsxwriter")
    book = read(openpyxl.load_workbook, archcalc.render(hostile(NAMES), "xlsx"))
    cells = [row[0] for row in book["layers"].iter_rows(min_row=3, max_row=2 + len(NAMES))]
    assert [cell.value for cell in cells] == list(NAMES)
    assert {cell.data_type for cell in cells} == {"s"}
    assert not any(cell.hyperlink for cell in cells)


def read(opened, content):
    return opened(BytesIO(content))


# PowerPoint and Excel

def test_pptx_is_a_table_on_slides(tmp_path):
    pptx = pytest.importorskip("pptx")
    show = read(pptx.Presentation, shown("vgg16", "pptx", rows=10, caption="Not counting biases"))
    slides = [slide for slide in show.slides if "VGG" in slide.shapes.title.text]
    assert len(slides) == 3
    tables = [shape.table for slide in slides for shape in slide.shapes if shape.has_table]
    assert [len(table.rows) for table in tables] == [11, 11, 4]
    assert tables[2].cell(3, 0).text == "total"
    for slide in show.slides:
        for shape in slide.shapes:
            assert shape.left >= 0
            assert shape.left + shape.width <= show.slide_width
            assert shape.top + shape.height <= show.slide_height
    assert "138,344,128 weights" in slides[0].notes_slide.notes_text_frame.text


def test_pptx_holds_its_table_for_others_too():
    """Read from the file itself, as PowerPoint's own words for a table."""
    drawing = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
    pytest.importorskip("pptx")
    slides = ZipFile(BytesIO(shown("vgg16", "pptx", columns="layer,volume,weights")))
    roots = [ElementTree.fromstring(slides.read(f"ppt/slides/slide{number}.xml")) for number in (1, 2)]
    table, _ = tables = [table for root in roots for table in root.iter(f"{drawing}tbl")]
    rows = [["".join(text.text or "" for text in cell.iter(f"{drawing}t")) for cell in row.iter(f"{drawing}tc")]
            for each in tables for row in each.iter(f"{drawing}tr")]
    assert rows[0] == ["layer", "volume", "weights"]
    assert rows[2] == ["conv1_1", "224x224x64", "1,728"]
    assert rows[-1] == ["total", "", "138,344,128"]
    sides = [cell.find(f".//{drawing}pPr").get("algn") for cell in list(table.iter(f"{drawing}tr"))[2].iter(f"{drawing}tc")]
    assert sides == ["l", "r", "r"]


def test_every_cell_of_an_html_table_carries_its_own_style():
    """Google Slides, Docs and Notion keep nothing else of what is pasted."""
    page = Text()
    page.feed(shown("vgg16", "html"))
    cells = [found for tag, found in page.tags if tag in {"td", "th"}]
    assert len(cells) > 200
    assert all("text-align:" in found["style"] and "padding:" in found["style"] for found in cells)


def test_pptx_takes_a_template(tmp_path):
    pptx = pytest.importorskip("pptx")
    template = pptx.Presentation()
    template.slides.add_slide(template.slide_layouts[0]).shapes.title.text = "old"
    template.save(tmp_path / "uni.pptx")
    show = read(pptx.Presentation, shown("lenet5", "pptx", template=tmp_path / "uni.pptx"))
    assert show.slide_width == template.slide_width
    assert "old" not in [slide.shapes.title.text for slide in show.slides]
    (tmp_path / "broken.pptx").write_bytes(b"no")
    with pytest.raises(archcalc.ArchcalcError, match="it is no zip archive"):
        shown("lenet5", "pptx", template=tmp_path / "broken.pptx")


@pytest.mark.parametrize("form", ["pptx", "xlsx"])
def test_a_missing_library_is_named_with_its_install_line(form, monkeypatch):
    import builtins

    real = builtins.__import__
    monkeypatch.setattr(builtins, "__import__", lambda name, *rest: (_ for _ in ()).throw(ImportError(name))
                        if name.startswith(("pptx", "xlsxwriter")) else real(name, *rest))
    with pytest.raises(archcalc.ArchcalcError, match=re.escape("pip install 'archcalc[slides]'")):
        archcalc.render(archcalc.analyze("lenet5"), form)


# the choices of a presentation



def test_only_and_top_choose_rows_and_their_total_says_so():
    report = Presentation(only="linear").shown(archcalc.analyze("vgg16"))
    assert report.tables[0].column("name") == ["fc6", "fc7", "fc8"]
    assert report.tables[0].totals["weights"] == 123_633_664
    assert "these 3 of 22" in archcalc.render(report)
    report = Presentation(top=2, by="weights").shown(archcalc.analyze("vgg16"))
    assert report.tables[0].column("name") == ["fc6", "fc7"]
    assert report.tail["totals"]["weights"] == 138_344_128


def test_cells_hold_values_or_formulas_or_both():
    by_cells = {cells: shown("alexnet", cells=cells, columns="layer,weights", only="conv").splitlines()[4].split()
                for cells in ("value", "formula", "both")}
    assert by_cells == {"value": ["conv1", "34,848"], "formula": ["conv1", "(11*11*3)*96"],
                        "both": ["conv1", "(11*11*3)*96", "=", "34,848"]}


def test_a_column_asked_for_twice_is_shown_once():
    assert shown("vgg16", columns="layer,weights,name") == shown("vgg16", columns="layer,weights")


def test_units_are_what_was_asked_for():
    assert "12.25" in shown("vgg16", units="MiB", columns="layer,bytes")
    assert "12.85" in shown("vgg16", units="MB", columns="layer,bytes")
    assert "138344128" in shown("vgg16", units="raw")
    assert "64x224x224" in shown("vgg16", layout="chw")


@pytest.mark.parametrize(("choice", "told"), [
    ({"units": "kB"}, "--units takes no 'kB'"), ({"cells": "all"}, "--cells takes no 'all'"),
    ({"layout": "whc"}, "--layout takes no 'whc'"), ({"preset": "kears"}, "did you mean 'keras'"),
    ({"only": "convs"}, "did you mean 'conv'"), ({"top": 3, "by": "layer"}, "--by wants a column of numbers"),
    ({"columns": "wieghts"}, "did you mean 'weights'")])
def test_choices_that_do_not_exist_are_answered(choice, told):
    with pytest.raises(archcalc.ArchcalcError, match=re.escape(told)):
        shown("lenet5", **choice)


@pytest.mark.parametrize("names", [("卷积一", "x"), ("🚀", "conv"), ("e\u0301", "conv"), ("ｗｉｄｅ", "narrow", "한글")])
def test_cells_of_text_stand_under_each_other_whatever_their_letters(names):
    """Every line is as wide as its neighbours in cells of a terminal, by a rule of its own."""
    table = Table("layers", (Column("name", "layer", rank=0), Column("count", "count", "count", rank=0)),
                  tuple((name, 100 + i) for i, name in enumerate(names)))
    lines = archcalc.render(Report("archcalc/test/1", (table,)), "text").splitlines()
    cells = [sum(0 if unicodedata.category(letter) == "Mn" else 2 if unicodedata.east_asian_width(letter) in "WF" else 1
                 for letter in line) for line in lines]
    assert len(set(cells)) == 1, lines


def test_wide_letters_take_two_columns():
    assert [terminal_width(text) for text in ("abc", "卷积", "é", "🚀")] == [3, 4, 1, 2]


def test_a_formula_counts_the_batch_and_no_other_convention():
    batched = archcalc.analyze("lenet5", batch=8, formulas=True).tables[0]
    assert batched.formulas[1, "activations"] == "8*28*28*6"
    other = archcalc.analyze("lenet5", convention=["memory=lecture-total"], formulas=True).tables[0]
    assert (1, "activations") not in other.formulas


@pytest.mark.parametrize("columns", [1, 20, 60, 80, 120])
def test_a_terminal_leaves_columns_out_and_cuts_no_digit(columns):
    """Each number of the narrow table stands whole in the wide one."""
    tall = Report("t", (Table("t", (Column("a", "one", "count", rank=0), Column("b", "two", "count", rank=0),
                                    Column("c", "three", "count", rank=1)), ((10**15 + 7, 10**14 + 3, 5), (1, 2, 10**13 + 9))),))
    found = {word for word in formats.render(tall, "terminal", Page(width=columns)).split() if word[0].isdigit()}
    kept = {"1,000,000,000,000,007", "100,000,000,000,003", "1", "2"}
    assert kept <= found <= kept | {"5", "10,000,000,000,009"}
    assert ("5" in found) == (columns >= 80)
