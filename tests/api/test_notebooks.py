"""Networks, reports and pictures as notebooks show them; the manual's page, run as the notebook that it is."""

import os
import re
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest
from pages import blocks
from places import ROOT

import archcalc
from archcalc.api import cell_magic
from archcalc.rendering.drawings.charts.chart_data import of_columns

HOSTILE = "title: '<script>alert(1)</script>'\ninput: [3, 8, 8]\nlayers: [conv3-4: {name: 'a<img src=x>&'}, relu]\n"
DEEP = "input: [3, 8, 8]\nlayers: [" + ", ".join(["conv1-4, sigmoid"] * 450) + "]\n"


class Tags(HTMLParser):
    """The tags of a part of a page, which closes all that it opens."""

    def __init__(self, page):
        super().__init__()
        self.seen, self.open = [], []
        self.feed(page)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.seen.append(tag)
        assert not [name for name, _ in attrs if name.startswith("on")]
        self.open += [tag] if tag not in {"br", "hr", "meta"} else []

    def handle_startendtag(self, tag, attrs):
        self.seen.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


@pytest.mark.parametrize("ask", [archcalc.load, archcalc.build])
def test_a_network_shows_its_table_and_its_drawing(ask):
    page = ask("lenet5")._repr_html_()
    tags = Tags(page)
    assert {"table", "svg"} <= set(tags.seen)
    assert "<style" not in page
    assert archcalc.analyze("lenet5")._repr_html_() in page
    hostile = ask(HOSTILE)._repr_html_()
    assert not {"script", "img"} & set(Tags(hostile).seen)
    assert "&lt;script&gt;" in hostile


class Printer:
    """IPython's printer of one value, or of one among others."""

    def __init__(self, depth):
        self.stack, self.text = [0] * depth, self.said
        self.words = ""

    def said(self, words):
        self.words += words


@pytest.mark.parametrize("ask", [archcalc.load, archcalc.build])
def test_a_network_is_its_table_at_a_prompt_and_short_among_others(ask):
    for depth, words in ((1, str(archcalc.analyze("lenet5"))), (2, repr(ask("lenet5")))):
        printer = Printer(depth)
        ask("lenet5")._repr_pretty_(printer, False)
        assert printer.words == words
    printer = Printer(1)
    archcalc.load("input: [3, 8, 8]\nlayers: [conv: {filters: 4, kernel: 9}]\n")._repr_pretty_(printer, False)
    assert "larger than its input" in printer.words


def test_a_network_that_is_none_shows_its_mistakes():
    page = archcalc.load("input: [3, 8, 8]\nlayers: [conv: {filters: 4, kernel: 9, name: '<b>'}]\n")._repr_html_()
    assert Tags(page).seen == ["pre"]
    assert "larger than its input" in page


def test_a_large_network_says_what_is_left_out():
    page = archcalc.load(DEEP)._repr_html_()
    assert "The drawing is left out" in page
    assert "the first 200 of 451 rows" in page
    assert page.count("<tr") < 210
    assert len(page) < 400_000
    wide = archcalc.analyze("alexnet")._repr_html_()
    assert "not shown for want of room: bytes" in wide
    assert len(archcalc.analyze("alexnet").tables[0].rows) == 25


def test_a_plan_is_shown_as_bars():
    assert "svg" in Tags(archcalc.plan("lenet5")._repr_html_()).seen
    assert "svg" not in Tags(archcalc.analyze("lenet5")._repr_html_()).seen


def bars(report, *columns):
    return [(panel.figure, panel.values) for panel in of_columns(report, columns).panels]


def test_a_report_is_drawn_by_its_columns():
    report = archcalc.analyze("lenet5")
    table = report.table("layers")
    shown = [row for row in range(len(table.rows)) if row not in table.hidden]
    memory, params = bars(report)
    assert memory == ("memory", tuple(table.column("activations")[row] for row in shown))
    assert params == ("params", tuple(table.column("params")[row] for row in shown))
    assert bars(report, "macs")[0][1] == tuple(table.column("macs")[row] for row in shown)
    parts = archcalc.plan("lenet5")
    assert [each for _, each in bars(parts)] == [tuple(parts.tables[0].column(key)) for key in ("bytes", "peak_bytes")]
    root = ElementTree.fromstring(report.plot())
    assert root.tag.endswith("svg")
    assert ElementTree.fromstring(archcalc.draw("lenet5")).tag.endswith("svg")
    for wrong in ("mac", "op", "volume"):
        with pytest.raises(archcalc.ArchcalcError, match="there is no column"):
            report.plot(wrong)
    with pytest.raises(archcalc.ArchcalcError, match="nothing to draw"):
        archcalc.explain("conv").plot()
    repeated = table._replace(rows=table.rows * 50, hidden=frozenset())
    many = of_columns(report._replace(tables=(repeated,)))
    assert (len(many.names), many.note) == (100, "the 100 rows with the most memory, of 650")
    assert min(many.panels[0].values) >= sorted(table.column("activations") * 50)[-100]


