"""Operators on a small input, worked out by hand: the operations by kind, and what the lecture writes beside the layer.

A volume here is 2 images of 4 channels, 6 high and 5 wide: 240 values. Tokens are 2 * 5 of 8 features, a vector 2 * 7 values.
"""

import numpy
import pytest
from operator_grid import GRID, label
from together import together

from archcalc.base.errors import Refused
from archcalc.counting.columns import receptive_field
from archcalc.language.about import About
from archcalc.language.flat_layers import Layer
from archcalc.language.spec import read
from archcalc.language.text.document import parse
from archcalc.network.builder import assemble, build
from archcalc.operators import find, kinds
from archcalc.operators.saved_for_backward import Circumstances

VOLUME, TOKENS, VECTOR = (2, 4, 6, 5), (2, 5, 8), (2, 7)
WORKED = [
    # operator, attributes, inputs, operations, what it does, short notation
    # 3x4 positions: 144 values, each of 3*2*4 products, and a bias
    ("conv", {"filters": 6, "kernel": (3, 2), "stride": (2, 1), "padding": (1, 1, 0, 0)}, [VOLUME], {"macs": 144 * 24, "adds": 144},
     "6 3x2 filters at stride 2x1, pad 1x0", "CONV3x2-6"),
    # each filter sees one channel; no biases
    ("conv", {"filters": 8, "kernel": (1, 1), "dilation": (2, 2), "groups": 4, "bias": False}, [VOLUME], {"macs": 480},
     "8 1x1 filters at stride 1, pad 0, dilation 2, 4 groups", "CONV1-8"),
    # each of 240 values paints 2*3 places in half of the 6 filters; 12x11 places get a bias
    ("conv_transpose", {"filters": 6, "kernel": (2, 3), "stride": (2, 2), "groups": 2}, [VOLUME], {"macs": 240 * 18, "adds": 2 * 6 * 132},
     "6 2x3 filters at stride 2, pad 0, 2 groups", "UPCONV2x3-6"),
    ("conv_transpose", {"filters": 1, "kernel": (1, 1), "bias": False}, [VOLUME], {"macs": 240}, "1 1x1 filters at stride 1, pad 0", "UPCONV1-1"),
    # filter 0 sees 3 maps and filter 1 one: 4 connections, 4x4 places
    ("table_conv", {"kernel": (3, 2), "connections": ((0, 1, 2), (3,))}, [VOLUME], {"macs": 2 * 16 * 6 * 4, "adds": 2 * 2 * 16},
     "2 3x2 filters by a table, 4 connections", "TABLE CONV"),
    ("table_conv", {"kernel": (3, 2), "connections": ((3,),), "bias": False}, [VOLUME], {"macs": 2 * 16 * 6},
     "1 3x2 filters by a table, 1 connections", "TABLE CONV"),
    ("linear", {"units": 3}, [VECTOR], {"macs": 2 * 21, "adds": 6}, "3 neurons", "FC-3"),
    ("linear", {"units": 3, "bias": False}, [TOKENS], {"macs": 2 * 5 * 24}, "3 neurons", "FC-3"),
    ("matmul", {}, [(2, 3, 4), (2, 4, 5)], {"macs": 120, "paired": 120}, "3x4 by 4x5", "MATMUL"),
    # 10 tokens: 3 * 64 + 64 products with weights and 2 * 5 * 8 with each other; 2 scores for each of 5 tokens; 32 biases
    ("attention", {"heads": 2}, [TOKENS], {"macs": 10 * (256 + 80), "paired": 800, "adds": 100 + 320, "divides": 200, "exponentials": 100},
     "2 heads over 5 tokens", "ATTENTION"),
    ("attention", {"heads": 1, "bias": False}, [TOKENS], {"macs": 10 * (256 + 80), "paired": 800, "adds": 50, "divides": 100, "exponentials": 50},
     "1 heads over 5 tokens", "ATTENTION"),
    # queries of 10 tokens, keys and values of 14 others of 6 features for one head of 2; 10 * 7 pairs, each under 4 heads
    ("attention", {"heads": 4, "kv_heads": 1}, [TOKENS, (2, 7, 6)],
     {"macs": 10 * 64 + 14 * 12 * 2 + 10 * 64 + 1120, "paired": 2 * 70 * 8, "adds": 280 + 10 * 8 + 14 * 2 * 2 + 10 * 8, "divides": 560, "exponentials": 280},
     "4 heads, 1 of keys and values, over 7 tokens of memory", "ATTENTION"),
    # a mask changes nothing, turning adds and multiplies: 10 tokens, 2 heads of 4 for queries and for keys
    ("attention", {"heads": 2, "bias": False, "causal": True, "window": 3, "rotary": 100.0}, [TOKENS],
     {"macs": 10 * (256 + 80), "paired": 800, "adds": 100 + 160, "divides": 200 + 320, "exponentials": 100},
     "2 heads over 5 tokens, causal, window 3", "ATTENTION"),
    # 16 features inside, 3 out, and a number for each of 100 scores
    ("attention", {"heads": 2, "head_width": 8, "output": 3, "mask": "padding", "position_bias": "relative"}, [TOKENS],
     {"macs": 10 * (8 * 48 + 16 * 3 + 160), "paired": 1600, "adds": 100 + 10 * (48 + 3) + 100, "divides": 200, "exponentials": 100},
     "2 heads over 5 tokens, padding masked", "ATTENTION"),
    # 2 images x 3 heads x 5 queries x 6 keys = 180 scores, each of 4 products, and of 7 with values
    ("dot_product_attention", {"causal": True, "window": 3}, [(2, 3, 5, 4), (2, 3, 6, 4), (2, 3, 6, 7)],
     {"macs": 180 * 11, "paired": 180 * 11, "divides": 360, "exponentials": 180}, "3 heads over 6 tokens, causal, window 3", "DOT PRODUCT ATTENTION"),
    ("dot_product_attention", {"mask_values": "seen"}, [(2, 4, 5, 4), (2, 2, 6, 4), (2, 2, 6, 7), (5, 6)],
     {"macs": 240 * 11, "paired": 240 * 11, "adds": 240, "divides": 480, "exponentials": 240}, "4 heads, 2 of keys and values, over 6 tokens, masked", "DOT PRODUCT ATTENTION"),
    # 10 tokens meet a gate of 8 * 4 and its biases, and 2 experts of 8 * 6; of 3 values each 2 are weighed and added
    ("mixture", {"experts": 4, "active": 2, "layers": ({"linear": {"units": 6, "bias": False}}, {"glu": {}})}, [TOKENS],
     {"macs": 10 * (32 + 2 * 48), "adds": 40 + 2 * 30 + 30, "compares": 40, "divides": 20 + 2 * 60 + 60, "exponentials": 20 + 2 * 30},
     "2 of 4 experts for each token", "MIXTURE"),
    # 5 columns are filled up to 6: 2 * 36 places, each of which sees 6; a bias of position on each of 864 scores
    ("window_attention", {"heads": 2, "size": (3, 2)}, [VOLUME],
     {"macs": 72 * (64 + 48), "paired": 72 * 48, "adds": 864 + 72 * 16 + 864, "divides": 1728, "exponentials": 864},
     "2 heads in 3x2 windows", "WINDOW ATTENTION"),
    ("window_attention", {"heads": 4, "size": (6, 5), "shift": (0, 1), "bias": False}, [VOLUME],
     {"macs": 60 * (64 + 240), "paired": 60 * 240, "adds": 2 * 7200, "divides": 14400, "exponentials": 7200},
     "4 heads in 6x5 windows, shifted by 0x1", "WINDOW ATTENTION"),

    ("max_pool", {"kernel": (2, 2), "stride": (1, 1), "dilation": (3, 2)}, [VOLUME], {"compares": 2 * 4 * 3 * 3 * 4},
     "2x2 filters at stride 1, dilation 3x2", "POOL2"),
    ("max_pool", {"kernel": (3, 2), "stride": (2, 2)}, [VOLUME], {"compares": 2 * 4 * 4 * 6}, "3x2 filters at stride 2", "POOL3x2"),
    ("avg_pool", {"kernel": (2, 2), "padding": (1, 1, 0, 0)}, [VOLUME], {"adds": 64 * 4, "divides": 64}, "2x2 filters at stride 2, pad 1x0", "POOL2"),
    ("avg_pool", {"kernel": (2, 2), "ceil": True}, [VOLUME], {"adds": 72 * 4, "divides": 72}, "2x2 filters at stride 2, ceil", "POOL2"),
    ("merge_patches", {}, [VOLUME], {}, "2x2 places as one", "MERGE PATCHES"),
    ("subsample", {"kernel": (2, 2)}, [VOLUME], {"adds": 48 * 5}, "2x2 windows, trainable", "SUBSAMPLE"),
    # bins of 2 rows, and of 3 columns, which share the middle one
    ("adaptive_avg_pool", {"output": (3, 2)}, [VOLUME], {"adds": 48 * 6, "divides": 48}, "means to 3x2", "ADAPTIVE AVG POOL"),
    ("adaptive_max_pool", {"output": (3, 2)}, [VOLUME], {"compares": 48 * 6}, "maxima to 3x2", "ADAPTIVE MAX POOL"),
    ("global_avg_pool", {}, [VOLUME], {"adds": 240, "divides": 8}, "the mean of 6x5", "POOL6x5"),
    ("global_max_pool", {}, [VOLUME], {"compares": 240}, "the maximum of 6x5", "POOL6x5"),
    ("reduce", {"function": "mean", "axes": (2, 3)}, [VOLUME], {"adds": 240, "divides": 8}, "mean over axes 2,3", "REDUCE"),
    ("reduce", {"function": "sum", "axes": (1,)}, [VOLUME], {"adds": 240}, "sum over axes 1", "REDUCE"),
    ("reduce", {"function": "max", "axes": (1,)}, [VOLUME], {"compares": 240}, "max over axes 1", "REDUCE"),

    ("einsum", {"equation": "nchw,ncd->nhwd"}, [VOLUME, (2, 4, 3)], {"macs": 2 * 30 * 3 * 4, "paired": 720}, "nchw,ncd->nhwd", "EINSUM"),
    ("einsum", {"equation": "nchw->nc"}, [VOLUME], {"adds": 240}, "nchw->nc", "EINSUM"),
    ("where", {}, [VOLUME] * 3, {"compares": 240}, "the second where the first is above 0, else the third", "WHERE"),
    ("gather", {"index": (1, 0)}, [VOLUME], {}, "places 1, 0 of axis 1", "GATHER"),
    ("max_unpool", {"kernel": (2, 2)}, [(2, 4, 3, 2), (2, 4, 6, 5)], {}, "2x2 windows at stride 2 undone", "UNPOOL2"),

    ("batch_norm", {}, [VOLUME], {"adds": 240, "divides": 240}, "batch norm", "BATCH NORM"),
    # 40 values of 80, each times a gate: a product, and what the gate takes
    ("glu", {}, [TOKENS], {"adds": 40, "divides": 80, "exponentials": 40}, "half of the features, times sigmoid of the others", "GLU"),
    # two products and a sum for each of 80 values
    ("rotary", {"heads": 2}, [TOKENS], {"adds": 80, "divides": 160}, "5 positions, base 10000", "ROTARY"),
    ("rms_norm", {}, [TOKENS], {"divides": 80}, "rms norm", "RMS NORM"),
    ("group_norm", {"groups": 2}, [VOLUME], {"adds": 240, "divides": 240}, "2 groups", "GROUP NORM"),
    ("lrn", {"size": 3}, [VOLUME], {"adds": 720, "divides": 480, "exponentials": 240}, "Normalization layer", "NORM"),
    ("relu", {}, [VOLUME], {"compares": 240}, "relu", "RELU"),
    ("relu6", {}, [VECTOR], {"compares": 28}, "relu6", "RELU6"),
    ("leaky_relu", {}, [VECTOR], {"compares": 14}, "leaky relu", "LEAKY RELU"),
    ("prelu", {}, [VECTOR], {"compares": 14}, "prelu", "PRELU"),
    ("elu", {}, [VECTOR], {"adds": 14, "compares": 14, "exponentials": 14}, "elu", "ELU"),
    ("sigmoid", {}, [VECTOR], {"adds": 14, "divides": 14, "exponentials": 14}, "sigmoid", "SIGMOID"),
    ("silu", {}, [VECTOR], {"adds": 14, "divides": 14, "exponentials": 14}, "silu", "SILU"),
    ("gelu", {}, [VECTOR], {"adds": 14, "divides": 14, "exponentials": 14}, "gelu", "GELU"),
    ("tanh", {}, [VECTOR], {"adds": 28, "divides": 14, "exponentials": 28}, "tanh", "TANH"),
    ("softmax", {}, [VECTOR], {"adds": 14, "divides": 14, "exponentials": 14}, "softmax", "SOFTMAX"),
    ("hard_swish", {}, [VECTOR], {"adds": 14, "compares": 28, "divides": 14}, "hard swish", "HARD SWISH"),
    ("hard_sigmoid", {}, [VECTOR], {"adds": 14, "compares": 28, "divides": 14}, "hard sigmoid", "HARD SIGMOID"),
    ("clip", {"low": -1.0, "high": 6.5}, [VECTOR], {"compares": 28}, "-1 to 6.5", "CLIP"),
    ("dropout", {"rate": 0.5}, [VECTOR], {}, "0.5 of the values", "DROPOUT"),
    *[("elementwise", {"function": function}, [VECTOR], operations, function, "ELEMENTWISE") for function, operations in {
        "abs": {"compares": 14}, "sign": {"compares": 14}, "ceil": {}, "floor": {}, "negate": {}, "square": {"divides": 14},
        "reciprocal": {"divides": 14}, "softplus": {"adds": 14, "exponentials": 28},
        **{each: {"exponentials": 14} for each in ("cos", "erf", "exp", "log", "sin", "sqrt")}}.items()],

    ("add", {}, [VOLUME] * 3, {"adds": 480}, "sum of 3", "ADD"),
    ("multiply", {}, [VOLUME, (2, 4, 1, 1)], {"divides": 240}, "product of 2", "MULTIPLY"),
    ("concat", {}, [VOLUME] * 2, {}, "2 branches", "CONCAT"),
    *[("arithmetic", {"function": function, "number": 2.0}, [VECTOR], {operation: 14}, f"{function} 2", "ARITHMETIC") for function, operation in {
        "add": "adds", "subtract": "adds", "multiply": "divides", "divide": "divides", "power": "exponentials", "maximum": "compares",
        "minimum": "compares"}.items()],
    ("arithmetic", {"function": "divide", "number": 2.0, "turned": True}, [VECTOR], {"divides": 14}, "divide, 2 first", "ARITHMETIC"),
    ("arithmetic", {"function": "add", "learned": (4, 1, 1)}, [VOLUME], {"adds": 240}, "add learned 4x1x1", "ARITHMETIC"),
    ("arithmetic", {"function": "add"}, [VOLUME, VOLUME], {"adds": 240}, "add", "ARITHMETIC"),
    ("layer_scale", {}, [TOKENS], {"divides": 80}, "layer scale", "LAYER SCALE"),
    ("positions", {}, [TOKENS], {"adds": 80}, "5 learned positions", "POSITIONS"),
    # a difference and a sum for each of 7 values and 3 codes, of 2 images
    ("rbf", {"units": 3}, [VECTOR], {"adds": 2 * 7 * 6}, "distance to 3 fixed codes", "RBF"),
    ("upsample", {"scale": (2, 3), "mode": "bilinear"}, [VOLUME], {"adds": 3 * 240 * 6}, "2x3 times, bilinear", "UPSAMPLE"),
    ("upsample", {"size": (9, 8)}, [VOLUME], {}, "to 9x8, nearest", "UPSAMPLE"),

    ("input", {"shape": (3, 8, 8)}, [], {}, "image", "INPUT"),
    ("input", {"shape": (5, 4)}, [], {}, "tokens", "INPUT"),
    ("input", {"shape": (7,)}, [], {}, "vector", "INPUT"),
    ("side_input", {"shape": (7,)}, [], {}, "not for every image", "SIDE INPUT"),
    ("pad", {"sides": (1, 0, 0, 2)}, [VOLUME], {}, "sides 1,0,0,2", "PAD"),
    ("pad", {"sides": (1, 0, 0, 2), "channels": 3}, [VOLUME], {}, "sides 1,0,0,2, 3 channels of zeros", "PAD"),
    ("pad", {"sides": (0, 0, 0, 0), "channels": 3}, [VOLUME], {}, "3 channels of zeros", "PAD"),
    ("crop", {"sides": (1, 2, 0, 3)}, [VOLUME], {}, "sides 1,2,0,3", "CROP"),
    ("merge_patches", {"factor": 2}, [VOLUME], {}, "2x2 places as one", "MERGE PATCHES"),
    ("pixel_shuffle", {"factor": 2}, [VOLUME], {}, "factor 2", "PIXEL SHUFFLE"),
    ("channel_shuffle", {"groups": 2}, [VOLUME], {}, "2 groups", "CHANNEL SHUFFLE"),
    ("slice", {"channels": (1, 3)}, [VOLUME], {}, "channels 1 to 2", "SLICE"),
    ("select", {"axis": 2, "places": (0, 4)}, [VOLUME], {}, "places 0 to 3 of axis 2", "SELECT"),
    ("select", {"axis": 2, "places": (1, 4), "step": 2}, [VOLUME], {}, "places 1 to 3 of axis 2, every 2", "SELECT"),
    ("regroup", {"shape": (2, 120)}, [VOLUME], {}, "to 2x120, with the batch", "REGROUP"),
    ("transpose", {"order": (0, 2, 3, 1)}, [VOLUME], {}, "axes 0,2,3,1", "TRANSPOSE"),
    ("to_tokens", {}, [VOLUME], {}, "6x5 places as tokens", "TO TOKENS"),
    ("class_token", {}, [TOKENS], {}, "one learned token", "CLASS TOKEN"),
    ("token", {"index": 1}, [TOKENS], {}, "token 1 of 5", "TOKEN"),
    ("embedding", {"entries": 20, "features": 8}, [VECTOR], {}, "20 entries of 8", "EMBEDDING"),
    # the smallest and the largest are looked for; each value is divided and moved
    ("dynamic_quantize", {}, [VECTOR], {"adds": 14, "compares": 28, "divides": 14}, "to 0 ... 255, in steps of their own", "DYNAMIC QUANTIZE"),
    # 14 regions of 4 channels and 3x3 values, each of 2x2 samples of 4 neighbours
    ("roi_align", {"size": (3, 3), "sampling_ratio": 2}, [VOLUME, (2, 7, 4)], {"adds": 4 * 504 * 4, "divides": 504}, None, None),
    ("tensor_function", {"function": "greater", "shape": (2, 7), "counts": "compares"}, [VECTOR], {"compares": 14}, "greater", "TENSOR FUNCTION"),
    ("tensor_function", {"function": "tile", "shape": (2, 21)}, [VECTOR], {}, "tile", "TENSOR FUNCTION"),
]


