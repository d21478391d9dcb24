"""calflops, which took over the rules of an earlier DeepSpeed."""

from archcalc.counting.convention import Doubt, Rule, Term
from archcalc.counting.conventions._terms import (
    BATCH_NORM,
    CONVOLUTION,
    LOSS_LEFT_OUT,
    LRN,
    MATRICES,
    NORMS,
    RARE_RESIZING,
    RECURRENT,
    STEPS,
)
from archcalc.counting.print_style import Style

PER_VALUE = (
    Term("values", "outputs_normalised", NORMS),
    Term("means and deviations", "outputs", NORMS, but=BATCH_NORM, factor=3),
    Term("values", "outputs", frozenset({"relu", "prelu", "elu", "leaky_relu", "silu", "gelu"})),
    Term("values", "outputs_before_loss", frozenset({"softmax"})),
    Term("softmax", "exponentials", frozenset({"written-out"})),
    Term("inputs", "inputs", frozenset({"pooling"})),
    Term("values", "outputs", LRN, factor=4), Term("borders", "border_values", LRN),
)

operations = Rule(
    rule="2 for each product, biases of conv (not of fc), batch norm at 2 for each value, ReLU, softmax, pool inputs",
    source="calflops 0.3.2: FLOPs; its MACs are the products alone",
    terms=(Term("products", "macs_groups_twice", MATRICES, factor=2),
           Term("products", "macs_of_weights", frozenset({"attention"}), factor=2),
           Term("products", "macs_paired", frozenset({"written-out"}), factor=2),
           Term("products", "macs", RECURRENT, factor=2), *STEPS,
           Term("narrowing products", "macs_projected", factor=-1),
           *(Term("first products", "unit_steps", frozenset({kind}), factor=-2 * gates)
             for kind, gates in (("rnn", 1), ("gru", 3), ("lstm", 4))),
           Term("biases", "biases_of_plain", CONVOLUTION), *PER_VALUE,
           Term("values", "resized_inputs", frozenset({"resize"}))),
    style=Style("{:.2f} {}FLOPS", ((10**12, "T"), (10**9, "G"), (10**6, "M"), (10**3, "K"))),
    doubts=(Doubt("attention's products of tokens with tokens are skipped", frozenset({"attention"})),
            Doubt("a product of two volumes is seen as torch.matmul(x, y), and not as x @ y", frozenset({"product"})),
            Doubt("a gate counts where it is a function of its own, as SiLU is", frozenset({"glu"})), LOSS_LEFT_OUT,
            Doubt("regions are sampled by many small operators, some of which count", frozenset({"roi_align"})),
            RARE_RESIZING),
)
