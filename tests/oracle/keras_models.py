"""Keras's models against archcalc: rows, shapes, parameters, FLOPs and values of every application and layer.

    KERAS_BACKEND=torch python tests/oracle/keras_models.py             # layers: what differs
    KERAS_BACKEND=torch python tests/oracle/keras_models.py --record    # also writes keras_layers.json
    KERAS_BACKEND=torch python tests/oracle/keras_models.py --applications [NAME ...] [--record]

The recordings are read by tests/loading/test_keras.py. Of every layer the configuration of a small model with it is recorded,
as `model.to_json()` gives it, without what makes and changes weights, and what Keras says of it: `model.operations` with
their output's shape and `count_params()`, the trained values, PyTorch's FLOPs of a forward pass (FlopCounterMode), and how
far archcalc's values are from `model.predict`, of the deviation. Applications are too large for that: a digest of their rows
is recorded.

Known, and not archcalc's: Keras on PyTorch repeats the edge where it averages with padding on one side, which other backends
leave out; its generic loop over steps works out the first step twice.
"""

import json
import os
import sys
from functools import partial
from hashlib import sha256
from math import prod
from pathlib import Path
from types import SimpleNamespace
from typing import Any

os.environ.setdefault("KERAS_BACKEND", "torch")
import keras
import numpy as np
from keras import layers, ops

import archcalc

HERE = Path(__file__).parent
LAYERS, APPLICATIONS = HERE / "keras_layers.json", HERE / "keras_applications.json"
IMAGE, STEPS, VOLUME, CLIP, VECTOR = (12, 13, 4), (10, 6), (7, 8, 9, 3), (5, 8, 9, 3), (9,)
FURTHEST = 1e-4
ENDS = ("_initializer", "_regularizer", "_constraint")