@together(("kind", "attributes", "inputs", "operations", "summary", "notation"), WORKED)
def test_an_operator_worked_out_by_hand(kind, attributes, inputs, operations, summary, notation):
    op = find(kind)(**attributes)
    counted = op.cost(op.output(*inputs), *inputs)._asdict()
    assert {name: count for name, count in counted.items() if count} == operations
    assert summary is None or (op.summary(*inputs), op.notation(*inputs)) == (summary, notation)


@pytest.mark.parametrize(("layers", "field"), [
    ("flatten", {"size": [1, 1], "stride": [1, 1], "padding": [0, 0]}),
    ("to_tokens, flatten", {"size": [1, 1], "stride": [1, 1], "padding": [0, 0]}),
    ("flatten, linear: {units: 3}", {"size": [6, 5], "stride": [1, 1], "padding": [0, 0]}),
    ("adaptive_avg_pool: {output: [3, 2]}", {"size": [2, 3], "stride": [2, 2.5], "padding": [0, 0]}),
    ("adaptive_max_pool: {output: [12, 1]}", {"size": [1, 5], "stride": [0.5, 5], "padding": [0, 0]}),
    ("crop: {sides: [1, 0, 2, 1]}", {"size": [1, 1], "stride": [1, 1], "padding": [-1, -2]}),
    ("window_attention: {heads: 2, size: [3, 5]}", {"size": [3, 5], "stride": [1, 1], "padding": [0, 0]})])
