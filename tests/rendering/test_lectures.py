"""Decks that lecture: every part is there, its figures are the JSON's, nothing is small, outside or on anything else."""

import json
import re
import shutil
import subprocess
import warnings
from base64 import b64decode
from io import BytesIO
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from typer.testing import CliRunner

import archcalc
from archcalc.base.lecture import PARTS, MovableBlock, MovableDrawing, MovableLink
from archcalc.cli.application import application
from archcalc.loading import library
from archcalc.rendering.drawings.simple_links import with_simple_links
from archcalc.rendering.lectures.network_lecture import LectureSubject, of_network
from archcalc.rendering.slides.connectors import connector

pptx = pytest.importorskip("pptx")
deck_measures = pytest.importorskip("deck_measures")


def deck(*words):
    made = CliRunner().invoke(application(words[0]), [*words, *([] if "--format" in words else ["--format", "pptx"])])
    if made.exception and not isinstance(made.exception, SystemExit):
        raise made.exception
    return made.stdout_bytes


def slides(content):
    return list(pptx.Presentation(BytesIO(content)).slides)


def tables(content):
    found = [shape.table for slide in slides(content) for shape in slide.shapes if shape.has_table]
    return [[[cell.text for cell in row.cells] for row in table.rows] for table in found]


def charts(content):
    return [shape.chart for slide in slides(content) for shape in slide.shapes if shape.has_chart]


def test_a_deck_is_a_lecture():
    content = deck("show", "lenet5")
    assert deck_measures.faults(content) == []
    titles = [slide.shapes.title.text for slide in slides(content)]
    assert titles[:5] == ["LeNet-5 (1998)", "LeNet-5: the layers", "LeNet-5 (1998)", "LeNet-5: where it is",
                          "Why this number? fc5: linear, 120 neurons"]
    whole = json.loads(archcalc.render(archcalc.analyze("lenet5"), "json"))
    first, shown = slides(content)[0], {layer["name"]: layer for layer in whole["layers"] if layer["output_shape"]}
    assert f"{whole['totals']['params']:,} parameters" in first.placeholders[1].text
    assert "61,470 weights" in first.notes_slide.notes_text_frame.text
    table = tables(content)[0]
    weights = table[0].index("weights")
    assert [row[weights] for row in table[1:-1]] == [f"{shown[row[0]]['weights']:,}" for row in table[1:-1]]
    assert table[-1][weights] == f"{whole['totals']['weights']:,}"
    memory, params = charts(content)
    for chart, key in ((memory, "activations"), (params, "params")):
        (series,), names = chart.plots[0].series, list(chart.plots[0].categories)
        assert list(series.values) == [shown[name][key] for name in names]
        assert sum(series.values) == whole["totals"][key]
    assert any("5*5*16*120" in row for row in tables(content)[1])


@pytest.mark.slow
def test_every_block_can_be_moved_and_its_links_hold_on_to_it():
    content = deck("show", "unet", "--only", "drawing")
    (slide,) = slides(content)
    links = [shape for shape in slide.shapes if shape._element.tag.endswith("}cxnSp")]
    named = {shape.shape_id: shape.text_frame.paragraphs[0].text for shape in slide.shapes if shape.has_text_frame}
    ends = [link._element.iter(f"{deck_measures.A}stCxn", f"{deck_measures.A}endCxn") for link in links]
    held = {tuple(named[int(end.get("id"))] for end in each) for each in ends}
    assert {("input", "level_1"), ("level_1", "pool_1"), ("level_4", "up_4"), ("level_1", "up_1"), ("up_1", "output")} <= held
    assert deck_measures.faults(content) == []
    assert content == deck("show", "unet", "--only", "drawing")


@pytest.mark.slow
def test_parts_are_picked_and_refused_where_there_are_none():
    titles = [slide.shapes.title.text for slide in slides(deck("show", "lenet5", "--only", "why,table,conv"))]
    assert titles == ["LeNet-5 (1998)", "Why this number? fc5: linear, 120 neurons"]
    assert [row[0] for row in tables(deck("show", "lenet5", "--only", "table,conv"))[0]] == ["layer", "conv1", "conv3", "these 2 of 8"]
    both = deck("compare", "lenet5", "alexnet", "--only", "networks,charts")
    assert deck_measures.faults(both) == []
    assert [list(chart.plots[0].series[0].values) for chart in charts(both)[:1]] == [[61706, 62378344]]
    assert len(slides(both)) == 4
    for words in (("show", "lenet5", "--only", "table", "--format", "csv"), ("compare", "lenet5", "alexnet", "--only", "conv"),
                  ("compare", "lenet5", "alexnet", "--by", "layer", "--only", "table")):
        with pytest.raises(archcalc.ArchcalcError, match="only"):
            deck(*words)


