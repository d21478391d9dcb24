"""Drawings: nothing overlaps, branches stand side by side, repeats are folded, and every file can be read again."""

import re
import shutil
import subprocess
from itertools import combinations
from xml.etree import ElementTree

import pytest
from colour_difference import SIGHTS, TEST_DATA, ciede2000, contrast, difference, lab
from hostile import NAMES, SPECIFICATION
from picture_geometry import along, check, colliding, overlaps, room
from together import together

import archcalc
from archcalc.base.picture import Box, Path, Text
from archcalc.rendering import drawings
from archcalc.rendering.drawings import network_picture
from archcalc.rendering.drawings.charts import chart_data
from archcalc.rendering.drawings.diagram import diagram
from archcalc.rendering.drawings.diagram_parts import DiagramFrame
from archcalc.rendering.drawings.font_widths import cut, width
from archcalc.rendering.drawings.outputs import NAMES as OUTPUTS
from archcalc.rendering.drawings.palette import DARK, LIGHT, PRINT, ROLES, SIGNS, THEMES, role
from archcalc.rendering.drawings.signs import signed
from archcalc.reports.collection_index import entries

NETWORKS = tuple(entry["name"] for entry in entries())
SAMPLE = ("lenet5", "alexnet", "vgg16", "googlenet", "resnet50", "inception_v3", "densenet121", "nasnet_mobile", "unet",
          "vit_b16", "swin_t", "mobilenet_v3_small", "shufflenet_v2_1x", "efficientnet_b0", "cifar_resnet20", "xception")


@pytest.mark.parametrize("name", SAMPLE)
def test_nothing_overlaps(name):
    graph = archcalc.build(name)
    check(drawings.draw(graph))
    check(drawings.draw(graph, tall=True))
    check(drawings.draw(graph, "volumes"))


@pytest.mark.slow
@pytest.mark.sampled(one_in=10)
@pytest.mark.parametrize("name", NETWORKS)
def test_nothing_overlaps_in_any_network(name):
    graph = archcalc.build(name)
    for depth in ("1", None, "all"):
        check(drawings.draw(graph, depth=depth))
    check(drawings.draw(graph, "volumes"))
    for form in OUTPUTS:
        if form not in {"terminal", "gif"}:
            assert drawings.drawn(graph, form, style="volumes" if form == "glb" else "graph")


def boxes(picture, *names):
    """The boxes in which these names stand."""
    found = {}
    for text in picture.shapes:
        if isinstance(text, Text) and text.text in names and text.bold:
            left, top, right, bottom = room(text)
            found[text.text] = next(box for box in reversed(picture.shapes) if isinstance(box, Box)
                                    and box.x <= left and right <= box.x + box.width and box.y <= top
                                    and bottom <= box.y + box.height)
    return found


def test_an_inception_module_looks_as_in_the_paper():
    """Figure 2b of the paper: the reductions in one row, the convolutions in the next, joined by one block."""
    picture = drawings.draw(archcalc.build("googlenet"), depth="all", part="inception_3a")
    names = ("3x3_reduce", "5x5_reduce", "pool", "1x1", "3x3", "5x5", "pool_proj", "output", "pool2")
    at = boxes(picture, *names)
    middles = {name: (box.x + box.width / 2, box.y + box.height / 2) for name, box in at.items()}
    assert len({round(middles[name][1]) for name in names[:3]}) == 1
    assert len({round(middles[name][1]) for name in names[3:7]}) == 1
    assert [middles[name][0] for name in names[3:7]] == sorted(middles[name][0] for name in names[3:7])
    for above, below in (("3x3_reduce", "3x3"), ("5x5_reduce", "5x5"), ("pool", "pool_proj"), ("pool2", "output")):
        assert middles[above][0] == pytest.approx(middles[below][0], abs=0.5)
    assert middles["pool2"][1] < middles["3x3_reduce"][1] < middles["3x3"][1] < middles["output"][1]