def test_what_is_seen_where_nothing_slides(layers, field):
    text = f"input: [4, 6, 5]\nlayers: [{layers}]\n"
    assert list(receptive_field.cells(build(read(parse(text, "whole.yaml"), "whole"))))[-1] == (field,)


SAVED = [
    # operator, attributes, circumstances, input, and what is saved besides volumes for the backward pass
    ("group_norm", {"groups": 2}, {}, VOLUME, {"statistics": 2 * 4}),
    ("group_norm", {"groups": 2}, {"fused": False}, VOLUME, {"parts": 2 * 240, "statistics": 4}),
    ("instance_norm", {"affine": False}, {}, VOLUME, {"statistics": 2 * 8}),
    ("instance_norm", {"affine": True}, {}, VOLUME, {"statistics": 3 * 8}),
    ("instance_norm", {"affine": True}, {"fused": False}, VOLUME, {"parts": 2 * 240, "statistics": 8}),
    ("layer_norm", {}, {}, TOKENS, {"statistics": 2 * 10}),
    ("glu", {}, {}, TOKENS, {}),
    ("glu", {"activation": "silu"}, {}, TOKENS, {"parts": 40}),
    ("rms_norm", {}, {}, TOKENS, {"parts": 80, "statistics": 10}),
    ("rms_norm", {}, {"trained": False}, TOKENS, {"statistics": 10}),
    ("rms_norm", {"affine": False}, {}, TOKENS, {"statistics": 10}),
    ("rotary", {"heads": 2}, {}, TOKENS, {"parts": 2 * 5 * 4}),
    ("attention", {"heads": 2, "rotary": 100.0}, {}, TOKENS, {"parts": 4 * 80 + 2 * 5 * 4, "statistics": 20}),
    ("batch_norm", {}, {"training": True}, VOLUME, {"statistics": 2 * 4}),
    ("batch_norm", {}, {}, VOLUME, {}),
    ("batch_norm", {}, {"fused": False}, VOLUME, {"parts": 240, "statistics": 4}),
    ("batch_norm", {}, {"fused": False, "training": True, "trained": False}, VOLUME, {"parts": 240, "statistics": 4}),
    # squares of 4 + 5 - 1 channels, sums and divisors
    ("lrn", {"size": 5}, {}, VOLUME, {"parts": 2 * 8 * 30 + 2 * 240}),
    ("attention", {"heads": 2}, {}, TOKENS, {"parts": 4 * 80, "statistics": 2 * 5 * 2}),
    # keys and values of one head of 4; a mask of 5 by 5; one of 10 by 2 heads; scores instead of their sums
    ("attention", {"heads": 2, "kv_heads": 1}, {}, TOKENS, {"parts": 2 * 80 + 2 * 40, "statistics": 20}),
    ("attention", {"heads": 2, "causal": True}, {}, TOKENS, {"parts": 4 * 80, "statistics": 20}),
    ("attention", {"heads": 2, "window": 3}, {}, TOKENS, {"parts": 4 * 80 + 25, "statistics": 20}),
    ("attention", {"heads": 2, "mask": "padding"}, {}, TOKENS, {"parts": 4 * 80 + 20, "statistics": 20}),
    ("attention", {"heads": 2, "position_bias": "relative"}, {}, TOKENS, {"parts": 4 * 80 + 100, "maxima": 5 * 5}),
    # two experts keep each 10 tokens, what a ReLU gives, what they give, also times its shares, and these, as the softmax gives
    # them and as the expert gets them; and the places of the largest, and of an expert's tokens and their ranks
    ("mixture", {"experts": 4, "active": 2, "layers": ({"linear": {"units": 6}}, {"relu": {}}, {"linear": {"units": 3}})}, {}, TOKENS,
     {"parts": 2 * (80 + 60 + 2 * 30 + 2 * 10), "maxima": 2 * 3 * 10}),
    # 72 places, each of which sees 6, under 2 heads; of a single window also what queries were
    ("window_attention", {"heads": 2, "size": (3, 2)}, {}, VOLUME, {"parts": 4 * 4 * 72 + 72 * 6 * 2}),
    ("window_attention", {"heads": 4, "size": (6, 5)}, {}, (1, 4, 6, 5), {"parts": 4 * 120 + 30 * 30 * 4 + 120}),
    ("dropout", {}, {"training": True}, VOLUME, {"masks": 240}),
    ("dropout", {}, {}, VOLUME, {}),
    ("max_pool", {"kernel": (2, 2)}, {}, VOLUME, {"maxima": 2 * 4 * 3 * 2}),
]


