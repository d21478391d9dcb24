"""Names that PyTorch, Keras, Caffe and ONNX have for attributes, beside archcalc's own."""

from collections.abc import Collection

from archcalc.base.errors import quoted
from archcalc.base.suggestions import nearest

ELSEWHERE = {
    "out_channels": "filters", "out_features": "units", "num_output": "filters units", "channels_out": "filters",
    "kernel_size": "kernel", "kernel_shape": "kernel", "pool_size": "kernel", "ksize": "kernel", "k": "kernel",
    "kernels": "filters", "channels": "filters", "maps": "filters", "features": "filters units", "neurons": "units",
    "outputs": "units", "strides": "stride", "subsample": "stride", "s": "stride", "pad": "padding", "pads": "padding",
    "p": "padding rate", "dilations": "dilation", "dilation_rate": "dilation", "group": "groups",
    "num_groups": "groups",
    "use_bias": "bias", "bias_term": "bias", "eps": "epsilon", "epsilon": "epsilon", "num_heads": "heads",
    "n_heads": "heads", "nhead": "heads", "scale_factor": "scale factor", "factor": "factor scale",
    "upscale_factor": "factor", "block_size": "factor",
    "output_size": "output", "ceil_mode": "ceil", "count_include_pad": "count_padding", "negative_slope": "slope",
    "alpha": "slope alpha", "num_embeddings": "entries", "input_dim": "entries", "embedding_dim": "features",
    "output_dim": "features", "start_dim": "axis", "dim": "axis", "dims": "order axes", "perm": "order",
    "elementwise_affine": "affine", "local_size": "size", "drop_prob": "rate", "dropout_ratio": "rate",
    "num_parameters": "slopes", "hidden_size": "units", "num_layers": "layers", "proj_size": "projection",
    "interpolation": "mode", "align_corners": "corners", "target_shape": "shape", "hidden_features": "units",
    "filters_out": "filters", "approximate": "approximation", "nonlinearity": "activation", "reset_after": "reset",
    "linear_before_reset": "reset",
    "return_sequences": "output", "return_state": "output", "initial_state": "state", "recurrent_size": "units",
}
"""archcalc's words for an attribute that is called so elsewhere; the first that an operator has is meant."""

_FOLLOWS = ("in_channels in_features num_features normalized_shape input_size input_shape input_dim embed_dim d_model "
            "dim num_channels kdim vdim in_planes inplanes input_channels c_in channels_in")
_NO_FIGURE = ("inplace momentum device dtype batch_first data_format kernel_initializer trainable "
              "bias_initializer kernel_regularizer bias_regularizer kernel_constraint weight_filler bias_filler seed "
              "gamma_initializer beta_initializer lr_mult decay_mult autocast")
NOT_SAID = {
    **dict.fromkeys(_FOLLOWS.split(), "it follows from what the layer reads: leave it out"),
    **dict.fromkeys(_NO_FIGURE.split(), "no figure depends on it: leave it out"),
    "activation": "an activation is a step of its own: relu",
    "layer_name": "a layer's name is name", "id": "a layer's name is name",
    **dict.fromkeys(("bottom", "input", "inputs"), "a layer reads the one before it, or from: NAME"),
    "top": "a layer's name is name",
    "padding_mode": "padding is of zeros; pad: {mode: reflect} is a step of its own", "auto_pad": "padding: same",
}
"""Attributes that other libraries have and archcalc has not, and why."""


def meant(key: str, allowed: Collection[str]) -> str | None:
    """The attribute of those allowed that is called so elsewhere, or else the nearest."""
    here = (word for word in ELSEWHERE.get(key.lower(), "").split() if word in allowed)
    return next(here, None) or (nearest(key, allowed) if key.lower() not in NOT_SAID else None)


def hint(key: str, allowed: Collection[str]) -> str:
    """The answer to an attribute that there is not: the one that was meant, or why there is none.

    >>> hint("out_channels", ["filters", "kernel"]), hint("in_channels", ["filters", "kernel"])
    ("did you mean 'filters'?", 'it follows from what the layer reads: leave it out')
    """
    near = meant(key, allowed)
    return f"did you mean {quoted(near)}?" if near else NOT_SAID.get(key.lower(), "")
