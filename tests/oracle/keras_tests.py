"""Keras's own tests of its layers: every call of `run_layer_test`, with the shape that it expects, and what archcalc says.

    KERAS_BACKEND=torch python tests/oracle/keras_tests.py             # agreed, skipped and why, differ
    KERAS_BACKEND=torch python tests/oracle/keras_tests.py --record    # also writes keras_tests.json

The recording is read by tests/operators/test_keras_tests.py.

The tests come in Keras's wheel. They are run with a `run_layer_test` that only writes down what it is given: the layer, its
arguments, the input's shape and the expected one (of an array that is expected, its shape); the number of trained values is
that of the layer, built by Keras. Of calls without either, Keras's own `compute_output_shape` is what is expected.

Keras keeps channels last unless told otherwise; shapes are turned round. Rows of values (Conv1D) are images of one line.
"""

import ast
import json
import sys
import unittest
import warnings
from collections import Counter
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from typing import Any

from configurations import Case, Unsupported, ours

RECORDED = Path(__file__).parent / "keras_tests.json"
Given = dict[str, Any]
Shape = tuple[int, ...]
Chain = list[tuple[str, Given]]
"""Operators, one after another: a separable convolution is two."""


def axes(layer: Any) -> int:
    """Along how many axes a layer works: its name says it."""
    name = type(layer).__name__
    found = next((int(digit) for digit in "123" if f"{digit}D" in name), 0)
    if found == 3:
        raise Unsupported("three axes")
    return found


def two(layer: Any, value: Any) -> Any:
    """A size for each of two axes, of one or a pair; a row of values is an image of one line."""
    pair = list(value) if isinstance(value, (list, tuple)) else [value] * axes(layer)
    return [1, *pair] if axes(layer) == 1 else pair


def sides(layer: Any, value: Any, none: int = 0) -> list[int]:
    """[top, bottom, left, right]; Keras has made a pair of numbers for every axis of it."""
    flat = [side for pair in (value if axes(layer) == 2 else [value]) for side in pair]
    return flat if axes(layer) == 2 else [none, none, *flat]


def first(layer: Any) -> bool:
    return getattr(layer, "data_format", "channels_last") == "channels_first"


def turned(layer: Any, shape: Shape) -> Shape:
    """A shape with channels first, and with two axes."""
    if axes(layer) and not first(layer):
        shape = (shape[0], shape[-1], *shape[1:-1])
    return (*shape[:2], 1, *shape[2:]) if axes(layer) == 1 and len(shape) == 3 else shape


def convolution(layer: Any, shape: Shape) -> Chain:
    given = {"kernel": two(layer, layer.kernel_size), "stride": two(layer, layer.strides), "padding": layer.padding,
             "dilation": two(layer, layer.dilation_rate), "bias": layer.use_bias}
    if layer.padding == "causal":
        raise Unsupported("causal padding")
    name, channels = type(layer).__name__, turned(layer, shape)[1]
    if "Transpose" in name:
        added = layer.output_padding
        if added is not None:
            raise Unsupported("an output padding of a transposed convolution that is told with `same` or `valid`")
        if max(given["dilation"]) > 1 and layer.padding == "same":
            raise Unsupported("a dilated transposed convolution with `same`")
        return [("conv_transpose", given | {"filters": layer.filters})]
    if "Depthwise" in name:
        return [("conv", given | {"filters": channels * layer.depth_multiplier, "groups": channels})]
    if "Separable" in name:
        whole = channels * layer.depth_multiplier
        return [("conv", given | {"filters": whole, "groups": channels, "bias": False}),
                ("conv", {"filters": layer.filters, "kernel": 1, "bias": layer.use_bias})]
    return [("conv", given | {"filters": layer.filters, "groups": layer.groups})]


def pool(layer: Any, _: Shape) -> Chain:
    kind = "max_pool" if "Max" in type(layer).__name__ else "avg_pool"
    return [(kind, {"kernel": two(layer, layer.pool_size), "stride": two(layer, layer.strides), "padding": layer.padding})]


def whole(layer: Any, _: Shape) -> Chain:
    return [("global_max_pool" if "Max" in type(layer).__name__ else "global_avg_pool", {}), *([] if layer.keepdims else [("flatten", {})])]


