"""Names that PyTorch, Keras, Caffe and ONNX have for attributes, beside archcalc's own."""

ELSEWHERE = {
    "out_channels": "filters", "out_features": "units", "num_output": "filters units", "channels_out": "filters",
    "kernel_size": "kernel", "kernel_shape": "kernel", "pool_size": "kernel", "ksize": "kernel", "k": "kernel",
    "kernels": "filters", "channels": "filters", "maps": "filters", "features": "filters units", "neurons": "units",
    "outputs": "units", "strides": "stride", "subsample": "stride", "s": "stride", "pad": "padding", "pads": "padding",
    "p": "padding rate", "dilations": "dilation", "dilation_rate": "dilation", "group": "groups",
    "num_groups": "groups",
    "use_bias": "bias", "bias_term": "bias", "eps": "epsilon", "epsilon": "epsilon", "num_heads": "heads",
    "n_heads": "heads", "nhead": "heads", "scale_factor": "scale", "upscale_factor": "factor", "block_size": "factor",
    "output_size": "output", "ceil_mode": "ceil", "count_include_pad": "count_padding", "negative_slope": "slope",
    "alpha": "slope alpha", "num_embeddings": "entries", "input_dim": "entries", "embedding_dim": "features",
    "output_dim": "features", "start_dim": "axis", "dim": "axis", "dims": "order axes", "perm": "order",
    "elementwise_affine": "affine", "local_size": "size", "drop_prob": "rate", "dropout_ratio": "rate",
    "num_parameters": "slopes", "hidden_size": "units", "num_layers": "layers", "proj_size": "projection",
    "interpolation": "mode", "target_shape": "shape", "hidden_features": "units", "filters_out": "filters",
}
"""archcalc's words for an attribute that is called so elsewhere; the first that an operator has is meant."""
