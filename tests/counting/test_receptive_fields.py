"""Receptive fields: tables worked out by PyTorch's gradients, and the sets of pixels that values see, found one by one."""

import json
import random
from pathlib import Path

import pytest
import seen_pixels
from seen_values import random_values
from together import together

from archcalc import analyze, build, check, explain, load, render
from archcalc.base import units
from archcalc.counting.columns import receptive_field
from archcalc.language.spec import read
from archcalc.language.text.document import parse
from archcalc.loading.library import names

ORACLE = Path(__file__).parents[1] / "oracle"
RECORDED = json.loads((ORACLE / "receptive_fields.json").read_text("utf-8"))
BY_GRADIENTS = RECORDED["gradients"]["networks"]
MEASURED = 192
"""So many of the bundled networks have been compared; tests/oracle/receptive_fields.py goes on with those that are named."""


def graph_of(layers, shape=(1, 64, 64)):
    text = f"input: {list(shape)}\nlayers:\n" + "".join(f"  - {layer}\n" for layer in layers)
    return build(read(parse(text, "chain.yaml"), "chain"))


def told(graph, name=""):
    """The field of a layer, of the last without a name."""
    cells = [cell for cell, in receptive_field.cells(graph)]
    return cells[[node.name for node in graph.nodes].index(name) if name else -1]


CONV, POOL = "conv: {filters: 1, kernel: 3}", "avg_pool: {kernel: 2}"
PADDED = "conv: {filters: 1, kernel: 3, padding: 1}"
ROWS = [
    (["upsample: {scale: 2}"], 1), (["upsample: {scale: 2, mode: bilinear}"], 2),
    (["conv_transpose: {filters: 1, kernel: 2, stride: 2}"], 1), (["conv_transpose: {filters: 1, kernel: 4, stride: 2, padding: 1}"], 2),
    (["conv_transpose: {filters: 1, kernel: 3, stride: 2, padding: 1, output_padding: 1}"], 2),
    (["conv_transpose: {filters: 1, kernel: 3, stride: 3}"], 1),
    ([CONV, POOL, "conv_transpose: {filters: 1, kernel: 2, stride: 2}", CONV], 6), ([CONV, POOL, "upsample: {scale: 2}", CONV], 6),
    ([CONV, POOL, "upsample: {scale: 2, mode: bilinear}", CONV], 8),
    ([CONV, POOL, "conv_transpose: {filters: 1, kernel: 4, stride: 2, padding: 1}", CONV], 8),
    (["conv: {filters: 1, kernel: 3, stride: 2}", "upsample: {scale: 2}", "conv: {filters: 1, kernel: 3, stride: 2}"], 5),
    (["avg_pool: {kernel: 4}", "upsample: {scale: 2}", CONV], 8), (["upsample: {scale: 2}", POOL], 1),
    ([PADDED, "upsample: {size: 96, mode: bilinear}"], 4), ([PADDED, "upsample: {size: 32}", PADDED], 7), ([CONV] * 3, 7),
    (["conv: {filters: 1, kernel: 7, stride: 2, padding: 3}", "avg_pool: {kernel: 3, stride: 2, padding: 1}", PADDED], 19),
]


@pytest.mark.parametrize(("layers", "size"), ROWS, ids=[", ".join(layers) for layers, _ in ROWS])
def test_a_chain_sees_what_gradients_in_pytorch_reach(layers, size):
    pooled = [layer.replace("avg_pool", "max_pool") for layer in layers]
    assert [told(graph_of(each))["size"] for each in (layers, pooled)] == [[size, size]] * 2


UNET = {
    140: ["level_5/conv2", "up_4/up_conv", "up_4/concat1"], 156: ["up_4/convs/conv1"], 172: ["up_4/convs/conv2", "up_3/up_conv", "up_3/concat1"],
    188: ["up_3/convs/conv1", "up_3/convs/conv2", "up_2/up_conv", "up_2/concat1"],
    204: ["up_2/convs/conv1", "up_2/convs/conv2", "up_1/up_conv", "up_1/concat1", "up_1/convs/conv1", "up_1/convs/conv2", "output"],
}
PLACES = {"up_3/convs/conv1": "172 and 188", **dict.fromkeys(UNET[204], "188 and 204")}
"""Where places differ, the extents that occur."""


@pytest.fixture(scope="module")
def unet():
    return build(load("unet"))


