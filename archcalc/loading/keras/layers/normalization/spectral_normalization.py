"""SpectralNormalization: a layer whose kernel is divided by its largest singular value in every step of training."""

from __future__ import annotations

from collections.abc import Generator

from archcalc.language.flat_layers import Layer
from archcalc.loading.keras.keras_values import Untranslatable
from archcalc.loading.keras.layer_view import Answer, LayerView
from archcalc.loading.keras.layers import wrapped


def translate(view: LayerView) -> Generator[Layer, None, Answer]:
    """The layer inside, which in use is as it is, and the vector that is kept beside it."""
    inner = view.part("layer")
    view.config.get("power_iterations")
    units = inner.config.get("filters", inner.config.get("units", inner.config.get("output_dim")))
    if type(units) is not int:
        raise Untranslatable("the size of its vector is not known")
    wrapped.rule_for(inner)
    shape = (1, units)
    yield from view.aside("module_array", shape=shape, buffers=(shape,),
                          weights={"buffer1": lambda arrays: arrays["vector_u"]})
    return (yield from wrapped.translated(view, inner, view.arguments))
