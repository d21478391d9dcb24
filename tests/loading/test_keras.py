"""Keras's models: configurations as records, layers, figures; what is hostile, unknown or left open. No Keras takes part."""

import json
import re
from functools import partial
from math import prod
from pathlib import Path

import pytest
from keras_configs import dense, functional, layer, loaded, tensor

import archcalc
from archcalc.base.errors import ArchcalcError, Refused
from archcalc.loading.keras.layers import rule_of
from archcalc.loading.keras.model_records import LayerRecord
from archcalc.loading.keras.saved_config import of_config

ORACLE = Path(__file__).parent.parent / "oracle"
CASES = json.loads((ORACLE / "keras_layers.json").read_text("utf-8"))
FURTHEST = 1e-4


@pytest.fixture
def load(tmp_path):
    """The network of a configuration."""
    return partial(loaded, tmp_path)


def rows(network):
    """Sizes and values held by each of Keras's layers, and the values of weights that are not trained."""
    found, buffers = {}, 0
    for node in network.build().nodes:
        name = node.path[0] if node.path else node.name
        own = {key: weight for key, weight in node.op.weights(*node.input_shapes).items() if key not in node.elsewhere}
        buffers += sum(prod(weight.shape) for weight in own.values() if weight.role == "buffer")
        found[name] = node.shape, found.get(name, ((), 0))[1] + sum(prod(weight.shape) for weight in own.values())
    return found, buffers


def test_every_layer_has_the_row_that_keras_prints(load):
    """Name, output shape, parameters, trained parameters and FLOPs of 200 small models, as Keras and PyTorch give them."""
    wrong = []
    for case in CASES:
        network = load(case["config"], "m.json")
        own, buffers = rows(network)
        unknown = case["name"] == "own"  # a file does not tell what somebody's own layer holds
        for name, shape, count in case["rows"]:
            sizes = [size for size in shape if size is not None]
            fits = (
                name in own and len(own[name][0]) == len(shape) and all(own[name][0].count(size) >= sizes.count(size) for size in sizes)
            )
            if not fits or (own[name][1] != count and not unknown):
                wrong.append((case["name"], name, shape, count, own.get(name)))
        held = sum(count for _, count in own.values())
        macs = archcalc.analyze(network, convention=["torch"]).table("layers").totals["macs"]
        if not unknown and (held, held - buffers, macs) != (case["params"], case["trained"], case["flops"]):
            wrong.append((case["name"], held, held - buffers, macs))
        if isinstance(case["apart"], float) and case["apart"] > FURTHEST:
            wrong.append((case["name"], case["apart"]))
    assert wrong == []


def test_every_application_is_as_keras_has_it():
    """Recorded: rows, parameters and FLOPs of all of keras.applications; of those that are bundled, too, both agree."""
    recorded = json.loads((ORACLE / "keras_applications.json").read_text("utf-8"))
    assert len(recorded) == 40
    assert {name: case["wrong"] for name, case in recorded.items() if case["wrong"]} == {}
    for name, twin in {"VGG16": "vgg16", "VGG19": "vgg19", "DenseNet121": "densenet121", "DenseNet169": "densenet169"}.items():
        totals = archcalc.analyze(twin, convention=["keras"]).table("layers").totals
        assert (recorded[name]["params"], recorded[name]["flops"]) == (totals["params"], 2 * totals["macs"]), name


def test_flops_are_pytorchs_but_where_keras_works_a_step_out_twice():
    """Its loop over steps, which every recurrent layer takes that is none of PyTorch's own, begins with one more."""
    different = {case["name"]: case["pytorch_flops"] / case["flops"] for case in CASES if case["pytorch_flops"] != case["flops"]}
    assert different.pop("own") > 1  # somebody's own product
    assert {name for name in different if not re.search(r"RNN|ConvLSTM|reset_after=False|words", name)} == set()
    assert {round(1 / (ratio - 1)) for ratio in different.values()} == {4, 5, 10}  # as many steps as there are


