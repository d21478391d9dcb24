"""Names that PyTorch, Keras, Caffe and ONNX have for attributes, beside archcalc's own."""

import re
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

_IN_CODE = {
    "hx": "state", "head_dim": "head_width", "dim_head": "head_width", "key_dim": "head_width",
    "num_kv_heads": "kv_heads", "num_key_value_heads": "kv_heads", "n_kv_heads": "kv_heads",
    "attn_mask": "mask", "key_padding_mask": "mask", "attention_mask": "mask",
    "is_causal": "causal", "sliding_window": "window", "window_size": "window size",
    "qkv_bias": "bias", "attention_bias": "bias", "encoder_hidden_states": "memory", "output_shape": "output shape",
    "rope_theta": "rotary base", "relative_position_bias": "position_bias", "dropout_rate": "rate", "max_val": "high",
    "max_value": "high", "min_val": "low", "min_value": "low", "shared_axes": "slopes",
    "dim_feedforward": "hidden", "intermediate_size": "hidden", "d_ff": "hidden", "ffn_dim": "hidden",
    "downscale_factor": "factor", "unflattened_size": "shape", "keepdims": "kept", "keepdim": "kept",
}
"""Those that code alone has: in a sentence they may be something else."""

_FOLLOWS = ("in_channels in_features num_features normalized_shape input_size input_shape input_dim embed_dim d_model "
            "dim num_channels kdim vdim in_planes inplanes input_channels c_in channels_in")
_NO_FIGURE = ("inplace momentum device dtype batch_first data_format kernel_initializer trainable "
              "bias_initializer kernel_regularizer bias_regularizer kernel_constraint weight_filler bias_filler seed "
              "gamma_initializer beta_initializer lr_mult decay_mult autocast")
_NO_FIGURE_DEPENDS = "no figure depends on it: leave it out"
NOT_SAID = {
    **dict.fromkeys(_FOLLOWS.split(), "it follows from what the layer reads: leave it out"),
    **dict.fromkeys(_NO_FIGURE.split(), _NO_FIGURE_DEPENDS),
    "activation": "an activation is a step of its own: relu",
    "layer_name": "a layer's name is name", "id": "a layer's name is name",
    **dict.fromkeys(("bottom", "input", "inputs"), "a layer reads the one before it, or from: NAME"),
    "top": "a layer's name is name",
    "padding_mode": "padding is of zeros; pad: {mode: reflect} is a step of its own", "auto_pad": "padding: same",
}
"""Attributes that other libraries have and archcalc has not, and why."""

_IN_TRAINING = "it works in training alone, and no shape depends on it: leave it out, or write a step: dropout"
_WITHOUT_SHAPE = "no shape depends on it: leave it out"
_OTHERWISE = {
    **dict.fromkeys(("dropout", "dropout_p", "dropout_rate", "recurrent_dropout", "attn_dropout", "attn_drop",
                     "proj_drop", "attention_dropout", "attention_probs_dropout_prob", "resid_pdrop", "attn_pdrop"),
                    _IN_TRAINING),
    **dict.fromkeys(("process_group", "track_running_stats", "_freeze", "_weight", "scale_grad_by_freq", "sparse",
                     "padding_idx", "max_norm", "norm_type", "recompute_scale_factor", "need_weights", "stateful",
                     "average_attn_weights", "unroll", "use_cudnn", "unit_forget_bias", "mask_zero", "antialias",
                     "zero_output_for_mask", "flash_attention", "use_cache", "return_attention_scores", "antialiasing",
                     "attn_implementation"), _WITHOUT_SHAPE),
    **dict.fromkeys(("add_bias_kv", "add_zero_attn"), "one key and value more: linear, concat and matmul say it"),
    "value_dim": "values are as wide as queries and keys: head_width",
    "attention_axes": "attention is over the tokens, whatever axes stand before them",
    "query": "the queries are of what the layer reads", "init": "slope: 0.25",
    "hidden_size": "it follows from what the layer reads: leave it out",
    **dict.fromkeys(("key", "value", "context"), "keys and values are of memory: LAYER"),
    "recurrent_activation": "the gates are sigmoids",
    **dict.fromkeys(("bias", "scale", "center"), "affine: false leaves out scale and shift"),
    "axis": "it follows from what the layer reads: leave it out",
    "negative_slope": "leaky_relu has a slope", "alpha": "leaky_relu has a slope",
    "max_value": "relu6, or clip: {low: 0, high: 6}",
    "return_indices": "max_unpool: {from: NAME} has the places of its pooling",
    "divisor_override": "avg_pool divides by its window; count_padding: false, by what it sees of the input",
    "start_dim": "flatten makes a vector of all; reshape makes other shapes",
    "end_dim": "flatten makes a vector of all; reshape makes other shapes",
    "keepdims": "its axes stay, of size 1; flatten drops them",
    "go_backwards": "flip: {axis: 1} before it", "batch_size": "archcalc show FILE --batch 32",
    "height": "size: [height, width]", "width": "size: [height, width]",
    "num_query_heads": "heads, and kv_heads where keys and values have fewer",
    "lora_rank": "archcalc plan NAME --lora rank=8",
}
"""The same, where some operators have such an attribute and others have not."""
_OF_NORMS = frozenset({"bias", "scale", "center", "axis"})
_NOT_SAID = re.compile(r".*_(initializer|regularizer|constraint|filler)")


def meant(key: str, allowed: Collection[str]) -> str | None:
    """The attribute of those allowed that is called so elsewhere, or else the nearest."""
    here = (word for word in (ELSEWHERE | _IN_CODE).get(key.lower(), "").split() if word in allowed)
    return next(here, None) or (None if why_not(key, allowed) else nearest(key, allowed))


def why_not(key: str, allowed: Collection[str] = ()) -> str:
    """Why there is no such attribute, and what there is instead; nothing for other words.

    >>> why_not("recurrent_constraint"), why_not("foo")
    ('no figure depends on it: leave it out', '')
    """
    word = key.lower()
    if word in _OF_NORMS and "affine" not in allowed:
        return ""
    return NOT_SAID.get(word) or _OTHERWISE.get(word) or (_NO_FIGURE_DEPENDS if _NOT_SAID.fullmatch(word) else "")


def hint(key: str, allowed: Collection[str]) -> str:
    """The answer to an attribute that there is not: the one that was meant, or why there is none.

    >>> hint("out_channels", ["filters", "kernel"]), hint("in_channels", ["filters", "kernel"])
    ("did you mean 'filters'?", 'it follows from what the layer reads: leave it out')
    """
    near = meant(key, allowed)
    return f"did you mean {quoted(near)}?" if near else why_not(key, allowed)
