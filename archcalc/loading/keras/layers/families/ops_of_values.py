"""Functions of keras.ops on every value: activations, and those that archcalc has as elementwise."""

from __future__ import annotations

from collections.abc import Generator

from archcalc.language.flat_layers import Layer
from archcalc.loading.keras.keras_values import KerasValue
from archcalc.loading.keras.layer_view import LayerView, Rule, Steps
from archcalc.loading.keras.layers.activation._base import STEPS, alone


def _activation(name: str) -> Rule:
    def rule(view: LayerView) -> Steps:
        view.config.get("axis")
        return alone(view, STEPS[name])

    return rule


def _elementwise(function: str) -> Rule:
    def rule(view: LayerView) -> Generator[Layer, None, KerasValue]:
        return (yield from view.add("elementwise", view.x, function=function))

    return rule


def _passed(view: LayerView) -> Steps:
    """identity: another number type, or a gradient that stops."""
    view.config.get("dtype")
    return view.add("identity", view.x)


RULES: dict[str, Rule] = {
    **{f"keras.ops.{name}": _activation(name.lower()) for name in (
        "Relu", "Relu6", "Sigmoid", "Tanh", "Silu", "Softplus")},
    **{f"keras.ops.{name}": _elementwise(function) for name, function in {
        "Absolute": "abs", "Abs": "abs", "Ceil": "ceil", "Cos": "cos", "Exp": "exp", "Floor": "floor", "Log": "log",
        "Negative": "negate", "Reciprocal": "reciprocal", "Sign": "sign", "Sin": "sin", "Sqrt": "sqrt",
        "Square": "square", "Erf": "erf"}.items()},
    **dict.fromkeys(("keras.ops.Cast", "keras.ops.StopGradient", "keras.ops.Identity", "keras.ops.Copy"), _passed)}