def test_the_classes_of_keras_have_a_rule_or_are_told():
    classes = json.loads((ORACLE / "keras_classes.json").read_text("utf-8"))
    without = {kind for kind in classes if rule_of(LayerRecord(kind, kind, True, {})) is None}
    assert without == {
        "FlaxLayer",
        "JaxLayer",
        "Layer",
        "MaxNumBoundingBoxes",
        "MelSpectrogram",
        "Pipeline",
        "STFTSpectrogram",
        "TFSMLayer",
        "TorchModuleWrapper",
        "Wrapper",  # these are told by name, with the arrays that they hold
        "GRUCell",
        "LSTMCell",
        "SimpleRNNCell",
        "StackedRNNCells",
    }  # these stand in RNN


class TestModels:
    def test_a_layer_called_twice_is_counted_once(self, load):
        twice = layer("Dense", "d", calls=[[tensor("x", 8)], [tensor("d", 8)]], units=8, use_bias=True, activation="linear")
        graph = load(functional(twice, dense("head", 2, tensor("d", 8, call=1)), shape=(8,))).build()
        assert [node.name for node in graph.nodes] == ["x", "d", "d_2", "head"]
        assert [weight.holder for weight in graph.node("d_2").shared] == ["d.weight", "d.bias"]

    def test_a_model_within_a_model_is_a_module_and_shares_what_it_holds(self, load):
        inner = functional(dense("a", 4, tensor("x", 8)), dense("b", 8, tensor("a", 4)), shape=(8,), name="tower")
        tower = inner | {
            "name": "tower",
            "inbound_nodes": [{"args": [tensor("x", 8)], "kwargs": {}}, {"args": [tensor("tower", 8)], "kwargs": {}}],
        }
        network = load(functional(tower, dense("head", 2, tensor("tower", 8, call=1)), shape=(8,)))
        assert [node.name for node in network.build().nodes] == ["x", "tower/a", "tower/b", "tower_2/a", "tower_2/b", "head"]
        assert rows(network)[0]["tower"] == ((1, 8), 76)
        assert rows(network)[0]["tower_2"] == ((1, 8), 0)

    def test_a_sequential_model_begins_with_the_size_that_it_was_built_for(self, load):
        dense_alone = {key: value for key, value in dense("d", 3).items() if key != "inbound_nodes"}
        network = load({"class_name": "Sequential", "config": {"name": "s", "layers": [dense_alone], "build_input_shape": [None, 4]}})
        assert [(node.name, node.shape) for node in network.build().nodes] == [("input", (1, 4)), ("d", (1, 3))]

    def test_the_older_form_of_keras_2(self, load):
        conv = {
            "class_name": "Conv2D",
            "name": "c",
            "config": {"name": "c", "filters": 4, "kernel_size": [3, 3], "padding": "same"},
            "inbound_nodes": [[["x", 0, 0, {}]]],
        }
        add = {"class_name": "Add", "name": "a", "config": {"name": "a"}, "inbound_nodes": [[["c", 0, 0, {}], ["c", 0, 0, {}]]]}
        first = {
            "class_name": "InputLayer",
            "name": "x",
            "config": {"batch_input_shape": [None, 8, 8, 3], "name": "x"},
            "inbound_nodes": [],
        }
        older = {
            "class_name": "Model",
            "config": {"name": "old", "layers": [first, conv, add], "input_layers": [["x", 0, 0]], "output_layers": [["a", 0, 0]]},
            "keras_version": "2.2.4",
            "backend": "tensorflow",
        }
        assert [(node.op.kind, node.shape) for node in load(older, "old.json").build().nodes] == [
            ("input", (1, 3, 8, 8)),
            ("conv", (1, 4, 8, 8)),
            ("add", (1, 4, 8, 8)),
        ]

    def test_padding_same_at_stride_2_is_on_one_side(self, load):
        conv = layer("Conv2D", "c", [tensor("x", 8, 8, 3)], filters=4, kernel_size=[3, 3], strides=[2, 2], padding="same")
        node = load(functional(conv)).build().node("c")
        assert (node.shape, node.op.window(*node.input_shapes).padding) == ((1, 4, 4, 4), (0, 0))

    def test_somebodys_own_layer_is_told_and_totals_are_at_least(self, load):
        own = layer("Dense", "mine", [tensor("x", 8)], module="my_package", registered="my_package>Dense")
        graph = load(functional(own, dense("head", 2, tensor("mine", 5)), shape=(8,))).build()
        assert (graph.node("mine").shape, graph.gap.without, graph.gap.values) == ((1, 5), (("Dense", "mine"),), None)
        assert "at least 12 values, and those of layers whose arrays the file does not tell" in graph.title

    def test_what_a_layer_without_a_rule_gives_last_is_not_known(self, load):
        own = layer("Own", "mine", [tensor("d", 4)], module="m")
        graph = load(functional(dense("d", 4, tensor("x", 8)), own, shape=(8,))).build()
        assert (len(graph.nodes), graph.gap.read, graph.gap.values, graph.gap.reason) == (2, 36, None, "no rule for Own 'mine'")

    def test_what_does_not_train_is_told(self, load):
        graph = load(functional(dense("d", 4, tensor("x", 8), trainable=False), shape=(8,))).build()
        assert graph.notes == ("d: trainable: false, so that no parameter of it trains",)

    def test_a_key_that_no_rule_reads_is_told(self, load):
        graph = load(functional(dense("d", 4, tensor("x", 8), wings=2, kernel_initializer={}, seed=7), shape=(8,))).build()
        assert graph.notes == ("d: 'wings' is not looked at",)

    def test_what_is_of_training_alone_is_told_once(self, load):
        held = {"kernel_regularizer": {"class_name": "L2"}, "kernel_initializer": {"class_name": "Zeros"}}
        graph = load(functional(dense("d", 4, tensor("x", 8), **held), dense("e", 4, tensor("d", 4), **held), shape=(8,))).build()
        (note,) = graph.notes
        assert note.startswith("of training alone, and not used: initializers, regularizers")

    def test_quantized_weights_and_shapes_of_building_that_differ_are_told(self, load):
        policy = {"class_name": "QuantizedDTypePolicy", "config": {"mode": "int8", "source_name": "float32"}}
        quantized = dense("d", 4, tensor("x", 8), dtype=policy, quantization_config={"class_name": "Int8QuantizationConfig"})
        relu = layer("Activation", "r", [tensor("d", 4)], activation="relu")
        relu["build_config"] = {"input_shape": [None, 9]}
        assert load(functional(quantized, relu, shape=(8,))).build().notes == (
            "1 layer with the policy int8_from_float32: counted in float32, whatever their arrays are held in",
            "d: 'quantization_config' is not looked at", "r: it was built for '[null, 9]', and reads [1, 4]")

    def test_sections_and_borders_are_read(self, load):
        cut = [{"class_name": "__ellipsis__", "config": {}},
               {"class_name": "__slice__", "config": {"start": 1, "stop": 6, "step": 2}}]
        conv = layer("Conv2D", "c", [tensor("x", 8, 8, 3)], filters=8, kernel_size=[1, 1])
        section = layer("GetItem", "s", [tensor("c", 8, 8, 8), cut], module="keras.src.ops.numpy")
        border = layer("Pad", "p", [tensor("s", 8, 8, 3)], module="keras.src.ops.numpy",
                       pad_width=[[0, 0], [1, 0], [0, 2], [0, 5]], mode="constant")
        nodes = load(functional(conv, section, border)).build().nodes
        assert [(node.op.kind, node.shape) for node in nodes[2:]] == [("select", (1, 3, 8, 8)), ("pad", (1, 8, 9, 10))]

    def test_a_shape_that_differs_is_told(self, load):
        graph = load(
            functional(dense("d", 4, tensor("x", 8)), layer("Activation", "e", [tensor("d", 5)], activation="relu"), shape=(8,))
        ).build()
        assert graph.notes == ("d: the model states [None, 5], and archcalc computes [1, 4]",)

    @pytest.mark.parametrize(
        ("policy", "dtype"), [("float32", "float32"), ("mixed_float16", "float16"), ({"config": {"name": "bfloat16"}}, "bfloat16")]
    )
    def test_the_number_type_is_that_in_which_layers_compute(self, load, policy, dtype):
        assert load(functional(dense("d", 4, tensor("x", 8), dtype=policy), shape=(8,))).build().dtype == dtype