@together(("kind", "attributes", "circumstances", "shape", "saved"), SAVED)
def test_what_training_keeps_worked_out_by_hand(kind, attributes, circumstances, shape, saved):
    op = find(kind)(**attributes)
    kept = op.saved(Circumstances(**circumstances), op.output(shape), shape)._asdict()
    assert {name: count for name, count in kept.items() if count} == saved


KEPT_OF_SEVERAL = [
    ("adaptive_max_pool", {"output": (3, 2)}, [VOLUME], {"maxima": 2 * 4 * 3 * 2}),
    ("global_max_pool", {}, [VOLUME], {"maxima": 2 * 4}),
    ("dot_product_attention", {}, [(2, 5, 4), (2, 6, 4), (2, 6, 3)], {"parts": 2 * 5 * 3, "statistics": 2 * 5}),
    ("roi_align", {"size": (3, 3)}, [VOLUME, (2, 7, 4)], {"parts": 2 * 7 * 5}),
    ("where", {}, [VOLUME] * 3, {"masks": 240}),
]
"""As `SAVED`, of operators with several inputs, too."""


@together(("kind", "attributes", "inputs", "saved"), KEPT_OF_SEVERAL)
def test_what_training_keeps_of_several_inputs_worked_out_by_hand(kind, attributes, inputs, saved):
    op = find(kind)(**attributes)
    kept = op.saved(Circumstances(), op.output(*inputs), *inputs)._asdict()
    assert {name: count for name, count in kept.items() if count} == saved


