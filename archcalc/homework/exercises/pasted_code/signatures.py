"""The arguments of PyTorch's and Keras's layers, in their order, by class name without axes and capitals.

Sources: pytorch.org/docs/stable/nn.html, keras.io/api/layers.
"""

from typing import Any

TORCH = {
    "conv": "in_channels out_channels kernel_size stride padding dilation groups bias",
    "convtranspose": "in_channels out_channels kernel_size stride padding output_padding groups bias dilation",
    "linear": "in_features out_features bias", "embedding": "num_embeddings embedding_dim",
    "maxpool": "kernel_size stride padding dilation return_indices ceil_mode",
    "avgpool": "kernel_size stride padding ceil_mode count_include_pad",
    "adaptiveavgpool": "output_size", "adaptivemaxpool": "output_size", "zeropad": "padding",
    "batchnorm": "num_features eps momentum affine", "instancenorm": "num_features eps momentum affine",
    "groupnorm": "num_groups num_channels eps affine", "layernorm": "normalized_shape eps elementwise_affine",
    "rmsnorm": "normalized_shape eps", "localresponsenorm": "size alpha beta k", "dropout": "p inplace", "flatten": "",
    "rnn": "input_size hidden_size num_layers nonlinearity bias batch_first dropout bidirectional",
    "lstm": "input_size hidden_size num_layers bias batch_first dropout bidirectional proj_size",
    "gru": "input_size hidden_size num_layers bias batch_first dropout bidirectional",
    "multiheadattention": "embed_dim num_heads dropout bias",
    "transformerencoderlayer": "d_model nhead dim_feedforward dropout activation layer_norm_eps batch_first norm_first "
                               "bias",
    "reflectionpad": "padding", "replicationpad": "padding", "circularpad": "padding", "constantpad": "padding",
    "upsample": "size scale_factor mode", "pixelshuffle": "upscale_factor", "leakyrelu": "negative_slope inplace",
    "prelu": "num_parameters", "elu": "alpha inplace", "softmax": "dim", "relu": "inplace", "relu6": "inplace",
    "silu": "inplace", "sigmoid": "", "tanh": "", "gelu": "", "identity": "", "hardswish": "inplace",
    "hardsigmoid": "inplace", "alphadropout": "p inplace", "glu": "dim", "hardtanh": "min_val max_val inplace",
    "pixelunshuffle": "downscale_factor", "syncbatchnorm": "num_features eps momentum affine",
    "upsamplingnearest": "size scale_factor", "upsamplingbilinear": "size scale_factor",
}
KERAS = {
    "conv": "filters kernel_size strides padding data_format dilation_rate groups activation use_bias",
    "depthwiseconv": "kernel_size strides padding depth_multiplier data_format dilation_rate activation use_bias",
    "separableconv": "filters kernel_size strides padding data_format dilation_rate depth_multiplier activation "
                     "use_bias",
    "convtranspose": "filters kernel_size strides padding output_padding data_format dilation_rate activation "
                     "use_bias",
    "dense": "units activation use_bias", "embedding": "input_dim output_dim", "activation": "activation",
    "maxpool": "pool_size strides padding", "maxpooling": "pool_size strides padding",
    "averagepooling": "pool_size strides padding", "globalaveragepooling": "", "globalmaxpooling": "", "flatten": "",
    "batchnormalization": "", "layernormalization": "", "groupnormalization": "groups", "dropout": "rate",
    "lstm": "units activation", "gru": "units activation", "simplernn": "units activation",
    "multiheadattention": "num_heads key_dim", "upsampling": "size", "zeropadding": "padding", "input": "shape",
    "inputlayer": "shape", "relu": "", "softmax": "", "leakyrelu": "negative_slope", "prelu": "", "elu": "alpha",
}
ELSEWHERE_CALLED = {"averagepooling": "avg_pool", "maxpooling": "max_pool", "depthwiseconv": "conv",
                    "separableconv": "conv",
                    "zeropadding": "pad", "zeropad": "pad", "upsampling": "upsample",
                    "reflectionpad": "pad", "replicationpad": "pad", "circularpad": "pad", "constantpad": "pad"}
PAD_MODES = {"reflectionpad": {"mode": "reflect"}, "replicationpad": {"mode": "replicate"},
             "circularpad": {"mode": "circular"}}
BLOCKS = {"transformerencoderlayer": "transformer_block"}
"""Classes that are building blocks of the language here."""
OF_BLOCKS: dict[str, dict[str, Any]] = {
    "transformerencoderlayer": {"hidden": 2048, "norm_first": False, "activation": "relu"}}
"""What such a class has where nothing else is said."""
SHAPES = frozenset({"shape", "input_shape", "batch_input_shape", "batch_shape"})
"""Arguments that say what goes in."""
FEATURES = frozenset({"in_channels", "in_features", "num_features", "num_channels", "normalized_shape", "input_size",
                      "embed_dim", "input_dim", "d_model"})
"""Arguments that say how many channels or features go in."""