def test_a_residual_block_looks_as_in_the_paper():
    """All straight below each other, the shortcut around the layers on the right, into the side of the sum."""
    picture = drawings.draw(archcalc.build("resnet50"), depth="all", part="conv2_2")
    names = ("conv2_1/relu3", "conv1", "conv2", "conv3")
    at = boxes(picture, *names)
    assert len({round(box.x + box.width / 2, 1) for box in at.values()}) == 1
    assert [at[name].y for name in names] == sorted(box.y for box in at.values())
    skip = max((shape for shape in picture.shapes if isinstance(shape, Path) and shape.line == "edge"),
               key=lambda path: path.steps[-1][-1] - path.steps[0][-1])
    right = max(step[-2] for step in skip.steps)
    assert right > max(box.x + box.width for box in at.values())
    assert skip.steps[-2][-1] == pytest.approx(skip.steps[-1][-1])


def frames(frame):
    for part in frame.parts:
        if isinstance(part, DiagramFrame):
            yield part
            yield from frames(part)


def test_repeats_are_folded():
    made = diagram(archcalc.build("resnet50"))
    assert [frame.times for frame in frames(made.root) if frame.times > 1] == [2, 3, 5, 2]
    assert any(shape.text == "×5" for shape in network_picture.picture(made).shapes if isinstance(shape, Text))
    encoders = [frame for frame in frames(diagram(archcalc.build("vit_b16")).root) if frame.times == 12]
    assert [frame.name for frame in encoders] == ["encoder1 .. encoder12"]
    pairs = next(frame for frame in frames(diagram(archcalc.build("swin_t")).root) if frame.times == 3)
    assert (pairs.name, [part.name for part in pairs.parts]) == ("block3_1 .. block3_6", ["block3_1", "block3_2"])


def test_a_folded_module_of_one_layer_tells_its_kernel():
    blocks = {block.name: block for block in diagram(archcalc.build("inception_v3")).root.blocks()}
    assert (blocks["7x7_2"].kind, blocks["7x7_2"].after) == ("1x7 conv, 192", ("batch norm", "relu"))


@pytest.mark.parametrize(("name", "columns"), [("resnet50", 6), ("vgg16", 6), ("lstm_classifier", 1)])
def test_a_long_drawing_is_cut_into_columns_where_that_helps(name, columns):
    picture = drawings.draw(archcalc.build(name))
    up = [shape for shape in picture.shapes if isinstance(shape, Path) and shape.line == "edge"
          and min(y for step in shape.steps for y in step[1::2]) < shape.steps[0][1] - 100]
    assert len(up) == columns - 1
    assert not up or picture.width / picture.height > 1


@pytest.mark.parametrize("name", SAMPLE)
@pytest.mark.parametrize("depth", ["1", "all"])
def test_every_layer_is_in_a_block_and_every_link_leads_on(name, depth):
    graph = archcalc.build(name)
    made = diagram(graph, depth)
    blocks = list(made.root.blocks())
    assert len({i for block in blocks for i in block.nodes}) == sum(len(block.nodes) for block in blocks)
    known = {block.nodes[0] for block in blocks}
    assert all(source in known and target in known and source < target for source, target in made.links)
    read = {target for _, target in made.links}
    assert all(block.nodes[0] in read for block in blocks if graph.nodes[block.nodes[0]].inputs)


def test_a_part_that_is_not_there_is_answered():
    with pytest.raises(archcalc.ArchcalcError, match="did you mean 'inception_3a'"):
        drawings.draw(archcalc.build("googlenet"), part="inception_3c")


@pytest.mark.parametrize("choice", [{"style": "boxes"}, {"depth": "deep"}])
def test_choices_that_do_not_exist_are_answered(choice):
    with pytest.raises(archcalc.ArchcalcError):
        drawings.draw(archcalc.build("lenet5"), **choice)


# files

@pytest.mark.parametrize("ending", ["svg", "dot", "mermaid"])
def test_files_are_as_they_were(golden, ending):
    golden(f"inception.{ending}", drawings.drawn(archcalc.build("googlenet"), ending, depth="all", part="inception_3a"))