@pytest.mark.slow
def test_a_template_keeps_its_design(tmp_path):
    template = pptx.Presentation()
    layout = template.slide_layouts[5]
    title = next(each for each in layout.placeholders if each.placeholder_format.type == 1)
    title.top, title.height, title.left, title.width = pptx.util.Pt(60), pptx.util.Pt(70), pptx.util.Pt(36), pptx.util.Pt(640)
    template.save(tmp_path / "uni.pptx")
    content = deck("show", "lenet5", "--template", str(tmp_path / "uni.pptx"))
    assert deck_measures.faults(content) == []
    for slide in slides(content)[1:]:
        assert all(shape.top >= pptx.util.Pt(130) for shape in slide.shapes if shape.has_table or shape.has_chart)
        assert "Arial" not in {run.font.name for shape in slide.shapes if shape.has_table for row in shape.table.rows
                               for cell in row.cells for paragraph in cell.text_frame.paragraphs for run in paragraph.runs}
        kinds = [int(each.placeholder_format.type) for each in slide.placeholders]
        assert set(kinds) >= {1, 13, 15, 16}


@pytest.mark.slow
def test_frames_and_marp_slides_are_the_same_lecture(tmp_path):
    written = {form: CliRunner().invoke(application("show"), ["show", "unet", "--rows", "12", "--standalone", "--format", form]).stdout
               for form in ("latex", "markdown")}
    for form, start in (("latex", r"\begin{frame}"), ("markdown", "\n---\n\n")):
        text = written[form]
        assert text.count(start) == 9
        assert all(word in text for word in ("31,030,658 parameters", "where it is", "Why this number?", "what was printed"))
    svg = b64decode(re.search('data:image/svg.xml;base64,([^")]*)', written["markdown"])[1])
    assert {"level_1", "568x568x64"} <= {each.text for each in ElementTree.fromstring(svg).iter() if each.tag.endswith("}text")}
    if shutil.which("pdflatex"):
        (tmp_path / "a.tex").write_text(written["latex"], "utf-8")
        done = subprocess.run(["pdflatex", "-interaction=nonstopmode", "-halt-on-error", "a.tex"], cwd=tmp_path, capture_output=True,
                              check=False, timeout=100)
        assert done.returncode == 0, done.stdout.decode("latin-1")[-2000:]
        assert b"Overfull" not in done.stdout
    with pytest.raises(archcalc.ArchcalcError, match="of slides alone"):
        deck("show", "lenet5", "--only", "table", "--format", "latex")


WAYS = {
    "straightConnector1": [(5, 90), (5, 10)], "bentConnector2": [(9, 9), (9, 40), (70, 40)],
    "bentConnector3": [(0, 0), (0, 10), (-20, 10), (-20, 50)], "bentConnector4": [(50, 0), (80, 0), (80, 30), (20, 30), (20, 90)],
    "bentConnector5": [(0, 0), (0, 10), (20, 10), (20, 50), (0, 50), (0, 60)],
}
"""Ways, and the kind of connector that goes each."""


def test_connectors_go_the_way_that_they_are_made_of():
    """By the formulas of the standard, whatever the turns and mirrors."""
    for preset, way in WAYS.items():
        for turned in (lambda x, y: (x, y), lambda x, y: (-x, y), lambda x, y: (x, -y), lambda x, y: (y, x), lambda x, y: (-y, -x)):
            corners = [turned(*corner) for corner in way]
            made = connector(corners)
            assert made.preset == preset
            points = []
            for along, aside in deck_measures.PRESETS[preset](made.width, made.height, *(bend / 100_000 for bend in made.bends)):
                u = (made.width - along if made.across else along) - made.width / 2
                v = (made.height - aside if made.upright else aside) - made.height / 2
                x, y = (-v, u) if made.quarter else (u, v)
                points.append((made.left + made.width / 2 + x, made.top + made.height / 2 + y))
            assert all(abs(a - b) < 0.6 for one, other in zip(points, corners, strict=True) for a, b in zip(one, other, strict=True))
    assert connector([(0, 0), (5, 9), (5, 20)]) is None
    assert connector([(0, 0), *((i % 2 * 9 + i, i) for i in range(9))]) is None