class TestSizes:
    OPEN = functional(layer("Conv2D", "c", [tensor("x", None, None, 3)], filters=4, kernel_size=[3, 3]), shape=(None, None, 3))

    def test_sizes_left_open_are_asked_for_by_name(self, load):
        with pytest.raises(ArchcalcError) as caught:
            load(self.OPEN).build()
        assert "input 'x' leaves its height and width open" in caught.value.text
        assert "--input 3x224x224, in the order channels, height, width" in caught.value.text
        assert load(self.OPEN, input_size="3x10x12").build().node("c").shape == (1, 4, 8, 10)

    def test_another_size_than_the_one_of_the_weights_is_refused(self, load):
        flat = layer("Flatten", "f", [tensor("x", 8, 8, 3)])
        head = dense("d", 2, tensor("f", 192)) | {"build_config": {"input_shape": [None, 192]}}
        assert load(functional(flat, head)).build().node("d").shape == (1, 2)
        with pytest.raises(ArchcalcError, match="it was built for 192 along axis 1, and reads 243"):
            load(functional(flat, head), input_size="3x9x9").build()

    def test_several_inputs_are_named(self, load):
        both = functional(layer("Concatenate", "c", [[tensor("x", 8), tensor("y", 4)]], axis=-1), shape=(None,))
        second = {
            "class_name": "InputLayer",
            "name": "y",
            "module": "keras.layers",
            "config": {"batch_shape": [None, 4], "name": "y"},
            "inbound_nodes": [],
        }
        both["config"]["layers"].insert(1, second)
        both["config"]["input_layers"] = [["x", 0, 0], ["y", 0, 0]]
        with pytest.raises(ArchcalcError, match="--input x=64, in the order features"):
            load(both).build()
        assert load(both, input_size="x=8").build().node("c").shape == (1, 12)
        with pytest.raises(ArchcalcError, match="did you mean 'x'"):
            load(both, input_size="xx=8")
        with pytest.raises(ArchcalcError, match="name them: --input x=3x64x64,y=3x64x64"):
            load(both, input_size="8")