def test_themes_have_a_colour_for_every_role():
    assert LIGHT.keys() == DARK.keys() == PRINT.keys()
    assert {role for family in ROLES for role in (family, f"{family}-line")} <= LIGHT.keys()


@pytest.mark.parametrize(("name", "layer", "wanted"), [
    ("lstm_classifier", "lstm", "recurrent"), ("seq2seq_attention", "scores", "product"), ("mixtral_8x7b", "layer0/experts", "linear")])
def test_an_operator_has_the_colour_of_its_family(name, layer, wanted):
    (op,) = [node.op for node in archcalc.build(name).nodes if node.name == layer]
    assert role(op) == wanted


@together(("one", "other", "expected"), TEST_DATA)
def test_colours_are_compared_as_published(one, other, expected):
    """Sharma, Wu and Dalal 2005, table 1."""
    assert ciede2000(one, other) == pytest.approx(expected, abs=1e-4)
    assert ciede2000(other, one) == pytest.approx(expected, abs=1e-4)


def test_sights_are_as_published():
    """Full sight changes nothing, greys are grey to all, and red and green are alike to the two that lack one of them."""
    for sight in SIGHTS:
        _, a, b = lab("#888888", sight)
        assert abs(a) + abs(b) < 0.5
    red, green = "#d03b3b", "#7a8a1f"
    assert difference(red, green) > 30
    assert difference(red, green, "deuteranopia") < difference(red, green, "tritanopia")


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("one", "other"), list(combinations(ROLES, 2)))
def test_everybody_tells_two_kinds_of_layers_apart(theme, one, other):
    """By 12 in CIEDE2000, with each kind of colour-blindness, or by a second sign."""
    if SIGNS.get(one) == SIGNS.get(other):
        for sight in SIGHTS:
            assert difference(THEMES[theme][one], THEMES[theme][other], sight) >= 12, sight


def test_signs_are_drawn():
    drawn = {role: list(signed(Box(0, 0, 100, 50, role))) for role in ROLES}
    assert {role: len(shapes) for role, shapes in drawn.items()} == {role: int(role in SIGNS) for role in ROLES}
    shown = {sign: drawn[next(role for role in ROLES if SIGNS.get(role) == sign)] for sign in {*SIGNS.values()}}
    outlines = {(type(shape), getattr(shape, "x", None), getattr(shape, "y", None)) for shapes in shown.values() for shape in shapes}
    assert len(outlines) == len({*SIGNS.values()}) == 4
    picture = drawings.draw(archcalc.build("lenet5"))
    lines = [shape for shape in picture.shapes if isinstance(shape, Box) and shape.fill.endswith("-line")]
    blocks = [shape for shape in picture.shapes if isinstance(shape, Box) and shape.fill in SIGNS]
    assert len(lines) == len(blocks)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("under", ["paper", "frame", *ROLES])
def test_words_stand_out_from_what_is_under_them(theme, under):
    """WCAG's 4.5 to 1."""
    for words in ("ink", "muted"):
        assert contrast(THEMES[theme][words], THEMES[theme][under]) >= 4.5, words


def test_svg_has_no_classes_no_styles_and_nothing_from_elsewhere():
    """PowerPoint takes such a file apart; a browser asks for nothing."""
    text = drawings.drawn(archcalc.build("resnet18"), "svg", theme="dark")
    root = ElementTree.fromstring(text)
    assert {each.tag.rpartition("}")[2] for each in root.iter()} == {"svg", "title", "desc", "rect", "path", "text"}
    assert not any(name in each.attrib for each in root.iter() for name in ("class", "style", "href"))
    assert DARK["paper"] in text


def test_pdf_is_whole(tmp_path):
    content = drawings.drawn(archcalc.build("resnet18"), "pdf")
    start = int(re.search(rb"startxref\n(\d+)", content)[1])
    assert content[start:].startswith(b"xref")
    for number, entry in enumerate(re.findall(rb"(\d{10}) 00000 n", content), 1):
        assert content[int(entry):].startswith(b"%d 0 obj" % number)
    if shutil.which("pdftotext"):
        (tmp_path / "net.pdf").write_bytes(content)
        told = subprocess.run(["pdftotext", "net.pdf", "-"], cwd=tmp_path, capture_output=True, check=True)
        assert b"3x3 conv, 64" in told.stdout