SEEN = [
    # operator, attributes, inputs; its window's kernel and stride
    ("global_avg_pool", {}, [VOLUME], (6, 5), (1, 1)), ("global_max_pool", {}, [VOLUME], (6, 5), (1, 1)),
    ("max_unpool", {"kernel": (2, 2)}, [(2, 4, 3, 2), VOLUME], (2, 2), (2, 2)), ("window_attention", {"heads": 2, "size": (3, 2)}, [VOLUME], (3, 2), (1, 1)),
    # copied to 2 by 3 places; between two neighbours, 4 and 6 places less the odd one
    ("upsample", {"scale": (2, 3)}, [VOLUME], (2, 3), (2, 3)), ("upsample", {"scale": (2, 3), "mode": "bilinear"}, [VOLUME], (4, 5), (2, 3)),
]


@together(("kind", "attributes", "inputs", "kernel", "stride"), SEEN)
def test_a_window_worked_out_by_hand(kind, attributes, inputs, kernel, stride):
    assert find(kind)(**attributes).window(*inputs)[:2] == (kernel, stride)


def test_where_windows_of_attention_begin():
    assert find("window_attention")(heads=2, size=(3, 5)).window((1, 4, 6, 10)).padding == (1, 2)


def test_values_as_integers_and_back():
    x = numpy.array([[-1.0, 0.0, 1.55]])
    assert find("dynamic_quantize")().forward(numpy, x).tolist() == [[0, 100, 255]]
    assert find("dequantize")(scale=0.5, zero_point=3).forward(numpy, numpy.array([5.0])).tolist() == [1.0]


