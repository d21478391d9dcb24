"""The table of a network: its figures, its laws, its JSON."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

import archcalc
from archcalc.base.report import Table
from archcalc.counting import conventions
from archcalc.counting.columns import in_order
from archcalc.loading.library import names
from archcalc.rendering.tables.folding import fold

CLASSICS = {
    # name: (params, MACs), from independent implementations
    "lenet5": (61_706, 416_520),
    "lenet5_1998": (60_000, 325_680),
    "alexnet": (62_378_344, 1_135_256_096),
    "alexnet_2gpu": (60_965_224, 724_406_816),
    "alexnet_owt": (61_100_840, 714_188_480),
    "zfnet": (107_627_624, 2_476_704_896),
    "zfnet_2013": (62_357_608, 1_168_032_896),
    "vgg11": (132_863_336, 7_609_090_048),
    "vgg11_lrn": (132_863_336, 7_609_090_048),
    "vgg13": (133_047_848, 11_308_466_176),
    "vgg16_c": (133_638_952, 11_770_888_192),
    "vgg16": (138_357_544, 15_470_264_320),
    "vgg19": (143_667_240, 19_632_062_464),
    "vgg11_bn": (132_868_840, 7_609_090_048),
    "vgg13_bn": (133_053_736, 11_308_466_176),
    "vgg16_bn": (138_365_992, 15_470_264_320),
    "vgg19_bn": (143_678_248, 19_632_062_464),
    "googlenet": (6_998_552, 1_582_671_872),
    "resnet18_a": (11_515_688, None),
    "resnet34_a": (21_623_848, None),
    "cifar_resnet20": (269_722, None),
    "cifar_resnet1202": (19_421_274, None),
    "cifar_densenet40_k12": (1_019_722, None),
}
ADDED = ("weights", "biases", "affine", "params", "buffers", "macs", "activations", "activation_bytes")
SOME = ("lenet5_1998", "vgg16_bn", "googlenet", "resnet50", "densenet121", "mobilenet_v2", "nasnet_mobile", "vit_b16", "unet")


def layers(name: str, **settings) -> Table:
    return archcalc.analyze(name, **settings).table("layers")


@pytest.mark.parametrize(("name", "params", "macs"), [(name, *figures) for name, figures in CLASSICS.items()])
def test_the_classics_are_exact(name, params, macs):
    totals = layers(name).totals
    assert totals["params"] == params
    assert macs is None or totals["macs"] == macs


@pytest.mark.parametrize(("layer", "size", "stride", "padding"), [("pool5", 212, 32, 90), ("conv1_1", 3, 1, 1)])
def test_receptive_fields_are_those_of_the_literature(layer, size, stride, padding):
    (told,) = [row["receptive_field"] for row in layers("vgg16").records() if row["name"] == layer]
    assert told == {"size": [size] * 2, "stride": [stride] * 2, "padding": [padding] * 2}


def test_the_places_of_the_columns_are_numbered_one_by_one():
    places = [each.PLACE for each in in_order() if hasattr(each, "PLACE")]
    assert places == [*range(len(places))]


def test_the_rows_of_the_lecture_and_its_total():
    assert layers("vgg16").totals["activations"] == 15_237_608
    assert layers("vgg16", convention=["lecture-total"]).totals["activations"] == 24_319_464
    assert layers("vgg16", convention=["lecture"]).totals["params"] == 138_344_128


@pytest.mark.parametrize("name", SOME)
def test_rows_add_up_to_the_totals_at_every_depth(name):
    table = layers(name)
    for depth in range(5):
        folded = fold(table, depth) if depth else table
        for key in ADDED:
            assert sum(folded.column(key)) == table.totals[key]


@pytest.mark.parametrize("name", SOME)
def test_what_the_table_hides_counts_nothing(name):
    table = layers(name)
    assert all(table.column(key)[i] == 0 for i in table.hidden for key in ADDED)


@pytest.mark.slow
@given(st.sampled_from(SOME), st.integers(1, 64))
def test_a_batch_scales_what_is_computed_and_held_and_nothing_else(name, batch):
    one, many = layers(name).totals, layers(name, batch=batch).totals
    for key in ADDED:
        assert many[key] == one[key] * (batch if key in {"macs", "activations", "activation_bytes"} else 1)


@given(st.sampled_from(["float16", "bfloat16", "float32", "float64", "int8"]))
def test_bytes_follow_the_type_of_a_value(dtype):
    totals = layers("alexnet", dtype=dtype).totals
    width = {"float16": 2, "bfloat16": 2, "float32": 4, "float64": 8, "int8": 1}[dtype]
    assert totals["activation_bytes"] == totals["activations"] * width


def test_json_is_the_contract():
    told = json.loads(archcalc.render(archcalc.analyze("vgg16"), "json"))
    assert told["schema"] == "archcalc/report/1"
    assert told["architecture"]["name"] == "vgg16"
    assert told["convention"] == {"memory": "lecture", "params": "exact", "operations": "macs"}
    assert told["inputs"] == [{"name": "input", "shape": [3, 224, 224]}]
    assert (told["batch"], told["dtype"]) == (1, "float32")
    first, conv = told["layers"][:2]
    assert (first["op"], first["activations"]) == ("input", 150_528)
    expected = {"name": "conv1_1", "op": "conv", "path": ["stage1"], "inputs": ["input"], "output_shape": [64, 224, 224],
                "weights": 1728, "biases": 64, "affine": 0, "params": 1792, "buffers": 0, "macs": 86_704_128,
                "activations": 3_211_264, "activation_bytes": 12_845_056,
                "receptive_field": {"size": [3, 3], "stride": [1, 1], "padding": [1, 1]}}
    assert {key: conv[key] for key in expected} == expected
    assert (conv["attributes"]["filters"], conv["attributes"]["kernel"]) == (64, [3, 3])
    assert told["layers"][2] | {"name": "relu1_1", "activations": 0} == told["layers"][2]
    assert [output["shape"] for output in told["outputs"]] == [[1000]]
    totals = {"weights": 138_344_128, "biases": 13_416, "affine": 0, "params": 138_357_544, "buffers": 0,
              "macs": 15_470_264_320, "activations": 15_237_608, "activation_bytes": 60_950_432, "weight_layers": 16}
    assert told["totals"] == totals


def test_default_conventions_exist():
    assert set(conventions.rules(conventions.DEFAULTS)) == {"memory", "params", "operations"}


LONG = {"cifar_resnet1202", "cifar_preresnet1001", "cifar_preresnet164", "nasnet_large", "densenet264", "cifar_resnet110"}


@pytest.mark.sampled(one_in=4)
@pytest.mark.parametrize("name", [pytest.param(name, marks=() if number % 8 == 0 and name not in LONG else pytest.mark.slow)
                                  for number, name in enumerate(names())])
def test_every_network_is_analysed_in_every_text_format(name):
    report = archcalc.analyze(name, formulas=True)
    for form in ("text", "markdown", "csv", "json"):
        assert archcalc.render(report, form)
