"""ptflops, which counts what PyTorch's operators do."""

from archcalc.counting.convention import Convention, Doubt, Rule, Term
from archcalc.counting.conventions._terms import BIASES, NORMS, PRODUCTS, WEIGHT_PRODUCTS
from archcalc.counting.print_style import Style

PRINTED = Style("{:.2f} {}Mac", ((10**9, "G"), (10**6, "M"), (10**3, "K")))
_ATTENTION = frozenset({"attention"})
_LAYER_NORM = frozenset({"layer_norm"})
_ONCE = frozenset({"relu6", "silu", "leaky_relu"})
_TWICE = frozenset({"relu", "elu", "prelu", "gelu"})

operations = Rule(
    rule="products and biases of conv and fc; nothing else",
    source="ptflops 0.7.5, backend aten",
    terms=(*WEIGHT_PRODUCTS, *BIASES),
    style=PRINTED,
    doubts=(Doubt("attention's products of tokens with tokens are skipped", frozenset({"attention"})),),
)

VARIANTS = {
    "ptflops-pytorch": Convention(operations=Rule(
        rule="products, biases, batch norm at 2 for each value, ReLU and pool inputs twice",
        source="ptflops 0.7.5, backend pytorch",
        terms=(*PRODUCTS, *BIASES, Term("values", "outputs_normalised", NORMS, but=_LAYER_NORM),
               Term("values", "outputs", _LAYER_NORM),
               Term("scaling", "inputs", _ATTENTION), Term("softmax", "exponentials", _ATTENTION),
               Term("values", "outputs", _TWICE, factor=2), Term("values", "outputs", _ONCE),
               Term("inputs", "inputs", frozenset({"pooling"}), factor=2)),
        style=PRINTED,
        doubts=(Doubt("ReLU and pooling count twice: as a module, and as the function that it calls",
                      frozenset({*_TWICE, "pooling"})),),
    )),
}