def adaptive(layer: Any, _: Shape) -> Chain:
    kind = "adaptive_max_pool" if "Max" in type(layer).__name__ else "adaptive_avg_pool"
    return [(kind, {"output": two(layer, layer.output_size)})]


def upsampling(layer: Any, _: Shape) -> Chain:
    if getattr(layer, "interpolation", "nearest") not in {"nearest", "bilinear"}:
        raise Unsupported("another interpolation than nearest or bilinear")
    return [("upsample", {"scale": two(layer, layer.size), "mode": getattr(layer, "interpolation", "nearest")})]


def norm(kind: str) -> Callable[[Any, Shape], Chain]:
    def chain(layer: Any, shape: Shape) -> Chain:
        wanted = layer.axis if isinstance(layer.axis, (list, tuple)) else [layer.axis]
        if [axis % len(shape) for axis in wanted] != [len(shape) - 1]:
            raise Unsupported("a norm over other axes than the channels, which Keras keeps last")
        if getattr(layer, "rms_scaling", False):
            raise Unsupported("a norm by the root mean square")
        if kind == "group_norm" and len(shape) == 3:
            raise Unsupported("a group norm of tokens")
        if layer.center != layer.scale:
            raise Unsupported("a norm with a scale and no shift, or the other way round")
        groups = {"groups": layer.groups if layer.groups != -1 else shape[-1]} if kind == "group_norm" else {}
        return [(kind, {"affine": layer.center} | groups)]

    return chain


def dense(layer: Any, _: Shape) -> Chain:
    return [("linear", {"units": layer.units, "bias": layer.use_bias}), *activation(layer.activation)]


def activation(function: Any) -> Chain:
    name = getattr(function, "__name__", "")
    if name not in {"linear", "relu", "relu6", "sigmoid", "tanh", "gelu", "silu", "softmax", "elu", "leaky_relu", "hard_sigmoid"}:
        raise Unsupported(f"the activation {name}")
    return [] if name == "linear" else [(name, {})]


def prelu(layer: Any, shape: Shape) -> Chain:
    if list(layer.shared_axes or []) != list(range(1, len(shape) - 1)):
        raise Unsupported("slopes that are not one for each channel")
    return [("prelu", {"slopes": "channels"})]


def permuted(layer: Any, shape: Shape) -> Chain:
    return [("transpose", {"order": [0, *layer.dims]})]


