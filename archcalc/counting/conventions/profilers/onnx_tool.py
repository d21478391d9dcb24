"""onnx-tool, which profiles an exported file."""

from archcalc.counting.convention import Doubt, Rule, Term
from archcalc.counting.conventions._terms import BATCH_NORM, BIASES, LOSS_LEFT_OUT, NORMS, RARE_RESIZING, WINDOW_POOLING
from archcalc.counting.print_style import Style, counted

_MERGED = Doubt("an exporter stores equal arrays once, and biases of one length may all be zero in a fresh network",
                measure="biases_repeated")
_LEFT_OUT = BATCH_NORM | {"input", "random", "stacks", "pad", "slice", "crop", "identity", "reshape", "regroup",
                          "token"}
_STORED = frozenset({"flatten", "transpose", "channel_shuffle", "pixel_shuffle", "merge_patches", "to_tokens",
                     "positions", "class_token", "embedding"})
"""Of those, the ones whose output is written down all the same."""

_STEPS = frozenset({"attention", "layer_norm", "group_norm", "instance_norm", "embedding", "class_token",
                    "merge_patches", "silu", "select", "table_conv", "glu", "rotary", "tile", "where", "standardize",
                    "quantize", "dequantize", "constant"})
"""Operators that an exporter writes as several nodes, or with indices and constants beside them."""

_IN_STEPS = Doubt("what an exporter writes in several steps (norms, attention, tokens, indices) is counted as one",
                  _STEPS)
_RECURRENT = Doubt("of a recurrent layer the file holds matrices and biases put together, and states of zeros",
                   frozenset({"recurrent"}))
_FACTORS = {
    1: {"relu", "multiply", "layer_scale", "arithmetic", "elementwise"}, 2: {"relu6", "clip", "leaky_relu", "prelu"},
    4: {"hard_sigmoid"}, 5: {"hard_swish"}, 7: {"instance_norm"}, 9: {"group_norm"}, 32: {"sigmoid"}, 33: {"silu"},
    34: {"gelu"}, 35: {"elu"}, 76: {"tanh"},
}
"""What one value costs, by operator."""

params = Rule(
    rule="weights and biases, batch norm folded into the biases; biases of one length once; no embedding's table",
    source="onnx-tool 1.0.1, export of PyTorch 2.13",
    terms=(Term("weights", "weights", but=frozenset({"embedding"})), Term("biases", "arrays_merged"),
           Term("scale and shift", "affine", NORMS, but=BATCH_NORM)),
    doubts=(_MERGED, _RECURRENT,
            Doubt("the mean and the deviation of data count as parameters", frozenset({"standardize"})),
            Doubt("masks and tables of indices count as parameters", frozenset({"window_attention"})),
            Doubt("an attention that is masked, or looks at another layer, is written in parts, which share biases",
                  frozenset({"attention"}), "attention_in_parts")),
)

memory = Rule(
    rule="the output of every operator of the export that computes, and the parameters",
    source="onnx-tool 1.0.1, export of PyTorch 2.13",
    terms=(Term("outputs", "outputs_before_loss", but=_LEFT_OUT),
           Term("outputs", "outputs", _STORED), Term("sums on the way", "outputs_between", frozenset({"sum"})),
           Term("products before the bias", "token_outputs_biased", frozenset({"linear"})),
           Term("outputs", "outputs_unfolded"), *params.terms),
    style=Style("{:,}", ((1, "B"),), size=True),
    doubts=(_MERGED, _IN_STEPS, _RECURRENT, LOSS_LEFT_OUT,
            Doubt("the places of what is reduced or cut out stand beside it", frozenset({"reduction", "pad"}))),
)

operations = Rule(
    rule="products; biases, folded batch norms, ReLU and add at 1 for each value; windows of pooling",
    source="onnx-tool 1.0.1: MACs",
    terms=(Term("products", "macs_of_filters"), *BIASES, Term("biases", "outputs_folded"),
           Term("values", "outputs_unfolded", factor=31),
           Term("values", "adds", frozenset({"sum"})),
           *(Term("values", "outputs", frozenset(names), factor=factor) for factor, names in _FACTORS.items()),
           Term("values", "outputs_before_loss", frozenset({"softmax"}), factor=36),
           Term("blends", "outputs_blended", frozenset({"resize"}), factor=4),
           Term("values", "inputs", frozenset({"reduction", "adaptive_max_pool", "global_max_pool"})),
           Term("windows", "window_values", WINDOW_POOLING | {"adaptive_avg_pool"}),
           Term("inputs", "inputs", frozenset({"global_avg_pool"})),
           Term("outputs", "outputs", frozenset({"global_avg_pool"}), factor=4)),
    style=counted("MACs"),
    doubts=(Doubt("attention, norms over features, tokens and indices are written in several steps, and counted as one",
                  _STEPS - {"group_norm", "instance_norm", "silu"} | {"positions"}), LOSS_LEFT_OUT,
            Doubt("functions of one value, and quotients, cost by their kind: here all count 1",
                  frozenset({"elementwise", "arithmetic"})),
            Doubt("of a recurrent layer it counts gates, and products of its own way", frozenset({"recurrent"})),
            RARE_RESIZING),
)