ALONE = {
    STEPS: """Conv1D(5, 3); Conv1D(5, 3, padding="causal", dilation_rate=2); Conv1D(6, 3, strides=2, padding="same", groups=2)
        Conv1DTranspose(5, 3, 2); Conv1DTranspose(5, 2, 3); SeparableConv1D(5, 3, strides=2, depth_multiplier=2)
        Dense(7, activation="softmax"); MaxPooling1D(3, 2); AveragePooling1D(2); BatchNormalization(); RMSNormalization()
        PReLU(); Softmax(axis=1); SpatialDropout1D(.3); Masking(); ZeroPadding1D((1, 2)); Cropping1D((1, 2)); UpSampling1D(3)
        Reshape((5, 12)); Reshape((-1,)); Reshape((5, 4, 3)); LSTM(5); LSTM(5, return_sequences=True, go_backwards=True)
        LSTM(5, use_bias=False); LSTM(5, activation="relu"); GRU(5); GRU(5, reset_after=False, return_sequences=True)
        GRU(5, use_bias=False); Bidirectional(LSTM(5)); Bidirectional(LSTM(5, return_sequences=True))
        Bidirectional(GRU(5, return_sequences=True), merge_mode="sum"); Bidirectional(GRU(5), merge_mode="ave")
        Bidirectional(GRU(5), merge_mode="mul"); Bidirectional(LSTM(4), backward_layer=LSTM(4, go_backwards=True))
        TimeDistributed(Dense(5)); RNN(StackedRNNCells([LSTMCell(4), GRUCell(3), SimpleRNNCell(2)]))""",
    IMAGE: """Conv2DTranspose(5, 4, 2, padding="same"); Conv2DTranspose(5, (3, 2), (1, 3)); Conv2DTranspose(5, 2, 2)
        Conv2DTranspose(5, 3, 1, padding="same", dilation_rate=2); DepthwiseConv2D(3, strides=2, depth_multiplier=2)
        DepthwiseConv2D(3, padding="same", dilation_rate=2); Dense(7, use_bias=False); MaxPooling2D(3, 2, padding="same")
        MaxPooling2D(2); AveragePooling2D(3, 1, padding="same"); AveragePooling2D((2, 3)); GlobalAveragePooling2D()
        GlobalMaxPooling2D(keepdims=True); AdaptiveAveragePooling2D(5); AdaptiveMaxPooling2D((3, 4)); BatchNormalization()
        BatchNormalization(scale=False); BatchNormalization(center=False); BatchNormalization(axis=1)
        BatchNormalization(scale=False, center=False); RMSNormalization(); ReLU(); ReLU(6.); ReLU(3., negative_slope=.1)
        ReLU(2.); LeakyReLU(.2); ELU(.5); Softmax(); PReLU(); PReLU(shared_axes=[1, 2]); PReLU(shared_axes=[1])
        Dropout(.3); SpatialDropout2D(.3); AlphaDropout(.2); GaussianDropout(.2); GaussianNoise(.2)
        ActivityRegularization(.1); Identity(); Cropping2D(((1, 2), (3, 1))); UpSampling2D(2); CenterCrop(6, 7)
        UpSampling2D((3, 2), interpolation="bilinear"); Resizing(9, 20); Resizing(24, 26, interpolation="nearest")
        Reshape((156, 4)); Normalization(mean=[1, 2, 3, 4.], variance=[1, 2, 3, .5]); Normalization(mean=2., variance=4.)
        Normalization(); SpectralNormalization(Conv2D(5, 3)); RandomBrightness(.2); RandomRotation(.2); AutoContrast()
        Lambda(lambda x: x * 2, output_shape=(12, 13, 4)); Conv2D(5, 3, strides=2, padding="same", activation="selu")
        Conv2D(6, (3, 1), dilation_rate=2, groups=2); Conv2D(5, 3, data_format="channels_first")
        MaxPooling2D(2, data_format="channels_first"); GlobalAveragePooling2D(data_format="channels_first")
        Cropping2D(1, data_format="channels_first")""",
    VOLUME: """Conv3D(5, 3, padding="same", strides=2); Conv3D(5, (1, 2, 3), use_bias=False); Dense(7); BatchNormalization()
        GlobalAveragePooling3D(); GlobalMaxPooling3D(); AdaptiveAveragePooling3D(3); AdaptiveMaxPooling3D(3)
        ZeroPadding3D(((1, 2), (0, 1), (2, 0)))""",
    CLIP: """TimeDistributed(Conv2D(5, 3, activation="relu")); ConvLSTM2D(4, 3, padding="same", return_sequences=True)
        ConvLSTM2D(4, 3, strides=2); TimeDistributed(Sequential([Input((8, 9, 3)), Conv2D(4, 3), Flatten()]))""",
    (5, 8, 3): "ConvLSTM1D(4, 3)",
    VECTOR: """Dense(7, activation="gelu"); BatchNormalization(); PReLU(); RepeatVector(5)""",
}
"""Layers by the shape of what they read."""

HELD_OUT = {
    STEPS: """AdaptiveAveragePooling1D(4); AdaptiveMaxPooling1D(3); DepthwiseConv1D(3, padding="same", strides=2); GroupNormalization(2)
        EinsumDense("abc,cd->abd", output_shape=(None, 7), bias_axes="d"); EinsumDense("abc,cde->abde", output_shape=(None, 2, 3))
        EinsumDense("abc,bc->abc", output_shape=(10, 6)); Flatten(); GlobalAveragePooling1D(); GlobalMaxPooling1D(keepdims=True)
        LayerNormalization(); LayerNormalization(axis=[1, 2]); LayerNormalization(center=False); LayerNormalization(scale=False)
        Permute((2, 1)); RNN(LSTMCell(5), return_sequences=True); RNN(GRUCell(4)); SimpleRNN(5); SimpleRNN(5, activation="relu")
        UnitNormalization(); Bidirectional(SimpleRNN(3)); Discretization(bin_boundaries=[.5, 1.])""",
    IMAGE: """Conv2D(5, 3, strides=2, padding="same"); Conv2D(6, 3, groups=2, activation="relu"); Conv2D(5, 1, use_bias=False)
        Flatten(); GroupNormalization(2); GroupNormalization(-1, scale=False); LayerNormalization(); LayerNormalization(axis=[1, 2, 3])
        Permute((3, 1, 2)); Rescaling(1 / 255); Rescaling(2., offset=-1.); SeparableConv2D(5, 3, padding="same", activation="relu")
        UnitNormalization(); ZeroPadding2D(((0, 1), (2, 1))); ZeroPadding2D(2); RandomFlip(); RandomCrop(6, 7); RandomZoom(.2)
        Solarization(); EinsumDense("...x,xy->...y", output_shape=7, bias_axes="y")""",
    VOLUME: """AveragePooling3D(2); Conv3DTranspose(5, 3, 2, padding="same"); Cropping3D(1); MaxPooling3D(2, padding="same")
        SpatialDropout3D(.2); UpSampling3D(2)""",
    (4, 6, 6, 6, 2): "ConvLSTM3D(3, 2); TimeDistributed(Conv3D(3, 2))",
    VECTOR: "ReversibleEmbedding(20, 4); UnitNormalization(); LayerNormalization(); GroupNormalization(3)",
}
"""Layers put aside before a rule was written, and measured once when all were."""