def reshaped(layer: Any, shape: Shape) -> Chain:
    values, known = 1, 1
    for axis in shape[1:]:
        values *= axis
    for axis in layer.target_shape:
        known *= axis if axis != -1 else 1
    return [("reshape", {"shape": [axis if axis != -1 else values // known for axis in layer.target_shape]})]


def attention(layer: Any, shape: Shape) -> Chain:
    raise Unsupported("attention over several inputs")


def always(kind: str, **given: Any) -> Callable[[Any, Shape], Chain]:
    return lambda layer, shape: [(kind, given)]


CONV = ("Conv1D", "Conv2D", "Conv3D", "DepthwiseConv1D", "DepthwiseConv2D", "SeparableConv1D", "SeparableConv2D", "Conv1DTranspose", "Conv2DTranspose", "Conv3DTranspose")
LAYERS: dict[str, Callable[[Any, Shape], Chain]] = {
    **dict.fromkeys(CONV, convolution),
    **{f"{kind}Pooling{n}D": pool for kind in ("Max", "Average") for n in (1, 2, 3)},
    **{f"Global{kind}Pooling{n}D": whole for kind in ("Max", "Average") for n in (1, 2, 3)},
    **{f"Adaptive{kind}Pooling{n}D": adaptive for kind in ("Max", "Average") for n in (1, 2, 3)},
    **{f"UpSampling{n}D": upsampling for n in (1, 2, 3)},
    **{f"Cropping{n}D": lambda layer, _: [("crop", {"sides": sides(layer, layer.cropping if axes(layer) != 3 else ())})] for n in (1, 2, 3)},
    **{f"ZeroPadding{n}D": lambda layer, _: [("pad", {"sides": sides(layer, layer.padding if axes(layer) != 3 else ())})] for n in (1, 2, 3)},
    "BatchNormalization": norm("batch_norm"), "LayerNormalization": norm("layer_norm"), "GroupNormalization": norm("group_norm"),
    "Dense": dense, "Activation": lambda layer, _: activation(layer.activation), "Flatten": always("flatten"), "Reshape": reshaped, "Permute": permuted,
    "Embedding": lambda layer, _: [("embedding", {"entries": layer.input_dim, "features": layer.output_dim})], "Identity": always("identity"),
    "ReLU": always("relu"), "LeakyReLU": always("leaky_relu"), "ELU": always("elu"), "Softmax": always("softmax"), "PReLU": prelu,
    **dict.fromkeys(("Dropout", "SpatialDropout1D", "SpatialDropout2D", "GaussianDropout", "AlphaDropout"), always("dropout")),
    **{name: always("arithmetic", function=name.lower()) for name in ("Maximum", "Minimum", "Subtract")}, "Add": always("add"), "Multiply": always("multiply"),
    "Concatenate": lambda layer, shape: [("concat", {"axis": layer.axis % len(shape)})],
}
"""What archcalc has of Keras's layers; the others are counted as unsupported."""


def said(chain: Chain, shapes: list[Shape]) -> tuple[list[Case], Any]:
    """archcalc's answer to a chain: the last shape, and the trained values of all."""
    cases, values = [], 0
    for kind, given in chain:
        cases.append(Case(kind, given, shapes))
        answer = ours(cases[-1])
        if answer is None:
            return cases, None
        shapes, values = [answer[0]], values + answer[1]
    return cases, (shapes[0], values)


def calls() -> Iterator[tuple[str, Any, Given]]:
    """Every call of `run_layer_test` in Keras's tests: the test, the layer's class, the arguments."""
    import keras.src.layers as root
    from keras.src.testing import TestCase

    seen: list[tuple[str, Any, Given]] = []
    TestCase.run_layer_test = lambda self, layer_cls, init_kwargs, **given: seen.append(
        (self.id(), layer_cls, given | {"init_kwargs": init_kwargs}))
    for module in walk_packages(root.__path__, "keras.src.layers."):
        wanted = _calling(module) if module.name.endswith("_test") else ()
        if not wanted:
            continue
        try:
            suite = unittest.defaultTestLoader.loadTestsFromModule(import_module(module.name))
        except ImportError:  # tests of what needs TensorFlow
            continue
        for test in _each(suite):
            if test.id().rpartition(".")[2].startswith(wanted):
                test.run(unittest.TestResult())
        yield from seen
        seen.clear()


def _calling(module: Any) -> tuple[str, ...]:
    """The names of the tests in which it is called; a parameterized test's begins so."""
    found = module.module_finder.find_spec(module.name)
    tree = ast.parse(Path(found.origin).read_text("utf-8"))
    return tuple(node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and node.name.startswith("test") and any(
        isinstance(part, ast.Attribute) and part.attr == "run_layer_test" for part in ast.walk(node)))


def _each(suite: Any) -> Iterator[Any]:
    for test in suite:
        yield from _each(test) if isinstance(test, unittest.TestSuite) else [test]


def shape_of(value: Any) -> Any:
    if isinstance(value, (list, dict)):
        values = value.values() if isinstance(value, dict) else value
        return [tuple(each.shape) if hasattr(each, "shape") else tuple(each) for each in values]
    return tuple(value.shape) if hasattr(value, "shape") else tuple(value)


def several(shape: Any) -> list[Shape]:
    return list(shape) if isinstance(shape, list) or (shape and isinstance(shape[0], tuple)) else [shape]


def compared(cls: Any, given: Given) -> tuple[list[Case], Any, Any]:
    """The cases, archcalc's answer and Keras's; raises Unsupported."""
    name = cls.__name__
    if name not in LAYERS:
        raise Unsupported("no such layer")
    shapes = _inputs(given)
    layer = cls(**given["init_kwargs"])
    chain = LAYERS[name](layer, shapes[0]) + (activation(layer.activation) if name in CONV else [])
    taken = [_volume(layer, shape) for shape in shapes]
    if any(len(shape) not in {2, 3, 4} for shape in taken):
        raise Unsupported("neither vectors, tokens nor volumes")
    layer.build(shapes if len(shapes) > 1 else shapes[0])
    trained = sum(_values(weight.shape) for weight in layer.trainable_weights)
    expected = _expected(layer, given, shapes)
    theirs = expected if "Global" in name and not layer.keepdims else _volume(layer, expected)
    return *said(chain, taken), (theirs, trained)


def _inputs(given: Given) -> list[Shape]:
    """The shapes of a call's inputs."""
    raw = given.get("input_shape") if given.get("input_shape") is not None else given.get("input_data")
    if raw is None:
        raise Unsupported("no input shape")
    shapes = several(shape_of(raw))
    if any(axis is None or axis == 0 for shape in shapes for axis in shape):
        raise Unsupported("sizes that are left open")
    if {"lora_rank", "dtype"} & set(given["init_kwargs"]):
        raise Unsupported("weights that are quantized or of low rank")
    return shapes


def _expected(layer: Any, given: Given, shapes: list[Shape]) -> Shape:
    """The shape that a test expects, or Keras computes."""
    expected = given.get("expected_output_shape")
    if expected is None and given.get("expected_output") is not None:
        expected = shape_of(given["expected_output"])
    found = tuple(expected if expected is not None else layer.compute_output_shape(shapes if len(shapes) > 1 else shapes[0]))
    if None in found:
        raise Unsupported("sizes that are left open")
    return found


def _volume(layer: Any, shape: Shape) -> Shape:
    """A shape with channels first, also for layers whose names say nothing of axes."""
    if type(layer).__name__ in {"BatchNormalization", "LayerNormalization", "GroupNormalization", "PReLU"} and len(shape) == 4:
        return (shape[0], shape[-1], *shape[1:-1])
    return turned(layer, tuple(shape))


def _values(shape: Any) -> int:
    count = 1
    for axis in shape:
        count *= axis
    return count


def _strides_past(case: Case) -> bool:
    return case.kind == "conv_transpose" and any(
        stride > size for stride, size in zip(case.attributes["stride"], case.attributes["kernel"], strict=True))


EXPLAINED = {
    "strides past the kernel": (_strides_past, "a transposed convolution whose stride is larger than its kernel: Keras appends zeros up to a whole stride, "
                                               "PyTorch, ONNX and archcalc do not"),
}
"""Differences that are known, each with a rule that recognises it and the reason."""


def main() -> int:
    warnings.simplefilter("ignore")
    import keras

    counts: dict[str, Counter[str]] = {}
    reasons: Counter[str] = Counter()
    kept: dict[str, None] = {}
    every = list(calls())
    stated = sum(given.get("expected_output_shape") is not None for _, _, given in every)
    for test, cls, given in every:
        tally = counts.setdefault(cls.__name__, Counter())
        try:
            cases, mine, theirs = compared(cls, given)
        except Unsupported as why:
            tally["skipped"] += 1
            reasons[f"{cls.__name__}, {why}" if str(why) == "no such layer" else str(why)] += 1
            continue
        except (ValueError, TypeError, AttributeError, NotImplementedError, IndexError, KeyError) as error:
            tally["skipped"] += 1
            reasons[f"Keras itself: {type(error).__name__}"] += 1
            continue
        found = "agreed" if mine == theirs else next((name for name, (rule, _) in EXPLAINED.items() if rule(cases[-1])), "differ")
        tally[found] += 1
        if found == "differ":
            print(f"DIFFER {test} {given['init_kwargs']} on {cases[0].inputs}: archcalc {mine}, Keras {theirs}")
        kept[json.dumps([cls.__name__, [[case.kind, case.attributes] for case in cases], cases[0].inputs, found, theirs])] = None
    for name, tally in sorted(counts.items()):
        print(f"{name:28}", ", ".join(f"{found} {number:,}" for found, number in sorted(tally.items())))
    total = sum(counts.values(), Counter())
    print(f"{total.total():,} calls ({stated} state a shape):", ", ".join(f"{found} {number:,}" for found, number in sorted(total.items())))
    for name, (_, reason) in EXPLAINED.items():
        print(f"  {name}: {reason}")
    for reason, number in reasons.most_common():
        print(f"  skipped {number:5,}: {reason}")
    if "--record" in sys.argv:
        head = json.dumps({"keras": keras.__version__, "stated": stated, "counts": counts, "skipped": reasons})
        RECORDED.write_text(head[:-1] + ',\n"cases": [\n' + ",\n".join(kept) + "\n]}\n", "utf-8")
    return 1 if total["differ"] else 0


if __name__ == "__main__":
    sys.exit(main())