INSIDE = [
    # gradients of the gates' sums, step by step and put together, less the output's own: 2 x 5 tokens, 3 units, 4, 3 and 1 gates
    ("lstm", {"units": 3}, TOKENS, (4 + 4 - 1) * 30), ("gru", {"units": 3}, TOKENS, (3 + 3 - 1) * 30), ("rnn", {"units": 3}, TOKENS, 30),
    # of the scaled values; of the mean square's share, the input twice and their product
    ("rms_norm", {}, TOKENS, (1 + 4) * 80),
    # of the output, and of both halves, each as large as the whole
    ("rotary", {"heads": 2}, TOKENS, (1 + 2) * 80),
]


@together(("kind", "attributes", "shape", "alive"), INSIDE)
def test_gradients_that_are_alive_inside_worked_out_by_hand(kind, attributes, shape, alive):
    op = find(kind)(**attributes)
    assert op.gradients_inside(op.output(shape), shape) == alive


HELD = [
    ("tensor_function", {"function": "tile", "shape": (2, 21), "learned": ((4, 5),), "buffers": ((9,),)}, [VECTOR], (2, 21), {"weight1": (4, 5), "buffer1": (9,)}),
    ("opaque", {"operator": "Einsum", "shape": (2, 3, 4), "arrays": ((4, 5), (6,))}, [VECTOR], (2, 3, 4), {"weight1": (4, 5), "weight2": (6,)}),
    ("module_array", {"shape": (1, 16, 8), "learned": ((64, 8),), "biases": ((8,),)}, [], (1, 16, 8), {"weight1": (64, 8), "bias1": (8,)}),
]
"""Operators that stand for what others hold: the shapes are the ones that they were given."""


