"""Layers at work: the numbers shown are the executor's, the sizes are the layer's rule, and every step can be read."""

import json
import re
from contextlib import suppress
from fractions import Fraction
from itertools import product
from xml.etree import ElementTree

import pytest
from colour_difference import contrast
from picture_geometry import colliding, room
from test_drawings import NETWORKS

import archcalc
from archcalc.base.picture import Box, Text
from archcalc.rendering import animations
from archcalc.rendering.animations import scenes
from archcalc.rendering.animations.examples import bias_number
from archcalc.rendering.drawings.outputs import gif, html, svg
from archcalc.rendering.drawings.palette import LIGHT, THEMES
from archcalc.rendering.drawings.stills import sheet

numpy = pytest.importorskip("numpy")

LAYERS = [
    ([3, 227, 227], {"conv": {"filters": 96, "kernel": 11, "stride": 4}}),
    ([3, 32, 32], {"conv": {"filters": 8, "kernel": 3, "padding": 1, "bias": False}}),
    ([3, 224, 224], {"conv": {"filters": 64, "kernel": 7, "stride": 2, "padding": 3}}),
    ([3, 33, 40], {"conv": {"filters": 8, "kernel": [3, 5], "stride": [2, 1], "padding": "same"}}),
    ([4, 30, 30], {"conv": {"filters": 8, "kernel": 3, "dilation": 2, "padding": [1, 0, 2, 3]}}),
    ([8, 14, 14], {"conv": {"filters": 16, "kernel": 1}}),
    ([8, 14, 14], {"conv": {"filters": 8, "kernel": 3, "padding": 1, "groups": 8}}),
    ([8, 14, 14], {"conv": {"filters": 16, "kernel": 3, "stride": 2, "groups": 4}}),
    ([1, 3, 3], {"conv": {"filters": 1, "kernel": 2}}),
    ([16, 100], {"conv": {"filters": 32, "kernel": 3, "dilation": 4, "padding": 4}}),
    ([64, 112, 112], {"max_pool": {"kernel": 3, "stride": 2, "ceil": True}}),
    ([64, 112, 112], {"max_pool": {"kernel": 3, "stride": 2, "padding": 1}}),
    ([6, 28, 28], {"avg_pool": {"kernel": 2}}),
    ([6, 27, 27], {"avg_pool": {"kernel": 3, "stride": 2, "padding": 1, "ceil": True}}),
    ([6, 28, 28], {"avg_pool": {"kernel": 3, "stride": 2, "padding": 1, "ceil": True, "count_padding": False}}),
    ([6, 40], {"max_pool": {"kernel": 4}}),
    ([512, 7, 7], {"global_avg_pool": {}}), ([512, 7, 7], {"global_max_pool": {}}), ([8, 30], {"global_avg_pool": {}}),
    ([64, 8, 8], {"conv_transpose": {"filters": 32, "kernel": 2, "stride": 2}}),
    ([64, 4, 4], {"conv_transpose": {"filters": 32, "kernel": 4, "stride": 2, "padding": 1, "bias": False}}),
    ([64, 9, 9], {"conv_transpose": {"filters": 64, "kernel": 3, "stride": 2, "padding": 1, "output_padding": 1, "groups": 64}}),
    ([8, 9, 9], {"conv_transpose": {"filters": 8, "kernel": 2, "stride": 3, "dilation": 2}}),
    ([8, 30], {"conv_transpose": {"filters": 4, "kernel": 4, "stride": 2, "padding": 1}}),
]
"""Inputs and layers: at least one for each scene of the issue, with its corners."""


def network(tmp_path, size, layer):
    """The network of one layer, called `layer`."""
    (kind, attributes), = layer.items()
    path = tmp_path / "net.yaml"
    path.write_text(json.dumps({"input": size, "layers": [{kind: {"name": "layer", **attributes}}]}))
    return path


def staged(tmp_path, size, layer):
    return animations.staged(archcalc.build(network(tmp_path, size, layer)).node("layer"))


def told(example):
    """The small layer as a file says it."""
    attributes = {name: [*value] if isinstance(value, tuple) else value for name, value in example.op.attributes.items()}
    return {example.op.kind: attributes}