@pytest.mark.parametrize(("size", "name"), [(size, name) for size, names in UNET.items() for name in names])
def test_unet_sees_what_gradients_in_pytorch_reach(unet, size, name):
    assert told(unet, name)["size"] == [size, size]
    (row,) = [step for step in explain("unet", name).tables[0].records() if step["figure"] == "receptive field"]
    said = f"the widest; by place {PLACES[name]}; " if name in PLACES else ""
    assert row["unit"].rpartition("stride")[0] == said
    assert row["result"] == f"{size}x{size}"


MIXED = """
input: [4, 8, 8]
layers:
  - conv: {filters: 4, kernel: 3, padding: 1}
  - reshape: {name: k, shape: [4, 64]}
  - transpose: {name: q, order: [0, 2, 1]}
  - matmul: {name: alike, from: [q, k]}
  - softmax: {name: scores, axis: 2}
  - matmul: {from: [scores, q]}
"""
WINDOWS = """
input: [16, 8, 8]
layers:
  - conv: {filters: 16, kernel: 3, padding: 1}
  - reshape: {shape: [16, 2, 4, 2, 4]}
  - transpose: {order: [0, 2, 4, 3, 5, 1]}
  - regroup: {name: cut, shape: [4, 16, 16]}
  - attention: {heads: 2}
"""


def test_attention_written_out_sees_everything_and_its_windows_alone_where_it_is_cut():
    mixed, windows = (build(read(parse(text, "net.yaml"), "net")) for text in (MIXED, WINDOWS))
    sizes = [told(mixed, name)["size"] for name in ("k", "q", "alike", "scores", "matmul1")]
    assert sizes == [[3, 3], [3, 3], [10, 10], [10, 10], [10, 10]]
    assert [told(windows, name)["size"] for name in ("conv1", "cut", "attention1")] == [[3, 3], [3, 3], [6, 6]]
    assert all("at_most" not in cell for graph in (mixed, windows) for cell, in receptive_field.cells(graph))


@pytest.mark.parametrize("whole", ["reduce: {function: mean, axes: [2, 3], kept: true}", "global_avg_pool", "instance_norm", "group_norm: {groups: 1}",
                                   "adaptive_max_pool: {output: 1}"])
def test_what_mixes_all_places_sees_all_of_the_map(whole):
    assert told(graph_of(["conv: {filters: 3, kernel: 3, padding: 1}", whole], (3, 32, 32)))["size"] == [34, 34]


def test_a_fully_connected_layer_sees_the_map_that_was_flattened():
    vgg, vit = build(load("vgg16")), build(load("vit_b16"))
    assert [told(vgg, name)["size"] for name in ("pool5", "flatten1", "fc6", "fc8")] == [[212, 212], [212, 212], [404, 404], [404, 404]]
    assert [told(vit, name)["size"] for name in ("patches", "encoder1/norm1", "encoder1/msa")] == [[16, 16], [16, 16], [224, 224]]


@pytest.mark.parametrize(("layers", "arithmetic", "result", "unit"), [
    (["upsample: {scale: 3}", PADDED], "0 + 1 + 1", "2x2", "the widest; by place 1 and 2; stride 1/3, padding 1"),
    (["conv: {filters: 4, kernel: 3, stride: [3, 2]}"], "1 + (3 - 1)*1", "3x3", "stride 3x2, padding 0"),
    (["conv: {filters: 4, kernel: [3, 5], padding: [1, 1, 2, 2]}"], "1 + (3 - 1)*1, 1 + (5 - 1)*1", "3x5", "stride 1, padding 1x2"),
    ([PADDED, "conv_transpose: {filters: 1, kernel: 4, stride: 2, padding: 1}"], "3 + (2 - 1)*1", "4x4", "stride 1/2, padding 2"),
    ([PADDED, "upsample: {size: [96, 64], mode: bilinear}"], "3 + (2 - 1)*1", "4x3", "stride 2/3x1, padding 2x1"),
    (["conv: {filters: 1, kernel: [1, 3], padding: [0, 0, 1, 1]}", "upsample: {size: [96, 64], corners: true, mode: bilinear}"], "1 + (2 - 1)*1", "2x3",
     "the widest; by place 1 and 2 high, 3 wide; stride 63/95x1, padding 0x1"),
])
def test_the_derivation_is_in_whole_numbers_and_gives_its_result(layers, arithmetic, result, unit, tmp_path):
    path = tmp_path / "net.yaml"
    path.write_text("input: [1, 64, 64]\nlayers:\n" + "".join(f"  - {layer}\n" for layer in layers), "utf-8")
    name = build(load(path)).nodes[-1].name
    (row,) = [step for step in explain(path, name).tables[0].records() if step["figure"] == "receptive field"]
    assert (row["result"], row["unit"]) == (result, unit)
    assert arithmetic in {row["arithmetic"], *row["arithmetic"].split(", ")}
    for way in row["arithmetic"].split(", "):
        assert eval(way) in set(map(int, result.split("x")))