@together(("kind", "attributes", "inputs", "output", "arrays"), HELD)
def test_what_stands_for_others_has_their_shapes(kind, attributes, inputs, output, arrays):
    op = find(kind)(**attributes)
    assert op.output(*inputs) == output
    assert {name: weight.shape for name, weight in op.weights(*inputs).items()} == arrays


@together(("kind", "attributes", "inputs", "words"), [
    ("reduce", {"function": "sum", "axes": (1, 5)}, [TOKENS], "reduce wants axis 5"),
    ("matmul", {}, [(3,), (3, 4)], "matmul cannot multiply"),
    ("max_pool", {"kernel": (2, 2), "padding": (0, 2, 0, 0)}, [VOLUME], "padding"),
    ("max_pool", {"kernel": (2, 2), "padding": (0, 0, 2, 0)}, [VOLUME], "padding"),
    ("max_pool", {"kernel": (2, 2), "padding": (0, 0, 3, 0), "dilation": (2, 2)}, [VOLUME], "the 3 values that a dilated kernel spans"),
    ("max_pool", {"kernel": (2, 2), "padding": (1, 1, 0, 0), "dilation": (7, 1)}, [VOLUME], "its places are 7 apart, and the input has 6"),
    ("positions", {"entries": 4}, [TOKENS], "4 entries, and there are 5 tokens"),
    ("positions", {"entries": 9, "sinusoidal": True}, [TOKENS], "sinusoidal have no table"),
    ("dot_product_attention", {}, [(2, 5, 4), (2, 6, 3), (2, 6, 3)], "wants queries"), ("dot_product_attention", {}, [(2, 3, 5, 4), (2, 2, 6, 4), (2, 2, 6, 4)], "cannot share"),
    ("dot_product_attention", {}, [(2, 5, 4), (2, 6, 4), (2, 6, 4), (2, 2, 5, 6)], "mask is"),
    ("attention", {"heads": 4, "kv_heads": 3}, [TOKENS], "4 heads do not divide among 3 of keys"),
    ("attention", {"heads": 2, "causal": True, "mask": "padding"}, [TOKENS], "causal: true says mask: causal"),
    ("attention", {"heads": 2, "causal": True}, [TOKENS, TOKENS], "a causal mask is for tokens of one sequence"),
    ("attention", {"heads": 2, "window": 3}, [TOKENS, TOKENS], "a window is for tokens of one sequence"),
    ("attention", {"heads": 8, "rotary": 100.0}, [TOKENS], "rotary turns pairs of features, and a head has 1"),
    ("attention", {"heads": 2}, [TOKENS, (1, 5, 8)], "of batch 2 and 5x8 of batch 1"),
    ("attention", {"heads": 2}, [TOKENS, VECTOR], "attention's memory takes tokens"),
    ("mixture", {"experts": 2, "active": 3, "layers": ({"relu": {}},)}, [TOKENS], "3 experts cannot be active of 2"),
    ("mixture", {"experts": 2, "active": 1, "layers": ({"attention": {"heads": 2}},)}, [TOKENS], "attention does not work on each token"),
    ("mixture", {"experts": 2, "active": 1, "layers": ({"flatten": {}},)}, [TOKENS], "flatten does not work on each token"),
    ("glu", {}, [VECTOR], "halves the features, and 7 has 7"),
    ("rotary", {}, [VECTOR], "pairs of features of tokens"),
    ("rotary", {"heads": 8}, [TOKENS], "in 8 heads, found 5x8"),
    ("matmul", {}, [(2, 3), (4, 2)], "matmul cannot multiply"),
    ("arithmetic", {"function": "add"}, [(2, 3, 4), (2, 3, 5)], "cannot"),
    ("max_pool", {"kernel": (2, 2)}, [VECTOR], "found 7, a vector"),
    ("max_pool", {"kernel": (2, 2)}, [TOKENS], "found 5x8, tokens"),
])
def test_what_an_operator_cannot_take(kind, attributes, inputs, words):
    with pytest.raises(Refused, match=words):
        find(kind)(**attributes).output(*inputs)