def test_png_is_a_picture():
    pytest.importorskip("resvg_py")
    assert drawings.drawn(archcalc.build("lenet5"), "png").startswith(b"\x89PNG")


def test_names_are_text_in_every_file(tmp_path):
    (tmp_path / "hostile.yaml").write_text(SPECIFICATION, "utf-8")
    graph = archcalc.build(tmp_path / "hostile.yaml")
    check(drawings.draw(graph))
    root = ElementTree.fromstring(drawings.drawn(graph, "svg"))
    words = {each.text for each in root.iter("{http://www.w3.org/2000/svg}text")}
    names = [name for name in NAMES if "/" not in name and len(name) < 30]
    assert set(names) <= words
    page = drawings.drawn(graph, "html")
    assert "<script" not in page
    assert "<b>" not in page
    assert drawings.drawn(graph, "mermaid").count('"') == 2 * len(graph.nodes)
    assert len(re.findall(r'label="(?:[^"\\]|\\.)*", fill', drawings.drawn(graph, "dot"))) == len(graph.nodes)
    assert drawings.drawn(graph, "pdf").startswith(b"%PDF")


# charts

def test_the_lecture_sees_where_memory_and_parameters_are():
    bars = drawings.plot(["vgg16"])
    memory, params = bars.panels
    assert [bars.names[i] for i in sorted(memory.marked)] == ["conv1_1", "conv1_2", "conv2_1", "conv2_2"]
    assert [bars.names[i] for i in params.marked] == ["fc6"]
    check(drawings.chart(bars))
    lengths = {shape.hint: shape.width for shape in drawings.chart(bars).shapes if isinstance(shape, Box) and shape.hint}
    assert lengths["1,605,632"] == pytest.approx(lengths["3,211,264"] / 2)


@pytest.mark.parametrize("columns", [40, 80, 200])
def test_bars_fit_the_terminal(columns):
    from archcalc.rendering.tables.layout import Page

    lines = drawings.charted(drawings.plot(["vgg16"]), Page(width=columns)).splitlines()
    assert max(map(len, lines)) <= max(columns, 46)
    assert any("█" in line for line in lines)
    plain = drawings.charted(drawings.plot(["vgg16"]), Page(width=columns, raw=True))
    assert plain.isascii()


@pytest.mark.slow
def test_bubbles_have_names_that_do_not_overlap():
    chart = drawings.plot([])
    picture = drawings.chart(chart)
    assert len(chart.bubbles) == len(NETWORKS)
    names = [shape for shape in picture.shapes if isinstance(shape, Text) and shape.size == 11 and shape.fill == "ink"]
    assert colliding([room(name) for name in names]) is None
    said = [name.text for name in names]
    assert {*said} >= {bubble.name for bubble in chart.bubbles}
    assert {"1", "2", "3"} <= {*said}
    assert {"alexnet", "googlenet", "densenet121"} <= {*said[:said.index("1")]}
    discs = [(shape.x, shape.y, shape.x + shape.width, shape.y + shape.height) for shape in picture.shapes
             if isinstance(shape, Box) and shape.fill == "bubble"]
    assert not any(overlaps(room(name), disc) for name in names for disc in discs)
    for line in (shape for shape in picture.shapes if isinstance(shape, Path) and shape.line == "edge"):
        crossed = sum(any(overlaps(room(name), (x, y, x, y)) for x, y in along(line, 40)) for name in names)
        assert crossed == 0
    few = drawings.plot(["alexnet", "vgg16", "resnet50"])
    shown = [shape.text for shape in drawings.chart(few).shapes if isinstance(shape, Text)]
    assert {"alexnet", "vgg16", "resnet50"} <= set(shown)


