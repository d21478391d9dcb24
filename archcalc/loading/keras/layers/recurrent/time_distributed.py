"""TimeDistributed: a layer at each step by itself."""

from __future__ import annotations

from collections.abc import Generator

from archcalc.language.flat_layers import Layer
from archcalc.loading.keras.keras_values import KerasValue, Untranslatable, channels_first, plain_order
from archcalc.loading.keras.layer_view import Answer, LayerView
from archcalc.loading.keras.layers import wrapped


def translate(view: LayerView) -> Generator[Layer, None, Answer]:
    """The layer on steps as if they were images; a Dense layer on tokens as it is."""
    x, inner = view.x, view.part("layer")
    if x.rank < 3:
        raise Untranslatable("what it reads has no steps")
    if inner.model is None:
        wrapped.rule_for(inner)
    elif len(inner.model.inputs) != 1 or len(inner.model.outputs) != 1:
        raise Untranslatable("it wraps a model of several inputs or outputs")
    if inner.kind == "Dense" and inner.is_known and x.rank == 3:
        return (yield from wrapped.translated(view, inner, (x,)))
    images, steps, rank = x.shape[0], x.shape[1], x.rank - 1
    order = channels_first(rank, rank - 1) if rank > 3 else plain_order(rank)
    x = yield from view.arranged(x, (0, 1, *[axis + 1 for axis in order[1:]]))
    each = yield from view.aside("regroup", x, order=order, is_signal=False, shape=(images * steps, *x.own_shape[2:]))
    within = view.context.model_inside if inner.model is not None else None
    found = (yield from within(view, inner, each)) if within is not None else \
        wrapped.only((yield from wrapped.translated(view, inner, (each,))))
    return (yield from _by_steps(view, found, images, steps))


def _by_steps(view: LayerView, y: KerasValue, images: int, steps: int) -> Generator[Layer, None, KerasValue]:
    """The outputs of every step, with the steps behind the images again."""
    order = (0, 1, *[axis + 1 for axis in y.order[1:]])
    return (yield from view.aside("regroup", y, order=order, is_signal=False,
                                  shape=(images, steps, *y.own_shape[1:])))
