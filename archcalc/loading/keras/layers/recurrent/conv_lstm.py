"""ConvLSTM1D, ConvLSTM2D, ConvLSTM3D: an LSTM whose products are convolutions."""

from __future__ import annotations

from collections.abc import Generator

from archcalc.language.flat_layers import Layer
from archcalc.loading.keras.held_arrays import as_is, kernel
from archcalc.loading.keras.keras_values import KerasValue, Untranslatable, channels_first
from archcalc.loading.keras.layer_view import Answer, LayerView
from archcalc.loading.keras.layers.convolution._base import window
from archcalc.loading.keras.layers.recurrent._base import choices_of


def translate(view: LayerView) -> Generator[Layer, None, Answer]:
    """Both convolutions of every step, of the input and of the state; the figures are whole, values are not known."""
    x, config, choices = view.x, view.config, choices_of(view.config)
    axes = x.rank - 3
    if not 1 <= axes <= 3 or choices.returns_state or not config.channels_last():
        raise Untranslatable("it gives its states out, or has its channels first")
    filters, bias = config.whole("filters"), config.flag("use_bias", True)
    for key in ("activation", "recurrent_activation"):
        config.get(key)
    attributes = window(view, axes)
    images, steps = x.shape[:2]
    order = channels_first(axes + 2, axes + 1)
    x = yield from view.arranged(x, (0, 1, *[axis + 1 for axis in order[1:]]))
    each = yield from view.aside("regroup", x, order=order, is_signal=axes == 1,
                                 shape=(images * steps, *x.own_shape[2:]))
    each = each if axes > 1 else (yield from view.spatial(each._replace(is_signal=False), axes + 1))
    arrays = {"weight": kernel("kernel", axes)} | ({"bias": as_is("bias")} if bias else {})
    given = yield from view.aside("conv", each, filters=4 * filters, bias=bias, weights=arrays, **attributes)
    return (yield from _steps(view, given, filters, axes, (images, steps)))


def _steps(view: LayerView, given: KerasValue, filters: int, axes: int, counts: tuple[int, int]
           ) -> Generator[Layer, None, KerasValue]:
    """The states, their convolution, and what the gates make of both."""
    config = view.config
    sizes = given.own_shape[2:]
    state = yield from view.aside("tensor_function", given, function="states of all steps", counts="moves",
                                  shape=(given.shape[0], filters, *sizes))
    if axes == 1:
        state = yield from view.aside("reshape", state, is_signal=True, shape=(filters, *sizes))
    dilation = config.wholes("dilation_rate", axes, 1)
    back = yield from view.aside("conv", state, filters=4 * filters, kernel=config.wholes("kernel_size", axes),
                                 padding="same", dilation=dilation, bias=False,
                                 weights={"weight": kernel("recurrent_kernel", axes)})
    images, steps = counts
    shape = (images, steps, filters, *sizes) if config.flag("return_sequences", False) else (images, filters, *sizes)
    inner = channels_first(axes + 2, axes + 1)
    order = (0, 1, *[axis + 1 for axis in inner[1:]]) if len(shape) > axes + 2 else inner
    return (yield from view.add("tensor_function", given, back, function="convolutional LSTM", shape=shape,
                                counts="exponentials", order=order, is_signal=False))
