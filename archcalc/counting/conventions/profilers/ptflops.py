"""ptflops, which counts what PyTorch's operators do."""

from archcalc.counting.convention import Convention, Doubt, Rule, Term
from archcalc.counting.conventions._terms import (
    BIASES,
    LOSS_LEFT_OUT,
    LRN,
    NORMS,
    PRODUCTS,
    RECURRENT,
    STEPS,
    WEIGHT_PRODUCTS,
)
from archcalc.counting.print_style import Style

PRINTED = Style("{:.2f} {}Mac", ((10**9, "G"), (10**6, "M"), (10**3, "K")))
_ATTENTION = frozenset({"attention"})
_WINDOWS = frozenset({"window_attention"})
"""Attention that calls functions: of these it sees products of two volumes, and softmax."""

_ONE_OPERATOR = frozenset({"lstm"})
_LAYER_NORM = frozenset({"layer_norm"})
_ONCE = frozenset({"relu6", "silu", "leaky_relu"})
_TWICE = frozenset({"relu", "elu", "prelu", "gelu", "resize"})

operations = Rule(
    rule="products and biases of conv and fc; nothing else",
    source="ptflops 0.7.5, backend aten",
    terms=(*(term._replace(but=_ONE_OPERATOR) for term in WEIGHT_PRODUCTS),
           *(term._replace(but=RECURRENT) for term in BIASES),
           Term("biases", "biases_of_steps", RECURRENT, but=_ONE_OPERATOR)),
    style=PRINTED,
    doubts=(Doubt("attention's products of tokens with tokens are skipped", frozenset({"attention"})),
            Doubt("an LSTM, which on a CPU is one operator of oneDNN's unless it is projected, is skipped",
                  _ONE_OPERATOR)),
)

VARIANTS = {
    "ptflops-pytorch": Convention(operations=Rule(
        rule="products, biases, batch norm at 2 for each value, ReLU and pool inputs twice",
        source="ptflops 0.7.5, backend pytorch",
        terms=(PRODUCTS[0]._replace(but=_WINDOWS), Term("products", "macs_paired", _WINDOWS),
               BIASES[0]._replace(but=_WINDOWS | RECURRENT), *STEPS,
               Term("biases", "outputs_unbiased", _ATTENTION, but=_WINDOWS),
               Term("values", "outputs", LRN, factor=4), Term("borders", "border_values", LRN),
               Term("values", "outputs_normalised", NORMS, but=_LAYER_NORM),
               Term("values", "outputs", _LAYER_NORM),
               Term("scaling", "outputs", _ATTENTION, but=_WINDOWS), Term("softmax", "exponentials", _ATTENTION),
               Term("values", "outputs", _TWICE, factor=2), Term("values", "outputs", _ONCE),
               Term("values", "outputs_before_loss", frozenset({"softmax"})),
               Term("inputs", "inputs", frozenset({"pooling"}), factor=2)),
        style=PRINTED,
        doubts=(Doubt("ReLU and pooling count twice: as a module, and as the function that it calls",
                      frozenset({*_TWICE, "pooling"})),
                Doubt("a product of two volumes is seen as torch.matmul(x, y), and not as x @ y",
                      frozenset({"product"})),
                Doubt("attention between given queries, keys and values is skipped", frozenset({"scored"})),
                Doubt("a gate counts where it is a function of its own, as SiLU is", frozenset({"glu"})),
                LOSS_LEFT_OUT),
    )),
}