def test_figures_can_be_chosen():
    bars = drawings.plot(["alexnet"], "macs,weights")
    assert [panel.figure for panel in bars.panels] == ["macs", "weights"]
    with pytest.raises(archcalc.ArchcalcError, match="did you mean 'macs'"):
        drawings.plot(["alexnet"], "mac")
    with pytest.raises(archcalc.ArchcalcError, match="two figures"):
        drawings.plot(["alexnet", "vgg16"], "macs")
    assert isinstance(drawings.plot(["alexnet", "vgg16"], as_bars=True), chart_data.Bars)
    assert drawings.plot(["alexnet", "vgg16"], "layers,params").bubbles[1][1:3] == (16, 138_357_544)


def test_options_and_inputs_go_to_every_network_that_is_plotted():
    (bars,) = (panel for panel in drawings.plot(["lenet5"], options={"classes": "20"}).panels if panel.figure == "params")
    assert bars.values[-1] == 84 * 20 + 20
    small, whole = (drawings.plot(["resnet18", "resnet50"], input_size=size, as_bars=True) for size in ("3x112x112", None))
    for half, full in zip(small.panels[0].values, whole.panels[0].values, strict=True):
        assert 0.23 < half / full < 0.28


# text, and layouts of any graph

@pytest.mark.parametrize(("text", "size", "expected"), [("224x224x64", 10, 54.48), ("", 12, 0), ("WWW", 10, 28.32)])
def test_text_is_as_wide_as_in_helvetica(text, size, expected):
    assert width(text, size) == pytest.approx(expected)


def test_long_text_is_cut():
    assert cut("n" * 300, 12, 100).endswith("…")
    assert width(cut("n" * 300, 12, 100), 12) <= 100


def test_many_long_links_are_one_line():
    """WaveNet's 30 skips into one sum, and StyleGAN's style that every layer reads: 4 or more run in one column."""
    from archcalc.rendering.drawings.layout.layered import arrange
    from archcalc.rendering.drawings.layout.sketch import Link, Sketch

    def columns(links):
        """The columns in which long links pass their rows."""
        routes = arrange(Sketch([(100.0, 30.0)] * 9, [Link(i, i + 1) for i in range(8)] + links)).routes[8:]
        return {round(next(step[-2] for step in route.steps if len(step) > 2), 3) for route in routes}

    for shared, leads_there in ((8, True), (0, False)):
        ends = [number for number in range(9) if abs(number - shared) > 2]
        links = [Link(number, shared) if leads_there else Link(shared, number) for number in ends]
        assert len(columns(links)) == 1
        assert len(columns(links[:3])) == 3


def test_any_graph_is_laid_out_without_overlaps():
    from hypothesis import example, given
    from hypothesis import strategies as st

    from archcalc.rendering.drawings.layout.layered import arrange
    from archcalc.rendering.drawings.layout.sketch import Link, Sketch

    sizes = st.lists(st.tuples(st.floats(20, 200), st.floats(10, 80)), min_size=1, max_size=12)
    pairs = st.sets(st.tuples(st.integers(0, 11), st.integers(0, 11)), max_size=24)

    # two boxes of nearly one height: the shorter stands 0.03 below its row's edge, and its link still ends on it
    @example([(20, 10)] * 8 + [(20, 11), (20, 10), (20, 10), (20, 10.9375)], {(0, 8), (0, 11)})
    @given(sizes, pairs)
    def laid_out(sizes, pairs):
        links = [Link(a, b) for a, b in sorted(pairs) if a < b < len(sizes)]
        made = arrange(Sketch(sizes, links))
        boxes = [(x - w / 2, y, x + w / 2, y + h) for (x, y), (w, h) in zip(made.places, sizes, strict=True)]
        assert not any(overlaps(one, other, 0.01) for one, other in combinations(boxes, 2))
        for link, route in zip(links, made.routes, strict=True):
            assert route.steps[0][1] == pytest.approx(made.places[link.source][1] + sizes[link.source][1])
            assert route.steps[-1][-1] == pytest.approx(made.places[link.target][1])

    laid_out()