def numbers(*values):
    """An array as Keras writes it down."""
    return {"class_name": "__numpy__", "config": {"value": [*values], "dtype": "float32"}}


def function(kind, name, arguments, **config):
    """A call of keras.ops in a functional model."""
    return layer(kind, name, calls=[arguments], module="keras.src.ops.numpy", **config)


FUNCTIONS = {
    "places of an axis": (("Take", [tensor("x", 8, 8, 3), [2, 1, 0, 0]], {"axis": 1}), "gather", [1, 3, 4, 8]),
    "the last places": (("Take", [tensor("x", 8, 8, 3), numbers(-1, 0)], {"axis": -1}), "gather", [1, 2, 8, 8]),
    "every place twice": (("Repeat", [tensor("x", 8, 8, 3)], {"repeats": 2, "axis": 2}), "gather", [1, 3, 8, 16]),
    "every image twice": (("Repeat", [tensor("x", 8, 8, 3)], {"repeats": 2, "axis": 0}), "tensor_function", [2, 3, 8, 8]),
    "all of it again": (("Tile", [tensor("x", 8, 8, 3)], {"repeats": [2, 1, 1, 3]}), "tile", [2, 9, 8, 8]),
    "an axis more": (("GetItem", [tensor("x", 8, 8, 3), [{"class_name": "__ellipsis__", "config": {}}, None]], {}),
                     "reshape", [1, 8, 8, 3, 1]),
    "an axis for another": (("GetItem", [tensor("x", 8, 8, 3), [{"class_name": "__slice__", "config": {}}, 2, None]], {}),
                            "reshape", [1, 1, 8, 3]),
    "a wave": (("Gelu", [tensor("x", 8, 8, 3)], {"approximate": True}), "gelu", [1, 3, 8, 8]),
    "numbers for each channel": (("Add", [tensor("x", 8, 8, 3), numbers(1.0, 2.0, 3.0)], {}), "arithmetic", [1, 3, 8, 8]),
    "other sizes of a batch": (("Reshape", [tensor("x", 8, 8, 3), [-1, 8, 3]], {}), "regroup", [8, 8, 3]),
    "sizes of an image": (("Reshape", [tensor("x", 8, 8, 3), [-1, 64, 3]], {}), "reshape", [1, 64, 3]),
    "minus infinity around": (("Pad", [tensor("x", 8, 8, 3), [[0, 0], [1, 1], [1, 1], [0, 0]], "constant", -1.0], {}),
                              "tensor_function", [1, 3, 10, 10]),
    "matrices": (("Matmul", [tensor("x", 8, 8, 3), numbers([1.0], [2.0], [3.0])], {}), "matmul", [1, 8, 8, 1]),
    "letters": (("Einsum", ["nhwc,nhvc->nhwv", tensor("x", 8, 8, 3), tensor("x", 8, 8, 3)], {}), "einsum", [1, 8, 8, 8]),
    "windows": (("AveragePool", [tensor("x", 8, 8, 3)], {"pool_size": 2, "strides": 2, "padding": "valid"}), "avg_pool", [1, 3, 4, 4]),
    "shares": (("Softmax", [tensor("x", 8, 8, 3)], {"axis": 1}), "softmax", [1, 3, 8, 8]),
}
"""Functions that sources for Keras use: the call, archcalc's operator, its output."""