def called(layer: str) -> Any:
    """A layer made anew for each model, on values that are arguments of their own."""

    def made(*xs: Any) -> Any:
        return eval(layer, vars(layers))(*xs)

    return made


def joined(layer: str, *shapes: tuple[int, ...]) -> tuple[Any, tuple[Any, ...]]:
    return lambda *xs: eval(layer, vars(layers) | {"keras": keras})(list(xs)), shapes


def shared() -> Any:
    layer = layers.Dense(9)
    return lambda x: layers.Dense(2)(layer(layer(x)))


def towers() -> Any:
    tower = keras.Sequential([keras.Input((9,)), layers.Dense(4, activation="relu"), layers.Dense(9)], name="tower")
    return lambda x, y: layers.Add()([tower(x), tower(y), x])


def by_states(states: Any) -> Any:
    sequence, hidden, cell = states
    return layers.Concatenate()([layers.GlobalMaxPooling1D()(sequence), hidden, cell])


class Own(layers.Layer):
    """A layer of one's own, with an array that trains and one that does not."""

    def __init__(self, units: int, **more: Any) -> None:
        super().__init__(**more)
        self.units = units

    def build(self, shape: Any) -> None:
        self.table = self.add_weight(shape=(shape[-1], self.units))
        self.fixed = self.add_weight(shape=(3,), trainable=False)

    def call(self, x: Any) -> Any:
        return ops.matmul(x, self.table)

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "units": self.units}