ALONE = [pytest.param(*case, id=label(case)) for case in GRID if len(case[1]) == 1 and not case[0].weights(*case[1])
         and 1 not in (case[0].attributes.get("factor"), case[0].attributes.get("groups"))]
"""The cases of one input and no weights, of any operator, but for rearrangements by 1, which rearrange nothing."""


@together(("op", "shapes"), ALONE)
def test_a_view_is_its_inputs_own_memory_and_nothing_else_is(op, shapes):
    numpy = pytest.importorskip("numpy")
    x = numpy.ones(shapes[0], numpy.float32)
    assert numpy.shares_memory(op.forward(numpy, x), x) == op.is_view(training=False)


def test_a_point_is_a_window_of_one_place():
    assert find("relu")().window(VOLUME)[:2] == ((1, 1), (1, 1))


def test_activations_of_pytorchs_own_networks_work_in_place_unless_told_otherwise():
    assert Circumstances() == Circumstances(training=False, in_place=True, fused=True, trained=True)


def test_what_writes_over_its_input_in_pytorchs_own_networks():
    assert {kind for kind in kinds() if "in-place" in find(kind).traits} == {"relu", "leaky_relu", "elu"}


@pytest.mark.parametrize(("kind", "circumstances", "needed"), [
    ("batch_norm", {}, "inputs"), ("batch_norm", {"fused": False}, "nothing"), ("layer_norm", {"fused": False}, "nothing"),
    ("linear", {}, "inputs"), ("linear", {"trained": False}, "nothing"), ("sigmoid", {}, "output")])
def test_which_volumes_training_keeps(kind, circumstances, needed):
    op = find(kind)(**{"units": 1} if kind == "linear" else {})
    assert op.needs(Circumstances(**circumstances)) == needed


def test_an_embedding_looks_up_rows_and_what_is_beyond_its_table_is_the_nearest():
    numpy = pytest.importorskip("numpy")
    table = numpy.arange(12.0).reshape(4, 3)
    found = find("embedding")(entries=4, features=3).forward(numpy, numpy.array([[0.0, 3.0, 2.0, 7.0, -1.0]]), table)
    assert found[0, :, 0].tolist() == [0, 9, 6, 9, 0]


def test_an_operator_without_a_rule_is_counted_and_not_run():
    op = find("opaque")(operator="Foo", shape=(2, 3), arrays=((3, 3), (3,)))
    assert {name: weight.shape for name, weight in op.weights(VECTOR).items()} == {"weight1": (3, 3), "weight2": (3,)}
    constant = Layer("constant", "opaque", {"operator": "Foo", "shape": [1, 3]}, ())
    made = assemble([constant, Layer("relu", "relu", {}, ("constant",))], About("net"))
    assert made.nodes[1].shape == (1, 3)
    with pytest.raises(Refused, match="there is no rule for Foo"):
        op.forward(None)
