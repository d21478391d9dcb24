"""ptflops, which counts what PyTorch's modules do, and twice what they do by calling a function."""

from archcalc.conventions import ptflops
from archcalc.conventions._parts import BIASES, NORMS, PRODUCTS
from archcalc.counting import Doubt, Rule, Term

_ATTENTION = frozenset({"attention"})
_ONCE = frozenset({"relu6", "silu", "leaky_relu"})
_TWICE = frozenset({"relu", "elu", "prelu", "gelu"})

operations = Rule(
    rule="products, biases, batch norm at 2 for each value, ReLU and pool inputs twice",
    source="ptflops 0.7.5, backend pytorch",
    terms=(*PRODUCTS, *BIASES, Term("values", "outputs_normalised", NORMS - {"layer_norm"}),
           Term("values", "outputs", frozenset({"layer_norm"})),
           Term("scaling", "inputs", _ATTENTION), Term("softmax", "exponentials", _ATTENTION),
           Term("values", "outputs", _TWICE, factor=2), Term("values", "outputs", _ONCE),
           Term("inputs", "inputs", frozenset({"pooling"}), factor=2)),
    style=ptflops.PRINTED,
    doubts=(Doubt("ReLU and pooling count twice: as a module, and as the function that it calls",
                  frozenset({*_TWICE, "pooling"})),),
)