TOGETHER: dict[str, tuple[Any, tuple[Any, ...]]] = {
    "states": (lambda x: by_states(layers.LSTM(4, return_state=True, return_sequences=True)(x)), (STEPS,)),
    "gru from a state": (lambda x, y: layers.GRU(4)(x, initial_state=y), (STEPS, (4,))),
    "lstm from states": (lambda x, y, z: layers.LSTM(4)(x, initial_state=[y, z]), (STEPS, (4,), (4,))),
    "attention": (lambda x: layers.MultiHeadAttention(2, 3)(x, x), (STEPS,)),
    "attention across": (called("MultiHeadAttention(2, 3, output_shape=7)"), (STEPS, (8, 5))),
    "attention, wide values": (called("MultiHeadAttention(2, 3, value_dim=4)"), (STEPS, (8, 5))),
    "attention, keys apart": (called("MultiHeadAttention(2, 3)"), (STEPS, (8, 5), (8, 7))),
    "attention, causal": (lambda x: layers.MultiHeadAttention(2, 3)(x, x, use_causal_mask=True), (STEPS,)),
    "attention on an image": (lambda x: layers.MultiHeadAttention(2, 3)(x, x), (IMAGE,)),
    "grouped queries": (lambda x: layers.GroupQueryAttention(3, 4, 2)(x, x), (STEPS,)),
    "grouped queries across": (called("GroupQueryAttention(3, 4, 2)"), (STEPS, (8, 6))),
    "additive": joined("AdditiveAttention()", STEPS, (8, 6)),
    **{name: joined(name, IMAGE, IMAGE) for name in ("Subtract()", "Maximum()", "Concatenate()")},
    "concatenate rows": joined("Concatenate(axis=1)", IMAGE, (5, 13, 4)),
    "subtract channels": joined("Subtract()", IMAGE, (1, 1, 4)),
    "words": (lambda x: layers.Dense(3)(layers.LSTM(5)(layers.Embedding(20, 6, mask_zero=True)(x))), ((10,),)),
    "text": (
        lambda x: layers.Dense(3)(layers.GlobalMaxPooling1D()(layers.Conv1D(5, 3, activation="relu")(layers.Embedding(20, 6)(x)))),
        ((10,),),
    ),
    "flat": (lambda x: layers.Dense(3)(layers.Reshape((-1,))(layers.Conv2DTranspose(5, 3)(x))), (IMAGE,)),
    "functions": (lambda x: ops.relu(ops.mean(x * 2.0 + 1.0 - x / 3.0, axis=[1, 2])), (IMAGE,)),
    "functions that move": (lambda x: ops.transpose(ops.reshape(x, (-1, 12, 52)), (0, 2, 1)), (IMAGE,)),
    "MobileNetV3Small": (
        lambda x: keras.applications.MobileNetV3Small(weights=None, input_tensor=x).output,
        ((64, 64, 3),),
    ),
    "shared": (shared(), (VECTOR,)),
    "towers": (towers(), (VECTOR, VECTOR)),
    "own": (lambda x: layers.Dense(2)(Own(5)(x)), (VECTOR,)),
    "two outputs": (lambda x: [layers.Dense(2)(h := layers.Dense(4)(x)), h], (VECTOR,)),
}
HELD_OUT_TOGETHER: dict[str, tuple[Any, tuple[Any, ...]]] = {
    **{name: joined(name, IMAGE, IMAGE) for name in ("Add()", "Average()", "Minimum()", "Multiply()")},
    "multiply channels": joined("Multiply()", IMAGE, (1, 1, 4)),
    "add rows": joined("Add()", IMAGE, (12, 1, 4)),
    "dot": joined("Dot(axes=(1, 1))", STEPS, (10, 5)),
    "dot of vectors": joined("Dot(axes=1)", VECTOR, VECTOR),
    "attention without heads": joined("Attention()", STEPS, (8, 6)),
    "attention, scaled": joined("Attention(use_scale=True)", STEPS, (8, 6)),
    "average of three": joined("Average()", VECTOR, VECTOR, VECTOR),
}


def cases(alone: Any, together: Any) -> Any:
    """Every case: its name, and a function that makes its model."""
    for shape, texts in alone.items():
        for text in [part.strip() for line in texts.splitlines() for part in line.split("; ") if part.strip()]:
            names = vars(layers) | {"Sequential": keras.Sequential, "Input": keras.Input}
            yield (
                f"{text} on {'x'.join(map(str, shape))}",
                partial(model, lambda x, text=text, names=names: eval(text, names)(x), (shape,)),
            )
    for name, (make, shapes) in together.items():
        yield name, partial(model, make, shapes)


def model(make: Any, shapes: Any) -> Any:
    inputs = [keras.Input(shape) for shape in shapes]
    return keras.Model(inputs, make(*inputs), name="model")


def bare(config: Any) -> Any:
    """A configuration without what makes and changes weights."""
    if isinstance(config, dict):
        return {
            key: bare(value) for key, value in config.items() if value is not None and not key.endswith(ENDS) and key != "compile_config"
        }
    return [bare(each) for each in config] if isinstance(config, (list, tuple)) else config