@pytest.mark.parametrize(("call", "kind", "shape"), FUNCTIONS.values(), ids=FUNCTIONS)
def test_functions_of_values_and_arrays_are_read(load, call, kind, shape):
    made, arguments, config = call
    graph = archcalc.build(load(functional(function(made, "f", arguments, **config), outputs=[["f", 0, 0]])))
    assert (graph.nodes[-1].op.kind, [*graph.nodes[-1].shape], graph.gap) == (kind, shape, None)


@pytest.mark.parametrize(("kind", "config", "made"), [
    ("LayerScale", {"projection_dim": 3, "init_values": 1e-6}, ("layer_scale", 3)), ("StochasticDepth", {"drop_path_rate": 0.1}, ("identity", 0))])
def test_layers_that_applications_bring_along(load, kind, config, made):
    node = archcalc.build(load(functional(layer(kind, "own", [tensor("x", 8, 8, 3)], **config)))).nodes[-1]
    assert (node.op.kind, sum(prod(weight.shape) for weight in node.op.weights(*node.input_shapes).values())) == made


def test_a_window_of_other_axes_than_its_name_says_is_told(load):
    graph = archcalc.build(load(functional(layer("Conv3D", "wide", [tensor("x", 8, 8, 3)], filters=4, kernel_size=[3, 3]))))
    assert [kind for kind, _ in graph.gap.without] == ["Conv3D"]


def test_a_table_called_the_other_way_round_is_its_own_product(load):
    ids = {**layer("InputLayer", "ids"), "config": {"name": "ids", "batch_shape": [None, 7], "dtype": "int32"}, "inbound_nodes": []}
    calls = [{"args": [tensor("ids", 7)], "kwargs": {}}, {"args": [tensor("words", 7, 16)], "kwargs": {"reverse": True}}]
    words = {**layer("ReversibleEmbedding", "words", input_dim=50, output_dim=16), "inbound_nodes": calls}
    model = {"module": "keras.src.models.functional", "class_name": "Functional", "config": {
        "name": "net", "layers": [ids, words], "input_layers": [["ids", 0, 0]], "output_layers": [["words", 1, 0]]}}
    figures = archcalc.analyze(load(model)).totals
    assert (figures["params"], figures["macs"]) == (50 * 16, 7 * 50 * 16)


def test_a_sequential_model_that_was_built_for_another_input_is_refused():
    def model(built):
        first = {"class_name": "InputLayer", "config": {"batch_shape": [None, 8], "name": "x"}}
        dense = {"class_name": "Dense", "module": "keras.layers", "config": {"units": 4, "name": "d"}}
        return {"class_name": "Sequential", "config": {"name": "s", "layers": [first, dense], "build_input_shape": built}}

    assert [len(of_config(model(built)).layers) for built in (None, [None, 8], [32, 8], [None, None])] == [2] * 4
    for built in ([None, 9], [None, 8, 8]):
        with pytest.raises(Refused, match="begins with an input of"):
            of_config(model(built))
