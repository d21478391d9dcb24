"""PyTorch itself: the parameters of a module, and its FLOP counter."""

from archcalc.counting.convention import Convention, Doubt, Rule, Term
from archcalc.counting.conventions._terms import PARAMETERS
from archcalc.counting.conventions.definitions import flops
from archcalc.counting.print_style import counted

params = Rule(
    rule="all parameters(); running statistics are buffers",
    source="PyTorch 2.13, module.parameters()",
    terms=PARAMETERS,
)

operations = flops.operations._replace(
    rule="2 for each product, nothing else",
    source="PyTorch 2.13, FlopCounterMode; Lightning",
    style=counted("FLOPs", "{}"),
    doubts=(Doubt("on a CPU it misses attention that runs as one operator (pytorch issue 195460)",
                  frozenset({"attention"})),),
)

VARIANTS = {
    "torch-backward": Convention(operations=Rule(
        rule="2 for each product forward, of weights' gradients, and of inputs' gradients (the image has none)",
        source="PyTorch 2.13, FlopCounterMode, forward and backward",
        terms=(Term("products", "macs", factor=2), Term("gradients of weights", "macs_of_weights", factor=2),
               Term("gradients of inputs", "macs_of_inputs", factor=2),
               Term("gradients of weights, again for every other group", "macs_groups_ignored", factor=2)),
        style=counted("FLOPs", "{}"),
        doubts=(Doubt("the gradient of a grouped convolution's weights counts as if it had no groups",
                      measure="macs_groups_ignored"),),
    )),
}