def rows(made: Any) -> list[tuple[str, list[int | None], int]]:
    """What model.summary() shows: name, output shape, parameters."""
    found = []
    for operation in made.operations:
        try:
            output = operation.output
        except AttributeError:  # called several times: the first, as archcalc's first row
            output = operation._inbound_nodes[0].outputs
        first = output[0] if isinstance(output, (list, tuple)) else output
        found.append((operation.name, list(first.shape), operation.count_params() if hasattr(operation, "count_params") else 0))
    return found


def our_rows(network: Any) -> dict[str, tuple[list[int], int]]:
    """The same of archcalc's table, folded at depth 1; sizes sorted, as the order of axes differs."""
    found: dict[str, tuple[list[int], int]] = {}
    for node in network.build().nodes:
        name = node.path[0] if node.path else node.name
        held = sum(prod(weight.shape) for key, weight in node.op.weights(*node.input_shapes).items() if key not in node.elsewhere)
        found[name] = sorted(node.shape), held + found.get(name, ([], 0))[1]
    return found


def differing(theirs: Any, ours: Any) -> list[str]:
    return [
        f"{name}: {shape} {count:,}, archcalc {ours.get(name)}"
        for name, shape, count in theirs
        if (own := ours.get(name)) is None or own[1] != count or not _alike(shape, own[0])
    ]


def _alike(theirs: list[int | None], ours: list[int]) -> bool:
    """True where every known size is among ours; the others, the batch first, are any."""
    left = list(ours)
    for size in theirs:
        if size is not None and size not in left:
            return False
        left.remove(size or 1) if (size or 1) in left else None
    return len(theirs) == len(ours)


def flops(made: Any) -> int:
    import torch
    from torch.utils.flop_counter import FlopCounterMode
    from torch_models import _fused

    given = [torch.zeros(tuple(size or 1 for size in each.shape)) for each in made.inputs]
    given = [each.long() if _reads_places(made) else each for each in given]
    with torch.no_grad(), FlopCounterMode(display=False, custom_mapping=_fused(torch)) as counter:
        made(given if len(given) > 1 else given[0], training=False)
    return int(counter.get_total_flops())


def _reads_places(made: Any) -> bool:
    return any(type(layer).__name__ in ("Embedding", "ReversibleEmbedding") for layer in made.layers[1:2])


def apart(made: Any, network: Any, draws: Any) -> float | str:
    """How far archcalc's values are from Keras's, of the deviation; or why it does not run."""
    for weight in made.weights:
        weight.assign(draws.uniform(0.5, 2, weight.shape) if "variance" in weight.path else draws.normal(0, 0.4, weight.shape))
    given = [
        draws.integers(1, 20, (2, *each.shape[1:])) if _reads_places(made) else draws.normal(size=(2, *each.shape[1:]))
        for each in made.inputs
    ]
    given = [each.astype("float32") for each in given]
    theirs = made.predict(given if len(given) > 1 else given[0], verbose=0)
    orders = {name: axes.order for name, axes in network.origin.inputs.items()}
    turned = {name: each.transpose(order) for (name, order), each in zip(orders.items(), given, strict=True)}
    try:
        ran = network.run(turned, weights=made, batch=2)
    except archcalc.ArchcalcError as error:
        return error.mistakes[0].message.rpartition(": ")[2]
    theirs = theirs if isinstance(theirs, (list, tuple)) else [theirs]
    return max(_nearest(np.asarray(own), each) for own, each in zip(ran.outputs.values(), theirs, strict=True))


def _nearest(own: Any, theirs: Any) -> float:
    """The distance in the order of axes in which it is least: archcalc's outputs have channels first."""
    rank = own.ndim
    orders = [
        tuple(range(rank)),
        (0, *range(2, rank), 1),
        *([(0, 1, 3, 4, 2)] if rank == 5 else []),
        *([(0, 1, 3, 4, 5, 2)] if rank == 6 else []),
    ]
    fits = [own.transpose(order) for order in orders if own.transpose(order).shape == theirs.shape]
    return round(float(min((abs(each - theirs).max() for each in fits), default=1e9) / (theirs.std() + 1e-12)), 9)


