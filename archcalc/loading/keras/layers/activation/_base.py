"""Keras's activations by their names, as steps of archcalc's operators, one behind another."""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping, Sequence
from typing import Any

from archcalc.base.errors import Refused, printable, told
from archcalc.base.named_tuples import NamedTuple
from archcalc.language.flat_layers import Layer
from archcalc.loading.keras.keras_values import KerasValue
from archcalc.loading.keras.layer_config import LayerConfig
from archcalc.loading.keras.layer_view import LayerView, Steps


class ActivationStep(NamedTuple):
    """An operator with its attributes; of those for which only figures are known, the shape is filled in."""

    kind: str
    attributes: Mapping[str, Any] = {}


def _counted(name: str, counts: str = "exponentials") -> tuple[ActivationStep, ...]:
    return (ActivationStep("tensor_function", {"function": name, "counts": counts}),)


def _one(kind: str, **attributes: Any) -> tuple[ActivationStep, ...]:
    return (ActivationStep(kind, attributes),)


_SELU_ALPHA, _SELU_SCALE = 1.6732632423543772, 1.0507009873554805
"""Klambauer et al. 2017."""
STEPS: dict[str, tuple[ActivationStep, ...]] = {
    "linear": (), "relu": _one("relu"), "relu6": _one("relu6"), "leaky_relu": _one("leaky_relu", slope=0.2),
    "elu": _one("elu"), "celu": _one("elu"), "gelu": _one("gelu"), "sigmoid": _one("sigmoid"), "tanh": _one("tanh"),
    "selu": (ActivationStep("elu", {"slope": _SELU_ALPHA}),
             ActivationStep("arithmetic", {"function": "multiply", "number": _SELU_SCALE})),
    **dict.fromkeys(("silu", "swish"), _one("silu")), **dict.fromkeys(("hard_silu", "hard_swish"), _one("hard_swish")),
    "hard_sigmoid": _one("hard_sigmoid"), "hard_tanh": _one("clip", low=-1.0, high=1.0), "softmax": _one("softmax"),
    "softplus": _one("elementwise", function="softplus"), "softsign": _counted("softsign", "divides"),
    **dict.fromkeys(("exponential", "exp"), _one("elementwise", function="exp")),
    **{name: _counted(name) for name in (
        "mish", "log_softmax", "log_sigmoid", "tanh_shrink", "squareplus", "sparsemax")},
    **{name: _counted(name, "compares") for name in (
        "hard_shrink", "soft_shrink", "threshold", "sparse_plus", "sparse_sigmoid")}}
"""Of the last row archcalc knows the cost alone."""


def steps_of(config: LayerConfig, key: str = "activation", default: str = "linear") -> tuple[ActivationStep, ...]:
    """The steps of an activation in a configuration; of a function of somebody's own, one without a rule."""
    given = config.get(key, default)
    if given is None:
        return ()
    name, values = (given, {}) if isinstance(given, str) else _class(given)
    if name in _CLASSES:
        return _CLASSES[name](LayerConfig(values))
    if isinstance(given, str) and name not in STEPS:
        return _one("opaque", operator=printable(name)[:100] or "?")
    return STEPS.get(name, _one("opaque", operator=printable(name)[:100] or "?"))


def _class(given: Any) -> tuple[str, Mapping[str, Any]]:
    """The name and the values of an activation that is told as an object: a layer, or a function."""
    if not isinstance(given, dict):
        raise Refused("keras", f"its activation is {told(given)}", expected="a name, or a layer")
    config = given.get("config")
    if not isinstance(config, dict):
        return f"function {config}" if isinstance(config, str) else "lambda", {}
    return str(given.get("class_name")).strip("_"), config


def activated(view: LayerView, y: KerasValue, steps: Sequence[ActivationStep], *, is_own: bool = False) -> Steps:
    """A value behind an activation, whose first layer has the name of Keras's where the layer `is_own`."""
    for number, step in enumerate(steps):
        attributes = dict(step.attributes)
        if step.kind in {"tensor_function", "opaque"}:
            attributes["shape"] = y.own_shape
        if step.kind == "softmax":
            attributes |= along(y, y.rank - 1)
        make = view.add if is_own and not number else view.aside
        y = yield from make(step.kind, y, **attributes)
    return y


def along(x: KerasValue, axis: int) -> dict[str, Any]:
    """The attribute that names an axis of Keras's, where it is not that of channels or features."""
    place = x.order.index(axis)
    usual = 1 if x.rank > 3 or x.is_signal else x.rank - 1
    return {} if place == usual else {"axis": place}


def alone(view: LayerView, steps: Sequence[ActivationStep]) -> Generator[Layer, None, KerasValue]:
    """A layer that is an activation; one that does nothing is there by its name."""
    if not steps:
        return (yield from view.add("identity", view.x))
    return (yield from activated(view, view.x, steps, is_own=True))


def relu_steps(config: LayerConfig) -> tuple[ActivationStep, ...]:
    """The rectifier with a slope below zero, a largest value and a threshold."""
    slope, threshold = config.number("negative_slope", 0.0), config.number("threshold", 0.0)
    most = None if config.get("max_value") is None else config.number("max_value")
    if threshold:
        return _counted("relu with a threshold", "compares")
    if slope:
        cut = () if most is None else (ActivationStep("arithmetic", {"function": "minimum", "number": most}),)
        return (ActivationStep("leaky_relu", {"slope": slope}), *cut)
    return _one("relu") if most is None else _one("relu6") if most == 6 else _one("clip", low=0.0, high=most)


def leaky_relu_steps(config: LayerConfig) -> tuple[ActivationStep, ...]:
    """A rectifier with a slope below zero."""
    key = "alpha" if "alpha" in config.values else "negative_slope"
    return _one("leaky_relu", slope=config.number(key, 0.3))


_CLASSES: dict[str, Callable[[LayerConfig], tuple[ActivationStep, ...]]] = {
    "ReLU": relu_steps, "LeakyReLU": leaky_relu_steps, "Activation": steps_of,
    "ELU": lambda config: _one("elu", slope=config.number("alpha", 1.0)), "Softmax": lambda config: _one("softmax")}
"""Layers that may stand where an activation does."""
