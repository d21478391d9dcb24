"""Laws that hold of every network, tried on random ones: nothing here knows a right figure, all know how figures relate."""

from collections import Counter
from fractions import Fraction
from math import prod

from hypothesis import assume, given, settings
from hypothesis import strategies as st

import archcalc
from archcalc.base.errors import ArchcalcError, Refused
from archcalc.counting import conventions
from archcalc.counting.columns import receptive_field
from archcalc.language.spec import read
from archcalc.language.text.document import parse
from archcalc.network.builder import build
from archcalc.operators import find
from archcalc.operators.kernels.adaptive_bins import bin_span
from archcalc.rendering.tables.folding import fold

SUMS = ("weights", "biases", "affine", "params", "buffers", "macs", "activations")
EXAMPLES = settings(max_examples=settings.default.max_examples * 2 // 5)
"""Forty, or two fifths of what the profile asks: each is a whole network."""


def written(value):
    """A value as YAML."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {written(each)}" for key, each in value.items()) + "}"
    return f"[{', '.join(map(written, value))}]" if isinstance(value, (list, tuple)) else str(value).lower()


SIZES, SMALL = st.integers(1, 12), st.integers(1, 3)
CONVS = st.fixed_dictionaries({"conv": st.fixed_dictionaries(
    {"filters": SIZES, "kernel": st.sampled_from([1, 3, 5])}, optional={"stride": SMALL, "bias": st.booleans(), "dilation": SMALL})}).map(
        lambda step: {"conv": step["conv"] | {"padding": "same"}})
POOLS = st.sampled_from(["max_pool", "avg_pool"]).flatmap(lambda kind: st.fixed_dictionaries({kind: st.fixed_dictionaries(
    {"kernel": st.sampled_from([2, 3])}, optional={"stride": SMALL})})).map(
        lambda step: {kind: values | {"padding": "same"} for kind, values in step.items()})
PLAIN = st.sampled_from(["relu", "batch_norm", "dropout", "gelu", "identity", "prelu"])
CHAINS = st.deferred(lambda: st.lists(STEPS, min_size=1, max_size=4))
KEEPING = st.lists(st.one_of(PLAIN, st.just({"max_pool": {"kernel": 3, "stride": 1, "padding": "same"}})), min_size=1, max_size=3)
STEPS = st.deferred(lambda: st.one_of(
    CONVS, POOLS, PLAIN, st.fixed_dictionaries({"residual": KEEPING}),
    st.tuples(KEEPING, KEEPING).map(lambda branches: {"concat": list(branches)}),
    st.tuples(SMALL, CHAINS).map(lambda loop: {"repeat": {"times": loop[0], "layers": loop[1]}}),
    st.tuples(st.sampled_from("abc"), KEEPING).map(lambda part: {"group": {"name": part[0], "layers": part[1]}})))
TEXTS = st.tuples(SMALL, st.integers(5, 40), st.integers(5, 40), CHAINS).map(
    lambda drawn: f"input: {list(drawn[:3])}\nlayers: {written(drawn[3])}\n")


def network(text, batch=1):
    """The graph; a network that doubles its channels until a volume has more than 2^63 values is not looked at."""
    try:
        return build(read(parse(text, "drawn.yaml"), "drawn"), batch)
    except ArchcalcError as error:
        assume(error.mistakes[0].code != "too-large")
        raise


def totals(graph, **options):
    return archcalc.analyze(graph, **options).table("layers").totals


@EXAMPLES
@given(TEXTS)
def test_rows_add_up_at_every_depth_under_every_convention(text):
    graph = network(text)
    for name in conventions.NAMES:
        table = archcalc.analyze(graph, convention=[name]).table("layers")
        for depth in (None, 1, 2):
            folded = table if depth is None else fold(table, depth)
            for key in SUMS:
                if key in folded.totals and None not in folded.column(key):
                    assert sum(folded.column(key)) == table.totals[key], (name, depth, key)


@EXAMPLES
@given(TEXTS, st.integers(2, 9))
def test_a_batch_scales_what_is_computed_and_held_exactly_and_the_weights_not_at_all(text, batch):
    one, many = totals(network(text)), totals(network(text, batch))
    assert {key: one[key] * batch for key in ("macs", "activations")} == {key: many[key] for key in ("macs", "activations")}
    assert {key: one[key] for key in ("params", "buffers")} == {key: many[key] for key in ("params", "buffers")}


@EXAMPLES
@given(TEXTS)
def test_a_repeat_is_its_layers_written_out(text):
    graph = network(text)
    def step(node):
        named = {"name": f'"{node.name}"', "from": [f'"{graph.nodes[i].name}"' for i in node.inputs]}
        return f"  - {node.op.kind}: {written(named | node.op.attributes)}"

    steps = [step(node) for node in graph.nodes if node.inputs]
    again = network(f"input: {list(graph.nodes[0].shape[1:])}\nlayers:\n" + "\n".join(steps))
    assert [(node.op, node.shape, node.inputs) for node in again.nodes] == [(node.op, node.shape, node.inputs) for node in graph.nodes]


@EXAMPLES
@given(KEEPING, KEEPING)
def test_the_order_of_branches_changes_no_total(one, other):
    first, second = ("input: [4, 9, 9]\nlayers: " + written([{"concat": branches}]) for branches in ([one, other], [other, one]))
    assert totals(network(first)) == totals(network(second))


@given(st.integers(1, 8), st.integers(1, 8), st.integers(1, 9), st.booleans())
def test_a_1x1_convolution_of_one_pixel_is_a_linear_layer(channels, filters, batch, bias):
    conv, linear = find("conv")(filters=filters, kernel=(1, 1), bias=bias), find("linear")(units=filters, bias=bias)
    volume, vector = (batch, channels, 1, 1), (batch, channels)
    assert conv.cost(conv.output(volume), volume) == linear.cost(linear.output(vector), vector)
    of_conv, of_linear = conv.weights(volume).values(), linear.weights(vector).values()
    assert [prod(weight.shape) for weight in of_conv] == [prod(weight.shape) for weight in of_linear]


@given(st.integers(1, 6), st.integers(1, 6), st.integers(1, 4), st.integers(1, 5), st.integers(5, 20))
def test_groups_divide_the_weights_and_the_work(channels, filters, groups, kernel, size):
    x = (1, channels * groups, size, size)
    whole, grouped = (find("conv")(filters=filters * groups, kernel=(kernel, kernel), groups=count) for count in (1, groups))
    assert grouped.output(x) == whole.output(x)
    assert grouped.cost(grouped.output(x), x).macs * groups == whole.cost(whole.output(x), x).macs
    assert prod(grouped.weights(x)["weight"].shape) * groups == prod(whole.weights(x)["weight"].shape)


@given(st.integers(1, 30), st.integers(1, 7), st.integers(1, 4), st.integers(0, 3), st.integers(1, 3), st.booleans())
def test_a_larger_input_never_gives_a_smaller_output(size, kernel, stride, padding, dilation, ceil):
    square, strides = (kernel, kernel), (stride, stride)
    for op in (find("conv")(filters=1, kernel=square, stride=strides, padding=(padding,) * 4, dilation=(dilation, dilation)),
               find("max_pool")(kernel=square, stride=strides, padding=(min(padding, kernel - 1),) * 4, ceil=ceil)):
        try:
            smaller = op.output((1, 1, size, size))
        except Refused:
            continue
        assert op.output((1, 1, size + 1, size + 1))[2] >= smaller[2]


@given(st.integers(1, 20), st.integers(1, 5), st.integers(1, 4), st.integers(0, 2), st.integers(1, 3))
def test_a_transposed_convolution_gives_back_the_size_that_a_convolution_took(size, kernel, stride, padding, dilation):
    conv = find("conv")(filters=1, kernel=(kernel, kernel), stride=(stride, stride), padding=(padding,) * 4, dilation=(dilation, dilation))
    back = find("conv_transpose")(**{name: value for name, value in conv.attributes.items() if name in find("conv_transpose").fields})
    try:
        small = conv.output((1, 1, size, size))
        again = back.output(small)[2]
    except Refused:
        return
    assert again == size - (size + 2 * padding - dilation * (kernel - 1) - 1) % stride


@given(st.integers(1, 200), st.integers(1, 200))
def test_the_widest_bin_is_the_widest_of_all(size, bins):
    assert bin_span(size, bins) == max(-(-(i + 1) * size // bins) - i * size // bins for i in range(bins))


@EXAMPLES
@given(TEXTS)
def test_a_receptive_field_never_shrinks_along_a_chain(text):
    graph = network(text)
    cells = list(receptive_field.cells(graph))
    for node, (field,) in zip(graph.nodes, cells, strict=True):
        for i in node.inputs:
            assert all(mine >= before for mine, before in zip(field["size"], cells[i][0]["size"], strict=True)), node.name


@EXAMPLES
@given(TEXTS)
def test_a_layers_figures_are_those_of_its_operator_alone(text):
    graph = network(text)
    table = archcalc.analyze(graph).table("layers")
    by_role = Counter()
    for node in graph.nodes:
        for weight in node.op.weights(*node.input_shapes).values():
            by_role[weight.role] += prod(weight.shape)
    assert table.totals["params"] == sum(by_role.values()) - by_role["buffer"]
    assert table.totals["macs"] == sum(node.op.cost(node.shape, *node.input_shapes).macs for node in graph.nodes)


@EXAMPLES
@given(TEXTS, st.sampled_from(["float64", "float16", "int8"]))
def test_bytes_are_values_times_their_size(text, dtype):
    graph, size = network(text), {"float64": 8, "float16": 2, "int8": 1}[dtype]
    assert Fraction(totals(graph, dtype=dtype)["activation_bytes"], totals(graph)["activation_bytes"]) == Fraction(size, 4)