def told(name: str, make: Any) -> dict[str, Any]:
    """Everything that is recorded of a case; what differs is printed."""
    made = make()
    network, theirs = archcalc.from_keras(made), rows(made)
    wrong = differing(theirs, our_rows(network))
    counted, ours = flops(made), network.analyze(convention=["torch"]).table("layers").totals["macs"]
    if counted != ours:
        wrong.append(f"{counted:,} FLOPs, archcalc {ours:,}")
    distance = apart(made, network, np.random.default_rng(0))
    if isinstance(distance, float) and distance > FURTHEST:
        wrong.append(f"values {distance:g} apart")
    for line in wrong:
        print(f"{name}: {line}")
    trained = sum(prod(weight.shape) for weight in made.trainable_weights)
    return {
        "name": name,
        "rows": theirs,
        "params": made.count_params(),
        "trained": trained,
        "flops": ours,
        "pytorch_flops": counted,
        "apart": distance,
        "config": bare(json.loads(made.to_json())),
    }


def application(name: str) -> dict[str, Any]:
    """An application as Keras has it, at its usual size."""
    import torch
    from keras.src.applications import nasnet

    keras.backend.clear_session()
    nasnet.backend = SimpleNamespace(**vars(nasnet.backend) | {"backend": lambda: "any"})  # it will not be made on PyTorch
    made = getattr(keras.applications, name)(weights=None)
    size = None
    if None in made.inputs[0].shape[1:]:
        size = "3x224x224"
    network = archcalc.from_keras(made, input_size=size)
    theirs = rows(made) if size is None else rows(getattr(keras.applications, name)(weights=None, input_shape=(224, 224, 3)))
    numbered = dict(zip((row[0] for row in rows(made)), theirs, strict=True))
    wrong = differing([(key, row[1], row[2]) for key, row in numbered.items()], our_rows(network))
    shape = tuple(network.build().nodes[0].shape)
    sizes = (1, shape[2], shape[3], shape[1])
    from torch.utils.flop_counter import FlopCounterMode

    with torch.no_grad(), FlopCounterMode(display=False) as counter:
        made(torch.zeros(sizes), training=False)
    counted, ours = counter.get_total_flops(), network.analyze(convention=["torch"]).table("layers").totals["macs"]
    if counted != ours:
        wrong.append(f"{counted:,} FLOPs, archcalc {ours:,}")
    print(
        f"{name}: {len(theirs)} rows, {made.count_params():,} params, {counted:,} FLOPs; {wrong[:5] or 'as archcalc has them'}",
        flush=True,
    )
    digest = sha256(json.dumps(sorted(numbered.items())).encode()).hexdigest()[:16]
    return {
        "rows": len(theirs),
        "digest": digest,
        "params": made.count_params(),
        "flops": counted,
        "wrong": len(wrong),
        "trained": sum(prod(weight.shape) for weight in made.trainable_weights),
    }


def names_of_applications() -> list[str]:
    return sorted(name for name in dir(keras.applications) if name[0].isupper() and callable(getattr(keras.applications, name)))


def main() -> None:
    records, given = "--record" in sys.argv, [word for word in sys.argv[1:] if not word.startswith("-")]
    if "--applications" in sys.argv:
        found = json.loads(APPLICATIONS.read_text()) if APPLICATIONS.exists() else {}
        for name in given or names_of_applications():
            found[name] = application(name)
            if records:
                APPLICATIONS.write_text(
                    "{\n" + ",\n".join(f'"{key}": {json.dumps(value)}' for key, value in sorted(found.items())) + "\n}\n"
                )
        return
    chosen = [*cases(ALONE, TOGETHER), *(cases(HELD_OUT, HELD_OUT_TOGETHER) if "--open" not in sys.argv else ())]
    told_all = [told(name, make) for name, make in chosen if not given or any(word in name for word in given)]
    print(f"{len(told_all)} cases")
    if records:
        LAYERS.write_text("[\n" + ",\n".join(json.dumps(case, separators=(",", ":")) for case in told_all) + "\n]\n")


if __name__ == "__main__":
    main()