LATE = ["upsample: {size: 4097}", "opaque: {operator: Einsum, shape: [1, 1, 64, 64]}"]


@pytest.mark.parametrize("layer", LATE)
def test_a_field_that_is_not_followed_everywhere_is_called_a_bound(layer, tmp_path):
    graph = graph_of([PADDED, layer, PADDED], (1, 64, 64))
    field = told(graph)
    assert field["at_most"] is True
    assert field["size"] == [66, 66]
    assert units.field(field) == "at most 66x66"
    path = tmp_path / "net.yaml"
    path.write_text(f"input: [1, 64, 64]\nlayers: [{PADDED}, {layer}, {PADDED}]\n", "utf-8")
    (row,) = [step for step in explain(path, "conv2").tables[0].records() if step["figure"] == "receptive field"]
    assert (row["result"], row["arithmetic"], row["unit"][:28]) == ("at most 66x66", "", "a bound, as not every place ")
    assert "at most 66x66" in render(analyze(path), "csv")


def test_values_that_a_reshape_scatters_are_seen_at_most_as_a_whole():
    # rows of 6 in rows of 8: a value of the sum sees places of two rows, and up to 5 columns
    field = told(graph_of(["reshape: {shape: [12, 8]}", "reduce: {function: sum, axes: [1]}"], (4, 4, 6)))
    assert (field["size"], field["at_most"]) == ([4, 6], True)


def test_phases_are_worked_out_up_to_a_bound_for_a_whole_network(monkeypatch):
    monkeypatch.setattr("archcalc.counting.receptive_fields.network_fields._MOST_WORK", 20_000)
    layers = [layer for size in (1021, 1019, 1013) for layer in (f"upsample: {{size: {size}}}", PADDED)] * 3
    fields = [cell for cell, in receptive_field.cells(graph_of(layers, (1, 997, 997)))]
    assert [bool(cell.get("at_most")) for cell in fields[:3]] == [False, False, False]
    assert fields[-1]["at_most"] is True
    assert fields[-1]["size"] == fields[-2]["size"]
    # the image and what padding saw around it
    assert 997 <= fields[-1]["size"][0] <= 997 + 2 * 9


def test_homework_is_marked_by_the_exact_field():
    (right,), (wrong,) = (check({"unet.up_4/up_conv.receptive_field": answer}).tables[0].records() for answer in ("140", "148x148"))
    assert (right["verdict"], wrong["verdict"], wrong["expected"]) == ("correct", "wrong", "140x140")


@together("number", range(120))
def test_a_network_sees_what_sets_of_pixels_tell(number):
    text, graph = seen_pixels.random_network(random.Random(f"sample {number}"))
    wrong, _ = seen_pixels.compared(graph)
    assert not wrong, text


@together("number", range(120))
def test_values_that_are_moved_and_mixed_see_what_arrays_of_pixels_tell(number):
    text, wrong, _ = random_values(random.Random(f"sample {number}"))
    assert not wrong, text


def test_the_recorded_comparisons_differ_nowhere():
    assert RECORDED["networks"]["networks"] >= 10_000
    assert [RECORDED[name]["differences"] for name in ("networks", "values", "gradients")] == [0, 0, 0]
    assert len(BY_GRADIENTS) >= MEASURED
    assert {"unet", "yolov3", "retinanet_resnet50", "swin_t", "efficientnet_b0", "vit_b16"} <= BY_GRADIENTS.keys() <= names().keys()


@pytest.mark.quick(cases=12)
@pytest.mark.parametrize("name", sorted(BY_GRADIENTS, key=lambda name: (BY_GRADIENTS[name]["layers"], name)))
def test_fields_are_those_that_gradients_in_pytorch_have(name):
    """Some of each network, as tests/oracle/receptive_fields.py recorded them, on its image."""
    size, graph = BY_GRADIENTS[name]["image"], build(name)
    _, channels, *sides = graph.nodes[0].shape
    if size and size != sides[0]:
        graph = build(load(name, input_size=f"{channels}x{size}x{size}"))
    fields = {node.name: cell and cell["size"][0] for node, (cell,) in zip(graph.nodes, receptive_field.cells(graph), strict=True)}
    assert {layer: fields[layer] for layer in BY_GRADIENTS[name]["fields"]} == BY_GRADIENTS[name]["fields"]