def test_pictures_are_files_that_show_themselves():
    picture = archcalc.draw("lenet5")
    assert picture._repr_svg_() == picture
    assert type(picture._repr_svg_()) is str
    assert re.fullmatch(r"<SVG of [\d,]+ characters>", repr(picture))
    assert type(archcalc.draw("lenet5", "dot")) is str
    pytest.importorskip("resvg_py")
    png = archcalc.draw("lenet5", "png")
    assert png._repr_png_() == png
    assert re.fullmatch(r"<PNG of [\d,]+ bytes>", repr(png))
    assert type(archcalc.draw("lenet5", "pdf")) is bytes


class Shell:
    """A notebook's shell as far as an extension sees it."""

    def register_magic_function(self, function, kind, name):
        self.command, self.kind, self.name = function, kind, name


NOTATION = "32x32x3 -> CONV3-64 -> POOL2 -> FC-10"


def test_the_cells_command_answers_with_a_network():
    shell = Shell()
    archcalc.load_ipython_extension(shell)
    assert (shell.kind, shell.name) == ("line_cell", "archcalc")
    assert shell.command("", NOTATION).analyze().totals["params"] == 165642
    assert shell.command("--input 3x64x64", NOTATION).build().node("pool1").shape == (1, 64, 32, 32)
    assert shell.command("--batch=2", NOTATION).node("pool1").shape == (2, 64, 16, 16)
    assert shell.command("LeNet5 --set classes=7").build().nodes[-1].shape == (1, 7)
    with pytest.raises(archcalc.ArchcalcError) as caught:
        shell.command("", "32x32x3 -> CONV3-64 -> POLL2")
    assert caught.value._render_traceback_() == str(caught.value).split("\n")
    assert "POOL2" in str(caught.value)


@pytest.mark.parametrize(("line", "cell", "told"), [
    ("", None, "takes one name"), ("alexnet vgg16", None, "takes one name"), ("alexnet", NOTATION, "takes one name"), ("--bach 2", NOTATION, "--batch"),
    ("--batch", NOTATION, "wants a value"), ("--batch 0", NOTATION, "1 or more"), ("'", NOTATION, "quotation mark"), ("--set classes", "784 -> FC-10", "classes"),
    ("", "", "layers"), ("vgg61", None, "vgg16|vgg11")])
def test_what_the_cells_command_does_not_take_is_refused(line, cell, told):
    with pytest.raises(archcalc.ArchcalcError, match=told):
        cell_magic.answer(line, cell)


@pytest.mark.slow
def test_the_manuals_notebook_runs(tmp_path, monkeypatch):
    nbformat, nbclient = pytest.importorskip("nbformat"), pytest.importorskip("nbclient")
    pytest.importorskip("ipykernel")
    monkeypatch.setenv("PYTHONPATH", f"{ROOT}{os.pathsep}{os.environ.get('PYTHONPATH', '')}")
    monkeypatch.setenv("JUPYTER_PLATFORM_DIRS", "1")
    cells = [body for _, body in blocks("notebooks", "ipython")]
    wrong = "%%archcalc\ninput: [3, 8, 8]\nlayers: [relv]\n"
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in (*cells, wrong)])
    monkeypatch.chdir(tmp_path)
    nbclient.NotebookClient(notebook, timeout=120, kernel_name="python3", allow_errors=True).execute()
    *shown, (mistake,) = [cell.outputs for cell in notebook.cells]
    assert not [each for outputs in shown for each in outputs if each.output_type == "error"]
    kinds = [{kind for each in outputs for kind in each.get("data", ())} for outputs in shown]
    both, text, picture = {"text/html", "text/plain"}, {"text/plain"}, {"image/svg+xml", "text/plain"}
    assert kinds == [set(), both, both, both, text, both, picture]
    assert shown[4][0].data["text/plain"] == "62378344"
    assert "<svg" in (tmp_path / "plan.svg").read_text("utf-8")
    assert mistake.output_type == "error"
    assert [line.strip().split(":")[0] for line in mistake.traceback] == ["text", "2 | layers", "|          ^^^^ did you mean 'relu'?"]
