"""Inference patch by patch: regions by hand, against a twin that marks every value, and by running patches of arrays."""

import re
from itertools import product
from math import prod

import numpy
import pytest

import archcalc
from archcalc import ArchcalcError
from archcalc.training.microcontroller.arena import aligned
from archcalc.training.microcontroller.deployed_graph import deployed
from archcalc.training.microcontroller.patch_regions import patches
from archcalc.training.microcontroller.patchwise import best, patchwise

TWO = "input: [1, 8, 8]\nlayers:\n" + "".join(f"  - conv: {{name: c{i}, filters: {i}, kernel: 3, padding: 1}}\n" for i in (2, 3)) + (
    "  - max_pool: {name: p, kernel: 2}\n  - flatten\n  - linear: {units: 4}\n")


def network(text, tmp_path, name="net.yaml"):
    (tmp_path / name).write_text(text)
    return deployed(archcalc.build(str(tmp_path / name)), pads=False)


def at(graph, name):
    return next(i for i, node in enumerate(graph.nodes) if node.name == name)


def test_two_convolutions_by_hand(tmp_path):
    """8x8 in 2x2 patches behind c3: 4x4 of it reads 5x5 of c2 (a border on two sides), which reads 6x6 of the image.

    c2 has 2 filters of 9 products: 4 * 25 * 18 = 1800 in place of 64 * 18 = 1152. c3 has 3 filters of 18: 64 * 54 = 3456 either way.
    Memory: c3 whole, 192; a patch's image 36 (48 aligned) with its c2, 50 (64 aligned). Behind: c3 and the pool's 48.
    """
    graph = network(TWO, tmp_path)
    made = patchwise(graph, at(graph, "c3"), 2, held=False)
    assert (made.macs, made.whole) == (1800 + 3456, 1152 + 3456)
    assert (made.of_patches, made.of_rest) == (192 + 48 + 64, 192 + 48)
    assert patchwise(graph, at(graph, "c3"), 2, held=True).of_patches == 192 + 64 + 64
    first = next(patches(graph, at(graph, "c3"), 2))
    assert first.rows == first.columns == ((0, 6), (0, 5), (0, 4))


def test_three_patches_across_have_a_border_on_neither_side(tmp_path):
    """8 rows in 3: 0 to 2, 2 to 5, 5 to 8. The middle ones read 1 to 6 of c2, and 0 to 7 of the image."""
    graph = network(TWO, tmp_path)
    middle = list(patches(graph, at(graph, "c3"), 3))[4]
    assert middle.rows == ((0, 7), (1, 6), (2, 5))


def marked(graph, layer, rows, columns):
    """The places of every volume that a patch needs, found by following each of its places back, window by window."""
    needed = {i: set() for i in range(layer + 1)}
    needed[layer] = set(product(range(*rows), range(*columns)))
    for i in reversed(range(layer + 1)):
        node = graph.nodes[i]
        for position in node.inputs:
            _, _, height, width = graph.nodes[position].shape
            window = node.op.window(*node.input_shapes)
            for y, x in needed[i]:
                for dy, dx in product(range(window.kernel[0]), range(window.kernel[1])):
                    place = (y * window.stride[0] - window.padding[0] + dy * window.dilation[0],
                             x * window.stride[1] - window.padding[1] + dx * window.dilation[1])
                    if 0 <= place[0] < height and 0 <= place[1] < width:
                        needed[position].add(place)
    return needed


MIXED = """
input: [3, 19, 23]
layers:
  - conv: {name: a, filters: 4, kernel: 3, stride: 2, padding: 1}
  - residual:
      - conv: {name: b, filters: 4, kernel: 3, padding: 1, groups: 4}
      - relu
      - conv: {name: c, filters: 4, kernel: 5, padding: 2}
  - max_pool: {name: p, kernel: 3, stride: 2, padding: 1}
  - conv: {name: d, filters: 5, kernel: [1, 3], padding: [0, 1]}
  - conv: {name: e, filters: 5, kernel: 3, dilation: 2, padding: 2}
  - global_avg_pool
  - flatten
  - linear: {units: 3}
"""


