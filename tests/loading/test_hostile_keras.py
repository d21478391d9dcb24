"""Files of Keras that mean harm, or that nobody can unroll: refused in words, and nothing in them is run."""

from functools import partial
from zipfile import ZipFile

import pytest
from keras_configs import dense, functional, layer, loaded, tensor

import archcalc
from archcalc.base.errors import ArchcalcError
from archcalc.loading.keras.config_file import _MOST_VALUES


@pytest.fixture
def load(tmp_path):
    """The network of a configuration."""
    return partial(loaded, tmp_path)


HOSTILE = {
    "no JSON": ("{", "is no JSON"),
    "no model": ("[]", "does not hold the layers"),
    "not a number": ('{"class_name": NaN}', "NaN is no number"),
    "deep": ("[" * 100_000, "nested too deeply|is no JSON"),
    "many values": ("[" + "1," * (_MOST_VALUES + 1) + "1]", "more than 400,000 values"),
    "a subclass": ({"class_name": "Mine", "config": {"units": 3}}, "keras.Model\\(inputs, model.call\\(inputs\\)\\)"),
    "not built": ({"class_name": "Sequential", "config": {"layers": [dense("d", 2)]}}, "has not been built"),
    "a missing layer": (functional(dense("d", 2, tensor("nowhere", 3))), "reads 'nowhere', which is not in it"),
    "a circle": (functional(dense("a", 2, tensor("b", 3)), dense("b", 2, tensor("a", 3))), "in a circle"),
    "one name twice": (functional(dense("a", 2, tensor("x", 3)), dense("a", 2, tensor("x", 3))), "have one name"),
    "a word for a size": (functional(dense("d", "many", tensor("x", 3))), "layer 'd' \\(Dense\\): its units is 'many'"),
    "no size": (functional(dense("d", 0, tensor("x", 3))), "its units is '0'"),
    "a huge size": (functional(dense("d", 2**40, tensor("x", 3))), "its units is"),
    "an unknown padding": (
        functional(layer("Conv2D", "c", [tensor("x", 8, 8, 3)], filters=1, kernel_size=[3, 3], padding="odd")),
        "expected one of: valid, same",
    ),
    "an axis that is none": (functional(layer("BatchNormalization", "b", [tensor("x", 8, 8, 3)], axis=7)), "its axis is '7'"),
    "sides below 0": (functional(layer("ZeroPadding2D", "p", [tensor("x", 8, 8, 3)], padding=-1)), "its padding is '-1'"),
    "a reshape of other values": (functional(layer("Reshape", "r", [tensor("x", 8, 8, 3)], target_shape=[5, -1])), "reads 192 values"),
    "an output that is none": (functional(dense("d", 2, tensor("x", 3)), outputs=[["d", 0, 3]]), "gives 1 values, and number 4 is read"),
    "calls of no form": (functional(dense("d", 2) | {"inbound_nodes": [7]}), "is no list and no mapping"),
}
"""Configurations, and words of the refusal."""


def test_hostile_configurations_are_refused_in_words(load):
    for name, (config, words) in HOSTILE.items():
        with pytest.raises(ArchcalcError, match=words) as caught:
            load(config).build()
        assert "/test_hostile" in caught.value.text, name


def test_a_bomb_is_refused_before_it_is_unpacked(load, tmp_path):
    with pytest.raises(ArchcalcError, match="would take 20 MiB unpacked"):
        load(b" " * (20 << 20))
    (tmp_path / "h5.keras").write_bytes(b"\x89HDF\r\n\x1a\n" + bytes(100))
    with pytest.raises(ArchcalcError, match=r"model.save\('model.keras'\)"):
        archcalc.load(str(tmp_path / "h5.keras"))
    with ZipFile(tmp_path / "empty.keras", "w") as archive:
        archive.writestr("other.json", "{}")
    with pytest.raises(ArchcalcError, match=r"there is no config\.json in it"):
        archcalc.load(str(tmp_path / "empty.keras"))


def test_models_called_ten_times_in_one_another_are_counted_before_they_are_unrolled(load):
    model = functional(dense("d", 4, tensor("x", 4)), shape=(4,))
    for depth in range(8):
        inner = model | {"name": f"m{depth}"}
        inner["inbound_nodes"] = [
            {"args": [tensor("x", 4) if not call else tensor(f"m{depth}", 4, call=call - 1)], "kwargs": {}} for call in range(10)
        ]
        model = functional(inner, shape=(4,), outputs=[[f"m{depth}", 9, 0]])
    with pytest.raises(ArchcalcError, match="more than 200,000 layers"):
        load(model)


def test_nothing_in_a_file_is_run(load):
    evil = {"class_name": "__lambda__", "config": {"code": "4wEAAAAA", "defaults": None, "closure": None}}
    graph = load(
        functional(layer("Lambda", "l", [tensor("x", 8)], function=evil, output_shape=[8]), dense("d", 2, tensor("l", 8)), shape=(8,))
    ).build()
    assert [node.op.kind for node in graph.nodes] == ["input", "opaque", "linear"]
    assert graph.gap.values == 18  # Keras counts no parameter of a Lambda


def test_weights_in_a_model_file_are_not_read_and_that_is_said(load, tmp_path):
    network = load(functional(dense("d", 4, tensor("x", 8)), shape=(8,)))
    with pytest.raises(ArchcalcError, match=r"from_keras\(model\).run\(x, weights=model\)"):
        network.run(weights=str(tmp_path / "m.keras"))