def arrays(play, example):
    """The numbers that stand in the picture: the input, the kernels, and the output in the end."""
    channels = len(play.source.sheets)
    x = numpy.zeros((1, channels, *example.sizes), "float64")
    for place in product(*map(range, x.shape[1:])):
        x[(0, *place)] = int(play.numbers[place])
    filters = len(play.outcome.sheets)
    y = numpy.full((1, filters, *(play.outcome.inner or (play.outcome.rows, play.outcome.columns))), numpy.nan)
    for place, text in play.outputs().items():
        if play.outcome.is_inner(place):
            y[(0, *place)] = float(Fraction(text))
    weights = {}
    if play.factors is not None:
        kernels = {}
        for step in play.steps:
            kernels[step.targets[0][0]] = [int(text) for text in step.factors.values()]
        shape = (filters, len(play.factors.sheets), play.factors.rows, play.factors.columns)
        weights["layer.weight"] = numpy.array([kernels[number] for number in range(filters)], "float64").reshape(shape)
        if example.op.bias:
            weights["layer.bias"] = numpy.array([bias_number(number) for number in range(filters)], "float64")
    if len(example.x) == 3:
        x, y = x[:, :, 0], y[:, :, 0]
        weights = {name: array[:, :, 0] if array.ndim == 4 else array for name, array in weights.items()}
    return x, weights, y


def executed(tmp_path, example, x, weights):
    path = network(tmp_path, list(example.x[1:]), told(example))
    ran = archcalc.run(path, x=x, weights=weights or None, dtype="float64")
    return ran.outputs["layer"]


@pytest.mark.parametrize("some", [slice(1, None, 9), pytest.param(slice(None), marks=pytest.mark.slow)], ids=["some", "all"])
def test_the_numbers_are_the_executor_s(tmp_path, some):
    for size, layer in LAYERS[some]:
        example, play, _ = staged(tmp_path, size, layer)
        x, weights, shown = arrays(play, example)
        numpy.testing.assert_allclose(shown, executed(tmp_path, example, x, weights), rtol=1e-12, err_msg=f"{layer}")
        if play.factors is not None and play.outcome.inner is None:
            for step in play.steps:
                assert sum(map(int, step.products.values())) + (bias_number(step.targets[0][0]) if example.op.bias else 0) \
                    == int(*step.written.values())


@pytest.mark.slow
def test_the_arithmetic_that_is_written_out_is_true(tmp_path):
    """Every way to write it: sums of products, of rows, of channels, means and maxima."""
    checked = 0
    for size, layer in LAYERS:
        for step in staged(tmp_path, size, layer).play.steps:
            for words in (*step.working, step.result):
                for left, right in re.findall(r"((?:max)?[(-]*\d[-\d ()+·/,]*?) = (-?[\d./]+)", words):
                    assert eval(left.replace("·", "*")) == pytest.approx(float(Fraction(right))), words
                    checked += 1
            sums = [eval(words.rpartition(": ")[2].replace("·", "*")) for words in step.working
                    if re.search(r"·|products:|channels:", words)]
            assert len({*sums}) <= 1
    assert checked > 200


def test_a_smaller_grid_keeps_the_layer_s_rule(tmp_path):
    """As much padding on each side, as much left over at the end, and an output smaller by the whole strides that were cut."""
    from archcalc.operators.sliding_window import both_sides

    for size, layer in LAYERS[::3]:
        example = staged(tmp_path, size, layer).example
        op, small, whole = example.layer, example.x, example.whole
        changed = {name for name in op.fields if op.attributes[name] != example.op.attributes[name]}
        assert changed <= {"filters", "groups"}
        assert ("Drawn smaller" in example.note()) == (small != whole or bool(changed))
        assert op.attributes.get("groups", 1) == 1 or example.op.groups == 2 or op.kind == "conv_transpose"
        if op.kind in ("conv", "max_pool", "avg_pool"):
            sides = [both_sides(op.padding, x[2:], op.kernel, op.stride, op.attributes.get("dilation", ())) for x in (small, whole)]
            assert sides[0] == sides[1]
            for cut, less, stride in zip(*(numpy.subtract(b[2:], a[2:]) for a, b in ((small, whole), (example.output, op.output(whole)))),
                                         op.stride, strict=True):
                assert cut == less * stride