@pytest.mark.parametrize("count", [1, 2, 3])
@pytest.mark.parametrize("layer", ["a", "c", "p", "d", "e"])
def test_regions_are_those_of_a_twin_that_marks_every_place(layer, count, tmp_path):
    """A region is the smallest rectangle around what is marked; without dilation every place in it is."""
    graph = network(MIXED, tmp_path)
    end = at(graph, "add1" if layer == "c" else layer)
    _, _, height, width = graph.nodes[end].shape
    cut = list(patches(graph, end, count))
    for number, patch in enumerate(cut):
        row, column = divmod(number, count)
        rows, columns = ((size * each // count, size * (each + 1) // count) for size, each in ((height, row), (width, column)))
        for i, places in marked(graph, end, rows, columns).items():
            ys, xs = ([place[axis] for place in places] for axis in (0, 1))
            assert (patch.rows[i], patch.columns[i]) == ((min(ys), max(ys) + 1), (min(xs), max(xs) + 1))
    assert sum(patch.area(end) for patch in cut) == height * width


def test_patches_of_arrays_give_what_the_whole_gives(tmp_path):
    """Each patch computed from its own region of the image, with zeros where the image ends: exactly the whole's values."""
    graph = network(TWO, tmp_path)
    draw = numpy.random.default_rng(0)
    image, kernels = draw.integers(-3, 4, (1, 8, 8)), [draw.integers(-3, 4, (2, 1, 3, 3)), draw.integers(-3, 4, (3, 2, 3, 3))]

    def convolved(x, kernel, sides):
        x = numpy.pad(x, ((0, 0), *sides))
        return numpy.array([[[(x[:, i:i + 3, j:j + 3] * each).sum() for j in range(x.shape[2] - 2)] for i in range(x.shape[1] - 2)]
                            for each in kernel])

    whole = convolved(convolved(image, kernels[0], ((1, 1),) * 2), kernels[1], ((1, 1),) * 2)
    for patch in patches(graph, at(graph, "c3"), 3):
        stretches = list(zip(patch.rows, patch.columns, strict=True))
        x = image[:, slice(*stretches[0][0]), slice(*stretches[0][1])]
        for kernel, before, after in zip(kernels, stretches, stretches[1:], strict=False):
            sides = [(since - (out - 1), out_end + 1 - until) for (since, until), (out, out_end) in zip(before, after, strict=True)]
            x = convolved(x, kernel, sides)
        assert (x == whole[:, slice(*patch.rows[-1]), slice(*patch.columns[-1])]).all()


@pytest.mark.parametrize("name", ["mobilenet_v2", "squeezenet1_1", "resnet18"])
def test_one_patch_is_the_network_and_more_patches_need_less_and_compute_more(name):
    graph = deployed(archcalc.build(name), pads=False)
    ways = [best(graph, count, held=True) for count in (1, 2, 4)]
    assert ways[0].macs == ways[0].whole
    assert ways[0].arena > ways[1].arena > ways[2].arena
    assert all(way.macs > way.whole for way in ways[1:])
    assert ways[2].arena >= aligned(prod(graph.nodes[ways[2].layer].shape)) + prod(graph.nodes[0].shape)


def test_a_plan_by_patches():
    told = archcalc.plan("mobilenet_v2", target="mcu", board="stm32f746", patches=4)
    way = told.head["patched"][0]
    assert way["arena"] < told.head["arena_bytes"] / 4
    assert told.table("ways").column("bytes")[-2] == way["arena"]
    assert any(f"{way['macs'] - way['whole']:,} MACs more" in note for note in told.notes)


@pytest.mark.parametrize(("network", "options", "message"), [
    ("gpt2", {"patches": 2}, "no first layers of the network can be cut into 2x2 patches"),
    ("lenet5", {"patches": 40}, "no first layers of the network can be cut into 40x40 patches"),
])
def test_what_cannot_be_cut_is_refused(network, options, message):
    with pytest.raises(ArchcalcError, match=re.escape(message)):
        archcalc.plan(network, target="mcu", **options)


def test_patches_want_the_target():
    with pytest.raises(ArchcalcError, match="--patches says nothing to a plan without --target mcu"):
        archcalc.plan("lenet5", patches=2)
