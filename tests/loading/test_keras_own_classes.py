"""Layers of somebody's own class in a model of Keras's in memory: their calls are followed, their arrays counted."""

from importlib.util import find_spec

import pytest

import archcalc

pytestmark = pytest.mark.skipif(find_spec("keras") is None or find_spec("torch") is None, reason="Keras is not installed")


@pytest.fixture
def classes(monkeypatch):  # noqa: C901 - several small classes
    """Classes as people write them."""
    monkeypatch.setenv("KERAS_BACKEND", "torch")
    keras = pytest.importorskip("keras", exc_type=ImportError)
    layers, ops = keras.layers, keras.ops

    class Positions(layers.Layer):
        def build(self, shape):
            self.table = self.add_weight(shape=shape[1:], name="table")

        def call(self, x):
            return x + self.table

    class ClassToken(layers.Layer):
        def build(self, shape):
            self.token = self.add_weight(shape=(shape[-1],), name="token")

        def call(self, x):
            return ops.concatenate([ops.broadcast_to(self.token, (ops.shape(x)[0], 1, x.shape[-1])), x], axis=1)

    class Heads(layers.Layer):
        def __init__(self, width):
            super().__init__()
            self.q, self.k, self.v = (layers.Dense(width) for _ in range(3))

        def call(self, x):
            scores = ops.softmax(ops.matmul(self.q(x), ops.transpose(self.k(x), (0, 2, 1))))
            return ops.matmul(scores, self.v(x))

    class Learned(layers.Layer):
        def build(self, shape):
            self.array = self.add_weight(shape=(1, 4, 8), name="array")
            self.fixed = self.add_weight(shape=(3,), trainable=False, name="fixed")

        def call(self, x):
            return self.array

    class Odd(layers.Layer):
        def build(self, shape):
            self.weight = self.add_weight(shape=(5,), name="weight")

        def call(self, x):
            return x * float(keras.ops.convert_to_numpy(x).sum()) if not hasattr(x, "_keras_history") else None

        def compute_output_spec(self, x):
            return keras.KerasTensor(x.shape)

    return keras, {each.__name__: each for each in (Positions, ClassToken, Heads, Learned, Odd)}


WANTED = {"Positions": (4 * 8, 0, 0), "ClassToken": (8, 0, 0), "Heads": (3 * (8 * 8 + 8), 0, 3 * 4 * 8 * 8 + 2 * 4 * 4 * 8),
          "Learned": (4 * 8, 3, 0)}
"""Parameters, buffers and MACs."""


@pytest.mark.parametrize("name", WANTED)
@pytest.mark.parametrize("times", [1, 2])
def test_a_call_is_followed_and_every_array_counted_once(classes, name, times):
    keras, known = classes
    x = inputs = keras.Input((4, 8))
    made = known[name](8) if name == "Heads" else known[name]()
    calls = [made(x) for _ in range(times)]
    model = keras.Model(inputs, [keras.layers.Add()([x, call]) if call.shape[1] == 4 else call for call in calls])
    graph = archcalc.build(archcalc.from_keras(model))
    params, buffers, macs = WANTED[name]
    totals = archcalc.analyze(graph).totals
    assert (graph.gap, totals["params"], totals["buffers"], totals["macs"]) == (None, params, buffers, times * macs)
    assert totals["params"] + totals["buffers"] == model.count_params()


def test_a_call_that_cannot_be_followed_is_a_layer_without_a_rule(classes):
    keras, known = classes
    inputs = keras.Input((4, 8))
    graph = archcalc.build(archcalc.from_keras(keras.Model(inputs, known["Odd"]()(inputs))))
    assert "no rule for Odd" in graph.gap.reason
    assert archcalc.analyze(graph).totals["params"] == 5


def test_features_mixed_along_tokens_and_back_are_normalised_along_features(classes):
    keras, _ = classes
    layers = keras.layers
    x = inputs = keras.Input((6, 6, 3))
    x = layers.Reshape((-1, 3))(x)
    y = layers.Permute((2, 1))(layers.LayerNormalization()(x))
    y = layers.Permute((2, 1))(layers.Dense(36)(y))
    model = keras.Model(inputs, layers.LayerNormalization()(layers.Add()([y, x])))
    totals = archcalc.analyze(archcalc.from_keras(model)).totals
    assert totals["params"] == model.count_params() == 6 + 36 * 36 + 36 + 6
