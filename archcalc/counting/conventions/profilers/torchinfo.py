"""torchinfo."""

from archcalc.counting.convention import Convention, Doubt, Rule, Term
from archcalc.counting.conventions._terms import CONVOLUTION, MODULES, NORMS, PARAMETERS, RECURRENT
from archcalc.counting.print_style import MEGABYTES, Style

memory = Rule(
    rule="twice the outputs of layers with parameters: conv, fc and norms, not ReLU, pool or add",
    source="torchinfo 1.8.0: forward/backward pass size",
    terms=(Term("outputs", "outputs_learned", MODULES),),
    style=MEGABYTES,
    copies=2,
)

params = Rule(
    rule="all parameters; running statistics are buffers",
    source="torchinfo 1.8.0: total params, params size",
    terms=PARAMETERS,
    style=MEGABYTES,
)

operations = Rule(
    rule="a convolution's weights and biases at every place of its output, a recurrent layer's at every step; all "
         "other parameters once",
    source="torchinfo 1.8.0: total mult-adds",
    terms=(Term("products", "weights_placed", CONVOLUTION), Term("biases", "biases_placed", CONVOLUTION),
           Term("products", "learned_of_steps", RECURRENT),
           Term("products", "weights_once", MODULES, but=CONVOLUTION | RECURRENT),
           Term("biases", "biases_once", MODULES, but=CONVOLUTION | RECURRENT),
           Term("values", "affine_once", MODULES, but=CONVOLUTION)),
    style=Style("{:.2f} {}", ((10**9, "G"), (10**6, "M"))),
    doubts=(Doubt("attention is left out (torchinfo issue 226)", frozenset({"attention"})),
            Doubt("a fully connected layer over tokens counts as if there were one token", frozenset({"to_tokens"})),
            Doubt("a norm counts its parameters, not the values that it divides", NORMS)),
)

VARIANTS = {
    "torchinfo-total": Convention(memory=Rule(
        rule="the input, twice the outputs of layers with parameters, and the parameters",
        source="torchinfo 1.8.0: estimated total size",
        terms=(Term("outputs", "outputs", frozenset({"input"})),
               *(term._replace(factor=2) for term in memory.terms), *PARAMETERS),
        style=MEGABYTES,
    )),
}