def test_a_link_is_led_anew_only_where_no_block_is_in_the_way():
    def block(x, y):
        return MovableBlock(x, y, 40, 20, "module", "module-line", (("a", True),), 12)

    way = ((20.0, 20.0), (20.0, 30.0), (90.0, 30.0), (90.0, 70.0), (20.0, 70.0), (20.0, 80.0))
    free = MovableDrawing(200, 200, (block(0, 0), block(0, 80)), (MovableLink(0, 1, way),))
    assert with_simple_links(free).links[0].corners == ((20, 20), (20, 80))
    barred = free._replace(blocks=(*free.blocks, block(0, 40)))
    assert with_simple_links(barred).links[0].corners == way
    assert len(list(pairwise(way))) == 5


@pytest.mark.slow
def test_no_deck_has_small_letters_nor_shapes_that_leave_it_or_meet():
    """Of a sample; support/deck_measures.py measures all."""
    others = [("conventions", "resnet50"), ("claims", "googlenet"), ("plan", "vgg16"), ("explain", "vgg16", "params"),
              ("transfer", "vgg16", "--classes", "10", "--images", "500", "--similar", "yes")]
    for words in [*(("show", name) for name in [*library.names()][7::120]), *others]:
        assert [words, deck_measures.faults(deck(*words))] == [words, []]


@pytest.mark.slow
def test_a_workbook_charts_its_layers_and_counts_by_every_convention(tmp_path):
    openpyxl = pytest.importorskip("openpyxl")
    made = CliRunner().invoke(application("show"), ["show", "unet", "-o", str(tmp_path / "a.xlsx")])
    assert made.exit_code == 0, made.output
    with warnings.catch_warnings(action="ignore"):
        book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    assert book.sheetnames == ["layers", "published", "conventions", "charts"]
    heads = [cell.value for cell in book["layers"][2]]
    for chart, title in zip(book["charts"]._charts, ("memory", "weights", "MACs"), strict=True):
        letter = openpyxl.utils.get_column_letter(heads.index(title) + 1)
        last = next(row for row in range(3, 99) if book["layers"].cell(row, 1).value == "total") - 1
        assert chart.series[0].val.numRef.f == f"layers!${letter}$3:${letter}${last}"
    told = {(row[0], row[1]): row[2] for row in book["conventions"].iter_rows(min_row=3, values_only=True) if row[1]}
    own = {(row["kind"], row["convention"]): row["value"] for row in json.loads(
        CliRunner().invoke(application("conventions"), ["conventions", "unet", "--format", "json"]).stdout)["rows"]}
    assert told == own


def test_the_parts_have_the_names_that_the_manual_tells():
    manual = CliRunner().invoke(application("manual"), ["manual", "tables"]).stdout
    assert all(f"`{part}`" in manual for part in PARTS)


def test_claims_of_a_lecture_say_how_many_are_listed():
    """Those that are not are counted, too, and were reproduced."""
    for name, printed, listed in (("alexnet", 22, 10), ("googlenet", 56, 19), ("resnet50", 6, 6)):
        report = archcalc.analyze(name)
        part, = of_network(LectureSubject(archcalc.build(archcalc.load(name)), report, report), {"claims"})
        table = part.tables[0]
        assert (len(table.rows), len(table.rows) - len(table.hidden)) == (printed, listed), name
        told = re.search(r"Listed here: (\d+); the other (\d+) are reproduced", part.lines[0])
        assert tuple(map(int, told.groups() if told else (printed, 0))) == (listed, printed - listed)
        assert {table.column("verdict")[i] for i in table.hidden} <= {"reproduced"}


def test_marp_slides_hold_no_more_than_a_slide_has_room_for():
    text = CliRunner().invoke(application("show"), ["show", "googlenet", "--rows", "12", "--standalone", "--format", "markdown"]).stdout
    slides = text.split("\n\n---\n\n")
    tables = [[line for line in slide.split("\n") if line.startswith("| ")][2:] for slide in slides]
    printed = [rows for slide, rows in zip(slides, tables, strict=True) if "what was printed" in slide]
    # two lines of words above: eight lines of twelve are left, and a long reason takes two of them
    assert [sum(1 + (len(row.split(" | ")[-1].strip(" |")) > 57) for row in rows) <= 8 for rows in printed] == [True] * len(printed)
    assert sum(map(len, printed)) == 19
    charts = [(int(wide), ElementTree.fromstring(b64decode(content))) for content, wide in
              re.findall('data:image/svg.xml;base64,([^"]*)" width="([0-9]+)"', text)]
    assert all(wide * float(svg.get("height")) <= 600.5 * float(svg.get("width")) for wide, svg in charts)
    assert any(wide < 540 for wide, _ in charts)