@pytest.mark.parametrize("some", [slice(0, None, 8), pytest.param(slice(None), marks=pytest.mark.slow)], ids=["some", "all"])
def test_every_step_can_be_read(tmp_path, some):
    """On the page, in letters of 12 and more, none over another, in contrast to what it stands on; and 6 pt on a sheet of paper."""
    for size, layer in LAYERS[some]:
        film = animations.film(archcalc.build(network(tmp_path, size, layer)), "layer")
        for number in (0, film.steps // 2, film.steps - 1):
            picture = film.picture(number)
            texts = [shape for shape in picture.shapes if isinstance(shape, Text)]
            rooms = [room(text) for text in texts]
            assert min(text.size for text in texts) >= 12
            assert all(left >= 0 and right <= picture.width and top >= 0 and bottom <= picture.height for left, top, right, bottom in rooms)
            assert not any(text.text.endswith("…") for text in texts)
            assert colliding(rooms) is None
            boxes = [shape for shape in picture.shapes if isinstance(shape, Box) and shape.fill]
            for text in texts[::7]:
                under = [box.fill for box in boxes if box.x <= text.x <= box.x + box.width and box.y <= text.y - 2 <= box.y + box.height]
                assert all(contrast(theme[text.fill], theme[(under or ["paper"])[-1]]) >= 4.5 for theme in THEMES.values())
        stills = sheet(film).picture
        assert min(shape.size for shape in stills.shapes if isinstance(shape, Text)) * 0.75 >= 6
        assert max(shape.y for shape in stills.shapes if isinstance(shape, Text)) <= stills.height <= 1123


ALEXNET = archcalc.build("alexnet")


def test_a_film_moves_without_a_script_and_only_for_those_who_want_it():
    film = animations.film(ALEXNET, "conv1")
    text = svg.write_film(film, LIGHT)
    root = ElementTree.fromstring(text)
    assert "<script" not in text
    style = root.find("{*}style").text
    assert style.startswith("@media screen and (prefers-reduced-motion: no-preference) {")
    still = [shape for group in root.findall("{*}g") if group.get("visibility") != "hidden" for shape in group.findall("{*}text")]
    assert [shape.text for shape in still] == [shape.text for shape in film.picture(film.steps - 1).shapes if isinstance(shape, Text)]
    names = {*re.findall(r"\.(archcalc-film-[\w-]+) ", style)}
    assert {group.get("class") for group in root.findall("{*}g")} - {None} == names == {*re.findall(r"@keyframes ([\w-]+)", style)}
    page = html.write_film(film, LIGHT)
    assert "<script" not in page
    assert page.count('type="radio"') == film.steps + 1


@pytest.mark.slow
def test_a_gif_has_a_frame_for_every_step():
    image = pytest.importorskip("PIL.Image")
    pytest.importorskip("resvg_py")
    from io import BytesIO

    film = animations.film(archcalc.build("m5"), "pool1")
    with image.open(BytesIO(gif.write_film(film, LIGHT))) as drawn:
        assert (drawn.n_frames, drawn.size) == (film.steps, (1280, 720))
        assert drawn.info["loop"] == 0


def test_a_layer_without_a_scene_is_refused_with_those_that_have_one(tmp_path):
    for layer, words in ((None, "none is named"), ("conv9", "no layer 'conv9'"), ("fc6", "linear, which has no scene")):
        with pytest.raises(archcalc.ArchcalcError, match=words) as caught:
            animations.animated(ALEXNET, layer, "svg")
        assert layer == "conv9" or "archcalc draw alexnet conv1 --animate" in f"{caught.value}"
    assert all(kind in f"{caught.value}" for kind in scenes.operators())
    clip, signal = ([3, 16, 112, 112], [1, 32000])
    for size, kernel, words in ((clip, 3, "along 3 axes"), (signal, 80, "too large to be drawn")):
        with pytest.raises(archcalc.ArchcalcError, match=words):
            animations.film(archcalc.build(network(tmp_path, size, {"conv": {"filters": 4, "kernel": kernel}})), "layer")
    with pytest.raises(archcalc.ArchcalcError, match="cannot hold a layer at work"):
        animations.animated(ALEXNET, "conv1", "mermaid")


@pytest.mark.slow
@pytest.mark.sampled(one_in=5)
@pytest.mark.parametrize("name", NETWORKS)
def test_the_layers_of_the_collection_have_films(name):
    """Those whose windows are small enough; each kind of layer once."""
    graph, seen = archcalc.build(name), set()
    for node in graph.nodes:
        if node.op.kind in scenes.operators() and node.op not in seen and len(node.shape) <= 4:
            seen.add(node.op)
            if max(node.op.window(*node.input_shapes).kernel) > 11 or max(node.op.attributes.get("dilation", (1,))) > 4:
                with suppress(archcalc.ArchcalcError):
                    animations.film(graph, node.name)
            else:
                assert 1 <= animations.film(graph, node.name).steps <= 25
