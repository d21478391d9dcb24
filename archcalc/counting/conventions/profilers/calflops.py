"""calflops, which follows DeepSpeed's profiler."""

from archcalc.counting.convention import Doubt, Rule, Term
from archcalc.counting.conventions._terms import BATCH_NORM, CONVOLUTION, NORMS, WEIGHT_PRODUCTS
from archcalc.counting.print_style import Style

_ACTIVATIONS = frozenset({"relu", "prelu", "elu", "leaky_relu", "silu", "gelu"})

operations = Rule(
    rule="2 for each product, biases of conv (not of fc), batch norm at 2 for each value, ReLU, pool inputs",
    source="calflops 0.3.2: FLOPs; its MACs are the products alone",
    terms=(*(term._replace(factor=2) for term in WEIGHT_PRODUCTS), Term("biases", "outputs_biased", CONVOLUTION),
           Term("values", "outputs_normalised", NORMS),
           Term("means and deviations", "outputs", NORMS, but=BATCH_NORM, factor=3),
           Term("values", "outputs", _ACTIVATIONS), Term("inputs", "inputs", frozenset({"pooling"}))),
    style=Style("{:.2f} {}FLOPS", ((10**12, "T"), (10**9, "G"), (10**6, "M"), (10**3, "K"))),
    doubts=(Doubt("attention's products of tokens with tokens are skipped", frozenset({"attention"})),),
)
